package metrics_test

import (
	"fmt"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/metrics"
)

// counts writes the cases as yes/no/not yet.
func counts(c metrics.Cases) string {
	return fmt.Sprintf("%d/%d/%d", len(c.Of(metrics.Yes)), len(c.Of(metrics.No)), len(c.Of(metrics.NotYet)))
}

var firstQuarter = metrics.Window{From: "2027-01-01", To: "2027-03-31"}

func TestTheThreeRatesOfATally(t *testing.T) {
	strict, both, value := metrics.Tally{Due: 6, Kept: 4, Renegotiated: 1, OverdueOpen: 1, NotYetDue: 2, Weight: 13, KeptWeight: 9}.Rates()
	if strict.Words() != "66 % (4 of 6), 2 not yet" || both.Words() != "83 % (5 of 6), 2 not yet" || value.Words() != "69 % (9 of 13), 2 not yet" {
		t.Errorf("strict %q, with renegotiation %q, by value %q", strict.Words(), both.Words(), value.Words())
	}
	_, _, value = metrics.Tally{Due: 4, Kept: 3, Weight: 9, KeptWeight: 7}.Rates()
	if value.String() != "too few (n=4)" {
		t.Errorf("four promises of weight nine: %q", value)
	}
}

func TestPromisesOfAWindow(t *testing.T) {
	on := func(d playbook.Date, outcome string) playbook.Promise {
		return playbook.Promise{DueKind: "date", DueOn: d, Outcome: outcome, Evidence: "Report", DeliveredOn: "2027-02-01"}
	}
	rec := sold(on("2026-12-31", "kept"), on("2027-01-01", "kept"), on("2027-02-20", ""), on("2027-03-31", ""), on("2027-04-01", ""),
		on("2027-02-21", "released"), playbook.Promise{DueKind: "anchor", DueAnchor: "go_live", DueDays: "3"})
	want := metrics.Tally{Due: 2, Kept: 1, OverdueOpen: 1, NotYetDue: 1, Weight: 4, KeptWeight: 2}
	if got := metrics.PromisesIn(rec, firstQuarter, today); got != want {
		t.Errorf("first quarter: %+v, want %+v", got, want)
	}
	if got, all := metrics.PromisesIn(rec, metrics.Window{}, today), metrics.Promises(rec, today); got != all || all.NotYetDue != 3 {
		t.Errorf("all days: %+v, want %+v with 3 not yet due", got, all)
	}
}

// A promise cannot stay out of the count because nobody answered when it is due.
func TestAPromiseWithoutAnAnsweredDayFallsDueOnDay90(t *testing.T) {
	for _, p := range []playbook.Promise{{}, {DueKind: "date"}, {DueKind: "anchor", DueDays: "5"}, {DueKind: "none"}} {
		rec := sold(p) // closed on 15 January, so that day 90 is 15 April
		if got := metrics.Promises(rec, "2027-04-14"); got.NotYetDue != 1 {
			t.Errorf("%q on day 89: %+v", p.DueKind, got)
		}
		if got := metrics.Promises(rec, "2027-04-15"); got.OverdueOpen != 1 || got.Due != 1 {
			t.Errorf("%q on day 90: %+v", p.DueKind, got)
		}
		if state, _ := metrics.StateOf(rec, &rec.Promises[0], "2027-04-16"); state != metrics.Overdue {
			t.Errorf("%q on day 91: %s", p.DueKind, state)
		}
	}
}

