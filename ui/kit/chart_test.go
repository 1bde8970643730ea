package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"kept/ui/kit"
	"kept/ui/uitest"
)

// Whatever the values are and whatever the room, nothing is drawn outside of it
// and no two words stand on each other.
func TestAChartStaysInItsRoom(t *testing.T) {
	uitest.Open(t, kit.ModeLight, fyne.NewSize(400, 300), func() fyne.CanvasObject { return kit.NewText("", kit.Body) })
	rapid.Check(t, func(t *rapid.T) {
		var in kit.ChartData
		value := func() float64 { return float64(rapid.IntRange(-50, 50).Draw(t, "value")) }
		x := 0.0
		for range rapid.IntRange(0, 12).Draw(t, "points") {
			x += float64(rapid.IntRange(0, 30).Draw(t, "days"))
			v := value()
			in.Points = append(in.Points, kit.ChartPoint{X: x, Y: v, Label: rapid.SampledFrom([]string{"7", "-12.5", "1,204.75"}).Draw(t, "label")})
		}
		if len(in.Points) > 0 {
			in.From = in.Points[0].X
		}
		in.To = x + float64(rapid.IntRange(0, 40).Draw(t, "rest"))
		if rapid.Bool().Draw(t, "baseline") {
			in.Levels = append(in.Levels, kit.ChartLevel{Y: value(), Label: "Baseline 14"})
		}
		if rapid.Bool().Draw(t, "target") {
			in.Levels = append(in.Levels, kit.ChartLevel{Y: value(), Label: "Target 0", Aim: true})
		}
		in.Start, in.End = "5 Oct 2026", "by 15 Jan 2027"
		c := kit.NewChart(in)
		size := fyne.NewSize(float32(rapid.IntRange(240, 900).Draw(t, "width")), float32(rapid.IntRange(150, 400).Draw(t, "height")))
		c.Resize(size)
		var words []*canvas.Text
		for _, o := range test.WidgetRenderer(c).Objects() {
			p, s := o.Position(), o.Size()
			if w, ok := o.(*canvas.Text); ok {
				words = append(words, w)
				s.Height = 0 // the line of a word at an edge may reach out by its leading
				p.Y += w.Size().Height / 2
			}
			if l, ok := o.(*canvas.Line); ok {
				p, s = l.Position1, fyne.NewSize(l.Position2.X-l.Position1.X, 0)
			}
			if p.X < -1 || p.Y < -1 || p.X+s.Width > size.Width+2 || p.Y+s.Height > size.Height+1 {
				t.Fatalf("%T %v of %v stands outside of %v", o, p, s, size)
			}
		}
		for i, a := range words {
			for _, b := range words[i+1:] {
				ap, bp := a.Position(), b.Position()
				aw, bw := a.MinSize(), b.MinSize()
				if ap.X+1 < bp.X+bw.Width && bp.X+1 < ap.X+aw.Width && ap.Y+3 < bp.Y+bw.Height && bp.Y+3 < ap.Y+aw.Height {
					t.Fatalf("%q at %v stands on %q at %v in %v", a.Text, ap, b.Text, bp, size)
				}
			}
		}
	})
}

func TestAChartOfNothingIsEmpty(t *testing.T) {
	uitest.Open(t, kit.ModeDark, fyne.NewSize(400, 300), func() fyne.CanvasObject {
		c := kit.NewChart(kit.ChartData{})
		if n := len(test.WidgetRenderer(c).Objects()); n != 0 {
			t.Errorf("%d objects", n)
		}
		return c
	})
}
