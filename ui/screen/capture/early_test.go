package capture

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/screen/screentest"
	"kept/ui/uitest"
)

// The second click of the two that open an account can land on a section before
// the record is read: nothing happens then.
func TestAClickOnASectionBeforeTheRecordIsRead(t *testing.T) {
	s := screentest.New(t, "Norrland Dental (sample)")
	var tab *Tab
	w := uitest.Open(t, kit.ModeLight, fyne.NewSize(1232, 900), func() fyne.CanvasObject {
		tab = New(s, kit.Inline{}, s.Account, func() {})
		return tab.Object()
	})
	w.Tap("The story")
	rec := s.Record()
	if tab.rec != nil || rec.Handoff.Story != "" {
		t.Error("the click made a page of a record that was not read")
	}
}
