package kit_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"pgregory.net/rapid"

	"kept/ui/kit"
	"kept/ui/uitest"
)

// at is a day of the chart.
func at(y int, m time.Month, d int) int {
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func weekend(day int) bool {
	w := time.Unix(int64(day)*86400, 0).UTC().Weekday()
	return w == time.Saturday || w == time.Sunday
}

// launch is a small plan in every state.
func launch() kit.GanttData {
	day := func(d int) int { return at(2026, time.November, d) }
	return kit.GanttData{Today: day(19), Off: weekend, Marks: []kit.GanttMark{{Day: day(2), Label: "Kickoff"}, {Day: day(30), Label: "Go-live"}},
		Bands: []kit.GanttBand{
			{Title: "Build", Note: "exit: test cases accepted", Rows: []kit.GanttRow{
				{Title: "Connect the transport system", From: day(9), To: day(13), Over: true, When: "13 Nov"},
				{Title: "Acceptance test with real cases", From: day(16), To: day(20), Was: day(18), Tone: kit.Late, When: "20 Nov", Likely: day(24)},
				{Title: "Agree the pass list", Missing: "waiting for the data"},
			}},
			{Title: "Launch", Note: "exit: go-live agreed", Rows: []kit.GanttRow{
				{Title: "Train administrators and users by group", From: day(24), To: day(26), Was: day(24), Strong: true, When: "26 Nov"},
				{Title: "Go / no-go", From: day(27), To: day(27), Strong: true, When: "27 Nov"},
				{Title: "Go-live", From: day(30), To: day(30), Gem: true, Was: day(25), Strong: true, When: "30 Nov"},
			}},
		}, Links: [][2]int{{3, 4}, {4, 5}}}
}

func TestGoldenGantt(t *testing.T) {
	for name, zoom := range map[string]kit.Zoom{"gantt_weeks": kit.ZoomWeeks, "gantt_days": kit.ZoomDays} {
		t.Run(name, func(t *testing.T) {
			uitest.Golden(t, name, fyne.NewSize(760, 360), func() fyne.CanvasObject {
				g := kit.NewGantt()
				g.SetZoom(zoom)
				g.Set(launch())
				g.Select(3)
				return kit.Pad(kit.NewCard("", kit.Column(0, kit.Grow(g))), 12, 12, 12, 12)
			})
		})
	}
}

// ganttParts are all objects of a chart with where they stand, cut off by nothing.
func ganttParts(g *kit.Gantt, each func(o fyne.CanvasObject, at fyne.Position, window fyne.Size)) {
	for _, o := range test.WidgetRenderer(g).Objects() {
		c, ok := o.(*container.Clip)
		if !ok {
			continue
		}
		for _, in := range c.Content.(*fyne.Container).Objects {
			each(in, in.Position(), c.Size())
		}
	}
}

// Whatever the plan, the zoom and the place, no two words of one window stand on
// each other, and a word beside a bar is whole.
func TestWordsOfAGanttNeverOverlap(t *testing.T) {
	uitest.Open(t, kit.ModeLight, fyne.NewSize(400, 300), func() fyne.CanvasObject { return kit.NewText("", kit.Body) })
	rapid.Check(t, func(t *rapid.T) {
		first := at(2026, time.November, 1)
		day := func(label string) int { return first + rapid.IntRange(0, 200).Draw(t, label) }
		data := kit.GanttData{Today: day("today"), Off: weekend}
		for range rapid.IntRange(0, 5).Draw(t, "marks") {
			data.Marks = append(data.Marks, kit.GanttMark{Day: day("mark"), Label: rapid.SampledFrom([]string{"Kickoff", "Go-live", "Data delivered by the customer"}).Draw(t, "label")})
		}
		rows := 0
		for range rapid.IntRange(1, 4).Draw(t, "bands") {
			b := kit.GanttBand{Title: rapid.SampledFrom([]string{"Launch", "Value after the first month of use by everybody"}).Draw(t, "title"), Note: "exit: go-live agreed"}
			for range rapid.IntRange(0, 8).Draw(t, "rows") {
				r := kit.GanttRow{Title: rapid.SampledFrom([]string{"Go-live", "Train administrators and users by group in all clinics"}).Draw(t, "row")}
				if rapid.IntRange(0, 5).Draw(t, "dated") > 0 {
					r.To = day("to")
					r.From = r.To - rapid.IntRange(0, 15).Draw(t, "long")
					r.Gem, r.Was, r.When = rapid.Bool().Draw(t, "gem"), day("was"), "26 Nov"
					r.Likely = r.To + rapid.IntRange(-3, 9).Draw(t, "likely")
				} else {
					r.Missing = "waiting for go-live date"
				}
				b.Rows = append(b.Rows, r)
				rows++
			}
			data.Bands = append(data.Bands, b)
		}
		g := kit.NewGantt()
		g.SetZoom(kit.Zoom(rapid.IntRange(0, 2).Draw(t, "zoom")))
		g.Resize(fyne.NewSize(float32(rapid.IntRange(400, 1400).Draw(t, "width")), float32(rapid.IntRange(160, 600).Draw(t, "height"))))
		g.Set(data)
		for range rapid.IntRange(0, 6).Draw(t, "moves") {
			g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(float32(rapid.IntRange(-400, 400).Draw(t, "dx")), float32(rapid.IntRange(-200, 200).Draw(t, "dy")))})
		}
		if rows > 0 {
			g.Select(rapid.IntRange(0, rows-1).Draw(t, "selected"))
		}
		windows := map[fyne.Size][]*canvas.Text{}
		ganttParts(g, func(o fyne.CanvasObject, at fyne.Position, window fyne.Size) {
			w, ok := o.(*canvas.Text)
			if !ok || w.Text == "◆" {
				return
			}
			if at.X < -1 || at.X+w.MinSize().Width > window.Width+2 {
				t.Fatalf("%q at %v is cut off in a window %v wide", w.Text, at, window.Width)
			}
			for _, other := range windows[window] {
				ap, bp, as, bs := at, other.Position(), w.MinSize(), other.MinSize()
				if ap.X+1 < bp.X+bs.Width && bp.X+1 < ap.X+as.Width && ap.Y+4 < bp.Y+bs.Height && bp.Y+4 < ap.Y+as.Height {
					t.Fatalf("%q at %v stands on %q at %v", w.Text, ap, other.Text, bp)
				}
			}
			windows[window] = append(windows[window], w)
		})
	})
}

