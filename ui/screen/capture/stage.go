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

// A line of text that runs across a large screen is hard to read: form and
// side stop growing here, and the rest stays empty.
const widestForm, widestSide float32 = 1100, 440

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
