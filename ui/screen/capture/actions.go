package capture

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/readiness"
	"kept/ui/kit"
)

// leads tells whether the side column holds the one primary action of the
// view: a submitted handoff waits for CS.
func (s *side) leads() bool {
	return s.t.rec != nil && s.t.rec.Handoff.State == playbook.Submitted && !s.t.win.ReadOnly()
}

func stateTone(h playbook.HandoffState) kit.Tone {
	return map[playbook.HandoffState]kit.Tone{playbook.Submitted: kit.Blue, playbook.Returned: kit.Late,
		playbook.Accepted: kit.Kept, playbook.AcceptedWithConditions: kit.Late}[h]
}

func (s *side) showState() {
	t := s.t
	h := &t.rec.Handoff
	open := 0
	for _, c := range t.rec.Conditions() {
		if c.State != playbook.TaskDone && c.State != playbook.Skipped {
			open++
		}
	}
	last := t.page != nil && t.page.key == order()[len(order())-1]
	if !s.changed(s.state, h.State, t.rec.Account.CSM, t.rec.Account.Seller, h.ReviewedBy, h.ReviewedOn, h.ClosedOn, h.ClosedBy, open, len(t.rec.Conditions()), t.rec.Plan() == nil, last, len(t.rec.Transitions)) {
		return
	}
	if h.State == "" {
		h = &playbook.Handoff{State: playbook.Draft}
	}
	label := h.State.Label()
	if h.IsClosed() {
		label = "Closed"
	}
	s.state.WithTrailing(kit.NewPill(label, stateTone(h.State)))
	col := kit.Column(kit.SpaceS, kit.NewText(s.words(h, open), kit.Small))
	for _, c := range t.rec.Conditions() {
		mark, color := "○ ", kit.ColorLateInk
		if c.State == playbook.TaskDone || c.State == playbook.Skipped {
			mark, color = "✓ ", kit.ColorKeptInk
		}
		col.Objects = append(col.Objects, kit.NewSpans(kit.Span{Text: mark, Role: kit.Body, Color: color}, kit.Span{Text: c.Title, Role: kit.Body},
			kit.Span{Text: " · " + c.DueOn.DayMonth() + owner(c.Owner), Role: kit.Small}))
	}
	if !t.win.ReadOnly() {
		col.Objects = append(col.Objects, s.buttons(h, open, last)...)
	}
	s.state.SetContent(col)
}

func owner(name string) string {
	if name == "" {
		return ""
	}
	return " · " + name
}

func someone(name, role string) string {
	if strings.TrimSpace(name) == "" {
		return role
	}
	return name
}

// words say with whom the handoff is and what comes next.
func (s *side) words(h *playbook.Handoff, open int) string {
	a := &s.t.rec.Account
	seller, csm := someone(a.Seller, "Sales"), someone(a.CSM, "CS")
	if h.IsClosed() {
		return "Closed by " + someone(h.ClosedBy, "CS") + " on " + h.ClosedOn.Short() + ": every promise has an outcome, and every proof point that was set is judged."
	}
	switch h.State {
	case playbook.Submitted:
		return "With " + csm + ", who accepts it or returns it with questions."
	case playbook.Returned:
		return "Back with " + seller + ": answer what was asked, then submit again."
	case playbook.Accepted:
		return "Accepted. It closes when every promise has an outcome and the proof points are judged."
	case playbook.AcceptedWithConditions:
		if open > 0 {
			return fmt.Sprintf("Accepted, with %s open.", count(open, "condition", "conditions"))
		}
		return "Every condition is met; it can be accepted in full."
	}
	words := "With " + seller + " until it is submitted to " + csm + "."
	if h.ReviewedBy != "" {
		words += " Draft read by " + h.ReviewedBy + " on " + h.ReviewedOn.Short() + "."
	}
	return words
}

func (s *side) buttons(h *playbook.Handoff, open int, last bool) []fyne.CanvasObject {
	t := s.t
	plan := func() []fyne.CanvasObject {
		if t.rec.Plan() != nil {
			return nil
		}
		return []fyne.CanvasObject{quiet("Start a playbook…", t.openStart)}
	}
	switch h.State {
	case playbook.Submitted:
		return []fyne.CanvasObject{
			kit.Row(kit.SpaceS, kit.NewButton("Accept…", kit.Primary, func() { t.openAccept(false) }), kit.NewButton("Return…", kit.Secondary, t.openReturn)),
			quiet("Accept with conditions…", func() { t.openAccept(true) })}
	case playbook.Accepted:
		return plan()
	case playbook.AcceptedWithConditions:
		out := plan()
		if open == 0 {
			out = append(out, kit.Row(0, kit.NewButton("Accept in full…", kit.Secondary, func() { t.openAccept(false) })))
		}
		return out
	}
	kind := kit.Secondary
	if last {
		kind = kit.Primary
	}
	return append([]fyne.CanvasObject{kit.Row(0, kit.NewButton("Submit to CS…", kind, t.openSubmit))}, plan()...)
}

