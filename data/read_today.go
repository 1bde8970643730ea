package data

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"kept/playbook"
)

// caseless makes names comparable blind to case; accents count.
func caseless(s string) string { return norm.NFC.String(cases.Fold().String(strings.TrimSpace(s))) }

const ofSQL = "a.name AS account_name, a.stage AS account_stage, a.csm AS csm, a.seller AS seller"

// TasksDue returns the open tasks of all live accounts due on or before
// until, the oldest date first, at most limit (200 when not positive).
func (s *Store) TasksDue(ctx context.Context, until playbook.Date, limit int) ([]DueTask, error) {
	if limit <= 0 {
		limit = 200
	}
	var out []DueTask
	err := s.reading(ctx, func(r *reader) error {
		return r.db.Raw("SELECT t.*, "+ofSQL+` FROM tasks t JOIN accounts a ON a.id = t.account_id AND a.trashed_at = ''
			WHERE t.trashed_at = '' AND t.due_on <> '' AND t.state <> 'done' AND t.state <> 'skipped' AND t.due_on <= ?
			ORDER BY t.due_on, a.name COLLATE NOCASE, t.pos, t.id LIMIT ?`, string(until), limit).Scan(&out).Error
	})
	if err != nil {
		return nil, fmt.Errorf("read the tasks that are due: %w", err)
	}
	return out, nil
}

// OpenQuestions returns the unanswered questions of all live accounts, the
// longest waiting first.
func (s *Store) OpenQuestions(ctx context.Context) ([]OpenQuestion, error) {
	var out []OpenQuestion
	err := s.reading(ctx, func(r *reader) error {
		return r.db.Raw("SELECT q.*, " + ofSQL + ` FROM questions q JOIN accounts a ON a.id = q.account_id AND a.trashed_at = ''
			WHERE q.answered_at = '' AND q.trashed_at = '' ORDER BY q.asked_at, q.id`).Scan(&out).Error
	})
	if err != nil {
		return nil, fmt.Errorf("read the open questions: %w", err)
	}
	return out, nil
}

// HandoffsIn returns the handoffs of live accounts that stand in one of the
// states, the longest in it first.
func (s *Store) HandoffsIn(ctx context.Context, states ...playbook.HandoffState) ([]WaitingHandoff, error) {
	if len(states) == 0 {
		return nil, nil
	}
	var out []WaitingHandoff
	err := s.reading(ctx, func(r *reader) error {
		return r.db.Raw("SELECT h.id, h.account_id, h.state, COALESCE(t.at, '') AS since, COALESCE(t.\"by\", '') AS \"by\","+
			" CASE WHEN a.actual_close <> '' THEN a.actual_close ELSE a.expected_close END AS close_on, "+ofSQL+`
			FROM handoffs h JOIN accounts a ON a.id = h.account_id AND a.trashed_at = ''
			LEFT JOIN transitions t ON t.id = (SELECT x.id FROM transitions x WHERE x.account_id = h.account_id AND x.trashed_at = '' ORDER BY x.pos DESC LIMIT 1)
			WHERE h.trashed_at = '' AND h.state IN ?`, states).Scan(&out).Error
	})
	if err != nil {
		return nil, fmt.Errorf("read the handoffs: %w", err)
	}
	slices.SortStableFunc(out, func(a, b WaitingHandoff) int { return strings.Compare(string(a.Since), string(b.Since)) })
	return out, nil
}

// Trash returns what is in the trash, the newest first. Rows that went there
// with their account are not listed: restoring the account restores them.
func (s *Store) Trash(ctx context.Context) ([]TrashedRow, error) {
	var parts []string
	for _, k := range s.kinds.list {
		with := " AND (a.id IS NULL OR a.trashed_at <> t.trashed_at)"
		if k.isAccount {
			with = ""
		}
		kindOf := "''"
		if k.listed != nil {
			kindOf = "t." + k.listed.quoted
		}
		parts = append(parts, fmt.Sprintf(`SELECT '%s' AS noun, %s AS kind, t.id AS row, t.account_id AS account, COALESCE(a.name, '') AS account_name,
			%s AS title, t.trashed_at AS at FROM %s t LEFT JOIN accounts a ON a.id = t.account_id WHERE t.trashed_at <> ''%s`,
			k.name, kindOf, k.titleSQL("t."), k.table, with))
	}
	var out []TrashedRow
	err := s.reading(ctx, func(r *reader) error {
		err := r.each(func(scan func(...any) error) error {
			var t TrashedRow
			err := scan(&t.Noun, &t.Kind, &t.Row, &t.Account, &t.AccountName, &t.Title, &t.At, &t.By)
			if t.Title == "" {
				t.Title = playbook.Label(t.Noun, "")
			}
			out = append(out, t)
			return err
		}, `SELECT x.noun, x.kind, x.row, x.account, x.account_name, x.title, x.at,
			COALESCE((SELECT c.who FROM history h JOIN changes c ON c.seq = h.change WHERE h.row = x.row AND h.col = 'trashed_at' AND h.new <> '' ORDER BY h.change DESC LIMIT 1), '')
			FROM (`+strings.Join(parts, " UNION ALL ")+`) x ORDER BY x.at DESC, x.row DESC`)
		if err != nil {
			return err
		}
		return r.along(out)
	})
	if err != nil {
		return nil, fmt.Errorf("read the trash: %w", err)
	}
	return out, nil
}

// along counts the rows that went to the trash with each account.
func (r *reader) along(rows []TrashedRow) error {
	at := map[playbook.ID]*TrashedRow{}
	for i := range rows {
		if rows[i].Noun == "account" {
			at[rows[i].Row] = &rows[i]
		}
	}
	if len(at) == 0 {
		return nil
	}
	for _, k := range r.kinds.list {
		if k.isAccount || k.workspace {
			continue
		}
		err := r.each(func(scan func(...any) error) error {
			var account playbook.ID
			var moment playbook.Moment
			var n int
			if err := scan(&account, &moment, &n); err != nil {
				return err
			}
			if a := at[account]; a != nil && a.At == moment {
				a.With += n
			}
			return nil
		}, "SELECT account_id, trashed_at, count(*) FROM "+k.table+" WHERE trashed_at <> '' GROUP BY account_id, trashed_at")
		if err != nil {
			return err
		}
	}
	return nil
}

// Restore takes a row out of the trash as one act. It is Do with a Save of
// the trashed row; an account brings back the rows that went there with it.
// An explicit none does not come back beside rows of its field, and a row that
// comes back to a field with a none sends that to the trash, because the two
// contradict. It returns ErrNotFound when the row is not in the trash.
func (s *Store) Restore(ctx context.Context, a playbook.Act, noun string, row playbook.ID) error {
	k, err := s.kinds.named(noun)
	if err != nil {
		return err
	}
	return s.act(ctx, a, func(t *tx) error {
		st, err := t.state(k, row)
		if err != nil {
			return err
		}
		if st == nil || st.live() {
			return fmt.Errorf("%s in the trash: %w", playbook.Label(noun, ""), playbook.ErrNotFound)
		}
		if err := t.checkNone(st.now); err != nil {
			return err
		}
		if err := t.dropNonesBeside(st.now); err != nil {
			return err
		}
		if err := t.Save(k.clone(st.now)); err != nil {
			return err
		}
		return t.commit()
	})
}
