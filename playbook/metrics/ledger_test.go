package metrics_test

import (
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/metrics"
)

// whole is a promise that lacks nothing but its end.
func whole(change func(*playbook.Promise)) playbook.Promise {
	p := playbook.Promise{Meta: playbook.Meta{ID: playbook.ID{1}}, Text: "All referrals visible on day one", Quote: "You won’t lose a single one", ToWhom: "Dr Sand", ByWhom: "Jonas Falk",
		Kind: "explicit", InContract: "yes", DueKind: "date", DueOn: "2027-03-20", Support: "supported", Owner: "Petter Aas", Status: "owed"}
	if change != nil {
		change(&p)
	}
	return p
}

func TestEachPromiseSaysItsNextStep(t *testing.T) {
	task := func(state playbook.TaskState, due playbook.Date) []playbook.Task {
		return []playbook.Task{{Title: "Train the desks", State: state, DueOn: due, PromiseID: playbook.ID{1}}}
	}
	for _, c := range []struct {
		name   string
		change func(*playbook.Promise)
		tasks  []playbook.Task
		want   string
	}{
		{"nothing in the way", nil, nil, "Deliver by 20 Mar"},
		{"a day far away has its year", func(p *playbook.Promise) { p.DueOn = "2027-11-20" }, nil, "Deliver by 20 Nov 2027"},
		{"no date given is day 90", func(p *playbook.Promise) { p.DueKind, p.DueOn = "none", "" }, nil, "Deliver by 15 Apr"},
		{"nobody delivers it", func(p *playbook.Promise) { p.Owner = " " }, nil, "Name who delivers it"},
		{"needs approval of nobody", func(p *playbook.Promise) { p.Support = "needs_approval" }, nil, "Name who approves it"},
		{"needs approval", func(p *playbook.Promise) { p.Support, p.Approver = "needs_approval", "Ida" }, nil, "Get Ida’s approval"},
		{"a name that ends in s", func(p *playbook.Promise) { p.Support, p.Approver = "needs_approval", "Petter Aas" }, nil, "Get Petter Aas’ approval"},
		{"unsupported, nothing known", func(p *playbook.Promise) { p.Support = "unsupported" }, nil, "Name who approves it and write the plan"},
		{"unsupported, no plan", func(p *playbook.Promise) { p.Support, p.Approver = "unsupported", "Ida" }, nil, "Get Ida’s approval and write the plan"},
		{"unsupported, nobody approves", func(p *playbook.Promise) { p.Support, p.SupportPlan = "unsupported", "by hand" }, nil, "Name who approves it"},
		{"unsupported, approved and planned", func(p *playbook.Promise) { p.Support, p.Approver, p.SupportPlan = "unsupported", "Ida", "by hand" }, nil, "Deliver by 20 Mar"},
		{"nobody said when", func(p *playbook.Promise) { p.DueKind, p.DueOn = "", "" }, nil, "Agree when it is due"},
		{"on a date nobody wrote", func(p *playbook.Promise) { p.DueOn = "" }, nil, "Agree when it is due"},
		{"an anchor nobody knows", func(p *playbook.Promise) {
			p.DueKind, p.DueOn, p.DueAnchor, p.DueDays = "anchor", "", "go_live", "0"
		}, nil, "Set the day of go-live"},
		{"its day has passed", func(p *playbook.Promise) { p.DueOn = "2027-02-20" }, nil, "Deliver it, or agree a new day"},
		{"its day is today", func(p *playbook.Promise) { p.DueOn = today }, nil, "Deliver by 1 Mar"},
		{"a task is blocked", nil, task(playbook.Blocked, "2027-03-10"), "Unblock “Train the desks”"},
		{"a task is overdue", nil, task(playbook.Doing, "2027-02-10"), "Finish “Train the desks”"},
		{"a task is due after it", nil, task(playbook.Todo, "2027-03-22"), "Bring “Train the desks” before 20 Mar"},
		{"a task is under way", nil, task(playbook.Doing, "2027-03-10"), "Deliver by 20 Mar"},
		{"marked at risk", func(p *playbook.Promise) { p.Status = "at_risk" }, nil, "Bring it back on track for 20 Mar"},
		{"delivered, nothing shows it", func(p *playbook.Promise) { p.DeliveredOn = "2027-02-20" }, nil, "Add what shows it"},
		{"delivered and shown", func(p *playbook.Promise) { p.Status, p.Evidence = "delivered", "Report" }, nil, "Mark the outcome"},
		{"delivered, the customer says so", func(p *playbook.Promise) { p.Status, p.CustomerConfirmed = "delivered", true }, nil, "Mark the outcome"},
		{"delivered, deciding, shown", func(p *playbook.Promise) { p.Status, p.Evidence, p.Deciding = "delivered", "Report", true }, nil, "Ask Dr Sand to confirm"},
		{"delivered, deciding, to nobody", func(p *playbook.Promise) { p.Status, p.Deciding, p.ToWhom = "delivered", true, "" }, nil, "Ask the customer to confirm"},
		{"delivered although nobody owned it", func(p *playbook.Promise) { p.Status, p.Evidence, p.Owner = "delivered", "Report", "" }, nil, "Mark the outcome"},
		{"it has an outcome", func(p *playbook.Promise) { p.Outcome, p.Owner = "broken", "" }, nil, ""},
	} {
		rec := sold(whole(c.change))
		rec.Tasks = c.tasks
		if got := metrics.NextStep(rec, &rec.Promises[0], today); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWhatAPromiseStillLacks(t *testing.T) {
	shows := func(p *playbook.Promise) { p.Evidence = "Report of 19 Feb" }
	with := func(changes ...func(*playbook.Promise)) playbook.Promise {
		return whole(func(p *playbook.Promise) {
			for _, change := range changes {
				change(p)
			}
		})
	}
	for _, c := range []struct {
		name string
		p    playbook.Promise
		want string
	}{
		{"nothing shows it", whole(nil), "what shows it, or the customer’s confirmation"},
		{"whole", with(shows), ""},
		{"confirmed by the customer", with(func(p *playbook.Promise) { p.CustomerConfirmed = true }), ""},
		{"deciding, shown, not confirmed", with(shows, func(p *playbook.Promise) { p.Deciding = true }), "the customer’s confirmation, because it won the deal"},
		{"deciding, nothing", with(func(p *playbook.Promise) { p.Deciding = true }), "what shows it; the customer’s confirmation, because it won the deal"},
		{"nobody delivers it", with(shows, func(p *playbook.Promise) { p.Owner = "" }), "who delivers it"},
		{"explicit without its words", with(shows, func(p *playbook.Promise) { p.Quote = " " }), "the exact words"},
		{"implied has no words", with(shows, func(p *playbook.Promise) { p.Kind, p.Quote = "implied", "" }), ""},
		{"contract not looked at", with(shows, func(p *playbook.Promise) { p.InContract = "unknown" }), "whether the contract has it"},
		{"due on no date", with(shows, func(p *playbook.Promise) { p.DueOn = "" }), "the day it is due"},
		{"due from nothing", with(shows, func(p *playbook.Promise) { p.DueKind = "anchor" }), "what its day counts from; how many days after that"},
		{"no date given is an answer", with(shows, func(p *playbook.Promise) { p.DueKind, p.DueOn = "none", "" }), ""},
		{"needs approval", with(shows, func(p *playbook.Promise) { p.Support = "needs_approval" }), "who approves it"},
		{"unsupported", with(shows, func(p *playbook.Promise) { p.Support = "unsupported" }), "who approves it; the plan to keep it"},
		{"an empty one", playbook.Promise{}, "what was promised; whether it was said or implied; to whom; who promised it; whether the contract has it; when it is due; whether we can keep it; who delivers it; what shows it, or the customer’s confirmation"},
		{"an ended one lacks nothing", playbook.Promise{Outcome: "released"}, ""},
	} {
		rec := sold(c.p)
		if got := strings.Join(metrics.Missing(rec, &rec.Promises[0]), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFiltersTakeByState(t *testing.T) {
	for _, c := range []struct {
		name string
		p    playbook.Promise
		want string // the filters that take it, besides All
	}{
		{"owed", whole(nil), "owed"},
		{"at risk", whole(func(p *playbook.Promise) { p.Status = "at_risk" }), "owed at_risk"},
		{"overdue", whole(func(p *playbook.Promise) { p.DueOn, p.Status = "2027-02-01", "at_risk" }), "owed overdue"},
		{"not in the contract", whole(func(p *playbook.Promise) { p.InContract = "no" }), "owed differs"},
		{"unsupported, with a plan", whole(func(p *playbook.Promise) { p.Support, p.Approver, p.SupportPlan = "unsupported", "Ida", "by hand" }), "owed unsupported"},
		{"unsupported, alone", whole(func(p *playbook.Promise) { p.Support = "unsupported" }), "owed at_risk unsupported"},
		{"needs approval", whole(func(p *playbook.Promise) { p.Support = "needs_approval" }), "owed unsupported"},
		{"kept", whole(func(p *playbook.Promise) { p.Outcome, p.Support, p.DueOn = "kept", "unsupported", "2027-02-01" }), ""},
		{"kept, outside the contract", whole(func(p *playbook.Promise) { p.Outcome, p.InContract = "kept", "no" }), "differs"},
		{"delivered late, not judged", whole(func(p *playbook.Promise) { p.DueOn, p.DeliveredOn = "2027-02-01", "2027-02-09" }), "owed"},
	} {
		rec := sold(c.p)
		s := metrics.Ledger(rec, today)[0]
		var took []string
		for _, f := range metrics.Filters()[1:] {
			if metrics.Filter(f.Value).Takes(s.Promise, s.State) {
				took = append(took, f.Value)
			}
		}
		if got := strings.Join(took, " "); got != c.want || !metrics.All.Takes(s.Promise, s.State) {
			t.Errorf("%s: taken by %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSortingPromises(t *testing.T) {
	row := func(id byte, text, owner, basis, due, outcome string) playbook.Promise {
		return whole(func(p *playbook.Promise) {
			p.ID, p.Pos = playbook.ID{id}, int(id)
			p.Text, p.Owner, p.Basis, p.DueOn, p.Outcome = text, owner, basis, playbook.Date(due), outcome
		})
	}
	rec := sold(row(1, "c", "Petter", "verbal", "2027-04-01", ""), row(2, "a", "", "", "2027-02-01", ""),
		row(3, "b", "Lena", "demo", "", ""), row(4, "d", "lena", "contract", "2027-01-30", "kept"), row(5, "e", "Petter", "demo", "2027-02-10", "broken"))
	rec.Promises[0].Deciding = true
	for _, c := range []struct {
		by      metrics.Order
		reverse bool
		want    string
	}{
		{metrics.ByWeight, false, "c d a e b"},
		{metrics.ByText, false, "a b c d e"},
		{metrics.ByText, true, "e d c b a"},
		{metrics.ByBasis, false, "d e b c a"}, // contract, demo, verbal, not said
		{metrics.ByDue, false, "d a e c b"},
		{metrics.ByDue, true, "c e a d b"},    // a day nobody knows stays last
		{metrics.ByOwner, false, "a d b e c"}, // nobody first
		{metrics.ByState, false, "a c b e d"}, // overdue, owed by day, broken, kept
	} {
		rows := metrics.Ledger(rec, today)
		metrics.Sort(rows, c.by, c.reverse)
		got := ""
		for _, s := range rows {
			got += " " + s.Promise.Text
		}
		if got[1:] != c.want {
			t.Errorf("by %q, reversed %t: %s, want %s", c.by, c.reverse, got[1:], c.want)
		}
	}
}

func TestTheStrictFigureIsNeverShownAlone(t *testing.T) {
	for _, c := range []struct {
		t              metrics.Tally
		strict, beside string
	}{
		{metrics.Tally{}, "None due", ""},
		{metrics.Tally{NotYetDue: 5}, "None due yet", "5 will be"},
		{metrics.Tally{Due: 3, Kept: 2, Renegotiated: 1}, "Kept 2 of 3 due", "strict; 1 renegotiated in writing"},
		{metrics.Tally{Due: 4, Kept: 4}, "Kept 4 of 4 due", "strict; none renegotiated"},
		{metrics.Tally{Due: 6, Kept: 4, Renegotiated: 1}, "Kept 4 of 6 due, 66 %", "strict; 83 % with 1 renegotiated in writing"},
	} {
		if strict, beside := c.t.Short(); strict != c.strict || beside != c.beside {
			t.Errorf("%+v: %q and %q, want %q and %q", c.t, strict, beside, c.strict, c.beside)
		}
	}
}

func TestKeptFiguresAreCountsBelowFive(t *testing.T) {
	for _, c := range []struct {
		t    metrics.Tally
		want string
	}{
		{metrics.Tally{NotYetDue: 2}, "–, –, –"},
		{metrics.Tally{Due: 4, Kept: 2, Renegotiated: 1, Weight: 8, KeptWeight: 5}, "2 of 4, 3 of 4, 5 of 8"},
		{metrics.Tally{Due: 5, Kept: 2, Renegotiated: 1, Weight: 10, KeptWeight: 5}, "40 %, 60 %, 50 %"},
	} {
		var got []string
		for _, f := range c.t.Figures() {
			got = append(got, f.Value)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%+v: %s, want %s", c.t, s, c.want)
		}
	}
}
