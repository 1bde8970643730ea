package data

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/pack"
	"kept/playbook/work"
)

// The benchmarks of this file are those of account packs, each with its floor;
// docs/figures.md says what they mean. A pack goes the way it goes for a person:
// from the store through the use case into a file on the disk, and back.

// manyAccounts is how many accounts a large pack has.
const manyAccounts = 500

// fullLines is how many lines of history an account has that was worked on for
// years: the fullest of the samples has a sixth of it.
const fullLines = 2_000

// A courier sends and opens packs for one workspace.
type courier struct {
	*work.Packs
	store *Store
	key   pack.Key
}

func courierOf(b *testing.B, s *Store) *courier {
	b.Helper()
	key, err := pack.NewKey()
	if err != nil {
		b.Fatal(err)
	}
	d := deskOf(b, s)
	return &courier{&work.Packs{Desk: d, Exchange: s}, s, key}
}

// send writes accounts into a file, as the window and keptctl do.
func (c *courier) send(b *testing.B, path string, l pack.Lock, accounts ...playbook.ID) {
	b.Helper()
	out, err := c.Send(b.Context(), accounts, false)
	if err != nil {
		b.Fatal(err)
	}
	now := c.Now()
	s := pack.Source{ID: playbook.NewID(now), Program: "Kept", MadeAt: now, Name: c.Who, Device: c.Device, Claims: out.Claims, Along: out.Along}
	for _, a := range out.Accounts {
		s.Accounts = append(s.Accounts, pack.Account{ID: a.ID, Name: a.Name})
	}
	var file bytes.Buffer
	if err := pack.Write(&file, s, c.key, l); err != nil {
		b.Fatal(err)
	}
	if err := brief.SaveFile(path, file.Bytes()); err != nil {
		b.Fatal(err)
	}
}

// opens reads a file.
func (c *courier) opens(b *testing.B, path string) work.PackIn {
	b.Helper()
	p, err := pack.ReadFile(path, pack.Unlock{Key: c.key})
	if err != nil {
		b.Fatal(err)
	}
	in := work.PackIn{ID: p.ID, Sender: p.Sender, MadeAt: p.MadeAt, Sensitive: p.Sensitive, Claims: p.Claims}
	for _, a := range p.Accounts {
		in.Accounts = append(in.Accounts, work.PackAccount{ID: a.ID, Name: a.Name})
	}
	if in.Along, err = p.Along(); err != nil {
		b.Fatal(err)
	}
	return in
}

// looks reads a file and says what taking it in would do.
func (c *courier) looks(b *testing.B, path string) (work.PackIn, work.PackView) {
	b.Helper()
	in := c.opens(b, path)
	v, err := c.Look(b.Context(), in)
	if err != nil {
		b.Fatal(err)
	}
	return in, v
}

func (c *courier) takes(b *testing.B, in work.PackIn) {
	b.Helper()
	if _, err := c.Take(b.Context(), in, work.PackChoice{}); err != nil {
		b.Fatal(err)
	}
}

// fullest is the account with the longest history.
func fullest(b *testing.B, s *Store) playbook.ID {
	b.Helper()
	var id playbook.ID
	err := s.readDB.QueryRow("SELECT account FROM history WHERE account IN (SELECT id FROM accounts WHERE trashed_at = '') GROUP BY account ORDER BY count(*) DESC LIMIT 1").Scan(&id)
	if err != nil {
		b.Fatal(err)
	}
	return id
}

func linesBy(b *testing.B, s *Store, account playbook.ID) (lines int) {
	b.Helper()
	if err := s.readDB.QueryRow("SELECT count(*) FROM history WHERE account = ?", account).Scan(&lines); err != nil {
		b.Fatal(err)
	}
	return lines
}

