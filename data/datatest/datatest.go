// Package datatest gives tests a throw-away workspace and holds the contract
// that every store of the domain keeps.
package datatest

import (
	"path/filepath"
	"testing"
	"time"

	"kept/data"
	"kept/playbook"
)

// Now is the moment at which the clock of throw-away workspaces stands.
func Now() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }

// New returns an empty workspace in a folder of the test's own, closed when
// the test ends. Its clock stands at Now.
func New(t testing.TB) *data.Store {
	t.Helper()
	return At(t, filepath.Join(t.TempDir(), "workspace.kept"))
}

// At is New for a path of the caller's.
func At(t testing.TB, path string) *data.Store {
	t.Helper()
	s, err := data.OpenOrCreate(t.Context(), path, data.Options{Now: Now})
	if err != nil {
		t.Fatalf("open a workspace: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the workspace: %v", err)
		}
	})
	return s
}

// Act returns an act of Ada Marsh at Now on the device "desk".
func Act(label string) playbook.Act {
	return playbook.Act{Who: "Ada Marsh", Device: "desk", Label: label, At: Now()}
}

// Do writes one act of Ada Marsh and fails the test when it is refused.
func Do(t testing.TB, s playbook.Store, label string, fn func(playbook.Tx) error) {
	t.Helper()
	if err := s.Do(t.Context(), Act(label), fn); err != nil {
		t.Fatalf("%s: %v", label, err)
	}
}

// Account adds an account with that name and returns it as stored.
func Account(t testing.TB, s playbook.Store, name string) playbook.Account {
	t.Helper()
	a := playbook.Account{Name: name, Stage: playbook.PreClose}
	Do(t, s, "Add account "+name, func(tx playbook.Tx) error { return tx.Save(&a) })
	return a
}

// Save stores rows as one act.
func Save(t testing.TB, s playbook.Store, label string, rows ...playbook.Noun) {
	t.Helper()
	Do(t, s, label, func(tx playbook.Tx) error {
		for _, n := range rows {
			if err := tx.Save(n); err != nil {
				return err
			}
		}
		return nil
	})
}

// Get returns a live row as stored and fails the test when there is none.
func Get[T any, P interface {
	*T
	playbook.Noun
}](t testing.TB, s playbook.Store, id playbook.ID) T {
	t.Helper()
	var row T
	P(&row).Key().ID = id
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Load(P(&row)) }); err != nil {
		t.Fatalf("load %T %s: %v", row, id, err)
	}
	return row
}

// Rows returns the live rows of an account.
func Rows[T any](t testing.TB, s playbook.Store, account playbook.ID) []T {
	t.Helper()
	var rows []T
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&rows, account) }); err != nil {
		t.Fatalf("rows %T: %v", rows, err)
	}
	return rows
}
