package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func (b *tableBody) choose(row int) {
	if row < 0 || row >= b.of.len() {
		return
	}
	if _, head := b.of.group(row); head {
		return
	}
	changed := row != b.selected
	b.selected = row
	b.follow()
	b.Refresh()
	if changed && b.of.OnSelected != nil {
		b.of.OnSelected(row)
	}
}

// step moves the mark by rows that can be marked.
func (b *tableBody) step(by int) {
	n, dir := b.of.len(), 1
	if by < 0 {
		dir = -1
	}
	at := b.selected + by
	if b.selected < 0 {
		at, dir = 0, 1
	}
	at = min(max(at, 0), n-1)
	for ; at >= 0 && at < n; at += dir {
		if _, head := b.of.group(at); !head {
			b.choose(at)
			return
		}
	}
}

// FocusGained implements fyne.Focusable. A page that scrolls is not moved to
// show all of the table, only its marked row.
func (b *tableBody) FocusGained() {
	b.focused = true
	if b.selected < 0 {
		b.step(1)
	}
	b.Refresh()
	b.follow()
}

func (b *tableBody) typed(e *fyne.KeyEvent) bool {
	page := 10
	switch e.Name {
	case fyne.KeyDown:
		b.step(1)
	case fyne.KeyUp:
		b.step(-1)
	case fyne.KeyPageDown:
		b.step(page)
	case fyne.KeyPageUp:
		b.step(-page)
	case fyne.KeyHome:
		b.step(-b.of.len())
	case fyne.KeyEnd:
		b.step(b.of.len())
	case fyne.KeyReturn, fyne.KeyEnter:
		b.open()
	case fyne.KeySpace:
		b.space()
	case fyne.KeyDelete:
		if b.selected >= 0 && b.of.OnDelete != nil {
			b.of.OnDelete(b.selected)
		}
	default:
		return false
	}
	return true
}

// TypedShortcut implements fyne.Shortcutable. What moves no row is for the Keys
// around the table.
func (b *tableBody) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	moves := ok && c.Modifier == fyne.KeyModifierAlt && b.of.OnMove != nil && b.selected >= 0
	switch {
	case moves && c.KeyName == fyne.KeyUp:
		b.of.OnMove(b.selected, -1)
	case moves && c.KeyName == fyne.KeyDown:
		b.of.OnMove(b.selected, 1)
	default:
		keysOf(b).chord(s)
	}
}

func (b *tableBody) open() {
	if b.selected >= 0 && b.selected < b.of.len() && b.of.OnOpen != nil {
		b.of.OnOpen(b.selected)
	}
}

// space ticks the first tick box of the row, or chooses the row, or runs its
// first action, or opens it.
func (b *tableBody) space() {
	if b.selected < 0 || b.selected >= b.of.len() {
		return
	}
	action := -1
	for c := range b.of.columns {
		cell := b.of.Cell(b.selected, c)
		if cell.Tick != nil && b.of.OnCheck != nil {
			b.of.OnCheck(b.selected, c)
			return
		}
		if cell.Action != "" && action < 0 {
			action = c
		}
	}
	switch {
	case b.of.OnChoose != nil:
		b.of.OnChoose(b.selected)
	case action >= 0 && b.of.OnAction != nil:
		b.of.OnAction(b.selected, action)
	default:
		b.open()
	}
}

// Tapped implements fyne.Tappable.
func (b *tableBody) Tapped(e *fyne.PointEvent) {
	row, col := b.rowAt(e.Position.Y), b.colAt(e.Position.X)
	if row < 0 {
		return
	}
	if _, head := b.of.group(row); head {
		return
	}
	if c := canvasOf(b); c != nil && c.Focused() != fyne.Focusable(b) {
		before := b.selected
		b.selected = row // or gaining the keyboard would mark the first row
		c.Focus(b)
		b.selected = before
	}
	b.choose(row)
	r := b.rows[row]
	if r != nil && col >= 0 && col < len(r.cells) {
		v := r.cells[col]
		x, _ := b.of.edges(b.wide())
		if v.cell.Tick != nil && e.Position.X < x[col]+tickSize+cellPad {
			if b.of.OnCheck != nil {
				b.of.OnCheck(row, col)
			}
			return
		}
		if v.cell.Action != "" && e.Position.X >= v.x0-4 && e.Position.X <= v.x0+v.w0+4 {
			if b.of.OnAction != nil {
				b.of.OnAction(row, col)
			}
			return
		}
	}
	if b.of.TapOpens {
		b.open()
	}
}

// MouseMoved implements desktop.Hoverable.
func (b *tableBody) MouseMoved(e *desktop.MouseEvent) {
	row, col := b.rowAt(e.Position.Y), b.colAt(e.Position.X)
	if row != b.over {
		b.over = row
		b.Refresh()
	}
	if row != b.tipRow || col != b.tipCol {
		b.tip.hide()
		b.tipRow, b.tipCol = row, col
		if r := b.rows[row]; r != nil && col >= 0 && col < len(r.cells) {
			if text := r.cells[col].shortened(); text != "" {
				b.tip.show(b, text, e.AbsolutePosition)
			}
		}
	}
}

// MouseOut implements desktop.Hoverable.
func (b *tableBody) MouseOut() {
	b.over, b.tipRow = -1, -1
	b.tip.hide()
	b.control.MouseOut()
	b.Refresh()
}