// worked goes on working on an account until its history has so many lines: each
// task is noted about, again and again.
func (c *courier) worked(b *testing.B, account playbook.ID, lines int) {
	b.Helper()
	rec, err := c.Record(b.Context(), account)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; linesBy(b, c.store, account) < lines; i++ {
		t := rec.Tasks[i%len(rec.Tasks)]
		note := fmt.Sprintf("%s spoke about it again, week %d: nothing stands in the way, and the day holds.", c.Device, i)
		if _, err := c.Set(b.Context(), work.Ref{Noun: "task", ID: t.ID}, "note", t.Note, note, ""); err != nil {
			b.Fatal(err)
		}
		rec.Tasks[i%len(rec.Tasks)].Note = note
	}
}

// A raw reads the rows of an account and what is known of its past, with
// statements prepared beforehand, and decides nothing.
type raw []*sql.Stmt

func rawOf(b *testing.B, s *Store) raw {
	b.Helper()
	out := raw{prepared(b, s.readDB, "SELECT c.*, h.noun, h.row, h.col, h.old, h.new FROM history h JOIN changes c ON c.seq = h.change WHERE h.account = ?")}
	for _, k := range s.kinds.list {
		switch {
		case k.isAccount:
			out = append(out, prepared(b, s.readDB, "SELECT * FROM accounts WHERE id = ?"))
		case !k.workspace:
			out = append(out, prepared(b, s.readDB, "SELECT * FROM "+k.table+" WHERE account_id = ?"))
		}
	}
	return out
}

// read returns the values one after the other.
func (r raw) read(b *testing.B, accounts ...playbook.ID) []byte {
	b.Helper()
	var out []byte
	for i := range accounts {
		for _, st := range r {
			rows, err := st.Query(accounts[i][:])
			if err != nil {
				b.Fatal(err)
			}
			cols, err := rows.Columns()
			if err != nil {
				b.Fatal(err)
			}
			row, to := make([]sql.RawBytes, len(cols)), make([]any, len(cols))
			for i := range row {
				to[i] = &row[i]
			}
			for rows.Next() {
				if err := rows.Scan(to...); err != nil {
					b.Fatal(err)
				}
				for _, v := range row {
					out = append(append(out, v...), 0)
				}
			}
			if err := rows.Close(); err != nil {
				b.Fatal(err)
			}
		}
	}
	return out
}

// clocked adds how long something took.
func clocked(took *[]time.Duration, do func()) {
	start := time.Now()
	do()
	*took = append(*took, time.Since(start))
}

func benchPack(b *testing.B, lines int) {
	s, _ := figures(b)
	there := courierOf(b, s)
	id := fullest(b, s)
	there.worked(b, id, lines)
	path := filepath.Join(b.TempDir(), "here.kept")
	if _, err := s.writeDB.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		b.Fatal(err)
	}
	copyTo(b, path, s.Path())
	other, err := Open(b.Context(), path, Options{Now: figureDay})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { other.Close() })
	here := courierOf(b, other)
	here.Device = "the other laptop"
	// Both go on by a tenth, on the same tasks.
	there.worked(b, id, linesBy(b, s, id)*11/10)
	here.worked(b, id, linesBy(b, other, id)*11/10)
	blankAt := filepath.Join(b.TempDir(), "new.kept")
	first := courierOf(b, blank(b, blankAt))
	defer first.store.Close()

	sRaw, otherRaw := rawOf(b, s), rawOf(b, other)
	open, locked, floor := filepath.Join(b.TempDir(), "open.keptpack"), filepath.Join(b.TempDir(), "locked.keptpack"), filepath.Join(b.TempDir(), "raw")
	var send, seal, sendFloor, look, unseal, lookFloor, firstLook []time.Duration
	for b.Loop() {
		clocked(&send, func() { there.send(b, open, pack.Lock{}, id) })
		clocked(&sendFloor, func() {
			if err := brief.SaveFile(floor, sRaw.read(b, id)); err != nil {
				b.Fatal(err)
			}
		})
		clocked(&seal, func() { there.send(b, locked, pack.Lock{Recipients: []string{here.key.Recipient()}}, id) })
		var v work.PackView
		clocked(&look, func() { _, v = here.looks(b, open) })
		if len(v.Accounts[0].Lines) == 0 || v.Nothing() {
			b.Fatal("the two sides do not differ")
		}
		clocked(&lookFloor, func() {
			if _, err := os.ReadFile(floor); err != nil {
				b.Fatal(err)
			}
			otherRaw.read(b, id)
		})
		clocked(&unseal, func() { here.looks(b, locked) })
		clocked(&firstLook, func() { first.looks(b, open) })
	}
	for unit, took := range map[string][]time.Duration{"send-ns": send, "sendfloor-ns": sendFloor, "locked-ns": seal, "look-ns": look, "lookfloor-ns": lookFloor,
		"unlocked-ns": unseal, "first-ns": firstLook} {
		quantile(b, took, 0.5, unit)
	}
	b.ReportMetric(float64(linesBy(b, s, id)), "lines")
}

