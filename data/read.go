package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
)

// AccountRows returns one page of the live accounts by name, blind to case
// (of ASCII letters). It costs five queries, whatever the page holds, and two
// more for a text.
func (s *Store) AccountRows(ctx context.Context, f Filter) ([]AccountRow, error) {
	where, args := []string{"a.trashed_at = ''"}, []any{}
	if f.Stage != "" {
		where, args = append(where, "a.stage = ?"), append(args, string(f.Stage))
	}
	words := queryWords(f.Text)
	if f.Text != "" && len(words) == 0 {
		return nil, nil
	}
	if f.After != nil {
		where = append(where, "(a.name COLLATE NOCASE, a.id) > (?, ?)")
		args = append(args, f.After.Name, idValue(f.After.ID))
	}
	if f.Limit <= 0 {
		f.Limit = 50
	}
	var out []AccountRow
	err := s.reading(ctx, func(r *reader) (err error) {
		if len(words) > 0 {
			found, err := r.accountsWith(words, strings.Join(where, " AND "), f.Limit, args)
			if err != nil || len(found) == 0 {
				return err
			}
			where, args = []string{"a.id IN " + marks(len(found))}, found
		}
		out, err = r.accountRows(strings.Join(where, " AND "), f.Limit, args...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	return out, nil
}

// few is how many matches are sorted; among more, a page of names is found
// sooner by walking along the names.
const few = 1000

// accountsWith returns the ids of the first accounts by name that hold all
// words. The search alone answers within a millisecond; looking up and sorting
// the ten thousand accounts of a common word would take sixty.
func (r *reader) accountsWith(words []string, where string, limit int, args []any) ([]any, error) {
	var list string
	if _, err := r.one([]any{&list}, "SELECT COALESCE(group_concat(rowid - ?), '') FROM search WHERE search MATCH ? AND rowid < ?",
		int64(1)<<bandBits, matchQuery(words), int64(2)<<bandBits); err != nil || list == "" { // accounts are the first band
		return nil, err
	}
	found := map[int64]bool{}
	for n := range strings.SplitSeq(list, ",") {
		doc, err := strconv.ParseInt(n, 10, 64)
		if err != nil {
			return nil, err
		}
		found[doc] = true
	}
	from := "accounts a CROSS JOIN search_docs d ON d.row = a.id"
	if len(found) <= few {
		from = "json_each(?) j CROSS JOIN search_docs d ON d.id = j.value + ? CROSS JOIN accounts a ON a.id = d.row"
		args = append([]any{"[" + list + "]", int64(1) << bandBits}, args...)
	}
	var out []any
	err := r.each(func(scan func(...any) error) error {
		var id playbook.ID
		var doc int64
		if err := scan(&id, &doc); err != nil {
			return err
		}
		if found[doc] {
			out = append(out, id)
		}
		if len(out) == limit {
			return errEnough
		}
		return nil
	}, "SELECT a.id, d.id - ? FROM "+from+" WHERE "+where+" ORDER BY a.name COLLATE NOCASE, a.id", append([]any{int64(1) << bandBits}, args...)...)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return out, err
}

// errEnough ends a query that has given what was wanted.
var errEnough = errors.New("enough")

// AccountCounts returns how many live accounts stand at each stage.
func (s *Store) AccountCounts(ctx context.Context) (map[playbook.Stage]int, error) {
	out := map[playbook.Stage]int{}
	err := s.reading(ctx, func(r *reader) error {
		return r.each(func(scan func(...any) error) error {
			var stage string
			var n int
			if err := scan(&stage, &n); err != nil {
				return err
			}
			out[playbook.Stage(stage)] = n
			return nil
		}, "SELECT stage, count(*) FROM accounts WHERE trashed_at = '' GROUP BY stage")
	})
	if err != nil {
		return nil, fmt.Errorf("count the accounts: %w", err)
	}
	return out, nil
}

func (r *reader) accountRows(where string, limit int, args ...any) ([]AccountRow, error) {
	var out []AccountRow
	at := map[playbook.ID]int{}
	err := r.each(func(scan func(...any) error) error {
		var a AccountRow
		err := scan(&a.ID, &a.Name, &a.Stage, &a.Segment, &a.Value, &a.Currency, &a.Seller, &a.CSM, &a.CloseOn, &a.HandoffState, &a.LastChangedAt)
		at[a.ID] = len(out)
		out = append(out, a)
		return err
	}, `SELECT a.id, a.name, a.stage, a.segment, a.value, a.currency, a.seller, a.csm,
			`+closeSQL+`,
			COALESCE((SELECT h.state FROM handoffs h WHERE h.account_id = a.id AND h.trashed_at = '' ORDER BY h.pos LIMIT 1), ''),
			COALESCE((SELECT c.at FROM changes c WHERE c.seq = (SELECT x.change FROM history x WHERE x.account = a.id ORDER BY x.change DESC LIMIT 1)), '')
		FROM accounts a WHERE `+where+` ORDER BY a.name COLLATE NOCASE, a.id LIMIT ?`, append(args, limit)...)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	ids := make([]any, len(out))
	for i, a := range out {
		ids[i] = a.ID
	}
	in := marks(len(ids))
	err = r.each(func(scan func(...any) error) error {
		var id playbook.ID
		var done, total int
		if err := scan(&id, &done, &total); err != nil {
			return err
		}
		out[at[id]].TasksDone, out[at[id]].TasksTotal = done, total
		return nil
	}, "SELECT account_id, SUM(state = 'done' OR state = 'skipped'), count(*) FROM tasks WHERE trashed_at = '' AND account_id IN "+in+" GROUP BY account_id", ids...)
	if err != nil {
		return nil, err
	}
	err = r.each(func(scan func(...any) error) error {
		var id playbook.ID
		var title string
		var due playbook.Date
		if err := scan(&id, &title, &due); err != nil {
			return err
		}
		out[at[id]].NextTask, out[at[id]].NextDue = title, due
		return nil
	}, `SELECT a.id, t.title, t.due_on FROM accounts a JOIN tasks t ON t.id = (SELECT x.id FROM tasks x
			WHERE x.account_id = a.id AND x.trashed_at = '' AND x.state <> 'done' AND x.state <> 'skipped'
			ORDER BY x.due_on = '', x.due_on, x.pos LIMIT 1)
		WHERE a.id IN `+in, ids...)
	if err != nil {
		return nil, err
	}
	err = r.each(func(scan func(...any) error) error {
		var id playbook.ID
		var n int
		if err := scan(&id, &n); err != nil {
			return err
		}
		out[at[id]].OpenPromises = n
		return nil
	}, "SELECT account_id, count(*) FROM promises WHERE trashed_at = '' AND outcome = '' AND account_id IN "+in+" GROUP BY account_id", ids...)
	return out, err
}

// FindAccounts returns the live accounts a person may mean by what they
// typed: the one with that id; or else all with exactly that name; or else
// all whose name begins with it. Case does not count, in any alphabet.
// One row means it is clear, none that there is no such account.
func (s *Store) FindAccounts(ctx context.Context, typed string) ([]AccountRow, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil, nil
	}
	var out []AccountRow
	err := s.reading(ctx, func(r *reader) error {
		found, err := r.matching(typed)
		if err != nil || len(found) == 0 {
			return err
		}
		found = found[:min(len(found), 100)] // enough to say that it is not clear
		out, err = r.accountRows("a.trashed_at = '' AND a.id IN "+marks(len(found)), len(found), found...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find the account: %w", err)
	}
	return out, nil
}

func (r *reader) matching(typed string) ([]any, error) {
	if id, err := playbook.ParseID(typed); err == nil {
		return []any{id}, nil
	}
	var exact, begins []any
	want := caseless(typed)
	err := r.each(func(scan func(...any) error) error {
		var id playbook.ID
		var name string
		if err := scan(&id, &name); err != nil {
			return err
		}
		switch n := caseless(name); {
		case n == want:
			exact = append(exact, id)
		case strings.HasPrefix(n, want):
			begins = append(begins, id)
		}
		return nil
	}, "SELECT id, name FROM accounts WHERE trashed_at = ''")
	if len(exact) > 0 {
		return exact, err
	}
	return begins, err
}
