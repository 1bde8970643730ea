package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// field is the toolkit's entry with our keys: Tab moves on, Esc goes to the
// sheet or window, and a holder may take any key or shortcut first.
type field struct {
	widget.Entry
	onFocus func(bool)
	onKey   func(*fyne.KeyEvent) bool
	slip    slip
	has     bool // the keyboard
	typed   bool // a person has typed into it since its text was put
	led     bool // the program gives it the keyboard, see lead
	inner   fyne.Scrollable
}

// CreateRenderer implements fyne.Widget.
func (f *field) CreateRenderer() fyne.WidgetRenderer {
	r := f.Entry.CreateRenderer()
	for _, o := range r.Objects() {
		if s, ok := o.(fyne.Scrollable); ok {
			f.inner = s
		}
	}
	return r
}

// wheel lies over a field and takes the mouse wheel only: the toolkit's entry
// would keep it although it shows all of its text, and the page would stand.
type wheel struct {
	widget.BaseWidget
	of    *field
	needs func() bool // the field has more text than it shows
}

func newWheel(f *field, needs func() bool) *wheel {
	w := &wheel{of: f, needs: needs}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled implements fyne.Scrollable.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if w.needs() && w.of.inner != nil {
		w.of.inner.Scrolled(e)
		return
	}
	p := around(w.of)
	for i := len(p) - 1; i >= 0; i-- {
		if s, ok := p[i].(*Scroll); ok {
			s.inner.Scrolled(e)
			return
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return &painter{layout: func(fyne.Size) {}, min: func() fyne.Size { return fyne.Size{} }, refresh: func() {}}
}

// slip is a cursor that the toolkit has put elsewhere than typing left it. A
// wrapped line has no room for the space that ends it, so the toolkit (2.8.1)
// puts the cursor before that space, or on the next paragraph: the next letter
// would land there.
type slip struct {
	text      string // what was typed so far; "" is no slip
	want, got int    // offsets of the cursor in runes
}

func newField(multi bool) *field {
	f := &field{}
	f.MultiLine = multi
	if multi {
		f.Wrapping = fyne.TextWrapWord
	} else {
		f.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	}
	f.ExtendBaseWidget(f)
	return f
}

// AcceptsTab implements fyne.Tabbable: never, so that Tab leaves a multi-line
// field too.
func (f *field) AcceptsTab() bool { return false }

// FocusGained puts the cursor behind the words of a field that nobody has put
// one into; where somebody has, it stays, also when the window comes back. Who
// comes to a field of one line with Tab finds its words marked, so that the next
// letter takes their place. A click puts the cursor elsewhere after this.
func (f *field) FocusGained() {
	f.Entry.FocusGained()
	f.has = true
	typing(f, true)
	back := cameBack(f)
	if f.led, back = false, back || f.led; !back && !f.MultiLine && f.Text != "" {
		f.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	} else if f.Text != "" && f.CursorRow == 0 && f.CursorColumn == 0 && f.SelectedText() == "" {
		f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
	if f.onFocus != nil {
		f.onFocus(true)
	}
	reveal(f)
}

// lead gives the keyboard to a widget. A field keeps its cursor then: whoever is
// led there goes on typing.
func lead(c fyne.Canvas, o fyne.Focusable) {
	if f, ok := o.(*field); ok {
		f.led = c.Focused() != o
	}
	c.Focus(o)
}

// cameBack tells whether the field is the one of its window that had the keyboard
// last: the window itself may have been away.
func cameBack(f *field) bool {
	c := canvasOf(f)
	if c == nil {
		return true
	}
	r, ok := c.Content().(*Root)
	if !ok {
		return true
	}
	was := r.typedIn
	r.typedIn = f
	return was == f
}

func (f *field) FocusLost() {
	f.Entry.FocusLost()
	f.has = false
	typing(f, false)
	if f.onFocus != nil {
		f.onFocus(false)
	}
}

// TypedRune types r where typing has got to.
func (f *field) TypedRune(r rune) {
	f.unslip()
	plain := f.SelectedText() == ""
	want := f.CursorTextOffset() + 1
	f.typed = true
	f.Entry.TypedRune(r)
	if got := f.CursorTextOffset(); plain && got != want && f.MultiLine {
		f.slip = slip{f.Text, want, got}
	}
}

// unslip puts a slipped cursor back, unless it has been moved since. The column
// may lie beyond the end of its line; the toolkit counts from there.
func (f *field) unslip() {
	s := f.slip
	f.slip = slip{}
	if s.text == "" || s.text != f.Text || s.got != f.CursorTextOffset() || f.SelectedText() != "" {
		return
	}
	for f.CursorColumn = 0; f.CursorTextOffset() > s.want && f.CursorRow > 0; {
		f.CursorRow--
	}
	f.CursorColumn = s.want - f.CursorTextOffset()
}

func (f *field) TypedKey(e *fyne.KeyEvent) {
	if f.onKey != nil && f.onKey(e) {
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		escape(f)
		return
	case fyne.KeyF6:
		toToast(f)
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		if !f.MultiLine && rowListOf(f).enter(f) {
			return
		}
	}
	f.unslip()
	f.Entry.TypedKey(e)
}

func (f *field) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && rowListOf(f).shortcut(f, c, f.Text == "") {
		return
	}
	if keysOf(f).chord(s) {
		return
	}
	f.unslip()
	before := f.Text
	f.Entry.TypedShortcut(s)
	f.typed = f.typed || f.Text != before
}

// put sets the text without reporting.
func (f *field) put(text string) {
	if text == f.Text {
		return
	}
	report := f.OnChanged
	f.OnChanged, f.typed = nil, false
	if f.SelectedText() != "" { // what was marked is gone
		f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
	f.SetText(text)
	f.OnChanged = report
	if !f.has {
		f.CursorRow, f.CursorColumn = 0, 0 // other words: whoever comes begins behind them
	}
}

// frame is the ground of a field with its edge, which gets wider and coloured
// when the field has the keyboard or is wrong. On a screen the toolkit softens
// both sides of an edge with round corners, over which a wide one loses its
// colour; so it is two grounds, and its straight parts once more, sharp.
type frame struct {
	rect, inner *canvas.Rectangle
	sides       [4]*canvas.Rectangle
}

func newFrame() frame {
	f := frame{rect: box(RadiusField), inner: box(RadiusField - frameInset)}
	for i := range f.sides {
		f.sides[i] = box(0)
	}
	for _, o := range f.objects()[1:] {
		o.Hide()
	}
	return f
}

// frameInset is how far the field stands inside its frame, the widest edge.
const frameInset float32 = 2

func (f frame) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.rect, f.inner, f.sides[0], f.sides[1], f.sides[2], f.sides[3]}
}

// place puts the frame on whole units, so that its four sides stay on its edge
// wherever the field stands.
func (f frame) place(x, y, w, h float32) {
	w, h = float32(math.Floor(float64(w))), float32(math.Floor(float64(h)))
	const r, e = RadiusField, frameInset
	place(f.rect, x, y, w, h)
	place(f.inner, x+e, y+e, max(w-2*e, 0), max(h-2*e, 0))
	place(f.sides[0], x+r, y, max(w-2*r, 0), e)
	place(f.sides[1], x+r, y+h-e, max(w-2*r, 0), e)
	place(f.sides[2], x, y+r, e, max(h-2*r, 0))
	place(f.sides[3], x+w-e, y+r, e, max(h-2*r, 0))
}

func (f frame) paint(focused, disabled bool, tone Tone) {
	var wide fyne.ThemeColorName
	switch {
	case disabled:
	case tone == Broken:
		wide = ColorBroken
	case focused:
		wide = ColorTeal
	}
	if wide != "" {
		fill(f.rect, wide)
		edge(f.rect, "", 0)
	} else {
		fill(f.rect, ColorCard)
		edge(f.rect, ColorLine, 1)
	}
	fill(f.inner, ColorCard)
	for _, s := range f.sides {
		fill(s, wide)
	}
	for _, o := range f.objects()[1:] {
		show(o, wide != "")
	}
	for _, o := range f.objects() {
		o.Refresh()
	}
}
