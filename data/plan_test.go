package data

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"kept/playbook"
	"kept/playbook/sample"
	"kept/playbook/work"
)

// A spy hears every statement that goes through a pool.
type spy struct {
	*sql.DB
	hear func(query string, args []any)
}

func (s spy) BeginTx(ctx context.Context, o *sql.TxOptions) (gorm.ConnPool, error) {
	tx, err := s.DB.BeginTx(ctx, o)
	return &spiedTx{tx, s.hear}, err
}

type spiedTx struct {
	*sql.Tx
	hear func(query string, args []any)
}

func (t *spiedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	t.hear(query, args)
	return t.Tx.QueryContext(ctx, query, args...)
}

func (t *spiedTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	t.hear(query, args)
	return t.Tx.QueryRowContext(ctx, query, args...)
}

func (t *spiedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	t.hear(query, args)
	return t.Tx.ExecContext(ctx, query, args...)
}

// A spiedConn is the connection of an act.
type spiedConn struct {
	gorm.ConnPool
	hear func(query string, args []any)
}

func (c spiedConn) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	c.hear(query, args)
	return c.ConnPool.QueryContext(ctx, query, args...)
}

func (c spiedConn) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	c.hear(query, args)
	return c.ConnPool.QueryRowContext(ctx, query, args...)
}

func (c spiedConn) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	c.hear(query, args)
	return c.ConnPool.ExecContext(ctx, query, args...)
}

