package draw

import (
	"kept/playbook/brief/doc"
)

// Sizes of what lies on a timeline, in millimetres.
const (
	bandH     = 3.6
	ghostH    = 1.1 // of the baseline below a band
	ghostGap  = 0.35
	criticalH = 0.8
	diamondR  = 1.7
)

// band is a phase with its critical edge and its milestones on it. The edge is
// dark in every tone, so that a copy in black and white still shows it.
func (c *canvas) band(x, mid float64, ax axis, p doc.Phase, col rgb) {
	from, to := ax.at(p.Start), ax.at(p.End.Add(day))
	c.round(x+from, mid-bandH/2, max(to-from, 0.8), bandH, 0.8, col)
	for _, s := range p.Critical {
		a, z := max(ax.at(s.From), from), min(ax.at(s.To.Add(day)), max(to, from+0.8))
		if z > a {
			c.rect(x+a, mid+bandH/2-criticalH-0.3, z-a, 0.3, white)
			c.rect(x+a, mid+bandH/2-criticalH, z-a, criticalH, ink)
		}
	}
	for _, on := range p.Marks {
		at := x + ax.noon(on)
		c.diamond(at, mid, diamondR+0.45, white)
		c.diamond(at, mid, diamondR-0.2, ink)
	}
}

// ghost is where the baseline has a phase, just below its band.
func (c *canvas) ghost(x, mid, w float64) {
	c.rect(x, mid+bandH/2+ghostGap, max(w, 0.8), ghostH, lineDark)
}

// hollow is a diamond of the baseline.
func (c *canvas) hollow(x, y, r float64) {
	c.diamond(x, y, r, lineDark)
	c.diamond(x, y, r-0.45, white)
}

// legend says what the signs of a timeline mean, on one line or as many as the
// width asks for; a timeline of plain bands needs none.
func (s *setter) legend(b doc.Timeline, width float64) (piece, bool) {
	var has struct{ mark, base, critical bool }
	for _, p := range b.Phases {
		has.mark = has.mark || len(p.Marks) > 0
		has.base = has.base || p.Base != doc.Stretch{}
		has.critical = has.critical || len(p.Critical) > 0
	}
	for _, m := range b.Milestones {
		has.base = has.base || !m.Base.IsZero() && !m.Base.Equal(m.On)
		has.critical = has.critical || m.Critical
	}
	type sign struct {
		show bool
		word string
		w    float64 // of the figure
		draw func(c *canvas, x, mid float64)
	}
	signs := []sign{
		{has.mark, "milestone", 2 * diamondR, func(c *canvas, x, mid float64) { c.diamond(x+diamondR, mid, diamondR-0.2, ink) }},
		{has.base, "as the baseline has it", 5, func(c *canvas, x, mid float64) { c.rect(x, mid-ghostH/2, 5, ghostH, lineDark) }},
		{has.critical, "critical path: a day lost here is lost at the end", 5, func(c *canvas, x, mid float64) { c.rect(x, mid-criticalH/2, 5, criticalH, ink) }},
	}
	const beside, between, lineH = 1.4, 5.0, 4.2
	type put struct {
		sign
		x, y float64
	}
	var out []put
	x, y := 0.0, 0.0
	for _, g := range signs {
		w := g.w + beside + s.faces[regular].measure(g.word, sizeLabel)
		if !g.show {
			continue
		}
		if x > 0 && x+w > width {
			x, y = 0, y+lineH
		}
		out = append(out, put{g, x, y})
		x += w + between
	}
	if len(out) == 0 {
		return piece{}, false
	}
	return piece{h: y + lineH + 1, gap: 1.2, draw: func(c *canvas, x0, y0 float64) {
		for _, p := range out {
			mid := y0 + p.y + lineH/2
			p.draw(c, x0+p.x, mid)
			c.print(x0+p.x+p.w+beside, mid+capMiddle*sizeLabel*mmPerPt, regular, sizeLabel, muted, p.word)
		}
	}}, true
}
