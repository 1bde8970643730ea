package schedule

import (
	"runtime"
	"testing"
	"time"

	"kept/playbook"
)

// BenchmarkPlan40 and BenchmarkPlan40Floor belong together: a plan of forty tasks
// computed again with everything that a plan has, and a plain loop that computes
// the day of each, day by day, and nothing else.
func BenchmarkPlan40(b *testing.B) { benchmarkPlan(b, 40) }

// The same with ten and with a hundred times the tasks: what one of them costs
// must stay the same.
func BenchmarkPlan400(b *testing.B)  { benchmarkPlan(b, 400) }
func BenchmarkPlan4000(b *testing.B) { benchmarkPlan(b, 4000) }

func benchmarkPlan(b *testing.B, tasks int) {
	in := planOf(tasks).Input
	size := len(in.Tasks)
	for i := range in.Tasks {
		size += len(in.Tasks[i].After)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Plan(in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/each") // per task and dependency
}

func BenchmarkPlan40Floor(b *testing.B) {
	in := planOf(40)
	l := newLoop(&in)
	for b.Loop() {
		l.run()
	}
}

// Ten thousand plans, each with other anchors, on one core.
func BenchmarkPlans(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	plans := thousandsOfPlans()
	for b.Loop() {
		for i := range plans {
			if _, err := Plan(plans[i]); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkPlansFloor(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	plans := thousandsOfPlans()
	like := planOf(40)
	first, loops := newLoop(&like), make([]loop, len(plans))
	for i := range plans {
		loops[i] = *first
		loops[i].anchors = loopAnchors(&plans[i])
	}
	for b.Loop() {
		for i := range loops {
			loops[i].run()
		}
	}
}

func thousandsOfPlans() []Input {
	plans := make([]Input, 10_000)
	for i := range plans {
		plans[i] = forty()
		if i > 0 {
			plans[i].Calendar, plans[i].Tasks, plans[i].Away = plans[0].Calendar, plans[0].Tasks, plans[0].Away
		}
		plans[i].Anchors = map[string]playbook.Date{playbook.AnchorClose: playbook.Date("2026-11-20").AddDays(i % 700)}
	}
	return plans
}

// A loop is a plan for a plain loop: tasks in order, each with the places of
// those before it that it waits for.
type loop struct {
	anchors map[string]time.Time
	off     map[time.Time]bool
	tasks   []looped
}

type looped struct {
	anchor   string
	days     int
	duration int
	after    []int
	lag      []int
	done     time.Time
}

func newLoop(in *drawn) *loop {
	l := &loop{anchors: loopAnchors(&in.Input), off: map[time.Time]bool{}}
	p := plain(in)
	for on := range p.Holidays {
		l.off[on] = true
	}
	for i, t := range in.Tasks {
		l.tasks = append(l.tasks, looped{t.Anchor, t.Days, t.Duration, p.Tasks[i].After, p.Tasks[i].Lag, plainTime(t.DoneOn)})
	}
	return l
}

func loopAnchors(in *Input) map[string]time.Time {
	out := map[string]time.Time{}
	for name, a := range mustPlan(panics{}, *in).Anchors {
		out[name] = plainTime(a.On)
	}
	return out
}

type panics struct{}

func (panics) Fatal(what ...any) { panic(what) }

func (l *loop) works(d time.Time) bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday && !l.off[d]
}

func (l *loop) run() []string {
	days, out := make([]time.Time, len(l.tasks)), make([]string, len(l.tasks))
	for i := range l.tasks {
		t := &l.tasks[i]
		on := t.done
		if on.IsZero() {
			step := 1
			if t.days < 0 {
				step = -1
			}
			on = l.anchors[t.anchor].AddDate(0, 0, t.days)
			for !l.works(on) {
				on = on.AddDate(0, 0, step)
			}
			for k, j := range t.after {
				d := days[j]
				for n := t.lag[k] + t.duration; n > 0; {
					if d = d.AddDate(0, 0, 1); l.works(d) {
						n--
					}
				}
				if d.After(on) {
					on = d
				}
			}
		}
		days[i], out[i] = on, on.Format(time.DateOnly)
	}
	return out
}