// scans returns what a statement reads from end to end, as SQLite plans it.
func scans(t *testing.T, s *Store, query string, args []any) []string {
	t.Helper()
	rows, err := s.readDB.Query("EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatalf("explain %s: %v", query, err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(detail, "SCAN") && !strings.HasSuffix(detail, "VALUES CLAUSE") {
			out = append(out, detail)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// No list, page or tick reads a table from end to end: it would be fast today
// and slow in the third year. What may be scanned is named: lists that are in
// memory, the search, which looks the words up itself, walks along an index
// that end with the page, and the few rows of the workspace itself.
func TestNothingScansATable(t *testing.T) {
	s := temp(t)
	d := sampleDesk(t, s)
	if err := sample.Fill(t.Context(), d, sample.Curated+30, 3); err != nil {
		t.Fatal(err)
	}
	page, err := s.AccountRows(t.Context(), Filter{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	last, account := &page[9], page[3].ID
	today := d.Today()
	groups, err := s.DueGroups(t.Context(), today.AddDays(work.NeedsWithin))
	if err != nil {
		t.Fatal(err)
	}
	due, err := s.TasksDue(t.Context(), DueQuery{Today: today, Until: today})
	if err != nil || len(due) == 0 {
		t.Fatal("nothing is due", err)
	}
	if err := s.Do(t.Context(), playbook.Act{Who: "Bo", Device: "desk", Label: "Trash", At: d.Now()}, func(tx playbook.Tx) error {
		return tx.Trash(&playbook.Account{Meta: playbook.Meta{ID: page[0].ID}})
	}); err != nil {
		t.Fatal(err)
	}
	var heard []func() (string, []any)
	hear := func(query string, args []any) {
		heard = append(heard, func() (string, []any) { return query, slices.Clone(args) })
	}
	s.read.Statement.ConnPool = spy{s.readDB, hear}
	s.listen = func(p gorm.ConnPool) gorm.ConnPool { return spiedConn{p, hear} }

	const lists, search = "SCAN json_each VIRTUAL TABLE", "SCAN search VIRTUAL TABLE"
	const names, stages = "SCAN a USING INDEX accounts_name", "SCAN a USING COVERING INDEX accounts_name"
	const books = "SCAN playbook_versions" // of the workspace itself: as many as were made or started from
	var trash []string                     // of each table, only what is in it
	for _, k := range s.kinds.list {
		trash = append(trash, "SCAN t USING INDEX "+k.table+"_trash", "SCAN "+k.table+" USING INDEX "+k.table+"_trash")
	}
	for _, c := range []struct {
		what string
		may  []string
		do   func(context.Context) error
	}{
		{"the first page of accounts", []string{names}, func(ctx context.Context) error { _, err := s.AccountRows(ctx, Filter{}); return err }},
		{"the next page", []string{names}, func(ctx context.Context) error { _, err := s.AccountRows(ctx, Filter{After: last}); return err }},
		{"the accounts of a stage", nil, func(ctx context.Context) error {
			_, err := s.AccountRows(ctx, Filter{Stage: playbook.Live, After: last})
			return err
		}},
		{"accounts by words", []string{search, "SCAN j VIRTUAL TABLE", names, stages}, func(ctx context.Context) error {
			_, err := s.AccountRows(ctx, Filter{Text: "may lind"})
			return err
		}},
		{"the counts of the stages", []string{"SCAN accounts USING COVERING INDEX accounts_stage"}, func(ctx context.Context) error { _, err := s.AccountCounts(ctx); return err }},
		{"an account by name", []string{"SCAN accounts USING COVERING INDEX accounts_name"}, func(ctx context.Context) error {
			_, err := s.FindAccounts(ctx, page[1].Name)
			return err
		}},
		{"what is due", nil, func(ctx context.Context) error {
			_, err := s.TasksDue(ctx, DueQuery{Today: today, Until: today.AddDays(7)})
			return err
		}},
		{"what is due of some", []string{lists}, func(ctx context.Context) error {
			_, err := s.TasksDue(ctx, DueQuery{Today: today, Until: today.AddDays(7), Of: groups[:2]})
			return err
		}},
		{"how much is due", nil, func(ctx context.Context) error { _, err := s.DueGroups(ctx, today); return err }},
		{"what else is due", []string{"SCAN x USING INDEX promises_anchored", "SCAN x USING INDEX proof_points_open", "SCAN x USING INDEX notices_open"}, func(ctx context.Context) error {
			_, err := s.RowsDue(ctx, today, today.AddDays(7))
			return err
		}},
		{"the accounts that begin", nil, func(ctx context.Context) error { _, err := s.Starting(ctx, today.AddDays(-90)); return err }},
		{"the load of the plans", []string{"SCAN t USING INDEX tasks_next"}, func(ctx context.Context) error { _, err := s.PlanLoads(ctx, today.AddDays(-90)); return err }},
		{"the questions", []string{"SCAN q USING INDEX questions_open"}, func(ctx context.Context) error { _, err := s.OpenQuestions(ctx); return err }},
		{"the handoffs", nil, func(ctx context.Context) error {
			_, err := s.HandoffsIn(ctx, playbook.Submitted, playbook.Returned)
			return err
		}},
		{"a search", []string{search, "SCAN m", "SCAN j VIRTUAL TABLE"}, func(ctx context.Context) error { _, err := s.Search(ctx, "tra may", 20); return err }},
		{"the history of all", []string{"SCAN c"}, func(ctx context.Context) error { _, err := s.History(ctx, playbook.ID{}, HistoryQuery{}); return err }},
		{"the history of one", nil, func(ctx context.Context) error {
			_, err := s.History(ctx, account, HistoryQuery{Before: 900})
			return err
		}},
		{"the last change", []string{"SCAN c"}, func(ctx context.Context) error { _, err := s.LastChange(ctx); return err }},
		{"when fields were filled", nil, func(ctx context.Context) error { _, err := s.FirstFilled(ctx, account); return err }},
		{"when promises were first due", nil, func(ctx context.Context) error { _, err := s.FirstDue(ctx, account); return err }},
		{"an account's page", nil, func(ctx context.Context) error { _, err := d.Record(ctx, account); return err }},
		{"many records", nil, func(ctx context.Context) error { _, err := s.Records(ctx, []playbook.ID{account, last.ID}); return err }},
		{"the trash", append(trash, "SCAN x"), func(ctx context.Context) error { _, err := s.Trash(ctx); return err }},
		{"a tick", nil, func(ctx context.Context) error {
			_, err := d.SetTask(ctx, due[0].ID, work.TaskChange{To: playbook.TaskDone, Evidence: "seen"})
			return err
		}},
		{"an undo", []string{books}, func(ctx context.Context) error { _, err := d.Undo(ctx); return err }},
		{"a redo", []string{books}, func(ctx context.Context) error { _, err := d.Redo(ctx); return err }},
	} {
		heard = nil
		if err := c.do(t.Context()); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		if len(heard) == 0 {
			t.Errorf("%s: no statement was heard", c.what)
		}
		for _, h := range slices.Clone(heard) {
			query, args := h()
			for _, scan := range scans(t, s, query, args) {
				if !slices.ContainsFunc(c.may, func(may string) bool { return strings.HasPrefix(scan, may) }) {
					t.Errorf("%s: %s in\n%.300s", c.what, scan, query)
				}
			}
		}
	}
}

// The next key cancels the search of the last: a reading ends with its context
// at the next row, however many were to come.
func TestCancelledReadingEnds(t *testing.T) {
	s := temp(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := s.reading(ctx, func(r *reader) error {
		return r.each(func(func(...any) error) error {
			cancel() // the next key
			return nil
		}, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n") // has no last row
	})
	if err == nil || ctx.Err() == nil {
		t.Errorf("an endless reading ended with %v", err)
	}
	if _, err := s.Search(ctx, "tra", 20); err == nil {
		t.Error("a search whose context is over went on")
	}
	if _, err := s.Search(t.Context(), "tra", 20); err != nil {
		t.Errorf("the search after it: %v", err)
	}
}
