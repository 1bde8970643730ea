package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/glebarez/sqlite"

	"kept/playbook"
)

// RestoreOptions say how a backup is brought back.
type RestoreOptions struct {
	Options // of the stores that are opened meanwhile
	// After, when not nil, is called with a copy of the backup, brought up to
	// date and open for writing, before anything of it is brought back: here
	// what was forgotten since is forgotten again.
	After func(ctx context.Context, restored *Store) error
	// Damaged says that the workspace is known to be damaged: it is set aside
	// as it lies, without being opened.
	Damaged bool
}

// OpenBackup checks a backup page by page, copies it into a temporary file
// beside the workspace at a path, brings the copy up to date, calls o.After on it and
// returns it open. Close removes it. The backup is not written to; a backup
// that cannot be restored is an *OpenError.
func OpenBackup(ctx context.Context, backup, workspace string, o RestoreOptions) (*OpenedBackup, error) {
	dir := filepath.Dir(workspace)
	if err := CheckBackup(ctx, backup); err != nil {
		return nil, err
	}
	temp, err := copyFile(ctx, backup, dir, restoreTemp(workspace)+"*")
	if err != nil {
		return nil, restoreFailed(ctx, dir, err)
	}
	ob := &OpenedBackup{temp: temp}
	opt := o.Options
	opt.ReadOnly, opt.copied = false, true
	ob.Store, err = connect(temp, opt)
	if err == nil {
		err = ob.Store.upgrade(ctx)
	}
	if err == nil && o.After != nil {
		err = o.After(ctx, ob.Store)
	}
	if err != nil {
		ob.Close()
		return nil, restoreFailed(ctx, dir, err)
	}
	return ob, nil
}

// restoreTemp is how the temporary names of a workspace's restores begin.
func restoreTemp(workspace string) string {
	if abs, err := filepath.Abs(workspace); err == nil {
		workspace = abs
	}
	return ".kept-restore-" + pathHash(workspace) + "-"
}

// An OpenedBackup is a copy of a backup, open.
type OpenedBackup struct {
	*Store
	temp string
}

