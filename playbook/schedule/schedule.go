// Package schedule computes the days of a plan from its anchors and says why
// each of them is what it is. It is pure: no store, no clock. Templates,
// tasks and anchors are playbook's; who saves the days is not known here.
//
// # Where a task lies
//
// An offset counts from close, kickoff, go-live, renewal or an anchor of one's
// own, in calendar days or in working days of the plan. A target on a day off
// moves back to the working day before for an offset before its anchor, and
// forward to the next one for an offset after it. An anchor never moves, nor does
// what has the offset 0, not even when its owner is away: a warning says so.
// A day to which somebody moved the task takes the place of the target, as it
// is. Without its anchor, and without such a day, a task waits, and so does what
// waits for it: there is no guess. Kickoff and go-live follow the anchor before
// them by the playbook's gaps, own anchors by their days, while they have no day
// of their own, in calendar days, be that a day off or not.
//
// # Days off
//
// Days off are those of the calendar and, for the whole plan, the blackout days
// of the account; for the tasks of one person also the days on which they are
// away. Offsets in working days and the days between dependencies are counted
// in working days of the plan; the work itself, and the moving off a day off, in
// those of the owner.
//
// # Dependencies
//
// The work of a task takes Duration working days, the last of which is its day.
// It begins behind the last day of what it waits for, with a lag behind that
// many working days more. When the work for the target begins in time for that,
// the task lies on its target; else it lies where the work ends that begins on the
// first working day that is allowed: a dependency pushes, and never pulls. A done task lies on the day
// on which it was done, whatever it waited for. A skipped one keeps its target
// for show and takes no part: what waits for it waits for what it waited for,
// with the lags of both.
//
// # Earliest, latest, slack
//
// Earliest is when a task would end if everything that it waits for, directly
// and through others, ended as early as it can, and never later than it does;
// for one that waits for nothing it is its day. Latest is the last day on which nothing is too late:
// not the end of the plan, which is the last day of any task; not the anchor,
// for a task that counts back from it (the day before) or is its event, which
// is a milestone at the offset 0; not a deadline; not the latest begin of what
// waits for the task. It is a working day of the owner, or the task's own day.
// Slack is the number of the owner's working days from the task's day to Latest,
// negative when that is over. On a plan whose days meet all anchors and
// deadlines it is never negative. Critical is what is open and has none.
// Done and skipped tasks have their day for all of these, and no slack.
//
// # Forecasts
//
// What is open cannot be done before today, and what is blocked not today
// either; what waits for it is pushed on, as far as it has no room. Go-live is
// forecast for the day of its event; where a plan has none, for the anchor, or,
// when what counts back from it comes later, for the working day behind that.
package schedule

import "kept/playbook"

// Input is what a plan is computed from. A text that is no day of the calendar
// counts as no day.
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
}

// Result is a computed plan.
type Result struct {
	Anchors map[string]Day // the four anchors and one's own, each by its name
	Tasks   []Day          // as many as Input.Tasks, in their order

	GoLive       playbook.Date // as it is forecast; without Input.Today as the days are now; "" while it waits
	GoLiveTarget playbook.Date // the anchor
	End          playbook.Date // the last day of any task that is not skipped
	ForecastEnd  playbook.Date // the same of the forecasts; "" without Input.Today

	Warnings []string // what a person should look at, each a sentence

	plan *plan
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
