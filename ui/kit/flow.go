package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// SideWidth is the width of the side column.
const SideWidth float32 = 300

// ColumnsBreak is the content width below which the side column goes under the
// main one: a window of 1280 without the rail and the edges.
const ColumnsBreak float32 = 1280 - RailWidth - 2*SpaceXL

type columnsLayout struct {
	side  float32
	width float32 // last laid out
}

// Columns puts side, 300 wide, to the right of main, and under it where the
// room is narrower than ColumnsBreak.
func Columns(main, side fyne.CanvasObject) *fyne.Container {
	return container.New(&columnsLayout{side: SideWidth}, main, side)
}

func (l *columnsLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	if !os[1].Visible() {
		place(os[0], 0, 0, s.Width, s.Height)
		return
	}
	if s.Width < ColumnsBreak {
		side := heightAt(os[1], s.Width)
		main := max(heightAt(os[0], s.Width), s.Height-side-SpaceCard)
		place(os[0], 0, 0, s.Width, main)
		place(os[1], 0, main+SpaceCard, s.Width, side)
		return
	}
	mw := s.Width - l.side - SpaceCard
	heightAt(os[0], mw)
	heightAt(os[1], l.side)
	place(os[0], 0, 0, mw, s.Height)
	place(os[1], mw+SpaceCard, 0, l.side, s.Height)
}

func (l *columnsLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	a := os[0].MinSize()
	if !os[1].Visible() {
		return a
	}
	b := os[1].MinSize()
	if l.width >= ColumnsBreak {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+SpaceCard)
}

type flowLayout struct {
	gap, rowGap float32
	width       float32
}

// Flow puts objects beside each other at their preferred width and goes on in
// the next line where there is no room: chips, pills, buttons.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: gap, rowGap: gap}, objects...)
}

func (l *flowLayout) walk(os []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	type spot struct {
		o       fyne.CanvasObject
		x, w, h float32
	}
	var x, y, rowH float32
	var row []spot
	endRow := func() { // what is lower stands in the middle of its row
		for _, s := range row {
			if put != nil {
				put(s.o, s.x, y+(rowH-s.h)/2, s.w, s.h)
			}
		}
		row = row[:0]
	}
	for _, o := range os {
		if !o.Visible() {
			continue
		}
		w := min(preferred(o), width)
		if x > 0 && x+w > width+0.5 {
			endRow()
			x, y, rowH = 0, y+rowH+l.rowGap, 0
		}
		h := heightAt(o, w)
		row = append(row, spot{o, x, w, h})
		x += w + l.gap
		rowH = max(rowH, h)
	}
	endRow()
	return y + rowH
}

func (l *flowLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.walk(os, s.Width, place)
}

func (l *flowLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range os {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	width := l.width
	if width < 1 {
		width = 1 << 20
	}
	return fyne.NewSize(w, l.walk(os, width, nil))
}

func (l *flowLayout) preferred(os []fyne.CanvasObject) float32 {
	return (&rowLayout{gap: l.gap}).preferred(os)
}

// A FormCell is one field of a FormGrid: how many of the twelve columns it
// takes.
type FormCell struct {
	Span   int // 1 to 12
	Object fyne.CanvasObject
}

type formLayout struct {
	spans  []int
	narrow float32
	width  float32
}

// FormGrid lays fields out on twelve columns, row by row: a field that does not
// fit goes to the next row. Where the room is narrower than 520 and a field would
// be under 120, one of less than half takes half, and any other the whole row.
func FormGrid(cells ...FormCell) *fyne.Container {
	l := &formLayout{narrow: 520}
	c := container.New(l)
	for _, f := range cells {
		l.spans = append(l.spans, min(max(f.Span, 1), 12))
		c.Objects = append(c.Objects, f.Object)
	}
	return c
}

func (l *formLayout) walk(os []fyne.CanvasObject, width float32) float32 {
	const gap, rowGap = SpaceCard, SpaceM
	var y float32
	used, first := 0, 0
	at := make([]int, len(os))
	flush := func(end int) {
		if first == end {
			return
		}
		var h float32
		for i := first; i < end; i++ {
			if !os[i].Visible() {
				continue
			}
			h = max(h, heightAt(os[i], l.cellWidth(i, width)))
		}
		for i := first; i < end; i++ {
			if os[i].Visible() {
				unit := (width + gap) / 12
				place(os[i], float32(at[i])*unit, y, l.cellWidth(i, width), h)
			}
		}
		if h > 0 {
			y += h + rowGap
		}
		first, used = end, 0
	}
	for i, o := range os {
		if !o.Visible() {
			continue
		}
		n := l.span(i, width)
		if used+n > 12 {
			flush(i)
		}
		at[i] = used
		used += n
	}
	flush(len(os))
	return max(y-rowGap, 0)
}

func (l *formLayout) span(i int, width float32) int {
	n := l.spans[i]
	if width >= l.narrow || l.wide(width) {
		return n
	}
	if n < 6 {
		return 6
	}
	return 12
}

// leastCell is the width under which a field is too narrow for a date.
const leastCell float32 = 120

// wide tells whether every field has its least width.
func (l *formLayout) wide(width float32) bool {
	for _, n := range l.spans {
		if (width+SpaceCard)/12*float32(n)-SpaceCard < leastCell {
			return false
		}
	}
	return true
}

func (l *formLayout) cellWidth(i int, width float32) float32 {
	return (width+SpaceCard)/12*float32(l.span(i, width)) - SpaceCard
}

func (l *formLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.walk(os, s.Width)
}

func (l *formLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range os {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	width := l.width
	if width < 1 {
		width = 1 << 12
	}
	return fyne.NewSize(w, l.walk(os, width))
}
