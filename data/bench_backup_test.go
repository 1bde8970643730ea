package data

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kept/playbook"
)

// BenchmarkBackupVerified is a backup as the program makes it every day:
// copied, every page and every key checked, rows counted, on the disk under
// its name. Its floor is BenchmarkBackupFloor; it may cost three times as much.
// Both work on the workspace that KEPT_BENCH_WORKSPACE names, or a small one.
func BenchmarkBackupVerified(b *testing.B) {
	s, _ := figures(b)
	dest := filepath.Join(b.TempDir(), "b.kept")
	for b.Loop() {
		if err := s.Backup(b.Context(), dest, BackupOptions{Overwrite: true}); err != nil {
			b.Fatal(err)
		}
	}
	sizeMetric(b, dest)
}

// BenchmarkBackupFloor is the sqlite3 program on the same file: VACUUM INTO,
// then integrity_check of the copy. It does not sync the copy, count rows or
// follow keys.
func BenchmarkBackupFloor(b *testing.B) {
	exe, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("there is no sqlite3 program here")
	}
	s, _ := figures(b)
	dest := filepath.Join(b.TempDir(), "b.kept")
	for b.Loop() {
		if err := os.RemoveAll(dest); err != nil {
			b.Fatal(err)
		}
		if out, err := exec.Command(exe, s.path, "VACUUM INTO '"+dest+"'").CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		if out, err := exec.Command(exe, dest, "PRAGMA integrity_check").CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "ok" {
			b.Fatalf("%v: %s", err, out)
		}
	}
	sizeMetric(b, dest)
}

func sizeMetric(b *testing.B, path string) {
	st, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(st.Size())/1e6, "MB")
}

// BenchmarkBackupsListed is the list of a full house, eleven backups.
func BenchmarkBackupsListed(b *testing.B) {
	s, _ := figures(b)
	folder := b.TempDir()
	for i := range keepDays + keepWeeks {
		if err := s.Backup(b.Context(), filepath.Join(folder, nameBackup(s.path, playbook.BackupDaily, fixed().AddDate(0, 0, -i))), BackupOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if list, err := s.Backups(b.Context(), folder); err != nil || len(list) != keepDays+keepWeeks {
			b.Fatal(len(list), err)
		}
	}
}
