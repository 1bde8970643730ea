package boot

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A file that is opened while a window has the workspace goes to that window;
// where none takes it the note is gone again.
func TestAFileIsHandedToTheWindowThatIsOpen(t *testing.T) {
	data, pack := filepath.Join(t.TempDir(), "Sales [north]"), filepath.Join(t.TempDir(), "Norrland Dental.keptpack")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	own, other := filepath.Join(data, "own.kept"), filepath.Join(data, "other.kept")
	took := make(chan []string)
	go func() {
		for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
			if got := Handed(data, own); len(got) > 0 {
				took <- got
				return
			}
		}
		took <- nil
	}()
	if !Hand(data, own, pack, 10*time.Second) {
		t.Error("nobody took the file")
	}
	if got := <-took; len(got) != 1 || got[0] != pack {
		t.Errorf("the window got %q", got)
	}

	if Hand(data, own, pack, 120*time.Millisecond) {
		t.Error("a file was taken though no window is open")
	}
	if left, err := os.ReadDir(data); err != nil || len(left) != 0 {
		t.Errorf("%v is left behind, %v", left, err)
	}

	go Hand(data, other, pack, 200*time.Millisecond)
	time.Sleep(60 * time.Millisecond)
	if got := Handed(data, own); len(got) != 0 {
		t.Errorf("a window takes what is for another workspace: %q", got)
	}
	if Hand(filepath.Join(data, "none"), own, pack, time.Second) {
		t.Error("a file is handed over in a folder that is not there")
	}
}
