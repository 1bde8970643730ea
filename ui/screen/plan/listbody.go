package plan

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kept/ui/kit"
)

// listBody is the part that scrolls and has the keyboard.
type listBody struct {
	widget.BaseWidget
	of       *list
	selected int
	over     int
	focused  bool
	wanted   bool // the marked row comes into view when there is room to show it
	ring     *canvas.Rectangle
	rows     map[int]*rowView
	spare    []*rowView
	probe    *rowView
	tops     []float32
	topsFor  float32
	heights  map[heightKey]float32
	settled  fyne.Size
	slack    float32 // below the last row, so that a whole row can stand at the top
	objects  []fyne.CanvasObject
}

// heightKey is everything the height of a row hangs on.
type heightKey struct {
	words string
	width float32
}

// wide is how wide the lines are: all but the gutter of the bar.
func (b *listBody) wide() float32 { return b.Size().Width - gutter }

func (b *listBody) stale() {
	b.topsFor, b.slack = -1, 0
	for _, r := range b.rows {
		r.fresh = false
	}
}

// measure returns the height of all rows in the width.
func (b *listBody) measure(width float32) float32 {
	n := len(b.of.lines)
	if b.topsFor == width && len(b.tops) == n+1 {
		return b.tops[n]
	}
	if b.probe == nil {
		b.probe = newRowView()
	}
	if len(b.heights) > 4000 {
		clear(b.heights)
	}
	b.topsFor, b.tops = width, append(b.tops[:0], 0)
	y := float32(0)
	for i := range b.of.lines {
		key := heightKey{b.of.lines[i].words(), width}
		h, ok := b.heights[key]
		if !ok {
			b.probe.bind(&b.of.lines[i], b.of.CanAdd)
			h = b.probe.lay(0, width)
			b.heights[key] = h
		}
		y += h
		b.tops = append(b.tops, y)
	}
	return y
}

func (b *listBody) rowAt(y float32) int {
	n := len(b.tops) - 1
	if n < 1 || y < 0 || y >= b.tops[n] {
		return -1
	}
	return sort.Search(n, func(i int) bool { return b.tops[i+1] > y })
}

// redraw binds the rows in view, one more at each end, and collects what they
// are made of.
func (b *listBody) redraw() {
	width := b.wide()
	if width < 1 {
		return
	}
	b.measure(width)
	first, last := 0, -1
	if n := len(b.tops) - 1; n > 0 {
		top := b.of.box.Offset.Y
		bottom := top + b.of.box.Size().Height
		first = max(sort.Search(n, func(i int) bool { return b.tops[i+1] > top })-1, 0)
		last = min(sort.Search(n, func(i int) bool { return b.tops[i] >= bottom }), n-1)
	}
	kept := make(map[int]*rowView, last-first+1)
	for i, r := range b.rows {
		if i >= first && i <= last {
			kept[i] = r
		} else {
			b.spare = append(b.spare, r)
		}
	}
	b.rows = kept
	b.objects = b.objects[:0]
	for i := first; i <= last; i++ {
		r := b.rows[i]
		if r == nil {
			if n := len(b.spare); n > 0 {
				r, b.spare = b.spare[n-1], b.spare[:n-1]
			} else {
				r = newRowView()
			}
			r.fresh = false
			b.rows[i] = r
		}
		if !r.fresh || r.row != i || r.width != width {
			r.bind(&b.of.lines[i], b.of.CanAdd)
			r.row, r.fresh, r.width = i, true, width
		}
		r.lay(b.tops[i], width)
		r.ground(b.tops[i], width, b.tops[i+1]-b.tops[i], i == b.selected, i == b.over)
		b.objects = append(b.objects, r.objects()...)
	}
	if b.selected >= first && b.selected <= last {
		place(b.ring, 1, b.tops[b.selected]+1, width-2, b.tops[b.selected+1]-b.tops[b.selected]-3)
		b.ring.StrokeColor, b.ring.StrokeWidth = kit.Color(kit.ColorTeal), 2
		b.ring.Hidden = !b.focused
		b.ring.Refresh()
		b.objects = append(b.objects, b.ring)
	}
	canvas.Refresh(b)
}

// follow scrolls the marked row into view.
func (b *listBody) follow() {
	s := b.of.box
	first := b.wanted
	b.wanted = s.Size().Height < 1
	if b.selected < 0 || b.wanted {
		return
	}
	b.measure(b.wide())
	top, bottom, y := b.tops[b.selected], b.tops[b.selected+1], s.Offset.Y
	if b.selected > 0 && b.of.lines[b.selected-1].head {
		top = b.tops[b.selected-1] // the head of a phase comes along with its first task
	}
	end := b.tops[len(b.tops)-1]
	switch {
	case top < y || first:
		y = min(top, max(end-s.Size().Height, 0))
	case bottom > y+s.Size().Height:
		y = bottom - s.Size().Height
	default:
		return
	}
	b.scrollTo(y)
	b.redraw()
}

