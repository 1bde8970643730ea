package playbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Gate says when a field is wanted.
type Gate int

// The gates of the field list.
const (
	GateO     Gate = iota // optional
	GateC                 // wanted before close
	GateCPlus             // wanted before close when complexity is medium or high
	GateH                 // wanted at submission, may be filled at close
	GateA                 // computed
	GateAfter             // filled after close
)

// String returns the gate as the field list writes it.
func (g Gate) String() string {
	return [...]string{"optional", "before close", "before close when complex", "at submission", "computed", "after close"}[g]
}

// Audience says who may read a field.
type Audience int

// The audiences.
const (
	Inherit   Audience = iota // an input's: as its field
	Internal                  // never in a customer document
	Both                      // may be shown to the customer
	Sensitive                 // internal, masked on a shared screen, never exported
)

// Type says how a value is entered and read.
type Type int

// The types of inputs.
const (
	TypeText Type = iota
	TypeLong
	TypeChoice
	TypeMulti
	TypeDate
	TypeMoney
	TypeWhole
	TypeTick
	TypePerson
	TypeLink // the id of another row of the account; Link says of which list
)

// Section is one of the eight parts of a handoff.
type Section struct {
	Key   string
	Title string // as in the list of sections
	Ask   string // the question at the head of its page
	Hint  string
}

// Sections returns the eight sections in order.
func Sections() []Section {
	return []Section{
		{"deal", "The deal", "What did they buy, and what not?", "Facts of the contract. Amounts per year."},
		{"story", "The story", "Why did they buy, and why now?", "Write it as you would tell a colleague over coffee."},
		{"success", "Success criteria", "What does success look like to them?", "Use the customer’s own words. One to five criteria; the first is the one the renewal hangs on."},
		{"people", "People & politics", "Who decides, who uses it, who doubts?", "Facts you could say to their face. Sensitive notes never leave this program."},
		{"promises", "Promises", "What did we say they would get?", "Everything said or implied, with the words used. One of them won the deal."},
		{"watch", "Assumptions, risks, gaps", "What could go wrong?", "An honest risk costs nothing now. “None” is an answer with your name and a date."},
		{"delivery", "Delivery", "What does delivery need to know?", "Complexity comes first: it decides what else is asked."},
		{"working", "Fit & sign-off", "How do we work together from here?", "Five ticks for fit, then rhythm, contacts and what comes next."},
	}
}

// After is the section of what happens after the close. It is no part of the
// handoff that Sales fills.
func After() Section {
	return Section{"after", "After the close", "What did they get, and what went wrong?", "Measurements, reviews, signals, questions and inspections, as they come."}
}

// An Input is one value of a field: a column of the field's noun.
type Input struct {
	Col      string
	Label    string
	Type     Type
	Options  []Option
	Gate     Gate     // counted for completeness by its gate; GateO is not counted
	Audience Audience // Fields fills in the field's
	Help     string
	Wide     bool   // takes the whole width of a form
	Link     string // of a link: the key of the list that the row is in
}

// A Field is one numbered field of the handoff. The capture form, the YAML
// form, readiness, late marks, the leak check and every label read this table
// and nothing else.
type Field struct {
	No       int
	Section  string
	Label    string // the short name, as in "missing: …"
	Ask      string // the question on the form
	Help     string
	Noun     string
	Kind     string // of an item or a watch
	List     bool   // rows, not a single value
	Key      string // name in the YAML form, of a list or a single field
	Gate     Gate
	Audience Audience
	None     bool // an explicit none is an answer
	Inputs   []Input
}

// Asked returns the inputs that the handoff's pages ask: all but those that
// are filled after the close, which have screens of their own.
func (f *Field) Asked() []Input {
	var out []Input
	for _, in := range f.Inputs {
		if in.Gate != GateAfter {
			out = append(out, in)
		}
	}
	return out
}

// ID returns "F44".
func (f *Field) ID() string { return fmt.Sprintf("F%d", f.No) }

// fieldsOfHandoff is how many fields a handoff has; the table has those of
// what happens afterwards behind them.
const fieldsOfHandoff = 76

// Fields returns the 76 fields of a handoff by number. The slice is the
// caller's own; what the fields hold is shared and not to be written.
func Fields() []Field { return slices.Clone(fieldTable[:fieldsOfHandoff]) }

// LaterFields returns the lists that grow after the close, numbered from 77:
// measurements, reviews, signals, questions for the customer, inspections. No
// gate counts them.
func LaterFields() []Field { return slices.Clone(fieldTable[fieldsOfHandoff:]) }

