package data

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/playbook"
)

// shows returns every table of a workspace as text, live rows and history alike.
func shows(t interface {
	Helper()
	Fatal(...any)
}, s *Store) string {
	t.Helper()
	var b strings.Builder
	tables, err := s.readDB.Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for tables.Next() {
		var n string
		if err := tables.Scan(&n); err != nil {
			t.Fatal(err)
		}
		names = append(names, n)
	}
	tables.Close()
	for _, n := range names {
		rows, err := s.readDB.Query("SELECT * FROM \"" + n + "\"")
		if err != nil {
			t.Fatal(err)
		}
		cols, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			vals := make([]sql.RawBytes, len(cols))
			into := make([]any, len(cols))
			for i := range vals {
				into[i] = &vals[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			b.WriteString(n)
			for _, v := range vals {
				b.WriteByte('|')
				b.Write(v)
			}
			b.WriteByte('\n')
		}
		rows.Close()
	}
	return b.String()
}

func reopen(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestRestoreWhole(t *testing.T) {
	s := temp(t)
	northwind(t, s)
	backup := backupTo(t, s, filepath.Join(t.TempDir(), "b.kept"))
	was := shows(t, s)
	change(t, s, "Later")
	now := shows(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	called := false
	aside, err := Restore(t.Context(), backup, s.path, RestoreOptions{Options: Options{Now: fixed}, After: func(ctx context.Context, r *Store) error {
		called = true
		rows, err := r.AccountRows(ctx, Filter{})
		if len(rows) != 3 {
			t.Errorf("the hook sees %d accounts", len(rows))
		}
		return err
	}})
	if err != nil || !called {
		t.Fatalf("%v, hook called: %v", err, called)
	}
	r := reopen(t, s.path)
	clean(t, r)
	if got := shows(t, r); got != was {
		t.Errorf("restored is\n%s\nwant\n%s", got, was)
	}
	change(t, r, "Goes on")
	list, err := r.Backups(t.Context(), "")
	if err != nil || len(list) != 1 || list[0].Path != aside || list[0].Kind != playbook.BackupAside || list[0].Accounts != 4 {
		t.Fatalf("%+v, %v; want the one set aside", list, err)
	}
	if st, err := os.Stat(aside); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("set aside with mode %v, %v", st.Mode(), err)
	}
	// And back again.
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	second, err := Restore(t.Context(), aside, s.path, RestoreOptions{Options: Options{Now: fixed}})
	if err != nil || second == aside {
		t.Fatalf("%s, %v", second, err)
	}
	if got := shows(t, reopen(t, s.path)); got != now {
		t.Error("what was set aside did not come back")
	}
	for _, n := range filesIn(t, filepath.Dir(s.path)) {
		if strings.HasPrefix(n, ".kept-restore") {
			t.Errorf("left behind: %s", n)
		}
	}
}

// The write-ahead log of the old workspace never meets the restored file: not
// one that a killed program left, not one of a damaged workspace.
func TestRestoreBesideALog(t *testing.T) {
	for _, damaged := range []bool{false, true} {
		s := temp(t)
		northwind(t, s)
		backup := backupTo(t, s, filepath.Join(t.TempDir(), "b.kept"))
		was := shows(t, s)
		change(t, s, "Only in the log")
		// As after a power cut: the files as they lie while the store is open.
		home := t.TempDir()
		path := filepath.Join(home, "w.kept")
		for _, end := range []string{"", "-wal"} {
			raw, err := os.ReadFile(s.path + end)
			if err != nil {
				t.Fatal(err)
			}
			if damaged && end == "" {
				for i := 4096; i < len(raw); i++ {
					raw[i] = 0xA5
				}
			}
			if err := os.WriteFile(path+end, raw, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		before := filesOf(t, home)
		aside, err := Restore(t.Context(), backup, path, RestoreOptions{Options: Options{Now: fixed}, Damaged: damaged})
		if err != nil {
			t.Fatal(err)
		}
		r := reopen(t, path)
		clean(t, r)
		if shows(t, r) != was {
			t.Errorf("damaged %v: the restored workspace is another", damaged)
		}
		if !damaged {
			old := reopen(t, aside)
			if rows, err := old.FindAccounts(t.Context(), "Only in the log"); err != nil || len(rows) != 1 {
				t.Errorf("what was only in the log is not in the one set aside: %v, %v", rows, err)
			}
			continue
		}
		after := filesOf(t, home)
		if after[filepath.Base(aside)] != before["w.kept"] || after[filepath.Base(aside)+"-wal"] != before["w.kept-wal"] {
			t.Error("the damaged workspace was written to")
		}
	}
}

func TestRestoreRefusals(t *testing.T) {
	s := temp(t)
	northwind(t, s)
	dir := t.TempDir()
	backup := backupTo(t, s, filepath.Join(dir, "b.kept"))
	good, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, change func([]byte)) string {
		raw := append([]byte(nil), good...)
		change(raw)
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var oe *OpenError
	if _, err := Restore(t.Context(), backup, s.path, RestoreOptions{}); !asOpen(err, &oe) || oe.Kind != Busy || !strings.Contains(oe.Message, "close it") {
		t.Errorf("while it is open: %v", err)
	}
	change(t, s, "Still works")
	was := shows(t, s)
	for kind, path := range map[Kind]string{
		Newer:        put("newer.kept", func(b []byte) { binary.BigEndian.PutUint32(b[60:], 99) }),
		NotKept:      put("foreign.kept", func(b []byte) { b[68]++ }),
		NotADatabase: put("text.kept", func(b []byte) { b[0] = 'x' }),
		Damaged: put("damaged.kept", func(b []byte) {
			for i := range 2000 {
				b[len(b)-9000+i] = 0xA5
			}
		}),
		Missing: filepath.Join(dir, "gone.kept"),
	} {
		if _, err := Restore(t.Context(), path, s.path, RestoreOptions{}); !asOpen(err, &oe) || oe.Kind != kind || !strings.HasSuffix(oe.Message, ".") {
			t.Errorf("%s: %v", kind, err)
		}
	}
	refused := errors.New("not now")
	if _, err := Restore(t.Context(), backup, s.path, RestoreOptions{After: func(context.Context, *Store) error { return refused }}); !errors.Is(err, refused) {
		t.Errorf("a hook that fails: %v", err)
	}
	if shows(t, s) != was {
		t.Error("a refused restore changed the workspace")
	}
	for _, n := range filesIn(t, filepath.Dir(s.path)) {
		if strings.HasPrefix(n, ".kept-restore") || strings.Contains(n, "aside") {
			t.Errorf("left behind: %s", n)
		}
	}
}

// A restored backup equals the state at that time, whatever happened before
// and after: every row and the whole history.
func TestAnyBackupRestored(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		if n++; n > 25 { // each costs a dozen syncs
			return
		}
		path := filepath.Join(dir, "w.kept")
		backup := filepath.Join(dir, "b.kept")
		s, err := OpenOrCreate(t.Context(), path, Options{Now: fixed})
		if err != nil {
			t.Fatal(err)
		}
		act := playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed()}
		some := func() {
			for range rapid.IntRange(1, 4).Draw(t, "steps") {
				step(t, s, act)
			}
			if rapid.Bool().Draw(t, "undo") {
				if _, err := s.Undo(t.Context(), act); err != nil && !errors.Is(err, playbook.ErrNothing) {
					t.Fatal(err)
				}
			}
		}
		some()
		if err := s.Backup(t.Context(), backup, BackupOptions{Overwrite: true}); err != nil {
			t.Fatal(err)
		}
		was := shows(t, s)
		some()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		aside, err := Restore(t.Context(), backup, path, RestoreOptions{Options: Options{Now: fixed}})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(aside); err != nil {
			t.Fatal(err)
		}
		if s, err = Open(t.Context(), path, Options{Now: fixed}); err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if got := shows(t, s); got != was {
			t.Fatalf("restored is\n%s\nwant\n%s", got, was)
		}
		found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: n%4 == 0})
		if err != nil || len(found) > 0 {
			t.Fatalf("%v, %v", found, err)
		}
	})
}

