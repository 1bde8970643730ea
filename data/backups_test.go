package data

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/playbook"
)

// filesOf returns every file of a folder with its content.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, e := range list {
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(raw)
	}
	return out
}

func backupTo(t *testing.T, s *Store, path string) string {
	t.Helper()
	if err := s.Backup(t.Context(), path, BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestListBackups(t *testing.T) {
	home, folder := t.TempDir(), t.TempDir()
	ws := filepath.Join(home, "work.kept")
	s, err := Create(t.Context(), ws, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	northwind(t, s)
	day := func(n int) time.Time { return fixed().AddDate(0, 0, n) }
	first := backupTo(t, s, filepath.Join(folder, nameBackup(ws, "daily", day(-2))))
	if err := s.Do(t.Context(), playbook.Act{Who: "Bo Lind", Device: "desk", Label: "Add Later", At: fixed()}, func(tx playbook.Tx) error {
		return tx.Save(&playbook.Account{Name: "Later"})
	}); err != nil {
		t.Fatal(err)
	}
	second := backupTo(t, s, filepath.Join(folder, nameBackup(ws, "daily", day(-1))))
	byHand := backupTo(t, s, filepath.Join(folder, "before the audit.kept"))
	beside := backupTo(t, s, filepath.Join(home, nameBackup(ws, "format", day(-3))))
	elsewhere := backupTo(t, s, filepath.Join(t.TempDir(), "stick.kept"))
	good, err := os.ReadFile(second)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, content []byte) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	newer := append([]byte(nil), good...)
	newer[63]++
	tooNew := put(nameBackup(ws, "daily", day(-4)), newer)
	cut := put(nameBackup(ws, "daily", day(-5)), good[:len(good)/2])
	text := put(nameBackup(ws, "daily", day(-6)), []byte(strings.Repeat("Dear diary, ", 100)))
	open := put(nameBackup(ws, "daily", day(-7)), good)
	if err := os.WriteFile(open+"-wal", good[:4096], 0o600); err != nil {
		t.Fatal(err)
	}
	// Not of this workspace: another one's backup of the same name, and files of other programs.
	put(nameBackup(filepath.Join(folder, "work.kept"), "daily", day(-1)), []byte("x"))
	put("photo.jpg", []byte("x"))
	put("notes.kept", []byte("x"))
	before := filesOf(t, folder)

	check := func(why string, workspace string) []playbook.Backup {
		t.Helper()
		list, err := ListBackups(t.Context(), folder, workspace, elsewhere, second)
		if err != nil {
			t.Fatalf("%s: %v", why, err)
		}
		got := map[string]playbook.Backup{}
		for i, b := range list {
			got[b.Path] = b
			if i > 0 && b.At > list[i-1].At {
				t.Errorf("%s: %s stands before %s", why, list[i-1].At, b.At)
			}
		}
		if len(got) != len(list) || len(list) != 9 {
			t.Errorf("%s: %d backups, %d different, want 9", why, len(list), len(got))
		}
		for path, want := range map[string]playbook.Backup{
			first:     {Kind: "daily", At: playbook.MomentOf(day(-2)), Accounts: 3},
			second:    {Kind: "daily", At: playbook.MomentOf(day(-1)), Accounts: 4},
			beside:    {Kind: "format", At: playbook.MomentOf(day(-3)), Accounts: 4},
			byHand:    {Kind: "manual", Accounts: 4},
			elsewhere: {Kind: "manual", Accounts: 4},
		} {
			b := got[path]
			if b.Problem != "" || b.Kind != want.Kind || b.Accounts != want.Accounts || b.Format != latestVersion() || b.Bytes == 0 || want.At != "" && b.At != want.At {
				t.Errorf("%s: %s is %+v, want %+v", why, path, b, want)
			}
		}
		if l := got[second].Last; l == nil || l.Who != "Bo Lind" || l.Label != "Add Later" || l.At != playbook.MomentOf(fixed()) {
			t.Errorf("%s: the last act is %+v", why, l)
		}
		for path, want := range map[string]string{tooNew: "knows formats up to", cut: "damaged", text: "not a backup of Kept", open: "close it there"} {
			if p := got[path].Problem; !strings.Contains(p, want) || !strings.HasSuffix(p, ".") || strings.Contains(p, "\n") {
				t.Errorf("%s: the problem of %s is %q, want %q in it", why, path, p, want)
			}
		}
		return list
	}
	check("while it is open", ws)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	check("when it is closed", ws)
	if err := os.WriteFile(ws, []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	check("when it is damaged", ws)
	if err := os.Remove(ws); err != nil {
		t.Fatal(err)
	}
	check("when it is gone", ws)
	after := filesOf(t, folder)
	if len(after) != len(before) {
		t.Errorf("listing left %d files, before it there were %d", len(after), len(before))
	}
	for name, content := range before {
		if after[name] != content {
			t.Errorf("listing wrote to %s", name)
		}
	}
	if list, err := ListBackups(t.Context(), filepath.Join(folder, "nowhere"), filepath.Join(folder, "nobody.kept")); err != nil || len(list) != 0 {
		t.Errorf("no folder: %v, %v", list, err)
	}
}

// The list is cheap; the check reads every page.
func TestCheckBackupReadsAll(t *testing.T) {
	s := temp(t)
	fill(t, s, 20, 40)
	path := backupTo(t, s, filepath.Join(t.TempDir(), "b.kept"))
	if err := CheckBackup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(raw) - 3*4096; i < len(raw)-2*4096; i++ {
		raw[i] = 0xA5
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	var oe *OpenError
	if err := CheckBackup(t.Context(), path); !asOpen(err, &oe) || oe.Kind != Damaged {
		t.Errorf("a damaged page: %v", err)
	}
	if err := CheckBackup(t.Context(), path+".none"); !asOpen(err, &oe) || oe.Kind != Missing {
		t.Errorf("no file: %v", err)
	}
}
