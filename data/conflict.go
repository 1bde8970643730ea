package data

import (
	"kept/playbook"
)

// describe adds to a conflict what its row is called, and who changed it last
// and when, as far as the workspace tells. What cannot be read is left out: the
// conflict itself is what counts.
func (t *tx) describe(c *playbook.ConflictError) {
	k := t.kinds.byName[c.Noun]
	if k == nil || c.Row.IsZero() {
		return
	}
	var at playbook.Moment
	sql, args := `SELECT c.who, c.at FROM history h JOIN changes c ON c.seq = h.change WHERE h.row = ?`, []any{idValue(c.Row)}
	if c.Col != "" && !c.Gone {
		sql, args = sql+" AND h.col IN (?, '')", append(args, c.Col)
	}
	if found, err := t.one([]any{&c.Who, &at}, sql+" ORDER BY h.change DESC, h.rowid DESC LIMIT 1", args...); err == nil && found {
		c.At = at.Time().In(t.act.At.Location())
	}
	// The row as it was before this act: what the act made of it is not kept.
	row, err := t.any(k, c.Row)
	if st := t.states[c.Row]; st != nil && st.before != nil {
		row, err = st.before, nil
	}
	if err == nil && row != nil {
		c.Title, c.Kind = title(k, row), playbook.KindOf(row)
		return
	}
	l := Line{Noun: c.Noun, Row: c.Row}
	found, err := t.one([]any{&l.Old, &l.New}, "SELECT COALESCE(old, ''), COALESCE(new, '') FROM history WHERE row = ? AND col = '' ORDER BY change DESC LIMIT 1", idValue(c.Row))
	if err == nil && found {
		name := nameInJSON(k, &l)
		c.Title, c.Kind = name.title, name.kind
	}
}
