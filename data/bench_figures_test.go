package data

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/assets"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/sample"
	"kept/playbook/schedule"
	"kept/playbook/table"
	"kept/playbook/work"
)

// The benchmarks of this file are the figures that the program promises, each
// with its floor; docs/figures.md says what they mean. KEPT_BENCH_WORKSPACE
// names a generated workspace of the size that counts, of which a copy is
// used; without it a small one is made.

// figureDay is the day the generated workspaces were made for.
func figureDay() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// benchDevice tells the acts of one run from those of another in a workspace.
func benchDevice() string { return fmt.Sprint("bench ", os.Getpid()) }

func deskOf(b *testing.B, s *Store) *work.Desk {
	b.Helper()
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		b.Fatal(err)
	}
	lib, err := library.New(books...)
	if err != nil {
		b.Fatal(err)
	}
	clock := figureDay()
	return &work.Desk{Store: s, Who: sample.CSM, Device: benchDevice(), Calendar: schedule.MondayToFriday(), Books: lib,
		Now: func() time.Time { clock = clock.Add(time.Second); return clock }}
}

// figures opens a copy of the generated workspace, or, with KEPT_BENCH_OWN,
// that workspace itself, which is a copy already.
func figures(b *testing.B) (*Store, *work.Desk) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "figures.kept")
	from := os.Getenv("KEPT_BENCH_WORKSPACE")
	switch {
	case from != "" && os.Getenv("KEPT_BENCH_OWN") != "":
		path = from
	case from != "":
		copyTo(b, path, from)
	}
	s, err := OpenOrCreate(b.Context(), path, Options{Now: figureDay})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	d := deskOf(b, s)
	if from == "" {
		if err := sample.Fill(b.Context(), d, 60, 1); err != nil {
			b.Fatal(err)
		}
	}
	return s, d
}

func copyTo(b *testing.B, to, from string) {
	b.Helper()
	in, err := os.Open(from)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		b.Fatal(err)
	}
	// On the disk before anything is measured, so that no sync of ours pays for it.
	if err := out.Sync(); err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
}

