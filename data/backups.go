package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kept/playbook"
)

// ListBackups returns the backups of the workspace at a path, the newest
// first: those in folder, those beside the workspace, and the files that are
// named besides. Belonging is told by the name that the program gives a
// backup, and for other files by their first act, which a copy shares with
// its workspace. The workspace itself may be missing or damaged; no file is
// written to, and none made beside one. Only the head of a file, its accounts
// and its last act are read: a sound line may still hide a damaged page,
// which CheckBackup finds. A folder that is not there holds none; one that
// cannot be read is an *OpenError beside what was found elsewhere.
func ListBackups(ctx context.Context, folder, workspace string, files ...string) ([]playbook.Backup, error) {
	abs, err := filepath.Abs(workspace)
	if err != nil {
		return nil, openErr(workspace, Missing, err, "The path %s cannot be used: %v.", workspace, err)
	}
	self, _ := readCopy(ctx, abs) // damaged or missing, it has no first act to go by
	found, err := listBackups(ctx, folder, abs, self.first, files)
	return plainBackups(found), err
}

// A backupFile is a backup and what the program has to know besides.
type backupFile struct {
	playbook.Backup
	first playbook.ID // the first act in it, zero when there is none or it cannot be read
	stamp int64       // of the newest act in it
}

func plainBackups(found []backupFile) []playbook.Backup {
	out := make([]playbook.Backup, len(found))
	for i, f := range found {
		out[i] = f.Backup
	}
	return out
}

// listBackups is ListBackups for an absolute path of a workspace whose first
// act is given, zero when it is not known.
func listBackups(ctx context.Context, folder, workspace string, first playbook.ID, files []string) ([]backupFile, error) {
	var unread error
	var named, others []string
	for _, dir := range []string{folder, filepath.Dir(workspace)} {
		paths, err := keptFiles(dir)
		unread = errors.Join(unread, err)
		for _, p := range paths {
			if n, ok := readBackupName(p); ok && n.of == pathHash(workspace) {
				named = append(named, p)
			} else {
				others = append(others, p)
			}
		}
	}
	var out []backupFile
	var seen []os.FileInfo
	if st, err := os.Stat(workspace); err == nil {
		seen = append(seen, st)
	}
	add := func(path string, belongs func(backupFile) bool) {
		st, err := os.Stat(path)
		if err != nil || slices.ContainsFunc(seen, func(o os.FileInfo) bool { return os.SameFile(o, st) }) {
			return
		}
		b := readBackup(ctx, path)
		if !belongs(b) {
			return
		}
		seen, out = append(seen, st), append(out, b)
		if first.IsZero() {
			first = b.first
		}
	}
	for _, p := range named {
		add(p, func(backupFile) bool { return true })
	}
	for _, p := range files {
		add(p, func(backupFile) bool { return true })
	}
	for _, p := range others { // of a workspace that was moved here, or made by hand
		add(p, func(b backupFile) bool { return !first.IsZero() && b.first == first })
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b backupFile) int { return strings.Compare(string(b.At), string(a.At)) })
	for i, keep := range retained(out, time.Local) {
		if keep == playbook.BackupWeekly {
			out[i].Kind = keep
		}
	}
	return out, unread
}

// keptFiles returns the regular files of a folder that end as a workspace does.
func keptFiles(dir string) ([]string, error) {
	if dir == "" {
		return nil, nil
	}
	list, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, openErr(dir, Unwritable, err, "The folder %s cannot be read; check that its disk is connected and that it belongs to you.", dir)
	}
	var out []string
	for _, e := range list {
		if e.Type().IsRegular() && filepath.Ext(e.Name()) == backupEnding && !strings.HasPrefix(e.Name(), ".") {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out, nil
}

// ReadBackup returns what one file holds, as ListBackups does, whatever
// workspace it is of.
func ReadBackup(ctx context.Context, path string) playbook.Backup {
	return readBackup(ctx, path).Backup
}

func readBackup(ctx context.Context, path string) backupFile {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	b, err := readCopy(ctx, path)
	b.Path, b.Kind = path, playbook.BackupManual
	if st, err := os.Stat(path); err == nil {
		b.Bytes, b.At = st.Size(), playbook.MomentOf(st.ModTime())
	}
	if n, ok := readBackupName(path); ok {
		b.Kind, b.At = n.kind, playbook.MomentOf(n.at)
	}
	if err != nil {
		b.Problem = err.Error()
	}
	return b
}

// CheckBackup reads all of a backup, as long as that takes, and returns the
// *OpenError that keeps it from being restored, or nil. It writes nothing.
func CheckBackup(ctx context.Context, path string) error {
	if _, err := readCopy(ctx, path); err != nil {
		return err
	}
	err := verify(ctx, path, nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return copyDamaged(path, err)
	}
	return nil
}

func copyDamaged(path string, err error) *OpenError {
	return openErr(path, Damaged, err, "This backup is damaged or only partly there; choose another one.")
}

// readCopy reads what a closed file holds. The error is an *OpenError.
func readCopy(ctx context.Context, path string) (backupFile, error) {
	var b backupFile
	app, version, err := readHead(path)
	b.Format = version
	switch {
	case errors.Is(err, os.ErrNotExist):
		return b, openErr(path, Missing, err, "The backup %s is not there any more.", path)
	case errors.Is(err, errNotSQLite):
		return b, openErr(path, NotADatabase, err, "This file is not a backup of Kept; choose another one.")
	case errors.Is(err, errCutOff):
		return b, copyDamaged(path, err)
	case err != nil:
		return b, openErr(path, Unwritable, err, "The backup %s cannot be read; check its disk and who may read it.", path)
	case app != applicationID:
		b.Format = 0
		return b, openErr(path, NotKept, nil, "This file is a database of another program, not a backup of Kept; choose another one.")
	case version > latestVersion():
		return b, openErr(path, Newer, nil, "This backup has format %d and this program knows formats up to %d; install the newer Kept that wrote it.", version, latestVersion())
	}
	if st, err := os.Stat(path + "-wal"); err == nil && st.Size() > 0 {
		return b, openErr(path, Busy, nil, "Another program has this file open, or did not close it; close it there, then look again.")
	}
	if err := b.read(ctx, path); ctx.Err() != nil {
		return b, ctx.Err()
	} else if err != nil {
		return b, copyDamaged(path, err)
	}
	return b, nil
}
