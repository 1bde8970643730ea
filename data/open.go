package data

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
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
	StrayLog     Kind = "stray_log" // the log of a workspace that is not there
	Moved        Kind = "moved"     // the path leads to the open file no more
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

// Trouble implements playbook.FileTrouble.
func (e *OpenError) Trouble() string { return string(e.Kind) }

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

// draftDSN is for a file that nobody knows yet.
func draftDSN(path string) string {
	return dsn(path, url.Values{
		"_pragma": {"busy_timeout(5000)", "journal_mode(OFF)", "synchronous(OFF)", "foreign_keys(1)", "temp_store(2)"},
		"_txlock": {"immediate"},
	})
}

func readDSN(path string) string {
	return dsn(path, url.Values{"_pragma": {"busy_timeout(5000)", "query_only(1)", "foreign_keys(1)", "cache_size(-512)"}})
}

func dsn(path string, q url.Values) string {
	if !q.Has("mode") {
		q.Set("mode", "rw") // a file that was moved away is not made anew, and empty
	}
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
		err = opening(ctx, abs, err)
		var oe *OpenError
		if errors.As(err, &oe) && oe.Kind == Damaged {
			s.hurt.Store(true)
		}
		s.Close()
		return nil, err
	}
	s.dropTail(ctx)
	s.finishWiping(ctx)
	return s, nil
}

// Create makes a new, empty workspace that its owner alone can read. It
// refuses a path where there is a file already. The file is made beside its
// place and takes its name when it is whole, so that nobody meets half of one,
// whoever else starts at the same moment and whatever ends this program.
func Create(ctx context.Context, path string, o Options) (*Store, error) {
	return CreateFilled(ctx, path, o, nil)
}

// CreateFilled is Create, with the rows that fill writes into the workspace
// before it takes its name; when fill fails, or this program ends meanwhile,
// there is no workspace. Since nobody else can have it open, and half of it is
// thrown away, fill writes without a journal and without waiting for the disk.
func CreateFilled(ctx context.Context, path string, o Options, fill func(*Store) error) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, openErr(path, NoFolder, err, "The path %s cannot be used: %v.", path, err)
	}
	if _, err := os.Lstat(abs); err == nil {
		return nil, exists(abs, fs.ErrExist)
	}
	if err := strayLog(abs); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(abs), ".kept-new-*") // mode 0600
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, openErr(abs, NoFolder, err, "The folder %s does not exist; make it, or choose another place.", filepath.Dir(abs))
	case err != nil:
		return nil, openErr(abs, Unwritable, err, "A workspace cannot be made at %s: the folder is read-only or belongs to someone else; choose another place.", abs)
	}
	temp := f.Name()
	f.Close()
	defer func() {
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(temp + end)
		}
	}()
	o.ReadOnly = false
	if fill != nil {
		if err := fillFile(ctx, abs, temp, o, fill); err != nil {
			return nil, err
		}
	}
	s, err := connect(temp, o)
	if err == nil {
		// Closing folds the log in as well, and says nothing when it fails.
		if err = s.upgrade(ctx); err == nil {
			_, err = emptyLog(ctx, s.writeDB)
		}
		err = errors.Join(err, s.Close())
	}
	if err == nil {
		err = syncFile(temp)
	}
	if err != nil {
		return nil, opening(ctx, abs, err)
	}
	if err := takeName(temp, abs); errors.Is(err, fs.ErrExist) {
		return nil, exists(abs, err)
	} else if err != nil {
		return nil, openErr(abs, Unwritable, err, "A workspace cannot be made at %s; choose another place.", abs)
	}
	os.Remove(temp) // now: Windows takes no name away from a file that is open
	if s, err = connect(abs, o); err != nil {
		return nil, opening(ctx, abs, err)
	}
	return s, nil
}

// fillFile lets fill write into a file that is to become the workspace at path.
func fillFile(ctx context.Context, path, temp string, o Options, fill func(*Store) error) error {
	o.draft = true
	s, err := connect(temp, o)
	if err != nil {
		return opening(ctx, path, err)
	}
	defer s.Close()
	if err := s.upgrade(ctx); err != nil {
		return opening(ctx, path, err)
	}
	if err := fill(s); err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return opening(ctx, path, err)
	}
	return nil
}

// strayLog refuses a place where the log of a workspace lies that is not there:
// SQLite would take it for the log of the new one. The log may hold the last
// changes of the other, so it is not taken away.
func strayLog(path string) error {
	log, err := os.Stat(path + "-wal")
	if err != nil || log.Size() == 0 {
		return nil
	}
	if _, err := os.Lstat(path); err == nil { // somebody else has just made it
		return exists(path, fs.ErrExist)
	}
	return openErr(path, StrayLog, nil, "Beside %s lies %s-wal, the log of a workspace that is not there; put that workspace back, or move its log elsewhere, then try again.", path, path)
}

// takeName gives a whole file its name, unless there is one of that name. Where
// the file system has no second names, as FAT has none, two programs that start
// within the same millisecond could both believe to have made it.
func takeName(temp, path string) error {
	err := os.Link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	return os.Rename(temp, path)
}

func exists(path string, err error) *OpenError {
	return openErr(path, Exists, err, "There is already a file at %s; open it, or choose another name.", path)
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
	switch {
	case fe.Kind == Damaged:
		return damaged(path, err)
	case fe.Kind == Unwritable && noRoom(filepath.Dir(path)):
		return openErr(path, Full, err, "The workspace %s cannot be opened because its disk is full; free some space, then try again.", path)
	case fe.Kind == Unwritable && code(err) != codeIOErr:
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
