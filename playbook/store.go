package playbook

import (
	"context"
	"iter"
	"time"
)

// Meta is what every stored row carries. AccountID is the account the row
// hangs on (for an Account its own ID, zero for rows of the whole workspace).
// Pos orders rows of a list; Revision counts stored changes from 1; TrashedAt
// is empty while the row lives.
type Meta struct {
	ID        ID
	AccountID ID
	Pos       int
	Revision  int64
	TrashedAt Moment
}

// Key returns the row's own Meta.
func (m *Meta) Key() *Meta { return m }

// A Noun is one row of the domain: a pointer to a flat struct that embeds
// Meta. Check holds the rules of one row, whoever writes it; it returns an
// *InvalidError.
type Noun interface {
	Key() *Meta
	Check() error
}

// An Act is one transaction, which is one undo step, which is one event of
// the history.
type Act struct {
	Who    string // the person
	Device string // the installation; undo walks the acts of one device
	Label  string // "Tick task “Send the plan”"
	Why    string // the reason given, often empty
	Typing string // not empty: acts of one stay in one field, which share a history line
	At     time.Time
}

// A Reader reads rows as they are at one moment.
type Reader interface {
	// Load fills n by n.Key().ID. It returns ErrNotFound when there is no
	// live row.
	Load(n Noun) error
	// Rows fills dst, a *[]T of a noun, with the live rows of an account by
	// Pos, then ID; the zero account asks for the rows of the workspace.
	// For *[]Account the argument is ignored and all accounts come by name.
	Rows(dst any, account ID) error
	// RowsWith is Rows of the rows alone whose column col, a text, holds one of
	// the parts somewhere, letter for letter. An act that asks which few rows
	// of an account name something pays for those and not for all.
	RowsWith(dst any, account ID, col string, parts ...string) error
}

// A Tx reads and writes inside one act.
type Tx interface {
	Reader
	// Save stores a row after n.Check. A row without ID gets one, and, when
	// its Pos is 0, the place after the last of its list; otherwise only the
	// columns that differ are written. On return n is what is stored.
	// Saving a row that is in the trash takes it out again.
	Save(n Noun) error
	// Trash puts a row into the trash. An account takes its rows along.
	Trash(n Noun) error
	// Act is the act under way.
	Act() Act
}

// A Store keeps the nouns. Before a commit every touched account passes
// CheckAccount; an error leaves nothing written.
type Store interface {
	Read(ctx context.Context, fn func(Reader) error) error
	Do(ctx context.Context, a Act, fn func(Tx) error) error
	// Undo takes back the newest standing act of a.Device and returns it. It
	// returns ErrNothing, or a *ConflictError when a value was changed since.
	Undo(ctx context.Context, a Act) (Done, error)
	// Redo does again what Undo took back last, under the same rules.
	Redo(ctx context.Context, a Act) (Done, error)
}

// Done names an act in the history.
type Done struct {
	ID      ID
	Label   string
	Who     string
	At      Moment
	Account ID // the account most of its lines hang on, zero when none
}

// Change is for intents such as tick or accept: fn decides on the row as it
// is stored and may refuse.
func Change[T any, P interface {
	*T
	Noun
}](tx Tx, id ID, fn func(P) error) (T, error) {
	var row T
	p := P(&row)
	p.Key().ID = id
	if err := tx.Load(p); err != nil {
		return row, err
	}
	if err := fn(p); err != nil {
		return row, err
	}
	err := tx.Save(p)
	return row, err
}

// EditText is for a value typed over what was seen, given as text as Column
// reads it. A stored value other than seen, and other than typed, is a
// *ConflictError; the typed value may be stored already.
func EditText(tx Tx, n Noun, col, seen, typed string) error {
	if err := tx.Load(n); err != nil {
		return err
	}
	stored, err := GetText(n, col)
	if err != nil {
		return err
	}
	if stored == typed {
		return nil
	}
	if stored != seen {
		return &ConflictError{Noun: NounName(n), Col: col, Row: n.Key().ID, Seen: seen, Stored: stored}
	}
	if err := SetText(n, col, typed); err != nil {
		return err
	}
	return tx.Save(n)
}

// A Deed is an act of which it is known beforehand what it saves: Rows makes
// the changes, and returns the rows to Save, each once, in their order. It is
// called when everything before it has been saved.
type Deed struct {
	Act  Act
	Rows func() []Noun
}

// A Loader is a Store that takes a great many deeds at once, when a workspace
// of size is made. What it leaves is what as many calls of Store.Do would.
type Loader interface {
	// Load saves all deeds in one transaction; an error leaves nothing
	// written. The rows of a group hang on accounts which the same group adds,
	// and have places of their own. Each row is checked as it is saved, and
	// every account, with CheckAccount, when its group has ended.
	Load(ctx context.Context, groups iter.Seq[[]Deed]) error
}
