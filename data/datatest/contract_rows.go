package datatest

import (
	"testing"

	"kept/playbook"
)

// rowsWith looks at text, live rows, the account, and what the act itself saved.
func rowsWith(t *testing.T, s playbook.Store) {
	a, other := Account(t, s, "Aster Clinics"), Account(t, s, "Norrland Dental")
	task := func(of playbook.Account, title, after string) playbook.Task {
		return playbook.Task{Meta: playbook.Meta{AccountID: of.ID}, Title: title, Role: "cs", State: playbook.Todo, After: after}
	}
	first, second, third, far := task(a, "First", "kickoff-call"), task(a, "Second", "design-signed+2, kickoff-call"), task(a, "Third", ""), task(other, "Far", "kickoff-call")
	gone := task(a, "Gone", "kickoff-call")
	Save(t, s, "Add", &first, &second, &third, &far, &gone)
	Do(t, s, "Throw away", func(tx playbook.Tx) error { return tx.Trash(&gone) })
	titles := func(r playbook.Reader, parts ...string) string {
		var rows []playbook.Task
		if err := r.RowsWith(&rows, a.ID, "after", parts...); err != nil {
			t.Fatal(err)
		}
		var out string
		for _, row := range rows {
			out += row.Title + " "
		}
		return out
	}
	Do(t, s, "Look and wait", func(tx playbook.Tx) error {
		for _, c := range []struct {
			want  string
			parts []string
		}{{"First Second ", []string{"kickoff-call"}}, {"Second ", []string{"design-signed"}}, {"First Second ", []string{"design-signed", "kickoff"}},
			{"", []string{"Kickoff"}}, {"", []string{"%"}}, {"", nil}} {
			if got := titles(tx, c.parts...); got != c.want {
				t.Errorf("with %q: %q, want %q", c.parts, got, c.want)
			}
		}
		third.After = "design-signed"
		if err := tx.Save(&third); err != nil {
			return err
		}
		if got := titles(tx, "design-signed"); got != "Second Third " {
			t.Errorf("after saving: %q", got)
		}
		var rows []playbook.Task
		if err := tx.RowsWith(&rows, a.ID, "no_such", "x"); err == nil {
			t.Error("a column that is not there was read")
		}
		return nil
	})
	if err := s.Read(t.Context(), func(r playbook.Reader) error {
		if got := titles(r, "design-signed"); got != "Second Third " {
			t.Errorf("read outside of an act: %q", got)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
