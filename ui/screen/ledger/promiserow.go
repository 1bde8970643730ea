package ledger

import (
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// The columns of the promises.
const (
	colSold = iota
	colBasis
	colDue
	colDelivered
	colOutcome
	colOutcomeNext // with the next step, where what was delivered has no column
)

// A row is a promise with what is drawn of it. It is asked for its cells more
// often than it changes, so what is computed stands in it.
type row struct {
	metrics.Standing
	words string // how the due day is said
}

// cell returns what one cell of the promises shows. Where the table is short of
// room, what was delivered is told in few words; the card beside has all of
// them. veiled hides the exact words, which are sensitive.
func (r *row) cell(today playbook.Date, col int, short, veiled bool) kit.Cell {
	p := r.Promise
	switch col {
	case colSold:
		quote := part.Clip(p.Quote, 300)
		if veiled && !part.Blank(quote) {
			quote = "•••"
		}
		c := kit.Cell{Text: part.Clip(p.Text, 300), Role: kit.Strong, Wrap: true, Sub: soldWords(p, quote)}
		if p.Deciding {
			c.Text = "★ " + c.Text
		}
		if p.Support == "unsupported" || p.Support == "needs_approval" {
			tone := kit.Broken
			if p.Support == "needs_approval" {
				tone = kit.Late
			}
			c.Tags = []kit.Tag{{Text: part.LabelOf("promise", "support", p.Support), Tone: tone}}
			c.Sub = part.Joined(" · ", supportWords(p), c.Sub)
		}
		return c
	case colBasis:
		c := kit.Cell{Sub: p.BasisRef}
		if p.Basis != "" {
			c.Tags = []kit.Tag{{Text: part.LabelOf("promise", "basis", p.Basis), Tone: kit.Blue}}
		} else if p.BasisRef == "" {
			c.Text, c.Color = "not said", kit.ColorFaint
		}
		return c
	case colDue:
		return r.due(today)
	case colDelivered:
		return r.delivered(today, short)
	}
	c := kit.Cell{Tags: []kit.Tag{outcomeTag(p, r.State)}}
	if col == colOutcomeNext {
		c.Sub, c.SubMarks = r.next()
	}
	return c
}

// next says who delivers the promise and what is to be done next, which stands
// out; marks is where.
func (r *row) next() (words string, marks [][2]int) {
	words = part.Joined(": ", r.Promise.Owner, r.Next)
	if r.Next == "" {
		return words, nil
	}
	return words, [][2]int{{len(words) - len(r.Next), len(words)}}
}

// soldWords is the second line of a promise: the exact words, who said it to
// whom, where, and how firmly.
func soldWords(p *playbook.Promise, quote string) string {
	who := part.Joined(", ", part.Prefixed("to ", p.ToWhom), part.Prefixed("by ", p.ByWhom), part.Joined(" ", p.SaidWhere, p.SaidOn.DayMonth()))
	contract := map[string]string{"yes": "in contract", "no": "not in contract", "unknown": "contract not checked"}[p.InContract]
	return part.Joined(" · ", quoted(quote), who, part.Joined(", ", part.LabelOf("promise", "kind", p.Kind), contract))
}

// supportWords says who approved a promise we cannot simply keep, and how it
// is to be kept.
func supportWords(p *playbook.Promise) string {
	by := "nobody approved it"
	if !part.Blank(p.Approver) {
		by = "approved by " + p.Approver
	}
	plan := "no plan"
	if !part.Blank(p.SupportPlan) {
		plan = "plan: " + part.Clip(p.SupportPlan, 300)
	}
	return by + ", " + plan
}

// quoted puts exact words between quotation marks, whether or not somebody has
// typed some.
func quoted(words string) string {
	if part.Blank(words) {
		return ""
	}
	return "“" + strings.Trim(strings.TrimSpace(words), "“”\"") + "”"
}

func (r *row) due(today playbook.Date) kit.Cell {
	c := kit.Cell{Text: part.ShortDay(r.Due, today)}
	switch {
	case r.words == "":
		return kit.Cell{Text: "not said", Color: kit.ColorFaint}
	case r.Due == "":
		return kit.Cell{Text: "no date", Color: kit.ColorMuted, Sub: r.words}
	case r.Promise.DueKind != "date":
		c.Sub = r.words
	}
	if r.State == metrics.Overdue {
		c.Role, c.Color = kit.Strong, kit.ColorLateInk
		c.Sub = part.Joined(", ", c.Sub, "overdue")
	}
	return c
}

// delivered says what they got so far, and under it who delivers it and what is
// to be done next.
func (r *row) delivered(today playbook.Date, short bool) kit.Cell {
	p, most := r.Promise, 90
	if short {
		most = 34
	}
	c := kit.Cell{Text: part.Joined(" · ", part.ShortDay(p.DeliveredOn, today), part.Clip(p.Evidence, most)), Wrap: true}
	if c.Text == "" {
		c.Text, c.Color = "not due yet", kit.ColorMuted
		switch {
		case p.Outcome != "":
			c.Text = "nothing noted"
		case r.Due != "" && r.Due < today:
			c.Text = "nothing yet"
		}
	}
	said := ""
	if p.CustomerConfirmed {
		said = "confirmed by " + orElse(p.ConfirmedBy, "the customer")
	}
	c.Sub, c.SubMarks = r.next()
	c.Sub = part.Joined(" · ", c.Sub, said)
	return c
}

// outcomeTag says how a promise ended, or where it stands.
func outcomeTag(p *playbook.Promise, s metrics.State) kit.Tag {
	switch s {
	case metrics.Ended:
		tone := map[string]kit.Tone{"kept": kit.Kept, "kept_late": kit.Late, "partly": kit.Late, "renegotiated": kit.Teal, "broken": kit.Broken}
		words := map[string]string{"withdrawn": "withdrawn", "released": "released"}[p.Outcome]
		if words == "" {
			words = part.LabelOf("promise", "outcome", p.Outcome)
		}
		return kit.Tag{Text: words, Tone: tone[p.Outcome]}
	case metrics.Overdue:
		return kit.Tag{Text: "overdue", Tone: kit.Broken}
	case metrics.AtRisk:
		return kit.Tag{Text: "at risk", Tone: kit.Late}
	case metrics.OnTrack:
		if p.Status == "delivered" || p.DeliveredOn != "" {
			return kit.Tag{Text: "delivered", Tone: kit.Blue}
		}
		return kit.Tag{Text: "on track", Tone: kit.Blue}
	}
	return kit.Tag{Text: "owed"}
}

func orElse(s, other string) string {
	if part.Blank(s) {
		return other
	}
	return strings.TrimSpace(s)
}
