package data

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// asNobody runs fn on a thread that may not write what root or the tester may.
func asNobody(t *testing.T, fn func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		fn()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		if err := syscall.Setfsuid(65534); err != nil {
			t.Errorf("become nobody: %v", err)
			return
		}
		fn()
	}()
	<-done
}

func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "w.kept")
	workspaceFile(t, path)
	if err := errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(path, 0o666), os.Chmod(dir, 0o555)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	asNobody(t, func() {
		for _, o := range []Options{{}, {ReadOnly: true}} {
			var oe *OpenError
			if _, err := Open(t.Context(), path, o); !asOpen(err, &oe) || oe.Kind != Unwritable {
				t.Errorf("read-only folder, %+v: %v, want Unwritable", o, err)
			}
		}
		var oe *OpenError
		if _, err := Create(t.Context(), filepath.Join(dir, "new.kept"), Options{}); !asOpen(err, &oe) || oe.Kind != Unwritable {
			t.Errorf("create in a read-only folder: %v, want Unwritable", err)
		}
	})
	if err := errors.Join(os.Chmod(dir, 0o777), os.Chmod(path, 0o444)); err != nil {
		t.Fatal(err)
	}
	asNobody(t, func() {
		var oe *OpenError
		if _, err := Open(t.Context(), path, Options{}); !asOpen(err, &oe) || oe.Kind != Unwritable {
			t.Errorf("read-only file: %v, want Unwritable", err)
		}
	})
}
