package metrics_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"kept/playbook"
	"kept/playbook/metrics"
)

// values are measurements, one a day, the newest last.
func values(vs ...string) []playbook.Measurement {
	var out []playbook.Measurement
	for i, v := range vs {
		out = append(out, playbook.Measurement{Value: v, On: playbook.Date("2027-02-01").AddDays(i), Source: "report"})
	}
	return out
}

func TestHowFarACriterionHasCome(t *testing.T) {
	for _, c := range []struct {
		name      string
		criterion playbook.Criterion
		measured  []playbook.Measurement
		raw, bar  float64
		words     string
	}{
		{"half way down", playbook.Criterion{Direction: "down", Baseline: "14", Target: "0"}, values("14", "7"), 0.5, 0.5, "50 % of the way"},
		{"half way up", playbook.Criterion{Direction: "up", Baseline: "60 %", Target: "90 %"}, values("75"), 0.5, 0.5, "50 % of the way"},
		{"the newest counts, not the best", playbook.Criterion{Direction: "down", Baseline: "10", Target: "0"}, values("2", "5"), 0.5, 0.5, "50 % of the way"},
		{"at the target", playbook.Criterion{Direction: "up", Baseline: "1", Target: "3"}, values("3"), 1, 1, "at the target"},
		{"beyond the target", playbook.Criterion{Direction: "up", Baseline: "0", Target: "10"}, values("11"), 1.1, 1, "110 % of the way, beyond the target"},
		{"worse than before", playbook.Criterion{Direction: "down", Baseline: "10", Target: "5"}, values("12"), -0.4, 0, "further from the target than the baseline"},
		{"almost there is not there", playbook.Criterion{Direction: "up", Baseline: "0", Target: "1000"}, values("999"), 0.999, 0.999, "99 % of the way"},
		{"no direction said", playbook.Criterion{Baseline: "4 h", Target: "1 h"}, values("2.5"), 0.5, 0.5, "50 % of the way"},
		{"no baseline", playbook.Criterion{Direction: "down", Target: "0"}, values("3"), 0, -1, "no baseline"},
		{"a baseline without a number", playbook.Criterion{Direction: "down", Baseline: "not known", Target: "0"}, values("3"), 0, -1, "no baseline"},
		{"no target", playbook.Criterion{Direction: "down", Baseline: "3"}, values("3"), 0, -1, "no target"},
		{"no measurement", playbook.Criterion{Direction: "down", Baseline: "3", Target: "0"}, nil, 0, -1, "no measurement"},
		{"baseline is the target", playbook.Criterion{Direction: "up", Baseline: "3", Target: "3.0"}, values("3"), 0, -1, "baseline is the target"},
		{"two units", playbook.Criterion{Direction: "down", Baseline: "4 hours", Target: "30 minutes"}, values("1"), 0, -1, "baseline and target in different units"},
		{"reached once, the best counts", playbook.Criterion{Direction: "reach", Baseline: "0", Target: "10"}, values("10", "4"), 1, 1, "at the target"},
		{"to be reached once, on the way", playbook.Criterion{Direction: "reach", Baseline: "0", Target: "10"}, values("6", "4"), 0.6, 0.6, "60 % of the way"},
		{"to be reached once, without a baseline", playbook.Criterion{Direction: "reach", Target: "1"}, values("0"), 0, 0, "0 % of the way"},
		{"reached once, without a baseline", playbook.Criterion{Direction: "reach", Target: "1"}, values("1", "0"), 1, 1, "at the target"},
		{"reached once, from where it was", playbook.Criterion{Direction: "reach", Baseline: "5", Target: "5"}, values("5"), 1, 1, "at the target"},
		{"to be reached once, not measured", playbook.Criterion{Direction: "reach", Target: "1"}, nil, 0, -1, "no measurement"},
	} {
		got := metrics.Progress(&c.criterion, c.measured)
		bar, ok := got.Bar()
		if !ok {
			bar = -1
		}
		if math.Abs(got.Raw-c.raw) > 1e-9 || math.Abs(bar-c.bar) > 1e-9 || got.Words() != c.words {
			t.Errorf("%s: raw %v, bar %v, %q; want %v, %v, %q", c.name, got.Raw, bar, got.Words(), c.raw, c.bar, c.words)
		}
	}
	late := values("8", "6", "3")
	late[0].On = "2027-02-20"
	got := metrics.Progress(&playbook.Criterion{Baseline: "10", Target: "0"}, late)
	if got.Value != 8 || got.On != "2027-02-20" || got.Source != "report" {
		t.Errorf("the newest of measurements in any order: %+v", got)
	}
}

