package readiness

import (
	"slices"
	"testing"
	"time"

	"kept/playbook"
)

// A row that was begun and left empty says nothing.
func TestEmptyRowsSayNothing(t *testing.T) {
	r := whole()
	r.Promises[0].Text = " "
	r.Watches = []playbook.Watch{r.Watches[0], {Meta: r.Watches[1].Meta, Kind: playbook.Risk, State: "open"}}
	fails := Of(r, today, Default()).AutoFails
	if !slices.Contains(fails, "nothing is said about risks") || !slices.Contains(fails, "nothing is said about promises") {
		t.Errorf("auto-fails %v", fails)
	}
}

// Late is told by the days where the seller is: signed on 2 March at ten in
// the morning in Sydney, UTC is still at the first.
func TestLateByTheZoneOfTheSeller(t *testing.T) {
	east, west := time.FixedZone("UTC+10", 10*3600), time.FixedZone("UTC-8", -8*3600)
	for _, tt := range []struct {
		at   playbook.Moment
		zone *time.Location
		late bool
	}{
		{"2027-03-01T22:00:00.000000Z", time.UTC, false},
		{"2027-03-01T22:00:00.000000Z", east, true}, // the second of March there
		{"2027-03-02T05:00:00.000000Z", time.UTC, true},
		{"2027-03-02T05:00:00.000000Z", west, false}, // still the first of March
	} {
		r := whole()
		r.Account.ActualClose = "2027-03-01"
		key := playbook.FilledKey{Noun: "handoff", Row: r.Handoff.ID, Col: "story"}
		c := CaptureIn(r, map[playbook.FilledKey]playbook.Moment{key: tt.at}, tt.zone)
		if got := slices.Contains(c.Late, key); got != tt.late {
			t.Errorf("filled %s in %s: late %v, want %v", tt.at, tt.zone, got, tt.late)
		}
	}
}
