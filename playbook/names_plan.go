package playbook

import "strings"

// nameInPlan is what a person calls a column of a plan and of what hangs on it,
// "" where the column is called as it is stored.
func nameInPlan(noun, col string) string {
	switch noun + "." + col {
	case "task.pinned_on":
		return "Day by hand"
	case "task.moved_by":
		return "Moved by"
	case "task.moved_why":
		return "Why it was moved"
	case "task.working":
		return "Counted in working days"
	case "task.days":
		return "Days from its anchor"
	case "task.duration":
		return "Working days it takes"
	case "task.after":
		return "What it waits for"
	case "phase.exit":
		return "Exit criteria"
	case "phase.exited_on":
		return "Left on"
	case "phase.exited_by":
		return "Left by"
	case "phase.exit_note":
		return "What showed it"
	case "account_anchor.on":
		return "Day"
	case "account_anchor.from":
		return "Anchor it follows"
	case "account_anchor.days":
		return "Days that it follows"
	case "block.waiting_on":
		return "On whom it waits"
	case "block.text":
		return "What blocks it"
	case "block.since":
		return "Blocked since"
	case "block.until":
		return "Blocked until"
	case "task_input.asked":
		return "Input asked for"
	case "task_input.given":
		return "Input"
	case "task_input.given_by":
		return "Given by"
	case "task_input.given_on":
		return "Given on"
	case "notice.seen_on":
		return "Seen on"
	case "notice.seen_by":
		return "Seen by"
	case "notice.for_whom":
		return "Notice for"
	}
	return ""
}

// showAfter shows what a task waits for without the ids of tasks of one's own.
func showAfter(text string) string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		step, lag, _ := strings.Cut(strings.TrimSpace(part), "+")
		if isID(step) {
			step = "another task"
		}
		if lag != "" {
			step += " + " + lag
		}
		out = append(out, step)
	}
	return strings.Join(out, ", ")
}
