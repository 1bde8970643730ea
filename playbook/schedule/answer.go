package schedule

import (
	"strings"

	"kept/playbook"
)

// room returns the working days from a task's day to its latest.
func (t *task) room() int { return t.who.between(t.on, t.latest) }

// result writes the answer.
func (p *plan) result() (*Result, error) {
	r := &Result{Tasks: make([]Day, len(p.tasks)), plan: p}
	w := dates{}
	w.b.Grow(10 * (5*len(p.tasks) + len(p.anchors) + 4))
	for i := range p.tasks {
		in, t, d := &p.in.Tasks[i], &p.tasks[i], &r.Tasks[i]
		d.Key = in.Key
		if t.on == none {
			if t.state == open {
				d.Waiting = p.missing[t.lacks-1]
			}
			continue
		}
		d.On = w.put(t.on)
		d.Start, d.Earliest, d.Latest = d.On, d.On, d.On
		if t.work > 1 {
			d.Start = w.put(t.begin(t.on))
		}
		cast := t.on
		if t.state == open {
			d.Slack = t.room()
			d.Critical = d.Slack <= 0
			d.Earliest, d.Latest = w.same(t.ends[early], t.on, d.On), w.same(t.latest, t.on, d.On)
			cast = t.ends[forecast]
		}
		if p.today != none {
			d.Forecast = w.same(cast, t.on, d.On)
		}
		if w.lost {
			return nil, refuse("days", called(in)+" comes out before the year 1 or after 9999; shorten what it takes or waits for.")
		}
	}
	r.Anchors = p.publishAnchors(&w)
	r.GoLiveTarget, r.End = w.put(p.anchors[atGoLive].on), w.put(p.end)
	r.GoLive = w.put(p.goLive())
	if p.today != none {
		r.ForecastEnd = w.put(p.cast)
	}
	r.Warnings = p.warnings()
	return r, nil
}

// goLive forecasts go-live: the day of its milestone, else the anchor, or the
// working day behind the last task that must come before it.
func (p *plan) goLive() int {
	launch, before := none, none
	for i := range p.tasks {
		in, t := &p.in.Tasks[i], &p.tasks[i]
		if t.anchor != atGoLive || t.state == skipped {
			continue
		}
		switch {
		case event(in) && t.on == none:
			return none
		case event(in):
			launch = max(launch, t.ends[forecast])
		case in.Days < 0:
			before = max(before, t.ends[forecast])
		}
	}
	on := p.anchors[atGoLive].on
	switch {
	case launch != none:
		return launch
	case on == none || before < on:
		return on
	}
	return p.all.next(before + 1)
}

// dates writes days one after the other into one text.
type dates struct {
	b    strings.Builder
	lost bool // a day was none that a Date can say
}

// put writes a day; none is "".
func (w *dates) put(n int) playbook.Date {
	if n < firstDay || n > lastDay {
		w.lost = w.lost || n != none
		return ""
	}
	var b [10]byte
	write(b[:], n)
	w.b.Write(b[:])
	s := w.b.String()
	return playbook.Date(s[len(s)-10:])
}

// same writes a day that often is another, which is written already.
func (w *dates) same(n, other int, written playbook.Date) playbook.Date {
	if n == other {
		return written
	}
	return w.put(n)
}

// Off returns why a day is a day off for a person, for the whole plan when nobody
// is named: “Midsummer's Eve”, “blackout: stocktaking”, “Petter is away until Fri 4
// Dec 2026 (leave)”; "weekend"; and "" for a working day.
func (r *Result) Off(d playbook.Date, owner string) string {
	n := number(d)
	if n == none {
		return ""
	}
	return r.plan.off(n, owner).noun()
}

// WorkingBetween is Calendar.WorkingBetween for the whole plan, whose blackout days
// are days off.
func (r *Result) WorkingBetween(from, to playbook.Date) int {
	a, b := number(from), number(to)
	if a == none || b == none {
		return 0
	}
	return r.plan.all.between(a, b)
}
