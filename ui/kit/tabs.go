package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// Tabs are words in a row, the current one underlined. Left and Right move and
// report; Tab enters and leaves the row as one stop.
type Tabs struct {
	control
	OnSelected func(index int)

	lines   []*line
	current int
	over    int // under the pointer, -1: none
}

const tabGap, tabHeight float32 = 22, 42

// NewTabs returns tabs with the first one current.
func NewTabs(words ...string) *Tabs {
	t := &Tabs{over: -1}
	t.init(t)
	t.set(words)
	t.key = func(e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeyLeft:
			t.choose(t.current - 1)
		case fyne.KeyRight:
			t.choose(t.current + 1)
		case fyne.KeyHome:
			t.choose(0)
		case fyne.KeyEnd:
			t.choose(len(t.lines) - 1)
		default:
			return false
		}
		return true
	}
	return t
}

func (t *Tabs) set(words []string) {
	t.lines = t.lines[:0]
	for _, w := range words {
		t.lines = append(t.lines, newLine(Span{Text: w, Role: Strong}))
	}
}

// SetWords replaces the words, counts in them for example; the current index
// stays.
func (t *Tabs) SetWords(words ...string) {
	t.set(words)
	t.current = min(t.current, len(words)-1)
	t.Refresh()
}

// Select shows index as current; it does not report.
func (t *Tabs) Select(index int) {
	t.current = index
	t.Refresh()
}

// Current returns the current index.
func (t *Tabs) Current() int { return t.current }

func (t *Tabs) choose(i int) {
	if i < 0 || i >= len(t.lines) || i == t.current {
		return
	}
	t.Select(i)
	if t.OnSelected != nil {
		t.OnSelected(i)
	}
}

func (t *Tabs) at(x float32) int {
	left := float32(0)
	for i, l := range t.lines {
		if x >= left-tabGap/2 && x < left+l.full.Width+tabGap/2 {
			return i
		}
		left += l.full.Width + tabGap
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (t *Tabs) Tapped(e *fyne.PointEvent) { t.choose(t.at(e.Position.X)) }

// MouseMoved implements desktop.Hoverable.
func (t *Tabs) MouseMoved(e *desktop.MouseEvent) {
	if i := t.at(e.Position.X); i != t.over {
		t.over = i
		t.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (t *Tabs) MouseOut() {
	t.over = -1
	t.control.MouseOut()
}

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	hair, under := box(0), box(1.5)
	p := &painter{}
	p.layout = func(s fyne.Size) {
		place(hair, 0, s.Height-1, s.Width, 1)
		x := float32(0)
		p.objects = append(p.objects[:0], hair, under)
		for i, l := range t.lines {
			l.place(x, (s.Height-3-l.full.Height)/2, l.full.Width+1)
			if i == t.current {
				place(under, x, s.Height-3, l.full.Width, 3)
				t.drawRing(x-4, 5, l.full.Width+8, s.Height-14, 4)
			}
			x += l.full.Width + tabGap
			p.objects = append(p.objects, l.obj)
		}
		p.objects = append(p.objects, t.ring)
	}
	p.min = func() fyne.Size {
		w := -tabGap
		for _, l := range t.lines {
			w += l.full.Width + tabGap
		}
		return fyne.NewSize(max(w, 0), tabHeight)
	}
	p.refresh = func() {
		fill(hair, ColorLine)
		fill(under, ColorTeal)
		hair.Refresh()
		under.Refresh()
		for i, l := range t.lines {
			l.Color = ColorMuted
			if i == t.current || i == t.over {
				l.Color = ColorInk
			}
			l.remeasure()
		}
		t.paintRing()
		p.layout(t.Size())
		canvas.Refresh(t)
	}
	p.refresh()
	return p
}