func TestOnTimeInFull(t *testing.T) {
	id := playbook.ID{1}
	due := func(change func(*playbook.Promise)) playbook.Promise {
		p := playbook.Promise{Meta: playbook.Meta{ID: id}, DueKind: "date", DueOn: "2027-02-20", DeliveredOn: "2027-02-20",
			Outcome: "kept", Evidence: "Report", CustomerConfirmed: true}
		if change != nil {
			change(&p)
		}
		return p
	}
	for _, c := range []struct {
		name        string
		p           playbook.Promise
		first       playbook.Date
		wantFirst   string // yes/no/not yet
		wantPresent string
	}{
		{"on its day, in full, accepted", due(nil), "", "1/0/0", "1/0/0"},
		{"a day late", due(func(p *playbook.Promise) { p.Outcome, p.DeliveredOn = "kept_late", "2027-02-21" }), "", "0/1/0", "0/1/0"},
		{"a part, on its day", due(func(p *playbook.Promise) { p.Outcome = "partly" }), "", "0/1/0", "0/1/0"},
		{"not accepted", due(func(p *playbook.Promise) { p.CustomerConfirmed = false }), "", "0/1/0", "0/1/0"},
		{"no day of delivery", due(func(p *playbook.Promise) { p.DeliveredOn = "" }), "", "0/1/0", "0/1/0"},
		{"renegotiated", due(func(p *playbook.Promise) { p.Outcome = "renegotiated" }), "", "0/1/0", "0/1/0"},
		{"open past its day", due(func(p *playbook.Promise) { p.Outcome, p.DeliveredOn = "", "" }), "", "0/1/0", "0/1/0"},
		{"moved, and on the new day", due(nil), "2027-02-10", "0/1/0", "1/0/0"},
		{"moved into the next quarter", due(func(p *playbook.Promise) { p.DueOn, p.Outcome, p.DeliveredOn = "2027-04-02", "", "" }), "2027-02-10", "0/1/0", "0/0/0"},
		{"moved within the quarter, to come", due(func(p *playbook.Promise) { p.DueOn, p.Outcome, p.DeliveredOn = "2027-03-20", "", "" }), "2027-02-10", "0/1/0", "0/0/1"},
		{"its day is today", due(func(p *playbook.Promise) { p.DueOn, p.DeliveredOn = today, today }), "", "1/0/0", "1/0/0"},
		{"delivered before its day came", due(func(p *playbook.Promise) { p.DueOn = "2027-03-20" }), "", "0/0/1", "0/0/1"},
		{"due before the window", due(func(p *playbook.Promise) { p.DueOn = "2026-12-20" }), "", "0/0/0", "0/0/0"},
		{"withdrawn before signature", due(func(p *playbook.Promise) { p.Outcome = "withdrawn" }), "", "0/0/0", "0/0/0"},
		{"released by the customer", due(func(p *playbook.Promise) { p.Outcome = "released" }), "", "0/0/0", "0/0/0"},
		{"from an anchor", due(func(p *playbook.Promise) { p.DueKind, p.DueAnchor = "anchor", "close" }), "", "0/0/0", "0/0/0"},
		{"no date given", due(func(p *playbook.Promise) { p.DueKind, p.DueOn = "none", "" }), "", "0/0/0", "0/0/0"},
	} {
		got := metrics.OnTimeInFull(sold(c.p), map[playbook.ID]playbook.Date{id: c.first}, firstQuarter, today)
		if counts(got.First) != c.wantFirst || counts(got.Plan) != c.wantPresent {
			t.Errorf("%s: first %s, plan %s; want %s, %s", c.name, counts(got.First), counts(got.Plan), c.wantFirst, c.wantPresent)
		}
	}
	one := metrics.OnTimeInFull(sold(due(nil)), nil, firstQuarter, today)
	if both := one.Plus(one); counts(both.First) != "2/0/0" || both.First[0].Row != id {
		t.Errorf("two accounts: %+v", both)
	}
}

