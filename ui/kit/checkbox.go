package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// A Check is the state of a tick box.
type Check int

// The states of a tick box.
const (
	Unchecked Check = iota
	Checked
	Partly // some of what it stands for
)

const tickSize float32 = 18

// tick draws a tick box inside another widget.
type tick struct {
	ground       *canvas.Rectangle
	short, long  *canvas.Line
	state        Check
	hot, disable bool
}

func newTick() *tick {
	t := &tick{ground: box(5), short: canvas.NewLine(color.Transparent), long: canvas.NewLine(color.Transparent)}
	t.short.StrokeWidth, t.long.StrokeWidth = 1.6, 1.6
	return t
}

func (t *tick) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.ground, t.short, t.long}
}

func (t *tick) paint(c Check) {
	t.state = c
	if c == Unchecked {
		fill(t.ground, ColorCard)
		e := ColorOutline
		if t.hot {
			e = ColorTeal
		}
		edge(t.ground, e, 1.5)
	} else {
		fill(t.ground, ColorTeal)
		edge(t.ground, "", 0)
	}
	if t.disable {
		fill(t.ground, ColorNeutralSoft)
		edge(t.ground, ColorLine, 1.5)
	}
	on := theme.Color(ColorOnTeal)
	if t.disable {
		on = theme.Color(ColorFaint)
	}
	t.short.StrokeColor, t.long.StrokeColor = on, on
	show(t.short, c == Checked)
	show(t.long, c != Unchecked)
	t.ground.Refresh()
	t.short.Refresh()
	t.long.Refresh()
}

func (t *tick) place(x, y float32) {
	place(t.ground, x, y, tickSize, tickSize)
	at := func(l *canvas.Line, x1, y1, x2, y2 float32) {
		l.Position1, l.Position2 = fyne.NewPos(x+x1, y+y1), fyne.NewPos(x+x2, y+y2)
		l.Refresh()
	}
	if t.state == Partly {
		at(t.long, 5, 9, 13, 9)
		return
	}
	at(t.short, 5, 9.5, 7.8, 12.2)
	at(t.long, 7.8, 12.2, 13, 6.2)
}

func (t *tick) show(on bool) {
	show(t.ground, on)
	show(t.short, on && t.state == Checked)
	show(t.long, on && t.state != Unchecked)
}

// Checkbox is a tick box with its words. A click on a Partly box ticks it.
type Checkbox struct {
	control
	OnChanged func(on bool)
	Bold      bool

	state Check
	text  block
	tick  *tick
}

// NewCheckbox returns an unticked box.
func NewCheckbox(text string, changed func(on bool)) *Checkbox {
	c := &Checkbox{OnChanged: changed, tick: newTick()}
	c.text.set([]Span{{Text: text}})
	c.init(c)
	c.press = func() {
		on := c.state != Checked
		c.Set(Unchecked)
		if on {
			c.Set(Checked)
		}
		if c.OnChanged != nil {
			c.OnChanged(on)
		}
	}
	return c
}

// Set shows a state; it does not report.
func (c *Checkbox) Set(s Check) {
	c.state = s
	c.Refresh()
}

// State returns the state shown.
func (c *Checkbox) State() Check { return c.state }

// Text returns the words.
func (c *Checkbox) Text() string { return c.text.text() }

// SetText replaces the words.
func (c *Checkbox) SetText(text string) {
	c.text.set([]Span{{Text: text}})
	c.Refresh()
}

// Cursor implements desktop.Cursorable.
func (c *Checkbox) Cursor() desktop.Cursor { return pointer(c.disabled) }

const tickGap float32 = 10

func (c *Checkbox) preferredWidth() float32 { return c.text.natural() + tickSize + tickGap + 1 }

// CreateRenderer implements fyne.Widget.
func (c *Checkbox) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	p.layout = func(s fyne.Size) {
		w := s.Width - tickSize - tickGap
		h := c.text.height(w)
		top := max((s.Height-h)/2, 0)
		first := c.text.spans[0].measure("Mg").Height
		c.tick.place(0, top+(first-tickSize)/2)
		c.text.lay(tickSize+tickGap, top, w)
		c.drawRing(0, top+(first-tickSize)/2, tickSize, tickSize, 5)
		p.objects = append(append(c.tick.objects(), c.text.objects()...), c.ring)
	}
	p.min = func() fyne.Size {
		w := c.Size().Width - tickSize - tickGap
		return fyne.NewSize(min(c.preferredWidth(), 96), max(c.text.height(w), tickSize)+6)
	}
	p.refresh = func() {
		s := c.text.spans[0]
		s.Role, s.Color = Body, ""
		if c.Bold {
			s.Role = Strong
		}
		if c.disabled {
			s.Color = ColorFaint
		}
		c.text.set([]Span{s})
		c.tick.hot, c.tick.disable = c.hovered, c.disabled
		c.tick.paint(c.state)
		c.paintRing()
		p.layout(c.Size())
		canvas.Refresh(c)
	}
	c.tick.paint(c.state)
	return p
}
