package capture

import (
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// row is one row of a list; its widgets live as long as the page, so that a
// refresh takes neither keyboard nor words away.
type row struct {
	target
	l       *rows
	lead    []*editor
	detail  []*editor
	number  *kit.Label
	missing *kit.Pill
	toggle  *kit.Button
	body    *fyne.Container
	panel   *fyne.Container
}

// numberWidth is how far the details stand in, under the words of their row.
const numberWidth float32 = 16

func (l *rows) newRow(id playbook.ID) *row {
	t := l.p.t
	r := &row{l: l, target: target{t: t, f: l.f, noun: l.f.Noun, id: id}}
	r.number = kit.NewLabel("", kit.Faint)
	parts := []fyne.CanvasObject{}
	if l.folds() {
		parts = append(parts, r.number)
	}
	for i, x := range l.spec.lead {
		f := playbook.FieldByNo(x.no)
		e := t.newEditor(f, inputOf(f, x.col), &r.target, unnamed)
		if c, ok := e.ctl.(*entryControl); ok {
			l.keys(c, r)
		}
		if i == 0 {
			e.onText = func(text string) bool { return l.paste(r, e, text) }
		}
		e.show(t.stored(&r.target, x.col))
		r.lead = append(r.lead, e)
		parts = append(parts, kit.GrowBy(float32(x.span), e.box))
	}
	r.missing = kit.NewPill("", kit.Late)
	r.missing.Hide()
	r.toggle = kit.NewButton("Details", kit.Quiet, func() { l.unfold(r) })
	r.toggle.MinWidth = 64 // the same for both of its words
	if l.folds() {
		parts = append(parts, r.missing, r.toggle)
	}
	r.body = kit.Column(kit.SpaceS, kit.Row(kit.SpaceS, parts...))
	return r
}

// unfold opens the details of a row, or folds them, and gives them the keyboard.
func (l *rows) unfold(r *row) {
	if l.open == r {
		l.open, l.folded = nil, true
		l.arrange()
		return
	}
	l.open = r
	l.arrange()
	kit.Focus(r.panel)
}

// arrange shows details under the open row only.
func (l *rows) arrange() {
	for _, r := range l.rows {
		head := r.body.Objects[0]
		if r != l.open {
			r.body.Objects = []fyne.CanvasObject{head}
			r.toggle.SetText("Details")
			continue
		}
		if r.panel == nil {
			r.build()
		}
		r.toggle.SetText("Fold")
		r.body.Objects = []fyne.CanvasObject{head, r.panel}
	}
	l.list.Refresh()
}

// build makes the details of a row, which happens when they are first opened.
func (r *row) build() {
	l := r.l
	to := func(*playbook.Field) *target { return &r.target }
	parts := []fyne.CanvasObject{l.p.grid(l.spec.detail, to, &r.detail, false)}
	if len(l.spec.after) > 0 {
		parts = append(parts, kit.Gap(0, 2), kit.NewLabel("After close", kit.Strong), l.p.grid(l.spec.after, to, &r.detail, false))
	}
	if !l.p.t.win.ReadOnly() {
		parts = append(parts, kit.Pad(kit.Row(0, kit.NewButton("Move up", kit.Quiet, func() { r.shift(-1) }), kit.NewButton("Move down", kit.Quiet, func() { r.shift(1) }),
			kit.Spacer(), kit.NewButton("Remove", kit.Quiet, func() {
				i := l.index(r)
				l.remove(i)
				l.reload()
				l.sync()
			})), 0, 0, 0, -cellPad))
	}
	r.panel = kit.Pad(kit.Column(kit.SpaceM, parts...), 4, 0, 10, numberWidth)
	l.p.show()
}

func (r *row) shift(by int) {
	i := r.l.index(r)
	if j := i + by; j >= 0 && j < len(r.l.rows) {
		r.l.move(i, j)
		r.l.reload()
	}
}

// empty tells whether nothing is written in the row, neither on the window nor
// in the store.
func (r *row) empty() bool {
	for _, e := range append(append([]*editor{}, r.lead...), r.detail...) {
		if strings.TrimSpace(e.ctl.value()) != "" {
			return false
		}
	}
	for _, n := range r.t.rec.Rows(r.f) {
		if n.Key().ID == r.id && playbook.TitleOf(n) != "" {
			return false
		}
	}
	return true
}

// saving tells whether any word of the row is on its way.
func (r *row) saving() bool {
	for _, e := range append(append([]*editor{}, r.lead...), r.detail...) {
		if e.save.Dirty() {
			return true
		}
	}
	return false
}
