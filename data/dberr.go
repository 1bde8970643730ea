package data

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	sqlite3 "github.com/glebarez/go-sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Primary result codes of SQLite that a person can do something about.
const (
	codeBusy     = 5
	codeReadOnly = 8
	codeIOErr    = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// What SQLite answers to a migration of tables that are there already, or not.
const (
	codeError      = 1
	codeConstraint = 19
)

// A FileError says why the file cannot be read or written any more, and what
// to do. What was being written is not in the file.
type FileError struct {
	Kind    Kind
	Message string
	err     error
}

func (e *FileError) Error() string { return e.Message }
func (e *FileError) Unwrap() error { return e.err }

// Trouble implements playbook.FileTrouble.
func (e *FileError) Trouble() string { return string(e.Kind) }

// code returns SQLite's primary result code of err, 0 when it has none.
func code(err error) int {
	var e *sqlite3.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// dbErr turns what a person can act on into a sentence and leaves the rest.
// A statement that was interrupted because its context ended is that context's
// error.
func dbErr(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	c := code(err)
	if c == 0 {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch c {
	case codeBusy:
		return &FileError{Busy, "Another program has kept the workspace locked for more than five seconds; try again, or close it.", err}
	case codeReadOnly, codeCantOpen:
		return &FileError{Unwritable, "The workspace cannot be written; check that its folder and file belong to you and are not read-only.", err}
	case codeFull:
		return &FileError{Full, "The disk is full; free some space, then try again.", err}
	case codeIOErr:
		return &FileError{Unwritable, "Reading or writing the workspace failed; check that its disk is still connected and not full.", err}
	case codeCorrupt, codeNotADB:
		return &FileError{Damaged, "The workspace is damaged; stop writing to it and open the newest backup.", err}
	}
	return err
}

// quiet is gorm's logger without SQL text: statements hold what people typed.
type quiet struct{ log *slog.Logger }

// slow is how long a statement may take before it is logged.
const slow = time.Second

func (q quiet) LogMode(logger.LogLevel) logger.Interface { return q }

func (q quiet) Info(context.Context, string, ...any)  {}
func (q quiet) Warn(context.Context, string, ...any)  {}
func (q quiet) Error(context.Context, string, ...any) {}

func (q quiet) Trace(ctx context.Context, begin time.Time, _ func() (string, int64), err error) {
	took := time.Since(begin)
	switch {
	case err != nil && !errors.Is(err, gorm.ErrRecordNotFound) && ctx.Err() == nil:
		q.log.Warn("statement failed", "code", code(err), "type", fmt.Sprintf("%T", err), "took", took)
	case took > slow:
		q.log.Warn("slow statement", "took", took)
	}
}
