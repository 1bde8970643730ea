package work

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kept/playbook"
)

// A Bygone is a value that a row had once.
type Bygone struct {
	Ref
	Col   string
	Value string // the text form, as the history has it
}

// CanBringBack tells whether values of a column can be brought back one by one:
// those that a person enters. What moves by steps of its own, such as a state,
// a stage or the anchors of a plan, is changed by these steps or by undo.
func CanBringBack(noun, col string) bool {
	if slices.Contains([]string{"account.status_line", "task.title", "task.owner", "task.due_on", "task.note", "task.customer_text", "task.evidence"}, noun+"."+col) {
		return true
	}
	all := append(playbook.Fields(), playbook.LaterFields()...)
	for i := range all {
		if all[i].Noun != noun {
			continue
		}
		for _, in := range all[i].Inputs {
			if in.Col == col {
				return in.Audience != playbook.Sensitive
			}
		}
	}
	return false
}

// ValueNow returns the value that would be replaced and what its row is called,
// refused with a sentence where the row is gone or in the trash.
func (d *Desk) ValueNow(ctx context.Context, b Bygone) (value string, err error) {
	n := playbook.NewNoun(b.Noun)
	if n == nil {
		return "", fmt.Errorf("no noun %q", b.Noun)
	}
	n.Key().ID = b.ID
	if err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Load(n) }); err != nil {
		return "", gone(b, err)
	}
	return playbook.GetText(n, b.Col)
}

// BringBack writes a value that a row had once over the one that was seen, as
// an act of its own, which can be undone. It returns a *playbook.ConflictError
// when the value was changed since it was seen, and refuses where the row is
// gone or in the trash, where the column moves by steps of its own, and where a
// rule does. Bringing back what is there already is no act.
func (d *Desk) BringBack(ctx context.Context, b Bygone, seen string) error {
	n := playbook.NewNoun(b.Noun)
	if n == nil {
		return fmt.Errorf("no noun %q", b.Noun)
	}
	name := playbook.NameOfField(b.Noun, "", b.Col)
	if !CanBringBack(b.Noun, b.Col) {
		return &playbook.RefusedError{What: "Not brought back", Reasons: []string{
			"“" + name + "” moves by steps of its own; undo the act, or take the step that leads there"}}
	}
	n.Key().ID = b.ID
	// The list of an item or a watch is known when the row is.
	if err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Load(n) }); err != nil {
		return gone(b, err)
	}
	name = playbook.NameOfField(b.Noun, playbook.KindOf(n), b.Col)
	return d.do(ctx, "Bring back "+lowerFirst(name), "", func(tx playbook.Tx) error {
		if err := d.put(tx, n, b.Col, seen, b.Value); err != nil {
			return gone(b, err)
		}
		if a, ok := n.(*playbook.Account); ok && b.Col == "status_line" && seen != b.Value {
			a.StatusBy, a.StatusAt = d.Who, playbook.MomentOf(d.Now())
			return tx.Save(a)
		}
		return nil
	})
}

// gone turns a row that is not there into a refusal that says what to do.
func gone(b Bygone, err error) error {
	if !errors.Is(err, playbook.ErrNotFound) {
		return err
	}
	what := playbook.RowWords(b.Noun, "")
	if b.Noun == "item" || b.Noun == "watch" {
		what = "Row"
	}
	return &playbook.RefusedError{What: "Not brought back", Reasons: []string{
		"the " + lowerFirst(what) + " is not there any more; if it is in the trash, restore it first"}}
}
