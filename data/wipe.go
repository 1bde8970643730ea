package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/glebarez/sqlite"
)

// wipe clears the file of what committed acts have removed: old segments of the
// search, which keep words after their rows have gone, free pages, and the
// write-ahead log. waiting is true when another program kept it from being
// done; it is done when the workspace is opened next, as after a crash.
//
// The file is written anew, on a connection of its own: deleting with
// secure_delete alone would leave what earlier acts freed without it.
func (s *Store) wipe(ctx context.Context) (waiting bool, err error) {
	if s.ro {
		return true, nil
	}
	db, err := sql.Open(sqlite.DriverName, dsn(s.path, url.Values{
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)", "temp_store(2)"},
		"_txlock": {"immediate"},
	}))
	if err != nil {
		return true, fmt.Errorf("clear the file: %w", err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, stmt := range []string{"INSERT INTO search(search) VALUES ('optimize')", "VACUUM"} {
		if _, err := db.ExecContext(ctx, stmt); err != nil {
			return waits(ctx, err)
		}
	}
	// A reader keeps the log; the timeout above is how long it is waited for.
	if busy, err := emptyLog(ctx, db); err != nil || busy {
		return waits(ctx, err)
	}
	if _, err := db.ExecContext(ctx, "DELETE FROM unwiped"); err != nil {
		return waits(ctx, err)
	}
	return false, nil
}

// emptyLog folds the write-ahead log into the file and makes it empty, which a
// reader keeps from being done: busy.
func emptyLog(ctx context.Context, db rower) (busy bool, err error) {
	var kept, frames, moved int
	err = db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&kept, &frames, &moved)
	return kept != 0, err
}

// A rower is what asks SQLite for one row.
type rower interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// waits tells a file that others hold from one that fails.
func waits(ctx context.Context, err error) (bool, error) {
	if err == nil || code(err) == codeBusy {
		return true, nil
	}
	return true, fmt.Errorf("clear the file: %w", dbErr(ctx, err))
}

// finishWiping clears the file when that was due and did not come about. A
// workspace that cannot be cleared now can be worked in all the same.
func (s *Store) finishWiping(ctx context.Context) {
	var x int
	err := s.readDB.QueryRowContext(ctx, "SELECT 1 FROM unwiped LIMIT 1").Scan(&x)
	switch {
	case s.ro || errors.Is(err, sql.ErrNoRows):
	case err != nil:
		s.log.Warn("whether the file is to be cleared was not read", "code", code(err), "type", fmt.Sprintf("%T", err))
	default:
		s.clear(ctx)
	}
}

// clear wipes the file after a deed that is done, whether that comes about or
// not; waiting is as of wipe.
func (s *Store) clear(ctx context.Context) (waiting bool) {
	waiting, err := s.wipe(ctx)
	if err != nil {
		s.log.Warn("the file was not cleared", "code", code(err), "type", fmt.Sprintf("%T", err))
	}
	return waiting
}

// dropTail takes from the write-ahead log what a program that was killed had
// written there and not committed: the name of somebody who was forgotten may
// be in it, where a pack had brought it again. Nobody who is reading is waited
// for: it is done by whoever has the file alone next.
func (s *Store) dropTail(ctx context.Context) {
	var x int
	err := s.readDB.QueryRowContext(ctx, "SELECT 1 FROM forgotten LIMIT 1").Scan(&x)
	if s.ro || errors.Is(err, sql.ErrNoRows) {
		return
	}
	if err == nil {
		err = s.emptyLogNow(ctx)
	}
	if err != nil && code(err) != codeBusy {
		s.log.Warn("the log was not emptied", "code", code(err), "type", fmt.Sprintf("%T", err))
	}
}

// emptyLogNow empties the log if nobody else has to be waited for.
func (s *Store) emptyLogNow(ctx context.Context) error {
	c, err := s.writeDB.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "PRAGMA busy_timeout=0"); err != nil {
		return err
	}
	_, err = emptyLog(ctx, c)
	_, back := c.ExecContext(context.WithoutCancel(ctx), "PRAGMA busy_timeout=5000")
	return errors.Join(err, back)
}
