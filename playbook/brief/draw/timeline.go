package draw

import (
	"fmt"
	"sort"
	"time"

	"kept/playbook/brief/doc"
)

// axis maps days to millimetres.
type axis struct {
	from, to time.Time
	x, w     float64
}

func (a axis) at(t time.Time) float64 {
	span := a.to.Sub(a.from).Hours()
	return a.x + a.w*t.Sub(a.from).Hours()/span
}

// noon is the middle of a day, where what happens on it is drawn.
func (a axis) noon(t time.Time) float64 { return a.at(t.Add(day / 2)) }

const day = 24 * time.Hour

// timeline draws a head with dates, one row per phase, one per milestone and
// what the signs mean. Rows follow each other on the next page like those of a table.
func (s *setter) timeline(b doc.Timeline, width float64) ([]piece, error) {
	s.at("the timeline")
	for _, p := range b.Phases {
		if !p.Start.IsZero() && !p.End.IsZero() && p.End.Before(p.Start) || p.Base.To.Before(p.Base.From) {
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
			c.dashed(x+ax.noon(b.Today), y, x+ax.noon(b.Today), y+h, 0.35, ink)
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
	if legend, ok := s.legend(b, width); ok {
		out[len(out)-1].keep = true
		out = append(out, legend)
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
		see(p.Base.From)
		see(p.Base.To)
	}
	for _, m := range b.Milestones {
		see(m.On)
		see(m.Base)
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
	const lineH, todayH = 4.2, 4.9
	h := lineH + 1
	todayLabel := ""
	if show {
		h += todayH
		todayLabel = "today " + today.Format("2 Jan")
	}
	return piece{h: h, draw: func(c *canvas, x, y float64) {
		base := y + lineH*0.7
		if show {
			w := c.faces[bold].measure(todayLabel, sizeLabel)
			at := min(max(ax.noon(today)-w/2, ax.x), ax.x+ax.w-w)
			c.print(x+at, base, bold, sizeLabel, ink, todayLabel)
			base += todayH
		}
		for _, m := range marks {
			if show && m.label == today.Format("2 Jan") {
				continue // “today” says it
			}
			c.print(x+ax.at(m.on), base, regular, sizeLabel, muted, m.label)
		}
		c.rect(x, y+h-0.2, width, 0.2, lineDark)
	}}
}

func (s *setter) phaseRow(p doc.Phase, ax axis, nameW, width float64, grid ground) piece {
	s.at(fmt.Sprintf("the phase “%s”", firstWords(p.Name)))
	left := append(s.text(doc.B(p.Name), s.tableBody(), nameW), s.text(doc.T(p.Note), s.tableSub(), nameW)...)
	tone := p.Tone
	if tone == doc.Neutral {
		tone = doc.Accent
	}
	dates, known := doc.Text{{Text: "no dates yet", Style: doc.Muted | doc.Italic}}, !p.Start.IsZero() && !p.End.IsZero()
	from, to := ax.x+2.5, ax.x+2.5
	if known {
		dates = doc.T(spanText(p.Start, p.End))
		from, to = ax.at(p.Start), ax.at(p.End.Add(day))
	}
	if p.Word != "" {
		dates = doc.Join(dates, doc.T("  "), doc.State(tone, p.Word))
	}
	for _, on := range p.Marks {
		from, to = min(from, ax.noon(on)-diamondR-0.6), max(to, ax.noon(on)+diamondR+0.6)
	}
	base := p.Base != doc.Stretch{}
	if base { // the label stands behind all of it
		from, to = min(from, ax.at(p.Base.From)), max(to, ax.at(p.Base.To.Add(day)))
	}
	return s.dated(left, dates, from, to, 1.8, ax, width, grid, func(c *canvas, x, mid float64) {
		if base {
			c.ghost(x+ax.at(p.Base.From), mid, ax.at(p.Base.To.Add(day))-ax.at(p.Base.From))
		}
		if known {
			c.band(x, mid, ax, p, s.tones[tone].text)
		}
	})
}

func (s *setter) milestoneRow(m doc.Milestone, ax axis, nameW, width float64, grid ground) piece {
	s.at(fmt.Sprintf("the milestone “%s”", firstWords(m.Name)))
	left := s.text(doc.T(m.Name), s.tableBody(), nameW)
	if m.On.IsZero() {
		none := doc.Text{{Text: "no date yet", Style: doc.Muted | doc.Italic}}
		return s.dated(left, none, ax.x+2.5, ax.x+2.5, 1.3, ax, width, grid, nil)
	}
	label := doc.T(m.On.Format("2 Jan 2006"))
	if m.Word != "" {
		label = doc.Join(label, doc.Grey("  "+m.Word))
	}
	at := ax.noon(m.On)
	from, to := at, at
	if !m.Base.IsZero() {
		from, to = min(from, ax.noon(m.Base)), max(to, ax.noon(m.Base))
	}
	return s.dated(left, label, from-diamondR, to+diamondR, 1.3, ax, width, grid, func(c *canvas, x, mid float64) {
		if !m.Base.IsZero() && !m.Base.Equal(m.On) {
			c.hollow(x+ax.noon(m.Base), mid, diamondR)
		}
		c.diamond(x+at, mid, diamondR, ink)
		if m.Critical {
			c.rect(x+at-diamondR, mid+diamondR+0.25, 2*diamondR, criticalH, ink)
		}
	})
}

// dated is a row of the chart: words left, a figure from from to to, and its
// label behind the figure or before it. A label with room on neither side
// stands below the figure, over several lines if it must, and is never cut.
func (s *setter) dated(left []piece, label doc.Text, from, to, air float64, ax axis, width float64, grid ground, figure func(c *canvas, x, mid float64)) piece {
	const beside = 1.6
	body := s.tableBody()
	text := s.set(label, look{size: 8.5, col: ink})
	w := text.natural + 1e-3
	at, drop := to+beside, (body.line()-text.look.line())/2
	switch {
	case at+w <= ax.x+ax.w:
	case from-beside-w >= ax.x:
		at = from - beside - w
	default:
		w = min(w, ax.w)
		at, drop = min(max(from, ax.x), ax.x+ax.w-w), body.line()
	}
	lines := text.stack(w, false)
	for i, ln := range lines {
		lines[i].draw = func(c *canvas, x, y float64) {
			c.rect(x-0.6, y+0.2, w+1.2, ln.h-0.4, white) // the grid does not run through the words
			ln.draw(c, x, y)
		}
	}
	under := append([]piece{{h: drop, keep: true}}, lines...)
	return row([]column{{0, left}, {at, under}}, air, air, 0, func(c *canvas, x, y, h float64, first, last bool) {
		grid(c, x, y, h, first, last)
		c.rect(x, y+h-0.2, width, 0.2, line)
		if first && figure != nil {
			figure(c, x, y+air+body.line()/2)
		}
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
