package ui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"kept/playbook/brief"
	"kept/ui/screen/playbooks"
)

// maxBook bounds a playbook file that is read; what is larger is refused by its
// check.
const maxBook = 1 << 20

// bookFiles are the files of the room of the playbooks.
func (w *Window) bookFiles() playbooks.Files {
	ws := w.ws
	return playbooks.Files{
		Open: func(label string, picked func(string)) fyne.CanvasObject {
			read := ""
			take := func(p string) {
				read = p
				picked(p)
			}
			f := w.newOpenField(label, "playbook", []string{".yaml", ".yml"}, take)
			f.SetPlaceholder("Type or paste a path, browse, or drop the file on the window")
			f.OnBlur = func(string) { // Tab takes a typed path as Enter does
				if p := f.path(); p != "" && p != read { // again would disable the button under a click
					take(p)
				}
			}
			return f.row
		},
		Save: func(label, name string) (fyne.CanvasObject, func() string) {
			f := w.newSaveField(label, "playbook", name, nil)
			return f.row, f.path
		},
		Read: func(path string) (string, []byte, error) {
			f, err := os.Open(path)
			if err != nil {
				return "", nil, fmt.Errorf("%s cannot be opened; check the path and that you may read it", path)
			}
			defer f.Close()
			text, err := io.ReadAll(io.LimitReader(f, maxBook))
			if err != nil {
				return "", nil, fmt.Errorf("%s cannot be read; copy it to this computer and try again", path)
			}
			return filepath.Base(path), text, nil
		},
		Write: func(path string, text []byte) error {
			if ws.IsAt(path) {
				return errors.New("this is the workspace itself; choose another file name")
			}
			return brief.SaveFile(path, text)
		},
		Written: func(said, path string) {
			w.setLastFolder("playbook", filepath.Dir(path))
			w.writtenToast(said, path)
		},
	}
}
