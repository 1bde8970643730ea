package metrics

import (
	"fmt"
	"slices"

	"kept/playbook"
)

// A Verdict says how a row counts for a figure.
type Verdict int8

// The verdicts.
const (
	NotYet Verdict = iota // its day has not come, or nobody could judge it yet: in no denominator, and shown apart
	No
	Yes
)

func verdict(yes bool) Verdict {
	if yes {
		return Yes
	}
	return No
}

// A Case is one row that a figure looks at, so that the figure can be opened
// and its rows looked at. A case of a whole account has no row.
type Case struct {
	Account, Row playbook.ID
	Verdict      Verdict
}

// Cases are what a figure is computed from.
type Cases []Case

// Of returns the cases with one verdict.
func (c Cases) Of(v Verdict) Cases {
	return slices.DeleteFunc(slices.Clone(c), func(x Case) bool { return x.Verdict != v })
}

// Rate counts the cases.
func (c Cases) Rate() Rate {
	var r Rate
	for _, x := range c {
		switch x.Verdict {
		case Yes:
			r.Part++
			r.Whole++
		case No:
			r.Whole++
		default:
			r.NotYet++
		}
	}
	r.N = r.Whole
	return r
}

// Over gathers the cases of many accounts.
func Over(recs []playbook.Record, of func(*playbook.Record) Cases) Cases {
	var out Cases
	for i := range recs {
		out = append(out, of(&recs[i])...)
	}
	return out
}

// A Rate is a share of cases: Part of Whole. Where cases weigh differently
// both are sums of weights, and N is how many cases were weighed; otherwise N
// is Whole. Cases that are not judged yet are in neither.
type Rate struct{ Part, Whole, N, NotYet int }

// RateOf is the rate of so many cases out of so many.
func RateOf(part, whole int) Rate { return Rate{Part: part, Whole: whole, N: whole} }

// Share returns the rate between 0 and 1, and whether there are enough cases
// for it to mean anything.
func (r Rate) Share() (rate float64, ok bool) { return share(r.Part, r.Whole), r.N >= enough }

// String writes the rate, or that there are too few cases: "83 %", "too few
// (n=3)". Only none is 0 % and only all is 100 %.
func (r Rate) String() string {
	rate, ok := r.Share()
	switch {
	case !ok:
		return tooFew(r.N)
	case r.Part > 0 && percent(rate) == 0:
		return "under 1 %"
	}
	return fmt.Sprintf("%d %%", percent(rate))
}

// Count is what stands for the rate where it is about one account: "2 of 3".
func (r Rate) Count() string { return fmt.Sprintf("%d of %d", r.Part, r.Whole) }

// Words writes the rate with its cases: "83 % (5 of 6), 2 not yet".
func (r Rate) Words() string {
	s := r.String()
	if _, ok := r.Share(); ok {
		s += " (" + r.Count() + ")"
	}
	if r.NotYet > 0 {
		s += fmt.Sprintf(", %d not yet", r.NotYet)
	}
	return s
}

func tooFew(n int) string { return fmt.Sprintf("too few (n=%d)", n) }

// A Spread is whole values of which the median and P90 are shown, never the
// mean alone, and from five on. The order does not matter.
type Spread []int

// Median returns the value in the middle, between two of them half way, and
// whether there are enough values.
func (s Spread) Median() (median float64, ok bool) {
	n := len(s)
	if n == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(s))
	return float64(sorted[(n-1)/2]+sorted[n/2]) / 2, n >= enough
}

// P90 returns the smallest value that at least nine of ten do not exceed, and
// whether there are enough values.
func (s Spread) P90() (p90 int, ok bool) {
	n := len(s)
	if n == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[(9*n+9)/10-1], n >= enough
}

// String writes "median 3, P90 8 (n=12)", or that there are too few values.
func (s Spread) String() string {
	median, ok := s.Median()
	if !ok {
		return tooFew(len(s))
	}
	p90, _ := s.P90()
	return fmt.Sprintf("median %v, P90 %d (n=%d)", median, p90, len(s))
}

// A Window is the days that a figure looks at, both ends included. An empty
// end is open, and the zero Window is all days.
type Window struct{ From, To playbook.Date }

// Has tells whether a day is in the window. No day is in the window of all
// days only: what has no day cannot be said to be of a quarter.
func (w Window) Has(d playbook.Date) bool {
	if d == "" {
		return w == Window{}
	}
	return (w.From == "" || d >= w.From) && (w.To == "" || d <= w.To)
}

// String names the window as it stands beside a figure.
func (w Window) String() string {
	switch {
	case w == Window{}:
		return "all days"
	case w.From == "":
		return "until " + w.To.Short()
	case w.To == "":
		return "from " + w.From.Short()
	}
	return w.From.Short() + " to " + w.To.Short()
}
