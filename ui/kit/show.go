package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Progress is a thin bar.
type Progress struct {
	widget.BaseWidget
	value float64
	tone  Tone
}

// NewProgress returns a bar filled to value, 0 to 1.
func NewProgress(value float64, tone Tone) *Progress {
	p := &Progress{value: value, tone: tone}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes how far the bar is filled, 0 to 1, and its tone.
func (b *Progress) Set(value float64, tone Tone) {
	b.value, b.tone = value, tone
	b.Refresh()
}

const barHeight float32 = 6

// bar draws a progress inside another widget.
type bar struct{ track, part *canvas.Rectangle }

func newBar() bar { return bar{box(barHeight / 2), box(barHeight / 2)} }

func (b bar) place(x, y, w float32, value float64, tone Tone) {
	fill(b.track, ColorTrack)
	fill(b.part, tone.Solid())
	place(b.track, x, y, w, barHeight)
	v := min(max(float32(value), 0), 1)
	pw := v * w
	if pw > 0 {
		pw = max(pw, barHeight)
	}
	place(b.part, x, y, pw, barHeight)
	show(b.part, pw > 0) // the toolkit draws round corners even of nothing
	b.track.Refresh()
	b.part.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Progress) CreateRenderer() fyne.WidgetRenderer {
	in := newBar()
	lay := func(s fyne.Size) { in.place(0, (s.Height-barHeight)/2, s.Width, b.value, b.tone) }
	return &painter{
		objects: []fyne.CanvasObject{in.track, in.part}, layout: lay,
		min:     func() fyne.Size { return fyne.NewSize(40, barHeight) },
		refresh: func() { lay(b.Size()) },
	}
}

// Figure is a big number with its caption above and how it came about below.
type Figure struct {
	control
	OnTapped func() // opens the rows behind the number; nil: nothing opens

	caption, number *Label
	detail          *Text
	body            *fyne.Container
}

// NewFigure returns a figure. Empty parts take no room.
func NewFigure(caption, number, detail string) *Figure {
	f := &Figure{caption: NewLabel(caption, Small), number: NewLabel(number, Number), detail: NewText(detail, Small)}
	f.body = Column(2, f.caption, f.number, f.detail)
	f.init(f)
	f.press = func() {
		if f.OnTapped != nil {
			f.OnTapped()
		}
	}
	f.Set(caption, number, detail)
	return f
}

// Set replaces all three parts.
func (f *Figure) Set(caption, number, detail string) {
	f.caption.SetText(caption)
	f.number.SetText(number)
	f.detail.SetText(detail)
	show(f.caption, caption != "")
	show(f.detail, detail != "")
	f.Refresh()
}

func (f *Figure) held() []fyne.CanvasObject { return []fyne.CanvasObject{f.body} }

// Disabled keeps Tab away from a figure that opens nothing.
func (f *Figure) Disabled() bool { return f.OnTapped == nil }

// Cursor implements desktop.Cursorable.
func (f *Figure) Cursor() desktop.Cursor { return pointer(f.OnTapped == nil) }

// CreateRenderer implements fyne.Widget.
func (f *Figure) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{objects: []fyne.CanvasObject{f.body, f.ring}}
	p.layout = func(s fyne.Size) {
		place(f.body, 0, 0, s.Width, s.Height)
		f.drawRing(-4, -4, s.Width+8, s.Height+8, RadiusField)
	}
	p.min = func() fyne.Size { return f.body.MinSize() }
	p.refresh = func() {
		look := f.number.line.Span
		look.Color = ""
		if f.hovered && f.OnTapped != nil {
			look.Color = ColorTealInk
		}
		f.number.Set(look)
		f.paintRing()
		p.layout(f.Size())
		f.body.Refresh()
	}
	return p
}

// Quote is the sentence everything hangs on, beside a bar of teal.
type Quote struct {
	widget.BaseWidget
	text *Text
}

