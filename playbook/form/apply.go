package form

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// Applied says what a form did.
type Applied struct {
	Account playbook.ID
	Name    string
	Created bool
	Answers int // values that are different now
	Rows    int // rows that were added
}

// Apply creates or updates the account that a form means, as one act. The
// account is the one with the form's id, or else the one with its name; with
// neither there a new one begins at Pre-close, and the writer is its seller
// unless the form names another. Rows are found by their id, or else by what
// they are about (the words of a promise, the name of a person, the day of a
// proof point); others are added at the end, in the form's order. No row is
// ever removed. The same form again changes nothing and writes no act.
//
// What the rules of a row refuse comes back as Problems; what the rules of an
// account refuse as a playbook error. In both cases nothing is written.
func Apply(ctx context.Context, d *work.Desk, f *Form) (Applied, error) {
	a := applier{form: f, desk: d}
	act := playbook.Act{Who: d.Who, Device: d.Device, Label: "Apply form for “" + clip(f.Account) + "”", At: d.Now()}
	err := d.Store.Do(ctx, act, func(tx playbook.Tx) error {
		a.tx, a.out, a.problems = tx, Applied{}, nil
		if err := a.run(); err != nil {
			return err
		}
		if len(a.problems) > 0 {
			return a.problems[:min(len(a.problems), most)]
		}
		return nil
	})
	if err != nil {
		return Applied{}, err
	}
	return a.out, nil
}

type applier struct {
	form     *Form
	desk     *work.Desk
	tx       playbook.Tx
	rec      playbook.Record
	out      Applied
	problems Problems
}

func (a *applier) say(line int, format string, args ...any) {
	a.problems = append(a.problems, Problem{File: a.form.Name, Line: line, Message: fmt.Sprintf(format, args...)})
}

func (a *applier) run() error {
	if err := a.find(); err != nil || len(a.problems) > 0 {
		return err
	}
	if err := a.singles(&a.rec.Account); err != nil || len(a.problems) > 0 {
		return err
	}
	a.out.Account, a.out.Name = a.rec.Account.ID, a.rec.Account.Name
	if err := a.redate(); err != nil {
		return err
	}
	a.rec.Handoff.AccountID = a.rec.Account.ID
	if err := a.singles(&a.rec.Handoff); err != nil {
		return err
	}
	for i := range a.form.answers {
		ans := &a.form.answers[i]
		if err := a.list(ans); err != nil {
			return err
		}
		if err := a.none(ans); err != nil {
			return err
		}
	}
	return nil
}

// redate moves the tasks of a running plan when the form gave one of the dates
// that they are counted from.
func (a *applier) redate() error {
	for i := range a.form.answers {
		for _, v := range a.form.answers[i].values {
			if a.form.answers[i].part.noun == "account" && slices.Contains(work.AnchorColumns(), v.in.Col) {
				return a.desk.Redate(a.tx, a.rec.Account.ID)
			}
		}
	}
	return nil
}

// find loads the account that is meant, or begins a new one.
func (a *applier) find() error {
	if !a.form.ID.IsZero() {
		rec, err := playbook.LoadRecord(a.tx, a.form.ID)
		if err == nil {
			a.rec = rec
			return nil
		} else if !errors.Is(err, playbook.ErrNotFound) {
			return err
		}
	}
	if a.form.Account == "" {
		a.say(0, "no account here has the id of this form; add a line like account: Northlake Dental")
		return nil
	}
	var all []playbook.Account
	if err := a.tx.Rows(&all, playbook.ID{}); err != nil {
		return err
	}
	var ids []playbook.ID
	for i := range all {
		if playbook.SameName(all[i].Name, a.form.Account) {
			ids = append(ids, all[i].ID)
		}
	}
	switch len(ids) {
	case 0:
		a.out.Created = true
		a.rec.Account = playbook.Account{Stage: playbook.PreClose, Seller: a.desk.Who}
		a.rec.Account.ID = playbook.NewID(a.desk.Now())
		a.rec.Handoff.State = playbook.Draft
		return nil
	case 1:
		rec, err := playbook.LoadRecord(a.tx, ids[0])
		a.rec = rec
		return err
	}
	a.say(0, "%d accounts are called “%s”; add the id of the one that is meant, like id: %s", len(ids), clip(a.form.Account), ids[0])
	return nil
}

// singles saves the answers that are columns of one row.
func (a *applier) singles(n playbook.Noun) error {
	var values []value
	for i := range a.form.answers {
		ans := &a.form.answers[i]
		if ans.part.noun == playbook.NounName(n) && !ans.part.list {
			values = append(values, ans.values...)
		}
	}
	return a.save(n, values, 0)
}

// save puts values into a row and stores it when its own rules allow that.
func (a *applier) save(n playbook.Noun, values []value, line int) error {
	for _, v := range values {
		text, ok, err := a.linked(v)
		if err != nil {
			return err
		}
		was, err := playbook.GetText(n, v.in.Col)
		if err != nil {
			return err
		}
		if !ok || v.in.same(was, text) {
			continue
		}
		if err := playbook.SetText(n, v.in.Col, text); err != nil {
			a.say(v.line, "%v", err)
			continue
		}
		a.out.Answers++
	}
	if err := n.Check(); err != nil {
		a.refused(err, values, line)
		return nil
	}
	if len(a.problems) > 0 {
		return nil
	}
	return a.tx.Save(n)
}

