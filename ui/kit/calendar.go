package kit

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// calendar is a month of days, Monday first.
type calendar struct {
	widget.BaseWidget
	onPick func(iso string)
	cursor time.Time
	today  string
	month  *line
	heads  []*line
	days   []*line
	over   int
}

const (
	calCell   float32 = 34
	calHead   float32 = 40
	calMargin float32 = 10
)

func newCalendar(pick func(string)) *calendar {
	c := &calendar{onPick: pick, month: newLine(Span{Role: Strong}), over: -1}
	for _, w := range []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"} {
		c.heads = append(c.heads, newLine(Span{Text: w, Role: Faint}))
	}
	for range 42 {
		c.days = append(c.days, newLine(Span{}))
	}
	c.ExtendBaseWidget(c)
	return c
}

func (c *calendar) show(iso, today string) {
	d, err := time.Parse(isoDay, iso)
	if err != nil {
		return
	}
	c.cursor, c.today, c.over = d, today, -1
	c.Refresh()
}

// move goes by months and days; a month never skips over a short one.
func (c *calendar) move(months, days int) {
	if months != 0 {
		first := time.Date(c.cursor.Year(), c.cursor.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
		last := first.AddDate(0, 1, -1).Day()
		c.cursor = first.AddDate(0, 0, min(c.cursor.Day(), last)-1)
	}
	c.cursor = c.cursor.AddDate(0, 0, days)
	c.Refresh()
}

func (c *calendar) first() time.Time {
	d := time.Date(c.cursor.Year(), c.cursor.Month(), 1, 0, 0, 0, 0, time.UTC)
	return d.AddDate(0, 0, -(int(d.Weekday())+6)%7)
}

func (c *calendar) at(p fyne.Position) int {
	col := int((p.X - calMargin) / calCell)
	row := int((p.Y - calHead - 22) / calCell)
	if p.X < calMargin || p.Y < calHead+22 || col > 6 || row > 5 {
		return -1
	}
	return row*7 + col
}

// MouseDown picks, as a row of a menu does.
func (c *calendar) MouseDown(e *desktop.MouseEvent) {
	if i := c.at(e.Position); i >= 0 {
		c.onPick(c.first().AddDate(0, 0, i).Format(isoDay))
		return
	}
	if e.Position.Y < calHead {
		step := 1
		if e.Position.X < c.Size().Width/2 {
			step = -1
		}
		c.move(step, 0)
	}
}

// MouseUp implements desktop.Mouseable.
func (c *calendar) MouseUp(*desktop.MouseEvent) {}

// MouseIn implements desktop.Hoverable.
func (c *calendar) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (c *calendar) MouseMoved(e *desktop.MouseEvent) {
	if i := c.at(e.Position); i != c.over {
		c.over = i
		c.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (c *calendar) MouseOut() {
	c.over = -1
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *calendar) CreateRenderer() fyne.WidgetRenderer {
	ground, mark, hover, today := box(RadiusField), box(6), box(6), box(6)
	back, on := newLine(Span{Text: "←", Role: Soft}), newLine(Span{Text: "→", Role: Soft})
	p := &painter{objects: []fyne.CanvasObject{ground, hover, today, mark, c.month.obj, back.obj, on.obj}}
	for _, l := range append(append([]*line{}, c.heads...), c.days...) {
		p.objects = append(p.objects, l.obj)
	}
	cell := func(i int) (x, y float32) {
		return calMargin + float32(i%7)*calCell, calHead + 22 + float32(i/7)*calCell
	}
	inCell := func(l *line, x, y, h float32) {
		l.place(x+(calCell-l.full.Width)/2, y+(h-l.full.Height)/2, l.full.Width+1)
	}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		c.month.place((s.Width-c.month.full.Width)/2, (calHead-c.month.full.Height)/2, c.month.full.Width+1)
		inCell(back, calMargin, 0, calHead)
		inCell(on, s.Width-calMargin-calCell, 0, calHead)
		for i, l := range c.heads {
			inCell(l, calMargin+float32(i)*calCell, calHead, 20)
		}
		first := c.first()
		for i, l := range c.days {
			x, y := cell(i)
			inCell(l, x, y, calCell)
			if first.AddDate(0, 0, i).Equal(c.cursor) {
				place(mark, x+2, y+2, calCell-4, calCell-4)
			}
			if i == c.over {
				place(hover, x+2, y+2, calCell-4, calCell-4)
			}
			if first.AddDate(0, 0, i).Format(isoDay) == c.today {
				place(today, x+2, y+2, calCell-4, calCell-4)
			}
		}
	}
	p.min = func() fyne.Size { return fyne.NewSize(7*calCell+2*calMargin, calHead+22+6*calCell+calMargin) }
	p.refresh = func() {
		fill(ground, ColorCard)
		edge(ground, ColorOutline, 1)
		fill(mark, ColorTeal)
		fill(hover, ColorHover)
		edge(today, ColorTeal, 1.2)
		c.month.set(Span{Text: c.cursor.Format("January 2006"), Role: Strong})
		for _, l := range c.heads {
			l.paint()
		}
		back.paint()
		on.paint()
		first, seesToday := c.first(), false
		for i, l := range c.days {
			d := first.AddDate(0, 0, i)
			s := Span{Text: strconv.Itoa(d.Day()), Role: Body}
			if d.Month() != c.cursor.Month() {
				s.Color = ColorFaint
			}
			if d.Equal(c.cursor) {
				s.Role, s.Color = Strong, ColorOnTeal
			}
			seesToday = seesToday || d.Format(isoDay) == c.today
			l.set(s)
		}
		show(hover, c.over >= 0)
		show(today, seesToday)
		p.layout(c.Size())
		for _, r := range []fyne.CanvasObject{ground, mark, hover, today} {
			r.Refresh()
		}
	}
	p.refresh()
	return p
}
