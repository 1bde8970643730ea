package work_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/capacity"
	"kept/playbook/work"
)

// planned seats somebody on Monday 23 November 2026, in week 48, with a CSM and
// an implementation lead in the team and a mid-market deal whose kickoff is on
// Monday the 30th: its 20 working days end on Monday 28 December.
func planned(t *testing.T) (*work.Desk, playbook.ID) {
	t.Helper()
	d := seat(t, "Jonas Falk")
	d.Now = func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }
	for _, m := range []playbook.Member{{Name: "Maya Lindqvist", Role: "csm"}, {Name: "Petter Aas", Role: "implementation"}} {
		saveAll(t, d, &m)
	}
	return d, dealOf(t, d, "Halden Freight", map[string]string{"kickoff_on": "2026-11-30"})
}

func saveAll(t *testing.T, d *work.Desk, rows ...playbook.Noun) {
	t.Helper()
	must(t, d.Store.Do(t.Context(), playbook.Act{Who: "Ida", Device: "desk", Label: "Set up", At: d.Now()}, func(tx playbook.Tx) error {
		for _, n := range rows {
			if err := tx.Save(n); err != nil {
				return err
			}
		}
		return nil
	}))
}

func dealOf(t *testing.T, d *work.Desk, name string, handoff map[string]string) playbook.ID {
	t.Helper()
	a, err := d.NewDeal(t.Context(), name)
	must(t, err)
	must(t, d.Edit(t.Context(), work.Ref{Noun: "account", ID: a.ID}, map[string]string{"segment": "mid_market", "csm": "Maya Lindqvist", "implementation_lead": "Petter Aas", "expected_close": "2026-11-20"}))
	if len(handoff) > 0 {
		rec := record(t, d, a.ID)
		must(t, d.Edit(t.Context(), work.Ref{Noun: "handoff", ID: rec.Handoff.ID}, handoff))
	}
	return a.ID
}

// runs lets a plan run on another account that takes all of its CSM until 18
// December, where one plan is one unit.
func runs(t *testing.T, d *work.Desk) playbook.ID {
	t.Helper()
	saveAll(t, d, &playbook.Setting{Name: playbook.ParallelPlans, Value: "1"})
	id := dealOf(t, d, "Aster Clinics", nil)
	must(t, d.Edit(t.Context(), work.Ref{Noun: "account", ID: id}, map[string]string{"actual_close": "2026-10-09"}))
	must(t, d.StartPlan(t.Context(), id, work.Start{Playbook: "B", Kickoff: "2026-10-19", GoLive: "2026-11-16"}))
	return id
}

func feasible(t *testing.T, d *work.Desk, account playbook.ID, ask work.Ask) work.Feasibility {
	t.Helper()
	f, err := d.Feasible(t.Context(), d.Store.(work.Loads), account, ask)
	must(t, err)
	return f
}

func TestWhetherADayCanBeKept(t *testing.T) {
	d, id := planned(t)
	for _, c := range []struct {
		on   playbook.Date
		want work.Verdict
		room int
		line string
	}{
		{"2027-01-15", work.CanKeep, 14, "Feasible: earliest go-live Mon 28 Dec, 14 working days before. “Mid-market, 60 days” needs 20 working days from kickoff Mon 30 Nov."},
		{"2027-01-05", work.CanKeep, 6, "Feasible: earliest go-live Mon 28 Dec, 6 working days before."},
		{"2027-01-04", work.IsTight, 5, "Tight: earliest go-live Mon 28 Dec, only 5 working days before."},
		{"2026-12-29", work.IsTight, 1, "only 1 working day before."},
		{"2026-12-28", work.IsTight, 0, "Tight: earliest go-live Mon 28 Dec, the very day."},
		{"2026-12-27", work.CanNot, -1, "Not feasible: earliest go-live Mon 28 Dec, 1 working day too late."},
		{"2026-12-24", work.CanNot, -2, "2 working days too late."},
		{"", work.NoAnswer, 0, "Earliest go-live Mon 28 Dec. “Mid-market, 60 days” needs"},
	} {
		f := feasible(t, d, id, work.Ask{On: c.on})
		if f.Verdict != c.want || f.Room != c.room || f.Earliest != "2026-12-28" || !strings.Contains(f.Line(), c.line) {
			t.Errorf("%s: %s, %d days, earliest %s: %s", c.on, f.Verdict, f.Room, f.Earliest, f.Line())
		}
	}
}

