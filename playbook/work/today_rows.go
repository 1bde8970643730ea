package work

import (
	"fmt"
	"strings"

	"kept/playbook"
)

// roleOf is who a row without an owner waits for.
func roleOf(r *playbook.DueRow) string {
	if r.Noun == "notice" {
		return r.Kind
	}
	if r.AccountStage == playbook.PreClose {
		return "sales"
	}
	return "cs"
}

// row makes a need of what is due besides tasks.
func (in *NeedsInput) row(r *playbook.DueRow) Need {
	n := Need{Account: r.AccountID, AccountName: r.AccountName, Row: r.Row, Due: r.DueOn, Day: r.Day,
		Late: max(r.DueOn.DaysUntil(in.Today), 0)}
	due := in.dueWords(r.DueOn)
	switch r.Noun {
	case "promise":
		n.Kind, n.What, n.Why = NeedOutcome, "Keep or settle the promise “"+r.Text+"”", "promise, "+due
	case "belief":
		who := strings.TrimSpace(r.Person)
		if who == "" {
			who = "somebody"
		}
		n.Kind, n.What, n.Why = NeedWord, "Correct what "+who+" believes: “"+r.Text+"”", "belief, "+due
	case "proof_point":
		n.Kind, n.What, n.Why = NeedJudgement, fmt.Sprintf("Day-%d proof point: %s", r.Day, r.Text), "unjudged, "+due
		if n.Late == 0 {
			n.Why = "proof point, " + due
		}
		switch {
		case r.More == 1:
			n.What += " (and the next one)"
		case r.More > 1:
			n.What += fmt.Sprintf(" (and %d more)", r.More)
		}
	case "notice":
		n.Kind, n.What, n.Why, n.Late = NeedSeen, r.Text, "moved by "+r.Person, 0
		n.Promise, n.Task.ID = r.Promise, r.Task
	case "inspection":
		n.Kind, n.What, n.Why = NeedInspect, fmt.Sprintf("Inspect the seam, day %d: six questions", r.Day), fmt.Sprintf("day %d, %s", r.Day, due)
	default:
		n.Kind, n.Why = NeedLook, r.Kind+", "+due
		if r.Kind == playbook.Assumption {
			n.Why = "untested, " + due
		}
		n.What = lookWords(r.Kind) + " " + r.DueOn.DayMonth() + ": " + r.Text
	}
	return n
}

// lookWords say what is to be done by the day of a watched thing.
func lookWords(kind string) string {
	switch kind {
	case playbook.Assumption:
		return "Test by"
	case playbook.Risk:
		return "Look again on"
	}
	return "Review on"
}
