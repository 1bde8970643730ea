// Package metrics computes the figures the app shows: pure functions from the
// record of an account and a day, with the formula and its trap beside each.
// A rate is shown from five cases on; below that a count is, because two of
// three says more than 67 per cent.
package metrics

import (
	"fmt"

	"kept/playbook"
)

// enough is from how many cases on a rate is shown.
const enough = 5

// State is where a promise stands.
type State string

// The states of a promise.
const (
	Ended   State = "ended"    // it has an outcome
	Overdue State = "overdue"  // its day has passed, and nothing was delivered
	AtRisk  State = "at_risk"  // said so, or its tasks or its support say so
	OnTrack State = "on_track" // delivered and not judged yet, or its tasks are under way and in time
	Owed    State = "owed"     // nothing is known of its delivery yet
)

// StateOf returns where a promise stands today, and why in a few words. The
// reason is empty for Owed and Ended.
func StateOf(rec *playbook.Record, p *playbook.Promise, today playbook.Date) (State, string) {
	if p.Outcome != "" {
		return Ended, ""
	}
	due := fallsDue(rec, p)
	switch {
	case delivered(p):
		return OnTrack, "delivered, its outcome is not judged yet"
	case due != "" && due < today:
		return Overdue, fmt.Sprintf("due %s", due.Short())
	case p.Status == string(AtRisk):
		return AtRisk, "marked at risk"
	case p.Support == "unsupported" && (empty(p.Approver) || empty(p.SupportPlan)):
		return AtRisk, "unsupported, without an approver and a plan"
	}
	if h, t := holdUp(rec, p, due, today); t != nil {
		return AtRisk, "its task “" + t.Title + "” is " + string(h)
	}
	for i := range rec.Tasks {
		if t := &rec.Tasks[i]; t.PromiseID == p.ID && (t.State == playbook.TaskDone || t.State == playbook.Doing) {
			return OnTrack, "its tasks are in time"
		}
	}
	return Owed, ""
}

func delivered(p *playbook.Promise) bool { return p.DeliveredOn != "" || p.Status == "delivered" }

// A hold is how a task holds up its promise.
type hold string

const (
	blocked  hold = "blocked"
	overdue  hold = "overdue"
	dueAfter hold = "due after it"
)

// holdUp returns the first open task that holds a promise up, nil when none
// does.
func holdUp(rec *playbook.Record, p *playbook.Promise, due, today playbook.Date) (hold, *playbook.Task) {
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		switch {
		case t.PromiseID != p.ID || t.State == playbook.TaskDone || t.State == playbook.Skipped:
		case t.State == playbook.Blocked:
			return blocked, t
		case t.DueOn != "" && t.DueOn < today:
			return overdue, t
		case t.DueOn != "" && due != "" && t.DueOn > due:
			return dueAfter, t
		}
	}
	return "", nil
}

// A Tally counts the promises of one or many accounts on one day. Withdrawn
// before signature and released by the customer are in none of the counts.
type Tally struct {
	Due          int // fallen due, whatever their outcome, open ones included
	Kept         int // of those due: kept, on time and in full, with evidence or the customer's confirmation
	Renegotiated int // of those due: renegotiated with the customer's written agreement
	OverdueOpen  int // of those due: without outcome
	NotYetDue    int // fall due later, or on a day that is not known yet
	EndedEarly   int // of those not yet due: with an outcome already
	KeptEarly    int // of those not yet due: kept already
	Weight       int // of those due: 3 for deciding, 2 for explicit, 1 for implied
	KeptWeight   int // of those kept
}

// A Part is what one promise adds to a tally.
type Part string

// The parts.
const (
	Out     Part = "out"   // withdrawn before signature or released by the customer: in none of the counts
	Later   Part = "later" // not due yet
	InTime  Part = "kept"
	Agreed  Part = "renegotiated" // with the customer's written agreement
	DueOpen Part = "open"         // due, without outcome
	Missed  Part = "missed"       // due, ended another way, or kept without anything that shows it
)

// PartOf returns what a promise adds to the tally of its account today. One
// without a date given falls due on day 90 after close.
func PartOf(rec *playbook.Record, p *playbook.Promise, today playbook.Date) Part {
	if left(p) {
		return Out
	}
	if due := fallsDue(rec, p); due == "" || due > today {
		return Later
	}
	switch {
	case p.Outcome == "kept" && (!empty(p.Evidence) || p.CustomerConfirmed):
		return InTime
	case p.Outcome == "renegotiated" && (p.CustomerConfirmed || !empty(p.ConfirmedBy)) && !empty(p.Evidence):
		return Agreed
	case p.Outcome == "":
		return DueOpen
	}
	return Missed
}

// Words says what the part is counted as.
func (p Part) Words() string {
	switch p {
	case Out:
		return "not counted"
	case Later:
		return "not due yet"
	case InTime:
		return "kept"
	case Agreed:
		return "renegotiated in writing"
	case DueOpen:
		return "due, no outcome"
	}
	return "due, not kept"
}

// Promises counts the promises of an account.
func Promises(rec *playbook.Record, today playbook.Date) Tally {
	var t Tally
	for i := range rec.Promises {
		p := &rec.Promises[i]
		switch part := PartOf(rec, p, today); part {
		case Out:
		case Later:
			t.NotYetDue++
			if p.Outcome != "" {
				t.EndedEarly++
			}
			if p.Outcome == "kept" {
				t.KeptEarly++
			}
		default:
			t.Due++
			t.Weight += weight(p)
			switch part {
			case InTime:
				t.Kept++
				t.KeptWeight += weight(p)
			case Agreed:
				t.Renegotiated++
			case DueOpen:
				t.OverdueOpen++
			}
		}
	}
	return t
}

