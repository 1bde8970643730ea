package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// A Mask stands in front of something that not everybody who sees the screen
// may read. A press, Enter or Space shows it for as long as it has the
// keyboard: what is behind, where that takes the keyboard, or else the mask.
type Mask struct {
	control
	what  fyne.CanvasObject
	box   *fyne.Container
	line  *line
	keeps bool // what is behind takes no keyboard
	open  bool
}

// maskWords stand where the words would. They say nothing of their length.
const maskWords, maskOpen = "••••••••  Show", "Hide"

// NewMask hides what until it is asked for. takesKeys tells whether what takes
// the keyboard, as a field does; then its holder calls Conceal when it has left
// again.
func NewMask(what fyne.CanvasObject, takesKeys bool) *Mask {
	m := &Mask{what: what, keeps: !takesKeys, line: newLine(Span{Text: maskWords, Role: Body, Color: ColorMuted})}
	m.init(m)
	m.press = func() {
		if m.open {
			m.Conceal()
		} else {
			m.reveal()
		}
	}
	what.Hide()
	if takesKeys {
		m.box = container.NewStack(what, m)
	} else {
		m.box = Column(SpaceXS, what, m)
	}
	return m
}

// Object is what to put on the page: the mask, or what it hides.
func (m *Mask) Object() fyne.CanvasObject { return m.box }

// Open reports whether what is behind can be read now.
func (m *Mask) Open() bool { return m.open }

func (m *Mask) reveal() {
	m.open = true
	m.what.Show()
	if m.keeps {
		m.say(maskOpen)
		return
	}
	m.Hide()
	m.box.Refresh()
	if !Focus(m.what) {
		m.Conceal()
	}
}

// Conceal hides what is behind again.
func (m *Mask) Conceal() {
	m.open = false
	m.what.Hide()
	m.Show()
	m.say(maskWords)
}

func (m *Mask) say(words string) {
	s := m.line.Span
	s.Text = words
	m.line.set(s)
	m.Refresh()
	m.box.Refresh()
	if c := canvasOf(m); c != nil { // the page under it grows or shrinks
		c.Content().Refresh()
	}
}

// FocusLost implements fyne.Focusable.
func (m *Mask) FocusLost() {
	m.control.FocusLost()
	if m.open && m.keeps {
		m.Conceal()
	}
}

// Tapped implements fyne.Tappable: the keyboard comes along, so that leaving
// can be noticed.
func (m *Mask) Tapped(e *fyne.PointEvent) {
	if c := canvasOf(m); c != nil && m.keeps && !m.focused {
		c.Focus(m)
	}
	m.control.Tapped(e)
}

// Cursor implements desktop.Cursorable.
func (m *Mask) Cursor() desktop.Cursor { return pointer(m.disabled) }

// CreateRenderer implements fyne.Widget.
func (m *Mask) CreateRenderer() fyne.WidgetRenderer {
	ground := box(RadiusField)
	p := &painter{objects: []fyne.CanvasObject{ground, m.line.obj, m.ring}}
	paint := func() {
		g := ColorNeutralSoft
		if m.hovered {
			g = ColorHover
		}
		fill(ground, g)
		edge(ground, ColorLine, 1)
		ground.Refresh()
		m.line.remeasure()
		m.paintRing()
	}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		m.line.place(SpaceM, (s.Height-m.line.full.Height)/2, s.Width-2*SpaceM)
		m.drawRing(0, 0, s.Width, s.Height, RadiusField)
	}
	p.min = func() fyne.Size { return fyne.NewSize(m.line.full.Width+2*SpaceM, m.line.full.Height+2*SpaceS) }
	p.refresh = func() { paint(); p.layout(m.Size()) }
	paint()
	return p
}
