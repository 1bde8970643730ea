package success

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// proofs is the strip of what they must see by day 30, 60 and 90.
func (t *Tab) proofs() fyne.CanvasObject {
	var cards []fyne.CanvasObject
	for _, day := range []int{30, 60, 90} {
		cards = append(cards, t.proof(day))
	}
	return kit.Column(kit.SpaceS, heading("What they must see to feel they decided right", ""), pane.Grid(240, cards...))
}

func (t *Tab) proof(day int) fyne.CanvasObject {
	p := t.Rec.ProofPoint(day)
	stand := metrics.ProofAt(t.Rec, day, t.Win.Desk().Today())
	row, word := playbook.ID{}, "Add"
	parts := []fyne.CanvasObject{kit.NewText(t.proofDay(day), kit.Small)}
	var acts []fyne.CanvasObject
	if stand.State == metrics.ProofUnset {
		parts = append(parts, kit.NewText("Nothing is agreed for this day yet.", kit.Soft))
	} else {
		row, word = p.ID, "Edit"
		parts = append(parts, kit.NewText(p.Text, kit.Body))
		if stand.State == metrics.ProofJudged {
			parts = append(parts, kit.NewSpans(kit.Span{Text: "“" + strings.Trim(p.Shown, "“”\"") + "”", Role: kit.Body},
				kit.Span{Text: "\n" + part.Joined(", ", part.Prefixed("judged by ", p.JudgedBy), p.JudgedOn.Short()), Role: kit.Small}))
		} else {
			judge := "nobody judges it yet"
			if !part.Blank(p.Judge) {
				judge = "judged by " + p.Judge
			}
			parts = append(parts, kit.NewText(part.Upper(part.Joined(" · ", judge, part.Prefixed("evidence: ", p.Evidence))), kit.Small))
		}
		if !t.Win.ReadOnly() {
			judge := "Judge…"
			if stand.State == metrics.ProofJudged {
				judge = "Judge again…"
			}
			acts = append(acts, kit.NewButton(judge, kit.Secondary, func() { t.askJudge(day) }))
		}
	}
	acts = append(acts, kit.Spacer(), t.Link(word, "F33", row, "text"))
	body := kit.Column(kit.SpaceM, kit.Grow(kit.Column(6, parts...)), kit.Row(kit.SpaceS, acts...))
	return kit.NewCard("Day "+strconv.Itoa(day), body).WithTrailing(kit.NewTag(proofTag(stand)))
}

// proofDay says which day that is; before the deal has closed it follows the
// expected close.
func (t *Tab) proofDay(day int) string {
	a := &t.Rec.Account
	from := "expected close"
	if a.ActualClose != "" {
		from = "close"
	}
	on := a.CloseOn().AddDays(day)
	if on == "" {
		return "no close date yet"
	}
	return on.Short() + ", " + from + " + " + strconv.Itoa(day) + " days"
}

// proofTag says where a proof point stands, by shape and word.
func proofTag(s metrics.ProofStand) kit.Tag {
	tag := kit.Tag{Text: s.Words(), Mark: kit.MarkRing}
	switch {
	case s.State == metrics.ProofSoon:
		tag.Tone, tag.Mark = kit.Blue, kit.MarkDot
	case s.State == metrics.ProofOverdue:
		tag.Tone, tag.Mark = kit.Late, kit.MarkUp
	case s.Result == "yes":
		tag.Tone, tag.Mark = kit.Kept, kit.MarkTick
	case s.Result == "partly":
		tag.Tone, tag.Mark = kit.Late, kit.MarkDiamond
	case s.Result == "no":
		tag.Tone, tag.Mark = kit.Broken, kit.MarkSquare
	}
	return tag
}

// askJudge asks how the customer judged the proof point of a day.
func (t *Tab) askJudge(day int) {
	p := t.Rec.ProofPoint(day)
	if p == nil {
		return
	}
	results := playbook.Judgements()
	marks := []kit.Tag{{Text: "Yes, they saw it", Tone: kit.Kept}, {Text: "Partly", Tone: kit.Late}, {Text: "No", Tone: kit.Broken}}
	result := kit.NewChoiceChips(marks...)
	for i, o := range results {
		if o.Value == p.Result {
			result.Select(i)
		}
	}
	shown := kit.NewTextEntry("What they saw")
	shown.SetRequired(true)
	shown.SetText(p.Shown)
	by := kit.NewPicker("Who at the customer judged it", t.people...)
	by.FreeText = true
	by.SetRequired(true)
	by.SetText(p.JudgedBy)
	if p.JudgedBy == "" {
		by.SetText(p.Judge)
	}
	on := kit.NewDateEntry("When", t.Win.Now)
	on.Check = t.notAhead
	on.SetDay(string(t.Win.Desk().Today()))
	if p.JudgedOn != "" {
		on.SetDay(string(p.JudgedOn))
	}
	t.Ask(part.Form{Title: "Judge day " + strconv.Itoa(day), Action: "Judge",
		Body: []fyne.CanvasObject{kit.NewText(p.Text, kit.Strong), result, shown,
			kit.FormGrid(kit.FormCell{Span: 7, Object: by}, kit.FormCell{Span: 5, Object: on})},
		At: map[string]part.Hinter{"shown": shown, "judged_by": by},
		Act: func(ctx context.Context, d *work.Desk) error {
			j := work.Judgement{Shown: shown.Text(), By: by.Text(), On: playbook.Date(on.Day())}
			if i := result.SelectedOne(); i >= 0 {
				j.Result = results[i].Value
			}
			return d.JudgeProof(ctx, t.Account, day, j)
		}})
}
