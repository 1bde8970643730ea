package signals

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook/metrics"
	"kept/ui/kit"
)

// newHeat draws the counts of signals as a table: what happened by phase, the
// figure always written, its shade by how many. Nothing is said by the shade
// alone.
func newHeat(h *metrics.SignalHeat) fyne.CanvasObject {
	var os []fyne.CanvasObject
	head := func(text string) {
		l := kit.NewLabel(text, kit.Head)
		l.Align = fyne.TextAlignCenter
		os = append(os, l)
	}
	head("")
	for _, p := range h.Phases {
		if p == "" {
			p = "Outside a plan"
		}
		head(p)
	}
	head("All")
	for k, kind := range h.Kinds {
		os = append(os, kit.NewLabel(kind.Label, kit.Body))
		for p := range h.Phases {
			os = append(os, kit.NewHeatCell(strconv.Itoa(h.Counts[k][p]), min(h.Counts[k][p], 3)))
		}
		os = append(os, kit.NewHeatCell(strconv.Itoa(h.OfKind[k]), 0))
	}
	os = append(os, kit.NewLabel("All", kit.Strong))
	for _, n := range h.OfPhase {
		os = append(os, kit.NewHeatCell(strconv.Itoa(n), 0))
	}
	os = append(os, kit.NewHeatCell(strconv.Itoa(h.Signals), 0))
	return container.New(&heatGrid{columns: len(h.Phases) + 2}, os...)
}

// heatGrid gives the names of the kinds the room they need and the phases equal
// shares of the rest.
type heatGrid struct{ columns int }

const (
	heatNames float32 = 176
	heatAll   float32 = 52
	heatLeast float32 = 44
	heatRow   float32 = 28
	heatGap   float32 = 3
)

// Layout implements fyne.Layout.
func (g *heatGrid) Layout(os []fyne.CanvasObject, s fyne.Size) {
	phases := float32(g.columns - 2)
	each := min((s.Width-heatNames-heatAll)/max(phases, 1), 160)
	for i, o := range os {
		col, row := i%g.columns, i/g.columns
		x, w := heatNames+float32(col-1)*each, each-heatGap
		switch col {
		case 0:
			x, w = 0, heatNames-8
		case g.columns - 1:
			w = heatAll
		}
		o.Move(fyne.NewPos(x, float32(row)*heatRow))
		o.Resize(fyne.NewSize(w, heatRow-heatGap))
	}
}

// MinSize implements fyne.Layout.
func (g *heatGrid) MinSize(os []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(heatNames+heatAll+heatLeast*float32(g.columns-2), heatRow*float32(len(os)/g.columns))
}
