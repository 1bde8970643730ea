package data

import (
	"testing"

	"kept/playbook"
)

// What the plans of the accounts ask for: the newest plan of each that has
// something open, and deals without a plan that close since a day.
func TestPlanLoads(t *testing.T) {
	s := temp(t)
	account := func(name string, stage playbook.Stage, closed, expected playbook.Date) playbook.Account {
		a := playbook.Account{Name: name, Stage: stage, ActualClose: closed, ExpectedClose: expected, CSM: "Maya", ImplementationLead: "Petter", Segment: "small"}
		a.ID = playbook.NewID(fixed())
		h := playbook.Handoff{PlaybookID: "low-touch-30", EffortUnits: "2", KickoffOn: "2027-03-10", GoLiveOn: "2027-04-10", State: playbook.Draft}
		h.AccountID = a.ID
		save(t, s, "Set up", &a, &h)
		return a
	}
	plan := func(a playbook.Account, tasks ...playbook.Task) playbook.Plan {
		p := playbook.Plan{PlaybookID: "mid-market-60", Title: "B", Version: 1, KickoffOn: "2027-01-04", GoLiveOn: "2027-02-01"}
		p.AccountID = a.ID
		save(t, s, "Set up", &p)
		for i := range tasks {
			tasks[i].PlanID, tasks[i].AccountID, tasks[i].Title = p.ID, a.ID, "Task"
			save(t, s, "Set up", &tasks[i])
		}
		return p
	}
	open := func(role string, due playbook.Date) playbook.Task {
		return playbook.Task{Role: role, DueOn: due, State: playbook.Todo}
	}
	runs := account("Runs", playbook.Live, "2026-12-01", "")
	plan(runs, open("cs", "2027-09-01")) // an earlier plan, which does not count
	renewal := open("sales", "2028-01-01")
	renewal.Anchor = playbook.AnchorRenewal
	plan(runs, open("cs", "2027-03-01"), open("implementation", "2027-02-15"), open("implementation", "2027-02-01"), open("support", ""), renewal,
		playbook.Task{Role: "implementation", DueOn: "2027-06-01", State: playbook.Skipped})
	plan(account("All done", playbook.Onboarding, "2026-12-01", ""), playbook.Task{Role: "cs", DueOn: "2027-06-01", State: playbook.TaskDone, DoneAt: "2027-01-01T09:00:00.000000Z", DoneBy: "Maya"})
	plan(account("Lost on the way", playbook.Lost, "2026-12-01", ""), open("cs", "2027-06-01"))
	account("Comes", playbook.PreClose, "", "2027-03-05")
	account("Nobody knows when", playbook.PreClose, "", "")
	account("Long ago", playbook.Onboarding, "2026-01-01", "")
	gone := account("In the trash", playbook.PreClose, "", "2027-03-05")
	if err := s.Do(t.Context(), desk("Trash"), func(tx playbook.Tx) error { return tx.Trash(&gone) }); err != nil {
		t.Fatal(err)
	}

	got, err := s.PlanLoads(t.Context(), "2026-12-01")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Name != "Comes" || got[1].Name != "Runs" {
		t.Fatalf("%+v", got)
	}
	for i, want := range []PlanLoad{
		{Name: "Comes", Stage: playbook.PreClose, Segment: "small", CSM: "Maya", ImplementationLead: "Petter", ExpectedClose: "2027-03-05",
			PlaybookID: "low-touch-30", EffortUnits: "2", KickoffOn: "2027-03-10", GoLiveOn: "2027-04-10"},
		{Name: "Runs", Stage: playbook.Live, Segment: "small", CSM: "Maya", ImplementationLead: "Petter", ActualClose: "2026-12-01", Running: true,
			PlaybookID: "mid-market-60", EffortUnits: "2", KickoffOn: "2027-01-04", GoLiveOn: "2027-02-01", Open: 4, OpenBuild: 2, LastDue: "2027-03-01", LastBuildDue: "2027-02-15"},
	} {
		want.Account = got[i].Account
		if got[i] != want {
			t.Errorf("%+v, want %+v", got[i], want)
		}
	}
}
