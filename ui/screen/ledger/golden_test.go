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
	s.Read()
	uitest.Golden(t, "promises", fyne.NewSize(900, 420), func() fyne.CanvasObject {
		tab := NewPromises(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{Members: []playbook.Member{{Name: "Ida Berg", Role: "leader"}}})
		tab.table.Select(1)
		return kit.Pad(tab.card, 16, 16, 16, 16)
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
