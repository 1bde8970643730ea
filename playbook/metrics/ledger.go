package metrics

import (
	"cmp"
	"slices"
	"strings"

	"kept/playbook"
)

// NextStep returns what somebody does next about a promise, as one short
// imperative: "Name who delivers it", "Ask Dr Sand to confirm", "Deliver by
// 1 Dec". It is "" once the promise has an outcome. What keeps the promise from
// being delivered comes before its delivery, and that before its judgement.
func NextStep(rec *playbook.Record, p *playbook.Promise, today playbook.Date) string {
	due, words := rec.DueOf(p)
	switch {
	case p.Outcome != "":
		return ""
	case delivered(p) && p.Deciding && !p.CustomerConfirmed:
		return "Ask " + or(p.ToWhom, "the customer") + " to confirm"
	case delivered(p) && empty(p.Evidence) && !p.CustomerConfirmed:
		return "Add what shows it"
	case delivered(p):
		return "Mark the outcome"
	}
	if step := supportStep(p); step != "" {
		return step
	}
	switch {
	case empty(p.Owner):
		return "Name who delivers it"
	case words == "":
		return "Agree when it is due"
	case due != "" && due < today:
		return "Deliver it, or agree a new day"
	}
	if h, t := holdUp(rec, p, due, today); t != nil {
		title := "“" + short(t.Title, 40) + "”"
		switch h {
		case blocked:
			return "Unblock " + title
		case overdue:
			return "Finish " + title
		}
		return "Bring " + title + " before " + day(due, today)
	}
	switch {
	case p.Status == string(AtRisk) && due != "":
		return "Bring it back on track for " + day(due, today)
	case p.Status == string(AtRisk):
		return "Bring it back on track"
	case due == "" && p.DueKind == "anchor" && p.DueAnchor != "":
		return "Set the day of " + lower(playbook.LabelOf(playbook.Anchors(), p.DueAnchor))
	case due == "":
		return "Agree when it is due"
	}
	return "Deliver by " + day(due, today)
}

// supportStep returns what is missing before we can keep a promise that needs
// somebody's consent, "" when nothing is.
func supportStep(p *playbook.Promise) string {
	switch p.Support {
	case "needs_approval":
		if empty(p.Approver) {
			return "Name who approves it"
		}
		return "Get " + genitive(p.Approver) + " approval"
	case "unsupported":
		switch {
		case empty(p.Approver) && empty(p.SupportPlan):
			return "Name who approves it and write the plan"
		case empty(p.Approver):
			return "Name who approves it"
		case empty(p.SupportPlan):
			return "Get " + genitive(p.Approver) + " approval and write the plan"
		}
	}
	return ""
}

// MissingOf returns what a promise still lacks, each with the column that takes
// it: first what makes it a promise one can keep or break, as a handoff that is
// ready has it, then what shows how it ended. A promise that has its outcome
// lacks nothing.
func MissingOf(p *playbook.Promise) []playbook.Need {
	if p.Outcome != "" {
		return nil
	}
	var out []playbook.Need
	want := func(missing bool, col, words string) {
		if missing {
			out = append(out, playbook.Need{Col: col, Words: words})
		}
	}
	want(empty(p.Text), "text", "what was promised")
	want(p.Kind == "", "kind", "whether it was said or implied")
	want(p.Kind == "explicit" && empty(p.Quote), "quote", "the exact words")
	want(empty(p.ToWhom), "to_whom", "to whom")
	want(empty(p.ByWhom), "by_whom", "who promised it")
	want(p.InContract == "" || p.InContract == "unknown", "in_contract", "whether the contract has it")
	switch p.DueKind {
	case "":
		want(true, "due_kind", "when it is due")
	case "date":
		want(p.DueOn == "", "due_on", "the day it is due")
	case "anchor":
		want(p.DueAnchor == "", "due_anchor", "what its day counts from")
		want(p.DueDays == "", "due_days", "how many days after that")
	}
	want(p.Support == "", "support", "whether we can keep it")
	needs := p.Support == "unsupported" || p.Support == "needs_approval"
	want(needs && empty(p.Approver), "approver", "who approves it")
	want(p.Support == "unsupported" && empty(p.SupportPlan), "support_plan", "the plan to keep it")
	want(empty(p.Owner), "owner", "who delivers it")
	want(empty(p.Evidence) && !p.CustomerConfirmed && !p.Deciding, "evidence", "what shows it, or the customer’s confirmation")
	want(empty(p.Evidence) && p.Deciding, "evidence", "what shows it")
	want(p.Deciding && !p.CustomerConfirmed, "customer_confirmed", "the customer’s confirmation, because it won the deal")
	return out
}

// Missing returns the words of MissingOf.
func Missing(_ *playbook.Record, p *playbook.Promise) []string {
	var out []string
	for _, n := range MissingOf(p) {
		out = append(out, n.Words)
	}
	return out
}

// A Filter takes some of the promises of an account.
type Filter string

// The filters.
const (
	All         Filter = ""
	StillOwed   Filter = "owed"        // no outcome yet
	RiskOnly    Filter = "at_risk"     // at risk by what was said, its tasks or its support
	OverdueOnly Filter = "overdue"     // its day has passed, and nothing was delivered
	Different   Filter = "differs"     // not what the contract says
	Unsupported Filter = "unsupported" // we cannot simply keep it: unsupported, or not approved yet
)

