package metrics_test

import (
	"testing"

	"pgregory.net/rapid"

	"kept/playbook"
	"kept/playbook/metrics"
)

const today = playbook.Date("2027-03-01")

// sold is a record with these promises, closed on 15 January 2027.
func sold(promises ...playbook.Promise) *playbook.Record {
	rec := &playbook.Record{Promises: promises}
	rec.Account.ActualClose = "2027-01-15"
	return rec
}

func TestWhereAPromiseStands(t *testing.T) {
	id, other := playbook.ID{1}, playbook.ID{2}
	task := func(state playbook.TaskState, due playbook.Date) playbook.Task {
		return playbook.Task{Title: "Train", State: state, DueOn: due, PromiseID: id}
	}
	dated := func(change func(*playbook.Promise)) playbook.Promise {
		p := playbook.Promise{Meta: playbook.Meta{ID: id}, DueKind: "date", DueOn: "2027-03-20", Support: "supported"}
		if change != nil {
			change(&p)
		}
		return p
	}
	for _, c := range []struct {
		name  string
		p     playbook.Promise
		tasks []playbook.Task
		want  metrics.State
		why   string
	}{
		{"nothing known", dated(nil), nil, metrics.Owed, ""},
		{"judged, however late", dated(func(p *playbook.Promise) { p.Outcome, p.DueOn = "broken", "2027-02-01" }), nil, metrics.Ended, ""},
		{"its day is today", dated(func(p *playbook.Promise) { p.DueOn = today }), nil, metrics.Owed, ""},
		{"its day was yesterday", dated(func(p *playbook.Promise) { p.DueOn = "2027-02-28" }), nil, metrics.Overdue, "due 28 Feb 2027"},
		{"delivered late, not judged", dated(func(p *playbook.Promise) { p.DueOn, p.DeliveredOn = "2027-02-01", "2027-02-09" }), nil, metrics.OnTrack, "delivered, its outcome is not judged yet"},
		{"no date given, before day 90", dated(func(p *playbook.Promise) { p.DueKind, p.DueOn = "none", "" }), nil, metrics.Owed, ""},
		{"an anchor that is not known yet", dated(func(p *playbook.Promise) { p.DueKind, p.DueAnchor, p.DueDays = "anchor", "go_live", "-3" }), nil, metrics.Owed, ""},
		{"marked at risk", dated(func(p *playbook.Promise) { p.Status = "at_risk" }), nil, metrics.AtRisk, "marked at risk"},
		{"unsupported, approved, planned", dated(func(p *playbook.Promise) { p.Support, p.Approver, p.SupportPlan = "unsupported", "Ida", "by hand" }), nil, metrics.Owed, ""},
		{"unsupported, nobody approved", dated(func(p *playbook.Promise) { p.Support, p.SupportPlan = "unsupported", "by hand" }), nil, metrics.AtRisk, "unsupported, without an approver and a plan"},
		{"a task begun in time", dated(nil), []playbook.Task{task(playbook.Doing, "2027-03-10")}, metrics.OnTrack, "its tasks are in time"},
		{"a task done, the next to come", dated(nil), []playbook.Task{task(playbook.TaskDone, "2027-02-10"), task(playbook.Todo, "2027-03-10")}, metrics.OnTrack, "its tasks are in time"},
		{"a task not begun", dated(nil), []playbook.Task{task(playbook.Todo, "2027-03-10")}, metrics.Owed, ""},
		{"a task blocked", dated(nil), []playbook.Task{task(playbook.Blocked, "2027-03-10")}, metrics.AtRisk, "its task “Train” is blocked"},
		{"a task overdue", dated(nil), []playbook.Task{task(playbook.Doing, "2027-02-28")}, metrics.AtRisk, "its task “Train” is overdue"},
		{"a task due after the promise", dated(nil), []playbook.Task{task(playbook.Todo, "2027-03-21")}, metrics.AtRisk, "its task “Train” is due after it"},
		{"another promise's task is blocked", dated(nil), []playbook.Task{{Title: "Train", State: playbook.Blocked, PromiseID: other}}, metrics.Owed, ""},
		{"a skipped task does not hold it up", dated(nil), []playbook.Task{task(playbook.Skipped, "2027-02-10")}, metrics.Owed, ""},
	} {
		rec := sold(c.p)
		rec.Tasks = c.tasks
		if got, why := metrics.StateOf(rec, &rec.Promises[0], today); got != c.want || why != c.why {
			t.Errorf("%s: %s (%s), want %s (%s)", c.name, got, why, c.want, c.why)
		}
	}
}

