package playbook

import (
	"strings"
	"testing"
	"time"
)

func TestWhatIsWatchedComesByNeed(t *testing.T) {
	const today = Date("2026-11-23")
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	rec := Record{}
	add := func(w Watch, looked Date) {
		w.ID, w.Pos = NewID(at), len(rec.Watches)+1
		rec.Watches = append(rec.Watches, w)
		if looked != "" {
			rec.WatchReviews = append(rec.WatchReviews, WatchReview{WatchID: w.ID, Result: "open", On: looked})
		}
	}
	add(Watch{Kind: Assumption, Text: "settled first", State: "true", DueOn: "2026-10-01"}, "2026-10-02")
	add(Watch{Kind: Gap, Text: "no day", State: "open"}, "2026-11-22")
	add(Watch{Kind: Risk, Text: "severe, no day", Severity: "high"}, "")
	add(Watch{Kind: Risk, Text: "in a month", Severity: "low", State: "open", DueOn: "2026-12-23"}, "")
	add(Watch{Kind: Risk, Text: "sign seen", Severity: "low", State: "open", SeenOn: "2026-11-20", DueOn: "2026-12-20"}, "")
	add(Watch{Kind: Assumption, Text: "in a week", State: "untested", DueOn: "2026-11-30"}, "")
	add(Watch{Kind: Assumption, Text: "in eight days", State: "untested", DueOn: "2026-12-01"}, "")
	add(Watch{Kind: Risk, Text: "today, medium", Severity: "medium", State: "open", DueOn: today}, "")
	add(Watch{Kind: Risk, Text: "today, high", Severity: "high", State: "open", DueOn: today}, "")
	add(Watch{Kind: Gap, Text: "yesterday", State: "open", DueOn: "2026-11-22"}, "")
	add(Watch{Kind: Risk, Text: "long over, sign seen", Severity: "high", State: "open", DueOn: "2026-11-01", SeenOn: "2026-11-02"}, "")
	add(Watch{Kind: Risk, Text: "settled last", State: "closed", SeenOn: "2026-11-01"}, "2026-11-21")
	want := "long over, sign seen | yesterday | today, high | today, medium | in a week | sign seen | severe, no day | in eight days | in a month | no day | settled last | settled first"
	var got []string
	for _, w := range rec.WatchesByNeed(today) {
		got = append(got, w.Text)
	}
	if s := strings.Join(got, " | "); s != want {
		t.Errorf("the order is\n%s\nwant\n%s", s, want)
	}
}

func TestWatchedThingsSayHowTheyStand(t *testing.T) {
	for _, c := range []struct {
		w          Watch
		state, due string
	}{
		{Watch{Kind: Assumption}, "Untested", "Test by"},
		{Watch{Kind: Assumption, State: "open"}, "Untested", "Test by"},
		{Watch{Kind: Assumption, State: "false"}, "False", "Test by"},
		{Watch{Kind: Risk, State: "open"}, "Open", "Look again on"},
		{Watch{Kind: Risk, State: "open", SeenOn: "2026-11-01"}, "First sign seen", "Look again on"},
		{Watch{Kind: Risk, State: "closed", SeenOn: "2026-11-01"}, "Past", "Look again on"},
		{Watch{Kind: Gap}, "Still open", "Review on"},
		{Watch{Kind: Gap, State: "closed"}, "Closed", "Review on"},
	} {
		if s, d := c.w.StateLabel(), c.w.DueLabel(); s != c.state || d != c.due {
			t.Errorf("%+v: %q and %q, want %q and %q", c.w, s, d, c.state, c.due)
		}
	}
}
