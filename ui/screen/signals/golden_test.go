package signals

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

func TestGoldenAlignment(t *testing.T) {
	s := seam(t, signal("repeated", "Kari named the opening hours again", "2026-11-20"), signal("contradicted", "They expected lab results", "2026-11-21"))
	uitest.Golden(t, "weak", fyne.NewSize(700, 360), func() fyne.CanvasObject {
		tab := New(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{})
		return kit.Pad(tab.align.card, 16, 16, 16, 16)
	})
}

func TestGoldenHeat(t *testing.T) {
	in := func(kind, phase string, n int) (out []playbook.Signal) {
		for range n {
			out = append(out, playbook.Signal{Kind: kind, Phase: phase})
		}
		return out
	}
	rec := playbook.Record{Signals: append(append(append(in("confused", "", 1), in("repeated", "Kickoff and plan", 2)...), in("contradicted", "Build", 3)...), in("apology", "Build", 5)...)}
	h := metrics.SignalTable(&rec)
	uitest.Golden(t, "heat", fyne.NewSize(620, 310), func() fyne.CanvasObject { return kit.Pad(newHeat(&h), 16, 16, 16, 16) })
}

func TestGoldenForm(t *testing.T) {
	s := seam(t)
	uitest.Golden(t, "form", fyne.NewSize(720, 400), func() fyne.CanvasObject {
		f := NewForm(s.Now)
		f.SetRecord(&s.Rec)
		sig := signal("contradicted", "They expected two days on site, the plan has one", "2026-11-20")
		sig.PromiseID = s.Rec.Promises[0].ID
		f.Put(&sig)
		return kit.Pad(f.Object(), 16, 16, 16, 16)
	})
}
