package signals

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
)

var normal = fyne.NewSize(1232, 1500)

// seam is an account with an invented promise, belief, late question, two facts
// and a question for the customer; signals are logged at the desk.
func seam(t testing.TB, signals ...playbook.Signal) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	p := playbook.Promise{Text: "Two on-site training days", Kind: "explicit", DueKind: "none", Basis: "verbal"}
	b := playbook.Belief{Person: "Dr Karl Sand", Text: "lab results are part of this rollout", Matches: "no"}
	f := playbook.Item{Kind: playbook.Fact, Text: "Five clinics, open 8 to 16, the fifth until 18", Who: "Kari Lie", On: "2026-11-17"}
	g := playbook.Item{Kind: playbook.Fact, Text: "The county pays the invoices", Who: "Ingrid Moe", On: "2026-11-18"}
	q := playbook.CustomerQuestion{Text: "Who pays for the SMS?", By: "Maya Lindqvist"}
	w := playbook.Stakeholder{Name: "Kari Lie", Title: "Reception"}
	s.Save(&p, &b, &f, &g, &q, &w)
	for i := range signals {
		s.Save(&signals[i])
	}
	s.Read()
	return s
}

func signal(kind, text string, on playbook.Date) playbook.Signal {
	return playbook.Signal{Kind: kind, Text: text, On: on, LoggedBy: "Maya Lindqvist", LoggedAt: playbook.Moment(on + "T09:00:00.000000Z")}
}

func mount(s *screentest.Stage) *Tab {
	var tab *Tab
	s.MountTab(kit.ModeLight, normal, func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
		tab = New(win, run, account, changed)
		return tab
	})
	return tab
}

func one(t *testing.T, s *screentest.Stage) playbook.Signal {
	t.Helper()
	all := datatest.Rows[playbook.Signal](t, s.Store, s.Account)
	if len(all) != 1 {
		t.Fatalf("%d signals are stored, want 1", len(all))
	}
	return all[0]
}

func TestNothingLoggedYet(t *testing.T) {
	s := seam(t)
	mount(s)
	s.MustShow("No weak alignment: 0 of 4 signs seen")
	s.MustShow("Nothing was logged yet.")
	s.MustShow("0 apologies; the standard is zero.")
	if s.Shows("Where they fell") {
		t.Error("an empty table of counts is shown")
	}
	s.Tap("Log a signal")
	if len(s.Logs) != 1 || s.Logs[0] != s.Account {
		t.Errorf("asked to log at %v, want this account", s.Logs)
	}
}

func TestWeakAlignmentShowsTheRowsBehindEachSign(t *testing.T) {
	s := seam(t, signal("repeated", "Kari named the opening hours again", "2026-11-20"), signal("contradicted", "They expected lab results", "2026-11-21"), signal("apology", "We said sorry for Monday", "2026-11-19"))
	tab := mount(s)
	for _, want := range []string{"Weak alignment: 2 of 4 signs seen", "at least 2 of 4 signs", "Kari named the opening hours again (20 Nov 2026)",
		"3 signals, logged by 1 person: 3 without a cause yet.", "1 apology; the standard is zero.", "Outside a plan"} {
		s.MustShow(want)
	}
	s.Tap("Kari named the opening hours again (20 Nov 2026)")
	if at := tab.table.Selected(); at < 0 || tab.rows[at].Kind != "repeated" {
		t.Errorf("the sign leads to row %d of the list", at)
	}
}

func TestTheWayFromASignToWhatIsElsewhere(t *testing.T) {
	s := seam(t)
	h := s.Record().Handoff
	h.KickoffOn = "2026-11-18"
	b := s.Record().Beliefs[0]
	b.State, b.Correction, b.SettledOn = "corrected", "Told in the call", "2026-11-20"
	s.Save(&h, &b)
	mount(s)
	s.Tap("lab results are part of this rollout (20 Nov 2026)")
	want := screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Promises, Row: b.ID}
	if len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("went to %+v, want %+v", s.Went, want)
	}
}

func TestASignalIsGivenItsCauseLater(t *testing.T) {
	s := seam(t, signal("two_stories", "Sales said December, the plan says January", "2026-11-20"))
	mount(s)
	s.Tap("Sales said December")
	s.Tap("○ Promise unclear")
	s.Tap("Save")
	if got := one(t, s); got.Cause != "unclear" || got.Text != "Sales said December, the plan says January" || got.On != "2026-11-20" {
		t.Errorf("stored %+v", got)
	}
	s.MustShow("promise unclear")
	if s.Canvas().Overlays().Top() != nil {
		t.Error("the sheet stays open after it saved")
	}
}

