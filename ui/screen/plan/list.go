package plan

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// list shows the lines of a plan. It draws only those in view, each as tall as
// its words, so a plan of two hundred tasks scrolls like one of twenty. It is
// one stop for Tab: the arrows move, Space ticks, Enter opens, letters go to
// OnRune.
type list struct {
	OnSelect func(*playbook.Task)
	OnTick   func(*playbook.Task)
	OnOpen   func(*playbook.Task)
	OnAdd    func(phase playbook.ID)
	OnLeave  func(phase playbook.ID)
	OnRune   func(r rune, t *playbook.Task)
	CanAdd   bool

	lines []line
	head  *fyne.Container
	heads [4]*kit.Label
	body  *listBody
	box   *container.Scroll
	all   *fyne.Container
}

func newList() *list {
	l := &list{}
	l.body = &listBody{of: l, selected: -1, over: -1, rows: map[int]*rowView{}, heights: map[heightKey]float32{}}
	l.body.ring = canvas.NewRectangle(color.Transparent)
	l.body.ring.CornerRadius = kit.RadiusField
	l.body.ring.Hide()
	l.body.ExtendBaseWidget(l.body)
	l.box = container.NewVScroll(l.body)
	l.box.OnScrolled = func(fyne.Position) { l.body.redraw() }
	var os []fyne.CanvasObject
	for i, word := range [4]string{"Task", "Owner", "Due", "Planned"} {
		l.heads[i] = kit.NewLabel(word, kit.Head)
		os = append(os, l.heads[i])
	}
	l.head = container.New(&headLayout{l}, append(os, kit.NewHairline())...)
	l.all = container.New(&listLayout{l}, l.head, l.box)
	return l
}

// naturalHeight is what the list takes in the width when nothing scrolls.
func (l *list) naturalHeight(width float32) float32 { return headTall + l.body.measure(width+2*edge) }

// show puts other lines on the list; the marked task stays marked.
func (l *list) show(lines []line) {
	marked := l.selected()
	l.lines = lines
	l.body.stale()
	l.body.selected = -1
	if marked != nil {
		l.body.selected = l.index(marked.ID)
	}
	l.all.Refresh()
	l.body.Refresh()
}

// selected returns the marked task, nil when none is.
func (l *list) selected() *playbook.Task {
	if i := l.body.selected; i >= 0 && i < len(l.lines) {
		return l.lines[i].task
	}
	return nil
}

func (l *list) index(id playbook.ID) int {
	for i := range l.lines {
		if t := l.lines[i].task; t != nil && t.ID == id {
			return i
		}
	}
	return -1
}

// mark selects a task and moves it into view; it reports whether it is shown.
func (l *list) mark(id playbook.ID) bool {
	i := l.index(id)
	if i < 0 {
		return false
	}
	l.body.selected = i
	l.body.follow()
	l.body.Refresh()
	return true
}

type listLayout struct{ l *list }

func (s *listLayout) Layout(os []fyne.CanvasObject, size fyne.Size) {
	wide := size.Width + 2*edge // the ground of a marked row reaches beyond its words
	s.l.body.measure(wide)
	place(os[0], -edge, 0, wide, headTall)
	place(os[1], -edge, headTall, wide+gutter, max(size.Height-headTall, 0))
	s.l.body.settle()
	s.l.body.redraw()
	if s.l.body.wanted {
		s.l.body.follow()
	}
}

func (s *listLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, headTall+80) }

type headLayout struct{ l *list }

func (s *headLayout) Layout(os []fyne.CanvasObject, size fyne.Size) {
	c := columnsFor(size.Width)
	y := (headTall - os[0].MinSize().Height) / 2
	h := os[0].MinSize().Height
	place(os[0], edge, y, c.title, h)
	place(os[1], c.ownerX, y, c.owner, h)
	place(os[2], c.dueX, y, c.due, h)
	place(os[3], c.wasX, y, c.was, h)
	part.Visible(os[3], c.was > 0)
	place(os[4], edge, headTall-1, size.Width-2*edge, 1)
}

func (s *headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, headTall) }

// columns say where the parts of a row stand.
type columns struct {
	titleX, title, ownerX, owner, dueX, due, wasX, was float32
}

const (
	headTall float32 = 33
	edge     float32 = 8
	tickSide float32 = 18
	rowPad   float32 = 9
	gap      float32 = 14
	titleAt          = edge + tickSide + gap

	// gutter is how far the list reaches beyond its lines, for its bar.
	gutter float32 = 8
	// tight is the width below which the first date of a task is left to the
	// detail beside.
	tight float32 = 620

	// tightPad is above and below a row of a tight list, tightHead above the
	// head of a phase: such a window is low as well.
	tightPad, tightHead float32 = 7, 11
)

func columnsFor(w float32) columns {
	c := columns{owner: 112, due: 64, was: 140}
	if w > 900 {
		c.owner, c.due, c.was = 160, 84, 230
	}
	c.wasX = w - edge - c.was
	c.dueX = c.wasX - gap - c.due
	if w < tight {
		c.was, c.owner = 0, 104
		c.dueX = w - edge - c.due
		c.wasX = c.dueX
	}
	c.ownerX = c.dueX - gap - c.owner
	c.titleX = titleAt
	c.title = max(c.ownerX-gap-titleAt, 80)
	return c
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
