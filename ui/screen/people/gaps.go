package people

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// A gap is what is missing about people, with the field that fills it.
type gap struct {
	words, field, col string
	row               playbook.ID
}

// gapsOf lists roles that nobody has who is still there, and doubters without a
// concern or a plan of ours.
func gapsOf(rec *playbook.Record) []gap {
	var out []gap
	for _, role := range []string{"sponsor", "day_to_day"} {
		if !anyHas(rec, role) {
			out = append(out, gap{words: "Nobody is named as " + part.LabelOf("stakeholder", "roles", role) + ".", field: "F37", col: "roles"})
		}
	}
	for i := range rec.People {
		p := &rec.People[i]
		if !p.Doubts() || p.LeftOn != "" {
			continue
		}
		is := nameOf(p) + " is " + article(part.LabelOf("stakeholder", "stance", p.Stance))
		switch concern, plan := !part.Blank(p.Concern), !part.Blank(p.Approach); {
		case !concern && !plan:
			out = append(out, gap{words: is + ", and neither their concern nor a plan for them is written down.", field: "F39", col: "concern", row: p.ID})
		case !concern:
			out = append(out, gap{words: is + ", and what their concern is is not written down.", field: "F39", col: "concern", row: p.ID})
		case !plan:
			out = append(out, gap{words: is + ", and there is no plan for them.", field: "F39", col: "approach", row: p.ID})
		}
	}
	return out
}

// championWords warn of a single champion, or of none, with what to do; "" when
// there are more.
func championWords(rec *playbook.Record) string {
	var on, left []string
	for i := range rec.People {
		p := rec.People[i]
		if p.Champions() {
			on = append(on, nameOf(&p))
		} else if p.LeftOn != "" {
			there := p
			there.LeftOn = ""
			if there.Champions() {
				left = append(left, nameOf(&p))
			}
		}
	}
	switch {
	case len(on) > 1:
		return ""
	case len(on) == 1:
		return on[0] + " is the only champion; win a second one before this one leaves."
	case len(left) > 0:
		return "No champion is left since " + strings.Join(left, " and ") + " went; ask the sponsor who speaks for this inside from now on."
	}
	return "Nobody champions this at the customer; ask the sponsor who would speak for it when we are not in the room."
}

func anyHas(rec *playbook.Record, role string) bool {
	for i := range rec.People {
		if p := &rec.People[i]; p.LeftOn == "" && p.Has(role) {
			return true
		}
	}
	return false
}

func article(stance string) string {
	if stance == "sceptic" {
		return "a sceptic"
	}
	return stance
}

func (t *Tab) gapCard(gaps []gap) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, g := range gaps {
		rows = append(rows, kit.Row(kit.SpaceM, kit.Grow(kit.NewText(g.words, kit.Body)), t.Link("Fill in", g.field, g.row, g.col)))
	}
	title := strconv.Itoa(len(gaps)) + " gaps"
	if len(gaps) == 1 {
		title = "1 gap"
	}
	return kit.NewCard(title, kit.Column(2, rows...)).WithTone(kit.Late)
}
