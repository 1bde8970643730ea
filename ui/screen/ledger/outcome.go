package ledger

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
)

// outcome is the card on which the marked promise is followed to its end:
// field F53 of the handoff.
type outcome struct {
	t     *Promises
	p     *playbook.Promise // as last shown
	typed *pane.Typed

	card      *kit.Card
	title     *kit.Text
	sold      *kit.Text
	owner     *kit.Picker
	status    *kit.ChoiceChips
	delivered *kit.DateEntry
	evidence  *kit.Entry
	ended     *kit.ChoiceChips
	confirmed *kit.Checkbox
	said      *kit.Text
	link      *kit.Button
}

func newOutcome(t *Promises) *outcome {
	o := &outcome{t: t, title: kit.NewText("", kit.Heading), sold: kit.NewText("", kit.Small), said: kit.NewText("", kit.Small),
		owner: kit.NewPicker("Delivery owner"), delivered: kit.NewDateEntry("Delivered on", t.win.Now), evidence: kit.NewTextEntry("Evidence")}
	o.title.MaxLines, o.sold.MaxLines = 8, 8
	o.owner.FreeText = true
	o.owner.OnPicked = func(name string) { o.set(o.p, "owner", name) }
	o.status = chips("status")
	o.status.OnChanged = func(on []int) { o.set(o.p, "status", chosen("status", on)) }
	o.delivered.OnDay = func(iso string) { o.set(o.p, "delivered_on", iso) }
	o.evidence.SetPlaceholder("What shows that they have it")
	o.typed = pane.NewTyped(o.evidence, func(d time.Duration, f func()) func() { return t.after(d, f) }, t.win.Now,
		pane.Source{Queue: kit.Named(t.run.Queue(), "Evidence of a promise"), Store: o.write, Stored: t.changed, Fail: t.win.Fail})
	o.ended = chips("outcome")
	o.ended.Optional = true
	o.ended.OnChanged = func(on []int) { o.set(o.p, "outcome", chosen("outcome", on)) }
	o.confirmed = kit.NewCheckbox("Confirmed by the customer", func(on bool) {
		v := ""
		if on {
			v = "true"
		}
		o.set(o.p, "customer_confirmed", v)
	})
	o.link = kit.NewButton("Open in handoff", kit.Secondary, func() {
		if o.p != nil {
			t.open("F44", o.p.ID, "text")
		}
	})
	o.card = kit.NewCard("", kit.Column(kit.SpaceM, kit.Column(4, o.title, o.sold),
		kit.Column(6, kit.NewLabel("Status", kit.Caption), o.status),
		kit.FormGrid(kit.FormCell{Span: 6, Object: o.owner}, kit.FormCell{Span: 6, Object: o.delivered}), o.typed.Object(),
		kit.Column(6, kit.NewLabel("Outcome", kit.Caption), o.ended), o.confirmed, o.said,
		kit.Row(0, kit.Spacer(), o.link)))
	if t.win.ReadOnly() {
		for _, w := range []fyne.Disableable{o.owner.Entry, o.status, o.delivered.Entry, o.evidence, o.ended, o.confirmed} {
			w.Disable()
		}
	}
	return o
}

func chips(col string) *kit.ChoiceChips {
	var words []string
	for _, opt := range options("promise", col) {
		words = append(words, opt.Label)
	}
	return kit.NewChoice(words...)
}

func chosen(col string, on []int) string {
	if len(on) == 0 {
		return ""
	}
	return options("promise", col)[on[0]].Value
}

func choose(c *kit.ChoiceChips, col, value string) {
	for i, opt := range options("promise", col) {
		if opt.Value == value {
			c.Select(i)
			return
		}
	}
	c.Select()
}

func (o *outcome) flush() { o.typed.Flush() }

// show puts a promise on the card; evidence that is being typed stays.
func (o *outcome) show(p *playbook.Promise) {
	same := p != nil && o.p != nil && o.p.ID == p.ID
	o.p = p
	visible(o.card, p != nil)
	if p == nil {
		return
	}
	title := p.Text
	if p.Deciding {
		title = "★ " + title
	}
	o.title.SetText(title)
	o.sold.SetText(joined("\n", prefixed("Why they believed us: ", joined(" · ", labelOf("promise", "basis", p.Basis), p.BasisRef)),
		prefixed("In full means: ", p.FullScope), prefixed("Plan: ", p.SupportPlan)))
	visible(o.sold, o.sold.Text() != "")
	o.owner.SetOptions(o.t.team...)
	if !o.owner.Focused() {
		o.owner.SetText(p.Owner)
	}
	if !o.delivered.Focused() || !same {
		o.delivered.SetDay(string(p.DeliveredOn))
	}
	o.typed.Show(p.ID, p.Evidence)
	status := p.Status
	if status == "" {
		status = "owed"
	}
	choose(o.status, "status", status)
	choose(o.ended, "outcome", p.Outcome)
	state := kit.Unchecked
	if p.CustomerConfirmed {
		state = kit.Checked
	}
	o.confirmed.Set(state)
	if !same {
		o.say("")
	}
	o.card.Refresh()
}

func (o *outcome) say(sentence string) {
	o.said.SetSpans(kit.Span{Text: sentence, Role: kit.Small, Color: kit.ColorBrokenInk})
	visible(o.said, sentence != "")
	o.card.Refresh()
}

// set stores one value of the promise.
func (o *outcome) set(p *playbook.Promise, col, typed string) {
	if p == nil {
		return
	}
	seen, err := playbook.GetText(p, col)
	if err != nil {
		o.t.win.Fail(err)
		return
	}
	if seen == typed {
		return
	}
	id := p.ID
	o.t.write(work.Ref{Noun: "promise", ID: id}, "", []edit{{col, seen, typed}}, func(sentence string) {
		if o.p != nil && o.p.ID == id {
			o.show(o.p)
			o.say(sentence)
		}
	})
}

// write stores evidence as one stay in the field.
func (o *outcome) write(ctx context.Context, id playbook.ID, seen, typed, stay string) (string, error) {
	return o.t.win.Desk().Set(ctx, work.Ref{Noun: "promise", ID: id}, "evidence", seen, typed, stay)
}
