package people

import (
	"strconv"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// grid shows who stands where: influence downwards, stance across. Who left is
// not on it.
type grid struct {
	t      *Tab
	matrix *kit.Matrix
	card   *kit.Card
	people []*playbook.Stakeholder // as the items of the matrix
}

func newGrid(t *Tab) *grid {
	g := &grid{t: t, matrix: kit.NewMatrix()}
	g.matrix.OnOpen = func(item int) { t.reveal(g.people[item].ID) }
	g.card = kit.NewCard("Influence and stance", g.matrix).WithTrailing(kit.NewLabel("Arrows walk · Enter opens", kit.Faint))
	return g
}

// columns are the stances from left to right; what is not known comes last, and
// only where there is somebody.
func columns() []string {
	return []string{"opposed", "sceptic", "neutral", "supporter", "champion", ""}
}

// show puts the people of the filter on the grid; it returns false when there is
// nobody to show.
func (g *grid) show() bool {
	g.people = g.people[:0]
	var items []kit.MatrixItem
	unknownStance, unknownInfluence := false, false
	for _, p := range g.t.shown {
		if p.LeftOn != "" {
			continue
		}
		it := kit.MatrixItem{Row: rowOf(p), Col: colOf(p), Tag: stanceTag(p.Stance), Tip: tip(p)}
		it.Tag.Text = nameOf(p)
		unknownStance = unknownStance || it.Col == len(columns())-1
		unknownInfluence = unknownInfluence || it.Row == mostInfluence
		items = append(items, it)
		g.people = append(g.people, p)
	}
	var heads []kit.Tag
	for _, s := range columns() {
		if s != "" || unknownStance {
			tag := stanceTag(s)
			if tag.Text = part.Upper(tag.Text); s == "" {
				tag.Text = "Not known"
			}
			heads = append(heads, tag)
		}
	}
	rows := make([]string, 0, mostInfluence+1)
	for n := mostInfluence; n > 0; n-- {
		rows = append(rows, part.LabelOf("stakeholder", "influence", strconv.Itoa(n)))
	}
	if unknownInfluence {
		rows = append(rows, "not known")
	}
	g.matrix.Set(heads, rows, items)
	return len(items) > 0
}

const mostInfluence = 5

// rowOf counts from the top: who decides stands highest.
func rowOf(p *playbook.Stakeholder) int {
	n, ok := influenceOf(p)
	if !ok {
		return mostInfluence
	}
	return mostInfluence - n
}

func colOf(p *playbook.Stakeholder) int {
	for i, s := range columns() {
		if s == p.Stance {
			return i
		}
	}
	return len(columns()) - 1
}

// tip is all the grid knows of a person, in words.
func tip(p *playbook.Stakeholder) string {
	influence := "influence not known"
	if n, ok := influenceOf(p); ok {
		influence = influenceWord(n) + ", " + strconv.Itoa(n) + " of 5"
	}
	out := nameOf(p)
	if !part.Blank(p.Title) {
		out += ", " + p.Title
	}
	return part.Joined(" · ", out, stanceTag(p.Stance).Text, influence)
}
