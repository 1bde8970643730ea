package metrics

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kept/playbook"
)

// Rates returns the three rates of a tally: strict and with renegotiation,
// which are always shown together, and weighted by value.
//
//	strict        kept ÷ due
//	renegotiated  (kept + renegotiated with the customer's written agreement) ÷ due
//	by value      weight of the kept ÷ weight of those due; deciding 3, explicit 2, implied 1
//
// Trap: a weighted rate of four promises is as thin as a plain one, so its n
// is the number of promises and not the sum of their weights.
func (t Tally) Rates() (strict, renegotiated, byValue Rate) {
	strict = Rate{t.Kept, t.Due, t.Due, t.NotYetDue}
	renegotiated = Rate{t.Kept + t.Renegotiated, t.Due, t.Due, t.NotYetDue}
	byValue = Rate{t.KeptWeight, t.Weight, t.Due, t.NotYetDue}
	return strict, renegotiated, byValue
}

// PromisesIn is Promises of those that fall due in a window, whatever their
// outcome.
//
// Trap: the window is of the day on which a promise falls due and never of the
// day on which it was delivered, or what is never delivered would be in none.
func PromisesIn(rec *playbook.Record, w Window, today playbook.Date) Tally {
	in := *rec
	in.Promises = nil
	for i := range rec.Promises {
		if w.Has(fallsDue(rec, &rec.Promises[i])) {
			in.Promises = append(in.Promises, rec.Promises[i])
		}
	}
	return Promises(&in, today)
}

// fallsDue returns the day on which a promise falls due. One for which nobody
// has answered when is one with no date given: it falls due on day 90 after
// close and cannot stay out of the count by staying unanswered.
func fallsDue(rec *playbook.Record, p *playbook.Promise) playbook.Date {
	if p.DueKind == "" || p.DueKind == "date" && p.DueOn == "" || p.DueKind == "anchor" && p.DueAnchor == "" {
		undated := *p
		undated.DueKind = "none"
		p = &undated
	}
	due, _ := rec.DueOf(p)
	return due
}

// left tells whether a promise has left the count: withdrawn before signature,
// or released by the customer.
func left(p *playbook.Promise) bool { return p.Outcome == "withdrawn" || p.Outcome == "released" }

// A Punctual is on time in full twice: against the day first promised, and
// against the day as it stands now.
type Punctual struct{ First, Plan Cases }

// Plus adds the cases of another account.
func (p Punctual) Plus(o Punctual) Punctual {
	return Punctual{slices.Concat(p.First, o.First), slices.Concat(p.Plan, o.Plan)}
}

// OnTimeInFull looks at the promises with a date.
//
//	delivered on or before the promised day, and in full, and accepted by the
//	customer ÷ dated promises due in the window, open ones included
//
// first holds the day each promise had first, where it had another one than
// now; the second figure is against the day it has now. In full is an outcome
// of kept or kept late; accepted is the customer's confirmation. A promise is
// not yet judged before its day. Withdrawn and released ones are left out as
// in the promise-kept rate.
//
// Traps: the promised day is the first one, because any plan is met that is
// moved often enough; a part delivered on time is not in full; a promise from
// an anchor has no promised day and is not in this figure.
func OnTimeInFull(rec *playbook.Record, first map[playbook.ID]playbook.Date, w Window, today playbook.Date) Punctual {
	var out Punctual
	for i := range rec.Promises {
		p := &rec.Promises[i]
		if p.DueKind != "date" || p.DueOn == "" || left(p) {
			continue
		}
		add := func(to *Cases, due playbook.Date) {
			if !w.Has(due) {
				return
			}
			c := Case{Account: p.AccountID, Row: p.ID}
			if due <= today {
				full := (p.Outcome == "kept" || p.Outcome == "kept_late") && p.CustomerConfirmed
				c.Verdict = verdict(full && p.DeliveredOn != "" && p.DeliveredOn <= due)
			}
			*to = append(*to, c)
		}
		add(&out.First, cmp.Or(first[p.ID], p.DueOn))
		add(&out.Plan, p.DueOn)
	}
	return out
}

// A TaskPunctuality is the on-time share of tasks twice: against the first
// computed day, and against the day they are due now. Undated counts completed
// tasks that never had a day, which are in neither.
type TaskPunctuality struct {
	First, Now Cases
	Undated    int
}

// Plus adds the tasks of another account.
func (p TaskPunctuality) Plus(o TaskPunctuality) TaskPunctuality {
	return TaskPunctuality{slices.Concat(p.First, o.First), slices.Concat(p.Now, o.Now), p.Undated + o.Undated}
}

// TasksOnTime looks at the tasks that were completed in the window.
//
//	completed on or before the first computed day ÷ completed
//	completed on or before the day due now ÷ completed
//
// loc is the zone of the days. Skipped tasks were not completed.
//
// Trap: open tasks are not in the denominator, so this figure says nothing of
// what is overdue now; the first figure is the honest one, because dates that
// were moved look kept in the second.
func TasksOnTime(rec *playbook.Record, w Window, loc *time.Location) TaskPunctuality {
	var out TaskPunctuality
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		day := t.DoneAt.Day(loc)
		if t.State != playbook.TaskDone || !w.Has(day) {
			continue
		}
		if t.PlannedOn == "" && t.DueOn == "" {
			out.Undated++
			continue
		}
		c := Case{Account: t.AccountID, Row: t.ID}
		c.Verdict = verdict(day <= cmp.Or(t.PlannedOn, t.DueOn))
		out.First = append(out.First, c)
		c.Verdict = verdict(day <= cmp.Or(t.DueOn, t.PlannedOn))
		out.Now = append(out.Now, c)
	}
	return out
}

