package schedule

import (
	"fmt"
	"time"

	"kept/playbook"
)

// A Line asks Dates for one date: Days calendar days from Anchor, negative before.
// A line without Anchor keeps whatever date it was given and is left alone.
type Line struct {
	Key    string // the caller's own name for it, handed back
	Anchor string
	Days   int
}

// Dates computes all dates. The same input gives the same result, and the
// answer to a line does not depend on the lines around it.
func Dates(in Input) Result {
	res := Result{Anchors: anchors(in), Lines: make([]Day, len(in.Lines))}
	starts := in.starts(res.Anchors)
	for i, l := range in.Lines {
		res.Lines[i] = in.day(l, starts)
	}
	res.Warnings = warnings(in.Calendar, res.Anchors)
	return res
}

// Steps returns the lines of a playbook in order, keyed by step ID.
func Steps(p *playbook.Playbook) []Line {
	lines := make([]Line, 0, p.StepCount())
	for i := range p.Phases {
		for _, s := range p.Phases[i].Steps {
			lines = append(lines, Line{Key: s.ID, Anchor: s.Anchor, Days: s.Days})
		}
	}
	return lines
}

// Tasks returns the lines of stored tasks in order, keyed by task ID. A task
// that was never counted from an anchor, such as a condition, has none here.
func Tasks(tasks []playbook.Task) []Line {
	lines := make([]Line, 0, len(tasks))
	for i := range tasks {
		t := &tasks[i]
		lines = append(lines, Line{Key: t.ID.String(), Anchor: t.Anchor, Days: t.Days})
	}
	return lines
}

func anchors(in Input) map[string]Day {
	out := make(map[string]Day, 4)
	for _, o := range playbook.Anchors() {
		d := Day{Key: o.Value}
		if on := in.Anchors[o.Value]; known(on) {
			d.On, d.Why = on, "given: "+name(o.Value)+" "+full(on)
		} else {
			d.Waiting = waiting(o.Value)
		}
		out[o.Value] = d
	}
	byGap(out, playbook.AnchorClose, playbook.AnchorKickoff, in.Gaps.Kickoff)
	byGap(out, playbook.AnchorKickoff, playbook.AnchorGoLive, in.Gaps.GoLive)
	return out
}

// byGap fills the anchor to from the anchor from, when only that is known.
// The day is not moved off a day off: an anchor never moves, Warnings says so.
func byGap(all map[string]Day, from, to string, gap int) {
	start, d := all[from], all[to]
	if d.On != "" || start.On == "" || gap <= 0 || gap > playbook.MaxOffset {
		return
	}
	on := start.On.AddDays(gap)
	all[to] = Day{Key: to, On: on, Default: true,
		Why: fmt.Sprintf("%s %s + %s = %s, the playbook's default", name(from), full(start.On), days(gap), full(on))}
}

// A start is an anchor with what every line on it needs.
type start struct {
	on    playbook.Date
	words string // "kickoff Mon 30 Nov 2026 (close + 7 days)"
	same  string // why a line on the anchor's own day is there
}

func (in *Input) starts(all map[string]Day) map[string]start {
	out := make(map[string]start, len(all))
	for anchor, a := range all {
		if a.On != "" {
			origin := in.origin(a)
			out[anchor] = start{a.On, name(anchor) + " " + full(a.On) + origin, in.onAnchor(a, origin)}
		}
	}
	return out
}

func (in *Input) day(l Line, starts map[string]start) Day {
	d := Day{Key: l.Key}
	if l.Anchor == "" {
		return d
	}
	a, ok := starts[l.Anchor]
	if !ok {
		d.Waiting = waiting(l.Anchor)
		return d
	}
	if l.Days < -playbook.MaxOffset || l.Days > playbook.MaxOffset {
		d.Waiting = "waiting for an offset within ten years"
		return d
	}
	if l.Days == 0 {
		d.On, d.Why = a.on, a.same
		return d
	}
	raw, step := a.on.AddDays(l.Days), 1
	if l.Days < 0 {
		step = -1
	}
	on, passed := in.Calendar.settle(raw, step)
	d.On, d.Why = on, counted(a.words, l.Days, raw, on, passed)
	return d
}

// known tells whether an anchor can be counted from. The years are those of
// playbook.MakeDate, so that ten more in either direction stay four digits.
func known(d playbook.Date) bool {
	return d != "" && d.Check() == nil && d >= "1900-01-01" && d <= "2200-12-31"
}

func warnings(c Calendar, all map[string]Day) []string {
	var out []string
	closed, kickoff, goLive := all[playbook.AnchorClose].On, all[playbook.AnchorKickoff].On, all[playbook.AnchorGoLive].On
	if closed != "" && kickoff != "" && kickoff < closed {
		out = append(out, fmt.Sprintf("Kickoff %s is before close %s; check both dates.", full(kickoff), full(closed)))
	}
	if kickoff != "" && goLive != "" && goLive < kickoff {
		out = append(out, fmt.Sprintf("Go-live %s is before kickoff %s; check both dates.", full(goLive), full(kickoff)))
	}
	if why := c.Off(kickoff); why != "" {
		out = append(out, fmt.Sprintf("Kickoff falls on a day off, %s (%s); choose another day unless that is agreed.", full(kickoff), why))
	}
	if why := c.Off(goLive); why != "" {
		out = append(out, fmt.Sprintf("Go-live falls on a day off, %s (%s); choose another day unless that is agreed.", full(goLive), why))
	} else if goLive != "" && goLive.Weekday() == time.Friday {
		out = append(out, fmt.Sprintf("Go-live falls on a Friday, %s; choose another day unless that is agreed.", full(goLive)))
	}
	return out
}
