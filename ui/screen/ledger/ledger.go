// Package ledger is the tab of what was promised beside what was delivered, and
// the way through it that ends a handoff. It shows lists that the handoff holds;
// each row leads to its field there. What may be stored is decided by the rules
// of playbook.
package ledger

import (
	"context"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/screen/part"
)

// An edit puts one value over the one that was seen.
type edit struct{ col, seen, typed string }

// write stores edits of one row in order. said gets the refusal of a rule, or
// "" when all were taken.
func write(t *part.Tab, ref work.Ref, edits []edit, said func(string)) {
	t.Do(func(ctx context.Context, d *work.Desk) error {
		for _, e := range edits {
			if _, err := d.Set(ctx, ref, e.col, e.seen, e.typed, ""); err != nil {
				return err
			}
		}
		return nil
	}, func(_, sentence string) { said(sentence) })
}

// options returns the choices of a column.
func options(noun, col string) []playbook.Option {
	if _, in := playbook.FieldOfColumn(noun, "", col); in != nil {
		return in.Options
	}
	return nil
}
