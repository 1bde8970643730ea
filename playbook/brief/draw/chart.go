package draw

import (
	"fmt"
	"time"

	"kept/playbook/brief/doc"
)

// Measures of a chart, in millimetres.
const (
	chartHigh  = 27.0 // from the lowest figure to the highest
	chartAbove = 5.0  // room for the figure above the highest point
	chartBelow = 7.0  // and for the words below the lowest
	chartDays  = 4.6  // the line of dates
	chartSide  = 27.0 // most room for the words beside it
	chartNear  = 3.2  // between them and the chart
	chartApart = 2.5  // between two figures that stand over their points
)

// chart draws a figure over time: a ring where it began, dots where it was
// measured, a diamond where it should be. The line between the measured ones is
// plain, the way to the target dashed.
func (s *setter) chart(b doc.Chart, width float64) []piece {
	s.at(fmt.Sprintf("the chart “%s”", firstWords(b.Name)))
	p := s.plot(b, width)
	if p == nil {
		return nil
	}
	return []piece{{h: chartAbove + chartHigh + chartBelow + chartDays, draw: p.draw}}
}

// plot is a chart with its figures cleaned and its scales known.
type plot struct {
	begin, target *doc.ChartPoint
	measured      []doc.ChartPoint
	ax            axis
	from, to      bool    // whether the ends of the axis are days of its figures
	air           float64 // between the last day and the words beside the chart
	low, high     float64
	width         float64
	accent        rgb
}

// plot finds the scales. It returns nil when there is nothing to draw: a figure
// alone, without another one to compare it with.
func (s *setter) plot(b doc.Chart, width float64) *plot {
	p := &plot{width: width, accent: s.accent}
	n := 0
	see := func(c doc.ChartPoint) doc.ChartPoint {
		if n == 0 {
			p.low, p.high = c.Value, c.Value
		}
		p.low, p.high = min(p.low, c.Value), max(p.high, c.Value)
		n++
		if !c.On.IsZero() {
			if p.ax.from.IsZero() || c.On.Before(p.ax.from) {
				p.ax.from = c.On
			}
			if p.ax.to.IsZero() || c.On.After(p.ax.to) {
				p.ax.to = c.On
			}
		}
		c.Text = s.clean(c.Text)
		return c
	}
	for _, m := range b.Measured {
		if !m.On.IsZero() {
			p.measured = append(p.measured, see(m))
		}
	}
	for _, end := range []struct {
		from *doc.ChartPoint
		to   **doc.ChartPoint
	}{{b.Begin, &p.begin}, {b.Target, &p.target}} {
		if end.from != nil {
			c := see(*end.from)
			*end.to = &c
		}
	}
	left, right := 2.0, 2.0
	if p.begin != nil {
		left = s.beside(p.begin.Text, startWord)
	}
	if p.target != nil {
		right = s.beside(p.target.Text, targetWord, p.targetDay())
	}
	p.scale()
	p.ax.x, p.ax.w = left, width-left-right
	if k := len(p.measured); k > 0 { // its figure stands behind its dot
		m := p.measured[k-1]
		p.air = max(p.ax.at(m.On)+min(s.faces[bold].measure(m.Text+nowWord, 9), chartSide)-left-p.ax.w, 0)
		p.ax.w -= p.air
	}
	if n < 2 || p.ax.w < 20 {
		return nil
	}
	if p.low == p.high {
		p.low, p.high = p.low-1, p.high+1
	}
	return p
}

// scale sees to it that the chart has two different ends. An end that is no
// day of the chart's figures is not written.
func (p *plot) scale() {
	p.from, p.to = !p.ax.from.IsZero(), !p.ax.to.IsZero()
	switch {
	case !p.from: // no day is known at all
		p.ax.from, p.ax.to = time.Unix(0, 0), time.Unix(0, 0).Add(day)
	case p.ax.to.After(p.ax.from):
	case p.target != nil && p.target.On.Equal(p.ax.to) && len(p.measured) == 0:
		p.ax.from, p.from = p.ax.to.Add(-day), false
	default:
		p.ax.to, p.to = p.ax.from.Add(day), false
	}
}

// What the two ends of a chart are called.
const (
	startWord  = "at the start"
	targetWord = "target"
	nowWord    = " now"
)

func (p *plot) targetDay() string {
	if p.target.On.IsZero() {
		return ""
	}
	return p.target.On.Format("2 Jan 2006")
}

// beside is the room for a figure and the words below it.
func (s *setter) beside(figure string, words ...string) float64 {
	w := s.faces[bold].measure(figure, 9)
	for _, t := range words {
		w = max(w, s.faces[regular].measure(t, sizeLabel))
	}
	return min(w+0.1, chartSide) + chartNear + 1
}

// at is where a point stands; without a day at its edge of the chart.
func (p *plot) at(c *doc.ChartPoint) (x, y float64) {
	switch {
	case !c.On.IsZero():
		x = p.ax.at(c.On)
	case c == p.target:
		x = p.ax.x + p.ax.w + p.air
	default:
		x = p.ax.x
	}
	return x, chartAbove + chartHigh*(p.high-c.Value)/(p.high-p.low)
}

