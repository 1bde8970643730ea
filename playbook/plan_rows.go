package playbook

import "strings"

// An AccountAnchor is a day of one account that its plan counts from, beside
// close, kickoff, go-live and renewal.
type AccountAnchor struct {
	Meta
	Name  string // lower-case words joined by hyphens, as steps and tasks write it
	Title string
	On    Date // "" while nobody knows it: what counts from it waits
	// From and Days are where it lies while nobody has given it a date: days
	// after one of Anchors. From is "" for one that waits.
	From string
	Days int
}

// endsLikeDays tells whether an anchor's name reads as another with days behind
// it, as "list-2" does.
func endsLikeDays(name string) bool {
	return strings.Trim(name[strings.LastIndexByte(name, '-')+1:], "0123456789") == ""
}

// Check refuses a name that no step could write.
func (a *AccountAnchor) Check() error {
	switch {
	case !isSlug(a.Name) || isBuiltInAnchor(a.Name):
		return invalid("name", "%q is not a name for an anchor of your own; write lower-case words joined by hyphens, like data-delivered.", clip(a.Name, 40))
	case endsLikeDays(a.Name):
		return invalid("name", "The name %s ends like a number of days; end it with a word, like data-delivered.", clip(a.Name, 40))
	case blank(a.Title):
		return invalid("title", "The anchor %s has no title; say in words which day it is.", clip(a.Name, 40))
	case a.Days < -MaxOffset || a.Days > MaxOffset:
		return invalid("days", "The anchor %s is more than ten years from another; use at most %d days.", clip(a.Name, 40), MaxOffset)
	}
	return firstErr(oneOf("from", a.From, Anchors()), checkDates(a), checkTexts(a))
}

// A Baseline is what a plan said on a day: the dates that later ones are
// compared with.
type Baseline struct {
	Meta
	PlanID    ID
	Title     string // "Kickoff", "After the change of scope"
	On        Date
	By        string
	KickoffOn Date
	GoLiveOn  Date
	Dates     string // one line per task: its id, a space, its date
}

// Check refuses a baseline without a title or day.
func (b *Baseline) Check() error {
	switch {
	case blank(b.Title):
		return invalid("title", "The baseline has no title; name what it was taken for.")
	case b.On == "":
		return invalid("on", "The baseline has no day; say when it was taken.")
	}
	return firstErr(checkDates(b), checkTexts(b))
}

// DateOf returns the date that the baseline gives a task, "" when it had none
// or did not exist.
func (b *Baseline) DateOf(task ID) Date {
	id := task.String()
	for line := range strings.Lines(b.Dates) {
		if at, on, ok := strings.Cut(strings.TrimSpace(line), " "); ok && at == id {
			return Date(on)
		}
	}
	return ""
}

// A Block is a stretch in which a task could not go on. Its clock runs for
// whoever is waited on.
type Block struct {
	Meta
	TaskID    ID
	Class     string // one of BlockClasses
	WaitingOn string // one of WaitingOn
	Text      string // what blocks it
	Since     Moment
	Until     Moment // "" while it is blocked
	By        string
	EndedBy   string
}

// Check refuses a block without what blocks, on whom it waits, or since when.
func (b *Block) Check() error {
	switch {
	case blank(b.Text):
		return invalid("text", "The block says nothing; write what keeps the task from going on.")
	case b.WaitingOn == "":
		return invalid("waiting_on", "The block waits on nobody; choose the customer, us or a third party.")
	case b.Since == "":
		return invalid("since", "The block has no begin; say since when the task waits.")
	case b.Until != "" && b.Until < b.Since:
		return invalid("until", "The block ends before it begins; give the end a later time.")
	}
	return firstErr(oneOf("class", b.Class, BlockClasses()), oneOf("waiting_on", b.WaitingOn, WaitingOn()), checkTexts(b))
}

// Running tells whether the task is still blocked by it.
func (b *Block) Running() bool { return b.Until == "" }

// A TaskInput is what a role contributes to a task of a plan.
type TaskInput struct {
	Meta
	TaskID  ID
	Role    string
	Asked   string // "known gaps"
	Given   string // what was contributed, "" while it is missing
	GivenBy string
	GivenOn Date
}

// Check refuses an input of no role, or of nothing.
func (i *TaskInput) Check() error {
	switch {
	case i.Role == "":
		return invalid("role", "The input has no role; choose who has to contribute it.")
	case blank(i.Asked):
		return invalid("asked", "The input says nothing; write what is to be contributed.")
	case !blank(i.Given) && blank(i.GivenBy):
		return invalid("given_by", "“%s” was given by nobody; name who did.", clip(i.Asked, 60))
	}
	return firstErr(oneOf("role", i.Role, Roles()), checkDates(i), checkTexts(i))
}

// A Notice says that a promised date was moved, to one person or role that
// must know. It stays until they have seen it.
type Notice struct {
	Meta
	PromiseID ID // of a promise
	TaskID    ID // of a task, such as go-live
	Text      string
	WasOn     Date
	NowOn     Date // "" when the new day is not known
	Why       string
	ForWhom   string // who must know
	By        string
	On        Date
	SeenBy    string
	SeenOn    Date
}

// Check refuses a notice without its reason.
func (n *Notice) Check() error {
	switch {
	case blank(n.Text):
		return invalid("text", "The notice says nothing; write what has moved.")
	case blank(n.Why):
		return invalid("why", "The notice has no reason; say why the date was moved.")
	}
	return firstErr(checkDates(n), checkTexts(n))
}

// Words is the notice in one sentence, without its full stop.
func (n *Notice) Words() string {
	s := n.Text
	switch {
	case n.WasOn != "" && n.NowOn != "":
		s += ", from " + n.WasOn.Short() + " to " + n.NowOn.Short()
	case n.WasOn != "":
		s += ", from " + n.WasOn.Short() + " to no day yet"
	}
	return s + ": " + n.Why
}

// Open tells whether it was not seen yet.
func (n *Notice) Open() bool { return n.SeenOn == "" }
