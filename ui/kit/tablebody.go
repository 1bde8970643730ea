package kit

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// tableBody draws the rows in view. Rows are not widgets: a view takes the data
// of whatever row scrolls into its place.
type tableBody struct {
	control
	of       *Table
	selected int
	over     int
	rows     map[int]*rowView
	spare    []*rowView

	tops    []float32 // where each row starts, and the end of the last
	topsFor float32   // width they were measured at
	tip     tip
	tipRow  int
	tipCol  int
	repaint func()
}

type rowView struct {
	cells []*cellView
	group *line
	back  *canvas.Rectangle
	hair  *canvas.Rectangle
	row   int
	fresh bool
	top   float32 // where it was laid out, and how wide
	width float32
}

func newTableBody(t *Table) *tableBody {
	b := &tableBody{of: t, selected: -1, over: -1, topsFor: -1, tipRow: -1}
	b.init(b)
	b.key = b.typed
	return b
}

// wide is how wide the rows are: all but the room of the scroll bar.
func (b *tableBody) wide() float32 {
	if b.of.Fit {
		return b.Size().Width
	}
	return b.Size().Width - barRoom
}

// reload forgets what the rows looked like and how tall they were.
func (b *tableBody) reload() {
	b.topsFor = -1
	for _, r := range b.rows {
		r.fresh = false
	}
	if n := b.of.len(); b.selected >= n {
		b.selected = n - 1
	}
}

// heightFor measures the rows for a width.
func (b *tableBody) heightFor(width float32) float32 {
	t, n := b.of, b.of.len()
	if b.topsFor == width && len(b.tops) == n+1 {
		return b.tops[n]
	}
	b.topsFor = width
	b.tops = append(b.tops[:0], 0)
	var probe *rowView
	_, w := t.edges(width)
	at := float32(0)
	for i := range n {
		h := rowOne
		switch _, head := t.group(i); {
		case head: // it has no cells to ask for
			h = rowGroup
		case t.TwoLines && b.twoLines(i):
			h = rowTwo
		case t.Fit:
			if probe == nil {
				probe = b.take()
			}
			h = rowOne
			if t.Dense {
				h = 0
			}
			for c, v := range probe.cells {
				v.bind(t.Cell(i, c))
				h = max(h, v.lay(0, 0, w[c], true)+2*t.pad()+2)
			}
			probe.fresh = false
		}
		at += h
		b.tops = append(b.tops, at)
	}
	if probe != nil {
		b.spare = append(b.spare, probe)
	}
	return at
}

func (b *tableBody) twoLines(row int) bool {
	for c := range b.of.columns {
		if cell := b.of.Cell(row, c); cell.Sub != "" || cell.Wrap {
			return true
		}
	}
	return false
}

func (b *tableBody) take() *rowView {
	if n := len(b.spare); n > 0 {
		r := b.spare[n-1]
		b.spare = b.spare[:n-1]
		return r
	}
	r := &rowView{back: box(RadiusField - 2), hair: box(0), group: newLine(Span{Role: Head})}
	for range b.of.columns {
		r.cells = append(r.cells, &cellView{})
	}
	return r
}

// rowAt returns the row at height y, -1 when there is none.
func (b *tableBody) rowAt(y float32) int {
	n := len(b.tops) - 1
	if n < 1 || y < 0 || y >= b.tops[n] {
		return -1
	}
	return sort.Search(n, func(i int) bool { return b.tops[i+1] > y })
}

func (b *tableBody) colAt(x float32) int {
	xs, ws := b.of.edges(b.wide())
	for i := range xs {
		if x >= xs[i]-cellPad && x < xs[i]+ws[i]+cellPad {
			return i
		}
	}
	return -1
}

// inView returns the rows to draw: those in the window of the scroll and one
// more at each end. more is how many views besides, at each end, of a Fit table.
func (b *tableBody) inView(more float32) (first, last int) {
	n := len(b.tops) - 1
	if n < 1 {
		return 0, -1
	}
	top, height := b.of.scroll.Offset.Y, b.of.scroll.Size().Height
	if b.of.Fit {
		at, ok := b.of.within.above(b)
		if !ok {
			return 0, n - 1
		}
		view := b.of.within.Size().Height
		top, height = b.of.within.Offset()-at-more*view, (1+2*more)*view
	}
	first = sort.Search(n, func(i int) bool { return b.tops[i+1] > top })
	last = sort.Search(n, func(i int) bool { return b.tops[i] >= top+height })
	return max(first-1, 0), min(last, n-1)
}