func weight(p *playbook.Promise) int {
	switch {
	case p.Deciding:
		return 3
	case p.Kind == "implied":
		return 1
	}
	return 2
}

// Plus adds the counts of another account.
func (t Tally) Plus(o Tally) Tally {
	return Tally{t.Due + o.Due, t.Kept + o.Kept, t.Renegotiated + o.Renegotiated, t.OverdueOpen + o.OverdueOpen,
		t.NotYetDue + o.NotYetDue, t.EndedEarly + o.EndedEarly, t.KeptEarly + o.KeptEarly, t.Weight + o.Weight, t.KeptWeight + o.KeptWeight}
}

// Strict returns kept ÷ due, between 0 and 1, and whether there are enough
// promises due for a rate to mean anything.
func (t Tally) Strict() (rate float64, ok bool) { return share(t.Kept, t.Due), t.Due >= enough }

// WithRenegotiation returns (kept + renegotiated) ÷ due. It is shown beside
// Strict, never alone.
func (t Tally) WithRenegotiation() (rate float64, ok bool) {
	return share(t.Kept+t.Renegotiated, t.Due), t.Due >= enough
}

// ByValue returns the weight of the kept ÷ the weight of those due.
func (t Tally) ByValue() (rate float64, ok bool) {
	return share(t.KeptWeight, t.Weight), t.Due >= enough
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Words says the tally in one line: "2 of 3 due kept, 1 renegotiated, 1 overdue; 2 not
// due yet", or with rates from five due on.
func (t Tally) Words() string {
	if t.Due == 0 {
		if t.NotYetDue == 0 {
			return "no promise is due"
		}
		return fmt.Sprintf("no promise is due yet, %d will be", t.NotYetDue) + t.early()
	}
	s := fmt.Sprintf("%d of %d due kept", t.Kept, t.Due)
	if r, ok := t.Strict(); ok {
		both, _ := t.WithRenegotiation()
		s += fmt.Sprintf(" (%d %%; %d %% with renegotiated ones)", percent(r), percent(both))
	}
	if t.Renegotiated > 0 {
		s += fmt.Sprintf(", %d renegotiated", t.Renegotiated)
	}
	if t.OverdueOpen > 0 {
		s += fmt.Sprintf(", %d overdue", t.OverdueOpen)
	}
	if t.NotYetDue > 0 {
		s += fmt.Sprintf("; %d not due yet", t.NotYetDue) + t.early()
	}
	return s
}

// early says how many of those not due yet are kept already, "" for none: they
// count on their day, and are no news until then.
func (t Tally) early() string {
	if t.KeptEarly == 0 {
		return ""
	}
	return fmt.Sprintf(", %d kept already", t.KeptEarly)
}

// Short says the strict figure as it stands on a screen: "Kept 2 of 3 due",
// with the rate from five due on; and, in the second result, what stands beside
// it, for it is never shown alone: "strict; 1 renegotiated in writing".
func (t Tally) Short() (strict, beside string) {
	if t.Due == 0 {
		if t.NotYetDue == 0 {
			return "None due", ""
		}
		return "None due yet", fmt.Sprintf("%d will be", t.NotYetDue) + t.early()
	}
	strict = fmt.Sprintf("Kept %d of %d due", t.Kept, t.Due)
	if r, ok := t.Strict(); ok {
		strict += fmt.Sprintf(", %d %%", percent(r))
	}
	beside = fmt.Sprintf("strict; %d renegotiated in writing", t.Renegotiated)
	if r, ok := t.WithRenegotiation(); ok && t.Renegotiated > 0 {
		beside = fmt.Sprintf("strict; %d %% with %d renegotiated in writing", percent(r), t.Renegotiated)
	}
	if t.Renegotiated == 0 {
		beside = "strict; none renegotiated"
	}
	return strict, beside
}

// A Figure is one kept figure of an account: a count below five due, a rate from
// five on, with what it was computed from.
type Figure struct{ Name, Value, From string }

// Figures returns the three kept figures: strict, with renegotiation, and by
// value.
func (t Tally) Figures() []Figure {
	one := func(name string, rate float64, enough bool, part, whole int, from string) Figure {
		count := fmt.Sprintf("%d of %d", part, whole)
		switch {
		case t.Due == 0:
			return Figure{name, "–", "none is due yet" + t.early()}
		case enough:
			return Figure{name, fmt.Sprintf("%d %%", percent(rate)), count + " " + from}
		}
		return Figure{name, count, from}
	}
	strict, ok := t.Strict()
	both, _ := t.WithRenegotiation()
	value, _ := t.ByValue()
	agreed := fmt.Sprintf("due, %d renegotiated in writing", t.Renegotiated)
	if t.Renegotiated == 0 {
		agreed = "due, none renegotiated"
	}
	return []Figure{
		one("Kept, strict", strict, ok, t.Kept, t.Due, "due, open ones included"),
		one("With renegotiation", both, ok, t.Kept+t.Renegotiated, t.Due, agreed),
		one("By value", value, ok, t.KeptWeight, t.Weight, "weight: deciding 3, explicit 2, implied 1"),
	}
}

// percent rounds down: 99.6 per cent of promises kept is not all of them.
func percent(rate float64) int { return int(rate*100 + 1e-9) }
