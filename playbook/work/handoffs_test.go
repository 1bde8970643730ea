package work_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kept/assets"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

// seat returns the desk of a person at one fresh workspace; sit gives the
// same workspace to somebody else.
func seat(t *testing.T, who string) *work.Desk {
	t.Helper()
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.New(books...)
	if err != nil {
		t.Fatal(err)
	}
	return &work.Desk{Store: datatest.New(t), Who: who, Device: "laptop of " + who,
		Now: datatest.Now, Calendar: schedule.MondayToFriday(), Books: lib}
}

func sit(d *work.Desk, who string) *work.Desk {
	return &work.Desk{Store: d.Store, Who: who, Device: "laptop of " + who, Now: d.Now, Calendar: d.Calendar, Books: d.Books}
}

func record(t *testing.T, d *work.Desk, id playbook.ID) playbook.Record {
	t.Helper()
	rec, err := d.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantRefused(t *testing.T, err error, words string) {
	t.Helper()
	var r *playbook.RefusedError
	var i *playbook.InvalidError
	if !errors.As(err, &r) && !errors.As(err, &i) {
		t.Fatalf("err = %v, want a refusal", err)
	}
	if !strings.Contains(err.Error(), words) {
		t.Errorf("refused with %q, want %q in it", err, words)
	}
}

func TestTheWayOfAHandoff(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	maya := sit(jonas, "Maya Lindqvist")
	ctx := t.Context()
	deal, err := jonas.NewDeal(ctx, "  Norrland Dental\x00 ")
	must(t, err)
	if deal.Name != "Norrland Dental" || deal.Seller != "Jonas Falk" || deal.Stage != playbook.PreClose {
		t.Errorf("new deal = %+v", deal)
	}

	wantRefused(t, jonas.Submit(ctx, deal.ID, ""), "graded Risk")
	wantRefused(t, maya.Accept(ctx, deal.ID, work.Acceptance{}), "draft, not submitted")
	must(t, jonas.Submit(ctx, deal.ID, "The customer signs today"))
	wantRefused(t, jonas.Submit(ctx, deal.ID, "again"), "with CS already")
	if rec := record(t, maya, deal.ID); rec.Account.Stage != playbook.AtHandoff || rec.Handoff.State != playbook.Submitted {
		t.Errorf("after submit: %s, %s", rec.Account.Stage, rec.Handoff.State)
	}

	wantRefused(t, maya.Return(ctx, deal.ID, nil, "", nil), "at least one reason")
	wantRefused(t, maya.Return(ctx, deal.ID, []string{"other"}, "", nil), "needs a note")
	wantRefused(t, maya.Return(ctx, deal.ID, []string{"because"}, "", nil), "because")
	must(t, maya.Return(ctx, deal.ID, []string{"missing_criterion", "promise_unclear"}, "Two things", []string{"Who signs off the go-live?", "  "}))
	rec := record(t, jonas, deal.ID)
	if rec.Handoff.State != playbook.Returned || len(rec.Questions) != 1 || rec.Transitions[1].Reasons != "missing_criterion,promise_unclear" {
		t.Fatalf("after return: %s, %d questions, %+v", rec.Handoff.State, len(rec.Questions), rec.Transitions)
	}

	q := rec.Questions[0]
	if like := work.Similar(rec.Questions, "Who approves the launch?"); len(like) != 1 || like[0].ID != q.ID {
		t.Errorf("a paraphrase finds %+v", like)
	}
	wantRefused(t, jonas.Answer(ctx, q.ID, " "), "empty")
	must(t, jonas.Answer(ctx, q.ID, "Ingrid Moe"))
	wantRefused(t, jonas.Answer(ctx, q.ID, "Someone else"), "was answered by Jonas Falk")
	wantRefused(t, maya.Reopen(ctx, q.ID, ""), "needs a reason")
	must(t, maya.Reopen(ctx, q.ID, "Ingrid left"))
	if rec := record(t, maya, deal.ID); !rec.Questions[0].Open() || rec.Questions[0].ReopenedWhy != "Ingrid left" || rec.Questions[0].Answer != "Ingrid Moe" {
		t.Errorf("reopened question = %+v", rec.Questions[0])
	}

	must(t, jonas.Submit(ctx, deal.ID, "Answered"))
	due := datatest.Now().AddDate(0, 0, 7)
	wantRefused(t, maya.Accept(ctx, deal.ID, work.Acceptance{Conditions: []work.Condition{{Title: "Baseline"}}}), "needs a date")
	must(t, maya.Accept(ctx, deal.ID, work.Acceptance{Conditions: []work.Condition{{Title: "Baseline", Owner: "Jonas Falk", DueOn: playbook.DateOf(due)}},
		Start: &work.Start{Playbook: "A", Kickoff: "2026-03-09"}}))
	rec = record(t, maya, deal.ID)
	if rec.Handoff.State != playbook.AcceptedWithConditions || rec.Account.Stage != playbook.Onboarding || rec.Account.CSM != "Maya Lindqvist" {
		t.Errorf("after acceptance: %s, %s, CSM %q", rec.Handoff.State, rec.Account.Stage, rec.Account.CSM)
	}
	if len(rec.Tasks) != 22 || len(rec.Conditions()) != 1 || len(rec.Phases) != 5 {
		t.Errorf("%d tasks, %d conditions, %d phases; want 21 steps and one condition in 5 phases", len(rec.Tasks), len(rec.Conditions()), len(rec.Phases))
	}
	wantRefused(t, maya.Accept(ctx, deal.ID, work.Acceptance{}), "“Baseline” is still open")
	_, err = jonas.SetTask(ctx, rec.Conditions()[0].ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	must(t, maya.Accept(ctx, deal.ID, work.Acceptance{}))

	var states []string
	for _, tr := range record(t, maya, deal.ID).Transitions {
		if tr.At == "" || tr.By == "" || tr.Grade == "" {
			t.Errorf("transition without who, when or grade: %+v", tr)
		}
		states = append(states, string(tr.To))
	}
	if got := strings.Join(states, " "); got != "submitted returned submitted accepted_with_conditions accepted" {
		t.Errorf("transitions %s", got)
	}
}

// Accepting with a plan is one act: one undo takes plan, tasks, conditions
// and state back.
func TestAcceptanceIsOneUndoStep(t *testing.T) {
	d := seat(t, "Ada")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Halden Freight")
	must(t, err)
	must(t, d.Submit(ctx, deal.ID, "why"))
	before := record(t, d, deal.ID)
	must(t, d.Accept(ctx, deal.ID, work.Acceptance{Conditions: []work.Condition{{Title: "One", DueOn: "2026-03-09"}}, Start: &work.Start{Playbook: "B", Kickoff: "2026-03-16"}}))
	done, err := d.Undo(ctx)
	must(t, err)
	if done.Label != "Accept handoff with conditions" {
		t.Errorf("undid %q", done.Label)
	}
	after := record(t, d, deal.ID)
	if after.Handoff.State != before.Handoff.State || after.Account.Stage != before.Account.Stage || len(after.Tasks)+len(after.Plans)+len(after.Phases) != 0 {
		t.Errorf("after undo: %s, %s, %d tasks", after.Handoff.State, after.Account.Stage, len(after.Tasks))
	}
}

func TestDatesFollowTheirAnchors(t *testing.T) {
	d := seat(t, "Ada")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Aster Clinics")
	must(t, err)
	ref := work.Ref{Noun: "account", ID: deal.ID}
	_, err = d.Set(ctx, ref, "expected_close", "", "4 Mar 2026", "")
	must(t, err)
	must(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "A"}))
	wantRefused(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "B"}), "runs for Aster Clinics already")
	rec := record(t, d, deal.ID)
	if rec.Plan().KickoffOn != "2026-03-11" || rec.Plan().KickoffGap != 7 {
		t.Fatalf("plan = %+v, want kickoff seven days after close", rec.Plan())
	}
	first := rec.Tasks[0]
	if first.DueOn != "2026-02-20" { // 4 March − 10 days is Sunday 22 February: back to Friday
		t.Errorf("first task is due %s", first.DueOn)
	}
	_, err = d.SetTask(ctx, first.ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)

	_, err = d.Set(ctx, ref, "expected_close", "2026-03-04", "2026-03-06", "")
	must(t, err)
	rec = record(t, d, deal.ID)
	if rec.Plan().KickoffOn != "2026-03-13" {
		t.Errorf("kickoff %s, want it to follow close", rec.Plan().KickoffOn)
	}
	if rec.Tasks[0].DueOn != "2026-02-20" {
		t.Errorf("a done task moved to %s", rec.Tasks[0].DueOn)
	}
	if got := rec.Tasks[4].DueOn; got != "2026-03-09" { // close + 1 is Saturday 7 March: on to Monday
		t.Errorf("close + 1 = %s", got)
	}

	must(t, d.MoveAnchors(ctx, deal.ID, "2026-03-18", "", "The customer asked"))
	rec = record(t, d, deal.ID)
	if rec.Plan().KickoffGap != 0 || rec.Plan().KickoffOn != "2026-03-18" {
		t.Errorf("plan = %+v, want the given kickoff and no gap", rec.Plan())
	}
	_, team, err := d.RecordAndTeam(ctx, deal.ID)
	must(t, err)
	dates, err := work.Dates(&rec, &team, "")
	must(t, err)
	day, _ := dates.Day(rec.Tasks[8].ID)
	if day.On != rec.Tasks[8].DueOn || len(dates.Why(rec.Tasks[8].ID)) == 0 {
		t.Errorf("day = %+v, stored %s", day, rec.Tasks[8].DueOn)
	}
}

