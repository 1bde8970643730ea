package main

import (
	"os"
	"path/filepath"
	"testing"

	"kept/cmd/internal/boot"
)

func officeIn(t *testing.T) *office {
	t.Helper()
	dir := t.TempDir()
	return newOffice(boot.Config{Folders: boot.Folders{Data: dir, Settings: dir}}, func(string) string { return "" })
}

// Whatever stands in the file of what is remembered, the window opens, and what
// is remembered next is read again.
func FuzzRemembered(f *testing.F) {
	for _, s := range []string{"", "{}", `{"name":"Maya","role":"csm","sample":true}`, `{"name":7}`, `{"backups":{"a":"2026-03-02T09:00:00Z"}}`, `{"backups":{"a":"never"}}`, `{"workspace":"/nowhere"}`, "null", "[", "\xff\xfe"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		o := officeIn(t)
		if err := os.WriteFile(o.file(), b, 0o600); err != nil {
			t.Fatal(err)
		}
		o.path(false)
		if err := o.remember(func(r *remembered) {
			r.Name = "Maya"
			r.Workspace = "w.kept"
		}); err != nil {
			t.Fatal(err)
		}
		if r := o.recall(); r.Name != "Maya" || r.Workspace != "w.kept" {
			t.Errorf("after %q it is remembered %+v", b, r)
		}
	})
}

// A workspace that was moved is looked for at its new place at the next start.
// Where it is not there either the window says so: another one, opened in its
// place without a word, would look like a loss.
func TestMovedWorkspaceIsFound(t *testing.T) {
	o := officeIn(t)
	moved := filepath.Join(t.TempDir(), "moved.kept")
	if err := o.remember(func(r *remembered) { r.Name, r.Workspace = "Maya", moved }); err != nil {
		t.Fatal(err)
	}
	if got := o.path(false); got != moved {
		t.Errorf("the workspace is looked for at %s, want %s", got, moved)
	}
	if o.path(true) == moved {
		t.Error("the sample is looked for there too")
	}
}
