package timeline

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"kept/playbook"
)

// A change is one changed value, or an added or removed row, in words.
type change struct {
	what     string // "Due on", "“One calendar” · Due on", "Added task"
	old, new string // "" of an added or removed row, whose words are in new
	added    bool
}

// changes puts the lines of an act into words, without those that only repeat
// what another line says.
func changes(e *playbook.Event, loc *time.Location) []change {
	var out []change
	named := oneRow(e) && strings.Contains(e.Label, "“")
	for i := range e.Lines {
		l := &e.Lines[i]
		if echo(e, l) {
			continue
		}
		c := wordsOf(l, named, loc)
		if c.old == "" && !c.added && strings.Contains(e.Label, c.new) {
			continue
		}
		out = append(out, c)
	}
	return out
}

// many is how many added rows of a kind are told as a count.
const many = 3

// gathered tells rows that came or went together as "Added task: 32 of them".
func gathered(cs []change) []change {
	count := map[string]int{}
	for _, c := range cs {
		if c.added {
			count[c.what]++
		}
	}
	var out []change
	for _, c := range cs {
		n := count[c.what]
		switch {
		case !c.added || 0 < n && n < many:
			out = append(out, c)
		case n > 0:
			out = append(out, change{what: c.what, new: strconv.Itoa(n) + " of them", added: true})
			count[c.what] = 0 // told
		}
	}
	return out
}

// oneRow tells whether an act touched a single row, which its label names.
func oneRow(e *playbook.Event) bool {
	for i := range e.Lines {
		if e.Lines[i].Row != e.Lines[0].Row {
			return false
		}
	}
	return len(e.Lines) > 0
}

// echo tells whether a line only repeats what another line of its act says:
// when a task is ticked its done time is the act's own.
func echo(e *playbook.Event, l *playbook.Line) bool {
	switch l.Col {
	case "done_at", "done_by", "status_by", "status_at", "asked_at", "answered_at", "answered_by", "started_at":
		return true
	case "reason":
		return l.New == e.Why
	case "pos":
		for i := range e.Lines {
			if c := e.Lines[i].Col; c != "pos" && c != "" {
				return true
			}
		}
	}
	return false
}

func wordsOf(l *playbook.Line, named bool, loc *time.Location) change {
	noun := nounWords(l)
	if l.Col == "" {
		word := "Added"
		if l.New == "" {
			word = "Removed"
		}
		return change{what: word + " " + noun, new: title(l), added: true}
	}
	if l.Col == "trashed_at" {
		if l.New == "" {
			return change{what: "Out of the trash", new: title(l), added: true}
		}
		return change{what: "To the trash", new: title(l), added: true}
	}
	c := change{what: label(l)}
	if !named && l.Noun != "account" && l.Noun != "handoff" && l.Noun != "plan" && title(l) != "" {
		c.what = "“" + clip(title(l), 50) + "” · " + strings.ToLower(c.what[:1]) + c.what[1:]
	}
	if hidden(l) {
		c.new = "changed; shown on the People tab only"
		c.added = true
		return c
	}
	c.old, c.new = value(l, l.Old, loc), value(l, l.New, loc)
	return c
}

// title is what the row is called, on one line.
func title(l *playbook.Line) string { return strings.Join(strings.Fields(l.RowTitle), " ") }

// kindOf reads the list that an added or removed row belongs to; what a
// changed value's row is, its line does not say.
func kindOf(l *playbook.Line) string {
	if l.Col != "" {
		return ""
	}
	var vals map[string]string
	if err := json.Unmarshal([]byte(l.New+l.Old), &vals); err != nil { // one of them is empty
		return ""
	}
	return vals["kind"]
}

func nounWords(l *playbook.Line) string {
	switch kind := kindOf(l); {
	case l.Noun == "item" || l.Noun == "watch":
		if f := playbook.FieldOfKind(l.Noun, kind); f != nil {
			return "to " + lower(f.Label)
		}
	case l.Noun == "none":
		return "an explicit none"
	case l.Noun == "transition":
		return "a step of the handoff"
	case l.Noun == "stakeholder":
		return "person"
	}
	return lower(playbook.Label(l.Noun, ""))
}

