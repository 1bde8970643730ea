package brief

import (
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// people is the map of influence and stance, a card per person, and what to avoid.
func (t *teller) people() []doc.Block {
	blocks := []doc.Block{
		doc.Heading{Level: 1, Text: "People and politics"},
		doc.Callout{Tone: doc.Warn, Title: "Names people: internal", Text: doc.T("Facts as Sales saw them, such as could be said to the person’s face. Never forward these pages.")},
	}
	if len(t.r.People) == 0 {
		return append(blocks, doc.Paragraph{Text: doc.Missing()})
	}
	blocks = []doc.Block{doc.KeepTogether{Blocks: append(blocks, t.grid())}, t.cards()}
	h := &t.r.Handoff
	depends := joined(", ", map[bool]string{true: "a single champion"}[h.SingleChampion], map[bool]string{true: "a sponsor who is likely to change"}[h.SponsorChange])
	sensitive := 0
	var told, untold, absent, others []string
	for i := range t.r.People {
		p := &t.r.People[i]
		name := oneLine(p.Name) + suffix(p.MetCSMOn.Short(), ")", " (met the CSM on ")
		if p.ToldHandover {
			told = append(told, name)
		} else {
			untold = append(untold, name)
		}
		if len(t.card(p).Rows) == 0 {
			others = append(others, joined(", ", oneLine(p.Name), oneLine(p.Title), answers("stakeholder", "roles", p.Roles)))
		}
		if p.Uninvolved {
			absent = append(absent, oneLine(p.Name))
		}
		if !blank(t.r.People[i].Sensitive) {
			sensitive++
		}
	}
	rows := []doc.KeyValue{}
	if len(others) > 0 {
		rows = append(rows, doc.KeyValue{Label: "Also", Value: doc.T(strings.Join(others, "; "))})
	}
	if more := joined("; ", prefix("it depends on ", depends), prefix("affected but not involved: ", strings.Join(absent, ", "))); more != "" {
		rows = append(rows, doc.KeyValue{Label: "Mind", Value: doc.T(capital(more))})
	}
	if sensitive > 0 {
		rows = append(rows, doc.KeyValue{Label: "Sensitive notes", Value: doc.T(count(sensitive, "note", "notes") + ", kept in the program and never printed")})
	}
	blocks = append(blocks, doc.KeyValues{Items: append(rows, []doc.KeyValue{
		{Label: "Told of the handover", Value: doc.T(joined("; ", strings.Join(told, ", "), prefix("not yet: ", strings.Join(untold, ", "))))},
		{Label: "To avoid", Value: doc.Or(oneLine(joined("; ", strings.TrimRight(h.Avoid, ". "), h.DoNot)))},
	}...)})
	return blocks
}

func stanceTone(stance string) doc.Tone {
	return map[string]doc.Tone{"champion": doc.Good, "supporter": doc.Info, "neutral": doc.Neutral, "sceptic": doc.Warn, "opposed": doc.Bad}[stance]
}

func (t *teller) grid() doc.Block {
	var g doc.InfluenceGrid
	at := map[string]int{}
	_, in := playbook.FieldOfColumn("stakeholder", "", "stance")
	for _, o := range in.Options {
		if o.Value != "unknown" {
			at[o.Value] = len(g.Stances)
			g.Stances = append(g.Stances, doc.Stance{Word: o.Label, Tone: stanceTone(o.Value)})
		}
	}
	for i := range t.r.People {
		p := &t.r.People[i]
		influence, _ := strconv.Atoi(p.Influence)
		col, ok := at[p.Stance]
		if !ok {
			col = -1
		}
		g.People = append(g.People, doc.Placed{Name: clip(oneLine(p.Name), shortName), Role: clip(oneLine(p.Title), shortName), Influence: influence, Stance: col})
	}
	return g
}

// cards are the people of whom more is known than name, role and stance.
func (t *teller) cards() doc.Block {
	var c doc.Cards
	for i := range t.r.People {
		if card := t.card(&t.r.People[i]); len(card.Rows) > 0 {
			c.Items = append(c.Items, card)
		}
	}
	return c
}

func (t *teller) card(p *playbook.Stakeholder) doc.Card {
	card := doc.Card{Title: oneLine(p.Name), Sub: joined(" · ", oneLine(p.Title), answers("stakeholder", "roles", p.Roles))}
	if card.Title == "" {
		card.Title = "No name"
	}
	if p.Stance != "" {
		card.Pill = doc.Pill(stanceTone(p.Stance), answer("stakeholder", "", "stance", p.Stance))
	}
	doubt := p.Stance == "sceptic" || p.Stance == "opposed"
	add := func(label, value string, wanted bool) {
		if wanted || !blank(value) {
			card.Rows = append(card.Rows, doc.KeyValue{Label: label, Value: doc.Or(oneLine(value))})
		}
	}
	add("Concern", p.Concern, doubt)
	add("Our plan", p.Approach, doubt)
	add("Personal win", p.PersonalWin, false)
	add("Style", joined("; ", p.Style, p.Channel), false)
	add("Reach", joined(", ", p.Email, p.Phone, p.Language, p.TimeZone), false)
	return card
}