func TestTasksOnTime(t *testing.T) {
	task := func(state playbook.TaskState, planned, due playbook.Date, done playbook.Moment) playbook.Task {
		return playbook.Task{State: state, PlannedOn: planned, DueOn: due, DoneAt: done}
	}
	const noon = "T12:00:00.000000Z"
	for _, c := range []struct {
		name       string
		task       playbook.Task
		first, now string
		undated    int
	}{
		{"in time for both", task(playbook.TaskDone, "2027-02-10", "2027-02-10", "2027-02-10"+noon), "1/0/0", "1/0/0", 0},
		{"moved, then in time", task(playbook.TaskDone, "2027-02-10", "2027-02-20", "2027-02-15"+noon), "0/1/0", "1/0/0", 0},
		{"brought forward, then late for it", task(playbook.TaskDone, "2027-02-20", "2027-02-10", "2027-02-15"+noon), "1/0/0", "0/1/0", 0},
		{"late for both", task(playbook.TaskDone, "2027-02-10", "2027-02-10", "2027-02-11"+noon), "0/1/0", "0/1/0", 0},
		{"dated later, so that this is its first day", task(playbook.TaskDone, "", "2027-02-10", "2027-02-11"+noon), "0/1/0", "0/1/0", 0},
		{"never had a day", task(playbook.TaskDone, "", "", "2027-02-11"+noon), "0/0/0", "0/0/0", 1},
		{"open and overdue", task(playbook.Todo, "2027-02-10", "2027-02-10", ""), "0/0/0", "0/0/0", 0},
		{"skipped", task(playbook.Skipped, "2027-02-10", "2027-02-10", ""), "0/0/0", "0/0/0", 0},
		{"completed outside the window", task(playbook.TaskDone, "2027-02-10", "2027-02-10", "2027-04-01"+noon), "0/0/0", "0/0/0", 0},
		{"before midnight in UTC, after it here", task(playbook.TaskDone, "2027-02-10", "2027-02-10", "2027-02-10T23:30:00.000000Z"), "0/1/0", "0/1/0", 0},
	} {
		rec := sold()
		rec.Tasks = []playbook.Task{c.task}
		got := metrics.TasksOnTime(rec, firstQuarter, time.FixedZone("UTC+2", 2*3600))
		if counts(got.First) != c.first || counts(got.Now) != c.now || got.Undated != c.undated {
			t.Errorf("%s: first %s, now %s, undated %d; want %s, %s, %d", c.name, counts(got.First), counts(got.Now), got.Undated, c.first, c.now, c.undated)
		}
		if both := got.Plus(got); len(both.First) != 2*len(got.First) || both.Undated != 2*c.undated {
			t.Errorf("%s, twice: %+v", c.name, both)
		}
	}
}

func TestUnsupportedPromisesBySeller(t *testing.T) {
	said := func(by, support string, on playbook.Date) playbook.Promise {
		return playbook.Promise{ByWhom: by, Support: support, SaidOn: on}
	}
	a := sold(said("Jonas Falk", "unsupported", "2027-01-02"), said("jonas  falk", "supported", "2027-01-03"), said("", "needs_approval", "2027-01-03"),
		said("Jonas Falk", "", "2027-01-04"), said("Jonas Falk", "unsupported", "2026-12-31"))
	a.Account.Seller = "Bea Ström"
	b := sold(said("", "unsupported", "2027-02-01"), said("Jonas Falk", "unsupported", "2027-02-01"))
	got := metrics.UnsupportedBy([]playbook.Record{*a, *b}, firstQuarter)
	want := []struct{ seller, cases string }{{"", "1/0/0"}, {"Bea Ström", "0/1/0"}, {"Jonas Falk", "2/1/1"}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if got[i].Seller != w.seller || counts(got[i].Cases) != w.cases {
			t.Errorf("%q: %s, want %q: %s", got[i].Seller, counts(got[i].Cases), w.seller, w.cases)
		}
	}
}

func TestBeliefGap(t *testing.T) {
	for _, c := range []struct {
		b    playbook.Belief
		want string
	}{
		{playbook.Belief{Matches: "no"}, "1/0/0"},
		{playbook.Belief{Matches: "yes"}, "0/1/0"},
		{playbook.Belief{Matches: "no", State: "corrected", Correction: "Mail"}, "0/1/0"},
		{playbook.Belief{Matches: "no", State: "promised"}, "0/1/0"},
		{playbook.Belief{Matches: "unknown"}, "0/0/1"},
		{playbook.Belief{}, "0/0/1"},
	} {
		rec := sold()
		rec.Beliefs = []playbook.Belief{c.b}
		if got := counts(metrics.BeliefGap(rec)); got != c.want {
			t.Errorf("%+v: %s, want %s", c.b, got, c.want)
		}
	}
}

