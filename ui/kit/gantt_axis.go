package kit

import (
	"math"
	"strconv"
	"time"
)

// daysOff shades the days on which nobody works; those that follow each other
// are one area.
func (p *ganttPaint) daysOff(wide, bottom float32) {
	g := p.g
	if g.in.Off == nil || g.zoom == ZoomMonths {
		return
	}
	end := g.left + float64(wide)/g.zoom.day()
	for d := int(math.Floor(g.left)); float64(d) < end; d++ {
		if !g.in.Off(d) {
			continue
		}
		from := d
		for g.in.Off(d+1) && float64(d) < end {
			d++
		}
		p.rect(p.plotIn, ColorHover, 0, p.x(from), 0, p.x(d+1)-p.x(from), bottom)
	}
}

// ganttDay is the day as a time.
func ganttDay(day int) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

// weeks draws a line at every Monday, or first of a month, and names it where
// the name has room.
func (p *ganttPaint) weeks(wide, bottom float32) {
	g := p.g
	end := int(math.Ceil(g.left + float64(wide)/g.zoom.day()))
	y := ganttMonths + ganttDays/2 - 1
	free := float32(0)
	for d := int(math.Floor(g.left)); d <= end; d++ {
		t, x := ganttDay(d), p.x(d)
		monday := t.Weekday() == time.Monday
		switch g.zoom {
		case ZoomDays:
			if monday {
				p.rect(p.plotIn, ColorLine, 0, x, 0, 1, bottom)
			}
			s := Span{Text: strconv.Itoa(t.Day()), Role: Faint}
			if d == g.in.Today {
				s.Role, s.Color = Caption, ColorBlueInk
			}
			w := s.measure(s.Text).Width
			if at := x + (float32(g.zoom.day())-w)/2; at >= 0 && at+w <= wide {
				p.word(p.top, s, at, y, w+1)
			}
		case ZoomWeeks:
			if monday {
				p.rect(p.plotIn, ColorLine, 0, x, 0, 1, bottom)
				free = p.dayName(t, x, free, wide, y)
			}
		case ZoomMonths:
			if t.Day() == 1 {
				p.rect(p.plotIn, ColorLine, 0, x, 0, 1, bottom)
			}
		}
	}
}

// dayName names a day where what was named before leaves room, and returns
// where the next name may begin.
func (p *ganttPaint) dayName(t time.Time, x, free, wide, y float32) float32 {
	s := Span{Text: t.Format("2 Jan"), Role: Faint}
	w := s.measure(s.Text).Width
	if x < free || x < 0 || x+4+w > wide {
		return free
	}
	p.word(p.top, s, x+4, y, w+1)
	return x + 4 + w + SpaceS
}

// months names the months above; one that began outside of the window is named
// at its edge where there is room for it.
func (p *ganttPaint) months(wide float32) {
	g := p.g
	at := ganttDay(int(math.Floor(g.left)))
	at = time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
	y := ganttMonths/2 + 1
	for {
		x := p.x(int(at.Unix() / 86400))
		next := at.AddDate(0, 1, 0)
		until := min(p.x(int(next.Unix()/86400)), wide)
		if x >= wide {
			return
		}
		layout := "January 2006"
		if g.zoom == ZoomMonths {
			layout = "Jan 06"
		}
		s := Span{Text: at.Format(layout), Role: Caption}
		w := s.measure(s.Text).Width
		if from := max(x, 0) + 4; from+w+SpaceS <= until {
			p.word(p.top, s, from, y, w+1)
			if x > 0 {
				p.rect(p.top, ColorLine, 0, x, 2, 1, ganttMonths-4)
			}
		}
		at = next
	}
}

// marks draws today and the days that stand for themselves, each with its name
// where no other stands. Today's comes first.
func (p *ganttPaint) marks(wide, bottom float32) {
	g := p.g
	y := ganttMonths + ganttDays + ganttMarks/2 - 2
	type span struct{ from, to float32 }
	var taken []span
	name := func(s Span, x float32) {
		w := s.measure(s.Text).Width
		for _, from := range []float32{x - w/2, x + 3, x - w - 3} {
			free := from >= 2 && from+w <= wide-2
			for _, t := range taken {
				free = free && (from+w+SpaceS < t.from || from > t.to+SpaceS)
			}
			if free {
				p.word(p.top, s, from, y, w+1)
				taken = append(taken, span{from, from + w})
				return
			}
		}
	}
	middle := float32(g.zoom.day()) / 2
	if g.in.Today != 0 {
		if x := p.x(g.in.Today) + middle; x >= 0 && x <= wide {
			p.rect(p.plotIn, ColorBlue, 0, x-0.75, 0, 1.5, bottom)
			name(Span{Text: "today", Role: Caption, Color: ColorBlueInk}, x)
		}
	}
	for _, m := range g.in.Marks {
		if x := p.x(m.Day) + middle; m.Day != 0 && x >= 0 && x <= wide {
			for at := float32(0); at < bottom; at += 8 {
				p.rect(p.plotIn, ColorNeutral, 0, x-0.5, at, 1, min(4, bottom-at))
			}
			name(Span{Text: m.Label, Role: Small}, x)
		}
	}
}
