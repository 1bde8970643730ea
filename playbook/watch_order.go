package playbook

import (
	"cmp"
	"slices"
)

// Attention says how much a watched thing needs somebody; the smaller, the
// sooner.
type Attention int

// The ranks of WatchesByNeed.
const (
	WatchOverdue Attention = iota // its day is over
	WatchDue                      // its day is today, or within WatchWithin days
	WatchSeen                     // a risk of which the first sign was seen
	WatchSevere                   // a risk of high severity
	WatchQuiet                    // everything else that is open
	WatchSettled                  // true, false, past or closed
)

// WatchWithin is how many days ahead a watched thing counts as due.
const WatchWithin = 7

// Attention ranks the watched thing as of a day.
func (w *Watch) Attention(today Date) Attention {
	switch {
	case !w.IsOpen():
		return WatchSettled
	case w.DueOn != "" && w.DueOn < today:
		return WatchOverdue
	case w.DueOn != "" && w.DueOn <= today.AddDays(WatchWithin):
		return WatchDue
	case w.SeenOn != "":
		return WatchSeen
	case w.Severity == "high":
		return WatchSevere
	}
	return WatchQuiet
}

// WatchesByNeed returns all that is watched on the account, what needs
// attention first: by rank, then the soonest day, then severity. What is
// settled comes last, the last settled first.
func (r *Record) WatchesByNeed(today Date) []*Watch {
	out := make([]*Watch, len(r.Watches))
	last := map[ID]Date{}
	for i := range r.Watches {
		out[i] = &r.Watches[i]
	}
	for i := range r.WatchReviews {
		if v := &r.WatchReviews[i]; v.On > last[v.WatchID] {
			last[v.WatchID] = v.On
		}
	}
	day := func(w *Watch) Date {
		if w.DueOn == "" {
			return "9999"
		}
		return w.DueOn
	}
	severity := func(w *Watch) int { return -slices.Index([]string{"", "low", "medium", "high"}, w.Severity) }
	slices.SortStableFunc(out, func(a, b *Watch) int {
		rank := cmp.Compare(a.Attention(today), b.Attention(today))
		if rank == 0 && !a.IsOpen() {
			return cmp.Or(cmp.Compare(last[b.ID], last[a.ID]), cmp.Compare(a.Pos, b.Pos))
		}
		return cmp.Or(rank, cmp.Compare(day(a), day(b)), cmp.Compare(severity(a), severity(b)), cmp.Compare(a.Pos, b.Pos))
	})
	return out
}

// StateLabel says how a watched thing stands, in the words of its kind:
// Untested, First sign seen, Still open.
func (w *Watch) StateLabel() string {
	if w.Kind == Risk && w.IsOpen() && w.SeenOn != "" {
		return LabelOf(reviewResults(), "seen")
	}
	_, in := FieldOfColumn("watch", w.Kind, "state")
	switch {
	case in == nil:
		return w.State
	case w.State == "" || LabelOf(in.Options, w.State) == w.State:
		return in.Options[0].Label // a state that its kind does not know is still open
	}
	return LabelOf(in.Options, w.State)
}

// DueLabel says what the day of a watched thing is for: Test by, Look again
// on, Review on.
func (w *Watch) DueLabel() string {
	if _, in := FieldOfColumn("watch", w.Kind, "due_on"); in != nil {
		return in.Label
	}
	return Label("watch", "due_on")
}

// Became returns the risk that was made of a false assumption, nil when none
// was.
func (r *Record) Became(assumption ID) *Watch {
	for i := range r.Watches {
		if w := &r.Watches[i]; w.Kind == Risk && w.FromID == assumption && !assumption.IsZero() {
			return w
		}
	}
	return nil
}

// Watched returns the watched thing with an id, nil when there is none.
func (r *Record) Watched(id ID) *Watch {
	for i := range r.Watches {
		if r.Watches[i].ID == id {
			return &r.Watches[i]
		}
	}
	return nil
}
