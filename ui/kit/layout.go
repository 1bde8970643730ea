package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// The layouts here give width first and ask for height after, because the
// height of wrapped text hangs on its width; the toolkit's own boxes ask first
// and are one frame late.

// preferrer is an object whose comfortable width is more than its least one.
type preferrer interface{ preferredWidth() float32 }

func preferred(o fyne.CanvasObject) float32 {
	switch v := o.(type) {
	case preferrer:
		return v.preferredWidth()
	case *fyne.Container:
		if l, ok := v.Layout.(interface {
			preferred([]fyne.CanvasObject) float32
		}); ok {
			return l.preferred(v.Objects)
		}
	}
	return o.MinSize().Width
}

// heightAt lays o out in the width and returns the height it then needs.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	if o.Size().Width != width {
		o.Resize(fyne.NewSize(width, o.Size().Height))
	}
	return o.MinSize().Height
}

// growing marks what takes the room that is left.
type growing struct{ weight float32 }

func (g *growing) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for _, o := range os {
		place(o, 0, 0, s.Width, s.Height)
	}
}

func (g *growing) MinSize(os []fyne.CanvasObject) fyne.Size {
	if len(os) == 0 {
		return fyne.Size{}
	}
	return os[0].MinSize()
}

func (g *growing) preferred(os []fyne.CanvasObject) float32 {
	if len(os) == 0 {
		return 0
	}
	return preferred(os[0])
}

func weightOf(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if g, ok := c.Layout.(*growing); ok {
			return g.weight
		}
	}
	if _, ok := o.(*layout.Spacer); ok {
		return 1
	}
	return 0
}

// Grow makes o take the room that is left in a Row or Column.
func Grow(o fyne.CanvasObject) fyne.CanvasObject { return GrowBy(1, o) }

// GrowBy makes o take its share, by weight, of the room that is left.
func GrowBy(weight float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&growing{weight}, o)
}

// Spacer is empty room that grows.
func Spacer() fyne.CanvasObject { return container.New(&growing{1}) }

// Gap is empty room of a fixed size.
func Gap(w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

type columnLayout struct{ gap float32 }

// Column puts objects under each other, each as wide as the column. What is
// wrapped in Grow shares the height that is left.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap}, objects...)
}

func (l *columnLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	heights := make([]float32, len(os))
	left, weights := s.Height, float32(0)
	shown := 0
	for i, o := range os {
		if !o.Visible() {
			continue
		}
		shown++
		heights[i] = heightAt(o, s.Width)
		left -= heights[i]
		weights += weightOf(o)
	}
	left -= l.gap * float32(max(shown-1, 0))
	y := float32(0)
	for i, o := range os {
		if !o.Visible() {
			continue
		}
		if w := weightOf(o); w > 0 && left > 0 {
			heights[i] += left * w / weights
		}
		place(o, 0, y, s.Width, heights[i])
		y += heights[i] + l.gap
	}
}

func (l *columnLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	shown := 0
	for _, o := range os {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height
		shown++
	}
	s.Height += l.gap * float32(max(shown-1, 0))
	return s
}

func (l *columnLayout) preferred(os []fyne.CanvasObject) float32 {
	var w float32
	for _, o := range os {
		if o.Visible() {
			w = max(w, preferred(o))
		}
	}
	return w
}

type rowLayout struct {
	gap float32
	top bool
}

// Row puts objects beside each other, centred in height. Each gets its
// preferred width while there is room; what is wrapped in Grow gets the rest;
// when room is short, what can shrink does.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap}, objects...)
}

// RowTop is Row with everything at the top and of full height.
func RowTop(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, top: true}, objects...)
}

func (l *rowLayout) widths(os []fyne.CanvasObject, total float32) []float32 {
	out := make([]float32, len(os))
	room, weights, wish := total, float32(0), float32(0)
	wants := make([]float32, len(os))
	shown := 0
	for i, o := range os {
		if !o.Visible() {
			continue
		}
		shown++
		out[i] = o.MinSize().Width
		room -= out[i]
		if w := weightOf(o); w > 0 {
			weights += w
		} else if want := preferred(o) - out[i]; want > 0 {
			wants[i] = want
			wish += want
		}
	}
	room -= l.gap * float32(max(shown-1, 0))
	if room <= 0 {
		return out
	}
	share := float32(1)
	if wish > room {
		share = room / wish
	}
	for i := range os {
		out[i] += wants[i] * share
	}
	room -= wish * share
	if weights > 0 && room > 0 {
		// Equal weights mean equal widths, not equal additions.
		var grown float32
		for i, o := range os {
			if o.Visible() && weightOf(o) > 0 {
				grown += out[i]
			}
		}
		for i, o := range os {
			if w := weightOf(o); o.Visible() && w > 0 {
				out[i] = max(out[i], (grown+room)*w/weights)
			}
		}
	}
	return out
}

func (l *rowLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	for i, w := range l.widths(os, s.Width) {
		o := os[i]
		if !o.Visible() {
			continue
		}
		h := heightAt(o, w)
		if l.top {
			place(o, x, 0, w, max(h, s.Height))
		} else {
			h = min(h, s.Height)
			place(o, x, (s.Height-h)/2, w, h)
		}
		x += w + l.gap
	}
}

func (l *rowLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	shown := 0
	for _, o := range os {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
		shown++
	}
	s.Width += l.gap * float32(max(shown-1, 0))
	return s
}

func (l *rowLayout) preferred(os []fyne.CanvasObject) float32 {
	var w float32
	shown := 0
	for _, o := range os {
		if o.Visible() {
			w += preferred(o)
			shown++
		}
	}
	return w + l.gap*float32(max(shown-1, 0))
}

type padLayout struct{ top, right, bottom, left float32 }

// Pad puts room around o.
func Pad(o fyne.CanvasObject, top, right, bottom, left float32) *fyne.Container {
	return container.New(&padLayout{top, right, bottom, left}, o)
}

func (l *padLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for _, o := range os {
		place(o, l.left, l.top, s.Width-l.left-l.right, s.Height-l.top-l.bottom)
	}
}

func (l *padLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range os {
		if o.Visible() {
			m = m.Max(o.MinSize())
		}
	}
	return m.AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

func (l *padLayout) preferred(os []fyne.CanvasObject) float32 {
	var w float32
	for _, o := range os {
		w = max(w, preferred(o))
	}
	return w + l.left + l.right
}

// Centred keeps a page at most so wide, in the middle of its room; above is the
// share of the free height that stands over it.
func Centred(width, above float32, page fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&centred{width, above}, page)
}

type centred struct{ width, above float32 }

func (l *centred) Layout(os []fyne.CanvasObject, s fyne.Size) {
	w := min(l.width, s.Width-2*SpaceXL)
	o := os[0]
	if o.Size().Width != w {
		o.Resize(fyne.NewSize(w, o.Size().Height))
	}
	h := o.MinSize().Height
	o.Resize(fyne.NewSize(w, h))
	o.Move(fyne.NewPos((s.Width-w)/2, max((s.Height-h)*l.above, SpaceXL)))
}

func (l *centred) MinSize(os []fyne.CanvasObject) fyne.Size {
	return os[0].MinSize().AddWidthHeight(2*SpaceXL, 2*SpaceXL)
}
