package capture_test

import (
	"testing"

	"kept/playbook"
	"kept/ui/screen/screentest"
)

func TestAClosedHandoffSaysSo(t *testing.T) {
	s := screentest.Accepted(t)
	h := s.Record().Handoff
	h.State = playbook.Accepted
	s.Save(&h)
	tall(t, s)
	s.MustShow("It closes when every promise has an outcome")

	h.ClosedOn, h.ClosedBy = "2026-11-20", "Maya Lindqvist"
	s.Save(&h)
	s.Room.Refresh()
	s.Settle()
	s.MustShow("Closed by Maya Lindqvist on 20 Nov 2026")
	if s.Shows("It closes when") {
		t.Error("the handoff is closed and still to be closed")
	}
}
