package ui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// menus are the items whose words change.
type menus struct {
	w          *Window
	undo, redo *fyne.MenuItem
	edit       *fyne.Menu

	lastDone, lastUndone string // the acts that undo and redo would turn
}

// Every key of the window hangs on a menu item, because a field that has the
// keyboard keeps all other chords to itself.
func ctrl(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
}

func ctrlShift(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// item is a menu item that does nothing while a sheet is open or no workspace
// is; menu keys reach past a sheet otherwise.
func (w *Window) item(text string, key fyne.Shortcut, do func()) *fyne.MenuItem {
	it := fyne.NewMenuItem(text, func() {
		if w.ws != nil && w.Canvas().Overlays().Top() == nil {
			do()
		}
	})
	it.Shortcut = key
	return it
}

// writing greys an item out where the window only reads.
func (w *Window) writing(it *fyne.MenuItem) *fyne.MenuItem {
	it.Disabled = w.ReadOnly()
	do := it.Action
	it.Action = func() {
		if w.ws != nil && w.ReadOnly() {
			w.Toast("This window only reads: another one has the workspace open (" + w.ws.Taken + ").")
			return
		}
		do()
	}
	return it
}

func (w *Window) setMenus() {
	m := &w.menu
	m.w = w
	// Not greyed out and not stopped by a sheet: a field undoes its typing there too.
	m.undo, m.redo = fyne.NewMenuItem("Undo", w.undo), fyne.NewMenuItem("Redo", w.redo)
	m.undo.Shortcut, m.redo.Shortcut = &fyne.ShortcutUndo{}, ctrlShift(fyne.KeyZ)
	m.edit = fyne.NewMenu("Edit", m.undo, m.redo)
	own := "Start my own workspace…"
	if w.ws == nil || !w.ws.Sample {
		own = "Explore the sample…"
	}
	quit := fyne.NewMenuItem("Quit", w.Quit)
	quit.IsQuit, quit.Shortcut = true, ctrl(fyne.KeyQ)
	line := fyne.NewMenuItemSeparator
	to := func(text, name string, key fyne.KeyName) *fyne.MenuItem {
		return w.item(text, ctrl(key), func() { w.Go(screen.Place{Screen: name}) })
	}
	trash := w.item("Trash", nil, func() { w.Go(screen.Place{Screen: screen.Trash}) })
	bar := fyne.NewMainMenu(
		fyne.NewMenu("File", w.writing(w.item("New deal…", ctrl(fyne.KeyN), w.NewDeal)),
			w.writing(w.item("Log a signal…", ctrl(fyne.KeyL), w.logHere)), line(),
			w.writing(w.item("Open…", ctrl(fyne.KeyO), w.openFromMenu)),
			w.writing(w.item("Import deals…", ctrl(fyne.KeyI), w.ImportDeals)), line(),
			w.writing(w.item("Send…", nil, w.sendHere)),
			w.item("Request a handoff…", nil, func() { w.requestHandoff(w.place.Account) }),
			w.item("Make a brief…", ctrl(fyne.KeyB), func() { w.MakeBrief(w.place.Account) }),
			w.item("Export all…", nil, w.exportAll), line(),
			w.item("Back up…", nil, w.backUp),
			w.item("Restore…", nil, func() {
				if w.ws.Backups != nil {
					w.toBackups()
				}
			}),
			w.writing(w.item("Forget a person…", nil, func() { w.Forget(playbook.ForgetWho{}) })), line(),
			w.item(own, nil, w.switchWorkspace),
			w.item("Settings…", ctrl(fyne.KeyComma), w.settings), line(), quit),
		m.edit,
		fyne.NewMenu("Go", to("Today", screen.Today, fyne.Key1), to("Accounts", screen.Accounts, fyne.Key2),
			to("Playbooks", screen.Playbooks, fyne.Key3), to("Team", screen.Team, fyne.Key6), trash, line(),
			w.item("Search everything…", ctrl(fyne.KeyK), w.search),
			w.item("Next section", ctrl(fyne.KeyReturn), w.next),
			w.item("Back"+keyGap+"Esc", nil, w.Back),
			w.item("Read again", ctrl(fyne.KeyR), w.refresh)),
		w.viewMenu(),
		fyne.NewMenu("Help", w.item("Keys", nil, w.helpKeys), w.item("Where the data is", nil, w.helpData), w.item("About Kept", nil, w.about)),
	)
	for _, menu := range bar.Items {
		tellKeys(menu)
	}
	w.fyne.SetMainMenu(bar)
	m.sync()
}

// sync words Undo and Redo after what they would take back or do again.
func (m *menus) sync() {
	w := m.w
	if w == nil || w.ws == nil || m.undo == nil {
		return
	}
	ws := w.ws
	var undo, redo string
	w.door.Run(func(ctx context.Context) error {
		events, err := ws.Portfolio.History(ctx, playbook.ID{}, playbook.HistoryQuery{Limit: undoSight, LabelsOnly: true})
		undo, redo = undoable(events, ws.Desk.Device)
		return err
	}, func(err error) {
		if err != nil || w.ws != ws {
			return
		}
		m.lastDone, m.lastUndone = undo, redo
		u, r := m.undo.Label, m.redo.Label
		m.word(w.typist() != nil)
		if m.undo.Label == u && m.redo.Label == r {
			return
		}
		if w.Canvas().Focused() == nil || !w.menuOpen() {
			m.edit.Refresh()
		}
	})
}

// word says what Undo and Redo mean now: typing while a field has the keyboard,
// an act otherwise. The menu reads its words when it opens; building it anew
// here would take it away from under the click that just left the field.
func (m *menus) word(typing bool) {
	if m.undo == nil {
		return
	}
	if typing {
		m.undo.Label, m.redo.Label = "Undo typing", "Redo typing"
	} else {
		m.undo.Label, m.redo.Label = worded("Undo", m.lastDone), worded("Redo", m.lastUndone)
	}
	tellKeys(m.edit)
}

// menuOpen tells whether the person is in the menu bar: building it anew would
// close it under their hand.
func (w *Window) menuOpen() bool {
	_, ok := w.Canvas().Focused().(interface{ Child() *fyne.Menu })
	return ok
}

func worded(verb, label string) string {
	if label == "" {
		return verb
	}
	if r := []rune(label); len(r) > 48 {
		label = string(r[:47]) + "…"
	}
	return verb + ": " + label
}

// undoSight is how many of the newest events are looked at to word Undo and
// Redo. What lies further back is undone all the same, by the plain word.
const undoSight = 20

// undoable returns the labels of what a device would undo and redo next, "" for
// nothing. Events come newest first.
func undoable(events []playbook.Event, device string) (undo, redo string) {
	var done, undone []string
	move := func(from, to *[]string) {
		*to = append(*to, last(*from)) // "" for an act out of sight
		*from = (*from)[:max(len(*from)-1, 0)]
	}
	for _, e := range slices.Backward(events) {
		switch {
		case e.Device != device:
		case e.Kind == "undo":
			move(&done, &undone)
		case e.Kind == "redo":
			move(&undone, &done)
		case e.Kind != "do": // forgetting and purging are past undoing
		default:
			done, undone = append(done, e.Label), nil
		}
	}
	return last(done), last(undone)
}

func last(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// next goes on to the next section of the room, where it has sections.
func (w *Window) next() {
	if r, ok := w.room.(interface{ Next() }); ok {
		r.Next()
	}
}

// A typist is a field that keeps its own steps of typing.
type typist interface {
	Undo()
	Redo()
	SelectedText() string
}

// typist returns the field that has the keyboard, nil when none has.
func (w *Window) typist() typist {
	f, _ := w.Canvas().Focused().(typist)
	return f
}

// undo takes back typing where a field has the keyboard, and the last act
// elsewhere. One key never does both: a second press must not reach past the
// field into acts that are out of sight.
func (w *Window) undo() {
	if f := w.typist(); f != nil {
		f.Undo()
	} else if w.mayTurn() {
		w.turn("Undone", "Redo", w.ws.Desk.Undo, w.redo)
	}
}

func (w *Window) redo() {
	if f := w.typist(); f != nil {
		f.Redo()
	} else if w.mayTurn() {
		w.turn("Done again", "Undo", w.ws.Desk.Redo, w.undo)
	}
}

// mayTurn tells whether an act may be undone or done again here, and says why
// not where the window only reads.
func (w *Window) mayTurn() bool {
	if w.ws == nil || w.Canvas().Overlays().Top() != nil {
		return false
	}
	if w.ReadOnly() {
		w.Toast("This window only reads: another one has the workspace open (" + w.ws.Taken + ").")
		return false
	}
	return true
}

func (w *Window) turn(said, back string, step func(context.Context) (playbook.Done, error), other func()) {
	var done playbook.Done
	w.door.Queue().Run(func(ctx context.Context) (err error) {
		done, err = step(ctx)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, playbook.ErrNothing) && said == "Undone":
			w.Toast("There is nothing to undo here.")
		case errors.Is(err, playbook.ErrNothing):
			w.Toast("There is nothing to redo.")
		case err != nil:
			w.Fail(err)
		default:
			acts := []kit.ToastAction{{Text: back, Do: other}}
			if !done.Account.IsZero() && done.Account != w.place.Account {
				acts = append(acts, kit.ToastAction{Text: "Show", Do: func() {
					w.Go(screen.Place{Screen: screen.Account, Account: done.Account})
				}})
			}
			w.Toast(said+": "+done.Label, acts...)
			w.Changed()
		}
	})
}
