package timeline

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

func TestGoldenActs(t *testing.T) {
	s := screentest.Accepted(t)
	must(t, s.Desk().StartPlan(t.Context(), s.Account, work.Start{Playbook: "B", Kickoff: "2026-11-30", GoLive: "2027-01-18"}))
	ref := work.Ref{Noun: "account", ID: s.Account}
	for _, step := range [][2]string{{"", "Every clinic answers"}, {"Every clinic answers", "No call is lost between two clinics, and every patient is called back the same day"}} {
		_, err := s.Desk().Set(t.Context(), ref, "customer_promise", step[0], step[1], "")
		must(t, err)
	}
	must(t, s.Desk().SetStatus(t.Context(), s.Account, "On the way"))
	s.As("Petter Aas")
	_, err := s.Desk().Undo(t.Context())
	must(t, err)
	must(t, s.Desk().MoveAnchors(t.Context(), s.Account, "2026-11-30", "2027-01-25", "The venue is closed"))
	s.Read()
	uitest.Golden(t, "acts", fyne.NewSize(900, 640), func() fyne.CanvasObject {
		tab := New(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{})
		return kit.Pad(tab.Object(), 16, 16, 16, 16)
	})
}
