package data

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kept/playbook"
)

// kindPurged is an act of which nothing is left: it is neither undone nor
// redone any more.
const kindPurged = "purged"

// purgedLabel is what is left of its words.
const purgedLabel = "Changed something that was purged since"

// PlanPurge says what a purge removes, and writes nothing.
func (s *Store) PlanPurge(ctx context.Context, what playbook.PurgeWhat) (playbook.PurgePlan, error) {
	var plan playbook.PurgePlan
	err := s.reading(ctx, func(r *reader) error {
		g, err := (&tx{reader: r}).gather(what)
		if err != nil {
			return err
		}
		plan, err = g.plan()
		return err
	})
	if err != nil {
		return plan, fmt.Errorf("look at what is in the trash: %w", err)
	}
	return plan, nil
}

// Purge removes rows of the trash for good, with an account all that hangs on
// it, and with a plan its phases and tasks. Their lines leave the history and
// their words the labels of acts, so that the history still leads to the rows
// that are left; a row that names a purged one names nothing instead. The file
// is cleared afterwards as by Forget. Which rows they were is noted, so that a
// pack does not bring them back unasked. The act is kept without what it removed,
// and cannot be undone. It returns ErrNotFound when nothing there is in the
// trash, and a *RefusedError for a plan or phase that live tasks hang on.
func (s *Store) Purge(ctx context.Context, a playbook.Act, what playbook.PurgeWhat) (playbook.PurgePlan, error) {
	var plan playbook.PurgePlan
	err := s.act(ctx, a, func(t *tx) error {
		g, err := t.gather(what)
		if err != nil {
			return err
		}
		if plan, err = g.plan(); err != nil {
			return err
		}
		if plan.Empty() {
			return fmt.Errorf("in the trash: %w", playbook.ErrNotFound)
		}
		if err := g.purge(); err != nil {
			return err
		}
		t.act.Label, t.act.Why, t.act.Typing = "Purge "+plan.Words(), "", ""
		if what.Before != "" && what.Row.IsZero() {
			t.act.Label += " trashed before " + what.Before.Day(t.act.At.Location()).Short()
		}
		_, err = t.write(kindPurge, 0, nil)
		return errors.Join(err, t.unwiped())
	})
	if err != nil {
		return playbook.PurgePlan{}, fmt.Errorf("purge: %w", err)
	}
	plan.Title = ""
	plan.Waiting = s.clear(ctx)
	return plan, nil
}

// A gathering is what one purge removes.
type gathering struct {
	t     *tx
	rows  map[*kind][]playbook.ID
	all   map[playbook.ID]bool
	title string
}

// gather finds the rows of a purge.
func (t *tx) gather(what playbook.PurgeWhat) (*gathering, error) {
	g := &gathering{t: t, rows: map[*kind][]playbook.ID{}, all: map[playbook.ID]bool{}}
	if !what.Row.IsZero() {
		k, err := t.kinds.named(what.Noun)
		if err != nil {
			return nil, err
		}
		n, err := t.any(k, what.Row)
		if err != nil || n == nil || n.Key().TrashedAt == "" {
			return g, err
		}
		g.title = title(k, n)
		return g, g.add(k, what.Row)
	}
	for _, k := range t.kinds.list {
		ids, err := t.ids("SELECT id FROM "+k.table+" WHERE trashed_at <> '' AND trashed_at < ? ORDER BY id", string(what.Before))
		if err != nil {
			return nil, fmt.Errorf("read the trash: %w", err)
		}
		for _, id := range ids {
			if err := g.add(k, id); err != nil {
				return nil, err
			}
		}
	}
	return g, nil
}

func (r *reader) ids(sql string, args ...any) ([]playbook.ID, error) {
	var out []playbook.ID
	err := r.each(func(scan func(...any) error) error {
		out = append(out, playbook.ID{})
		return scan(&out[len(out)-1])
	}, sql, args...)
	return out, err
}

