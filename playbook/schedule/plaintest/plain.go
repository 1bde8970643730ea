// Package plaintest computes plans a second time, as plainly as it can be done,
// for tests of the engine: one day after the other, by the clock of the standard
// library, each rule as it is said in words. It imports nothing of this program,
// and its calendar is its own. Only tests import it.
package plaintest

import "time"

// A Plan is a small plan. Days are midnights in UTC, the zero time for none.
type Plan struct {
	Anchors  map[string]time.Time // zero while nobody knows it
	Order    []string             // the names of all anchors: of several that are missing the first is named
	Follow   []Follow             // anchors that lie behind another while nobody knows their day
	Weekend  map[time.Weekday]bool
	Holidays map[time.Time]bool
	Closed   map[time.Time]bool
	Away     map[string]map[time.Time]bool
	Today    time.Time
	Tasks    []Task
}

// Follow says that an anchor lies some days from another.
type Follow struct {
	Anchor, From string
	Days         int
}

// A Task of it. After holds places in Tasks.
type Task struct {
	Anchor                      string
	Days                        int
	Working                     bool
	Duration                    int
	After, Lag                  []int
	Owner                       string
	Pin, DoneOn, Deadline       time.Time
	Skipped, Blocked, Milestone bool
}

// A Day is what comes out for a task.
type Day struct {
	On, Start, Earliest, Latest, Forecast time.Time
	Slack                                 int
	Critical                              bool
	Waiting                               string // the anchor that is missing, "?" for a day of its own
}

// Solve returns the days of all tasks, and the last of them.
func Solve(p *Plan) ([]Day, time.Time) {
	s := &solver{Plan: p, on: map[int]time.Time{}, early: map[int]time.Time{}, cast: map[int]time.Time{}, latest: map[int]time.Time{}}
	s.follow()
	for i := range p.Tasks {
		if on := s.due(i); !p.Tasks[i].Skipped || !p.Tasks[i].DoneOn.IsZero() {
			s.end = later(s.end, on)
		}
	}
	out := make([]Day, len(p.Tasks))
	for i := range p.Tasks {
		out[i] = s.day(i)
	}
	return out, s.end
}

type solver struct {
	*Plan
	on, early, cast, latest map[int]time.Time
	end                     time.Time
}

func (s *solver) follow() {
	anchors := map[string]time.Time{}
	for name, on := range s.Anchors {
		anchors[name] = on
	}
	for _, f := range s.Follow {
		if from := anchors[f.From]; anchors[f.Anchor].IsZero() && !from.IsZero() {
			anchors[f.Anchor] = from.AddDate(0, 0, f.Days)
		}
	}
	known := *s.Plan
	known.Anchors = anchors
	s.Plan = &known
}

const oneDay = 24 * time.Hour

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// off tells whether nobody works on a day, or, with an owner, whether they do not.
func (s *solver) off(d time.Time, owner string) bool {
	return s.Weekend[d.Weekday()] || s.Holidays[d] || s.Closed[d] || s.Away[owner][d]
}

// walk goes n working days from a day, which is not counted itself.
func (s *solver) walk(d time.Time, n, step int, owner string) time.Time {
	for n > 0 {
		d = d.AddDate(0, 0, step)
		if !s.off(d, owner) {
			n--
		}
	}
	return d
}

// leave goes on from a day off to the first that is none.
func (s *solver) leave(d time.Time, step int, owner string) time.Time {
	for s.off(d, owner) {
		d = d.AddDate(0, 0, step)
	}
	return d
}

func (s *solver) target(t *Task) time.Time {
	a := s.Anchors[t.Anchor]
	switch {
	case !t.Pin.IsZero():
		return t.Pin
	case a.IsZero() || t.Days == 0:
		return a
	}
	step, n := 1, t.Days
	if n < 0 {
		step, n = -1, -n
	}
	if t.Working {
		return s.leave(s.walk(a, n, step, ""), step, t.Owner)
	}
	for range n {
		a = a.AddDate(0, 0, step)
	}
	return s.leave(a, step, t.Owner)
}

// A reached is what a task waits for in the end: a task that is not skipped,
// and the working days between.
type reached struct{ task, lag int }

func (s *solver) waits(i int) (out []reached) {
	t := &s.Tasks[i]
	for k, on := range t.After {
		if b := &s.Tasks[on]; !b.Skipped || !b.DoneOn.IsZero() {
			out = append(out, reached{on, t.Lag[k]})
			continue
		}
		for _, r := range s.waits(on) {
			out = append(out, reached{r.task, r.lag + t.Lag[k]})
		}
	}
	return out
}

// missing returns the anchor for which a task has no day.
func (s *solver) missing(i int) string {
	t := &s.Tasks[i]
	switch {
	case !t.DoneOn.IsZero():
		return ""
	case t.Pin.IsZero() && t.Anchor != "" && s.Anchors[t.Anchor].IsZero():
		return t.Anchor
	}
	found := ""
	for _, r := range s.waits(i) {
		if m := s.missing(r.task); m != "" && (found == "" || s.rank(m) < s.rank(found)) {
			found = m
		}
	}
	if found == "" && t.Pin.IsZero() && t.Anchor == "" && len(s.waits(i)) == 0 {
		return "?"
	}
	return found
}

