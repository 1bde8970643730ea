package brief

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// way is page two: phases, what we need from them, people and rhythm.
func (c *customer) way() []doc.Block {
	s := c.s
	blocks := []doc.Block{doc.Heading{Level: 1, Text: "How we get there"}}
	line := c.timeline()
	switch {
	case len(line.Phases) > 0 || len(line.Milestones) > 0:
		blocks = []doc.Block{doc.KeepTogether{Blocks: append(blocks, line)}}
	case s.kickoff != "":
		blocks = append(blocks, doc.Paragraph{Text: doc.T("We put the dates together with you at the kickoff on " + s.kickoff.Long() + ".")})
	default:
		blocks = append(blocks, doc.Paragraph{Text: doc.T("We put the dates together with you at the kickoff.")})
	}
	var days []doc.KeyValue
	row := func(to *[]doc.KeyValue, label, value string) {
		if !blank(value) {
			*to = append(*to, doc.KeyValue{Label: label, Value: doc.T(value)})
		}
	}
	row(&days, "Introduction", s.intro.Long())
	row(&days, "Kickoff", s.kickoff.Long())
	row(&days, "Go-live", joined(" – ", s.goLive.Long(), s.goLiveWhy))
	row(&days, "Days we plan around", strings.Join(s.blackouts, "\n"))
	if len(days) > 0 {
		blocks = append(blocks, doc.KeyValues{Items: days, Across: 2})
	}
	if b := c.needs(); len(b) > 0 {
		blocks = append(append(blocks, doc.Heading{Level: 2, Text: "What we need from you"}), b...)
	}
	blocks = append(blocks, c.people()...)
	var rows []doc.KeyValue
	row(&rows, "Your project lead", joined(", ", s.lead, suffix(s.hours, " hours a week", "about ")))
	for _, p := range s.rhythm {
		row(&rows, p.label, p.value)
	}
	who := s.us()
	if s.contact != "" {
		who = s.contact
	}
	row(&rows, "If you have a concern", "Tell "+who+" at once when something is not as you were told.")
	for _, p := range s.concerns {
		row(&rows, p.label, p.value)
	}
	return append(blocks, doc.Heading{Level: 2, Text: "How we work together"}, doc.KeyValues{Items: rows})
}

func (c *customer) timeline() doc.Timeline {
	line := doc.Timeline{Today: c.in.day().Time()}
	for _, p := range c.s.phases {
		name := p.name
		if name == "" {
			name = "Further steps"
		}
		ph := doc.Phase{Name: name, Start: p.from.Time(), End: p.until.Time(), Word: progress(p)}
		for _, t := range p.tasks {
			if !t.milestone {
				continue
			}
			m := doc.Milestone{Name: clip(shortStep(t.text), shortName), On: t.on.Time()}
			if t.done {
				m.Word = "done"
			}
			line.Milestones = append(line.Milestones, m)
			if t.on != "" {
				ph.Marks = append(ph.Marks, m.On)
			}
		}
		line.Phases = append(line.Phases, ph)
	}
	return line
}

// needs is what they do, dated, and the systems, data and approvals they hold.
func (c *customer) needs() []doc.Block {
	s := c.s
	var todo []doc.Action
	for _, t := range c.tasks(func(t sharedTask) bool { return t.yours && !t.done }) {
		todo = append(todo, action(t))
	}
	var blocks []doc.Block
	if len(todo) > 0 {
		blocks = append(blocks, doc.Actions{Boxes: true, Items: todo})
	}
	left := len(c.tasks(func(t sharedTask) bool { return !t.done })) > 0
	if len(s.needs) > 0 && (left || !s.planStarted) { // when every step is done, nothing is waited for
		var rows []doc.KeyValue
		for _, n := range s.needs {
			line := doc.Join(doc.T(n.text), doc.Grey(prefix(" – ", joined(", ", n.who, prefix("by ", n.on.Short())))))
			if k := len(rows); k > 0 && rows[k-1].Label == n.kind {
				rows[k-1].Value = doc.Sep("\n", rows[k-1].Value, line)
			} else {
				rows = append(rows, doc.KeyValue{Label: n.kind, Value: line})
			}
		}
		blocks = append(blocks, doc.KeyValues{Items: rows})
	}
	return blocks
}

