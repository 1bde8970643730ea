package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// A ButtonKind is the weight of a button. One Primary per view.
type ButtonKind int

// The kinds.
const (
	Secondary ButtonKind = iota // white, hairline
	Primary                     // teal
	Quiet                       // text only, for rows and toolbars
	Danger                      // white, red text: takes something away
	onDark                      // on a toast
	subtle                      // on every row of a list
	link                        // small and teal, among text
)

// Button is a push button. OnTapped runs on click, Enter and Space.
type Button struct {
	control
	OnTapped func()
	MinWidth float32 // 0: as wide as its word

	kind ButtonKind
	line *line
}

// NewButton returns a button.
func NewButton(text string, kind ButtonKind, tapped func()) *Button {
	role := Strong
	if kind == subtle || kind == link {
		role = Small
	}
	b := &Button{OnTapped: tapped, kind: kind, line: newLine(Span{Text: text, Role: role})}
	b.init(b)
	b.press = func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	}
	return b
}

// Text returns the word on the button.
func (b *Button) Text() string { return b.line.Text }

// SetText replaces the word.
func (b *Button) SetText(text string) {
	s := b.line.Span
	s.Text = text
	b.line.set(s)
	b.Refresh()
}

// SetKind changes the weight.
func (b *Button) SetKind(k ButtonKind) {
	b.kind = k
	b.Refresh()
}

// Cursor implements desktop.Cursorable.
func (b *Button) Cursor() desktop.Cursor { return pointer(b.disabled) }

func pointer(disabled bool) desktop.Cursor {
	if disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func (b *Button) padding() (x, y float32) {
	if b.kind >= onDark || b.kind == Quiet {
		return 8, 6
	}
	return 14, 9.5
}

func (b *Button) colors() (ground, border, text fyne.ThemeColorName) {
	switch {
	case b.disabled && b.kind == subtle:
		return "", "", ColorLine
	case b.disabled && b.kind == Quiet:
		return "", "", ColorFaint
	case b.disabled:
		return ColorNeutralSoft, "", ColorFaint
	case b.kind == onDark && b.hovered:
		return ColorRailOn, "", ColorOnTipLink
	case b.kind == onDark:
		return "", "", ColorOnTipLink
	case b.kind == Primary && b.hovered:
		return ColorTealHover, "", ColorOnTeal
	case b.kind == Primary:
		return ColorTeal, "", ColorOnTeal
	}
	ground, border, text = ColorCard, ColorLine, ColorInk
	switch b.kind {
	case Quiet, link:
		ground, border, text = "", "", ColorTealInk
	case subtle:
		ground, border, text = "", "", ColorMuted
	case Danger:
		text = ColorBrokenInk
	}
	if b.hovered {
		ground = ColorHover
		if border != "" {
			border = ColorOutline
		}
	}
	return ground, border, text
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ground := box(RadiusField)
	p := &painter{objects: []fyne.CanvasObject{ground, b.line.obj, b.ring}}
	paint := func() {
		g, e, t := b.colors()
		fill(ground, g)
		edge(ground, e, 1)
		ground.Refresh()
		b.line.Color = t
		b.line.remeasure()
		b.paintRing()
	}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		x, _ := b.padding()
		w := min(b.line.full.Width, s.Width-2*x)
		b.line.place((s.Width-w)/2, (s.Height-b.line.full.Height)/2, w)
		b.drawRing(0, 0, s.Width, s.Height, RadiusField)
	}
	p.min = func() fyne.Size {
		x, y := b.padding()
		return fyne.NewSize(max(b.line.full.Width+2*x, b.MinWidth), b.line.full.Height+2*y)
	}
	p.refresh = func() { paint(); p.layout(b.Size()) }
	paint()
	return p
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.setHover(true)
	if c.over != nil {
		c.over(true)
	}
}

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.setHover(false)
	if c.over != nil {
		c.over(false)
	}
}
