package plan

import (
	"strconv"
	"strings"
	"time"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// A line is one row of the list as it is shown: the head of a phase, or a task.
type line struct {
	head bool

	// Of a head.
	title, exit string
	done, total int
	phase       playbook.ID // zero for the conditions: none can be added there

	// Of a task.
	task          *playbook.Task
	tick          kit.Check
	strong        bool // needs attention
	over          bool // done or skipped: struck through or muted
	late          bool
	tags          []kit.Tag
	owner         string
	due, was, sub string
}

// view says what of a record the list shows.
type view struct {
	today    playbook.Date
	who      string
	mine     bool
	hideDone bool
	refused  map[playbook.ID]string // why the last change of a task was not taken
}

// lines turns a record into the rows of the list: the conditions of the
// acceptance first, then the tasks that belong to no plan, then the phases of
// the running plan in order.
func lines(rec *playbook.Record, v view) []line {
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
		out = v.group(out, line{head: true, title: ph.Title, exit: prefixed("exit: ", ph.Exit), phase: ph.ID}, rec.TasksOf(ph.ID))
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
	out[at] = head
	return out
}

func settled(t *playbook.Task) bool {
	return t.State == playbook.TaskDone || t.State == playbook.Skipped
}

func (v view) line(t *playbook.Task) line {
	l := line{task: t, over: settled(t), owner: ownerWords(t), sub: v.refused[t.ID]}
	switch t.State {
	case playbook.TaskDone:
		l.tick = kit.Checked
	case playbook.Skipped:
		l.tick = kit.Partly
		l.tags = append(l.tags, kit.Tag{Text: because("skipped", t.Reason)})
	case playbook.Blocked:
		l.tags = append(l.tags, kit.Tag{Text: because("blocked", t.Reason), Tone: kit.Late})
	case playbook.Doing:
		l.tags = append(l.tags, kit.Tag{Text: "doing", Tone: kit.Blue})
	}
	if !l.over && t.DueOn != "" && t.DueOn < v.today {
		l.late = true
		l.tags = append(l.tags, kit.Tag{Text: "overdue " + strconv.Itoa(t.DueOn.DaysUntil(v.today)) + " d", Tone: kit.Late})
	}
	if asked := strings.TrimSpace(t.EvidenceAsked); asked != "" && t.State != playbook.Skipped {
		tag := kit.Tag{Text: "evidence: " + clip(asked, 40)}
		if t.State == playbook.TaskDone {
			tag = kit.Tag{Text: clip(firstLine(t.Evidence), 40), Mark: kit.MarkTick}
		}
		l.tags = append(l.tags, tag)
	}
	l.strong = !l.over && (t.Milestone || l.late || t.State == playbook.Blocked || t.State == playbook.Doing)
	l.due = part.ShortDay(t.DueOn, v.today)
	if moved := moved(t); moved != 0 {
		l.was = part.ShortDay(t.PlannedOn, v.today) + ", " + signed(moved)
	} else if t.PlannedOn == "" && t.DueOn != "" && t.Anchor != "" {
		l.was = "no date"
	}
	return l
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
	role := playbook.LabelOf(playbook.Roles(), t.Role)
	if t.Role == "implementation" {
		role = "Impl"
	}
	first, _, _ := strings.Cut(strings.TrimSpace(t.Owner), " ")
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

func signed(n int) string {
	if n < 0 {
		return "−" + strconv.Itoa(-n) + " d"
	}
	return "+" + strconv.Itoa(n) + " d"
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
