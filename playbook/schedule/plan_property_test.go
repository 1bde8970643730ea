package schedule

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"kept/playbook"

	"pgregory.net/rapid"
)

func drawPlan(t *rapid.T) Input {
	return dice(func(what string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, what) }).plan().Input
}

func mustPlan(t interface{ Fatal(...any) }, in Input) *Result {
	res, err := Plan(in)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// live tells whether a task is open and has a day.
func live(in *Input, res *Result, i int) bool {
	return in.Tasks[i].DoneOn == "" && !in.Tasks[i].Skipped && res.Tasks[i].On != ""
}

func TestNoTaskBeginsBeforeItsDependencyEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		res := mustPlan(t, in)
		at := map[string]int{}
		for i := range in.Tasks {
			at[in.Tasks[i].Key] = i
		}
		for i := range in.Tasks {
			if !live(&in, res, i) {
				continue
			}
			todo := slices.Clone(in.Tasks[i].After)
			for len(todo) > 0 {
				j := at[todo[0].Step]
				todo = todo[1:]
				if b := in.Tasks[j]; b.Skipped && b.DoneOn == "" {
					todo = append(todo, b.After...)
					continue
				}
				if res.Tasks[j].On == "" || res.Tasks[i].Start <= res.Tasks[j].On {
					t.Fatalf("%s begins %s, and waits for %s, which ends %q", in.Tasks[i].Key, res.Tasks[i].Start, in.Tasks[j].Key, res.Tasks[j].On)
				}
				if in.Today != "" && res.Tasks[i].Forecast <= res.Tasks[j].Forecast {
					t.Fatalf("%s is forecast for %s, and waits for %s, which is for %s", in.Tasks[i].Key, res.Tasks[i].Forecast, in.Tasks[j].Key, res.Tasks[j].Forecast)
				}
			}
		}
	})
}

// feasible tells whether the days of a plan meet all its anchors and deadlines.
func feasible(in *Input, res *Result) bool {
	for i := range in.Tasks {
		if !live(in, res, i) {
			continue
		}
		t, on := &in.Tasks[i], res.Tasks[i].On
		a := res.Anchors[t.Anchor].On
		if a != "" && (t.Days < 0 && on >= a || t.Days == 0 && t.Milestone && on > a) || t.Deadline != "" && on > t.Deadline {
			return false
		}
	}
	return true
}

func TestSlackIsNeverNegativeOnAFeasiblePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		res := mustPlan(t, in)
		well := true
		for i := range res.Tasks {
			d := &res.Tasks[i]
			if d.On != "" && (d.Earliest > d.On || d.Slack != 0 && (d.Slack > 0) != (d.Latest > d.On)) {
				t.Fatalf("the days of %+v do not follow each other", d)
			}
			well = well && d.Slack >= 0
		}
		if feasible(&in, res) && !well {
			t.Fatalf("no anchor and no deadline is missed, and yet slack is negative: %+v\n%s", res.Tasks, show(&in))
		}
	})
}

// Latest is what it says: put there by hand, a task makes nothing too late; a
// working day later, something is.
func TestLatestIsTheLastDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		res := mustPlan(t, in)
		if !feasible(&in, res) {
			return
		}
		for i := range in.Tasks {
			if !live(&in, res, i) {
				continue
			}
			moved := in
			moved.Tasks = slices.Clone(in.Tasks)
			moved.Tasks[i].Pin = res.Tasks[i].Latest
			if then := mustPlan(t, moved); !feasible(&moved, then) || then.End != res.End {
				t.Fatalf("%s on its latest day %s makes something too late\n%s", in.Tasks[i].Key, res.Tasks[i].Latest, show(&in))
			}
			who := res.plan.tasks[i].who
			moved.Tasks[i].Pin = date(who.add(number(res.Tasks[i].Latest), 1))
			if then := mustPlan(t, moved); feasible(&moved, then) && then.End <= res.End {
				t.Fatalf("%s behind its latest day, on %s, makes nothing too late\n%s", in.Tasks[i].Key, moved.Tasks[i].Pin, show(&in))
			}
		}
	})
}

func TestAnAnchorMovedThereAndBackChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		name := rapid.SampledFrom(playbook.Anchors()).Draw(t, "anchor").Value
		at := in.Calendar.AddWorking(epoch.AddDays(rapid.IntRange(0, 300).Draw(t, "day")), 0)
		n := rapid.IntRange(-40, 40).Filter(func(n int) bool { return n != 0 }).Draw(t, "working days")
		with := func(on playbook.Date) *Result {
			moved := in
			moved.Anchors = map[string]playbook.Date{}
			for k, v := range in.Anchors {
				moved.Anchors[k] = v
			}
			moved.Anchors[name] = on
			return mustPlan(t, moved)
		}
		before := with(at)
		there := in.Calendar.AddWorking(at, n)
		back := with(in.Calendar.AddWorking(there, -n))
		if !reflect.DeepEqual(before.Tasks, back.Tasks) || before.GoLive != back.GoLive || len(Changes(before, back)) > 0 {
			t.Fatalf("%s from %s to %s and back: %+v", name, at, there, Changes(before, back))
		}
	})
}

