package capture

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

// A draft of which something is there and most is missing: its sections, and
// how ready it is.
func TestGoldenSectionsAndReadiness(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	a := s.Record().Account
	a.CSM, a.ExpectedClose, a.Value, a.Currency = "Maya Lindqvist", "2026-12-04", "48000", "EUR"
	a.CustomerPromise = "Every clinic books from one calendar by 15 January, with no double-booked chairs."
	s.Save(&a, &playbook.Promise{Text: "One calendar for all five clinics by 15 January 2027", ToWhom: "Ingrid Moe"})
	rec := s.Record()
	uitest.Golden(t, "ready", fyne.NewSize(570, 600), func() fyne.CanvasObject {
		tab := New(s, kit.Inline{}, s.Account, func() {})
		tab.Show(rec, screen.Extra{})
		return kit.Pad(kit.RowTop(kit.SpaceCard, pane.Fixed(220, tab.sections.card), pane.Fixed(300, tab.side.ready)), 16, 16, 16, 16)
	})
}
