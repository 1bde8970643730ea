package ui

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"kept/ui/kit"
)

// leaving is the question whether to close while work is under way.
type leaving struct {
	sheet *kit.Sheet // nil while it is not asked
	then  bool       // close as soon as the work is done
}

// busyNow is told about work that takes longer than a second.
func (w *Window) busyNow(b kit.Busy) {
	w.busy.report(b)
	w.opening.report(b)
	if len(w.busy.works) > 0 || w.leaving.sheet == nil && !w.leaving.then {
		return
	}
	then := w.leaving.then
	if s := w.leaving.sheet; s != nil {
		s.Close()
	}
	if then {
		w.close()
	}
}

// Quit closes the window: at once, or, where long work is under way, when the
// person has said what is to become of it.
func (w *Window) Quit() {
	switch {
	case w.ended || w.leaving.sheet != nil || w.unsaved.leaving:
	case len(w.busy.works) > 0:
		w.askToLeave()
	default:
		w.closeSaved()
	}
}

func (w *Window) askToLeave() {
	what := w.busy.text.Text()
	var s *kit.Sheet
	var wait *kit.Button
	wait = kit.NewButton("Close when done", kit.Primary, func() {
		w.leaving.then = true
		wait.Disable()
		s.SetTitle("The window closes when the work is done")
	})
	stop := kit.NewButton("Stop it and close", kit.Quiet, func() {
		for _, b := range w.busy.works {
			b.Cancel()
		}
		w.close()
	})
	s = kit.NewSheet("Work is under way", kit.SheetNarrow,
		kit.NewText(what+" When it is stopped, nothing of it is kept; everything else is saved.", kit.Body), wait)
	s.SetFooterLeft(kit.Row(0, stop, kit.Spacer()))
	s.OnClose = func() { w.leaving = leaving{} }
	w.leaving.sheet = s
	s.Open(w.Canvas())
}

// close writes what is typed, lets go of the workspace behind everything that
// was queued for it, and closes the window.
func (w *Window) close() {
	if w.ended {
		return
	}
	w.ended = true
	w.watch.end()
	w.rememberSize()
	w.leaveRoom()
	if ws := w.ws; ws != nil {
		w.door.Queue().Run(func(context.Context) error {
			if err := ws.Close(); err != nil {
				slog.Error("close workspace", "type", fmt.Sprintf("%T", err))
			}
			return nil
		}, nil)
	}
	if w.bg != nil {
		w.bg.LetGo()
		w.fyne.Hide() // the last writes need nobody to look on
		if !w.bg.Wait(quitWait) {
			slog.Error("closed with work under way", "waited", quitWait)
		}
	}
	w.fyne.Close()
}

// quitWait bounds the wait for the last writes, which are short: what is long
// was asked about.
const quitWait = 20 * time.Second