func TestASignalIsLinkedAndTheLinkLeadsThere(t *testing.T) {
	s := seam(t, signal("chased", "They asked twice for the training days", "2026-11-20"))
	mount(s)
	p := s.Record().Promises[0]
	s.Tap("They asked twice")
	kit.Focus(picker(t, s))
	s.Type("training")
	s.Press(fyne.KeyDown, fyne.KeyReturn)
	s.Tap("Save")
	if got := one(t, s); got.PromiseID != p.ID {
		t.Fatalf("about %v, want the promise %v", got.PromiseID, p.ID)
	}
	s.MustShow("About the promise “Two on-site training days”")
	s.Tap("They asked twice")
	s.Tap("Go to the promise")
	if want := (screen.Place{Screen: screen.Account, Account: s.Account, Tab: screen.Promises, Row: p.ID}); len(s.Went) != 1 || s.Went[0] != want {
		t.Errorf("went to %+v, want %+v", s.Went, want)
	}
}

// picker finds the one field with a list in the sheet that is open.
func picker(t *testing.T, s *screentest.Stage) *kit.Picker {
	t.Helper()
	var found *kit.Picker
	s.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if p, ok := o.(*kit.Picker); ok {
			found = p
		}
		return true
	})
	if found == nil {
		t.Fatal("no sheet with a list is open")
	}
	return found
}

func TestASignalIsNotDatedAhead(t *testing.T) {
	s := seam(t, signal("chased", "They asked twice", "2026-11-20"))
	mount(s)
	s.Tap("They asked twice")
	s.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if d, ok := o.(*kit.DateEntry); ok {
			d.SetDay("2026-11-24")
		}
		return true
	})
	s.Tap("Save")
	s.MustShow("24 Nov 2026 is still to come")
	if got := one(t, s).On; got != "2026-11-20" {
		t.Errorf("stored as of %s", got)
	}
}

// Two windows: what the other one stored is not lost, and the sentence says so.
func TestASignalChangedMeanwhile(t *testing.T) {
	s := seam(t, signal("chased", "They asked twice", "2026-11-20"))
	mount(s)
	s.Tap("They asked twice")
	other := one(t, s)
	other.Cause = "slip"
	s.Save(&other)
	s.Tap("○ Oversold")
	s.Tap("Save")
	if got := one(t, s).Cause; got != "slip" {
		t.Errorf("the other’s cause became %q", got)
	}
	s.MustShow("Someone changed this meanwhile")
}

func TestASignalIsRemovedAndTakenBack(t *testing.T) {
	s := seam(t, signal("chased", "They asked twice", "2026-11-20"))
	mount(s)
	s.Tap("They asked twice")
	s.Tap("Remove")
	if n := len(datatest.Rows[playbook.Signal](t, s.Store, s.Account)); n != 0 {
		t.Fatalf("%d signals after removing", n)
	}
	if len(s.Toasts) != 1 || len(s.Toasts[0].Actions) != 1 {
		t.Fatalf("said %+v, want a way back", s.Toasts)
	}
	s.Toasts[0].Actions[0].Do()
	one(t, s)
}

func TestInspectByKeyboard(t *testing.T) {
	s := seam(t) // closed on 16 November; today is the 23rd, day 7
	mount(s)
	s.MustShow("▲ due today")
	s.MustShow("○ due 30 Nov 2026")
	s.Tap("Inspect…")
	s.MustShow("Inspect the seam · day 7")
	s.Tap("Save inspection")
	s.MustShow("Answer at least one question")
	kit.Focus(s.Canvas().Overlays().Top())
	s.Type("yynyn") // each answers its question and goes on to the next
	s.MustShow("3 of 6, 1 open")
	s.Type("Y")
	s.Type("Sales was in the call") // the last one led to the note
	s.Tap("Save inspection")
	all := datatest.Rows[playbook.Inspection](t, s.Store, s.Account)
	if len(all) != 1 || all[0].Day != 7 || all[0].Promise != "yes" || all[0].Owned != "no" || all[0].OneStory != "no" || all[0].NextStep != "yes" || all[0].Note != "Sales was in the call" || all[0].By != "Maya Lindqvist" {
		t.Fatalf("stored %+v", all)
	}
	s.MustShow("▲ 4 of 6")
	s.MustShow("No: owners and dates, one story")
	s.MustShow("“Sales was in the call”")
}

func TestAnswersAreNotLostByEsc(t *testing.T) {
	s := seam(t)
	mount(s)
	s.Tap("Inspect…")
	kit.Focus(s.Canvas().Overlays().Top())
	s.Type("y")
	s.Press(fyne.KeyEscape)
	s.MustShow("Close without the answers?")
	s.Press(fyne.KeyEscape) // no: back to the questions
	s.MustShow("Inspect the seam · day 7")
	s.Tap("Cancel")
	s.Tap("Discard")
	if s.Canvas().Overlays().Top() != nil || len(s.Record().Inspections) != 0 {
		t.Error("the sheet is open still, or the answers were stored")
	}
}

