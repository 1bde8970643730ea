package work_test

import (
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

// A none and an answer never stand beside each other.
func TestNoneAndAnswerContradict(t *testing.T) {
	d := seat(t, "Ada")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Acme")
	must(t, err)
	barely := playbook.FieldByNo(20)
	must(t, d.SayNone(ctx, deal.ID, barely, "Ada", "2026-03-01"))
	rec := record(t, d, deal.ID)
	handoff := work.Ref{Noun: "handoff", ID: rec.Handoff.ID}
	_, err = d.Set(ctx, handoff, "barely_discussed", "", "Lab results", "")
	must(t, err)
	if rec = record(t, d, deal.ID); rec.NoneOf(barely) != nil || rec.Handoff.BarelyDiscussed != "Lab results" {
		t.Errorf("after an answer the none is %v", rec.NoneOf(barely))
	}
	wantRefused(t, d.SayNone(ctx, deal.ID, barely, "Ada", "2026-03-01"), "clear the answer")
	_, err = d.Undo(ctx)
	must(t, err)
	if rec = record(t, d, deal.ID); rec.NoneOf(barely) == nil || rec.Handoff.BarelyDiscussed != "" {
		t.Errorf("after undo the none is %v beside %q", rec.NoneOf(barely), rec.Handoff.BarelyDiscussed)
	}
}

// The stage where a loss began stays the one before it, and goes with it.
func TestLostTwice(t *testing.T) {
	d := seat(t, "Ada")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Acme")
	must(t, err)
	must(t, d.SetStage(ctx, deal.ID, playbook.Lost, "They merged"))
	must(t, d.SetStage(ctx, deal.ID, playbook.Lost, "They merged with a rival"))
	if a := record(t, d, deal.ID).Account; a.LostStage != string(playbook.PreClose) || a.LostWhy != "They merged with a rival" {
		t.Errorf("lost at %q, why %q", a.LostStage, a.LostWhy)
	}
	must(t, d.SetStage(ctx, deal.ID, playbook.PreClose, "They came back"))
	if a := record(t, d, deal.ID).Account; a.LostStage != "" || a.LostWhy != "" {
		t.Errorf("no longer lost, but lost at %q, why %q", a.LostStage, a.LostWhy)
	}
}

// A whole number is read as it was meant, or not at all.
func TestWholeNumbers(t *testing.T) {
	d := seat(t, "Ada")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Acme")
	must(t, err)
	ref := work.Ref{Noun: "handoff", ID: record(t, d, deal.ID).Handoff.ID}
	for _, typed := range []string{"1,5", "1.5", "1,2345", "12,34", "about 5", "0x10", "999999999999", "99999999999999999999"} {
		if got, err := d.Set(ctx, ref, "hours_per_week", "", typed, ""); err == nil {
			t.Errorf("%q was stored as %q", typed, got)
		}
	}
	seen := ""
	for _, tt := range []struct{ typed, want string }{{"1,200", "1200"}, {"1 200", "1200"}, {" 12 ", "12"}, {"", ""}} {
		got, err := d.Set(ctx, ref, "hours_per_week", seen, tt.typed, "")
		if err != nil || got != tt.want {
			t.Errorf("%q was stored as %q, %v; want %q", tt.typed, got, err, tt.want)
		}
		seen = got
	}
}

// A close date that comes with an import moves the plan that counts from it,
// in the same act.
func TestImportMovesTheDatesOfAPlan(t *testing.T) {
	d := seat(t, "Ada")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Acme")
	must(t, err)
	_, err = d.Set(ctx, work.Ref{Noun: "account", ID: deal.ID}, "expected_close", "", "2026-04-01", "")
	must(t, err)
	must(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "A", Kickoff: "2026-04-08"}))
	before := record(t, d, deal.ID)
	plan, err := d.PlanImport(ctx, []work.Deal{{Line: 2, ID: "1", Account: "Acme", Stage: work.DealWon, CloseOn: "2026-02-25"}}, d.Today())
	must(t, err)
	_, err = d.Import(ctx, plan, nil)
	must(t, err)
	after := record(t, d, deal.ID)
	moved := 0
	for i := range after.Tasks {
		if after.Tasks[i].Anchor == playbook.AnchorClose && after.Tasks[i].DueOn != before.Tasks[i].DueOn {
			moved++
		}
	}
	if after.Account.ActualClose != "2026-02-25" || moved == 0 {
		t.Errorf("closed on %s, %d tasks moved", after.Account.ActualClose, moved)
	}
	_, err = d.Undo(ctx)
	must(t, err)
	for i, k := range record(t, d, deal.ID).Tasks {
		if k.DueOn != before.Tasks[i].DueOn {
			t.Errorf("after undo %q is due %s, was %s", k.Title, k.DueOn, before.Tasks[i].DueOn)
		}
	}
}

