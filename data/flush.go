package data

import (
	"fmt"
	"strings"

	"kept/playbook"
)

// flush writes what is dirty: of changed rows only the columns that differ.
func (t *tx) flush() error {
	if t.failed == nil {
		t.failed = t.flushDirty()
	}
	return t.failed
}

func (t *tx) flushDirty() error {
	if len(t.dirty) == 0 {
		return nil
	}
	dirty := t.dirty
	t.dirty = nil
	// Foreign keys are looked at when the act ends, so rows can go in and out
	// noun by noun, many with one statement.
	added, removed := map[*kind][]*state{}, map[*kind][]*state{}
	for _, st := range dirty {
		switch {
		case st.stored == nil && st.now != nil:
			added[st.kind] = append(added[st.kind], st)
		case st.stored != nil && st.now == nil:
			removed[st.kind] = append(removed[st.kind], st)
		case st.now != nil:
			if err := t.update(st); err != nil {
				return err
			}
		}
	}
	for _, k := range t.kinds.list {
		if err := t.remove("DELETE FROM "+k.table+" WHERE id", removed[k]); err != nil {
			return fmt.Errorf("remove from %s: %w", k.table, err)
		}
		if err := t.insert(k, added[k]); err != nil {
			return err
		}
	}
	for _, st := range dirty {
		st.stored, st.dirty = st.now, false
	}
	return nil
}

// maxValues is how many values one statement of ours binds: enough to share
// its parsing among rows, few because the driver looks each value up by
// walking the list of all (2,600 values took longer to bind than to insert).
const maxValues = 300

func (t *tx) insert(k *kind, rows []*state) error {
	if len(rows) == 0 {
		return nil
	}
	into, values := t.inserting(k.table+"("+k.columnsSQL("")+")"), make([]any, 0, len(k.cols)+3)
	for _, st := range rows {
		into.add(k.values(values, st.now)...)
	}
	if err := into.end(); err != nil {
		return fmt.Errorf("add %s: %w", strings.ReplaceAll(k.table, "_", " "), err)
	}
	return nil
}

// remove runs a DELETE that ends in the column which names the rows.
func (t *tx) remove(stmt string, rows []*state) error {
	for len(rows) > 0 {
		part := rows[:min(maxValues, len(rows))]
		rows = rows[len(part):]
		args := make([]any, len(part))
		for i, st := range part {
			args[i] = idValue(st.id())
		}
		if _, err := t.exec(stmt+" IN "+marks(len(args)), args...); err != nil {
			return err
		}
	}
	return nil
}

// marks writes (?,?,?) for so many values.
func marks(n int) string { return "(?" + strings.Repeat(",?", n-1) + ")" }

func (t *tx) update(st *state) error {
	m := st.now.Key()
	set := map[string]any{"revision": m.Revision}
	for _, c := range st.kind.differs(st.stored, st.now) {
		set[c.Name] = c.value(st.now)
	}
	got := t.db.Table(st.kind.table).Where("id = ? AND revision = ?", m.ID, st.stored.Key().Revision).Updates(set)
	if got.Error != nil {
		return fmt.Errorf("change %s: %w", st.kind.name, got.Error)
	}
	if got.RowsAffected != 1 {
		return fmt.Errorf("change %s: %w", st.kind.name, playbook.ErrConflict)
	}
	return nil
}
