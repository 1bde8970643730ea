package kit

import "math"

// Gantt draws what is to be done as bars over days, in bands. It is drawn by
// its own hand: only the rows and days in view exist, so two hundred rows scroll
// like twenty. The wheel and dragging move it both ways. It is one stop for Tab:
// up and down mark a row, left and right move by a week, Home and End mark the
// first and the last, + and − change how wide a day is, Enter opens.
//
// It knows days, not what they are for.
type Gantt struct {
	control
	OnSelect func(row int)
	OnOpen   func(row int)
	OnRune   func(r rune)
	// OnZoom tells that + or − changed how wide a day is.
	OnZoom func(zoom Zoom)

	in       GanttData
	rows     []ganttEntry // heads of bands, and rows, from top to bottom
	tops     []float32    // of rows, and the end
	first    int          // the first and the last day there is
	last     int
	zoom     Zoom
	left     float64 // the day at the left edge
	top      float32 // what is scrolled away above
	placed   bool    // left was chosen
	selected int     // a row, -1 for none
	hit      int     // the row under the pointer
	tip      tip
	paint    *ganttPaint
}

// Zoom is how wide a day is.
type Zoom int

// The zooms.
const (
	ZoomDays Zoom = iota
	ZoomWeeks
	ZoomMonths
)

func (z Zoom) day() float64 { return [...]float64{ZoomDays: 26, ZoomWeeks: 8, ZoomMonths: 2.6}[z] }

// GanttData is what a Gantt shows. Days are counted from 1 January 1970.
type GanttData struct {
	Bands []GanttBand
	Today int            // 0 for none
	Marks []GanttMark    // days that stand for themselves
	Off   func(int) bool // a day on which nobody works; nil for none
	Links [][2]int       // rows of which the second waits for the first
	Words string         // the whole for those who do not see it
}

// A GanttBand is a group of rows under a head.
type GanttBand struct {
	Title string
	Note  string // behind the title
	Rows  []GanttRow
}

// A GanttRow is one bar, or one day.
type GanttRow struct {
	Title   string
	From    int // first and last day; 0 for one that has none
	To      int
	Gem     bool   // a day that stands for itself, on To
	Was     int    // where To was before, 0 or To for the same
	Likely  int    // to when it will rather be, 0 where that is To
	Tone    Tone   // of the bar
	Strong  bool   // filled and not outlined
	Over    bool   // nothing is to be done any more
	When    string // the day in words, beside the bar
	Missing string // why there is no bar
	Tip     string // all there is to say, under the pointer
}

// A GanttMark is a day with a name, drawn through all rows.
type GanttMark struct {
	Day   int
	Label string
}

// ganttEntry is one line of the chart: a head, with row -1, or a row.
type ganttEntry struct {
	band, row int
	index     int // of the row among all rows
}

const (
	ganttMonths float32 = 22 // the lines of the head: months, days, marks
	ganttDays   float32 = 20
	ganttMarks  float32 = 20
	ganttHead           = ganttMonths + ganttDays + ganttMarks
	ganttFoot   float32 = 8 // where one is among the days
	ganttBand   float32 = 36
	ganttRow    float32 = 30
	ganttBar    float32 = 12
	ganttLeast  float32 = 160 // the least width of the titles
	ganttMost   float32 = 340
)

// NewGantt returns an empty chart.
func NewGantt() *Gantt {
	g := &Gantt{selected: -1, hit: -1, zoom: ZoomWeeks}
	g.init(g)
	g.paint = newGanttPaint(g)
	g.press = func() { g.open() }
	g.key = g.typed
	return g
}

// Set replaces what is shown; what is in view and marked stays.
func (g *Gantt) Set(in GanttData) {
	g.in = in
	g.rows, g.tops = g.rows[:0], append(g.tops[:0], 0)
	y, n := float32(0), 0
	for b := range in.Bands {
		g.rows = append(g.rows, ganttEntry{band: b, row: -1, index: -1})
		y += ganttBand
		g.tops = append(g.tops, y)
		for r := range in.Bands[b].Rows {
			g.rows = append(g.rows, ganttEntry{band: b, row: r, index: n})
			y, n = y+ganttRow, n+1
			g.tops = append(g.tops, y)
		}
	}
	if g.selected >= n {
		g.selected = -1
	}
	g.hit = -1
	g.span()
	g.paint.forget()
	g.Refresh()
}

