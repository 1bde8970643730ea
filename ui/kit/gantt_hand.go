package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func (g *Gantt) choose(row int) {
	if row < 0 || row >= g.Len() {
		return
	}
	changed := row != g.selected
	g.Select(row)
	if changed && g.OnSelect != nil {
		g.OnSelect(row)
	}
}

func (g *Gantt) typed(e *fyne.KeyEvent) bool {
	n := g.Len()
	switch e.Name {
	case fyne.KeyDown:
		g.choose(min(g.selected+1, n-1))
	case fyne.KeyUp:
		g.choose(max(g.selected-1, 0))
	case fyne.KeyPageDown:
		g.choose(min(g.selected+10, n-1))
	case fyne.KeyPageUp:
		g.choose(max(g.selected-10, 0))
	case fyne.KeyHome:
		g.choose(0)
	case fyne.KeyEnd:
		g.choose(n - 1)
	case fyne.KeyLeft:
		g.pan(-7, 0)
	case fyne.KeyRight:
		g.pan(7, 0)
	default:
		return false
	}
	return true
}

// TypedRune implements fyne.Focusable.
func (g *Gantt) TypedRune(r rune) {
	switch r {
	case '+', '=':
		g.step(-1)
	case '-', '−':
		g.step(1)
	default:
		if g.OnRune != nil {
			g.OnRune(r)
		}
	}
}

func (g *Gantt) step(by Zoom) {
	before := g.zoom
	g.SetZoom(min(max(g.zoom+by, ZoomDays), ZoomMonths))
	if g.zoom != before && g.OnZoom != nil {
		g.OnZoom(g.zoom)
	}
}

// pan moves what is in view.
func (g *Gantt) pan(days float64, down float32) {
	left, top := g.left, g.top
	g.left += days
	g.top += down
	g.clamp()
	if left != g.left || top != g.top {
		g.tip.hide()
		g.Refresh()
	}
}

// Scrolled implements fyne.Scrollable.
func (g *Gantt) Scrolled(e *fyne.ScrollEvent) {
	g.pan(-float64(e.Scrolled.DX)/g.zoom.day(), -e.Scrolled.DY)
}

// Dragged implements fyne.Draggable.
func (g *Gantt) Dragged(e *fyne.DragEvent) {
	g.pan(-float64(e.Dragged.DX)/g.zoom.day(), -e.Dragged.DY)
}

// DragEnd implements fyne.Draggable.
func (g *Gantt) DragEnd() {}

// under returns the row at a point, -1 for none.
func (g *Gantt) under(p fyne.Position) int {
	if p.Y < ganttHead {
		return -1
	}
	y := p.Y - ganttHead + g.top
	for i := range g.rows {
		if y >= g.tops[i] && y < g.tops[i+1] {
			return g.rows[i].index
		}
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (g *Gantt) Tapped(e *fyne.PointEvent) {
	row := g.under(e.Position)
	if row >= 0 && g.selected < 0 {
		g.selected = row // or gaining the keyboard would mark the first one
		if g.OnSelect != nil {
			g.OnSelect(row)
		}
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.Focused() != fyne.Focusable(g) {
		c.Focus(g)
	}
	if row >= 0 {
		g.choose(row)
	}
}

// FocusGained implements fyne.Focusable.
func (g *Gantt) FocusGained() {
	if g.selected < 0 && g.Len() > 0 {
		g.choose(0)
	}
	g.control.FocusGained()
}

// MouseIn implements desktop.Hoverable.
func (g *Gantt) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable: the row under the pointer tells all
// there is to say of it.
func (g *Gantt) MouseMoved(e *desktop.MouseEvent) {
	at := g.under(e.Position)
	if at == g.hit {
		return
	}
	g.hit = at
	g.tip.hide()
	if r := g.row(at); r != nil && r.Tip != "" {
		g.tip.show(g, r.Tip, e.AbsolutePosition)
	}
	g.Refresh()
}

// MouseOut implements desktop.Hoverable.
func (g *Gantt) MouseOut() {
	g.hit = -1
	g.tip.hide()
	g.Refresh()
}

// AccessibilityLabel implements fyne.Accessible: what the keyboard stands on,
// else the whole in words.
func (g *Gantt) AccessibilityLabel() string {
	if r := g.row(g.selected); r != nil {
		return r.Title + ", " + r.When
	}
	return g.in.Words
}

// AccessibilityRole implements fyne.Accessible.
func (g *Gantt) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
