package kit

import (
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
// one into; where somebody has, it stays, also when the window comes back. A
// click puts it elsewhere after this.
func (f *field) FocusGained() {
	f.Entry.FocusGained()
	f.has = true
	typing(f, true)
	if f.Text != "" && f.CursorRow == 0 && f.CursorColumn == 0 && f.SelectedText() == "" {
		f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
	if f.onFocus != nil {
		f.onFocus(true)
	}
	reveal(f)
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
	f.unslip()
	f.Entry.TypedShortcut(s)
}

// put sets the text without reporting.
func (f *field) put(text string) {
	if text == f.Text {
		return
	}
	report := f.OnChanged
	f.OnChanged = nil
	f.SetText(text)
	f.OnChanged = report
	if !f.has {
		f.CursorRow, f.CursorColumn = 0, 0 // other words: whoever comes begins behind them
	}
}

// frame is the ground of a field with its edge, which gets wider and coloured
// when the field has the keyboard or is wrong.
type frame struct{ rect *canvas.Rectangle }

func newFrame() frame { return frame{box(RadiusField)} }

// frameInset is how far the field stands inside its frame, the widest edge.
const frameInset float32 = 2

func (f frame) paint(focused, disabled bool, tone Tone) {
	fill(f.rect, ColorCard)
	switch {
	case disabled:
		edge(f.rect, ColorLine, 1)
	case tone == Broken:
		edge(f.rect, ColorBroken, 2)
	case focused:
		edge(f.rect, ColorTeal, 2)
	default:
		edge(f.rect, ColorLine, 1)
	}
	f.rect.Refresh()
}