// A task on its anchor's own day aside, which may lie on a day off where a pushed
// one never does.
func TestALaterAnchorMakesNothingEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		for i := range in.Tasks {
			if in.Tasks[i].Days == 0 && in.Tasks[i].Anchor != "" {
				in.Tasks[i].Days = 1
			}
		}
		before := mustPlan(t, in)
		name := rapid.SampledFrom(playbook.Anchors()).Draw(t, "anchor").Value
		if in.Anchors[name] == "" {
			return
		}
		in.Anchors[name] = in.Anchors[name].AddDays(rapid.IntRange(1, 60).Draw(t, "days"))
		for i, d := range mustPlan(t, in).Tasks {
			if d.On < before.Tasks[i].On {
				t.Fatalf("%s a later %s goes from %s to %s", d.Key, name, before.Tasks[i].On, d.On)
			}
		}
	})
}

func TestTheOrderOfTasksDoesNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		res := mustPlan(t, in)
		order := make([]int, len(in.Tasks))
		for i := range order {
			order[i] = i
		}
		order = rapid.Permutation(order).Draw(t, "order")
		mixed := in
		mixed.Tasks = nil
		for _, i := range order {
			task := in.Tasks[i]
			task.After = slices.Clone(task.After)
			slices.Reverse(task.After)
			mixed.Tasks = append(mixed.Tasks, task)
		}
		got := mustPlan(t, mixed)
		for k, i := range order {
			if got.Tasks[k] != res.Tasks[i] {
				t.Fatalf("among others %+v, before %+v", got.Tasks[k], res.Tasks[i])
			}
			if a, b := got.Why(k), res.Why(i); !slices.Equal(a, b) {
				t.Fatalf("other reasons:\n%q\n%q", a, b)
			}
			if a, b := got.WhyForecast(k), res.WhyForecast(i); !slices.Equal(a, b) {
				t.Fatalf("other reasons:\n%q\n%q", a, b)
			}
			var pushes []int
			for _, j := range got.Pushes(k) {
				pushes = append(pushes, order[j])
			}
			if b := res.Pushes(i); !slices.Equal(pushes, b) {
				t.Fatalf("%s pushes %v, before %v", got.Tasks[k].Key, pushes, b)
			}
		}
		if !slices.Equal(got.Warnings, res.Warnings) || got.GoLive != res.GoLive || got.End != res.End {
			t.Fatalf("warnings, go-live or end differ:\n%q\n%q", got.Warnings, res.Warnings)
		}
	})
}

func TestGoLiveTypedCountsBackToTheSamePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		delete(in.Anchors, playbook.AnchorGoLive)
		in.Gaps.GoLive = rapid.IntRange(1, 90).Draw(t, "gap of go-live")
		before := mustPlan(t, in)
		if before.GoLiveTarget == "" {
			return
		}
		in.Anchors[playbook.AnchorGoLive], in.Gaps.GoLive = before.GoLiveTarget, 0
		if after := mustPlan(t, in); !reflect.DeepEqual(after.Tasks, before.Tasks) || !slices.Equal(after.Warnings, before.Warnings) || after.GoLive != before.GoLive {
			t.Fatalf("another plan: %+v", Changes(before, after))
		}
	})
}

// Nothing open is forecast for a day that is over, nothing is forecast earlier
// than it is due, and without the day nothing is forecast.
func TestForecasts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		res := mustPlan(t, in)
		for i, d := range res.Tasks {
			switch {
			case in.Today == "" || d.On == "":
				if d.Forecast != "" {
					t.Fatalf("forecast from nothing: %+v", d)
				}
			case d.Forecast < d.On:
				t.Fatalf("forecast before it is due: %+v", d)
			case live(&in, res, i) && (d.Forecast < in.Today || in.Tasks[i].Blocked && d.Forecast == in.Today):
				t.Fatalf("today is %s: %+v", in.Today, d)
			}
			if (d.Forecast > d.On && d.On != "") != (res.WhyForecast(i) != nil) {
				t.Fatalf("a late forecast has its reason, and nothing else: %+v %q", d, res.WhyForecast(i))
			}
		}
	})
}

// Every day and every wait has its reason, and the reason ends at the day.
func TestEveryDayHasAReason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawPlan(t)
		res := mustPlan(t, in)
		for i, d := range res.Tasks {
			why := res.Why(i)
			if len(why) == 0 {
				t.Fatalf("no reason for %+v", d)
			}
			if d.Waiting != "" && !slices.ContainsFunc(why, func(s string) bool { return strings.HasSuffix(s, d.Waiting) }) {
				t.Fatalf("%+v waits, and its reasons do not say for what: %q", d, why)
			}
			if d.On != "" && !slices.ContainsFunc(why, func(s string) bool { return strings.Contains(s, words(number(d.On))) }) {
				t.Fatalf("%s is on %s, which its reasons do not say: %q", d.Key, d.On, why)
			}
		}
	})
}

