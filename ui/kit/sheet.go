package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Sheet is a modal dialog: title, a body that scrolls when it is long, and a
// footer with the primary action at the lower right. Esc and Cancel close it;
// where somebody has typed into it and it has something to do with the words,
// they ask once before the words go.
type Sheet struct {
	widget.BaseWidget
	// OnClose runs after the sheet went by Esc, Cancel or Close.
	OnClose func()
	// MayClose is asked before Esc or Cancel closes; nil always may.
	MayClose func() bool

	width   float32
	title   *Label
	body    fyne.CanvasObject
	scroll  *Scroll
	left    fyne.CanvasObject
	primary *Button
	cancel  *Button
	footer  *fyne.Container
	layer   *layer
	canvas  fyne.Canvas
	back    fyne.Focusable
	open    bool
	asking  *fyne.Container // the footer while it asks whether the words may go
	typing  fyne.Focusable  // what had the keyboard before it asked
}

// Widths of a Sheet.
const (
	SheetNarrow float32 = 460
	SheetMedium float32 = 640
	SheetWide   float32 = 900
)

// NewSheet returns a sheet that is not open yet. primary may be nil: the sheet
// then only closes.
func NewSheet(title string, width float32, body fyne.CanvasObject, primary *Button) *Sheet {
	s := &Sheet{width: width, title: NewLabel(title, Promise), body: body, primary: primary, layer: newLayer()}
	s.scroll = NewScroll(Pad(body, 2, SpaceL, 2, SpaceL))
	s.scroll.Gutter = 0 // the bar stands in the padding
	word := "Cancel"
	if primary == nil {
		word = "Close"
	}
	s.cancel = NewButton(word, Secondary, s.escape)
	s.foot()
	s.ExtendBaseWidget(s)
	return s
}

// SetFooterLeft puts o at the left of the footer: a hint or a second action.
func (s *Sheet) SetFooterLeft(o fyne.CanvasObject) {
	s.left = o
	s.foot()
	s.Refresh()
}

// SetBody replaces the body: the next step of a longer way.
func (s *Sheet) SetBody(o fyne.CanvasObject) {
	s.body = o
	s.scroll.SetContent(Pad(o, 2, SpaceL, 2, SpaceL))
	s.Refresh()
}

// SetTitle replaces the title.
func (s *Sheet) SetTitle(text string) { s.title.SetText(text) }

// SetPrimary replaces the action at the lower right.
func (s *Sheet) SetPrimary(b *Button) {
	s.primary = b
	s.foot()
	s.Refresh()
}

func (s *Sheet) foot() {
	parts := []fyne.CanvasObject{Spacer()}
	if s.left != nil {
		parts[0] = Grow(s.left)
	}
	parts = append(parts, s.cancel)
	if s.primary != nil {
		parts = append(parts, s.primary)
	}
	s.footer = Row(SpaceM, parts...)
}

// Open shows the sheet over the window of c and gives the keyboard to its first
// field.
func (s *Sheet) Open(c fyne.Canvas) {
	if s.open {
		return
	}
	s.canvas, s.open = c, true
	s.back = c.Focused()
	c.Overlays().Add(s)
	s.Resize(c.Size())
	f := firstFocusable(s.scroll)
	if f == nil {
		f = firstFocusable(s.footer)
	}
	lead(c, f)
}

// Close takes the sheet away and gives the keyboard back.
func (s *Sheet) Close() {
	if !s.open {
		return
	}
	s.open, s.asking = false, nil
	s.canvas.Unfocus()
	s.canvas.Overlays().Remove(s)
	if r, ok := s.canvas.Content().(*Root); ok && r.toasts.over == s.layer {
		r.toasts.moveTo(r.layer)
	}
	if s.back != nil {
		lead(s.canvas, s.back)
	}
	if s.OnClose != nil {
		s.OnClose()
	}
}

// Has tells whether a field is on the sheet for the person to fill.
func (s *Sheet) Has(f fyne.Focusable) bool {
	return findFocusable(s.scroll, func(in fyne.Focusable) bool { return in == f }) != nil
}

// IsOpen reports whether the sheet is shown.
func (s *Sheet) IsOpen() bool { return s.open }

