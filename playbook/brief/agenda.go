package brief

import (
	"strconv"
	"strings"

	"kept/playbook/brief/doc"
	"kept/playbook/wording"
)

// KickoffAgenda returns the agenda of the kickoff as text to copy. What the
// customer told us is played back and not asked again; it holds what the
// customer's plan may hold, and the questions that are left.
func KickoffAgenda(in Input) string {
	s := share(&in, Agenda)
	b := letter{}
	b.line(joined(", ", "Kickoff with "+oneLine(s.account), s.kickoff.Long()))
	for i, p := range s.points() {
		b.gap()
		b.line(strconv.Itoa(i+1) + ". " + joined(": ", p.title, p.why))
		for _, it := range p.items {
			b.item(it)
		}
		if p.ask {
			for _, q := range s.questions {
				if q.answer == "" {
					b.item(q.text)
				} else {
					b.item(q.text + " – known already: " + joined(" – ", q.answer, joined(", ", q.who, q.on.Short())))
				}
			}
		}
	}
	return b.String()
}

// point is one point of the agenda; ask puts the questions there.
type point struct {
	title, why string
	items      []string
	ask        bool
}

// points are what is gone through at the kickoff, in this order.
func (s *shared) points() []point {
	var out []point
	add := func(title, why string, items ...string) {
		p := point{title: title, why: why}
		for _, it := range items {
			if !blank(it) {
				p.items = append(p.items, it)
			}
		}
		out = append(out, p)
	}
	add("Your goal", "we play it back, you correct us", oneLine(s.goal))
	if len(s.facts) > 0 {
		add("What you have told us already", "we do not ask for it again", s.facts...)
	}
	if len(s.questions) > 0 {
		add("What we still want to ask you", "what you have told us is struck out")
		out[len(out)-1].ask = true
	}
	var items []string
	for _, k := range s.agreed {
		items = append(items, joined(", ", joined(": ", k.metric, inQuotesOrNothing(strings.TrimRight(k.words, ". "))), fromTo(k.from, k.to, k.unit), prefix("by ", k.by.Long()), prefix("judged by ", k.judge)))
	}
	for _, k := range s.proposed {
		items = append(items, "to be agreed today: "+joined(", ", joined(": ", k.metric, inQuotesOrNothing(strings.TrimRight(k.words, ". "))), fromTo(k.from, k.to, k.unit), prefix("by ", k.by.Long())))
	}
	add("How we will both know it worked", "", items...)
	if len(s.promises) > 0 || len(s.left) > 0 {
		items = nil
		for _, p := range s.promises {
			when := prefix("by ", p.due.Long())
			if when == "" {
				when = prefix("when: ", p.dueWords)
			}
			items = append(items, joined(", ", p.text, when))
		}
		for _, l := range s.left {
			items = append(items, "not part of this plan: "+l)
		}
		add("What we agreed", "what you will get, and what is not part of it", items...)
	}
	items = nil
	for _, p := range s.phases {
		if p.name != "" {
			items = append(items, joined(": ", p.name, span(p.from, p.until)))
		}
	}
	for _, p := range s.phases {
		for _, t := range p.tasks {
			if t.yours && !t.done {
				items = append(items, joined(", ", "from you: "+t.text, prefix("by ", t.on.Long())))
			}
		}
	}
	add("The plan", "phases, dates and what we need from you", append(items, prefix("go-live: ", s.goLive.Long()))...)
	items = nil
	for _, p := range append(append([]sharedPerson{}, s.yours...), s.ours...) {
		items = append(items, joined(", ", p.name, p.title, lowerStart(p.role)))
	}
	add("Who does what", "", items...)
	items = nil
	for _, p := range s.rhythm {
		items = append(items, lowerStart(p.label)+": "+p.value)
	}
	add("How we work together", "", items...)
	who := s.us()
	if s.contact != "" {
		who = s.contact
	}
	items = []string{"tell " + who + " at once when something is not as you were told"}
	for _, p := range s.concerns {
		items = append(items, lowerStart(p.label)+": "+p.value)
	}
	add("How you raise a concern", "", items...)
	add("Questions, and the next step with its date", "")
	return out
}

// customerAgenda is the agenda on paper, to be sent ahead: what they told us is
// struck out, what is left has room for the answer.
func customerAgenda(in Input) (doc.Document, Leak) {
	s := share(&in, Agenda)
	d := in.frame(Agenda.Name(doc.Customer), doc.Customer)
	var asked doc.Questions
	for _, q := range s.questions {
		one := doc.Question{Text: doc.T(q.text), Lines: 2}
		if q.answer != "" {
			one.Known = doc.Join(doc.T("You told us: "+sentence(q.answer)), doc.Grey(prefix(" ", joined(", ", q.who, q.on.Short()))))
		}
		asked.Items = append(asked.Items, one)
	}
	d.Blocks = append([]doc.Block{s.kickoffTitle(prefix("with ", s.company))}, s.agenda(asked)...)
	return d, leakOf(&in, s)
}