func many(n int) kit.GanttData {
	data := kit.GanttData{Today: at(2026, time.November, 19), Off: weekend}
	for i := range n {
		if i%10 == 0 {
			data.Bands = append(data.Bands, kit.GanttBand{Title: fmt.Sprint("Phase ", i/10), Note: "exit: agreed"})
		}
		b := &data.Bands[len(data.Bands)-1]
		to := data.Today + i
		b.Rows = append(b.Rows, kit.GanttRow{Title: fmt.Sprint("Task ", i), From: to - 3, To: to, Was: to - i%3, Strong: i%4 == 0, Gem: i%9 == 0, When: "26 Nov"})
		if i > 0 && i%4 == 0 {
			data.Links = append(data.Links, [2]int{i - 4, i})
		}
	}
	return data
}

func TestAGanttDrawsWhatIsInView(t *testing.T) {
	var g *kit.Gantt
	uitest.Open(t, kit.ModeLight, fyne.NewSize(900, 500), func() fyne.CanvasObject {
		g = kit.NewGantt()
		return g
	})
	count := func(n int) (drawn int) {
		g.Set(many(n))
		ganttParts(g, func(fyne.CanvasObject, fyne.Position, fyne.Size) { drawn++ })
		return drawn
	}
	if few, all := count(20), count(2000); all > few+60 {
		t.Errorf("2,000 rows draw %d objects, 20 rows %d", all, few)
	}
}

