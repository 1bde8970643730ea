package plan

import (
	"strings"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
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

// reasonWords says who settled the task and when, or why it stands still.
func reasonWords(t *playbook.Task, tab *Tab) string {
	switch t.State {
	case playbook.TaskDone:
		return "by " + t.DoneBy + ", " + when(t.DoneAt, tab.win.Now().Location())
	case playbook.Skipped, playbook.Blocked:
		return t.Reason
	}
	return ""
}

func dueSpans(t *playbook.Task) []kit.Span {
	if t.DueOn == "" {
		return []kit.Span{{Text: "No date yet", Role: kit.Soft}}
	}
	spans := []kit.Span{{Text: kit.ShowDayLong(string(t.DueOn)), Role: kit.Body}}
	if n := moved(t); n != 0 {
		side := "later"
		if n < 0 {
			side, n = "earlier", -n
		}
		spans = append(spans, kit.Span{Text: "\nfirst planned for " + t.PlannedOn.Short() + ", now " + days(n) + " " + side, Role: kit.Small})
	}
	return spans
}

// whyWords says how the date of a task came about.
func whyWords(tab *Tab, rec *playbook.Record, t *playbook.Task) string {
	if t.Condition {
		return "A condition of the acceptance, with the date agreed then."
	}
	if t.Anchor == "" {
		if t.DueOn == "" {
			return "Added by hand, without a date."
		}
		return "Added by hand, with this date."
	}
	dates := tab.dated()
	if dates == nil {
		return ""
	}
	why := dates.Why(t.ID)
	if len(why) == 0 {
		return ""
	}
	return upper(strings.Join(why, "; ")) + "."
}

// dated computes the plan that is shown, nil where it cannot be computed.
func (t *Tab) dated() *work.Dated {
	if t.dates == nil && t.rec != nil {
		if dates, err := work.Dates(t.rec, &t.team, t.win.Desk().Today()); err == nil {
			t.dates = dates
		}
	}
	return t.dates
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

func upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
