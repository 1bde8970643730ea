package data

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/glebarez/sqlite"
)

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

// applicationID marks a SQLite file as a workspace of Kept: "Kept" in ASCII.
const applicationID = 0x4B657074

// Kind says what is wrong with a workspace file.
type Kind string

// The kinds of OpenError and FileError.
const (
	Missing      Kind = "missing"       // there is no such file
	Exists       Kind = "exists"        // Create found a file there
	NoFolder     Kind = "no_folder"     // the folder to create it in is missing
	NotADatabase Kind = "not_database"  // not a SQLite file
	NotKept      Kind = "not_workspace" // a SQLite file of another program
	Damaged      Kind = "damaged"       // truncated or malformed
	Newer        Kind = "newer"         // written by a newer program
	Older        Kind = "older"         // needs an upgrade, which a read-only store cannot do
	Unwritable   Kind = "unwritable"    // file or folder cannot be written
	Busy         Kind = "busy"
	Full         Kind = "full"
)

// An OpenError says in one sentence why a file cannot be opened as a
// workspace and what to do. The file is left as it was found.
type OpenError struct {
	Path    string
	Kind    Kind
	Message string
	err     error
}

func (e *OpenError) Error() string { return e.Message }
func (e *OpenError) Unwrap() error { return e.err }

func openErr(path string, kind Kind, err error, format string, args ...any) *OpenError {
	return &OpenError{Path: path, Kind: kind, Message: fmt.Sprintf(format, args...), err: err}
}

// writeDSN and readDSN name the file by a URL, so that no character of its
// path can be read as an option.
func writeDSN(path string) string {
	return dsn(path, url.Values{
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
			"temp_store(2)"}, // what a large act keeps aside stays in memory
		"_txlock": {"immediate"},
	})
}

func readDSN(path string) string {
	return dsn(path, url.Values{"_pragma": {"busy_timeout(5000)", "query_only(1)", "foreign_keys(1)"}})
}

func dsn(path string, q url.Values) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") { // C:/…
		p = "/" + p
	}
	return (&url.URL{Scheme: "file", Path: p, RawQuery: q.Encode()}).String()
}

// Open opens an existing workspace and brings an older one up to date, after
// a backup beside it. Every refusal is an *OpenError.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, openErr(path, Missing, err, "The path %s cannot be used: %v.", path, err)
	}
	if err := inspect(ctx, abs, !o.ReadOnly); err != nil {
		return nil, err
	}
	s, err := connect(abs, o)
	if err != nil {
		return nil, opening(ctx, abs, err)
	}
	if err := s.upgrade(ctx); err != nil {
		s.Close()
		return nil, opening(ctx, abs, err)
	}
	return s, nil
}

// Create makes a new, empty workspace that its owner alone can read. It
// refuses a path where there is a file already.
func Create(ctx context.Context, path string, o Options) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, openErr(path, NoFolder, err, "The path %s cannot be used: %v.", path, err)
	}
	f, err := os.OpenFile(abs, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil, openErr(abs, Exists, err, "There is already a file at %s; open it, or choose another name.", abs)
	case errors.Is(err, fs.ErrNotExist):
		return nil, openErr(abs, NoFolder, err, "The folder %s does not exist; make it, or choose another place.", filepath.Dir(abs))
	case err != nil:
		return nil, openErr(abs, Unwritable, err, "A workspace cannot be made at %s: the folder is read-only or belongs to someone else; choose another place.", abs)
	}
	f.Close()
	o.ReadOnly = false
	s, err := connect(abs, o)
	if err == nil {
		if err = s.upgrade(ctx); err != nil {
			s.Close()
		}
	}
	if err != nil {
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(abs + end)
		}
		return nil, opening(ctx, abs, err)
	}
	return s, nil
}

// OpenOrCreate opens the workspace at path, or makes one where there is no file.
func OpenOrCreate(ctx context.Context, path string, o Options) (*Store, error) {
	s, err := Create(ctx, path, o)
	var oe *OpenError
	if errors.As(err, &oe) && oe.Kind == Exists {
		return Open(ctx, path, o)
	}
	return s, err
}

// opening turns an error of the database into an *OpenError.
func opening(ctx context.Context, path string, err error) error {
	var oe *OpenError
	if errors.As(err, &oe) {
		return oe
	}
	err = dbErr(ctx, err)
	var fe *FileError
	if !errors.As(err, &fe) {
		return fmt.Errorf("open %s: %w", path, err)
	}
	switch fe.Kind {
	case Damaged:
		return damaged(path, err)
	case Unwritable:
		return unwritable(path, err)
	}
	return &OpenError{Path: path, Kind: fe.Kind, Message: fe.Message, err: err}
}

func damaged(path string, err error) *OpenError {
	return openErr(path, Damaged, err, "The workspace %s is damaged or only partly there; open its newest backup, and keep this file.", path)
}

func unwritable(path string, err error) *OpenError {
	return openErr(path, Unwritable, err, "The workspace %s cannot be written: its folder or file is read-only; make it writable, or copy it to a folder of your own.", path)
}

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
	if err := writableFolder(path); err != nil {
		return unwritable(path, err)
	}
	app, version := binary.BigEndian.Uint32(head[68:]), int(binary.BigEndian.Uint32(head[60:]))
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		// The head of the file may be older than the log beside it.
		if app, version, err = peek(ctx, path); err != nil {
			return opening(ctx, path, err)
		}
	} else if pages, size := int64(binary.BigEndian.Uint32(head[28:])), int64(binary.BigEndian.Uint16(head[16:])); true {
		if size == 1 {
			size = 65536
		}
		if pages*size > st.Size() {
			return damaged(path, nil)
		}
	}
	if app != applicationID {
		return openErr(path, NotKept, nil, "%s is a database of another program, not a workspace of Kept; choose another file.", path)
	}
	if latest := latestVersion(); version > latest {
		return openErr(path, Newer, nil, "The workspace %s has format %d and this program knows formats up to %d; install the newer Kept that wrote it.", path, version, latest)
	}
	return nil
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