// agenda is ours: the customer's agenda, who wants to know what, and what to
// have in mind before going in.
func agenda(in Input) doc.Document {
	t := teller{in: &in, r: &in.Record}
	s := share(&in, Agenda)
	d := in.frame(Agenda.Label(), doc.Internal)
	var asked doc.Questions
	open := 0
	for i := range t.r.CustomerQuestions {
		q := &t.r.CustomerQuestions[i]
		if blank(q.Text) {
			continue
		}
		one := doc.Question{Text: doc.T(oneLine(q.Text)), Lines: 2}
		if k := t.r.KnownAnswer(q, wording.Closest); k != nil {
			one.Known = doc.Join(doc.T("They told us: "+sentence(oneLine(k.Fact.Text))), doc.Grey(prefix(" ", joined(", ", oneLine(k.Fact.Who), k.Fact.On.Short()))))
			if !k.Sure {
				one.Known = doc.Sep(" ", one.Known, doc.State(doc.Warn, "found by its words: check it"))
			}
		} else {
			open++
			one.Sub = doc.T(suffix(oneLine(q.By), " wants to know"))
		}
		asked.Items = append(asked.Items, one)
	}
	d.FooterLeft = count(open, "question to ask", "questions to ask") + " of " + strconv.Itoa(len(asked.Items))
	d.Blocks = []doc.Block{s.kickoffTitle(prefix("led by ", t.r.Account.CSM))}
	var mind []doc.KeyValue
	if avoid := joined("; ", strings.TrimRight(t.r.Handoff.Avoid, ". "), t.r.Handoff.DoNot); avoid != "" {
		mind = append(mind, doc.KeyValue{Label: "To avoid", Value: doc.T(oneLine(avoid))})
	}
	var differ []doc.Text
	for i := range t.r.Beliefs {
		if b := &t.r.Beliefs[i]; b.Differs() {
			differ = append(differ, doc.Join(doc.B(suffix(oneLine(b.Person), ": ")), doc.T(sentence(oneLine(b.Text)))))
		}
	}
	if len(differ) > 0 {
		mind = append(mind, doc.KeyValue{Label: "Believed, and not in the contract", Value: doc.Sep("\n", differ...)})
	}
	if n := len(t.r.OpenQuestions()); n > 0 {
		mind = append(mind, doc.KeyValue{Label: "Waits for Sales", Value: doc.T(count(n, "question", "questions"))})
	}
	if len(mind) > 0 {
		d.Blocks = append(d.Blocks, doc.Section{Label: "For us, before we go in"}, doc.KeyValues{Items: mind})
	}
	d.Blocks = append(d.Blocks, s.agenda(asked)...)
	return d
}

func (s *shared) kickoffTitle(who string) doc.Block {
	when := s.kickoff.Long()
	if when == "" {
		when = "the day is to be agreed"
	}
	return doc.Masthead{Name: "Kickoff", Line: doc.T(joined(" · ", clip(oneLine(s.account), shortName), when, who))}
}

// agenda sets the points one below the other, with the questions at their point
// and room for what comes up.
func (s *shared) agenda(asked doc.Questions) []doc.Block {
	var blocks []doc.Block
	for i, p := range s.points() {
		head := doc.Heading{Level: 2, Text: strconv.Itoa(i+1) + "  " + p.title, Sub: doc.T(capital(p.why))}
		if p.ask {
			blocks = append(blocks, head, asked)
			continue
		}
		if i == len(s.points())-1 {
			room := doc.Questions{Plain: true, Items: []doc.Question{{Text: doc.T("What came up"), Lines: 1}, {Text: doc.T("The next step: what, who, by which day"), Lines: 1}}}
			blocks = append(blocks, doc.KeepTogether{Blocks: []doc.Block{head, room}})
			continue
		}
		if len(p.items) == 0 {
			blocks = append(blocks, head)
			continue
		}
		blocks = append(blocks, head, doc.Bullets{Items: bulleted(p.items)})
	}
	return blocks
}

func bulleted(items []string) []doc.Text {
	out := make([]doc.Text, len(items))
	for i, it := range items {
		out[i] = doc.T(capital(it))
	}
	return out
}
