package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A Mark is a small shape that says a state without colour.
type Mark string

// The marks; the fonts carry them all.
const (
	NoMark      Mark = ""
	MarkDot     Mark = "●"
	MarkRing    Mark = "○"
	MarkUp      Mark = "▲"
	MarkSquare  Mark = "■"
	MarkStar    Mark = "★"
	MarkTick    Mark = "✓"
	MarkDiamond Mark = "◆"
)

// A Tag is what a pill says.
type Tag struct {
	Text string
	Tone Tone
	Mark Mark
}

func (t Tag) label() string {
	if t.Mark == NoMark {
		return t.Text
	}
	return string(t.Mark) + " " + t.Text
}

// pillHeight is that of a pill in a row of text.
const pillHeight float32 = 21

// pill draws a Tag inside another widget.
type pill struct {
	ground *canvas.Rectangle
	line   *line
	tag    Tag
}

func newPill() *pill {
	return &pill{ground: box(pillHeight / 2), line: newLine(Span{Role: Caption})}
}

func (p *pill) set(t Tag) {
	if t != p.tag || p.line.Text == "" {
		p.tag = t
		p.line.set(Span{Text: t.label(), Role: Caption, Color: t.Tone.Ink()})
	}
	p.repaint()
}

func (p *pill) repaint() {
	p.ground.FillColor = theme.Color(p.tag.Tone.Soft())
	p.ground.Refresh()
	p.line.paint()
}

func (p *pill) width() float32 { return p.line.full.Width + 20 }

func (p *pill) place(x, y, width float32) {
	width = min(width, p.width())
	place(p.ground, x, y, width, pillHeight)
	p.line.place(x+10, y+(pillHeight-p.line.full.Height)/2, max(width-20, 0))
}

func (p *pill) show(on bool) {
	show(p.ground, on)
	show(p.line.obj, on)
}

// Pill is a word on a soft ground.
type Pill struct {
	widget.BaseWidget
	in  *pill
	tip tip
}

// NewPill returns a pill.
func NewPill(text string, tone Tone) *Pill { return NewTag(Tag{Text: text, Tone: tone}) }

// NewTag returns a pill with a mark before the word.
func NewTag(t Tag) *Pill {
	p := &Pill{in: newPill()}
	p.in.set(t)
	p.ExtendBaseWidget(p)
	return p
}

// Set replaces what the pill says.
func (p *Pill) Set(t Tag) {
	p.in.set(t)
	p.Refresh()
}

// Tag returns what the pill says.
func (p *Pill) Tag() Tag { return p.in.tag }

// MouseIn implements desktop.Hoverable: a shortened word is shown in full.
func (p *Pill) MouseIn(e *desktop.MouseEvent) {
	if p.in.line.cut {
		p.tip.show(p, p.in.line.Text, e.AbsolutePosition)
	}
}

// MouseMoved implements desktop.Hoverable.
func (p *Pill) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *Pill) MouseOut() { p.tip.hide() }

func (p *Pill) preferredWidth() float32 { return p.in.width() }

// CreateRenderer implements fyne.Widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	lay := func(s fyne.Size) { p.in.place(0, (s.Height-pillHeight)/2, s.Width) }
	return &painter{
		objects: []fyne.CanvasObject{p.in.ground, p.in.line.obj}, layout: lay,
		min:     func() fyne.Size { return fyne.NewSize(min(p.in.width(), 64), pillHeight) },
		refresh: func() { p.in.line.remeasure(); p.in.repaint(); lay(p.Size()) },
	}
}

// StageLadder shows the stages of a way as pills: those behind in soft teal, the
// current one in teal, those ahead in grey.
type StageLadder struct {
	widget.BaseWidget
	Stages  []string
	Current int // index into Stages; -1: none, all ahead
	pills   []*pill
}

// NewStageLadder returns a ladder.
func NewStageLadder(stages []string, current int) *StageLadder {
	l := &StageLadder{Stages: stages, Current: current}
	l.ExtendBaseWidget(l)
	return l
}

// SetCurrent moves to another stage.
func (l *StageLadder) SetCurrent(i int) {
	l.Current = i
	l.Refresh()
}

const ladderHeight, ladderGap float32 = 24, 6

func (l *StageLadder) walk(width float32, put func(i int, x, y float32)) float32 {
	var x, y float32
	for i, p := range l.pills {
		if x > 0 && x+p.width() > width+0.5 {
			x, y = 0, y+ladderHeight+ladderGap
		}
		if put != nil {
			put(i, x, y)
		}
		x += p.width() + ladderGap
	}
	return y + ladderHeight
}

func (l *StageLadder) preferredWidth() float32 {
	l.sync()
	w := -ladderGap
	for _, p := range l.pills {
		w += p.width() + ladderGap
	}
	return max(w, 0)
}

func (l *StageLadder) sync() {
	for len(l.pills) < len(l.Stages) {
		p := newPill()
		p.ground.CornerRadius = ladderHeight / 2
		l.pills = append(l.pills, p)
	}
	l.pills = l.pills[:len(l.Stages)]
	for i, p := range l.pills {
		tone, ink, ground := Neutral, ColorFaint, ColorNeutralSoft
		switch {
		case i < l.Current:
			tone, ink, ground = Teal, ColorTealInk, ColorTealSoft
		case i == l.Current:
			tone, ink, ground = Teal, ColorOnTeal, ColorTeal
		}
		p.tag = Tag{Text: l.Stages[i], Tone: tone}
		p.line.set(Span{Text: l.Stages[i], Role: Caption, Color: ink})
		fill(p.ground, ground)
	}
}

// CreateRenderer implements fyne.Widget.
func (l *StageLadder) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	lay := func(s fyne.Size) {
		l.walk(s.Width, func(i int, x, y float32) {
			q := l.pills[i]
			w := min(q.width(), s.Width)
			place(q.ground, x, y, w, ladderHeight)
			q.line.place(x+10, y+(ladderHeight-q.line.full.Height)/2, max(w-20, 0))
		})
	}
	sync := func() {
		l.sync()
		p.objects = p.objects[:0]
		for _, q := range l.pills {
			p.objects = append(p.objects, q.ground, q.line.obj)
		}
	}
	p.layout = lay
	p.min = func() fyne.Size {
		var w float32
		for _, q := range l.pills {
			w = max(w, q.width())
		}
		width := l.Size().Width
		if width < 1 {
			width = 1 << 20
		}
		return fyne.NewSize(w, l.walk(width, nil))
	}
	p.refresh = func() { sync(); lay(l.Size()); canvas.Refresh(l) }
	sync()
	return p
}