// Whatever is measured, the bar stays between empty and full, turning both ends
// round turns nothing, and the baseline is 0 and the target 1.
func TestProgressKeepsItsEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := func(label string) float64 { return float64(rapid.IntRange(-1000, 1000).Draw(t, label)) }
		from, to, now := num("from"), num("to"), num("now")
		if from == to {
			return
		}
		at := func(from, to, now float64) metrics.CriterionProgress {
			s := func(v float64) string { return playbook.Number{Value: v}.String() }
			return metrics.Progress(&playbook.Criterion{Direction: "up", Baseline: s(from), Target: s(to)}, values(s(now)))
		}
		p := at(from, to, now)
		if bar, ok := p.Bar(); !ok || bar < 0 || bar > 1 {
			t.Fatalf("bar %v (%t)", bar, ok)
		}
		if mirror := at(-from, -to, -now); math.Abs(mirror.Raw-p.Raw) > 1e-9 {
			t.Fatalf("%v up, %v down", p.Raw, mirror.Raw)
		}
		if a, b := at(from, to, from), at(from, to, to); a.Raw != 0 || b.Raw != 1 || !b.At() || a.At() {
			t.Fatalf("the baseline is %v, the target %v", a.Raw, b.Raw)
		}
	})
}

func TestAttainmentCountsWhatTheCustomerConfirmed(t *testing.T) {
	confirmed := func(on playbook.Date, reached bool) playbook.Criterion {
		return playbook.Criterion{Confirmed: "confirmed", TargetOn: on, Achieved: reached}
	}
	for _, c := range []struct {
		name     string
		criteria []playbook.Criterion
		want     metrics.Attainment
		words    string
	}{
		{"none", nil, metrics.Attainment{}, "no criterion"},
		{"due today and reached", []playbook.Criterion{confirmed(today, true)}, metrics.Attainment{Due: 1, Reached: 1}, "1 of 1 due reached"},
		{"due yesterday and not", []playbook.Criterion{confirmed("2027-02-28", false)}, metrics.Attainment{Due: 1}, "0 of 1 due reached"},
		{"due tomorrow", []playbook.Criterion{confirmed("2027-03-02", false)}, metrics.Attainment{Later: 1}, "none is due yet, 1 to come"},
		{"without a day", []playbook.Criterion{confirmed("", false)}, metrics.Attainment{Later: 1}, "none is due yet, 1 to come"},
		{"reached early", []playbook.Criterion{confirmed("2027-06-01", true)}, metrics.Attainment{Early: 1}, "none is due yet, 1 reached early"},
		{"assumed, even when reached", []playbook.Criterion{{Confirmed: "assumed", TargetOn: "2027-01-01", Achieved: true}, {}}, metrics.Attainment{Assumed: 2}, "2 are our assumptions and not counted"},
		{"enough for a rate", []playbook.Criterion{confirmed(today, true), confirmed(today, true), confirmed(today, true), confirmed(today, false), confirmed(today, false), {Confirmed: "assumed"}},
			metrics.Attainment{Due: 5, Reached: 3, Assumed: 1}, "3 of 5 due reached (60 %), 1 is our assumption and not counted"},
	} {
		rec := sold()
		rec.Criteria = c.criteria
		if got := metrics.Criteria(rec, today); got != c.want || got.Words() != c.words {
			t.Errorf("%s: %+v %q, want %+v %q", c.name, got, got.Words(), c.want, c.words)
		}
	}
	if r, ok := (metrics.Attainment{Due: 2, Reached: 1}).Plus(metrics.Attainment{Due: 3, Reached: 3, Assumed: 4}).Rate(); r != 0.8 || !ok {
		t.Errorf("over two accounts %v (%t)", r, ok)
	}
}

