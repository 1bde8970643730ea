package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Role is a size, weight and colour of text.
type Role int

// The roles of text.
const (
	Body    Role = iota // 14
	Strong              // 14 bold
	Soft                // 14 muted
	Title               // 22 bold
	Promise             // 17 bold
	Heading             // 15 bold
	Caption             // 12 bold muted: the label above a field
	Small               // 12 muted
	Faint               // 12 faint: hints
	Head                // 12 bold faint: table heads
	Number              // 26 bold: a figure
)

type roleStyle struct {
	size  float32
	bold  bool
	color fyne.ThemeColorName
}

func (r Role) style() roleStyle {
	return [...]roleStyle{
		Body: {TextBody, false, ColorInk}, Strong: {TextBody, true, ColorInk}, Soft: {TextBody, false, ColorMuted},
		Title: {TextTitle, true, ColorInk}, Promise: {TextPromise, true, ColorInk}, Heading: {TextHeading, true, ColorInk},
		Caption: {TextLabel, true, ColorMuted}, Small: {TextLabel, false, ColorMuted}, Faint: {TextLabel, false, ColorFaint},
		Head: {TextLabel, true, ColorFaint}, Number: {TextFigure, true, ColorInk},
	}[r]
}

// A Span is a run of text in one look.
type Span struct {
	Text   string
	Role   Role
	Color  fyne.ThemeColorName // "" is the role's
	Strike bool
	Italic bool
}

func (s Span) textStyle() fyne.TextStyle {
	return fyne.TextStyle{Bold: s.Role.style().bold, Italic: s.Italic, Strikethrough: s.Strike}
}

func (s Span) colorName() fyne.ThemeColorName {
	if s.Color != "" {
		return s.Color
	}
	return s.Role.style().color
}

// face is the theme's own font where it has every letter of the text, and nil
// otherwise. Named so, the toolkit loads that font alone; through its theme it
// loads four more of every style, emoji among them: 16 MB and 80 ms.
func (s Span) face() fyne.Resource {
	for _, r := range s.Text {
		if r != '\n' && r != '\t' && !InFont(r) { // a block breaks at the one and draws the other as a space
			return nil
		}
	}
	return theme.Font(s.textStyle())
}

// InFont tells whether our own font surely has a letter: the everyday ranges of
// Latin, Greek and Cyrillic and the signs that the screens use. A test holds it
// against the font.
func InFont(r rune) bool {
	switch {
	case r >= 0x20 && r <= 0x7e, r >= 0xa0 && r <= 0x17f && r != 0xad && r != 0x149, // Latin
		r >= 0x391 && r <= 0x3a1, r >= 0x3a3 && r <= 0x3ce, // Greek
		r >= 0x400 && r <= 0x45f, // Cyrillic
		r >= 0x2013 && r <= 0x2014, r >= 0x2018 && r <= 0x2019, r >= 0x201c && r <= 0x201d:
		return true
	}
	return strings.ContainsRune("…•€→←↑↓−✓●▲■◆○★", r)
}

func (s Span) measure(text string) fyne.Size {
	st := s.textStyle()
	st.Strikethrough = false
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(text, s.Role.style().size, st, s.face())
	return size
}

// line is one run of text that ends in an ellipsis where it has no room. It is
// a helper of widgets, not a widget: a table has thousands.
type line struct {
	Span
	obj   *canvas.Text
	width float32 // what fit was last asked for
	full  fyne.Size
	cut   bool
}

func newLine(s Span) *line {
	l := &line{Span: s, obj: canvas.NewText("", color.Transparent), width: -1}
	l.set(s)
	return l
}

func (l *line) set(s Span) {
	s.Text = oneLine(s.Text)
	l.full = s.measure(s.Text)
	l.Span, l.width = s, -1
	l.obj.TextSize, l.obj.TextStyle = s.Role.style().size, s.textStyle()
	l.obj.Text, l.cut = s.Text, false
	l.obj.FontSource = s.face()
	l.paint()
}

func (l *line) paint() {
	l.obj.Color = theme.Color(l.colorName())
	l.obj.Refresh()
}

// remeasure is needed when the font of the theme changed.
func (l *line) remeasure() { l.set(l.Span) }