// NewQuote returns a quote in the promise role.
func NewQuote(text string) *Quote {
	q := &Quote{text: NewText(text, Promise)}
	q.ExtendBaseWidget(q)
	return q
}

// SetText replaces the sentence.
func (q *Quote) SetText(text string) {
	q.text.SetText(text)
	q.Refresh()
}

// Text returns the sentence.
func (q *Quote) Text() string { return q.text.Text() }

func (q *Quote) preferredWidth() float32 { return q.text.preferredWidth() + 19 }

// CreateRenderer implements fyne.Widget.
func (q *Quote) CreateRenderer() fyne.WidgetRenderer {
	mark := box(0)
	p := &painter{objects: []fyne.CanvasObject{mark, q.text}}
	p.layout = func(s fyne.Size) {
		place(mark, 0, 0, 4, s.Height)
		h := heightAt(q.text, s.Width-18)
		place(q.text, 18, (s.Height-h)/2, s.Width-18, h)
	}
	p.min = func() fyne.Size { return q.text.MinSize().AddWidthHeight(18, 12) }
	p.refresh = func() {
		fill(mark, ColorTeal)
		mark.Refresh()
		q.text.Refresh()
		p.layout(q.Size())
	}
	fill(mark, ColorTeal)
	return p
}

// KeyHint is the name of a key or chord, drawn as a key cap.
type KeyHint struct {
	widget.BaseWidget
	line *line
}

// NewKeyHint returns a key cap.
func NewKeyHint(chord string) *KeyHint {
	k := &KeyHint{line: newLine(Span{Text: chord, Role: Small})}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer implements fyne.Widget.
func (k *KeyHint) CreateRenderer() fyne.WidgetRenderer {
	ground := box(5)
	paint := func() {
		fill(ground, ColorPaper)
		edge(ground, ColorLine, 1)
		ground.Refresh()
		k.line.remeasure()
	}
	lay := func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		k.line.place(7, (s.Height-k.line.full.Height)/2, s.Width-13)
	}
	paint()
	return &painter{
		objects: []fyne.CanvasObject{ground, k.line.obj}, layout: lay,
		min:     func() fyne.Size { return fyne.NewSize(k.line.full.Width+14, k.line.full.Height+6) },
		refresh: func() { paint(); lay(k.Size()) },
	}
}

// Hairline is a thin line across.
type Hairline struct{ widget.BaseWidget }

// NewHairline returns a line.
func NewHairline() *Hairline {
	h := &Hairline{}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *Hairline) CreateRenderer() fyne.WidgetRenderer {
	r := box(0)
	fill(r, ColorLine)
	return &painter{
		objects: []fyne.CanvasObject{r},
		layout:  func(s fyne.Size) { place(r, 0, (s.Height-1)/2, s.Width, 1) },
		min:     func() fyne.Size { return fyne.NewSize(1, 1) },
		refresh: func() { fill(r, ColorLine); r.Refresh() },
	}
}

// NewEmptyState says what a place is for and offers the first action. action may
// be "".
func NewEmptyState(title, text, action string, tapped func()) *fyne.Container {
	words := NewText(text, Soft)
	parts := []fyne.CanvasObject{NewLabel(title, Heading), words}
	if action != "" {
		parts = append(parts, Gap(0, 4), Row(0, NewButton(action, Primary, tapped)))
	}
	return container.New(&emptyLayout{}, Column(SpaceS, parts...))
}

// emptyLayout keeps the words together, a little above the middle.
type emptyLayout struct{}

const emptyWidth float32 = 440

func (emptyLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	w := min(emptyWidth, s.Width-2*SpaceL)
	h := heightAt(os[0], w)
	place(os[0], (s.Width-w)/2, max((s.Height-h)*0.4, SpaceL), w, h)
}

func (emptyLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	m := os[0].MinSize()
	return fyne.NewSize(min(m.Width, emptyWidth)+2*SpaceL, m.Height+2*SpaceXL)
}
