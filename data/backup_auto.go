package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"kept/playbook"
)

// Backups returns the backups of this workspace as ListBackups does.
func (s *Store) Backups(ctx context.Context, folder string, files ...string) ([]playbook.Backup, error) {
	found, err := s.listBackups(ctx, folder, files)
	return plainBackups(found), err
}

func (s *Store) listBackups(ctx context.Context, folder string, files []string) ([]backupFile, error) {
	var first playbook.ID
	err := s.readDB.QueryRowContext(ctx, "SELECT id FROM changes ORDER BY seq LIMIT 1").Scan(&first)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("read the first act: %w", dbErr(ctx, err))
	}
	return listBackups(ctx, folder, s.path, first, files)
}

// BackUpDaily writes the automatic backup of a day into folder, which must be
// there, and lets go of those that have served (see retain). It returns its
// path, or "" when none was due: when the folder holds one of this day, when
// nothing was written since the newest one, or when another program is just
// making it. What it cannot do is an *OpenError of one sentence; the backups
// that are there stay.
func (s *Store) BackUpDaily(ctx context.Context, folder string) (path string, err error) {
	folder, err = filepath.Abs(folder)
	if err != nil {
		return "", fmt.Errorf("back up: %w", err)
	}
	if due, err := s.due(ctx, folder); err != nil || !due {
		return "", err
	}
	lock := flock.New(filepath.Join(folder, ".kept-daily-"+pathHash(s.path)+".lock"), flock.SetPermissions(0o600))
	if got, err := lock.TryLock(); err == nil && !got {
		return "", nil
	} else if err == nil { // else no locks on this file system: two backups of a day do no harm
		defer lock.Unlock()
		if due, err := s.due(ctx, folder); err != nil || !due {
			return "", err // another program was faster
		}
		s.sweep(folder)
	}
	path = filepath.Join(folder, nameBackup(s.path, playbook.BackupDaily, s.now()))
	if err := s.backup(ctx, path, s.dailyTemp()+"*", takeName); errors.Is(err, fs.ErrExist) {
		return "", nil
	} else if err != nil {
		return "", err
	}
	return path, s.letGo(ctx, folder, path)
}

// dailyTemp is how the temporary names of this workspace's daily backup begin.
func (s *Store) dailyTemp() string { return ".kept-daily-" + pathHash(s.path) + "-" }

// sweep removes what a killed program left half done. It is called under the
// lock, so nobody is at work on them.
func (s *Store) sweep(folder string) {
	sweepTemp(folder, s.dailyTemp())
}

// due tells whether the folder lacks a backup of this day that the workspace
// deserves. It is asked after every change, so the backup of the day is looked
// for by its name first.
func (s *Store) due(ctx context.Context, folder string) (bool, error) {
	if s.copied {
		return false, nil
	}
	if _, err := os.Stat(folder); err != nil {
		return false, backupFailed(ctx, folder, err)
	}
	today := func(at time.Time) bool {
		return playbook.DateOf(at.In(s.now().Location())) == playbook.DateOf(s.now())
	}
	if mine, err := s.daily(ctx, folder, today); err != nil || len(mine) > 0 {
		return false, err
	}
	mine, err := s.daily(ctx, folder, func(at time.Time) bool { return !today(at) })
	if err != nil {
		return false, err
	}
	open, err := s.Unsaved(ctx, plainBackups(mine))
	return !open.IsZero(), err
}

// daily returns the automatic backups of this workspace in a folder whose
// moment is asked for; one that cannot be read is left out.
func (s *Store) daily(ctx context.Context, folder string, asked func(at time.Time) bool) ([]backupFile, error) {
	paths, err := keptFiles(folder)
	if err != nil {
		return nil, err
	}
	var out []backupFile
	for _, p := range paths {
		if n, ok := readBackupName(p); ok && n.of == pathHash(s.path) && n.kind == playbook.BackupDaily && asked(n.at) {
			if b := readBackup(ctx, p); b.Problem == "" {
				out = append(out, b)
			}
		}
	}
	return out, ctx.Err()
}

