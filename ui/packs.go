package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kept/playbook/form"
	"kept/playbook/pack"
	"kept/ui/kit"
)

// A fileKind is what a file from outside is, as its beginning and its name say.
type fileKind int

const (
	fileUnknown fileKind = iota
	filePack
	fileAnswers
	filePlaybook
	fileDeals
)

// kindOfFile finds out what a file is. What it says at its beginning counts more
// than its name, which may have been changed on the way.
func kindOfFile(path string) (fileKind, error) {
	f, err := os.Open(path)
	if err != nil {
		return fileUnknown, errors.New("the file cannot be read; check its name and who may read it")
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() {
		return fileUnknown, errors.New("this is not a file; choose the file that you were sent")
	}
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fileUnknown, errors.New("the file cannot be read; check its name and who may read it")
	}
	head = head[:n]
	ext := strings.ToLower(filepath.Ext(path))
	switch {
	case pack.Is(head) || pack.IsPDF(head) || ext == pack.Ext: // a PDF may carry a pack
		return filePack, nil
	case form.IsAnswers(head), ext == ".json", ext == ".html", ext == ".htm": // which says itself what it is
		return fileAnswers, nil
	case ext == ".yaml" || ext == ".yml":
		if bytes.HasPrefix(head, []byte("account:")) || bytes.Contains(head, []byte("\naccount:")) {
			return fileAnswers, nil
		}
		return filePlaybook, nil
	case ext == ".csv" || ext == ".tsv" || ext == ".txt":
		return fileDeals, nil
	}
	return fileUnknown, fmt.Errorf("“%s” is nothing that Kept opens; choose an account pack, a PDF that carries one, a file of answers, a form, a playbook or a CSV export of deals", filepath.Base(path))
}

// openFromMenu asks for a file and opens it as what it is.
func (w *Window) openFromMenu() {
	run := w.opt.Doors()
	file := w.newOpenField("File", "open", []string{pack.Ext, ".pdf", ".json", ".html", ".htm", ".yaml", ".yml", ".csv", ".tsv", ".txt"}, nil)
	file.SetPlaceholder("Type or paste a path, browse, or drop the file on the window")
	next := kit.NewButton("Open", kit.Primary, nil)
	sheet := kit.NewSheet("Open a file", kit.SheetMedium, kit.Column(kit.SpaceL,
		kit.NewText("An account pack of another laptop, a PDF that carries one, what a seller sent back, a filled form, a playbook or an export of deals. Kept finds out which it is, and shows what it would change before anything is written.", kit.Soft),
		file.row), next)
	file.drops = []string{anyFile} // which says itself what it is
	take := func(path string) {
		if path == "" {
			file.SetHint("Type or choose the file to open.", kit.Broken)
			sheet.Refresh()
			return
		}
		var kind fileKind
		run.Run(func(context.Context) (err error) {
			kind, err = kindOfFile(path)
			return err
		}, func(err error) {
			if !sheet.IsOpen() {
				return
			}
			if err != nil {
				file.SetHint(sentence(err), kit.Broken)
				sheet.Refresh()
				return
			}
			w.setLastFolder("open", filepath.Dir(path))
			sheet.Close()
			w.openKind(kind, path)
		})
	}
	file.picked = take
	next.OnTapped = func() { take(file.path()) }
	sheet.OnClose = run.Close
	sheet.Open(w.Canvas())
}
