package data

import (
	"context"
	"fmt"
	"reflect"

	"kept/playbook"
)

// An entry is a line as it is stored.
type entry struct {
	noun         string
	row, account playbook.ID
	col          string
	old, new     *string
}

// Undo takes back the newest standing act of a.Device and returns it. What
// the act added is removed again (the history keeps it for Redo), what it
// changed gets its old value, what it trashed comes back. It refuses with a
// *playbook.ConflictError when a value is not the one that the act left, and
// with the rule's error when the result would break a rule; then nothing is
// written. a.Label and a.Why, when given, are kept with the undo; the label is
// the undone act's otherwise.
func (s *Store) Undo(ctx context.Context, a playbook.Act) (playbook.Done, error) {
	return s.back(ctx, a, kindUndo, "SELECT seq, id, label, who, at FROM changes WHERE device = ? AND kind = 'do' AND undone = 0 ORDER BY seq DESC LIMIT 1")
}

// Redo does again what Undo took back last, under the same rules. Another act
// of the device since leaves nothing to redo.
func (s *Store) Redo(ctx context.Context, a playbook.Act) (playbook.Done, error) {
	return s.back(ctx, a, kindRedo, "SELECT seq, id, label, who, at FROM changes WHERE device = ? AND kind = 'do' AND undone = 1 ORDER BY seq LIMIT 1")
}

func (s *Store) back(ctx context.Context, a playbook.Act, kind, find string) (playbook.Done, error) {
	var done playbook.Done
	err := s.act(ctx, a, func(t *tx) error {
		var seq int64
		found, err := t.one([]any{&seq, &done.ID, &done.Label, &done.Who, &done.At}, find, a.Device)
		if err != nil {
			return fmt.Errorf("find the act to %s: %w", kind, err)
		}
		if !found {
			return playbook.ErrNothing
		}
		entries, err := t.entries(seq, kind == kindUndo)
		if err != nil {
			return err
		}
		done.Account, t.turned = mostly(entries), seq
		if err := t.preload(entries); err != nil {
			return err
		}
		for _, e := range entries {
			if err := t.turn(e, kind == kindUndo); err != nil {
				return err
			}
		}
		for _, st := range t.touched {
			if st.now == nil {
				continue
			}
			if err := t.checkTurned(st, seq); err != nil {
				return err
			}
		}
		lines, err := t.settle()
		if err != nil {
			return err
		}
		if err := t.dangling(); err != nil {
			return err
		}
		if t.act.Label == "" {
			t.act.Label = done.Label
		}
		t.act.Typing = ""
		if _, err := t.write(kind, seq, lines); err != nil {
			return err
		}
		state := standing
		if kind == kindUndo {
			state = takenBack
		}
		if _, err := t.exec("UPDATE changes SET undone = ? WHERE seq = ?", state, seq); err != nil {
			return fmt.Errorf("mark the act: %w", err)
		}
		return t.follows(seq)
	})
	if err != nil {
		return playbook.Done{}, err
	}
	return done, nil
}

// checkTurned holds the rules of a row that an act was turned on. What was
// stored once may be stored again, also a row of an older version that breaks
// a rule which came later; where somebody has written to the row since, the
// outcome is new, and the rules are those of a change.
func (t *tx) checkTurned(st *state, seq int64) error {
	broken := playbook.CheckChange(st.before, st.now)
	if broken == nil || playbook.CheckValues(st.now) != nil {
		return broken
	}
	since, err := t.since("row", st.id(), seq)
	if err != nil || !since {
		return err
	}
	return broken
}

// since tells whether an act that stands has written to a row, or to an
// account, after the act seq. What this device took back and did again of older
// acts is as it was: it goes back and forth in their order.
func (t *tx) since(col string, id playbook.ID, seq int64) (bool, error) {
	var one int
	found, err := t.one([]any{&one}, `SELECT 1 FROM history h JOIN changes c ON c.seq = h.change
		WHERE h.`+col+` = ? AND h.change > ? AND NOT (c.kind = ? AND c.undone <> ?) AND NOT (c.kind IN (?, ?) AND (c.undoes >= ? OR c.device = ?)) LIMIT 1`,
		idValue(id), seq, kindDo, standing, kindUndo, kindRedo, seq, t.act.Device)
	if err != nil {
		return false, fmt.Errorf("look for what was written since: %w", err)
	}
	return found, nil
}

// entries returns the lines of an act, last first when backwards.
func (t *tx) entries(seq int64, backwards bool) ([]entry, error) {
	order := "rowid"
	if backwards {
		order = "rowid DESC"
	}
	var out []entry
	err := t.each(func(scan func(...any) error) error {
		var e entry
		out = append(out, e)
		p := &out[len(out)-1]
		return scan(&p.noun, &p.row, &p.account, &p.col, &p.old, &p.new)
	}, "SELECT noun, row, account, col, old, new FROM history WHERE change = ? ORDER BY "+order, seq)
	if err != nil {
		return nil, fmt.Errorf("read the lines of the act: %w", err)
	}
	return out, nil
}

