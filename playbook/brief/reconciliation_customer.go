package brief

import (
	"strconv"

	"kept/playbook/brief/doc"
)

// customerReconciliation is what they asked for beside what they got, of the
// promises that may be shown: when, and how we both know, with a place to
// confirm. Who said a promise, in which words and who approved it stays inside.
func customerReconciliation(in Input) (doc.Document, Leak) {
	s := share(&in, Reconciliation)
	d := in.frame(Reconciliation.Name(doc.Customer), doc.Customer)
	c := customer{s: s, in: &in}
	d.Blocks = []doc.Block{c.title(d.Kind)}
	if s.goal != "" {
		d.Blocks = append(d.Blocks, doc.Quote{Text: oneLine(s.goal)})
	}
	if len(s.promises) > 0 {
		d.Blocks = append(d.Blocks, doc.Paragraph{Text: doc.T(c.soFar())}, c.got())
	} else {
		d.Blocks = append(d.Blocks, doc.Paragraph{Text: doc.T("We go through what you asked for together.")})
	}
	var rows []doc.KeyValue
	for _, p := range []pair{{"What you bought", sentences(s.bought)}, {"Not part of it", sentences(s.left)}} {
		if p.value != "" {
			rows = append(rows, doc.KeyValue{Label: p.label, Value: doc.T(p.value)})
		}
	}
	who := s.us()
	if s.contact != "" {
		who = s.contact
	}
	rows = append(rows, doc.KeyValue{Label: "If something is missing", Value: doc.T("Tell " + who + ". What is not as you were told is put right, or agreed anew with you, before you confirm.")})
	d.Blocks = append(d.Blocks, doc.KeyValues{Items: rows})
	if len(s.promises) > 0 {
		d.Blocks = append(d.Blocks, c.confirm())
	}
	return d, leakOf(&in, s)
}

func sentences(of []string) string { return joined("; ", of...) }

// title heads a page for the customer with what it is about.
func (c *customer) title(name string) doc.Block {
	with := prefix("with ", c.s.company)
	return doc.Masthead{Name: name, Line: doc.T(joined(" · ", clip(oneLine(c.s.account), shortName), with, c.in.day().Long()))}
}

// confirm is a place for both to sign.
func (c *customer) confirm() doc.Block {
	return doc.SignOff{Text: doc.B("Confirmed by both"), Parties: []doc.Party{{For: "For " + clip(oneLine(c.s.account), shortName)}, {For: "For " + c.s.us()}}}
}

// soFar counts what they got in one sentence.
func (c *customer) soFar() string {
	done, open := 0, 0
	for i := range c.s.promises {
		switch p := &c.s.promises[i]; {
		case p.outcome == "":
			open++
		case p.outcome == "kept" || p.outcome == "kept_late" || p.outcome == "renegotiated":
			done++
		}
	}
	all := len(c.s.promises)
	switch {
	case done == all && all == 1:
		return "You asked for one thing, and you have it."
	case done == all:
		return "You have all of the " + strconv.Itoa(all) + " things below."
	case open == all:
		return "Nothing below is delivered yet; beside each you see by when."
	}
	s := "You have " + strconv.Itoa(done) + " of the " + strconv.Itoa(all) + " things below"
	if open > 0 {
		s += "; " + strconv.Itoa(open) + " still to come"
	}
	return s + "."
}

// got is the table: what is there first, then what is still to come.
func (c *customer) got() doc.Block {
	table := doc.Table{Name: "What you asked for", Columns: []doc.Column{{Head: "What you asked for", Weight: 3.6}, {Head: "What you got", Weight: 2.2}, {Head: "When", Weight: 2.6}, {Head: "How we both know", Weight: 3.6}}}
	var done, open []doc.Row
	for i := range c.s.promises {
		p := &c.s.promises[i]
		by := doc.TableCell{Text: doc.T(prefix("by ", p.due.Short()))}
		if p.due == "" {
			by.Text = doc.T(p.dueWords)
		} else if p.dueWords != p.due.Short() {
			by.Sub = doc.T(p.dueWords)
		}
		asked := doc.TableCell{Text: doc.B(p.text), Sub: doc.T(p.scope)}
		if p.outcome == "" {
			if p.due != "" && p.due < c.in.day() {
				by = doc.TableCell{Text: doc.T(p.due.Short()), Sub: doc.T("a new day is to be agreed with you")}
			}
			open = append(open, doc.Row{Cells: []doc.TableCell{asked, doc.CT(doc.State(doc.Neutral, "to come")), by, {}}})
			continue
		}
		got, when := ended(p), doc.TableCell{Text: doc.T(p.delivered.Short()), Sub: doc.T(prefix("agreed for ", p.due.Short()))}
		if p.delivered == "" {
			when = doc.TableCell{Text: by.Text}
		}
		know := doc.TableCell{Text: doc.T(p.evidence)}
		if p.confirmed {
			know.Sub = doc.T(joined(", ", "confirmed by you", p.confirmedOn.Short()))
		}
		done = append(done, doc.Row{Cells: []doc.TableCell{asked, doc.CT(got), when, know}})
	}
	for _, g := range []struct {
		title string
		rows  []doc.Row
	}{{"Done", done}, {"Still to come", open}} {
		if len(g.rows) > 0 && len(done) > 0 && len(open) > 0 {
			g.rows[0].Group = g.title
		}
		table.Rows = append(table.Rows, g.rows...)
	}
	return table
}

// ended is how a promise ended, in words for the customer.
func ended(p *sharedPromise) doc.Text {
	switch p.outcome {
	case "kept":
		return doc.State(doc.Good, "delivered")
	case "kept_late":
		return doc.State(doc.Warn, "delivered later")
	case "partly":
		return doc.State(doc.Warn, "partly delivered")
	case "renegotiated":
		return doc.State(doc.Info, "changed in agreement")
	}
	return doc.State(doc.Bad, "not delivered")
}