func TestWhatCountsAsKept(t *testing.T) {
	due := func(outcome, evidence string, confirmed bool) playbook.Promise {
		return playbook.Promise{DueKind: "date", DueOn: "2027-02-20", Kind: "explicit", Outcome: outcome, Evidence: evidence, CustomerConfirmed: confirmed}
	}
	for _, c := range []struct {
		name string
		p    playbook.Promise
		want metrics.Tally
	}{
		{"kept with evidence", due("kept", "Report of 19 Feb", false), metrics.Tally{Due: 1, Kept: 1, Weight: 2, KeptWeight: 2}},
		{"kept, the customer says so", due("kept", "", true), metrics.Tally{Due: 1, Kept: 1, Weight: 2, KeptWeight: 2}},
		{"kept, says nobody", due("kept", "", false), metrics.Tally{Due: 1, Weight: 2}},
		{"kept late is not kept", due("kept_late", "Report", true), metrics.Tally{Due: 1, Weight: 2}},
		{"partly is not kept", due("partly", "Report", true), metrics.Tally{Due: 1, Weight: 2}},
		{"broken", due("broken", "Report", true), metrics.Tally{Due: 1, Weight: 2}},
		{"renegotiated in writing", due("renegotiated", "Mail of 3 Feb", true), metrics.Tally{Due: 1, Renegotiated: 1, Weight: 2}},
		{"renegotiated in writing, by whom is on record", playbook.Promise{DueKind: "date", DueOn: "2027-02-20", Outcome: "renegotiated", Evidence: "Mail of 3 Feb", ConfirmedBy: "Ingrid Moe"}, metrics.Tally{Due: 1, Renegotiated: 1, Weight: 2}},
		{"renegotiated without the customer", due("renegotiated", "Mail of 3 Feb", false), metrics.Tally{Due: 1, Weight: 2}},
		{"withdrawn before signature", due("withdrawn", "", false), metrics.Tally{}},
		{"released by the customer", due("released", "Mail", true), metrics.Tally{}},
		{"open past its day", due("", "", false), metrics.Tally{Due: 1, OverdueOpen: 1, Weight: 2}},
		{"not due yet", playbook.Promise{DueKind: "date", DueOn: "2027-03-02", Outcome: "kept", Evidence: "Report"}, metrics.Tally{NotYetDue: 1, EndedEarly: 1, KeptEarly: 1}},
		{"no date given is due on day 90", playbook.Promise{DueKind: "none"}, metrics.Tally{NotYetDue: 1}},
		{"an anchor nobody knows", playbook.Promise{DueKind: "anchor", DueAnchor: "go_live", DueDays: "0"}, metrics.Tally{NotYetDue: 1}},
		{"deciding weighs three", playbook.Promise{DueKind: "date", DueOn: today, Deciding: true, Kind: "implied", Outcome: "kept", Evidence: "Report"}, metrics.Tally{Due: 1, Kept: 1, Weight: 3, KeptWeight: 3}},
		{"implied weighs one", playbook.Promise{DueKind: "date", DueOn: today, Kind: "implied"}, metrics.Tally{Due: 1, OverdueOpen: 1, Weight: 1}},
	} {
		if got := metrics.Promises(sold(c.p), today); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	late := sold(playbook.Promise{DueKind: "none"})
	if got := metrics.Promises(late, "2027-04-16"); got.OverdueOpen != 1 { // 15 January and 90 days is 15 April
		t.Errorf("a promise without a date on day 91: %+v", got)
	}
}

func TestARateNeedsFiveCases(t *testing.T) {
	for _, c := range []struct {
		t    metrics.Tally
		want string
	}{
		{metrics.Tally{}, "no promise is due"},
		{metrics.Tally{NotYetDue: 3}, "no promise is due yet, 3 will be"},
		{metrics.Tally{NotYetDue: 3, EndedEarly: 2, KeptEarly: 2}, "no promise is due yet, 3 will be, 2 kept already"},
		{metrics.Tally{Due: 3, Kept: 2, OverdueOpen: 1, NotYetDue: 2}, "2 of 3 due kept, 1 overdue; 2 not due yet"},
		{metrics.Tally{Due: 4, Kept: 4}, "4 of 4 due kept"},
		{metrics.Tally{Due: 6, Kept: 4, Renegotiated: 1, OverdueOpen: 1}, "4 of 6 due kept (66 %; 83 % with renegotiated ones), 1 renegotiated, 1 overdue"},
		{metrics.Tally{Due: 7, Kept: 7}, "7 of 7 due kept (100 %; 100 % with renegotiated ones)"},
	} {
		if got := c.t.Words(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.t, got, c.want)
		}
	}
}

// Whatever the promises are, the strict figure is kept ÷ all that are due, open
// ones included, and every promise that counts is counted once.
func TestStrictIsKeptOfAllDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		outcomes := []string{"", "", "kept", "kept_late", "partly", "renegotiated", "broken", "withdrawn", "released"}
		var all []playbook.Promise
		left, due, kept := 0, 0, 0
		for range rapid.IntRange(0, 12).Draw(t, "promises") {
			p := playbook.Promise{DueKind: "date", DueOn: today.AddDays(rapid.IntRange(-40, 40).Draw(t, "days")),
				Outcome: rapid.SampledFrom(outcomes).Draw(t, "outcome"), Evidence: rapid.SampledFrom([]string{"", "Report"}).Draw(t, "evidence"),
				CustomerConfirmed: rapid.Bool().Draw(t, "confirmed"), Deciding: rapid.Bool().Draw(t, "deciding")}
			all = append(all, p)
			switch {
			case p.Outcome == "withdrawn" || p.Outcome == "released":
				left++
			case p.DueOn <= today:
				due++
				if p.Outcome == "kept" && (p.Evidence != "" || p.CustomerConfirmed) {
					kept++
				}
			}
		}
		got := metrics.Promises(sold(all...), today)
		rate, ok := got.Strict()
		if got.Due != due || got.Kept != kept || got.Due+got.NotYetDue+left != len(all) || ok != (due >= 5) {
			t.Fatalf("%+v (a rate: %t) of %d promises, %d due, %d kept, %d out of the count", got, ok, len(all), due, kept, left)
		}
		if due > 0 && rate != float64(kept)/float64(due) {
			t.Fatalf("strict %v, want %d of %d", rate, kept, due)
		}
		if both, _ := got.WithRenegotiation(); both < rate || both > 1 {
			t.Fatalf("with renegotiation %v, strict %v", both, rate)
		}
	})
}
