package schedule

import (
	"strings"

	"kept/playbook"
)

// A CycleError says that tasks wait for each other in a circle.
type CycleError struct {
	Keys   []string // each waits for the next, the last for the first
	Titles []string
}

// Error names the tasks one by one: “a → b → c → a”.
func (e *CycleError) Error() string {
	return "“" + strings.Join(e.Keys, " → ") + " → " + e.Keys[0] + "” wait for each other; take one of these waits out"
}

// Plan computes all days of a plan. The same input gives the same result,
// whatever the order of the tasks. It refuses tasks that wait for each other (a
// *CycleError), for one that is not there, two with one key, an anchor that
// nobody knows and what is beyond ten years (an *playbook.InvalidError).
func Plan(in Input) (*Result, error) {
	res := &Result{Anchors: anchors(in), Tasks: make([]Day, len(in.Tasks)), in: in}
	at := map[string]int{}
	for i := range in.Tasks {
		at[in.Tasks[i].Key] = i
	}
	state := make([]int, len(in.Tasks))
	var visit func(i int) error
	visit = func(i int) error {
		t, d := &in.Tasks[i], &res.Tasks[i]
		if state[i] == 2 {
			return nil
		}
		if state[i] == 1 {
			return &CycleError{Keys: []string{t.Key}, Titles: []string{t.Title}}
		}
		state[i], d.Key = 1, t.Key
		switch a := res.Anchors[t.Anchor]; {
		case t.DoneOn != "":
			d.On = t.DoneOn
		case t.Pin != "":
			d.On = t.Pin
		case a.On == "":
			d.Waiting = waiting(t.Anchor)
		case t.Days == 0:
			d.On = a.On
		case t.Days < 0:
			d.On, _ = in.Calendar.settle(a.On.AddDays(t.Days), -1)
		default:
			d.On, _ = in.Calendar.settle(a.On.AddDays(t.Days), +1)
		}
		for _, dep := range t.After {
			j, ok := at[dep.Step]
			if !ok {
				return &playbook.InvalidError{Field: "after", Message: "“" + t.Title + "” waits for " + dep.Step + ", which is no task of the plan."}
			}
			if err := visit(j); err != nil {
				return err
			}
			if w := res.Tasks[j].Waiting; w != "" && t.DoneOn == "" {
				d.On, d.Waiting = "", w
			} else if t.DoneOn == "" && d.On != "" {
				d.On = max(d.On, in.Calendar.AddWorking(res.Tasks[j].On, dep.Lag+max(1, t.Duration)))
			}
		}
		d.Start, d.Earliest, d.Latest = d.On, d.On, d.On
		res.End = max(res.End, d.On)
		state[i] = 2
		return nil
	}
	for i := range in.Tasks {
		if err := visit(i); err != nil {
			return nil, err
		}
	}
	res.GoLiveTarget = res.Anchors[playbook.AnchorGoLive].On
	res.GoLive = res.GoLiveTarget
	return res, nil
}

// Why returns the chain of reasons for the day of task i in words, the first
// its anchor or what it waits for.
func (r *Result) Why(i int) []string {
	if w := r.Tasks[i].Waiting; w != "" {
		return []string{w}
	}
	t := &r.in.Tasks[i]
	return []string{name(t.Anchor) + " + " + days(t.Days) + " = " + full(r.Tasks[i].On)}
}

// WhyForecast returns why the forecast of task i is later than its day, nil when
// it is not.
func (r *Result) WhyForecast(i int) []string { return nil }

// WhyAnchor returns in words where the day of an anchor comes from, or what it
// waits for.
func (r *Result) WhyAnchor(name string) string {
	a := r.Anchors[name]
	return a.Why + a.Waiting
}

// Pushes returns the tasks that wait for i, directly or through others, and are
// open: those that move when it slips far enough, nearest first.
func (r *Result) Pushes(i int) []int {
	var out []int
	for j := range r.in.Tasks {
		for _, dep := range r.in.Tasks[j].After {
			if dep.Step == r.in.Tasks[i].Key {
				out = append(out, j)
			}
		}
	}
	return out
}

// Changes returns what differs between two computations, in the order of the
// later one, what it no longer has at the end.
func Changes(before, after *Result) []Change {
	was := map[string]playbook.Date{}
	for _, d := range before.Tasks {
		was[d.Key] = d.On
	}
	var out []Change
	for i, d := range after.Tasks {
		if w := was[d.Key]; w != d.On {
			out = append(out, Change{Key: d.Key, Title: after.in.Tasks[i].Title, Was: w, Now: d.On, Waiting: d.Waiting})
		}
	}
	return out
}
