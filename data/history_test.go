package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/playbook"
)

func desk(label string) playbook.Act {
	return playbook.Act{Who: "Ada Marsh", Device: "desk", Label: label, At: fixed()}
}

func save(t testing.TB, s *Store, label string, rows ...playbook.Noun) {
	t.Helper()
	if err := s.Do(t.Context(), desk(label), func(tx playbook.Tx) error {
		for _, n := range rows {
			if err := tx.Save(n); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatalf("%s: %v", label, err)
	}
}

func count(t testing.TB, s *Store, sql string, args ...any) (n int) {
	t.Helper()
	if err := s.readDB.QueryRow(sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func clean(t testing.TB, s *Store) {
	t.Helper()
	found, err := s.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
	if err != nil || len(found) > 0 {
		t.Errorf("the workspace is not sound: %v, %v", found, err)
	}
}

// The history holds an addition as one line of JSON and a change as one line
// a column; this form cannot change later.
func TestHistoryForm(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: `Q & A "Ltd"`, Stage: playbook.PreClose, Regulated: true}
	save(t, s, "Add", &a)
	k := playbook.Task{Meta: playbook.Meta{AccountID: a.ID}, Title: "Call", State: playbook.Todo, Days: -3}
	save(t, s, "Add a task", &k)
	k.Days, k.Milestone, k.Note = 0, true, "x"
	save(t, s, "Change", &k)
	k.Milestone = false
	save(t, s, "Change back", &k)
	var got []string
	rows, err := s.readDB.Query("SELECT change, noun, col, COALESCE(old, 'NULL'), COALESCE(new, 'NULL') FROM history ORDER BY change, rowid")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var change int
		var noun, col, was, is string
		if err := rows.Scan(&change, &noun, &col, &was, &is); err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%d %s [%s] %s > %s", change, noun, col, was, is))
	}
	want := []string{
		`1 account [] NULL > {"name":"Q & A \"Ltd\"","pos":"1","regulated":"true","stage":"pre_close"}`,
		`2 task [] NULL > {"days":"-3","pos":"1","state":"todo","title":"Call"}`,
		`3 task [days] -3 > 0`, `3 task [milestone]  > true`, `3 task [note]  > x`,
		`4 task [milestone] true > `,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("history is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	clean(t, s)
}

// Saving a row often in one act, and taking it back, counts once or not at all.
func TestOneActOneLine(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Northwind"}
	save(t, s, "Add", &a)
	if err := s.Do(t.Context(), desk("Dither"), func(tx playbook.Tx) error {
		for _, v := range []string{"a", "b", ""} {
			a.Industry, a.Seller = v, "Bo"+v
			if err := tx.Save(&a); err != nil {
				return err
			}
			var all []playbook.Account // a query in between writes what is pending
			if err := tx.Rows(&all, playbook.ID{}); err != nil || all[0].Seller != "Bo"+v {
				return fmt.Errorf("the act sees %v, %v", all, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n := count(t, s, "SELECT count(*) FROM history WHERE change = 2"); n != 1 {
		t.Errorf("%d lines, want 1: the seller", n)
	}
	clean(t, s)
}

// A note of 2,000 words, stored at every word, is one line of history.
func TestTypingIsOneLine(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Northwind"}
	save(t, s, "Add", &a)
	h := playbook.Handoff{Meta: playbook.Meta{AccountID: a.ID}, State: playbook.Draft}
	save(t, s, "Add the handoff", &h)
	act := desk("Edit the story")
	act.Typing = "stay-1"
	words := 2000
	if testing.Short() {
		words = 200
	}
	for i := range words {
		act.At = act.At.Add(time.Second)
		if err := s.Do(t.Context(), act, func(tx playbook.Tx) error {
			h.Story += fmt.Sprintf("word%d ", i)
			return tx.Save(&h)
		}); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(t, s, "SELECT count(*) FROM history WHERE col = 'story'"); n != 1 {
		t.Errorf("%d lines for one stay, want 1", n)
	}
	if n := count(t, s, "SELECT count(*) FROM changes"); n != 3 {
		t.Errorf("%d acts, want 3", n)
	}
	ev, err := s.LastChange(t.Context())
	if err != nil || ev.At != playbook.MomentOf(act.At) {
		t.Errorf("the act is dated %v, want the last keystroke %v (%v)", ev.At, act.At, err)
	}
	if n := count(t, s, "SELECT length(new) FROM history WHERE col = 'story'"); n != len(h.Story) {
		t.Errorf("the line holds %d bytes, want %d", n, len(h.Story))
	}
	// Typing back to the old value keeps the line: one stay, one step.
	if err := s.Do(t.Context(), act, func(tx playbook.Tx) error { h.Story = ""; return tx.Save(&h) }); err != nil {
		t.Fatal(err)
	}
	if n := count(t, s, "SELECT count(*) FROM history WHERE col = 'story' AND old = '' AND new = ''"); n != 1 {
		t.Errorf("%d lines from nothing to nothing, want 1", n)
	}
	clean(t, s)
}

// Another device that writes the row closes the stay, so that the history
// replays in order.
func TestTypingAcrossDevices(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Northwind"}
	save(t, s, "Add", &a)
	kind := func(device, typing, text string) {
		t.Helper()
		act := playbook.Act{Who: "Ada Marsh", Device: device, Typing: typing, At: fixed()}
		if err := s.Do(t.Context(), act, func(tx playbook.Tx) error {
			if err := tx.Load(&a); err != nil {
				return err
			}
			a.Industry = text
			return tx.Save(&a)
		}); err != nil {
			t.Fatal(err)
		}
	}
	kind("desk", "stay", "a")
	kind("desk", "stay", "ab")
	kind("laptop", "", "other")
	kind("desk", "stay", "other and more")
	kind("desk", "stay", "other and much more")
	kind("desk", "stay 2", "x")
	kind("desk", "stay", "y") // the same key later is another act
	if n := count(t, s, "SELECT count(*) FROM history WHERE col = 'industry'"); n != 5 {
		t.Errorf("%d lines, want 5", n)
	}
	clean(t, s)
}

func TestStamps(t *testing.T) {
	s := temp(t)
	for i := range 5 {
		save(t, s, "Add", &playbook.Account{Name: fmt.Sprint(i)}) // the clock stands still
	}
	s.now = func() time.Time { return fixed().Add(-time.Hour) } // and is set back
	save(t, s, "Add", &playbook.Account{Name: "later"})
	if n := count(t, s, "SELECT count(*) FROM changes a JOIN changes b ON b.seq = a.seq + 1 WHERE b.stamp <= a.stamp"); n != 0 {
		t.Errorf("%d stamps do not grow", n)
	}
	if first := count(t, s, "SELECT MIN(stamp) FROM changes"); int64(first) != fixed().UnixMicro() {
		t.Errorf("first stamp %d, want the wall clock %d", first, fixed().UnixMicro())
	}
}

// Undo survives a restart, and an undone addition keeps its key.
func TestUndoAfterRestart(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Northwind"}
	save(t, s, "Add", &a)
	a.Industry = "Retail"
	save(t, s, "Set the industry", &a)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), s.path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for _, want := range []string{"Set the industry", "Add"} {
		if d, err := again.Undo(t.Context(), desk("")); err != nil || d.Label != want {
			t.Fatalf("undo %q, %v, want %q", d.Label, err, want)
		}
	}
	if _, err := again.Undo(t.Context(), desk("")); !errors.Is(err, playbook.ErrNothing) {
		t.Errorf("undo of nothing: %v", err)
	}
	for range 2 {
		if _, err := again.Redo(t.Context(), desk("")); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := again.FindAccounts(t.Context(), a.ID.String())
	if err != nil || len(rows) != 1 || rows[0].ID != a.ID {
		t.Errorf("after redo: %v, %v", rows, err)
	}
	if n := count(t, again, "SELECT count(*) FROM changes WHERE kind <> 'do' AND undoes IS NOT NULL"); n != 4 {
		t.Errorf("%d undos and redos in the history, want 4", n)
	}
	clean(t, again)
}

// The history writes texts as the encoder does, whatever is in them.
func TestTextsOfTheHistoryAreJSON(t *testing.T) {
	for _, s := range []string{"", "plain", "Ärzte für Übersee 🦉", `"quoted" \ back`, "two\nlines\ttab", "<b>&amp;</b>", "line\u2028end\u2029", "\x01\x7f", "not\xffvalid", "…–’"} {
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
		if got := string(appendJSON(nil, s)) + "\n"; got != want.String() {
			t.Errorf("%q is written %s, want %s", s, got, want.String())
		}
	}
}