// span finds the first and the last day of everything, with some room around.
func (g *Gantt) span() {
	low, high := math.MaxInt, math.MinInt
	see := func(day int) {
		if day != 0 {
			low, high = min(low, day), max(high, day)
		}
	}
	see(g.in.Today)
	for _, m := range g.in.Marks {
		see(m.Day)
	}
	for b := range g.in.Bands {
		for i := range g.in.Bands[b].Rows {
			r := &g.in.Bands[b].Rows[i]
			for _, d := range []int{r.From, r.To, r.Was, r.Likely} {
				see(d)
			}
		}
	}
	if low > high {
		low, high = 0, 0
	}
	g.first, g.last = low-5, high+16
}

// Len is the number of rows.
func (g *Gantt) Len() int {
	n := 0
	for b := range g.in.Bands {
		n += len(g.in.Bands[b].Rows)
	}
	return n
}

// Zoom tells how wide a day is.
func (g *Gantt) Zoom() Zoom { return g.zoom }

// SetZoom changes how wide a day is, around the middle of what is in view.
func (g *Gantt) SetZoom(z Zoom) {
	if z == g.zoom || z < ZoomDays || z > ZoomMonths {
		return
	}
	half := float64(g.plotWidth()) / 2
	middle := g.left + half/g.zoom.day()
	g.zoom = z
	g.left = middle - half/z.day()
	g.Refresh()
}

// Select marks a row and brings it into view; -1 marks none. It does not report.
func (g *Gantt) Select(row int) {
	g.selected = row
	g.reveal()
	g.Refresh()
}

// Selected returns the marked row, -1 when none is.
func (g *Gantt) Selected() int { return g.selected }

func (g *Gantt) open() {
	if g.selected >= 0 && g.OnOpen != nil {
		g.OnOpen(g.selected)
	}
}

// row returns a row by its index among all.
func (g *Gantt) row(index int) *GanttRow {
	for b := range g.in.Bands {
		if n := len(g.in.Bands[b].Rows); index >= n {
			index -= n
			continue
		}
		if index < 0 {
			return nil
		}
		return &g.in.Bands[b].Rows[index]
	}
	return nil
}

// entry returns the line of a row.
func (g *Gantt) entry(index int) int {
	for i := range g.rows {
		if g.rows[i].index == index && index >= 0 {
			return i
		}
	}
	return -1
}

// sideWidth is what the titles take, plotWidth what the days have.
func (g *Gantt) sideWidth() float32 {
	return min(max(g.Size().Width*0.34, ganttLeast), ganttMost)
}

func (g *Gantt) plotWidth() float32  { return max(g.Size().Width-g.sideWidth(), 1) }
func (g *Gantt) plotHeight() float32 { return max(g.Size().Height-ganttHead-ganttFoot, 1) }

// clamp keeps what is in view inside what there is.
func (g *Gantt) clamp() {
	room := float64(g.plotWidth()) / g.zoom.day()
	if !g.placed && g.Size().Width > 1 {
		g.placed = true
		g.left = float64(g.first)
		if g.in.Today != 0 {
			g.left = float64(g.in.Today) - room/4
		}
	}
	g.left = max(min(g.left, float64(g.last)-room), float64(g.first))
	g.top = max(min(g.top, g.tops[len(g.tops)-1]+SpaceS-g.plotHeight()), 0)
}

// reveal brings the marked row and its bar into view.
func (g *Gantt) reveal() {
	i := g.entry(g.selected)
	if i < 0 || g.Size().Height < 1 {
		return
	}
	from := g.tops[i]
	if i > 0 && g.rows[i-1].row < 0 {
		from = g.tops[i-1] // the head of a band comes along with its first row
	}
	switch {
	case from < g.top-2*ganttBand || g.tops[i+1] > g.top+g.plotHeight()+2*ganttBand:
		g.top = from - g.plotHeight()/3 // from afar: with what stands around it
	case from < g.top:
		g.top = from
	case g.tops[i+1] > g.top+g.plotHeight():
		g.top = g.tops[i+1] - g.plotHeight()
	}
	r := g.row(g.selected)
	if r.To == 0 {
		return
	}
	room := float64(g.plotWidth()) / g.zoom.day()
	if float64(r.To) < g.left+1 || float64(r.To) > g.left+room-room/6 {
		g.left = float64(r.From) - room/3
	}
}
