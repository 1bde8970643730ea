package plan

import (
	"strconv"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// A line is one row of the list as it is shown: the head of a phase, or a task.
type line struct {
	head bool

	// Of a head.
	title, exit string
	goal, gate  string // what the phase is for; when it was left, and by whom
	done, total int
	phase       playbook.ID // zero for the conditions: none can be added there
	leave       bool        // everything in it is settled, and it was not left yet

	// Of a task.
	task          *playbook.Task
	tick          kit.Check
	strong        bool // needs attention
	over          bool // done or skipped: struck through or muted
	late          bool
	tags          []kit.Tag
	owner         string
	due, was, sub string
	likely        string // when it will rather be than on its day
	moved         bool
	inputs        []kit.Span // what roles contribute
}

// view says what of a record the list shows.
type view struct {
	today    playbook.Date
	who      string
	mine     bool
	hideDone bool
	refused  map[playbook.ID]string // why the last change of a task was not taken
	dates    *work.Dated
	now      time.Time
	rec      *playbook.Record
	proofs   map[playbook.ID]int // the day of the proof point that a task ends
}

// lines turns a record into the rows of the list: the conditions of the
// acceptance first, then the tasks that belong to no plan, then the phases of
// the running plan in order.
func lines(rec *playbook.Record, v view) []line {
	v.rec, v.proofs = rec, proofs(rec, v.dates)
	var out []line
	if conditions := rec.Conditions(); len(conditions) > 0 {
		out = v.group(out, line{head: true, title: "Conditions of the acceptance", exit: "agreed when the handoff was accepted"}, conditions)
	}
	if others := rec.LooseTasks(); len(others) > 0 {
		out = v.group(out, line{head: true, title: "Besides the plan", exit: "started when somebody left"}, others)
	}
	plan := rec.Plan()
	if plan == nil {
		return out
	}
	for _, ph := range rec.PhasesOf(plan.ID) {
		head := line{head: true, title: ph.Title, exit: prefixed("exit: ", ph.Exit), phase: ph.ID, goal: ph.Goal}
		if ph.ExitedOn != "" {
			head.gate = "left on " + part.ShortDay(ph.ExitedOn, v.today) + " by " + firstName(ph.ExitedBy)
		}
		out = v.group(out, head, rec.TasksOf(ph.ID))
	}
	return out
}

func (v view) group(out []line, head line, tasks []playbook.Task) []line {
	at := len(out)
	out = append(out, head)
	shown := 0
	for i := range tasks {
		t := &tasks[i]
		head.total++
		if settled(t) {
			head.done++
		}
		if (v.mine && !playbook.SameName(t.Owner, v.who)) || (v.hideDone && settled(t)) {
			continue
		}
		shown++
		out = append(out, v.line(t))
	}
	if v.mine && shown == 0 {
		return out[:at]
	}
	head.leave = !head.phase.IsZero() && head.gate == "" && head.total > 0 && head.done == head.total
	out[at] = head
	return out
}

func settled(t *playbook.Task) bool {
	return t.State == playbook.TaskDone || t.State == playbook.Skipped
}

func (v view) line(t *playbook.Task) line {
	l := line{task: t, over: settled(t), owner: ownerWords(t), sub: v.refused[t.ID]}
	day, planned := v.dates.Day(t.ID)
	switch t.State {
	case playbook.TaskDone:
		l.tick = kit.Checked
	case playbook.Skipped:
		l.tick = kit.Partly
		l.tags = append(l.tags, kit.Tag{Text: because("skipped", t.Reason)})
	case playbook.Blocked:
		l.tags = append(l.tags, kit.Tag{Text: because("blocked", t.Reason), Tone: kit.Late})
		if who := v.waiting(t); who != "" {
			l.tags = append(l.tags, kit.Tag{Text: who, Tone: kit.Late})
		}
	case playbook.Doing:
		l.tags = append(l.tags, kit.Tag{Text: "doing", Tone: kit.Blue})
	}
	if !l.over && t.DueOn != "" && t.DueOn < v.today {
		l.late = true
		l.tags = append(l.tags, kit.Tag{Text: "overdue " + strconv.Itoa(t.DueOn.DaysUntil(v.today)) + " d", Tone: kit.Late})
	}
	if day, ends := v.proofs[t.ID]; ends && !l.over {
		l.tags = append(l.tags, kit.Tag{Text: "proof point day " + strconv.Itoa(day), Tone: kit.Blue})
	}
	if p := promiseOf(v.rec, t); p != nil && !l.over {
		l.tags = append(l.tags, kit.Tag{Text: "promise: " + part.Clip(firstLine(p.Text), 40), Tone: kit.Teal})
	}
	if asked := strings.TrimSpace(t.EvidenceAsked); asked != "" && t.State != playbook.Skipped {
		tag := kit.Tag{Text: "evidence: " + clip(asked, 40)}
		if t.State == playbook.TaskDone {
			tag = kit.Tag{Text: clip(firstLine(t.Evidence), 40), Mark: kit.MarkTick}
		}
		l.tags = append(l.tags, tag)
	}
	if !l.over && planned && day.Critical {
		l.tags = append(l.tags, kit.Tag{Text: "critical"})
	}
	v.contributions(&l)
	l.strong = !l.over && (t.Milestone || l.late || t.State == playbook.Blocked || t.State == playbook.Doing)
	l.due = part.ShortDay(t.DueOn, v.today)
	if !l.over && t.DueOn != "" && day.Forecast > t.DueOn && day.Forecast > v.today {
		l.likely = "→ " + part.ShortDay(day.Forecast, v.today)
	}
	l.was, l.moved = thenWords(t, v.today)
	return l
}

// waiting says for how long a blocked task waits, and on whom; "" where no clock
// runs for it.
func (v view) waiting(t *playbook.Task) string {
	blocks := work.BlocksOf(v.rec, t.ID)
	if len(blocks) == 0 {
		return ""
	}
	b := blocks[0]
	words := "waits on " + onWhom(b.WaitingOn)
	if n := waitedDays(&b, v.now); n > 0 {
		words += " " + strconv.Itoa(n) + " d"
	}
	return words
}

func onWhom(party string) string {
	return lowerFirst(playbook.LabelOf(playbook.WaitingOn(), party))
}

func waitedDays(b *playbook.Block, now time.Time) int {
	return max(int(now.Sub(b.Since.Time())/(24*time.Hour)), 0)
}

// inputsAhead is how many days before a task is due its inputs are told.
const inputsAhead = 14

// contributions puts what roles contribute on the line of an open task: once it
// comes near, or somebody has begun.
func (v view) contributions(l *line) {
	inputs := work.InputsOf(v.rec, l.task.ID)
	if l.over || len(inputs) == 0 {
		return
	}
	near := l.task.State == playbook.Doing || l.task.DueOn != "" && v.today.DaysUntil(l.task.DueOn) <= inputsAhead
	missing := ""
	l.inputs = []kit.Span{{Text: "Inputs in: ", Role: kit.Small}}
	for i := range inputs {
		in := &inputs[i]
		role := roleWords(in.Role)
		if i > 0 {
			role = " · " + role
		}
		if in.Given != "" {
			near = true
			l.inputs = append(l.inputs, kit.Span{Text: role + " ✓", Role: kit.Small})
			continue
		}
		if missing == "" {
			missing = roleWords(in.Role)
		}
		l.inputs = append(l.inputs, kit.Span{Text: role + " — “" + clip(firstLine(in.Asked), 40) + "” missing", Role: kit.Small})
	}
	if !near {
		l.inputs = nil
		return
	}
	if missing != "" {
		l.strong = true
		l.tags = append(l.tags, kit.Tag{Text: "waiting on " + missing, Tone: kit.Late})
	}
}

// proofs finds the task with which each proof point is reached.
func proofs(rec *playbook.Record, dates *work.Dated) map[playbook.ID]int {
	out := map[playbook.ID]int{}
	for _, f := range work.Forecasts(rec, dates) {
		if f.Noun != "proof_point" {
			continue
		}
		var last playbook.ID
		on := playbook.Date("")
		for _, id := range f.Tasks {
			if day, ok := dates.Day(id); ok && day.On >= on {
				last, on = id, day.On
			}
		}
		if on == "" {
			continue
		}
		for i := range rec.ProofPoints {
			if p := &rec.ProofPoints[i]; p.ID == f.Row {
				if day, taken := out[last]; !taken || p.Day < day {
					out[last] = p.Day
				}
			}
		}
	}
	return out
}

func promiseOf(rec *playbook.Record, t *playbook.Task) *playbook.Promise {
	for i := range rec.Promises {
		if p := &rec.Promises[i]; p.ID == t.PromiseID && !p.ID.IsZero() {
			return p
		}
	}
	return nil
}

// thenWords say what a task was planned for, and how far it has moved since.
func thenWords(t *playbook.Task, today playbook.Date) (words string, off bool) {
	n := moved(t)
	switch {
	case t.PlannedOn == "" && t.DueOn != "" && t.Anchor != "":
		return "no date", false
	case t.PlannedOn == "":
		return "", false
	case n == 0 || t.DueOn == "":
		return part.ShortDay(t.PlannedOn, today), false
	}
	words = part.ShortDay(t.PlannedOn, today) + " → moved " + signed(n)
	if why := firstLine(t.MovedWhy); why != "" {
		words += ": " + clip(why, 40)
	}
	return words, true
}

// moved returns how many days a task stands away from its first date.
func moved(t *playbook.Task) int { return t.PlannedOn.DaysUntil(t.DueOn) }

// progress counts what is settled and what there is, conditions and tasks
// besides the plan included.
func progress(rec *playbook.Record) (done, total int) {
	plan := rec.Plan()
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if !t.Condition && !t.Loose() && (plan == nil || t.PlanID != plan.ID) {
			continue
		}
		total++
		if settled(t) {
			done++
		}
	}
	return done, total
}