// Filters returns the filters in their order, with their labels.
func Filters() []playbook.Option {
	return []playbook.Option{{Value: string(All), Label: "All"}, {Value: string(StillOwed), Label: "Owed"}, {Value: string(RiskOnly), Label: "At risk"},
		{Value: string(OverdueOnly), Label: "Overdue"}, {Value: string(Different), Label: "Differs from contract"}, {Value: string(Unsupported), Label: "Unsupported"}}
}

// Takes tells whether the filter takes a promise that stands in state s.
func (f Filter) Takes(p *playbook.Promise, s State) bool {
	switch f {
	case StillOwed:
		return s != Ended
	case RiskOnly:
		return s == AtRisk
	case OverdueOnly:
		return s == Overdue
	case Different:
		return p.Differs()
	case Unsupported:
		return s != Ended && (p.Support == "unsupported" || p.Support == "needs_approval")
	}
	return true
}

// A Standing is a promise with what is computed of it for one day.
type Standing struct {
	Promise *playbook.Promise
	State   State
	Why     string        // why it stands there, "" for Owed and Ended
	Due     playbook.Date // "" when it is not known
	Next    string        // what NextStep says
}

// Ledger returns the promises of an account as they stand today, in the order
// of the brief. The pointers are into the record.
func Ledger(rec *playbook.Record, today playbook.Date) []Standing {
	sorted := rec.PromisesByDue()
	out := make([]Standing, len(sorted))
	for i, p := range sorted {
		s := Standing{Promise: p, Next: NextStep(rec, p, today)}
		s.State, s.Why = StateOf(rec, p, today)
		s.Due, _ = rec.DueOf(p)
		out[i] = s
	}
	return out
}

// An Order sorts promises.
type Order string

// The orders. Each falls back on the due day and then on the place in the list.
const (
	ByWeight Order = ""      // as the brief: the deciding one, unsupported ones, then the soonest due
	ByText   Order = "text"  // by its words
	ByBasis  Order = "basis" // by why they believed us
	ByDue    Order = "due"   // the soonest first, an unknown day last
	ByOwner  Order = "owner" // by delivery owner, nobody first: that is what is to be mended
	ByState  Order = "state" // the most urgent first: overdue, at risk, owed, on track, ended
)

// Sort sorts promises in place; reverse turns the order round, and leaves what
// is not known last. ByWeight is the order of Ledger, whatever reverse says.
func Sort(rows []Standing, by Order, reverse bool) {
	if by == ByWeight {
		return
	}
	key := func(s *Standing) string {
		switch by {
		case ByText:
			return strings.ToLower(s.Promise.Text)
		case ByBasis:
			return playbook.LabelOf(basisOptions(), s.Promise.Basis)
		case ByOwner:
			return strings.ToLower(strings.TrimSpace(s.Promise.Owner))
		case ByState:
			return urgency(s)
		}
		return string(s.Due)
	}
	lastWhenEmpty := by != ByOwner
	slices.SortStableFunc(rows, func(a, b Standing) int {
		ka, kb := key(&a), key(&b)
		if lastWhenEmpty && (ka == "") != (kb == "") {
			return cmp.Compare(kb, ka)
		}
		c := cmp.Compare(ka, kb)
		if reverse {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(dueKey(a.Due), dueKey(b.Due)), cmp.Compare(a.Promise.Pos, b.Promise.Pos))
	})
}

// urgency orders states, and the ended ones by how they ended, broken first.
func urgency(s *Standing) string {
	switch s.State {
	case Overdue:
		return "0"
	case AtRisk:
		return "1"
	case Owed:
		return "2"
	case OnTrack:
		return "3"
	}
	for i, o := range []string{"broken", "partly", "kept_late", "renegotiated", "kept", "released", "withdrawn"} {
		if s.Promise.Outcome == o {
			return "4" + string(rune('0'+i))
		}
	}
	return "5"
}

func dueKey(d playbook.Date) string {
	if d == "" {
		return "9999"
	}
	return string(d)
}

func basisOptions() []playbook.Option {
	if _, in := playbook.FieldOfColumn("promise", "", "basis"); in != nil {
		return in.Options
	}
	return nil
}

// Concluded returns how many promises have an outcome.
func Concluded(rec *playbook.Record) int {
	n := 0
	for i := range rec.Promises {
		if rec.Promises[i].Outcome != "" {
			n++
		}
	}
	return n
}

// day leaves out the year of days within half a year of today.
func day(d, today playbook.Date) string {
	if n := today.DaysUntil(d); n > 183 || n < -183 {
		return d.Short()
	}
	return d.DayMonth()
}

func genitive(name string) string {
	name = strings.TrimSpace(name)
	if strings.HasSuffix(name, "s") {
		return name + "’"
	}
	return name + "’s"
}

func or(s, other string) string {
	if empty(s) {
		return other
	}
	return strings.TrimSpace(s)
}

func empty(s string) bool { return strings.TrimSpace(s) == "" }

func lower(s string) string { return strings.ToLower(s) }

func short(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return strings.TrimRight(string(r[:most-1]), " ,;:") + "…"
}
