package kit

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// ganttPaint draws a Gantt in three windows that cut off what is outside of
// them: the titles, the days, and the names of the days above. What a row is
// made of is made when it first comes into view.
type ganttPaint struct {
	g                   *Gantt
	side, plot, axis    *container.Clip
	sideIn, plotIn, top *fyne.Container
	views               map[int]*ganttView // by line
	hair, upright       *canvas.Rectangle
	foot                *canvas.Rectangle
	flat                ganttPool[*canvas.Rectangle]
	lines               ganttPool[*canvas.Line]
	words               ganttPool[*line]
}

// ganttPool hands out objects that are used again in the next frame.
type ganttPool[T any] struct {
	all  []T
	used int
}

func (p *ganttPool[T]) next(fresh func() T) T {
	if p.used == len(p.all) {
		p.all = append(p.all, fresh())
	}
	p.used++
	return p.all[p.used-1]
}

func newGanttPaint(g *Gantt) *ganttPaint {
	p := &ganttPaint{g: g, views: map[int]*ganttView{}, hair: box(0), upright: box(0), foot: box(2)}
	p.sideIn, p.plotIn, p.top = container.NewWithoutLayout(), container.NewWithoutLayout(), container.NewWithoutLayout()
	p.side, p.plot, p.axis = container.NewClip(p.sideIn), container.NewClip(p.plotIn), container.NewClip(p.top)
	return p
}

// forget makes all rows anew: they say something else now.
func (p *ganttPaint) forget() { clear(p.views) }

// CreateRenderer implements fyne.Widget.
func (g *Gantt) CreateRenderer() fyne.WidgetRenderer {
	p := g.paint
	r := &painter{objects: []fyne.CanvasObject{p.plot, p.side, p.axis, p.hair, p.upright, p.foot, g.ring}}
	r.layout = func(fyne.Size) { p.draw() }
	r.min = func() fyne.Size { return fyne.NewSize(ganttLeast+200, ganttHead+4*ganttRow) }
	r.refresh = func() {
		p.draw()
		canvas.Refresh(g)
	}
	return r
}

// Natural is the height of all rows.
func (g *Gantt) Natural() float32 {
	if len(g.tops) == 0 {
		return ganttHead
	}
	return ganttHead + g.tops[len(g.tops)-1] + SpaceS + ganttFoot
}

// x is where a day begins in the window of the days.
func (p *ganttPaint) x(day int) float32 {
	return float32((float64(day) - p.g.left) * p.g.zoom.day())
}

func (p *ganttPaint) draw() {
	g, size := p.g, p.g.Size()
	if size.Width < 1 || len(g.tops) == 0 {
		return
	}
	g.clamp()
	side, wide, tall := g.sideWidth(), g.plotWidth(), g.plotHeight()
	place(p.side, 0, ganttHead, side, tall)
	place(p.plot, side, ganttHead, wide, tall)
	place(p.axis, side, 0, wide, ganttHead)
	fill(p.hair, ColorLine)
	fill(p.upright, ColorLine)
	place(p.hair, 0, ganttHead-1, size.Width, 1)
	place(p.upright, side, 0, 1, size.Height)
	p.flat.used, p.lines.used, p.words.used = 0, 0, 0
	p.sideIn.Objects, p.plotIn.Objects, p.top.Objects = p.sideIn.Objects[:0], p.plotIn.Objects[:0], p.top.Objects[:0]

	first := max(sort.Search(len(g.rows), func(i int) bool { return g.tops[i+1] > g.top }), 0)
	last := sort.Search(len(g.rows), func(i int) bool { return g.tops[i] >= g.top+tall })
	bottom := min(g.tops[len(g.tops)-1]-g.top, tall)
	p.grounds(first, last, side, wide)
	p.daysOff(wide, bottom)
	p.weeks(wide, bottom)
	p.marks(wide, bottom)
	p.links(first, last)
	for i := first; i < last; i++ {
		p.row(i, side, wide)
	}
	p.bars(side, wide, tall)
	p.months(wide)
	p.ring()
	for _, c := range []fyne.CanvasObject{p.sideIn, p.plotIn, p.top} {
		canvas.Refresh(c)
	}
}

// rect draws a plain area.
func (p *ganttPaint) rect(into *fyne.Container, color fyne.ThemeColorName, radius, x, y, w, h float32) *canvas.Rectangle {
	r := p.flat.next(func() *canvas.Rectangle { return box(0) })
	r.CornerRadius = radius
	edge(r, "", 0)
	fill(r, color)
	place(r, x, y, w, h)
	into.Objects = append(into.Objects, r)
	return r
}

// word draws a text whose middle is on the line.
func (p *ganttPaint) word(into *fyne.Container, s Span, x, y, width float32) {
	l := p.words.next(func() *line { return newLine(s) })
	if l.Span != s {
		l.set(s)
	} else {
		l.obj.Color = theme.Color(l.colorName())
	}
	l.place(x, y-l.full.Height/2, width)
	into.Objects = append(into.Objects, l.obj)
}

