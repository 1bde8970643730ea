package data

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"kept/playbook"
)

// A page turns bad while the workspace is open. The first read that meets it
// says so, nothing is written any more, and closing leaves file and log as
// they lie, also where the last close would have folded the log in.
func TestDamageWhileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w.kept")
	s, err := Create(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	fillSample(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := read(t, path)
	if s, err = Open(t.Context(), path, Options{Now: fixed}); err != nil {
		t.Fatal(err)
	}
	save(t, s, "Something for the log", &playbook.Member{Name: "Jonas Falk"})
	corrupt(t, path, db, "tasks")
	var fe *FileError
	if err := s.QuickCheck(t.Context()); !errors.As(err, &fe) || fe.Kind != Damaged || !s.IsDamaged() {
		t.Fatalf("quick check: %v, damaged %v", err, s.IsDamaged())
	}
	err = s.Do(t.Context(), desk("Too late"), func(tx playbook.Tx) error { return tx.Save(&playbook.Member{Name: "Ida Bergström"}) })
	if !errors.As(err, &fe) || fe.Kind != Damaged {
		t.Errorf("writing after damage: %v", err)
	}
	wantDB, wantWAL := read(t, path), read(t, path+"-wal")
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	if string(read(t, path)) != string(wantDB) || len(wantWAL) == 0 || string(read(t, path+"-wal")) != string(wantWAL) {
		t.Error("closing wrote to the damaged file or its log")
	}
	if after, err := os.Stat(path); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("closing touched the file: %v, %v", after, err)
	}
}

// corrupt overwrites the root page of a table in the file.
func corrupt(t *testing.T, path string, db []byte, table string) {
	t.Helper()
	tr := truth{kinds: newKinds()}
	f := tr.file(t, db, nil)
	w, err := readWreck(t.Context(), f, tr.kinds, func(float64, string) {})
	if err != nil || w.roots[table] == 0 {
		t.Fatalf("no root of %s: %v", table, err)
	}
	out, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	noise := make([]byte, f.PageSize)
	for i := range noise {
		noise[i] = byte(i*7 + 3)
	}
	if _, err := out.WriteAt(noise, int64(w.roots[table]-1)*int64(f.PageSize)); err != nil {
		t.Fatal(err)
	}
}

func TestQuickCheckOfASoundFile(t *testing.T) {
	s := temp(t)
	fillSample(t, s)
	if err := s.QuickCheck(t.Context()); err != nil || s.IsDamaged() {
		t.Errorf("a sound file: %v", err)
	}
}

// Examine and Salvage tell what a file is before they read it.
func TestSalvageRefusals(t *testing.T) {
	dir := t.TempDir()
	at := func(name string, b []byte) string {
		p := filepath.Join(dir, name)
		put(t, p, b, nil)
		return p
	}
	s := temp(t)
	fillSample(t, s)
	whole := filepath.Join(dir, "whole.kept")
	if err := s.Backup(t.Context(), whole, BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	newer := read(t, whole)
	newer[63] = 99
	other := read(t, whole)
	other[68] = 1
	for name, c := range map[string]struct {
		path string
		kind Kind
	}{
		"missing":         {filepath.Join(dir, "no.kept"), Missing},
		"newer":           {at("newer.kept", newer), Newer},
		"another program": {at("other.kept", other), NotKept},
		"no database":     {at("text.kept", []byte("a letter")), NotADatabase},
		"a folder":        {dir, Unwritable},
	} {
		var oe *OpenError
		if _, err := Salvage(t.Context(), c.path, filepath.Join(dir, "new.kept"), SalvageOptions{}); !errors.As(err, &oe) || oe.Kind != c.kind || oe.Message == "" {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
	var oe *OpenError
	if _, err := Salvage(t.Context(), whole, whole, SalvageOptions{}); !errors.As(err, &oe) || oe.Kind != Exists {
		t.Errorf("onto itself: %v", err)
	}
	if d, err := Examine(t.Context(), whole, SalvageOptions{}); err != nil || !d.Sound() || d.Accounts != 1 {
		t.Errorf("a whole workspace: %+v, %v", d, err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".kept-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
