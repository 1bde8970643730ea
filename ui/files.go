package ui

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"kept/playbook/brief"
	"kept/ui/kit"
)

// pathField is a field for a file's path with a button that opens the file
// dialog: a path can be typed or pasted, which is the only way without a mouse
// in a folder of a thousand files.
type pathField struct {
	*kit.Entry
	row    fyne.CanvasObject
	picked func(path string)
	named  string   // the name that was proposed last
	kind   string   // of folder, which is remembered
	drops  []string // endings of the files that it takes when they are dropped
}

// newOpenField asks for a file that is there; endings such as ".csv" narrow the
// dialog. kind names the folder that is remembered.
func (w *Window) newOpenField(label, kind string, endings []string, picked func(string)) *pathField {
	f := &pathField{Entry: kit.NewEntry(label), picked: picked, kind: kind, drops: endings}
	w.asking = f
	browse := kit.NewButton("Browse…", kit.Secondary, func() {
		d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
			if err != nil {
				w.Fail(err)
				return
			}
			if r == nil {
				return
			}
			_ = r.Close() // only its name is wanted
			f.take(w, kind, r.URI().Path())
		}, w.fyne)
		if len(endings) > 0 {
			d.SetFilter(storage.NewExtensionFileFilter(endings))
		}
		w.showDialog(d, kind)
	})
	f.lay(browse)
	return f
}

// newSaveField asks for a file to write.
func (w *Window) newSaveField(label, kind, name string, picked func(string)) *pathField {
	f := &pathField{Entry: kit.NewEntry(label), picked: picked, named: name}
	browse := kit.NewButton("Browse…", kit.Secondary, func() {
		d := dialog.NewFolderOpen(func(l fyne.ListableURI, err error) {
			if err != nil {
				w.Fail(err)
				return
			}
			if l != nil {
				f.take(w, kind, filepath.Join(l.Path(), filepath.Base(f.path())))
			}
		}, w.fyne)
		w.showDialog(d, kind)
	})
	f.lay(browse)
	f.SetText(filepath.Join(w.startFolder(kind), name))
	f.ShowEnd()
	return f
}

// propose names the file anew, in the folder where it is, unless a person has
// given it a name.
func (f *pathField) propose(name string) {
	path := f.path()
	if name == f.named || filepath.Base(path) != f.named {
		return
	}
	f.named = name
	f.SetText(filepath.Join(filepath.Dir(path), name))
	f.ShowEnd()
}

func (f *pathField) lay(browse *kit.Button) {
	f.Fleeting = true
	f.Entry.OnSubmitted = func(string) {
		if f.picked != nil {
			f.picked(f.path())
		}
	}
	f.row = kit.RowTop(kit.SpaceS, kit.Grow(f.Entry), kit.Column(0, kit.Gap(0, 22), browse))
}

func (f *pathField) take(w *Window, kind, path string) {
	f.SetText(path)
	f.ShowEnd()
	w.setLastFolder(kind, filepath.Dir(path))
	if f.picked != nil {
		f.picked(path)
	}
}

func (f *pathField) path() string { return cleanPath(f.Text()) }

// cleanPath makes a typed or pasted path one that can be opened: quotes that
// file managers put around it go, ~ is the home folder.
func cleanPath(typed string) string {
	p := strings.TrimSpace(typed)
	if n := len(p); n > 1 && (p[0] == '"' || p[0] == '\'') && p[n-1] == p[0] {
		p = p[1 : n-1]
	}
	if u, err := url.Parse(p); err == nil && u.Scheme == "file" && u.Path != "" {
		p = u.Path
	}
	if rest, ok := strings.CutPrefix(p, "~"); ok && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
		if home, err := os.UserHomeDir(); err == nil {
			p = home + rest
		}
	}
	if p == "" {
		return ""
	}
	return filepath.Clean(p)
}

func (w *Window) startFolder(kind string) string {
	if f := w.lastFolder(kind); f != "" {
		if st, err := os.Stat(f); err == nil && st.IsDir() {
			return f
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	for _, sub := range []string{"Documents", "Downloads"} {
		if st, err := os.Stat(filepath.Join(home, sub)); err == nil && st.IsDir() {
			return filepath.Join(home, sub)
		}
	}
	return home
}

func (w *Window) showDialog(d *dialog.FileDialog, kind string) {
	if l, err := storage.ListerForURI(storage.NewFileURI(w.startFolder(kind))); err == nil {
		d.SetLocation(l)
	}
	d.SetOnClosed(func() { w.dialog = nil })
	w.dialog = d
	d.Show() // before Resize, which needs what Show makes
	s := w.Canvas().Size()
	d.Resize(fyne.NewSize(min(s.Width-120, 860), min(s.Height-120, 600)))
}

// A saving is how a sheet comes to the file it writes.
type saving struct {
	file    *pathField
	sheet   *kit.Sheet
	kind    string   // of folder, which is remembered
	endings []string // of the file's name; the first one is put to another name
	empty   string   // what to say while no path is typed
}

// path returns where to write. Where nothing can be, it says why below the field.
func (s *saving) path() (string, bool) {
	path := s.file.path()
	if path == "" {
		s.failed(errors.New(s.empty))
		return "", false
	}
	known := func(ending string) bool { return strings.EqualFold(filepath.Ext(path), ending) }
	if !slices.ContainsFunc(s.endings, known) {
		path += s.endings[0]
	}
	return path, true
}

// write saves a file, in the background, unless it is the workspace itself.
func (ws *Workspace) write(path string, b []byte) error {
	if ws.IsAt(path) {
		return errors.New("this is the workspace itself; choose another file name")
	}
	return brief.SaveFile(path, b)
}

func (s *saving) failed(err error) {
	s.file.SetHint(sentence(err), kit.Broken)
	s.sheet.Refresh()
}

// saved remembers the folder and closes the sheet.
func (s *saving) saved(w *Window, path string) {
	w.setLastFolder(s.kind, filepath.Dir(path))
	s.sheet.Close()
}

// shortPath leaves out the folders that nobody needs to recognise a file: its
// name and the folder it is in stay.
func shortPath(path string) string {
	dir, name := filepath.Split(path)
	dir = filepath.Clean(dir)
	if filepath.Dir(dir) == dir || filepath.Dir(filepath.Dir(dir)) == filepath.Dir(dir) { // not deep
		return path
	}
	sep := string(filepath.Separator)
	return "…" + sep + filepath.Base(dir) + sep + name
}

// openFile shows a file, or a folder, in the program the system has for it.
func (w *Window) openFile(path string) {
	if err := w.app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}); err != nil {
		w.Toast("No program was found to open it; the file is " + shortPath(path))
	}
}

// writtenToast tells where a file was written and leads to it.
func (w *Window) writtenToast(said, path string) {
	w.Toast(said+": "+shortPath(path), kit.ToastAction{Text: "Open", Do: func() { w.openFile(path) }},
		kit.ToastAction{Text: "Show in folder", Do: func() { w.openFile(filepath.Dir(path)) }})
}
