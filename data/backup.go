package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"github.com/glebarez/sqlite"
)

// BackupOptions say how a backup is written.
type BackupOptions struct {
	Overwrite bool // replace a file that is there
}

// Backup writes a copy of the workspace as it is at this moment to dest. The
// copy is made beside dest, checked (integrity, and as many rows in every
// table as the workspace), and only then takes its name. It is readable by
// its owner alone. An existing dest is refused unless asked otherwise, as an
// *OpenError of kind Exists.
func (s *Store) Backup(ctx context.Context, dest string, o BackupOptions) error {
	dest, err := filepath.Abs(dest)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	if s.IsAt(dest) {
		return openErr(dest, Exists, nil, "%s is the workspace itself; choose another name for the backup.", dest)
	}
	if _, err := os.Stat(dest); !o.Overwrite && !errors.Is(err, fs.ErrNotExist) {
		return openErr(dest, Exists, err, "There is already a file at %s; choose another name for the backup.", dest)
	}
	return s.backup(ctx, dest, ".kept-backup-*", os.Rename)
}

// backup writes the copy under a temporary name beside dest, checks it, puts
// it on the disk and lets take give it its name. Whatever ends the program
// before that leaves no file of that name.
func (s *Store) backup(ctx context.Context, dest, pattern string, take func(temp, dest string) error) error {
	dir := filepath.Dir(dest)
	f, err := os.CreateTemp(dir, pattern) // mode 0600
	if err != nil {
		return backupFailed(ctx, dir, err)
	}
	temp := f.Name()
	f.Close()
	defer os.Remove(temp) // gone already when it took its name
	want, err := s.copyTo(ctx, temp)
	if err == nil {
		err = verify(ctx, temp, want)
	}
	if err == nil {
		err = syncFile(temp)
	}
	if err == nil {
		err = take(temp, dest)
	}
	if err != nil {
		return backupFailed(ctx, dir, err)
	}
	syncFolder(dir)
	return nil
}

// backupFailed says in one sentence why no backup could be written to a folder.
func backupFailed(ctx context.Context, dir string, err error) error {
	switch c := code(err); {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, fs.ErrExist):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return openErr(dir, NoFolder, err, "The folder %s for backups is not there; connect its disk, or choose another folder.", dir)
	case c == codeFull, errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), c == codeIOErr && noRoom(dir):
		return openErr(dir, Full, err, "There is no room for a backup in %s; free some space, or choose another folder.", dir)
	case c == codeCorrupt, c == codeNotADB:
		return fmt.Errorf("back up: %w", dbErr(ctx, err))
	case c == codeReadOnly, c == codeCantOpen, c == codeIOErr, errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return openErr(dir, Unwritable, err, "The backup cannot be written to %s; choose a folder of your own.", dir)
	}
	return fmt.Errorf("back up to %s: %w", dir, dbErr(ctx, err))
}

// copyTo writes the copy and returns how many rows each table had, counted
// before and again after: when somebody wrote meanwhile the larger and the
// smaller count are both right, so the copy is made again.
func (s *Store) copyTo(ctx context.Context, temp string) (map[string]int64, error) {
	db, err := sql.Open(sqlite.DriverName, dsn(s.path, url.Values{"_pragma": {"busy_timeout(5000)"}}))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	version := func() (v int64, err error) {
		err = db.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v)
		return v, err
	}
	for try := 0; ; try++ {
		if err := os.Truncate(temp, 0); err != nil {
			return nil, err
		}
		before, err := version()
		if err != nil {
			return nil, err
		}
		counts, err := countRows(ctx, db)
		if err != nil {
			return nil, err
		}
		if _, err := db.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
			return nil, err
		}
		after, err := version()
		if err != nil {
			return nil, err
		}
		if before == after {
			return counts, nil
		}
		if try == 4 { // a busy workspace: the integrity check has to do
			return nil, nil
		}
	}
}

// countRows returns how many rows each table of ours has.
func countRows(ctx context.Context, db *sql.DB) (map[string]int64, error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		names = append(names, n)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	counts := map[string]int64{}
	for _, n := range names {
		var c int64
		if err := db.QueryRowContext(ctx, `SELECT count(*) FROM "`+n+`"`).Scan(&c); err != nil {
			return nil, err
		}
		counts[n] = c
	}
	return counts, nil
}

// verify checks a copy; want is nil when its counts are not known.
func verify(ctx context.Context, path string, want map[string]int64) error {
	db, err := openCopy(path)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := sqliteFindings(ctx, db)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("the copy is not sound: %s", found[0].Message)
	}
	got, err := countRows(ctx, db)
	if err != nil {
		return err
	}
	for table, n := range want {
		if got[table] != n {
			return fmt.Errorf("the copy has %d rows of %s and the workspace %d", got[table], table, n)
		}
	}
	return nil
}

// syncFolder puts the names of a folder on the disk. Where a system cannot, as
// Windows cannot, it does so by itself soon.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
