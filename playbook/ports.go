package playbook

import "context"

// An AccountRow is what the list of accounts shows of one.
type AccountRow struct {
	ID            ID
	Name          string
	Stage         Stage
	Segment       string
	Value         Money
	Currency      string
	Seller, CSM   string
	CloseOn       Date         // the actual close date, or else the expected
	HandoffState  HandoffState // "" while there is no handoff
	TasksDone     int          // done or skipped
	TasksTotal    int
	NextTask      string // the open task due first, "" when none is open
	NextDue       Date   // "" when that task has no date
	OpenPromises  int    // promises without outcome
	LastChangedAt Moment
}

// An AccountFilter says which accounts a page shows.
type AccountFilter struct {
	Stage Stage       // "" for all
	Text  string      // words of name, promise, industry or people on it, by their beginnings
	Limit int         // rows of a page, 50 when not positive
	After *AccountRow // the last row of the page before
}

// A FilledKey names one value of an account.
type FilledKey struct {
	Noun string
	Row  ID
	Col  string
}

// An Event is one act of the history.
type Event struct {
	Seq    int64
	ID     ID
	Kind   string // do, undo or redo; forget or purge; purged when nothing is left of it
	Who    string
	Device string
	At     Moment
	Label  string
	Why    string
	Undone bool
	Count  int    // lines of the account, or in all
	Lines  []Line // at most 200 of them

	UndoneBy string // of an undone act: who took it back
	UndoneAt Moment // and when
	Turned   int64  // of an undo or redo: the Seq of the act that it turned
	TurnedBy string // whose act that was
	TurnedAt Moment // and of when

	Took     string // of an act that took in a pack: the key of the installation whose pack it was
	TookFrom string // and what that installation calls its person
	TookSure bool   // and whether somebody has compared its fingerprint
	TookActs int    // and how many acts it brought to the account, or in all
	Key      string // of what a pack brought: the key of the installation that brought it, "" for what was chosen here
}

// A Line is one changed column, or, with Col "", an added or removed row,
// whose JSON (columns by name to text) is New or Old.
type Line struct {
	Noun     string
	Row      ID
	Col      string
	Old, New string
	RowTitle string // what the row is called now, or was
	Kind     string // of an item or a watch: which list its row is in, "" when not known any more
}

// A HistoryQuery says which events are read. Every condition that is set
// narrows; an event comes with all its lines, also those that were not asked
// for.
type HistoryQuery struct {
	Limit  int   // events, 50 when not positive
	Before int64 // only events with a smaller Seq; 0 for the newest

	Noun string   // only acts that changed, added or removed a row of this noun, or took in a pack that did
	Kind string   // of these only the rows in this list; for items and watches
	Cols []string // of these only the ones in which one of the columns was changed or first filled
	Who  string   // only acts of the person, blind to case (of ASCII letters), and packs that brought some
	From Moment   // only acts at or after
	To   Moment   // only acts before
	// LabelsOnly leaves out the lines and their count.
	LabelsOnly bool
}

// A Touched is something that the history of an account tells of: a column of
// a noun, or, with Col "", that rows of it came or went.
type Touched struct {
	Noun string
	Kind string // of an item or a watch
	Col  string
}

// A HistoryIndex is what a history can be narrowed to.
type HistoryIndex struct {
	Touched []Touched
	Who     []string // by name
}

// Of names the account that a row of Today hangs on, and who is on it.
type Of struct {
	AccountName  string
	AccountStage Stage
	CSM, Seller  string
}

// A DueTask is an open task with its account.
type DueTask struct {
	Task
	Of
}

// A DueGroup is open tasks that wait for the same: for their owner, whatever
// their role, or, without one, for their role and the people on the account.
type DueGroup struct {
	Owner       string
	Role        string // "" for tasks with an owner, as are CSM and Seller
	CSM, Seller string
	Tasks       int
}

// A DueQuery says which open tasks are read.
type DueQuery struct {
	Today, Until Date       // those due on or before Until
	Of           []DueGroup // of these groups only, nil for all
	Limit        int        // 200 when not positive
}

// A DueRow is a row of an account, other than a task, whose day has come: a
// watched thing to look at, a belief to correct, a proof point to judge, an
// overdue promise, an inspection that was not made yet, a notice that nobody has
// seen.
type DueRow struct {
	Noun      string // watch, belief, proof_point, promise, inspection or notice
	Kind      string // of a watch; of a notice the role that must know where it names nobody
	Row       ID     // zero for an inspection
	AccountID ID
	Text      string
	Person    string // who believes it, who judges it, to whom it was promised, who moved it
	Owner     string // of a watch, a belief and a promise; of a notice who must know
	Day       int    // of a proof point and an inspection
	More      int    // proof points of the account that are due as well
	DueOn     Date
	Promise   ID // of a notice: the promise that was moved
	Task      ID // of a notice: the task that was moved
	Of
}

// MaxNotices bounds how many notices are read at once.
const MaxNotices = 200

