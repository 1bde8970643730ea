package signals

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// told is the card of what the customer has already told us, and of what we
// still want to ask: it stands beside the signals because what it prevents is
// one of them, that they repeat themselves.
type told struct {
	t    *Tab
	card *kit.Card
}

func newTold(t *Tab) *told {
	return &told{t: t, card: kit.NewCard("Already told us", nil).WithSubtitle("Before a call: what they have said is not asked again.")}
}

func (k *told) show() {
	t, rec := k.t, k.t.Rec
	readOnly := t.Win.ReadOnly()
	head := func(words, action string, do func()) fyne.CanvasObject {
		row := kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel(words, kit.Caption)))
		if !readOnly {
			row.Add(kit.NewLinkButton(action, do))
		}
		return row
	}
	col := kit.Column(kit.SpaceM, head("To ask them", "Add a question…", k.ask))
	var open, known []fyne.CanvasObject
	for i := range rec.CustomerQuestions {
		q := &rec.CustomerQuestions[i]
		if a := work.KnownAnswer(rec, q); a != nil && a.Sure {
			known = append(known, k.answered(q, a))
		} else {
			open = append(open, k.open(q, a))
		}
	}
	col.Objects = append(append(col.Objects, open...), known...)
	if len(rec.CustomerQuestions) == 0 {
		col.Add(kit.NewText("Nothing is to be asked.", kit.Soft))
	}
	facts := rec.ItemsOf(playbook.Fact)
	col.Add(kit.NewHairline())
	col.Add(head("What they told us", "Add a fact…", func() { k.record("What did they tell us?", "Add fact", playbook.ID{}, "") }))
	for i := range facts {
		col.Add(k.fact(&facts[i]))
	}
	if len(facts) == 0 {
		col.Add(kit.NewText("Nothing is noted yet. Whatever they say once and somebody may ask again belongs here.", kit.Soft))
	}
	k.card.SetContent(col)
}

// toldBy says who told a fact and when.
func toldBy(f *playbook.Item) string {
	who := "somebody at the customer"
	if !part.Blank(f.Who) {
		who = f.Who
	}
	return part.Joined(", ", who, f.On.Short())
}

func (k *told) fact(f *playbook.Item) fyne.CanvasObject {
	id := f.ID
	return kit.Column(2, kit.NewText(f.Text, kit.Body), kit.Row(kit.SpaceS, kit.Grow(kit.NewText(part.Upper(toldBy(f)), kit.Small)),
		kit.NewLinkButton("Edit", func() { k.t.Open("F74", id, "text") })))
}

// answered is a question that is struck out, with its answer.
func (k *told) answered(q *playbook.CustomerQuestion, a *work.Known) fyne.CanvasObject {
	col := kit.Column(2, kit.NewSpans(kit.Span{Text: q.Text, Role: kit.Soft, Strike: true}),
		kit.NewText(a.Fact.Text, kit.Body), kit.NewText("Told by "+toldBy(&a.Fact), kit.Small))
	if !k.t.Win.ReadOnly() {
		id := q.ID
		col.Add(kit.Pad(kit.Flow(0, kit.NewLinkButton("Ask it after all", func() { k.answer(id, playbook.ID{}) }), k.remove(id)), -4, 0, -4, -8))
	}
	return col
}

// open is a question that nobody has answered. A fact whose words are alike is
// offered, and nothing is struck out before somebody says that it answers.
func (k *told) open(q *playbook.CustomerQuestion, a *work.Known) fyne.CanvasObject {
	id := q.ID
	col := kit.Column(2, kit.NewText(q.Text, kit.Strong))
	if !part.Blank(q.By) {
		col.Add(kit.NewText(q.By+" wants to know", kit.Small))
	}
	var acts []fyne.CanvasObject
	if a != nil {
		fact := a.Fact.ID
		col.Add(kit.NewText("They may have said it: “"+a.Fact.Text+"” ("+toldBy(&a.Fact)+")", kit.Body))
		acts = append(acts, kit.NewLinkButton("That answers it", func() { k.answer(id, fact) }))
	}
	if k.t.Win.ReadOnly() {
		return col
	}
	text := q.Text
	acts = append(acts, kit.NewLinkButton("Record answer…", func() { k.record(text, "Record the answer", id, "The question is struck out with it.") }))
	if len(k.t.Rec.ItemsOf(playbook.Fact)) > 0 {
		acts = append(acts, kit.NewLinkButton("Answered by…", func() { k.choose(q) }))
	}
	col.Add(kit.Pad(kit.Flow(0, append(acts, k.remove(id))...), -4, 0, -4, -8))
	return col
}

func (k *told) remove(question playbook.ID) fyne.CanvasObject {
	return kit.NewSubtle("Remove", func() {
		k.t.Remove(work.Ref{Noun: "customer_question", ID: question}, "", "a question for the customer", k.said)
	})
}

