package capture

import (
	"fmt"
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/readiness"
	"kept/ui/kit"
	"kept/ui/screen"
)

// side is the column beside the form: how ready the handoff is, where it
// stands and what can be done with it, questions, and what happened so far.
type side struct {
	t   *Tab
	box *fyne.Container

	ready, vague, state, questions, past *kit.Card

	all     bool // every missing item is listed
	formula bool // the computation is unfolded
	drawn   map[*kit.Card]string
	asked   map[playbook.ID]fyne.CanvasObject // the questions as shown
}

func newSide(t *Tab) *side {
	s := &side{t: t, drawn: map[*kit.Card]string{}}
	s.ready, s.vague, s.state = kit.NewCard("Ready to hand off?", nil), kit.NewCard("Wording to sharpen", nil), kit.NewCard("Handoff", nil)
	s.questions, s.past = kit.NewCard("Questions", nil), kit.NewCard("What happened", nil)
	s.vague.WithTone(kit.Late)
	s.box = kit.Column(kit.SpaceCard, s.ready, s.vague, s.state, s.questions, s.past)
	for _, c := range []*kit.Card{s.vague, s.past} {
		c.Hide()
	}
	return s
}

func (s *side) show() {
	if s.t.rec == nil {
		return
	}
	s.showReady()
	s.showVague()
	s.showState()
	s.showQuestions()
	s.showPast()
}

// changed tells whether a card must be drawn again, so that a refresh leaves
// the keyboard where it is in a card that says the same as before.
func (s *side) changed(c *kit.Card, what ...any) bool {
	now := fmt.Sprint(what...)
	if s.drawn[c] == now {
		return false
	}
	s.drawn[c] = now
	return true
}

func gradeTone(g readiness.Grade) kit.Tone {
	return map[readiness.Grade]kit.Tone{readiness.Ready: kit.Kept, readiness.Conditional: kit.Late, readiness.AtRisk: kit.Broken}[g]
}

// fewest is how many missing items are listed before one asks for all.
const fewest = 7

func (s *side) showReady() {
	t := s.t
	r := &t.res
	if !s.changed(s.ready, r.Figure, r.Grade, r.AutoFails, missingKeys(r.Missing), t.caught.Before, t.caught.Filled, r.Reasons, s.all, s.formula, t.res.Asks(playbook.GateH)) {
		return
	}
	col := kit.Column(6, kit.NewFigure("", fmt.Sprintf("%d / 100", r.Figure), ""), kit.NewProgress(float64(r.Figure)/100, gradeTone(r.Grade)))
	add := func(o ...fyne.CanvasObject) { col.Objects = append(col.Objects, o...) }
	if len(r.AutoFails) > 0 {
		add(kit.Gap(0, 2), kit.NewLabel("Risk, whatever the figure", kit.Caption))
		for _, a := range r.AutoFails {
			add(kit.NewSpans(kit.Span{Text: "■ ", Role: kit.Small, Color: kit.ColorBrokenInk}, kit.Span{Text: capital(a), Role: kit.Body}))
		}
	}
	if n := len(r.Missing); n > 0 {
		head := "Missing before close"
		if t.res.Asks(playbook.GateH) {
			head = "Missing"
		}
		add(kit.Gap(0, 2), kit.NewLabel(fmt.Sprintf("%s · %d", head, n), kit.Caption))
		shown := r.Missing
		if !s.all && n > fewest+1 {
			shown = shown[:fewest]
		}
		add(s.links(len(shown), func(i int) (string, screen.Place) {
			m := shown[i]
			return m.Text, screen.Place{Field: m.Field.ID(), Row: m.Row, Col: m.Col}
		}))
		if len(shown) < n {
			add(quiet(fmt.Sprintf("Show all %d", n), func() { s.all = true; s.showReady() }))
		}
	}
	if t.rec.Account.ActualClose != "" && t.caught.Filled > 0 {
		add(kit.NewText(fmt.Sprintf("%d of %d captured before close on %s.", t.caught.Before, t.caught.Filled, t.rec.Account.ActualClose.Short()), kit.Small))
	}
	word := "How is this computed?"
	if s.formula {
		word = "Fold the computation"
	}
	add(quiet(word, func() { s.formula = !s.formula; s.showReady() }))
	if s.formula {
		add(s.computation())
	}
	s.ready.WithTrailing(kit.NewPill(string(r.Grade), gradeTone(r.Grade)))
	s.ready.SetContent(col)
}

