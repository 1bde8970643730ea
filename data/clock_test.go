package data

import (
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/playbook"
)

// Whatever the computer's clock does — stands still, goes back by years, jumps
// ahead — stamps increase, the history is in the order things were done, undo
// takes back what was done last, and the history replays.
func TestClockSetBack(t *testing.T) {
	at := fixed()
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "w.kept"), Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a := playbook.Account{Name: "Northwind"}
	do := func(label string, fn func(playbook.Tx) error) {
		t.Helper()
		if err := s.Do(t.Context(), playbook.Act{Who: "Ada", Device: "desk", Label: label}, fn); err != nil {
			t.Fatalf("%s at %s: %v", label, at, err)
		}
	}
	do("Add", func(tx playbook.Tx) error { return tx.Save(&a) })
	clocks := []time.Duration{0, 0, -3 * 365 * 24 * time.Hour, time.Second, -time.Nanosecond, 5 * 365 * 24 * time.Hour, -4 * 365 * 24 * time.Hour, 0}
	var titles []string
	for i, d := range clocks {
		at = at.Add(d)
		titles = append(titles, string(rune('a'+i)))
		do("Add "+titles[i], func(tx playbook.Tx) error {
			return tx.Save(&playbook.Task{Meta: playbook.Meta{AccountID: a.ID}, Title: titles[i], State: playbook.Todo})
		})
	}
	if n := count(t, s, "SELECT count(*) FROM changes a JOIN changes b ON b.seq = a.seq + 1 WHERE b.stamp <= a.stamp"); n != 0 {
		t.Errorf("%d stamps are not after the one before", n)
	}
	var tasks []playbook.Task
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&tasks, a.ID) }); err != nil || len(tasks) != len(titles) {
		t.Fatalf("%d tasks, %v", len(tasks), err)
	}
	for i := range tasks {
		if tasks[i].Title != titles[i] {
			t.Errorf("task %d is %q, want %q: a list is in the order of adding", i, tasks[i].Title, titles[i])
		}
	}
	events, err := s.History(t.Context(), a.ID, HistoryQuery{})
	if err != nil || len(events) != len(titles)+1 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	for i := range titles {
		if want := "Add " + titles[len(titles)-1-i]; events[i].Label != want {
			t.Errorf("event %d is %q, want %q: the newest first", i, events[i].Label, want)
		}
	}
	if last, err := s.LastChange(t.Context()); err != nil || last.Label != "Add "+titles[len(titles)-1] {
		t.Errorf("the last change is %+v, %v", last, err)
	}
	for i := range titles {
		want := "Add " + titles[len(titles)-1-i]
		if d, err := s.Undo(t.Context(), playbook.Act{Who: "Ada", Device: "desk"}); err != nil || d.Label != want {
			t.Errorf("undo took back %q, %v; want %q", d.Label, err, want)
		}
	}
	clean(t, s)
}

// Any walk of the clock leaves increasing stamps.
func TestAnyClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last, now := int64(0), fixed()
		for range rapid.IntRange(1, 50).Draw(t, "acts") {
			now = now.Add(time.Duration(rapid.Int64Range(-int64(200*365*24*time.Hour), int64(50*365*24*time.Hour)).Draw(t, "step")))
			if now.Year() < 1 || now.Year() > 9999 {
				now = fixed()
			}
			next := NextStamp(last, now)
			if next <= last {
				t.Fatalf("stamp %d after %d at %s", next, last, now)
			}
			last = next
		}
	})
}

// On a clock that stands still an account comes back from the trash with the
// rows that went there with it, and without one that was removed before.
func TestTrashOnAFrozenClock(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Northwind"}
	save(t, s, "Add", &a)
	m := playbook.Meta{AccountID: a.ID}
	removed, stays := playbook.Promise{Meta: m, Text: "removed"}, playbook.Promise{Meta: m, Text: "stays"}
	save(t, s, "Add rows", &removed, &stays)
	for _, n := range []playbook.Noun{&removed, &a} {
		if err := s.Do(t.Context(), desk("Remove"), func(tx playbook.Tx) error { return tx.Trash(n) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Restore(t.Context(), desk("Restore"), "account", a.ID); err != nil {
		t.Fatal(err)
	}
	var rows []playbook.Promise
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&rows, a.ID) }); err != nil || len(rows) != 1 || rows[0].Text != "stays" {
		t.Errorf("the promises are %+v, %v; want the one that went with the account", rows, err)
	}
	clean(t, s)
}
