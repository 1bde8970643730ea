package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A ChartPoint is one value of a Chart.
type ChartPoint struct {
	X, Y  float64
	Label string // the value, beside the point where there is room
	Tip   string // all there is to say of it, under the pointer
}

// A ChartLevel is a height to hold the points against. It is dashed where it is
// the first of two and solid where it is what is aimed at.
type ChartLevel struct {
	Y     float64
	Label string
	Aim   bool
}

// Chart draws values over time as a line, with levels to hold them against and a
// word at both ends of the time. What it shows it also says in words. It knows
// no more of the values than where they stand.
type Chart struct {
	widget.BaseWidget
	in  ChartData
	tip tip
	at  []fyne.Position // of the points as drawn
	hit int             // the point under the pointer, -1 for none
}

// ChartData is what a Chart shows.
type ChartData struct {
	Points   []ChartPoint // by X
	Levels   []ChartLevel
	From, To float64 // the X of both edges; the points lie between
	Start    string  // under the left edge
	End      string  // under the right edge
	Words    string  // the same for those who do not see it
}

// NewChart returns a chart.
func NewChart(in ChartData) *Chart {
	c := &Chart{in: in, hit: -1}
	c.ExtendBaseWidget(c)
	return c
}

// Set replaces what is shown.
func (c *Chart) Set(in ChartData) {
	c.in = in
	c.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Chart) AccessibilityLabel() string { return c.in.Words }

// AccessibilityRole implements fyne.Accessible.
func (c *Chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// reach is how far from a point the pointer still means it.
const reach float32 = 16

// MouseIn implements desktop.Hoverable.
func (c *Chart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable: the point under the pointer tells all
// there is to say of it.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) {
	near, far := -1, reach
	for i, p := range c.at {
		if d := float32(math.Hypot(float64(p.X-e.Position.X), float64(p.Y-e.Position.Y))); d < far {
			near, far = i, d
		}
	}
	if near == c.hit {
		return
	}
	c.hit = near
	c.tip.hide()
	if near >= 0 && c.in.Points[near].Tip != "" {
		c.tip.show(c, c.in.Points[near].Tip, e.AbsolutePosition)
	}
}

// MouseOut implements desktop.Hoverable.
func (c *Chart) MouseOut() {
	c.hit = -1
	c.tip.hide()
}

const (
	chartTop   float32 = 18 // room for a value above the highest point
	chartFoot  float32 = 22 // room for the words under both edges
	chartDot   float32 = 7
	chartDash  float32 = 5
	chartLeast float32 = 150
)

// span is the values the height stands for.
func (c *Chart) span() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, p := range c.in.Points {
		low, high = min(low, p.Y), max(high, p.Y)
	}
	for _, l := range c.in.Levels {
		low, high = min(low, l.Y), max(high, l.Y)
	}
	if !(low < high) { // none, or all alike: in the middle
		return low - 1, high + 1
	}
	return low, high
}

// CreateRenderer implements fyne.Widget.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	p := &painter{}
	lay := func(s fyne.Size) { p.objects = c.draw(s) }
	p.layout = lay
	p.min = func() fyne.Size { return fyne.NewSize(220, chartLeast) }
	p.refresh = func() {
		lay(c.Size())
		canvas.Refresh(c)
	}
	return p
}

