package plan

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kept/ui/kit"
	"kept/ui/screen/part"
)

// words is everything that makes a row taller or shorter.
func (l *line) words() string {
	if l.head {
		return "#" + l.title + "\x00" + l.exit + "\x00" + l.goal + "\x00" + l.gate
	}
	var b strings.Builder
	b.WriteString(l.task.Title)
	if l.strong {
		b.WriteString("\x01")
	}
	if l.task.Milestone {
		b.WriteString("\x02")
	}
	for _, t := range l.tags {
		b.WriteString("\x00" + t.Text + string(t.Mark))
	}
	b.WriteString("\x03" + l.sub + "\x04" + l.due + "\x05" + l.likely + "\x06" + l.was)
	for _, s := range l.inputs {
		b.WriteString("\x07" + s.Text)
	}
	return b.String()
}

// rowView draws one line; it is given to another when it scrolls out of view.
type rowView struct {
	row   int
	width float32
	fresh bool
	of    *line
	add   bool

	back, hair  *canvas.Rectangle
	box         *canvas.Rectangle
	short, long *canvas.Line
	title       *kit.Text
	pills       []*kit.Pill
	held        []fyne.CanvasObject // the pills, raised to the line of the title
	flow        *fyne.Container     // title and pills
	sub         *kit.Text
	owner       *kit.Text
	due         *kit.Text
	was         *kit.Text
	bar         *kit.Progress
	addX        float32
}

func newRowView() *rowView {
	r := &rowView{
		back: canvas.NewRectangle(color.Transparent), hair: canvas.NewRectangle(color.Transparent),
		box: canvas.NewRectangle(color.Transparent), short: canvas.NewLine(color.Transparent), long: canvas.NewLine(color.Transparent),
		title: kit.NewText("", kit.Body), sub: kit.NewText("", kit.Small),
		owner: kit.NewText("", kit.Body), due: kit.NewText("", kit.Body), was: kit.NewText("", kit.Small),
		bar: kit.NewProgress(0, kit.Teal),
	}
	r.back.CornerRadius = kit.RadiusField - 2
	r.box.CornerRadius, r.short.StrokeWidth, r.long.StrokeWidth = 5, 1.6, 1.6
	r.owner.MaxLines, r.due.MaxLines, r.was.MaxLines = 2, 3, 3 // a day with its year takes two
	r.title.MaxLines, r.sub.MaxLines = 4, 4                    // the detail card has the rest
	r.flow = kit.Flow(6)
	return r
}

