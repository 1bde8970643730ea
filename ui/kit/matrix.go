package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// A MatrixItem stands in one cell of a Matrix.
type MatrixItem struct {
	Row, Col int
	Tag      Tag
	Tip      string // the whole of it, under the pointer
}

// Matrix shows where things stand on two scales: rows named at the left, columns
// by tags above. It is one stop for Tab: the arrows move from item to item, Home
// and End to the first and the last, Enter or a click opens one.
type Matrix struct {
	control
	OnOpen func(item int)

	columns []Tag
	rows    []string
	items   []MatrixItem
	order   []int // items as they are read: by row, then by column
	heads   []*line
	names   []*line
	pills   []*pill // as items
	hairs   []*canvas.Rectangle
	cursor  int // into order
	tip     tip
	hit     int
}

// NewMatrix returns an empty matrix.
func NewMatrix() *Matrix {
	m := &Matrix{hit: -1}
	m.init(m)
	m.press = func() { m.open(m.cursor) }
	m.key = func(e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeyLeft:
			m.moveTo(m.cursor - 1)
		case fyne.KeyRight:
			m.moveTo(m.cursor + 1)
		case fyne.KeyUp:
			m.moveTo(m.beside(-1))
		case fyne.KeyDown:
			m.moveTo(m.beside(1))
		case fyne.KeyHome:
			m.moveTo(0)
		case fyne.KeyEnd:
			m.moveTo(len(m.order) - 1)
		default:
			return false
		}
		return true
	}
	return m
}

// Set replaces everything that is shown; the cursor keeps its place.
func (m *Matrix) Set(columns []Tag, rows []string, items []MatrixItem) {
	m.columns, m.rows, m.items = columns, rows, items
	m.order = m.order[:0]
	for r := range rows {
		for c := range columns {
			for i, it := range items {
				if it.Row == r && it.Col == c {
					m.order = append(m.order, i)
				}
			}
		}
	}
	m.cursor = max(min(m.cursor, len(m.order)-1), 0)
	m.Refresh()
}

// Disabled keeps Tab away from a matrix with nothing in it.
func (m *Matrix) Disabled() bool { return len(m.order) == 0 }

func (m *Matrix) open(at int) {
	if at >= 0 && at < len(m.order) && m.OnOpen != nil {
		m.OnOpen(m.order[at])
	}
}

func (m *Matrix) moveTo(at int) {
	if at < 0 || at >= len(m.order) {
		return
	}
	m.cursor = at
	m.Refresh()
	p := m.pills[m.order[at]].ground
	around := around(m)
	for i := len(around) - 1; i >= 0; i-- {
		if s, ok := around[i].(*Scroll); ok {
			s.revealSpan(m, p.Position().Y, p.Position().Y+p.Size().Height)
			return
		}
	}
}

// beside returns the place in order of what stands above or below the cursor,
// in its own cell or in the nearest column of the next row that has anything.
func (m *Matrix) beside(by int) int {
	if len(m.order) == 0 {
		return -1
	}
	here := m.items[m.order[m.cursor]]
	if next := m.cursor + by; next >= 0 && next < len(m.order) {
		if it := m.items[m.order[next]]; it.Row == here.Row && it.Col == here.Col {
			return next
		}
	}
	best, far := -1, 0
	for k, i := range m.order {
		it := m.items[i]
		rows := (it.Row - here.Row) * by
		if rows <= 0 {
			continue
		}
		d := it.Col - here.Col
		if d = rows*100 + max(d, -d); best < 0 || d < far || d == far && by < 0 {
			best, far = k, d
		}
	}
	return best
}

// Tapped implements fyne.Tappable.
func (m *Matrix) Tapped(e *fyne.PointEvent) {
	if at := m.under(e.Position); at >= 0 {
		m.cursor = at
		m.Refresh()
		m.open(at)
	}
}

// under returns the place in order of the item at a point, -1 for none.
func (m *Matrix) under(p fyne.Position) int {
	for k, i := range m.order {
		g := m.pills[i].ground
		at, size := g.Position(), g.Size()
		if p.X >= at.X && p.X < at.X+size.Width && p.Y >= at.Y-3 && p.Y < at.Y+size.Height+3 {
			return k
		}
	}
	return -1
}

// MouseIn implements desktop.Hoverable.
func (m *Matrix) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (m *Matrix) MouseMoved(e *desktop.MouseEvent) {
	at := m.under(e.Position)
	if at == m.hit {
		return
	}
	m.hit = at
	m.tip.hide()
	if at >= 0 && m.items[m.order[at]].Tip != "" {
		m.tip.show(m, m.items[m.order[at]].Tip, e.AbsolutePosition)
	}
}