func TestWhatTheEarliestDayComesFrom(t *testing.T) {
	const needs = "“Mid-market, 60 days” needs 20 working days from kickoff "
	edit := func(noun string, values map[string]string) func(*testing.T, *work.Desk, playbook.ID) {
		return func(t *testing.T, d *work.Desk, id playbook.ID) {
			ref := work.Ref{Noun: noun, ID: id}
			if noun == "handoff" {
				ref.ID = record(t, d, id).Handoff.ID
			}
			must(t, d.Edit(t.Context(), ref, values))
		}
	}
	for _, c := range []struct {
		rule     string
		change   func(*testing.T, *work.Desk, playbook.ID)
		earliest playbook.Date
		reasons  []string
	}{
		{"days off are not worked", func(t *testing.T, d *work.Desk, _ playbook.ID) {
			saveAll(t, d, &playbook.Holiday{On: "2026-12-24", Until: "2026-12-25", Name: "Office closed"})
		}, "2026-12-30", []string{needs + "Mon 30 Nov"}},
		{"nor are those of the customer", func(t *testing.T, d *work.Desk, id playbook.ID) {
			it := playbook.Item{Kind: playbook.Blackout, Text: "Christmas peak", On: "2026-12-14", Until: "2026-12-18"}
			it.AccountID = id
			saveAll(t, d, &it)
		}, "2027-01-04", []string{needs + "Mon 30 Nov", "the customer is closed for “Christmas peak”"}},
		{"an expected close that has passed counts from today", edit("handoff", map[string]string{"kickoff_on": ""}),
			"2026-12-31", []string{needs + "Thu 3 Dec (10 days from today, for the expected close has passed)"}},
		{"kickoff follows the close", func(t *testing.T, d *work.Desk, id playbook.ID) {
			edit("handoff", map[string]string{"kickoff_on": ""})(t, d, id)
			edit("account", map[string]string{"expected_close": "2026-11-27"})(t, d, id)
		}, "2027-01-04", []string{needs + "Mon 7 Dec (close + 10 days)"}},
		{"without a close, today", func(t *testing.T, d *work.Desk, id playbook.ID) {
			edit("handoff", map[string]string{"kickoff_on": ""})(t, d, id)
			edit("account", map[string]string{"expected_close": ""})(t, d, id)
		}, "2026-12-31", []string{needs + "Thu 3 Dec (10 days from today, for no close date is known)"}},
		{"a kickoff that has passed counts from today", edit("handoff", map[string]string{"kickoff_on": "2026-11-16"}),
			"2026-12-21", []string{needs + "Mon 23 Nov, as no plan was started by Mon 16 Nov"}},
		{"a playbook without go-live leads to its first value", edit("handoff", map[string]string{"playbook_id": "low-touch-30"}),
			"2026-12-14", []string{"“SaaS low-touch, 30 days” needs 10 working days from kickoff Mon 30 Nov"}},
		{"the segment says which playbook", edit("account", map[string]string{"segment": "small"}),
			"2026-12-14", []string{"“SaaS low-touch, 30 days” needs 10 working days from kickoff Mon 30 Nov"}},
		{"no playbook and no segment", edit("account", map[string]string{"segment": ""}),
			"", []string{"choose a playbook or a segment; then the earliest day can be computed"}},
		{"who carries it is full", func(t *testing.T, d *work.Desk, _ playbook.ID) { runs(t, d) },
			"2027-01-18", []string{needs + "Mon 30 Nov", "CS is full until week 52"}},
		{"nobody is known to carry anything", func(t *testing.T, d *work.Desk, _ playbook.ID) {
			runs(t, d)
			var all []playbook.Member
			must(t, d.Store.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&all, playbook.ID{}) }))
			must(t, d.Store.Do(t.Context(), playbook.Act{Who: "Ida", Device: "desk", Label: "Remove", At: d.Now()}, func(tx playbook.Tx) error {
				for i := range all {
					if err := tx.Trash(&all[i]); err != nil {
						return err
					}
				}
				return nil
			}))
		}, "2026-12-28", []string{needs + "Mon 30 Nov"}},
		{"a person carries more than there ever is", edit("handoff", map[string]string{"effort_units": "60"}),
			"", []string{needs + "Mon 30 Nov", "CS and Implementation are full for the next 104 weeks"}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			d, id := planned(t)
			c.change(t, d, id)
			f := feasible(t, d, id, work.Ask{})
			if f.Earliest != c.earliest || !slices.Equal(f.Reasons, c.reasons) {
				t.Errorf("earliest %s: %q", f.Earliest, f.Reasons)
			}
		})
	}
}

