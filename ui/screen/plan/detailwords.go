package plan

import (
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/schedule"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

func titleSpans(t *playbook.Task) []kit.Span {
	spans := []kit.Span{{Text: clip(t.Title, 800), Role: kit.Heading}}
	if t.Milestone {
		spans = append(spans, kit.Span{Text: " ◆", Role: kit.Heading})
	}
	return spans
}

func stateTag(t *playbook.Task, today playbook.Date) kit.Tag {
	switch {
	case t.State == playbook.TaskDone:
		return kit.Tag{Text: "done", Tone: kit.Kept, Mark: kit.MarkTick}
	case t.State == playbook.Skipped:
		return kit.Tag{Text: "skipped"}
	case t.State == playbook.Blocked:
		return kit.Tag{Text: "blocked", Tone: kit.Late}
	case t.DueOn != "" && t.DueOn < today:
		return kit.Tag{Text: "overdue " + days(t.DueOn.DaysUntil(today)), Tone: kit.Late}
	case t.State == playbook.Doing:
		return kit.Tag{Text: "doing", Tone: kit.Blue}
	}
	return kit.Tag{Text: "to do"}
}

// reasonWords says who settled the task and when, or why it stands still and for
// whom that clock runs.
func reasonWords(t *playbook.Task, tab *Tab) string {
	switch t.State {
	case playbook.TaskDone:
		return "by " + t.DoneBy + ", " + when(t.DoneAt, tab.win.Now().Location())
	case playbook.Skipped:
		return t.Reason
	case playbook.Blocked:
		words := []string{t.Reason}
		for _, b := range work.BlocksOf(tab.rec, t.ID) {
			line := "Waiting on " + onWhom(b.WaitingOn)
			if n := waitedDays(&b, tab.win.Now()); n > 0 {
				line += " for " + days(n) + ","
			}
			line += " since " + when(b.Since, tab.win.Now().Location())
			if b.Class != "" {
				line += " · " + lowerFirst(playbook.LabelOf(playbook.BlockClasses(), b.Class))
			}
			if b.Text != t.Reason {
				line += ": " + b.Text
			}
			words = append(words, line)
		}
		return strings.Join(words, "\n")
	}
	return ""
}

func dueSpans(tab *Tab, t *playbook.Task) []kit.Span {
	var spans []kit.Span
	if t.DueOn == "" {
		spans = []kit.Span{{Text: "No date yet", Role: kit.Soft}}
	} else {
		spans = []kit.Span{{Text: kit.ShowDayLong(string(t.DueOn)), Role: kit.Body}}
	}
	if n := moved(t); n != 0 && t.DueOn != "" && t.PlannedOn != "" {
		side := "later"
		if n < 0 {
			side, n = "earlier", -n
		}
		spans = append(spans, kit.Span{Text: "\nplanned for " + t.PlannedOn.Short() + ", now " + days(n) + " " + side, Role: kit.Small})
	}
	day, planned := tab.dates.Day(t.ID)
	if settled(t) || !planned || day.On == "" {
		return spans
	}
	if day.Forecast > t.DueOn {
		line := "\nforecast " + day.Forecast.Short()
		if why := whyForecast(tab.dates, t); len(why) > 0 {
			line += ": " + why[0] // the nearest reason; the rest stands on the tasks it names
		}
		spans = append(spans, kit.Span{Text: line, Role: kit.Small, Color: kit.ColorLateInk})
	}
	return append(spans, kit.Span{Text: "\n" + roomWords(day), Role: kit.Small})
}

// whyForecast returns why a task will rather be later than on its day.
func whyForecast(dates *work.Dated, t *playbook.Task) []string {
	for i := range dates.Of {
		if dates.Of[i].ID == t.ID {
			return dates.WhyForecast(i)
		}
	}
	return nil
}

// waitsFor returns the tasks of the plan that must end before a task begins.
func waitsFor(dates *work.Dated, t *playbook.Task) []*playbook.Task {
	after, err := playbook.ParseAfter(t.After)
	if err != nil {
		return nil // it came from a later version
	}
	var out []*playbook.Task
	for _, a := range after {
		for _, o := range dates.Of {
			if o.StepKey() == a.Step && o.ID != t.ID {
				out = append(out, o)
				break
			}
		}
	}
	return out
}

// roomWords say how late a task may be before something else is.
func roomWords(day schedule.Day) string {
	switch {
	case day.Slack < 0:
		return part.Count(-day.Slack, "working day", "working days") + " too late for what it has to keep"
	case day.Critical || day.Slack == 0:
		return "critical: a slip of one day is felt at once"
	}
	return part.Count(day.Slack, "working day", "working days") + " of slack, until " + day.Latest.Short()
}

// mostReasons is how much of a chain of reasons is shown.
const mostReasons = 4

// whyWords says how the date of a task came about, one reason under another.
func whyWords(tab *Tab, t *playbook.Task) string {
	if t.Condition {
		return "A condition of the acceptance, with the date agreed then."
	}
	if _, planned := tab.dates.Day(t.ID); !planned {
		if t.DueOn == "" {
			return "Added by hand, without a date."
		}
		return "Added by hand, with this date."
	}
	var out []string
	why := tab.dates.Why(t.ID)
	for i, line := range why {
		if i == mostReasons && len(why) > mostReasons+1 {
			out = append(out, "and "+strconv.Itoa(len(why)-i)+" more, which stand on the tasks named")
			break
		}
		out = append(out, part.Upper(line))
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	return "• " + strings.Join(out, "\n• ")
}

// mostPushed is how many of the tasks that wait are named.
const mostPushed = 3

// holdsUp says what a slip of the task pushes: the next tasks, and what was
// promised or agreed as success behind them.
func holdsUp(tab *Tab, t *playbook.Task) string {
	if settled(t) {
		return ""
	}
	pushed := tab.dates.Pushes(t.ID)
	var out []string
	for i, p := range pushed {
		if i == mostPushed {
			out = append(out, "and "+part.Count(len(pushed)-mostPushed, "more task", "more tasks"))
			break
		}
		out = append(out, clip(p.Title, 60))
	}
	return strings.Join(append(out, behind(tab.rec, append([]*playbook.Task{t}, pushed...))...), " → ")
}

// behind names the promises and criteria that tasks lead to, each once.
func behind(rec *playbook.Record, tasks []*playbook.Task) []string {
	var out []string
	seen := map[playbook.ID]bool{}
	for _, t := range tasks {
		if p := promiseOf(rec, t); p != nil && p.Outcome == "" && !seen[p.ID] {
			seen[p.ID] = true
			out = append(out, "promise “"+part.Clip(firstLine(p.Text), 60)+"”")
		}
		if c, _ := criterionOf(rec, t); c != nil && !c.Achieved && !seen[c.ID] {
			seen[c.ID] = true
			out = append(out, "criterion “"+part.Clip(playbook.TitleOf(c), 60)+"”")
		}
	}
	return out
}

func evidenceSpans(t *playbook.Task) []kit.Span {
	switch {
	case t.Evidence != "" && t.EvidenceAsked != "":
		return []kit.Span{{Text: t.Evidence, Role: kit.Body}, {Text: "\nasked: " + t.EvidenceAsked, Role: kit.Small}}
	case t.Evidence != "":
		return []kit.Span{{Text: t.Evidence, Role: kit.Body}}
	}
	return []kit.Span{{Text: "Asked: " + t.EvidenceAsked + ". ", Role: kit.Body}, {Text: "Ticking asks for it.", Role: kit.Small}}
}

func customerSpan(t *playbook.Task) kit.Span {
	if t.CustomerText == "" {
		return kit.Span{Text: "Nothing: this line is internal.", Role: kit.Soft}
	}
	return kit.Span{Text: "“" + t.CustomerText + "”", Role: kit.Body}
}
