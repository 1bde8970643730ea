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

// A Criterion is success in the customer's words.
type Criterion struct {
	Meta
	Words          string
	Metric         string
	Unit           string
	Direction      string
	Baseline       string
	BaselineOn     Date
	BaselineSource string
	BaselineBy     Date // to be measured by this day
	Target         string
	TargetOn       Date
	Measured       string
	DataOwner      string
	DataVisible    bool
	CustomerOwner  string
	Judge          string
	Confirmed      string
	ConfirmedOn    Date
	ConfirmedHow   string
	ProblemID      ID
	Achieved       bool // the customer confirmed that the target is reached
	AchievedOn     Date
}

// Check refuses unknown choices and bad dates.
func (c *Criterion) Check() error {
	return firstErr(oneOf("direction", c.Direction, directions()),
		oneOf("confirmed", c.Confirmed, confirmedOrAssumed()), checkDates(c), checkTexts(c))
}

// A ProofPoint is what the customer must see by day 30, 60 or 90 after close.
type ProofPoint struct {
	Meta
	Day      int
	Text     string
	Evidence string
	Judge    string
	Result   string
	JudgedOn Date
}

// Check refuses a day other than 30, 60 or 90.
func (p *ProofPoint) Check() error {
	if p.Day != 30 && p.Day != 60 && p.Day != 90 {
		return invalid("day", "A proof point is for day 30, 60 or 90, not day %d.", p.Day)
	}
	return firstErr(oneOf("result", p.Result, judgements()), checkDates(p), checkTexts(p))
}

// A Stakeholder is a person at the customer.
type Stakeholder struct {
	Meta
	Name         string
	Title        string
	Email        string
	Phone        string
	TimeZone     string
	Language     string
	Roles        string // deal roles, joined by commas
	Influence    string // 1 to 5
	Stance       string
	Concern      string
	Approach     string // our plan for this person
	PersonalWin  string
	Style        string
	Channel      string
	Sensitive    string
	Uninvolved   bool // not involved in the purchase but affected
	ToldHandover bool
	MetCSMOn     Date
}

// Has tells whether the person has a deal role.
func (s *Stakeholder) Has(role string) bool {
	for _, r := range SplitMany(s.Roles) {
		if r == role {
			return true
		}
	}
	return false
}

// Check refuses unknown choices and bad dates.
func (s *Stakeholder) Check() error {
	return firstErr(manyOf("roles", s.Roles, dealRoles()), oneOf("influence", s.Influence, influences()),
		oneOf("stance", s.Stance, stances()), checkDates(s), checkTexts(s))
}

// A Belief is what a person thinks will happen.
type Belief struct {
	Meta
	Person     string
	Text       string
	Matches    string // the contract: yes, no, unknown
	Basis      string
	Confidence string
	Owner      string
	DueOn      Date
}

// Check refuses unknown choices and bad dates.
func (b *Belief) Check() error {
	return firstErr(oneOf("matches", b.Matches, yesNoUnknown()), oneOf("basis", b.Basis, bases()),
		oneOf("confidence", b.Confidence, levels()), checkDates(b), checkTexts(b))
}

// A Promise is what we said they would get.
type Promise struct {
	Meta
	Text              string
	Quote             string // the exact words used
	ToWhom            string
	ByWhom            string
	SaidOn            Date
	SaidWhere         string
	Kind              string // explicit or implied
	InContract        string
	DueKind           string // date, anchor or none
	DueOn             Date
	DueAnchor         string
	DueDays           string // whole days after the anchor, negative before
	FullScope         string
	Basis             string
	BasisRef          string
	Deciding          bool
	Support           string
	Approver          string
	SupportPlan       string
	AgreedToShow      bool
	Owner             string
	Status            string
	DeliveredOn       Date
	Evidence          string
	Outcome           string
	CustomerConfirmed bool
	CriterionID       ID
}

// Check refuses unknown choices, bad dates and a due rule that cannot be computed.
func (p *Promise) Check() error {
	if p.DueDays != "" && !isInt(p.DueDays) {
		return invalid("due_days", "%q is not a number of days; write it like 5 or -10.", clip(p.DueDays, 40))
	}
	return firstErr(
		oneOf("kind", p.Kind, promiseKinds()), oneOf("in_contract", p.InContract, yesNoUnknown()),
		oneOf("due_kind", p.DueKind, dueKinds()), oneOf("due_anchor", p.DueAnchor, Anchors()),
		oneOf("basis", p.Basis, bases()), oneOf("support", p.Support, supports()),
		oneOf("status", p.Status, promiseStates()), oneOf("outcome", p.Outcome, outcomes()),
		checkDates(p), checkTexts(p))
}

// A Watch is one thing to keep an eye on: an assumption to test, a risk to
// mitigate or a gap to review; Kind says which.
type Watch struct {
	Meta
	Kind     string
	Text     string
	RiskKind string
	Severity string
	Trigger  string // the signal that the risk comes true
	Plan     string // how to test, or what we do about it
	Effect   string // effect if the assumption is false
	RaisedBy string
	Owner    string
	DueOn    Date // test by, or review on
	State    string
}

// The kinds of Watch.
const (
	Assumption = "assumption"
	Risk       = "risk"
	Gap        = "gap"
)

// Check refuses unknown kinds and choices, and bad dates.
func (w *Watch) Check() error {
	if w.Kind != Assumption && w.Kind != Risk && w.Kind != Gap {
		return invalid("kind", "%q is not something to watch; it is one of assumption, risk, gap.", clip(w.Kind, 40))
	}
	return firstErr(oneOf("risk_kind", w.RiskKind, riskKinds()), oneOf("severity", w.Severity, levels()),
		oneOf("state", w.State, watchStates()), checkDates(w), checkTexts(w))
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
