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
