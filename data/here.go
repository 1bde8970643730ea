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
	"sync/atomic"

	"github.com/glebarez/sqlite"

	"kept/playbook"
)

// A place is what this store knows of where its file lies. SQLite goes on
// writing to a file that was moved away or removed, where nobody finds it, so
// the path is looked at before every commit.
type place struct {
	open *os.File                    // the file, closed after SQLite's own: closing it lets go of all locks of this program
	file os.FileInfo                 // as it was opened
	seen atomic.Pointer[os.FileInfo] // as it was when it was last in its place
	log  atomic.Pointer[os.FileInfo] // the write-ahead log, once something was written
	last atomic.Int64                // the stamp of the last act committed here, 0 for none
}

func (p *place) take(path string) (err error) {
	if p.open, err = os.Open(path); err != nil {
		return err
	}
	if p.file, err = p.open.Stat(); err != nil {
		return err
	}
	p.seen.Store(&p.file)
	return nil
}

// Here tells whether the path of the workspace still leads to the open file.
// Its error is a *FileError of kind Moved that says what is there instead.
func (s *Store) Here() error {
	now, err := os.Stat(s.path)
	if err == nil && os.SameFile(now, s.place.file) {
		s.place.seen.Store(&now)
		log := s.place.log.Load()
		if log == nil {
			return nil
		}
		if now, err = os.Stat(s.path + "-wal"); err == nil && os.SameFile(now, *log) {
			return nil
		}
		return &FileError{Moved, "The file " + s.path + "-wal was taken away, which holds the last changes; put it back.", err}
	}
	if err == nil {
		return &FileError{Moved, "There is another file at " + s.path + " now; put the workspace back there.", nil}
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return &FileError{Moved, "The workspace " + s.path + " cannot be reached; check that its disk is connected.", err}
	}
	if _, dir := os.Stat(filepath.Dir(s.path)); dir != nil {
		return &FileError{Moved, "The folder " + filepath.Dir(s.path) + " is not there any more; connect its disk, or put the folder back.", err}
	}
	return &FileError{Moved, "The workspace is not at " + s.path + " any more; put it back there.", err}
}

// wrote notes a commit. It is called with the write connection in hand.
func (s *Store) wrote() {
	if now, err := os.Stat(s.path); err == nil && os.SameFile(now, s.place.file) {
		s.place.seen.Store(&now)
	}
	if s.place.log.Load() != nil {
		return
	}
	if st, err := os.Stat(s.path + "-wal"); err == nil {
		s.place.log.Store(&st)
	}
}

// fold brings what the log holds into the file, wherever that lies now, so that
// it is whole without the log at its old path. SQLite does not do so by itself
// for a file that was moved. Where another program has the file open at its new
// place, or has written it there, folding would destroy what that one wrote.
func (s *Store) fold(ctx context.Context) error {
	now, err := s.place.open.Stat()
	if err != nil {
		return err
	}
	seen := *s.place.seen.Load()
	if !now.ModTime().Equal(seen.ModTime()) || now.Size() != seen.Size() || othersHave(s.place.open) {
		return &FileError{Moved, "The workspace was opened by another program after it was moved; put it back where it was, or write it there again.", nil}
	}
	busy, err := emptyLog(ctx, s.writeDB)
	if err != nil {
		return dbErr(ctx, err)
	}
	if busy {
		return &FileError{Busy, "The workspace is being read; try again.", nil}
	}
	if now, err = s.place.open.Stat(); err == nil {
		s.place.seen.Store(&now)
	}
	return err
}

// GoesOn tells whether the file at path is a workspace that goes on where this
// store is: the open file itself, which is made whole for it, or one that holds
// the last act committed here. The error says in a sentence why it does not.
func (s *Store) GoesOn(ctx context.Context, path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return openErr(path, Missing, err, "The path %s cannot be used: %v.", path, err)
	}
	if st, err := os.Stat(abs); err == nil && os.SameFile(st, s.place.file) && !s.ro {
		if log, err := os.Stat(abs + "-wal"); err == nil && log.Size() > 0 && s.place.log.Load() != nil && !os.SameFile(log, *s.place.log.Load()) {
			return &FileError{Moved, "The workspace was opened by another program after it was moved; put it back where it was, or write it there again.", nil}
		}
		if s.closed.Load() {
			return nil
		}
		return s.fold(ctx)
	}
	if err := inspect(ctx, abs, true); err != nil {
		return err
	}
	last := s.place.last.Load()
	if last == 0 {
		return nil
	}
	db, err := sql.Open(sqlite.DriverName, dsn(abs, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}))
	if err != nil {
		return opening(ctx, abs, err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM changes WHERE stamp = ?", last).Scan(&n); err != nil {
		return opening(ctx, abs, err)
	}
	if n == 0 {
		return openErr(abs, NotKept, nil, "The file %s does not hold the last changes that were saved here; choose another one, or write the workspace anew.", abs)
	}
	return nil
}

// PutBack writes the workspace, as the open file holds it, to its own path
// again, where there must be no file: a checked copy that takes its name when
// it is whole. The store must be opened anew to go on with the copy.
func (s *Store) PutBack(ctx context.Context) error {
	if s.ro {
		return ErrReadOnly
	}
	if _, err := os.Lstat(s.path); err == nil {
		return exists(s.path, fs.ErrExist)
	}
	f, err := os.CreateTemp(filepath.Dir(s.path), ".kept-new-*") // mode 0600
	if err != nil {
		return openErr(s.path, NoFolder, err, "The workspace cannot be written to %s: the folder is not there, or is not yours.", filepath.Dir(s.path))
	}
	temp := f.Name()
	f.Close()
	defer os.Remove(temp) // gone already when it took its name
	_, err = s.writeDB.ExecContext(ctx, "VACUUM INTO ?", temp)
	if err == nil {
		err = verify(ctx, temp, nil)
	}
	if err == nil {
		err = syncFile(temp)
	}
	if err != nil {
		return fmt.Errorf("put the workspace back: %w", dbErr(ctx, err))
	}
	if log := s.place.log.Load(); log != nil {
		if now, err := os.Stat(s.path + "-wal"); err == nil && now.Size() > 0 && !os.SameFile(now, *log) {
			return strayLog(s.path)
		}
	}
	// What lies there under the names of its log is its own, and in the copy.
	for _, end := range []string{"-wal", "-shm"} {
		if err := os.Remove(s.path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("put the workspace back: %w", err)
		}
	}
	if err := takeName(temp, s.path); err != nil {
		return fmt.Errorf("put the workspace back: %w", err)
	}
	return nil
}

// unsaved marks an error of the file as one after which the act may be done
// again as it is.
func unsaved(label string, err error) error {
	var fe *FileError
	if !errors.As(err, &fe) {
		return err
	}
	trouble := playbook.Trouble("")
	switch fe.Kind {
	case Full:
		trouble = playbook.TroubleFull
	case Busy:
		trouble = playbook.TroubleBusy
	case Moved:
		trouble = playbook.TroubleMoved
	case Unwritable:
		trouble = playbook.TroubleReadOnly
		if code(fe) == codeIOErr {
			trouble = playbook.TroubleDisk
		}
	default:
		return err
	}
	return &playbook.UnsavedError{Trouble: trouble, Label: label, Err: err}
}
