package brief

import (
	"kept/playbook/brief/doc"
)

// customerValue is the value page for the customer: the criteria they have
// confirmed, the promises that were kept and may be shown, and what comes next.
func customerValue(in Input) (doc.Document, Leak) {
	s := share(&in, Value)
	d := in.frame(Value.Name(doc.Customer), doc.Customer)
	c := customer{s: s, in: &in}
	d.Blocks = []doc.Block{c.title(d.Kind)}
	if s.goal != "" {
		d.Blocks = append(d.Blocks, doc.Quote{Text: oneLine(s.goal)})
	}
	if len(s.agreed) == 0 {
		d.Blocks = append(d.Blocks, doc.Paragraph{Text: doc.T("We agree with you what success is and how it is measured; then this page shows it.")})
	}
	for _, k := range s.agreed {
		state := doc.Grey("to be confirmed by you")
		if k.reached {
			state = doc.Join(doc.State(doc.Good, "reached"), doc.T(prefix(" ", joined(", ", k.reachedOn.Short(), "confirmed by you"))))
		}
		facts := []doc.Block{doc.Paragraph{Label: "Reached", Text: state}}
		if k.measured != "" {
			facts = append(facts, doc.Paragraph{Label: "How we both know", Text: doc.Join(doc.T(k.measured), doc.Grey(prefix("; judge: ", k.judge)))})
		}
		d.Blocks = append(d.Blocks, criterionBlock(k, k.progress, facts))
	}
	var kept []doc.Text
	for _, p := range s.promises {
		know := p.evidence
		if p.confirmed {
			know = joined("; ", know, joined(", ", "confirmed by you", p.confirmedOn.Short()))
		}
		kept = append(kept, keptLine(p.text, p.outcome, p.delivered, know, false))
	}
	if len(kept) > 0 {
		d.Blocks = append(d.Blocks, keptBlock(kept))
	}
	if len(s.proofs) > 0 {
		d.Blocks = append(d.Blocks, c.proofs())
	}
	var next []doc.Action
	for _, p := range s.phases {
		for _, t := range p.tasks {
			next = append(next, action(t))
		}
	}
	if len(next) > 0 {
		d.Blocks = append(d.Blocks, doc.Section{Label: "Next"}, doc.Actions{Items: next})
	}
	if len(s.agreed)+len(s.promises) > 0 {
		d.Blocks = append(d.Blocks, c.confirm())
	}
	return d, leakOf(&in, s)
}