// nextMilestone returns the open milestone that is due first; one without a
// date comes after those that have one.
func nextMilestone(rec *playbook.Record) *playbook.Task {
	var next *playbook.Task
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if !t.Milestone || settled(t) {
			continue
		}
		if next == nil || next.DueOn == "" && t.DueOn != "" || t.DueOn != "" && t.DueOn < next.DueOn {
			next = t
		}
	}
	return next
}

func ownerWords(t *playbook.Task) string {
	role := roleWords(t.Role)
	if t.Role == "implementation" {
		role = "Impl"
	}
	first := firstName(t.Owner)
	switch {
	case role == "" && first == "":
		return "nobody yet"
	case first == "":
		return role
	case role == "":
		return strings.TrimSpace(t.Owner)
	}
	return role + " · " + first
}

func roleWords(role string) string {
	if role == "" {
		return ""
	}
	return playbook.LabelOf(playbook.Roles(), role)
}

func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

func lowerFirst(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return string(s[0]+'a'-'A') + s[1:]
}

func because(word, reason string) string {
	if reason = firstLine(reason); reason != "" {
		return word + ": " + clip(reason, 48)
	}
	return word
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}

// signed is a number of days; later ones have no sign.
func signed(n int) string {
	if n < 0 {
		return strconv.Itoa(-n) + " d earlier"
	}
	return strconv.Itoa(n) + " d"
}

func prefixed(word, s string) string {
	if s == "" {
		return ""
	}
	return word + s
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return strings.TrimSpace(s)
}

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}

// when writes a moment as people say it, in the zone of the clock.
func when(m playbook.Moment, loc *time.Location) string {
	return m.Time().In(loc).Format("2 Jan 2006, 15:04")
}