// preload reads the rows of an act, many with one query.
func (t *tx) preload(entries []entry) error {
	ids := map[*kind][]any{}
	for _, e := range entries {
		k, err := t.kinds.named(e.noun)
		if err != nil {
			return err
		}
		if t.states[e.row] == nil {
			t.states[e.row] = &state{kind: k} // not there, until it is found
			ids[k] = append(ids[k], idValue(e.row))
		}
	}
	for k, ids := range ids {
		for len(ids) > 0 {
			part := ids[:min(maxValues, len(ids))]
			ids = ids[len(part):]
			rows := reflect.New(reflect.SliceOf(k.typ)).Elem()
			if err := t.rows(k, rows, k.selectSQL+" WHERE id IN "+marks(len(part)), part...); err != nil {
				return fmt.Errorf("read the rows of %s: %w", k.table, err)
			}
			for i := range rows.Len() {
				n := rows.Index(i).Addr().Interface().(playbook.Noun)
				st := t.states[n.Key().ID]
				st.before, st.stored, st.now = n, n, n
			}
		}
	}
	return nil
}

// mostly returns the account most entries hang on, zero when none do.
func mostly(entries []entry) playbook.ID {
	count := map[playbook.ID]int{}
	var most playbook.ID
	for _, e := range entries {
		if e.account.IsZero() {
			continue
		}
		if count[e.account]++; count[e.account] > count[most] {
			most = e.account
		}
	}
	return most
}

// turn takes one line back, or does it again.
func (t *tx) turn(e entry, back bool) error {
	k, err := t.kinds.named(e.noun)
	if err != nil {
		return err
	}
	want, give := e.old, e.new // what must be there, what comes instead
	if back {
		want, give = e.new, e.old
	}
	st, err := t.state(k, e.row)
	if err != nil {
		return err
	}
	if e.col != "" {
		return t.turnValue(k, st, e, *want, *give)
	}
	if want != nil {
		return t.turnAway(k, st, e, *want)
	}
	if st != nil && st.now != nil {
		return &playbook.ConflictError{Noun: k.name, Row: e.row, Stored: title(k, st.now)}
	}
	n, err := rowFromJSON(k, e.row, e.account, *give)
	if err != nil {
		return err
	}
	if st == nil {
		st = &state{kind: k}
		t.states[e.row] = st
	}
	t.set(st, n)
	return nil
}

// turnValue puts give into a column that must hold want.
func (t *tx) turnValue(k *kind, st *state, e entry, want, give string) error {
	if st == nil || st.now == nil {
		return &playbook.ConflictError{Noun: k.name, Col: e.col, Row: e.row, Seen: want, Gone: true}
	}
	c := k.col(e.col)
	if c == nil {
		return fmt.Errorf("the history names the column %s of %s, which this program does not know", e.col, k.name)
	}
	if is := c.Text(st.now); is != want {
		return &playbook.ConflictError{Noun: k.name, Col: e.col, Row: e.row, Seen: want, Stored: is}
	}
	n := k.clone(st.now)
	if err := c.SetText(n, give); err != nil {
		return err
	}
	t.set(st, n)
	return nil
}

// turnAway removes a row that must be as want describes it.
func (t *tx) turnAway(k *kind, st *state, e entry, want string) error {
	if st == nil || st.now == nil {
		return &playbook.ConflictError{Noun: k.name, Row: e.row, Gone: true}
	}
	was, err := rowFromJSON(k, e.row, e.account, want)
	if err != nil {
		return err
	}
	if cols := k.differs(was, st.now); len(cols) > 0 {
		c := cols[0]
		return &playbook.ConflictError{Noun: k.name, Col: c.Name, Row: e.row, Seen: c.Text(was), Stored: c.Text(st.now)}
	}
	t.set(st, nil)
	return nil
}

// A reference is a column that holds the id of a row of another noun.
type reference struct{ from, col, to string }

func references() []reference {
	out := []reference{{"absence", "member_id", "member"}} // rows of the workspace, of which the domain does not speak there
	for _, r := range playbook.References() {
		out = append(out, reference{r.From, r.Col, r.To})
	}
	return out
}

// dangling refuses to remove a row that another one has come to name since.
func (t *tx) dangling() error {
	for _, st := range t.touched {
		if st.now != nil || st.before == nil {
			continue
		}
		for _, ref := range references() {
			if ref.to != st.kind.name {
				continue
			}
			var id playbook.ID
			found, err := t.one([]any{&id}, "SELECT id FROM "+t.kinds.byName[ref.from].table+" WHERE account_id = ? AND "+ref.col+" = ? LIMIT 1",
				idValue(st.account()), idValue(st.id()))
			if err != nil {
				return fmt.Errorf("look for rows that name the %s: %w", st.kind.name, err)
			}
			if found {
				return &playbook.RefusedError{What: "This cannot be undone", Reasons: []string{
					fmt.Sprintf("%s “%s” is used by a %s that was added since; remove that first", playbook.Label(st.kind.name, ""), title(st.kind, st.before), ref.from)}}
			}
		}
	}
	return nil
}
