package data

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"kept/playbook"
)

// bench opens a workspace of 100 accounts with 40 tasks each and returns the
// ids of its tasks.
func bench(b *testing.B) (*Store, []playbook.ID) {
	b.Helper()
	s := temp(b)
	fill(b, s, 100, 40)
	var ids []playbook.ID
	rows, err := s.readDB.Query("SELECT id FROM tasks ORDER BY id")
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
	return s, ids
}

// BenchmarkTick is one tick through the one way to write, to durable. Its
// floor is BenchmarkTickFloor; it may cost three times as much.
func BenchmarkTick(b *testing.B) {
	s, ids := bench(b)
	i := 0
	for b.Loop() {
		act := playbook.Act{Who: "Ada Marsh", Device: "desk", Label: "Tick", At: fixed().Add(time.Duration(i) * time.Second)}
		id := ids[i%len(ids)]
		if err := s.Do(b.Context(), act, func(tx playbook.Tx) error {
			_, err := playbook.Change(tx, id, func(k *playbook.Task) error { return toggle(k, act.At) })
			return err
		}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func toggle(k *playbook.Task, at time.Time) error {
	if k.State == playbook.TaskDone {
		k.State, k.DoneAt, k.DoneBy = playbook.Todo, "", ""
	} else {
		k.State, k.DoneAt, k.DoneBy = playbook.TaskDone, playbook.MomentOf(at), "Ada Marsh"
	}
	return nil
}

// BenchmarkTickFloor writes the same rows as BenchmarkTick with statements
// prepared beforehand and the same sync, and decides nothing.
func BenchmarkTickFloor(b *testing.B) {
	s, ids := bench(b)
	ctx := b.Context()
	prepare := func(q string) *sql.Stmt {
		st, err := s.writeDB.PrepareContext(ctx, q)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { st.Close() })
		return st
	}
	load := prepare("SELECT state, account_id FROM tasks WHERE id = ?")
	tick := prepare("UPDATE tasks SET state = ?, done_at = ?, done_by = ?, revision = revision + 1 WHERE id = ?")
	change := prepare("INSERT INTO changes(id, stamp, at, who, device, label, why, kind) VALUES (?, ?, ?, 'Ada Marsh', 'desk', 'Tick', '', 'do')")
	line := prepare("INSERT INTO history(change, noun, row, account, col, old, new) VALUES (?, 'task', ?, ?, ?, ?, ?)")
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	i := 0
	for b.Loop() {
		at := fixed().Add(time.Duration(i) * time.Second)
		id := ids[i%len(ids)]
		tx, err := s.writeDB.BeginTx(ctx, nil)
		must(err)
		var state string
		var account []byte
		must(tx.Stmt(load).QueryRow(id).Scan(&state, &account))
		was, is := [3]string{"todo", "", ""}, [3]string{"done", string(playbook.MomentOf(at)), "Ada Marsh"}
		if state == "done" {
			was, is = is, was
		}
		_, err = tx.Stmt(tick).Exec(is[0], is[1], is[2], id)
		must(err)
		res, err := tx.Stmt(change).Exec(playbook.NewID(at), at.UnixMicro()+1_000_000, string(playbook.MomentOf(at)))
		must(err)
		seq, err := res.LastInsertId()
		must(err)
		for c, col := range []string{"state", "done_at", "done_by"} {
			_, err = tx.Stmt(line).Exec(seq, id, account, col, was[c], is[c])
			must(err)
		}
		must(tx.Commit())
		i++
	}
}

// BenchmarkAccountRows is one page of the list of accounts.
func BenchmarkAccountRows(b *testing.B) {
	s := temp(b)
	fill(b, s, 1000, 40)
	var after *AccountRow
	for b.Loop() {
		page, err := s.AccountRows(b.Context(), Filter{Limit: 50, After: after})
		if err != nil {
			b.Fatal(err)
		}
		after = nil
		if len(page) == 50 {
			after = &page[49]
		}
	}
}

// BenchmarkSearch is one key in the search box, with 40,000 tasks that match.
func BenchmarkSearch(b *testing.B) {
	s := temp(b)
	fill(b, s, 1000, 40)
	for _, q := range []string{"ste", "account 0099", "step 7 plan"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				if hits, err := s.Search(b.Context(), q, 20); err != nil || len(hits) == 0 {
					b.Fatal(len(hits), err)
				}
			}
		})
	}
}

// BenchmarkLargeAct is 40,000 tasks of 1,000 accounts in one act.
func BenchmarkLargeAct(b *testing.B) {
	dir, i := b.TempDir(), 0
	for b.Loop() {
		s, err := Create(b.Context(), filepath.Join(dir, fmt.Sprintf("%d.kept", i)), Options{Now: fixed})
		if err != nil {
			b.Fatal(err)
		}
		fill(b, s, 1000, 40)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkOpen opens a workspace and closes it.
func BenchmarkOpen(b *testing.B) {
	s := temp(b)
	fill(b, s, 100, 40)
	for b.Loop() {
		o, err := Open(b.Context(), s.path, Options{Now: fixed})
		if err != nil {
			b.Fatal(err)
		}
		if err := o.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
