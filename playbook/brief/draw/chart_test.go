package draw

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
)

func point(on string, value float64) *doc.ChartPoint {
	day, _ := time.Parse(time.DateOnly, on)
	return &doc.ChartPoint{On: day, Value: value, Text: fmt.Sprint(value)}
}

// A chart says where it began, the target with its day, the latest figure as
// such, and the days at its ends; what is alone is not drawn.
func TestChart(t *testing.T) {
	for _, c := range []struct {
		name    string
		chart   doc.Chart
		has, no []string
	}{
		{"falling", doc.Chart{Begin: point("2026-11-13", 14), Target: point("2027-01-15", 0), Measured: []doc.ChartPoint{*point("2026-12-18", 11), *point("2027-01-08", 6)}},
			[]string{"14", "at the start", "11", "6 now", "target", "15 Jan 2027", "13 Nov 2026"}, []string{"8 Jan 2027"}},
		{"measured after the target's day", doc.Chart{Begin: point("2026-11-13", 14), Target: point("2027-01-15", 0), Measured: []doc.ChartPoint{*point("2027-02-19", 0)}},
			[]string{"0 now", "15 Jan 2027", "19 Feb 2027"}, nil},
		{"rising, nothing measured", doc.Chart{Begin: point("2026-11-13", 2), Target: point("2027-01-15", 90)}, []string{"90", "15 Jan 2027"}, []string{"now"}},
		{"one day alone", doc.Chart{Begin: &doc.ChartPoint{Value: 4, Text: "4"}, Target: point("2026-12-31", 1)}, []string{"31 Dec 2026"}, []string{"30 Dec", "1 Jan"}},
		{"no day at all", doc.Chart{Begin: &doc.ChartPoint{Value: 4, Text: "4"}, Target: &doc.ChartPoint{Value: 1, Text: "1"}}, []string{"at the start", "target"}, []string{"1970"}},
		{"a figure alone", doc.Chart{Target: point("2026-12-31", 1)}, nil, []string{"target", "31 Dec 2026"}},
	} {
		d := doc.Document{Title: c.name, Blocks: []doc.Block{doc.Paragraph{Text: doc.T("Above")}, c.chart, doc.Paragraph{Text: doc.T("Below")}}}
		res, err := Render(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Join(strings.Fields(string(pdftest.Run(t, "pdftotext", res.PDF, "-layout"))), " ")
		for _, w := range c.has {
			if !strings.Contains(words, w) {
				t.Errorf("%s lacks %q: %s", c.name, w, words)
			}
		}
		for _, w := range c.no {
			if strings.Contains(words, w) {
				t.Errorf("%s says %q: %s", c.name, w, words)
			}
		}
		if f := pdftest.Faults(pdftest.Pages(t, res.PDF), 18); len(f) > 0 {
			t.Errorf("%s: %s", c.name, strings.Join(f, "\n"))
		}
	}
}

// Whatever is measured, whenever: every point lies inside the chart.
func TestChartPointsStayInside(t *testing.T) {
	fs, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	s := newSetter(fs, doc.Document{})
	rapid.Check(t, func(t *rapid.T) {
		any := rapid.Custom(func(t *rapid.T) doc.ChartPoint {
			on := time.Time{}
			if rapid.Bool().Draw(t, "dated") {
				on = time.Date(2026, 1, rapid.IntRange(1, 900).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
			}
			return doc.ChartPoint{On: on, Value: float64(rapid.IntRange(-9, 9).Draw(t, "value")), Text: rapid.StringMatching(`[0-9]{1,12}`).Draw(t, "text")}
		})
		c := doc.Chart{Measured: rapid.SliceOfN(any, 0, 5).Draw(t, "measured")}
		if rapid.Bool().Draw(t, "begins") {
			p := any.Draw(t, "begin")
			c.Begin = &p
		}
		if rapid.Bool().Draw(t, "has a target") {
			p := any.Draw(t, "target")
			c.Target = &p
		}
		const width = 115
		p := s.plot(c, width)
		if p == nil {
			return
		}
		points := []*doc.ChartPoint{p.begin, p.target}
		for i := range p.measured {
			points = append(points, &p.measured[i])
		}
		for _, c := range points {
			if c == nil {
				continue
			}
			if x, y := p.at(c); x < p.ax.x-1e-6 || x > p.ax.x+p.ax.w+p.air+1e-6 || y < chartAbove-1e-6 || y > chartAbove+chartHigh+1e-6 || x != x || y != y {
				t.Fatalf("%v stands at %.1f, %.1f", *c, x, y)
			}
		}
	})
}

// A known question is struck out and has its answer; an open one has its lines.
func TestQuestions(t *testing.T) {
	fs, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	s := newSetter(fs, doc.Document{})
	ps := s.questions(doc.Questions{Items: []doc.Question{{Text: doc.T("Which clinic?"), Lines: 3}, {Text: doc.T("Which chair?"), Known: doc.T("The second"), Lines: 3}}}, 170)
	if len(ps) != 2 || ps[0].h < 3*writing || ps[1].h > ps[0].h-2*writing {
		t.Errorf("an open question is %.1f mm high, a known one %.1f", ps[0].h, ps[1].h)
	}
	if out := struck(doc.T("x")); out[0].Style != doc.Struck|doc.Muted || !s.set(out, s.body()).runs[0].out {
		t.Errorf("a known question is %+v", out)
	}
}