func (p *plot) draw(c *canvas, x, y float64) {
	base := chartAbove + chartHigh + chartBelow
	left, right := x+p.ax.x, x+p.ax.x+p.ax.w+p.air
	c.rect(left-2, y+base, right-left+4, 0.2, lineDark)
	if p.target != nil {
		_, ty := p.at(p.target)
		c.dashed(left, y+ty, right, y+ty, 0.25, lineDark)
		p.side(c, right+chartNear, y+ty, p.target.Text, false, targetWord, p.targetDay())
	}
	if p.begin != nil {
		bx, by := p.at(p.begin)
		p.side(c, left-chartNear, y+by, p.begin.Text, true, startWord)
		if p.target != nil {
			tx, ty := p.at(p.target)
			c.dashed(x+bx, y+by, x+tx, y+ty, 0.3, muted)
		}
	}
	p.days(c, x, y+base)
	p.line(c, x, y)
	if p.target != nil {
		tx, ty := p.at(p.target)
		c.diamond(x+tx, y+ty, 1.7, ink)
	}
	if p.begin != nil {
		bx, by := p.at(p.begin)
		c.ring(x+bx, y+by, 1.2, 0.5, ink)
	}
	p.figures(c, x, y)
}

// line goes from where it began through all that was measured.
func (p *plot) line(c *canvas, x, y float64) {
	var fx, fy float64
	have := false
	if p.begin != nil && len(p.measured) > 0 {
		fx, fy = p.at(p.begin)
		have = true
	}
	for i := range p.measured {
		mx, my := p.at(&p.measured[i])
		if have {
			c.rule(x+fx, y+fy, x+mx, y+my, 0.6, p.accent)
		}
		fx, fy, have = mx, my, true
	}
	for i := range p.measured {
		mx, my := p.at(&p.measured[i])
		c.dot(x+mx, y+my, 1.15, p.accent)
	}
}

// side writes a figure and words below it beside the chart, to the left of x
// when left is said.
func (p *plot) side(c *canvas, x, y float64, figure string, left bool, words ...string) {
	put := func(at float64, f faceID, size float64, col rgb, s string) {
		s = c.faces[f].fit(s, size, chartSide)
		if left {
			c.print(x-c.faces[f].measure(s, size), at, f, size, col, s)
			return
		}
		c.print(x, at, f, size, col, s)
	}
	y += 0.4
	put(y, bold, 9, ink, figure)
	for _, w := range words {
		y += 3.3
		put(y, regular, sizeLabel, muted, w)
	}
}

// figures stand over the measured points that have room, the latest always: on
// the side where the line is not, which falls from the left or rises to the right.
func (p *plot) figures(c *canvas, x, y float64) {
	last := len(p.measured) - 1
	next := p.width + chartApart // where the figure to the right begins
	for i := last; i >= 0; i-- {
		m := &p.measured[i]
		mx, my := p.at(m)
		f, size, col := regular, 8.0, muted
		if i == last {
			f, size, col = bold, 9.0, ink
		}
		before := m.Value
		switch {
		case i > 0:
			before = p.measured[i-1].Value
		case p.begin != nil:
			before = p.begin.Value
		}
		text := m.Text
		if i == last {
			text += nowWord
		}
		text = c.faces[f].fit(text, size, chartSide)
		w := c.faces[f].measure(text, size)
		at := mx - w/2
		switch {
		case m.Value < before:
			at = mx - 0.4
		case m.Value > before:
			at = mx - w + 0.4
		}
		at = max(min(at, p.ax.x+p.ax.w+p.air+1-w), p.ax.x-2)
		if i < last && (at+w > next-chartApart || mx < p.ax.x+2*chartApart) {
			continue
		}
		c.print(x+at, y+my-2.1, f, size, col, text)
		next = at
	}
}

// days are the dates at the chart's ends, and the latest measurement's between
// them where it has room.
func (p *plot) days(c *canvas, x, y float64) {
	base := y + chartDays*0.72
	f := c.faces[regular]
	put := func(on time.Time, at, share float64) (from, to float64) {
		text := on.Format("2 Jan 2006")
		w := f.measure(text, sizeLabel)
		from = at - w*share
		c.print(x+from, base, regular, sizeLabel, muted, text)
		return from, from + w
	}
	left, right := 0.0, p.width
	if p.from {
		_, left = put(p.ax.from, p.ax.x-2, 0)
	}
	if p.to {
		right, _ = put(p.ax.to, p.ax.x+p.ax.w+min(p.air+2, 9), 1)
	}
	if n := len(p.measured); n > 0 {
		on := p.measured[n-1].On
		w := f.measure(on.Format("2 Jan 2006"), sizeLabel)
		at := p.ax.at(on)
		c.rect(x+at-0.1, y-0.6, 0.2, 1.4, lineDark)
		if at-w/2 > left+3 && at+w/2 < right-3 {
			put(on, at, 0.5)
		}
	}
}
