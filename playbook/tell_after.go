package playbook

import (
	"encoding/json"
	"strings"
	"time"
)

// isEchoAfter is isEcho for what happens after the close. A day and a name are
// echoes only where they are those of the act itself: a form may bring others.
func isEchoAfter(e *Event, l *Line, loc *time.Location) bool {
	beside := func(col string) bool {
		return hasLine(e, func(o *Line) bool { return o.Noun == l.Noun && o.Row == l.Row && o.Col == col })
	}
	ours, today := l.New == "" || l.New == e.Who, l.New == "" || l.New == string(e.At.Day(loc))
	switch l.Noun + "." + l.Col {
	case "watch.state":
		return hasRow(e, "watch_review")
	case "watch.seen_on":
		return hasRow(e, "watch_review") && today
	case "watch.seen_by":
		return beside("seen_on") && ours
	case "promise.status":
		return beside("outcome")
	case "promise.customer_confirmed", "promise.confirmed_on": // said with who it was
		return beside("confirmed_by")
	case "belief.state":
		return l.New != "" && e.says(ShowValue(l.Noun, l.Col, l.New, loc))
	case "belief.settled_on":
		return beside("state") && today
	case "belief.settled_by":
		return beside("state") && ours
	case "belief.promise_id":
		return beside("state")
	case "proof_point.judged_on":
		return beside("result") && today
	case "criterion.achieved":
		return beside("achieved_by")
	case "criterion.achieved_on":
		return beside("achieved_by") && today
	case "criterion.achieved_by":
		return l.New != "" && e.says(l.New)
	case "stakeholder.left_on":
		return l.New != "" && today && e.says("left")
	case "handoff.closed_on":
		return l.New != "" && today && e.says("close handoff")
	case "handoff.closed_by":
		return beside("closed_on") && ours
	case "handoff.sales_released_on":
		return l.New != "" && today && e.says("release Sales")
	case "handoff.sales_released_by":
		return beside("sales_released_on") && ours
	case "inspection.on":
		return today
	case "inspection.by":
		return ours
	case "customer_question.fact_id":
		return e.says("answered by what they told us") || e.says("is open again")
	case "promise.trashed_at", "belief.trashed_at", "watch.trashed_at", "criterion.trashed_at", "stakeholder.trashed_at", "item.trashed_at":
		return l.New != "" && e.says("remove") && l.title() != "" && e.says(l.title())
	}
	return false
}

// hasRow tells whether an act added a row of a noun.
func hasRow(e *Event, noun string) bool {
	return hasLine(e, func(o *Line) bool { return o.Noun == noun && o.Col == "" && o.New != "" })
}

// tellAdded tells of an added row whose news is in its values; told is false
// for any other row. No parts mean that the label says everything.
func tellAdded(e *Event, l *Line, loc *time.Location) (parts []Part, told bool) {
	var vals map[string]string
	if err := json.Unmarshal([]byte(l.New), &vals); err != nil {
		return nil, false
	}
	title := l.title()
	switch {
	case l.Noun == "watch_review" && vals["result"] != "":
		return tellReview(e, vals), true
	case l.Noun == "measurement" && e.says("measure") && e.says(title):
		if source := vals["source"]; source != "" {
			parts = []Part{{"Source: ", AsName}, valuePart(source, source)}
		}
		return parts, true
	case l.Noun == "inspection":
		parts = tellInspection(e, vals, title)
		return parts, parts != nil
	case l.Noun == "signal" && e.says("log signal"):
		parts = []Part{{title, AsText}}
		if cause := vals["cause"]; cause != "" {
			parts = append(parts, Part{" Cause: ", AsWords}, Part{lowerWord(ShowValue("signal", "cause", cause, loc)), AsValue})
		}
		return parts, true
	case l.Noun == "customer_question" && e.says("ask the customer") && e.says(title):
		return nil, true
	case l.Noun == "item" && e.says("they told us") && e.says(title):
		if who := vals["who"]; who != "" {
			parts = []Part{{"Told by ", AsWords}, {who, AsValue}}
		}
		return parts, true
	}
	return tellInPlan(e, l, vals, loc)
}

