package data

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"gorm.io/gorm"

	"kept/playbook"
)

// A reader reads inside one transaction.
type reader struct {
	ctx   context.Context
	over  func() error // not nil when the act's context has ended
	kinds *kinds
	db    *gorm.DB
}

// Load fills n by its ID; see playbook.Reader.
func (r *reader) Load(n playbook.Noun) error {
	k, err := r.kinds.of(n)
	if err != nil {
		return err
	}
	row, err := r.any(k, n.Key().ID)
	if err != nil {
		return err
	}
	if row == nil || row.Key().TrashedAt != "" {
		return fmt.Errorf("%s: %w", playbook.Label(k.name, ""), playbook.ErrNotFound)
	}
	copyInto(n, row)
	return nil
}

// any returns a row, in the trash or not; nil when there is none.
func (r *reader) any(k *kind, id playbook.ID) (playbook.Noun, error) {
	if err := r.ended(); err != nil {
		return nil, err
	}
	row := k.fresh()
	found, err := r.one(k.fields(reflect.ValueOf(row).Elem()), k.selectSQL+" WHERE id = ?", idValue(id))
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", k.name, err)
	}
	if !found {
		return nil, nil
	}
	return row, nil
}

// Rows fills dst, a *[]T of a noun; see playbook.Reader.
func (r *reader) Rows(dst any, account playbook.ID) error {
	return r.rowsWhere(dst, account, "")
}

// RowsWith fills dst with the live rows whose column holds one of the parts.
func (r *reader) RowsWith(dst any, account playbook.ID, col string, parts ...string) error {
	k, err := r.sliceKind(dst)
	if err != nil {
		return err
	}
	c := k.col(col)
	if c == nil {
		return fmt.Errorf("%s has no column %q", k.name, col)
	}
	held, args := make([]string, len(parts)), make([]any, len(parts))
	for i, part := range parts {
		held[i], args[i] = "instr("+c.quoted+", ?) > 0", part
	}
	return r.rowsWhere(dst, account, " AND ("+strings.Join(append(held, "0"), " OR ")+")", args...)
}

// rowsWhere fills dst with the live rows of an account that a condition leaves.
func (r *reader) rowsWhere(dst any, account playbook.ID, condition string, rest ...any) error {
	k, err := r.sliceKind(dst)
	if err != nil {
		return err
	}
	if err := r.ended(); err != nil {
		return err
	}
	sql, args := k.selectSQL+" WHERE trashed_at = '' AND account_id IS ?"+condition+" ORDER BY pos, id", append([]any{idValue(account)}, rest...)
	if k.isAccount {
		sql, args = k.selectSQL+" WHERE trashed_at = ''"+condition+" ORDER BY name COLLATE NOCASE, id", rest
	}
	if err := r.rows(k, reflect.ValueOf(dst).Elem(), sql, args...); err != nil {
		return fmt.Errorf("read the rows of %s: %w", k.table, err)
	}
	return nil
}

// rows fills the slice list with the rows of a query that begins with
// selectSQL. It is what every act and every page does most, and takes a third
// of the time of gorm's Find.
func (r *reader) rows(k *kind, list reflect.Value, sql string, args ...any) error {
	list.Set(reflect.MakeSlice(list.Type(), 0, 8))
	return r.each(func(scan func(...any) error) error {
		list.Set(reflect.Append(list, reflect.Zero(k.typ)))
		return scan(k.fields(list.Index(list.Len() - 1))...)
	}, sql, args...)
}

func (r *reader) sliceKind(dst any) (*kind, error) {
	t := reflect.TypeOf(dst)
	if t == nil || t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Slice {
		return nil, fmt.Errorf("Rows wants a pointer to a slice of a noun, not %T", dst)
	}
	k := r.kinds.byType[t.Elem().Elem()]
	if k == nil {
		return nil, fmt.Errorf("Rows wants a pointer to a slice of a noun, not %T", dst)
	}
	return k, nil
}

// ended returns the error of an act's context that has ended.
func (r *reader) ended() error {
	if r.over == nil {
		return nil
	}
	return r.over()
}

// exec runs a statement of ours as it is; gorm would look for names in it.
func (r *reader) exec(sql string, args ...any) (int64, error) {
	if err := r.ended(); err != nil {
		return 0, err
	}
	res, err := r.db.Statement.ConnPool.ExecContext(r.ctx, sql, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// one reads a single row into dst and tells whether there was one.
func (r *reader) one(dst []any, sql string, args ...any) (bool, error) {
	rows, err := r.db.Statement.ConnPool.QueryContext(r.ctx, sql, args...)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return false, rows.Err()
	}
	if err := rows.Scan(dst...); err != nil {
		return false, err
	}
	return true, rows.Err()
}

// each reads every row of a query.
func (r *reader) each(fn func(scan func(...any) error) error, sql string, args ...any) error {
	rows, err := r.db.Statement.ConnPool.QueryContext(r.ctx, sql, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
