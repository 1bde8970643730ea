package today_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/today"
)

// The strip of the week counts what falls on each day; a day shows its own, and
// lets go of them again. What falls on a day off stands out.
func TestMyWeekFiltersTheList(t *testing.T) {
	s := morning(t)
	s.Save(&playbook.Task{Title: "Call the pilot group", Role: "cs", Owner: "Maya Lindqvist", DueOn: "2026-11-28", PlannedOn: "2026-11-28", State: playbook.Todo, Condition: true})
	s.MountRoom(kit.ModeLight, fyne.NewSize(1232, 900), func(win screen.Window, run screen.Runner) screen.Room {
		return today.New(win, run, today.Options{Name: "Maya Lindqvist", Role: "csm", Search: func() {}})
	})
	s.MustShow("My week")
	s.Tap("Tue 24")
	s.MustShow("Due on Tuesday 24 November")
	s.MustShow("Train administrators and users by group")
	if s.Shows("Acceptance test with real cases") {
		t.Error("what is due on another day is shown")
	}
	s.Tap("Wed 25")
	s.Tap("Fri 27")
	s.MustShow("Nothing is due on this day")
	s.Tap("Fri 27")
	s.MustShow("Needs you now")
	s.MustShow("Acceptance test with real cases")
	s.Tap("Sat 28")
	s.MustShow("Due on Saturday 28 November")
	s.MustShow("Call the pilot group")
	s.Room.Refresh()
	s.Settle()
	s.MustShow("Due on Saturday 28 November")
}
