package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/screen"
)

// backed is a window on a workspace in a file, with real backups.
func backed(t *testing.T, prepare func(*fakeOffice)) (*house, *datatest.Backups) {
	t.Helper()
	b := &datatest.Backups{Folder: t.TempDir()}
	h := open(t, func(o *fakeOffice) {
		path := filepath.Join(t.TempDir(), "work.kept")
		reopen := func() *data.Store {
			s, err := data.OpenOrCreate(t.Context(), path, data.Options{Now: o.now})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		o.store = reopen()
		b.Store = o.store
		t.Cleanup(func() { b.Store.Close() })
		o.backups = b
		o.restore = func(ctx context.Context, file string) (*Workspace, error) {
			if err := b.Store.Close(); err != nil {
				return nil, err
			}
			_, restoreErr := data.Restore(ctx, file, path, data.RestoreOptions{Options: data.Options{Now: o.now}})
			o.store = reopen()
			b.Store = o.store
			return o.workspace(), restoreErr
		}
		if prepare != nil {
			prepare(o)
		}
	})
	return h, b
}

func TestTheFirstChangeOfADayMakesABackup(t *testing.T) {
	h, b := backed(t, nil)
	h.MustShow("No backup yet")
	h.deal("Halden Freight", "Maya Lindqvist", "Jonas Falk")
	h.win.Changed()
	h.Settle()
	list, err := b.List(t.Context())
	if err != nil || len(list) != 1 || list[0].Accounts != 1 {
		t.Fatalf("%+v, %v; want one backup", list, err)
	}
	h.MustShow("Backup 09:12")
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	h.win.Changed()
	h.Settle()
	if list, _ = b.List(t.Context()); len(list) != 1 {
		t.Errorf("%d backups, want one of the day", len(list))
	}
}

func TestTheFootSaysWhenABackupIsLate(t *testing.T) {
	late := errors.New("the folder /media/stick for backups is not there; connect its disk, or choose another folder")
	h, b := backed(t, nil)
	b.Broken = late
	h.deal("Halden Freight", "Maya Lindqvist", "Jonas Falk")
	h.win.Changed()
	h.Settle()
	h.MustShow("▲ Backup failed")
	h.MustShow("The folder /media/stick for backups is not there; connect its disk, or choose another folder.")
	line, notice := backupLine(playbook.BackupState{Last: playbook.MomentOf(h.clock.Now().AddDate(0, 0, -5)), Unsaved: playbook.MomentOf(h.clock.Now().AddDate(0, 0, -4))}, h.clock.Now())
	if line != "▲ Backup late · 18 Nov" || !notice {
		t.Errorf("late is %q, %v", line, notice)
	}
	b.Broken = nil
	h.clock.Advance(dailyRetry)
	h.win.Changed()
	h.Settle()
	h.MustShow("Backup 09:22")
}

func TestRestoreFromTheRoom(t *testing.T) {
	h, b := backed(t, nil)
	a := h.deal("Halden Freight", "Maya Lindqvist", "Jonas Falk")
	h.win.Changed()
	h.Settle()
	h.deal("Made since", "Maya Lindqvist", "Jonas Falk")
	h.win.Changed()
	h.Settle()
	h.menu("Restore…")
	if h.win.place.Screen != screen.Backups {
		t.Fatalf("the window is at %+v", h.win.place)
	}
	h.MustShow("This backup")
	h.MustShow("The workspace now")
	h.Tap("Restore…")
	h.MustShow("Restore this backup?")
	h.MustShow("2 changes made since then will not be in it.")
	h.Tap("Restore")
	h.MustShow("Restored: the workspace as it was on 23 Nov 2026, 09:12.")
	if rows := datatest.Rows[playbook.Account](t, b.Store, playbook.ID{}); len(rows) != 1 || rows[0].ID != a.ID {
		t.Errorf("after the restore: %+v", rows)
	}
	h.menu("Restore…")
	h.MustShow("Set aside")
}

func TestABackupThatCannotBeRestoredIsNotOffered(t *testing.T) {
	h, b := backed(t, nil)
	h.deal("Halden Freight", "Maya Lindqvist", "Jonas Falk")
	h.win.Changed()
	h.Settle()
	list, err := b.List(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := os.Truncate(list[0].Path, 5000); err != nil {
		t.Fatal(err)
	}
	h.menu("Restore…")
	h.MustShow("■ Cannot be restored")
	h.MustShow("This backup is damaged or only partly there; choose another one.")
	if h.Shows("Bring back one account…") {
		t.Error("a damaged backup is offered")
	}
}

func TestOneAccountIsBroughtBack(t *testing.T) {
	h, b := backed(t, nil)
	a := h.deal("Halden Freight", "Maya Lindqvist", "Jonas Falk")
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	h.win.Changed()
	h.Settle()
	a = datatest.Get[playbook.Account](t, h.store, a.ID)
	a.Industry = "Shipping"
	datatest.Save(t, h.store, "Edit", &a)
	h.menu("Restore…")
	h.Tap("Bring back one account…")
	h.Type("halden")
	h.Tap("Halden Freight")
	h.MustShow("It is in the workspace and differs from the backup. Bringing it back makes it as it was then.")
	h.MustShow("1 row gets other values")
	h.MustShow("Now: Shipping")
	h.MustShow("In the backup: (empty)")
	h.Tap("Bring it back")
	h.MustShow("Brought back from the backup: Halden Freight")
	if now := datatest.Get[playbook.Account](t, b.Store, a.ID); now.Industry != "" {
		t.Errorf("the industry is %q", now.Industry)
	}
	events, err := b.Store.History(t.Context(), a.ID, playbook.HistoryQuery{Limit: 1})
	if err != nil || events[0].Label != "Restored from backup of 23 Nov 2026 09:12: “Halden Freight”" || events[0].Who != "Maya Lindqvist" {
		t.Errorf("the history says %+v, %v", events, err)
	}
	left, err := os.ReadDir(filepath.Dir(b.Store.Path()))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if strings.HasPrefix(e.Name(), ".kept-restore") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

// A window that is closed while an account is being chosen leaves no copy.
func TestLeavingTheRoomLetsGoOfTheCopy(t *testing.T) {
	h, b := backed(t, nil)
	h.deal("Halden Freight", "Maya Lindqvist", "Jonas Falk")
	h.win.Changed()
	h.Settle()
	h.menu("Restore…")
	h.Tap("Bring back one account…")
	copies := func() (n int) {
		list, err := os.ReadDir(filepath.Dir(b.Store.Path()))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			if strings.HasPrefix(e.Name(), ".kept-restore") {
				n++
			}
		}
		return n
	}
	if copies() == 0 {
		t.Fatal("there is no copy to read")
	}
	h.win.leaveRoom()
	if n := copies(); n != 0 {
		t.Errorf("%d files are left of the copy", n)
	}
}

func TestAnotherFolderForBackups(t *testing.T) {
	h, b := backed(t, nil)
	other := t.TempDir()
	h.menu("Restore…")
	h.Tap("Folder…")
	h.Settle()
	old := b.Folder
	for range old {
		h.Press(fyne.KeyBackspace)
	}
	h.Type(filepath.Join(other, "nowhere"))
	h.Tap("Save")
	h.MustShow("The folder " + filepath.Join(other, "nowhere") + " is not there; make it, or choose another one.")
	h.Press(fyne.KeyEscape)
	h.Tap("Folder…")
	h.Settle()
	for range old {
		h.Press(fyne.KeyBackspace)
	}
	h.Type(other)
	h.Tap("Save")
	if b.Folder != other {
		t.Errorf("the folder is %s, want %s", b.Folder, other)
	}
}

func TestAReadingWindowRestoresNothing(t *testing.T) {
	h, b := backed(t, func(o *fakeOffice) {
		o.taken = "ada on host-3"
		datatest.Account(t, o.store, "Halden Freight")
		if _, err := o.store.BackUpDaily(t.Context(), o.backups.(*datatest.Backups).Folder); err != nil {
			t.Fatal(err)
		}
	})
	h.win.toBackups()
	h.Settle()
	h.MustShow("This window only reads, so nothing can be restored here.")
	if list, err := b.List(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
}
