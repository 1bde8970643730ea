package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// painter is the renderer of every widget here: a list of objects and three
// functions.
type painter struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func()
}

func (p *painter) Destroy()                     {}
func (p *painter) Layout(s fyne.Size)           { p.layout(s) }
func (p *painter) MinSize() fyne.Size           { return p.min() }
func (p *painter) Objects() []fyne.CanvasObject { return p.objects }
func (p *painter) Refresh()                     { p.refresh() }

func box(radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = radius
	return r
}

// fill and edge set a role on a shape; the empty name means none.
func fill(r *canvas.Rectangle, n fyne.ThemeColorName) {
	r.FillColor = color.Transparent
	if n != "" {
		r.FillColor = theme.Color(n)
	}
}

func edge(r *canvas.Rectangle, n fyne.ThemeColorName, width float32) {
	r.StrokeWidth = 0
	if n != "" {
		r.StrokeColor, r.StrokeWidth = theme.Color(n), width
	}
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

func show(o fyne.CanvasObject, on bool) {
	if on == o.Visible() {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// A holder is a widget with content of its own; reveal and Focus walk through
// it.
type holder interface{ held() []fyne.CanvasObject }

// control is what everything that can be pressed shares: hover, focus,
// disabled, and Enter and Space meaning a click.
type control struct {
	widget.BaseWidget
	self                       fyne.Widget
	hovered, focused, disabled bool
	ring                       *canvas.Rectangle
	press                      func()                    // click, Enter, Space
	key                        func(*fyne.KeyEvent) bool // tried first; true: done
	over                       func(bool)                // pointer or keyboard came or went
}

func (c *control) init(self fyne.Widget) {
	c.self = self
	c.ring = box(RadiusField + 2)
	c.ring.Hide()
	c.ExtendBaseWidget(self)
}

// drawRing puts the focus ring around the area, 2 outside of it.
func (c *control) drawRing(x, y, w, h, radius float32) {
	c.ring.CornerRadius = radius + 2
	place(c.ring, x-2, y-2, w+4, h+4)
}

func (c *control) paintRing() {
	edge(c.ring, ColorTeal, 2)
	show(c.ring, c.focused && !c.disabled)
	c.ring.Refresh()
}

// Disable greys the widget out; it is passed over by Tab.
func (c *control) Disable() {
	if !c.disabled {
		c.disabled, c.hovered = true, false
		c.Refresh()
	}
}

// Enable undoes Disable.
func (c *control) Enable() {
	if c.disabled {
		c.disabled = false
		c.Refresh()
	}
}

// Disabled reports whether the widget is greyed out.
func (c *control) Disabled() bool { return c.disabled }

// FocusGained implements fyne.Focusable.
func (c *control) FocusGained() {
	c.focused = true
	c.Refresh()
	reveal(c.self)
	if c.over != nil {
		c.over(true)
	}
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() {
	c.focused = false
	c.Refresh()
	if c.over != nil {
		c.over(false)
	}
}

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(r rune) {
	if !c.disabled {
		keysOf(c.self).typed(r)
	}
}

// TypedKey implements fyne.Focusable.
func (c *control) TypedKey(e *fyne.KeyEvent) {
	if c.disabled {
		return
	}
	if c.key != nil && c.key(e) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if c.press != nil {
			c.press()
		}
	case fyne.KeyEscape:
		escape(c.self)
	case fyne.KeyF6:
		toToast(c.self)
	default:
		keysOf(c.self).pressed(e.Name)
	}
}

// TypedShortcut implements fyne.Shortcutable: no control wants a chord itself.
func (c *control) TypedShortcut(s fyne.Shortcut) {
	keysOf(c.self).chord(s)
}

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) {
	if !c.disabled && c.press != nil {
		c.press()
	}
}

func (c *control) setHover(on bool) {
	if c.hovered != on && !c.disabled {
		c.hovered = on
		c.Refresh()
	}
}
