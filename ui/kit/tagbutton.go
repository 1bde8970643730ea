package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// TagButton is a pill that can be pressed: a state that says what is behind it.
type TagButton struct {
	control
	OnTapped func()

	in *pill
}

// NewTagButton returns a pill with a mark before its word.
func NewTagButton(t Tag, tapped func()) *TagButton {
	b := &TagButton{OnTapped: tapped, in: newPill()}
	b.in.set(t)
	b.init(b)
	b.press = func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	}
	return b
}

// Tag returns what the pill says.
func (b *TagButton) Tag() Tag { return b.in.tag }

// Cursor implements desktop.Cursorable.
func (b *TagButton) Cursor() desktop.Cursor { return pointer(b.disabled) }

func (b *TagButton) preferredWidth() float32 { return b.in.width() }

// CreateRenderer implements fyne.Widget.
func (b *TagButton) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{objects: []fyne.CanvasObject{b.in.ground, b.in.line.obj, b.ring}}
	p.layout = func(s fyne.Size) {
		y := (s.Height - pillHeight) / 2
		b.in.place(0, y, s.Width)
		b.drawRing(0, y, min(s.Width, b.in.width()), pillHeight, pillHeight/2)
	}
	p.min = func() fyne.Size { return fyne.NewSize(min(b.in.width(), 64), pillHeight) }
	p.refresh = func() {
		b.in.line.remeasure()
		b.in.repaint()
		edge(b.in.ground, "", 0)
		if b.hovered {
			edge(b.in.ground, b.in.tag.Tone.Ink(), 1)
		}
		b.in.ground.Refresh()
		b.paintRing()
		p.layout(b.Size())
	}
	return p
}
