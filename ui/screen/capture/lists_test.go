package capture_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
)

func TestAListIsAddedToReorderedAndRemovedByKeyboard(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	goTo(t, s, 15, playbook.ID{}, "text")
	for i, p := range []string{"First", "Second", "Third"} {
		if i > 0 {
			s.Press(fyne.KeyReturn)
		}
		s.Type(p)
		s.Wait(time.Second)
	}
	if got := problems(s); got != "First|Second|Third" {
		t.Fatalf("stored %s", got)
	}
	s.Chord(fyne.KeyModifierAlt, fyne.KeyUp)
	if got := problems(s); got != "First|Third|Second" {
		t.Errorf("after Alt+Up %s", got)
	}
	s.Chord(fyne.KeyModifierAlt, fyne.KeyUp)
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDown)
	if got := problems(s); got != "First|Third|Second" {
		t.Errorf("after up and down again %s", got)
	}
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDelete)
	if got := problems(s); got != "First|Second" {
		t.Errorf("after Alt+Delete %s", got)
	}
	last := s.Toasts[len(s.Toasts)-1]
	if !strings.Contains(last.Text, "“Third”") || len(last.Actions) != 1 {
		t.Fatalf("toast %+v", last)
	}
	last.Actions[0].Do()
	if got := problems(s); got != "First|Third|Second" {
		t.Errorf("after Undo %s", got)
	}
}

func TestRowsWithDetailsTakeTheSameKeys(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	s.Save(&playbook.Promise{Text: "One by 4 May 2027", Status: "owed"}, &playbook.Promise{Text: "Two by 4 May 2027", Status: "owed"})
	s.Room.Refresh()
	goTo(t, s, 44, s.Record().Promises[1].ID, "text")
	s.Chord(fyne.KeyModifierAlt, fyne.KeyUp)
	if got := s.Record().Promises[0].Text; got != "Two by 4 May 2027" {
		t.Errorf("first promise %q after Alt+Up", got)
	}
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDown)
	if got := s.Record().Promises[0].Text; got != "One by 4 May 2027" {
		t.Errorf("first promise %q after Alt+Down", got)
	}
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDelete)
	if n := len(s.Record().Promises); n != 1 {
		t.Errorf("%d promises after Alt+Delete, want 1", n)
	}
}

// A criterion goes only with a reason; without one it stands as it stood.
func TestRemovingACriterionAsksWhy(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	s.Save(&playbook.Criterion{Words: "No empty runs", Metric: "Empty runs per week"}, &playbook.Criterion{})
	s.Room.Refresh()
	goTo(t, s, 25, s.Record().Criteria[0].ID, "words")
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDelete)
	s.MustShow("Why is it no success of theirs any more?")
	s.Tap("Cancel")
	if n := len(s.Record().Criteria); n != 2 || !s.Shows("Empty runs per week") {
		t.Fatalf("%d criteria after Cancel", n)
	}
	goTo(t, s, 25, s.Record().Criteria[0].ID, "words")
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDelete)
	s.Tap("Remove")
	s.MustShow("needs a reason")
	s.Type("They sold the trucks")
	s.Tap("Remove")
	if n := len(s.Record().Criteria); n != 1 {
		t.Fatalf("%d criteria after a reason", n)
	}
	es, err := s.Portfolio().History(t.Context(), s.Account, playbook.HistoryQuery{Limit: 1})
	if err != nil || len(es) != 1 || es[0].Why != "They sold the trucks" {
		t.Errorf("the history says %+v, %v", es, err)
	}
	goTo(t, s, 25, s.Record().Criteria[0].ID, "words")
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDelete) // nothing is written in it
	if n := len(s.Record().Criteria); n != 0 || len(s.Failed) > 0 {
		t.Errorf("%d criteria, %v", n, s.Failed)
	}
}

// Whoever judges a criterion cannot go: the sentence says so, and the row stands
// where it stood.
func TestAJudgeIsNotRemoved(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	s.Save(&playbook.Criterion{Words: "No empty runs", Judge: "Ola Brekke"}, &playbook.Stakeholder{Name: "Ola Brekke"})
	s.Room.Refresh()
	goTo(t, s, 36, s.Record().People[0].ID, "name")
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDelete)
	if len(s.Record().People) != 1 || len(s.Failed) != 1 || !strings.Contains(s.Failed[0].Error(), "they judge the criterion “No empty runs”; name another judge first") {
		t.Fatalf("%d people, said %v", len(s.Record().People), s.Failed)
	}
	goTo(t, s, 36, s.Record().People[0].ID, "name")
	s.MustShow("Ola Brekke")
}

func problems(s *screentest.Stage) string {
	var out []string
	for _, it := range s.Record().ItemsOf(playbook.Problem) {
		out = append(out, it.Text)
	}
	return strings.Join(out, "|")
}

func TestPastedLinesBecomeRows(t *testing.T) {
	s := open(t, "Halden Freight (sample)")
	goTo(t, s, 44, playbook.ID{}, "text")
	fyne.CurrentApp().Clipboard().SetContent("- Live by 15 January\n- Two training days\n\n3. Import of 4,100 orders\n")
	s.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	s.Settle()
	var got []string
	for _, p := range s.Record().Promises {
		got = append(got, p.Text)
	}
	if strings.Join(got, "|") != "Live by 15 January|Two training days|Import of 4,100 orders" {
		t.Errorf("stored %q", got)
	}
}

func TestNoneIsSaidWithNameAndDateAndTakenBack(t *testing.T) {
	s := screentest.New(t, "Halden Freight (sample)")
	mount(s, kit.ModeLight, fyne.NewSize(1232, 2400), screen.Place{Screen: screen.Account, Field: "F8"})
	press(t, s, "None — say so")
	press(t, s, "Say none")
	n := s.Record().NoneOf(playbook.FieldByNo(11))
	if n == nil || n.Who != "Jonas Falk" || n.On != "2026-11-23" {
		t.Fatalf("none is %+v", n)
	}
	s.MustShow("None · Jonas Falk, 23 Nov 2026")
	press(t, s, "Take back")
	if s.Record().NoneOf(playbook.FieldByNo(11)) != nil {
		t.Error("the none is still there")
	}
}
