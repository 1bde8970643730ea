// Package pane lays out the tabs of an account that show a list beside the
// details of what is marked in it: both parts stay in view and scroll apart,
// so that walking the list never loses the details.
package pane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/ui/kit"
)

// Split shows side to the right of main: 300 wide on a wide page, more on a very
// wide one, less where there is less room, so that a list keeps the height it needs; only where even
// that leaves no list it goes under it. natural tells how tall main, a card,
// would be in a width if there were room, and main takes no more than that;
// nil means a scroll, which takes all there is. side scrolls by itself.
func Split(main, side fyne.CanvasObject, natural func(width float32) float32) *fyne.Container {
	s := &split{natural, kit.SpaceL}
	if natural == nil {
		s.natural, s.below = func(float32) float32 { return 1 << 20 }, 0
	}
	return container.New(s, main, side)
}

type split struct {
	natural func(width float32) float32
	below   float32 // between a card and the window's edge
}

const smallest float32 = 120

// Slim is the width of the page below which the side column is narrower, and
// lists leave out their lesser columns.
const Slim = kit.ColumnsBreak

// narrowSide and leastWide are the width of the side column on a narrow page,
// and the page's width down to which there is room for it.
const narrowSide, leastWide float32 = 276, 720

// roomySide is the width of the side column on a page wider than roomy.
const roomySide, roomy float32 = 420, 1560

func (s *split) Layout(os []fyne.CanvasObject, size fyne.Size) {
	main, side := os[0], os[1]
	if !side.Visible() {
		place(main, 0, 0, size.Width, min(s.natural(size.Width), size.Height-s.below))
		return
	}
	if size.Width >= leastWide {
		sw := kit.SideWidth
		switch {
		case size.Width < Slim:
			sw = narrowSide
		case size.Width > roomy:
			sw = roomySide
		}
		mw := size.Width - sw - kit.SpaceCard
		place(main, 0, 0, mw, min(s.natural(mw), size.Height-s.below))
		place(side, mw+kit.SpaceCard, 0, sw, size.Height)
		return
	}
	under := max(size.Height*0.38, smallest)
	h := min(s.natural(size.Width), max(size.Height-under-kit.SpaceCard, smallest))
	place(main, 0, 0, size.Width, h)
	place(side, 0, h+kit.SpaceCard, size.Width, max(size.Height-h-kit.SpaceCard, smallest))
}

func (s *split) MinSize(os []fyne.CanvasObject) fyne.Size {
	w := os[0].MinSize().Width
	if os[1].Visible() {
		w = max(w, os[1].MinSize().Width)
	}
	return fyne.NewSize(w, 2*smallest)
}

// Stack puts cards under each other: the first on top, or the others where the
// column is slim and low. Where the width allows two of them, the first stands
// beside the others: a side column that has gone under its list.
func Stack(first fyne.CanvasObject, others ...fyne.CanvasObject) *fyne.Container {
	rest := kit.Column(kit.SpaceCard, others...)
	return container.New(&stack{}, first, rest)
}

type stack struct{ width float32 }

const twoWide float32 = 600

func (s *stack) Layout(os []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	if size.Width < twoWide || !os[0].Visible() || !os[1].Visible() {
		y := float32(0)
		if size.Width <= narrowSide {
			os = []fyne.CanvasObject{os[1], os[0]}
		}
		for _, o := range os {
			if o.Visible() {
				h := heightAt(o, size.Width)
				place(o, 0, y, size.Width, h)
				y += h + kit.SpaceCard
			}
		}
		return
	}
	left := kit.SideWidth - 20
	place(os[0], 0, 0, left, heightAt(os[0], left))
	right := size.Width - left - kit.SpaceCard
	place(os[1], left+kit.SpaceCard, 0, right, heightAt(os[1], right))
}

func (s *stack) MinSize(os []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for i, o := range os {
		if !o.Visible() {
			continue
		}
		n := o.MinSize()
		m.Width = max(m.Width, n.Width)
		if s.width >= twoWide {
			m.Height = max(m.Height, n.Height)
			continue
		}
		m.Height += n.Height
		if i > 0 && os[0].Visible() {
			m.Height += kit.SpaceCard
		}
	}
	return m
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// heightAt lays o out in the width and returns the height it then needs,
// because the height of wrapped text hangs on its width.
func heightAt(o fyne.CanvasObject, width float32) float32 {
	if o.Size().Width != width {
		o.Resize(fyne.NewSize(width, o.Size().Height))
	}
	return o.MinSize().Height
}

// Grid puts cards beside each other, as many as there is room for at the least
// width, and goes on in the next row; cards of a row are equally tall.
func Grid(least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&grid{least: least}, objects...)
}

type grid struct{ least, width float32 }

func (g *grid) walk(os []fyne.CanvasObject, width float32, put bool) float32 {
	n := max(min(int((width+kit.SpaceCard)/(g.least+kit.SpaceCard)), len(os)), 1)
	w := (width - float32(n-1)*kit.SpaceCard) / float32(n)
	y := float32(0)
	for from := 0; from < len(os); from += n {
		row := os[from:min(from+n, len(os))]
		h := float32(0)
		for _, o := range row {
			h = max(h, heightAt(o, w))
		}
		for i, o := range row {
			if put {
				place(o, float32(i)*(w+kit.SpaceCard), y, w, h)
			}
		}
		y += h + kit.SpaceCard
	}
	return max(y-kit.SpaceCard, 0)
}

func (g *grid) Layout(os []fyne.CanvasObject, s fyne.Size) {
	g.width = s.Width
	g.walk(os, s.Width, true)
}

func (g *grid) MinSize(os []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, g.walk(os, max(g.width, g.least), false))
}

// Fixed gives o a width of its own.
func Fixed(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixed(width), o)
}

type fixed float32

func (f fixed) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for _, o := range os {
		place(o, 0, 0, float32(f), s.Height)
	}
}

func (f fixed) MinSize(os []fyne.CanvasObject) fyne.Size {
	m := fyne.NewSize(float32(f), 0)
	for _, o := range os {
		if o.Visible() {
			m.Height = max(m.Height, heightAt(o, float32(f)))
		}
	}
	return m
}
