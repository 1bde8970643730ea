package ui

import (
	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/screen"
)

// What the toolkit's preferences keep is the state of the window only; losing
// it loses no work.
const (
	prefWidth  = "window.width"
	prefHeight = "window.height"
	prefMode   = "window.mode"
	prefFolder = "folder."
)

// The size of a window that nobody has resized yet, and the least it is used at.
var (
	defaultSize = fyne.NewSize(1440, 900)
	leastSize   = fyne.NewSize(1100, 700)
)

func (w *Window) rememberedSize() fyne.Size {
	p := w.app.Preferences()
	s := fyne.NewSize(float32(p.Float(prefWidth)), float32(p.Float(prefHeight)))
	if s.Width < 400 || s.Height < 300 {
		return defaultSize
	}
	return s.Max(leastSize)
}

func (w *Window) rememberSize() {
	s := w.fyne.Canvas().Size()
	p := w.app.Preferences()
	p.SetFloat(prefWidth, float64(s.Width))
	p.SetFloat(prefHeight, float64(s.Height))
}

// mode is light, dark or as the system: as the program was told, or as it was
// chosen last.
func (w *Window) mode() kit.Mode {
	if w.opt.Mode != "" {
		return w.opt.Mode
	}
	return kit.Mode(w.app.Preferences().StringWithFallback(prefMode, string(kit.ModeSystem)))
}

func (w *Window) setMode(m kit.Mode) {
	w.opt.Mode = ""
	w.app.Preferences().SetString(prefMode, string(m))
	w.app.Settings().SetTheme(kit.NewTheme(m))
	w.setMenus()
}

// lastFolder returns the folder last used for a kind of file, "" for none.
func (w *Window) lastFolder(kind string) string {
	return w.app.Preferences().String(prefFolder + kind)
}

func (w *Window) setLastFolder(kind, folder string) {
	w.app.Preferences().SetString(prefFolder+kind, folder)
}

var _ screen.Window = (*Window)(nil)
