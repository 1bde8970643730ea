package brief

import (
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// story is why they bought: prose left, facts right.
func (t *teller) story() []doc.Block {
	h := &t.r.Handoff
	left := []doc.Block{
		notes("How it came about", h.Story),
		notes("Why now", h.Trigger),
		doc.Paragraph{Label: "If nothing changes", Text: t.cost(playbook.MaxText)},
		t.list("What almost killed the deal", 22, playbook.Objection, "answered: "),
		notes("What Sales would do next", h.HandoffNote),
	}
	if a := &t.r.Account; clip(oneLine(a.CustomerPromise), shortGoal) != oneLine(a.CustomerPromise) {
		left = append([]doc.Block{doc.Paragraph{Label: "The customer promise in full", Text: doc.T(a.CustomerPromise)}}, left...)
	}
	right := []doc.Block{
		t.ranked("Problems, the worst first", 15, playbook.Problem),
		t.ranked("What drove the decision", 18, playbook.Driver),
		t.list("What else they considered", 21, playbook.Alternative, "rejected: "),
		notes("What they tried before", h.PreviousAttempts),
		notes("Relationship so far", h.Relationship),
	}
	return []doc.Block{
		doc.PageBreak{},
		doc.Heading{Level: 1, Text: "The story", Sub: doc.T("Why they bought, why now, and what nearly stopped it")},
		doc.Columns{Weights: []float64{1.75, 1}, Columns: [][]doc.Block{left, right}},
		doc.Columns{Columns: [][]doc.Block{
			{notes("What was emphasised", h.Emphasised)},
			{t.noteOrNone("What was barely discussed", h.BarelyDiscussed, 20)},
		}},
		doc.Heading{Level: 2, Text: "The deal"},
		doc.KeyValues{Across: 2, Items: t.dealShort()},
		doc.KeyValues{Items: t.dealLong()},
	}
}

// dealShort are the facts of a few words, dealLong those of a line and more.
func (t *teller) dealShort() []doc.KeyValue {
	a := &t.r.Account
	industry := a.Industry
	if a.Regulated {
		industry = joined(", ", industry, "regulated")
	}
	closed := doc.KeyValue{Label: "Closed", Value: doc.Or(a.ActualClose.Short())}
	if a.ActualClose == "" {
		closed = doc.KeyValue{Label: "Expected close", Value: doc.Or(a.ExpectedClose.Short())}
	}
	return []doc.KeyValue{closed, {Label: "Renewal", Value: doc.Or(joined(", ", t.r.RenewalOn().Short(), suffix(a.NoticeDays, " days’ notice")))},
		{Label: "Industry", Value: doc.Or(industry)}, {Label: "Fit", Value: t.fit()}}
}

func (t *teller) dealLong() []doc.KeyValue {
	a, h := &t.r.Account, &t.r.Handoff
	var rows []doc.KeyValue
	if clip(oneLine(a.Name), shortTitle) != oneLine(a.Name) {
		rows = append(rows, doc.KeyValue{Label: "Account", Value: doc.T(oneLine(a.Name))})
	}
	return append(rows, []doc.KeyValue{
		{Label: "Bought", Value: t.itemsText(playbook.Bought, 7)},
		{Label: "Special terms", Value: t.itemsText(playbook.Term, 9)},
		{Label: "Why discounts", Value: doc.Or(oneLine(h.DiscountReason))},
		{Label: "Documents", Value: t.itemsText(playbook.Document, 11)},
		{Label: "Our team", Value: doc.Or(joined("; ", suffix(a.Seller, ", Sales"), suffix(a.SalesEngineer, ", sales engineer"), suffix(a.CSM, ", CSM"),
			suffix(a.ImplementationLead, ", implementation"), suffix(a.SupportContact, ", support")))},
	}...)
}

func (t *teller) fit() doc.Text {
	h := &t.r.Handoff
	yes, said := 0, 0
	var no []string
	for _, in := range playbook.FieldByNo(68).Inputs[:5] {
		switch v, _ := playbook.GetText(h, in.Col); v {
		case "yes":
			yes, said = yes+1, said+1
		case "no":
			said++
			no = append(no, lowerStart(in.Label))
		}
	}
	if said == 0 {
		return doc.Missing()
	}
	return doc.Sep("; ", doc.T(strconv.Itoa(yes)+" of 5 ticks"), doc.T(prefix("not: ", strings.Join(no, ", "))), doc.T(oneLine(h.FitOverride)),
		doc.Grey(joined(", ", prefix("signed by ", h.FitSignedBy), h.FitSignedOn.Short())))
}

// itemsText is a plain list in one text.
func (t *teller) itemsText(kind string, no int) doc.Text {
	var out []string
	for _, it := range t.r.ItemsOf(kind) {
		out = append(out, joined(" × ", it.Qty, oneLine(it.Text))+suffix(joined(", ", it.Detail, it.Ref), ")", " ("))
	}
	if len(out) == 0 {
		return t.noneOr(no)
	}
	return doc.T(strings.Join(out, "; "))
}

// ranked is a numbered list.
func (t *teller) ranked(label string, no int, kind string) doc.Block {
	var items []doc.Text
	for i, it := range t.r.ItemsOf(kind) {
		items = append(items, doc.Join(doc.B(strconv.Itoa(i+1)+" "), doc.T(oneLine(it.Text)), doc.Grey(prefix(" – ", oneLine(it.Who)))))
	}
	if len(items) == 0 {
		return doc.Paragraph{Label: label, Text: t.noneOr(no)}
	}
	return doc.Paragraph{Label: label, Text: doc.Sep("\n", items...)}
}

// list is a plain list with a second part behind each row.
func (t *teller) list(label string, no int, kind, second string) doc.Block {
	var items []doc.Text
	for _, it := range t.r.ItemsOf(kind) {
		items = append(items, doc.Join(doc.T(sentence(oneLine(it.Text))), doc.Grey(prefix(" "+capital(second), sentence(oneLine(it.Detail))))))
	}
	if len(items) == 0 {
		return doc.Paragraph{Label: label, Text: t.noneOr(no)}
	}
	return doc.Bullets{Label: label, Items: items}
}

func (t *teller) noteOrNone(label, text string, no int) doc.Block {
	if blank(text) {
		return doc.Paragraph{Label: label, Text: t.noneOr(no)}
	}
	return doc.Notes{Label: label, Text: text}
}

// notes is a long text as it was typed.
func notes(label, text string) doc.Block {
	if blank(text) {
		return doc.Paragraph{Label: label, Text: doc.Missing()}
	}
	return doc.Notes{Label: label, Text: text}
}

// suffix puts words behind a text (and before it), and nothing around nothing.
func suffix(s, after string, before ...string) string {
	if blank(s) {
		return ""
	}
	return strings.Join(before, "") + strings.TrimSpace(s) + after
}
