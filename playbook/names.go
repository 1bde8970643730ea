package playbook

import (
	"strings"
	"time"
	"unicode"
)

// NameOfField is what a person calls a column in the history: its label in the
// forms, or a word of its own. kind may be "" where it is not known.
func NameOfField(noun, kind, col string) string {
	switch noun + "." + col {
	case "task.due_on":
		return "Due"
	case "task.state":
		return "State"
	case "task.promise_id":
		return "Promise it delivers"
	case "handoff.state":
		return "Handoff"
	case "account.status_line":
		return "Status line"
	case "account.lost_why":
		return "Why it was lost"
	case "task.customer_text":
		return "Words for the customer"
	case "task.evidence_asked":
		return "Evidence asked for"
	case "plan.kickoff_on":
		return "Kickoff"
	case "plan.go_live_on":
		return "Go-live"
	case "belief.due_on":
		return "Correct by"
	case "promise.confirmed_by":
		return "Confirmed by"
	case "criterion.achieved_by":
		return "Confirmed as reached by"
	case "handoff.closed_by":
		return "Closed by"
	case "handoff.sales_released_on":
		return "Sales released on"
	case "handoff.sales_released_by":
		return "Sales released by"
	case "member.units":
		return "Units in a week"
	case "member.started_on", "holiday.on":
		return "First day"
	case "holiday.until":
		return "Last day"
	case "holiday.working":
		return "Worked"
	case "absence.from":
		return "First day away"
	case "absence.until":
		return "Last day away"
	case "absence.why":
		return "Why away"
	case "playbook_version.own":
		return "Of our own"
	}
	if name := nameInPlan(noun, col); name != "" {
		return name
	}
	if col == "pos" {
		return "Place in the list"
	}
	if _, in := FieldOfColumn(noun, kind, col); in != nil {
		return in.Label
	}
	return Label(noun, col)
}

// RowWords is what a person calls one row of a noun; kind as in KindOf, or "".
func RowWords(noun, kind string) string {
	switch noun {
	case "stakeholder":
		return "Person"
	case "none":
		return "Explicit none"
	case "transition":
		return "Step of the handoff"
	case "watch_review":
		return "Review"
	case "customer_question":
		return "Question for the customer"
	case "account_anchor":
		return "Anchor"
	case "task_input":
		return "Input"
	case "watch":
		switch kind {
		case Assumption, Risk, Gap:
			return upperFirst(kind)
		}
		return "Row"
	case "item":
		if f := listField(noun, kind); f != nil {
			return f.Label
		}
		return "Row"
	}
	return Label(noun, "")
}

// RowsWords is what a person calls several rows of a noun.
func RowsWords(noun, kind string) string {
	switch noun {
	case "stakeholder":
		return "people"
	case "criterion":
		return "criteria"
	case "transition":
		return "steps of the handoff"
	case "customer_question":
		return "questions for the customer"
	case "holiday":
		return "days off"
	case "playbook_version":
		return "versions of playbooks"
	case "watch", "item":
		if f := listField(noun, kind); f != nil {
			return lowerWord(f.Label)
		}
		return "rows"
	}
	return lowerWord(RowWords(noun, kind)) + "s"
}

// settingWords is what a person calls a setting.
func settingWords(name string) string {
	switch name {
	case WorkingWeek:
		return "working days"
	case HolidaySets:
		return "public holidays that are kept"
	case ParallelPlans:
		return "running plans of one unit"
	case CloseChance:
		return "chance of an open deal"
	}
	return strings.ReplaceAll(name, "_", " ")
}

// listField is the field that lists items or watches of a kind, nil for other
// nouns.
func listField(noun, kind string) *Field {
	if noun != "item" && noun != "watch" {
		return nil
	}
	return FieldOfKind(noun, kind)
}

// IsSensitive tells whether a column holds what must not be retold: no history,
// no message and no log repeats it.
func IsSensitive(noun, col string) bool {
	for i := range fieldTable {
		if fieldTable[i].Noun != noun {
			continue
		}
		for j := range fieldTable[i].Inputs {
			if in := &fieldTable[i].Inputs[j]; in.Col == col {
				return in.Audience == Sensitive
			}
		}
	}
	return false
}

// columnOf returns a zero value of a column's own type, nil for an unknown one.
func columnOf(noun, col string) any {
	n := NewNoun(noun)
	if n == nil {
		return nil
	}
	for _, c := range Columns(n) {
		if c.Name == col {
			return c.Any(n)
		}
	}
	return nil
}

// ShowValue writes the stored text of a column as a person reads it: dates with
// the month by name, amounts in groups, choices by their labels, a tick as
// “yes”. Moments are shown in loc.
func ShowValue(noun, col, text string, loc *time.Location) string {
	return showValue(noun, "", col, text, loc)
}

// showValue is ShowValue for a row of a kind: a gap is closed where a risk is
// past.
func showValue(noun, kind, col, text string, loc *time.Location) string {
	if text == "" {
		return ""
	}
	if isID(text) {
		return "another row"
	}
	switch noun + "." + col {
	case "task.state":
		return LabelOf(TaskStates(), text)
	case "handoff.state", "transition.to", "transition.from":
		return LabelOf(HandoffStates(), text)
	case "account.stage", "account.lost_stage":
		return LabelOf(Stages(), text)
	case "task.role", "task_input.role", "notice.for_whom":
		return LabelOf(Roles(), text)
	case "task.anchor", "account_anchor.from":
		return LabelOf(Anchors(), text)
	case "block.class":
		return LabelOf(BlockClasses(), text)
	case "block.waiting_on":
		return LabelOf(WaitingOn(), text)
	case "task.after":
		return showAfter(text)
	case "member.role":
		return LabelOf(MemberRoles(), text)
	case "transition.reasons":
		return labelsOf(ReturnReasons(), text)
	}
	switch columnOf(noun, col).(type) {
	case Date:
		if shown := Date(text).Short(); shown != "" {
			return shown
		}
		return text
	case Moment:
		return Moment(text).Time().In(loc).Format("2 Jan 2006, 15:04")
	case Money:
		return Money(text).Grouped()
	case bool:
		return "yes"
	}
	return showChoice(noun, kind, col, text)
}

// labelsOf is LabelOf for a column of several answers.
func labelsOf(options []Option, text string) string {
	var words []string
	for _, v := range SplitMany(text) {
		words = append(words, LabelOf(options, v))
	}
	return strings.Join(words, ", ")
}

// showChoice shows the answers of a choice by their labels, other text as it is.
// Columns of one name that several lists share hold the same kind of answers,
// which a kind may call by words of its own.
func showChoice(noun, kind, col, text string) string {
	for i := range fieldTable {
		f := &fieldTable[i]
		for j := range f.Inputs {
			in := &f.Inputs[j]
			if f.Noun != noun || in.Col != col || len(in.Options) == 0 || kind != "" && f.Kind != kind {
				continue
			}
			if in.Type != TypeMulti {
				if label := LabelOf(in.Options, text); label != text {
					return label
				}
				continue
			}
			return labelsOf(in.Options, text)
		}
	}
	return text
}

// lowerWord begins a label in small letters, unless it begins with letters that
// stand for words, such as CSM.
func lowerWord(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsUpper(r[1]) {
		return s
	}
	return lowerFirst(s)
}

func upperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
