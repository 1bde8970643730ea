package playbook

import (
	"context"
	"time"
)

// TrashDays is how long what is in the trash waits before a purge of what is
// old takes it: long enough for a quarter's end to find it missing.
const TrashDays = 90

// TrashedBefore returns the moment before which a row must have gone to the
// trash to be old at now: the beginning, in the clock's zone, of the day
// TrashDays before.
func TrashedBefore(now time.Time) Moment {
	y, m, d := now.Date()
	return MomentOf(time.Date(y, m, d-TrashDays, 0, 0, 0, 0, now.Location()))
}

// DaysLeft returns how many whole days the row still waits, 0 when a purge of
// what is old takes it.
func (t *TrashedRow) DaysLeft(now time.Time) int {
	if t.At < TrashedBefore(now) {
		return 0
	}
	return max(1, DateOf(now).DaysUntil(t.At.Day(now.Location()).AddDays(TrashDays)))
}

// A PurgeWhat says what is purged: one row of the trash, or all that went
// there before a moment.
type PurgeWhat struct {
	Noun   string
	Row    ID
	Before Moment // when Row is zero
}

// A PurgePlan says what goes for good.
type PurgePlan struct {
	Accounts int    // accounts
	Rows     int    // rows beside these accounts, those that went with them too
	Lines    int    // lines of the history that hold what they said
	Title    string // of the row when one is purged
	Waiting  bool   // as in a ForgetPlan
}

// Empty tells whether there is nothing to purge.
func (p *PurgePlan) Empty() bool { return p.Accounts+p.Rows == 0 }

// Words returns what goes: "3 accounts and 41 rows", "1 row".
func (p *PurgePlan) Words() string {
	switch {
	case p.Accounts == 0:
		return plural(p.Rows, "row")
	case p.Rows == 0:
		return plural(p.Accounts, "account")
	}
	return plural(p.Accounts, "account") + " and " + plural(p.Rows, "row")
}

// A Purger takes out of the trash for good.
type Purger interface {
	// PlanPurge says what would go and changes nothing.
	PlanPurge(ctx context.Context, what PurgeWhat) (PurgePlan, error)
	// Purge removes rows, and what history and search hold of them. It cannot
	// be undone. It returns ErrNotFound when nothing there is in the trash.
	Purge(ctx context.Context, a Act, what PurgeWhat) (PurgePlan, error)
}