// openSubmit asks once more, and for a reason where the grade is Risk.
func (t *Tab) openSubmit() {
	r := t.res
	col := kit.Column(kit.SpaceM, kit.Row(kit.SpaceS, kit.NewPill(string(r.Grade), gradeTone(r.Grade)), kit.NewLabel(fmt.Sprintf("%d / 100", r.Figure), kit.Strong)))
	add := func(o ...fyne.CanvasObject) { col.Objects = append(col.Objects, o...) }
	add(kit.NewText(someone(t.rec.Account.CSM, "CS")+" sees the same page as you and accepts it or returns it with questions. You can go on filling it in.", kit.Body))
	if len(r.Reasons) > 0 {
		list := kit.Column(kit.SpaceXS, kit.NewLabel("Why the grade is not better", kit.Caption))
		for _, why := range r.Reasons {
			list.Add(kit.NewText("• "+why, kit.Body))
		}
		add(list)
	}
	why := kit.NewTextEntry("Why hand it over now?")
	if r.Grade == readiness.AtRisk {
		why.SetRequired(true)
		why.SetHint("The grade is Risk: your reason and the grade stay on record together.", kit.Neutral)
	} else {
		why.SetLabel("Note to CS (optional)")
	}
	add(why)
	var sheet *kit.Sheet
	sheet = kit.NewSheet("Submit to CS", kit.SheetMedium, col, kit.NewButton("Submit to CS", kit.Primary, func() {
		if r.Grade == readiness.AtRisk && strings.TrimSpace(why.Text()) == "" {
			why.SetHint("A handoff graded Risk needs a reason; one sentence is enough.", kit.Broken)
			kit.Focus(why)
			return
		}
		note := strings.TrimSpace(why.Text())
		t.act(sheet, "Submitted to CS.", func(ctx context.Context) error { return t.win.Desk().Submit(ctx, t.account, note) })
	}))
	sheet.Open(t.win.Canvas())
	if r.Grade == readiness.AtRisk {
		kit.Focus(why)
	}
}

// act flushes the form, runs one step of the work, closes its sheet when it
// was done and leaves it open, words and all, when it was refused.
func (t *Tab) act(sheet *kit.Sheet, done string, do func(context.Context) error) {
	t.flush()
	t.write(do, func(err error) {
		if err != nil {
			t.win.Fail(err)
			return
		}
		if sheet != nil {
			sheet.Close()
		}
		if done != "" {
			t.win.Toast(done)
		}
	})
}

// openReturn gives the handoff back with reason codes, a note and questions.
func (t *Tab) openReturn() {
	reasons := playbook.ReturnReasons()
	tags := make([]kit.Tag, len(reasons))
	for i, r := range reasons {
		tags[i] = kit.Tag{Text: r.Label, Tone: kit.Late}
	}
	chips := kit.NewChoiceChips(tags...)
	chips.Several = true
	wrong := kit.NewText("", kit.Small)
	wrong.Hide()
	note := kit.NewTextEntry("Note to " + someone(t.rec.Account.Seller, "Sales"))
	asks := newQuestionLines(t)
	var sheet *kit.Sheet
	sheet = kit.NewSheet("Return to Sales", kit.SheetMedium, kit.Column(kit.SpaceL,
		kit.Column(kit.SpaceXS, kit.Row(kit.SpaceXS, kit.NewLabel("Why", kit.Caption), kit.NewSpanLabel(kit.Span{Text: "*", Role: kit.Caption, Color: kit.ColorBrokenInk})), chips, wrong),
		note, asks.box), kit.NewButton("Return to Sales", kit.Primary, func() {
		var codes []string
		for _, i := range chips.Selected() {
			codes = append(codes, reasons[i].Value)
		}
		text := strings.TrimSpace(note.Text())
		if len(codes) == 0 {
			sayUnder(wrong, "Choose at least one reason.", kit.Broken)
			return
		}
		questions := asks.texts()
		t.act(sheet, "Returned to Sales.", func(ctx context.Context) error {
			return t.win.Desk().Return(ctx, t.account, codes, text, questions)
		})
	}))
	sheet.Open(t.win.Canvas())
}
