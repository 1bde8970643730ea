package schedule

import "kept/playbook"

// Input is what a plan is computed from.
type Input struct {
	// Anchors are the known days by name: playbook.AnchorClose and so on, own
	// anchors by their id. One that is missing, empty or not a day from 1900 to
	// 2200 is not known. An own anchor that is in neither Anchors, even without a
	// day, nor Own does not exist.
	Anchors map[string]playbook.Date
	// Gaps give kickoff from close and go-live from kickoff while those two
	// are not in Anchors; a gap of 0 gives none.
	Gaps     playbook.Gaps
	Own      []playbook.OwnAnchor // own anchors, which follow another while they are not in Anchors
	Calendar Calendar
	Closed   []Stretch            // days off for the whole plan: the blackout days of the account
	Away     map[string][]Stretch // days off of a person, by owner
	Tasks    []Task
	Today    playbook.Date // what forecasts count from; "" gives none

	Lines []Line // what Dates computes; Plan does not read it
}

// A Stretch is a run of days off.
type Stretch struct {
	From, Until playbook.Date // both days belong to it; Until "" is one day
	Name        string        // why, as it stands in a reason: "leave", "Christmas peak"
}

// A Task asks for its day.
type Task struct {
	Key      string // its own name among the tasks, which After writes
	Title    string
	Anchor   string // "" for one that has its day from Pin, or from what it waits for
	Days     int    // from the anchor, negative before it
	Working  bool   // Days are working days; calendar days otherwise
	Duration int    // working days that the work takes, the last one its day; 0 is 1
	After    []playbook.Dependency
	Owner    string // whose days away it moves off

	Pin           playbook.Date // the day to which it was moved by hand, "" while its anchor decides
	PinBy, PinWhy string        // who moved it, and why

	DoneOn    playbook.Date // when it was done, "" while it is open
	Skipped   bool
	Blocked   bool
	Milestone bool // on its anchor's own day it is the anchor's event: go-live itself

	Deadline    playbook.Date // of the promise or criterion that it delivers, "" when there is none
	DeadlineWhy string        // which one that is: "promise “before Christmas peak”"
}

// A Day is the answer to one task, or one anchor.
type Day struct {
	Key   string
	On    playbook.Date // when it is due; "" while it waits
	Start playbook.Date // when its work begins

	Earliest playbook.Date // as soon as what it waits for allows
	Latest   playbook.Date // as late as its anchor, deadlines, and the end of the plan allow
	Slack    int           // working days from On to Latest, negative when it is too late
	Critical bool          // open and without slack: a slip is felt at once
	Forecast playbook.Date // On, or later when today, a block or something late pushes it; "" without Input.Today

	// Waiting says what is missing, "waiting for go-live date", and is "" when
	// there is a day.
	Waiting string
	Default bool // of an anchor: it comes from another and was not given

	Why string // of Dates only: the computation in words
}

// Result is a computed plan.
type Result struct {
	Anchors map[string]Day // the four anchors and one's own, each by its name
	Tasks   []Day          // as many as Input.Tasks, in their order

	GoLive       playbook.Date // forecast: of the go-live milestone, else of go-live as far as what comes before it allows
	GoLiveTarget playbook.Date // the anchor
	End          playbook.Date // the last day of any task that is not skipped
	ForecastEnd  playbook.Date // the same of the forecasts; "" without Input.Today

	Warnings []string // what a person should look at, each a sentence

	Lines []Day // what Dates computed, as many as Input.Lines

	in Input
}

// A Change is one task whose day differs between two computations.
type Change struct {
	Key, Title string
	Was, Now   playbook.Date // "" where it waits, or is not there
	Waiting    string        // what it waits for now, "" when it has a day
	Days       int           // working days from Was to Now, negative when it is earlier; 0 when either is missing
	Added      bool          // only the later computation has it
	Removed    bool          // only the earlier one has it
}