func TestRulesOfATask(t *testing.T) {
	d := seat(t, "Ada")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Lumen Studio")
	must(t, err)
	must(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "A", Kickoff: "2026-03-09"}))
	var asked, must0, plain playbook.Task
	for _, task := range record(t, d, deal.ID).Tasks {
		switch {
		case task.EvidenceAsked != "":
			asked = task
		case task.NoSkip:
			must0 = task
		default:
			plain = task
		}
	}
	_, err = d.SetTask(ctx, asked.ID, work.TaskChange{To: playbook.TaskDone})
	wantRefused(t, err, "asks for evidence")
	got, err := d.SetTask(ctx, asked.ID, work.TaskChange{To: playbook.TaskDone, Evidence: "Screenshot of 3 March"})
	must(t, err)
	if got.DoneAt == "" || got.DoneBy != "Ada" {
		t.Errorf("ticked task = %+v", got)
	}
	later := sit(d, d.Who)
	later.Now = func() time.Time { return datatest.Now().Add(time.Hour) }
	again, err := later.SetTask(ctx, asked.ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	if again.DoneAt != got.DoneAt {
		t.Errorf("ticking twice moved done_at from %s to %s", got.DoneAt, again.DoneAt)
	}
	got, err = d.SetTask(ctx, asked.ID, work.TaskChange{To: playbook.Todo})
	must(t, err)
	if got.DoneAt != "" || got.DoneBy != "" || got.Evidence == "" {
		t.Errorf("unticked task = %+v, want no done_at and the evidence kept", got)
	}
	_, err = d.SetTask(ctx, must0.ID, work.TaskChange{To: playbook.Skipped})
	wantRefused(t, err, "cannot be skipped without a reason")
	_, err = d.SetTask(ctx, plain.ID, work.TaskChange{To: playbook.Skipped})
	must(t, err)
	_, err = d.SetTask(ctx, plain.ID, work.TaskChange{To: playbook.Blocked})
	wantRefused(t, err, "say what")
	_, err = d.SetTask(ctx, playbook.NewID(datatest.Now()), work.TaskChange{To: playbook.TaskDone})
	if !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("a task that is not there: %v", err)
	}
}
