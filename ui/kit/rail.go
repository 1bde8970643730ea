package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// RailWidth is the width of the side navigation.
const RailWidth float32 = 208

// A RailItem is one place of the side navigation.
type RailItem struct {
	Text  string
	Badge string // "" shows none
}

// Rail is the side navigation: the name on top, places, and lines at the foot.
// Up and Down move between places, Enter or Space goes.
type Rail struct {
	widget.BaseWidget
	OnSelected func(index int)
	// OnFoot is called when the lines at the foot are clicked; nil: they only say.
	OnFoot func()

	name    *line
	mark    *canvas.Rectangle
	items   []*railItem
	foot    *railFoot
	current int
}

// A FootLine is one of the lines at the foot. One to be noticed stands out.
type FootLine struct {
	Text   string
	Notice bool
}

// NewRail returns a rail; the first item is the current one.
func NewRail(name string, items ...RailItem) *Rail {
	r := &Rail{name: newLine(Span{Text: name, Role: Promise, Color: ColorRailStrong}), mark: box(5)}
	for i, it := range items {
		r.items = append(r.items, newRailItem(r, i, it))
	}
	r.foot = newRailFoot(r)
	r.ExtendBaseWidget(r)
	return r
}

// Select shows index as the current place; it does not report. -1 shows none.
func (r *Rail) Select(index int) {
	r.current = index
	r.Refresh()
}

// Current returns the current place.
func (r *Rail) Current() int { return r.current }

// SetBadge changes the count beside a place; "" takes it away.
func (r *Rail) SetBadge(index int, text string) {
	r.items[index].badge.set(Span{Text: text, Role: Caption, Color: ColorOnBadge})
	r.items[index].Refresh()
}

// SetFoot replaces the lines at the foot.
func (r *Rail) SetFoot(lines ...string) {
	list := make([]FootLine, len(lines))
	for i, l := range lines {
		list[i].Text = l
	}
	r.SetFootLines(list...)
}

// SetFootLines is SetFoot for lines of which some are to be noticed.
func (r *Rail) SetFootLines(lines ...FootLine) {
	var spans []Span
	for i, l := range lines {
		s := Span{Text: l.Text, Role: Small, Color: ColorRailMuted}
		if l.Notice {
			s.Role, s.Color = Caption, ColorRailStrong
		}
		if i > 0 {
			s.Text = "\n" + s.Text
		}
		spans = append(spans, s)
	}
	r.foot.words.set(spans)
	r.Refresh()
}

func (r *Rail) held() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.items), len(r.items)+1)
	for i, it := range r.items {
		out[i] = it
	}
	return append(out, r.foot)
}

// CreateRenderer implements fyne.Widget.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	ground := box(0)
	p := &painter{}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		place(r.mark, 22, 24, 18, 18)
		r.name.place(48, 33-r.name.full.Height/2, s.Width-60)
		y := float32(66)
		for _, it := range r.items {
			place(it, 12, y, s.Width-24, 36)
			y += 40
		}
		h := r.foot.words.height(s.Width - 40)
		place(r.foot, 12, s.Height-h-26-footPad, s.Width-24, h+2*footPad)
		p.objects = append([]fyne.CanvasObject{ground, r.mark, r.name.obj}, r.held()...)
	}
	p.min = func() fyne.Size {
		return fyne.NewSize(RailWidth, 66+40*float32(len(r.items))+r.foot.words.height(RailWidth-40)+40)
	}
	p.refresh = func() {
		fill(ground, ColorRail)
		fill(r.mark, ColorRailMark)
		ground.Refresh()
		r.mark.Refresh()
		r.name.remeasure()
		r.foot.words.forget()
		r.foot.Refresh()
		for _, it := range r.items {
			it.Refresh()
		}
		p.layout(r.Size())
		canvas.Refresh(r)
	}
	fill(ground, ColorRail)
	fill(r.mark, ColorRailMark)
	return p
}

type railItem struct {
	control
	rail  *Rail
	index int
	text  *line
	badge *line
}

func newRailItem(r *Rail, index int, it RailItem) *railItem {
	i := &railItem{rail: r, index: index,
		text:  newLine(Span{Text: it.Text, Color: ColorRailInk}),
		badge: newLine(Span{Text: it.Badge, Role: Caption, Color: ColorOnBadge})}
	i.init(i)
	i.press = func() {
		r.Select(index)
		if r.OnSelected != nil {
			r.OnSelected(index)
		}
	}
	i.key = func(e *fyne.KeyEvent) bool {
		next := index
		switch e.Name {
		case fyne.KeyUp:
			next--
		case fyne.KeyDown:
			next++
		default:
			return false
		}
		if c := canvasOf(i); c != nil && next >= 0 && next < len(r.items) {
			c.Focus(r.items[next])
		}
		return true
	}
	return i
}

func (i *railItem) CreateRenderer() fyne.WidgetRenderer {
	ground, count := box(RadiusField), box(10.5)
	p := &painter{objects: []fyne.CanvasObject{ground, i.text.obj, count, i.badge.obj, i.ring}}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		right := s.Width - 10
		if i.badge.Text != "" {
			w := max(i.badge.full.Width+12, 21)
			right -= w
			place(count, right, (s.Height-21)/2, w, 21)
			i.badge.place(right+(w-i.badge.full.Width)/2, (s.Height-i.badge.full.Height)/2, i.badge.full.Width+1)
		}
		i.text.place(10, (s.Height-i.text.full.Height)/2, right-14)
		i.drawRing(2, 2, s.Width-4, s.Height-4, RadiusField-2)
	}
	p.min = func() fyne.Size { return fyne.NewSize(120, 36) }
	p.refresh = func() {
		on := i.rail.current == i.index
		g, t := fyne.ThemeColorName(""), ColorRailInk
		switch {
		case on:
			g, t = ColorRailOn, ColorRailStrong
		case i.hovered:
			g = ColorRailHover
		}
		fill(ground, g)
		ground.Refresh()
		fill(count, ColorRailBadge)
		show(count, i.badge.Text != "")
		count.Refresh()
		i.text.Color = t
		i.text.remeasure()
		i.badge.remeasure()
		i.paintRing()
		edge(i.ring, ColorRailMark, 2)
		p.layout(i.Size())
	}
	p.refresh()
	return p
}

// footPad is the room around the words of the foot.
const footPad float32 = 6

// railFoot is the lines at the foot, as one thing to click.
type railFoot struct {
	control
	rail  *Rail
	words block
}

func newRailFoot(r *Rail) *railFoot {
	f := &railFoot{rail: r}
	f.init(f)
	f.press = func() {
		if r.OnFoot != nil {
			r.OnFoot()
		}
	}
	return f
}

func (f *railFoot) CreateRenderer() fyne.WidgetRenderer {
	ground := box(RadiusField)
	p := &painter{}
	p.layout = func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		f.words.lay(10, footPad, s.Width-16)
		p.objects = append([]fyne.CanvasObject{ground}, f.words.objects()...)
		p.objects = append(p.objects, f.ring)
		f.drawRing(2, 2, s.Width-4, s.Height-4, RadiusField-2)
	}
	p.min = func() fyne.Size { return fyne.NewSize(120, f.words.height(RailWidth-40)+2*footPad) }
	p.refresh = func() {
		g := fyne.ThemeColorName("")
		if f.hovered && f.rail.OnFoot != nil {
			g = ColorRailHover
		}
		fill(ground, g)
		ground.Refresh()
		f.paintRing()
		edge(f.ring, ColorRailMark, 2)
		p.layout(f.Size())
	}
	p.refresh()
	return p
}
