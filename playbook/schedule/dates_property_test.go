package schedule

import (
	"testing"

	"kept/playbook"

	"pgregory.net/rapid"
)

func drawInput(t *rapid.T) Input {
	in := Input{
		Anchors:  map[string]playbook.Date{},
		Gaps:     playbook.Gaps{Kickoff: rapid.IntRange(0, 30).Draw(t, "gap"), GoLive: rapid.IntRange(0, 90).Draw(t, "gap")},
		Calendar: drawCalendar(t),
	}
	for _, o := range playbook.Anchors() {
		if rapid.Bool().Draw(t, "known") {
			in.Anchors[o.Value] = epoch.AddDays(rapid.IntRange(0, 1200).Draw(t, o.Value))
		}
	}
	for range rapid.IntRange(1, 40).Draw(t, "lines") {
		in.Lines = append(in.Lines, Line{
			Anchor: rapid.SampledFrom(playbook.Anchors()).Draw(t, "anchor").Value,
			Days:   rapid.IntRange(-120, 120).Draw(t, "days"),
		})
	}
	return in
}

func TestDatesKeepTheirRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		res := Dates(in)
		for i, d := range res.Lines {
			l, a := in.Lines[i], res.Anchors[in.Lines[i].Anchor].On
			if (d.On == "") != (a == "") || (d.On == "") == (d.Waiting == "") || (d.On == "") != (d.Why == "") {
				t.Fatalf("%+v on anchor %q: %+v", l, a, d)
			}
			if d.On == "" {
				continue
			}
			raw := a.AddDays(l.Days)
			switch {
			case l.Days == 0 && d.On != a:
				t.Fatalf("anchor %s moved to %s", a, d.On)
			case l.Days != 0 && !in.Calendar.Working(d.On):
				t.Fatalf("%+v falls on the day off %s", l, d.On)
			case l.Days < 0 && d.On > raw || l.Days > 0 && d.On < raw:
				t.Fatalf("%+v moved the wrong way, from %s to %s", l, raw, d.On)
			}
			for on := min(raw, d.On); on <= max(raw, d.On); on = on.AddDays(1) {
				if on != d.On && l.Days != 0 && in.Calendar.Working(on) {
					t.Fatalf("%+v passed over the working day %s on its way from %s to %s", l, on, raw, d.On)
				}
			}
		}
	})
}

func TestLaterOffsetIsNeverEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		res := Dates(in)
		for i, a := range in.Lines {
			for j, b := range in.Lines {
				x, y := res.Lines[i].On, res.Lines[j].On
				if a.Anchor == b.Anchor && a.Days < b.Days && x > y {
					t.Fatalf("%+v is on %s, %+v on %s", a, x, b, y)
				}
			}
		}
	})
}

func TestLaterAnchorIsNeverEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		before := Dates(in)
		move := rapid.IntRange(1, 60).Draw(t, "move")
		moved := map[string]playbook.Date{}
		for name, on := range in.Anchors {
			moved[name] = on.AddDays(move)
		}
		in.Anchors = moved
		for i, d := range Dates(in).Lines {
			if d.On < before.Lines[i].On {
				t.Fatalf("%+v went from %s to %s with anchors %d days later", in.Lines[i], before.Lines[i].On, d.On, move)
			}
		}
	})
}

func TestALineDoesNotDependOnItsNeighbours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		all := Dates(in)
		for i, l := range in.Lines {
			alone := in
			alone.Lines = []Line{l}
			if got := Dates(alone).Lines[0]; got != all.Lines[i] {
				t.Fatalf("%+v alone: %+v, among others: %+v", l, got, all.Lines[i])
			}
		}
	})
}
