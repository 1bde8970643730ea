package playbook

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrNotFound says that no row, or no live row, has the asked id.
var ErrNotFound = errors.New("not found")

// ErrConflict is what every ConflictError is.
var ErrConflict = errors.New("changed by someone else meanwhile")

// ErrNothing says that there is nothing to undo or redo.
var ErrNothing = errors.New("nothing to undo or redo")

// A ConflictError says that a stored value is not the one the writer saw, or,
// with Gone, that the row is not there any more. The store adds what it knows
// of the row and of its last change; all of that may be empty.
type ConflictError struct {
	Noun, Col    string
	Row          ID
	Seen, Stored string
	Gone         bool

	Title string    // what the row is called
	Kind  string    // of an item or a watch
	Who   string    // who changed it last
	At    time.Time // and when, in the zone of the act that met it
}

// Error is one sentence with the row, the field, the value, who and when.
func (e *ConflictError) Error() string {
	changed := "was changed meanwhile"
	switch {
	case e.Gone:
		changed = "is not there any more"
	case e.Col == "":
		changed = "is there already"
	case e.Stored == "":
		changed = "was emptied meanwhile"
	}
	by := ""
	if e.Who != "" {
		by = " by " + clip(e.Who, 60)
		if !e.At.IsZero() {
			by += " on " + e.At.Format("2 Jan 2006, 15:04")
		}
		if e.Gone || e.Col == "" {
			by = "; last changed" + by
		}
	}
	to := ""
	if !e.Gone && e.Col != "" && e.Stored != "" && !IsSensitive(e.Noun, e.Col) {
		to = fmt.Sprintf(" to “%s”", clip(ShowValue(e.Noun, e.Col, e.Stored, e.At.Location()), 80))
	}
	return e.Name() + " " + changed + by + to + "; look at it again before changing it"
}

// Name says which value of which row is meant: “Due of “Send the plan””.
func (e *ConflictError) Name() string {
	what := NameOfField(e.Noun, e.Kind, e.Col)
	if e.Col == "" || e.Gone {
		what = RowWords(e.Noun, e.Kind)
	}
	title := e.Title
	if title == e.Stored && e.Seen != "" { // the name itself was changed
		title = e.Seen
	}
	title = clip(strings.Join(strings.Fields(title), " "), 60)
	switch {
	case title == "" || title == Label(e.Noun, ""):
		return what
	case e.Col == "" || e.Gone:
		return what + " “" + title + "”"
	}
	return what + " of “" + title + "”"
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
