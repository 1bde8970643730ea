package data

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"kept/playbook"
)

// write adds an account and returns what became of it.
func write(t *testing.T, s *Store, name string) error {
	t.Helper()
	return s.Do(t.Context(), desk("Add "+name), func(tx playbook.Tx) error { return tx.Save(&playbook.Account{Name: name}) })
}

// must adds an account.
func must(t *testing.T, s *Store, name string) {
	t.Helper()
	if err := write(t, s, name); err != nil {
		t.Fatalf("write %s: %v", name, err)
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// A commit that SQLite refuses leaves a store that can be written.
func TestAfterARefusedCommit(t *testing.T) {
	s := temp(t)
	must(t, s, "Northwind")
	err := s.writing(t.Context(), func(db *gorm.DB) error { // foreign keys are looked at by the commit
		return db.Exec("INSERT INTO promises(id, account_id, revision) VALUES (x'01', x'02', 1)").Error
	})
	if err == nil {
		t.Fatal("a promise on no account was taken")
	}
	must(t, s, "Southwind")
	if n := count(t, s, "SELECT count(*) FROM accounts") + count(t, s, "SELECT count(*) FROM promises"); n != 2 {
		t.Errorf("%d rows, want the two accounts", n)
	}
	clean(t, s)
}

// While the file is away nothing is acknowledged that would go where nobody
// finds it; when it is back, writing goes on and everything is there.
func TestFileMovedAwayAndBack(t *testing.T) {
	for name, move := range map[string]func(t *testing.T, path string) (back func()){
		"renamed": func(t *testing.T, path string) func() {
			rename(t, path, path+".moved")
			return func() { rename(t, path+".moved", path) }
		},
		"its folder renamed": func(t *testing.T, path string) func() {
			dir := filepath.Dir(path)
			rename(t, dir, dir+" moved")
			return func() { rename(t, dir+" moved", dir) }
		},
		"another file in its place": func(t *testing.T, path string) func() {
			rename(t, path, path+".moved")
			if err := os.WriteFile(path, []byte("something else"), 0o600); err != nil {
				t.Fatal(err)
			}
			return func() { rename(t, path+".moved", path) }
		},
		"its log taken away": func(t *testing.T, path string) func() {
			rename(t, path+"-wal", path+"-wal.moved")
			return func() { rename(t, path+"-wal.moved", path+"-wal") }
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := temp(t)
			must(t, s, "before")
			back := move(t, s.Path())
			err := write(t, s, "during")
			var fe *FileError
			var unsaved *playbook.UnsavedError
			if !errors.As(err, &fe) || fe.Kind != Moved || !errors.As(err, &unsaved) || unsaved.Label != "Add during" ||
				playbook.TroubleOf(err) != playbook.TroubleMoved || !strings.Contains(err.Error(), filepath.Dir(s.Path())) {
				t.Errorf("a write while the file is away: %v, want a sentence that names its place", err)
			}
			if s.Here() == nil {
				t.Error("the file is said to be here")
			}
			if name == "renamed" { // a new connection must not make an empty file
				if _, err := s.AccountRows(t.Context(), Filter{}); err != nil {
					t.Errorf("what was read before cannot be read: %v", err)
				}
				if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "b.kept"), BackupOptions{}); err == nil {
					t.Error("a backup was made of a file that is not there")
				}
				if _, err := os.Stat(s.Path()); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("there is a file at the path: %v", err)
				}
			}
			back()
			must(t, s, "after")
			if n := count(t, s, "SELECT count(*) FROM accounts WHERE name IN ('before', 'after')"); n != 2 || count(t, s, "SELECT count(*) FROM accounts") != 2 {
				t.Errorf("%d of the two acknowledged acts are there", n)
			}
			clean(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			again, err := Open(t.Context(), s.Path(), Options{Now: fixed})
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if n := count(t, again, "SELECT count(*) FROM accounts"); n != 2 {
				t.Errorf("opened again there are %d accounts, want 2", n)
			}
		})
	}
}