// A StartingAccount is one that is onboarding.
type StartingAccount struct {
	ID          ID
	Name        string
	CSM, Seller string
	CloseOn     Date // the actual close date, or else the expected
}

// An OpenQuestion is an unanswered question with its account.
type OpenQuestion struct {
	Question
	Of
}

// A WaitingHandoff is a handoff with its account.
type WaitingHandoff struct {
	ID        ID
	AccountID ID
	State     HandoffState
	Since     Moment // when it came to that state, "" when never moved
	By        string // who moved it
	CloseOn   Date
	Of
}

// A TrashedRow is a row in the trash.
type TrashedRow struct {
	Noun        string
	Kind        string // of an item or a watch
	Row         ID
	Account     ID
	AccountName string
	Title       string
	At          Moment
	By          string
	With        int // rows that went there with an account
}

// A Hit is one found row. Snippet is the stretch of its other words around
// the first match, "" when the title alone matched.
type Hit struct {
	Noun        string
	Row         ID
	Account     ID
	AccountName string
	Title       string
	Snippet     string
}

// A Portfolio reads across accounts. Every method costs a fixed number of
// queries, whatever it returns.
type Portfolio interface {
	Purger
	// AccountRows returns one page of the live accounts by name.
	AccountRows(ctx context.Context, f AccountFilter) ([]AccountRow, error)
	// AccountCounts returns how many live accounts stand at each stage.
	AccountCounts(ctx context.Context) (map[Stage]int, error)
	// FindAccounts returns the account with the id, else those with exactly
	// that name, else those whose name begins so; case does not matter.
	FindAccounts(ctx context.Context, typed string) ([]AccountRow, error)
	// TasksDue returns open tasks that are due, of live accounts that are not
	// lost: what is overdue before what is due today, conditions first in both,
	// the oldest first, and then what is due later, the soonest first.
	TasksDue(ctx context.Context, q DueQuery) ([]DueTask, error)
	// DueGroups counts the same tasks by what they wait for.
	DueGroups(ctx context.Context, until Date) ([]DueGroup, error)
	// DueDays counts the open tasks of groups by the day they are due, from one
	// day to another; a day without any is not in it.
	DueDays(ctx context.Context, from, until Date, of []DueGroup) (map[Date]int, error)
	// RowsDue returns what else is due, of live accounts that are not lost: open
	// assumptions, risks and gaps whose day has come; open beliefs that differ
	// from the contract, likewise; promises without outcome whose day is over;
	// of each closed account the first proof point that is not judged, once it
	// is due before or on until; of each account at onboarding the last
	// inspection that should have been made and was not, within 90 days of the
	// close; the newest notices that nobody has seen, at most MaxNotices.
	RowsDue(ctx context.Context, today, until Date) ([]DueRow, error)
	// Starting returns the accounts at onboarding that closed on or after a
	// day, the longest ago first.
	Starting(ctx context.Context, since Date) ([]StartingAccount, error)
	// PlanLoads returns what the live accounts that are not lost ask of our
	// people, by name: those whose running plan has an open task, and those
	// without a plan that close, or closed, on or after a day. What counts from the
	// renewal asks for nobody's weeks.
	PlanLoads(ctx context.Context, since Date) ([]PlanLoad, error)
	// OpenQuestions returns unanswered questions, the longest waiting first.
	OpenQuestions(ctx context.Context) ([]OpenQuestion, error)
	// HandoffsIn returns the handoffs in one of the states, the longest in it first.
	HandoffsIn(ctx context.Context, states ...HandoffState) ([]WaitingHandoff, error)
	// Search finds live rows in which every word of query begins a word.
	Search(ctx context.Context, query string, limit int) ([]Hit, error)
	// History returns the events that touched an account, the newest first;
	// of the whole workspace for the zero account. Taking in a pack touches the
	// accounts in it, also where nothing changed because of it.
	History(ctx context.Context, account ID, q HistoryQuery) ([]Event, error)
	// Brought returns what the packs that an act took in say was done to an
	// account, the newest first; to all of them for the zero account. Seq is 0.
	Brought(ctx context.Context, account ID, act int64) ([]Event, error)
	// HistoryIndex returns what the history of an account can be narrowed to.
	HistoryIndex(ctx context.Context, account ID) (HistoryIndex, error)
	// FirstFilled returns when each value of an account first became other
	// than empty.
	FirstFilled(ctx context.Context, account ID) (map[FilledKey]Moment, error)
	// Trash returns what is in the trash, the newest first.
	Trash(ctx context.Context) ([]TrashedRow, error)
	// Restore takes a row out of the trash as one act.
	Restore(ctx context.Context, a Act, noun string, row ID) error
	// DataVersion changes when any program has written since.
	DataVersion(ctx context.Context) (int64, error)
	// LastChange returns the newest event without its lines, nil when nothing
	// was ever written.
	LastChange(ctx context.Context) (*Event, error)
}
