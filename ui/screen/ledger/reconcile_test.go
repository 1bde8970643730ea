package ledger

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
)

// begun opens the way through the promises of an accepted handoff.
func begun(t *testing.T) (*screentest.Stage, *Promises) {
	t.Helper()
	s := sold(t)
	h := s.Record().Handoff
	h.State = playbook.Accepted
	s.Save(&h)
	tab, _ := mountPromises(s)
	if !tab.Arrive(screen.Place{Tab: screen.Promises, Field: screen.Reconcile}) {
		t.Fatal("the tab does not know the way through")
	}
	s.Settle()
	return s, tab
}

// From the first promise to the closed handoff, by keyboard alone; the window
// gives Ctrl+Enter to Next.
func TestAHandoffIsReconciledAndClosedByKeyboard(t *testing.T) {
	s, tab := begun(t)
	next := func() { tab.Next(); s.Settle() }

	s.MustShow("Promise 1 of 4 · 1 of 4 have an outcome")
	s.MustShow("“you won’t lose a single referral”")
	s.MustShow("The customer’s confirmation, because it won the deal")
	next()
	s.MustShow("Choose how it ended, 1 to 7")
	s.Type("1")
	if p := promise(t, s, "All referrals"); p.Outcome != "" {
		t.Fatalf("a digit alone stored %q", p.Outcome)
	}
	next()
	s.MustShow("it ends only with the customer's confirmation")
	s.Type("Dr Karl Sand") // the keyboard is where the answer goes
	next()
	if p := promise(t, s, "All referrals"); p.Outcome != "kept" || p.ConfirmedBy != "Dr Karl Sand" || p.DeliveredOn != "2026-11-23" {
		t.Fatalf("stored %q, confirmed by %q, delivered on %q", p.Outcome, p.ConfirmedBy, p.DeliveredOn)
	}

	s.MustShow("Promise 2 of 4 · 2 of 4 have an outcome")
	s.Type("7")
	next()
	s.MustShow("say who at the customer released it")
	s.Type("Kari Lie")
	next()
	if p := promise(t, s, "Support answers"); p.Outcome != "released" || p.ConfirmedBy != "Kari Lie" || p.ConfirmedOn != "2026-11-23" {
		t.Fatalf("stored %q by %q on %q", p.Outcome, p.ConfirmedBy, p.ConfirmedOn)
	}

	s.MustShow("SMS reminders in Norwegian and English")
	s.Type("j") // it has its outcome
	s.Type("4")
	s.Press(fyne.KeyTab)
	if !tab.through.came.evidence.Focused() {
		t.Fatal("Tab does not lead into the evidence")
	}
	s.Type("Mail of 3 November")
	s.Chord(fyne.KeyModifierAlt, fyne.KeyDown)
	s.MustShow("What they must see by day 30")
	if p := promise(t, s, "Two on-site"); p.Outcome != "" || p.Evidence != "Mail of 3 November" {
		t.Fatalf("leaving stored outcome %q, evidence %q", p.Outcome, p.Evidence)
	}
	s.Type("k")
	s.MustShow("● 4 Renegotiated")
	next()
	s.MustShow("say who at the customer agreed")
	s.Type("Kari Lie")
	next()
	if p := promise(t, s, "Two on-site"); p.Outcome != "renegotiated" || p.ConfirmedBy != "Kari Lie" {
		t.Fatalf("stored %q by %q", p.Outcome, p.ConfirmedBy)
	}

	s.Type("1")
	s.Press(fyne.KeyTab)
	s.Type("Both desks in one calendar, 20 November")
	next()
	s.MustShow("What they must see by day 60")
	s.Press(fyne.KeyDown) // to the end, past a proof point that is not judged
	s.MustShow("One thing keeps the handoff open")
	next()
	if s.Record().Handoff.IsClosed() {
		t.Fatal("closed over a proof point that is not judged")
	}
	s.MustShow("The handoff cannot be closed yet")
	s.Press(fyne.KeyReturn) // the first link
	if len(s.Went) != 1 || s.Went[0].Field != screen.Reconcile || s.Went[0].Row != s.Rec.ProofPoint(60).ID {
		t.Fatalf("the link leads to %+v", s.Went)
	}
	tab.Arrive(s.Went[0])
	s.Settle()
	s.Type("2")
	next()
	s.MustShow("Say what they saw")
	s.Type("Four of five clinics")
	next()
	s.MustShow("Say who at the customer judged it")
	s.Type("Ingrid Moe")
	next()
	for _, p := range datatest.Rows[playbook.ProofPoint](t, s.Store, s.Account) {
		if p.Result == "" || p.JudgedBy != "Ingrid Moe" || p.JudgedOn != "2026-11-23" {
			t.Errorf("day %d: %q by %q on %q", p.Day, p.Result, p.JudgedBy, p.JudgedOn)
		}
	}

	s.MustShow("The handoff can be closed.")
	s.MustShow("1 of 2")
	s.MustShow("2 of 2")
	s.MustShow("1 withdrawn or released, not counted")
	next()
	s.Press(fyne.KeyTab, fyne.KeyReturn) // past Cancel
	if h := s.Record().Handoff; h.ClosedOn != "2026-11-23" || h.ClosedBy != "Maya Lindqvist" {
		t.Fatalf("closed on %q by %q", h.ClosedOn, h.ClosedBy)
	}
	s.MustShow("The handoff was closed on 23 November 2026 by Maya Lindqvist.")

	next()
	s.Type("A seventh promise came up")
	s.Tap("Reopen handoff")
	if s.Record().Handoff.IsClosed() {
		t.Error("still closed after reopening with a reason")
	}
	if e := last(t, s); e.Why != "A seventh promise came up" {
		t.Errorf("the history says why: %q", e.Why)
	}
}

