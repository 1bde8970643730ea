package today

import (
	"fyne.io/fyne/v2"

	"kept/ui/kit"
)

// What the columns of the list hold.
const (
	colAccount = iota
	colWhat
	colWhy
	colDue
	colAction
)

// roomy is the width of the list from which it has a column for the day; where
// there is less room the reason tells it, and what is to do has the room.
const roomy float32 = 740

func columns(withDay bool) []kit.TableColumn {
	out := []kit.TableColumn{{Title: "Account", Width: 112, Grow: 0.8}, {Title: "What", Width: 150, Grow: 1.9}, {Title: "Why it is first", Width: 178}}
	if withDay {
		out = append(out, kit.TableColumn{Title: "Due", Width: 74})
	}
	return append(out, kit.TableColumn{Width: 60})
}

// fit lays the list out and takes the columns there is room for.
type fit struct{ r *Room }

func (f fit) Layout(os []fyne.CanvasObject, s fyne.Size) {
	if day := s.Width >= roomy; day == f.r.noDay {
		f.r.noDay = !day
		f.r.table.SetColumns(columns(day)...)
	}
	os[0].Resize(s)
}

func (f fit) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }
