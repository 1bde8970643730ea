package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/rescue"
)

// A Rescuer is an Office that can do something about a workspace that does not
// open. Its methods are called in the background.
type Rescuer interface {
	// File is the workspace that Open opens.
	File() string
	// Examine says what is damaged, reading only.
	Examine(ctx context.Context, file string) (playbook.Damage, error)
	// BackupsOf lists the backups of a workspace that does not open, the newest first.
	BackupsOf(ctx context.Context, file string) ([]playbook.Backup, error)
	// RestoreFile puts a backup in the place of a workspace that does not open;
	// that one is set aside as it lies, under the name that comes back.
	RestoreFile(ctx context.Context, file, backup string) (aside string, err error)
	// Salvage writes what can be read into a new workspace.
	Salvage(ctx context.Context, file, to string) (playbook.Salvaged, error)
	// Use opens the workspace in a file and makes it the one of next time.
	Use(ctx context.Context, file string) (*Workspace, error)
}

// A wreckage is the page of a workspace that does not open, and what is known.
type wreckage struct {
	w      *Window
	r      Rescuer
	file   string
	kind   string
	err    error
	page   *rescue.Page
	door   Door
	damage *playbook.Damage
	backup *playbook.Backup
	looked bool // the backups
}

// trouble returns what is wrong with the file, "" for another error.
func trouble(err error) string {
	var t playbook.FileTrouble
	if errors.As(err, &t) {
		return t.Trouble()
	}
	return ""
}

// cannotOpen fills the window where there is no workspace to show.
func (w *Window) cannotOpen(err error) {
	slog.Error("open workspace", "kind", trouble(err), "type", fmt.Sprintf("%T", err))
	w.leaveRoom()
	w.side.Hide() // there is nowhere to go
	w.above.Objects = nil
	w.above.Refresh()
	f := &wreckage{w: w, kind: trouble(err), err: err, door: w.door}
	if r, ok := w.office.(Rescuer); ok {
		f.r, f.file = r, r.File()
	}
	f.page = rescue.New(f.title())
	f.show()
	f.choices()
	f.look()
}

func (f *wreckage) title() string {
	switch f.kind {
	case playbook.FileDamaged:
		return "This workspace is damaged"
	case playbook.FileMissing:
		return "The workspace is not there"
	case playbook.FileNewer:
		return "This workspace needs a newer Kept"
	case playbook.FileNotADatabase, playbook.FileNotKept:
		return "This is not a workspace"
	case playbook.FileFull:
		return "The disk is full"
	}
	return "This workspace cannot be opened"
}

func (f *wreckage) show() {
	f.found()
	f.w.hall.Objects = []fyne.CanvasObject{f.page.Object()}
	f.w.hall.Refresh()
}

// found shows the error, and once the pages were looked at what they say.
func (f *wreckage) found() {
	list := []string{sentence(f.err)}
	going := ""
	if f.kind == playbook.FileDamaged && f.r != nil {
		list = []string{"The workspace " + kit.ShowPath(f.file) + " is damaged. It is left as it lies; nothing is written to it."}
		if f.damage != nil {
			list = append(list, f.damage.Words()...)
		} else if !f.looked {
			going = "Looking at every page of the file…"
		}
	}
	f.page.SetFound(list, going)
}

// look finds out in the background what the choices are.
func (f *wreckage) look() {
	if f.r == nil {
		return
	}
	if f.restorable() {
		var list []playbook.Backup
		f.door.Run(func(ctx context.Context) (err error) {
			list, err = f.r.BackupsOf(ctx, f.file)
			return err
		}, func(err error) {
			if err != nil {
				slog.Warn("list the backups", "type", fmt.Sprintf("%T", err))
			}
			for i := range list {
				if list[i].Problem == "" && list[i].Kind != playbook.BackupAside {
					f.backup = &list[i]
					break
				}
			}
			f.choices()
		})
	}
	if f.kind == playbook.FileDamaged {
		var d playbook.Damage
		f.door.Run(func(ctx context.Context) (err error) {
			kit.Report(ctx, -1, "Looking at the pages of the file…")
			d, err = f.r.Examine(ctx, f.file)
			return err
		}, func(err error) {
			f.looked = true
			if err == nil {
				f.damage = &d
			}
			f.found()
		})
	}
}

func (f *wreckage) restorable() bool {
	switch f.kind {
	case playbook.FileDamaged, playbook.FileMissing, playbook.FileNotADatabase, playbook.FileNotKept:
		return true
	}
	return false
}