// A workspace that was removed while it was open is written to its place
// again, whole; a copy that lacks the last act is not taken for it.
func TestRemovedAndPutBack(t *testing.T) {
	s := temp(t)
	must(t, s, "first")
	old := filepath.Join(t.TempDir(), "old.kept")
	if err := s.Backup(t.Context(), old, BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	must(t, s, "second")
	if err := s.PutBack(t.Context()); err == nil {
		t.Error("a workspace that is there was put over")
	}
	if err := os.Remove(s.Path()); err != nil {
		t.Fatal(err)
	}
	if err := write(t, s, "third"); playbook.TroubleOf(err) != playbook.TroubleMoved {
		t.Fatalf("write to a removed file: %v", err)
	}
	var oe *OpenError
	if err := s.GoesOn(t.Context(), old); !asOpen(err, &oe) || !strings.Contains(oe.Message, "last changes") {
		t.Errorf("an older copy: %v, want a refusal", err)
	}
	if err := s.PutBack(t.Context()); err != nil {
		t.Fatalf("put back: %v", err)
	}
	if err := s.GoesOn(t.Context(), s.Path()); err != nil {
		t.Errorf("what was put back is not taken for it: %v", err)
	}
	if st, err := os.Stat(s.Path()); err != nil || st.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read it: %v, %v", st, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), s.Path(), Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if n := count(t, again, "SELECT count(*) FROM accounts WHERE name IN ('first', 'second')"); n != 2 {
		t.Errorf("%d of the two accounts were put back", n)
	}
	clean(t, again)
	must(t, again, "third")
}

// A file that was moved is whole at its new place when the window lets go of
// it, although its log stays at the old.
func TestMovedFileIsWhole(t *testing.T) {
	for name, let := range map[string]func(s *Store, to string) error{
		"closed": func(s *Store, to string) error { return s.Close() },
		"chosen": func(s *Store, to string) error {
			return errors.Join(s.GoesOn(t.Context(), to), s.Close(), s.GoesOn(t.Context(), to))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := temp(t)
			for i := range 20 {
				must(t, s, string(rune('a'+i)))
			}
			to := filepath.Join(t.TempDir(), "moved.kept")
			rename(t, s.Path(), to)
			if err := let(s, to); err != nil {
				t.Fatal(err)
			}
			moved, err := Open(t.Context(), to, Options{Now: fixed})
			if err != nil {
				t.Fatal(err)
			}
			defer moved.Close()
			if n := count(t, moved, "SELECT count(*) FROM accounts"); n != 20 {
				t.Errorf("at its new place there are %d accounts, want 20", n)
			}
			clean(t, moved)
		})
	}
}

// A new workspace never takes up the log that another one left at its place.
func TestStrayLog(t *testing.T) {
	s := temp(t)
	must(t, s, "old")
	log, err := os.ReadFile(s.Path() + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatalf("no log: %v", err)
	}
	path := filepath.Join(t.TempDir(), "w.kept")
	if err := os.WriteFile(path+"-wal", log, 0o600); err != nil {
		t.Fatal(err)
	}
	var oe *OpenError
	if _, err := OpenOrCreate(t.Context(), path, Options{Now: fixed}); !asOpen(err, &oe) || oe.Kind != StrayLog {
		t.Fatalf("beside a stray log: %v", err)
	}
	if left, err := os.ReadFile(path + "-wal"); err != nil || len(left) != len(log) {
		t.Errorf("the log is not as it was: %v", err)
	}
	rename(t, path+"-wal", path+"-wal.kept")
	fresh, err := OpenOrCreate(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	if n := count(t, fresh, "SELECT count(*) FROM accounts"); n != 0 {
		t.Errorf("the new workspace has %d accounts of the old", n)
	}
	clean(t, fresh)
}
