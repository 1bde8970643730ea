package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	sqlite3 "github.com/glebarez/go-sqlite"
	"github.com/glebarez/sqlite"
)

// codeCorruptSearch is SQLite's extended code for a search whose own tables are
// wrong. The rows are sound then; CheckIntegrity makes the search anew.
const codeCorruptSearch = 267

// noticed looks at an error on its way out. Once the file has turned out to be
// damaged nothing more is written to it: every page written could make less of
// it readable.
func (s *Store) noticed(err error) error {
	var fe *FileError
	var raw *sqlite3.Error
	if err != nil && errors.As(err, &fe) && fe.Kind == Damaged && (!errors.As(err, &raw) || raw.Code() != codeCorruptSearch) {
		s.hurt.Store(true)
	}
	return err
}

// IsDamaged tells whether the file has turned out to be damaged since it was
// opened. Then every writing method returns a *FileError of kind Damaged, and
// what was committed before is still read as far as it can be.
func (s *Store) IsDamaged() bool { return s.hurt.Load() }

func damagedNow() error {
	return &FileError{Kind: Damaged, Message: "The workspace is damaged; nothing more is written to it. Restore a backup, or salvage it into a new workspace."}
}

// QuickCheck reads the pages of the file and looks whether they fit together,
// without comparing indexes with rows. Damage is a *FileError of kind Damaged.
// It takes as long as reading the file; ctx bounds that, and when ctx ends
// first its error is returned and nothing is known.
func (s *Store) QuickCheck(ctx context.Context) error {
	db, err := sql.Open(sqlite.DriverName, readDSN(s.path))
	if err != nil {
		return fmt.Errorf("check the file: %w", err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var found string
	err = db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil && found != "ok":
		s.hurt.Store(true)
		return damagedNow()
	}
	return s.noticed(dbErr(ctx, err))
}

// letLie closes a damaged file without folding the log into it, which the last
// connection to close would do: a connection that cannot write goes last.
func (s *Store) letLie() error {
	last, err := sql.Open(sqlite.DriverName, dsn(s.path, url.Values{"mode": {"ro"}}))
	if err != nil {
		return s.closeAll()
	}
	last.SetMaxOpenConns(1)
	var v int
	// Only to have it in place; that it may find the damage is no news.
	_ = last.QueryRow("PRAGMA user_version").Scan(&v)
	return errors.Join(s.closeAll(), last.Close())
}
