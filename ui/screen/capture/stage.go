package capture

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/ui/kit"
)

// stage lays the three parts out: sections, form, side. Form and side scroll
// by themselves; where the room is narrow the side goes under the form and
// scrolls with it.
type stage struct {
	box        *fyne.Container
	main       *kit.Scroll
	left       fyne.CanvasObject
	right      *kit.Scroll
	side       fyne.CanvasObject
	under      *fyne.Container
	beside     *fyne.Container
	leftScroll *kit.Scroll
	narrow     bool
}

const sectionsWidth float32 = 220

// A line of text that runs across a large screen is hard to read: the form stops
// growing here, and the side takes the rest in two columns.
const widestForm, widestSide, twoSides float32 = 1040, 740, 620

// sideCards are the cards beside the form: under each other, or, where there is
// room for two, how ready the handoff is at the left and what is done with it
// at the right.
type sideCards struct {
	left  int // how many of the cards stand at the left
	width float32
}

// walk places the cards, or only measures them, and returns the height.
func (l *sideCards) walk(os []fyne.CanvasObject, put bool) float32 {
	w, two := l.width, l.width >= twoSides
	if two {
		w = float32(int((l.width - kit.SpaceCard) / 2))
	}
	x, y, tall := float32(0), float32(0), float32(0)
	for i, o := range os {
		if two && i == l.left {
			x, y = l.width-w, 0
		}
		if !o.Visible() {
			continue
		}
		if o.Size().Width != w {
			o.Resize(fyne.NewSize(w, o.Size().Height))
		}
		h := o.MinSize().Height
		if put {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(w, h))
		}
		y += h + kit.SpaceCard
		tall = max(tall, y-kit.SpaceCard)
	}
	return tall
}

// Layout implements fyne.Layout.
func (l *sideCards) Layout(os []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.walk(os, true)
}

// MinSize implements fyne.Layout.
func (l *sideCards) MinSize(os []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range os {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	if l.width < 1 {
		l.width = w
	}
	return fyne.NewSize(w, l.walk(os, false))
}

// A scroll cuts what it holds at its edge, so it reaches beyond the cards: by
// air, for their hairline, and by bar, for its own bar to stand beside them.
const air, bar float32 = 4, 10

func newStage(left, form, side fyne.CanvasObject) *stage {
	s := &stage{left: left, side: side, under: kit.Column(0), beside: kit.Column(0, side)}
	scroll := func(o fyne.CanvasObject) *kit.Scroll {
		s := kit.NewScroll(kit.Pad(kit.Column(0, o), air, bar, kit.SpaceXL, air))
		s.Gutter = 0 // its parts reach further themselves
		return s
	}
	s.leftScroll, s.main, s.right = scroll(left), scroll(kit.Column(kit.SpaceCard, form, s.under)), scroll(s.beside)
	s.under.Hide()
	s.box = container.New(s, s.leftScroll, s.main, s.right)
	return s
}

// Layout implements fyne.Layout.
func (s *stage) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if narrow := size.Width < kit.ColumnsBreak; narrow != s.narrow {
		s.narrow = narrow
		if narrow {
			s.beside.Objects, s.under.Objects = nil, []fyne.CanvasObject{s.side}
			s.under.Show()
			s.right.Hide()
		} else {
			s.beside.Objects, s.under.Objects = []fyne.CanvasObject{s.side}, nil
			s.under.Hide()
			s.right.Show()
		}
		s.main.Refresh()
		s.right.Refresh()
	}
	at := func(o fyne.CanvasObject, x, w float32) {
		o.Move(fyne.NewPos(x-air, -air))
		o.Resize(fyne.NewSize(w+air+bar, size.Height+air))
	}
	x := sectionsWidth + kit.SpaceCard
	w := size.Width - x
	if !s.narrow {
		w = min(w-kit.SideWidth-kit.SpaceCard, widestForm)
		side := min(size.Width-x-w-kit.SpaceCard, widestSide)
		at(s.right, x+w+kit.SpaceCard, side)
	}
	at(s.leftScroll, 0, sectionsWidth)
	at(s.main, x, w)
}

// MinSize implements fyne.Layout.
func (s *stage) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 200) }