// Close lets go of the copy and removes it.
func (b *OpenedBackup) Close() error {
	var err error
	if b.Store != nil {
		err = b.Store.Close()
	}
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if e := os.Remove(b.temp + end); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// Restore puts a backup in the place of the workspace at a path and keeps the
// present workspace beside it, under the name that it returns; "" when there
// was none. Nobody may have the workspace open: that is an *OpenError of kind
// Busy. A window's lock is the caller's to take. Killed at any moment, the
// path holds either the old workspace or the restored one, whole: the copy is
// checked and on the disk before it takes the place, and the write-ahead log
// of the old one is folded into it, or set aside with it, before that.
func Restore(ctx context.Context, backup, workspace string, o RestoreOptions) (aside string, err error) {
	path, err := filepath.Abs(workspace)
	if err != nil {
		return "", openErr(workspace, Missing, err, "The path %s cannot be used: %v.", workspace, err)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	dir := filepath.Dir(path)
	sweepTemp(dir, restoreTemp(path))
	ob, err := OpenBackup(ctx, backup, path, o)
	if err != nil {
		return "", err
	}
	defer ob.Close() // removes nothing more once the copy has its new name
	if err := ob.seal(ctx); err != nil {
		return "", restoreFailed(ctx, dir, err)
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := takeName(ob.temp, path); err != nil {
			return "", restoreFailed(ctx, dir, err)
		}
		syncFolder(dir)
		return "", nil
	}
	release := func() {}
	if !o.Damaged {
		if release, err = quiesce(ctx, path); err != nil {
			return "", err
		}
	}
	defer func() { release() }()
	if aside, err = setAside(path, o.Now()); err != nil {
		return "", restoreFailed(ctx, dir, err)
	}
	if runtime.GOOS == "windows" { // an open file cannot be replaced there
		release()
		release = func() {}
	}
	if err := os.Rename(ob.temp, path); err != nil {
		return "", restoreFailed(ctx, dir, err)
	}
	syncFolder(dir)
	return aside, nil
}

// seal closes the copy, so that it is one file without a log, checks it once
// more and puts it on the disk.
func (b *OpenedBackup) seal(ctx context.Context) error {
	if _, err := b.writeDB.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return err
	}
	err := b.Store.Close()
	b.Store = nil
	if err != nil {
		return err
	}
	for _, end := range []string{"-wal", "-shm"} {
		if st, err := os.Stat(b.temp + end); err == nil && end == "-wal" && st.Size() > 0 {
			return errors.New("the copy has kept a log of its own")
		}
		if err := os.Remove(b.temp + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := verify(ctx, b.temp, nil); err != nil {
		return err
	}
	return syncFile(b.temp)
}

// quiesce folds the write-ahead log into the workspace, so that none lies
// beside it any more, and keeps everybody from opening it until release. A
// workspace that SQLite cannot read any more is left as it is.
func quiesce(ctx context.Context, path string) (release func(), err error) {
	none := func() {}
	if app, _, err := readHead(path); err != nil || app != applicationID {
		return none, nil
	}
	db, err := sql.Open(sqlite.DriverName, dsn(path, map[string][]string{"mode": {"rw"}, "_pragma": {"busy_timeout(2000)"}}))
	if err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	db.SetMaxOpenConns(1)
	busy := func(err error) error {
		db.Close()
		switch code(err) {
		case codeBusy:
			return openErr(path, Busy, err, "Another program has the workspace %s open; close it there, then restore again.", path)
		case codeCorrupt, codeNotADB:
			return nil
		case codeReadOnly, codeCantOpen:
			return unwritable(path, err)
		}
		return fmt.Errorf("set the present workspace aside: %w", dbErr(ctx, err))
	}
	var mode string
	// This needs the file for itself and leaves no log behind.
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode); err != nil {
		return none, busy(err)
	}
	if mode != "delete" {
		db.Close()
		return none, openErr(path, Busy, nil, "Another program has the workspace %s open; close it there, then restore again.", path)
	}
	if _, err := db.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		return none, busy(err)
	}
	return func() { db.Close() }, nil // which ends the transaction
}

// setAside gives the workspace a second name beside it, and takes its
// write-ahead log along where one is left, because a log must never meet
// another file than its own. Where the file system has no second names the
// file is copied.
func setAside(path string, now time.Time) (string, error) {
	unlinkSame(path)
	base := filepath.Join(filepath.Dir(path), nameBackup(path, playbook.BackupAside, now))
	aside := base
	for i := 2; ; i++ {
		err := os.Link(path, aside)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			if err = copyAside(path, aside); err == nil {
				break
			} else if !errors.Is(err, fs.ErrExist) {
				return "", err
			}
		}
		aside = fmt.Sprintf("%s-%d%s", base[:len(base)-len(backupEnding)], i, backupEnding)
	}
	for _, end := range []string{"-wal", "-journal"} {
		if err := os.Rename(path+end, aside+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	syncFolder(filepath.Dir(path))
	return aside, nil
}

// unlinkSame takes away the second name that a restore which was killed left
// to the workspace.
func unlinkSame(path string) {
	own, err := os.Stat(path)
	if err != nil {
		return
	}
	beside, err := keptFiles(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, p := range beside {
		n, ok := readBackupName(p)
		if st, err := os.Stat(p); ok && err == nil && n.kind == playbook.BackupAside && n.of == pathHash(path) && os.SameFile(own, st) {
			_ = os.Remove(p)
		}
	}
}

// copyAside copies the workspace to a name that is free and puts it on the disk.
func copyAside(path, aside string) error {
	temp, err := copyFile(context.Background(), path, filepath.Dir(path), restoreTemp(path)+"*")
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	if err := syncFile(temp); err != nil {
		return err
	}
	return takeName(temp, aside)
}

// copyFile copies a file to a temporary one of the folder, which its owner
// alone can read, and returns its path.
func copyFile(ctx context.Context, from, dir, pattern string) (temp string, err error) {
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := os.CreateTemp(dir, pattern) // mode 0600
	if err != nil {
		return "", err
	}
	_, err = io.Copy(out, cancelled{ctx, in})
	if err = errors.Join(err, out.Close()); err != nil {
		os.Remove(out.Name())
		return "", err
	}
	return out.Name(), nil
}

// cancelled is a reader that ends with its context.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// sweepTemp removes what killed programs left in a folder under temporary
// names that begin so.
func sweepTemp(dir, prefix string) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return // what cannot be read is told by the step that needs it
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), prefix) && !strings.HasSuffix(e.Name(), ".lock") {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// SweepRestores removes what restores of a workspace that were killed more
// than an hour ago have left beside it.
func SweepRestores(workspace string, now time.Time) {
	abs, err := filepath.Abs(workspace)
	if err != nil {
		return
	}
	dir, prefix := filepath.Dir(abs), restoreTemp(abs)
	list, err := os.ReadDir(dir)
	if err != nil {
		return // opening the workspace tells what is wrong with its folder
	}
	for _, e := range list {
		if st, err := e.Info(); err == nil && strings.HasPrefix(e.Name(), prefix) && now.Sub(st.ModTime()) > time.Hour {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// restoreFailed says in one sentence why a restore could not be done; the
// present workspace is as it was.
func restoreFailed(ctx context.Context, dir string, err error) error {
	var oe *OpenError
	switch c := code(err); {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &oe):
		return oe
	case c == codeFull, errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), c == codeIOErr && noRoom(dir):
		return openErr(dir, Full, err, "There is no room in %s to restore; free some space, then try again. Nothing was changed.", dir)
	case c == codeReadOnly, c == codeCantOpen, errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return openErr(dir, Unwritable, err, "Nothing can be written to %s; make the folder writable, then restore again.", dir)
	}
	return fmt.Errorf("restore: %w", dbErr(ctx, err))
}
