package work

import (
	"context"

	"kept/playbook"
	"kept/playbook/merge"
)

// An AnswersView is what a file of answers, or a YAML form, would change of an
// account. Nothing of it is stored yet.
type AnswersView struct {
	Account playbook.ID // the one that is meant; of a new account the id that it gets
	Name    string
	New     bool            // there is no such account yet
	By      string          // who filled it, as the file says; "" of a YAML form
	At      playbook.Moment // when, by the clock of that computer
	AskedBy string          // who asked for it, "" of a YAML form
	AskedAt playbook.Moment // when, which is what its base is of
	Groups  []AnswerGroup   // by section, in their order; the questions first
}

// An AnswerGroup is the differences of one section, or those of the questions.
type AnswerGroup struct {
	Title string
	Rows  []AnswerDifference
}

// An AnswerDifference is a value, a row, the order of a list, an explicit none
// or the answer to a question, that the file has otherwise than the workspace.
// What a Choice says of it is said by Row and Col.
//
// Class is merge.There for what was changed there alone, merge.Both for what
// was changed on both sides since the page was made, merge.NewRow and
// merge.Removed for rows. Col is "" of a row, "order" of the order of a list,
// and "none" of an explicit none; Row is then the account's, and Noun is the
// key of the list in the table of fields.
type AnswerDifference struct {
	merge.Difference
	Place     string // the list and the row, or the field: Promises · “Import of 12 months”
	Label     string // what the value is called; "" of a row
	HereText  string // what is here, as a person reads it; "" for nothing
	ThereText string // what the file says, likewise; of a new row all that it says, line by line
	Why       string // why it cannot be stored as it is; a Choice of Other may put it right
	Sensitive bool   // masked on a shared screen
	Long      bool   // both can be kept, one after the other
	Chosen    bool   // a person has chosen
}

// Open tells whether a person has to choose: both sides changed it, or it
// cannot be stored as it is. Without a choice what is here stays.
func (d *AnswerDifference) Open() bool { return !d.Chosen && (d.Class == merge.Both || d.Why != "") }

// Count returns how many differences there are, and how many of them are open.
func (v *AnswersView) Count() (all, open int) {
	for _, g := range v.Groups {
		for i := range g.Rows {
			all++
			if g.Rows[i].Open() {
				open++
			}
		}
	}
	return all, open
}

// A Past tells who changed what is here, and when. The workspace's store is one.
type Past interface {
	History(ctx context.Context, account playbook.ID, q playbook.HistoryQuery) ([]playbook.Event, error)
}

// Removable refuses to put a row into the trash as RemoveRowFor does: a
// criterion without a reason, and a person who judges something.
func Removable(tx playbook.Tx, n playbook.Noun, why string) error { return removable(tx, n, why) }
