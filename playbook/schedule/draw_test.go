package schedule

import (
	"slices"
	"time"

	"kept/playbook"
)

// A dice throws a number from lo to hi, both among them. Plans are drawn with
// it by rapid, which shrinks them, and by the thousand from a seed.
type dice func(what string, lo, hi int) int

func (n dice) chance(what string, of int) bool { return n(what, 1, of) == 1 }

func (n dice) day(what string, from, to int) playbook.Date { return epoch.AddDays(n(what, from, to)) }

func (n dice) stretch(name string) Stretch {
	from := n("from", -20, 400)
	s := Stretch{From: epoch.AddDays(from), Name: name}
	if length := n("length", 0, 15); length > 0 {
		s.Until = epoch.AddDays(from + length)
	}
	return s
}

// A drawn plan keeps what its calendar was made of.
type drawn struct {
	Input
	weekend  [7]bool
	holidays []Holiday
}

// plan draws a small plan with everything in it that a plan can have. Its tasks
// wait for each other in no order, and never in a circle.
func (n dice) plan() drawn {
	in := drawn{Input: Input{Anchors: map[string]playbook.Date{}, Gaps: playbook.Gaps{Kickoff: n("gap", 0, 12), GoLive: n("gap", 0, 60)}}}
	if n.chance("another week", 3) {
		for range n("weekly days off", 0, 4) {
			in.weekend[n("day off", 0, 6)] = true
		}
	} else {
		in.weekend = Weekend(time.Saturday, time.Sunday)
	}
	for range n("holidays", 0, 15) {
		in.holidays = append(in.holidays, Holiday{n.day("holiday", -30, 450), "Holiday"})
	}
	for first, k := n("chain", 0, 400), n("links", 0, 9); k > 0; k-- {
		in.holidays = append(in.holidays, Holiday{epoch.AddDays(first + k), "Chain"})
	}
	in.Calendar, _ = NewCalendar(in.weekend, in.holidays...)
	for range n("closed", 0, 2) {
		in.Closed = append(in.Closed, n.stretch("Stocktaking"))
	}
	in.Away = map[string][]Stretch{}
	for range n("away", 0, 3) {
		who := []string{"Ada", "Bo"}[n("who", 0, 1)]
		in.Away[who] = append(in.Away[who], n.stretch("leave"))
	}
	n.anchors(&in.Input)
	if n.chance("known today", 2) {
		in.Today = n.day("today", 0, 300)
	}
	count := n("tasks", 1, 9)
	names := make([]string, count)
	for i := range names {
		names[i] = string(rune('a' + i))
	}
	rank := make([]int, count) // a task waits for those of lower rank
	for i := range rank {
		j := n("shuffle", 0, i)
		rank[i], rank[j] = rank[j], i
	}
	for i, name := range names {
		t := n.task(in.Own)
		t.Key, t.Title = name, "Task "+name
		for range n("waits", 0, 3) {
			if j := n("for", 0, count-1); rank[j] < rank[i] && !slices.ContainsFunc(t.After, func(d playbook.Dependency) bool { return d.Step == names[j] }) {
				t.After = append(t.After, playbook.Dependency{Step: names[j], Lag: max(0, n("lag", -3, 4))})
			}
		}
		in.Tasks = append(in.Tasks, t)
	}
	return in
}

func (n dice) anchors(in *Input) {
	kickoff := n("kickoff", 20, 250)
	days := map[string]int{playbook.AnchorClose: kickoff - n("before", 0, 15), playbook.AnchorKickoff: kickoff,
		playbook.AnchorGoLive: kickoff + n("after", 10, 90), playbook.AnchorRenewal: kickoff + n("renewal", 100, 200)}
	for _, o := range playbook.Anchors() {
		if !n.chance("unknown", 4) {
			in.Anchors[o.Value] = epoch.AddDays(days[o.Value])
		}
	}
	if n.chance("own", 2) {
		in.Own = append(in.Own, playbook.OwnAnchor{ID: "data-in", Title: "Data is in", From: playbook.AnchorKickoff, Days: n("own days", -5, 20)})
	}
	if n.chance("own", 3) {
		in.Own = append(in.Own, playbook.OwnAnchor{ID: "audit", Title: "Audit"})
		if n.chance("known", 2) {
			in.Anchors["audit"] = n.day("audit", 0, 300)
		}
	}
}

