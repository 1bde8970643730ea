package data

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kept/playbook"
)

// oldRows opens a workspace that the program of format 3 has written, with rows
// that break rules which came later: promises with an outcome that nothing
// shows, or due before they were made, and a criterion whose target is its
// baseline; some of them lie in the trash, one account with all its rows.
func oldRows(t *testing.T) (s *Store, path string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "rows-of-format-3.kept.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "old.kept")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), path, Options{Now: fixed}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	sound(t, s)
	return s, path
}

func accountNamed(t *testing.T, s *Store, name string) playbook.ID {
	t.Helper()
	rows, err := s.FindAccounts(t.Context(), name)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%s: %v, %v", name, rows, err)
	}
	return rows[0].ID
}

// said is the sentence of a refusal, "" for none.
func said(t *testing.T, err error) string {
	t.Helper()
	var invalid *playbook.InvalidError
	var refused *playbook.RefusedError
	if err != nil && !errors.As(err, &invalid) && !errors.As(err, &refused) {
		t.Fatal(err)
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

// A row that an older program let stand is edited in its other columns; one of
// the columns of the rule has to put it right, and the sentence says how.
func TestOldRowsAreEdited(t *testing.T) {
	s, _ := oldRows(t)
	account := accountNamed(t, s, "Falkenberg Bakeries")
	edit := func(noun, title, col, typed string) string {
		t.Helper()
		return said(t, s.Do(t.Context(), desk("Edit"), func(tx playbook.Tx) error {
			rec, err := playbook.LoadRecord(tx, account)
			if err != nil {
				return err
			}
			var rows []playbook.Noun
			for i := range rec.Promises {
				rows = append(rows, &rec.Promises[i])
			}
			for i := range rec.Criteria {
				rows = append(rows, &rec.Criteria[i])
			}
			for _, n := range rows {
				if playbook.NounName(n) == noun && playbook.TitleOf(n) == title {
					if err := playbook.SetText(n, col, typed); err != nil {
						return err
					}
					return tx.Save(n)
				}
			}
			t.Fatalf("no %s “%s”", noun, title)
			return nil
		}))
	}
	const kept, early, flat = "All bakeries order online", "Training for the night shift", "No more phoning"
	for _, c := range []struct{ noun, title, col, typed, want string }{
		{"promise", kept, "owner", "Bo Lind", ""},
		{"promise", kept, "due_on", "2026-01-25", ""},
		{"promise", kept, "outcome", "broken", "“All bakeries order online” cannot be marked as broken yet: add the evidence, or the customer's confirmation."},
		{"promise", kept, "deciding", "", "“All bakeries order online” cannot be marked as kept yet: add the evidence, or the customer's confirmation."},
		{"promise", kept, "said_on", "2026-03-01", "The promise is due on 25 Jan 2026, before it was made on 1 Mar 2026; correct one of the two."},
		{"promise", kept, "outcome", "", ""},
		{"promise", early, "quote", "All of you", ""},
		{"promise", early, "evidence", "Report", ""},
		{"promise", early, "due_on", "2026-01-31", "The promise is due on 31 Jan 2026, before it was made on 1 Feb 2026; correct one of the two."},
		{"promise", early, "kind", "sideways", `"sideways" is not an answer for kind; it is one of explicit, implied`},
		{"promise", early, "due_on", "2026-02-10", ""},
		{"promise", early, "due_on", "2026-01-10", "The promise is due on 10 Jan 2026, before it was made on 1 Feb 2026; correct one of the two."},
		{"criterion", flat, "unit", "calls", ""},
		{"criterion", flat, "target", "12 calls", "The target is the same as today's number (12 calls); write the number that will show success, or choose “Reach it once”."},
		{"criterion", flat, "direction", "reach", ""},
		{"criterion", flat, "direction", "down", "The target is the same as today's number (12); write the number that will show success, or choose “Reach it once”."},
	} {
		if got := edit(c.noun, c.title, c.col, c.typed); got != c.want {
			t.Errorf("%s of “%s” to %q: %q, want %q", c.col, c.title, c.typed, got, c.want)
		}
	}
	sound(t, s)
}

// What lies in the trash since an older version comes back as it was, alone and
// with its account.
func TestOldRowsComeOutOfTheTrash(t *testing.T) {
	s, _ := oldRows(t)
	for range 5 {
		rows, err := s.Trash(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Noun != "account" && r.AccountName == "Sund Ferries" && said(t, s.Restore(t.Context(), desk("Restore"), r.Noun, r.Row)) != "" {
				continue // its account first
			}
			if err := s.Restore(t.Context(), desk("Restore"), r.Noun, r.Row); err != nil && !errors.Is(err, playbook.ErrNotFound) {
				t.Errorf("%s “%s”: %v", r.Noun, r.Title, err)
			}
		}
	}
	for _, name := range []string{"Falkenberg Bakeries", "Sund Ferries"} {
		id := accountNamed(t, s, name)
		if p, c := len(rowsOf[playbook.Promise](t, s, id)), len(rowsOf[playbook.Criterion](t, s, id)); p != 3 || c != 2 {
			t.Errorf("%s has %d promises and %d criteria, want 3 and 2", name, p, c)
		}
	}
	sound(t, s)
}

// What an older program did is undone and done again, also where that gives a
// row which today's rules would not let anybody write. Once somebody else has
// written to the row they hold.
func TestOldActsAreTurned(t *testing.T) {
	s, _ := oldRows(t)
	first := snapshot(t, s)
	turn := func(what string, n int, back func() (playbook.Done, error)) {
		t.Helper()
		for i := range n {
			if _, err := back(); err != nil {
				t.Fatalf("%s %d: %v", what, i+1, err)
			}
		}
		sound(t, s)
	}
	undo := func() (playbook.Done, error) { return s.Undo(t.Context(), desk("")) }
	redo := func() (playbook.Done, error) { return s.Redo(t.Context(), desk("")) }
	turn("redo", 2, redo)  // an outcome without evidence, a baseline that is the target
	turn("undo", 13, undo) // all there is
	if left := snapshot(t, s); left != "" {
		t.Errorf("left:\n%s", left)
	}
	turn("redo", 11, redo)
	if again := snapshot(t, s); again != first {
		t.Errorf("after undo and redo\n%s\nwant\n%s", again, first)
	}

	account := accountNamed(t, s, "Falkenberg Bakeries")
	early := rowsOf[playbook.Promise](t, s, account)[1]
	early.DueOn, early.Evidence = "2026-02-20", "Report"
	save(t, s, "Correct the day", &early)
	if _, err := undo(); err != nil {
		t.Fatalf("undo of a correction: %v", err)
	}
	if _, err := redo(); err != nil {
		t.Fatalf("redo of a correction: %v", err)
	}
	// Another desk builds on the evidence: taking it away now would leave an
	// outcome that nothing shows, which there never was.
	early = rowsOf[playbook.Promise](t, s, account)[1]
	early.Outcome = "broken"
	other := desk("Outcome")
	other.Device = "another"
	if err := s.Do(t.Context(), other, func(tx playbook.Tx) error { return tx.Save(&early) }); err != nil {
		t.Fatal(err)
	}
	_, err := undo()
	if got := said(t, err); !strings.Contains(got, "cannot be marked as broken yet") && !strings.Contains(got, "due on 10 Jan 2026") {
		t.Errorf("undo under another's outcome: %q", got)
	}
}

// snapshot is every live row in a form to compare.
func snapshot(t *testing.T, s *Store) string {
	t.Helper()
	var out []string
	err := s.reading(t.Context(), func(r *reader) error {
		for _, k := range s.kinds.list {
			if err := r.everyRow(k, func(n playbook.Noun) error {
				out = append(out, k.name+" "+n.Key().ID.String()+" "+rowJSON(k, n))
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// An account comes back from a backup of an older version as it was there.
func TestOldAccountIsBroughtBack(t *testing.T) {
	old, path := oldRows(t)
	want := rowsOf[playbook.Promise](t, old, accountNamed(t, old, "Falkenberg Bakeries"))
	account := accountNamed(t, old, "Falkenberg Bakeries")
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s := temp(t)
	ob := look(t, s, path)
	if _, err := s.BringAccount(t.Context(), desk("Bring back"), ob, account); err != nil {
		t.Fatal(err)
	}
	got := rowsOf[playbook.Promise](t, s, account)
	if len(got) != 2 || len(want) != 2 || got[0].Outcome != "kept" || got[1].DueOn != want[1].DueOn {
		t.Errorf("%+v, want %+v", got, want)
	}
	sound(t, s)
	// And over the account as it is edited here.
	got[1].Owner = "Somebody else"
	save(t, s, "Owner", &got[1])
	if _, err := s.BringAccount(t.Context(), desk("Bring back"), ob, account); err != nil {
		t.Fatal(err)
	}
	if back := rowsOf[playbook.Promise](t, s, account); back[1].Owner != want[1].Owner {
		t.Errorf("%+v, want %+v", back[1], want[1])
	}
}

// A salvage of an older workspace takes its rows for what they are.
func TestOldRowsAreSalvaged(t *testing.T) {
	old, path := oldRows(t)
	want := snapshot(t, old)
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "salvaged.kept")
	out, err := Salvage(t.Context(), path, to, SalvageOptions{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Losses) > 0 {
		t.Errorf("losses of a sound workspace: %+v", out.Losses)
	}
	s, err := Open(t.Context(), to, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := snapshot(t, s); got != want {
		t.Errorf("salvaged\n%s\nwant\n%s", got, want)
	}
}
