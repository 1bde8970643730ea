package data

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/playbook"
)

// The test binary started again with this variable backs up or restores the
// workspace it names, over and over, until it is killed.
const backupChildVar = "KEPT_TEST_BACKUP_CHILD"

// TestBackupChild is not a test: it is the child of the tests below.
func TestBackupChild(t *testing.T) {
	task, path, ok := strings.Cut(os.Getenv(backupChildVar), " ")
	if !ok {
		t.Skip("only as a child")
	}
	folder := filepath.Join(filepath.Dir(path), "backups")
	day := fixed()
	fmt.Println("begun")
	for {
		day = day.AddDate(0, 0, 1)
		switch task {
		case "backup":
			s, err := Open(t.Context(), path, Options{Now: func() time.Time { return day }})
			if err != nil {
				t.Fatal(err)
			}
			change(t, s, "Another")
			if _, err := s.BackUpDaily(t.Context(), folder); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		case "restore":
			if _, err := Restore(t.Context(), filepath.Join(folder, "b.kept"), path, RestoreOptions{Options: Options{Now: func() time.Time { return day }}}); err != nil {
				t.Fatal(err)
			}
			s, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			change(t, s, "Changed since") // killed behind this, it leaves a log
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// killed starts the child on a task and kills it at a random moment.
func killed(t *testing.T, task, path string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestBackupChild$")
	cmd.Env = append(os.Environ(), backupChildVar+"="+task+" "+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 6)); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(time.Duration(rand.IntN(400))*time.Millisecond, func() { cmd.Process.Kill() })
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("the child ended by itself: %v", err)
	}
}

func kills(t *testing.T) int {
	if testing.Short() {
		return 3
	}
	return 8
}

// Killed while it backs up, a program leaves no half backup under its name.
func TestKilledWhileBackingUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.kept")
	folder := filepath.Join(filepath.Dir(path), "backups")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 20, 40)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range kills(t) {
		killed(t, "backup", path)
		s := reopen(t, path)
		list, err := s.Backups(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range list {
			if err := CheckBackup(t.Context(), b.Path); err != nil {
				t.Errorf("%s: %v", b.Path, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// What was left half done goes with the next backup.
	s, err = Open(t.Context(), path, Options{Now: func() time.Time { return fixed().AddDate(3, 0, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	change(t, s, "At last")
	if daily(t, s, folder) == "" {
		t.Error("no backup after the kills")
	}
	for _, n := range filesIn(t, folder) {
		if strings.HasPrefix(n, s.dailyTemp()) {
			t.Errorf("left behind: %s", n)
		}
	}
}

// Killed while it restores, a program leaves the old workspace or the restored
// one, and nothing of the one in the other.
func TestKilledWhileRestoring(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.kept")
	folder := filepath.Join(filepath.Dir(path), "backups")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	northwind(t, s)
	backupTo(t, s, filepath.Join(folder, "b.kept"))
	change(t, s, "Changed since")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for range kills(t) {
		killed(t, "restore", path)
		s := reopen(t, path)
		clean(t, s)
		rows, err := s.AccountRows(t.Context(), Filter{})
		if err != nil || len(rows) != 3 && len(rows) != 4 {
			t.Fatalf("%d accounts, %v; want the restored three or the old four", len(rows), err)
		}
		list, err := s.Backups(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range list {
			if b.Problem != "" || b.Accounts < 3 || b.Accounts > 4 {
				t.Errorf("%s holds %d accounts: %s", b.Path, b.Accounts, b.Problem)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Restore(t.Context(), filepath.Join(folder, "b.kept"), path, RestoreOptions{Options: Options{Now: fixed}}); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, path)
	if rows, err := s.AccountRows(t.Context(), playbook.AccountFilter{}); err != nil || len(rows) != 3 {
		t.Errorf("%d accounts after a restore that was left alone, %v", len(rows), err)
	}
	for _, n := range filesIn(t, filepath.Dir(path)) {
		if strings.HasPrefix(n, ".kept-restore-") {
			t.Errorf("left behind: %s", n)
		}
	}
}

// The head of a file is read whatever its bytes are.
func FuzzBackupHead(f *testing.F) {
	dir := f.TempDir()
	s, err := Create(f.Context(), filepath.Join(dir, "w.kept"), Options{Now: fixed})
	if err != nil {
		f.Fatal(err)
	}
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(dir, "w.kept"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{})
	f.Add([]byte("SQLite format 3\x00"))
	f.Add(good[:100])
	f.Add(good[:4096])
	f.Fuzz(func(t *testing.T, raw []byte) {
		path := filepath.Join(t.TempDir(), "x.kept")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		b := ReadBackup(t.Context(), path)
		if b.Problem == "" || !strings.HasSuffix(b.Problem, ".") || strings.Contains(b.Problem, "\n") {
			t.Errorf("%d bytes: %q", len(raw), b.Problem)
		}
		if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
			t.Errorf("reading left %v", left)
		}
	})
}
