package data

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/playbook"
)

func look(t testing.TB, s *Store, backup string) *OpenedBackup {
	t.Helper()
	ob, err := OpenBackup(t.Context(), backup, s.path, RestoreOptions{Options: Options{Now: fixed}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ob.Close() })
	return ob
}

func rowsOf[T any](t testing.TB, s *Store, account playbook.ID) []T {
	t.Helper()
	var rows []T
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Rows(&rows, account) }); err != nil {
		t.Fatal(err)
	}
	return rows
}

func storedAccount(t testing.TB, s *Store, id playbook.ID) playbook.Account {
	t.Helper()
	a := playbook.Account{Meta: playbook.Meta{ID: id}}
	if err := s.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&a) }); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestBringAnAccountBack(t *testing.T) {
	s := temp(t)
	a, tasks := northwind(t, s)
	dir := t.TempDir()
	promises := rowsOf[playbook.Promise](t, s, a.ID)
	backup := backupTo(t, s, filepath.Join(dir, "b.kept"))
	ob := look(t, s, backup)

	// Nothing differs: nothing is written.
	same, err := s.CompareAccount(t.Context(), ob, a.ID)
	if err != nil || same.Added+same.Changed+same.Trashed+same.Count != 0 || same.Account.Here != playbook.HereLive || same.Account.Name != a.Name {
		t.Fatalf("%+v, %v", same, err)
	}
	seq := count(t, s, "SELECT max(seq) FROM changes")
	if _, err := s.BringAccount(t.Context(), desk("Restored from backup of 2 Mar 2026"), ob, a.ID); err != nil {
		t.Fatal(err)
	}
	if now := count(t, s, "SELECT max(seq) FROM changes"); now != seq {
		t.Error("bringing back what does not differ left an event")
	}

	// A value changed, a row in the trash, a row added since.
	a = storedAccount(t, s, a.ID)
	changed, gone := a, promises[0]
	changed.StatusLine = "They are unhappy."
	added := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "Promised since"}
	save(t, s, "Change", &changed, &added)
	if err := s.Do(t.Context(), desk("Trash"), func(tx playbook.Tx) error { return tx.Trash(&gone) }); err != nil {
		t.Fatal(err)
	}
	before := rowsOf[playbook.Task](t, s, a.ID)
	diff, err := s.CompareAccount(t.Context(), ob, a.ID)
	if err != nil || diff.Added != 1 || diff.Changed != 1 || diff.Trashed != 1 || diff.Count != 3 {
		t.Fatalf("%+v, %v", diff, err)
	}
	if l := diff.Lines[0]; l.Noun != "account" || l.Col != "status_line" || l.Old != "They are unhappy." || l.New != a.StatusLine || l.RowTitle != a.Name {
		t.Errorf("the line is %+v", l)
	}
	rows := map[string]string{}
	for _, l := range diff.Lines[1:] {
		rows[l.RowTitle] = l.Noun + "|" + l.Col + "|" + l.Old + "|" + l.New
	}
	if rows[gone.Text] != "promise|||"+gone.Text || rows["Promised since"] != "promise||Promised since|" {
		t.Errorf("the rows are %v", rows)
	}
	got, err := s.BringAccount(t.Context(), desk("Restored from backup of 2 Mar 2026"), ob, a.ID)
	if err != nil || got.Added != diff.Added || got.Trashed != diff.Trashed || got.Changed != diff.Changed {
		t.Fatalf("%+v, %v", got, err)
	}
	if now := storedAccount(t, s, a.ID); now.StatusLine != a.StatusLine {
		t.Errorf("the status line is %q", now.StatusLine)
	}
	if now := rowsOf[playbook.Promise](t, s, a.ID); len(now) != len(promises) || now[0].ID != promises[0].ID {
		t.Errorf("the promises are %+v", now)
	}
	clean(t, s)
	events, err := s.History(t.Context(), a.ID, HistoryQuery{Limit: 1})
	if err != nil || events[0].Label != "Restored from backup of 2 Mar 2026" || events[0].Count != 3 {
		t.Errorf("the history says %+v, %v", events, err)
	}
	if _, err := s.Undo(t.Context(), desk("")); err != nil {
		t.Fatal(err)
	}
	if now := storedAccount(t, s, a.ID); now.StatusLine != "They are unhappy." {
		t.Errorf("after undo the status line is %q", now.StatusLine)
	}
	if now := rowsOf[playbook.Promise](t, s, a.ID); len(now) != len(promises) {
		t.Errorf("after undo there are %d promises", len(now))
	}
	if len(before) != len(tasks) {
		t.Errorf("%d tasks, want %d", len(before), len(tasks))
	}
	clean(t, s)
}

