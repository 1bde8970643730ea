package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// A TableColumn says how wide a column is: Width units, or, where Grow is set,
// its share of what is left, never under Width.
type TableColumn struct {
	Title string
	Width float32
	Grow  float32
	Right bool // title at the right, over figures
	Sort  bool // a click on the title sorts
}

// Table shows rows under faint heads with hairlines between. It draws only the
// rows in view, so ten thousand cost what thirty do. It is one stop for Tab (and
// one more for the heads when they sort): Up, Down, Page Up, Page Down, Home and
// End move the selection, Enter opens the row, Space ticks it or runs its
// action, Alt+Up and Alt+Down move it, Delete removes it. What a row is nobody
// here knows: Len and Cell tell. Its text begins and ends with its own room, in
// line with what stands above it; only the ground of a row that is marked, and
// the scroll bar, reach beyond.
type Table struct {
	widget.BaseWidget
	Len  func() int
	Cell func(row, col int) Cell
	// Group returns the heading of a row that is one; such a row has no cells and
	// cannot be selected. nil: there are none.
	Group func(row int) (string, bool)

	OnSelected func(row int)
	OnOpen     func(row int)
	OnCheck    func(row, col int) // a tick box was clicked; the box changes when Cell says so
	OnAction   func(row, col int)
	OnSort     func(col int, descending bool)
	OnMove     func(row, by int) // by is -1 or +1
	OnDelete   func(row int)
	OnChoose   func(row int) // Space, in a row without a box to tick: choose it for what is done to several at once

	TapOpens bool // a click on a row opens it, not only selects
	TwoLines bool // rows with a Cell.Sub, or text that may wrap, have room for two lines; for some hundred rows
	Fit      bool // as tall as its rows, each as tall as its text; for some hundred rows inside a Scroll
	NoHead   bool
	Dense    bool // rows close together and no lines between: a list of links

	columns []TableColumn
	head    *tableHead
	body    *tableBody
	scroll  *container.Scroll
	within  *Scroll // around a Fit table, nil when not known
	sortCol int
	desc    bool
}

// NewTable returns a table. Len and Cell must be set before it is shown.
func NewTable(columns ...TableColumn) *Table {
	t := &Table{columns: columns, sortCol: -1}
	t.head = newTableHead(t)
	t.body = newTableBody(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.body.scrolled() }
	t.ExtendBaseWidget(t)
	return t
}

// Within tells a Fit table which Scroll it stands in: it then draws only the
// rows near the view, so that some hundred cost what thirty do.
func (t *Table) Within(s *Scroll) {
	t.within = s
	s.inner.OnScrolled = func(fyne.Position) { t.body.scrolled() }
}

// Reload shows the rows as they are now; the selection keeps its place.
func (t *Table) Reload() {
	t.body.reload()
	t.Refresh()
}

// Select marks row and moves it into view; it does not report. -1 marks none.
func (t *Table) Select(row int) {
	t.body.selected = row
	t.body.follow()
	t.body.Refresh()
}

// Selected returns the marked row, -1 when none is.
func (t *Table) Selected() int { return t.body.selected }

// SetSort shows by which column the rows are sorted; -1 shows none.
func (t *Table) SetSort(col int, descending bool) {
	t.sortCol, t.desc = col, descending
	t.head.Refresh()
}

// SetColumns replaces the columns.
func (t *Table) SetColumns(columns ...TableColumn) {
	t.columns = columns
	t.body.rows, t.body.spare = nil, nil // they have a cell for each old column
	t.head.find()
	t.Reload()
}

// Focusable returns the part that takes the keyboard.
func (t *Table) Focusable() fyne.Focusable { return t.body }

// pad is the room above and below what is in a row.
func (t *Table) pad() float32 {
	if t.Dense {
		return 3
	}
	return rowPad
}

func (t *Table) len() int {
	if t.Len == nil {
		return 0
	}
	return t.Len()
}

func (t *Table) group(row int) (string, bool) {
	if t.Group == nil {
		return "", false
	}
	return t.Group(row)
}

func (t *Table) held() []fyne.CanvasObject {
	if t.Fit {
		return []fyne.CanvasObject{t.head, t.body}
	}
	return []fyne.CanvasObject{t.head, t.scroll}
}

const (
	rowOne     float32 = 37
	rowTwo     float32 = 55
	rowGroup   float32 = 42
	rowPad     float32 = 9
	cellPad    float32 = 8
	headHeight float32 = 33

	barRoom float32 = 8 // beside the rows, for the scroll bar
)

// edges returns where each column starts and how wide it is.
func (t *Table) edges(total float32) (x, w []float32) {
	x, w = make([]float32, len(t.columns)), make([]float32, len(t.columns))
	left, weights := total-2*cellPad*float32(len(t.columns)), float32(0)
	for i, c := range t.columns {
		w[i] = c.Width
		if c.Grow > 0 {
			weights += c.Grow
		} else {
			left -= c.Width
		}
	}
	// A column whose least width is more than its share takes that, and the
	// others share the rest.
	fixed := make([]bool, len(t.columns))
	for again := weights > 0; again; {
		again = false
		for i, c := range t.columns {
			if c.Grow > 0 && !fixed[i] && c.Width > left*c.Grow/weights {
				fixed[i], again = true, true
				left -= c.Width
				weights -= c.Grow
				break
			}
		}
	}
	at := cellPad
	for i, c := range t.columns {
		if c.Grow > 0 && !fixed[i] {
			w[i] = max(left*c.Grow/weights, 24)
		}
		x[i] = at
		at += w[i] + 2*cellPad
	}
	return x, w
}

