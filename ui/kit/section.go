package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Section is a part of a page that folds to its head: a title, a word about its
// state, and the content, which is only made when it is first opened.
type Section struct {
	widget.BaseWidget
	OnToggled func(open bool)

	make    func() fyne.CanvasObject
	content fyne.CanvasObject
	head    *sectionHead
	open    bool
	group   *SectionGroup
}

// NewSection returns a closed section. content is called once, at the first
// opening.
func NewSection(title string, content func() fyne.CanvasObject) *Section {
	s := &Section{make: content}
	s.head = newSectionHead(s, title)
	s.ExtendBaseWidget(s)
	return s
}

// SetState puts a pill at the right end of the head; the zero Tag takes it away.
func (s *Section) SetState(t Tag) {
	s.head.state.set(t)
	s.head.Refresh()
}

// SetSummary puts a faint word after the title.
func (s *Section) SetSummary(text string) {
	s.head.summary.set(Span{Text: text, Role: Small})
	s.head.Refresh()
}

// SetTick shows a tick box state before the title; it cannot be clicked.
func (s *Section) SetTick(c Check) {
	s.head.ticked, s.head.hasTick = c, true
	s.head.Refresh()
}

// Open reports whether the section is open.
func (s *Section) Open() bool { return s.open }

// SetOpen opens or closes; it closes the others of its group and does not
// report.
func (s *Section) SetOpen(on bool) {
	if on == s.open {
		return
	}
	if on && s.group != nil {
		for _, o := range s.group.all {
			if o != s && o.open {
				o.SetOpen(false)
				if o.OnToggled != nil {
					o.OnToggled(false)
				}
			}
		}
	}
	if on && s.content == nil {
		s.content = s.make()
	}
	s.open = on
	s.Refresh()
}

func (s *Section) toggle() {
	s.SetOpen(!s.open)
	if s.OnToggled != nil {
		s.OnToggled(s.open)
	}
}

func (s *Section) held() []fyne.CanvasObject {
	if s.open {
		return []fyne.CanvasObject{s.head, s.content}
	}
	return []fyne.CanvasObject{s.head}
}

// SectionGroup keeps at most one of its sections open.
type SectionGroup struct{ all []*Section }

// Add puts sections into the group.
func (g *SectionGroup) Add(ss ...*Section) {
	for _, s := range ss {
		s.group = g
		g.all = append(g.all, s)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Section) CreateRenderer() fyne.WidgetRenderer {
	hair := box(0)
	p := &painter{objects: []fyne.CanvasObject{hair, s.head}}
	p.layout = func(size fyne.Size) {
		place(s.head, 0, 0, size.Width, sectionHeight)
		if s.open {
			h := heightAt(s.content, size.Width)
			place(s.content, 0, sectionHeight+4, size.Width, h)
		}
		place(hair, 0, size.Height-1, size.Width, 1)
	}
	p.min = func() fyne.Size {
		m := s.head.MinSize()
		if s.open {
			c := s.content.MinSize()
			m = fyne.NewSize(max(m.Width, c.Width), sectionHeight+4+c.Height+SpaceCard)
		}
		return m
	}
	p.refresh = func() {
		fill(hair, ColorLine)
		p.objects = append([]fyne.CanvasObject{hair}, s.held()...)
		s.head.Refresh()
		p.layout(s.Size())
		canvas.Refresh(s)
	}
	fill(hair, ColorLine)
	return p
}

const sectionHeight float32 = 46

type sectionHead struct {
	control
	of             *Section
	title, summary *line
	state          *pill
	tick           *tick
	ticked         Check
	hasTick        bool
}

func newSectionHead(s *Section, title string) *sectionHead {
	h := &sectionHead{of: s, title: newLine(Span{Text: title, Role: Heading}),
		summary: newLine(Span{Role: Small}), state: newPill(), tick: newTick()}
	h.init(h)
	h.press = s.toggle
	h.key = func(e *fyne.KeyEvent) bool {
		switch {
		case e.Name == fyne.KeyRight && !s.open, e.Name == fyne.KeyLeft && s.open:
			s.toggle()
			return true
		}
		return false
	}
	return h
}

func (h *sectionHead) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (h *sectionHead) CreateRenderer() fyne.WidgetRenderer {
	ground := box(RadiusField)
	a, b := canvas.NewLine(color.Transparent), canvas.NewLine(color.Transparent)
	a.StrokeWidth, b.StrokeWidth = 1.6, 1.6
	p := &painter{objects: append([]fyne.CanvasObject{ground, a, b, h.title.obj, h.summary.obj,
		h.state.ground, h.state.line.obj, h.ring}, h.tick.objects()...)}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 3, s.Width, s.Height-7)
		mid := s.Height/2 - 0.5
		chevron := func(l *canvas.Line, x1, y1, x2, y2 float32) {
			l.Position1, l.Position2 = fyne.NewPos(14+x1, mid+y1), fyne.NewPos(14+x2, mid+y2)
			l.Refresh()
		}
		if h.of.open {
			chevron(a, -4, -2, 0, 2)
			chevron(b, 0, 2, 4, -2)
		} else {
			chevron(a, -2, -4, 2, 0)
			chevron(b, 2, 0, -2, 4)
		}
		x, right := float32(30), s.Width-8
		if h.hasTick {
			h.tick.place(x, mid-tickSize/2)
			x += tickSize + tickGap
		}
		if h.state.tag.Text != "" {
			right -= h.state.width()
			h.state.place(right, mid-pillHeight/2, h.state.width())
			right -= SpaceS
		}
		tw := min(h.title.full.Width, right-x)
		h.title.place(x, mid-h.title.full.Height/2, tw)
		x += tw + 12
		h.summary.place(x, mid-h.summary.full.Height/2+1, max(right-x, 0))
		show(h.summary.obj, right-x > 24)
		h.drawRing(2, 5, s.Width-4, s.Height-11, RadiusField-2)
	}
	p.min = func() fyne.Size { return fyne.NewSize(160, sectionHeight) }
	p.refresh = func() {
		fill(ground, "")
		if h.hovered {
			fill(ground, ColorHover)
		}
		ground.Refresh()
		a.StrokeColor, b.StrokeColor = theme.Color(ColorMuted), theme.Color(ColorMuted)
		h.title.remeasure()
		h.summary.remeasure()
		h.state.repaint()
		h.state.show(h.state.tag.Text != "")
		h.tick.paint(h.ticked)
		h.tick.show(h.hasTick)
		h.paintRing()
		p.layout(h.Size())
	}
	p.refresh()
	return p
}