func TestADayOfAPromiseIsJudged(t *testing.T) {
	d, id := planned(t)
	row, err := d.AddRow(t.Context(), id, playbook.FieldByNo(44), map[string]string{"text": "Live before Christmas", "due_kind": "date", "due_on": "2026-12-23"})
	must(t, err)
	f := feasible(t, d, id, work.Ask{Promise: row})
	if f.Verdict != work.CanNot || f.On != "2026-12-23" || !strings.HasSuffix(f.Line(), "; no task delivers the promise yet, so it is counted to go-live.") {
		t.Errorf("stored day: %s on %s: %s", f.Verdict, f.On, f.Line())
	}
	if f = feasible(t, d, id, work.Ask{Promise: row, On: "2027-02-01"}); f.Verdict != work.CanKeep {
		t.Errorf("typed day: %s: %s", f.Verdict, f.Line())
	}
	if _, err := d.Feasible(t.Context(), d.Store.(work.Loads), id, work.Ask{Promise: playbook.NewID(d.Now())}); err != playbook.ErrNotFound {
		t.Errorf("a promise that is not there: %v", err)
	}
}

// What is asked of people, by account: running plans, deals that may come, and
// nothing of what is over.
func TestWhichPlansCount(t *testing.T) {
	d, open := planned(t)
	running := runs(t, d)
	won := dealOf(t, d, "Won and not begun", map[string]string{"effort_units": "2"})
	must(t, d.Edit(t.Context(), work.Ref{Noun: "account", ID: won}, map[string]string{"actual_close": "2026-11-20"}))
	lost := dealOf(t, d, "Lost", nil)
	must(t, d.SetStage(t.Context(), lost, playbook.Lost, "Price"))
	old := dealOf(t, d, "Long ago", nil)
	must(t, d.Edit(t.Context(), work.Ref{Noun: "account", ID: old}, map[string]string{"actual_close": "2026-01-20"}))
	must(t, d.SetLoadRules(t.Context(), "2", "40 %"))
	in, err := d.CapacityInput(t.Context(), d.Store.(work.Loads), 12)
	must(t, err)
	got := map[playbook.ID]capacity.Plan{}
	for _, p := range in.Plans {
		got[p.Account] = p
	}
	if len(got) != 3 || in.Parallel != 2 {
		t.Fatalf("%d plans, %v parallel: %+v", len(got), in.Parallel, got)
	}
	for _, c := range []struct {
		name   string
		id     playbook.ID
		chance float64
		effort float64
		cs, im [2]playbook.Date
	}{
		{"an open deal from its kickoff to the end of its playbook", open, .4, 0, [2]playbook.Date{"2026-11-30", "2027-01-29"}, [2]playbook.Date{"2026-11-30", "2026-12-28"}},
		{"a running plan to its last open tasks", running, 1, 0, [2]playbook.Date{"2026-10-19", "2026-12-18"}, [2]playbook.Date{"2026-10-19", "2026-11-23"}},
		{"a deal that was won by its playbook", won, 1, 2, [2]playbook.Date{"2026-11-30", "2027-01-29"}, [2]playbook.Date{"2026-11-30", "2026-12-28"}},
	} {
		p := got[c.id]
		if p.Chance != c.chance || p.Effort != c.effort || len(p.Carriers) != 2 {
			t.Errorf("%s: %+v", c.name, p)
			continue
		}
		if k := p.Carriers[0]; k.Name != "Maya Lindqvist" || k.From != c.cs[0] || k.Until != c.cs[1] {
			t.Errorf("%s, CS: %+v", c.name, k)
		}
		if k := p.Carriers[1]; k.Name != "Petter Aas" || k.From != c.im[0] || k.Until != c.im[1] {
			t.Errorf("%s, Implementation: %+v", c.name, k)
		}
	}
	rec := record(t, d, running)
	var team work.Team
	must(t, d.Store.Read(t.Context(), func(r playbook.Reader) (err error) { team, err = work.LoadTeam(r); return err }))
	if p, ok := d.PlanOf(&rec, &team); !ok || p.Carriers[0] != got[running].Carriers[0] || p.Carriers[1] != got[running].Carriers[1] {
		t.Errorf("of the record: %+v", p)
	}
}

