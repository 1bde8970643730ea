package playbook

import "errors"

// Trouble is why a workspace takes no change for now.
type Trouble string

// The troubles. Each ends without the person's words having to change: trying
// the same act again later is right.
const (
	TroubleFull     Trouble = "full"      // the disk has no room
	TroubleReadOnly Trouble = "read_only" // file or folder may not be written
	TroubleBusy     Trouble = "busy"      // another program keeps it locked
	TroubleMoved    Trouble = "moved"     // its path leads to it no more
	TroubleDisk     Trouble = "disk"      // reading or writing fails
)

// An UnsavedError says that an act is not stored because of the file or its
// disk, and not because of what the act is: nothing of it is written, and it
// may be done again as it is. Err is one sentence for the person: what is the
// matter and what to do.
type UnsavedError struct {
	Trouble Trouble
	Label   string // of the act
	Err     error
}

func (e *UnsavedError) Error() string { return e.Err.Error() }
func (e *UnsavedError) Unwrap() error { return e.Err }

// TroubleOf returns what keeps an act from being stored, "" when err is of
// another sort.
func TroubleOf(err error) Trouble {
	var u *UnsavedError
	if errors.As(err, &u) {
		return u.Trouble
	}
	return ""
}
