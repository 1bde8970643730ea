package ledger

import (
	"strings"

	"kept/playbook"
	"kept/ui/kit"
)

// A filter is one of the pills above the promises.
type filter int

const (
	all filter = iota
	owed
	atRisk
	unsupported
	differs // beliefs that differ from the contract
)

func (f filter) takes(p *playbook.Promise) bool {
	switch f {
	case owed:
		return p.Outcome == ""
	case atRisk:
		return p.Outcome == "" && p.Status == "at_risk"
	case unsupported:
		return p.Support == "unsupported"
	case differs:
		return false
	}
	return true
}

// differing returns the beliefs that do not match the contract.
func differing(rec *playbook.Record) []playbook.Belief {
	var out []playbook.Belief
	for _, b := range rec.Beliefs {
		if b.Matches == "no" {
			out = append(out, b)
		}
	}
	return out
}

// cell returns what one cell of the promises shows.
// Where the table is short of room, what was delivered is told in few words; the
// card beside has all of them.
func cell(rec *playbook.Record, p *playbook.Promise, today playbook.Date, col int, short bool) kit.Cell {
	switch col {
	case 0:
		c := kit.Cell{Text: clip(p.Text, 300), Role: kit.Strong, Wrap: true, Sub: soldWords(p)}
		if p.Deciding {
			c.Text = "★ " + c.Text
		}
		if p.Support == "unsupported" || p.Support == "needs_approval" {
			tone := kit.Broken
			if p.Support == "needs_approval" {
				tone = kit.Late
			}
			c.Tags = []kit.Tag{{Text: labelOf("promise", "support", p.Support), Tone: tone}}
			c.Sub = joined(" · ", supportWords(p), c.Sub)
		}
		return c
	case 1:
		c := kit.Cell{Sub: p.BasisRef}
		if p.Basis != "" {
			c.Tags = []kit.Tag{{Text: labelOf("promise", "basis", p.Basis), Tone: kit.Blue}}
		} else if p.BasisRef == "" {
			c.Text, c.Color = "not said", kit.ColorFaint
		}
		return c
	case 2:
		return dueCell(rec, p, today)
	case 3:
		return deliveredCell(rec, p, today, short)
	}
	return kit.Cell{Tags: []kit.Tag{outcomeTag(p)}}
}

// soldWords is the second line of a promise: the exact words, who said it to
// whom, where, and how firmly.
func soldWords(p *playbook.Promise) string {
	who := joined(", ", prefixed("to ", p.ToWhom), prefixed("by ", p.ByWhom), joined(" ", p.SaidWhere, p.SaidOn.DayMonth()))
	contract := map[string]string{"yes": "in contract", "no": "not in contract", "unknown": "contract not checked"}[p.InContract]
	quote := ""
	if !blank(p.Quote) {
		quote = "“" + strings.Trim(strings.TrimSpace(p.Quote), "“”\"") + "”"
	}
	return joined(" · ", quote, who, joined(", ", labelOf("promise", "kind", p.Kind), contract))
}

// supportWords says who approved a promise we cannot simply keep, and how it
// is to be kept.
func supportWords(p *playbook.Promise) string {
	by := "nobody approved it"
	if !blank(p.Approver) {
		by = "approved by " + p.Approver
	}
	plan := "no plan"
	if !blank(p.SupportPlan) {
		plan = "plan: " + p.SupportPlan
	}
	return by + ", " + plan
}

func dueCell(rec *playbook.Record, p *playbook.Promise, today playbook.Date) kit.Cell {
	on, words := rec.DueOf(p)
	c := kit.Cell{Text: shortDay(on, today)}
	switch {
	case words == "":
		return kit.Cell{Text: "not said", Color: kit.ColorFaint}
	case on == "":
		return kit.Cell{Text: "no date", Color: kit.ColorMuted, Sub: words}
	case p.DueKind != "date":
		c.Sub = words
	}
	if p.Outcome == "" && p.DeliveredOn == "" && on < today {
		c.Role, c.Color = kit.Strong, kit.ColorLateInk
		c.Sub = joined(", ", c.Sub, "overdue")
	}
	return c
}

func deliveredCell(rec *playbook.Record, p *playbook.Promise, today playbook.Date, short bool) kit.Cell {
	most := 90
	if short {
		most = 34
	}
	c := kit.Cell{Text: joined(" · ", shortDay(p.DeliveredOn, today), clip(p.Evidence, most)), Wrap: true}
	if p.CustomerConfirmed {
		c.Sub = "confirmed by the customer"
	}
	if c.Text != "" || c.Sub != "" {
		return c
	}
	c.Text, c.Color = "not due yet", kit.ColorMuted
	switch on, _ := rec.DueOf(p); {
	case p.Outcome != "":
		c.Text = "nothing noted"
	case on != "" && on < today:
		c.Text = "nothing yet"
	}
	return c
}

// outcomeTag says how a promise ended, or where it stands.
func outcomeTag(p *playbook.Promise) kit.Tag {
	tone := map[string]kit.Tone{"kept": kit.Kept, "kept_late": kit.Late, "partly": kit.Late, "renegotiated": kit.Teal, "broken": kit.Broken}
	if p.Outcome != "" {
		words := map[string]string{"withdrawn": "withdrawn", "released": "released"}[p.Outcome]
		if words == "" {
			words = labelOf("promise", "outcome", p.Outcome)
		}
		return kit.Tag{Text: words, Tone: tone[p.Outcome]}
	}
	switch p.Status {
	case "at_risk":
		return kit.Tag{Text: "at risk", Tone: kit.Late}
	case "delivered":
		return kit.Tag{Text: "delivered", Tone: kit.Blue}
	}
	return kit.Tag{Text: "owed"}
}

// shortDay leaves out the year of days within half a year of today.
func shortDay(d, today playbook.Date) string {
	if n := today.DaysUntil(d); n > 183 || n < -183 {
		return d.Short()
	}
	return d.DayMonth()
}
