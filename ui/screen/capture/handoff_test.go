package capture_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
)

// tall is a window in which the whole side column is in view.
func tall(t *testing.T, s *screentest.Stage) {
	t.Helper()
	mount(s, kit.ModeLight, fyne.NewSize(1232, 2600), screen.Place{Screen: screen.Account, Tab: screen.Handoff})
}

func state(s *screentest.Stage) playbook.HandoffState { return s.Record().Handoff.State }

func TestARiskHandoffIsSubmittedWithAReason(t *testing.T) {
	s := screentest.New(t, "Halden Freight (sample)")
	tall(t, s)
	s.Tap("Submit to CS…")
	s.MustShow("Neither a sponsor nor a champion is named")
	s.Tap("Submit to CS")
	s.MustShow("needs a reason")
	if state(s) != playbook.Draft {
		t.Fatalf("state %q without a reason", state(s))
	}
	s.Type("They sign tomorrow; the rest follows on Thursday.")
	s.Tap("Submit to CS")
	if state(s) != playbook.Submitted {
		t.Fatalf("state %q, failed %v", state(s), s.Failed)
	}
	tr := s.Record().Transitions[0]
	if tr.Note != "They sign tomorrow; the rest follows on Thursday." || tr.Grade != "Risk" || tr.By != "Jonas Falk" {
		t.Errorf("on record: %+v", tr)
	}
	s.MustShow("“They sign tomorrow; the rest follows on Thursday.”")
}

func submitted(t *testing.T) *screentest.Stage {
	t.Helper()
	s := screentest.New(t, "Norrland Dental (sample)")
	fill(t, s)
	if err := s.Desk().Submit(t.Context(), s.Account, ""); err != nil {
		t.Fatal(err)
	}
	s.As("Maya Lindqvist")
	tall(t, s)
	return s
}

func TestCSReturnsWithReasonsAndQuestions(t *testing.T) {
	s := submitted(t)
	s.Tap("Return…")
	s.Tap("Return to Sales") // the title, then the button: both say so
	press(t, s, "Return to Sales")
	s.MustShow("Choose at least one reason.")
	s.Tap("○ Promise unclear")
	fields := entries(s)
	s.Canvas().Focus(fields[len(fields)-1])
	s.Type("Who signs the export of clinic four?")
	press(t, s, "Return to Sales")
	rec := s.Record()
	if rec.Handoff.State != playbook.Returned || len(rec.Questions) != 1 {
		t.Fatalf("state %q, %d questions, failed %v", rec.Handoff.State, len(rec.Questions), s.Failed)
	}
	if tr := rec.Transitions[len(rec.Transitions)-1]; tr.Reasons != "promise_unclear" || tr.By != "Maya Lindqvist" {
		t.Errorf("on record: %+v", tr)
	}
	s.MustShow("Who signs the export of clinic four?")
	s.MustShow("Promise unclear")
}

// press runs the button with the word, the topmost one.
func press(t *testing.T, s *screentest.Stage, word string) {
	t.Helper()
	var b *kit.Button
	s.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if x, ok := o.(*kit.Button); ok && x.Text() == word {
			b = x
		}
		return true
	})
	if b == nil {
		t.Fatalf("no button %q", word)
	}
	b.OnTapped()
	s.Settle()
}

// entries returns the text fields of what is on top.
func entries(s *screentest.Stage) []fyne.Focusable {
	var out []fyne.Focusable
	s.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if e, ok := o.(*kit.Entry); ok {
			out = append(out, e.Focusable())
		}
		return true
	})
	return out
}

func TestCSAcceptsWithConditionsAndStartsAPlaybook(t *testing.T) {
	s := submitted(t)
	press(t, s, "Accept with conditions…")
	s.MustShow("Day-90 proof point")
	s.Tap("Start a playbook now")
	s.MustShow("First dates")
	press(t, s, "Accept with conditions")
	rec := s.Record()
	if rec.Handoff.State != playbook.AcceptedWithConditions || len(rec.Conditions()) != 2 || rec.Plan() == nil {
		t.Fatalf("state %q, %d conditions, plan %v, failed %v", rec.Handoff.State, len(rec.Conditions()), rec.Plan(), s.Failed)
	}
	if c := rec.Conditions()[0]; c.DueOn != "2026-11-30" || c.Owner != "Jonas Falk" {
		t.Errorf("the first condition is %+v", c)
	}
	if rec.Plan().PlaybookID != "mid-market-60" || rec.Account.Stage != playbook.Onboarding {
		t.Errorf("plan %q, stage %q", rec.Plan().PlaybookID, rec.Account.Stage)
	}
	s.MustShow("Accepted, with 2 conditions open.")
	s.MustShow("Handoff ✓")
}

