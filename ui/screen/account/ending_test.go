package account_test

import (
	"testing"

	"kept/playbook"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
)

// sold is an accepted account with three promises due: one kept, one
// renegotiated, one open.
func sold(t *testing.T) *screentest.Stage {
	t.Helper()
	s := screentest.Accepted(t)
	h := s.Record().Handoff
	h.State = playbook.Accepted
	s.Save(&h,
		&playbook.Promise{Text: "Live by 10 November", DueKind: "date", DueOn: "2026-11-10", Outcome: "kept", Evidence: "Report"},
		&playbook.Promise{Text: "Two days on site", DueKind: "date", DueOn: "2026-11-14", Outcome: "renegotiated", Evidence: "Mail", CustomerConfirmed: true, ConfirmedBy: "Kari Lie"},
		&playbook.Promise{Text: "Reminders in two languages", DueKind: "date", DueOn: "2026-11-20"})
	return s
}

func TestTheKeptFigureStandsWithBothNames(t *testing.T) {
	s := sold(t)
	open(t, s, screen.Plan)
	s.MustShow("Sold by Jonas Falk · delivered by Maya Lindqvist · together kept 1 of 3 due")
}

func TestSalesIsReleasedWhenItsConditionIsMet(t *testing.T) {
	s := sold(t)
	s.Save(&playbook.Task{Title: "Introduce the sponsor", Role: "sales", State: playbook.Todo})
	open(t, s, screen.Plan)
	s.Tap("More…")
	s.Tap("Release Sales…")
	s.MustShow("No exit condition is agreed; write when Sales is released")
	s.MustShow("“Introduce the sponsor” is still open")
	s.Tap("Go there")
	if len(s.Went) != 1 {
		t.Fatalf("went to %+v", s.Went)
	}

	h := s.Record().Handoff
	h.SalesExit = "The sponsor has met the CSM"
	duty := s.Record().SalesDuties()[0]
	duty.State, duty.DoneAt, duty.DoneBy = playbook.TaskDone, playbook.MomentOf(s.Now()), "Jonas Falk"
	s.Save(&h, &duty)
	s.Room.Refresh()
	s.Settle()
	s.Tap("More…")
	s.Tap("Release Sales…")
	s.MustShow("The sponsor has met the CSM")
	s.Tap("Release Sales")
	if h := s.Record().Handoff; h.SalesReleasedOn != "2026-11-23" || h.SalesReleasedBy != "Maya Lindqvist" {
		t.Fatalf("released on %q by %q", h.SalesReleasedOn, h.SalesReleasedBy)
	}
	s.MustShow("Sales released 23 Nov by Maya Lindqvist")
	s.Tap("More…")
	if s.Shows("Release Sales…") {
		t.Error("Sales can be released twice")
	}
}

func TestClosingIsRefusedWithTheListAndEachItemIsALink(t *testing.T) {
	s := sold(t)
	open(t, s, screen.Plan)
	s.Tap("More…")
	s.Tap("Close handoff…")
	s.MustShow("The handoff cannot be closed yet")
	s.MustShow("“Reminders in two languages” has no outcome")
	s.Tap("Go there")
	if len(s.Went) != 1 || s.Went[0].Tab != screen.Promises || s.Went[0].Field != screen.Reconcile || s.Went[0].Row.IsZero() {
		t.Fatalf("went to %+v", s.Went)
	}
	for _, p := range s.Record().Promises {
		p.Outcome, p.Evidence = "broken", "Report"
		s.Save(&p)
	}
	s.Room.Refresh()
	s.Settle()
	s.Tap("More…")
	s.Tap("Close handoff…")
	s.Tap("Close handoff")
	if !s.Record().Handoff.IsClosed() {
		t.Fatal("not closed")
	}
	s.MustShow("Handoff closed")
	s.MustShow("handoff closed 23 Nov by Maya Lindqvist")
	s.Tap("More…")
	s.Tap("Reopen handoff…")
	s.Type("One more promise came up")
	s.Tap("Reopen handoff")
	if s.Record().Handoff.IsClosed() {
		t.Error("still closed")
	}
}

func TestValueProvenNeedsACriterionTheCustomerConfirmed(t *testing.T) {
	s := sold(t)
	open(t, s, screen.Plan)
	s.Tap("More…")
	s.Tap("○ Value proven")
	s.Tap("Set stage")
	if got := s.Record().Account.Stage; got != playbook.Onboarding {
		t.Fatalf("stage %q without a confirmed criterion", got)
	}
	if len(s.Failed) != 1 || s.Failed[0].Error() != "Value is not proven yet: the customer has not confirmed that a criterion is reached; note on the Success tab who confirmed one, and when" {
		t.Fatalf("refused with %v", s.Failed)
	}
	s.Save(&playbook.Criterion{Words: "Nobody phones between clinics", Achieved: true, AchievedOn: "2026-11-20", AchievedBy: "Ingrid Moe"})
	s.Tap("Set stage")
	if got := s.Record().Account.Stage; got != playbook.ValueProven {
		t.Errorf("stage %q with one", got)
	}
}