// refused says what the rules of a row refuse, at the line of its value.
func (a *applier) refused(err error, values []value, line int) {
	var inv *playbook.InvalidError
	if errors.As(err, &inv) {
		for _, v := range values {
			if v.in.Col == inv.Field {
				line = v.line
			}
		}
	}
	a.say(line, "%v", err)
}

// linked resolves a value that names another row: a problem by its words or
// by its place. Other values are what they are.
func (a *applier) linked(v value) (text string, ok bool, err error) {
	if v.in.Col != linkColumn || v.text == "" {
		return v.text, true, nil
	}
	var items []playbook.Item
	if err := a.tx.Rows(&items, a.rec.Account.ID); err != nil {
		return "", false, err
	}
	place, numErr := strconv.Atoi(strings.TrimPrefix(v.text, "#"))
	n := 0
	for i := range items {
		if items[i].Kind != playbook.Problem {
			continue
		}
		n++
		if playbook.SameName(items[i].Text, v.text) || numErr == nil && strings.HasPrefix(v.text, "#") && place == n {
			return items[i].ID.String(), true, nil
		}
	}
	a.say(v.line, "“%s” names no problem: “%s”; write one of the problems above in the same words, or #1 for the first", v.in.key, clip(v.text))
	return "", false, nil
}

// list finds or adds the rows of a list.
func (a *applier) list(ans *answer) error {
	if len(ans.rows) == 0 {
		return nil
	}
	p := ans.part
	stored := a.rec.Rows(p.fields[0])
	taken := map[playbook.Noun]bool{}
	found := make([]playbook.Noun, len(ans.rows))
	for i, r := range ans.rows {
		for _, n := range stored {
			if !r.id.IsZero() && n.Key().ID == r.id {
				found[i], taken[n] = n, true
			}
		}
	}
	added, star := false, playbook.ID{}
	for i, r := range ans.rows {
		n := found[i]
		if n == nil {
			n = a.match(p, r, stored, taken)
		}
		if n == nil {
			n = newRow(p, a.rec.Account.ID)
			if pp, ok := n.(*playbook.ProofPoint); ok {
				pp.Pos, _ = strconv.Atoi(valueOf(r, "day"))
			}
			added = true
			answers := a.out.Answers
			if err := a.save(n, r.values, r.line); err != nil {
				return err
			}
			a.out.Answers = answers // they count as one row
			a.out.Rows++
		} else {
			taken[n] = true
			if err := a.save(n, r.values, r.line); err != nil {
				return err
			}
		}
		if valueOf(r, "deciding") == "true" {
			star = n.Key().ID
		}
	}
	if added && len(a.problems) == 0 {
		if err := a.dropNone(p); err != nil {
			return err
		}
	}
	return a.oneDeciding(star)
}

func valueOf(r row, col string) string {
	for _, v := range r.values {
		if v.in.Col == col {
			return v.text
		}
	}
	return ""
}

// match finds the stored row that is about the same, each at most once.
func (a *applier) match(p *part, r row, stored []playbook.Noun, taken map[playbook.Noun]bool) playbook.Noun {
	want := newRow(p, playbook.ID{})
	for _, v := range r.values {
		if v.in.Col != linkColumn {
			// The reader has made sure that the column holds it.
			_ = playbook.SetText(want, v.in.Col, v.text)
		}
	}
	key := keyOf(want)
	for _, n := range stored {
		if !taken[n] && keyOf(n) == key {
			return n
		}
	}
	return nil
}

// oneDeciding moves the star: it comes off the promise that had it.
func (a *applier) oneDeciding(star playbook.ID) error {
	if star.IsZero() || len(a.problems) > 0 {
		return nil
	}
	var now []playbook.Promise
	if err := a.tx.Rows(&now, a.rec.Account.ID); err != nil {
		return err
	}
	for i := range now {
		if now[i].Deciding && now[i].ID != star {
			now[i].Deciding = false
			if err := a.tx.Save(&now[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// none stores an explicit none, or takes it back when the field is answered.
func (a *applier) none(ans *answer) error {
	p := ans.part
	if ans.none == nil {
		for _, v := range ans.values {
			if p.none != nil && v.text != "" {
				return a.dropNone(p)
			}
		}
		return nil
	}
	if p.list && len(a.rec.Rows(p.fields[0])) > 0 {
		a.say(ans.none.line, "“%s” has rows already; remove them in the window before answering none", p.key)
		return nil
	}
	n := a.rec.NoneOf(p.none)
	if n == nil {
		n = &playbook.None{Field: p.none.ID()}
		n.AccountID = a.rec.Account.ID
	}
	if n.Who == ans.none.who && n.On == ans.none.on {
		return nil
	}
	n.Who, n.On = ans.none.who, ans.none.on
	a.out.Answers++
	return a.tx.Save(n)
}

func (a *applier) dropNone(p *part) error {
	if p.none == nil {
		return nil
	}
	if n := a.rec.NoneOf(p.none); n != nil {
		return a.tx.Trash(n)
	}
	return nil
}