func TestAssumptionsThatWereRight(t *testing.T) {
	for _, c := range []struct {
		name    string
		w       playbook.Watch
		want    string
		overdue int
	}{
		{"true", playbook.Watch{Kind: playbook.Assumption, State: "true", DueOn: "2027-01-01"}, "1/0/0", 0},
		{"false", playbook.Watch{Kind: playbook.Assumption, State: "false"}, "0/1/0", 0},
		{"untested, its day to come", playbook.Watch{Kind: playbook.Assumption, State: "untested", DueOn: today}, "0/0/1", 0},
		{"untested, its day past", playbook.Watch{Kind: playbook.Assumption, State: "untested", DueOn: "2027-02-28"}, "0/0/1", 1},
		{"untested, without a day", playbook.Watch{Kind: playbook.Assumption}, "0/0/1", 0},
		{"closed without a test", playbook.Watch{Kind: playbook.Assumption, State: "closed", DueOn: "2027-01-01"}, "0/0/1", 0},
		{"a risk", playbook.Watch{Kind: playbook.Risk, State: "closed"}, "0/0/0", 0},
	} {
		rec := sold()
		rec.Watches = []playbook.Watch{c.w}
		got := metrics.Assumptions(rec, today)
		if counts(got.Cases) != c.want || len(got.Overdue) != c.overdue {
			t.Errorf("%s: %s, %d overdue; want %s, %d", c.name, counts(got.Cases), len(got.Overdue), c.want, c.overdue)
		}
		if both := got.Plus(got); len(both.Cases) != 2*len(got.Cases) || len(both.Overdue) != 2*c.overdue {
			t.Errorf("%s, twice: %+v", c.name, both)
		}
	}
}

func TestApologiesAreCounted(t *testing.T) {
	rec := sold()
	rec.Signals = []playbook.Signal{{Kind: "apology", On: "2027-01-20"}, {Kind: "confused", On: "2027-01-20"}, {Kind: "apology", On: "2027-03-31"}, {Kind: "apology", On: "2027-04-01"}, {Kind: "apology"}}
	if got := len(metrics.ApologiesIn(rec, firstQuarter)); got != 2 {
		t.Errorf("%d in the first quarter, want 2", got)
	}
	if got := len(metrics.ApologiesIn(rec, metrics.Window{})); got != 4 {
		t.Errorf("%d in all, want 4", got)
	}
}

func TestWhatWasSoldIsWhatWasDelivered(t *testing.T) {
	kept := playbook.Promise{DueKind: "date", DueOn: "2027-02-20", Outcome: "kept", Evidence: "Report"}
	open := playbook.Promise{DueKind: "date", DueOn: "2027-02-20"}
	later := playbook.Promise{DueKind: "date", DueOn: "2028-02-20"}
	freed := playbook.Promise{DueKind: "date", DueOn: "2027-02-20", Outcome: "released", ConfirmedBy: "Ingrid", ConfirmedOn: "2027-02-01"}
	past := playbook.Date("2027-04-16") // day 91
	for _, c := range []struct {
		name   string
		today  playbook.Date
		change func(*playbook.Record)
		want   string
	}{
		{"all kept", past, func(r *playbook.Record) { r.Promises = []playbook.Promise{kept, later} }, "1/0/0"},
		{"one open", past, func(r *playbook.Record) { r.Promises = []playbook.Promise{kept, open} }, "0/1/0"},
		{"kept, and one released", past, func(r *playbook.Record) { r.Promises = []playbook.Promise{kept, freed} }, "1/0/0"},
		{"nothing but released ones", past, func(r *playbook.Record) { r.Promises = []playbook.Promise{freed} }, "0/1/0"},
		{"kept, and not what we were told", past, func(r *playbook.Record) {
			r.Promises, r.Signals = []playbook.Promise{kept}, []playbook.Signal{{Kind: "contradicted", On: "2027-02-01"}}
		}, "0/1/0"},
		{"kept, and confused", past, func(r *playbook.Record) {
			r.Promises, r.Signals = []playbook.Promise{kept}, []playbook.Signal{{Kind: "confused", On: "2027-02-01"}}
		}, "1/0/0"},
		{"no promise on record", past, func(*playbook.Record) {}, "0/1/0"},
		{"none, said with name and date", past, func(r *playbook.Record) { r.Nones = []playbook.None{{Field: "F44", Who: "Jonas", On: "2027-01-02"}} }, "1/0/0"},
		{"day 90 itself", "2027-04-15", func(r *playbook.Record) { r.Promises = []playbook.Promise{kept} }, "0/0/1"},
		{"not closed", past, func(r *playbook.Record) { r.Account.ActualClose, r.Account.ExpectedClose = "", "2026-06-01" }, "0/0/1"},
		{"closed before the window", past, func(r *playbook.Record) { r.Account.ActualClose = "2026-12-31" }, "0/0/0"},
	} {
		rec := sold()
		c.change(rec)
		if got := counts(metrics.Matches(rec, firstQuarter, c.today)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
