package signals

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// inspections lists the three of them: when they are due, or how they went.
func (t *Tab) inspections() fyne.CanvasObject {
	col := kit.Column(kit.SpaceM, kit.NewText("Six questions about the seam.", kit.Small))
	for i, d := range metrics.Inspections(t.Rec, t.Win.Desk().Today()) {
		if i > 0 {
			col.Add(kit.NewHairline())
		}
		col.Add(t.inspection(d))
	}
	return col
}

// early is how many days before its day an inspection can be made here.
const early = 3

func (t *Tab) inspection(d metrics.InspectionDue) fyne.CanvasObject {
	col := kit.Column(4, kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel(fmt.Sprintf("Day %d", d.Day), kit.Strong)), kit.NewTag(inspectionTag(d))))
	word := "Inspect…"
	if m := d.Made; m != nil {
		word = "Look again…"
		if no := answeredNo(m); no != "" {
			col.Add(kit.NewText("No: "+no, kit.Body))
		}
		if !part.Blank(m.Note) {
			col.Add(kit.NewText("“"+m.Note+"”", kit.Small))
		}
		col.Add(kit.NewText(part.Joined(", ", m.By, m.On.Short()), kit.Small))
	}
	if d.On != "" && d.On.AddDays(-early) <= t.Win.Desk().Today() && !t.Win.ReadOnly() {
		col.Add(outdent(kit.NewLinkButton(word, func() { t.inspect(d) })))
	}
	return col
}

// answeredNo lists what was answered no, in two words each; the sheet has the
// questions.
func answeredNo(m *playbook.Inspection) string {
	var out []string
	for _, q := range playbook.InspectionQuestions() {
		if v, _ := playbook.GetText(m, q.Value); v == "no" {
			out = append(out, map[string]string{"promise": "the promise can be said", "success": "success confirmed", "owned": "owners and dates",
				"told_once": "told only once", "one_story": "one story", "next_step": "next step known"}[q.Value])
		}
	}
	return strings.Join(out, ", ")
}

// inspectionTag says where an inspection stands, with a shape of its own for
// each state.
func inspectionTag(d metrics.InspectionDue) kit.Tag {
	tag := kit.Tag{Text: d.Words}
	switch d.State {
	case metrics.InspectionMade:
		yes, _ := d.Made.Score()
		switch no := len(playbook.InspectionQuestions()) - yes; {
		case no == 0:
			tag.Tone, tag.Mark = kit.Kept, kit.MarkTick
		case no <= 2:
			tag.Tone, tag.Mark = kit.Late, kit.MarkUp
		default:
			tag.Tone, tag.Mark = kit.Broken, kit.MarkSquare
		}
	case metrics.InspectionToday:
		tag.Tone, tag.Mark = kit.Late, kit.MarkUp
	case metrics.InspectionOverdue:
		tag.Tone, tag.Mark = kit.Broken, kit.MarkSquare
	default:
		tag.Mark = kit.MarkRing
	}
	return tag
}

// inspect asks the six questions.
func (t *Tab) inspect(d metrics.InspectionDue) {
	questions := playbook.InspectionQuestions()
	now := playbook.Inspection{Day: d.Day}
	if d.Made != nil {
		now = *d.Made
	}
	before := now
	score := kit.NewLabel(metrics.ScoreWords(&now), kit.Heading)
	note := kit.NewTextEntry("Note")
	note.SetPlaceholder("What the answers do not say")
	note.SetText(now.Note)
	wrong := part.Said()
	chips := make([]*kit.ChoiceChips, len(questions))
	rows := []fyne.CanvasObject{kit.NewText("Y and N answer a question and go on to the next.", kit.Soft)}
	answered := func(i int) {
		v := ""
		if on := chips[i].SelectedOne(); on >= 0 {
			v = [...]string{"yes", "no"}[on]
		}
		if err := playbook.SetText(&now, questions[i].Value, v); err != nil {
			t.Win.Fail(err)
			return
		}
		score.SetText(metrics.ScoreWords(&now))
		if i+1 < len(chips) {
			kit.Focus(chips[i+1])
		} else {
			kit.Focus(note)
		}
	}
	for i, q := range questions {
		c := kit.NewChoiceChips(kit.Tag{Text: "Yes", Tone: kit.Kept}, kit.Tag{Text: "No", Tone: kit.Late})
		c.Keys = "yn"
		switch v, _ := playbook.GetText(&now, q.Value); v {
		case "yes":
			c.Select(0)
		case "no":
			c.Select(1)
		}
		c.OnChanged = func([]int) { answered(i) }
		chips[i] = c
		rows = append(rows, kit.NewHairline(), kit.Row(kit.SpaceL, kit.Grow(kit.NewText(q.Label, kit.Body)), c))
	}
	rows = append(rows, kit.NewHairline(), note, wrong)
	save := kit.NewButton("Save inspection", kit.Primary, nil)
	sheet := kit.NewSheet(fmt.Sprintf("Inspect the seam · day %d", d.Day), kit.SheetMedium, kit.Column(kit.SpaceM, rows...), save)
	sheet.SetFooterLeft(kit.Row(kit.SpaceS, kit.NewLabel("Score", kit.Small), score, kit.Spacer()))
	save.OnTapped = func() {
		if _, n := now.Score(); n == 0 {
			part.Say(wrong, "Answer at least one question; what is not known yet can stay open.")
			sheet.Refresh()
			return
		}
		answers := map[string]string{}
		for _, q := range questions {
			answers[q.Value], _ = playbook.GetText(&now, q.Value)
		}
		text := strings.TrimSpace(note.Text())
		t.Do(func(ctx context.Context, desk *work.Desk) error {
			return desk.Inspect(ctx, t.Account, d.Day, answers, text)
		}, func(_, sentence string) {
			part.Say(wrong, sentence)
			sheet.Refresh()
			if sentence == "" {
				sheet.Close()
			}
		})
	}
	sheet.MayClose = func() bool { // answers are no typing, which a sheet asks about by itself
		if now == before {
			return true
		}
		kit.Confirm(t.Win.Canvas(), "Close without the answers?", "What you answered is not saved yet.", "Discard", sheet.Close)
		return false
	}
	sheet.Open(t.Win.Canvas())
}