// CreateRenderer implements fyne.Widget.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{objects: t.held()}
	p.layout = func(s fyne.Size) {
		top := headHeight
		if t.NoHead {
			top = 0
		}
		wide := s.Width + 2*cellPad
		place(t.head, -cellPad, 0, wide, top)
		if t.Fit {
			place(t.body, -cellPad, top, wide, max(s.Height-top, t.body.heightFor(wide)))
			return
		}
		t.body.heightFor(wide)
		place(t.scroll, -cellPad, top, wide+barRoom, s.Height-top)
		t.body.scrolled()
	}
	p.min = func() fyne.Size {
		w := float32(0)
		for _, c := range t.columns {
			w += max(c.Width, 24) + 2*cellPad
		}
		top := headHeight
		if t.NoHead {
			top = 0
		}
		if t.Fit {
			width := t.Size().Width + 2*cellPad
			if t.Size().Width < 1 {
				width = w
			}
			return fyne.NewSize(w-2*cellPad, top+t.body.heightFor(width))
		}
		return fyne.NewSize(w-2*cellPad, top+4*rowOne)
	}
	p.refresh = func() {
		p.objects = t.held()
		show(t.head, !t.NoHead)
		p.layout(t.Size())
		t.head.Refresh()
		t.body.Refresh()
		if !t.Fit {
			t.scroll.Refresh()
		}
		canvas.Refresh(t)
	}
	show(t.head, !t.NoHead)
	return p
}

// tableHead is the row of titles.
type tableHead struct {
	control
	of     *Table
	titles []*line
	cursor int
}

func newTableHead(t *Table) *tableHead {
	h := &tableHead{of: t, cursor: -1}
	h.init(h)
	h.find()
	h.press = func() { h.sort(h.cursor) }
	h.key = func(e *fyne.KeyEvent) bool {
		step := 0
		switch e.Name {
		case fyne.KeyLeft:
			step = -1
		case fyne.KeyRight:
			step = 1
		default:
			return false
		}
		for i := h.cursor + step; i >= 0 && i < len(t.columns); i += step {
			if t.columns[i].Sort {
				h.cursor = i
				h.Refresh()
				break
			}
		}
		return true
	}
	return h
}

// find puts the keyboard on the first title that sorts, unless it is on one; a
// head without such a title is no stop for Tab.
func (h *tableHead) find() {
	columns := h.of.columns
	if h.cursor >= 0 && h.cursor < len(columns) && columns[h.cursor].Sort {
		return
	}
	h.cursor = slices.IndexFunc(columns, func(c TableColumn) bool { return c.Sort })
	h.disabled = h.cursor < 0
}

func (h *tableHead) sort(col int) {
	t := h.of
	if col < 0 || col >= len(t.columns) || !t.columns[col].Sort {
		return
	}
	h.cursor = col
	t.SetSort(col, col == t.sortCol && !t.desc)
	if t.OnSort != nil {
		t.OnSort(col, t.desc)
	}
}

// Tapped implements fyne.Tappable.
func (h *tableHead) Tapped(e *fyne.PointEvent) {
	x, w := h.of.edges(h.Size().Width)
	for i := range x {
		if e.Position.X >= x[i]-cellPad && e.Position.X < x[i]+w[i]+cellPad {
			h.sort(i)
		}
	}
}

func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	hair := box(0)
	p := &painter{}
	sync := func() {
		for len(h.titles) < len(h.of.columns) {
			h.titles = append(h.titles, newLine(Span{Role: Head}))
		}
		h.titles = h.titles[:len(h.of.columns)]
		for i, c := range h.of.columns {
			s := Span{Text: c.Title, Role: Head}
			if i == h.of.sortCol {
				s.Color = ColorInk
				s.Text += " ↑"
				if h.of.desc {
					s.Text = c.Title + " ↓"
				}
			}
			h.titles[i].set(s)
		}
		fill(hair, ColorLine)
		hair.Refresh()
	}
	p.layout = func(s fyne.Size) {
		p.objects = append(p.objects[:0], hair, h.ring)
		place(hair, cellPad, s.Height-1, s.Width-2*cellPad, 1)
		if len(h.titles) != len(h.of.columns) { // other columns since the last refresh
			sync()
		}
		x, w := h.of.edges(s.Width)
		for i, l := range h.titles {
			tw := min(l.full.Width+1, w[i])
			left := x[i]
			if h.of.columns[i].Right {
				left = x[i] + w[i] - tw
			}
			l.place(left, (s.Height-l.full.Height)/2, tw)
			if i == h.cursor {
				h.drawRing(left-4, 6, tw+8, s.Height-14, 4)
			}
			p.objects = append(p.objects, l.obj)
		}
	}
	p.min = func() fyne.Size { return fyne.NewSize(40, headHeight) }
	p.refresh = func() {
		sync()
		h.paintRing()
		p.layout(h.Size())
		canvas.Refresh(h)
	}
	sync()
	return p
}
