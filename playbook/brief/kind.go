package brief

import (
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// Kind is one of the documents that can be made about an account. The empty
// kind is the brief.
type Kind string

// The documents.
const (
	Brief          Kind = "brief"          // the handoff brief; for the customer their plan
	Reconciliation Kind = "reconciliation" // sold beside delivered
	Questions      Kind = "questions"      // for Sales
	Value          Kind = "value"          // criteria measured over time
	Agenda         Kind = "agenda"         // of the kickoff
	Inspection     Kind = "inspection"     // six questions on day 7, 14 and 30
)

// sheet is what is known of a kind: what it is called, what its files are
// called and who writes it. Without a customer's function it stays inside.
type sheet struct {
	kind                    Kind
	label, customerLabel    string
	stem, customerStem      string
	internal                func(Input) doc.Document
	customer                func(Input) (doc.Document, Leak)
	pages, pagesForCustomer int // that it is meant to fill at most
}

func sheets() []sheet {
	return []sheet{
		{Brief, "Handoff brief", "Our plan together", "handoff-brief", "plan", Internal, Customer, mostInternal, mostCustomer},
		{Reconciliation, "Promise reconciliation", "What we promised, and what you got", "promise-reconciliation", "promises", reconciliation, customerReconciliation, 2, 2},
		{Questions, "Questions for Sales", "", "questions-for-sales", "", questionsForSales, nil, 1, 0},
		{Value, "Value page", "What has changed", "value", "value", valuePage, customerValue, 2, 2},
		{Agenda, "Kickoff agenda", "Kickoff agenda", "kickoff-agenda", "kickoff-agenda", agenda, customerAgenda, 2, 2},
		{Inspection, "Inspection", "", "inspection", "", inspection, nil, 1, 0},
	}
}

func sheetOf(k Kind) sheet {
	for _, s := range sheets() {
		if s.kind == k {
			return s
		}
	}
	return sheets()[0]
}

// Kinds returns the documents in the order in which they are offered.
func Kinds() []Kind {
	var out []Kind
	for _, s := range sheets() {
		out = append(out, s.kind)
	}
	return out
}

// Label is what the internal document is called.
func (k Kind) Label() string { return sheetOf(k).label }

// Name is what the document is called for its reader.
func (k Kind) Name(to doc.Audience) string {
	if to == doc.Customer {
		return sheetOf(k).customerLabel
	}
	return k.Label()
}

// ForCustomer tells whether there is a customer's copy.
func (k Kind) ForCustomer() bool { return sheetOf(k).customer != nil }

// Pages is how many pages the document is meant to fill at most.
func (k Kind) Pages(to doc.Audience) int {
	if to == doc.Customer {
		return sheetOf(k).pagesForCustomer
	}
	return sheetOf(k).pages
}

// ParseKind reads the name of a document; empty text is the brief. The error is
// one sentence that names them all.
func ParseKind(s string) (Kind, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	var names []string
	for _, k := range Kinds() {
		if s == string(k) {
			return k, nil
		}
		names = append(names, string(k))
	}
	if s == "" {
		return Brief, nil
	}
	return "", &playbook.InvalidError{Field: "document", Message: fmt.Sprintf("%q is not a document; choose one of %s.", clip(s, 40), strings.Join(names, ", "))}
}

// noCustomer refuses a customer's copy of what stays inside.
func noCustomer(k Kind) error {
	var have []string
	for _, s := range sheets() {
		if s.customer != nil {
			have = append(have, strings.ToLower(s.label))
		}
	}
	return &playbook.InvalidError{Field: "for", Message: fmt.Sprintf("The document “%s” is for us alone and has no customer’s copy; make it internal, or choose %s.",
		k.Label(), strings.Join(have[:len(have)-1], ", ")+" or "+have[len(have)-1])}
}
