package data

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"kept/playbook"
)

// smallDisk mounts a disk of so many kilobytes of its own for the test.
func smallDisk(t *testing.T, kb int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", kb)); err != nil {
		t.Skipf("no disk can be mounted here (%v); run as root", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir
}

// fillUp fills the disk with a file, and then leaves so many bytes of room.
func fillUp(t *testing.T, path string, room int64) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	size := int64(0)
	for block := make([]byte, 4096); err == nil; { // until the disk is full
		var n int
		n, err = f.Write(block)
		size += int64(n)
	}
	if err := errors.Join(f.Truncate(max(0, size-room)), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// A disk that fills up while one writes: nothing of what was refused is there,
// everything acknowledged is, and with room again the same act is taken.
func TestDiskFillsUp(t *testing.T) {
	dir := smallDisk(t, 2048)
	s, err := Create(t.Context(), filepath.Join(dir, "w.kept"), Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	must(t, s, "before")
	ballast := filepath.Join(dir, "ballast")
	fillUp(t, ballast, 0)
	big := strings.Repeat("They grew fast. ", 8_000)
	a := playbook.Account{Name: "big"}
	put := func() error {
		return s.Do(t.Context(), desk("Big"), func(tx playbook.Tx) error {
			if err := tx.Save(&a); err != nil {
				return err
			}
			return tx.Save(&playbook.Handoff{Meta: playbook.Meta{AccountID: a.ID}, State: playbook.Draft, Story: big})
		})
	}
	err = put()
	var fe *FileError
	if !errors.As(err, &fe) || fe.Kind != Full || playbook.TroubleOf(err) != playbook.TroubleFull {
		t.Fatalf("a write to a full disk: %v", err)
	}
	if n := count(t, s, "SELECT count(*) FROM accounts") + count(t, s, "SELECT count(*) FROM handoffs"); n != 1 {
		t.Errorf("%d rows are there, want the one acknowledged", n)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "b.kept"), BackupOptions{}); err == nil {
		t.Error("a backup was written to a full disk")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".kept-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := put(); err != nil {
		t.Errorf("with room again: %v", err)
	}
	clean(t, s)
}

// A pack that names somebody who was forgotten comes to a disk without room for
// clearing the file. It is taken in, and said to be; the file is cleared when
// the workspace is opened next.
func TestNoRoomToClearAfterTakingIn(t *testing.T) {
	dir := smallDisk(t, 8192)
	path := filepath.Join(dir, "w.kept")
	meetsPacks(t, path)
	s, err := Open(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	a := playbook.Account{Name: "big"}
	save(t, s, "Big", &a)
	save(t, s, "Big", &playbook.Handoff{Meta: playbook.Meta{AccountID: a.ID}, State: playbook.Draft, Story: strings.Repeat("They grew fast. ", 12_000)})
	ballast := filepath.Join(dir, "ballast")
	fillUp(t, ballast, 400<<10)
	if err := s.childTake(t.Context(), "1-2"); err != nil {
		t.Errorf("the pack was taken in, and said not to be: %v", err)
	}
	if n := count(t, s, "SELECT count(*) FROM unwiped"); n == 0 {
		t.Fatal("there was room to clear the file; the test says less than it seems to")
	}
	if err := errors.Join(os.Remove(ballast), s.Close()); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), path, Options{Now: fixed}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	takenWhole(t, "opened again", s, []string{"1-2"})
	if left := holds(t, s, "Perpetua"); len(left) > 0 {
		t.Errorf("the file was opened again and holds who was forgotten: %v", left)
	}
	clean(t, s)
}

// Somebody is forgotten and an account purged where there is no room for clearing
// the file. Both are done, and said to be; the file is cleared at the next opening.
func TestNoRoomToClearAfterForgettingAndPurging(t *testing.T) {
	dir := smallDisk(t, 8192)
	path := filepath.Join(dir, "w.kept")
	s, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	_, person := norrland(t, s)
	big := playbook.Account{Name: "big"}
	save(t, s, "Big", &big)
	save(t, s, "Big", &playbook.Handoff{Meta: playbook.Meta{AccountID: big.ID}, State: playbook.Draft, Story: strings.Repeat("They grew fast. ", 12_000)})
	gone := playbook.Account{Name: "Southwind Mills"}
	save(t, s, "Southwind", &gone)
	act := playbook.Act{Who: "Bo", Device: "o", Label: "Done", At: fixed()}
	if err := s.Do(t.Context(), act, func(tx playbook.Tx) error { return tx.Trash(&gone) }); err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(dir, "ballast")
	fillUp(t, ballast, 600<<10)
	forgot, err := s.Forget(t.Context(), act, playbook.ForgetWho{Row: person.ID})
	if err != nil || !forgot.Waiting {
		t.Errorf("forgotten, and said: waiting %v, %v", forgot.Waiting, err)
	}
	purged, err := s.Purge(t.Context(), act, playbook.PurgeWhat{Noun: "account", Row: gone.ID})
	if err != nil || !purged.Waiting {
		t.Errorf("purged, and said: waiting %v, %v", purged.Waiting, err)
	}
	if err := errors.Join(os.Remove(ballast), s.Close()); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), path, Options{Now: fixed}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if left := holds(t, s, append([]string{"Southwind"}, zuraw...)...); len(left) > 0 {
		t.Errorf("the file was opened again and holds %v", left)
	}
	clean(t, s)
}

// A disk that turns read-only, as Linux does after an error, and back.
func TestDiskTurnsReadOnly(t *testing.T) {
	dir := smallDisk(t, 4096)
	path := filepath.Join(dir, "w.kept")
	workspaceFile(t, path)
	remount := func(flags uintptr) {
		t.Helper()
		if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|flags, ""); err != nil {
			t.Fatalf("remount: %v", err)
		}
	}
	remount(syscall.MS_RDONLY)
	var oe *OpenError
	if _, err := Open(t.Context(), path, Options{Now: fixed}); !asOpen(err, &oe) || oe.Kind != Unwritable {
		t.Errorf("open on a read-only disk: %v, want a refusal that says so", err)
	}
	remount(0)
	s, err := Open(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	must(t, s, "after")
	clean(t, s)
}

// The disk of the workspace is taken out: what is written meanwhile is refused
// with where it was, and a workspace on the same disk put in again goes on.
func TestDiskTakenOut(t *testing.T) {
	dir := smallDisk(t, 8192)
	path := filepath.Join(dir, "w.kept")
	s, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	must(t, s, "before")
	other := t.TempDir() // where the disk stays meanwhile
	if out, err := exec.Command("mount", "--move", dir, other).CombinedOutput(); err != nil {
		if err := syscall.Mount(dir, other, "", syscall.MS_BIND, ""); err != nil {
			t.Skipf("a disk cannot be moved here: %s", out)
		}
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { syscall.Unmount(other, syscall.MNT_DETACH) })
	if err := write(t, s, "meanwhile"); playbook.TroubleOf(err) != playbook.TroubleMoved {
		t.Errorf("written to a disk that is not there: %v", err)
	}
	if err := syscall.Mount(other, dir, "", syscall.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	must(t, s, "after")
	if n := count(t, s, "SELECT count(*) FROM accounts"); n != 2 {
		t.Errorf("%d accounts, want the two acknowledged", n)
	}
	clean(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A file that is made read-only is not opened for writing, says why, and is
// as it was; root may write anything, so it is left out there.
func TestFileMadeReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write a read-only file; run as somebody else")
	}
	path := filepath.Join(t.TempDir(), "w.kept")
	workspaceFile(t, path)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	var oe *OpenError
	if _, err := Open(t.Context(), path, Options{Now: fixed}); !asOpen(err, &oe) || oe.Kind != Unwritable {
		t.Errorf("a read-only file: %v", err)
	}
}