// An older backup is brought up to date on a copy.
func TestRestoreOlder(t *testing.T) {
	s := temp(t)
	northwind(t, s)
	backup := backupTo(t, s, filepath.Join(t.TempDir(), "b.kept"))
	all, err := readMigrations(migrations, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	ob, err := OpenBackup(t.Context(), backup, s.path, RestoreOptions{Options: Options{Now: fixed}})
	if err != nil {
		t.Fatal(err)
	}
	next := append(all[:len(all):len(all)], migration{len(all) + 1, "colour", "ALTER TABLE accounts ADD COLUMN colour TEXT NOT NULL DEFAULT ''"})
	if err := ob.migrate(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	if v, err := ob.version(t.Context()); err != nil || v != len(next) {
		t.Errorf("the copy has format %d, %v", v, err)
	}
	if err := ob.Close(); err != nil {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(backup); err != nil || string(now) != string(raw) {
		t.Errorf("the backup was written to: %v", err)
	}
	for _, dir := range []string{filepath.Dir(backup), filepath.Dir(s.path)} {
		for _, n := range filesIn(t, dir) {
			if strings.Contains(n, "format") || strings.HasPrefix(n, ".kept-restore") {
				t.Errorf("left behind: %s", n)
			}
		}
	}
}

// What a killed restore left is swept, what another one is at work on is not.
func TestSweepRestores(t *testing.T) {
	s := temp(t)
	dir := filepath.Dir(s.path)
	old, fresh, other := restoreTemp(s.path)+"1", restoreTemp(s.path)+"2", restoreTemp(filepath.Join(dir, "other.kept"))+"3"
	for _, name := range []string{old, fresh, other} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		at := fixed().Add(-2 * time.Hour)
		if name == fresh {
			at = fixed().Add(-time.Minute)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	SweepRestores(s.path, fixed())
	left := strings.Join(filesIn(t, dir), " ")
	if strings.Contains(left, old) || !strings.Contains(left, fresh) || !strings.Contains(left, other) || !strings.Contains(left, "w.kept") {
		t.Errorf("left are %s", left)
	}
}