func TestTheRulesOfLoadAreRefusedWithReasons(t *testing.T) {
	d := seat(t, "Ida Bergström")
	for _, c := range []struct{ plans, chance, words string }{
		{"none", "50", "no number of plans"}, {"0", "50", "from 0.5 to 100"}, {"3.5", "101", "from 0 to 100"}, {"3.5", "half", "no per cent"},
	} {
		wantRefused(t, d.SetLoadRules(t.Context(), c.plans, c.chance), c.words)
	}
	must(t, d.SetLoadRules(t.Context(), "4", "0"))
	load := func() (float64, float64) {
		var team work.Team
		must(t, d.Store.Read(t.Context(), func(r playbook.Reader) (err error) { team, err = work.LoadTeam(r); return err }))
		return team.LoadRules()
	}
	if plans, chance := load(); plans != 4 || chance != 0 {
		t.Errorf("%v plans, chance %v", plans, chance)
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if plans, chance := load(); plans != 3.5 || chance != .5 {
		t.Errorf("after the undo %v plans, chance %v", plans, chance)
	}
}

// shelf is a library with one playbook before the others.
type shelf struct {
	work.Books
	book playbook.Playbook
}

func (s shelf) Get(string) (playbook.Playbook, error) { return s.book, nil }

// A playbook whose steps take longer than its own days says so: the steps decide.
func TestStepsThatWaitForEachOtherPushTheEarliestDay(t *testing.T) {
	d, id := planned(t)
	d.Books = shelf{d.Books, playbook.Playbook{ID: "slow", Title: "Slow", Version: 1, Gaps: playbook.Gaps{Kickoff: 7, GoLive: 7}, Phases: []playbook.TemplatePhase{{Code: "S0", Title: "All", Steps: []playbook.Step{
		{ID: "kickoff", Title: "Kickoff", Role: "cs", Anchor: playbook.AnchorKickoff, Milestone: true},
		{ID: "configure", Title: "Configure", Role: "implementation", Anchor: playbook.AnchorKickoff, Days: 3, Duration: 10, After: []playbook.Dependency{{Step: "kickoff"}}},
		{ID: "test", Title: "Test with real cases", Role: "customer", Anchor: playbook.AnchorKickoff, Days: 4, Duration: 5, After: []playbook.Dependency{{Step: "configure"}}},
		{ID: "go-live", Title: "Go-live", Role: "implementation", Anchor: playbook.AnchorGoLive, Milestone: true, After: []playbook.Dependency{{Step: "test"}}},
	}}}}}
	f := feasible(t, d, id, work.Ask{})
	// 10 working days after 30 November, 5 more, and the day after them.
	if f.Earliest != "2026-12-22" || !strings.Contains(f.Line(), "what comes before it ends with “Test with real cases”") {
		t.Errorf("earliest %s: %s", f.Earliest, f.Line())
	}
}

// Of a running plan the answer is what it forecasts: of the task that delivers
// the promise, else of go-live.
func TestARunningPlanAnswersWithItsForecast(t *testing.T) {
	d, id := planned(t)
	must(t, d.StartPlan(t.Context(), id, work.Start{Playbook: "B", Kickoff: "2026-11-30", GoLive: "2026-12-28"}))
	row, err := d.AddRow(t.Context(), id, playbook.FieldByNo(44), map[string]string{"text": "Users trained", "due_kind": "date", "due_on": "2026-12-23"})
	must(t, err)
	if f := feasible(t, d, id, work.Ask{Promise: row}); f.What != "go-live" || f.Earliest != "2026-12-28" || f.Verdict != work.CanNot || !strings.Contains(f.Line(), "no task delivers the promise yet") {
		t.Errorf("without a task: %s", f.Line())
	}
	rec := record(t, d, id)
	for i := range rec.Tasks {
		if rec.Tasks[i].Step == "training" {
			rec.Tasks[i].PromiseID = row
			saveAll(t, d, &rec.Tasks[i])
		}
	}
	f := feasible(t, d, id, work.Ask{Promise: row})
	if f.Earliest != "2026-12-21" || f.Verdict != work.IsTight || f.Room != 2 || !strings.HasPrefix(f.What, "“Train ") || len(f.Reasons) == 0 {
		t.Errorf("with a task: %+v: %s", f, f.Line())
	}
	if f := feasible(t, d, id, work.Ask{On: "2027-02-01"}); f.Earliest != "2026-12-28" || f.Verdict != work.CanKeep {
		t.Errorf("go-live: %s", f.Line())
	}
}
