package draw

import (
	"fmt"
	"sort"
	"time"

	"kept/playbook/brief/doc"
)

// bars draws groups of bars, each group on a scale of its own from zero.
func (s *setter) bars(b doc.Bars, width float64) []piece {
	const rowH, barH = 4.9, 2.7
	labelW := width * 0.34
	nameW, textW := 0.0, 0.0
	look9 := s.tableBody()
	for i, g := range b.Rows {
		s.at(fmt.Sprintf("bar %d", i+1))
		for _, v := range g.Values {
			nameW = max(nameW, s.set(doc.T(v.Name), look9).natural)
			textW = max(textW, s.set(doc.T(v.Text), look9).natural)
		}
	}
	nameW, textW = min(nameW, width*0.16), min(textW, width*0.22)
	nameX := labelW + 4
	barX := nameX + nameW + 3
	barW := width - barX - textW - 3
	var out []piece
	for i, g := range b.Rows {
		s.at(fmt.Sprintf("bar %d", i+1))
		scale := g.Max
		for _, v := range g.Values {
			scale = max(scale, v.Value)
		}
		left := append(s.text(g.Label, s.body(), labelW), s.text(g.Sub, s.small(), labelW)...)
		var values []piece
		for _, v := range g.Values {
			length := 0.0
			if scale > 0 {
				length = max(v.Value, 0) / scale * barW
			}
			// Names and figures wrap when they are long, so each bar is a row of its own.
			grey := look9
			grey.col = muted
			figure := look9
			if v.Tone != doc.Neutral {
				figure.face = bold
			}
			col := lineDark
			if v.Tone != doc.Neutral {
				col = s.tones[v.Tone].text
			}
			r := row([]column{
				{nameX, s.text(doc.T(v.Name), grey, nameW+0.01)},
				{barX + length + 2, s.text(doc.T(v.Text), figure, textW+0.01)},
			}, 0, 0, rowH, func(c *canvas, x, y, h float64, first, last bool) {
				if first {
					top := y + (min(h, rowH)-barH)/2
					c.rect(x+barX-0.1, y+0.2, 0.2, h-0.4, lineDark)
					c.rect(x+barX, top, length, barH, col)
				}
			})
			values = append(values, r)
		}
		p := row([]column{{0, left}, {0, values}}, 1.4, 1.4, 0, func(c *canvas, x, y, h float64, first, last bool) {
			c.rect(x, y+h-0.2, width, 0.2, line)
		})
		out = append(out, p)
	}
	return out
}

// axis maps days to millimetres.
type axis struct {
	from, to time.Time
	x, w     float64
}

func (a axis) at(t time.Time) float64 {
	span := a.to.Sub(a.from).Hours()
	return a.x + a.w*t.Sub(a.from).Hours()/span
}

const day = 24 * time.Hour

// timeline draws a head with dates, one row per phase and one per milestone.
// Rows follow each other on the next page like those of a table.
func (s *setter) timeline(b doc.Timeline, width float64) ([]piece, error) {
	s.at("the timeline")
	for _, p := range b.Phases {
		if !p.Start.IsZero() && !p.End.IsZero() && p.End.Before(p.Start) {
			return nil, fmt.Errorf("the phase “%s” ends before it starts; correct its dates", firstWords(p.Name))
		}
	}
	nameW := width * 0.28
	ax := axis{x: nameW + 5, w: width - nameW - 5}
	ax.from, ax.to = timelineSpan(b)
	marks := ticks(ax)
	showToday := !b.Today.IsZero() && !b.Today.Before(ax.from) && !b.Today.After(ax.to)

	grid := func(c *canvas, x, y, h float64, first, last bool) {
		for _, t := range marks {
			c.rect(x+ax.at(t.on)-0.1, y, 0.2, h, line)
		}
		if showToday {
			c.dashed(x+ax.at(b.Today), y, x+ax.at(b.Today), y+h, 0.35, ink)
		}
	}
	head := s.timelineHead(ax, marks, b.Today, showToday, width)
	head.keep = true
	out := []piece{head}
	for _, p := range b.Phases {
		out = append(out, s.phaseRow(p, ax, nameW, width, grid))
	}
	ms := append([]doc.Milestone(nil), b.Milestones...)
	sort.SliceStable(ms, func(i, j int) bool { return ms[i].On.Before(ms[j].On) })
	for _, m := range ms {
		out = append(out, s.milestoneRow(m, ax, nameW, width, grid))
	}
	for i := 1; i < len(out); i++ {
		out[i].head = &head
	}
	return out, nil
}

