package brief

import (
	"slices"
	"strconv"
	"strings"

	"kept/playbook/brief/doc"
)

// Customer returns the customer's plan and its leak check: what they want to
// achieve, how we get there and, once a plan runs, where we are. It is made
// from the values of shared and nothing else. What is missing is left out.
func Customer(in Input) (doc.Document, Leak) {
	s := share(&in, Brief)
	d := in.frame(Brief.Name(doc.Customer), doc.Customer)
	c := customer{s: s, in: &in}
	d.Blocks = append(d.Blocks, c.goal()...)
	d.Blocks = append(d.Blocks, c.way()...)
	if s.planStarted {
		d.Blocks = append(d.Blocks, c.now()...)
	}
	return d, leakOf(&in, s)
}

type customer struct {
	s  *shared
	in *Input
}

// us is how we call ourselves where "we" would not say who.
func (s *shared) us() string {
	if blank(s.company) {
		return "us"
	}
	return oneLine(s.company)
}

// maxTitle is the length up to which the customer's words head their plan.
const maxTitle = 90

func (c *customer) goal() []doc.Block {
	s := c.s
	account := clip(oneLine(s.account), shortName)
	title, sub := account, "Our plan together"+prefix(" with ", s.company)
	if len(s.agreed) > 0 && s.agreed[0].words != "" && len([]rune(s.agreed[0].words)) <= maxTitle {
		title, sub = inQuotes(s.agreed[0].words), account+" · "+sub
	}
	blocks := []doc.Block{doc.Masthead{Name: title, Line: doc.T(sub + " · " + c.in.day().Long())}}
	if s.goal != "" {
		blocks = append(blocks, doc.Quote{Text: oneLine(s.goal)})
	}
	if len(s.problems) > 0 {
		blocks = append(blocks, doc.Bullets{Label: "Where you start from", Items: texts(s.problems)})
	}
	if len(s.agreed) > 0 {
		blocks = append(blocks, doc.Heading{Level: 2, Text: "How we will both know it worked"}, c.agreed())
	}
	if len(s.promises) > 0 {
		blocks = append(blocks, doc.Heading{Level: 2, Text: "What you asked for, and what you will see"}, c.promises())
	}
	if len(s.proofs) > 0 {
		blocks = append(blocks, c.proofs())
	}
	var rows []doc.KeyValue
	for _, p := range []pair{
		{"The first result", joined(" ", sentence(s.firstValue), prefix("By ", sentence(s.firstValueOn.Long())))},
		{"The start is complete when", s.onboarded},
		{"Part of this plan", strings.Join(s.bought, "; ")},
		{"Not part of this plan", strings.Join(s.left, "; ")},
		{"Who will use it, and where", joined("; ", s.users, s.environment)},
	} {
		if !blank(p.value) {
			rows = append(rows, doc.KeyValue{Label: p.label, Value: doc.T(p.value)})
		}
	}
	if len(s.proposed) > 0 {
		value := doc.Join(doc.Sep("\n", c.proposed()...), doc.Grey(" – our proposal"))
		rows = append([]doc.KeyValue{{Label: "To be agreed with you", Value: value}}, rows...)
	}
	if len(rows) > 0 {
		blocks = append(blocks, doc.KeyValues{Items: rows})
	}
	return blocks
}

func (c *customer) agreed() doc.Block {
	table := doc.Table{Name: "What success is", Columns: []doc.Column{{Head: "What changes", Weight: 3.2}, {Head: "Today", Weight: 1.6, Right: true},
		{Head: "Target, by when", Weight: 2, Right: true}, {Head: "How we will both know", Weight: 4.6}}}
	for i, k := range c.s.agreed {
		name, words := k.metric, inQuotes(k.words)
		if name == "" {
			name, words = k.words, ""
		} else if k.words == "" || i == 0 && len([]rune(k.words)) <= maxTitle {
			words = "" // it heads the document
		}
		today := doc.TableCell{Text: doc.T(joined(" ", k.from, k.unit)), Sub: doc.T(k.fromOn.Short())}
		if k.from == "" {
			today = doc.C(prefix("measured by ", k.fromBy.Short()))
		}
		if n := len(k.over); n > 0 {
			today.Sub = doc.T(joined("\n", k.fromOn.Short(), "now "+joined(", ", k.over[n-1].value, k.over[n-1].on.Short())))
		}
		target := doc.TableCell{Text: doc.T(joined(" ", k.to, k.unit)), Sub: doc.T(prefix("by ", k.by.Short()))}
		if k.reached {
			target.Sub = doc.T(joined(" ", "reached", k.reachedOn.Short()))
		}
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.TableCell{{Text: doc.B(name), Sub: doc.T(words)}, today, target,
			{Text: doc.T(k.measured), Sub: doc.T(joined("; ", parts(pair{"judge", k.judge}, pair{"owner", k.owner}, pair{"data", k.data}), prefix("today’s figure: ", k.source)))}}})
	}
	return table
}

func (c *customer) proposed() []doc.Text {
	var out []doc.Text
	for _, k := range c.s.proposed {
		name := k.metric
		if name == "" {
			name = k.words
		} else if k.words != "" {
			name += " – " + inQuotes(strings.TrimRight(k.words, ". "))
		}
		out = append(out, doc.T(joined(", ", name, fromTo(k.from, k.to, k.unit), prefix("by ", k.by.Long()))))
	}
	return out
}

func (c *customer) promises() doc.Block {
	table := doc.Table{Name: "What you asked for", Columns: []doc.Column{{Head: "What you asked for", Weight: 3.4}, {Head: "What you will see", Weight: 3.4}, {Head: "By when", Weight: 2.2}}}
	scopes := slices.ContainsFunc(c.s.promises, func(p sharedPromise) bool { return p.scope != "" })
	if !scopes {
		table.Columns = slices.Delete(table.Columns, 1, 2)
	}
	for _, p := range c.s.promises {
		by := doc.TableCell{Text: doc.T(p.due.Short())}
		switch {
		case p.due == "":
			by.Text = doc.T(p.dueWords)
		case p.dueWords != p.due.Short():
			by.Sub = doc.T(p.dueWords)
		}
		if p.state != "" {
			by.Sub = doc.T(p.state)
			if p.confirmed {
				by.Sub = doc.T(joined(", ", p.state, "confirmed by you"))
			}
		}
		cells := []doc.TableCell{doc.C(p.text), doc.C(p.scope), by}
		if !scopes {
			cells = slices.Delete(cells, 1, 2)
		}
		table.Rows = append(table.Rows, doc.Row{Cells: cells})
	}
	return table
}

func (c *customer) proofs() doc.Block {
	strip := doc.Strip{Label: "What you should see on the way"}
	for _, q := range c.s.proofs {
		head := doc.B("Day " + strconv.Itoa(q.day))
		if q.on != "" {
			head = doc.Join(head, doc.T(" · "+q.on.Short()))
		}
		body := doc.Join(doc.T(sentence(q.text)), doc.Grey(prefix(" Shown by: ", sentence(q.evidence))+prefix(" Judged by ", sentence(q.judge))))
		if q.result != "" {
			body = doc.Sep("\n", doc.T(sentence(q.text)), judged(q.result, q.judgedOn), doc.Grey(sentence(q.shown)))
		}
		strip.Items = append(strip.Items, doc.StripItem{Head: head, Body: body})
	}
	return strip
}
