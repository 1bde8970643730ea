package data

import (
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"kept/playbook"
)

// afterPacks is a laptop that has taken in packs twice, one of them over a
// change of its own, with the account of which they tell.
func afterPacks(t *testing.T) (seller, csm *laptop, account playbook.ID) {
	t.Helper()
	seller, csm = newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(time.Hour))
	a := playbook.Account{Name: "Zugzwang Haulage"}
	seller.save(t, "Add account", &a)
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A crane plan"}
	seller.save(t, "Add promise", &p)
	csm.takes(t, seller)
	csm.save(t, "Add promise", &playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "A lift plan"})
	a.Industry = "Cranes"
	seller.save(t, "Change", &a)
	csm.takes(t, seller)
	return seller, csm, a.ID
}

// knows fails unless a workspace in a file knows of the account what the laptop
// knows, its rows are what that leads to, and the seller's pack is nothing new.
func knows(t *testing.T, path string, seller, csm *laptop, account playbook.ID) {
	t.Helper()
	s, err := Open(t.Context(), path, Options{Now: func() time.Time { return csm.now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want, err := csm.Claims(t.Context(), account)
	if err != nil || len(want) < 4 {
		t.Fatalf("%d claims, %v", len(want), err)
	}
	got, err := s.Claims(t.Context(), account)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("known are\n%+v, %v\nwant\n%+v", got, err, want)
	}
	here := &laptop{Store: s, device: csm.device, now: csm.now}
	here.stands(t, path)
	clean(t, s)
	if here.takes(t, seller) {
		t.Error("the pack that it knows has something new")
	}
	if peers, err := s.Peers(t.Context()); err != nil || len(peers) != 1 || peers[0].Key != "key of seller" {
		t.Errorf("peers %+v, %v", peers, err)
	}
}

// What packs have brought is in a backup, and in the workspace it is restored to.
func TestBackupsKeepWhatPacksBrought(t *testing.T) {
	seller, csm, account := afterPacks(t)
	dir := t.TempDir()
	backup := backupTo(t, csm.Store, filepath.Join(dir, "b.kept"))
	knows(t, backup, seller, csm, account)
	path := filepath.Join(dir, "w.kept")
	workspaceFile(t, path)
	if _, err := Restore(t.Context(), backup, path, RestoreOptions{Options: Options{Now: fixed}}); err != nil {
		t.Fatal(err)
	}
	knows(t, path, seller, csm, account)
}

// What packs have brought is in what a salvage makes of a sound file.
func TestSalvageKeepsWhatPacksBrought(t *testing.T) {
	seller, csm, account := afterPacks(t)
	from, to := filepath.Join(t.TempDir(), "from.kept"), filepath.Join(t.TempDir(), "to.kept")
	backupTo(t, csm.Store, from)
	report, err := Salvage(t.Context(), from, to, SalvageOptions{Who: "Ada Marsh", Now: func() time.Time { return csm.now }})
	if err != nil || len(report.Losses) > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	knows(t, to, seller, csm, account)
}

// A check finds rows that are not what is known leads to, whether the row or a
// claim of elsewhere was changed behind the program's back.
func TestCheckFindsRowsApartFromClaims(t *testing.T) {
	for what, sql := range map[string]string{
		"another value": `UPDATE taken_history SET new = replace(new, 'A crane plan', 'A train plan') WHERE noun = 'promise'`,
		"a claim less":  "DELETE FROM taken_history WHERE noun = 'promise'",
	} {
		_, csm, account := afterPacks(t)
		clean(t, csm.Store)
		if _, err := csm.writeDB.Exec(sql); err != nil {
			t.Fatal(err)
		}
		found, err := csm.CheckIntegrity(t.Context(), CheckOptions{Replay: true})
		if err != nil || len(found) != 1 || found[0].Area != AreaClaims || found[0].Noun != "promise" || found[0].Message == "" {
			t.Errorf("%s of %s: %+v, %v", what, account, found, err)
		}
	}
}
