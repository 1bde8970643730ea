package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Banner is a sentence that concerns the whole place it stands in, with at most
// one action.
type Banner struct {
	widget.BaseWidget
	tone Tone
	text *Text
	body *fyne.Container
}

// NewBanner returns a banner. action may be "".
func NewBanner(text string, tone Tone, action string, tapped func()) *Banner {
	b := &Banner{tone: tone, text: NewText(text, Body)}
	parts := []fyne.CanvasObject{Grow(b.text)}
	if action != "" {
		parts = append(parts, NewButton(action, Secondary, tapped))
	}
	b.body = Row(SpaceM, parts...)
	b.ExtendBaseWidget(b)
	return b
}

// Set replaces sentence and tone.
func (b *Banner) Set(text string, tone Tone) {
	b.tone = tone
	b.text.SetText(text)
	b.Refresh()
}

// Text returns the sentence.
func (b *Banner) Text() string { return b.text.Text() }

func (b *Banner) held() []fyne.CanvasObject { return []fyne.CanvasObject{b.body} }

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	ground, side := box(RadiusField), box(2)
	p := &painter{objects: []fyne.CanvasObject{ground, side, b.body}}
	paint := func() {
		fill(ground, b.tone.Soft())
		fill(side, b.tone.Solid())
		ground.Refresh()
		side.Refresh()
	}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		place(side, 8, 8, 4, s.Height-16)
		place(b.body, 22, 8, s.Width-22-12, s.Height-16)
	}
	p.min = func() fyne.Size { return b.body.MinSize().AddWidthHeight(34, 18) }
	p.refresh = func() { paint(); b.body.Refresh(); p.layout(b.Size()) }
	paint()
	return p
}
