package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/backups"
)

// dailyBackup is what the window knows of the automatic backup.
type dailyBackup struct {
	busy   bool
	failed time.Time // when it failed last
	said   string    // the sentence that was shown last
}

const (
	// dailyAfter is how soon after opening the window looks whether a backup
	// is due: the first list comes first.
	dailyAfter = 5 * time.Second
	// dailyRetry is how long a failed backup waits for the next try.
	dailyRetry = 10 * time.Minute
)

func (w *Window) backupOptions() backups.Options {
	return backups.Options{Backups: w.ws.Backups, Restore: w.restore, BackUp: w.backUp, Folder: w.backupFolder, Choose: w.chooseBackup}
}

// toBackups goes to the room of the backups.
func (w *Window) toBackups() { w.Go(screen.Place{Screen: screen.Backups}) }

// backUpDaily makes the backup of the day in the background when one is due.
func (w *Window) backUpDaily() {
	ws, d := w.ws, &w.daily
	if ws == nil || ws.Backups == nil || w.ReadOnly() || d.busy || w.ended || !d.failed.IsZero() && w.Now().Sub(d.failed) < dailyRetry && w.Now().After(d.failed) {
		return
	}
	d.busy = true
	var made bool
	w.door.Run(func(ctx context.Context) (err error) {
		kit.Report(ctx, -1, "Making the daily backup…")
		made, err = ws.Backups.Daily(ctx)
		return err
	}, func(err error) {
		d.busy = false
		if w.ws != ws {
			return
		}
		switch {
		case err == nil:
			d.failed, d.said = time.Time{}, ""
			if made {
				w.foot()
				w.roomBackups()
			}
		default:
			d.failed = w.Now()
			if said := sentence(err); said != d.said { // once, then the rail says so
				d.said = said
				w.Fail(err)
			}
			w.foot()
			w.roomBackups()
		}
	})
}

// roomBackups reads the room of the backups again where it is shown.
func (w *Window) roomBackups() {
	if w.place.Screen == screen.Backups && w.room != nil {
		w.room.Refresh()
	}
}

// backupLine is what the rail's foot says of the backups, and whether it is to
// be noticed.
func backupLine(s playbook.BackupState, now time.Time) (line string, notice bool) {
	last := "No backup yet"
	if !s.Last.IsZero() {
		last = "Backup " + clockOrDay(s.Last.Time().In(now.Location()), now)
	}
	switch {
	case s.Problem != "":
		return "▲ Backup failed", true
	case s.Late(now) && s.Last.IsZero():
		return "▲ Backup late · none yet", true
	case s.Late(now):
		return "▲ Backup late · " + clockOrDay(s.Last.Time().In(now.Location()), now), true
	}
	return last, false
}

// restore puts a backup in the place of the workspace: the room and the
// workspace are closed behind everything that was queued, and the restored one,
// or on an error the one that was there, is opened.
func (w *Window) restore(b playbook.Backup) {
	old := w.ws
	w.leaveRoom()
	w.ws = nil
	w.side.Hide()
	w.hall.Objects = []fyne.CanvasObject{kit.NewEmptyState("Restoring…", "The backup is checked, then it takes the workspace's place. What is there now is kept aside.", "", nil)}
	w.hall.Refresh()
	var ws *Workspace
	w.door.Queue().Run(func(ctx context.Context) (err error) {
		kit.Report(ctx, -1, "Restoring…")
		ws, err = old.Restore(ctx, b.Path)
		if ws != nil {
			if e := ws.settle(ctx); err == nil {
				err = e
			}
		}
		return err
	}, func(err error) {
		if ws == nil {
			w.cannotOpen(err)
			return
		}
		w.opt.First = screen.Place{Screen: screen.Backups}
		if err == nil {
			w.opt.First = screen.Place{}
		}
		w.place = screen.Place{}
		w.enter(ws)
		w.opt.First = screen.Place{}
		if err != nil {
			w.Fail(err)
			return
		}
		at := b.At.Time().In(w.Now().Location())
		w.Toast("Restored: the workspace as it was on "+playbook.DateOf(at).Short()+", "+at.Format("15:04")+".", kit.ToastAction{Text: "Backups", Do: w.toBackups})
	})
}

// chooseBackup asks for a backup that lies elsewhere.
func (w *Window) chooseBackup(picked func(string)) {
	var s *kit.Sheet
	file := w.newOpenField("File", "restore", []string{".kept"}, nil)
	look := func() {
		p := file.path()
		if p == "" {
			file.SetHint("Choose a file, or type its path.", kit.Broken)
			return
		}
		s.Close()
		picked(p)
	}
	file.OnSubmitted = func(string) { look() }
	s = kit.NewSheet("A backup that lies elsewhere", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.NewText("It is looked at first; nothing is restored yet.", kit.Soft), file.row), kit.NewButton("Look at it", kit.Primary, look))
	s.Open(w.Canvas())
}

// backupFolder asks where automatic backups go.
func (w *Window) backupFolder() {
	ws := w.ws
	var state playbook.BackupState
	w.door.Run(func(ctx context.Context) (err error) {
		state, err = ws.Backups.State(ctx)
		return err
	}, func(err error) {
		if err != nil {
			w.Fail(err)
			return
		}
		w.folderSheet(ws, state.Folder)
	})
}

func (w *Window) folderSheet(ws *Workspace, now string) {
	var s *kit.Sheet
	folder := kit.NewEntry("Folder")
	folder.Fleeting = true
	folder.SetText(now)
	browse := kit.NewButton("Browse…", kit.Secondary, func() {
		d := dialog.NewFolderOpen(func(l fyne.ListableURI, err error) {
			if err != nil {
				w.Fail(err)
			} else if l != nil {
				folder.SetText(l.Path())
			}
		}, w.fyne)
		w.showDialog(d, "backups")
	})
	set := func(to string) {
		w.door.Queue().Run(func(ctx context.Context) error { return ws.Backups.SetFolder(ctx, to) }, func(err error) {
			if err != nil {
				folder.SetHint(sentence(err), kit.Broken)
				return
			}
			s.Close()
			w.daily = dailyBackup{}
			w.foot()
			w.roomBackups()
			w.backUpDaily()
		})
	}
	save := func() {
		p := cleanPath(folder.Text())
		if p == "" {
			folder.SetHint("Choose a folder, or take the usual one.", kit.Broken)
			return
		}
		set(p)
	}
	folder.OnSubmitted = func(string) { save() }
	s = kit.NewSheet("Folder for automatic backups", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.NewText("A folder on another disk keeps them safe when this one fails. Backups made so far stay where they are. The choice holds for this installation.", kit.Soft),
		kit.RowTop(kit.SpaceS, kit.Grow(folder), kit.Column(0, kit.Gap(0, 22), browse))), kit.NewButton("Save", kit.Primary, save))
	s.SetFooterLeft(kit.Row(0, kit.NewButton("The usual folder", kit.Quiet, func() { set("") }), kit.Spacer()))
	s.Open(w.Canvas())
}

// backupGroup is the part of the settings about backups; the sheet goes before
// the folder is asked for.
func (w *Window) backupGroup(sheet **kit.Sheet) fyne.CanvasObject {
	if w.ws.Backups == nil {
		return kit.Column(0)
	}
	change := kit.NewButton("Folder…", kit.Secondary, func() {
		(*sheet).Close()
		w.backupFolder()
	})
	return group("Backups", kit.Row(kit.SpaceM, kit.Grow(kit.NewText("The first change of a day makes one by itself.", kit.Body)), change))
}