// add takes a row and what hangs on it.
func (g *gathering) add(k *kind, id playbook.ID) error {
	if g.all[id] {
		return nil
	}
	g.all[id] = true
	g.rows[k] = append(g.rows[k], id)
	if k.isAccount {
		for _, other := range g.t.kinds.list {
			if other.isAccount || other.workspace {
				continue
			}
			if err := g.hanging(other, "account_id", id, ""); err != nil {
				return err
			}
		}
	}
	for _, ref := range references() {
		if ref.to == k.name && (k.name == "plan" || k.name == "phase") {
			if err := g.hanging(g.t.kinds.byName[ref.from], ref.col, id, k.name); err != nil {
				return err
			}
		}
	}
	return nil
}

// hanging adds the rows that name a row; of a plan or phase none may live.
func (g *gathering) hanging(k *kind, col string, id playbook.ID, of string) error {
	if of != "" {
		var live int
		if found, err := g.t.one([]any{&live}, "SELECT 1 FROM "+k.table+" WHERE "+col+" = ? AND trashed_at = '' LIMIT 1", idValue(id)); err != nil {
			return fmt.Errorf("look at what hangs on the %s: %w", of, err)
		} else if found {
			return &playbook.RefusedError{What: "This cannot be purged", Reasons: []string{"a " + k.name + " that is not in the trash belongs to the " + of + "; remove that first"}}
		}
	}
	ids, err := g.t.ids("SELECT id FROM "+k.table+" WHERE "+col+" = ? ORDER BY id", idValue(id))
	if err != nil {
		return fmt.Errorf("look at what hangs on it: %w", err)
	}
	for _, id := range ids {
		if err := g.add(k, id); err != nil {
			return err
		}
	}
	return nil
}

// chunks calls do with the ids, some at a time, as values of an IN.
func chunks(ids []playbook.ID, do func(in string, args []any) error) error {
	for len(ids) > 0 {
		part := ids[:min(maxValues, len(ids))]
		ids = ids[len(part):]
		args := make([]any, len(part))
		for i := range part {
			args[i] = idValue(part[i])
		}
		if err := do(marks(len(args)), args); err != nil {
			return err
		}
	}
	return nil
}

func (g *gathering) plan() (playbook.PurgePlan, error) {
	p := playbook.PurgePlan{Title: g.title}
	for _, k := range g.t.kinds.list {
		if k.isAccount {
			p.Accounts = len(g.rows[k])
		} else {
			p.Rows += len(g.rows[k])
		}
		err := chunks(g.rows[k], func(in string, args []any) error {
			var n int
			var came int
			_, err := g.t.one([]any{&n, &came}, "SELECT (SELECT count(*) FROM history WHERE row IN "+in+"), (SELECT count(*) FROM taken_history WHERE row IN "+in+")",
				append(slices.Clone(args), args...)...)
			p.Lines += n + came
			return err
		})
		if err != nil {
			return p, fmt.Errorf("count the lines of the history: %w", err)
		}
	}
	return p, nil
}

func (g *gathering) purge() error {
	if err := g.dropNames(); err != nil {
		return err
	}
	titles, acts, err := g.said()
	if err != nil {
		return err
	}
	came, err := g.saidElsewhere(titles)
	if err != nil {
		return err
	}
	for _, k := range g.t.kinds.list {
		err := chunks(g.rows[k], func(in string, args []any) error {
			noted := append([]any{k.name, string(playbook.MomentOf(g.t.act.At))}, args...)
			if _, err := g.t.exec("INSERT OR REPLACE INTO purged(row, noun, account, at) SELECT id, ?, account_id, ? FROM "+k.table+" WHERE id IN "+in, noted...); err != nil {
				return err
			}
			for _, stmt := range []string{"DELETE FROM history WHERE row IN ", "DELETE FROM taken_history WHERE row IN ", "DELETE FROM search_docs WHERE row IN ", "DELETE FROM " + k.table + " WHERE id IN "} {
				if _, err := g.t.exec(stmt+in, args...); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("purge %s: %w", k.table, err)
		}
	}
	for seq := range acts {
		if err := g.silence(seq, titles); err != nil {
			return err
		}
	}
	for seq := range came {
		if err := g.silenceElsewhere(seq, titles); err != nil {
			return err
		}
	}
	return nil
}
