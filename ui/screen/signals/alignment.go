package signals

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// alignment is the card that says whether the alignment is weak, with the
// formula and the rows behind each of the four signs.
type alignment struct {
	t    *Tab
	card *kit.Card
}

func newAlignment(t *Tab) *alignment {
	return &alignment{t: t, card: kit.NewCard("Alignment", nil)}
}

// show puts the verdict on the card. Where nobody wrote anything down, nothing is
// said to be well.
func (a *alignment) show(found metrics.Alignment, logged int) {
	tag := kit.Tag{Text: found.Says(), Tone: kit.Kept, Mark: kit.MarkDot}
	tone := kit.Neutral
	switch {
	case logged == 0 && found.On() == 0:
		tag.Tone, tag.Mark = kit.Neutral, kit.MarkRing
	case found.Weak:
		tag.Tone, tag.Mark, tone = kit.Late, kit.MarkUp, kit.Late
	}
	a.card.WithTrailing(kit.NewTag(tag)).WithTone(tone)
	rows := []fyne.CanvasObject{kit.NewText(metrics.AlignmentFormula, kit.Small)}
	for i := range found.Signs {
		rows = append(rows, kit.NewHairline(), a.sign(&found.Signs[i]))
	}
	a.card.SetContent(kit.Column(kit.SpaceS, rows...))
}

// mostBehind is how many rows stand under a sign; the list below has them all.
const mostBehind = 5

func (a *alignment) sign(s *metrics.Sign) fyne.CanvasObject {
	tag := kit.Tag{Text: "not seen", Mark: kit.MarkRing}
	if s.On {
		tag = kit.Tag{Text: "seen", Tone: kit.Late, Mark: kit.MarkUp}
	}
	said := s.Says
	if said == "not seen" { // the tag says it
		said = ""
	}
	words := kit.NewSpans(kit.Span{Text: s.Words, Role: kit.Strong}, kit.Span{Text: part.Prefixed("  ", said), Role: kit.Small})
	col := kit.Column(2, kit.Row(kit.SpaceS, kit.Grow(words), kit.NewTag(tag)))
	if len(s.Rows) > 0 {
		col.Add(a.behind(s.Rows[:min(len(s.Rows), mostBehind)]))
	}
	if more := len(s.Rows) - mostBehind; more > 0 {
		col.Add(kit.NewText("and "+strconv.Itoa(more)+" more", kit.Small))
	}
	return col
}

// behind lists the rows that a sign was read from; each leads to where it lives.
func (a *alignment) behind(rows []metrics.SignRow) fyne.CanvasObject {
	list := kit.NewTable(kit.TableColumn{Grow: 1, Width: 200})
	list.NoHead, list.Fit, list.Dense, list.TapOpens = true, true, true, true
	list.Len = func() int { return len(rows) }
	list.Cell = func(row, _ int) kit.Cell {
		return kit.Cell{Text: rows[row].Words, Role: kit.Small, Color: kit.ColorTealInk, Wrap: true}
	}
	list.OnOpen = func(row int) {
		switch r := rows[row]; r.Noun {
		case "signal":
			a.t.Arrive(screen.Place{Tab: screen.Signals, Row: r.ID})
		case "belief":
			a.t.Go(screen.Promises, r.ID)
		default:
			a.t.Go(screen.Handoff, r.ID)
		}
	}
	return list
}

// outdent puts the word of a quiet button in line with the text above it.
func outdent(o fyne.CanvasObject) fyne.CanvasObject {
	return kit.Pad(kit.Row(0, o, kit.Spacer()), -4, 0, -4, -8)
}