// readIDs returns ids in an order that jumps about, the same in every run.
func readIDs(b *testing.B, s *Store, query string) []playbook.ID {
	b.Helper()
	var ids []playbook.ID
	rows, err := s.readDB.Query(query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id playbook.ID
		if err := rows.Scan(&id); err != nil {
			b.Fatal(err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	if len(ids) == 0 {
		b.Fatal("the workspace has none of these rows")
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids
}

// quantile reports the time below which a share of the operations stayed.
func quantile(b *testing.B, took []time.Duration, share float64, unit string) {
	slices.Sort(took)
	b.ReportMetric(float64(took[min(int(share*float64(len(took))), len(took)-1)]), unit)
}

// tickable are tasks of living accounts that can be ticked without more ado.
const tickable = "SELECT id FROM tasks WHERE trashed_at = '' AND state = 'todo' AND evidence_asked = '' AND reason = '' ORDER BY id"

// BenchmarkSetTask is one tick through the use case, from the call until it
// is durable. Each pass over the tasks moves them the other way.
func BenchmarkSetTask(b *testing.B) {
	s, d := figures(b)
	ids := readIDs(b, s, tickable)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		to := playbook.TaskDone
		if i/len(ids)%2 == 1 {
			to = playbook.Todo
		}
		start := time.Now()
		if _, err := d.SetTask(b.Context(), ids[i%len(ids)], work.TaskChange{To: to}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	linesOf(b, s, len(took))
	quantile(b, took, 0.5, "p50-ns")
}

// BenchmarkSetTaskFloor writes the same rows with statements prepared
// beforehand on the same connection, and decides nothing.
func BenchmarkSetTaskFloor(b *testing.B) {
	s, d := figures(b)
	ids := readIDs(b, s, tickable)
	ctx := b.Context()
	load := prepared(b, s.writeDB, "SELECT state, title, account_id FROM tasks WHERE id = ?")
	tick := prepared(b, s.writeDB, "UPDATE tasks SET state = ?, done_at = ?, done_by = ?, revision = revision + 1 WHERE id = ?")
	change := prepared(b, s.writeDB, "INSERT INTO changes(id, stamp, at, who, device, label, why, kind) VALUES (?, ?, ?, ?, ?, ?, '', 'do')")
	line := prepared(b, s.writeDB, "INSERT INTO history(change, noun, row, account, col, old, new) VALUES (?, 'task', ?, ?, ?, ?, ?)")
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	var stamp int64
	must(s.writeDB.QueryRow("SELECT MAX(stamp) FROM changes").Scan(&stamp))
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		now := d.Now()
		id := ids[i%len(ids)]
		tx, err := s.writeDB.BeginTx(ctx, nil)
		must(err)
		var state, title string
		var account []byte
		must(tx.Stmt(load).QueryRow(id).Scan(&state, &title, &account))
		was, is := [3]string{"todo", "", ""}, [3]string{"done", string(playbook.MomentOf(now)), d.Who}
		if state == "done" {
			was, is = is, was
		}
		_, err = tx.Stmt(tick).Exec(is[0], is[1], is[2], id)
		must(err)
		stamp++
		res, err := tx.Stmt(change).Exec(playbook.NewID(now), stamp, string(playbook.MomentOf(now)), d.Who, d.Device, "Tick “"+title+"”")
		must(err)
		seq, err := res.LastInsertId()
		must(err)
		for c, col := range []string{"state", "done_at", "done_by"} {
			_, err = tx.Stmt(line).Exec(seq, id, account, col, was[c], is[c])
			must(err)
		}
		must(tx.Commit())
		took = append(took, time.Since(start))
	}
	linesOf(b, s, len(took))
	quantile(b, took, 0.5, "p50-ns")
}

// linesOf holds figure and floor to the same rows: one change and three lines
// of history for each tick. The figure may write more: a tick moves the open
// tasks that waited for it, which the floor leaves out.
func linesOf(b *testing.B, s *Store, ticks int) {
	b.Helper()
	var changes, lines int
	if err := s.readDB.QueryRow("SELECT count(DISTINCT c.seq), count(*) FROM changes c JOIN history h ON h.change = c.seq WHERE c.device = ?", benchDevice()).Scan(&changes, &lines); err != nil {
		b.Fatal(err)
	}
	if os.Getenv("KEPT_BENCH_WORKSPACE") != "" && (changes != ticks || lines < 3*ticks || lines > 4*ticks) {
		b.Fatalf("%d ticks wrote %d changes with %d lines", ticks, changes, lines)
	}
}

func prepared(b *testing.B, db interface {
	PrepareContext(context.Context, string) (*sql.Stmt, error)
}, query string) *sql.Stmt {
	b.Helper()
	st, err := db.PrepareContext(b.Context(), query)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	return st
}

// BenchmarkAccountPage reads what an account's page shows: its whole record
// and when each field was first filled, of accounts here and there.
func BenchmarkAccountPage(b *testing.B) {
	s := reads(b)
	d := deskOf(b, s)
	ids := readIDs(b, s, "SELECT id FROM accounts WHERE trashed_at = '' AND id IN (SELECT account_id FROM plans) ORDER BY id")
	var took []time.Duration
	tasks := 0
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		rec, err := d.Record(b.Context(), ids[i%len(ids)])
		if err == nil {
			_, err = s.FirstFilled(b.Context(), ids[i%len(ids)])
		}
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
		tasks += len(rec.Tasks)
	}
	b.ReportMetric(float64(tasks)/float64(len(took)), "tasks")
	b.ReportMetric(float64(len(ids)), "accounts")
	quantile(b, took, 0.5, "p50-ns")
	quantile(b, took, 0.99, "p99-ns")
}

// export is the public CRM export of 8,800 deals.
func export(b *testing.B) []byte {
	b.Helper()
	file, err := os.ReadFile(filepath.Join("..", "playbook", "table", "testdata", "sales_pipeline.csv"))
	if err != nil {
		b.Fatal(err)
	}
	return file
}

// importDeals does what the window does with a file: reads it, plans, imports.
func importDeals(b *testing.B, d *work.Desk, file []byte) {
	b.Helper()
	ctx := b.Context()
	sheet, err := table.Open(ctx, bytes.NewReader(file), int64(len(file)))
	if err != nil {
		b.Fatal(err)
	}
	names, err := d.AccountNames(ctx)
	if err != nil {
		b.Fatal(err)
	}
	res, err := sheet.Deals(ctx, table.Options{Accounts: names})
	if err != nil {
		b.Fatal(err)
	}
	deals := make([]work.Deal, len(res.Deals))
	for i, d := range res.Deals {
		deals[i] = work.Deal{Line: d.Line, ID: d.ID, Account: d.Account, Seller: d.Seller, Product: d.Product, Stage: work.DealStage(d.Stage),
			StageWord: d.StageWord, CloseOn: playbook.Date(d.CloseOn), Value: d.Value, Currency: d.Currency}
	}
	plan, err := d.PlanImport(ctx, deals, d.Today())
	if err != nil {
		b.Fatal(err)
	}
	if _, err := d.Import(ctx, plan, nil); err != nil {
		b.Fatal(err)
	}
}

// blank makes an empty workspace.
func blank(b *testing.B, path string) *Store {
	b.Helper()
	s, err := Create(b.Context(), path, Options{Now: figureDay})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkImportDeals imports the public export into an empty workspace, from
// the bytes of the file until all of it is durable.
func BenchmarkImportDeals(b *testing.B) {
	file, dir := export(b), b.TempDir()
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		s := blank(b, filepath.Join(dir, fmt.Sprint(i, ".kept")))
		d := deskOf(b, s)
		b.StartTimer()
		importDeals(b, d, file)
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkImportDealsFloor inserts the rows that the import leaves, history
// and search included, into an empty workspace: one prepared statement for
// each table, one transaction, the same connection, triggers and sync. The
// rows lie in memory.
func BenchmarkImportDealsFloor(b *testing.B) {
	dir := b.TempDir()
	s := blank(b, filepath.Join(dir, "imported.kept"))
	importDeals(b, deskOf(b, s), export(b))
	tables := contents(b, s)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	rows := 0
	for _, t := range tables {
		rows += len(t.rows)
	}
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		s := blank(b, filepath.Join(dir, fmt.Sprint(i, ".kept")))
		b.StartTimer()
		insert(b, s, tables)
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(rows), "rows")
}

// insert puts rows from memory into an empty workspace: one prepared statement
// for each table, one transaction.
func insert(b *testing.B, s *Store, tables []filled) {
	b.Helper()
	ctx := b.Context()
	tx, err := s.writeDB.BeginTx(ctx, nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, t := range tables {
		st, err := tx.PrepareContext(ctx, t.insert)
		if err != nil {
			b.Fatal(err)
		}
		for _, row := range t.rows {
			if _, err := st.ExecContext(ctx, row...); err != nil {
				b.Fatal(t.insert, err)
			}
		}
		st.Close()
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

// A filled is a table with the rows that an empty workspace has not.
type filled struct {
	insert string
	rows   [][]any
}

// contents reads every table but the migrations and those the search keeps for
// itself, which triggers fill.
func contents(b *testing.B, s *Store) []filled {
	b.Helper()
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	names, err := s.readDB.Query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name <> 'migrations' AND name NOT LIKE 'sqlite_%'")
	must(err)
	var tables []string
	for names.Next() {
		var n string
		must(names.Scan(&n))
		tables = append(tables, n)
	}
	must(names.Err())
	must(names.Close())
	slices.Sort(tables) // accounts, changes and history before the rest is no matter: keys are looked at in the end
	var out []filled
	for _, name := range tables {
		rows, err := s.readDB.Query(`SELECT * FROM "` + name + `" ORDER BY rowid`)
		must(err)
		cols, err := rows.Columns()
		must(err)
		t := filled{insert: `INSERT INTO "` + name + `" VALUES (?` + strings.Repeat(",?", len(cols)-1) + ")"}
		for rows.Next() {
			row, to := make([]any, len(cols)), make([]any, len(cols))
			for i := range row {
				to[i] = &row[i]
			}
			must(rows.Scan(to...))
			t.rows = append(t.rows, row)
		}
		must(rows.Err())
		must(rows.Close())
		if len(t.rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}
