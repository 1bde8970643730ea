package data

import (
	"context"
	"fmt"
	"reflect"

	"kept/playbook"
)

// Records returns the whole records of many accounts, as they are at one
// moment, in the order of ids; one that is not live is left out. It is
// playbook.LoadRecord for a list of accounts, with a query per noun for every
// few hundred of them instead of fifteen for each.
func (s *Store) Records(ctx context.Context, ids []playbook.ID) ([]playbook.Record, error) {
	var out []playbook.Record
	err := s.reading(ctx, func(r *reader) error {
		for left := ids; len(left) > 0; {
			part := left[:min(maxValues, len(left))]
			left = left[len(part):]
			recs, err := r.records(part)
			if err != nil {
				return err
			}
			for _, id := range part {
				if rec := recs[id]; rec != nil {
					out = append(out, *rec)
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the records: %w", err)
	}
	return out, nil
}

func (r *reader) records(ids []playbook.ID) (map[playbook.ID]*playbook.Record, error) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = idValue(id)
	}
	out := make(map[playbook.ID]*playbook.Record, len(ids))
	var accounts []playbook.Account
	k := r.kinds.byName["account"]
	if err := r.rows(k, reflect.ValueOf(&accounts).Elem(), k.selectSQL+" WHERE trashed_at = '' AND id IN "+marks(len(args)), args...); err != nil {
		return nil, err
	}
	for i := range accounts {
		out[accounts[i].ID] = &playbook.Record{Account: accounts[i]}
	}
	for _, k := range r.kinds.list {
		if k.isAccount || k.workspace {
			continue
		}
		rows := reflect.New(reflect.SliceOf(k.typ)).Elem()
		if err := r.rows(k, rows, k.selectSQL+" WHERE trashed_at = '' AND account_id IN "+marks(len(args))+" ORDER BY account_id, pos, id", args...); err != nil {
			return nil, fmt.Errorf("%s: %w", k.table, err)
		}
		for from := 0; from < rows.Len(); {
			account, to := accountOf(rows, from), from+1
			for to < rows.Len() && accountOf(rows, to) == account {
				to++
			}
			if rec := out[account]; rec != nil {
				give(rec, k, rows.Slice3(from, to, to))
			}
			from = to
		}
	}
	return out, nil
}

func accountOf(rows reflect.Value, i int) playbook.ID {
	return rows.Index(i).Addr().Interface().(playbook.Noun).Key().AccountID
}

// give puts the rows of a noun where a record has them: the list of that noun,
// or the first of them where there is one only.
func give(rec *playbook.Record, k *kind, rows reflect.Value) {
	v := reflect.ValueOf(rec).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Type() {
		case rows.Type():
			f.Set(rows)
		case k.typ:
			f.Set(rows.Index(0))
		}
	}
}
