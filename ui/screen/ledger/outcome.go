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

// outcome is what came of the marked promise, as fields: what shows it, how it
// ended, who delivered it and who at the customer confirmed it. On the card
// beside the list an outcome is taken when it is chosen; on the way through
// (waits) it waits for the person to confirm it.
type outcome struct {
	t     *Promises
	p     *playbook.Promise // as last shown
	waits bool
	held  map[playbook.ID]string // chosen, not confirmed
	typed *pane.Typed

	card      *kit.Card
	title     *kit.Text
	sold      *kit.Text
	kept      *part.Feasible // whether its day can be kept
	status    *kit.ChoiceChips
	owner     *kit.Picker
	delivered *kit.DateEntry
	evidence  *kit.Entry
	ended     *kit.ChoiceChips
	said      *kit.Text
	by        *kit.Picker // who at the customer confirmed, agreed or released
	on        *kit.DateEntry
	links     *links
}

func newOutcome(t *Promises, waits bool) *outcome {
	o := &outcome{t: t, waits: waits, held: map[playbook.ID]string{}, title: kit.NewText("", kit.Heading), sold: kit.NewText("", kit.Small), said: kit.NewText("", kit.Small),
		owner: kit.NewPicker("Delivery owner"), delivered: kit.NewDateEntry("Delivered on", t.Win.Now), evidence: kit.NewTextEntry("Evidence"),
		by: kit.NewPicker("Confirmed by"), on: kit.NewDateEntry("Confirmed on", t.Win.Now)}
	o.title.MaxLines, o.sold.MaxLines = 8, 8
	o.kept = part.NewFeasible(t.Win, t.Run, t.after, t.Account)
	o.kept.OnSaid = func() {
		o.card.Refresh()
		if t.side != nil { // not while the tab is built
			t.side.Refresh()
		}
	}
	o.owner.FreeText, o.by.FreeText = true, true
	o.owner.SetPlaceholder("Who delivers it?")
	o.delivered.Plain, o.on.Plain = true, true
	o.owner.OnPicked = func(name string) { o.set(o.p, "owner", name) }
	o.status = chips("status")
	o.status.OnChanged = func(on []int) { o.set(o.p, "status", chosen("status", on)) }
	o.delivered.OnDay = func(iso string) { o.set(o.p, "delivered_on", iso) }
	o.evidence.SetPlaceholder("What shows that they have it")
	o.typed = pane.NewTyped(o.evidence, func(d time.Duration, f func()) func() { return t.after(d, f) }, t.Win.Now,
		pane.Source{Queue: kit.Named(t.Run.Queue(), "Evidence of a promise"), Store: o.write, Stored: t.Changed, Fail: t.Win.Fail})
	o.by.SetPlaceholder("Who?")
	o.by.OnPicked = func(name string) { o.confirmed(name, o.on.Day()) }
	o.on.OnDay = func(iso string) { o.confirmed(o.by.Picked(), iso) }
	o.ended = o.endings()
	o.ended.OnChanged = o.choose
	o.links = newLinks(o)
	o.lay()
	if t.Win.ReadOnly() {
		for _, w := range []fyne.Disableable{o.owner.Entry, o.status, o.delivered.Entry, o.evidence, o.ended, o.by.Entry, o.on.Entry} {
			w.Disable()
		}
	}
	return o
}

// endings are the seven outcomes; on the way through each begins with its key.
func (o *outcome) endings() *kit.ChoiceChips {
	c := chips("outcome")
	if o.waits {
		var tags []kit.Tag
		for i, opt := range playbook.Outcomes() {
			tags = append(tags, kit.Tag{Text: strconv.Itoa(i+1) + "  " + opt.Label})
		}
		c.SetOptions(tags...)
	}
	c.Optional = true
	return c
}

