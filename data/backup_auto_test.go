package data

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/playbook"
)

// ticking returns a workspace whose clock the test turns.
func ticking(t *testing.T) (*Store, *time.Time) {
	t.Helper()
	now := fixed()
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "w.kept"), Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, &now
}

func change(t testing.TB, s *Store, name string) {
	t.Helper()
	err := s.Do(t.Context(), playbook.Act{Who: "Ada Marsh", Device: "desk", Label: "Add " + name}, func(tx playbook.Tx) error {
		return tx.Save(&playbook.Account{Name: name})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func daily(t testing.TB, s *Store, folder string) string {
	t.Helper()
	path, err := s.BackUpDaily(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDailyBackups(t *testing.T) {
	s, now := ticking(t)
	folder := t.TempDir()
	if p := daily(t, s, folder); p != "" {
		t.Errorf("an empty workspace was backed up to %s", p)
	}
	change(t, s, "One")
	first := daily(t, s, folder)
	if first == "" {
		t.Fatal("the first change of the day was not backed up")
	}
	if st, err := os.Stat(first); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the backup has mode %v, %v", st.Mode(), err)
	}
	*now = now.Add(time.Hour)
	change(t, s, "Two")
	if p := daily(t, s, folder); p != "" {
		t.Errorf("a second backup of the day: %s", p)
	}
	*now = now.AddDate(0, 0, 1)
	second := daily(t, s, folder)
	if second == "" {
		t.Error("what was changed after yesterday's backup was not backed up")
	}
	*now = now.AddDate(0, 0, 1)
	if p := daily(t, s, folder); p != "" {
		t.Errorf("a backup without a change: %s", p)
	}
	// Seven weeks of work, the clock wrong in between; every backup is sound.
	real := *now
	for i := range 50 {
		real = real.AddDate(0, 0, 1)
		*now = real
		if i == 20 {
			*now = real.AddDate(-6, 0, 0)
		}
		if i == 30 {
			*now = real.AddDate(9, 0, 0)
		}
		change(t, s, "More")
		if p := daily(t, s, folder); p == "" {
			t.Fatalf("day %d was not backed up", i)
		} else if _, err := os.Stat(p); err != nil {
			t.Fatalf("the newest backup was let go: %v", err)
		}
	}
	list, err := s.Backups(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, b := range list {
		kinds[b.Kind]++
		if err := CheckBackup(t.Context(), b.Path); err != nil || b.Problem != "" {
			t.Errorf("%s: %v, %q", b.Path, err, b.Problem)
		}
	}
	if kinds["daily"] != 7 || kinds["weekly"] != 4 || len(list) != 11 {
		t.Errorf("left are %v", kinds)
	}
	for _, e := range filesIn(t, folder) {
		if strings.HasPrefix(e, ".kept-daily-") && !strings.HasSuffix(e, ".lock") {
			t.Errorf("left behind: %s", e)
		}
	}
}

func filesIn(t testing.TB, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

// A backup that cannot be read, and those of others, are never let go.
func TestOthersStay(t *testing.T) {
	s, now := ticking(t)
	folder := t.TempDir()
	var strange []string
	for i := range 12 {
		p := filepath.Join(folder, nameBackup(s.path, "daily", now.AddDate(0, -i-1, 0)))
		if err := os.WriteFile(p, []byte("cannot be read"), 0o600); err != nil {
			t.Fatal(err)
		}
		strange = append(strange, p)
	}
	for range 12 {
		*now = now.AddDate(0, 0, 1)
		change(t, s, "More")
		daily(t, s, folder)
	}
	for _, p := range strange {
		if _, err := os.Stat(p); err != nil {
			t.Errorf("let go: %v", err)
		}
	}
}

// Window and keptctl at once make one backup of the day.
func TestTwoProgramsBackUpOnce(t *testing.T) {
	s, _ := ticking(t)
	folder := t.TempDir()
	change(t, s, "One")
	var wg sync.WaitGroup
	for range 6 {
		other, err := Open(t.Context(), s.path, Options{Now: fixed})
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		wg.Go(func() {
			if _, err := other.BackUpDaily(t.Context(), folder); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	list, err := s.Backups(t.Context(), folder)
	if err != nil || len(list) != 1 || list[0].Problem != "" {
		t.Errorf("%v, %v; want one sound backup", list, err)
	}
	if names := filesIn(t, folder); len(names) != 2 {
		t.Errorf("in the folder: %v; want the backup and the lock", names)
	}
}

func TestDailyWithoutAFolder(t *testing.T) {
	s, _ := ticking(t)
	change(t, s, "One")
	var oe *OpenError
	if _, err := s.BackUpDaily(t.Context(), filepath.Join(t.TempDir(), "stick")); !errors.As(err, &oe) || oe.Kind != NoFolder || !strings.HasSuffix(oe.Message, ".") {
		t.Errorf("a missing folder: %v", err)
	}
}

// Unsaved is when the oldest act was done that no backup holds.
func TestUnsaved(t *testing.T) {
	s, now := ticking(t)
	folder := t.TempDir()
	unsaved := func() playbook.Moment {
		t.Helper()
		list, err := s.Backups(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		at, err := s.Unsaved(t.Context(), list)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	if at := unsaved(); at != "" {
		t.Errorf("an empty workspace has unsaved acts since %s", at)
	}
	change(t, s, "One")
	one := playbook.MomentOf(*now)
	*now = now.Add(time.Hour)
	change(t, s, "Two")
	if at := unsaved(); at != one {
		t.Errorf("without a backup: %s, want %s", at, one)
	}
	daily(t, s, folder)
	if at := unsaved(); at != "" {
		t.Errorf("after the backup: %s", at)
	}
	*now = now.Add(time.Hour)
	change(t, s, "Three")
	three := playbook.MomentOf(*now)
	if at := unsaved(); at != three {
		t.Errorf("after another change: %s, want %s", at, three)
	}
	state := playbook.BackupState{Unsaved: three}
	if late := state.Late(now.Add(playbook.BackupLateAfter - time.Second)); late {
		t.Error("late before three days")
	}
	if !state.Late(now.Add(playbook.BackupLateAfter)) || (playbook.BackupState{}).Late(*now) {
		t.Error("late is wrong after three days, or without changes")
	}
}
