package data

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"

	"kept/playbook"
)

// Export implements playbook.Exporter: all of it is read in one transaction.
func (s *Store) Export(ctx context.Context, fn func(playbook.ExportReader) error) error {
	return s.reading(ctx, func(r *reader) error { return fn(exporting{r}) })
}

// exporting tells what a reader reads a part at a time.
type exporting struct{ r *reader }

func (e exporting) ExportAccounts() ([]playbook.ExportAccount, error) {
	var out []playbook.ExportAccount
	err := e.r.each(func(scan func(...any) error) error {
		var a playbook.ExportAccount
		err := scan(&a.ID, &a.Name)
		out = append(out, a)
		return err
	}, "SELECT id, name FROM accounts WHERE trashed_at = '' ORDER BY name COLLATE NOCASE, id")
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	return out, nil
}

func (e exporting) Records(ids []playbook.ID) ([]playbook.Record, error) {
	recs, err := e.r.records(ids)
	if err != nil {
		return nil, fmt.Errorf("read the records: %w", err)
	}
	out := make([]playbook.Record, 0, len(ids))
	for _, id := range ids {
		if rec := recs[id]; rec != nil {
			out = append(out, *rec)
		}
	}
	return out, nil
}

// live is the condition on rows of a noun that are told.
func (e exporting) live(k *kind) string {
	if k.isAccount || k.workspace {
		return " WHERE trashed_at = ''"
	}
	return " WHERE trashed_at = '' AND account_id IN (SELECT id FROM accounts WHERE trashed_at = '')"
}

func (e exporting) CountRows(noun string) (int, error) {
	k, err := e.r.kinds.named(noun)
	if err != nil {
		return 0, err
	}
	var n int
	if _, err := e.r.one([]any{&n}, "SELECT count(*) FROM "+k.table+e.live(k)); err != nil {
		return 0, fmt.Errorf("count the rows of %s: %w", k.table, err)
	}
	return n, nil
}

func (e exporting) EachRow(noun string, do func(playbook.Noun) error) error {
	k, err := e.r.kinds.named(noun)
	if err != nil {
		return err
	}
	order := " ORDER BY account_id, pos, id"
	if k.isAccount {
		order = " ORDER BY name COLLATE NOCASE, id"
	}
	err = e.r.each(func(scan func(...any) error) error {
		n := k.fresh()
		if err := scan(k.fields(reflect.ValueOf(n).Elem())...); err != nil {
			return err
		}
		return do(n)
	}, k.selectSQL+e.live(k)+order)
	if err != nil {
		return fmt.Errorf("read the rows of %s: %w", k.table, err)
	}
	return nil
}

// The acts of this workspace that touched an account, line by line, and those
// of elsewhere whose taking in stands. LEFT, because an act of the workspace
// may have no line: a forgetting, or one of which nothing is left.
const (
	actsSQL = `SELECT c.seq, c.id, c.stamp, c.at, c.who, c.device, c.label, c.why, c.kind, o.id, c.undone, c.took, '',
		h.noun, h.row, h.col, h.old, h.new
		FROM changes c LEFT JOIN history h ON h.change = c.seq LEFT JOIN changes o ON o.seq = c.undoes
		WHERE `
	takenSQL = `SELECT c.seq, c.id, c.stamp, c.at, c.who, c.device, c.label, c.why, c.kind, c.undoes, 0, '', c.key,
		h.noun, h.row, h.col, h.old, h.new
		FROM taken_history h JOIN taken_changes c ON c.taken = h.taken AND c.id = h.claim JOIN changes t ON t.seq = c.taken
		WHERE t.undone = 0 AND h.account IS ? ORDER BY c.stamp, c.seq, h.rowid`
)

func (e exporting) EachAct(account playbook.ID, do func(playbook.ExportAct) error) error {
	where, args := "h.account = ?", []any{idValue(account)}
	if account.IsZero() {
		where, args = "h.account IS NULL", nil
	}
	err := e.acts(do, actsSQL+where+" ORDER BY c.seq, h.rowid", args...)
	if err == nil {
		err = e.acts(do, takenSQL, idValue(account))
	}
	if err != nil {
		return fmt.Errorf("read the history: %w", err)
	}
	return nil
}

// acts calls do with the acts whose lines a query gives, those of one act
// together.
func (e exporting) acts(do func(playbook.ExportAct) error, query string, args ...any) error {
	var a playbook.ExportAct
	at := int64(-1)
	err := e.r.each(func(scan func(...any) error) error {
		var next playbook.ExportAct
		var seq int64
		var undone int
		var noun, col sql.NullString
		var l playbook.ClaimLine
		err := scan(&seq, &next.ID, &next.Stamp, &next.At, &next.Who, &next.Device, &next.Label, &next.Why, &next.Kind, &next.Undoes, &undone, &next.Took, &next.Key,
			&noun, &l.Row, &col, &l.Old, &l.New)
		if err != nil {
			return err
		}
		if seq != at {
			if at >= 0 {
				if err := do(a); err != nil {
					return err
				}
			}
			next.Undone = undone != standing
			a, at = next, seq
		}
		if noun.Valid {
			l.Noun, l.Col = noun.String, col.String
			a.Lines = append(a.Lines, l)
		}
		return nil
	}, query, args...)
	if err != nil || at < 0 {
		return err
	}
	return do(a)
}