// draw makes the parts for a size. A chart has some dozens of them and is drawn
// when it is laid out, not in every frame.
func (c *Chart) draw(s fyne.Size) []fyne.CanvasObject {
	c.at = c.at[:0]
	if len(c.in.Points)+len(c.in.Levels) == 0 || s.Width < 1 {
		return nil
	}
	var out []fyne.CanvasObject
	words := make([]*line, len(c.in.Levels))
	side := float32(0)
	for i, l := range c.in.Levels {
		span := Span{Text: l.Label, Role: Small}
		if l.Aim {
			span = Span{Text: l.Label, Role: Caption, Color: ColorKeptInk}
		}
		words[i] = newLine(span)
		side = max(side, words[i].full.Width)
	}
	side = min(side, s.Width*0.4)
	left, right := chartDot, s.Width-side-SpaceS
	top, bottom := chartTop, s.Height-chartFoot-4
	low, high := c.span()
	y := func(v float64) float32 { return bottom - float32((v-low)/(high-low))*(bottom-top) }
	x := func(v float64) float32 {
		if c.in.To <= c.in.From {
			return (left + right) / 2
		}
		return left + chartDot + float32((v-c.in.From)/(c.in.To-c.in.From))*(right-left-2*chartDot)
	}
	floor := canvas.NewLine(theme.Color(ColorLine))
	stroke(floor, 1, 0, s.Height-chartFoot, right, s.Height-chartFoot)
	out = append(out, floor)
	ys := make([]float32, len(c.in.Levels))
	for i, l := range c.in.Levels {
		ys[i] = y(l.Y)
		out = append(out, level(l.Aim, left, right, ys[i])...)
	}
	apart(ys, words)
	for i, w := range words {
		w.place(right+SpaceS, ys[i]-w.full.Height/2, side)
		out = append(out, w.obj)
	}
	for _, v := range c.in.Points {
		c.at = append(c.at, fyne.NewPos(x(v.X), y(v.Y)))
	}
	for i := 1; i < len(c.at); i++ {
		l := canvas.NewLine(theme.Color(ColorTeal))
		stroke(l, 2, c.at[i-1].X, c.at[i-1].Y, c.at[i].X, c.at[i].Y)
		out = append(out, l)
	}
	for i, at := range c.at {
		d := canvas.NewCircle(theme.Color(ColorCard))
		d.StrokeColor, d.StrokeWidth = theme.Color(ColorTeal), 2
		if i == len(c.at)-1 { // the one that counts
			d.FillColor = theme.Color(ColorTeal)
		}
		place(d, at.X-chartDot/2, at.Y-chartDot/2, chartDot, chartDot)
		out = append(out, d)
	}
	out = append(out, c.values(left, right)...)
	for i, text := range []string{c.in.Start, c.in.End} {
		l := newLine(Span{Text: text, Role: Small})
		w := min(l.full.Width, (right-left)/2)
		at := float32(0)
		if i == 1 {
			at = right - w
		}
		l.place(at, s.Height-chartFoot+5, w)
		out = append(out, l.obj)
	}
	return out
}

// values puts the values beside their points: the newest and the first always,
// the others where they stand clear of those.
func (c *Chart) values(left, right float32) []fyne.CanvasObject {
	n := len(c.at)
	var order []int
	if n > 0 {
		order = append(order, n-1)
	}
	if n > 1 {
		order = append(order, 0)
	}
	for i := n - 2; i > 0; i-- {
		order = append(order, i)
	}
	var out []fyne.CanvasObject
	var taken [][2]fyne.Position
	for k, i := range order {
		role := Small
		if k == 0 {
			role = Caption
		}
		l := newLine(Span{Text: c.in.Points[i].Label, Role: role, Color: ColorInk})
		w, h := l.full.Width, l.full.Height
		at := fyne.NewPos(min(max(c.at[i].X-w/2, left-chartDot), right-w), c.at[i].Y-chartDot-h+2)
		if c.low(i) { // in a valley the line passes above
			at.Y = c.at[i].Y + chartDot/2
		}
		box := [2]fyne.Position{at.AddXY(-4, -2), at.AddXY(w+4, h+2)}
		clear := true
		for _, t := range taken {
			clear = clear && (box[1].X < t[0].X || box[0].X > t[1].X || box[1].Y < t[0].Y || box[0].Y > t[1].Y)
		}
		if !clear {
			continue
		}
		taken = append(taken, box)
		l.place(at.X, at.Y, w+1)
		out = append(out, l.obj)
	}
	return out
}

// low tells whether both neighbours of a point stand above it, and there is room
// under it.
func (c *Chart) low(i int) bool {
	if i == 0 || i == len(c.at)-1 {
		return false
	}
	return c.at[i-1].Y < c.at[i].Y && c.at[i+1].Y < c.at[i].Y && c.at[i].Y+20 < c.Size().Height-chartFoot
}

// level draws what is aimed at as a line, and anything else as dashes.
func level(aim bool, from, to, y float32) []fyne.CanvasObject {
	if aim {
		l := canvas.NewLine(theme.Color(ColorKept))
		stroke(l, 1.5, from, y, to, y)
		return []fyne.CanvasObject{l}
	}
	var out []fyne.CanvasObject
	for x := from; x < to; x += 2 * chartDash {
		l := canvas.NewLine(theme.Color(ColorNeutral))
		stroke(l, 1, x, y, min(x+chartDash, to), y)
		out = append(out, l)
	}
	return out
}

// apart moves words that would stand on each other away from each other.
func apart(ys []float32, words []*line) {
	for i := range ys {
		for j := i + 1; j < len(ys); j++ {
			need := (words[i].full.Height+words[j].full.Height)/2 + 1
			if d := ys[j] - ys[i]; d >= 0 && d < need {
				ys[i], ys[j] = ys[i]-(need-d)/2, ys[j]+(need-d)/2
			} else if d < 0 && -d < need {
				ys[i], ys[j] = ys[i]+(need+d)/2, ys[j]-(need+d)/2
			}
		}
	}
}

func stroke(l *canvas.Line, width, x1, y1, x2, y2 float32) {
	l.StrokeWidth = width
	l.Position1, l.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
}