func TestWhereAProofPointStands(t *testing.T) {
	for _, c := range []struct {
		name  string
		close playbook.Date
		point playbook.ProofPoint
		state metrics.ProofState
		words string
	}{
		{"nothing agreed", "2027-01-15", playbook.ProofPoint{}, metrics.ProofUnset, "not set"},
		{"a row without words", "2027-01-15", playbook.ProofPoint{Day: 60, Text: "  "}, metrics.ProofUnset, "not set"},
		{"not closed yet", "", playbook.ProofPoint{Day: 60, Text: "Five clinics"}, metrics.ProofLater, "not due yet"},
		{"fifteen days ahead", "2027-01-15", playbook.ProofPoint{Day: 60, Text: "Five clinics"}, metrics.ProofLater, "not due yet"},
		{"fourteen days ahead", "2027-01-14", playbook.ProofPoint{Day: 60, Text: "Five clinics"}, metrics.ProofSoon, "due in 14 days"},
		{"tomorrow", "2027-01-01", playbook.ProofPoint{Day: 60, Text: "Five clinics"}, metrics.ProofSoon, "due in 1 day"},
		{"today", "2026-12-31", playbook.ProofPoint{Day: 60, Text: "Five clinics"}, metrics.ProofSoon, "due today"},
		{"since yesterday", "2026-12-30", playbook.ProofPoint{Day: 60, Text: "Five clinics"}, metrics.ProofOverdue, "overdue by 1 day"},
		{"judged, however late", "2026-12-01", playbook.ProofPoint{Day: 60, Text: "Five clinics", Result: "partly"}, metrics.ProofJudged, "partly seen"},
		{"judged before its day", "2027-02-20", playbook.ProofPoint{Day: 60, Text: "Five clinics", Result: "yes"}, metrics.ProofJudged, "seen"},
	} {
		rec := &playbook.Record{}
		rec.Account.ActualClose = c.close
		if c.point.Day != 0 {
			rec.ProofPoints = []playbook.ProofPoint{{Day: 30, Text: "Two clinics", Result: "no"}, c.point}
		}
		if got := metrics.ProofAt(rec, 60, today); got.State != c.state || got.Words() != c.words {
			t.Errorf("%s: %s %q, want %s %q", c.name, got.State, got.Words(), c.state, c.words)
		}
	}
}

func TestTheMeanOfProofPointsIsPerDayAndNeedsFive(t *testing.T) {
	account := func(result string) *playbook.Record {
		rec := sold()
		rec.ProofPoints = []playbook.ProofPoint{{Day: 30, Text: "Two clinics", Result: result}, {Day: 60, Text: "Five clinics", Result: "no"}}
		return rec
	}
	var sum metrics.Judged
	for i, result := range []string{"yes", "yes", "partly", "no", "", "yes"} { // day 30 was 14 February
		if mean, ok := sum.Mean(); ok {
			t.Errorf("a mean of %v after %d", mean, i)
		}
		sum = sum.Plus(metrics.JudgedOn(account(result), 30, today))
	}
	if mean, ok := sum.Mean(); sum != (metrics.Judged{Yes: 3, Partly: 1, No: 1, Open: 1}) || mean != 0.7 || !ok {
		t.Errorf("%+v, mean %v (%t) of %d", sum, mean, ok, sum.N())
	}
	if got := metrics.JudgedOn(account(""), 90, today); got != (metrics.Judged{}) {
		t.Errorf("a point nobody set: %+v", got)
	}
}
