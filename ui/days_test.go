package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/screen"
)

// Days off come from a calendar file: looked at first, then taken in, and taken
// back by one undo. The events are invented.
func TestDaysOffAreTakenInFromACalendarFile(t *testing.T) {
	h := open(t, nil)
	path := filepath.Join(t.TempDir(), "plant.ics")
	text := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@plant.example\r\nDTSTART;VALUE=DATE:20270412\r\nDTEND;VALUE=DATE:20270417\r\nSUMMARY:Plant shutdown\r\nEND:VEVENT\r\n" +
		"BEGIN:VEVENT\r\nUID:2@plant.example\r\nDTSTART:20270501T090000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h.menu("Team")
	if h.win.place.Screen != screen.Team {
		t.Fatalf("the window shows %+v", h.win.place)
	}
	h.Tap("Import…")
	h.Type(path + ".txt")
	h.Press(fyne.KeyReturn)
	h.MustShow("The file cannot be opened: no such file or directory.")
	h.Press(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyReturn)
	h.MustShow("1 stretch of days off in it, 1 new. 1 other event is left out: only whole days count, once or every year.")
	days := func() []playbook.Holiday { return datatest.Rows[playbook.Holiday](t, h.store, playbook.ID{}) }
	if n := len(days()); n != 0 {
		t.Fatalf("looking at the file wrote %d days", n)
	}
	h.Tap("Take them in")
	if got := days(); len(got) != 1 || got[0].On != "2027-04-12" || got[0].Until != "2027-04-16" || got[0].Name != "Plant shutdown" {
		t.Fatalf("stored %+v", got)
	}
	h.MustShow("12 to 16 Apr")
	h.Tap("Undo")
	if n := len(days()); n != 0 {
		t.Errorf("%d days are left after the undo", n)
	}
}
