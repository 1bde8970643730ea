package work

import (
	"cmp"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/schedule"
)

// A CriticalStep is one task of the critical path.
type CriticalStep struct {
	Task *playbook.Task
	Day  schedule.Day
	// Behind are the steps of the path that it waits for, none where its own day
	// or an anchor puts it there.
	Behind []*playbook.Task
}

// CriticalPath returns the open tasks of which a slip is felt at once, in the
// order of their days, each with what it waits for among them. Every task comes
// behind those that it waits for.
func (d *Dated) CriticalPath() []CriticalStep {
	on := map[string]*playbook.Task{}
	var out []CriticalStep
	for i, t := range d.Of {
		if day := d.Tasks[i]; day.Critical && t.Open() && day.On != "" {
			on[t.StepKey()] = t
			out = append(out, CriticalStep{Task: t, Day: day})
		}
	}
	slices.SortStableFunc(out, func(a, b CriticalStep) int {
		return cmp.Or(strings.Compare(string(a.Day.On), string(b.Day.On)), cmp.Compare(a.Task.Pos, b.Task.Pos))
	})
	for i := range out {
		after, err := playbook.ParseAfter(out[i].Task.After)
		if err != nil {
			continue // it came from a later version, and waits for nothing here
		}
		for _, a := range after {
			if t := on[a.Step]; t != nil && t != out[i].Task {
				out[i].Behind = append(out[i].Behind, t)
			}
		}
	}
	return out
}
