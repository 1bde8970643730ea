package ui

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// unsaved is what the window knows of changes that the disk does not take for
// now: they wait in memory and are tried again.
type unsaved struct {
	since   time.Time // when the first was not taken, zero while all is well
	err     error     // why
	away    error     // the file is not where it was; nil while it is
	leaving bool      // the window closes as soon as everything is written
	sheet   *kit.Sheet
}

// held tells which errors are of the disk and not of the act.
func held(err error) bool { return playbook.TroubleOf(err) != "" }

// heldNow is told when a write is kept in memory, and when all are written.
func (w *Window) heldNow(h kit.Held) {
	u := &w.unsaved
	switch {
	case h.Err != nil:
		if u.since.IsZero() {
			u.since = w.Now()
			slog.Warn("a change is not saved yet", "trouble", string(playbook.TroubleOf(h.Err)))
		}
		if u.err = h.Err; u.leaving && u.sheet == nil {
			w.askUnsaved()
		}
	case u.since.IsZero():
		return
	default:
		u.since, u.err = time.Time{}, nil
		w.saved = "All changes saved"
		slog.Info("everything is saved again")
		if u.sheet != nil {
			u.sheet.OnClose = nil
			u.sheet.Close()
			u.sheet = nil
		}
		if !u.leaving {
			w.Toast("Everything is saved again.")
		}
	}
	w.banners()
	w.foot()
}

// awayNow is told where the file is: nil when its path leads to it.
func (w *Window) awayNow(err error) {
	u := &w.unsaved
	if (err == nil) == (u.away == nil) {
		return
	}
	if u.away = err; err == nil && w.bg != nil {
		w.bg.TryAgain()
	}
	w.banners()
}

// line is what the rail says instead of "All changes saved", "" while they are.
func (u *unsaved) line() string {
	if u.since.IsZero() {
		return ""
	}
	return "Not saved since " + u.since.Format("15:04")
}

// unsavedBanner says in one line that changes wait, nil while none do.
func (w *Window) unsavedBanner() fyne.CanvasObject {
	u := &w.unsaved
	switch {
	case u.since.IsZero() && u.away == nil:
		return nil
	case u.since.IsZero():
		return kit.NewBanner("The workspace file is not where it was. What you type is saved when it is back.", kit.Late, "What to do…", w.askAway)
	case playbook.TroubleOf(u.err) == playbook.TroubleMoved:
		return kit.NewBanner(u.line()+": "+inWords(u.err)+" Kept goes on trying.", kit.Late, "What to do…", w.askAway)
	}
	return kit.NewBanner(u.line()+": "+inWords(u.err)+" Kept goes on trying.", kit.Late, "Try now", func() {
		if w.bg != nil {
			w.bg.TryAgain()
		}
	})
}

// inWords is what is the matter with the disk and what to do, as half a sentence.
func inWords(err error) string {
	switch playbook.TroubleOf(err) {
	case playbook.TroubleFull:
		return "the disk is full; free some space."
	case playbook.TroubleReadOnly:
		return "the workspace is read-only; make its file and folder writable."
	case playbook.TroubleBusy:
		return "another program keeps the workspace locked; close it."
	case playbook.TroubleMoved:
		return "the workspace file is not where it was."
	}
	return "the disk does not answer; check that it is connected."
}

// closeSaved writes what is typed and closes the window behind it. What cannot
// be written is asked about first.
func (w *Window) closeSaved() {
	w.unsaved.leaving = true
	if w.room != nil {
		w.room.Leave()
	}
	kit.Behind(w.door.Queue(), func() {
		if w.unsaved.leaving {
			w.close()
		}
	})
	if !w.unsaved.since.IsZero() {
		w.askUnsaved()
	}
}

// askUnsaved names what is not saved and asks whether to wait for it.
func (w *Window) askUnsaved() {
	u := &w.unsaved
	if w.ended || u.sheet != nil {
		return
	}
	var what kit.Held
	if w.bg != nil {
		what = w.bg.Waiting()
	}
	rows := []fyne.CanvasObject{kit.NewText(capital(inWords(u.err))+" The window closes by itself when everything is saved.", kit.Body)}
	const most = 8
	for i, name := range what.Names {
		if i == most {
			break
		}
		rows = append(rows, kit.NewText("• "+name, kit.Body))
	}
	if more := what.Count - min(len(what.Names), most); more > 0 {
		rows = append(rows, kit.NewText(fmt.Sprintf("• and %d more", more), kit.Body))
	}
	title := "One change is not saved"
	if what.Count != 1 {
		title = fmt.Sprintf("%d changes are not saved", what.Count)
	}
	again := kit.NewButton("Try now", kit.Primary, func() {
		if w.bg != nil {
			w.bg.TryAgain()
		}
	})
	s := kit.NewSheet(title, kit.SheetNarrow, kit.Column(kit.SpaceS, rows...), again)
	lose := kit.NewButton("Close and lose them", kit.Danger, func() {
		s.OnClose = nil
		w.close()
	})
	s.SetFooterLeft(kit.Row(0, lose, kit.Spacer()))
	s.OnClose = func() { u.sheet, u.leaving = nil, false }
	u.sheet = s
	s.Open(w.Canvas())
	w.Canvas().Focus(again) // never on what loses them
}

// askAway says where the file was and what can be done.
func (w *Window) askAway() {
	ws := w.ws
	if ws == nil {
		return
	}
	why := w.unsaved.away
	if why == nil {
		why = w.unsaved.err
	}
	if why == nil {
		return
	}
	var s *kit.Sheet
	choose := w.newOpenField("Where it is now", "workspace", []string{".kept"}, nil)
	choose.SetPlaceholder(ws.Path)
	choose.SetHint("Leave it empty when the file is back in its place.", kit.Neutral)
	look := kit.NewButton("Go on with it", kit.Primary, func() {
		path := choose.path()
		if strings.TrimSpace(path) == "" {
			path = ws.Path
		}
		w.goOnAt(path, s)
	})
	body := kit.Column(kit.SpaceL,
		kit.NewText(sentence(why)+" Everything on screen is still here. If the file was removed, it can be written there again from this window.", kit.Body), choose.row)
	s = kit.NewSheet("The workspace file is not where it was", kit.SheetMedium, body, look)
	if ws.PutBack != nil {
		s.SetFooterLeft(kit.Row(0, kit.NewButton("Write it there again", kit.Secondary, func() { w.putBack(s) }), kit.Spacer()))
	}
	s.Open(w.Canvas())
}