func (n dice) task(own []playbook.OwnAnchor) Task {
	t := Task{Anchor: playbook.Anchors()[n("anchor", 0, 3)].Value, Days: n("days", -25, 40), Working: n.chance("working", 3),
		Duration: max(0, n("duration", -4, 7)), Owner: []string{"", "Ada", "Bo", "Cy"}[n("owner", 0, 3)]}
	if len(own) > 0 && n.chance("of its own", 4) {
		t.Anchor = own[n("which", 0, len(own)-1)].ID
	}
	if n.chance("on the anchor", 5) {
		t.Days, t.Milestone = 0, n.chance("event", 2)
	}
	if n.chance("pinned", 8) {
		t.Pin, t.PinBy, t.PinWhy = n.day("pin", 0, 300), "Ada", "room"
	}
	if n.chance("no anchor", 15) {
		t.Anchor, t.Days = "", 0
	}
	switch n("state", 1, 12) {
	case 1:
		t.DoneOn = n.day("done", 0, 250)
	case 2:
		t.Skipped = true
	case 3:
		t.Blocked = true
	}
	if n.chance("deadline", 6) {
		t.Deadline, t.DeadlineWhy = n.day("deadline", 100, 400), "promise “soon”"
	}
	return t
}

// forty is a plan as they are: forty tasks in five phases, most of which wait for
// one or two others, with holidays of ten years, a blackout and an absence.
func forty() Input { return planOf(40).Input }

func planOf(tasks int) drawn {
	var holidays []Holiday
	for year := range 10 {
		first := playbook.Date("2024-01-01").AddMonths(12 * year)
		for _, day := range []int{0, 5, 94, 97, 120, 127, 156, 172, 305, 358, 359, 360} {
			holidays = append(holidays, Holiday{first.AddDays(day), "Holiday"})
		}
	}
	weekend := Weekend(time.Saturday, time.Sunday)
	calendar, err := NewCalendar(weekend, holidays...)
	if err != nil {
		panic(err)
	}
	in := Input{
		Anchors:  map[string]playbook.Date{playbook.AnchorClose: "2026-11-20", playbook.AnchorRenewal: "2027-11-20"},
		Gaps:     playbook.Gaps{Kickoff: 10, GoLive: 50},
		Calendar: calendar,
		Closed:   []Stretch{{"2026-12-21", "2027-01-03", "Christmas peak"}},
		Away:     map[string][]Stretch{"Petter": {{"2026-11-30", "2026-12-04", "leave"}}},
		Today:    "2026-12-07",
	}
	owners := []string{"Maya", "Petter", "Jonas", "Lena"}
	for i := range tasks {
		t := Task{Key: key(i), Title: "Step " + key(i), Anchor: playbook.AnchorKickoff, Days: i*75/tasks - 10, Duration: 1 + i%3, Owner: owners[i%4]}
		switch {
		case i < tasks/5:
			t.Anchor, t.Days, t.DoneOn = playbook.AnchorClose, i*20/tasks-20, epoch.AddDays(1050+i*20/tasks)
		case i > tasks*4/5:
			t.Anchor, t.Days = playbook.AnchorGoLive, i*75/tasks-65
		}
		if i > 2 {
			t.After = append(t.After, playbook.Dependency{Step: key(i - 3)})
		}
		if i > 8 && i%3 == 0 {
			t.After = append(t.After, playbook.Dependency{Step: key(i - 7), Lag: 1})
		}
		in.Tasks = append(in.Tasks, t)
	}
	return drawn{in, weekend, holidays}
}

func key(i int) string {
	s := ""
	for ; i > 0 || s == ""; i /= 10 {
		s = string(rune('0'+i%10)) + s
	}
	return "step-" + s
}
