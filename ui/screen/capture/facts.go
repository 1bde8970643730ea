package capture

import (
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/readiness"
	"kept/ui/kit"
	"kept/ui/screen/pane"
)

// excused tells whether a star would ask for what another answer makes
// unnecessary: readiness does not list it as missing though it is empty.
func (t *Tab) excused(e *editor) bool {
	id := t.idOf(e.to)
	if id.IsZero() || e.base.Value != "" {
		return false
	}
	for _, m := range t.res.Missing {
		if m.Row == id && m.Col == e.in.Col {
			return false
		}
	}
	return true
}

// dated tells whether a promise has its date or scope in a value of its own.
func (t *Tab) dated(id playbook.ID) bool {
	p, ok := t.byID[id].(*playbook.Promise)
	return ok && (p.DueOn != "" || p.DueDays != "" || strings.TrimSpace(p.FullScope) != "")
}

// people are the persons known: those at the customer, then our team.
func (t *Tab) people() []kit.Option {
	return pane.Names(pane.Customers(t.rec), pane.Team(t.rec, t.members), []kit.Option{{Text: t.win.Desk().Who}})
}

func (t *Tab) bookOptions() []playbook.Option {
	var out []playbook.Option
	for _, b := range t.win.Desk().Books.All() {
		out = append(out, playbook.Option{Value: b.ID, Label: b.Title})
	}
	return out
}

func (t *Tab) complexityWords() string {
	c := t.res.Complexity
	if !c.Answered {
		return "Four answers decide how much else is asked."
	}
	words := fmt.Sprintf("Complexity: %s, %d of 7 points.", c.Level, c.Points)
	switch {
	case t.rec.Account.Regulated:
		words += " A regulated customer is always high."
	case c.Level == readiness.Low:
		words += " From 2 points on, more is wanted before close."
	default:
		words += " More is wanted before close than for a simple deal."
	}
	return words
}
