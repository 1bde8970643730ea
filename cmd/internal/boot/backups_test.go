package boot

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/data"
	"kept/playbook"
)

// kept opens a workspace of a config whose clock the test turns.
func kept(t *testing.T) (*Kept, Config, *time.Time) {
	t.Helper()
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	c := Config{Folders: Folders{Settings: filepath.Join(dir, "s"), Data: filepath.Join(dir, "d")}, Who: "Ada", Now: func() time.Time { return now }}
	k, err := Open(t.Context(), c, "kept", Create)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	return k, c, &now
}

func deal(t *testing.T, k *Kept, name string) {
	t.Helper()
	if _, err := k.Desk.NewDeal(t.Context(), name); err != nil {
		t.Fatal(err)
	}
}

func TestBackupsOfAnInstallation(t *testing.T) {
	k, c, now := kept(t)
	deal(t, k, "Acme")
	if made, err := k.Backups.Daily(t.Context()); err != nil || !made {
		t.Fatalf("%v, %v", made, err)
	}
	if st, err := os.Stat(c.Folders.Backups()); err != nil || st.Mode().Perm() != 0o700 {
		t.Errorf("the folder has mode %v, %v", st.Mode(), err)
	}
	state, err := k.Backups.State(t.Context())
	if err != nil || state.Folder != c.Folders.Backups() || state.Last != playbook.MomentOf(*now) || state.Unsaved != "" || state.Problem != "" {
		t.Errorf("%+v, %v", state, err)
	}

	// By hand, elsewhere: remembered until it is gone.
	byHand := filepath.Join(t.TempDir(), "stick.kept")
	if err := k.Backup(t.Context(), byHand, false); err != nil {
		t.Fatal(err)
	}
	if list, err := k.Backups.List(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("%+v, %v; want the daily one and the one by hand", list, err)
	}
	if err := os.Remove(byHand); err != nil {
		t.Fatal(err)
	}
	if list, err := k.Backups.List(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v; want the daily one", list, err)
	}

	// Another folder: what was made before is listed still; its loss is told.
	other := t.TempDir()
	if err := k.Backups.SetFolder(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	*now = now.AddDate(0, 0, 1)
	deal(t, k, "Beta")
	if state, err = k.Backups.State(t.Context()); err != nil || state.Unsaved != playbook.MomentOf(*now) || state.Folder != other {
		t.Errorf("%+v, %v", state, err)
	}
	if made, err := k.Backups.Daily(t.Context()); err != nil || !made {
		t.Fatalf("%v, %v", made, err)
	}
	if list, err := k.Backups.List(t.Context()); err != nil || len(list) != 2 || filepath.Dir(list[0].Path) != other {
		t.Errorf("%+v, %v; want one in each folder", list, err)
	}
	if err := os.RemoveAll(other); err != nil {
		t.Fatal(err)
	}
	*now = now.AddDate(0, 0, 1)
	deal(t, k, "Gamma")
	if made, err := k.Backups.Daily(t.Context()); ErrorKind(err) != string(data.NoFolder) || made {
		t.Errorf("%v, %v", made, err)
	}
	if state, err = k.Backups.State(t.Context()); err != nil || !strings.Contains(state.Problem, "connect its disk") {
		t.Errorf("%+v, %v", state, err)
	}
	if err := k.Backups.SetFolder(t.Context(), other); ErrorKind(err) != string(data.NoFolder) {
		t.Errorf("a folder that is not there was taken: %v", err)
	}
	if err := k.Backups.SetFolder(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if made, err := k.Backups.Daily(t.Context()); err != nil || !made {
		t.Errorf("in the usual folder again: %v, %v", made, err)
	}
	if state, err = k.Backups.State(t.Context()); err != nil || state.Problem != "" {
		t.Errorf("%+v, %v", state, err)
	}
}

func TestRestoreOpenAndUnopened(t *testing.T) {
	k, c, _ := kept(t)
	deal(t, k, "Acme")
	backup := filepath.Join(t.TempDir(), "b.kept")
	if err := k.Backup(t.Context(), backup, false); err != nil {
		t.Fatal(err)
	}
	deal(t, k, "Beta")
	path := k.Store.Path()
	aside, err := k.Restore(t.Context(), backup)
	if err != nil || filepath.Dir(aside) != filepath.Dir(path) {
		t.Fatalf("%s, %v", aside, err)
	}
	again, err := Open(t.Context(), c, "kept", Existing)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := again.Store.FindAccounts(t.Context(), "beta"); err != nil || len(rows) != 0 {
		t.Errorf("%v, %v", rows, err)
	}
	if _, err := again.Restore(t.Context(), filepath.Join(t.TempDir(), "none.kept")); ErrorKind(err) != string(data.Missing) {
		t.Errorf("a backup that is not there: %v", err)
	}
	if err := os.Truncate(path, 5000); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), c, "kept", Existing); ErrorKind(err) != string(data.Damaged) {
		t.Fatalf("a workspace cut short: %v", err)
	}
	list, err := ListUnopened(t.Context(), c)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v; want the one by hand and the one set aside", list, err)
	}
	broken, err := RestoreUnopened(context.Background(), c, "kept", aside)
	if err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(broken); err != nil || st.Size() != 5000 {
		t.Errorf("the damaged one is not as it was: %v", err)
	}
	last, err := Open(t.Context(), c, "kept", Existing)
	if err != nil {
		t.Fatal(err)
	}
	defer last.Close()
	if rows, err := last.Store.FindAccounts(t.Context(), "beta"); err != nil || len(rows) != 1 {
		t.Errorf("%v, %v", rows, err)
	}
}