func (s *solver) rank(anchor string) int {
	for i, a := range s.Order {
		if a == anchor {
			return i
		}
	}
	return len(s.Order)
}

// finish returns the day on which the work ends that begins behind a day.
func (s *solver) finish(t *Task, behind time.Time, lag int) time.Time {
	begin := s.walk(s.walk(behind, lag, 1, ""), 1, 1, t.Owner)
	return s.walk(begin, max(t.Duration, 1)-1, 1, t.Owner)
}

// begin returns the day on which the work begins that ends on a day.
func (s *solver) begin(t *Task, on time.Time) time.Time {
	return s.walk(on, max(t.Duration, 1)-1, -1, t.Owner)
}

// place returns the day on which a task is wanted, or, when that is too early
// for what it waits for, the first on which it can be.
func (s *solver) place(i int, want time.Time, end func(i int) time.Time) time.Time {
	t := &s.Tasks[i]
	free, pushed := !want.IsZero(), want
	for _, r := range s.waits(i) {
		free = free && s.begin(t, want).After(s.walk(end(r.task), r.lag, 1, ""))
		pushed = later(pushed, s.finish(t, end(r.task), r.lag))
	}
	if free {
		return want
	}
	return pushed
}

func (s *solver) due(i int) time.Time {
	if on, ok := s.on[i]; ok {
		return on
	}
	t := &s.Tasks[i]
	on := t.DoneOn
	switch {
	case !on.IsZero():
	case t.Skipped:
		on = s.target(t)
	case s.missing(i) == "":
		on = s.place(i, s.target(t), s.due)
	}
	s.on[i] = on
	return on
}

func (s *solver) earliest(i int) time.Time {
	if on, ok := s.early[i]; ok {
		return on
	}
	t := &s.Tasks[i]
	on := time.Time{}
	if waits := s.waits(i); t.DoneOn.IsZero() && !t.Skipped && s.missing(i) == "" && len(waits) > 0 {
		for _, r := range waits {
			on = later(on, s.finish(t, s.earliest(r.task), r.lag))
		}
		if on.After(s.due(i)) {
			on = s.due(i)
		}
	} else {
		on = s.due(i)
	}
	s.early[i] = on
	return on
}

func (s *solver) forecast(i int) time.Time {
	if on, ok := s.cast[i]; ok {
		return on
	}
	t, on := &s.Tasks[i], s.due(i)
	switch {
	case s.Today.IsZero():
		on = time.Time{}
	case on.IsZero() || t.Skipped || !t.DoneOn.IsZero():
	default:
		on = s.place(i, on, s.forecast)
		if t.Blocked && !on.After(s.Today) {
			on = s.walk(s.Today, 1, 1, t.Owner)
		} else if on.Before(s.Today) {
			on = s.leave(s.Today, 1, t.Owner)
		}
	}
	s.cast[i] = on
	return on
}

// late returns the last day that a task may be on: it tries one day after the
// other, from the end of the plan down.
func (s *solver) late(i int) time.Time {
	if on, ok := s.latest[i]; ok {
		return on
	}
	t, on := &s.Tasks[i], s.due(i)
	if !on.IsZero() && !t.Skipped && t.DoneOn.IsZero() {
		d := s.end
		for (s.off(d, t.Owner) && !d.Equal(on)) || !s.fits(i, d) {
			d = d.AddDate(0, 0, -1)
		}
		on = d
	}
	s.latest[i] = on
	return on
}

// fits tells whether nothing is too late when task i ends on a day.
func (s *solver) fits(i int, d time.Time) bool {
	t := &s.Tasks[i]
	if a := s.Anchors[t.Anchor]; !a.IsZero() && (t.Days < 0 && !d.Before(a) || t.Days == 0 && t.Milestone && d.After(a)) {
		return false
	}
	if !t.Deadline.IsZero() && d.After(t.Deadline) {
		return false
	}
	for j := range s.Tasks {
		b := &s.Tasks[j]
		if b.Skipped || !b.DoneOn.IsZero() || s.due(j).IsZero() {
			continue
		}
		for _, r := range s.waits(j) {
			if r.task != i {
				continue
			}
			stays := !s.due(j).After(s.late(j)) && s.begin(b, s.due(j)).After(s.walk(d, r.lag, 1, ""))
			if !stays && s.finish(b, d, r.lag).After(s.late(j)) {
				return false
			}
		}
	}
	return true
}

func (s *solver) day(i int) Day {
	t := &s.Tasks[i]
	d := Day{On: s.due(i), Forecast: s.forecast(i)}
	live := !t.Skipped && t.DoneOn.IsZero()
	if live {
		d.Waiting = s.missing(i)
	}
	if d.On.IsZero() {
		return d
	}
	d.Start = s.begin(t, d.On)
	d.Earliest, d.Latest = s.earliest(i), s.late(i)
	if !live {
		return d
	}
	for x := d.On; x.Before(d.Latest); {
		if x = x.Add(oneDay); !s.off(x, t.Owner) {
			d.Slack++
		}
	}
	for x := d.On; x.After(d.Latest); x = x.Add(-oneDay) {
		if !s.off(x, t.Owner) {
			d.Slack--
		}
	}
	d.Critical = d.Slack <= 0
	return d
}