// tellReview tells what a look found, beyond what the label says.
func tellReview(e *Event, vals map[string]string) []Part {
	note, said := vals["note"], false
	result := LabelOf(reviewResults(), vals["result"])
	for _, kind := range []string{Assumption, Risk, Gap} {
		said = said || e.gives(LabelOf(ReviewResults(kind), vals["result"]))
	}
	switch {
	case said && note == "":
		return nil
	case said:
		return []Part{{"Found: ", AsName}, {note, AsText}}
	case note == "":
		return []Part{{"Added to reviews: ", AsWords}, {result, AsValue}}
	}
	return []Part{{"Added to reviews: ", AsWords}, {result, AsValue}, {", ", AsWords}, {note, AsText}}
}

// tellInspection tells how many questions were answered yes, and which no.
func tellInspection(e *Event, vals map[string]string, title string) []Part {
	var no []string
	n := Inspection{}
	for _, q := range InspectionQuestions() {
		if err := SetText(&n, q.Value, vals[q.Value]); err == nil && vals[q.Value] == "no" {
			no = append(no, q.Label)
		}
	}
	yes, answered := n.Score()
	if answered == 0 {
		return nil
	}
	var parts []Part
	if !e.says(title) {
		parts = append(parts, Part{"Inspection of " + title + ": ", AsWords})
	}
	parts = append(parts, Part{itoa(yes) + " of " + itoa(answered), AsValue}, Part{" answered yes", AsWords})
	for i, q := range no {
		sep := ", "
		if i == 0 {
			sep = "; no: "
		}
		parts = append(parts, Part{sep, AsWords}, Part{q, AsText})
	}
	if note := vals["note"]; note != "" {
		parts = append(parts, Part{". Note: ", AsWords}, Part{note, AsText})
	}
	return parts
}

// tellWhole tells a value that does not read as “the field was set to”; false
// for any other.
func tellWhole(e *Event, l *Line, loc *time.Location) ([]Part, bool) {
	row := func(word string) Part { // the row first where the label does not name it
		if title := l.title(); title != "" && !e.says(title) {
			return Part{"“" + clip(title, 60) + "”: " + lowerWord(word), AsWords}
		}
		return Part{word, AsWords}
	}
	switch l.Noun + "." + l.Col {
	case "promise.confirmed_by":
		on := ""
		for i := range e.Lines {
			if o := &e.Lines[i]; o.Noun == l.Noun && o.Row == l.Row && o.Col == "confirmed_on" {
				on = prefixedDay(o.New+o.Old, o.New == "" || o.Old == "")
				if o.New != "" && o.New == string(e.At.Day(loc)) && e.says(l.New) {
					on = "" // the act's own day
				}
			}
		}
		switch {
		case l.New == "":
			return []Part{row("It was confirmed by "), {l.Old, AsValue}, {on + " before", AsWords}}, true
		case e.says(l.New) && on == "":
			return nil, true
		}
		return []Part{row(confirmWord(e, l) + " by "), {l.New, AsValue}, {on, AsWords}}, true
	case "belief.state":
		if l.New == "" {
			return []Part{row("It was "), {lowerWord(ShowValue(l.Noun, l.Col, l.Old, loc)), AsValue}, {" before", AsWords}}, true
		}
	case "customer_question.fact_id":
		if l.New != "" {
			return []Part{{"It answers ", AsWords}, {l.title(), AsText}}, true
		}
		return []Part{row("No fact answers it any more"), {}}, true
	}
	return nil, false
}

// prefixedDay is “ on 2 Mar 2026”, "" where there are two days or none.
func prefixedDay(day string, one bool) string {
	if shown := Date(day).Short(); one && shown != "" {
		return " on " + shown
	}
	return ""
}

// confirmWord says what somebody at the customer did: the outcome of the same
// act says whether it was more than a confirmation.
func confirmWord(e *Event, l *Line) string {
	for i := range e.Lines {
		if o := &e.Lines[i]; o.Noun == l.Noun && o.Row == l.Row && o.Col == "outcome" {
			switch o.New {
			case "released":
				return "Released"
			case "renegotiated":
				return "Agreed"
			}
		}
	}
	return "Confirmed"
}

// leads tells whether a field's name is the beginning of a sentence that its
// value ends: “Test by 9 Mar 2026”, “Judged by Ingrid Moe”.
func leads(name string) bool {
	return strings.HasSuffix(name, " on") || strings.HasSuffix(name, " by")
}
