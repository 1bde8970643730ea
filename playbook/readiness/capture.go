package readiness

import (
	"time"

	"kept/playbook"
)

// Captured tells how much of what is wanted before close was captured before
// it: fields of the C and, where they apply, C+ gates that are filled now.
type Captured struct {
	Before, Filled int                  // of Filled wanted fields, Before were first filled before close
	Late           []playbook.FilledKey // first filled after the actual close date
}

// CaptureOf is CaptureIn with the days of UTC.
func CaptureOf(r *playbook.Record, filledAt map[playbook.FilledKey]playbook.Moment) Captured {
	return CaptureIn(r, filledAt, time.UTC)
}

// CaptureIn counts from the moments at which columns were first filled, whose
// days are those of zone: where the customer signed at ten in the morning,
// UTC may still be at yesterday. A field filled on the close date is in time;
// with no actual close date nothing is late.
func CaptureIn(r *playbook.Record, filledAt map[playbook.FilledKey]playbook.Moment, zone *time.Location) Captured {
	g := gates{complex: complexity(r).Level != Low}
	var c Captured
	for _, f := range playbook.Fields() {
		for _, row := range r.Rows(&f) {
			for _, in := range f.Inputs {
				if !g.on(in.Gate) || !filled(row, in.Col) {
					continue
				}
				key := playbook.FilledKey{Noun: f.Noun, Row: row.Key().ID, Col: in.Col}
				c.Filled++
				at := filledAt[key]
				if r.Account.ActualClose == "" || at == "" || at.Day(zone) <= r.Account.ActualClose {
					c.Before++
				} else {
					c.Late = append(c.Late, key)
				}
			}
		}
	}
	return c
}