func allFields() []Field {
	var all []Field
	for _, part := range [][]Field{dealFields(), storyFields(), successFields(), peopleFields(), promiseFields(), watchFields(), deliveryFields(), workingFields(), laterFields()} {
		for _, f := range part {
			for i := range f.Inputs {
				if f.Inputs[i].Audience == Inherit {
					f.Inputs[i].Audience = f.Audience
				}
			}
			all = append(all, f)
		}
	}
	return all
}

// fieldTable is built once; nothing writes to it.
var fieldTable = allFields()

// FieldByKey returns the field called "F44", nil when there is none.
func FieldByKey(id string) *Field {
	no, err := strconv.Atoi(strings.TrimPrefix(id, "F"))
	for i := range fieldTable {
		if f := &fieldTable[i]; err == nil && f.No == no && f.ID() == id {
			return f
		}
	}
	return nil
}

// FieldByNo returns field number no, those of LaterFields too; another number is a mistake of the program.
func FieldByNo(no int) *Field {
	for i := range fieldTable {
		if fieldTable[i].No == no {
			return &fieldTable[i]
		}
	}
	panic(fmt.Sprintf("no field F%d", no))
}

// FieldOfKind returns the field that lists rows of a noun and kind, the
// lowest numbered one when a noun has several, nil when there is none.
func FieldOfKind(noun, kind string) *Field {
	for i := range fieldTable {
		if f := &fieldTable[i]; f.Noun == noun && f.Kind == kind && f.List {
			return f
		}
	}
	return nil
}

// FieldsOf returns the fields that share the rows of a noun and kind.
func FieldsOf(noun, kind string) []*Field {
	var out []*Field
	for i := range fieldTable {
		if f := &fieldTable[i]; f.Noun == noun && f.Kind == kind {
			out = append(out, f)
		}
	}
	return out
}

// FieldOfColumn returns the field and input of a column, nil when the column
// is not captured by a field. Kind matters for items and watches only.
func FieldOfColumn(noun, kind, col string) (*Field, *Input) {
	for i := range fieldTable {
		f := &fieldTable[i]
		if f.Noun != noun || f.Kind != kind {
			continue
		}
		for j := range f.Inputs {
			if f.Inputs[j].Col == col {
				return f, &f.Inputs[j]
			}
		}
	}
	return nil, nil
}

// KindOf returns the kind of an item or watch, "" for other nouns.
func KindOf(n Noun) string {
	switch x := n.(type) {
	case *Item:
		return x.Kind
	case *Watch:
		return x.Kind
	}
	return ""
}

// Label returns what a person calls a column: the label of its input, or the
// column's name in words.
func Label(noun, col string) string {
	for i := range fieldTable {
		for j := range fieldTable[i].Inputs {
			if f := &fieldTable[i]; f.Noun == noun && f.Inputs[j].Col == col {
				return f.Inputs[j].Label
			}
		}
	}
	if col == "" {
		return nounLabel(noun)
	}
	words := strings.ReplaceAll(strings.TrimSuffix(col, "_id"), "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func nounLabel(noun string) string {
	switch noun {
	case "":
		return ""
	case "watch_review":
		return "Review"
	case "customer_question":
		return "Question for the customer"
	case "holiday":
		return "Day off"
	case "playbook_version":
		return "Version of a playbook"
	}
	words := strings.ReplaceAll(noun, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// An Essential is one of the twelve answers of the first page.
type Essential struct {
	Field int
	Cols  []string
	Ask   string
}

// Essentials returns the twelve answers a seller in a hurry gives; each
// fills the same fields as the eight sections.
func Essentials() []Essential {
	return []Essential{
		{1, []string{"name", "expected_close", "value", "currency"}, "Account, close date, value per year"},
		{14, []string{"customer_promise"}, "The customer promise, in one sentence"},
		{15, []string{"text"}, "Their problem"},
		{25, []string{"words"}, "What success is, in their words"},
		{28, []string{"metric", "baseline", "target", "target_on"}, "The number today → target → by when"},
		{30, []string{"judge", "confirmed"}, "Who judges it, and did the customer confirm it?"},
		{44, []string{"text"}, "Every promise made, one per line"},
		{50, []string{"deciding"}, "Which one won the deal?"},
		{8, []string{"text"}, "What is not included"},
		{20, []string{"barely_discussed"}, "What was barely discussed"},
		{55, []string{"text"}, "What worries you most"},
		{36, []string{"name", "roles"}, "Who else matters (name, role)"},
	}
}
