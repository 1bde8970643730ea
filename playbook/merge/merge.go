// Package merge unites what two workspaces know of an account. Claims, the acts
// of the history, are a set that only grows: uniting two of them is commutative,
// associative and idempotent, and the rows are a function of the set. Of a value
// that was written twice the newer stamp holds, and between equal stamps the
// greater ID; what two sides have written without knowing of each other is shown
// before it counts. It is pure: no files, no keys, no store.
package merge

import "kept/playbook"

// A Value is one value of a row with the claim that wrote it.
type Value struct {
	Text   string
	Stamp  int64
	Claim  playbook.ID
	Who    string
	Device string
	At     playbook.Moment
	Key    string
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
	Removed       // the row was removed there, and nothing written here since
)

// A Difference is one value, or, with Col "", one row in which two sides differ.
type Difference struct {
	Noun        string
	Row         playbook.ID
	Col         string
	Class       Class
	Base        *Value // what both knew last, nil when they never did
	Here, There Value
	Wins        bool // without a choice what is there counts, for it is newer
}

// A Choice decides a Difference.
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
