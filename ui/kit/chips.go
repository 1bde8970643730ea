package kit

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// ChoiceChips are pills to choose from, one or several. They are one stop for
// Tab; the arrows move within, Space or Enter chooses. A choice that is on also
// carries ● (one) or ✓ (several), one that is off ○.
type ChoiceChips struct {
	control
	OnChanged func(selected []int)
	Several   bool // more than one may be on
	Optional  bool // choosing the one that is on takes it off
	Plain     bool // no marks: filters above a table
	// Keys are letters or figures that choose while the chips have the keyboard,
	// one for each choice in their order.
	Keys string

	options []Tag
	on      []int
	pills   []*pill
	cursor  int
}

// NewChoiceChips returns chips with none on. The tone of a tag is the one it
// takes when on; Neutral means Teal.
func NewChoiceChips(options ...Tag) *ChoiceChips {
	c := &ChoiceChips{options: options}
	c.init(c)
	c.press = func() { c.choose(c.cursor) }
	c.key = func(e *fyne.KeyEvent) bool {
		next := c.cursor
		switch e.Name {
		case fyne.KeyLeft, fyne.KeyUp:
			next--
		case fyne.KeyRight, fyne.KeyDown:
			next++
		default:
			return false
		}
		c.cursor = min(max(next, 0), max(len(c.options)-1, 0))
		c.Refresh()
		return true
	}
	return c
}

// NewChoice returns chips of plain words of which one is on.
func NewChoice(words ...string) *ChoiceChips {
	tags := make([]Tag, len(words))
	for i, w := range words {
		tags[i] = Tag{Text: w}
	}
	return NewChoiceChips(tags...)
}

// SetOptions replaces the choices; what is on stays on by index.
func (c *ChoiceChips) SetOptions(options ...Tag) {
	c.options = options
	c.on = slices.DeleteFunc(c.on, func(i int) bool { return i >= len(options) })
	c.cursor = min(c.cursor, max(len(options)-1, 0))
	c.Refresh()
}

// Select sets what is on; it does not report.
func (c *ChoiceChips) Select(indexes ...int) {
	c.on = slices.Clone(indexes)
	if len(indexes) > 0 {
		c.cursor = indexes[0]
	}
	c.Refresh()
}

// Selected returns what is on, ascending.
func (c *ChoiceChips) Selected() []int {
	out := slices.Clone(c.on)
	slices.Sort(out)
	return out
}

// SelectedOne returns what is on of a single choice, -1 when none is.
func (c *ChoiceChips) SelectedOne() int {
	if len(c.on) == 0 {
		return -1
	}
	return c.on[0]
}

func (c *ChoiceChips) choose(i int) {
	if i < 0 || i >= len(c.options) {
		return
	}
	c.cursor = i
	at := slices.Index(c.on, i)
	switch {
	case at >= 0 && (c.Several || c.Optional):
		c.on = slices.Delete(c.on, at, at+1)
	case at >= 0:
		return
	case c.Several:
		c.on = append(c.on, i)
	default:
		c.on = []int{i}
	}
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.Selected())
	}
}

// TypedRune implements fyne.Focusable. The key of the one choice that is on
// reports again: it says "this one", and whoever listens goes on from there.
func (c *ChoiceChips) TypedRune(r rune) {
	i := strings.IndexRune(c.Keys, unicode.ToLower(r))
	if i < 0 || i >= len(c.options) || c.disabled {
		return
	}
	if !c.Several && slices.Contains(c.on, i) {
		if c.OnChanged != nil {
			c.OnChanged(c.Selected())
		}
		return
	}
	c.choose(i)
}

// Tapped implements fyne.Tappable.
func (c *ChoiceChips) Tapped(e *fyne.PointEvent) {
	if c.disabled {
		return
	}
	hit := -1
	c.walk(c.Size().Width, func(i int, x, y float32) {
		p := fyne.NewPos(e.Position.X-x, e.Position.Y-y)
		if p.X >= 0 && p.X < c.pills[i].width() && p.Y >= -2 && p.Y < chipHeight+2 {
			hit = i
		}
	})
	c.choose(hit)
}

// Cursor implements desktop.Cursorable.
func (c *ChoiceChips) Cursor() desktop.Cursor { return pointer(c.disabled) }

const chipHeight, chipGap float32 = 25, 8

func (c *ChoiceChips) walk(width float32, put func(i int, x, y float32)) float32 {
	var x, y float32
	for i, p := range c.pills {
		if x > 0 && x+p.width() > width+0.5 {
			x, y = 0, y+chipHeight+chipGap
		}
		if put != nil {
			put(i, x, y)
		}
		x += p.width() + chipGap
	}
	return y + chipHeight
}

// preferredWidth draws the chips only when they are not those of the options:
// it is asked in every frame, and what it draws would ask for the next one.
func (c *ChoiceChips) preferredWidth() float32 {
	stale := len(c.pills) != len(c.options)
	for i := 0; i < len(c.pills) && !stale; i++ {
		stale = c.pills[i].tag != c.tag(i)
	}
	if stale {
		c.sync()
	}
	w := -chipGap
	for _, p := range c.pills {
		w += p.width() + chipGap
	}
	return max(w, 0)
}

// tag is what a chip shows now.
func (c *ChoiceChips) tag(i int) Tag {
	tag, on := c.options[i], slices.Contains(c.on, i)
	switch {
	case c.Plain:
		tag.Mark = NoMark
	case on && c.Several:
		tag.Mark = MarkTick
	case on:
		tag.Mark = MarkDot
	default:
		tag.Mark = MarkRing
	}
	switch {
	case !on:
		tag.Tone = Neutral
	case tag.Tone == Neutral:
		tag.Tone = Teal
	}
	return tag
}

func (c *ChoiceChips) sync() {
	for len(c.pills) < len(c.options) {
		p := newPill()
		p.ground.CornerRadius = chipHeight / 2
		c.pills = append(c.pills, p)
	}
	c.pills = c.pills[:len(c.options)]
	for i, p := range c.pills {
		p.tag = Tag{}
		p.set(c.tag(i))
		if c.disabled && !slices.Contains(c.on, i) {
			p.line.Color = ColorFaint
			p.line.paint()
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (c *ChoiceChips) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	p.layout = func(s fyne.Size) {
		c.walk(s.Width, func(i int, x, y float32) {
			q := c.pills[i]
			w := min(q.width(), s.Width)
			place(q.ground, x, y, w, chipHeight)
			q.line.place(x+10, y+(chipHeight-q.line.full.Height)/2, max(w-20, 0))
			if i == c.cursor {
				c.drawRing(x, y, w, chipHeight, chipHeight/2)
			}
		})
	}
	sync := func() {
		c.sync()
		p.objects = p.objects[:0]
		for _, q := range c.pills {
			p.objects = append(p.objects, q.ground, q.line.obj)
		}
		p.objects = append(p.objects, c.ring)
	}
	p.min = func() fyne.Size {
		width := c.Size().Width
		if width < 1 {
			width = 1 << 20
		}
		var w float32
		for _, q := range c.pills {
			w = max(w, q.width())
		}
		return fyne.NewSize(min(w, 120), c.walk(width, nil))
	}
	p.refresh = func() {
		sync()
		c.paintRing()
		p.layout(c.Size())
		canvas.Refresh(c)
	}
	sync()
	return p
}
