package accounts

import (
	"fyne.io/fyne/v2"

	"kept/ui/kit"
)

// The columns, by what they hold.
const (
	colName = iota
	colStage
	colCSM
	colSeller
	colValue
	colClose
	colHandoff
	colTasks
	colBar
	colNext
	colDue
)

// The columns one can do without are left out below these widths of the list;
// what they hold is on the account's own page.
const (
	roomy = 1050
	ample = 1300
)

func columns(width float32) (ids []int, cols []kit.TableColumn) {
	for _, c := range []struct {
		id    int
		least float32 // the width of the list from which there is room for it
		col   kit.TableColumn
	}{
		{colName, 0, kit.TableColumn{Title: "Account", Width: 132, Grow: 1.1}},
		{colStage, 0, kit.TableColumn{Title: "Stage", Width: 98}},
		{colCSM, 0, kit.TableColumn{Title: "CSM", Width: 102}},
		{colSeller, roomy, kit.TableColumn{Title: "Seller", Width: 116}},
		{colValue, roomy, kit.TableColumn{Title: "Value", Width: 94, Right: true}},
		{colClose, roomy, kit.TableColumn{Title: "Close", Width: 92}},
		{colHandoff, 0, kit.TableColumn{Title: "Handoff", Width: 73}},
		{colTasks, 0, kit.TableColumn{Title: "Tasks", Width: 40, Right: true}},
		{colBar, ample, kit.TableColumn{Width: 36}},
		{colNext, 0, kit.TableColumn{Title: "Next", Width: 104, Grow: 1.25}},
		{colDue, 0, kit.TableColumn{Title: "Due", Width: 58}},
	} {
		if width >= c.least {
			c.col.Sort = c.col.Title != ""
			ids, cols = append(ids, c.id), append(cols, c.col)
		}
	}
	return ids, cols
}

// fit lays the list out and takes the columns there is room for.
type fit struct{ r *Room }

func (f fit) Layout(os []fyne.CanvasObject, s fyne.Size) {
	if ids, cols := columns(s.Width); len(ids) != len(f.r.cols) {
		f.r.cols = ids
		f.r.table.SetColumns(cols...)
		f.r.showSort()
	}
	for _, o := range os {
		h := s.Height
		if o == f.r.listed { // a short list has a short card
			h = min(h, f.r.tall())
		} else { // and so have a few words in its place
			o.Resize(fyne.NewSize(s.Width, h))
			h = min(h, o.MinSize().Height)
		}
		o.Resize(fyne.NewSize(s.Width, h))
	}
}

// tall is the height of the card with all rows read so far.
func (r *Room) tall() float32 {
	const head, row, around = 33, 37, 36 + 8 + 18
	return head + row*float32(len(r.rows)) + around
}

func (f fit) MinSize(os []fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 300) }
