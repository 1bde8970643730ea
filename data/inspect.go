package data

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"github.com/glebarez/sqlite"
)

// inspect looks at the file without opening it as a database, so that a file
// which is not ours, or is damaged, is never written to.
func inspect(ctx context.Context, path string, write bool) error {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return openErr(path, Missing, err, "There is no workspace at %s; check the path, or make a new one.", path)
	case err != nil:
		return openErr(path, Missing, err, "The workspace %s cannot be reached; check the path and who may read it.", path)
	case st.IsDir():
		return openErr(path, NotADatabase, nil, "%s is a folder, not a workspace; name the file in it.", path)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil && !write {
		f, err = os.Open(path)
	}
	if err != nil {
		return unwritable(path, err)
	}
	defer f.Close()
	head := make([]byte, 100)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return openErr(path, Damaged, err, "The workspace %s cannot be read; check its disk, then open the newest backup.", path)
	}
	magic := []byte("SQLite format 3\x00")
	if n < len(head) {
		if n > 0 && bytes.HasPrefix(magic, head[:min(n, len(magic))]) {
			return damaged(path, nil)
		}
		return openErr(path, NotADatabase, nil, "%s is not a workspace of Kept; choose another file.", path)
	}
	if !bytes.HasPrefix(head, magic) {
		return openErr(path, NotADatabase, nil, "%s is not a workspace of Kept; choose another file.", path)
	}
	if wrongHead(head) {
		return damaged(path, nil)
	}
	if err := writableFolder(path); err != nil {
		return unwritable(path, err)
	}
	app, version := binary.BigEndian.Uint32(head[68:]), int(binary.BigEndian.Uint32(head[60:]))
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		// The head of the file may be older than the log beside it.
		if app, version, err = peek(ctx, path); err != nil {
			return opening(ctx, path, err)
		}
	} else if short, err := cutOff(f, head); err != nil || short {
		return damaged(path, err)
	}
	if app != applicationID {
		return openErr(path, NotKept, nil, "%s is a database of another program, not a workspace of Kept; choose another file.", path)
	}
	if version < 1 { // the mark and the format are written together
		return damaged(path, nil)
	}
	if latest := latestVersion(); version > latest {
		return newer(path, version, latest)
	}
	return nil
}

func newer(path string, version, latest int) *OpenError {
	return openErr(path, Newer, nil, "The workspace %s has format %d and this program knows formats up to %d; install the newer Kept that wrote it.", path, version, latest)
}

// wrongHead tells whether the head of a file has values that no SQLite writes,
// which SQLite itself reports as a mistake in a statement: a format of the
// schema beyond the four there are, or an encoding of text beyond the three.
func wrongHead(head []byte) bool {
	return binary.BigEndian.Uint32(head[44:]) > 4 || binary.BigEndian.Uint32(head[56:]) > 3
}

// cutOff tells whether a file is shorter than its head says. The size is asked
// for after the head was read and no log was found: another program that
// closes the workspace just then has folded the log into the file by now, and
// the file has only grown.
func cutOff(f *os.File, head []byte) (bool, error) {
	st, err := f.Stat()
	if err != nil {
		return false, err
	}
	pages, size := int64(binary.BigEndian.Uint32(head[28:])), int64(binary.BigEndian.Uint16(head[16:]))
	if size == 1 {
		size = 65536
	}
	return pages*size > st.Size(), nil
}

// writableFolder tries what SQLite has to do beside the file: make another.
func writableFolder(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".kept-*")
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(f.Name())
}

// noRoom tells whether a folder takes no file of the size that SQLite makes
// beside a workspace to open it. SQLite itself reports a full disk there like
// any other failure.
func noRoom(dir string) bool {
	f, err := os.CreateTemp(dir, ".kept-*")
	if err == nil {
		_, err = f.Write(make([]byte, 64<<10))
		err = errors.Join(err, f.Close(), os.Remove(f.Name()))
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// peek reads the marks of a file through its write-ahead log, without writing.
func peek(ctx context.Context, path string) (app uint32, version int, err error) {
	db, err := sql.Open(sqlite.DriverName, dsn(path, url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)"}}))
	if err != nil {
		return 0, 0, err
	}
	defer db.Close()
	if err = db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err == nil {
		err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	}
	return app, version, err
}
