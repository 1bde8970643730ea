package schedule

// Plan computes all days of a plan. The same input gives the same result,
// whatever the order of the tasks; what it costs grows with the tasks and their
// dependencies, not with their distances. It refuses tasks that wait for each
// other (a *CycleError), and, as a *playbook.InvalidError, tasks that wait for
// one that is not there, two with one key, an anchor that nobody knows and what
// is more than ten years long or away.
//
// The result keeps the input for its reasons: it must not be changed afterwards.
func Plan(in Input) (*Result, error) {
	p := &plan{in: in, today: number(in.Today)}
	if err := p.settleAnchors(); err != nil {
		return nil, err
	}
	if err := p.link(); err != nil {
		return nil, err
	}
	if err := p.sort(); err != nil {
		return nil, err
	}
	p.calendars()
	for i := range p.tasks {
		p.aim(i)
	}
	for i := range p.tasks {
		p.forward(p.nth(i))
	}
	p.last()
	for i := len(p.tasks) - 1; i >= 0; i-- {
		p.backward(p.nth(i))
	}
	return p.result()
}

// A plan is the work on one Input.
type plan struct {
	in      Input
	today   int
	anchors []anchor
	own     map[string]int // the places of anchors of one's own
	missing []string       // what a task can wait for, in the order of anchors; last a date of its own

	tasks []task
	waits []wait  // of all tasks, one after the other
	order []int32 // so that what a task waits for comes before it; nil when they are given so

	all    workdays // of the plan
	people map[string]*workdays
	end    int // the last day of any task
	cast   int // the same of the forecasts
}

// A wait is one dependency: the place of the task that must end first, and the
// working days between.
type wait struct{ on, lag int32 }

// The three days that a task is computed to: due, as early as possible, and as
// it is forecast.
const (
	due = iota
	early
	forecast
)

// A task is what is computed of a Task. Days are numbers, none while there is none.
type task struct {
	who    *workdays
	state  state
	anchor int32 // its place, -1 without one
	first  int32 // of its waits
	upTo   int32
	lacks  int32  // 1 + the place in missing of what it waits for, 0 for nothing
	work   int    // working days, at least 1
	target int    // where its anchor or the hand that moved it puts it
	on     int    // when it is due
	ends   [3]int // the days behind which another may begin: its own, or of a skipped one what it waits for
	bound  int    // the last day that ends[due] may be without anything being too late
	latest int
}

type state int8

const (
	open state = iota
	done
	skipped
)

func (p *plan) after(t *task) []wait { return p.waits[t.first:t.upTo] }

// nth returns the task that is computed as the nth.
func (p *plan) nth(i int) int {
	if p.order == nil {
		return i
	}
	return int(p.order[i])
}

// calendars gives every task the working days of its owner.
func (p *plan) calendars() {
	p.all = workdays{cal: &p.in.Calendar, more: newLayer(spans(p.in.Closed), p.in.Calendar.count)}
	for i := range p.tasks {
		p.tasks[i].who = p.workdaysOf(p.in.Tasks[i].Owner)
	}
}

func (p *plan) workdaysOf(owner string) *workdays {
	if len(p.in.Away) == 0 || owner == "" {
		return &p.all
	}
	if w, ok := p.people[owner]; ok {
		return w
	}
	w := &p.all
	if away := p.in.Away[owner]; len(away) > 0 {
		w = &workdays{cal: &p.in.Calendar, more: newLayer(spans(p.in.Closed, away), p.in.Calendar.count)}
	}
	if p.people == nil {
		p.people = map[string]*workdays{}
	}
	p.people[owner] = w
	return w
}

// aim puts a task where its anchor says, or the hand that moved it.
func (p *plan) aim(i int) {
	in, t := &p.in.Tasks[i], &p.tasks[i]
	t.work, t.target, t.on, t.bound, t.latest = max(1, in.Duration), none, none, never, none
	t.ends = [3]int{none, none, none}
	if pin := number(in.Pin); pin != none {
		t.target = pin
	} else if t.anchor >= 0 {
		t.target = p.count(in, t)
	}
	switch on := number(in.DoneOn); {
	case on != none:
		t.state, t.on = done, on
	case in.Skipped:
		t.state, t.on = skipped, t.target
	}
}

// count returns the day at a task's offset: not on a day off, but for the
// anchor's own day.
func (p *plan) count(in *Task, t *task) int {
	a := p.anchors[t.anchor].on
	if a == none || in.Days == 0 {
		return a
	}
	on := p.offset(in, a)
	if in.Days < 0 {
		return t.who.prev(on)
	}
	return t.who.next(on)
}