// A blocked condition is still a condition, and stands with them.
func TestABlockedConditionIsACondition(t *testing.T) {
	task := playbook.Task{Title: "Baseline", State: playbook.Blocked, Reason: "No access", Condition: true, DueOn: "2026-03-01"}
	needs := work.Needs(work.NeedsInput{Today: "2026-03-02", Everyone: true, Calendar: schedule.MondayToFriday(), Zone: time.UTC,
		Tasks: []playbook.DueTask{{Task: task}}})
	if len(needs) != 1 || needs[0].Kind != work.NeedCondition || needs[0].Why != "blocked, 1 day overdue" {
		t.Errorf("%+v", needs)
	}
}

// An account that goes to the trash takes its plan along and brings it back;
// nothing can be written for it in between.
func TestThePlanOfATrashedAccount(t *testing.T) {
	d := seat(t, "Ada")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Acme")
	must(t, err)
	must(t, d.StartPlan(ctx, deal.ID, work.Start{Playbook: "A", Kickoff: "2026-03-09"}))
	before := record(t, d, deal.ID)
	must(t, d.TrashAccount(ctx, deal.ID))
	if _, err := d.SetTask(ctx, before.Tasks[0].ID, work.TaskChange{To: playbook.TaskDone}); err == nil {
		t.Error("a task of an account in the trash was ticked")
	}
	if err := d.Ask(ctx, deal.ID, "Anyone there?"); err == nil {
		t.Error("a question was asked about an account in the trash")
	}
	_, err = d.Undo(ctx)
	must(t, err)
	if after := record(t, d, deal.ID); len(after.Tasks) != len(before.Tasks) || after.Plan() == nil || len(after.Phases) != len(before.Phases) {
		t.Errorf("%d tasks and %d phases came back, of %d and %d", len(after.Tasks), len(after.Phases), len(before.Tasks), len(before.Phases))
	}
}

// Nothing is without someone accountable: the writer, until a person is named.
func TestNoTaskIsNobodys(t *testing.T) {
	d := seat(t, "Maya")
	ctx := t.Context()
	deal, err := d.NewDeal(ctx, "Acme")
	must(t, err)
	must(t, d.Submit(ctx, deal.ID, "They sign today"))
	must(t, d.Accept(ctx, deal.ID, work.Acceptance{Conditions: []work.Condition{{Title: "Baseline", Owner: " ", DueOn: "2026-03-09"}},
		Start: &work.Start{Playbook: "A", Kickoff: "2026-03-09"}}))
	rec := record(t, d, deal.ID)
	condition := rec.Conditions()[0]
	if condition.Owner != "Maya" {
		t.Errorf("the condition is %q’s", condition.Owner)
	}
	wantRefused(t, d.SetOwner(ctx, condition.ID, "  "), "name the person")
	id, err := d.AddTask(ctx, deal.ID, work.NewTask{Phase: rec.Phases[0].ID, Title: "Call them", On: "2026-03-10"}, "")
	must(t, err)
	for _, k := range record(t, d, deal.ID).Tasks {
		if k.ID == id && k.Owner != "Maya" {
			t.Errorf("the task is %q’s", k.Owner)
		}
		if k.Owner == "" && k.Role == "" {
			t.Errorf("%q is nobody’s", k.Title)
		}
	}
	must(t, d.SetOwner(ctx, rec.Tasks[len(rec.Tasks)-1].ID, "Ben"))
	must(t, d.SetOwner(ctx, rec.Tasks[len(rec.Tasks)-1].ID, "")) // a step has its role
}

// A lost account nags nobody.
func TestALostAccountNeedsNobody(t *testing.T) {
	of := playbook.Of{AccountName: "Acme", AccountStage: playbook.Lost, CSM: "Maya", Seller: "Jonas"}
	in := work.NeedsInput{Today: "2026-03-02", Everyone: true, Calendar: schedule.MondayToFriday(), Zone: time.UTC,
		Tasks:     []playbook.DueTask{{Task: playbook.Task{Title: "Call", State: playbook.Todo, DueOn: "2026-03-01"}, Of: of}},
		Questions: []playbook.OpenQuestion{{Question: playbook.Question{Text: "Who signs?"}, Of: of}},
		Handoffs:  []playbook.WaitingHandoff{{State: playbook.Submitted, Of: of}},
	}
	if needs := work.Needs(in); len(needs) != 0 {
		t.Errorf("%+v", needs)
	}
	in.Tasks[0].AccountStage, in.Questions[0].AccountStage, in.Handoffs[0].AccountStage = playbook.Live, playbook.Live, playbook.Live
	if needs := work.Needs(in); len(needs) != 3 {
		t.Errorf("of a live account: %+v", needs)
	}
}