// fit gives the run a width and shortens it when it is longer.
func (l *line) fit(width float32) {
	if width == l.width {
		return
	}
	l.width = width
	text := ellipsis(l.Span, l.full.Width, width)
	l.cut = text != l.Text
	if text != l.obj.Text {
		l.obj.Text = text
		l.obj.Refresh()
	}
}

func (l *line) place(x, y, width float32) {
	l.fit(width)
	place(l.obj, x, y, width, l.full.Height)
}

// ellipsis returns the text, or as much of it as fits in width with "…".
func ellipsis(s Span, full, width float32) string {
	if full <= width+0.5 {
		return s.Text
	}
	runes := []rune(s.Text)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if s.measure(strings.TrimRight(string(runes[:mid]), " ")+"…").Width <= width+0.5 {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:lo]), " ") + "…"
}

func oneLine(s string) string {
	if strings.ContainsAny(s, "\n\r\t") {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}

// Label is one line of text. Where it has no room it ends in an ellipsis and
// shows the whole text while the pointer rests on it.
type Label struct {
	widget.BaseWidget
	Align fyne.TextAlign
	line  *line
	tip   tip
}

// NewLabel returns a one-line label.
func NewLabel(text string, role Role) *Label {
	return NewSpanLabel(Span{Text: text, Role: role})
}

// NewSpanLabel returns a one-line label with a look of its own.
func NewSpanLabel(s Span) *Label {
	l := &Label{line: newLine(s)}
	l.ExtendBaseWidget(l)
	return l
}

// Text returns the whole text, without an ellipsis.
func (l *Label) Text() string { return l.line.Text }

// SetText replaces the text and keeps the look.
func (l *Label) SetText(text string) {
	if text == l.line.Text {
		return
	}
	s := l.line.Span
	s.Text = text
	l.Set(s)
}

// Set replaces text and look.
func (l *Label) Set(s Span) {
	l.line.set(s)
	l.Refresh()
}

func (l *Label) preferredWidth() float32 { return l.line.full.Width }

// CreateRenderer implements fyne.Widget.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	lay := func(size fyne.Size) {
		l.line.obj.Alignment = l.Align
		l.line.place(0, (size.Height-l.line.full.Height)/2, size.Width)
	}
	return &painter{
		objects: []fyne.CanvasObject{l.line.obj}, layout: lay,
		min: func() fyne.Size {
			return fyne.NewSize(min(l.line.full.Width, l.line.measure("Mm…").Width), l.line.full.Height)
		},
		refresh: func() { l.line.remeasure(); lay(l.Size()) },
	}
}

// MouseIn implements desktop.Hoverable.
func (l *Label) MouseIn(e *desktop.MouseEvent) {
	if l.line.cut {
		l.tip.show(l, l.line.Text, e.AbsolutePosition)
	}
}

// MouseMoved implements desktop.Hoverable.
func (l *Label) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *Label) MouseOut() { l.tip.hide() }

// Text is text that wraps. Runs of different looks may stand in one paragraph;
// a line break in the text breaks the line.
type Text struct {
	widget.BaseWidget
	MaxLines int // 0: as many as it takes
	block    block
}

// NewText returns wrapped text in one role.
func NewText(text string, role Role) *Text { return NewSpans(Span{Text: text, Role: role}) }

// NewSpans returns wrapped text of several runs.
func NewSpans(spans ...Span) *Text {
	t := &Text{}
	t.block.set(spans)
	t.ExtendBaseWidget(t)
	return t
}

// SetText replaces the text and keeps the look of the first run.
func (t *Text) SetText(text string) {
	var s Span
	if len(t.block.spans) > 0 {
		s = t.block.spans[0]
	}
	s.Text = text
	t.SetSpans(s)
}

// SetSpans replaces all runs.
func (t *Text) SetSpans(spans ...Span) {
	t.block.set(spans)
	t.Refresh()
}

// Text returns the text of all runs.
func (t *Text) Text() string { return t.block.text() }

func (t *Text) preferredWidth() float32 { return t.block.natural() }

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	p.layout = func(size fyne.Size) {
		t.block.max = t.MaxLines
		t.block.lay(0, 0, size.Width)
		p.objects = t.block.objects()
	}
	p.min = func() fyne.Size {
		t.block.max = t.MaxLines
		return fyne.NewSize(min(t.block.natural(), 48), t.block.height(t.Size().Width))
	}
	p.refresh = func() {
		t.block.forget()
		p.layout(t.Size())
		canvas.Refresh(t)
	}
	return p
}
