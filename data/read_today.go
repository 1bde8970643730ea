package data

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"kept/playbook"
)

// caseless makes names comparable blind to case; accents count.
func caseless(s string) string {
	if s = strings.TrimSpace(s); isASCII(s) {
		return strings.ToLower(s)
	}
	return norm.NFC.String(cases.Fold().String(s))
}

const ofSQL = "a.name AS account_name, a.stage AS account_stage, a.csm AS csm, a.seller AS seller"

// openDue are the tasks of the index tasks_due; what they wait for lies in it.
const openDue = "t.trashed_at = '' AND t.due_on <> '' AND t.state <> 'done' AND t.state <> 'skipped'"

// TasksDue returns the open tasks of live accounts that are not lost and due,
// by the ranks of Today; see playbook.Portfolio. Each rank is read for itself
// and only as far as it is wanted, because sorting all that is due took most
// of a second at ten thousand accounts.
func (s *Store) TasksDue(ctx context.Context, q DueQuery) ([]DueTask, error) {
	if q.Limit <= 0 {
		q.Limit = 200
	}
	mine, args, err := groupsSQL(q.Of)
	if err != nil {
		return nil, fmt.Errorf("read the tasks that are due: %w", err)
	}
	yesterday, until := string(q.Today.AddDays(-1)), string(q.Until)
	var out []DueTask
	err = s.reading(ctx, func(r *reader) error {
		read := func(condition int, after, to string, limit int) error {
			if to = min(to, until); limit <= 0 || to <= after {
				return nil
			}
			return r.dueTasks(&out, mine, limit, append([]any{condition, after, to}, args...))
		}
		for _, days := range [][2]string{{"", yesterday}, {yesterday, string(q.Today)}} {
			for _, condition := range []int{1, 0} {
				if err := read(condition, days[0], days[1], q.Limit-len(out)); err != nil {
					return err
				}
			}
		}
		later := len(out)
		for _, condition := range []int{1, 0} {
			if err := read(condition, string(q.Today), until, q.Limit-later); err != nil {
				return err
			}
		}
		slices.SortStableFunc(out[later:], func(a, b DueTask) int { return strings.Compare(string(a.DueOn), string(b.DueOn)) })
		out = out[:min(len(out), q.Limit)]
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the tasks that are due: %w", err)
	}
	return out, nil
}

// dueTasks adds the first open tasks that are conditions or none, due after a
// day until another.
func (r *reader) dueTasks(out *[]DueTask, mine string, limit int, args []any) error {
	k := r.kinds.byName["task"]
	return r.each(func(scan func(...any) error) error {
		var d DueTask
		err := scan(append(k.fields(reflect.ValueOf(&d.Task).Elem()), &d.AccountName, &d.AccountStage, &d.CSM, &d.Seller)...)
		*out = append(*out, d)
		return err
	}, "SELECT "+k.columnsSQL("t.")+", a.name, a.stage, a.csm, a.seller FROM tasks t JOIN accounts a ON a.id = t.account_id AND a.trashed_at = '' AND a.stage <> 'lost' WHERE "+
		openDue+" AND t.condition = ? AND t.due_on > ? AND t.due_on <= ?"+mine+" ORDER BY t.due_on LIMIT ?", append(args, limit)...)
}

// groupsSQL is a condition on tasks t of accounts a that lets those of some
// groups through. Each list is one value, however long it is.
func groupsSQL(of []DueGroup) (string, []any, error) {
	if of == nil {
		return "", nil, nil
	}
	owners, others := []string{}, [][3]string{}
	for _, g := range of {
		if g.Owner != "" {
			owners = append(owners, g.Owner)
		} else {
			others = append(others, [3]string{g.Role, g.CSM, g.Seller})
		}
	}
	named, err := json.Marshal(owners)
	if err != nil {
		return "", nil, err
	}
	unnamed, err := json.Marshal(others)
	return " AND (t.owner IN (SELECT value FROM json_each(?)) OR t.owner = '' AND (t.role, a.csm, a.seller) IN (SELECT value->>0, value->>1, value->>2 FROM json_each(?)))",
		[]any{string(named), string(unnamed)}, err
}

// DueGroups counts the tasks of TasksDue by what they wait for.
func (s *Store) DueGroups(ctx context.Context, until playbook.Date) ([]DueGroup, error) {
	const due = openDue + " AND t.condition IN (0, 1) AND t.due_on <= ?"
	var out []DueGroup
	err := s.reading(ctx, func(r *reader) error {
		// The tasks of a trashed account are in the trash with it, so only the
		// lost ones are looked up, all at once.
		err := r.each(func(scan func(...any) error) error {
			var g DueGroup
			err := scan(&g.Owner, &g.Tasks)
			out = append(out, g)
			return err
		}, "SELECT t.owner, count(*) FROM tasks t WHERE "+due+
			" AND t.owner <> '' AND t.account_id NOT IN (SELECT id FROM accounts WHERE stage = 'lost' AND trashed_at = '') GROUP BY t.owner", string(until))
		if err != nil {
			return err
		}
		return r.each(func(scan func(...any) error) error {
			var g DueGroup
			err := scan(&g.Role, &g.CSM, &g.Seller, &g.Tasks)
			out = append(out, g)
			return err
		}, "SELECT t.role, a.csm, a.seller, count(*) FROM tasks t JOIN accounts a ON a.id = t.account_id AND a.trashed_at = '' AND a.stage <> 'lost' WHERE "+due+
			" AND t.owner = '' GROUP BY 1, 2, 3", string(until))
	})
	if err != nil {
		return nil, fmt.Errorf("count the tasks that are due: %w", err)
	}
	return out, nil
}

// DueDays counts the open tasks of some groups by the day they are due.
func (s *Store) DueDays(ctx context.Context, from, until playbook.Date, of []DueGroup) (map[playbook.Date]int, error) {
	out := map[playbook.Date]int{}
	if len(of) == 0 {
		return out, nil
	}
	mine, args, err := groupsSQL(of)
	if err != nil {
		return nil, fmt.Errorf("count the tasks of each day: %w", err)
	}
	err = s.reading(ctx, func(r *reader) error {
		return r.each(func(scan func(...any) error) error {
			var on string
			var n int
			err := scan(&on, &n)
			out[playbook.Date(on)] = n
			return err
		}, "SELECT t.due_on, count(*) FROM tasks t JOIN accounts a ON a.id = t.account_id AND a.trashed_at = '' AND a.stage <> 'lost' WHERE "+
			openDue+" AND t.condition IN (0, 1) AND t.due_on >= ? AND t.due_on <= ?"+mine+" GROUP BY t.due_on", append([]any{string(from), string(until)}, args...)...)
	})
	if err != nil {
		return nil, fmt.Errorf("count the tasks of each day: %w", err)
	}
	return out, nil
}

// Starting returns the live accounts at onboarding that closed on or after a
// day, the longest ago first.
func (s *Store) Starting(ctx context.Context, since playbook.Date) ([]Starting, error) {
	var out []Starting
	err := s.reading(ctx, func(r *reader) error {
		return r.each(func(scan func(...any) error) error {
			var a Starting
			err := scan(&a.ID, &a.Name, &a.CSM, &a.Seller, &a.CloseOn)
			out = append(out, a)
			return err
		}, "SELECT a.id, a.name, a.csm, a.seller, "+closeSQL+" AS closed FROM accounts a WHERE a.trashed_at = '' AND a.stage = 'onboarding' AND "+
			closeSQL+" >= ? ORDER BY closed, a.name COLLATE NOCASE, a.id", string(since))
	})
	if err != nil {
		return nil, fmt.Errorf("read the accounts that begin: %w", err)
	}
	return out, nil
}

// closeSQL is the day an account closed or is expected to.
const closeSQL = "CASE WHEN a.actual_close <> '' THEN a.actual_close ELSE a.expected_close END"

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
			" "+closeSQL+" AS close_on, "+ofSQL+`
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
		}, "SELECT account_id, trashed_at, count(*) FROM "+k.table+" INDEXED BY "+k.table+"_trash WHERE trashed_at <> '' GROUP BY account_id, trashed_at")
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