func TestAcceptingStartsNothingByItself(t *testing.T) {
	s := submitted(t)
	press(t, s, "Accept…")
	s.MustShow("2 wanted items are missing")
	press(t, s, "Accept")
	rec := s.Record()
	if rec.Handoff.State != playbook.Accepted || rec.Plan() != nil {
		t.Errorf("state %q, plan %v", rec.Handoff.State, rec.Plan())
	}
}

func TestAQuestionAskedBeforeShowsItsAnswerAndReopensWithAReason(t *testing.T) {
	s := submitted(t)
	press(t, s, "Ask a question…")
	s.Type("Who is the technical contact?")
	press(t, s, "Ask")
	press(t, s, "Answer…")
	s.Type("Mikael Öst at Nordkabel.")
	press(t, s, "Answer")
	press(t, s, "Ask a question…")
	s.Type("Who is our technical contact at the customer")
	s.MustShow("Answered before by Maya Lindqvist")
	s.Press(fyne.KeyEscape)
	press(t, s, "Reopen…")
	press(t, s, "Reopen")
	s.MustShow("Reopening needs a reason")
	s.Type("He left in October.")
	press(t, s, "Reopen")
	q := s.Record().Questions[0]
	if !q.Open() || q.ReopenedWhy != "He left in October." {
		t.Errorf("question %+v, failed %v", q, s.Failed)
	}
	s.MustShow("Reopened: He left in October.")
}

// A question that was found elsewhere is brought into view, with the keyboard on
// its button.
func TestAQuestionIsArrivedAt(t *testing.T) {
	for name, size := range map[string]fyne.Size{"beside the form": fyne.NewSize(1232, 420), "under it": fyne.NewSize(900, 420)} {
		s := screentest.New(t, "Halden Freight (sample)")
		var last playbook.ID
		for range 8 {
			q := &playbook.Question{Text: "Who signs for the depots?", AskedBy: "Maya Lindqvist", AskedAt: "2026-11-20T09:00:00.000000Z"}
			s.Save(q)
			last = q.ID
		}
		mount(s, kit.ModeLight, size, screen.Place{Screen: screen.Account, Tab: screen.Handoff})
		s.Room.Arrive(screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Handoff, Row: last})
		s.Settle()
		o, ok := s.Canvas().Focused().(fyne.CanvasObject)
		if !ok {
			t.Fatalf("%s: nothing has the keyboard", name)
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		if at.Y < 0 || at.Y+o.Size().Height > size.Height {
			t.Errorf("%s: the question is at %v, out of view", name, at)
		}
	}
}

func TestAMissingItemOpensItsField(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	fill(t, s)
	tall(t, s)
	s.Tap("→ Day-90 proof point")
	s.MustShow("What does success look like to them?")
	s.Type("Nobody phones any more")
	s.Room.Leave()
	rec := s.Record()
	last := rec.ProofPoints[len(rec.ProofPoints)-1]
	if last.Day != 90 || last.Text != "Nobody phones any more" {
		t.Errorf("the last proof point is %+v", last)
	}
}

func TestEveryPointIsShown(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	fill(t, s)
	tall(t, s)
	press(t, s, "How is this computed?")
	s.MustShow("Sum, rounded down")
	all := strings.Join(s.Texts(), " ")
	for _, want := range []string{"25 × ", "20 × ", "15 × ", "10 × ", "5 × "} {
		if !strings.Contains(all, want) {
			t.Errorf("the computation lacks a line with %q", want)
		}
	}
}

func TestAReadOnlyWindowChangesNothing(t *testing.T) {
	s := screentest.New(t, "Halden Freight (sample)")
	s.Locked = true
	tall(t, s)
	for _, word := range []string{"Submit to CS…", "None — say so", "+ Another problem", "Ask a question…"} {
		if s.Shows(word) {
			t.Errorf("a read-only window offers %q", word)
		}
	}
	s.MustShow("nothing can be changed here")
}
