package data

import (
	"os"
	"path/filepath"
	"testing"

	"kept/playbook"
)

func TestBackup(t *testing.T) {
	s := temp(t)
	northwind(t, s)
	dest := filepath.Join(t.TempDir(), "copy.kept")
	if err := s.Backup(t.Context(), dest, BackupOptions{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dest); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup has mode %v, %v", info.Mode(), err)
	}
	var oe *OpenError
	if err := s.Backup(t.Context(), dest, BackupOptions{}); !asOpen(err, &oe) || oe.Kind != Exists {
		t.Errorf("a second backup to the same name: %v", err)
	}
	save(t, s, "Add", &playbook.Account{Name: "Later"})
	if err := s.Backup(t.Context(), dest, BackupOptions{Overwrite: true}); err != nil {
		t.Errorf("overwriting when asked: %v", err)
	}
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "no", "folder.kept"), BackupOptions{}); !asOpen(err, &oe) {
		t.Errorf("a backup into no folder: %v", err)
	}
	if err := s.Backup(t.Context(), s.path, BackupOptions{Overwrite: true}); !asOpen(err, &oe) {
		t.Errorf("a backup onto itself: %v", err)
	}
	copied, err := Open(t.Context(), dest, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	clean(t, copied)
	if rows, err := copied.AccountRows(t.Context(), Filter{}); err != nil || len(rows) != 4 {
		t.Errorf("the backup holds %d accounts, %v", len(rows), err)
	}
	if files, _ := os.ReadDir(filepath.Dir(dest)); len(files) > 3 { // the file, its log, its index
		t.Errorf("left beside the backup: %v", files)
	}
}
