package metrics_test

import (
	"testing"

	"kept/playbook"
	"kept/playbook/metrics"
)

func TestRatesAreWordedFromFiveCasesOn(t *testing.T) {
	for _, c := range []struct {
		r                   metrics.Rate
		short, count, words string
	}{
		{metrics.RateOf(0, 0), "too few (n=0)", "0 of 0", "too few (n=0)"},
		{metrics.RateOf(2, 3), "too few (n=3)", "2 of 3", "too few (n=3)"},
		{metrics.RateOf(4, 4), "too few (n=4)", "4 of 4", "too few (n=4)"},
		{metrics.RateOf(5, 5), "100 %", "5 of 5", "100 % (5 of 5)"},
		{metrics.RateOf(5, 6), "83 %", "5 of 6", "83 % (5 of 6)"},
		{metrics.RateOf(0, 6), "0 %", "0 of 6", "0 % (0 of 6)"},
		{metrics.RateOf(299, 300), "99 %", "299 of 300", "99 % (299 of 300)"},
		{metrics.RateOf(1, 300), "under 1 %", "1 of 300", "under 1 % (1 of 300)"},
		{metrics.Rate{Part: 5, Whole: 6, N: 6, NotYet: 2}, "83 %", "5 of 6", "83 % (5 of 6), 2 not yet"},
		{metrics.Rate{Part: 2, Whole: 3, N: 3, NotYet: 1}, "too few (n=3)", "2 of 3", "too few (n=3), 1 not yet"},
		{metrics.Rate{Part: 9, Whole: 11, N: 4}, "too few (n=4)", "9 of 11", "too few (n=4)"}, // weights of four
	} {
		if got := c.r.String(); got != c.short {
			t.Errorf("%+v: %q, want %q", c.r, got, c.short)
		}
		if got := c.r.Count(); got != c.count {
			t.Errorf("%+v: %q, want %q", c.r, got, c.count)
		}
		if got := c.r.Words(); got != c.words {
			t.Errorf("%+v: %q, want %q", c.r, got, c.words)
		}
	}
}

func TestMedianAndP90(t *testing.T) {
	for _, c := range []struct {
		s      metrics.Spread
		median float64
		p90    int
		words  string
	}{
		{nil, 0, 0, "too few (n=0)"},
		{metrics.Spread{7}, 7, 7, "too few (n=1)"},
		{metrics.Spread{4, 1, 3, 2}, 2.5, 4, "too few (n=4)"},
		{metrics.Spread{9, -2, 3, 3, 1}, 3, 9, "median 3, P90 9 (n=5)"},
		{metrics.Spread{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 5.5, 9, "median 5.5, P90 9 (n=10)"},
		{metrics.Spread{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 6, 10, "median 6, P90 10 (n=11)"},
	} {
		median, enough := c.s.Median()
		p90, same := c.s.P90()
		if median != c.median || p90 != c.p90 || enough != (len(c.s) >= 5) || same != enough || c.s.String() != c.words {
			t.Errorf("%v: median %v, P90 %d, enough %t: %q; want %v, %d, %q", []int(c.s), median, p90, enough, c.s, c.median, c.p90, c.words)
		}
	}
}

func TestAWindowHasBothItsEnds(t *testing.T) {
	for _, c := range []struct {
		w    metrics.Window
		d    playbook.Date
		want bool
		name string
	}{
		{metrics.Window{}, "2027-01-01", true, "all days"},
		{metrics.Window{}, "", true, "all days"},
		{metrics.Window{From: "2027-01-01", To: "2027-03-31"}, "2027-01-01", true, "1 Jan 2027 to 31 Mar 2027"},
		{metrics.Window{From: "2027-01-01", To: "2027-03-31"}, "2027-03-31", true, "1 Jan 2027 to 31 Mar 2027"},
		{metrics.Window{From: "2027-01-01", To: "2027-03-31"}, "2027-04-01", false, "1 Jan 2027 to 31 Mar 2027"},
		{metrics.Window{From: "2027-01-01", To: "2027-03-31"}, "", false, "1 Jan 2027 to 31 Mar 2027"},
		{metrics.Window{From: "2027-01-01"}, "2026-12-31", false, "from 1 Jan 2027"},
		{metrics.Window{To: "2027-01-01"}, "2026-12-31", true, "until 1 Jan 2027"},
	} {
		if got := c.w.Has(c.d); got != c.want || c.w.String() != c.name {
			t.Errorf("%s has %q: %t, want %t of %s", c.w, c.d, got, c.want, c.name)
		}
	}
}

func TestCasesThatAreNotJudgedAreShownApart(t *testing.T) {
	cases := metrics.Cases{{Verdict: metrics.Yes}, {Verdict: metrics.No}, {}, {Verdict: metrics.Yes}}
	if got, want := cases.Rate(), (metrics.Rate{Part: 2, Whole: 3, N: 3, NotYet: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if yes, no, open := len(cases.Of(metrics.Yes)), len(cases.Of(metrics.No)), len(cases.Of(metrics.NotYet)); yes != 2 || no != 1 || open != 1 {
		t.Errorf("yes %d, no %d, not yet %d", yes, no, open)
	}
}