// A BySeller is the cases of one seller; the name is "" where none is known.
type BySeller struct {
	Seller string
	Cases  Cases
}

// UnsupportedBy tells for each seller, by name, how many of their promises were
// marked unsupported.
//
//	promises marked unsupported ÷ promises said in the window, by who said them
//
// Who said it is the promise's own name, or else the seller of the account.
// Withdrawn ones count: the figure is about what was said.
//
// Trap: needs approval is not unsupported, and support that nobody has
// answered yet is not judged: it is shown apart, or marking nothing would look
// like promising nothing.
func UnsupportedBy(recs []playbook.Record, w Window) []BySeller {
	var out []BySeller
	for i := range recs {
		rec := &recs[i]
		for j := range rec.Promises {
			p := &rec.Promises[j]
			if !w.Has(p.SaidOn) {
				continue
			}
			name := strings.Join(strings.Fields(p.ByWhom), " ")
			if name == "" {
				name = strings.Join(strings.Fields(rec.Account.Seller), " ")
			}
			at := slices.IndexFunc(out, func(b BySeller) bool { return playbook.SameName(b.Seller, name) })
			if at < 0 {
				at, out = len(out), append(out, BySeller{Seller: name})
			}
			c := Case{Account: p.AccountID, Row: p.ID}
			if p.Support != "" {
				c.Verdict = verdict(p.Support == "unsupported")
			}
			out[at].Cases = append(out[at].Cases, c)
		}
	}
	slices.SortStableFunc(out, func(a, b BySeller) int {
		return cmp.Compare(strings.ToLower(a.Seller), strings.ToLower(b.Seller))
	})
	return out
}

// BeliefGap looks at what people at the customer believe, as it stands now.
//
//	open beliefs that differ from the contract ÷ beliefs
//
// Trap: a belief of which nobody knows whether it matches is not yet judged;
// counting it as a match would make not asking the way to a good figure.
func BeliefGap(rec *playbook.Record) Cases {
	var out Cases
	for i := range rec.Beliefs {
		b := &rec.Beliefs[i]
		c := Case{Account: b.AccountID, Row: b.ID}
		if b.Matches == "yes" || b.Matches == "no" {
			c.Verdict = verdict(b.Differs())
		}
		out = append(out, c)
	}
	return out
}

// Tested is the assumption hit rate, and the assumptions whose day to be
// tested has passed without a test.
type Tested struct {
	Cases   Cases
	Overdue []playbook.ID
}

// Plus adds the assumptions of another account.
func (t Tested) Plus(o Tested) Tested {
	return Tested{slices.Concat(t.Cases, o.Cases), slices.Concat(t.Overdue, o.Overdue)}
}

// Assumptions tells how many assumptions were right, of all that were tested
// until today.
//
//	tested and true ÷ tested
//
// Trap: an untested one is in no denominator, whether its day has passed or
// not; those past their day are counted beside the rate, or not testing would
// be free.
func Assumptions(rec *playbook.Record, today playbook.Date) Tested {
	var out Tested
	for i := range rec.Watches {
		a := &rec.Watches[i]
		if a.Kind != playbook.Assumption {
			continue
		}
		c := Case{Account: a.AccountID, Row: a.ID}
		switch {
		case a.State == "true" || a.State == "false":
			c.Verdict = verdict(a.State == "true")
		case a.IsOpen() && a.DueOn != "" && a.DueOn < today:
			out.Overdue = append(out.Overdue, a.ID)
		}
		out.Cases = append(out.Cases, c)
	}
	return out
}

// Signals returns the signals of one type in the window.
func Signals(rec *playbook.Record, kind string, w Window) []playbook.Signal {
	var out []playbook.Signal
	for _, s := range rec.Signals {
		if s.Kind == kind && w.Has(s.On) {
			out = append(out, s)
		}
	}
	return out
}

// ApologiesIn returns the signals of type apology in the window. Their count is
// the figure, and the standard is none.
//
// Trap: it is a count and never a rate; there is no number of promises that
// makes an apology small.
func ApologiesIn(rec *playbook.Record, w Window) []playbook.Signal { return Signals(rec, "apology", w) }

// Matches is the standard itself for one account of the cohort that closed in
// the window.
//
//	accounts with all promises due kept, and no “not what we were told” ÷
//	accounts past day 90 after their actual close
//
// Until that day has passed, and without an actual close, an account is not
// yet judged.
//
// Trap: an account on which no promise is due has kept none. It matches only
// when somebody has said, with name and date, that there was none.
func Matches(rec *playbook.Record, w Window, today playbook.Date) Cases {
	if !inCohort(rec, w) {
		return nil
	}
	c := Case{Account: rec.Account.ID}
	if day := rec.DayOn(90); day != "" && day < today {
		t := Promises(rec, today)
		said := t.Due > 0 || rec.NoneOf(playbook.FieldByNo(44)) != nil
		c.Verdict = verdict(said && t.Kept == t.Due && len(Signals(rec, "contradicted", Window{})) == 0)
	}
	return Cases{c}
}

// inCohort tells whether an account belongs to the cohort of a window, which
// is by the day of the actual close. One that has not closed belongs to every
// cohort, as not yet judged, so that it is not dropped in silence.
func inCohort(rec *playbook.Record, w Window) bool {
	return rec.Account.ActualClose == "" || w.Has(rec.Account.ActualClose)
}
