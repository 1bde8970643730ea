// Package ui is the window: the rail and the room beside it, menus and keys,
// the sheets that any room may open, and the ways that take several steps, such
// as importing deals or making a brief. What a room shows is its own business
// (ui/screen), how a workspace is opened is the program's.
package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/pack"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// A Person is who sits here.
type Person struct {
	Name string
	Role string // one of playbook.MemberRoles
}

// A Workspace is an open workspace.
type Workspace struct {
	Desk      *work.Desk
	Portfolio playbook.Portfolio
	Person    Person
	Path      string // the file
	Sample    bool   // it holds the invented sample; the window finds out
	// Role is the Person's among the members of the workspace, one of
	// playbook.MemberRoles; the window finds out. In the sample one may do
	// everything through the eyes of a CSM.
	Role string
	// Taken says who else has a window on it, "ada on host-3, since 09:12"; then
	// this window only reads. "" when it may write.
	Taken string
	// Free reports, where Taken, whether the other window has gone since. Then
	// Again opens the same file once more, to write.
	Free  func() bool
	Again func(ctx context.Context) (*Workspace, error)
	// Here tells whether the path still leads to the open file; Holds whether the
	// file at a path goes on where this workspace is; At lets go of it and opens
	// the file at a path in its stead; PutBack writes what is open to its path
	// again, where there is no file any more. All nil where a file cannot move.
	Here    func() error
	Holds   func(ctx context.Context, path string) error
	At      func(ctx context.Context, path string) (*Workspace, error)
	PutBack func(ctx context.Context) error
	// Backup writes a checked copy of the workspace to a file that is not there yet.
	Backup func(ctx context.Context, file string) error
	// IsAt tells whether a path leads to the workspace's own files, where nothing
	// else may be written.
	IsAt func(path string) bool
	// Backups are its backups; nil where there are none to be had.
	Backups playbook.Backups
	// Restore closes the workspace, puts a backup in its place and opens it
	// anew. On an error it returns the workspace that was there, opened anew,
	// or nil where that does not open either.
	Restore func(ctx context.Context, file string) (*Workspace, error)
	// Forgetter makes a person leave the workspace and what is kept beside it;
	// nil where that cannot be done.
	Forgetter playbook.Forgetter
	// Exporter tells all of the workspace, to write it for other programs; nil
	// where that cannot be done.
	Exporter playbook.Exporter
	// Packs are the use cases of account packs, Courier reads and writes their
	// files; nil where accounts cannot travel.
	Packs   *work.Packs
	Courier Courier
	// Handed returns the files that were opened meanwhile by another start of the
	// program, to be opened here; nil where there is no such way.
	Handed func() []string
	// Place is where the file lies, as far as that is a risk.
	Place playbook.FilePlace
	// Check reads the pages of the file until its context ends; damage is a
	// playbook.FileTrouble. nil where nothing is to be checked.
	Check func(ctx context.Context) error
	// Damaged is set by the window once the file has turned out to be: nothing
	// more is written then.
	Damaged bool
	// Close lets go of the file.
	Close func() error
}

// A Courier reads and writes the files of account packs with the key of this
// installation. Its methods are called in the background.
type Courier interface {
	// Key is with what packs are signed here.
	Key() (pack.Key, error)
	// SealPack returns the bytes of a pack.
	SealPack(out work.PackOut, sensitive bool, l pack.Lock) ([]byte, error)
	// OpenPack opens the pack in a file; the error is one of package pack, or of
	// reading the file.
	OpenPack(path, passphrase string) (*pack.Pack, work.PackIn, error)
}

// ErrFirstStart is returned by Office.Open when nobody has worked here yet.
var ErrFirstStart = errors.New("first start")

// An Office opens workspaces and keeps what belongs to the installation. Its
// methods are called in the background.
type Office interface {
	// SystemName is who the system says sits here, "" when it does not know.
	SystemName() string
	// Open opens the workspace of last time, or ErrFirstStart.
	Open(ctx context.Context) (*Workspace, error)
	// Start remembers the person and opens a workspace for them, made where
	// there is none: their own, or the one that the sample goes into.
	Start(ctx context.Context, p Person, sample bool) (*Workspace, error)
	// DataFolder is where workspaces and the log are.
	DataFolder() string
	// Own tells whether a workspace of one's own exists beside the sample.
	Own() bool
}

// A Door is a Runner that can be shut behind a room.
type Door interface {
	screen.Runner
	Close()
}

// Options say how a window is made; the zero value is right for the program.
type Options struct {
	Now   func() time.Time // the clock
	Timer kit.Timer        // kit.UITimer
	// Doors returns a new Door for each room. nil: a kit.Background.
	Doors func() Door
	Mode  kit.Mode // light, dark or as the system; "" as it was chosen last
	First screen.Place
	File  string // to open once a workspace is open, "" for none
	// CopyFile puts a file on the system's clipboard, in the background; nil where
	// that cannot be done. Its error is a sentence.
	CopyFile func(ctx context.Context, path string) error
	// Forward brings the window to the front, also one that is minimised; nil asks
	// for the keyboard alone.
	Forward func(fyne.Window)
}
