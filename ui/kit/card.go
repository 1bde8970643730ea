package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Card is a white sheet with a hairline. Its head is left out when there is
// neither title nor trailing object.
type Card struct {
	widget.BaseWidget
	tone     Tone
	title    *Label
	subtitle *Text
	trailing fyne.CanvasObject
	content  fyne.CanvasObject
	body     *fyne.Container
}

// NewCard returns a card. title may be "" and content nil.
func NewCard(title string, content fyne.CanvasObject) *Card {
	c := &Card{content: content}
	if title != "" {
		c.title = NewLabel(title, Heading)
	}
	c.build()
	c.ExtendBaseWidget(c)
	return c
}

// WithSubtitle puts a muted sentence under the title and returns the card.
func (c *Card) WithSubtitle(text string) *Card {
	c.subtitle = nil
	if text != "" {
		c.subtitle = NewText(text, Small)
	}
	c.build()
	c.Refresh()
	return c
}

// WithTrailing puts o at the right end of the head and returns the card.
func (c *Card) WithTrailing(o fyne.CanvasObject) *Card {
	c.trailing = o
	c.build()
	c.Refresh()
	return c
}

// WithTone gives the card the ground of a note: Late, or Neutral for white.
func (c *Card) WithTone(t Tone) *Card {
	c.tone = t
	c.Refresh()
	return c
}

// SetTitle replaces the title.
func (c *Card) SetTitle(text string) {
	if c.title == nil {
		c.title = NewLabel(text, Heading)
		c.build()
		c.Refresh()
		return
	}
	c.title.SetText(text)
}

// SetContent replaces what is on the card.
func (c *Card) SetContent(o fyne.CanvasObject) {
	c.content = o
	c.build()
	c.Refresh()
}

func (c *Card) build() {
	var parts []fyne.CanvasObject
	if c.title != nil || c.trailing != nil {
		head := []fyne.CanvasObject{Spacer()}
		if c.title != nil {
			head[0] = Grow(c.title)
		}
		if c.trailing != nil {
			head = append(head, c.trailing)
		}
		parts = append(parts, Row(SpaceS, head...))
	}
	if c.subtitle != nil {
		parts = append(parts, c.subtitle)
	}
	if c.content != nil {
		parts = append(parts, Grow(c.content))
	}
	c.body = Column(SpaceS, parts...)
}

func (c *Card) held() []fyne.CanvasObject { return []fyne.CanvasObject{c.body} }

func (c *Card) preferredWidth() float32 { return preferred(c.body) + 2*SpaceL }

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	ground := box(RadiusCard)
	p := &painter{objects: []fyne.CanvasObject{ground, c.body}}
	paint := func() {
		g, e := ColorCard, ColorLine
		if c.tone == Late {
			g, e = ColorLatePaper, ColorLateLine
		}
		fill(ground, g)
		edge(ground, e, 1)
		ground.Refresh()
	}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		place(c.body, SpaceL, 16, s.Width-2*SpaceL, s.Height-16-SpaceL)
	}
	p.min = func() fyne.Size { return c.body.MinSize().AddWidthHeight(2*SpaceL, 16+SpaceL) }
	p.refresh = func() {
		paint()
		p.objects[1] = c.body
		p.layout(c.Size())
		c.body.Refresh()
	}
	paint()
	return p
}