func (o *outcome) lay() {
	span := 6
	if !o.waits { // half of the side column is too narrow for a name or a day
		span = 12
	}
	who := kit.FormGrid(kit.FormCell{Span: span, Object: o.owner}, kit.FormCell{Span: span, Object: o.delivered})
	confirmed := kit.FormGrid(kit.FormCell{Span: span, Object: o.by}, kit.FormCell{Span: span, Object: o.on})
	ended := kit.Column(6, kit.NewLabel("Outcome", kit.Caption), o.ended, o.said)
	if o.waits {
		o.card = kit.NewCard("What was delivered", kit.Column(kit.SpaceM, o.typed.Object(), ended, who, confirmed))
		return
	}
	open := kit.NewButton("Open in handoff", kit.Secondary, func() {
		if o.p != nil {
			o.t.Open("F44", o.p.ID, "text")
		}
	})
	o.card = kit.NewCard("", kit.Column(kit.SpaceM, kit.Column(4, o.title, o.sold, o.kept.Line),
		kit.Column(6, kit.NewLabel("Status", kit.Caption), o.status), o.typed.Object(), ended, who, confirmed,
		kit.NewHairline(), o.links.box, kit.Row(0, kit.Spacer(), open)))
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
	part.Visible(o.card, p != nil)
	if p == nil {
		return
	}
	title := p.Text
	if p.Deciding {
		title = "★ " + title
	}
	o.title.SetText(title)
	o.sold.SetText(part.Joined("\n", part.Prefixed("Why they believed us: ", part.Joined(" · ", part.LabelOf("promise", "basis", p.Basis), p.BasisRef)),
		part.Prefixed("In full means: ", part.Clip(p.FullScope, mostShown)), part.Prefixed("Plan: ", part.Clip(p.SupportPlan, mostShown))))
	part.Visible(o.sold, o.sold.Text() != "")
	if due, _ := o.t.Rec.DueOf(p); o.waits || due == "" || p.Outcome != "" || p.DeliveredOn != "" {
		o.kept.Clear()
	} else {
		o.kept.Ask(work.Ask{On: due, Promise: p.ID})
	}
	o.owner.SetOptions(o.t.team...)
	o.by.SetOptions(pane.Customers(o.t.Rec)...)
	for _, f := range []struct {
		at     *kit.Picker
		stored string
	}{{o.owner, p.Owner}, {o.by, p.ConfirmedBy}} {
		if !f.at.Focused() || !same {
			f.at.SetText(f.stored)
		}
	}
	for _, f := range []struct {
		at     *kit.DateEntry
		stored playbook.Date
	}{{o.delivered, p.DeliveredOn}, {o.on, p.ConfirmedOn}} {
		if !f.at.Focused() || !same {
			f.at.SetDay(string(f.stored))
		}
	}
	o.typed.Show(p.ID, p.Evidence)
	status := p.Status
	if status == "" {
		status = "owed"
	}
	choose(o.status, "status", status)
	o.showEnding()
	if !same {
		o.clear()
	}
	if p.CustomerConfirmed && part.Blank(p.ConfirmedBy) {
		o.by.SetHint("Confirmed; nobody is named.", kit.Neutral)
	}
	o.links.show(p)
	o.card.Refresh()
}

// showEnding shows the outcome that is stored, or chosen and waiting.
func (o *outcome) showEnding() {
	value, waiting := o.held[o.p.ID]
	if !waiting {
		value = o.p.Outcome
	}
	choose(o.ended, "outcome", value)
}

// clear takes back what was said about another row or an earlier try.
func (o *outcome) clear() {
	o.say("")
	o.by.SetHint("", kit.Neutral)
	o.on.SetHint("", kit.Neutral)
}

func (o *outcome) say(sentence string) {
	o.said.SetSpans(kit.Span{Text: sentence, Role: kit.Small, Color: kit.ColorBrokenInk})
	part.Visible(o.said, sentence != "")
	o.card.Refresh()
}

