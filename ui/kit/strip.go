package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// A StripRow is one line of a Strip.
type StripRow struct {
	Name  string
	Note  string // faint, under the name
	Head  bool   // the sum of the rows below it, which stand a little in
	Cells []StripCell
}

// A StripCell says how much of something is left: in its figure, and in a bar of
// what is used. Over is more than there is; None is that there is nothing to use.
type StripCell struct {
	Figure string
	Used   float64 // share of what there is, 0 to 1
	Over   bool
	None   bool
	Tip    string // all of it, under the pointer
}

// A StripColumn is a stretch of time.
type StripColumn struct {
	Title string
	Sub   string
}

// Strip shows what is left in stretches of time, a row for each of those who
// have it. It is one stop for Tab: the arrows move from cell to cell, Home and
// End to the first and last of the row; each cell that is reached, or clicked,
// is reported.
type Strip struct {
	control
	OnSelected func(row, col int)

	columns []StripColumn
	rows    []StripRow
	row     int
	col     int
	tip     tip
	hit     [2]int
	side    float32
}

// NewStrip returns an empty strip.
func NewStrip() *Strip {
	s := &Strip{hit: [2]int{-1, -1}}
	s.init(s)
	s.press = func() { s.moveTo(s.row, s.col) }
	s.key = func(e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeyLeft:
			s.moveTo(s.row, s.col-1)
		case fyne.KeyRight:
			s.moveTo(s.row, s.col+1)
		case fyne.KeyUp:
			s.moveTo(s.row-1, s.col)
		case fyne.KeyDown:
			s.moveTo(s.row+1, s.col)
		case fyne.KeyHome:
			s.moveTo(s.row, 0)
		case fyne.KeyEnd:
			s.moveTo(s.row, len(s.columns)-1)
		default:
			return false
		}
		return true
	}
	return s
}

// Set replaces everything that is shown; the cursor keeps its place.
func (s *Strip) Set(columns []StripColumn, rows []StripRow) {
	s.columns, s.rows = columns, rows
	s.row, s.col = max(min(s.row, len(rows)-1), 0), max(min(s.col, len(columns)-1), 0)
	s.Refresh()
}

// Disabled keeps Tab away from a strip with nothing in it.
func (s *Strip) Disabled() bool { return len(s.rows)*len(s.columns) == 0 }

// At returns the cell that the cursor is on.
func (s *Strip) At() (row, col int) { return s.row, s.col }

func (s *Strip) moveTo(row, col int) {
	if row < 0 || row >= len(s.rows) || col < 0 || col >= len(s.columns) {
		return
	}
	s.row, s.col = row, col
	s.Refresh()
	y, h := s.top(row), s.height(row)
	around := around(s)
	for i := len(around) - 1; i >= 0; i-- {
		if sc, ok := around[i].(*Scroll); ok {
			sc.revealSpan(s, y, y+h)
			break
		}
	}
	if s.OnSelected != nil {
		s.OnSelected(row, col)
	}
}

// Tapped implements fyne.Tappable.
func (s *Strip) Tapped(e *fyne.PointEvent) {
	if r, c := s.under(e.Position); c >= 0 {
		s.tip.hide() // what it would say is told now
		s.moveTo(r, c)
	}
}

// MouseIn implements desktop.Hoverable.
func (s *Strip) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (s *Strip) MouseMoved(e *desktop.MouseEvent) {
	r, c := s.under(e.Position)
	if s.hit == [2]int{r, c} {
		return
	}
	s.hit = [2]int{r, c}
	s.tip.hide()
	if c >= 0 && s.rows[r].Cells[c].Tip != "" {
		s.tip.show(s, s.rows[r].Cells[c].Tip, e.AbsolutePosition)
	}
}

// MouseOut implements desktop.Hoverable.
func (s *Strip) MouseOut() {
	s.hit = [2]int{-1, -1}
	s.tip.hide()
}

// Cursor implements desktop.Cursorable.
func (s *Strip) Cursor() desktop.Cursor { return pointer(s.hit[1] < 0) }

// AccessibilityLabel implements fyne.Accessible: what the keyboard stands on.
func (s *Strip) AccessibilityLabel() string {
	if s.Disabled() {
		return ""
	}
	return s.rows[s.row].Cells[s.col].Tip
}