func (f *wreckage) choices() {
	var list []rescue.Choice
	if f.backup != nil {
		at := f.backup.At.Time().In(f.w.Now().Location())
		text := fmt.Sprintf("From %s, %s, with %s.", playbook.DateOf(at).Short(), at.Format("15:04"), plural(f.backup.Accounts, "account"))
		if l := f.backup.Last; l != nil {
			last := l.At.Time().In(f.w.Now().Location())
			text += fmt.Sprintf(" Its last change is of %s, %s, by %s; what was written later is not in it.", playbook.DateOf(last).Short(), last.Format("15:04"), l.Who)
		}
		list = append(list, rescue.Choice{Title: "Restore the newest good backup", Text: text + " The file that is there now is kept aside.", Button: "Restore…", First: true, Do: f.restore})
	}
	if f.kind == playbook.FileDamaged && f.r != nil {
		text := "Everything that can still be read goes into a new workspace, with a list of what was lost."
		if f.backup == nil {
			text = "No backup was found. " + text
		}
		list = append(list, rescue.Choice{Title: "Salvage into a new workspace", Text: text, Button: "Salvage…", First: f.backup == nil, Do: f.salvage})
	}
	if f.r != nil {
		list = append(list,
			rescue.Choice{Title: "Choose another workspace", Text: "Open another file; the window begins with it next time.", Button: "Choose…", Do: f.choose},
			rescue.Choice{Title: "Show the file’s folder", Text: kit.ShowPath(filepath.Dir(f.file)), Button: "Show", Do: func() { f.w.openFile(filepath.Dir(f.file)) }})
	}
	text := "After something has changed: a drive is connected, a disk has room, another program is closed."
	if f.kind == playbook.FileDamaged || f.kind == playbook.FileNewer {
		text = "After the file was replaced by hand."
	}
	again := rescue.Choice{Title: "Try again", Text: text, Button: "Try again", First: len(list) == 0, Do: func() {
		f.w.hall.Objects = nil
		f.w.hall.Refresh()
		f.w.open(f.w.office.Open)
	}}
	f.page.SetChoices(append(list, again)...)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (f *wreckage) restore() {
	b := *f.backup
	kit.Confirm(f.w.Canvas(), "Restore the backup", "The backup takes the place of the workspace. The file that is there now is kept beside it, as it lies.", "Restore", func() {
		f.into(f.file, func(ctx context.Context) error {
			kit.Report(ctx, -1, "Restoring…")
			_, err := f.r.RestoreFile(ctx, f.file, b.Path)
			return err
		}, func() {
			at := b.At.Time().In(f.w.Now().Location())
			f.w.Toast("Restored: the workspace as it was on " + playbook.DateOf(at).Short() + ", " + at.Format("15:04") + ".")
		})
	})
}

// salvage asks where to, and shows what came of it.
func (f *wreckage) salvage() {
	var s *kit.Sheet
	name := strings.TrimSuffix(f.file, filepath.Ext(f.file)) + "-salvaged.kept"
	to := f.w.newSaveField("New workspace", "salvage", name, nil)
	to.SetText(name)
	begin := func() {
		p := to.path()
		if p == "" {
			to.SetHint("Choose a folder and a name for the new workspace.", kit.Broken)
			return
		}
		s.Close()
		f.salvageTo(p)
	}
	to.OnSubmitted = func(string) { begin() }
	s = kit.NewSheet("Salvage into a new workspace", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.NewText("The damaged file is only read. The new workspace is checked before it takes its name.", kit.Soft), to.row), kit.NewButton("Salvage", kit.Primary, begin))
	s.Open(f.w.Canvas())
}

func (f *wreckage) salvageTo(to string) {
	f.page.Working(true)
	text, bar := kit.NewText("Reading the pages…", kit.Body), kit.NewProgress(0, kit.Teal)
	asked, cancel := context.WithCancel(context.Background())
	s := kit.NewSheet("Salvaging", kit.SheetNarrow, kit.Column(kit.SpaceM, text, bar, kit.NewText("Closing this stops it; then no workspace is made.", kit.Small)), nil)
	s.OnClose = cancel
	f.w.busy.also = func(b kit.Busy) {
		if b.Text != "" {
			text.SetText(b.Text)
			bar.Set(max(b.Fraction, 0.03), kit.Teal)
		}
	}
	s.Open(f.w.Canvas())
	var out playbook.Salvaged
	f.door.Queue().Run(func(ctx context.Context) (err error) {
		ctx, stop := context.WithCancel(ctx)
		defer context.AfterFunc(asked, stop)()
		defer stop()
		out, err = f.r.Salvage(ctx, f.file, to)
		return err
	}, func(err error) {
		f.w.busy.also = nil
		s.OnClose = nil
		s.Close()
		cancel()
		f.page.Working(false)
		if errors.Is(err, context.Canceled) {
			f.w.Toast("Stopped; no workspace was made.")
			return
		}
		if err != nil {
			f.w.Fail(err)
			return
		}
		f.page.SetReport(&out, func() { f.w.cannotOpen(f.err) }, func() { f.use(out.To) }, func() {
			f.w.app.Clipboard().SetContent(rescue.Text(&out))
			f.w.Toast("The list is copied.")
		})
	})
}