// said tells what a rule had against a write from the card, where no sheet is
// open to say it.
func (k *told) said(sentence string) {
	if sentence != "" {
		k.t.Win.Toast(sentence)
	}
}

func (k *told) answer(question, fact playbook.ID) {
	k.t.Do(func(ctx context.Context, d *work.Desk) error { return d.AnswerWith(ctx, question, fact) }, func(_, s string) { k.said(s) })
}

// ask puts a question on the list. What they have said about it is shown while
// it is typed, before anybody asks again.
func (k *told) ask() {
	text := kit.NewTextEntry("What do we want to ask them?")
	text.SetRequired(true)
	found := kit.Column(kit.SpaceS)
	found.Hide()
	var sheet *kit.Sheet
	text.OnChanged = func(typed string) {
		text.SetHint("", kit.Neutral)
		a := work.KnownAnswer(k.t.Rec, &playbook.CustomerQuestion{Text: typed})
		found.Objects = nil
		if a != nil {
			found.Objects = []fyne.CanvasObject{kit.NewCard("", kit.Column(kit.SpaceS, kit.NewLabel("They have told us", kit.Caption),
				kit.NewText(a.Fact.Text, kit.Strong), kit.NewText(part.Upper(toldBy(&a.Fact)), kit.Small),
				kit.Row(0, kit.NewButton("That answers it", kit.Secondary, func() { sheet.Close() }), kit.Spacer()))).WithTone(kit.Late)}
		}
		part.Visible(found, a != nil)
		found.Refresh()
		sheet.Refresh()
	}
	sheet = k.form("A question for the customer", "Add question", map[string]part.Hinter{"text": text}, func() act {
		typed := text.Text()
		return func(ctx context.Context, d *work.Desk) error {
			_, err := d.AskCustomer(ctx, k.t.Account, typed)
			return err
		}
	}, text, found)
}

// record keeps what they said; with a question it answers that.
func (k *told) record(title, action string, question playbook.ID, hint string) {
	text := kit.NewTextEntry("What they said")
	text.SetRequired(true)
	text.SetHint(hint, kit.Neutral)
	who := kit.NewPicker("Who said it", pane.Customers(k.t.Rec)...)
	who.FreeText = true
	on := kit.NewDateEntry("When", k.t.Win.Now)
	on.Plain = true
	on.SetDay(string(k.t.Win.Desk().Today()))
	k.form(title, action, map[string]part.Hinter{"text": text, "on": on.Entry}, func() act {
		fact, by, day := text.Text(), strings.TrimSpace(who.Entry.Text()), playbook.Date(on.Day())
		return func(ctx context.Context, d *work.Desk) error {
			_, err := d.TellFact(ctx, k.t.Account, fact, by, day, question)
			return err
		}
	}, text, kit.FormGrid(kit.FormCell{Span: 7, Object: who}, kit.FormCell{Span: 5, Object: on}))
}

// An act is one write, with what was typed already read from the fields.
type act = func(ctx context.Context, d *work.Desk) error

// form opens a sheet of a few fields that ends in one act. A refusal stands
// under the field it is about, or under them all.
func (k *told) form(title, action string, at map[string]part.Hinter, read func() act, fields ...fyne.CanvasObject) *kit.Sheet {
	wrong := part.Said()
	ok := kit.NewButton(action, kit.Primary, nil)
	sheet := kit.NewSheet(title, kit.SheetMedium, kit.Column(kit.SpaceM, append(fields, wrong)...), ok)
	ok.OnTapped = func() {
		k.t.Do(read(), func(col, sentence string) {
			if sentence == "" {
				sheet.Close()
				return
			}
			if field := at[col]; field != nil {
				field.SetHint(sentence, kit.Broken)
				kit.Focus(field)
				sentence = ""
			}
			part.Say(wrong, sentence)
			sheet.Refresh()
		})
	}
	sheet.Open(k.t.Win.Canvas())
	return sheet
}

// choose asks which fact answers a question.
func (k *told) choose(q *playbook.CustomerQuestion) {
	facts := k.t.Rec.ItemsOf(playbook.Fact)
	id := q.ID
	var sheet *kit.Sheet
	list := kit.NewTable(kit.TableColumn{Grow: 1, Width: 240})
	list.NoHead, list.Fit, list.TapOpens = true, true, true
	list.Len = func() int { return len(facts) }
	list.Cell = func(row, _ int) kit.Cell {
		return kit.Cell{Text: facts[row].Text, Wrap: true, Sub: part.Upper(toldBy(&facts[row]))}
	}
	list.OnOpen = func(row int) {
		sheet.Close()
		k.answer(id, facts[row].ID)
	}
	sheet = kit.NewSheet("Which fact answers it?", kit.SheetMedium, kit.Column(kit.SpaceM, kit.NewText(q.Text, kit.Strong), list), nil)
	sheet.Open(k.t.Win.Canvas())
	list.Select(0)
	kit.Focus(list)
}