// What was chosen and not confirmed is stored nowhere and waits.
func TestTheWayThroughGoesByArrowsAndStaysInItsEnds(t *testing.T) {
	s, tab := begun(t)
	s.Press(fyne.KeyUp, fyne.KeyLeft)
	if tab.through.at != 0 {
		t.Errorf("before the first stands step %d", tab.through.at)
	}
	for range 12 {
		s.Press(fyne.KeyDown)
	}
	if last := len(tab.through.steps) - 1; tab.through.at != last {
		t.Errorf("the arrows end at step %d of %d", tab.through.at, last)
	}
	s.Tap("Make the PDF…")
	if s.Briefs != 1 {
		t.Error("the PDF cannot be made from the end")
	}
	s.Tap("Back to the list")
	if len(s.Went) != 1 || s.Went[0].Tab != screen.Promises || s.Went[0].Field != "" {
		t.Errorf("back leads to %+v", s.Went)
	}
	tab.Arrive(s.Went[0])
	s.Settle()
	s.MustShow("Choose several")
}

func TestTheExactWordsAreHiddenOnASharedScreen(t *testing.T) {
	s := sold(t)
	s.Sharing = true
	tab, _ := mountPromises(s)
	tab.Arrive(screen.Place{Tab: screen.Promises, Field: screen.Reconcile})
	s.Settle()
	if s.Shows("a single referral") {
		t.Error("the exact words stand on a shared screen")
	}
}

func TestAClosedHandoffKeepsItsOutcomes(t *testing.T) {
	s := sold(t)
	h := s.Record().Handoff
	h.State = playbook.Accepted
	for _, p := range s.Record().Promises {
		p.Outcome, p.Evidence, p.CustomerConfirmed, p.ConfirmedBy = "broken", "Report", true, "Kari Lie"
		s.Save(&p)
	}
	for _, p := range s.Record().ProofPoints {
		p.Result = "no"
		s.Save(&p)
	}
	h.ClosedOn, h.ClosedBy = "2026-11-20", "Jonas Falk"
	s.Save(&h)
	tab, _ := mountPromises(s)
	tab.Arrive(screen.Place{Tab: screen.Promises, Row: promise(t, s, "Two on-site").ID})
	s.Settle()
	s.Tap("● Broken")
	s.Type("It was delivered after all")
	s.Tap("Take it back")
	s.MustShow("“Two on-site training days” has no outcome")
	if got := promise(t, s, "Two on-site").Outcome; got != "broken" {
		t.Errorf("under a closed handoff the outcome became %q", got)
	}
}

