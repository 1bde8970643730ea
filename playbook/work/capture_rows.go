package work

import (
	"context"
	"fmt"
	"strings"

	"kept/playbook"
)

// AddRow adds a row to a list, with values by column. An explicit none of the
// list is taken back in the same act, for a row and a none contradict.
func (d *Desk) AddRow(ctx context.Context, account playbook.ID, f *playbook.Field, values map[string]string) (playbook.ID, error) {
	n, err := newRow(f, account, values)
	if err != nil {
		return playbook.ID{}, err
	}
	err = d.do(ctx, "Add to "+lowerFirst(f.Label), "", func(tx playbook.Tx) error {
		if err := dropNone(tx, account, f); err != nil {
			return err
		}
		if err := tx.Save(n); err != nil {
			return err
		}
		return d.follow(tx, n, []string{"matches", "deciding"})
	})
	return n.Key().ID, err
}

func newRow(f *playbook.Field, account playbook.ID, values map[string]string) (playbook.Noun, error) {
	n := playbook.NewNoun(f.Noun)
	n.Key().AccountID = account
	switch x := n.(type) {
	case *playbook.Item:
		x.Kind = f.Kind
	case *playbook.Watch:
		x.Kind = f.Kind
		x.State = "open"
		if f.Kind == playbook.Assumption {
			x.State = "untested"
		}
	case *playbook.Promise:
		x.Status = "owed"
	}
	for col, v := range values {
		text, err := Canonical(n, col, v)
		if err != nil {
			return nil, err
		}
		if err := playbook.SetText(n, col, text); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// PasteRows adds one row for each line that is not empty, with the line in
// col, as one act, and returns how many. Bullets and numbers before a line
// are left out.
func (d *Desk) PasteRows(ctx context.Context, account playbook.ID, f *playbook.Field, col, text string) (int, error) {
	lines := Lines(text)
	err := d.do(ctx, fmt.Sprintf("Add %d to %s", len(lines), lowerFirst(f.Label)), "", func(tx playbook.Tx) error {
		if len(lines) == 0 {
			return nil
		}
		if err := dropNone(tx, account, f); err != nil {
			return err
		}
		for _, line := range lines {
			n, err := newRow(f, account, map[string]string{col: line})
			if err != nil {
				return err
			}
			if err := tx.Save(n); err != nil {
				return err
			}
		}
		return nil
	})
	return len(lines), err
}

// Lines splits pasted text into rows: one for each line with words in it,
// without bullet, number or tick box before it.
func Lines(text string) []string {
	var out []string
	for _, line := range strings.Split(playbook.CleanText(text), "\n") {
		line = strings.TrimSpace(line)
		line = strings.TrimSpace(strings.TrimLeft(line, "-*•·–—☐□✓"))
		if head, rest, ok := strings.Cut(line, " "); ok && isOrdinal(head) {
			line = strings.TrimSpace(rest)
		}
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// isOrdinal tells whether a word numbers a line: "3." or "12)", not "2".
func isOrdinal(word string) bool {
	digits := strings.TrimRight(word, ".)")
	return digits != word && digits != "" && len(digits) <= 2 && strings.Trim(digits, "0123456789") == ""
}

// RemoveRow puts a row into the trash. A criterion needs a reason, which
// RemoveRowFor takes.
func (d *Desk) RemoveRow(ctx context.Context, ref Ref) error { return d.RemoveRowFor(ctx, ref, "") }

// RemoveRowFor puts a row into the trash for a reason. It is refused for a
// criterion with anything in it when the reason is empty, and for a person who
// is to judge a criterion or an open proof point.
func (d *Desk) RemoveRowFor(ctx context.Context, ref Ref, why string) error {
	n := playbook.NewNoun(ref.Noun)
	if n == nil {
		return fmt.Errorf("no noun %q", ref.Noun)
	}
	n.Key().ID = ref.ID
	name, err := d.called(ctx, n, "")
	if err != nil {
		return err
	}
	label := strings.TrimSpace("Remove " + lowerFirst(playbook.RowWords(ref.Noun, playbook.KindOf(n))) + " " + name)
	return d.do(ctx, label, why, func(tx playbook.Tx) error {
		if err := tx.Load(n); err != nil {
			return err
		}
		if err := removable(tx, n, why); err != nil {
			return err
		}
		if err := tx.Trash(n); err != nil {
			return err
		}
		return d.followDates(tx, n, nil)
	})
}

func removable(tx playbook.Tx, n playbook.Noun, why string) error {
	switch x := n.(type) {
	case *playbook.Handoff:
		return &playbook.RefusedError{What: "The handoff was not removed", Reasons: []string{"an account has one for as long as it is there; remove the account instead"}}
	case *playbook.Criterion:
		if strings.TrimSpace(x.Words+x.Metric+x.Target) != "" {
			return reasoned(why, "Removing a criterion needs a reason; say why it is no success of theirs any more.")
		}
	case *playbook.Stakeholder:
		if strings.TrimSpace(x.Name) == "" {
			return nil
		}
		rec, err := playbook.LoadRecord(tx, x.AccountID)
		if err != nil {
			return err
		}
		if left := judges(&rec, x.Name); len(left) > 0 {
			return &playbook.RefusedError{What: x.Name + " was not removed", Reasons: left}
		}
	}
	return nil
}

// MoveRow swaps a row with its neighbour: by is -1 up, +1 down. At the end of
// the list nothing happens.
func (d *Desk) MoveRow(ctx context.Context, account playbook.ID, f *playbook.Field, row playbook.ID, by int) error {
	return d.do(ctx, "Reorder "+lowerFirst(f.Label), "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		rows := rec.Rows(f)
		for i := range rows {
			j := i + by
			if rows[i].Key().ID != row || j < 0 || j >= len(rows) {
				continue
			}
			a, b := rows[i], rows[j]
			a.Key().Pos, b.Key().Pos = b.Key().Pos, a.Key().Pos
			if err := tx.Save(a); err != nil {
				return err
			}
			return tx.Save(b)
		}
		return nil
	})
}
