package work

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
)

// Edit writes several values of one row of a list as one act, by column as a
// person types them: what is named together is checked together and taken back
// together. Values that are stored already are no act. It is for a writer that
// has seen no values, such as a script; a screen that shows them uses Set.
func (d *Desk) Edit(ctx context.Context, ref Ref, values map[string]string) error {
	cols := make([]string, 0, len(values))
	for col := range values {
		cols = append(cols, col)
	}
	slices.Sort(cols)
	n := playbook.NewNoun(ref.Noun)
	if n == nil {
		return fmt.Errorf("no noun %q", ref.Noun)
	}
	if err := stepwise(ref.Noun, cols...); err != nil {
		return err
	}
	n.Key().ID = ref.ID
	name, err := d.called(ctx, n, "")
	if err != nil {
		return err
	}
	what := playbook.RowWords(ref.Noun, playbook.KindOf(n))
	if len(cols) == 1 {
		if what = playbook.NameOfField(ref.Noun, playbook.KindOf(n), cols[0]); name != "" {
			what += " of"
		}
	}
	return d.do(ctx, strings.TrimSpace("Change "+lowerFirst(what)+" "+name), "", func(tx playbook.Tx) error {
		if err := tx.Load(n); err != nil {
			return err
		}
		was, dated := playbook.Date(""), false
		if p, ok := n.(*playbook.Promise); ok {
			was, dated = p.DueOn, slices.Contains(cols, "due_on")
		}
		for _, col := range cols {
			text, err := Canonical(n, col, strings.TrimSpace(values[col]))
			if err != nil {
				return err
			}
			if err := playbook.SetText(n, col, text); err != nil {
				return err
			}
		}
		if err := tx.Save(n); err != nil {
			return err
		}
		if p, ok := n.(*playbook.Promise); ok && dated {
			if err := d.tellDue(tx, p, was); err != nil {
				return err
			}
		}
		return d.follow(tx, n, cols)
	})
}

// stepwise refuses to type over what a step of its own writes.
func stepwise(noun string, cols ...string) error {
	if noun == "handoff" && (slices.Contains(cols, "closed_on") || slices.Contains(cols, "closed_by")) {
		return &playbook.RefusedError{What: "Not changed", Reasons: []string{"a handoff is closed and reopened by steps of its own; close it, or reopen it with a reason"}}
	}
	return nil
}

// follow does what follows from values of a row: a belief that turns out to
// differ gets an owner and a day, one promise has the star, and a release of
// Sales has a name.
func (d *Desk) follow(tx playbook.Tx, n playbook.Noun, cols []string) error {
	for _, col := range cols {
		if b, ok := n.(*playbook.Belief); ok && col == "matches" {
			if err := d.OpenMismatch(tx, b); err != nil {
				return err
			}
		}
		if h, ok := n.(*playbook.Handoff); ok && col == "sales_released_on" {
			d.SignRelease(h)
			if err := tx.Save(h); err != nil {
				return err
			}
		}
		if err := onlyOneDeciding(tx, n, col); err != nil {
			return err
		}
	}
	return d.followDates(tx, n, cols)
}

// followDates computes the plan again after what its days depend on: blackout
// days of the account, and who has a task. A day that was written for a task of
// the plan is one to which it was moved by hand.
func (d *Desk) followDates(tx playbook.Tx, n playbook.Noun, cols []string) error {
	switch x := n.(type) {
	case *playbook.Item:
		if x.Kind == playbook.Blackout {
			return d.Redate(tx, x.AccountID)
		}
	case *playbook.Task:
		if x.PlanID.IsZero() {
			return nil
		}
		if slices.Contains(cols, "due_on") {
			x.PinnedOn, x.MovedBy = x.DueOn, d.Who
			if err := tx.Save(x); err != nil {
				return err
			}
		}
		if slices.Contains(cols, "due_on") || slices.Contains(cols, "owner") {
			return d.Redate(tx, x.AccountID)
		}
	}
	return nil
}
