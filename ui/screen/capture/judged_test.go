package capture_test

import (
	"testing"
	"time"

	"kept/playbook"
	"kept/ui/screen/screentest"
)

// dated opens a mid-market deal that closes a week from the 23 November 2026:
// ten days later is kickoff, and 20 working days after it the earliest go-live.
func dated(t *testing.T) *screentest.Stage {
	t.Helper()
	s := open(t, "Halden Freight (sample)")
	a := s.Record().Account
	a.Segment, a.ExpectedClose = "mid_market", "2026-11-27"
	s.Save(&a)
	s.Room.Refresh()
	s.Settle()
	return s
}

// The verdict stands beside the target go-live while it is typed, before it is
// stored, and stays when it is.
func TestAGoLiveIsJudgedWhileItIsTyped(t *testing.T) {
	s := dated(t)
	goTo(t, s, 59, playbook.ID{}, "go_live_on")
	s.Type("18.12.2026")
	s.Wait(300 * time.Millisecond)
	s.MustShow("Not feasible: earliest go-live Mon 4 Jan 2027, 11 working days too late.")
	s.MustShow("“Mid-market, 60 days” needs 20 working days from kickoff Mon 7 Dec (close + 10 days).")
	if on := s.Record().Handoff.GoLiveOn; on != "" {
		t.Errorf("it was judged when it was stored already, on %s", on)
	}
	s.Wait(2 * time.Second)
	if on := s.Record().Handoff.GoLiveOn; on != "2026-12-18" {
		t.Errorf("stored go-live %q", on)
	}
	s.MustShow("Not feasible: earliest go-live Mon 4 Jan 2027")
}

func TestTheDayOfAPromiseIsJudgedWhileItIsTyped(t *testing.T) {
	s := dated(t)
	p := playbook.Promise{Text: "Live in January", DueKind: "date"}
	s.Save(&p)
	s.Room.Refresh()
	s.Settle()
	goTo(t, s, 47, s.Record().Promises[0].ID, "due_on")
	s.Type("6.1.2027")
	s.Wait(300 * time.Millisecond)
	s.MustShow("Tight: earliest go-live Mon 4 Jan 2027, only 2 working days before.")
	s.MustShow("no task delivers the promise yet")
	s.Wait(2 * time.Second)
	s.MustShow("Due 6 Jan 2027.")
	s.MustShow("Tight: earliest go-live")
}