// refused says why, and gives the keyboard to the field that takes the answer.
func (o *outcome) refused(col, sentence string) {
	o.showEnding()
	o.say(sentence)
	switch col {
	case "evidence":
		o.evidence.SetHint("This is what is missing.", kit.Broken)
		kit.Focus(o.evidence)
	case "confirmed_by", "customer_confirmed":
		o.by.SetHint("Who at the customer?", kit.Broken)
		kit.Focus(o.by)
	case "confirmed_on":
		o.on.Entry.SetHint("On which day?", kit.Broken)
		kit.Focus(o.on)
	}
	o.card.Refresh()
}

// act gives a use case to the queue. then runs when it was taken; a refusal
// stands at its field, as long as the card still shows the promise.
func (o *outcome) act(do func(context.Context, *work.Desk) error, then func()) {
	id := o.p.ID
	o.t.Do(do, func(col, sentence string) {
		here := o.p != nil && o.p.ID == id
		switch {
		case sentence != "" && here:
			o.refused(col, sentence)
		case sentence != "":
			o.t.Win.Toast(sentence)
		default:
			if here {
				o.clear()
			}
			if then != nil {
				then()
			}
		}
	})
}

// choose is a click on one of the outcomes.
func (o *outcome) choose(on []int) {
	p := o.p
	if p == nil {
		return
	}
	value := chosen("outcome", on)
	switch {
	case o.waits && value == "" && p.Outcome == "":
		delete(o.held, p.ID)
	case o.waits && value != "":
		o.held[p.ID] = value
		o.say("")
	case value == "":
		o.showEnding()
		o.takeBack()
	default:
		o.flush()
		o.conclude(value, nil)
	}
}

// conclude gives the promise its outcome with what stands in the fields. Its
// evidence is stored by then: flush was called before.
func (o *outcome) conclude(value string, then func()) {
	id := o.p.ID
	e := work.Ending{Outcome: value, DeliveredOn: playbook.Date(o.delivered.Day()), ConfirmedBy: o.by.Entry.Text(), ConfirmedOn: playbook.Date(o.on.Day())}
	o.act(func(ctx context.Context, d *work.Desk) error { return d.Conclude(ctx, id, e) }, func() {
		delete(o.held, id)
		if then != nil {
			then()
		}
	})
}

// takeBack asks why an outcome is taken back.
func (o *outcome) takeBack() {
	p := o.p
	o.t.AskWhy("Take the outcome back", "“"+part.Clip(p.Text, 120)+"” is open again then; its evidence and confirmation stay.", "What has changed?",
		"Taking an outcome back needs a reason; say what has changed.", "Take it back",
		func(ctx context.Context, d *work.Desk, why string) error { return d.ReopenPromise(ctx, p.ID, why) }, nil)
}

// confirmed stores who at the customer confirmed the promise, and when.
func (o *outcome) confirmed(by, on string) {
	p := o.p
	switch {
	case p == nil || by == p.ConfirmedBy && on == string(p.ConfirmedOn):
	case by == "" && !p.CustomerConfirmed:
		o.by.SetHint("Say who confirmed it; the day goes with the name.", kit.Late)
		o.card.Refresh()
	default:
		id := p.ID
		o.act(func(ctx context.Context, d *work.Desk) error { return d.Confirm(ctx, id, by, playbook.Date(on)) }, nil)
	}
}

// set stores one value of the promise.
func (o *outcome) set(p *playbook.Promise, col, typed string) {
	if p == nil {
		return
	}
	seen, err := playbook.GetText(p, col)
	if err != nil {
		o.t.Win.Fail(err)
		return
	}
	if seen == typed {
		return
	}
	id := p.ID
	write(&o.t.Tab, work.Ref{Noun: "promise", ID: id}, []edit{{col, seen, typed}}, func(sentence string) {
		if o.p != nil && o.p.ID == id {
			o.show(o.p)
			o.say(sentence)
		}
	})
}

// write stores evidence as one stay in the field.
func (o *outcome) write(ctx context.Context, id playbook.ID, seen, typed, stay string) (string, error) {
	return o.t.Win.Desk().Set(ctx, work.Ref{Noun: "promise", ID: id}, "evidence", seen, typed, stay)
}
