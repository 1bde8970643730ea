package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/uitest"
)

func strip() *kit.Strip {
	s := kit.NewStrip()
	cells := func(figures ...string) []kit.StripCell {
		var out []kit.StripCell
		for _, f := range figures {
			out = append(out, kit.StripCell{Figure: f, Used: 0.4, Over: f[0] == '-', Tip: f + " free"})
		}
		return out
	}
	s.Set([]kit.StripColumn{{Title: "W48", Sub: "23 Nov"}, {Title: "W49", Sub: "30 Nov"}, {Title: "W50", Sub: "7 Dec"}},
		[]kit.StripRow{{Name: "Implementation", Head: true, Cells: cells("0.7", "0.5", "-0.3")}, {Name: "Petter Aas", Note: "new until 16 Jan", Cells: cells("0.6", "0.4", "-0.2")}})
	return s
}

// The arrows go from cell to cell and stop at the edges; a click goes there too.
func TestAStripIsWalkedByKeyboard(t *testing.T) {
	s := strip()
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(600, 200), func() fyne.CanvasObject { return s })
	var at [][2]int
	s.OnSelected = func(row, col int) { at = append(at, [2]int{row, col}) }
	w.Canvas().Focus(s)
	w.Press(fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyEnd, fyne.KeyRight, fyne.KeyUp, fyne.KeyHome, fyne.KeyLeft)
	if want := [][2]int{{0, 1}, {1, 1}, {1, 2}, {0, 2}, {0, 0}}; !slices.Equal(at, want) {
		t.Errorf("went to %v, want %v", at, want)
	}
	if s.AccessibilityLabel() != "0.7 free" {
		t.Errorf("it says %q", s.AccessibilityLabel())
	}
	at = nil
	w.Tap("-0.2")
	if want := [][2]int{{1, 2}}; !slices.Equal(at, want) {
		t.Errorf("the click went to %v", at)
	}
}

func TestAnEmptyStripIsNoStopForTab(t *testing.T) {
	if s := kit.NewStrip(); !s.Disabled() || s.AccessibilityLabel() != "" {
		t.Error("an empty strip takes the keyboard")
	}
}
