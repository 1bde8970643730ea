package form

import (
	"errors"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/work"
)

// takeSent takes in what a file of answers says beside its values and rows:
// which promise won the deal, the order of lists, the answers to questions.
func (a *applier) takeSent() error {
	if err := a.takeStar(); err != nil {
		return err
	}
	for _, p := range parts() {
		for of, o := range a.form.sent.orders {
			if of.key == p.key {
				if err := a.takeOrder(of, o); err != nil {
					return err
				}
			}
		}
	}
	for _, q := range a.form.sent.questions {
		if err := a.takeAnswer(q); err != nil {
			return err
		}
	}
	return nil
}

// takeStar moves the star. Which promise has it is one value of the account,
// though each promise keeps a part of it.
func (a *applier) takeStar() error {
	s := a.form.sent.star
	if s == nil {
		return nil
	}
	a.now = nil
	rec, err := a.current()
	if err != nil {
		return err
	}
	title := func(id playbook.ID) string {
		for i := range rec.Promises {
			if rec.Promises[i].ID == id {
				return rec.Promises[i].Text
			}
		}
		return ""
	}
	var here playbook.ID
	if p := rec.Deciding(); p != nil {
		here = p.ID
	}
	given := a.taking.here(s.given)
	if given == here || !given.IsZero() && title(given) == "" { // or its promise was not taken in
		return nil
	}
	f := playbook.FieldByNo(50)
	d := work.AnswerDifference{Place: f.Label, Label: f.Inputs[0].Label, HereText: title(here), ThereText: title(given)}
	d.Noun, d.Row, d.Col, d.Class = f.Noun, a.rec.Account.ID, "deciding", merge.There
	if base := a.taking.here(s.base); base != here && !a.out.Created {
		d.Class = merge.Both
	}
	d.There = a.there(d.ThereText)
	if a.show(f.Section, d) != merge.Theirs {
		return nil
	}
	a.out.Answers++
	for _, won := range []bool{false, true} { // it comes off the one before it goes to the other
		for i := range rec.Promises {
			p := &rec.Promises[i]
			if (p.ID == given) != won || p.Deciding == won {
				continue
			}
			p.Deciding = won
			if err := a.tx.Save(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// takeOrder puts the rows of a list into the order that they have in the page.
func (a *applier) takeOrder(p *part, o order) error {
	a.now = nil
	rec, err := a.current()
	if err != nil {
		return err
	}
	rows := rec.Rows(p.fields[0])
	var here []playbook.ID
	for _, n := range rows {
		here = append(here, n.Key().ID)
	}
	var given []playbook.ID
	for _, id := range o.given {
		if id = a.taking.here(id); slices.Contains(here, id) && !slices.Contains(given, id) {
			given = append(given, id)
		}
	}
	common := func(of, and []playbook.ID) []playbook.ID {
		var out []playbook.ID
		for _, id := range of {
			if slices.Contains(and, id) {
				out = append(out, id)
			}
		}
		return out
	}
	// Rows added in the page stand at its end until somebody moves them.
	untouched := common(o.base, given)
	for _, id := range given {
		if !slices.Contains(o.base, id) {
			untouched = append(untouched, id)
		}
	}
	if slices.Equal(given, untouched) || slices.Equal(given, common(here, given)) {
		return nil
	}
	wanted := woven(here, given)
	d := work.AnswerDifference{Place: p.fields[0].Label, Label: "Order", HereText: titles(rows, here), ThereText: titles(rows, wanted)}
	d.Noun, d.Row, d.Col, d.Class = p.key, a.rec.Account.ID, "order", merge.There
	if !slices.Equal(common(o.base, here), common(here, o.base)) && !a.out.Created {
		d.Class = merge.Both
	}
	d.There = a.there(d.ThereText)
	if a.show(p.section, d) != merge.Theirs {
		return nil
	}
	a.out.Answers++
	at := map[playbook.ID]playbook.Noun{}
	last, places := -1, make([]int, len(rows))
	for i, n := range rows {
		at[n.Key().ID] = n
		places[i] = max(n.Key().Pos, last+1)
		last = places[i]
	}
	for i, id := range wanted {
		n := at[id]
		if n.Key().Pos == places[i] {
			continue
		}
		n.Key().Pos = places[i]
		if err := a.tx.Save(n); err != nil {
			return err
		}
	}
	return nil
}

// woven is the order given, with the rows that only are here behind the ones
// that they stand behind here.
func woven(here, given []playbook.ID) []playbook.ID {
	out := slices.Clone(given)
	for i, id := range here {
		if slices.Contains(out, id) {
			continue
		}
		at := 0
		if i > 0 {
			at = slices.Index(out, here[i-1]) + 1
		}
		out = slices.Insert(out, at, id)
	}
	return out
}

func titles(rows []playbook.Noun, ids []playbook.ID) string {
	var out []string
	for _, id := range ids {
		for _, n := range rows {
			if n.Key().ID == id {
				out = append(out, clip(playbook.TitleOf(n)))
			}
		}
	}
	return strings.Join(out, "\n")
}

// takeAnswer attaches an answer to its question. A question that was answered
// here meanwhile keeps that answer unless the other one is chosen.
func (a *applier) takeAnswer(sent sentQuestion) error {
	q := playbook.Question{Meta: playbook.Meta{ID: sent.ID}}
	d := work.AnswerDifference{Place: clip(sent.Text), Label: "Answer", ThereText: sent.Answer, Long: true}
	d.Noun, d.Row, d.Col, d.Class = "question", sent.ID, "answer", merge.There
	d.There = a.there(sent.Answer)
	err := a.tx.Load(&q)
	if errors.Is(err, playbook.ErrNotFound) || err == nil && q.AccountID != a.rec.Account.ID {
		d.Why = "this account has no such question any more"
		a.show("", d)
		return nil
	} else if err != nil {
		return err
	}
	d.Place = strings.Join(strings.Fields(q.Text), " ")
	if !q.Open() {
		if q.Answer == sent.Answer {
			return nil
		}
		d.Class, d.HereText = merge.Both, q.Answer
		d.Here.Text, d.Here.Who, d.Here.At = q.Answer, q.AnsweredBy, q.AnsweredAt
	}
	d.Long = d.HereText != ""
	text := sent.Answer
	switch a.show("", d) {
	case merge.Mine:
		return nil
	case merge.Keep:
		if d.Long {
			text = strings.TrimRight(q.Answer, "\n") + "\n\n" + sent.Answer
		}
	case merge.Other:
		text = strings.TrimSpace(playbook.CleanText(a.taking.text(place{d.Row, d.Col})))
	}
	if text == "" {
		return &playbook.InvalidError{Field: "answer", Message: "The answer is empty; write it, or leave the question open."}
	}
	q.Answer, q.AnsweredAt, q.AnsweredBy = text, playbook.MomentOf(a.desk.Now()), a.desk.Who
	if a.form.sent.by != "" {
		q.AnsweredBy = a.form.sent.by
	}
	a.out.Answers++
	return a.tx.Save(&q)
}
