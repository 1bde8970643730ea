package data

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"

	"kept/playbook"
)

// Of many that make one workspace at the same moment one does; the others find
// it whole.
func TestCreateAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.kept")
	var made atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			s, err := Create(t.Context(), path, Options{Now: fixed})
			var oe *OpenError
			switch {
			case err == nil:
				made.Add(1)
			case asOpen(err, &oe) && oe.Kind == Exists:
				s, err = Open(t.Context(), path, Options{Now: fixed})
			}
			if err != nil {
				t.Errorf("create or open: %v", err)
				return
			}
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
	all.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("%d made it, want 1", n)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".kept-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if st, err := os.Stat(path); err != nil || st.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v, %v", st.Mode(), err)
	}
}

// Records are what LoadRecord reads, for accounts with everything, with
// nothing, in the trash and not there.
func TestRecords(t *testing.T) {
	s := temp(t)
	var ids []playbook.ID
	for i := range 5 {
		a := playbook.Account{Name: fmt.Sprint("Customer ", i)}
		save(t, s, "Add", &a)
		ids = append(ids, a.ID)
		on := playbook.Meta{AccountID: a.ID}
		rows := []playbook.Noun{&playbook.Handoff{Meta: on, State: playbook.Draft, Story: a.Name}}
		for j := range i {
			rows = append(rows, &playbook.Promise{Meta: on, Text: fmt.Sprint("promise ", j)}, &playbook.Item{Meta: on, Kind: playbook.Bought, Text: fmt.Sprint("item ", j)},
				&playbook.Question{Meta: on, Text: "Who?"}, &playbook.Task{Meta: on, Title: "Do", State: playbook.Todo})
		}
		save(t, s, "Add rows", rows...)
		if len(rows) > 1 {
			if err := s.Do(t.Context(), desk("Remove"), func(tx playbook.Tx) error { return tx.Trash(rows[1]) }); err != nil {
				t.Fatal(err)
			}
		}
	}
	gone := playbook.Account{Meta: playbook.Meta{ID: ids[2]}}
	if err := s.Do(t.Context(), desk("Remove"), func(tx playbook.Tx) error {
		return errors.Join(tx.Load(&gone), tx.Trash(&gone))
	}); err != nil {
		t.Fatal(err)
	}
	asked := []playbook.ID{ids[4], ids[0], playbook.NewID(fixed()), ids[2], ids[3], ids[1]}
	recs, err := s.Records(t.Context(), asked)
	if err != nil {
		t.Fatal(err)
	}
	want := []playbook.ID{ids[4], ids[0], ids[3], ids[1]}
	if len(recs) != len(want) {
		t.Fatalf("%d records, want %d", len(recs), len(want))
	}
	for i, id := range want {
		var rec playbook.Record
		if err := s.Read(t.Context(), func(r playbook.Reader) (err error) { rec, err = playbook.LoadRecord(r, id); return err }); err != nil {
			t.Fatal(err)
		}
		if got, want := fmt.Sprintf("%+v", recs[i]), fmt.Sprintf("%+v", rec); got != want {
			t.Errorf("record %d is\n%.500s\nwant\n%.500s", i, got, want)
		}
	}
	if recs, err := s.Records(t.Context(), nil); err != nil || len(recs) != 0 {
		t.Errorf("no accounts: %v, %v", recs, err)
	}
	// A noun that Record has no place for would be lost here without a word.
	rec := reflect.TypeFor[playbook.Record]()
	for _, k := range s.kinds.list {
		if k.workspace {
			continue
		}
		found := false
		for i := range rec.NumField() {
			f := rec.Field(i).Type
			found = found || f == k.typ || f == reflect.SliceOf(k.typ)
		}
		if !found {
			t.Errorf("a record has no place for %s", k.name)
		}
	}
}

// The workspace is known by every name that leads to it.
func TestIsAt(t *testing.T) {
	s := temp(t)
	dir := filepath.Dir(s.Path())
	second, link := filepath.Join(dir, "second.kept"), filepath.Join(dir, "link.kept")
	if err := errors.Join(os.Link(s.Path(), second), os.Symlink(s.Path(), link)); err != nil {
		t.Skipf("no second names here: %v", err)
	}
	for _, path := range []string{s.Path(), s.Path() + "-wal", s.Path() + "-shm", s.Path() + ".lock", filepath.Join(dir, "x", "..", filepath.Base(s.Path())), second, link} {
		if !s.IsAt(path) {
			t.Errorf("%s is not known", path)
		}
	}
	for _, path := range []string{filepath.Join(dir, "brief.pdf"), dir, s.Path() + ".pdf", ""} {
		if s.IsAt(path) {
			t.Errorf("%q is taken for the workspace", path)
		}
	}
}
