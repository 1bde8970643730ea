package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Scroll shows content taller than its room. It follows the keyboard: what gets
// the focus is moved into view.
type Scroll struct {
	widget.BaseWidget
	// Gutter is how far the scroll reaches to the right of its own room, so that
	// its bar stands beside the cards and not on their edge.
	Gutter float32

	inner *container.Scroll
	holds *fyne.Container // the content, without the gutter
}

const scrollGutter float32 = 10

// NewScroll returns a vertical scroll around content, which is always as wide
// as the scroll.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{Gutter: scrollGutter}
	s.holds = container.New(gutterLayout{s})
	if content != nil {
		s.holds.Objects = []fyne.CanvasObject{content}
	}
	s.inner = container.NewVScroll(s.holds)
	s.ExtendBaseWidget(s)
	return s
}

// gutterLayout keeps the content out of the gutter.
type gutterLayout struct{ s *Scroll }

func (l gutterLayout) Layout(os []fyne.CanvasObject, size fyne.Size) {
	for _, o := range os {
		place(o, 0, 0, size.Width-l.s.Gutter, size.Height)
	}
}

func (l gutterLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range os {
		m = m.Max(o.MinSize())
	}
	return m.AddWidthHeight(l.s.Gutter, 0)
}

// SetContent replaces the content and goes to its top.
func (s *Scroll) SetContent(o fyne.CanvasObject) {
	s.holds.Objects = []fyne.CanvasObject{o}
	s.inner.Offset = fyne.Position{}
	s.lay(s.Size())
	s.inner.Refresh()
}

// ScrollToTop goes to the top.
func (s *Scroll) ScrollToTop() {
	s.inner.ScrollToTop()
	s.moved()
}

// moved tells what draws only its part in view; the toolkit tells of a wheel and
// of a dragged bar, but not of code.
func (s *Scroll) moved() {
	if s.inner.OnScrolled != nil {
		s.inner.OnScrolled(s.inner.Offset)
	}
}

// Offset returns how far the content is scrolled, for a screen to keep.
func (s *Scroll) Offset() float32 { return s.inner.Offset.Y }

// SetOffset scrolls to where Offset was.
func (s *Scroll) SetOffset(y float32) {
	s.inner.ScrollToOffset(fyne.NewPos(0, y))
	s.moved()
}

// Reveal moves o, which is somewhere inside, into view with some air around.
func (s *Scroll) Reveal(o fyne.CanvasObject) { s.revealSpan(o, 0, o.Size().Height) }

// revealSpan moves the part of o between two heights into view.
func (s *Scroll) revealSpan(o fyne.CanvasObject, from, to float32) {
	at := s.depth(o)
	top, bottom := at+from, at+to
	const air = 24
	y := s.inner.Offset.Y
	switch {
	case top-air < y:
		y = top - air
	case bottom+air > y+s.Size().Height:
		y = min(bottom+air-s.Size().Height, top-air)
	default:
		return
	}
	limit := s.inner.Content.MinSize().Height - s.Size().Height
	s.SetOffset(max(min(y, limit), 0))
}

// depth returns how far below the top of the content o stands. The driver
// knows an object from its first frame on; for one that was just put there it
// answers with the corner of the window, so that the page would jump to its top.
func (s *Scroll) depth(o fyne.CanvasObject) float32 {
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(s.inner.Content).Y
	if d.CanvasForObject(o) != nil {
		return d.AbsolutePositionForObject(o).Y - top
	}
	y := o.Position().Y
	holders, _ := path(s.inner.Content, o)
	for _, h := range slices.Backward(holders) {
		if d.CanvasForObject(h) != nil {
			return y + d.AbsolutePositionForObject(h).Y - top
		}
		y += h.Position().Y
	}
	return y
}