// scrollTo puts a whole row at the top, the first one at or below y: one cut in
// half under the head reads like a mistake.
func (b *listBody) scrollTo(y float32) {
	if y = max(y, 0); y > 0 {
		y = b.tops[sort.Search(len(b.tops)-1, func(i int) bool { return b.tops[i] >= y-0.5 })]
		b.slack = max(y+b.of.box.Size().Height-b.tops[len(b.tops)-1], 0)
	}
	b.of.box.ScrollToOffset(fyne.NewPos(0, y))
}

// settle puts a whole row at the top again after the list was given another
// size, in which its rows are of other heights.
func (b *listBody) settle() {
	if size := b.of.box.Size(); size != b.settled && size.Height > 1 {
		b.settled = size
		if y := b.of.box.Offset.Y; y > 0 {
			b.scrollTo(min(y, b.tops[len(b.tops)-1]-size.Height))
		}
	}
}

func (b *listBody) choose(i int) {
	if i < 0 || i >= len(b.of.lines) || b.of.lines[i].head {
		return
	}
	changed := i != b.selected
	b.selected = i
	b.follow()
	b.redraw()
	if changed && b.of.OnSelect != nil {
		b.of.OnSelect(b.of.lines[i].task)
	}
}

// step moves the mark by tasks.
func (b *listBody) step(by int) {
	dir := 1
	if by < 0 {
		dir, by = -1, -by
	}
	at, found := b.selected, -1
	for by > 0 {
		at += dir
		if at < 0 || at >= len(b.of.lines) {
			break
		}
		if !b.of.lines[at].head {
			found = at
			by--
		}
	}
	if found >= 0 {
		b.choose(found)
	}
}

// FocusGained implements fyne.Focusable.
func (b *listBody) FocusGained() {
	b.focused = true
	if b.selected < 0 {
		b.step(1)
	}
	b.redraw()
}

// FocusLost implements fyne.Focusable.
func (b *listBody) FocusLost() {
	b.focused = false
	b.redraw()
}

// TypedRune implements fyne.Focusable.
func (b *listBody) TypedRune(r rune) {
	if b.of.OnRune != nil {
		b.of.OnRune(r, b.of.selected())
	}
}

// TypedKey implements fyne.Focusable.
func (b *listBody) TypedKey(e *fyne.KeyEvent) {
	t := b.of.selected()
	switch e.Name {
	case fyne.KeyDown:
		b.step(1)
	case fyne.KeyUp:
		b.step(-1)
	case fyne.KeyPageDown:
		b.step(10)
	case fyne.KeyPageUp:
		b.step(-10)
	case fyne.KeyHome:
		b.step(-len(b.of.lines))
	case fyne.KeyEnd:
		b.step(len(b.of.lines))
	case fyne.KeySpace:
		if t != nil && b.of.OnTick != nil {
			b.of.OnTick(t)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if t != nil && b.of.OnOpen != nil {
			b.of.OnOpen(t)
		}
	case fyne.KeyEscape:
		// The window takes the keys nobody else wants.
		if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(e)
		}
	}
}

// Tapped implements fyne.Tappable.
func (b *listBody) Tapped(e *fyne.PointEvent) {
	i := b.rowAt(e.Position.Y)
	if i < 0 {
		return
	}
	l := &b.of.lines[i]
	if l.head {
		r := b.rows[i]
		switch {
		case r == nil || !r.onAdd(e.Position.X):
		case l.leave && b.of.OnLeave != nil:
			b.of.OnLeave(l.phase)
		case b.of.OnAdd != nil:
			b.of.OnAdd(l.phase)
		}
		return
	}
	before := b.selected
	b.selected = i // or gaining the keyboard would mark the first row
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil && c.Focused() != fyne.Focusable(b) {
		c.Focus(b)
	}
	b.selected = before
	b.choose(i)
	if e.Position.X < titleAt && b.of.OnTick != nil {
		b.of.OnTick(l.task)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *listBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (b *listBody) MouseMoved(e *desktop.MouseEvent) {
	if i := b.rowAt(e.Position.Y); i != b.over {
		b.over = i
		b.redraw()
	}
}

// MouseOut implements desktop.Hoverable.
func (b *listBody) MouseOut() {
	b.over = -1
	b.redraw()
}

// CreateRenderer implements fyne.Widget.
func (b *listBody) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{b} }

type bodyRenderer struct{ b *listBody }

func (r *bodyRenderer) Destroy()         {}
func (r *bodyRenderer) Layout(fyne.Size) { r.b.redraw() }
func (r *bodyRenderer) MinSize() fyne.Size {
	return fyne.NewSize(300, r.b.measure(r.b.wide())+r.b.slack)
}
func (r *bodyRenderer) Objects() []fyne.CanvasObject { return r.b.objects }
func (r *bodyRenderer) Refresh() {
	for _, row := range r.b.rows {
		row.fresh = false
	}
	r.b.redraw()
}
