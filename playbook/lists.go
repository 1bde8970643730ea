package playbook

import "strings"

// An Item is a row of one of the plain lists of a handoff; Kind says which.
// What its columns mean for a kind is in the field table.
type Item struct {
	Meta
	Kind   string
	Text   string
	Detail string
	Who    string
	On     Date
	Until  Date
	Qty    string
	Amount Money
	State  string
	Ref    string // path, link or the id of an imported deal
}

// The kinds of Item.
const (
	Bought      = "bought"
	NotBought   = "not_bought"
	Term        = "term"
	Document    = "document"
	Problem     = "problem"
	Driver      = "driver"
	Alternative = "alternative"
	Objection   = "objection"
	Blackout    = "blackout"
	Integration = "integration"
	DataSet     = "data_set"
	Approval    = "approval"
	Escalation  = "escalation"
	Expansion   = "expansion"
	Action      = "action"
	Fact        = "fact"
)

// Check refuses a row of unknown kind, bad dates and amounts.
func (i *Item) Check() error {
	if FieldOfKind("item", i.Kind) == nil {
		return invalid("kind", "%q is not a list of a handoff.", clip(i.Kind, 40))
	}
	return firstErr(checkDates(i), i.Amount.check("amount"), checkTexts(i))
}

// A None is an explicit "none" for one field: an answer only with a name and a date.
type None struct {
	Meta
	Field string // F8, F20, …
	Who   string
	On    Date
}

// Check refuses a none without name or date, or for a field that must be filled.
func (n *None) Check() error {
	f := FieldByKey(n.Field)
	switch {
	case f == nil || !f.None:
		return invalid("field", "%q cannot be answered with none.", clip(n.Field, 40))
	case blank(n.Who):
		return invalid("who", "None for “%s” needs the name of who says so.", f.Label)
	case n.On == "":
		return invalid("on", "None for “%s” needs the date on which it was said.", f.Label)
	}
	return firstErr(checkDates(n), checkTexts(n))
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