// above returns how far below the top of the content o was laid out, and
// whether it is inside. It asks the layout and not the driver, which walks the
// whole window for an answer.
func (s *Scroll) above(o fyne.CanvasObject) (float32, bool) {
	if s == nil || s.Size().Height < 1 {
		return 0, false
	}
	holders, ok := path(s.holds, o)
	if !ok {
		return 0, false
	}
	y := o.Position().Y
	for _, h := range holders[1:] {
		y += h.Position().Y
	}
	return y, true
}

func (s *Scroll) held() []fyne.CanvasObject { return s.holds.Objects }

func (s *Scroll) lay(size fyne.Size) {
	for _, o := range s.holds.Objects {
		heightAt(o, size.Width)
	}
	place(s.inner, 0, 0, size.Width+s.Gutter, size.Height)
}

// CreateRenderer implements fyne.Widget.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer {
	return &painter{
		objects: []fyne.CanvasObject{s.inner}, layout: s.lay,
		min:     func() fyne.Size { return fyne.NewSize(max(s.inner.MinSize().Width-s.Gutter, 0), 48) },
		refresh: func() { s.lay(s.Size()); s.inner.Refresh() },
	}
}

// Holds tells whether o is somewhere inside root, with nothing around it hidden.
func Holds(root, o fyne.CanvasObject) bool {
	_, ok := path(root, o)
	return ok
}

// path returns what holds target, from root inwards, and whether it is there.
func path(root, target fyne.CanvasObject) ([]fyne.CanvasObject, bool) {
	if root == target {
		return nil, true
	}
	if root == nil || !root.Visible() {
		return nil, false
	}
	var inside []fyne.CanvasObject
	switch v := root.(type) {
	case *fyne.Container:
		inside = v.Objects
	case *container.Scroll:
		inside = []fyne.CanvasObject{v.Content}
	case holder:
		inside = v.held()
	}
	for _, o := range inside {
		if rest, ok := path(o, target); ok {
			return append([]fyne.CanvasObject{root}, rest...), true
		}
	}
	return nil, false
}

// around returns what holds o on its canvas, from the outside inwards.
func around(o fyne.CanvasObject) []fyne.CanvasObject {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	for _, root := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		if p, ok := path(root, o); ok {
			return p
		}
	}
	return nil
}

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil || len(app.Driver().AllWindows()) == 0 {
		return nil
	}
	if c := app.Driver().CanvasForObject(o); c != nil {
		return c
	}
	// The driver knows an object from its first frame on; a page that was just
	// built is asked for before that.
	for _, w := range app.Driver().AllWindows() {
		for _, root := range append(w.Canvas().Overlays().List(), w.Canvas().Content()) {
			if _, ok := path(root, o); ok {
				return w.Canvas()
			}
		}
	}
	return nil
}

// reveal moves o into view in every Scroll around it.
func reveal(o fyne.CanvasObject) {
	for _, p := range around(o) {
		if s, ok := p.(*Scroll); ok {
			s.Reveal(o)
		}
	}
}

// Focus gives the keyboard to the first widget inside o that takes it, and
// reports whether there was one.
func Focus(o fyne.CanvasObject) bool {
	f := firstFocusable(o)
	c := canvasOf(o)
	if f == nil || c == nil {
		return false
	}
	lead(c, f)
	return true
}

func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	return findFocusable(o, func(fyne.Focusable) bool { return true })
}

// findFocusable returns the first one that is wanted of those a person can reach.
func findFocusable(o fyne.CanvasObject, wanted func(fyne.Focusable) bool) fyne.Focusable {
	if o == nil || !o.Visible() {
		return nil
	}
	if f, ok := o.(fyne.Focusable); ok {
		if d, ok := o.(fyne.Disableable); ok && d.Disabled() || !wanted(f) {
			return nil
		}
		return f
	}
	var inside []fyne.CanvasObject
	switch v := o.(type) {
	case *fyne.Container:
		inside = v.Objects
	case *container.Scroll:
		inside = []fyne.CanvasObject{v.Content}
	case holder:
		inside = v.held()
	}
	for _, i := range inside {
		if f := findFocusable(i, wanted); f != nil {
			return f
		}
	}
	return nil
}