// timelineSpan is the first and the day after the last date on the chart. Today
// widens it only when it is near, so that an old plan is not squeezed.
func timelineSpan(b doc.Timeline) (from, to time.Time) {
	see := func(t time.Time) {
		if t.IsZero() {
			return
		}
		if from.IsZero() || t.Before(from) {
			from = t
		}
		if to.IsZero() || t.After(to) {
			to = t
		}
	}
	for _, p := range b.Phases {
		if !p.Start.IsZero() && !p.End.IsZero() {
			see(p.Start)
			see(p.End)
		}
	}
	for _, m := range b.Milestones {
		see(m.On)
	}
	if from.IsZero() {
		see(b.Today)
	}
	if from.IsZero() {
		from = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
		to = from
	}
	if near := to.Sub(from)/3 + 7*day; !b.Today.IsZero() && b.Today.After(from.Add(-near)) && b.Today.Before(to.Add(near)) {
		see(b.Today)
	}
	to = to.Add(day)
	air := to.Sub(from) / 50
	return from.Add(-air), to.Add(air)
}

// mark is one date of the axis.
type mark struct {
	on    time.Time
	label string
}

// ticks are Mondays or firsts of months, so far apart that their labels have room.
func ticks(ax axis) []mark {
	const least = 15.0 // millimetres between labels
	perDay := ax.w / (ax.to.Sub(ax.from).Hours() / 24)
	var out []mark
	if weeks := int(least/(7*perDay)) + 1; weeks < 4 {
		t := ax.from.Truncate(day).Add(day)
		for t.Weekday() != time.Monday {
			t = t.Add(day)
		}
		for ; ax.at(t) < ax.x+ax.w-least; t = t.Add(time.Duration(7*weeks) * day) {
			out = append(out, mark{t, t.Format("2 Jan")})
		}
		return out
	}
	step := 1
	for _, months := range []int{1, 2, 3, 6, 12, 24, 60, 120, 1200} {
		if step = months; float64(months)*30*perDay >= least {
			break
		}
	}
	t := time.Date(ax.from.Year(), ax.from.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	for step > 1 && (int(t.Month())-1)%min(step, 12) != 0 {
		t = t.AddDate(0, 1, 0)
	}
	for first := true; ax.at(t) < ax.x+ax.w-least && len(out) < 60; t, first = t.AddDate(0, step, 0), false {
		label := t.Format("Jan")
		if first || t.Month() == time.January || step >= 12 {
			label = t.Format("Jan 2006")
		}
		out = append(out, mark{t, label})
	}
	return out
}

func (s *setter) timelineHead(ax axis, marks []mark, today time.Time, show bool, width float64) piece {
	const lineH = 4.2
	h := lineH + 1
	todayLabel := ""
	if show {
		h += lineH
		todayLabel = "today " + today.Format("2 Jan")
	}
	return piece{h: h, draw: func(c *canvas, x, y float64) {
		base := y + lineH*0.7
		if show {
			w := c.faces[bold].measure(todayLabel, sizeLabel)
			at := min(max(ax.at(today)-w/2, ax.x), ax.x+ax.w-w)
			c.print(x+at, base, bold, sizeLabel, ink, todayLabel)
			base += lineH
		}
		for _, m := range marks {
			c.print(x+ax.at(m.on), base, regular, sizeLabel, muted, m.label)
		}
		c.rect(x, y+h-0.2, width, 0.2, lineDark)
	}}
}

func (s *setter) phaseRow(p doc.Phase, ax axis, nameW, width float64, grid ground) piece {
	s.at(fmt.Sprintf("the phase “%s”", firstWords(p.Name)))
	left := append(s.text(doc.B(p.Name), s.tableBody(), nameW), s.text(doc.T(p.Note), look{size: 8, col: muted}, nameW)...)
	tone := p.Tone
	if tone == doc.Neutral {
		tone = doc.Accent
	}
	dates, known := "no dates yet", !p.Start.IsZero() && !p.End.IsZero()
	f, col := regular, muted
	if known {
		dates, col = spanText(p.Start, p.End), ink
	} else {
		f = italic
	}
	word := ""
	if p.Word != "" {
		word = "  " + s.tones[tone].shape + " " + s.clean(p.Word)
	}
	return row([]column{{0, left}}, 1.8, 1.8, 0, func(c *canvas, x, y, h float64, first, last bool) {
		grid(c, x, y, h, first, last)
		c.rect(x, y+h-0.2, width, 0.2, line)
		if !first {
			return
		}
		const barH = 3.6
		mid := y + 1.8 + s.tableBody().line()/2
		from, to := ax.x+2.5, ax.x+2.5
		if known {
			from, to = ax.at(p.Start), ax.at(p.End.Add(day))
			c.round(x+from, mid-barH/2, max(to-from, 0.8), barH, 0.8, s.tones[tone].text)
		}
		s.beside(c, x, mid, from, to, ax, f, col, dates, word, s.tones[tone].text)
	})
}

// beside writes a date behind its bar, before it, or in white on it, whichever has room.
func (s *setter) beside(c *canvas, x, mid, from, to float64, ax axis, f faceID, col rgb, dates, word string, wordCol rgb) {
	const size = 8.5
	base := mid + capMiddle*size*mmPerPt
	dw := c.faces[f].measure(dates, size)
	word = c.faces[bold].fit(word, size, ax.w/2)
	ww := c.faces[bold].measure(word, size)
	at := to + 1.6
	switch {
	case at+dw+ww <= ax.x+ax.w:
	case from-1.6-dw-ww >= ax.x:
		at = from - 1.6 - dw - ww
	default:
		at, col, wordCol = from+(to-from-dw-ww)/2, white, white
		at = min(max(at, ax.x), ax.x+ax.w-dw-ww)
	}
	if col != white {
		c.rect(x+at-0.6, mid-1.9, dw+ww+1.2, 3.8, white)
	}
	c.print(x+at, base, f, size, col, dates)
	c.print(x+at+dw, base, bold, size, wordCol, word)
}

func (s *setter) milestoneRow(m doc.Milestone, ax axis, nameW, width float64, grid ground) piece {
	s.at(fmt.Sprintf("the milestone “%s”", firstWords(m.Name)))
	left := s.text(doc.T(m.Name), s.tableBody(), nameW)
	return row([]column{{0, left}}, 1.3, 1.3, 0, func(c *canvas, x, y, h float64, first, last bool) {
		grid(c, x, y, h, first, last)
		c.rect(x, y+h-0.2, width, 0.2, line)
		if !first {
			return
		}
		mid := y + 1.3 + s.tableBody().line()/2
		if m.On.IsZero() {
			s.beside(c, x, mid, ax.x+2.5, ax.x+2.5, ax, italic, muted, "no date yet", "", ink)
			return
		}
		at := ax.at(m.On)
		c.diamond(x+at, mid, 1.7, ink)
		s.beside(c, x, mid, at-1.7, at+1.7, ax, regular, ink, m.On.Format("2 Jan 2006"), "", ink)
	})
}

// spanText writes two days with the year once.
func spanText(a, b time.Time) string {
	if a.Equal(b) {
		return a.Format("2 Jan 2006")
	}
	if a.Year() != b.Year() {
		return a.Format("2 Jan 2006") + " – " + b.Format("2 Jan 2006")
	}
	return a.Format("2 Jan") + " – " + b.Format("2 Jan 2006")
}