// AccessibilityRole implements fyne.Accessible.
func (s *Strip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

const (
	stripHead float32 = 38
	stripRow  float32 = 34
	stripTall float32 = 42 // with a note
	stripGap  float32 = 4
	stripBar  float32 = 4
	stripIn   float32 = 12 // how far what a head sums stands in
	stripCell float32 = 44
)

func (s *Strip) height(row int) float32 {
	if s.rows[row].Note != "" {
		return stripTall
	}
	return stripRow
}

func (s *Strip) top(row int) float32 {
	y := stripHead
	for i := range row {
		y += s.height(i)
	}
	return y
}

// cells returns where the first column begins and how wide each is.
func (s *Strip) cells(width float32) (left, each float32) {
	left = min(max(s.side+SpaceM, 120), width*0.3)
	return left, (width - left) / float32(max(len(s.columns), 1))
}

func (s *Strip) under(p fyne.Position) (row, col int) {
	left, each := s.cells(s.Size().Width)
	if p.X < left || p.Y < stripHead || each <= 0 {
		return -1, -1
	}
	for r := range s.rows {
		if p.Y < s.top(r)+s.height(r) {
			if c := int((p.X - left) / each); c < len(s.columns) {
				return r, c
			}
			break
		}
	}
	return -1, -1
}

// CreateRenderer implements fyne.Widget.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	p.layout = func(size fyne.Size) { p.objects = s.draw(size) }
	p.min = func() fyne.Size {
		h := stripHead
		if n := len(s.rows); n > 0 {
			h = s.top(n-1) + s.height(n-1)
		}
		return fyne.NewSize(120+stripCell*float32(len(s.columns)), h)
	}
	p.refresh = func() {
		s.paintRing()
		p.layout(s.Size())
		canvas.Refresh(s)
	}
	return p
}

// draw makes the parts for a size. A strip has some hundreds and is drawn when it
// changes, not in every frame.
func (s *Strip) draw(size fyne.Size) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if size.Width < 1 || s.Disabled() {
		return nil
	}
	names := make([]*line, len(s.rows))
	s.side = 0
	for i, r := range s.rows {
		look := Span{Text: r.Name, Role: Body}
		if r.Head {
			look.Role = Strong
		}
		names[i] = newLine(look)
		s.side = max(s.side, names[i].full.Width+stripIn)
	}
	left, each := s.cells(size.Width)
	for c, col := range s.columns {
		x := left + float32(c)*each
		for i, words := range []string{col.Title, col.Sub} {
			role := Head
			if i == 1 {
				role = Faint
			}
			l := newLine(Span{Text: words, Role: role})
			w := min(l.full.Width, each-2)
			l.place(x+(each-w)/2, 2+float32(i)*16, w)
			out = append(out, l.obj)
		}
	}
	y := stripHead
	for r := range s.rows {
		row, h := &s.rows[r], s.height(r)
		hair := box(0)
		fill(hair, ColorLine)
		place(hair, 0, y, size.Width, 1)
		out = append(out, hair)
		in := float32(0)
		if !row.Head {
			in = stripIn
		}
		at := y + stripGap/2 + 1 + (h-stripGap-1-stripBar-4-names[r].full.Height)/2 // level with the figures
		if row.Note != "" {
			at = y + 4
			note := newLine(Span{Text: row.Note, Role: Faint})
			note.place(in, at+17, left-in-SpaceS)
			out = append(out, note.obj)
		}
		names[r].place(in, at, left-in-SpaceS)
		out = append(out, names[r].obj)
		for c := range s.columns {
			out = append(out, stripParts(row.Cells[c], left+float32(c)*each+stripGap/2, y+stripGap/2+1, each-stripGap, h-stripGap-1, row.Head)...)
		}
		y += h
	}
	if !s.focused { // the marked cell, which is told of elsewhere
		mark := box(4)
		edge(mark, ColorOutline, 1)
		place(mark, left+float32(s.col)*each+stripGap/2, s.top(s.row)+stripGap/2+1, each-stripGap, s.height(s.row)-stripGap-1)
		out = append(out, mark)
	}
	s.drawRing(left+float32(s.col)*each+stripGap/2+1, s.top(s.row)+stripGap/2+2, each-stripGap-2, s.height(s.row)-stripGap-3, 4)
	return append(out, s.ring)
}

// stripParts draws one cell: its figure over a bar of what is used. One that is
// over has a ground of its own, and its figure a minus.
func stripParts(c StripCell, x, y, w, h float32, strong bool) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	look := Span{Text: c.Figure, Role: Body}
	if strong {
		look.Role = Strong
	}
	bar, full := ColorTeal, float32(min(max(c.Used, 0), 1))
	switch {
	case c.Over:
		ground := box(4)
		fill(ground, ColorBrokenSoft)
		place(ground, x, y, w, h)
		out = append(out, ground)
		look.Color, look.Role, bar, full = ColorBrokenInk, Strong, ColorBroken, 1
	case c.None:
		look.Color = ColorFaint
	}
	l := newLine(look)
	lw := min(l.full.Width, w)
	l.place(x+(w-lw)/2, y+(h-stripBar-4-l.full.Height)/2, lw)
	out = append(out, l.obj)
	if c.None && !c.Over {
		return out
	}
	inner := max(w-12, 4)
	track := box(stripBar / 2)
	fill(track, ColorTrack)
	place(track, x+6, y+h-stripBar-4, inner, stripBar)
	out = append(out, track)
	if full > 0 {
		used := box(stripBar / 2)
		fill(used, bar)
		place(used, x+6, y+h-stripBar-4, max(inner*full, stripBar), stripBar)
		out = append(out, used)
	}
	return out
}