// Whatever is handed in, there is an answer or a sentence, and soon.
func TestGarbageIsAnsweredOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.OneOf(rapid.SampledFrom([]string{"", "0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "tomorrow", "2200-12-31", "1900-01-01", "2026-11-30"}), rapid.StringN(0, 12, -1))
		number := rapid.OneOf(rapid.IntRange(-4000, 4000), rapid.Int())
		name := rapid.OneOf(rapid.SampledFrom([]string{"", "close", "kickoff", "go_live", "renewal", "a", "b"}), rapid.StringN(0, 5, -1))
		date := func(what string) playbook.Date { return playbook.Date(day.Draw(t, what)) }
		stretches := func() (out []Stretch) {
			for range rapid.IntRange(0, 12).Draw(t, "stretches") {
				out = append(out, Stretch{date("from"), date("until"), name.Draw(t, "name")})
			}
			return out
		}
		in := Input{Anchors: map[string]playbook.Date{}, Gaps: playbook.Gaps{Kickoff: number.Draw(t, "gap"), GoLive: number.Draw(t, "gap")},
			Calendar: drawCalendar(t), Closed: stretches(), Away: map[string][]Stretch{"a": stretches()}, Today: date("today")}
		for range rapid.IntRange(0, 4).Draw(t, "anchors") {
			in.Anchors[name.Draw(t, "anchor")] = date("anchor")
		}
		for range rapid.IntRange(0, 2).Draw(t, "own") {
			in.Own = append(in.Own, playbook.OwnAnchor{ID: name.Draw(t, "id"), Title: name.Draw(t, "title"), From: name.Draw(t, "from"), Days: number.Draw(t, "days")})
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "tasks") {
			task := Task{Key: string(rune('a' + i)), Title: name.Draw(t, "title"), Anchor: name.Draw(t, "anchor"), Days: number.Draw(t, "days"), Working: rapid.Bool().Draw(t, "working"),
				Duration: max(0, number.Draw(t, "duration")%5000), Owner: name.Draw(t, "owner"), Pin: date("pin"), DoneOn: date("done"), Deadline: date("deadline"),
				Skipped: rapid.Bool().Draw(t, "skipped"), Blocked: rapid.Bool().Draw(t, "blocked"), Milestone: rapid.Bool().Draw(t, "milestone")}
			for range rapid.IntRange(0, 2).Draw(t, "waits") {
				task.After = append(task.After, playbook.Dependency{Step: name.Draw(t, "step"), Lag: number.Draw(t, "lag")})
			}
			in.Tasks = append(in.Tasks, task)
		}
		res, err := Plan(in)
		if err != nil {
			if len(err.Error()) > 1000 || strings.Contains(err.Error(), "\n") {
				t.Fatalf("no sentence: %q", err)
			}
			return
		}
		for i := range res.Tasks {
			res.Why(i)
			res.WhyForecast(i)
			res.Pushes(i)
			for _, d := range []playbook.Date{res.Tasks[i].On, res.Tasks[i].Start, res.Tasks[i].Earliest, res.Tasks[i].Latest, res.Tasks[i].Forecast} {
				if d.Check() != nil {
					t.Fatalf("%q is no day", d)
				}
			}
		}
		for name := range res.Anchors {
			res.WhyAnchor(name)
		}
	})
}

// Skipped tasks between skipped tasks are reached on more ways than can be counted.
func TestManyWaysThroughSkippedTasks(t *testing.T) {
	in := Input{Anchors: knownAnchors(), Calendar: MondayToFriday(), Today: "2027-03-01",
		Tasks: []Task{{Key: "first", Title: "First", Anchor: "kickoff"}, {Key: "lost", Title: "Lost", Anchor: "renewal"}}}
	before := []playbook.Dependency{{Step: "first"}}
	for i := range 80 {
		var level []playbook.Dependency
		for _, side := range []string{"l", "r"} {
			in.Tasks = append(in.Tasks, Task{Key: side + key(i), Anchor: "kickoff", Skipped: true, After: before})
			level = append(level, playbook.Dependency{Step: side + key(i)})
		}
		before = level
	}
	in.Tasks = append(in.Tasks, Task{Key: "end", Title: "End", Anchor: "kickoff", After: before})
	res := mustPlan(t, in)
	last := len(in.Tasks) - 1
	if why := res.Why(last); len(why) != 3 || res.Tasks[last].On != "2026-12-01" || res.WhyForecast(last) == nil {
		t.Errorf("%+v: %q", res.Tasks[last], why)
	}
	in.Tasks[2].After = []playbook.Dependency{{Step: "lost"}}
	if why := mustPlan(t, in).Why(last); len(why) != 3 || why[2] != "“Lost”: waiting for renewal date" {
		t.Errorf("%q", why)
	}
}
