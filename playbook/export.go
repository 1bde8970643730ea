package playbook

import (
	"context"
	"encoding/json"
)

// An Exporter tells a workspace from end to end, so that it can be written for
// other programs.
type Exporter interface {
	// Export runs fn on the workspace as it is at one moment, whatever is
	// written meanwhile.
	Export(ctx context.Context, fn func(ExportReader) error) error
}

// An ExportReader tells the live accounts and the rows of the workspace a part
// at a time, so that their number costs no memory. What lies in the trash is
// not told. Nothing else may be read from inside one of its callbacks.
type ExportReader interface {
	// ExportAccounts returns the live accounts by name.
	ExportAccounts() ([]ExportAccount, error)
	// Records returns the whole records of the live ones among the accounts.
	Records(ids []ID) ([]Record, error)
	// CountRows returns how many rows of a noun EachRow tells.
	CountRows(noun string) (int, error)
	// EachRow calls do with every live row of a noun: those of one account after
	// another, by their place.
	EachRow(noun string, do func(Noun) error) error
	// EachAct calls do with every act that touched an account, the oldest first:
	// those of this workspace, then those of elsewhere that packs taken in have
	// brought and that stand. Of an act over several accounts it has the lines
	// of this one. The zero account asks for what hangs on none.
	EachAct(account ID, do func(ExportAct) error) error
}

// An ExportAccount names an account.
type ExportAccount struct {
	ID   ID
	Name string
}

// An ExportAct is an act of the history with all its lines. Its Kind may also
// be forget or purge, or purged when nothing is left of it.
type ExportAct struct {
	Claim
	Undone bool
	Took   string // of an act that took in a pack: the key that signed it, in hex
}

// WithoutSensitive takes what is sensitive out of the text of a history line:
// all of it for a sensitive column, its part of the JSON for a whole row, which
// has col "". It tells whether anything was left out. A text that is no such
// JSON stays as it is.
func WithoutSensitive(noun, col, text string) (string, bool) {
	if col != "" {
		if IsSensitive(noun, col) && text != "" {
			return "", true
		}
		return text, false
	}
	var row map[string]string
	if json.Unmarshal([]byte(text), &row) != nil {
		return text, false
	}
	hidden := false
	for name := range row {
		if IsSensitive(noun, name) {
			delete(row, name)
			hidden = true
		}
	}
	if !hidden {
		return text, false
	}
	b, err := json.Marshal(row)
	if err != nil {
		return "", true
	}
	return string(b), true
}
