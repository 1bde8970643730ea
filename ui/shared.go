package ui

import (
	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// Shared implements screen.Window.
func (w *Window) Shared() bool { return w.shared }

// viewMenu holds what changes only how things are seen. It acts over a sheet
// too: somebody who begins to share a screen does not first tidy it.
func (w *Window) viewMenu() *fyne.Menu {
	it := fyne.NewMenuItem("Shared screen", w.shareScreen)
	it.Shortcut, it.Checked = ctrlShift(fyne.KeyM), w.shared
	return fyne.NewMenu("View", it)
}

// shareScreen turns the mode on or off. It ends with the program: a window that
// hides something without being asked would be taken for broken.
func (w *Window) shareScreen() {
	w.shared = !w.shared
	w.setMenus()
	if w.ws == nil {
		return
	}
	w.banners()
	if w.room != nil { // what is on it was made to be read, or to be hidden
		here := w.place
		w.leaveRoom()
		w.show(here)
	}
}

// sharedBanner says that the mode is on.
func (w *Window) sharedBanner() fyne.CanvasObject {
	says := kit.NewLabel("Sensitive notes are hidden. Press one to read it; it hides again when you leave it.", kit.Small)
	off := kit.NewButton("Turn off", kit.Quiet, w.shareScreen)
	return kit.Pad(kit.Row(kit.SpaceM, kit.NewPill("Shared screen", kit.Teal), kit.Grow(says), off), 6, kit.SpaceXL-6, 0, kit.SpaceXL)
}

// snippet is the second line of a found row. Of a noun with sensitive words it
// may quote them.
func (w *Window) snippet(h *playbook.Hit) string {
	if w.shared && h.Snippet != "" && (playbook.IsSensitive(h.Noun, "quote") || playbook.IsSensitive(h.Noun, "avoid") || playbook.IsSensitive(h.Noun, "sensitive")) {
		return "hidden while the screen is shared"
	}
	return h.Snippet
}
