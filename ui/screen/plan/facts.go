package plan

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// facts is the card with what holds for the plan as a whole: when it goes live,
// how far it is, and how closely it follows its playbook.
type facts struct {
	t       *Tab
	card    *kit.Card
	live    *fyne.Container // of a plan with a go-live
	chip    *kit.Pill
	goLive  *kit.Label
	promise *kit.Text
	head    *kit.Label
	done    *kit.Label
	late    *kit.Label
	bar     *kit.Progress
	next    *kit.Text
	dates   *fyne.Container
	days    *kit.Text
	move    *kit.Button
	adhered *kit.Text
	more    *fyne.Container
}

func newFacts(t *Tab) *facts {
	f := &facts{t: t, chip: kit.NewTag(kit.Tag{}), goLive: kit.NewLabel("", kit.Number), promise: kit.NewText("", kit.Small),
		head: kit.NewLabel("", kit.Caption), done: kit.NewLabel("", kit.Strong), late: kit.NewLabel("", kit.Small), bar: kit.NewProgress(0, kit.Teal),
		next: kit.NewText("", kit.Small), days: kit.NewText("", kit.Small), adhered: kit.NewText("", kit.Small)}
	f.next.MaxLines, f.promise.MaxLines, f.adhered.MaxLines = 3, 3, 6
	f.move = kit.NewButton("Move dates…", kit.Secondary, t.moveSheet)
	f.live = kit.Column(2, kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel("Forecast go-live", kit.Heading)), f.chip), f.goLive, f.promise,
		kit.Pad(kit.NewHairline(), kit.SpaceS, 0, kit.SpaceXS, 0))
	f.late.Align = fyne.TextAlignTrailing
	f.dates = kit.Row(kit.SpaceS, kit.Grow(f.days), f.move)
	f.more = kit.Flow(0, kit.NewLinkButton("Critical path…", t.criticalSheet), kit.NewLinkButton("Baselines…", t.baselineSheet), kit.NewLinkButton("Calendar file…", t.calendarSheet))
	f.card = kit.NewCard("", kit.Column(kit.SpaceS, f.live, kit.Column(kit.SpaceXS, f.head, kit.Row(kit.SpaceS, f.done, kit.Grow(f.late)), f.bar), f.next, f.dates, f.adhered, f.more))
	return f
}

func (f *facts) show() {
	rec, today := f.t.rec, f.t.win.Desk().Today()
	done, total := progress(rec)
	share, tone := 0.0, kit.Teal
	if total > 0 {
		share = float64(done) / float64(total)
	}
	if total > 0 && done == total {
		tone = kit.Kept
	}
	plan := rec.Plan()
	caption := "Conditions settled"
	if len(rec.LooseTasks()) > 0 {
		caption = "Tasks settled"
	}
	if plan != nil {
		caption = plan.Title
	}
	f.head.SetText(caption)
	f.done.SetText(strconv.Itoa(done) + " of " + strconv.Itoa(total))
	f.late.SetText(late(rec, today))
	f.bar.Set(share, tone)
	f.showNext(nextMilestone(rec), today)
	part.Visible(f.dates, plan != nil)
	part.Visible(f.more, plan != nil)
	live := plan != nil && (plan.GoLiveOn != "" || counts(rec, playbook.AnchorGoLive))
	part.Visible(f.live, live)
	part.Visible(f.adhered, plan != nil)
	if plan == nil {
		return
	}
	if live {
		f.showLive()
	}
	words := "Kickoff " + orNone(plan.KickoffOn)
	if live {
		words += "\nGo-live " + orNone(plan.GoLiveOn)
	}
	for i := range rec.Anchors {
		a := &rec.Anchors[i]
		words += "\n" + a.Title + " " + orNone(f.t.dates.Anchors[a.Name].On)
	}
	f.days.SetText(words)
	f.adhered.SetSpans(f.adherence()...)
	if f.t.win.ReadOnly() {
		f.move.Disable()
	}
}

func (f *facts) showNext(next *playbook.Task, today playbook.Date) {
	part.Visible(f.next, next != nil)
	if next == nil {
		return
	}
	when := "no date yet"
	if next.DueOn != "" {
		when = part.ShortDay(next.DueOn, today)
		if n := today.DaysUntil(next.DueOn); n >= 0 {
			when += ", " + inDays(n)
		} else {
			when += ", " + days(-n) + " ago"
		}
	}
	f.next.SetSpans(kit.Span{Text: "Next milestone ◆ ", Role: kit.Small}, kit.Span{Text: clip(next.Title, 120), Role: kit.Caption, Color: kit.ColorInk}, kit.Span{Text: " " + when, Role: kit.Small})
}

// showLive says when the plan goes live by all that is known today, and what
// that is held against: the day that was promised, else the plan's own.
func (f *facts) showLive() {
	rec, dates := f.t.rec, f.t.dates
	on, target := dates.GoLive, dates.GoLiveTarget
	if task := goLiveTask(dates); task != nil && task.State == playbook.TaskDone {
		f.goLive.SetText(longDay(task.DoneAt.Day(f.t.win.Now().Location())))
		f.chip.Set(kit.Tag{Text: "live", Tone: kit.Kept, Mark: kit.MarkTick})
		f.promise.SetText("planned for " + longDay(target))
		return
	}
	if on == "" {
		f.goLive.SetText("No date yet")
		f.chip.Set(kit.Tag{Text: "waiting", Tone: kit.Neutral})
		f.promise.SetText("waiting for its date")
		return
	}
	f.goLive.SetText(longDay(on))
	due, words := promisedGoLive(rec, target)
	slack := workdays(&f.t.team, on, due)
	switch {
	case due == "":
		f.chip.Set(kit.Tag{Text: "forecast", Tone: kit.Neutral})
		f.promise.SetText("No day was promised.")
		return
	case on > due:
		f.chip.Set(kit.Tag{Text: "late", Tone: kit.Broken})
		words += " · " + part.Count(-slack, "working day", "working days") + " too late"
	default:
		f.chip.Set(kit.Tag{Text: "on time", Tone: kit.Kept})
		words += " · " + slackWords(slack)
	}
	f.promise.SetText(words)
}