func TestSeveralPromisesGetOneOwner(t *testing.T) {
	s := sold(t)
	tab, _ := mountPromises(s)
	s.Canvas().Focus(tab.table.Focusable())
	s.Press(fyne.KeyHome, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	s.MustShow("2 chosen")
	s.Tap("Give them this owner")
	s.MustShow("name who delivers these promises")
	kit.Focus(tab.bulk.owner)
	s.Type("Petter Aas")
	s.Tap("Give them this owner")
	n := 0
	for _, p := range datatest.Rows[playbook.Promise](t, s.Store, s.Account) {
		if p.Owner == "Petter Aas" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d promises got the owner, want 2", n)
	}
	if e := last(t, s); e.Label != "Petter Aas delivers 2 promises" {
		t.Errorf("the history says %q", e.Label)
	}
	if s.Shows("chosen") {
		t.Error("choosing goes on after the act")
	}
}

func belief(t *testing.T, s *screentest.Stage) playbook.Belief {
	t.Helper()
	return datatest.Rows[playbook.Belief](t, s.Store, s.Account)[0]
}

func TestABeliefIsCorrectedWithWhatWasSaid(t *testing.T) {
	s := sold(t)
	mountPromises(s)
	s.Tap("Corrected…")
	s.Tap("Mark as corrected")
	s.MustShow("says what was said to whom")
	s.Type("Told him on the call of 23 November; he will buy it next year")
	s.Tap("Mark as corrected")
	if b := belief(t, s); b.State != "corrected" || b.SettledBy != "Maya Lindqvist" || b.Correction == "" {
		t.Fatalf("stored %+v", b)
	}
	if s.Shows("belief differs from contract") {
		t.Error("a settled belief is still an open item")
	}
	s.Tap("Settled beliefs")
	s.MustShow("Dr Karl Sand believed: lab results")
	s.Tap("Reopen…")
	s.Type("He asked again")
	s.Tap("Reopen")
	if b := belief(t, s); b.State != "" {
		t.Errorf("reopened, it stands at %q", b.State)
	}
}

func TestABeliefBecomesAPromiseInOneAct(t *testing.T) {
	s := sold(t)
	tab, _ := mountPromises(s)
	s.Tap("Accept as promise")
	p := promise(t, s, "lab results")
	if b := belief(t, s); b.State != "promised" || b.PromiseID != p.ID || p.Support != "needs_approval" {
		t.Fatalf("belief %q as %v, promise %q", b.State, b.PromiseID, p.Support)
	}
	if tab.marked != p.ID {
		t.Error("the new promise is not the marked one")
	}
	s.MustShow("Name who approves it")
}

func TestABeliefIsWithdrawnWithAReason(t *testing.T) {
	s := sold(t)
	mountPromises(s)
	s.Tap("Withdraw…")
	s.Type("He never said so; it was a note of ours")
	s.Tap("Withdraw")
	if b := belief(t, s); b.State != "withdrawn" {
		t.Errorf("it stands at %q", b.State)
	}
}

func TestAPromiseIsLinkedToItsCriterionAndTasks(t *testing.T) {
	s := sold(t)
	s.Save(&playbook.Task{Title: "Load the referrals", State: playbook.Todo, DueOn: "2026-11-28"})
	tab, _ := mountPromises(s)
	p := promise(t, s, "All referrals")
	tab.Arrive(screen.Place{Tab: screen.Promises, Row: p.ID})
	s.Settle()
	tab.outcome.links.serve.OnPicked("New staff book alone after one morning.")
	tab.outcome.links.more.OnPicked("Load the referrals")
	if got := promise(t, s, "All referrals"); got.CriterionID != s.Rec.Criteria[1].ID {
		t.Errorf("serves %v", got.CriterionID)
	}
	if got := s.Record().Tasks[0]; got.PromiseID != p.ID {
		t.Errorf("the task delivers %v", got.PromiseID)
	}
	s.MustShow("To do · due 28 Nov")
	tab.side.Reveal(tab.outcome.links.box)
	s.Settle()
	s.Tap("Unlink")
	if got := s.Record().Tasks[0]; !got.PromiseID.IsZero() {
		t.Error("the task is still linked")
	}
}

func TestABeliefIsAddedFromTheLedger(t *testing.T) {
	s := sold(t)
	tab, _ := mountPromises(s)
	tab.main.Reveal(tab.beliefs.box.Objects[len(tab.beliefs.box.Objects)-1])
	s.Settle()
	s.Tap("Add what somebody believes")
	if len(s.Went) != 1 || s.Went[0].Field != "F40" || s.Went[0].Tab != screen.Handoff {
		t.Errorf("went to %+v", s.Went)
	}
}