func TestAGanttFromTheKeyboard(t *testing.T) {
	var g *kit.Gantt
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(900, 400), func() fyne.CanvasObject {
		g = kit.NewGantt()
		g.Set(many(60))
		return g
	})
	var marked, opened []int
	var typed string
	zoomed := kit.Zoom(-1)
	g.OnSelect = func(i int) { marked = append(marked, i) }
	g.OnOpen = func(i int) { opened = append(opened, i) }
	g.OnRune = func(r rune) { typed += string(r) }
	g.OnZoom = func(z kit.Zoom) { zoomed = z }
	kit.Focus(g)
	w.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyReturn)
	if want := []int{0, 1, 2, 1, 59}; fmt.Sprint(marked) != fmt.Sprint(want) {
		t.Errorf("marked %v, want %v", marked, want)
	}
	if len(opened) != 1 || opened[0] != 59 {
		t.Errorf("opened %v, want the last row", opened)
	}
	inView := func() (yes bool) {
		ganttParts(g, func(o fyne.CanvasObject, at fyne.Position, window fyne.Size) {
			if w, ok := o.(*canvas.Text); ok && w.Text == "Task 59" {
				yes = at.Y > 0 && at.Y < window.Height
			}
		})
		return yes
	}
	if !inView() {
		t.Error("the marked row is out of view")
	}
	w.Type("m-")
	if typed != "m" || zoomed != kit.ZoomMonths || g.Zoom() != kit.ZoomMonths {
		t.Errorf("typed %q, zoom %v told as %v", typed, g.Zoom(), zoomed)
	}
	w.Type("-")
	if g.Zoom() != kit.ZoomMonths {
		t.Error("it zooms beyond months")
	}
}

func TestAnEmptyGantt(t *testing.T) {
	uitest.Open(t, kit.ModeDark, fyne.NewSize(600, 300), func() fyne.CanvasObject {
		g := kit.NewGantt()
		g.Set(kit.GanttData{})
		return g
	})
}

// BenchmarkGanttScroll is a frame of scrolling through 200 rows both ways, beside
// a frame of the toolkit's own list of as many plain labels in a window of the
// same size, in the same run: a step of the wheel, and the walk over all that is
// shown which every frame of the driver makes.
func BenchmarkGanttScroll(b *testing.B) {
	var g *kit.Gantt
	ours := ganttFrames(uitest.Open(b, kit.ModeLight, fyne.NewSize(900, 640), func() fyne.CanvasObject {
		g = kit.NewGantt()
		g.Set(many(200))
		return g
	}), func(i int) {
		g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(float32(i%3-1)*20, wave(i))})
	})
	var list *widget.List
	y := float32(0)
	floor := ganttFrames(uitest.Open(b, kit.ModeLight, fyne.NewSize(900, 640), func() fyne.CanvasObject {
		list = widget.NewList(func() int { return 200 }, func() fyne.CanvasObject {
			return container.NewGridWithColumns(3, widget.NewLabel(""), widget.NewLabel(""), widget.NewLabel(""))
		}, func(i widget.ListItemID, o fyne.CanvasObject) {
			for c, l := range o.(*fyne.Container).Objects {
				l.(*widget.Label).SetText(fmt.Sprint("Task ", i, c))
			}
		})
		return list
	}), func(i int) {
		y = max(y-wave(i), 0)
		list.ScrollToOffset(y)
	})
	for b.Loop() { // the figures are the means above
	}
	b.ReportMetric(float64(ours.Nanoseconds())/1000, "µs/frame")
	b.ReportMetric(float64(floor.Nanoseconds())/1000, "µs/floor")
	b.ReportMetric(float64(ours)/float64(floor), "×floor")
}

// wave scrolls down through everything and up again.
func wave(i int) float32 {
	if i/120%2 == 0 {
		return -40
	}
	return 40
}

func ganttFrames(w *uitest.Window, scroll func(i int)) time.Duration {
	const steps = 1000
	seen := 0
	begin := time.Now()
	for i := range steps {
		scroll(i)
		w.Walk(func(fyne.CanvasObject, fyne.Position) bool { seen++; return true })
	}
	if seen < 30*steps {
		panic("next to nothing is shown")
	}
	return time.Since(begin) / steps
}
