package capture

import (
	"fmt"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/pane"
)

// proofPoints makes the three cards: what they must see by day 30, 60 and 90.
func (p *page) proofPoints() fyne.CanvasObject {
	f := playbook.FieldByNo(33)
	var cards []fyne.CanvasObject
	for _, day := range []int{30, 60, 90} {
		to := &target{t: p.t, noun: f.Noun, day: day}
		col := kit.Column(kit.SpaceS, kit.NewLabel(fmt.Sprintf("Day %d", day), kit.Strong))
		for _, in := range f.Asked() {
			e := p.t.newEditor(f, in, to, unnamed)
			p.proofs = append(p.proofs, e)
			col.Objects = append(col.Objects, e.box)
		}
		cards = append(cards, kit.Grow(kit.NewCard("", col)))
	}
	return kit.RowTop(kit.SpaceCard, cards...)
}

func (p *page) findProof(row playbook.ID, col string) fyne.CanvasObject {
	if col == "" {
		col = "text"
	}
	for _, e := range p.proofs {
		id := p.t.idOf(e.to)
		if e.in.Col == col && (id == row && !row.IsZero() || row.IsZero() && p.t.stored(e.to, "text") == "") {
			return e.box
		}
	}
	if len(p.proofs) == 0 {
		return nil
	}
	return p.proofs[0].box
}

// winner is the choice of the promise that won the deal, among those made.
type winner struct {
	p     *page
	box   *fyne.Container
	chips *kit.ChoiceChips
	hint  *kit.Text
	ids   []playbook.ID
}

func newWinner(p *page) *winner {
	w := &winner{p: p, chips: kit.NewChoiceChips(), hint: kit.NewText("Write the promises first, then choose here.", kit.Small)}
	w.chips.OnChanged = func(on []int) {
		if len(on) == 1 && on[0] < len(w.ids) {
			to := &target{t: p.t, noun: "promise", id: w.ids[on[0]]}
			to.write("deciding", new(pane.Base).Step(), "true", "", func(_ string, err error) {
				if err != nil {
					p.t.win.Fail(err)
				}
			})
		}
	}
	if p.t.win.ReadOnly() {
		w.chips.Disable()
	}
	w.box = kit.Column(0, w.chips, w.hint)
	return w
}

func (w *winner) show() {
	var tags []kit.Tag
	var ids []playbook.ID
	on := -1
	for _, pr := range w.p.t.rec.Promises {
		if pr.Deciding {
			on = len(ids)
		}
		tags, ids = append(tags, kit.Tag{Text: clip(pr.Text, 48)}), append(ids, pr.ID)
	}
	w.ids = ids
	w.chips.SetOptions(tags...)
	if on >= 0 {
		w.chips.Select(on)
	} else {
		w.chips.Select()
	}
	show(w.chips, len(ids) > 0)
	show(w.hint, len(ids) == 0)
}

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
