package account

import (
	"slices"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/screen/part"
)

// foot is the lower part of the head: the labels and the line, under them the
// tabs with the actions at their right end. Where the tabs leave no room, the
// actions stand beside the line, and the rarer ones of them are under More….
type foot struct{ p *Page }

// Layout implements fyne.Layout.
func (l foot) Layout(os []fyne.CanvasObject, s fyne.Size) { l.walk(s.Width, true) }

// MinSize implements fyne.Layout.
func (l foot) MinSize([]fyne.CanvasObject) fyne.Size {
	p := l.p
	return fyne.NewSize(420, l.walk(max(p.foot.Size().Width, 420), false))
}

// footGap is between the tabs and the actions, and between the line and them.
const footGap = kit.SpaceL

func (l foot) walk(width float32, put bool) float32 {
	p, h := l.p, l.p.head
	tabs := p.words.MinSize()
	folded := tabs.Width+footGap+h.widest() > width
	if put {
		h.fold(folded)
	}
	acts := h.acts.MinSize()
	line := width
	if folded {
		line -= h.narrowest() + footGap
	}
	if h.told.Size().Width != line {
		h.told.Resize(fyne.NewSize(line, h.told.Size().Height))
	}
	told := h.told.MinSize().Height
	y := told + kit.SpaceS
	if folded {
		y = max(told, acts.Height)
	}
	if put {
		above := float32(0)
		if folded { // level with the actions beside it
			above = max(acts.Height-told, 0) / 2
		}
		place(h.told, 0, above, line, told)
		place(p.words, 0, y, width, tabs.Height)
		if folded {
			place(h.acts, width-acts.Width, 0, acts.Width, acts.Height)
		} else {
			place(h.acts, width-acts.Width, y+(tabs.Height-4-acts.Height)/2, acts.Width, acts.Height)
		}
	}
	return y + tabs.Height
}

// widest is the width of all acts beside each other, narrowest that without the
// rare ones.
func (h *header) widest() float32 {
	w := h.narrowest()
	for _, b := range h.rare {
		w += b.MinSize().Width + kit.SpaceS
	}
	return w
}

func (h *header) narrowest() float32 {
	w := -kit.SpaceS
	for _, o := range h.acts.Objects {
		if b := o.(*kit.Button); !slices.Contains(h.rare, b) {
			w += b.MinSize().Width + kit.SpaceS
		}
	}
	return w
}

// fold puts the rare acts under More…, or beside it.
func (h *header) fold(on bool) {
	if on == h.folded {
		return
	}
	h.folded = on
	for _, b := range h.rare {
		part.Visible(b, !on)
	}
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
