package data

import (
	"fmt"
	"time"

	"kept/data/pages"
	"kept/playbook"
)

// nounOf builds the row from its stored values.
func nounOf(k *kind, t *tableLayout, full []pages.Value) (playbook.Noun, error) {
	n := k.fresh()
	m := n.Key()
	for i, c := range t.cols {
		v := &full[i]
		var err error
		switch c.name {
		case "id":
			err = m.ID.Scan(idBytes(v))
		case "account_id":
			err = m.AccountID.Scan(idBytes(v))
		case "revision":
			m.Revision = v.Int
		default:
			col := k.col(c.name)
			if col == nil {
				return nil, fmt.Errorf("%s has a column %s, which this program does not know", t.name, c.name)
			}
			if err = col.SetText(n, textOf(col, n, v)); err == nil && !timely(col.Any(n)) {
				err = fmt.Errorf("%.40q is no day or moment", v.Bytes)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", c.name, t.name, err)
		}
	}
	if m.ID.IsZero() || m.Revision < 1 || m.TrashedAt != "" && m.TrashedAt.Time().IsZero() {
		return nil, fmt.Errorf("not a row of %s", t.name)
	}
	if k.isAccount && m.AccountID != m.ID || k.workspace != m.AccountID.IsZero() {
		return nil, fmt.Errorf("not a row of %s", t.name)
	}
	return n, nil
}

// timely tells whether a value that is a day or a moment is one, or empty.
func timely(v any) bool {
	switch x := v.(type) {
	case playbook.Date:
		_, err := time.Parse(time.DateOnly, string(x))
		return x == "" || err == nil
	case playbook.Moment:
		return x == "" || !x.Time().IsZero()
	}
	return true
}

func idBytes(v *pages.Value) any {
	if v.Kind == pages.Null {
		return nil
	}
	return v.Bytes
}

// textOf returns a stored value in the text form of its column. One of the
// wrong class becomes text that the column refuses.
func textOf(c *column, n playbook.Noun, v *pages.Value) string {
	switch c.Any(n).(type) {
	case playbook.ID:
		var id playbook.ID
		if v.Kind == pages.Null || len(v.Bytes) != len(id) {
			return string(v.Bytes) // "" for NULL
		}
		copy(id[:], v.Bytes)
		return id.String()
	}
	if v.Kind == pages.Int {
		return fmt.Sprint(v.Int)
	}
	return string(v.Bytes)
}
