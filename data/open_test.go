package data

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"kept/playbook"
)

func asOpen(err error, oe **OpenError) bool { return errors.As(err, oe) }

// refuses opens path and wants one sentence of that kind, and the file as it was.
func refuses(t *testing.T, path string, kind Kind) {
	t.Helper()
	before, _ := os.ReadFile(path)
	s, err := Open(t.Context(), path, Options{})
	if err == nil {
		s.Close()
		t.Fatalf("%s was opened, want %s", path, kind)
	}
	var oe *OpenError
	if !asOpen(err, &oe) || oe.Kind != kind {
		t.Fatalf("got %T %v, want an OpenError of kind %s", err, err, kind)
	}
	if oe.Path != path || !strings.HasSuffix(oe.Message, ".") || strings.Contains(oe.Message, "\n") || strings.Contains(oe.Message, "SQLITE") {
		t.Errorf("not one sentence for a person: %q", oe.Message)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the refused file was written to")
	}
}

func workspaceFile(t *testing.T, path string) {
	t.Helper()
	s, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	fillSample(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	write := func(name string, content []byte) string {
		if err := os.WriteFile(path(name), content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path(name)
	}
	workspaceFile(t, path("good.kept"))
	good, err := os.ReadFile(path("good.kept"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("missing", func(t *testing.T) { refuses(t, path("nowhere.kept"), Missing) })
	if _, err := os.Stat(path("nowhere.kept")); err == nil {
		t.Error("a reading command made the file")
	}
	t.Run("folder", func(t *testing.T) { refuses(t, dir, NotADatabase) })
	t.Run("empty", func(t *testing.T) { refuses(t, write("empty", nil), NotADatabase) })
	t.Run("text", func(t *testing.T) {
		refuses(t, write("notes.txt", []byte(strings.Repeat("Dear diary, ", 100))), NotADatabase)
	})
	t.Run("head cut off", func(t *testing.T) { refuses(t, write("head", good[:60]), Damaged) })
	t.Run("truncated", func(t *testing.T) { refuses(t, write("cut", good[:len(good)/2]), Damaged) })
	t.Run("schema overwritten", func(t *testing.T) {
		bad := append([]byte(nil), good...)
		for i := 100; i < 4096; i++ {
			bad[i] = 0xA5
		}
		s, err := Open(t.Context(), write("overwritten", bad), Options{})
		if err == nil {
			found, cerr := s.CheckIntegrity(t.Context(), CheckOptions{})
			s.Close()
			if cerr == nil && len(found) == 0 {
				t.Fatal("an overwritten first page was not noticed")
			}
			return
		}
		var oe *OpenError
		if !asOpen(err, &oe) || oe.Kind != Damaged {
			t.Errorf("got %v, want Damaged", err)
		}
	})
	t.Run("another program's", func(t *testing.T) {
		db, err := sql.Open("sqlite", writeDSN(path("other.db")))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec("CREATE TABLE recipes(name TEXT)"); err != nil {
			t.Fatal(err)
		}
		t.Run("with its log", func(t *testing.T) { refuses(t, path("other.db"), NotKept) })
		db.Close()
		refuses(t, path("other.db"), NotKept)
	})
	t.Run("newer", func(t *testing.T) {
		newer := append([]byte(nil), good...)
		newer[63] = 77
		p := write("newer.kept", newer)
		refuses(t, p, Newer)
		_, err := Open(t.Context(), p, Options{})
		if !strings.Contains(err.Error(), "77") || !strings.Contains(err.Error(), fmt.Sprint("up to ", latestVersion())) {
			t.Errorf("both formats are not named: %v", err)
		}
	})
	t.Run("create over a file", func(t *testing.T) {
		var oe *OpenError
		if _, err := Create(t.Context(), path("notes.txt"), Options{}); !asOpen(err, &oe) || oe.Kind != Exists {
			t.Errorf("got %v, want Exists", err)
		}
	})
	t.Run("create in no folder", func(t *testing.T) {
		var oe *OpenError
		if _, err := Create(t.Context(), path("no/such/w.kept"), Options{}); !asOpen(err, &oe) || oe.Kind != NoFolder {
			t.Errorf("got %v, want NoFolder", err)
		}
	})
}

// A log that was never folded in, because the program was killed, is read.
func TestOpensBesideItsLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.kept")
	first, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	fillSample(t, first)
	copied := filepath.Join(t.TempDir(), "copied.kept")
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(copied+end, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(t.Context(), copied, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if rows, err := s.AccountRows(t.Context(), Filter{}); err != nil || len(rows) != 1 {
		t.Errorf("accounts %v, %v", rows, err)
	}
}

func TestPathsOfAllKinds(t *testing.T) {
	for _, name := range []string{"two words.kept", "a#b.kept", "what?.kept", "50%.kept", "%41.kept", "Книга учёта.kept", "a&_pragma=x;.kept", "it's \"q\".kept", "no ending"} {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" && strings.ContainsAny(name, `?"`) {
				t.Skip("Windows has no such names")
			}
			dir := filepath.Join(t.TempDir(), "Папка #1 ?%20 x")
			if runtime.GOOS == "windows" {
				dir = filepath.Join(t.TempDir(), "Папка #1")
			}
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, name)
			workspaceFile(t, path)
			s, err := Open(t.Context(), path, Options{Now: fixed})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := s.Undo(t.Context(), playbook.Act{Device: "desk", At: fixed()}); err != nil {
				t.Errorf("undo after opening again: %v", err)
			}
			if err := s.Backup(t.Context(), filepath.Join(dir, "copy of "+name), BackupOptions{}); err != nil {
				t.Error(err)
			}
			files, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				info, err := f.Info()
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(f.Name(), name) {
					t.Errorf("a file of another name: %q", f.Name())
				}
				if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
					t.Errorf("%s has mode %v, want 0600", f.Name(), info.Mode().Perm())
				}
			}
		})
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.kept")
	workspaceFile(t, path)
	s, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if rows, err := s.AccountRows(t.Context(), Filter{}); err != nil || len(rows) != 1 {
		t.Errorf("accounts %v, %v", rows, err)
	}
	if err := s.Do(t.Context(), playbook.Act{}, func(playbook.Tx) error { return nil }); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing: %v, want ErrReadOnly", err)
	}
	if _, err := s.Undo(t.Context(), playbook.Act{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("undo: %v, want ErrReadOnly", err)
	}
}

func TestTakeLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.kept")
	l, _, err := TakeLock(path, fixed())
	if err != nil {
		t.Fatal(err)
	}
	_, who, err := TakeLock(path, fixed())
	if !errors.Is(err, ErrLocked) || !strings.Contains(who, "process ") || !strings.Contains(who, "2 Mar 2026 09:00 UTC") {
		t.Errorf("a second window: %q, %v", who, err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	again, _, err := TakeLock(path, fixed())
	if err != nil {
		t.Fatalf("after the release: %v", err)
	}
	again.Release()
}
