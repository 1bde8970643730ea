package ledger

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/ui/kit"
	"kept/ui/screen/screentest"
)

// The day of a new promise is judged on its sheet, before it is stored, and again
// on the card beside the list. The deal closed on 16 November 2026: ten days later
// is kickoff, and 20 working days after it the earliest go-live.
func TestTheDayOfANewPromiseIsJudgedOnItsSheet(t *testing.T) {
	s := screentest.Accepted(t)
	tab, _ := mountPromises(s)
	tab.after = s.Timer()
	s.Tap("Add the first promise")
	kit.Focus(s.Canvas().Overlays().Top())
	s.Type("Live before Christmas")
	s.Press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab) // over the words, to whom and by whom
	s.Type("18.12.2026")
	s.Wait(300 * time.Millisecond)
	s.MustShow("Not feasible: earliest go-live Thu 24 Dec, 4 working days too late.")
	if n := len(s.Record().Promises); n != 0 {
		t.Errorf("%d promises are stored already", n)
	}
	s.Tap("Add promise")
	if p := promise(t, s, "Live before"); p.DueOn != "2026-12-18" {
		t.Errorf("stored %+v", p)
	}
	s.MustShow("Not feasible: earliest go-live Thu 24 Dec, 4 working days too late.")
	s.MustShow("no task delivers the promise yet")
}