func (f *wreckage) choose() {
	var s *kit.Sheet
	file := f.w.newOpenField("File", "workspace", []string{".kept"}, nil)
	pick := func() {
		p := file.path()
		if p == "" {
			file.SetHint("Choose a file, or type its path.", kit.Broken)
			return
		}
		s.Close()
		f.use(p)
	}
	file.OnSubmitted = func(string) { pick() }
	s = kit.NewSheet("Choose another workspace", kit.SheetMedium, file.row, kit.NewButton("Open", kit.Primary, pick))
	s.Open(f.w.Canvas())
}

// use opens a file.
func (f *wreckage) use(file string) {
	f.into(file, func(context.Context) error { return nil }, func() {})
}

// into makes a file ready, opens it and then says so; on an error the page stays
// as it is.
func (f *wreckage) into(file string, ready func(context.Context) error, then func()) {
	f.page.Working(true)
	var ws *Workspace
	f.door.Queue().Run(func(ctx context.Context) (err error) {
		if err := ready(ctx); err != nil {
			return err
		}
		if ws, err = f.r.Use(ctx, file); err != nil {
			return err
		}
		return ws.settle(ctx)
	}, func(err error) {
		f.page.Working(false)
		if err != nil {
			f.w.Fail(err)
			return
		}
		f.w.enter(ws)
		then()
	})
}

const (
	// checkAfter is how soon after opening the pages of the file are looked at:
	// everything that a person waits for comes first.
	checkAfter = 8 * time.Second
	// checkFor bounds that look. A file too large for it is read from end to
	// end by the daily backup.
	checkFor = 2 * time.Second
)

// checkFile looks in the background whether the pages fit together.
func (w *Window) checkFile(ws *Workspace) {
	if ws.Check == nil || w.ws != ws || w.ended || ws.Damaged {
		return
	}
	w.door.Run(func(ctx context.Context) error {
		ctx, stop := context.WithTimeout(ctx, checkFor)
		defer stop()
		return ws.Check(ctx)
	}, func(err error) {
		if w.ws == ws && trouble(err) == playbook.FileDamaged {
			w.foundDamage()
		}
	})
}

// foundDamage stops writing: what is on the screen stays, a line says why, and
// leads to what can be done.
func (w *Window) foundDamage() {
	if w.ws == nil || w.ws.Damaged {
		return
	}
	w.ws.Damaged = true
	w.banners()
	w.foot()
}

// leaveDamaged closes the damaged workspace and shows what can be done.
func (w *Window) leaveDamaged() {
	old := w.ws
	w.leaveRoom()
	w.ws, w.place = nil, screen.Place{}
	w.door.Queue().Run(func(context.Context) error { return old.Close() }, func(err error) {
		if err != nil {
			slog.Error("close workspace", "type", fmt.Sprintf("%T", err))
		}
		w.cannotOpen(&foundDamaged{old.Path})
	})
}

// A foundDamaged stands for the error that opening would have given.
type foundDamaged struct{ path string }

func (e *foundDamaged) Error() string {
	return "The workspace " + e.path + " is damaged; restore a backup, or salvage it into a new workspace."
}

// Trouble implements playbook.FileTrouble.
func (e *foundDamaged) Trouble() string { return playbook.FileDamaged }

// prefPlace remembers for which workspace the warning about its place was read.
const prefPlace = "place."

func (w *Window) placeBanner() (text string, ok bool) {
	if w.ws == nil || !w.ws.Place.Risky() || w.app.Preferences().Bool(prefPlace+w.ws.Path) {
		return "", false
	}
	return w.ws.Place.Words(), true
}

func (w *Window) placeRead() {
	w.app.Preferences().SetBool(prefPlace+w.ws.Path, true)
	w.banners()
}
