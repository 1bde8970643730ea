package watch

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

func TestAnotherWindowHasIt(t *testing.T) {
	s := watched(t)
	s.Locked = true
	tab, _ := mount(s)
	goTo(t, s, row(t, s, "Two clinics"))
	before := row(t, s, "Two clinics")
	s.Tap("First sign seen")
	s.Tap("Past")
	s.Tap("Add something to watch")
	tab.card.owner.OnPicked("Lena Holt")
	s.Settle()
	s.MustShow("Another window has this workspace open")
	if got := row(t, s, "Two clinics"); got != before {
		t.Errorf("stored %+v, was %+v", got, before)
	}
	if s.Canvas().Overlays().Top() != nil {
		t.Error("a sheet asks for what cannot be stored")
	}
}

func TestASharedScreenShowsItWhenAsked(t *testing.T) {
	s := watched(t)
	s.Sharing = true
	mount(s)
	if s.Shows("Their old system") {
		t.Fatal("others read what is watched")
	}
	s.Tap("Show it")
	s.MustShow("Their old system")
	s.Tab.Leave()
	s.Settle()
	if s.Shows("Their old system") {
		t.Error("it is still shown after leaving")
	}
}

func TestAHundredRows(t *testing.T) {
	s := screentest.Accepted(t)
	var rows []playbook.Noun
	for i := range 100 {
		rows = append(rows, &playbook.Watch{Kind: []string{playbook.Assumption, playbook.Risk, playbook.Gap}[i%3], Text: fmt.Sprintf("Row %d of what is watched on this account", i),
			State: "open", DueOn: playbook.Date("2026-11-01").AddDays(i)})
	}
	s.Save(rows...)
	tab, _ := mount(s)
	s.MustShow("All open 100")
	goTo(t, s, *tab.rows[0])
	start := time.Now()
	for range 99 {
		s.Press(fyne.KeyDown)
	}
	if tab.marked != tab.rows[99].ID {
		t.Errorf("the arrows end at %d", tab.index(tab.marked))
	}
	t.Logf("walking 100 rows took %s", time.Since(start))
	if tab.main.Offset() == 0 {
		t.Error("the last row is out of view")
	}
}

// Whatever the page's width, no column is pushed off the card.
func TestColumnsFitThePage(t *testing.T) {
	for _, width := range []float32{820, 900, 1016, 1071, 1090, 1180, 1600} {
		s := watched(t)
		var tab *Tab
		s.MountTab(kit.ModeLight, fyne.NewSize(width+2*kit.SpaceXL, 700), func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab {
			tab = New(win, run, account, changed)
			return tab
		})
		if need, has := tab.table.MinSize().Width, tab.table.Size().Width; need > has+1 {
			t.Errorf("on a page of %v the list needs %v and has %v", width, need, has)
		}
	}
}

func TestGoldenWatch(t *testing.T) {
	s := watched(t)
	uitest.Golden(t, "watch", fyne.NewSize(1180, 760), func() fyne.CanvasObject {
		tab := New(s, kit.Inline{}, s.Account, func() {})
		tab.Show(&s.Rec, screen.Extra{})
		for i, w := range tab.rows {
			if w.SeenOn != "" {
				tab.mark(w.ID)
				tab.table.Select(i)
			}
		}
		return kit.Pad(tab.Object(), 12, 12, 12, 12)
	})
}
