package ledger

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// keptLine is the kept figure above the promises. It opens what it was computed
// from.
type keptLine struct {
	box    *fyne.Container
	figure *kit.Button
	beside *kit.Label
	wide   float32 // what both words take
}

// keptInset is how far the word of a quiet button stands in from its edge.
const keptInset float32 = 8

func newKeptLine(open func()) *keptLine {
	k := &keptLine{figure: kit.NewButton("", kit.Quiet, open), beside: kit.NewLabel("", kit.Small)}
	k.box = kit.Column(-4, kit.Row(0, k.figure), kit.Pad(k.beside, 0, keptInset, 0, keptInset))
	return k
}

func (k *keptLine) show(t metrics.Tally) {
	strict, beside := t.Short()
	k.figure.SetText(strict)
	k.beside.SetText(beside)
	k.wide = max(k.figure.MinSize().Width, fyne.MeasureText(beside, kit.TextLabel, fyne.TextStyle{}).Width+2*keptInset+1)
	part.Visible(k.box, t.Due+t.NotYetDue > 0)
}

// toolLayout puts the filters at the left and the tools at the right, and in two
// rows where one has no room for both.
type toolLayout struct {
	kept  *keptLine
	width float32
}

// tooWide is the width of the page below which the tools have a row of their own.
const tooWide float32 = 1120

func (l *toolLayout) split() bool { return l.width < tooWide }

func (l *toolLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	chips, rest := os[0], os[1:]
	y, x, tall := float32(0), s.Width, float32(0)
	for _, o := range rest {
		tall = max(tall, l.seen(o).Height)
	}
	if l.split() {
		chips.Resize(fyne.NewSize(s.Width, chips.MinSize().Height))
		h := chips.MinSize().Height
		chips.Resize(fyne.NewSize(s.Width, h))
		chips.Move(fyne.NewPos(0, 0))
		y = h + kit.SpaceS
	}
	for i := len(rest) - 1; i >= 0; i-- {
		m := l.seen(rest[i])
		if m.Width == 0 {
			continue
		}
		at := x - m.Width
		if i == 0 && l.split() { // the figure begins the row, in line with the chips
			at = -keptInset
		}
		rest[i].Resize(m)
		rest[i].Move(fyne.NewPos(at, y+(tall-m.Height)/2))
		x -= m.Width + kit.SpaceM
	}
	if !l.split() {
		chips.Resize(fyne.NewSize(max(x, 100), chips.MinSize().Height))
		h := chips.MinSize().Height
		chips.Resize(fyne.NewSize(max(x, 100), h))
		chips.Move(fyne.NewPos(0, max((tall-h)/2, 0)))
	}
}

func (l *toolLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	tall, wide := float32(0), float32(0)
	for _, o := range os[1:] {
		m := l.seen(o)
		tall, wide = max(tall, m.Height), wide+m.Width+kit.SpaceM
	}
	chips := os[0].MinSize()
	if l.split() {
		return fyne.NewSize(wide, chips.Height+kit.SpaceS+tall)
	}
	return fyne.NewSize(wide, max(tall, chips.Height))
}

// seen is what a tool takes while it is shown.
func (l *toolLayout) seen(o fyne.CanvasObject) fyne.Size {
	if !o.Visible() {
		return fyne.Size{}
	}
	m := o.MinSize()
	if o == fyne.CanvasObject(l.kept.box) {
		m.Width = l.kept.wide
	}
	return m
}

// bulk gives several promises one delivery owner in one act.
type bulk struct {
	t      *Promises
	on     bool
	chosen map[playbook.ID]bool

	box   *fyne.Container
	count *kit.Label
	owner *kit.Picker
	give  *kit.Button
}

func newBulk(t *Promises) *bulk {
	b := &bulk{t: t, chosen: map[playbook.ID]bool{}, count: kit.NewLabel("", kit.Strong), owner: kit.NewPicker("")}
	b.owner.FreeText = true
	b.owner.Fleeting = true
	b.owner.SetPlaceholder("Who delivers them?")
	b.give = kit.NewButton("Give them this owner", kit.Secondary, b.assign)
	all := kit.NewButton("All shown", kit.Quiet, func() {
		for i := range t.rows {
			b.chosen[t.rows[i].Promise.ID] = true
		}
		b.redraw()
	})
	b.box = kit.Row(kit.SpaceM, b.count, all, kit.Grow(b.owner), b.give, kit.NewButton("Done", kit.Quiet, b.end))
	b.box.Hide()
	return b
}

// begin puts a box to tick before every row.
func (b *bulk) begin() {
	if b.on {
		b.end()
		return
	}
	b.on = true
	b.redraw()
	if c := b.t.Win.Canvas(); c != nil {
		c.Focus(b.t.table.Focusable())
	}
}

func (b *bulk) end() {
	b.on = false
	clear(b.chosen)
	b.owner.SetText("")
	b.owner.SetHint("", kit.Neutral)
	b.redraw()
}

func (b *bulk) state(id playbook.ID) kit.Check {
	if b.chosen[id] {
		return kit.Checked
	}
	return kit.Unchecked
}

func (b *bulk) toggle(id playbook.ID) {
	if b.t.Win.ReadOnly() {
		return
	}
	b.on = true
	if b.chosen[id] = !b.chosen[id]; !b.chosen[id] {
		delete(b.chosen, id)
	}
	b.redraw()
}

// redraw shows the boxes as they are.
func (b *bulk) redraw() {
	b.show()
	b.t.table.Reload()
	b.t.filled.Refresh()
}

// show counts what is chosen. What has gone to the trash is not chosen any more.
func (b *bulk) show() {
	for id := range b.chosen {
		found := false
		for i := range b.t.Rec.Promises {
			found = found || b.t.Rec.Promises[i].ID == id
		}
		if !found {
			delete(b.chosen, id)
		}
	}
	part.Visible(b.box, b.on)
	b.owner.SetOptions(b.t.team...)
	words := "Tick the promises, or press Space on each"
	if n := len(b.chosen); n > 0 {
		words = strconv.Itoa(n) + " chosen"
	}
	b.count.SetText(words)
	word := "Choose several"
	if b.on {
		word = "Stop choosing"
	}
	b.t.several.SetText(word)
	if len(b.chosen) == 0 {
		b.give.Disable()
	} else {
		b.give.Enable()
	}
}

func (b *bulk) assign() {
	var ids []playbook.ID
	for i := range b.t.Rec.Promises { // in their order
		if id := b.t.Rec.Promises[i].ID; b.chosen[id] {
			ids = append(ids, id)
		}
	}
	owner, desk, n := strings.TrimSpace(b.owner.Entry.Text()), b.t.Win.Desk(), 0
	b.t.Run.Queue().Run(func(ctx context.Context) (err error) {
		n, err = desk.AssignPromises(ctx, ids, owner)
		return err
	}, func(err error) {
		if sentence, known := part.Refusal(err); known {
			b.owner.SetHint(sentence, kit.Broken)
			b.t.filled.Refresh()
			return
		}
		if err != nil {
			b.t.Win.Fail(err)
			return
		}
		said := strconv.Itoa(n) + " promises have a new owner: " + owner + "."
		switch n {
		case 0:
			said = "They were " + owner + "’s already."
		case 1:
			said = "1 promise has a new owner: " + owner + "."
		}
		b.t.Win.Toast(said)
		b.end()
		b.t.Changed()
	})
}