func (r *rowView) bind(l *line, add bool) {
	r.of, r.add = l, add && !l.phase.IsZero()
	if l.head {
		r.title.SetSpans(headSpans(l)...)
		r.due.SetSpans(kit.Span{Text: strconv.Itoa(l.done) + " of " + strconv.Itoa(l.total), Role: kit.Caption})
		word := ""
		switch {
		case r.add && l.leave:
			word = leaveWord
		case r.add:
			word = addWord
		}
		r.was.SetSpans(kit.Span{Text: word, Role: kit.Caption, Color: kit.ColorTealInk})
		part, tone := 0.0, kit.Teal
		if l.total > 0 {
			part = float64(l.done) / float64(l.total)
		}
		if l.done == l.total {
			tone = kit.Kept
		}
		r.bar.Set(part, tone)
		return
	}
	title := kit.Span{Text: clip(l.task.Title, 400), Role: kit.Body}
	switch {
	case l.over:
		title.Color, title.Strike = kit.ColorFaint, l.tick == kit.Checked
	case l.strong:
		title.Role = kit.Strong
	}
	spans := []kit.Span{title}
	if l.task.Milestone {
		spans = append(spans, kit.Span{Text: " ◆", Role: kit.Strong, Color: title.Color})
	}
	r.title.SetSpans(spans...)
	for len(r.pills) < len(l.tags) {
		pill := kit.NewTag(kit.Tag{})
		r.pills = append(r.pills, pill)
		r.held = append(r.held, kit.Pad(pill, -2, 0, 0, 0))
	}
	r.flow.Objects = append(r.flow.Objects[:0], r.title)
	for i, t := range l.tags {
		r.pills[i].Set(t)
		r.flow.Objects = append(r.flow.Objects, r.held[i])
	}
	var sub []kit.Span
	if l.sub != "" {
		sub = append(sub, kit.Span{Text: l.sub, Role: kit.Small, Color: kit.ColorBrokenInk})
	}
	if len(l.inputs) > 0 {
		if len(sub) > 0 {
			sub = append(sub, kit.Span{Text: "\n", Role: kit.Small})
		}
		sub = append(sub, l.inputs...)
	}
	r.sub.SetSpans(sub...)
	muted := kit.ColorInk
	if l.over {
		muted = kit.ColorFaint
	}
	r.owner.SetSpans(kit.Span{Text: l.owner, Role: kit.Body, Color: muted})
	due := kit.Span{Text: l.due, Role: kit.Body, Color: muted}
	switch {
	case l.due == "":
		due.Text, due.Color = "no date", kit.ColorFaint
	case l.late:
		due.Role, due.Color = kit.Strong, kit.ColorLateInk
	case l.moved && !l.over:
		due.Role = kit.Strong
	}
	spans = []kit.Span{due}
	if l.likely != "" {
		spans = append(spans, kit.Span{Text: "\n" + l.likely, Role: kit.Caption, Color: kit.ColorLateInk})
	}
	r.due.SetSpans(spans...)
	r.was.SetSpans(kit.Span{Text: l.was, Role: kit.Small})
}

// headSpans are the words over a phase: what it is for and what ends it.
func headSpans(l *line) []kit.Span {
	spans := []kit.Span{{Text: l.title, Role: kit.Caption, Color: kit.ColorInk}}
	said := func(words string, color fyne.ThemeColorName) {
		if words != "" {
			spans = append(spans, kit.Span{Text: " · " + words, Role: kit.Faint, Color: color})
		}
	}
	if l.gate != "" {
		spans = append(spans, kit.Span{Text: " ✓ " + l.gate, Role: kit.Caption, Color: kit.ColorKeptInk})
	}
	said(l.exit, kit.ColorMuted)
	said(prefixed("for: ", strings.TrimRight(l.goal, ". ")), kit.ColorMuted)
	return spans
}

const (
	addWord   = "+ Add"
	leaveWord = "Leave…"
)

const barWide float32 = 64

// lay places the row from y and returns its height.
func (r *rowView) lay(y, width float32) float32 {
	if r.of.head {
		return r.layHead(y, width)
	}
	c := columnsFor(width)
	r.title.MaxLines = 4
	pad := rowPad
	if width < tight {
		pad = tightPad
	}
	top := y + pad
	h := heightAt(r.flow, c.title)
	place(r.flow, c.titleX, top, c.title, h)
	// The same size with other pills inside would not be laid out again.
	r.flow.Layout.Layout(r.flow.Objects, r.flow.Size())
	if r.hasSub() {
		sh := heightAt(r.sub, c.title)
		place(r.sub, c.titleX, top+h+3, c.title, sh)
		h += sh + 3
	}
	one := heightAt(r.owner, c.owner)
	place(r.owner, c.ownerX, top, c.owner, one)
	two := heightAt(r.due, c.due)
	place(r.due, c.dueX, top, c.due, two)
	part.Visible(r.was, c.was > 0)
	three := float32(0)
	if c.was > 0 {
		three = heightAt(r.was, c.was) + 2
		place(r.was, c.wasX, top+2, c.was, three-2)
	}
	r.layTick(edge, top+(oneLine-tickSide)/2)
	return max(h, one, two, three) + 2*pad + 1
}

// oneLine is the height of a line of a task.
const oneLine float32 = 19

func (r *rowView) hasSub() bool { return r.of.sub != "" || len(r.of.inputs) > 0 }

