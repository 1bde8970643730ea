package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// dropdown floats a body under a field while the field keeps the keyboard.
type dropdown struct {
	over  *layer
	body  fyne.CanvasObject
	above bool
}

// open shows body under the shape below of owner, of the size given, above it
// where there is no room. It does nothing where the window has no Root.
func (d *dropdown) open(owner, below, body fyne.CanvasObject, size fyne.Size) bool {
	d.close()
	h, c := hostOf(owner)
	if h == nil {
		return false
	}
	d.over, d.body = h.floats(), body
	drv := fyne.CurrentApp().Driver()
	at := drv.AbsolutePositionForObject(below).Subtract(drv.AbsolutePositionForObject(d.over.box))
	y := at.Y + below.Size().Height + 4
	if d.above = y+size.Height > c.Size().Height-8 && at.Y-size.Height-4 > 8; d.above {
		y = at.Y - size.Height - 4
	}
	x := max(min(at.X, c.Size().Width-size.Width-8), 8)
	d.over.add(body)
	place(body, x, y, size.Width, size.Height)
	return true
}

// resize keeps the edge that is next to the field where it is.
func (d *dropdown) resize(s fyne.Size) {
	if d.body == nil {
		return
	}
	if d.above {
		d.body.Move(d.body.Position().AddXY(0, d.body.Size().Height-s.Height))
	}
	d.body.Resize(s)
}

func (d *dropdown) shown() bool { return d.body != nil }

func (d *dropdown) close() {
	if d.body != nil {
		d.over.remove(d.body)
		d.body = nil
	}
}

// menu is the list of a Picker: a window of rows on any number of options.
type menu struct {
	widget.BaseWidget
	onPick func(text string)
	items  []string
	notes  []string
	cursor int
	first  int
	rows   []*menuRow
	none   *line
}

const (
	menuRows   int     = 8
	menuRow0   float32 = 32
	menuMargin float32 = 6
)

func newMenu(pick func(string)) *menu {
	m := &menu{onPick: pick, cursor: -1, none: newLine(Span{Role: Small})}
	for range menuRows {
		r := &menuRow{menu: m, text: newLine(Span{}), note: newLine(Span{Role: Faint})}
		r.ExtendBaseWidget(r)
		m.rows = append(m.rows, r)
	}
	m.ExtendBaseWidget(m)
	return m
}

func (m *menu) set(items, notes []string, none string) {
	m.items, m.notes, m.cursor, m.first = items, notes, -1, 0
	m.none.set(Span{Text: none, Role: Small})
	m.Refresh()
}

// move walks the highlight and scrolls the window of rows after it.
func (m *menu) move(by int) {
	if len(m.items) == 0 {
		return
	}
	m.cursor = min(max(m.cursor+by, 0), len(m.items)-1)
	if m.cursor < m.first {
		m.first = m.cursor
	}
	if m.cursor >= m.first+menuRows {
		m.first = m.cursor - menuRows + 1
	}
	m.Refresh()
}

func (m *menu) size(width float32) fyne.Size {
	n := max(min(len(m.items), menuRows), 1)
	return fyne.NewSize(width, float32(n)*menuRow0+2*menuMargin)
}

func (m *menu) CreateRenderer() fyne.WidgetRenderer {
	ground := box(RadiusField)
	p := &painter{objects: []fyne.CanvasObject{ground, m.none.obj}}
	for _, r := range m.rows {
		p.objects = append(p.objects, r)
	}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		m.none.place(14, (s.Height-m.none.full.Height)/2, s.Width-28)
		for i, r := range m.rows {
			place(r, menuMargin, menuMargin+float32(i)*menuRow0, s.Width-2*menuMargin, menuRow0)
		}
	}
	p.min = func() fyne.Size { return m.size(160) }
	p.refresh = func() {
		fill(ground, ColorCard)
		edge(ground, ColorOutline, 1)
		ground.Refresh()
		m.none.remeasure()
		show(m.none.obj, len(m.items) == 0)
		for i, r := range m.rows {
			at := m.first + i
			show(r, at < len(m.items))
			if at < len(m.items) {
				note := ""
				if at < len(m.notes) {
					note = m.notes[at]
				}
				r.bind(at, m.items[at], note)
			}
		}
		p.layout(m.Size())
	}
	p.refresh()
	return p
}

// menuRow picks on mouse down: the field loses the keyboard on the press, which
// closes the list before a click would arrive.
type menuRow struct {
	widget.BaseWidget
	menu       *menu
	at         int
	text, note *line
	hovered    bool
}

func (r *menuRow) bind(at int, text, note string) {
	r.at = at
	r.text.set(Span{Text: text})
	r.note.set(Span{Text: note, Role: Faint})
	r.Refresh()
}

func (r *menuRow) pick() {
	if r.at < len(r.menu.items) {
		r.menu.onPick(r.menu.items[r.at])
	}
}

func (r *menuRow) MouseDown(*desktop.MouseEvent) { r.pick() }
func (r *menuRow) MouseUp(*desktop.MouseEvent)   {}

// Scrolled turns the wheel. It is the row's, not the menu's, because the toolkit
// clips whatever scrolls to its bounds, edge of the menu included.
func (r *menuRow) Scrolled(e *fyne.ScrollEvent) {
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	r.menu.first = max(min(r.menu.first+step, len(r.menu.items)-menuRows), 0)
	r.menu.Refresh()
}

func (r *menuRow) MouseIn(*desktop.MouseEvent)    { r.hovered = true; r.Refresh() }
func (r *menuRow) MouseMoved(*desktop.MouseEvent) {}
func (r *menuRow) MouseOut()                      { r.hovered = false; r.Refresh() }

func (r *menuRow) CreateRenderer() fyne.WidgetRenderer {
	ground := box(6)
	p := &painter{objects: []fyne.CanvasObject{ground, r.text.obj, r.note.obj}}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 1, s.Width, s.Height-2)
		nw := min(r.note.full.Width, s.Width/2)
		r.text.place(8, (s.Height-r.text.full.Height)/2, min(r.text.full.Width+1, s.Width-nw-28))
		r.note.place(s.Width-nw-8, (s.Height-r.note.full.Height)/2, nw)
	}
	p.min = func() fyne.Size { return fyne.NewSize(100, menuRow0) }
	p.refresh = func() {
		fill(ground, "")
		switch {
		case r.at == r.menu.cursor:
			fill(ground, ColorTealSoft)
		case r.hovered:
			fill(ground, ColorHover)
		}
		ground.Refresh()
		r.text.paint()
		r.note.paint()
		p.layout(r.Size())
	}
	p.refresh()
	return p
}
