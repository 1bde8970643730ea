package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// HeatCell is a figure on a ground whose shade says how much it is: 0 for
// nothing, 1 to 3 for more. The figure says the same.
type HeatCell struct {
	widget.BaseWidget
	line  *line
	shade int
}

// NewHeatCell returns a cell.
func NewHeatCell(figure string, shade int) *HeatCell {
	role := Body
	if shade > 0 {
		role = Strong
	}
	c := &HeatCell{line: newLine(Span{Text: figure, Role: role}), shade: shade}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *HeatCell) CreateRenderer() fyne.WidgetRenderer {
	ground := box(4)
	paint := func() {
		look := c.line.Span
		switch c.shade {
		case 0:
			fill(ground, "")
			look.Color = ColorMuted
		case 1:
			fill(ground, ColorLatePaper)
			edge(ground, ColorLateLine, 1)
			look.Color = ColorLateInk
		case 2:
			fill(ground, ColorLateSoft)
			edge(ground, ColorLateLine, 1)
			look.Color = ColorLateInk
		default:
			fill(ground, ColorLateInk)
			look.Color = ColorCard
		}
		ground.Refresh()
		c.line.set(look)
	}
	lay := func(s fyne.Size) {
		place(ground, 0, 0, s.Width, s.Height)
		w := min(c.line.full.Width, s.Width)
		c.line.place((s.Width-w)/2, (s.Height-c.line.full.Height)/2, w)
	}
	paint()
	return &painter{objects: []fyne.CanvasObject{ground, c.line.obj}, layout: lay,
		min:     func() fyne.Size { return fyne.NewSize(c.line.full.Width+8, c.line.full.Height+6) },
		refresh: func() { paint(); lay(c.Size()) }}
}
