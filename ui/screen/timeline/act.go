package timeline

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
)

const (
	fewLines = 3
	fewRunes = 90
)

// row shows one act: time and person, what it was, and what it changed.
func (t *Tab) row(e *playbook.Event) fyne.CanvasObject {
	loc := t.win.Now().Location()
	head := kit.Span{Text: heading(e), Role: kit.Strong}
	if e.Kind != "do" {
		head.Role = kit.Body
	}
	if e.Undone {
		head.Strike, head.Role, head.Color = true, kit.Body, kit.ColorFaint
	}
	title := []fyne.CanvasObject{kit.NewSpans(head)}
	if e.Undone {
		title = append(title, kit.NewPill("taken back", kit.Neutral))
		if e.UndoneBy != "" {
			title = append(title, kit.NewLabel("by "+e.UndoneBy+", "+t.when(e.UndoneAt, e.At), kit.Small))
		}
	}
	parts := []fyne.CanvasObject{kit.Flow(kit.SpaceS, title...)}
	if e.TurnedBy != "" {
		parts = append(parts, kit.NewText("It was done by "+e.TurnedBy+", "+t.when(e.TurnedAt, e.At)+".", kit.Small))
	}
	if e.Why != "" {
		parts = append(parts, kit.NewSpans(kit.Span{Text: "Why: ", Role: kit.Caption}, kit.Span{Text: e.Why, Role: kit.Small, Color: kit.ColorInk}))
	}
	parts = append(parts, t.changed(e)...)
	return container.New(rowLayout{},
		kit.NewLabel(e.At.Time().In(loc).Format("15:04"), kit.Soft),
		kit.NewLabel(e.Who, kit.Body),
		kit.Column(3, parts...))
}

// when is a moment beside another one: the time alone on the same day.
func (t *Tab) when(at, beside playbook.Moment) string {
	loc := t.win.Now().Location()
	if at.Day(loc) == beside.Day(loc) {
		return at.Time().In(loc).Format("15:04")
	}
	return at.Time().In(loc).Format("2 Jan 2006, 15:04")
}

// heading is what an act is called.
func heading(e *playbook.Event) string {
	label := e.Label
	if label == "" {
		label = "a change"
	}
	switch {
	case e.Kind == "undo":
		return "Took back: " + label
	case e.Kind == "redo":
		return "Did again: " + label
	case e.Took != "":
		return playbook.TookWords(e)
	}
	return label
}

// changed shows what an act changed, shortened until somebody wants it whole.
// What was taken back, and what took it back, are news by their heading alone.
func (t *Tab) changed(e *playbook.Event) []fyne.CanvasObject {
	if e.Took != "" {
		return t.tookIn(e)
	}
	loc := t.win.Now().Location()
	all := playbook.Tell(e, loc)
	if len(all) == 0 {
		return nil
	}
	whole, folded := t.whole[e.ID], e.Undone || e.Kind != "do"
	shown := all
	if !whole {
		shown = playbook.TellShort(e, loc)
	}
	if t.filter.on.Noun != "" { // what was asked for comes first
		slices.SortStableFunc(shown, func(a, b playbook.Sentence) int { return t.filter.rank(e, a) - t.filter.rank(e, b) })
	}
	rest := max(e.Count-len(e.Lines), 0) // lines of a big act that were not read
	var out []fyne.CanvasObject
	cut := folded || len(shown) < len(all)
	for i, s := range shown {
		if folded && !whole {
			break
		}
		if !whole && i >= fewLines && len(shown) > fewLines+1 {
			cut = true
			break
		}
		line, short := t.sentence(e, s, whole)
		cut = cut || short
		out = append(out, line)
	}
	if whole && rest > 0 {
		out = append(out, kit.NewText("and "+strconv.Itoa(rest)+" more", kit.Faint))
	}
	if !cut && !whole {
		return out
	}
	word := "Show all"
	switch {
	case whole:
		word = "Show less"
	case folded:
		word = "Show what it changed"
	case len(all)+rest > fewLines+1:
		word = "Show all " + strconv.Itoa(len(all)+rest)
	}
	return append(out, t.link(e.ID, word, func() {
		t.whole[e.ID] = !t.whole[e.ID]
		t.fill()
		t.refocus(e.ID)
	}))
}

// link is the button under an act that shows more or less of it.
func (t *Tab) link(id playbook.ID, word string, tapped func()) fyne.CanvasObject {
	button := kit.NewLinkButton(word, tapped)
	t.buttons[id] = button
	return kit.Row(0, kit.Pad(button, -2, 0, -4, -kit.SpaceS), kit.Spacer())
}

// sentence shows one thing that an act did, with the way back to a value that
// it replaced, and tells whether it was shortened.
func (t *Tab) sentence(e *playbook.Event, s playbook.Sentence, whole bool) (line fyne.CanvasObject, short bool) {
	var spans []kit.Span
	for _, p := range s.Parts {
		span := kit.Span{Text: p.Text, Role: kit.Small}
		switch p.As {
		case playbook.AsName:
			span.Role = kit.Caption
		case playbook.AsValue, playbook.AsText:
			span.Color = kit.ColorInk
			if !whole {
				one := clip(strings.Join(strings.Fields(p.Text), " "), fewRunes)
				short = short || one != p.Text
				span.Text = one
			}
			if p.As == playbook.AsText {
				span.Text = "“" + span.Text + "”"
			}
		}
		spans = append(spans, span)
	}
	words := kit.NewSpans(spans...)
	if s.Line < 0 || t.win.ReadOnly() || e.Seq == 0 { // what a pack brought may never have counted here
		return words, short
	}
	l := e.Lines[s.Line]
	if l.Col == "" || l.Old == "" || !work.CanBringBack(l.Noun, l.Col) {
		return words, short
	}
	back := kit.NewSubtleButton("Bring back…", func() { t.bringBack(e, &l) })
	return kit.RowTop(kit.SpaceM, kit.Grow(words), kit.Pad(kit.Column(0, back), -6, -kit.SpaceS, -6, 0)), short
}

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}

// rowLayout puts time and person before what happened.
type rowLayout struct{}

const (
	timeWide, whoWide, rowPad float32 = 46, 132, 9
	narrow                    float32 = 560
)

func (rowLayout) left(width float32) float32 {
	if width < narrow {
		return timeWide
	}
	return timeWide + whoWide
}

func (l rowLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	h := os[0].MinSize().Height
	put(os[0], 0, rowPad, timeWide, h)
	left := l.left(s.Width)
	y := rowPad
	if left == timeWide { // the name stands above what was done
		put(os[1], timeWide, rowPad, s.Width-timeWide, h)
		y += h + 2
	} else {
		put(os[1], timeWide, rowPad, whoWide-12, h)
	}
	put(os[2], left, y, s.Width-left, s.Height-y-rowPad)
}

func (l rowLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	h := os[2].MinSize().Height
	if w := os[2].Size().Width; w > 1 && w < narrow-timeWide-whoWide {
		h += os[1].MinSize().Height + 2
	}
	return fyne.NewSize(timeWide+200, h+2*rowPad)
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