func TestASecondLookReplacesTheFirst(t *testing.T) {
	s := seam(t)
	first := playbook.Inspection{Day: 7, Promise: "yes", Success: "no", Owned: "no", ToldOnce: "no", OneStory: "no", NextStep: "no", Note: "Too early", On: "2026-11-23", By: "Maya Lindqvist"}
	s.Save(&first)
	mount(s)
	s.MustShow("■ 1 of 6")
	s.Tap("Look again…")
	s.MustShow("Too early")
	kit.Focus(s.Canvas().Overlays().Top())
	s.Type("yyyyyy")
	s.Tap("Save inspection")
	all := datatest.Rows[playbook.Inspection](t, s.Store, s.Account)
	if len(all) != 1 || all[0].ID != first.ID || all[0].NextStep != "yes" || all[0].Note != "Too early" {
		t.Fatalf("stored %+v, want one, with the note kept", all)
	}
	s.MustShow("✓ 6 of 6")
}

func TestWithoutACloseNothingIsInspected(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	mount(s)
	s.MustShow("due 7 days after the close")
	if s.Shows("Inspect…") {
		t.Error("an inspection is offered before there is a close to count from")
	}
}

func TestAskingShowsWhatTheyHaveTold(t *testing.T) {
	s := seam(t)
	mount(s)
	s.Tap("Add a question…")
	s.Type("Who pays the invoices?")
	s.MustShow("They have told us")
	s.MustShow("Ingrid Moe, 18 Nov 2026")
	s.Tap("That answers it")
	if n := len(s.Record().CustomerQuestions); n != 1 {
		t.Fatalf("%d questions are stored, want the one that was there", n)
	}
	s.Tap("Add a question…")
	s.Tap("Add question")
	s.MustShow("The question is empty")
	s.Type("Which shift starts first?")
	s.Tap("Add question")
	qs := s.Record().CustomerQuestions
	if len(qs) != 2 || qs[1].Text != "Which shift starts first?" || qs[1].By != "Maya Lindqvist" {
		t.Errorf("stored %+v", qs)
	}
}

func TestRecordingTheAnswerStrikesTheQuestion(t *testing.T) {
	s := seam(t)
	mount(s)
	s.Tap("Record answer…")
	s.Tap("Record the answer")
	s.MustShow("The fact is empty")
	s.Type("The county pays, up to 400 a month")
	kit.Focus(picker(t, s))
	s.Type("Kari")
	s.Press(fyne.KeyDown, fyne.KeyReturn)
	s.Tap("Record the answer")
	rec := s.Record()
	facts := rec.ItemsOf(playbook.Fact)
	last := facts[len(facts)-1]
	if len(facts) != 3 || last.Text != "The county pays, up to 400 a month" || last.Who != "Kari Lie" || last.On != "2026-11-23" {
		t.Fatalf("facts %+v", facts)
	}
	if rec.CustomerQuestions[0].FactID != last.ID {
		t.Fatalf("the question is answered by %v, want %v", rec.CustomerQuestions[0].FactID, last.ID)
	}
	s.MustShow("Told by Kari Lie, 23 Nov 2026")
	s.Tap("Ask it after all")
	if !s.Record().CustomerQuestions[0].FactID.IsZero() {
		t.Error("the question is still answered")
	}
}

func TestAFactIsChosenAsTheAnswer(t *testing.T) {
	s := seam(t)
	mount(s)
	s.Tap("Answered by…")
	s.Press(fyne.KeyDown, fyne.KeyReturn)
	rec := s.Record()
	if rec.CustomerQuestions[0].FactID != rec.ItemsOf(playbook.Fact)[1].ID {
		t.Fatalf("answered by %v", rec.CustomerQuestions[0].FactID)
	}
	s.MustShow("Told by Ingrid Moe, 18 Nov 2026")
}

func TestOnASharedScreenTheSeamIsHidden(t *testing.T) {
	s := seam(t, signal("repeated", "Kari named the opening hours again", "2026-11-20"))
	s.Sharing = true
	tab := mount(s)
	if s.Shows("opening hours again") {
		t.Fatal("a signal is shown to those who see this screen")
	}
	s.Tap("Show it")
	s.MustShow("Kari named the opening hours again")
	tab.Leave()
	s.Settle()
	if s.Shows("opening hours again") {
		t.Error("it stays open after the tab was left")
	}
}

func TestWhereAnotherWindowWritesNothingIsOffered(t *testing.T) {
	s := seam(t, signal("repeated", "Kari named the opening hours again", "2026-11-20"))
	s.Locked = true
	mount(s)
	for _, word := range []string{"Inspect…", "Record answer…", "Add a fact…", "Remove"} {
		if s.Shows(word) {
			t.Errorf("%q is offered to a window that only reads", word)
		}
	}
}