// letGo removes the automatic backups that have served, never the one just
// written. One that cannot be read, or was written by a newer program, stays.
func (s *Store) letGo(ctx context.Context, folder, written string) error {
	mine, err := s.daily(ctx, folder, func(time.Time) bool { return true })
	if err != nil {
		return err
	}
	for i, keep := range retained(mine, s.now().Location()) {
		if keep != "" || mine[i].Path == written {
			continue
		}
		if err := os.Remove(mine[i].Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return openErr(mine[i].Path, Unwritable, err, "The old backup %s cannot be removed; see who may write to its folder.", mine[i].Path)
		}
	}
	return nil
}

// backupBeforeUpgrade writes the backup of an older format, into the folder of
// backups or else beside the workspace.
func (s *Store) backupBeforeUpgrade(ctx context.Context) error {
	name := nameBackup(s.path, playbook.BackupFormat, s.now())
	if s.backups != "" {
		if err := s.backup(ctx, filepath.Join(s.backups, name), ".kept-backup-*", os.Rename); err == nil || ctx.Err() != nil {
			return err
		}
	}
	return s.backup(ctx, filepath.Join(filepath.Dir(s.path), name), ".kept-backup-*", os.Rename)
}

// Unsaved returns when the oldest act was done that none of the backups holds,
// "" when the newest backup holds all. Backups are those that Backups returned.
func (s *Store) Unsaved(ctx context.Context, backups []playbook.Backup) (playbook.Moment, error) {
	seen := map[playbook.ID]bool{}
	var newest int64
	for _, b := range backups {
		if b.Problem != "" || b.Last == nil || seen[b.Last.ID] {
			continue
		}
		seen[b.Last.ID] = true
		var stamp int64
		var at playbook.Moment
		err := s.readDB.QueryRowContext(ctx, "SELECT stamp, at FROM changes WHERE id = ?", idValue(b.Last.ID)).Scan(&stamp, &at)
		if err != nil && !errors.Is(err, sql.ErrNoRows) { // not of this history any more
			return "", fmt.Errorf("look for the last act of a backup: %w", dbErr(ctx, err))
		}
		if at != b.Last.At { // typing went on in the same act
			stamp--
		}
		newest = max(newest, stamp)
	}
	var at playbook.Moment
	err := s.readDB.QueryRowContext(ctx, "SELECT at FROM changes WHERE stamp > ? ORDER BY stamp LIMIT 1", newest).Scan(&at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("look for acts without a backup: %w", dbErr(ctx, err))
	}
	return at, nil
}

// Facts returns what the workspace holds now, as ListBackups does of a backup.
func (s *Store) Facts(ctx context.Context) (playbook.Backup, error) {
	b := playbook.Backup{Path: s.path, At: playbook.MomentOf(s.now()), Format: latestVersion()}
	for _, end := range []string{"", "-wal"} {
		if st, err := os.Stat(s.path + end); err == nil {
			b.Bytes += st.Size()
		}
	}
	counts, err := s.AccountCounts(ctx)
	if err != nil {
		return b, err
	}
	for _, n := range counts {
		b.Accounts += n
	}
	b.Last, err = s.LastChange(ctx)
	return b, err
}

// UsableFolder returns why backups cannot go into a folder, in one sentence,
// or nil.
func UsableFolder(folder string) error {
	st, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return openErr(folder, NoFolder, err, "The folder %s is not there; make it, or choose another one.", folder)
	case err == nil && !st.IsDir():
		return openErr(folder, NoFolder, nil, "%s is a file; choose a folder for the backups.", folder)
	}
	if err := writableFolder(filepath.Join(folder, "x")); err != nil {
		return openErr(folder, Unwritable, err, "Nothing can be written to the folder %s; choose one of your own.", folder)
	}
	return nil
}
