// Package merge unites what two workspaces know of an account. Claims, the acts
// of the history, are a set that only grows: uniting two of them is commutative,
// associative and idempotent, and the rows are a function of the set. Of a value
// that was written twice the newer stamp holds, and between equal stamps the
// greater ID; what two sides have written without knowing of each other is shown
// before it counts. It is pure: no files, no keys, no store.
//
// Everywhere claims may come in any order, and one of them several times with
// some of its lines.
package merge

import (
	"time"

	"kept/playbook"
)

// A Value is one value of a row with the claim that wrote it.
type Value struct {
	Text   string
	Stamp  int64
	Claim  playbook.ID
	Who    string
	Device string
	At     playbook.Moment
	Key    string
	Mend   bool // no person wrote it
}

// A Row is what claims lead to.
type Row struct {
	Noun    string
	ID      playbook.ID
	Gone    bool             // removed, as by an undone addition
	Here    Value            // when it was added or removed last; Text "" once it is gone
	Values  map[string]Value // by column, those that were ever written
	Account playbook.ID
}

// Class says which side has something the other does not have.
type Class int

// The classes of a Difference.
const (
	Same    Class = iota
	There         // only there something was written since both knew the same
	Here          // only here
	Both          // on both sides
	NewRow        // the row is unknown here
	OwnRow        // the row is unknown there
	Removed       // the row was removed or put into the trash there, and nothing written here since
)

// A Difference is one value, or, with Col "", one row in which two sides differ.
// A row that is in the trash on one side only differs in trashed_at; where the
// other side has gone on writing it, the class is Both.
type Difference struct {
	Noun        string
	Kind        string // of an item or a watch
	Row         playbook.ID
	Title       string // what the row is called there, or here where it is not there
	Col         string
	Class       Class
	Base        *Value // what both knew last, nil when they never did
	Here, There Value  // with Col "" the Text is the title of the row, "" where it is not
	Wins        bool   // without a choice what is there counts
	Purged      bool   // the row was removed for good here; without a choice it stays away
	CanKeep     bool   // both can be kept
}

// A Choice decides a Difference. With Col "" Theirs takes a new row, brings one
// that was purged, and lets go of one that was removed there; Mine leaves a new
// row in the trash and keeps a removed one; Keep makes a second row of what is
// there, and the row itself stays as it is here.
type Choice struct {
	Row  playbook.ID
	Col  string
	Take Side
	Text string // of Other
}

// A Side is what a Choice takes.
type Side int

// What can be chosen.
const (
	Newer  Side = iota // what counts without a choice
	Mine               // what is here
	Theirs             // what is there
	Keep               // both: of a long text one after the other, of rows both rows
	Other              // a third value
)

// Sides are what is known of one account on both sides.
type Sides struct {
	Account playbook.ID
	Here    []playbook.Claim
	There   []playbook.Claim
	Purged  map[playbook.ID]bool // rows of There that were removed for good here
}

// By says who takes in, where and when.
type By struct {
	Who, Device string
	Label       string // of the claim that what was chosen becomes
	At          time.Time
}
