package kit

import (
	"image/color"
	"math"
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// barless is the theme without scroll bars: a field of one line scrolls with its
// cursor, and a bar under its text says nothing.
type barless struct{}

func (barless) theme() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color implements fyne.Theme.
func (b barless) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return b.theme().Color(n, v)
}

// Font implements fyne.Theme.
func (b barless) Font(s fyne.TextStyle) fyne.Resource { return b.theme().Font(s) }

// Icon implements fyne.Theme.
func (b barless) Icon(n fyne.ThemeIconName) fyne.Resource { return b.theme().Icon(n) }

// Size implements fyne.Theme.
func (b barless) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameScrollBar, theme.SizeNameScrollBarSmall:
		return 0
	}
	return b.theme().Size(n)
}

// Entry is a text field with its label above and its hint below.
type Entry struct {
	widget.BaseWidget
	OnChanged   func(text string) // every keystroke of the person
	OnBlur      func(text string) // the field lost the keyboard
	OnFocus     func()
	OnSubmitted func(text string) // Enter in a single-line field
	// Fleeting says that what is typed is worth nothing by itself, a path or a
	// search: a sheet closes over it without asking.
	Fleeting bool

	in      *field
	shown   fyne.CanvasObject // the field, or what hides its bar
	wheel   *wheel
	label   *line
	star    *line
	hint    block
	counter *line
	frame   frame

	hintText string
	hintTone Tone
	required bool
	least    int   // lines shown at least, of several
	rows     int   // lines shown now
	wrapped  block // what is typed, to count its lines
	limit    int   // characters, 0: any
	focused  bool
}

// NewEntry returns a single-line field. label may be "".
func NewEntry(label string) *Entry {
	e := newEntry(label, false)
	e.ExtendBaseWidget(e)
	return e
}

// NewTextEntry returns a field of several lines that grows with its text. Enter
// makes a new line, Tab moves on.
func NewTextEntry(label string) *Entry {
	e := newEntry(label, true)
	e.least = 2
	e.ExtendBaseWidget(e)
	return e
}

// newEntry leaves ExtendBaseWidget to whoever is the widget in the end.
func newEntry(label string, multi bool) *Entry {
	e := &Entry{
		in: newField(multi), frame: newFrame(),
		label:   newLine(Span{Text: label, Role: Caption}),
		star:    newLine(Span{Text: "*", Role: Caption, Color: ColorBrokenInk}),
		counter: newLine(Span{Role: Faint}),
	}
	e.shown = e.in
	e.wheel = newWheel(e.in, func() bool { return e.in.MultiLine && e.wrapped.lines > e.rows })
	e.in.OnChanged = func(s string) {
		e.count()
		e.grow(e.Size().Width)
		e.hideBar(e.Size())
		if e.OnChanged != nil {
			e.OnChanged(s)
		}
	}
	e.in.OnSubmitted = func(s string) {
		if e.OnSubmitted != nil {
			e.OnSubmitted(s)
		}
	}
	e.in.onFocus = func(on bool) {
		e.focused = on
		e.Refresh()
		if on && e.OnFocus != nil {
			e.OnFocus()
		}
		if !on && e.OnBlur != nil {
			e.OnBlur(e.in.Text)
		}
	}
	return e
}

// Text returns what is typed.
func (e *Entry) Text() string { return e.in.Text }

// SetText replaces what is typed; it does not report.
func (e *Entry) SetText(text string) {
	e.in.put(text)
	e.count()
	e.grow(e.Size().Width)
	e.hideBar(e.Size())
}

