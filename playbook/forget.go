package playbook

import "context"

// A ForgetWho says who is to be forgotten: the person of a row, or whoever is
// called so.
type ForgetWho struct {
	Row       ID     // a stakeholder or a member, zero when Named is given
	Named     string // a name or an e-mail address
	Account   ID     // only on this account; zero for the whole workspace
	WholeName bool   // leave parts of the name that stand alone, such as a first name
}

// A ForgetPlace is one value in which a person stands.
type ForgetPlace struct {
	Noun        string
	Kind        string // of an item or a watch
	Row         ID
	Account     ID
	AccountName string
	Col         string
	Text        string // the words around, on one line; the value itself when it goes as a whole
	Trashed     bool   // it lies in the trash
	Part        bool   // only a part of the name stands there
	Whole       bool   // the value is emptied: an address or a note about the person
}

// MaxForgetPlaces bounds the places of a ForgetPlan; Values has the true count.
const MaxForgetPlaces = 400

// A ForgetPlan says what goes when a person is forgotten.
type ForgetPlan struct {
	Token  string   // what stands in place of the name from then on
	Names  []string // every spelling of the name that is looked for, the fullest first
	Mails  []string
	Phones []string
	Parts  []string // parts of the name that go too where they stand alone
	Shared []string // parts that stay, because somebody else is called so
	People int      // rows that are this person
	Places []ForgetPlace
	Values int            // values changed, in the trash too
	ByNoun map[string]int // of these, by noun
	Trash  int            // of these, in the trash
	Lines  int            // lines of the history
	Acts   int            // names, labels and reasons of acts
	Search int            // entries of the search
	// Backups are the files that still hold the name afterwards. They are the
	// person's to delete; otherwise they age out.
	Backups []string
	Logs    int // lines of the logs, 0 as it should be
	// Waiting is true after the deed when the file could not be cleared of it,
	// since another program had it open or the disk was full; it is cleared when
	// the workspace is opened next.
	Waiting bool
}

// ClearedLater is said where a plan is Waiting after the deed.
const ClearedLater = "The file could not be cleared of it yet, since another program has it open or the disk is full; that is done when the workspace is opened next."

// Empty tells whether nobody is called so anywhere.
func (p *ForgetPlan) Empty() bool {
	return p.People == 0 && p.Values == 0 && p.Lines == 0 && p.Acts == 0 && p.Logs == 0
}

// A Forgetter makes a person leave the workspace for good.
type Forgetter interface {
	// PlanForget says what would go and changes nothing.
	PlanForget(ctx context.Context, who ForgetWho) (ForgetPlan, error)
	// Forget takes the person out of fields, history, search, trash and logs
	// and clears what the file still holds of them. It cannot be undone. It
	// returns ErrNotFound when there is nothing to forget.
	Forget(ctx context.Context, a Act, who ForgetWho) (ForgetPlan, error)
}