// spareView is how many views more a Fit table draws at each end, so that most
// steps of the wheel draw nothing, and a page that is laid out anew before it
// knows where it stands has no hole.
const spareView float32 = 0.5

func (b *tableBody) scrolled() {
	if b.repaint == nil {
		return
	}
	if first, last := b.inView(0); b.of.Fit && b.rows[first] != nil && b.rows[last] != nil {
		return
	}
	b.repaint()
}

// follow scrolls the marked row into view.
func (b *tableBody) follow() {
	if b.selected < 0 || b.selected >= len(b.tops)-1 {
		return
	}
	if b.of.Fit {
		b.revealRow()
		return
	}
	s := b.of.scroll
	top, bottom, y := b.tops[b.selected], b.tops[b.selected+1], s.Offset.Y
	switch {
	case top < y:
		y = top
	case bottom > y+s.Size().Height:
		y = bottom - s.Size().Height
	default:
		return
	}
	s.ScrollToOffset(fyne.NewPos(0, max(y, 0)))
	b.scrolled()
}

// revealRow scrolls the page to the marked row of a Fit table.
func (b *tableBody) revealRow() {
	if b.focused {
		for _, p := range around(b) {
			if s, ok := p.(*Scroll); ok {
				s.revealSpan(b, b.tops[b.selected], b.tops[b.selected+1])
			}
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (b *tableBody) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	draw := func() {
		b.draw(p)
		canvas.Refresh(b)
	}
	b.repaint = draw
	p.layout = func(fyne.Size) { b.draw(p) }
	p.min = func() fyne.Size { return fyne.NewSize(40, b.heightFor(b.wide())) }
	p.refresh = func() {
		for _, r := range b.rows {
			r.fresh = false
		}
		b.paintRing()
		draw()
	}
	return p
}

// draw binds the rows in view and collects their objects.
func (b *tableBody) draw(p *painter) {
	t, width := b.of, b.wide()
	b.heightFor(width)
	first, last := b.inView(spareView)
	kept := make(map[int]*rowView, last-first+1)
	for i, r := range b.rows {
		if i >= first && i <= last {
			kept[i] = r
		} else {
			b.spare = append(b.spare, r)
		}
	}
	b.rows = kept
	p.objects = p.objects[:0]
	x, w := t.edges(width)
	for i := first; i <= last; i++ {
		r := b.rows[i]
		if r == nil {
			r = b.take()
			r.fresh = false
			b.rows[i] = r
		}
		top, height := b.tops[i], b.tops[i+1]-b.tops[i]
		title, head := t.group(i)
		if !r.fresh || r.row != i || r.top != top || r.width != width {
			b.lay(r, i, x, w, top, height, width, title, head)
		}
		p.objects = append(p.objects, r.back)
		if head {
			p.objects = append(p.objects, r.group.obj)
		} else {
			for _, v := range r.cells {
				p.objects = append(p.objects, v.objs...)
			}
		}
		if !t.Dense {
			p.objects = append(p.objects, r.hair)
		}
		if i == b.selected {
			b.drawRing(2, top+2, width-4, height-5, RadiusField-2)
		}
	}
	if b.selected >= first && b.selected <= last {
		p.objects = append(p.objects, b.ring)
	}
}

// lay gives a view the data of row i, where the view has not got them, and puts
// its parts in their places.
func (b *tableBody) lay(r *rowView, i int, x, w []float32, top, height, width float32, title string, head bool) {
	t := b.of
	b.paintRow(r, i, top, width, height)
	if head {
		r.group.set(Span{Text: title, Role: Head})
		r.group.place(cellPad, top+height-headHeight+(headHeight-r.group.full.Height)/2, width-2*cellPad)
	} else {
		for c, v := range r.cells {
			if !r.fresh || r.row != i {
				v.bind(t.Cell(i, c))
			}
			v.lay(x[c], top+t.pad()+1, w[c], t.Fit)
		}
	}
	r.row, r.fresh, r.top, r.width = i, true, top, width
}

func (b *tableBody) paintRow(r *rowView, i int, top, width, height float32) {
	_, head := b.of.group(i)
	switch {
	case head:
		fill(r.back, "")
	case i == b.selected:
		fill(r.back, ColorSelected)
	case i == b.over:
		fill(r.back, ColorHover)
	default:
		fill(r.back, "")
	}
	place(r.back, 0, top, width, height-1)
	fill(r.hair, ColorLine)
	place(r.hair, cellPad, top+height-1, width-2*cellPad, 1)
	r.back.Refresh()
	r.hair.Refresh()
}
