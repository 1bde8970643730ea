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
type proofs struct {
	cards []*proofCard
	box   *fyne.Container
}

func newProofs(t *Tab) *proofs {
	p := &proofs{}
	var cards []fyne.CanvasObject
	for _, day := range []int{30, 60, 90} {
		k := newProofCard(t, day)
		p.cards, cards = append(p.cards, k), append(cards, k.card)
	}
	p.box = kit.Column(kit.SpaceS, heading("What they must see to feel they decided right", ""), pane.Grid(240, cards...))
	return p
}

func (p *proofs) show() {
	for _, k := range p.cards {
		k.show()
	}
}

// of returns the card of a proof point, nil when it is none of these.
func (p *proofs) of(row playbook.ID) *proofCard {
	for _, k := range p.cards {
		if !row.IsZero() && k.row == row {
			return k
		}
	}
	return nil
}

// proofCard shows the proof point of one day. Its buttons live as long as the
// tab, so that judging does not take the keyboard away.
type proofCard struct {
	t   *Tab
	day int
	row playbook.ID // zero while nothing is agreed

	card  *kit.Card
	on    *kit.Text
	text  *kit.Text
	more  *kit.Text
	tag   *kit.Pill
	judge *kit.Button
	edit  *kit.Button
	acts  *fyne.Container
}

func newProofCard(t *Tab, day int) *proofCard {
	k := &proofCard{t: t, day: day, on: kit.NewText("", kit.Small), text: kit.NewText("", kit.Body), more: kit.NewText("", kit.Small), tag: kit.NewTag(kit.Tag{})}
	k.judge = kit.NewButton("", kit.Secondary, func() { t.askJudge(day) })
	k.edit = kit.NewButton("", kit.Quiet, func() { t.Open("F33", k.row, "text") })
	k.acts = kit.Row(kit.SpaceS, k.judge, kit.Spacer(), k.edit)
	k.card = kit.NewCard("Day "+strconv.Itoa(day), kit.Column(kit.SpaceM, kit.Grow(kit.Column(6, k.on, k.text, k.more)), k.acts)).WithTrailing(k.tag)
	return k
}

func (k *proofCard) show() {
	t := k.t
	p := t.Rec.ProofPoint(k.day)
	stand := metrics.ProofAt(t.Rec, k.day, t.Win.Desk().Today())
	k.tag.Set(proofTag(stand))
	k.on.SetText(t.proofDay(k.day))
	set := stand.State != metrics.ProofUnset
	part.Visible(k.more, set)
	part.Visible(k.judge, set && !t.Win.ReadOnly())
	if !set {
		k.row = playbook.ID{}
		k.text.SetSpans(kit.Span{Text: "Nothing is agreed for this day yet.", Role: kit.Soft})
		k.edit.SetText("Add")
		k.card.Refresh()
		return
	}
	k.row = p.ID
	k.text.SetSpans(kit.Span{Text: p.Text, Role: kit.Body})
	k.edit.SetText("Edit")
	if stand.State == metrics.ProofJudged {
		k.judge.SetText("Judge again…")
		k.more.SetSpans(kit.Span{Text: "“" + strings.Trim(p.Shown, "“”\"") + "”", Role: kit.Body},
			kit.Span{Text: "\n" + part.Upper(part.Joined(", ", part.Prefixed("judged by ", p.JudgedBy), p.JudgedOn.Short())), Role: kit.Small})
	} else {
		judge := "nobody judges it yet"
		if !part.Blank(p.Judge) {
			judge = "judge: " + p.Judge
		}
		k.judge.SetText("Judge…")
		k.more.SetSpans(kit.Span{Text: part.Upper(part.Joined(" · ", judge, part.Prefixed("evidence: ", p.Evidence))), Role: kit.Small})
	}
	k.card.Refresh()
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
	account, results := t.Account, playbook.Judgements()
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
	part.Ask(&t.Tab, part.Form[work.Judgement]{Title: "Judge day " + strconv.Itoa(day), Action: "Judge",
		Body: []fyne.CanvasObject{kit.NewText(p.Text, kit.Strong), result, shown,
			kit.FormGrid(kit.FormCell{Span: 7, Object: by}, kit.FormCell{Span: 5, Object: on})},
		At: map[string]part.Hinter{"shown": shown, "judged_by": by, "judged_on": on.Entry},
		Values: func() work.Judgement {
			j := work.Judgement{Shown: shown.Text(), By: by.Text(), On: playbook.Date(on.Day())}
			if i := result.SelectedOne(); i >= 0 {
				j.Result = results[i].Value
			}
			return j
		},
		Act: func(ctx context.Context, d *work.Desk, j work.Judgement) error {
			return d.JudgeProof(ctx, account, day, j)
		}})
}
