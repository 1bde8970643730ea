// Package form writes the whole handoff as a commented YAML form and reads it
// back, strictly. What is asked comes from the field table of package playbook
// and from nothing else; how an account is stored is known to the Store.
//
// A form says what it knows and leaves the rest alone:
//
//	account: Northlake Dental      # who is meant; a new name makes a new account
//	close:
//	  expected_close: 15 Jan 2027  # dates as 15 Jan 2027 or 2027-01-15
//	  actual_close:                # nothing after the colon: not answered, left alone
//	industry:
//	  industry: ""                 # an empty text in quotes: the stored value is cleared
//	promises:                      # a list: rows are found by their words, others are added
//	  - text: Import of 12 months of bookings by 1 Mar 2027
//	    agreed_to_show: yes
//	not_bought:
//	  none: {who: Ada Wolf, on: 10 Jan 2027}   # an explicit none
//	signals:                       # a row names another one by its words, or by its place
//	  - text: They asked again for the list of 12 Jan
//	    promise: Import of 12 months of bookings by 1 Mar 2027
//
// Applying a form never removes a row, and applying it twice changes nothing
// the second time.
package form

import (
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
)

// Version is the version of the form that this program writes and reads. A
// form without one is taken as of this version.
const Version = 1

// A Form is what a file says about one account. It was read whole: every
// value is one that its column can hold.
type Form struct {
	Name    string      // of the file
	Account string      // the account's name, "" when only the id is given
	ID      playbook.ID // of the account, zero when the form has none
	answers []answer
	sent    *sent // what else came with a file of answers, nil of a YAML form
}

// An answer is what the form says under one key.
type answer struct {
	part   *part
	line   int
	values []value     // of a single part
	rows   []row       // of a list
	none   *noneAnswer // an explicit none

	noneSent bool        // whether there is a none or not was sent, and so can be compared
	noneBase *noneAnswer // the one that the page was filled with
}

type value struct {
	in   *input
	text string // as the column stores it; "" clears
	line int
	base *string // what the page was filled with, nil where nobody knows
	why  string  // why the column cannot hold the text
}

type row struct {
	line   int
	id     playbook.ID
	known  bool // the page was filled with it
	values []value
}

type noneAnswer struct {
	who  string
	on   playbook.Date
	line int
}

// A part is one key at the top of a form: a single field, or a list, whose
// rows several fields may share.
type part struct {
	key     string
	section string
	fields  []*playbook.Field // the first is the one that lists the rows
	noun    string
	kind    string
	list    bool
	none    *playbook.Field // the field that an explicit none answers
	inputs  []*input
}

// An input is one value of a part.
type input struct {
	playbook.Input
	key   string // in the form; the column's name but for links
	field *playbook.Field
}

// days are what the day of a row can be, nil when the input is no such day.
func (in *input) days() []int {
	if in.Col != "day" || in.field == nil {
		return nil
	}
	switch in.field.Noun {
	case "proof_point":
		return []int{30, 60, 90}
	case "inspection":
		return playbook.InspectionDays()
	}
	return nil
}

// link tells whether the value names another row of the account. In a form
// that row is named by its words, or by its place in its list as #2.
func (in *input) link() bool { return in.Type == playbook.TypeLink }

// linkKeys are the keys of the links: what the row is about, in a word.
var linkKeys = map[string]string{
	"problem_id": "problem", "criterion_id": "criterion", "promise_id": "promise", "belief_id": "belief",
	"fact_id": "fact", "watch_id": "of", "from_id": "assumption",
}

// linkNames are what the rows are called that a link can name, by Input.Link.
var linkNames = map[string]string{
	"problems": "a problem", "criteria": "a criterion", "promises": "a promise", "beliefs": "a belief",
	"facts": "a fact", "assumptions": "an assumption", "watches": "an assumption, a risk or a gap",
}

// bare tells whether the part is one value right behind its key.
func (p *part) bare() bool { return !p.list && len(p.inputs) == 1 }

func (p *part) input(key string) *input {
	for _, in := range p.inputs {
		if in.key == key {
			return in
		}
	}
	return nil
}

// parts returns the keys of a form in the order of the field table.
func parts() []*part {
	var out []*part
	byKey := map[string]*part{}
	fields := slices.Concat(playbook.Fields(), playbook.LaterFields())
	for i := range fields {
		f := &fields[i]
		if len(f.Inputs) == 0 {
			continue // computed
		}
		p := byKey[f.Key]
		if p == nil {
			p = &part{key: f.Key, section: f.Section, noun: f.Noun, kind: f.Kind, list: f.List}
			byKey[f.Key] = p
			out = append(out, p)
			if f.Noun == "proof_point" { // its day is no input: the window has a place for each
				day := playbook.Input{Col: "day", Label: "30, 60 or 90 days after close", Type: playbook.TypeWhole, Gate: f.Gate, Audience: f.Audience}
				p.inputs = append(p.inputs, &input{Input: day, key: "day", field: f})
			}
		}
		p.fields = append(p.fields, f)
		if f.None {
			p.none = f
		}
		for _, in := range f.Inputs {
			key := in.Col
			if in.Type == playbook.TypeLink {
				key = linkKeys[in.Col]
			}
			p.inputs = append(p.inputs, &input{Input: in, key: key, field: f})
		}
	}
	return out
}

// keyOf returns what a row of a list is found by, "" when it says nothing yet.
// Case and spacing do not matter.
func keyOf(n playbook.Noun) string {
	var words string
	switch x := n.(type) {
	case *playbook.Item:
		words = x.Text
	case *playbook.Watch:
		words = x.Text
	case *playbook.Promise:
		words = x.Text
	case *playbook.Criterion:
		words = x.Words
		if words == "" {
			words = x.Metric
		}
	case *playbook.Stakeholder:
		words = x.Name
	case *playbook.Belief:
		words = x.Person + "\x00" + x.Text
	case *playbook.ProofPoint:
		words = strconv.Itoa(x.Day)
	case *playbook.Inspection:
		words = strconv.Itoa(x.Day)
	case *playbook.Measurement:
		words = x.CriterionID.String() + "\x00" + string(x.On) + "\x00" + plainNumber(x.Value)
	case *playbook.WatchReview:
		words = x.WatchID.String() + "\x00" + string(x.On) + "\x00" + x.Result
	case *playbook.Signal:
		words = x.Kind + "\x00" + x.Text
	case *playbook.CustomerQuestion:
		words = x.Text
	}
	return strings.ToLower(strings.Join(strings.Fields(words), " "))
}

// plainNumber writes a measured value in the shortest digits.
func plainNumber(s string) string {
	if n, ok := playbook.ParseNumber(s); ok && n.Unit == "" {
		return n.String()
	}
	return s
}

// newRow returns a row of a list as it begins.
func newRow(p *part, account playbook.ID) playbook.Noun {
	n := playbook.NewNoun(p.noun)
	n.Key().AccountID = account
	switch x := n.(type) {
	case *playbook.Item:
		x.Kind = p.kind
	case *playbook.Watch:
		x.Kind, x.State = p.kind, "open"
		if p.kind == playbook.Assumption {
			x.State = "untested"
		}
	case *playbook.Promise:
		x.Status = "owed"
	}
	return n
}

// begins tells whether a value is filled before anyone has answered it, so
// that an empty one has to be said.
func begins(p *part, col string) bool {
	switch p.noun {
	case "account":
		return col == "seller"
	case "watch", "promise":
		v, err := playbook.GetText(newRow(p, playbook.ID{}), col)
		return err == nil && v != ""
	}
	return false
}
