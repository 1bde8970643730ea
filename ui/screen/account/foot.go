package account

import (
	"fyne.io/fyne/v2"

	"kept/ui/kit"
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
	top := h.told.MinSize().Height
	y := top + kit.SpaceS
	if folded {
		top = max(top, acts.Height)
		y = top
	}
	if put {
		place(h.told, 0, 0, line, h.told.MinSize().Height)
		place(p.words, 0, y, width, tabs.Height)
		if folded {
			place(h.acts, width-acts.Width, 0, acts.Width, acts.Height)
		} else {
			place(h.acts, width-acts.Width, y+(tabs.Height-4-acts.Height)/2, acts.Width, acts.Height)
		}
	}
	return y + tabs.Height
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
