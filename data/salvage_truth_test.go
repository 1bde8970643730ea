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
	return truthOf(t, s, folded)
}

// truthOf is the truth of a workspace, which it closes where the log is to be folded
// into the file.
func truthOf(t testing.TB, s *Store, folded bool) truth {
	t.Helper()
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
	out.db = read(t, s.path)
	if !folded {
		out.wal = read(t, s.path+"-wal")
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