// MouseOut implements desktop.Hoverable.
func (m *Matrix) MouseOut() {
	m.hit = -1
	m.tip.hide()
}

// Cursor implements desktop.Cursorable.
func (m *Matrix) Cursor() desktop.Cursor { return pointer(m.hit < 0) }

// AccessibilityLabel implements fyne.Accessible: what the keyboard stands on.
func (m *Matrix) AccessibilityLabel() string {
	if len(m.order) == 0 {
		return ""
	}
	return m.items[m.order[m.cursor]].Tip
}

// AccessibilityRole implements fyne.Accessible.
func (m *Matrix) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

const (
	matrixHead float32 = 34
	matrixPad  float32 = 7
	matrixGap  float32 = 6
	matrixRow  float32 = pillHeight + 2*matrixPad
)

// walk places the items in a width and returns the height of all. Items of one
// cell stand beside each other where there is room, else under each other.
func (m *Matrix) walk(width float32, put func(item int, x, y, w float32), line func(row int, y, h float32)) float32 {
	side := m.side(width)
	cell := (width - side) / float32(max(len(m.columns), 1))
	y := matrixHead
	for r := range m.rows {
		h := matrixRow
		for c := range m.columns {
			left := side + float32(c)*cell
			x, at, room := left, y+matrixPad, cell-matrixGap
			for _, i := range m.order {
				it := m.items[i]
				if it.Row != r || it.Col != c {
					continue
				}
				w := min(m.pills[i].width(), room)
				if x > left && x+w > left+room {
					x, at = left, at+pillHeight+matrixGap
				}
				if put != nil {
					put(i, x, at, w)
				}
				x += w + matrixGap
				h = max(h, at+pillHeight+matrixPad-y)
			}
		}
		if line != nil {
			line(r, y, h)
		}
		y += h
	}
	return y
}

// side is the width of the names of the rows.
func (m *Matrix) side(width float32) float32 {
	w := float32(0)
	for _, l := range m.names {
		w = max(w, l.full.Width)
	}
	return min(w+SpaceM, width*0.25)
}

func (m *Matrix) sync() {
	for len(m.heads) < len(m.columns) {
		m.heads = append(m.heads, newLine(Span{Role: Head}))
	}
	for len(m.names) < len(m.rows) {
		m.names = append(m.names, newLine(Span{Role: Small}))
		m.hairs = append(m.hairs, box(0))
	}
	for len(m.pills) < len(m.items) {
		m.pills = append(m.pills, newPill())
	}
	m.heads, m.names, m.pills = m.heads[:len(m.columns)], m.names[:len(m.rows)], m.pills[:len(m.items)]
	m.hairs = m.hairs[:len(m.rows)]
	for i, t := range m.columns {
		m.heads[i].set(Span{Text: t.label(), Role: Head})
	}
	for i, s := range m.rows {
		m.names[i].set(Span{Text: s, Role: Small})
		fill(m.hairs[i], ColorLine)
	}
	for i := range m.items {
		m.pills[i].set(m.items[i].Tag)
	}
}

// CreateRenderer implements fyne.Widget.
func (m *Matrix) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	p.layout = func(s fyne.Size) {
		p.objects = p.objects[:0]
		side := m.side(s.Width)
		cell := (s.Width - side) / float32(max(len(m.columns), 1))
		for i, l := range m.heads {
			l.place(side+float32(i)*cell, (matrixHead-l.full.Height)/2, cell-matrixGap)
			p.objects = append(p.objects, l.obj)
		}
		m.walk(s.Width, func(i int, x, y, w float32) {
			q := m.pills[i]
			q.place(x, y, w)
			p.objects = append(p.objects, q.ground, q.line.obj)
			if m.cursor < len(m.order) && m.order[m.cursor] == i {
				m.drawRing(x, y, w, pillHeight, pillHeight/2)
			}
		}, func(r int, y, h float32) {
			place(m.hairs[r], 0, y, s.Width, 1)
			m.names[r].place(0, y+matrixPad+(pillHeight-m.names[r].full.Height)/2, side-SpaceS)
			p.objects = append(p.objects, m.hairs[r], m.names[r].obj)
		})
		p.objects = append(p.objects, m.ring)
	}
	p.min = func() fyne.Size {
		width := m.Size().Width
		if width < 1 {
			width = 1 << 12
		}
		return fyne.NewSize(480, m.walk(width, nil, nil))
	}
	p.refresh = func() {
		m.sync()
		m.paintRing()
		p.layout(m.Size())
		canvas.Refresh(m)
	}
	m.sync()
	return p
}