func (s *Sheet) floats() *layer { return s.layer }

func (s *Sheet) escape() {
	switch {
	case s.asking != nil:
		s.keep()
	case s.MayClose != nil && !s.MayClose():
	case s.primary != nil && typedInto(s.body):
		s.ask()
	default:
		s.Close()
	}
}

// typedInto tells whether a person has typed words into a field inside o that
// are still there.
func typedInto(o fyne.CanvasObject) bool {
	if o == nil || !o.Visible() {
		return false
	}
	switch v := o.(type) {
	case *field:
		return v.typed && strings.TrimSpace(v.Text) != ""
	case *Entry:
		if v.Fleeting {
			return false
		}
	}
	var inside []fyne.CanvasObject
	switch v := o.(type) {
	case *fyne.Container:
		inside = v.Objects
	case holder:
		inside = v.held()
	}
	for _, i := range inside {
		if typedInto(i) {
			return true
		}
	}
	return false
}

// ask puts the question in the place of the footer, the safe answer first.
func (s *Sheet) ask() {
	if s.typing = s.canvas.Focused(); s.typing == fyne.Focusable(s.cancel) { // there is nothing to type
		s.typing = firstFocusable(s.body)
	}
	stay := NewButton("Keep typing", Primary, s.keep)
	s.asking = Row(SpaceM, Grow(NewText("Close without what you typed?", Body)), NewButton("Discard", Danger, s.Close), stay)
	s.Refresh()
	s.canvas.Focus(stay)
}

// keep goes on where the typing was.
func (s *Sheet) keep() {
	s.asking = nil
	s.Refresh()
	lead(s.canvas, s.typing)
}

// low is the footer as it is now.
func (s *Sheet) low() *fyne.Container {
	if s.asking != nil {
		return s.asking
	}
	return s.footer
}

func (s *Sheet) held() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.title, s.scroll, s.low(), s.layer.box}
}

// Tapped swallows clicks beside the sheet.
func (s *Sheet) Tapped(*fyne.PointEvent) {}

// CreateRenderer implements fyne.Widget.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	scrim, ground, top, low := box(0), box(RadiusCard), NewHairline(), NewHairline()
	p := &painter{}
	const head, foot, edgeRoom float32 = 58, 66, 24
	p.layout = func(size fyne.Size) {
		footer := s.low()
		p.objects = []fyne.CanvasObject{scrim, ground, s.title, top, s.scroll, low, footer, s.layer.box}
		place(scrim, 0, 0, size.Width, size.Height)
		w := min(s.width, size.Width-2*edgeRoom)
		content := heightAt(s.scroll.inner.Content, w)
		h := min(head+content+2*SpaceM+foot, size.Height-2*edgeRoom)
		x, y := (size.Width-w)/2, (size.Height-h)*0.4
		place(ground, x, y, w, h)
		tm := s.title.MinSize()
		place(s.title, x+SpaceL, y+(head-tm.Height)/2, w-2*SpaceL, tm.Height)
		place(top, x, y+head, w, 1)
		place(s.scroll, x, y+head+SpaceM, w, h-head-foot-2*SpaceM)
		place(low, x, y+h-foot, w, 1)
		fm := footer.MinSize()
		place(footer, x+SpaceL, y+h-foot+(foot-fm.Height)/2, w-2*SpaceL, fm.Height)
		place(s.layer.box, 0, 0, size.Width, size.Height)
	}
	p.min = func() fyne.Size { return fyne.NewSize(320, 240) }
	p.refresh = func() {
		fill(scrim, ColorScrim)
		fill(ground, ColorCard)
		edge(ground, ColorLine, 1)
		scrim.Refresh()
		ground.Refresh()
		p.layout(s.Size())
	}
	p.refresh()
	return p
}

// Confirm asks before something that takes away. yes runs on the word of the
// action; everything else leaves things as they are.
func Confirm(c fyne.Canvas, title, text, action string, yes func()) *Sheet {
	var s *Sheet
	s = NewSheet(title, SheetNarrow, NewText(text, Body), NewButton(action, Primary, func() {
		s.Close()
		yes()
	}))
	s.Open(c)
	return s
}
