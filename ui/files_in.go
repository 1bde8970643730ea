package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
	"kept/ui/screen/playbooks"
)

// anyFile among the endings that a field takes stands for every file.
const anyFile = "*"

// openAny is the one door for files from outside: dropped on the window, named
// to the program, or chosen from the menu.
func (w *Window) openAny(path string) { w.openThen(path, func() {}) }

// openThen opens a file, and does what is left to do once it is known as what.
func (w *Window) openThen(path string, then func()) {
	if w.ws == nil {
		return
	}
	var kind fileKind
	w.finding++
	w.door.Run(func(context.Context) (err error) {
		kind, err = kindOfFile(path)
		return err
	}, func(err error) {
		w.finding--
		if err != nil {
			w.Toast(sentence(err))
		} else {
			w.openKind(kind, path)
		}
		then()
	})
}

func (w *Window) openKind(kind fileKind, path string) {
	if w.ReadOnly() {
		w.Toast("This window only reads: another one has the workspace open. Open the file there.")
		return
	}
	switch kind {
	case filePack:
		w.openPack(path)
	case fileAnswers:
		w.openAnswers(path)
	case fileDeals:
		w.importFrom(path)
	case filePlaybook:
		w.Go(screen.Place{Screen: screen.Playbooks})
		if r, ok := w.room.(*playbooks.Room); ok {
			r.Take(path)
		}
	}
}

// dropped takes files that were dropped on the window. A sheet that asks for such
// a file takes it; else each is opened in its turn.
func (w *Window) dropped(_ fyne.Position, uris []fyne.URI) {
	var files []string
	for _, u := range uris {
		files = append(files, u.Path())
	}
	if len(files) == 0 {
		return
	}
	if f := w.asking; f != nil && f.takes(files[0]) {
		if s, ok := w.Canvas().Overlays().Top().(*kit.Sheet); ok && s.Has(f.Focusable()) {
			f.take(w, f.kind, files[0])
			files = files[1:]
		}
	}
	w.openInTurn(files)
}

// takes tells whether a file that is dropped is one that the field asks for.
func (f *pathField) takes(path string) bool {
	ends := func(ending string) bool { return ending == anyFile || strings.EqualFold(filepath.Ext(path), ending) }
	return slices.ContainsFunc(f.drops, ends)
}

// takeHanded opens what the person has opened elsewhere, as by a double click,
// while this window is there: two windows on one workspace would leave the new
// one only reading. It is asked for also while the window is in the background,
// from where it comes to the front.
func (w *Window) takeHanded() {
	ws := w.ws
	if ws == nil || w.handing {
		return
	}
	if ws.Handed == nil || ws.Taken != "" {
		w.openInTurn(nil)
		return
	}
	w.handing = true
	var files []string
	w.door.Run(func(context.Context) error {
		files = ws.Handed()
		return nil
	}, func(error) {
		w.handing = false
		if len(files) > 0 {
			w.opt.Forward(w.fyne)
		}
		w.openInTurn(files)
	})
}

// openInTurn opens files one after another. A sheet that is open is not covered:
// what has to wait is said, and opens when the sheet is closed.
func (w *Window) openInTurn(files []string) {
	w.waiting = append(w.waiting, files...)
	said := func() { w.sayWaiting(len(files)) }
	if w.ws == nil || w.finding > 0 || w.covered() || len(w.waiting) == 0 {
		said()
		return
	}
	next := w.waiting[0]
	w.waiting = w.waiting[1:]
	w.openThen(next, said)
}

func (w *Window) covered() bool { return w.Canvas().Overlays().Top() != nil || w.dialog != nil }

// sayWaiting says what has to wait of the files that came last, unless it opens
// in a moment.
func (w *Window) sayWaiting(came int) {
	late := min(came, len(w.waiting))
	if late == 0 || w.ws != nil && !w.covered() {
		return
	}
	what, opens, when := "“"+filepath.Base(w.waiting[len(w.waiting)-1])+"”", "opens", "when this sheet is closed."
	if late > 1 {
		what, opens = part.Count(late, "file", "files"), "open"
	}
	if w.ws == nil {
		when = "once your workspace is open."
	}
	w.Toast(what + " " + opens + " " + when)
}
