package ledger

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/uitest"
)

var _ = uitest.UpdateFlag()

func TestGoldenPromiseRows(t *testing.T) {
	s := sold(t)
	day := func(text, outcome, due string) *playbook.Promise {
		return &playbook.Promise{Text: text, ToWhom: "K. Lie", ByWhom: "Jonas Falk", Kind: "explicit", InContract: "yes", DueKind: "date", DueOn: playbook.Date(due), Basis: "verbal",
			Support: "supported", Owner: "Petter Aas", DeliveredOn: playbook.Date(due), Evidence: "Mail of 3 November", CustomerConfirmed: true, ConfirmedBy: "Kari Lie", ConfirmedOn: "2026-11-20", Outcome: outcome}
	}
	s.Save(day("Old appointments stay searchable", "renegotiated", "2026-11-17"), day("A rota for the first week", "broken", "2026-11-18"),
		day("A call every Friday", "released", "2026-11-19"), day("Forms in two languages", "", "2026-11-20"))
	s.Read()
	uitest.Golden(t, "promises", fyne.NewSize(900, 1000), func() fyne.CanvasObject {
		tab := NewPromises(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{Members: []playbook.Member{{Name: "Ida Berg", Role: "leader"}}})
		tab.table.Select(1)
		return kit.Pad(tab.main, 16, 16, 0, 16)
	})
}

func TestGoldenReconcile(t *testing.T) {
	s := sold(t)
	uitest.Golden(t, "reconcile", fyne.NewSize(1000, 640), func() fyne.CanvasObject {
		tab := NewPromises(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{})
		tab.Arrive(screen.Place{Tab: screen.Promises, Field: screen.Reconcile})
		return kit.Pad(tab.Object(), 0, 16, 0, 16)
	})
}

// Whatever the page's width, no column of the promises is pushed off the card.
func TestPromiseColumnsFitThePage(t *testing.T) {
	for _, width := range []float32{820, 900, 1016, 1071, 1090, 1180, 1600} {
		s := sold(t)
		var tab *Promises
		s.MountTab(kit.ModeLight, fyne.NewSize(width+2*kit.SpaceXL, 700), func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
			tab = NewPromises(win, run, account, changed)
			return tab
		})
		if need, has := tab.table.MinSize().Width, tab.table.Size().Width; need > has+1 {
			t.Errorf("on a page of %v the table needs %v and has %v", width, need, has)
		}
	}
}
