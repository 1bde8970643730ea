package data

import (
	"errors"
	"strings"
	"testing"

	"kept/playbook"
)

// lateKept is an account with a promise that an earlier program let be marked
// as kept though it came after its day, and its history.
func lateKept(t *testing.T, s *Store) (account playbook.ID, p playbook.Promise) {
	t.Helper()
	a := playbook.Account{Name: "Norrland Dental", Stage: playbook.Onboarding, ActualClose: "2026-01-15"}
	save(t, s, "Account", &a)
	p = playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A report", Evidence: "Seen", DueKind: "anchor", DueAnchor: "close", DueDays: "10", DeliveredOn: "2026-01-20", Outcome: "kept"}
	save(t, s, "Promise", &p)
	if _, err := s.writeDB.ExecContext(t.Context(), "UPDATE promises SET delivered_on = '2026-02-20' WHERE id = ?", idValue(p.ID)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.writeDB.ExecContext(t.Context(), `UPDATE history SET new = replace(new, '2026-01-20', '2026-02-20') WHERE "row" = ?`, idValue(p.ID)); err != nil {
		t.Fatal(err)
	}
	return a.ID, rowsOf[playbook.Promise](t, s, a.ID)[0]
}

// A promise of an earlier program that is kept and late stands in nobody's way:
// its account is edited, it goes to the trash and comes back, acts are undone
// and done again. Who changes its outcome or its day puts it right.
func TestALateKeptPromiseOfAnEarlierProgram(t *testing.T) {
	s := temp(t)
	account, p := lateKept(t, s)
	sound(t, s)
	for _, c := range []struct {
		name string
		set  func(*playbook.Promise)
		want string
	}{
		{"its owner", func(p *playbook.Promise) { p.Owner = "Bo Lind" }, ""},
		{"another day of delivery", func(p *playbook.Promise) { p.DeliveredOn = "2026-02-21" }, "choose “Kept late”"},
		{"another due day", func(p *playbook.Promise) { p.DueDays = "12" }, "would be due on 27 Jan 2026; choose “Kept late” first"},
	} {
		p = rowsOf[playbook.Promise](t, s, account)[0]
		c.set(&p)
		got := said(t, s.Do(t.Context(), desk("Edit"), func(tx playbook.Tx) error { return tx.Save(&p) }))
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	a := playbook.Account{Meta: playbook.Meta{ID: account}}
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&a) }); err != nil {
		t.Fatal(err)
	}
	a.ActualClose = "2026-01-10" // the day it counts from
	save(t, s, "Close", &a)
	p = rowsOf[playbook.Promise](t, s, account)[0]
	if err := s.Do(t.Context(), desk("Remove"), func(tx playbook.Tx) error { return tx.Trash(&p) }); err != nil {
		t.Fatal(err)
	}
	if err := s.Restore(t.Context(), desk("Restore"), "promise", p.ID); err != nil {
		t.Errorf("out of the trash: %v", err)
	}
	first := snapshot(t, s)
	acts := 0
	for ; ; acts++ {
		if _, err := s.Undo(t.Context(), desk("")); errors.Is(err, playbook.ErrNothing) {
			break
		} else if err != nil {
			t.Fatalf("undo %d: %v", acts+1, err)
		}
	}
	for i := range acts {
		if _, err := s.Redo(t.Context(), desk("")); err != nil {
			t.Fatalf("redo %d: %v", i+1, err)
		}
	}
	if got := snapshot(t, s); acts != 6 || got != first {
		t.Errorf("after undo and redo of %d acts\n%s\nwant\n%s", acts, got, first)
	}
	p = rowsOf[playbook.Promise](t, s, account)[0]
	p.Outcome = "kept_late"
	save(t, s, "Put right", &p)
	sound(t, s)
}

// It comes back with its account from a backup.
func TestALateKeptPromiseIsBroughtBack(t *testing.T) {
	old := temp(t)
	account, _ := lateKept(t, old)
	path := old.Path()
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s := temp(t)
	if _, err := s.BringAccount(t.Context(), desk("Bring back"), look(t, s, path), account); err != nil {
		t.Fatal(err)
	}
	if p := rowsOf[playbook.Promise](t, s, account); len(p) != 1 || p[0].Outcome != "kept" || p[0].DeliveredOn != "2026-02-20" {
		t.Errorf("brought back: %+v", p)
	}
}

// What another has built on is not taken away under it: undoing a later due day
// is refused when a promise was marked as kept by that day.
func TestUndoOfADueDayUnderAnOutcome(t *testing.T) {
	s := temp(t)
	a := playbook.Account{Name: "Norrland Dental", Stage: playbook.Onboarding}
	save(t, s, "Account", &a)
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A report", Evidence: "Seen", DueKind: "date", DueOn: "2026-01-20", DeliveredOn: "2026-01-25"}
	save(t, s, "Promise", &p)
	p.DueOn = "2026-01-30"
	save(t, s, "A later day", &p)
	p.Outcome = "kept"
	other := desk("Outcome")
	other.Device = "another"
	if err := s.Do(t.Context(), other, func(tx playbook.Tx) error { return tx.Save(&p) }); err != nil {
		t.Fatal(err)
	}
	_, err := s.Undo(t.Context(), desk(""))
	if got := said(t, err); !strings.Contains(got, "would be due on 20 Jan 2026") {
		t.Errorf("undo: %q", got)
	}
}
