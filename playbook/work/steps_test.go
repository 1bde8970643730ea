package work_test

import (
	"testing"
	"time"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
)

func step(t *testing.T, rec playbook.Record, key string) playbook.Task {
	t.Helper()
	for _, task := range rec.Tasks {
		if task.Step == key {
			return task
		}
	}
	t.Fatalf("the plan has no step %s", key)
	return playbook.Task{}
}

// The plan says what the handoff says: submitting and accepting tick their own
// steps, in the same act, in every built-in playbook.
func TestTransitionsTickTheirSteps(t *testing.T) {
	for _, book := range []string{"low-touch-30", "mid-market-60", "agency-30"} {
		jonas := seat(t, "Jonas Falk")
		maya := sit(jonas, "Maya Lindqvist")
		ctx := t.Context()
		deal, err := jonas.NewDeal(ctx, "Norrland Dental")
		must(t, err)
		must(t, jonas.StartPlan(ctx, deal.ID, work.Start{Playbook: book, Kickoff: "2026-03-09", GoLive: "2026-04-06"}))
		before := record(t, jonas, deal.ID)
		if s := step(t, before, "submit-handoff"); s.State != playbook.Todo {
			t.Fatalf("%s: before submitting the step is %s", book, s.State)
		}
		must(t, jonas.Submit(ctx, deal.ID, "The customer signs today"))
		rec := record(t, jonas, deal.ID)
		s := step(t, rec, "submit-handoff")
		if s.State != playbook.TaskDone || s.DoneBy != "Jonas Falk" || s.DoneAt != rec.Transitions[0].At {
			t.Errorf("%s: after submitting the step is %s by %q at %q", book, s.State, s.DoneBy, s.DoneAt)
		}
		if s := step(t, rec, "accept-handoff"); s.State != playbook.Todo {
			t.Errorf("%s: submitting made the acceptance %s", book, s.State)
		}
		must(t, maya.Return(ctx, deal.ID, []string{"missing_criterion"}, "", nil))
		if s := step(t, record(t, maya, deal.ID), "accept-handoff"); s.State != playbook.Todo {
			t.Errorf("%s: a return made the acceptance %s", book, s.State)
		}
		must(t, jonas.Submit(ctx, deal.ID, "Added"))
		if again := step(t, record(t, jonas, deal.ID), "submit-handoff"); again.DoneAt != s.DoneAt {
			t.Errorf("%s: submitting again moved the step from %q to %q", book, s.DoneAt, again.DoneAt)
		}
		must(t, maya.Accept(ctx, deal.ID, work.Acceptance{Conditions: []work.Condition{{Title: "Baseline", DueOn: "2026-03-20"}}}))
		if s := step(t, record(t, maya, deal.ID), "accept-handoff"); s.State != playbook.TaskDone || s.DoneBy != "Maya Lindqvist" {
			t.Errorf("%s: after accepting the step is %s by %q", book, s.State, s.DoneBy)
		}
		_, err = maya.Undo(ctx)
		must(t, err)
		if rec := record(t, maya, deal.ID); rec.Handoff.State != playbook.Submitted || step(t, rec, "accept-handoff").State != playbook.Todo {
			t.Errorf("%s: one undo left the handoff %s and its step %s", book, rec.Handoff.State, step(t, rec, "accept-handoff").State)
		}
	}
}

func TestAPlanStartedLaterKnowsWhatHasHappened(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	maya := sit(jonas, "Maya Lindqvist")
	ctx := t.Context()
	deal, err := jonas.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	must(t, jonas.Submit(ctx, deal.ID, "The customer signs today"))
	later := datatest.Now().Add(26 * time.Hour)
	maya.Now = func() time.Time { return later }
	must(t, maya.Accept(ctx, deal.ID, work.Acceptance{Start: &work.Start{Playbook: "mid-market-60", Kickoff: "2026-03-09"}}))
	rec := record(t, maya, deal.ID)
	for _, c := range []struct{ key, by string }{{"submit-handoff", "Jonas Falk"}, {"accept-handoff", "Maya Lindqvist"}} {
		if s := step(t, rec, c.key); s.State != playbook.TaskDone || s.DoneBy != c.by {
			t.Errorf("%s is %s by %q, want done by %s", c.key, s.State, s.DoneBy, c.by)
		}
	}
	if s := step(t, rec, "submit-handoff"); s.DoneAt != rec.Transitions[0].At {
		t.Errorf("the submission is ticked at %q, it happened at %q", s.DoneAt, rec.Transitions[0].At)
	}
}

func TestSkippedStepsAndReturnedHandoffsAreLeftAlone(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	maya := sit(jonas, "Maya Lindqvist")
	ctx := t.Context()
	deal, err := jonas.NewDeal(ctx, "Norrland Dental")
	must(t, err)
	must(t, jonas.Submit(ctx, deal.ID, "The customer signs today"))
	must(t, maya.Return(ctx, deal.ID, []string{"missing_criterion"}, "", nil))
	must(t, jonas.StartPlan(ctx, deal.ID, work.Start{Playbook: "A", Kickoff: "2026-03-09"}))
	s := step(t, record(t, jonas, deal.ID), "submit-handoff")
	if s.State != playbook.Todo {
		t.Errorf("a plan started after a return has the submission %s", s.State)
	}
	_, err = jonas.SetTask(ctx, s.ID, work.TaskChange{To: playbook.Skipped, Reason: "Handed over by telephone"})
	must(t, err)
	must(t, jonas.Submit(ctx, deal.ID, "Added"))
	if s := step(t, record(t, jonas, deal.ID), "submit-handoff"); s.State != playbook.Skipped || s.Reason == "" {
		t.Errorf("a skipped step became %s, reason %q", s.State, s.Reason)
	}
}