// adherence says how closely the plan follows its playbook, and what has to be
// in it and is not.
func (f *facts) adherence() []kit.Span {
	a := work.Adherence(f.t.rec, f.t.book)
	spans := []kit.Span{{Text: "Adherence: " + a.Words() + ".", Role: kit.Small}}
	for i, m := range a.Missing {
		if i == 3 {
			spans = append(spans, kit.Span{Text: "\nand " + part.Count(len(a.Missing)-i, "more step", "more steps") + " missing", Role: kit.Small, Color: kit.ColorLateInk})
			break
		}
		spans = append(spans, kit.Span{Text: "\nMissing, and not to be skipped without a reason: “" + clip(m.Title, 80) + "”", Role: kit.Small, Color: kit.ColorLateInk})
	}
	return spans
}

func slackWords(n int) string {
	if n == 0 {
		return "no slack"
	}
	return part.Count(n, "working day", "working days") + " of slack"
}

// promisedGoLive is the day that go-live is held against: what a promise that
// hangs on it says, what was agreed in the handoff, else the plan's own day.
func promisedGoLive(rec *playbook.Record, target playbook.Date) (on playbook.Date, words string) {
	for i := range rec.Promises {
		p := &rec.Promises[i]
		due, _ := rec.DueOf(p)
		if p.Outcome != "" || due == "" {
			continue
		}
		for k := range rec.Tasks {
			if t := &rec.Tasks[k]; t.PromiseID == p.ID && t.Milestone && t.Anchor == playbook.AnchorGoLive && t.Days == 0 && (on == "" || due < on) {
				on, words = due, "promised "+longDay(due)
			}
		}
	}
	switch {
	case on != "":
		return on, words
	case rec.Handoff.GoLiveOn != "":
		return rec.Handoff.GoLiveOn, "agreed " + longDay(rec.Handoff.GoLiveOn)
	case target != "":
		return target, "planned " + longDay(target)
	}
	return "", ""
}

func goLiveTask(dates *work.Dated) *playbook.Task {
	for _, t := range dates.Of {
		if t.Milestone && t.Anchor == playbook.AnchorGoLive && t.Days == 0 && t.State != playbook.Skipped {
			return t
		}
	}
	return nil
}

// workdays counts the working days from one day to another, negative when the
// other is earlier.
func workdays(team *work.Team, from, to playbook.Date) int {
	if from == "" || to == "" {
		return 0
	}
	sign := 1
	if to < from {
		from, to, sign = to, from, -1
	}
	n := 0
	for d, i := from.AddDays(1), 0; d <= to && i < playbook.MaxOffset; d, i = d.AddDays(1), i+1 {
		if team.Calendar.Working(d) {
			n++
		}
	}
	return sign * n
}

func longDay(d playbook.Date) string {
	if d == "" {
		return "no day"
	}
	return d.Time().Format("2 January")
}

// late says how many tasks are overdue or blocked.
func late(rec *playbook.Record, today playbook.Date) string {
	overdue, blocked := 0, 0
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if settled(t) {
			continue
		}
		if t.DueOn != "" && t.DueOn < today {
			overdue++
		}
		if t.State == playbook.Blocked {
			blocked++
		}
	}
	switch {
	case overdue > 0 && blocked > 0:
		return strconv.Itoa(overdue) + " overdue · " + strconv.Itoa(blocked) + " blocked"
	case overdue > 0:
		return strconv.Itoa(overdue) + " overdue"
	case blocked > 0:
		return strconv.Itoa(blocked) + " blocked"
	}
	return "none overdue"
}

// counts tells whether a task of the plan is counted from the anchor.
func counts(rec *playbook.Record, anchor string) bool {
	for i := range rec.Tasks {
		if rec.Tasks[i].Anchor == anchor {
			return true
		}
	}
	return false
}

func orNone(d playbook.Date) string {
	if d == "" {
		return "not set"
	}
	return d.Short()
}

func inDays(n int) string {
	switch n {
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	}
	return "in " + days(n)
}

// An anchorDay is a day that the plan counts from.
type anchorDay struct {
	name, title string
	builtIn     bool
	on          playbook.Date // as given, "" where it follows another or is not known
}

// anchorsOf lists the days of a plan that somebody may set.
func anchorsOf(rec *playbook.Record) []anchorDay {
	p := rec.Plan()
	if p == nil {
		return nil
	}
	out := []anchorDay{{playbook.AnchorKickoff, "Kickoff", true, p.KickoffOn}}
	if p.GoLiveOn != "" || counts(rec, playbook.AnchorGoLive) {
		out = append(out, anchorDay{playbook.AnchorGoLive, "Go-live", true, p.GoLiveOn})
	}
	for i := range rec.Anchors {
		a := &rec.Anchors[i]
		out = append(out, anchorDay{a.Name, a.Title, false, a.On})
	}
	return out
}