func missingKeys(ms []readiness.Missing) string {
	var b strings.Builder
	for _, m := range ms {
		fmt.Fprint(&b, m.Field.No, m.Row, m.Col, m.Text, "|")
	}
	return b.String()
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// links lists places of the form: one stop for Tab, arrows within, Enter goes.
func (s *side) links(n int, at func(int) (string, screen.Place)) fyne.CanvasObject {
	tb := kit.NewTable(kit.TableColumn{Grow: 1, Width: 100})
	tb.NoHead, tb.Fit, tb.Dense, tb.TapOpens = true, true, true, true
	tb.Len = func() int { return n }
	tb.Cell = func(row, _ int) kit.Cell {
		text, _ := at(row)
		return kit.Cell{Text: "→ " + text, Wrap: true}
	}
	tb.OnOpen = func(row int) {
		_, place := at(row)
		s.t.Arrive(place)
	}
	return kit.Pad(tb, 0, -cellPad, 0, -cellPad)
}

// cellPad is the room that tables and quiet buttons keep at their sides; it
// is taken back where they stand under text.
const cellPad float32 = 8

func quiet(word string, tapped func()) fyne.CanvasObject {
	return kit.Pad(kit.Row(0, kit.NewButton(word, kit.Quiet, tapped)), 0, 0, 0, -cellPad)
}

// computation unfolds every point: weight × share of each section, then the
// fields that lose some.
func (s *side) computation() fyne.CanvasObject {
	t := s.t
	th := readiness.Default()
	col := kit.Column(kit.SpaceXS)
	total := 0.0
	for _, sec := range t.res.Sections {
		total += sec.Points
		col.Objects = append(col.Objects, kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel(sec.Title, kit.Caption)),
			kit.NewLabel(fmt.Sprintf("%s × %s = %s", points(sec.Weight), percent(sec.Share), points(sec.Points)), kit.Small)))
		for _, f := range sec.Fields {
			if f.Share < 1-1e-9 {
				col.Objects = append(col.Objects, kit.Row(kit.SpaceS, kit.Gap(6, 0), kit.Grow(kit.NewLabel(f.Field.Label, kit.Small)),
					kit.NewLabel(fmt.Sprintf("%s of %s", points(f.Points), points(f.Of)), kit.Faint)))
			}
		}
	}
	col.Objects = append(col.Objects, kit.NewHairline(), kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel("Sum, rounded down", kit.Caption)),
		kit.NewLabel(fmt.Sprintf("%s → %d", points(total), t.res.Figure), kit.Small)))
	col.Objects = append(col.Objects, kit.NewText(fmt.Sprintf("A section’s share is the mean of its wanted fields; a list counts by its complete rows. "+
		"Ready: at least %d and nothing missing or vague. Conditional: at least %d. Risk: the rest, or a point named above.", th.Ready, th.Conditional), kit.Faint))
	if c := t.res.Complexity; c.Answered {
		col.Objects = append(col.Objects, kit.NewText(fmt.Sprintf("Complexity is %s (%s).", c.Level, count(c.Points, "point", "points")), kit.Faint))
	}
	return col
}

func points(f float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", math.Round(f*10)/10), ".0")
}

func percent(f float64) string { return points(f*100) + " %" }

func (s *side) showVague() {
	v := s.t.res.Vague
	show(s.vague, len(v) > 0)
	keys := ""
	for _, x := range v {
		keys += x.Row.String() + x.Col + x.Why
	}
	if len(v) == 0 || !s.changed(s.vague, keys) {
		return
	}
	col := kit.Column(kit.SpaceXS)
	for i, x := range v {
		if i > 0 {
			col.Objects = append(col.Objects, kit.Gap(0, 2))
		}
		place := screen.Place{Field: x.Field.ID(), Row: x.Row, Col: x.Col}
		col.Objects = append(col.Objects, kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel(x.Text, kit.Caption)),
			kit.NewButton("Open", kit.Quiet, func() { s.t.Arrive(place) })), kit.NewText(x.Why, kit.Small))
	}
	s.vague.SetContent(col)
}