// grounds lays what is under the words of heads, and of the row that is marked
// or under the pointer.
func (p *ganttPaint) grounds(first, last int, side, wide float32) {
	g := p.g
	for i := first; i < last; i++ {
		y, h := g.tops[i]-g.top, g.tops[i+1]-g.tops[i]
		var color fyne.ThemeColorName
		switch e := g.rows[i]; {
		case e.row < 0:
			color = ColorHover
			y, h = y+ganttBand-ganttRow, ganttRow
		case e.index == g.selected:
			color = ColorSelected
		case e.index == g.hit:
			color = ColorHover
		default:
			continue
		}
		p.rect(p.sideIn, color, 0, 0, y, side, h)
		p.rect(p.plotIn, color, 0, 0, y, wide, h)
	}
}

// links draws the way from a row to one that waits for it.
func (p *ganttPaint) links(first, last int) {
	g := p.g
	if len(g.in.Links) == 0 || first >= last {
		return
	}
	line := make(map[int]int, last-first) // of the rows near the view
	for i := max(first-40, 0); i < min(last+40, len(g.rows)); i++ {
		if g.rows[i].index >= 0 {
			line[g.rows[i].index] = i
		}
	}
	draw := func(x1, y1, x2, y2 float32) {
		l := p.lines.next(func() *canvas.Line { return canvas.NewLine(theme.Color(ColorTeal)) })
		l.StrokeColor = theme.Color(ColorTeal)
		stroke(l, 1, x1, y1, x2, y2)
		p.plotIn.Objects = append(p.plotIn.Objects, l)
	}
	for _, k := range g.in.Links {
		a, okA := line[k[0]]
		b, okB := line[k[1]]
		ra, rb := g.row(k[0]), g.row(k[1])
		if !okA || !okB || ra == nil || rb == nil || ra.To == 0 || rb.To == 0 {
			continue
		}
		ya, yb := g.tops[a]-g.top+ganttRow/2, g.tops[b]-g.top+ganttRow/2
		xa, xb := p.x(ra.To+1), p.x(rb.From)+3
		if rb.Gem {
			xb = p.x(rb.To) + float32(g.zoom.day())/2
		}
		if ra.Gem {
			xa = p.x(ra.To) + float32(g.zoom.day())/2
		}
		draw(xa, ya, max(xa, xb), ya)
		draw(max(xa, xb), ya, max(xa, xb), yb)
		if xb < xa {
			draw(xa, yb, xb, yb)
		}
	}
}

// head draws the head of a band: its words, and the stretch from its first day
// to its last.
func (p *ganttPaint) head(i int, v *ganttView, y, side float32) {
	band := &p.g.in.Bands[p.g.rows[i].band]
	middle := y + ganttBand - ganttRow/2
	v.title.paint()
	v.note.paint()
	room := side - SpaceM - SpaceS
	w := min(v.title.full.Width, room)
	v.title.place(SpaceM, middle-v.title.full.Height/2, w+1)
	p.sideIn.Objects = append(p.sideIn.Objects, v.title.obj)
	if rest := room - w - SpaceS; rest > 24 {
		v.note.place(SpaceM+w+SpaceS, middle-v.note.full.Height/2, rest)
		p.sideIn.Objects = append(p.sideIn.Objects, v.note.obj)
	}
	low, high := 0, 0
	for k := range band.Rows {
		if r := &band.Rows[k]; r.To != 0 {
			if low == 0 || r.From < low {
				low = r.From
			}
			high = max(high, r.To)
		}
	}
	if high != 0 {
		fill(v.bar, ColorNeutral)
		place(v.bar, p.x(low), middle-3, max(p.x(high+1)-p.x(low), 4), 6)
		p.plotIn.Objects = append(p.plotIn.Objects, v.bar)
	}
}

// bars shows where in the whole one is, at the lower and the right edge.
func (p *ganttPaint) bars(side, wide, tall float32) {
	g := p.g
	whole := float32(float64(g.last-g.first) * g.zoom.day())
	show(p.foot, whole > wide+1)
	if whole > wide+1 {
		at := float32((g.left - float64(g.first)) * g.zoom.day())
		fill(p.foot, ColorOutline)
		place(p.foot, side+at/whole*wide+2, ganttHead+tall+2, wide/whole*wide-4, 4)
	}
	if all := g.tops[len(g.tops)-1] + SpaceS; all > tall+1 {
		p.rect(p.plotIn, ColorOutline, 2, wide-6, g.top/all*tall+2, 4, tall/all*tall-4)
	}
}

// ring marks the row that has the keyboard.
func (p *ganttPaint) ring() {
	g := p.g
	i := g.entry(g.selected)
	if i < 0 || !g.focused {
		g.ring.Hide()
		return
	}
	y := ganttHead + g.tops[i] - g.top
	if y < ganttHead-1 || y+ganttRow > g.Size().Height+1 {
		g.ring.Hide()
		return
	}
	g.ring.CornerRadius = 4
	place(g.ring, 1, y+1, g.Size().Width-2, ganttRow-2)
	edge(g.ring, ColorTeal, 2)
	g.ring.Show()
	g.ring.Refresh()
}