// tasks returns those tasks that keep wants, the soonest first.
func (c *customer) tasks(keep func(sharedTask) bool) []sharedTask {
	var out []sharedTask
	for _, p := range c.s.phases {
		for _, t := range p.tasks {
			if keep(t) {
				out = append(out, t)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b sharedTask) int { return cmp.Compare(orLast(a.on), orLast(b.on)) })
	return out
}

func action(t sharedTask) doc.Action {
	return doc.Action{Text: doc.T(t.text), Owner: capital(t.owner), When: prefix("by ", t.on.Short()), Done: t.done}
}

func (c *customer) people() []doc.Block {
	s := c.s
	if len(s.yours) == 0 && len(s.ours) == 0 {
		return nil
	}
	side := func(people []sharedPerson) doc.Text {
		var out []doc.Text
		for _, p := range people {
			out = append(out, doc.Join(doc.B(p.name), doc.T(prefix(", ", p.title)), doc.Grey(prefix(" – ", lowerStart(p.role)))))
		}
		return doc.Sep("\n", out...)
	}
	var cells []doc.Cell
	if len(s.yours) > 0 {
		cells = append(cells, doc.Cell{Label: "On your side", Body: side(s.yours)})
	}
	if len(s.ours) > 0 {
		cells = append(cells, doc.Cell{Label: "On our side", Body: side(s.ours)})
	}
	return []doc.Block{doc.KeepTogether{Blocks: []doc.Block{doc.Heading{Level: 2, Text: "Who is on it"}, doc.Cells{Cells: cells}}}}
}

// Lengths of the lists of page three.
const (
	maxDone = 3
	maxNext = 3
)

// now is page three: where we are, what comes next, and a place to confirm.
func (c *customer) now() []doc.Block {
	s := c.s
	blocks := []doc.Block{doc.Heading{Level: 1, Text: "Where we are"}}
	if s.status != "" {
		blocks = append(blocks, doc.Callout{Tone: doc.Accent, Title: s.status, Text: doc.Grey(joined(", ", s.statusBy, s.statusOn.Long()))})
	}
	if reached := c.reached(); len(reached) > 0 {
		blocks = append(blocks, doc.Bullets{Label: "Reached so far", Items: reached})
	}
	if done := c.tasks(func(t sharedTask) bool { return t.done }); len(done) > 0 {
		var items []doc.Text
		for _, t := range done[max(0, len(done)-maxDone):] {
			items = append(items, doc.T(t.text))
		}
		blocks = append(blocks, doc.KeyValues{Items: []doc.KeyValue{{Label: "Done, the latest last", Value: doc.Sep("\n", items...)}}})
	}
	var next []doc.Action
	for _, t := range c.tasks(func(t sharedTask) bool { return !t.done && !t.yours }) {
		if len(next) < maxNext {
			next = append(next, action(t))
		}
	}
	for _, k := range s.proposed {
		name := k.metric
		if name == "" {
			name = k.words
		}
		next = append(next, doc.Action{Text: doc.T("Decide: is “" + clip(name, shortCell) + "” a measure of success?"), Owner: "You"})
	}
	if len(next) > 0 {
		title := "What we do next"
		if len(s.proposed) > 0 {
			title += ", and what is for you to decide"
		}
		blocks = append(blocks, doc.Heading{Level: 2, Text: title, NoBookmark: true}, doc.Actions{Items: next})
	}
	return []doc.Block{doc.KeepTogether{Blocks: append(blocks, c.confirm())}}
}

// progress says how much of a phase is done, "" before its first task is.
func progress(p sharedPhase) string {
	done := 0
	for _, t := range p.tasks {
		if t.done {
			done++
		}
	}
	if done == 0 {
		return ""
	}
	return strconv.Itoa(done) + " of " + strconv.Itoa(len(p.tasks)) + " done"
}

func (c *customer) reached() []doc.Text {
	var out []doc.Text
	for _, k := range c.s.agreed {
		if k.reached {
			name := k.metric
			if name == "" {
				name = k.words
			}
			out = append(out, doc.T(joined(", ", name, fromTo(k.from, k.to, k.unit), prefix("reached ", playbook.Date(k.reachedOn).Long()))))
		}
	}
	return out
}