func (r *rowView) layHead(y, width float32) float32 {
	c := columnsFor(width)
	above := float32(16)
	if width < tight {
		above = tightHead
	}
	top := y + above
	at, count := c.dueX, c.due
	if c.was == 0 { // no column of its own for the word that adds: it takes the right end
		c.was, c.wasX = addWide, width-edge-addWide
		at = c.wasX - gap - count
	}
	bar := at - gap - barWide
	left := bar - gap - edge
	r.title.MaxLines = 4
	part.Visible(r.bar, width >= tight)
	if width < tight { // the count says it; the words get the room, on one line
		left, r.title.MaxLines = at-gap-edge, 1
	}
	h := heightAt(r.title, left)
	place(r.title, edge, top, left, h)
	dh := heightAt(r.due, count)
	place(r.due, at, top, count, dh)
	place(r.bar, bar, top+(dh-6)/2, barWide, 6)
	r.was.Show()
	wh := heightAt(r.was, c.was)
	r.addX = c.wasX
	place(r.was, c.wasX, top, c.was, wh)
	return above + h + 9
}

// addWide is what the word that adds a task takes.
const addWide float32 = 42

// onAdd tells whether x hits the word that adds a task to the phase.
func (r *rowView) onAdd(x float32) bool { return r.add && x >= r.addX-edge }

func (r *rowView) layTick(x, y float32) {
	place(r.box, x, y, tickSide, tickSide)
	at := func(l *canvas.Line, x1, y1, x2, y2 float32) {
		l.Position1, l.Position2 = fyne.NewPos(x+x1, y+y1), fyne.NewPos(x+x2, y+y2)
	}
	r.short.Hidden, r.long.Hidden = true, true
	r.box.FillColor, r.box.StrokeColor, r.box.StrokeWidth = kit.Color(kit.ColorCard), kit.Color(kit.ColorOutline), 1.5
	on := kit.Color(kit.ColorOnTeal)
	switch r.of.tick {
	case kit.Checked:
		r.box.FillColor, r.box.StrokeWidth = kit.Color(kit.ColorTeal), 0
		r.short.Hidden, r.long.Hidden = false, false
		at(r.short, 5, 9.5, 7.8, 12.2)
		at(r.long, 7.8, 12.2, 13, 6.4)
	case kit.Partly:
		r.box.FillColor, r.box.StrokeColor = kit.Color(kit.ColorNeutralSoft), kit.Color(kit.ColorLine)
		on = kit.Color(kit.ColorNeutralInk)
		r.long.Hidden = false
		at(r.long, 5, 9, 13, 9)
	}
	r.short.StrokeColor, r.long.StrokeColor = on, on
	r.box.Refresh()
	r.short.Refresh()
	r.long.Refresh()
}

func (r *rowView) ground(y, width, height float32, selected, over bool) {
	r.back.FillColor = color.Transparent
	switch {
	case r.of.head:
	case selected:
		r.back.FillColor = kit.Color(kit.ColorSelected)
	case over:
		r.back.FillColor = kit.Color(kit.ColorHover)
	}
	r.hair.FillColor = kit.Color(kit.ColorLine)
	place(r.back, 0, y, width, height-1)
	place(r.hair, edge, y+height-1, width-2*edge, 1)
	r.back.Refresh()
	r.hair.Refresh()
}

func (r *rowView) objects() []fyne.CanvasObject {
	if r.of.head {
		return []fyne.CanvasObject{r.back, r.hair, r.title, r.bar, r.due, r.was}
	}
	out := []fyne.CanvasObject{r.back, r.hair, r.box, r.short, r.long, r.flow, r.owner, r.due, r.was}
	if r.hasSub() {
		out = append(out, r.sub)
	}
	return out
}

// heightAt lays o out in the width and returns the height it then needs.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	if o.Size().Width != width {
		o.Resize(fyne.NewSize(width, o.Size().Height))
	}
	return o.MinSize().Height
}
