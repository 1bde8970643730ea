package metrics

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/readiness"
)

// Completeness is the readiness figure of a handoff, 0 to 100.
//
//	weighted answers given ÷ weighted answers wanted on that day
//
// An explicit none is an answer only with a name and a date. For one account
// it is the figure with everything behind it; of several, their Spread.
//
// Trap: what is wanted grows with complexity and on the close date, so the
// figure of an account can fall without anybody having removed anything.
func Completeness(rec *playbook.Record, today playbook.Date) int {
	return readiness.Of(rec, today, readiness.Default()).Figure
}

// BeforeClose tells how many of the answers that are wanted before close, and
// are there now, were first filled on or before the actual close date.
//
//	wanted answers first filled until close ÷ wanted answers filled
//
// filled are the moments of playbook.Store's history, whose days are those of
// zone. With no actual close date nothing is late yet.
//
// Trap: an answer that is still missing is in neither number; Completeness
// counts it.
func BeforeClose(rec *playbook.Record, filled map[playbook.FilledKey]playbook.Moment, zone *time.Location) Rate {
	c := readiness.CaptureIn(rec, filled, zone)
	return RateOf(c.Before, c.Filled)
}

// FirstSubmission looks at the first answer of CS to a handoff that was first
// submitted in the window.
//
//	accepted, with conditions or without, at the first answer ÷ submitted
//
// A handoff that still waits for its first answer is not yet judged; one that
// was never submitted is no case. loc is the zone of the days.
//
// Trap: a handoff that was returned and then accepted is accepted today, so
// the present state must not be asked.
func FirstSubmission(rec *playbook.Record, w Window, loc *time.Location) Cases {
	steps := slices.Clone(rec.Transitions)
	slices.SortStableFunc(steps, func(a, b playbook.Transition) int { return cmp.Compare(a.At, b.At) })
	first := slices.IndexFunc(steps, func(t playbook.Transition) bool { return t.To == playbook.Submitted })
	if first < 0 || !w.Has(steps[first].At.Day(loc)) {
		return nil
	}
	c := Case{Account: rec.Account.ID, Row: steps[first].ID}
	for _, t := range steps[first+1:] {
		if t.To.IsAccepted() || t.To == playbook.Returned {
			c.Verdict = verdict(t.To.IsAccepted())
			break
		}
	}
	return Cases{c}
}

// An Involvement is how long before the close CS had read the draft: the days
// of each account on which CS has, and how many accounts had at least the
// wanted lead.
type Involvement struct {
	Days  Spread
	Early Cases
}

// CSInvolved looks at the accounts that closed in the window.
//
//	lead = actual close − day on which CS reviewed the draft, in calendar days
//	accounts with a lead of at least so many days ÷ accounts closed
//
// A review after the close is a negative lead. An account that has not closed
// is not yet judged.
//
// Trap: accounts that CS never reviewed have no lead, so the median flatters;
// they count in the rate as without it.
func CSInvolved(recs []playbook.Record, w Window, atLeast int) Involvement {
	var out Involvement
	for i := range recs {
		rec := &recs[i]
		if !inCohort(rec, w) {
			continue
		}
		c := Case{Account: rec.Account.ID}
		if closed, read := rec.Account.ActualClose, rec.Handoff.ReviewedOn; closed != "" {
			lead := read.DaysUntil(closed)
			c.Verdict = verdict(read != "" && lead >= atLeast)
			if read != "" {
				out.Days = append(out.Days, lead)
			}
		}
		out.Early = append(out.Early, c)
	}
	return out
}

// Late is the questions to Sales after acceptance: how many each account had,
// and which accounts had any.
type Late struct {
	Counts Spread
	Any    Cases
}

// LateQuestions looks at the accounts that were accepted in the window; loc is
// the zone of the days.
//
//	questions put to Sales after the first acceptance, per accepted account
//
// Trap: a question that was reopened is the same question; and a team that has
// stopped asking has no late questions either, so it is read beside the
// signals “had to check with Sales”.
func LateQuestions(recs []playbook.Record, w Window, loc *time.Location) Late {
	var out Late
	for i := range recs {
		rec := &recs[i]
		if at := rec.AcceptedAt(); at == "" || !w.Has(at.Day(loc)) {
			continue
		}
		n := len(rec.LateQuestions())
		out.Counts = append(out.Counts, n)
		out.Any = append(out.Any, Case{Account: rec.Account.ID, Verdict: verdict(n > 0)})
	}
	return out
}

// Repeats tells for one account that closed in the window whether the customer
// had to tell something again. The target is that none had.
//
//	accounts with at least one signal “repeated themselves” ÷ accounts closed
//
// Trap: one account with nine such signals is one account, and a signal before
// the close counts too, because the customer was asked twice all the same.
func Repeats(rec *playbook.Record, w Window) Cases {
	if !inCohort(rec, w) {
		return nil
	}
	c := Case{Account: rec.Account.ID}
	if rec.Account.ActualClose != "" {
		c.Verdict = verdict(len(Signals(rec, "repeated", Window{})) > 0)
	}
	return Cases{c}
}

// seamDays is how long an account counts as onboarding after its close: the
// days that the proof points cover.
const seamDays = 90

