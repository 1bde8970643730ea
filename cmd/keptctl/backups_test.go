package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/cmd/internal/boot"
)

// A workspace that a window has open is not replaced.
func TestRestoreBesideAWindow(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "w.kept")
	keptctl := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		env := func(name string) string {
			if name == "KEPT_WORKSPACE" {
				return path
			}
			return dir
		}
		env2 := func(name string) string {
			if name == "KEPT_NOW" || name == "KEPT_AS" {
				return ""
			}
			return env(name)
		}
		status := run(context.Background(), args, strings.NewReader("account: Acme\n"), &out, &errs, env2)
		return status, out.String() + errs.String()
	}
	for _, args := range [][]string{{"apply", "-"}, {"backup", filepath.Join(dir, "b.kept")}} {
		if status, said := keptctl(args...); status != 0 {
			t.Fatalf("%v: %s", args, said)
		}
	}
	release, taken, err := boot.HoldWindow(path, time.Now())
	if err != nil || taken != "" {
		t.Fatalf("%s, %v", taken, err)
	}
	status, said := keptctl("restore", filepath.Join(dir, "b.kept"), "--yes")
	if status != 1 || !strings.Contains(said, "A window has this workspace open") || !strings.Contains(said, "close it") {
		t.Errorf("beside a window: status %d, %s", status, said)
	}
	if status, said := keptctl("restore", filepath.Join(dir, "b.kept"), "--account", "acme", "--yes"); status != 0 {
		t.Errorf("one account beside a window: status %d, %s", status, said)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if status, said := keptctl("restore", filepath.Join(dir, "b.kept"), "--yes"); status != 0 {
		t.Errorf("after the window: status %d, %s", status, said)
	}
}
