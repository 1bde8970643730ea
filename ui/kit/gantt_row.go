package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// ganttView is what one line is made of.
type ganttView struct {
	ground, hair     *canvas.Rectangle
	title, note      *line
	bar, was, likely *canvas.Rectangle
	gem, gemWas      *line
	when             *line
}

func (p *ganttPaint) view(i int) *ganttView {
	if v := p.views[i]; v != nil {
		return v
	}
	v := &ganttView{hair: box(0)}
	e := p.g.rows[i]
	band := &p.g.in.Bands[e.band]
	if e.row < 0 {
		v.title = newLine(Span{Text: band.Title, Role: Caption, Color: ColorInk})
		v.note = newLine(Span{Text: band.Note, Role: Faint})
		v.bar = box(2)
		p.views[i] = v
		return v
	}
	r := &band.Rows[e.row]
	title := Span{Text: r.Title, Role: Small, Color: ColorInk}
	if r.Strong && !r.Over {
		title.Role = Caption
	}
	when := Span{Text: r.When, Role: Small}
	if r.Over {
		title.Color, when.Color = ColorFaint, ColorFaint
	}
	if r.To == 0 {
		when = Span{Text: r.Missing, Role: Faint}
	}
	v.title, v.when = newLine(title), newLine(when)
	v.bar, v.was, v.likely = box(3), box(2), box(3)
	v.gem = newLine(Span{Text: "◆", Role: Heading, Color: ganttInk(r)})
	v.gemWas = newLine(Span{Text: "◆", Role: Small, Color: ColorOutline})
	p.views[i] = v
	return v
}

// ganttAside is the room at the right edge for where one is among the rows.
const ganttAside float32 = 10

// ganttInk is the colour of what is solid in a row.
func ganttInk(r *GanttRow) fyne.ThemeColorName {
	switch {
	case r.Over:
		return ColorNeutral
	case r.Tone == Neutral:
		return ColorTeal
	}
	return r.Tone.Solid()
}

// row draws a line of the chart: its words at the side, its bar among the days.
func (p *ganttPaint) row(i int, side, wide float32) {
	g, v := p.g, p.view(i)
	y := g.tops[i] - g.top
	if g.rows[i].row < 0 {
		p.head(i, v, y, side)
		return
	}
	r := &g.in.Bands[g.rows[i].band].Rows[g.rows[i].row]
	fill(v.hair, ColorLine)
	place(v.hair, 0, y+ganttRow-1, side, 1)
	v.title.paint()
	v.title.place(SpaceM, y+(ganttRow-v.title.full.Height)/2, side-SpaceM-SpaceS)
	p.sideIn.Objects = append(p.sideIn.Objects, v.hair, v.title.obj)
	if r.To == 0 {
		v.when.paint()
		v.when.place(SpaceS, y+(ganttRow-v.when.full.Height)/2, wide-2*SpaceS)
		p.plotIn.Objects = append(p.plotIn.Objects, v.when.obj)
		return
	}
	day := float32(g.zoom.day())
	from, to := p.x(r.From), p.x(r.To+1)
	end := to
	if r.Likely > r.To {
		lx := p.x(r.Likely + 1)
		fill(v.likely, ColorLateSoft)
		edge(v.likely, ColorLate, 1)
		place(v.likely, to-4, y+(ganttRow-ganttBar+4)/2, lx-to+4, ganttBar-4)
		p.plotIn.Objects = append(p.plotIn.Objects, v.likely)
		end = max(end, lx)
	}
	if r.Was != 0 && r.Was != r.To {
		end = max(end, p.ghost(v, r, y, from, to))
	}
	if r.Gem {
		x := p.x(r.To) + day/2
		v.gem.paint()
		v.gem.place(x-v.gem.full.Width/2, y+(ganttRow-v.gem.full.Height)/2, v.gem.full.Width+1)
		p.plotIn.Objects = append(p.plotIn.Objects, v.gem.obj)
		end = max(end, x+v.gem.full.Width/2)
		from = min(from, x-v.gem.full.Width/2)
	} else {
		p.bar(v, r, from, to, y)
	}
	w := v.when.full.Width
	x := end + 6
	if x+w > wide-ganttAside {
		x = min(from, p.wasX(r)) - w - 6
	}
	if w > 0 && x >= 4 && x+w <= wide-ganttAside {
		ground := ColorCard // the lines of days end at the words
		switch g.rows[i].index {
		case g.selected:
			ground = ColorSelected
		case g.hit:
			ground = ColorHover
		}
		p.rect(p.plotIn, ground, 2, x-2, y+(ganttRow-v.when.full.Height)/2, w+4, v.when.full.Height)
		v.when.paint()
		v.when.place(x, y+(ganttRow-v.when.full.Height)/2, w+1)
		p.plotIn.Objects = append(p.plotIn.Objects, v.when.obj)
	}
}

func (p *ganttPaint) bar(v *ganttView, r *GanttRow, from, to, y float32) {
	ink := ganttInk(r)
	switch {
	case r.Over:
		fill(v.bar, ColorTrack)
		edge(v.bar, ColorNeutral, 1)
	case r.Strong:
		fill(v.bar, ink)
		edge(v.bar, "", 0)
	case r.Tone == Neutral:
		fill(v.bar, ColorTealSoft)
		edge(v.bar, ink, 1)
	default:
		fill(v.bar, r.Tone.Soft())
		edge(v.bar, ink, 1)
	}
	place(v.bar, from, y+(ganttRow-ganttBar)/2, max(to-from, 4), ganttBar)
	p.plotIn.Objects = append(p.plotIn.Objects, v.bar)
}

// wasX is where the ghost of a row begins, beyond everything without one.
func (p *ganttPaint) wasX(r *GanttRow) float32 {
	if r.Was == 0 || r.Was == r.To {
		return math.MaxFloat32
	}
	return p.x(r.Was - (r.To - r.From))
}

// ghost draws where a row was before and returns where that ends.
func (p *ganttPaint) ghost(v *ganttView, r *GanttRow, y, from, to float32) float32 {
	if r.Gem {
		x := p.x(r.Was) + float32(p.g.zoom.day())/2
		v.gemWas.paint()
		v.gemWas.place(x-v.gemWas.full.Width/2, y+(ganttRow-v.gemWas.full.Height)/2, v.gemWas.full.Width+1)
		p.plotIn.Objects = append(p.plotIn.Objects, v.gemWas.obj)
		return x + v.gemWas.full.Width/2
	}
	x := p.wasX(r)
	fill(v.was, ColorNeutralSoft)
	edge(v.was, ColorOutline, 1)
	place(v.was, x, y+ganttRow-7, max(to-from, 4), 5)
	p.plotIn.Objects = append(p.plotIn.Objects, v.was)
	return x + max(to-from, 4)
}
