package playbook

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
	ConfirmedBy       string // who at the customer confirmed, agreed or released
	ConfirmedOn       Date
	CriterionID       ID
}

// Check refuses unknown choices, bad dates, a due rule that cannot be computed,
// a due date before the promise was made, and an outcome that nothing shows.
func (p *Promise) Check() error { return checkAll(p) }

func (p *Promise) checkValues() error {
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

func (p *Promise) lateRules() []lateRule {
	var due error
	if p.DueKind == "date" && p.DueOn != "" && p.SaidOn != "" && p.DueOn < p.SaidOn {
		due = invalid("due_on", "The promise is due on %s, before it was made on %s; correct one of the two.", p.DueOn.Short(), p.SaidOn.Short())
	}
	return []lateRule{
		{[]string{"due_kind", "due_on", "said_on"}, due},
		{[]string{"outcome", "evidence", "customer_confirmed", "confirmed_by", "confirmed_on", "deciding"}, p.checkOutcome()},
	}
}

// checkOutcome refuses an outcome that nothing shows.
func (p *Promise) checkOutcome() error {
	if p.Outcome == "" {
		return nil
	}
	for _, n := range p.OutcomeNeeds(p.Outcome) {
		return invalid(n.Col, "“%s” cannot be marked as %s yet: %s.", clip(p.Text, 60), lowerFirst(LabelOf(outcomes(), p.Outcome)), n.Words)
	}
	return nil
}

// A Need is one thing that is still missing, with the column that takes it.
type Need struct{ Col, Words string }

// OutcomeNeeds returns what is missing before the promise can have an outcome:
// evidence or the customer's confirmation; the customer's confirmation for the
// deciding promise; the written agreement and who agreed for a renegotiated
// one; who released it and when for a released one.
func (p *Promise) OutcomeNeeds(outcome string) []Need {
	var out []Need
	switch outcome {
	case "renegotiated":
		if blank(p.Evidence) {
			out = append(out, Need{"evidence", "name the customer's written agreement as its evidence"})
		}
		if blank(p.ConfirmedBy) {
			out = append(out, Need{"confirmed_by", "say who at the customer agreed"})
		}
	case "released":
		if blank(p.ConfirmedBy) {
			out = append(out, Need{"confirmed_by", "say who at the customer released it"})
		}
		if p.ConfirmedOn == "" {
			out = append(out, Need{"confirmed_on", "say on which day it was released"})
		}
	default:
		if blank(p.Evidence) && !p.CustomerConfirmed {
			out = append(out, Need{"evidence", "add the evidence, or the customer's confirmation"})
		}
	}
	if p.Deciding && !p.CustomerConfirmed {
		out = append(out, Need{"customer_confirmed", "it won the deal, so it ends only with the customer's confirmation"})
	}
	return out
}

// Differs tells whether the promise is not what the contract says.
func (p *Promise) Differs() bool { return p.InContract == "no" }
