package ledger

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// proofCard is a proof point on the way through: what they were to see, and
// how they judged it.
type proofCard struct {
	r      *reconcile
	p      *playbook.ProofPoint
	held   map[playbook.ID]string // chosen, not confirmed
	typed  *pane.Typed
	wanted *kit.Card
	facts  *fyne.Container

	judged *kit.Card
	result *kit.ChoiceChips
	shown  *kit.Entry
	by     *kit.Picker
	on     *kit.DateEntry
	said   *kit.Text
}

func newProofCard(r *reconcile) *proofCard {
	c := &proofCard{r: r, held: map[playbook.ID]string{}, facts: kit.Column(kit.SpaceM), shown: kit.NewTextEntry("What they saw"), by: kit.NewPicker("Judged by"), on: kit.NewDateEntry("Judged on", r.t.Win.Now), said: kit.NewText("", kit.Small)}
	t := r.t
	c.by.FreeText, c.on.Plain = true, true
	c.shown.SetPlaceholder("What shows it to them")
	c.typed = pane.NewTyped(c.shown, func(d time.Duration, f func()) func() { return t.after(d, f) }, t.Win.Now,
		pane.Source{Queue: kit.Named(t.Run.Queue(), "What they saw of a proof point"), Stored: t.Changed, Fail: t.Win.Fail,
			Store: func(ctx context.Context, id playbook.ID, seen, typed, stay string) (string, error) {
				return t.Win.Desk().Set(ctx, work.Ref{Noun: "proof_point", ID: id}, "shown", seen, typed, stay)
			}})
	var tags []kit.Tag
	for i, o := range playbook.Judgements() {
		tags = append(tags, kit.Tag{Text: strconv.Itoa(i+1) + "  " + o.Label})
	}
	c.result = kit.NewChoiceChips(tags...)
	c.result.OnChanged = func(on []int) { c.choose(on[0]) }
	c.by.OnPicked = func(name string) { c.set("judged_by", name) }
	c.wanted = kit.NewCard("What they must see", c.facts)
	c.judged = kit.NewCard("How they judged it", kit.Column(kit.SpaceM, c.typed.Object(),
		kit.Column(6, kit.NewLabel("Did they see it?", kit.Caption), c.result, c.said),
		kit.FormGrid(kit.FormCell{Span: 6, Object: c.by}, kit.FormCell{Span: 6, Object: c.on})))
	if t.Win.ReadOnly() {
		for _, w := range []fyne.Disableable{c.result, c.shown, c.by.Entry, c.on.Entry} {
			w.Disable()
		}
	}
	return c
}

func (c *proofCard) flush() { c.typed.Flush() }

func (c *proofCard) show(id playbook.ID) {
	rec := c.r.t.Rec
	for i := range rec.ProofPoints {
		if rec.ProofPoints[i].ID != id {
			continue
		}
		p := &rec.ProofPoints[i]
		same := c.p != nil && c.p.ID == id
		c.p = p
		on := rec.DayOn(p.Day)
		day := "Day " + strconv.Itoa(p.Day)
		if on != "" {
			day += ", " + on.Long()
		}
		c.wanted.SetTitle("What they must see by day " + strconv.Itoa(p.Day))
		c.facts.Objects = []fyne.CanvasObject{kit.NewText(p.Text, kit.Promise), pane.Grid(150, part.Pair("By", day), part.Pair("Judge", orElse(p.Judge, "nobody named")))}
		if !part.Blank(p.Evidence) {
			c.facts.Add(part.Pair("What will show it", p.Evidence))
		}
		c.facts.Refresh()
		c.by.SetOptions(pane.Customers(rec)...)
		if !c.by.Focused() || !same {
			c.by.SetText(orElse(p.JudgedBy, p.Judge))
		}
		if !c.on.Focused() || !same {
			c.on.SetDay(string(p.JudgedOn))
		}
		c.typed.Show(p.ID, p.Shown)
		c.showResult()
		if !same {
			c.say("")
			c.by.SetHint("", kit.Neutral)
		}
		c.wanted.Refresh()
		c.judged.Refresh()
	}
}

func (c *proofCard) showResult() {
	value, waiting := c.held[c.p.ID]
	if !waiting {
		value = c.p.Result
	}
	c.result.Select()
	for i, o := range playbook.Judgements() {
		if o.Value == value {
			c.result.Select(i)
		}
	}
}

func (c *proofCard) choose(i int) {
	c.held[c.p.ID] = playbook.Judgements()[i].Value
	c.say("")
	c.showResult()
}

func (c *proofCard) say(sentence string) {
	c.said.SetSpans(kit.Span{Text: sentence, Role: kit.Small, Color: kit.ColorBrokenInk})
	part.Visible(c.said, sentence != "")
	c.judged.Refresh()
}

func (c *proofCard) set(col, typed string) {
	if seen, err := playbook.GetText(c.p, col); err == nil && seen != typed {
		write(&c.r.t.Tab, work.Ref{Noun: "proof_point", ID: c.p.ID}, []edit{{col, seen, typed}}, c.say)
	}
}

// confirm stores the judgement that was chosen; then goes on.
func (c *proofCard) confirm(then func()) {
	t, p := c.r.t, c.p
	value, waiting := c.held[p.ID]
	switch {
	case !waiting && p.Result == "":
		c.say("Choose whether they saw it, 1 to 3; or J for the next one.")
		return
	case !waiting:
		c.flush()
		then()
		return
	}
	c.flush()
	j := work.Judgement{Result: value, By: c.by.Entry.Text(), On: playbook.Date(c.on.Day())}
	t.Do(func(ctx context.Context, d *work.Desk) error { return d.JudgeProof(ctx, t.Account, p.Day, j) }, func(col, sentence string) {
		if sentence != "" {
			c.refused(col, sentence)
			return
		}
		delete(c.held, p.ID)
		c.say("")
		then()
	})
}

// refused puts the sentence of a refusal at its field.
func (c *proofCard) refused(col, sentence string) {
	switch col {
	case "shown":
		c.shown.SetHint(sentence, kit.Broken)
		kit.Focus(c.shown)
	case "judged_by":
		c.by.SetHint(sentence, kit.Broken)
		kit.Focus(c.by)
	default:
		c.say(sentence)
	}
	c.judged.Refresh()
}
