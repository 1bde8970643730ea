package playbook

import "time"

// isEchoInPlan is isEcho for running plans: a task that was moved by hand has the
// day that it was moved to, and a block begins and ends with the state of its
// task.
func isEchoInPlan(e *Event, l *Line, loc *time.Location) bool {
	beside := func(col string) bool {
		return hasLine(e, func(o *Line) bool { return o.Noun == l.Noun && o.Row == l.Row && o.Col == col })
	}
	ours, today := l.New == "" || l.New == e.Who, l.New == "" || l.New == string(e.At.Day(loc))
	switch l.Noun + "." + l.Col {
	case "task.pinned_on":
		return hasLine(e, func(o *Line) bool {
			return o.Noun == "task" && o.Row == l.Row && o.Col == "due_on" && (o.New == l.New || l.New == "")
		})
	case "task.moved_by":
		return ours
	case "task.moved_why":
		return l.New == "" || l.New == e.Why
	case "block.until":
		return hasLine(e, func(o *Line) bool { return o.Noun == "task" && o.Col == "state" })
	case "block.ended_by":
		return beside("until") && ours
	case "block.text":
		return l.New == e.Why
	case "phase.exited_on":
		return l.New != "" && today && e.says("leave phase") || l.New == "" && e.says("reopen phase")
	case "phase.exited_by":
		return beside("exited_on") && ours
	case "task_input.given_on":
		return beside("given") && today
	case "task_input.given_by":
		return beside("given") && ours
	case "notice.seen_on":
		return l.New != "" && today && e.says("see notice")
	case "notice.seen_by":
		return beside("seen_on") && ours
	}
	return false
}

// tellInPlan tells of a row that was added to a running plan and whose news is in
// its values; see tellAdded.
func tellInPlan(e *Event, l *Line, vals map[string]string, loc *time.Location) (parts []Part, told bool) {
	switch l.Noun {
	case "block":
		parts = []Part{{"Waits on ", AsWords}, {lowerFirst(ShowValue("block", "waiting_on", vals["waiting_on"], loc)), AsValue}}
		if class := vals["class"]; class != "" {
			parts = append(parts, Part{": ", AsWords}, Part{lowerFirst(ShowValue("block", "class", class, loc)), AsValue})
		}
		return parts, true
	case "notice":
		parts = []Part{{"Notice for ", AsWords}, {ShowValue("notice", "for_whom", vals["for_whom"], loc), AsValue}}
		if title := l.title(); title != "" && !e.says(title) {
			parts = append(parts, Part{": ", AsWords}, Part{title, AsText})
		}
		return parts, true
	case "task_input":
		if e.says("for input to") {
			return []Part{{l.title(), AsText}}, true
		}
	case "account_anchor", "baseline":
		return nil, e.says(l.title()) && (e.says("anchor") || e.says("baseline"))
	}
	return nil, false
}
