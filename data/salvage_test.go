package data

import (
	"bytes"
	"encoding/binary"
	"errors"
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
	"kept/data/pages"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/sample"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

// A truth is an undamaged workspace: its files, its rows, and on which pages
// each row lies.
type truth struct {
	db, wal []byte
	rows    map[playbook.ID]playbook.Noun
	on      map[playbook.ID][]uint32
	names   map[playbook.ID]string
	pages   uint32
	kinds   *kinds
}

// wholeWorkspace makes a workspace of accounts with stories: edits, typing,
// undo, redo, trash, long texts on overflow pages, several devices.
func wholeWorkspace(t testing.TB, dir string, accounts int, folded bool) truth {
	t.Helper()
	path := filepath.Join(dir, "whole.kept")
	s, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.New(books...)
	if err != nil {
		t.Fatal(err)
	}
	clock := fixed()
	d := &work.Desk{Store: s, Who: sample.CSM, Device: "desk", Calendar: schedule.MondayToFriday(), Books: lib,
		Now: func() time.Time { clock = clock.Add(time.Second); return clock }}
	if err := sample.Fill(t.Context(), d, accounts, 1); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(4, 2))
	var all []playbook.Account
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&all, playbook.ID{}) }); err != nil {
		t.Fatal(err)
	}
	act := func(label, typing string) playbook.Act {
		return playbook.Act{Who: "Ada Marsh", Device: []string{"desk", "laptop"}[r.IntN(2)], Label: label, Typing: typing, At: d.Now()}
	}
	for i := range 120 {
		a := all[r.IntN(len(all))]
		do := func(fn func(playbook.Tx) error) {
			t.Helper()
			if err := s.Do(t.Context(), act(fmt.Sprintf("Step %d", i), fmt.Sprint("stay ", i/3)), fn); err != nil {
				t.Fatal(err)
			}
		}
		switch i % 6 {
		case 0: // a story of several pages
			do(func(tx playbook.Tx) error {
				var h []playbook.Handoff
				if err := tx.Rows(&h, a.ID); err != nil || len(h) == 0 {
					return err
				}
				h[0].Story = lorem(r, 9000)
				return tx.Save(&h[0])
			})
		case 1, 2:
			do(func(tx playbook.Tx) error {
				a := a
				if err := tx.Load(&a); err != nil {
					return err
				}
				a.StatusLine = lorem(r, 60)
				return tx.Save(&a)
			})
		case 3:
			do(func(tx playbook.Tx) error {
				// With an outcome, for the handoff may be closed.
				return tx.Save(&playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: lorem(r, 40), Outcome: "broken", Evidence: "Report"})
			})
		case 4:
			do(func(tx playbook.Tx) error {
				var p []playbook.Promise
				if err := tx.Rows(&p, a.ID); err != nil || len(p) < 3 {
					return err
				}
				return tx.Trash(&p[len(p)-1])
			})
		case 5:
			back := s.Undo
			if r.IntN(3) == 0 {
				back = s.Redo
			}
			if _, err := back(t.Context(), act("", "")); err != nil && !errors.Is(err, playbook.ErrNothing) && !errors.Is(err, playbook.ErrConflict) {
				t.Fatal(err)
			}
		}
	}
	clean(t, s)
	out := truth{rows: map[playbook.ID]playbook.Noun{}, on: map[playbook.ID][]uint32{}, names: map[playbook.ID]string{}, kinds: s.kinds}
	if err := s.reading(t.Context(), func(r *reader) error {
		for _, k := range s.kinds.list {
			if err := r.everyRow(k, func(n playbook.Noun) error {
				out.rows[n.Key().ID] = k.clone(n)
				if k.isAccount {
					out.names[n.Key().ID] = ownTitle(k, n)
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if folded {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	out.db = read(t, path)
	if !folded {
		out.wal = read(t, path+"-wal")
	}
	out.locate(t)
	return out
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func lorem(r *rand.Rand, n int) string {
	words := []string{"rollout", "Lager", "Übergabe", "report", "weekly", "invoice", "naïve", "pilot", "训练", "go-live"}
	s := ""
	for len(s) < n {
		s += words[r.IntN(len(words))] + " "
	}
	return s
}

// locate finds the pages of every row: its leaf and its overflow pages.
func (tr *truth) locate(t testing.TB) {
	t.Helper()
	f := tr.file(t, tr.db, tr.wal)
	tr.pages = f.Count()
	w, err := readWreck(t.Context(), f, tr.kinds, func(float64, string) {})
	if err != nil {
		t.Fatal(err)
	}
	if d := w.damage(""); d.BadPages != 0 || len(w.rows) != len(tr.rows) {
		t.Fatalf("the whole workspace: %+v, %d rows of %d", d, len(w.rows), len(tr.rows))
	}
	for _, k := range tr.kinds.list {
		lay := w.layout.tables[k.table]
		_, err := f.Walk(w.roots[k.table], true, map[uint32]bool{}, nil, func(n uint32, p *pages.Page) error {
			for i := range p.Cells {
				if p.Type != pages.TableLeaf {
					break
				}
				chain := []uint32{n}
				vals, err := f.Record(&p.Cells[i], &chain)
				if err != nil {
					return err
				}
				tr.on[nounID(lay, lay.fill(p.Cells[i].Rowid, vals))] = chain
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (tr *truth) file(t testing.TB, db, wal []byte) *pages.File {
	t.Helper()
	var log io.ReaderAt
	if wal != nil {
		log = bytes.NewReader(wal)
	}
	f, err := pages.New(bytes.NewReader(db), int64(len(db)), log, int64(len(wal)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// wound overwrites pages in copies of the files and returns which.
func (tr *truth) wound(r *rand.Rand, most int) (db, wal []byte, hit map[uint32]bool, how string) {
	db, wal, hit = slices.Clone(tr.db), slices.Clone(tr.wal), map[uint32]bool{}
	const size = 4096
	at := tr.places()
	image := func(n uint32) []byte {
		if off, ok := at[n]; ok {
			return wal[off : off+size]
		}
		return db[int(n-1)*size : int(n)*size]
	}
	kind := r.IntN(5)
	how = [...]string{"random bytes", "zeros", "other pages", "a mix", "one sector each"}[kind]
	for range 1 + r.IntN(most) {
		n := uint32(1 + r.IntN(int(tr.pages)))
		b := image(n)
		k := kind
		if kind == 3 {
			k = r.IntN(5)
		}
		hit[n] = true
		switch k {
		case 0, 3:
			for i := range b {
				b[i] = byte(r.Uint32())
			}
		case 1:
			clear(b)
		case 2:
			copy(b, image(uint32(1+r.IntN(int(tr.pages)))))
		case 4:
			s := r.IntN(8) * 512
			for i := s; i < s+512; i++ {
				b[i] = byte(r.Uint32())
			}
		}
	}
	return db, wal, hit, how
}

// places finds where the log has the newest image of a page.
func (tr *truth) places() map[uint32]int {
	at := map[uint32]int{}
	if tr.wal == nil {
		return at
	}
	salts := string(tr.wal[16:24])
	for off := 32; off+24+4096 <= len(tr.wal); off += 24 + 4096 {
		if string(tr.wal[off+8:off+16]) == salts {
			at[binary.BigEndian.Uint32(tr.wal[off:])] = off + 24
		}
	}
	return at
}

// TestSalvage overwrites pages at random. Whatever is overwritten: the rows
// whose pages are intact come back as they were, every row that does not is
// named, the new workspace passes all its checks, and the damaged files are as
// they were.
func TestSalvage(t *testing.T) {
	rounds, accounts := 15, 5
	if os.Getenv("KEPT_TORTURE") != "" {
		rounds, accounts = 200, 30
	}
	dir := t.TempDir()
	truths := []truth{wholeWorkspace(t, t.TempDir(), accounts, true), wholeWorkspace(t, t.TempDir(), accounts, false)}
	sum := struct{ pages, rows, intact, same, filled, named, accounts, whole int }{}
	for round := range rounds {
		if only := os.Getenv("KEPT_ROUND"); only != "" && !slices.Contains(strings.Split(only, ","), fmt.Sprint(round)) {
			continue
		}
		tr := &truths[round%2]
		r := rand.New(rand.NewPCG(uint64(round), 7))
		most := max(2, int(tr.pages)/[...]int{100, 30, 10, 4}[round/2%4])
		db, wal, hit, how := tr.wound(r, most)
		name := fmt.Sprintf("round %d, %d pages of %d, %s, log %v", round, len(hit), tr.pages, how, wal != nil)
		from, to := filepath.Join(dir, fmt.Sprintf("%d.kept", round)), filepath.Join(dir, fmt.Sprintf("%d-new.kept", round))
		put(t, from, db, wal)
		report, err := Salvage(t.Context(), from, to, SalvageOptions{Who: "Ada Marsh", Now: fixed})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		untouched(t, from, db, wal)
		got := rowsAt(t, to)
		named := map[playbook.ID]*playbook.Loss{}
		unknown := map[string]bool{}
		for i := range report.Losses {
			l := &report.Losses[i]
			if !l.Row.IsZero() {
				named[l.Row] = l
			}
			if l.Kind == playbook.LostUnknown {
				unknown[l.Noun] = true
			}
			if l.Text == "" {
				t.Errorf("%s: a loss without words: %+v", name, l)
			}
		}
		wounded := map[playbook.ID]bool{} // accounts with a damaged page
		for id, want := range tr.rows {
			k, _ := tr.kinds.of(want)
			intact := !slices.ContainsFunc(tr.on[id], func(n uint32) bool { return hit[n] })
			if !intact {
				wounded[want.Key().AccountID] = true
			}
			is := got[id]
			same := is != nil && len(k.differs(want, is)) == 0 && is.Key().AccountID == want.Key().AccountID
			sum.rows++
			switch {
			case same && intact:
				sum.intact++
				sum.same++
			case same:
				sum.same++
				sum.filled++
			case intact && named[id] == nil:
				t.Errorf("%s: %s %s was on intact pages %v and is not what it was, unnamed: %s", name, k.name, id, tr.on[id], diff(k, want, is))
			case intact && named[id].Kind != playbook.LostValue:
				t.Errorf("%s: %s %s was on intact pages and is lost: %s (%s)", name, k.name, id, named[id].Text, diff(k, want, is))
			case named[id] == nil && !unknown[k.name]:
				t.Errorf("%s: %s %s of %s is not what it was and is not named: %s", name, k.name, id, tr.names[want.Key().AccountID], diff(k, want, is))
			default:
				sum.named++
			}
		}
		for id, n := range got {
			if tr.rows[id] == nil && named[id] == nil {
				t.Errorf("%s: a %T that was never there", name, n)
			}
		}
		for id := range tr.names {
			if !wounded[id] {
				sum.whole++
			}
		}
		sum.accounts += len(tr.names)
		sum.pages += len(hit)
		for _, p := range []string{from, from + "-wal", to} {
			os.Remove(p)
		}
	}
	t.Logf("torture: %d rounds of salvage, %d pages overwritten; of %d rows %d on intact pages came back, %d more from the history or strays, %d named as lost or in part; %d of %d accounts lay on intact pages",
		rounds, sum.pages, sum.rows, sum.intact, sum.filled, sum.named, sum.whole, sum.accounts)
}

func diff(k *kind, want, is playbook.Noun) string {
	if is == nil {
		return "not there"
	}
	s := ""
	for _, c := range k.differs(want, is) {
		s += fmt.Sprintf("%s: %.40q, want %.40q; ", c.Name, c.Text(is), c.Text(want))
	}
	return s
}

func put(t testing.TB, path string, db, wal []byte) {
	t.Helper()
	if err := os.WriteFile(path, db, 0o600); err != nil {
		t.Fatal(err)
	}
	if wal == nil {
		return
	}
	if err := os.WriteFile(path+"-wal", wal, 0o600); err != nil {
		t.Fatal(err)
	}
}

func untouched(t testing.TB, path string, db, wal []byte) {
	t.Helper()
	if string(read(t, path)) != string(db) {
		t.Errorf("%s was written to", path)
	}
	if wal != nil && string(read(t, path+"-wal")) != string(wal) {
		t.Errorf("%s-wal was written to", path)
	}
	if _, err := os.Stat(path + "-shm"); err == nil {
		t.Errorf("%s-shm was left", path)
	}
}

func rowsAt(t testing.TB, path string) map[playbook.ID]playbook.Noun {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	out := map[playbook.ID]playbook.Noun{}
	err = s.reading(t.Context(), func(r *reader) error {
		for _, k := range s.kinds.list {
			if err := r.everyRow(k, func(n playbook.Noun) error { out[n.Key().ID] = k.clone(n); return nil }); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
