package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// A figure is one line of the table.
type figure struct {
	what, floor string
	measured    string
	beside      string // the floor, measured in the same run
	relation    string
	limit       string
	ok          bool
	note        string
}

// times is a figure that may be so many times its floor. The relation is the
// median of the pairs' own, so that what slows a whole pair down drops out.
func times(what, floor, unit string, ours, floors []float64, limit float64, note string) figure {
	rel := pairwise(ours, floors, func(a, b float64) float64 { return a / b })
	return figure{what, floor, amount(median(ours), unit), amount(median(floors), unit),
		fmt.Sprintf("× %.2f (%.2f to %.2f)", median(rel), slices.Min(rel), slices.Max(rel)), fmt.Sprintf("× %g", limit), median(rel) <= limit, note}
}

// above is a figure that may lie so much above its floor.
func above(what, floor, unit string, ours, floors []float64, limit float64, note string) figure {
	rel := pairwise(ours, floors, func(a, b float64) float64 { return a - b })
	return figure{what, floor, amount(median(ours), unit), amount(median(floors), unit),
		fmt.Sprintf("%+s (%s to %s)", signed(median(rel)), signed(slices.Min(rel)), signed(slices.Max(rel))), "+ " + amount(limit, unit), median(rel) <= limit, note}
}

// alone is a figure with a limit of its own.
func alone(what, unit string, ours []float64, limit float64, note string) figure {
	m := median(ours)
	return figure{what, "", amount(m, unit), "", fmt.Sprintf("(%s to %s)", number(slices.Min(ours)), number(slices.Max(ours))), amount(limit, unit), m <= limit, note}
}

func pairwise(a, b []float64, f func(a, b float64) float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = f(a[i], b[i])
	}
	return out
}

func median[T cmp.Ordered](v []T) T {
	v = slices.Clone(v)
	slices.Sort(v)
	return v[len(v)/2]
}

func amount(v float64, unit string) string { return number(v) + " " + unit }

func number(v float64) string {
	switch {
	case v >= 100 || v <= -100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10 || v <= -10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

func signed(v float64) string {
	if v < 0 {
		return "− " + number(-v)
	}
	return "+ " + number(v)
}

// print writes the table and tells whether every figure is within its limit.
func print(w io.Writer, all []figure) bool {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "figure\tmeasured\tfloor\tfloor is\tagainst the floor\tat most\t")
	good := true
	for _, f := range all {
		word := "ok"
		if !f.ok {
			word, good = "OVER", false
		}
		fmt.Fprintln(t, strings.Join([]string{f.what, f.measured, f.beside, f.floor, f.relation, f.limit, word}, "\t"))
	}
	t.Flush()
	for _, f := range all {
		if f.note != "" {
			fmt.Fprintf(w, "%s: %s\n", f.what, f.note)
		}
	}
	return good
}