func label(l *playbook.Line) string {
	switch l.Noun + "." + l.Col {
	case "task.due_on":
		return "Due"
	case "task.state", "handoff.state":
		return "State"
	case "task.owner":
		return "Owner"
	case "plan.kickoff_on":
		return "Kickoff"
	case "plan.go_live_on":
		return "Go-live"
	}
	if l.Col == "pos" {
		return "Place in the list"
	}
	return playbook.Label(l.Noun, l.Col)
}

// input returns how a column is entered, nil when it is not captured.
func input(l *playbook.Line) *playbook.Input {
	all := playbook.Fields()
	for i := range all {
		if all[i].Noun != l.Noun {
			continue
		}
		for j := range all[i].Inputs {
			if all[i].Inputs[j].Col == l.Col {
				return &all[i].Inputs[j]
			}
		}
	}
	return nil
}

// hidden tells whether a value is sensitive: a timeline may be open on a
// shared screen.
func hidden(l *playbook.Line) bool {
	in := input(l)
	return in != nil && in.Audience == playbook.Sensitive
}

// value writes a stored text as a person reads it.
func value(l *playbook.Line, text string, loc *time.Location) string {
	if text == "" {
		return ""
	}
	if id, err := playbook.ParseID(text); err == nil && !id.IsZero() {
		return "another row"
	}
	if opts := states(l); opts != nil {
		return playbook.LabelOf(opts, text)
	}
	n := playbook.NewNoun(l.Noun)
	if n == nil {
		return text
	}
	for _, c := range playbook.Columns(n) {
		if c.Name != l.Col {
			continue
		}
		switch c.Any(n).(type) {
		case playbook.Date:
			return playbook.Date(text).Short()
		case playbook.Moment:
			return playbook.Moment(text).Time().In(loc).Format("2 Jan 2006, 15:04")
		case playbook.Money:
			return playbook.Money(text).Grouped()
		case bool:
			return "yes"
		}
	}
	if in := input(l); in != nil && len(in.Options) > 0 {
		var words []string
		for _, v := range playbook.SplitMany(text) {
			words = append(words, playbook.LabelOf(in.Options, v))
		}
		return strings.Join(words, ", ")
	}
	return text
}

func states(l *playbook.Line) []playbook.Option {
	switch l.Noun + "." + l.Col {
	case "task.state":
		return playbook.TaskStates()
	case "handoff.state":
		return playbook.HandoffStates()
	case "account.stage", "account.lost_stage":
		return playbook.Stages()
	case "task.role", "member.role":
		return playbook.Roles()
	}
	return nil
}

// nameTurns gives undo and redo events the name of the act they turned, where
// it is among the events: undo takes back the newest standing act of its
// device, so walking them from the oldest meets it. events are newest first.
func nameTurns(events []playbook.Event) map[playbook.ID]string {
	names := map[playbook.ID]string{}
	standing, back := map[string][]string{}, map[string][]string{}
	pop := func(m map[string][]string, device string) string {
		s := m[device]
		if len(s) == 0 {
			return ""
		}
		m[device] = s[:len(s)-1]
		return s[len(s)-1]
	}
	for i := len(events) - 1; i >= 0; i-- {
		e := &events[i]
		switch e.Kind {
		case "undo":
			name := pop(standing, e.Device)
			back[e.Device] = append(back[e.Device], name)
			names[e.ID] = name
		case "redo":
			name := pop(back, e.Device)
			standing[e.Device] = append(standing[e.Device], name)
			names[e.ID] = name
		default:
			standing[e.Device] = append(standing[e.Device], e.Label)
			back[e.Device] = nil
		}
	}
	return names
}

// heading is what an event is called.
func heading(e *playbook.Event, turned string) string {
	word := map[string]string{"undo": "Undo", "redo": "Redo"}[e.Kind]
	switch {
	case word == "":
		return e.Label
	case e.Label != "" && e.Label != word:
		return word + ": " + e.Label
	case turned != "":
		return word + ": " + turned
	}
	return word
}

func lower(s string) string {
	if len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:min(len(s), 1)]) + s[min(len(s), 1):]
}

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}
