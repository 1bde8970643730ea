package boot

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kept/playbook"
)

const inFolder = `format: 2
id: mine-7
title: Mine
version: 3
phases:
  - include: low-touch-30
    phases: [A0]
  - {code: M0, title: All, exit: done, steps: [{id: do-it, title: Do it, role: cs, at: close+1}]}
`

// The playbooks of the program, of the folder and of the workspace are there
// when a workspace is open, and a broken file of the user's stops nothing.
func TestPlaybooksOfAllPlaces(t *testing.T) {
	dir := t.TempDir()
	c := Config{Folders: Folders{Settings: filepath.Join(dir, "s"), Data: filepath.Join(dir, "d")}, Who: "Ada"}
	if err := os.MkdirAll(c.Folders.Playbooks(), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"mine.yaml": inFolder, "broken.yaml": "format: 2\nid: [", "A.txt": "no playbook"} {
		if err := os.WriteFile(filepath.Join(c.Folders.Playbooks(), name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	k, err := Open(t.Context(), c, "keptctl", Create)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := k.Desk.Books.Get("mine-7"); err != nil || b.Phases[0].Included != "low-touch-30" || len(b.Phases) != 2 {
		t.Errorf("the folder's playbook: %+v, %v", b, err)
	}
	if p := k.Desk.Books.Problems(); len(p) != 1 || !strings.HasPrefix(p[0].Error(), "broken.yaml:") {
		t.Errorf("problems %v", p)
	}
	if _, err := k.Desk.DuplicatePlaybook(t.Context(), "A", "ours", "Ours"); err != nil {
		t.Fatal(err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if k, err = Open(t.Context(), c, "keptctl", ReadOnly); err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if from := k.Desk.Books.From("ours"); from != "workspace" {
		t.Errorf("the workspace's playbook is from %q", from)
	}
	// Versions that came before with the program are known.
	for _, b := range k.Desk.Books.All() {
		for _, n := range k.Desk.Books.Versions(b.ID) {
			if v, err := k.Desk.Books.Version(b.ID, n); err != nil || v.ID != b.ID || v.Version != n {
				t.Errorf("%s@%d: %s@%d, %v", b.ID, n, v.ID, v.Version, err)
			}
		}
	}
	if v, err := k.Desk.Books.Version("low-touch-30", 1); err != nil || !v.Builtin || v.StepCount() != 21 {
		t.Errorf("the first version of the low-touch playbook: %v", err)
	}
	if d := playbook.Diff(must(t, k, "ours"), must(t, k, "low-touch-30")); len(d) != 3 { // title, letter, version
		t.Errorf("the copy differs in %v", d)
	}
}

func must(t *testing.T, k *Kept, id string) *playbook.Playbook {
	t.Helper()
	b, err := k.Desk.Books.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	return &b
}

// A workspace whose playbooks cannot be read opens all the same, with those of
// the program, so that its damage is shown and salvaged.
func TestDamagedPlaybooksStopNothing(t *testing.T) {
	dir := t.TempDir()
	c := Config{Folders: Folders{Settings: filepath.Join(dir, "s"), Data: filepath.Join(dir, "d")}, Who: "Ada"}
	k, err := Open(t.Context(), c, "keptctl", Create)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Desk.DuplicatePlaybook(t.Context(), "A", "ours", "Zwetschge"); err != nil {
		t.Fatal(err)
	}
	path := k.Store.Path()
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := 4096; at < len(file); at += 4096 {
		if page := file[at:min(at+4096, len(file))]; strings.Contains(string(page), "Zwetschge") {
			for i := range page {
				page[i] = byte(i*7 + 3)
			}
		}
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if k, err = Open(t.Context(), c, "keptctl", Existing); err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if !k.Store.IsDamaged() {
		t.Error("the playbooks of the workspace were read: nothing is damaged")
	}
	if _, err := k.Desk.Books.Get("low-touch-30"); err != nil {
		t.Error(err)
	}
}