// An account in the trash comes out of it, one that is not there at all comes
// under the ids it had.
func TestBringBackWhatIsGone(t *testing.T) {
	s := temp(t)
	a, tasks := northwind(t, s)
	backup := backupTo(t, s, filepath.Join(t.TempDir(), "b.kept"))
	ob := look(t, s, backup)
	if err := s.Do(t.Context(), desk("Trash"), func(tx playbook.Tx) error { return tx.Trash(&a) }); err != nil {
		t.Fatal(err)
	}
	list, err := s.BackupAccounts(t.Context(), ob)
	if err != nil || len(list) != 3 {
		t.Fatalf("%v, %v", list, err)
	}
	for _, b := range list {
		if want := map[bool]string{true: playbook.HereTrash, false: playbook.HereLive}[b.ID == a.ID]; b.Here != want {
			t.Errorf("%s is %s, want %s", b.Name, b.Here, want)
		}
	}
	if _, err := s.BringAccount(t.Context(), desk("Bring"), ob, a.ID); err != nil {
		t.Fatal(err)
	}
	if now := rowsOf[playbook.Task](t, s, a.ID); len(now) != len(tasks) {
		t.Errorf("%d tasks came back, want %d", len(now), len(tasks))
	}
	clean(t, s)

	other := temp(t) // a workspace that never had it
	change(t, other, "Something else")
	there := look(t, other, backup)
	got, err := other.BringAccount(t.Context(), desk("Bring"), there, a.ID)
	if err != nil || got.Account.Here != playbook.HereGone || got.Changed+got.Trashed != 0 || got.Added <= len(tasks) {
		t.Fatalf("%+v, %v", got, err)
	}
	if now := rowsOf[playbook.Task](t, other, a.ID); len(now) != len(tasks) || now[0].ID != tasks[0].ID {
		t.Errorf("%d tasks came, want %d", len(now), len(tasks))
	}
	if hits, err := other.Search(t.Context(), a.Name, 5); err != nil || len(hits) == 0 {
		t.Errorf("the search does not find it: %v, %v", hits, err)
	}
	clean(t, other)
	if _, err := other.Undo(t.Context(), desk("")); err != nil {
		t.Fatal(err)
	}
	if rows, err := other.FindAccounts(t.Context(), a.Name); err != nil || len(rows) != 0 {
		t.Errorf("after undo: %v, %v", rows, err)
	}
	clean(t, other)
	if _, err := other.BringAccount(t.Context(), desk("Bring"), there, playbook.NewID(fixed())); !errors.Is(err, playbook.ErrNotFound) {
		t.Errorf("an account that is not in the backup: %v", err)
	}
	if !strings.HasPrefix(filepath.Base(there.Path()), ".kept-restore-") {
		t.Errorf("the copy is at %s", there.Path())
	}
}

// Whatever was done since, an account brought back is as it was in the backup,
// and undo gives back what was there.
func TestAnyAccountBroughtBack(t *testing.T) {
	s, dir := temp(t), t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		if n++; n > 25 {
			return
		}
		act := playbook.Act{Who: "Ada Marsh", Device: "desk", At: fixed()}
		for range rapid.IntRange(2, 5).Draw(rt, "before") {
			step(rt, s, act)
		}
		then := s.live(rt)
		backup := filepath.Join(dir, "b.kept")
		if err := s.Backup(rt.Context(), backup, BackupOptions{Overwrite: true}); err != nil {
			rt.Fatal(err)
		}
		ob, err := OpenBackup(rt.Context(), backup, s.path, RestoreOptions{Options: Options{Now: fixed}})
		if err != nil {
			rt.Fatal(err)
		}
		defer ob.Close()
		accounts, err := s.BackupAccounts(rt.Context(), ob)
		if err != nil {
			rt.Fatal(err)
		}
		if len(accounts) == 0 {
			return
		}
		for range rapid.IntRange(0, 5).Draw(rt, "since") {
			step(rt, s, act)
		}
		now := s.live(rt)
		id := accounts[rapid.IntRange(0, len(accounts)-1).Draw(rt, "account")].ID
		act.Label, act.Typing = "Bring", ""
		seq := count(t, s, "SELECT coalesce(max(seq), 0) FROM changes")
		if _, err := s.BringAccount(rt.Context(), act, ob, id); err != nil {
			rt.Fatal(err)
		}
		want := map[playbook.ID]playbook.Noun{}
		for id2, n := range now {
			if n.Key().AccountID != id {
				want[id2] = n
			}
		}
		for id2, n := range then {
			if n.Key().AccountID == id {
				want[id2] = n
			}
		}
		same(rt, s, "brought back", s.live(rt), want)
		if diff, err := s.CompareAccount(rt.Context(), ob, id); err != nil || diff.Added+diff.Changed+diff.Trashed != 0 {
			rt.Fatalf("afterwards it differs still: %+v, %v", diff, err)
		}
		if count(t, s, "SELECT coalesce(max(seq), 0) FROM changes") > seq {
			if _, err := s.Undo(rt.Context(), act); err != nil {
				rt.Fatal(err)
			}
			same(rt, s, "after undo", s.live(rt), now)
		}
	})
	clean(t, s)
}
