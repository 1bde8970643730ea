package signals

import (
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

func (a *alignment) show(found metrics.Alignment) {
	tag := kit.Tag{Text: found.Says(), Tone: kit.Kept, Mark: kit.MarkDot}
	tone := kit.Neutral
	if found.Weak {
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
	for i, r := range s.Rows {
		if i == mostBehind {
			col.Add(kit.NewText("and "+part.Count(len(s.Rows)-i, "more", "more"), kit.Small))
			break
		}
		col.Add(outdent(a.link(r)))
	}
	return col
}

// outdent puts the word of a quiet button in line with the text above it.
func outdent(o fyne.CanvasObject) fyne.CanvasObject {
	return kit.Pad(kit.Row(0, o, kit.Spacer()), -4, 0, -4, -8)
}

// link goes to where a row behind a sign lives.
func (a *alignment) link(r metrics.SignRow) fyne.CanvasObject {
	return kit.NewLinkButton(r.Words, func() {
		switch r.Noun {
		case "signal":
			a.t.Arrive(screen.Place{Tab: screen.Signals, Row: r.ID})
		case "belief":
			a.t.Go(screen.Promises, r.ID)
		default:
			a.t.Go(screen.Handoff, r.ID)
		}
	})
}
