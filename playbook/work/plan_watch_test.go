package work_test

import (
	"strings"
	"testing"
	"time"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
)

func TestBlocksAndTheirClock(t *testing.T) {
	d, account := climb(t)
	at := func(h int) { d.Now = func() time.Time { return datatest.Now().Add(time.Duration(h) * time.Hour) } }
	access, conf := stepOf(t, d, account, "access"), stepOf(t, d, account, "configure")
	at(0)
	got, err := d.BlockTask(t.Context(), access.ID, "access", "", "No administrator yet")
	must(t, err)
	if got.State != playbook.Blocked || got.Reason != "No administrator yet" {
		t.Errorf("blocked = %+v", got)
	}
	at(24)
	_, err = d.BlockTask(t.Context(), conf.ID, "decision", "customer", "Which sites?")
	must(t, err)
	_, err = d.BlockTask(t.Context(), conf.ID, "technical", "third_party", "The interface is down")
	must(t, err)
	rec := record(t, d, account)
	if b := work.BlocksOf(&rec, conf.ID); len(b) != 2 {
		t.Errorf("%d blocks of one task", len(b))
	}
	if b := work.BlocksOf(&rec, access.ID); len(b) != 1 || b[0].WaitingOn != "customer" {
		t.Errorf("the customer's task waits on %+v", b)
	}
	at(72)
	_, err = d.Unblock(t.Context(), conf.ID)
	must(t, err)
	at(120)
	_, err = d.SetTask(t.Context(), access.ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	at(240)
	rec = record(t, d, account)
	c := work.WaitingClock(&rec, d.Now())
	var told []string
	for _, w := range c.Parties {
		told = append(told, w.On+" "+w.For.String())
		if w.Running != 0 || w.Since != "" {
			t.Errorf("%s still runs: %+v", w.On, w)
		}
	}
	if got := strings.Join(told, ", "); got != "customer 120h0m0s, us 0s, third_party 48h0m0s" {
		t.Errorf("clock = %s", got)
	}
	// A task that was blocked before there were clocks is told as such.
	old := stepOf(t, d, account, "train")
	old.State, old.Reason = playbook.Blocked, "Nobody knows"
	datatest.Save(t, d.Store, "older version", &old)
	rec = record(t, d, account)
	if c := work.WaitingClock(&rec, d.Now()); len(c.Untimed) != 1 || c.Untimed[0] != old.ID {
		t.Errorf("without a clock: %v", c.Untimed)
	}
	_, err = d.Unblock(t.Context(), old.ID)
	must(t, err)
}

func TestTheKickoffFreezesTheBaseline(t *testing.T) {
	d, account := climb(t)
	must(t, d.MoveAnchors(t.Context(), account, "2026-03-10", "2026-04-07", "They asked"))
	kick := stepOf(t, d, account, "kickoff-call")
	_, err := d.SetTask(t.Context(), kick.ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	rec := record(t, d, account)
	if len(rec.Baselines) != 1 || rec.Baselines[0].Title != "Kickoff" || rec.Baselines[0].GoLiveOn != "2026-04-07" {
		t.Fatalf("baselines = %+v", rec.Baselines)
	}
	if k := stepOf(t, d, account, "train"); k.PlannedOn != k.DueOn || rec.Baselines[0].DateOf(k.ID) != k.DueOn {
		t.Errorf("train is planned for %s, due %s", k.PlannedOn, k.DueOn)
	}
	// Once: unticking and ticking again takes no second one.
	_, err = d.SetTask(t.Context(), kick.ID, work.TaskChange{To: playbook.Todo})
	must(t, err)
	_, err = d.SetTask(t.Context(), kick.ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	must(t, d.MoveAnchors(t.Context(), account, "2026-03-10", "2026-04-14", "The venue is closed"))
	_, err = d.TakeBaseline(t.Context(), account, "New venue")
	must(t, err)
	rec, team, err := d.RecordAndTeam(t.Context(), account)
	must(t, err)
	all := work.BaselinesOf(&rec)
	if len(all) != 2 {
		t.Fatalf("%d baselines", len(all))
	}
	dates, err := work.Dates(&rec, &team, "2026-03-10")
	must(t, err)
	c := work.CompareBaselines(&rec, &team, dates, &all[0], &all[1])
	if c.GoLiveWas != "2026-04-07" || c.GoLiveNow != "2026-04-14" {
		t.Errorf("go-live %s to %s", c.GoLiveWas, c.GoLiveNow)
	}
	now := work.CompareBaselines(&rec, &team, dates, &all[0], nil)
	for _, b := range now.Tasks {
		if b.Title == "Train" && (b.Was == b.Now || b.Days != 5 || b.Forecast == "") {
			t.Errorf("train beside the baseline: %+v", b)
		}
	}
}

func TestInputsAndGates(t *testing.T) {
	d, account := climb(t)
	conf := stepOf(t, d, account, "configure")
	rec := record(t, d, account)
	if got := work.MissingWords(work.MissingInputs(&rec, conf.ID)); got != "Support: known gaps missing" {
		t.Errorf("missing = %q", got)
	}
	// It is said, not refused.
	_, err := d.SetTask(t.Context(), conf.ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	must(t, d.GiveInput(t.Context(), rec.Inputs[0].ID, "No reports before May", "Ida Berg"))
	rec = record(t, d, account)
	if in := rec.Inputs[0]; in.GivenBy != "Ida Berg" || in.GivenOn == "" || len(work.MissingInputs(&rec, conf.ID)) != 0 {
		t.Errorf("input = %+v", in)
	}
	g, err := d.ExitPhase(t.Context(), rec.Phases[0].ID, "Mail of Ada, 9 March")
	must(t, err)
	if len(g.Criteria) != 2 || len(g.Open) != 2 || g.Phase.ExitedBy != "Maya Lindqvist" {
		t.Errorf("gate = %+v", g)
	}
	must(t, d.ReopenPhase(t.Context(), rec.Phases[0].ID, "Access was taken away"))
	if ph := record(t, d, account).Phases[0]; ph.ExitedOn != "" || ph.ExitNote != "" {
		t.Errorf("phase = %+v", ph)
	}
}

func TestAdherenceIsCountedWithItsRows(t *testing.T) {
	d, account := climb(t)
	rec := record(t, d, account)
	_, err := d.SkipTask(t.Context(), stepOf(t, d, account, "train").ID, "They know it")
	must(t, err)
	_, err = d.MakeMove(t.Context(), account, work.Move{Tasks: []work.TaskMove{{Task: stepOf(t, d, account, "access").ID, On: "2026-03-12"}}}, "Holiday")
	must(t, err)
	_, err = d.AddTask(t.Context(), account, work.NewTask{Phase: rec.Phases[0].ID, Title: "Call them", On: "2026-03-10"}, "")
	must(t, err)
	must(t, d.RemoveRow(t.Context(), work.Ref{Noun: "task", ID: stepOf(t, d, account, "configure").ID}))
	_, err = d.SetTask(t.Context(), stepOf(t, d, account, "kickoff-call").ID, work.TaskChange{To: playbook.TaskDone})
	must(t, err)
	rec = record(t, d, account)
	a, err := d.AdherenceOf(t.Context(), &rec)
	must(t, err)
	if got := a.Words(); got != "3 of 6 steps as in the playbook; 1 skipped, 1 moved, 1 added, 1 missing; 1 of 1 done in time" {
		t.Errorf("adherence: %s", got)
	}
	var told []string
	for _, x := range a.Deviations() {
		told = append(told, x.Kind+" "+x.Title+" "+x.Why)
	}
	if got := strings.Join(told, "; "); got != "missing Configure ; skipped Train They know it; moved Give access Holiday; added Call them " {
		t.Errorf("deviations: %s", got)
	}
	if m := work.Missing(&rec, nil); len(m) != 0 {
		t.Errorf("missing without the playbook's text: %v", m)
	}
}

// A notice waits for whoever it names, or whoever has the role that it names,
// and never becomes late.
func TestANoticeNeedsWhoMustKnow(t *testing.T) {
	of := playbook.Of{AccountName: "Norrland", AccountStage: playbook.Onboarding, Seller: "Jonas", CSM: "Maya"}
	named := playbook.DueRow{Noun: "notice", Text: "Go-live moved", Person: "Maya", Owner: "Ida", DueOn: "2026-02-20", Of: of}
	forSales := playbook.DueRow{Noun: "notice", Text: "Promise moved", Person: "Maya", Kind: "sales", DueOn: "2026-02-20", Of: of}
	for who, want := range map[string]string{"Ida": "Go-live moved", "Jonas": "Promise moved", "Maya": ""} {
		got := work.Needs(work.NeedsInput{Today: "2026-03-02", Who: who, Rows: []playbook.DueRow{named, forSales}})
		var told []string
		for _, n := range got {
			told = append(told, n.What)
			if n.Kind != work.NeedSeen || n.Late != 0 || n.Why != "moved by Maya" {
				t.Errorf("need = %+v", n)
			}
		}
		if strings.Join(told, ", ") != want {
			t.Errorf("%s sees %q, want %q", who, told, want)
		}
	}
}
