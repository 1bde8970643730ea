package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// A StripDay is one day of a DayStrip.
type StripDay struct {
	Word  string // "Mon 1"
	Count int
	Off   bool // a day on which nobody works
	Over  bool // more falls on it than it holds
	Today bool
	Tip   string // all there is to say, under the pointer
}

// DayStrip shows days beside each other with how much falls on each. It is one
// stop for Tab: the arrows move, Space or Enter chooses a day, once more lets go
// of it.
type DayStrip struct {
	control
	OnChosen func(day int) // -1 when none is

	days   []StripDay
	cells  []weekCell
	chosen int
	cursor int
	hit    int
	tip    tip
}

// weekCell is what a day is made of.
type weekCell struct {
	ground, bar  *canvas.Rectangle
	word, figure *line
}

const (
	weekHeight float32 = 46
	weekGap    float32 = 6
	weekBar    float32 = 3
)

// NewDayStrip returns a strip without days.
func NewDayStrip() *DayStrip {
	s := &DayStrip{chosen: -1, hit: -1}
	s.init(s)
	s.press = func() { s.choose(s.cursor) }
	s.key = func(e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeyLeft:
			s.cursor = max(s.cursor-1, 0)
		case fyne.KeyRight:
			s.cursor = min(s.cursor+1, max(len(s.days)-1, 0))
		case fyne.KeyHome:
			s.cursor = 0
		case fyne.KeyEnd:
			s.cursor = max(len(s.days)-1, 0)
		default:
			return false
		}
		s.Refresh()
		return true
	}
	return s
}

// Set replaces the days; what is chosen stays by its place.
func (s *DayStrip) Set(days ...StripDay) {
	s.days = days
	for len(s.cells) < len(days) {
		s.cells = append(s.cells, weekCell{ground: box(RadiusField), bar: box(weekBar / 2), word: newLine(Span{Role: Small}), figure: newLine(Span{Role: Strong})})
	}
	s.cells = s.cells[:len(days)]
	if s.chosen >= len(days) {
		s.chosen = -1
	}
	s.cursor = min(s.cursor, max(len(days)-1, 0))
	s.Refresh()
}

// Select shows a day as chosen, -1 for none; it does not report.
func (s *DayStrip) Select(day int) {
	s.chosen = day
	if day >= 0 {
		s.cursor = day
	}
	s.Refresh()
}

// Chosen returns the day that is chosen, -1 when none is.
func (s *DayStrip) Chosen() int { return s.chosen }

// Disabled keeps Tab away from a strip without days.
func (s *DayStrip) Disabled() bool { return len(s.days) == 0 }

func (s *DayStrip) choose(day int) {
	if day < 0 || day >= len(s.days) {
		return
	}
	s.cursor = day
	if day == s.chosen {
		day = -1
	}
	s.chosen = day
	s.Refresh()
	if s.OnChosen != nil {
		s.OnChosen(day)
	}
}

// at returns the day at a place, -1 for none.
func (s *DayStrip) at(x float32) int {
	n := len(s.days)
	if n == 0 || x < 0 || x >= s.Size().Width {
		return -1
	}
	return min(int(x/((s.Size().Width+weekGap)/float32(n))), n-1)
}

// Tapped implements fyne.Tappable.
func (s *DayStrip) Tapped(e *fyne.PointEvent) { s.choose(s.at(e.Position.X)) }

// MouseIn implements desktop.Hoverable.
func (s *DayStrip) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable: the day under the pointer tells all
// there is to say of it.
func (s *DayStrip) MouseMoved(e *desktop.MouseEvent) {
	at := s.at(e.Position.X)
	if at == s.hit {
		return
	}
	s.hit = at
	s.tip.hide()
	if at >= 0 && s.days[at].Tip != "" {
		s.tip.show(s, s.days[at].Tip, e.AbsolutePosition)
	}
	s.Refresh()
}

// MouseOut implements desktop.Hoverable.
func (s *DayStrip) MouseOut() {
	s.hit = -1
	s.tip.hide()
	s.Refresh()
}

// Cursor implements desktop.Cursorable.
func (s *DayStrip) Cursor() desktop.Cursor { return pointer(len(s.days) == 0) }

// AccessibilityLabel implements fyne.Accessible: what the keyboard stands on.
func (s *DayStrip) AccessibilityLabel() string {
	if s.cursor >= len(s.days) {
		return ""
	}
	return s.days[s.cursor].Tip
}

// AccessibilityRole implements fyne.Accessible.
func (s *DayStrip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (s *DayStrip) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	p.layout = func(size fyne.Size) { p.objects = s.draw(size) }
	p.min = func() fyne.Size { return fyne.NewSize(float32(len(s.days))*64, weekHeight) }
	p.refresh = func() {
		s.paintRing()
		p.layout(s.Size())
		canvas.Refresh(s)
	}
	return p
}

func (s *DayStrip) draw(size fyne.Size) []fyne.CanvasObject {
	n := len(s.days)
	if n == 0 || size.Width < 1 {
		return nil
	}
	most := 1
	for _, d := range s.days {
		most = max(most, d.Count)
	}
	wide := (size.Width - weekGap*float32(n-1)) / float32(n)
	var out []fyne.CanvasObject
	for i := range s.days {
		d, c := &s.days[i], &s.cells[i]
		x := float32(i) * (wide + weekGap)
		s.look(i, d, c)
		place(c.ground, x, 0, wide, size.Height)
		c.word.place(x+10, 6, wide-20)
		c.figure.place(x+wide-10-c.figure.full.Width, 5, c.figure.full.Width+1)
		out = append(out, c.ground, c.word.obj, c.figure.obj)
		if d.Count > 0 {
			place(c.bar, x+10, size.Height-weekBar-9, max((wide-20)*float32(d.Count)/float32(most), weekBar), weekBar)
			out = append(out, c.bar)
		}
		if i == s.cursor {
			s.drawRing(x, 0, wide, size.Height, RadiusField)
		}
	}
	return append(out, s.ring)
}

// look gives a day its colours: what is over stands out, what is off steps back.
func (s *DayStrip) look(i int, d *StripDay, c *weekCell) {
	ground, hair := ColorCard, ColorLine
	word, figure := Span{Text: d.Word, Role: Small}, Span{Text: strconv.Itoa(d.Count), Role: Strong}
	bar := ColorTeal
	switch {
	case d.Over:
		figure.Color, bar = ColorLateInk, ColorLate
		ground, hair = ColorLatePaper, ColorLateLine
	case d.Count == 0:
		figure = Span{Text: "–", Role: Soft}
	}
	if d.Off && !d.Over {
		ground = ColorPaper
	}
	if d.Today {
		word.Role, word.Color = Caption, ColorInk
	}
	width := float32(1)
	switch i {
	case s.chosen:
		hair, width = ColorTeal, 2
	case s.hit:
		if ground == ColorCard {
			ground = ColorHover
		}
	}
	fill(c.ground, ground)
	edge(c.ground, hair, width)
	fill(c.bar, bar)
	for l, span := range map[*line]Span{c.word: word, c.figure: figure} {
		if l.Span != span {
			l.set(span)
		} else {
			l.paint()
		}
	}
}