// A Frequency is how often something happens to an onboarding account in a
// month.
type Frequency struct {
	Signals  int
	Days     int // of onboarding in the window, of all accounts together
	Accounts int // that were onboarding in the window
}

// PerMonth returns the signals per onboarding account and month, and whether
// there are enough accounts for it to mean anything.
func (f Frequency) PerMonth() (rate float64, ok bool) {
	if f.Days == 0 {
		return 0, false
	}
	const month = 365.25 / 12
	return float64(f.Signals) * month / float64(f.Days), f.Accounts >= enough
}

// String writes "0.4 a month", or that there are too few accounts.
func (f Frequency) String() string {
	rate, ok := f.PerMonth()
	if !ok {
		return tooFew(f.Accounts)
	}
	if f.Signals > 0 && rate < 0.05 {
		return "under 0.1 a month"
	}
	return fmt.Sprintf("%.1f a month", rate)
}

// A SignalShare is the frequency of one type of signal, or of one cause.
type SignalShare struct {
	Value, Label string // of playbook.SignalKinds or Causes; Value is "" while the cause is not known
	Frequency
}

// SignalRates are the signals by type and by cause, and how many people logged
// them.
type SignalRates struct {
	All    Frequency
	Kinds  []SignalShare // all there are, in their order
	Causes []SignalShare // and the unknown one last
	// Loggers is read beside every rate: more signals from more people can
	// mean more honesty.
	Loggers int
	// Outside are signals of the window on accounts that were not onboarding
	// then; they are in no rate.
	Outside int
}

// SignalRate looks at the days of the window on which accounts were
// onboarding, which is from the actual close until 90 days after it or today.
//
//	signals on such days ÷ onboarding accounts ÷ months of such days
//
// Trap: an account that closed last week has had a week in which to show a
// signal, so days are counted and not accounts.
func SignalRate(recs []playbook.Record, w Window, today playbook.Date) SignalRates {
	var out SignalRates
	kinds, causes, who := map[string]int{}, map[string]int{}, map[string]bool{}
	for i := range recs {
		rec := &recs[i]
		on := onboarding(rec, w, today)
		if on.From != "" && on.From <= on.To {
			out.All.Accounts++
			out.All.Days += on.From.DaysUntil(on.To) + 1
		}
		for _, s := range rec.Signals {
			switch {
			case s.On != "" && on.From != "" && on.Has(s.On):
				out.All.Signals++
				kinds[s.Kind]++
				causes[s.Cause]++
				if name := strings.ToLower(strings.Join(strings.Fields(s.LoggedBy), " ")); name != "" {
					who[name] = true
				}
			case w.Has(s.On):
				out.Outside++
			}
		}
	}
	out.Loggers = len(who)
	share := func(o playbook.Option, n int) SignalShare {
		f := out.All
		f.Signals = n
		return SignalShare{o.Value, o.Label, f}
	}
	for _, o := range playbook.SignalKinds() {
		out.Kinds = append(out.Kinds, share(o, kinds[o.Value]))
	}
	for _, o := range append(playbook.Causes(), playbook.Option{Label: "Not known yet"}) {
		out.Causes = append(out.Causes, share(o, causes[o.Value]))
	}
	return out
}

// onboarding returns the days of a window on which an account was onboarding,
// From "" when it has not closed.
func onboarding(rec *playbook.Record, w Window, today playbook.Date) Window {
	closed := rec.Account.ActualClose
	if closed == "" {
		return Window{}
	}
	on := Window{From: max(closed, w.From), To: min(closed.AddDays(seamDays), today)}
	if w.To != "" {
		on.To = min(on.To, w.To)
	}
	return on
}

// Inspected is how the seam looked on one of the inspection days: the yes
// answers of each account, 0 to 6, and the accounts whose day has passed
// without an inspection, or has not come.
type Inspected struct {
	Day    int
	Yes    Spread
	Rate   Rate // yes answers ÷ six for each inspection; N is the inspections
	Missed []playbook.ID
	NotYet int
}

// InspectionScores looks at the accounts that closed in the window, for day 7, 14
// and 30 apart.
//
//	yes answers ÷ 6
//
// Of one account it is playbook.Inspection.Score. An account that has not
// closed is not yet due.
//
// Trap: a question left open is no yes, and an inspection that did not take
// place has no score and is counted as missed.
func InspectionScores(recs []playbook.Record, w Window, today playbook.Date) []Inspected {
	var out []Inspected
	for _, day := range playbook.InspectionDays() {
		at := Inspected{Day: day}
		for i := range recs {
			rec := &recs[i]
			if !inCohort(rec, w) {
				continue
			}
			switch due := rec.DayOn(day); {
			case rec.Inspection(day) != nil:
				yes, _ := rec.Inspection(day).Score()
				at.Yes = append(at.Yes, yes)
				at.Rate.Part += yes
				at.Rate.Whole += len(playbook.InspectionQuestions())
				at.Rate.N++
			case due != "" && due < today:
				at.Missed = append(at.Missed, rec.Account.ID)
			default:
				at.NotYet++
			}
		}
		at.Rate.NotYet = at.NotYet
		out = append(out, at)
	}
	return out
}