// offset returns the day at a task's offset from a, be it a day off.
func (p *plan) offset(in *Task, a int) int {
	if in.Working {
		return p.all.add(a, in.Days)
	}
	return a + in.Days
}

// forward computes a task from those that it waits for.
func (p *plan) forward(i int) {
	in, t := &p.in.Tasks[i], &p.tasks[i]
	if t.state == done {
		t.ends = [3]int{t.on, t.on, t.on}
		return
	}
	var lacks int32
	ready := [3]int{none, none, none}
	for _, w := range p.after(t) {
		b := &p.tasks[w.on]
		if b.lacks != 0 && (lacks == 0 || b.lacks < lacks) {
			lacks = b.lacks
		}
		if b.ends[due] != none {
			for k := range ready {
				ready[k] = max(ready[k], p.lag(b.ends[k], w.lag))
			}
		}
	}
	if t.state == skipped {
		t.lacks, t.ends = lacks, ready
		return
	}
	if t.target == none {
		switch {
		case t.anchor >= 0:
			lacks = t.anchor + 1
		case lacks == 0 && ready[due] == none:
			lacks = int32(len(p.missing))
		}
	}
	if t.lacks = lacks; lacks != 0 {
		return
	}
	t.on = t.place(t.target, ready[due])
	t.ends = [3]int{t.on, t.on, t.on}
	if ready[early] != none && (ready[early] != ready[due] || t.on == t.target) {
		t.ends[early] = min(t.on, t.finish(ready[early]))
	}
	if p.today != none {
		t.ends[forecast] = p.notYet(in, t, t.place(t.on, ready[forecast]))
	}
}

// lag returns the day behind which a task may begin that waits some working
// days more for what ended on a day.
func (p *plan) lag(end int, lag int32) int {
	if lag == 0 {
		return end
	}
	return p.all.add(end, int(lag))
}

// place returns the day of a task that is wanted on one: that day, be it a day off,
// when the work for it begins behind ready, else the first that can be.
func (t *task) place(want, ready int) int {
	if ready == none || want != none && t.begin(want) > ready {
		return want
	}
	return t.finish(ready)
}

// finish returns the last day of the work that begins on the first working day
// behind a day.
func (t *task) finish(ready int) int {
	return t.who.add(t.who.next(ready+1), t.work-1)
}

// begin returns the first day of the work that ends on a day, which counts as
// one of work even where it is a day off.
func (t *task) begin(on int) int { return t.who.add(on, 1-t.work) }

// notYet moves what is open and was due before today to today, and what is
// blocked behind it.
func (p *plan) notYet(in *Task, t *task, on int) int {
	switch {
	case in.Blocked && on <= p.today:
		return t.who.next(p.today + 1)
	case on < p.today:
		return t.who.next(p.today)
	}
	return on
}

// last finds the end of the plan, and how late each task may be by itself.
func (p *plan) last() {
	p.end, p.cast = none, none
	for i := range p.tasks {
		if t := &p.tasks[i]; t.state != skipped {
			p.end, p.cast = max(p.end, t.on), max(p.cast, t.ends[forecast])
		}
	}
	for i := range p.tasks {
		if t := &p.tasks[i]; t.state == open && t.on != none {
			t.bound = p.alone(&p.in.Tasks[i], t)
		}
	}
}

// alone returns the last day that a task allows by itself: what counts back from
// an anchor is before it, the anchor's event on it.
func (p *plan) alone(in *Task, t *task) int {
	bound := p.end
	if t.anchor >= 0 {
		if a := p.anchors[t.anchor].on; a != none {
			if in.Days < 0 {
				bound = min(bound, a-1)
			} else if event(in) {
				bound = min(bound, a)
			}
		}
	}
	if d := number(in.Deadline); d != none {
		bound = min(bound, d)
	}
	return bound
}

// event tells whether a task is what its anchor is named after.
func event(in *Task) bool { return in.Milestone && in.Days == 0 && in.Anchor != "" }

// backward tells those that a task waits for how late they may be.
func (p *plan) backward(i int) {
	t := &p.tasks[i]
	if t.state == done || t.state == open && t.on == none || t.bound == never {
		return
	}
	ready := t.bound
	if t.state == open {
		t.latest = t.who.prev(t.bound)
		ready = t.begin(t.latest) - 1
		if t.on > t.latest && t.on <= t.bound { // on a day off, where somebody put it
			t.latest = t.on
			ready = max(ready, t.begin(t.on)-1)
		}
	}
	for _, w := range p.after(t) {
		end := ready
		if w.lag != 0 {
			end = p.all.add(ready+1, -int(w.lag)) - 1
		}
		b := &p.tasks[w.on]
		b.bound = min(b.bound, end)
	}
}
