package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
)

// opening is the page that the window shows in place of a room while a workspace
// takes long to open: a large one of an earlier version is backed up, upgraded
// and checked first, which is said with how far it is.
type opening struct {
	w     *Window
	stop  func()
	words *kit.Text
	bar   *kit.Progress
	shown bool
}

// openingAfter is how long a window may stay empty before it says why.
const openingAfter = 600 * time.Millisecond

const openingWords = "Opening the workspace…"

// opens waits for a workspace to be open, and shows the page when it takes long.
func (w *Window) opens() *opening {
	p := &opening{w: w, words: kit.NewText(openingWords, kit.Soft), bar: kit.NewProgress(0, kit.Teal)}
	p.bar.Hide()
	w.opening = p
	p.stop = w.opt.Timer(openingAfter, p.show)
	return p
}

func (p *opening) show() {
	w := p.w
	if w.opening != p || w.ws != nil || w.ended {
		return
	}
	p.shown = true
	w.hall.Objects = []fyne.CanvasObject{kit.Pad(kit.NewCard("Just a moment", kit.Column(kit.SpaceM, p.words, p.bar)), 24, kit.SpaceXL, 0, kit.SpaceXL)}
	w.hall.Refresh()
}

// report tells how far the opening is, where that is known.
func (p *opening) report(b kit.Busy) {
	if p == nil || b.Ended || b.Text == "" {
		return
	}
	p.words.SetText(b.Text + "… A large one takes some minutes; nothing is lost when you close the window meanwhile.")
	p.bar.Show()
	p.bar.Set(max(b.Fraction, 0.03), kit.Teal)
	if p.shown {
		p.w.hall.Refresh()
	}
}

// end is the end of the opening, whatever came of it.
func (p *opening) end() {
	p.stop()
	if p.w.opening == p {
		p.w.opening = nil
	}
}
