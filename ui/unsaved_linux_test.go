package ui

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A real disk that is really full: the words stay on screen, one line says so,
// and they are written once there is room.
func TestAFullDiskUnderTheWindow(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no disk can be mounted here (%v); run as root", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	d := onDisk(t, filepath.Join(dir, "w.kept"))
	ballast := filepath.Join(dir, "ballast")
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	for block := make([]byte, 4096); err == nil; { // until the disk is full
		_, err = f.Write(block)
	}
	f.Close()
	d.field("F3", "industry")
	words := "Dental clinics in the north, nine of them, with one laboratory and a telephone exchange of their own"
	typed := ""
	for i := 0; d.win.unsaved.since.IsZero() && i < 200; i++ { // until the room that is left in the log is used up
		d.Type("x")
		typed += "x"
		d.pause()
		d.until("it is stored or said not to be", func() bool { return d.stored().Industry == typed || !d.win.unsaved.since.IsZero() })
	}
	d.Type(words)
	typed += words
	d.pause()
	d.MustShow("the disk is full; free some space. Kept goes on trying.")
	if d.stored().Industry == typed || !d.shown(typed) {
		t.Fatalf("%q is not on screen, or is stored: %q", typed, d.stored().Industry)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	d.Tap("Try now")
	d.until("everything is written", func() bool { return d.win.unsaved.since.IsZero() && d.stored().Industry == typed })
}
