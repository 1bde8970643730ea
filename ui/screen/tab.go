package screen

import (
	"fyne.io/fyne/v2"

	"kept/playbook"
)

// Extra is what the account page reads along with the record, once for all
// its tabs.
type Extra struct {
	// Filled is when each value of the account first became other than empty.
	Filled map[playbook.FilledKey]playbook.Moment
}

// A Tab is one tab of the account page. The page makes it when it is first
// shown, hands it the record after every commit, and asks it to flush before
// the person goes elsewhere. The methods belong to the UI goroutine.
//
// Each tab has a constructor
//
//	New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab
//
// where changed tells the page that the tab committed something: the page
// reads the record again and shows it to the tab.
type Tab interface {
	// Object is what the page shows under its tabs; it scrolls by itself.
	Object() fyne.CanvasObject
	// Show puts the record as stored on the tab, keeping focus, scroll and
	// what is being typed. The record must not be changed.
	Show(rec *playbook.Record, extra Extra)
	// Arrive opens and focuses the field or row of the place; it returns
	// false when the place is not on this tab. It may come before the first Show.
	Arrive(Place) bool
	// Leave flushes what is typed.
	Leave()
}