// BenchmarkPackSample sends the fullest account of the samples to a laptop that
// knows it and has gone on, and looks at it there.
func BenchmarkPackSample(b *testing.B) { benchPack(b, 0) }

// BenchmarkPackLong does the same with an account of 2,000 lines.
func BenchmarkPackLong(b *testing.B) { benchPack(b, fullLines) }

// fiveHundred are accounts here and there.
func fiveHundred(b *testing.B, s *Store) []playbook.ID {
	b.Helper()
	ids := readIDs(b, s, "SELECT id FROM accounts WHERE trashed_at = '' AND id IN (SELECT account_id FROM plans) ORDER BY id")
	return ids[:min(len(ids), manyAccounts)]
}

// BenchmarkPackMany sends 500 accounts and takes them in on a laptop that knows
// none of them, and then looks at them once more. The floor of sending reads the
// same rows into a file, that of taking in inserts the rows it leaves.
func BenchmarkPackMany(b *testing.B) {
	s, _ := figures(b)
	there, accounts, dir := courierOf(b, s), fiveHundred(b, s), b.TempDir()
	rows := rawOf(b, s)
	file, floor := filepath.Join(dir, "many.keptpack"), filepath.Join(dir, "raw")
	var send, sendFloor, look, take, takeFloor, again []time.Duration
	lines := 0
	for i := 0; b.Loop(); i++ {
		clocked(&send, func() { there.send(b, file, pack.Lock{}, accounts...) })
		clocked(&sendFloor, func() {
			if err := brief.SaveFile(floor, rows.read(b, accounts...)); err != nil {
				b.Fatal(err)
			}
		})
		other := blank(b, filepath.Join(dir, fmt.Sprint(i, ".kept")))
		here := courierOf(b, other)
		var in work.PackIn
		clocked(&look, func() {
			var v work.PackView
			if in, v = here.looks(b, file); len(v.Accounts) != len(accounts) || v.Nothing() {
				b.Fatal("the accounts are known already")
			}
		})
		clocked(&take, func() { here.takes(b, in) })
		clocked(&again, func() {
			if _, v := here.looks(b, file); !v.Nothing() {
				b.Fatal("the same pack has something new")
			}
		})
		tables := contents(b, other)
		if err := other.Close(); err != nil {
			b.Fatal(err)
		}
		lines = 0
		for _, t := range tables {
			lines += len(t.rows)
		}
		bare := blank(b, filepath.Join(dir, fmt.Sprint(i, "-floor.kept")))
		clocked(&takeFloor, func() { insert(b, bare, tables) })
		if err := bare.Close(); err != nil {
			b.Fatal(err)
		}
	}
	for unit, took := range map[string][]time.Duration{"send-ns": send, "sendfloor-ns": sendFloor, "look-ns": look, "take-ns": take, "takefloor-ns": takeFloor, "again-ns": again} {
		quantile(b, took, 0.5, unit)
	}
	b.ReportMetric(float64(len(accounts)), "accounts")
	b.ReportMetric(float64(lines), "rows")
}
