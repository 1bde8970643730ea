package data

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"github.com/glebarez/sqlite"

	"kept/playbook"
)

// openCopy opens a closed file without a lock and without anything beside it:
// nobody may write to it meanwhile.
func openCopy(path string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open(sqlite.DriverName, dsn(path, url.Values{"mode": {"ro"}, "immutable": {"1"}}))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// read fills in accounts, first and last act. The columns it asks for are
// there since format 1.
func (b *backupFile) read(ctx context.Context, path string) error {
	db, err := openCopy(path)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM accounts WHERE trashed_at = ''").Scan(&b.Accounts); err != nil {
		return fmt.Errorf("count the accounts: %w", err)
	}
	err = db.QueryRowContext(ctx, "SELECT id FROM changes ORDER BY seq LIMIT 1").Scan(&b.first)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	} else if err != nil {
		return fmt.Errorf("read the first act: %w", err)
	}
	var e playbook.Event
	var undone int
	err = db.QueryRowContext(ctx, "SELECT seq, id, kind, who, device, at, label, why, undone, stamp FROM changes ORDER BY seq DESC LIMIT 1").
		Scan(&e.Seq, &e.ID, &e.Kind, &e.Who, &e.Device, &e.At, &e.Label, &e.Why, &undone, &b.stamp)
	if err != nil {
		return fmt.Errorf("read the last act: %w", err)
	}
	e.Undone = undone != standing
	b.Last = &e
	return nil
}

var (
	errNotSQLite = errors.New("not a SQLite file")
	errCutOff    = errors.New("shorter than its head says")
)

// readHead reads the marks in the first hundred bytes of a file, which the
// SQLite file format lays down, without opening it as a database.
func readHead(path string) (app uint32, version int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	head := make([]byte, 100)
	n, err := io.ReadFull(f, head)
	magic := []byte("SQLite format 3\x00")
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) && bytes.HasPrefix(magic, head[:min(n, len(magic))]):
		return 0, 0, errCutOff
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), err == nil && !bytes.HasPrefix(head, magic):
		return 0, 0, errNotSQLite
	case err != nil:
		return 0, 0, err
	}
	app, version = binary.BigEndian.Uint32(head[68:]), int(binary.BigEndian.Uint32(head[60:]))
	if short, err := cutOff(f, head); err != nil {
		return app, version, err
	} else if short && app == applicationID {
		return app, version, errCutOff
	}
	return app, version, nil
}