// SelectAll marks what is typed, so that the next keystroke replaces it.
func (e *Entry) SelectAll() { e.in.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// SetPlaceholder sets the words of an empty field.
func (e *Entry) SetPlaceholder(text string) {
	e.in.SetPlaceHolder(text)
	e.hideBar(e.Size())
}

// SetLabel replaces the label above.
func (e *Entry) SetLabel(text string) {
	e.label.set(Span{Text: text, Role: Caption})
	e.Refresh()
}

// Label returns the label above.
func (e *Entry) Label() string { return e.label.Text }

// SetRequired shows or hides the star beside the label.
func (e *Entry) SetRequired(on bool) {
	e.required = on
	e.Refresh()
}

// SetLimit shows how many characters are left of limit, once less than a fifth
// is; it refuses nothing. 0 shows nothing.
func (e *Entry) SetLimit(limit int) {
	e.limit = limit
	e.count()
}

// SetHint sets the line below. Broken also reddens the field.
func (e *Entry) SetHint(text string, tone Tone) {
	if text == e.hintText && tone == e.hintTone {
		return
	}
	e.hintText, e.hintTone = text, tone
	color := ColorFaint
	if tone != Neutral {
		color = tone.Ink()
	}
	e.hint.set([]Span{{Text: text, Role: Small, Color: color}})
	e.Refresh()
}

// Hint returns the line below.
func (e *Entry) Hint() string { return e.hintText }

// SetRows sets the least number of lines a field of several lines shows.
func (e *Entry) SetRows(n int) {
	e.least = n
	e.Refresh()
}

// Disable makes the field read-only and grey.
func (e *Entry) Disable() { e.in.Disable(); e.Refresh() }

// ShowEnd moves the end of a text that is longer than the field into view: of a
// path, the name of the file.
func (e *Entry) ShowEnd() {
	e.in.CursorColumn = utf8.RuneCountInString(e.in.Text)
	e.in.Refresh()
}

// Enable undoes Disable.
func (e *Entry) Enable() { e.in.Enable(); e.Refresh() }

// Disabled reports whether the field is read-only.
func (e *Entry) Disabled() bool { return e.in.Disabled() }

// Focused reports whether the field has the keyboard.
func (e *Entry) Focused() bool { return e.focused }

// Focusable returns the part that takes the keyboard.
func (e *Entry) Focusable() fyne.Focusable { return e.in }

// OnKey lets a holder take keys before the field; it returns whether it did.
func (e *Entry) OnKey(take func(*fyne.KeyEvent) bool) { e.in.onKey = take }

func (e *Entry) held() []fyne.CanvasObject { return []fyne.CanvasObject{e.in} }

func (e *Entry) count() {
	text := ""
	if n := e.limit - utf8.RuneCountInString(e.in.Text); e.limit > 0 && n <= e.limit/5 {
		text = strconv.Itoa(n) + " left"
		if n < 0 {
			text = strconv.Itoa(-n) + " too many"
		}
	}
	if text != e.counter.Text {
		s := Span{Text: text, Role: Faint}
		if text != "" && utf8.RuneCountInString(e.in.Text) > e.limit {
			s = Span{Text: text, Role: Caption, Color: ColorBrokenInk}
		}
		e.counter.set(s)
		e.Refresh()
	}
}

// wrapSlack is how much earlier than the toolkit a line is taken to be full: it
// measures a line as a whole and breaks some that fit word by word. A row too
// many is better than one cut off.
const wrapSlack float32 = 6

// mostRows is where a field stops growing and scrolls.
const mostRows = 14

// grow gives a field of several lines the height of its text.
func (e *Entry) grow(width float32) {
	if !e.in.MultiLine || width < 1 {
		return
	}
	e.wrapped.set([]Span{{Text: e.in.Text}})
	e.wrapped.wrap(width - 2*innerPad - 2*frameInset - wrapSlack)
	rows := min(max(e.wrapped.lines, e.least), mostRows)
	if rows != e.rows {
		e.rows = rows
		e.in.SetMinRowsVisible(rows)
	}
}

// hideBar dresses a field of one line in barless once its words come near its
// end, before there is a bar, and for good. It waits for them because the
// toolkit reads the fonts again for every theme that stands within another:
// 2.5 MB for each field so dressed. A size without a height is a layout's
// question, not where the field stands.
func (e *Entry) hideBar(size fyne.Size) {
	if e.in.MultiLine || e.shown != e.in || size.Width < 1 || size.Height < 1 {
		return
	}
	words, room := e.in.Text, size.Width-2*frameInset-2*innerPad-barSlack
	if words == "" {
		words = e.in.PlaceHolder
	}
	if words == "" {
		return
	}
	if e.in.ActionItem != nil {
		room -= e.in.ActionItem.MinSize().Width
	}
	if fyne.MeasureText(words, theme.TextSize(), e.in.TextStyle).Width < room {
		return
	}
	e.shown = container.NewThemeOverride(e.in, barless{})
	e.Refresh()
}

// barSlack is two wide letters, so that no keystroke comes before hideBar.
const barSlack float32 = 24

// tall is the height of the frame around its lines, in whole units.
func (e *Entry) tall() float32 {
	return float32(math.Ceil(float64(e.in.MinSize().Height + 2*frameInset)))
}

const labelRow, hintGap float32 = 20, 4

func (e *Entry) labelHeight() float32 {
	if e.label.Text == "" && e.counter.Text == "" {
		return 0
	}
	return labelRow
}

func (e *Entry) hintHeight(width float32) float32 {
	if e.hintText == "" {
		return 0
	}
	return hintGap + e.hint.height(width)
}

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	p.layout = func(s fyne.Size) {
		e.hideBar(s)
		top, bottom := e.labelHeight(), e.hintHeight(s.Width)
		p.objects = append(p.objects[:0], e.frame.rect, e.frame.inner, e.shown)
		for _, o := range e.frame.sides { // over the field, whose own ground has soft edges too
			p.objects = append(p.objects, o)
		}
		p.objects = append(p.objects, e.wheel)
		if top > 0 {
			cw := float32(0)
			if e.counter.Text != "" {
				cw = e.counter.full.Width + 8
				e.counter.place(s.Width-e.counter.full.Width, 0, e.counter.full.Width+1)
				p.objects = append(p.objects, e.counter.obj)
			}
			lw := min(e.label.full.Width, s.Width-cw-12)
			e.label.place(0, 0, lw)
			p.objects = append(p.objects, e.label.obj)
			if e.required {
				e.star.place(lw+4, 0, 10)
				p.objects = append(p.objects, e.star.obj)
			}
		}
		e.grow(s.Width)
		h := s.Height - top - bottom
		if !e.in.MultiLine { // beside a taller field it keeps its height
			h = min(h, e.tall())
		}
		e.frame.place(0, top, s.Width, h)
		place(e.shown, frameInset, top+frameInset, s.Width-2*frameInset, h-2*frameInset)
		place(e.wheel, 0, top, s.Width, h)
		if bottom > 0 {
			e.hint.lay(0, top+h+hintGap, s.Width)
			p.objects = append(p.objects, e.hint.objects()...)
		}
	}
	p.min = func() fyne.Size {
		return fyne.NewSize(e.in.MinSize().Width+2*frameInset, e.tall()+e.labelHeight()+e.hintHeight(e.Size().Width))
	}
	p.refresh = func() {
		e.label.remeasure()
		e.star.remeasure()
		e.counter.remeasure()
		e.hint.forget()
		e.frame.paint(e.focused, e.in.Disabled(), e.hintTone)
		p.layout(e.Size())
		e.in.Refresh()
	}
	e.frame.paint(false, e.in.Disabled(), e.hintTone)
	return p
}
