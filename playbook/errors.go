package playbook

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotFound says that no row, or no live row, has the asked id.
var ErrNotFound = errors.New("not found")

// ErrConflict is what every ConflictError is.
var ErrConflict = errors.New("changed by someone else meanwhile")

// ErrNothing says that there is nothing to undo or redo.
var ErrNothing = errors.New("nothing to undo or redo")

// A ConflictError says that a stored value is not the one the writer saw.
type ConflictError struct {
	Noun, Col    string
	Row          ID
	Seen, Stored string
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("%s was changed meanwhile to %q; look at it again before changing it",
		Label(e.Noun, e.Col), clip(e.Stored, 80))
}

func (e *ConflictError) Is(target error) bool { return target == ErrConflict }

// An InvalidError says that a value cannot be taken, and why, in one sentence
// a person can act on. Field is a column, or "" when the whole row is meant.
type InvalidError struct{ Field, Message string }

func (e *InvalidError) Error() string { return e.Message }

func invalid(field, format string, args ...any) error {
	return &InvalidError{Field: field, Message: fmt.Sprintf(format, args...)}
}

// A RefusedError says that a rule of the work forbids a step, with every
// reason and what to do about it.
type RefusedError struct {
	What    string
	Reasons []string
}

func (e *RefusedError) Error() string {
	return e.What + ": " + strings.Join(e.Reasons, "; ")
}

func refused(what string, reasons ...string) error {
	return &RefusedError{What: what, Reasons: reasons}
}
