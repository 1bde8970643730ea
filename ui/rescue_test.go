package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
)

// rescueOffice is an office whose workspace does not open.
type rescueOffice struct {
	*fakeOffice
	file    string
	backups []playbook.Backup
	used    []string
}

func (o *rescueOffice) File() string { return o.file }
func (o *rescueOffice) Examine(ctx context.Context, file string) (playbook.Damage, error) {
	return data.Examine(ctx, file, data.SalvageOptions{})
}
func (o *rescueOffice) BackupsOf(context.Context, string) ([]playbook.Backup, error) {
	return o.backups, nil
}
func (o *rescueOffice) RestoreFile(context.Context, string, string) (string, error) {
	return "aside.kept", nil
}
func (o *rescueOffice) Salvage(ctx context.Context, file, to string) (playbook.Salvaged, error) {
	return data.Salvage(ctx, file, to, data.SalvageOptions{Who: "Maya Lindqvist", Now: o.now})
}
func (o *rescueOffice) Use(_ context.Context, file string) (*Workspace, error) {
	o.used = append(o.used, file)
	o.broken = nil
	return o.workspace(), nil
}

// damagedFile is a workspace with one account, of which pages are overwritten.
func damagedFile(t *testing.T) (path string, bytes string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "work.kept")
	s := datatest.At(t, path)
	err := s.Do(t.Context(), playbook.Act{Who: "Maya Lindqvist", Device: "desk", Label: "Add", At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}, func(tx playbook.Tx) error {
		return tx.Save(&playbook.Account{Name: "Halden Freight", Stage: playbook.PreClose})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), path+".copy", data.BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path + ".copy")
	if err != nil {
		t.Fatal(err)
	}
	for i := 40 * 4096; i < 44*4096; i++ {
		b[i] = 0xa5
	}
	path = filepath.Join(filepath.Dir(path), "damaged.kept")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, string(b)
}

func rescued(t *testing.T, kind data.Kind, path string, backups ...playbook.Backup) (*house, *rescueOffice) {
	t.Helper()
	var r *rescueOffice
	h := openAt(t, func(o *fakeOffice) Office {
		o.broken = &data.OpenError{Path: path, Kind: kind, Message: "The workspace " + path + " cannot be opened, as a test wants it."}
		r = &rescueOffice{fakeOffice: o, file: path, backups: backups}
		return r
	})
	return h, r
}

// A damaged workspace: the page says what was found, offers both ways, salvages,
// lists what was lost, and opens the new workspace. The damaged file stays.
func TestRecoveryPage(t *testing.T) {
	path, was := damagedFile(t)
	h, o := rescued(t, data.Damaged, path, playbook.Backup{Path: "bad.kept", Problem: "It is damaged."},
		playbook.Backup{Path: "good.kept", At: "2026-03-01T08:00:00.000000Z", Accounts: 1})
	h.MustShow("This workspace is damaged")
	h.MustShow("Restore the newest good backup")
	h.MustShow("Salvage into a new workspace")
	if !h.contains("1 account and ") || !h.contains("From 1 Mar 2026") {
		t.Errorf("the page says %q", h.Texts())
	}
	h.Tap("Salvage…")
	h.Tap("Salvage")
	h.MustShow("Salvaged into a new workspace")
	h.MustShow("What was lost")
	h.Tap("Open it")
	want := filepath.Join(filepath.Dir(path), "damaged-salvaged.kept")
	if len(o.used) != 1 || o.used[0] != want {
		t.Errorf("opened %v, want %s", o.used, want)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != was {
		t.Errorf("the damaged file was written to (%v)", err)
	}
}

// What cannot be helped by a backup or a salvage does not offer one.
func TestRecoveryChoices(t *testing.T) {
	for kind, title := range map[data.Kind]string{
		data.Newer: "This workspace needs a newer Kept", data.Busy: "This workspace cannot be opened",
		data.Unwritable: "This workspace cannot be opened", data.Full: "The disk is full",
	} {
		h, _ := rescued(t, kind, "/home/maya/kept/work.kept", playbook.Backup{Path: "good.kept"})
		h.MustShow(title)
		h.MustShow("Choose another workspace")
		if h.contains("Salvage") || h.contains("Restore") {
			t.Errorf("%s: offers what cannot help: %q", kind, h.Texts())
		}
	}
	h, _ := rescued(t, data.Missing, "/home/maya/kept/work.kept", playbook.Backup{Path: "good.kept"})
	h.MustShow("The workspace is not there")
	h.MustShow("Restore the newest good backup")
}

// Damage that shows in the middle of work stops writing, says so in one line
// and leads to the page.
func TestDamageInTheMiddle(t *testing.T) {
	path, _ := damagedFile(t)
	var o *rescueOffice
	h := openAt(t, func(f *fakeOffice) Office { o = &rescueOffice{fakeOffice: f, file: path}; return o })
	h.win.Fail(errors.Join(errors.New("tick"), &data.FileError{Kind: data.Damaged, Message: "The workspace is damaged."}))
	h.Settle()
	if !h.win.ReadOnly() || !h.contains("Nothing more is written to it") {
		t.Fatalf("read-only %v, %q", h.win.ReadOnly(), h.Texts())
	}
	h.Tap("What can be done…")
	h.MustShow("This workspace is damaged")
	if o.closed != 1 {
		t.Errorf("the damaged workspace was closed %d times", o.closed)
	}
}

// The warning about the place of the file is read once.
func TestPlaceBanner(t *testing.T) {
	h := openAt(t, func(o *fakeOffice) Office {
		o.place = playbook.FilePlace{Kind: playbook.PlaceSynced, Name: "Dropbox"}
		return o
	})
	if !h.contains("Dropbox copies") {
		t.Fatalf("no warning: %q", h.Texts())
	}
	h.Tap("Understood")
	if h.contains("Dropbox copies") {
		t.Error("the warning stays")
	}
}

// contains tells whether a text on the screen contains these words.
func (h *house) contains(words string) bool {
	return slices.ContainsFunc(h.Texts(), func(s string) bool { return strings.Contains(s, words) })
}
