package playbook

import "fmt"

// Before tells what a row was when an act began, in the trash or not; nil when
// it was not there.
type Before func(n Noun) Noun

// AsItStands is the Before of what puts rows back as they stood once: nothing
// in them is news.
func AsItStands(n Noun) Noun { return n }

// AllNew is the Before of rows that were never there.
func AllNew(Noun) Noun { return nil }

// InTime refuses “kept” for a promise that was delivered after its day, and
// “kept late” for one that was not: the two figures that stand side by side
// build on that difference. A day that is not known breaks nothing.
func (r *Record) InTime(p *Promise) error {
	due, _ := r.DueOf(p)
	if due == "" || p.DeliveredOn == "" {
		return nil
	}
	days := fmt.Sprintf("it was delivered on %s and due on %s", p.DeliveredOn.Short(), due.Short())
	switch {
	case p.Outcome == "kept" && p.DeliveredOn > due:
		return refused("“"+clip(p.Text, 60)+"” cannot be marked as kept", days+"; choose “Kept late”")
	case p.Outcome == "kept_late" && p.DeliveredOn <= due:
		return refused("“"+clip(p.Text, 60)+"” cannot be marked as kept late", days+", which is in time; choose “Kept”")
	}
	return nil
}

// checkInTime holds InTime for the promises whose outcome, delivery or day the
// act has changed.
func checkInTime(r Reader, was Before, rec *Record) error {
	dated := func(p *Promise) bool {
		return (p.Outcome == "kept" || p.Outcome == "kept_late") && p.DeliveredOn != ""
	}
	for i := range rec.Promises {
		if p := &rec.Promises[i]; dated(p) && p.DueKind == "anchor" {
			if err := r.Rows(&rec.Plans, rec.Account.ID); err != nil {
				return err
			}
			break
		}
	}
	for i := range rec.Promises {
		p := &rec.Promises[i]
		if !dated(p) {
			continue
		}
		if err := rec.InTime(p); err != nil {
			if err := movedDay(was, rec, p, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// movedDay says what to do about a promise whose outcome does not fit its days:
// nil when the act did not bring that about.
func movedDay(was Before, rec *Record, p *Promise, broken error) error {
	old, ok := was(p).(*Promise)
	if !ok || old.Outcome != p.Outcome || old.DeliveredOn != p.DeliveredOn {
		return broken
	}
	before := Record{Account: rec.Account, Handoff: rec.Handoff}
	if a, ok := was(&rec.Account).(*Account); ok {
		before.Account = *a
	}
	if h, ok := was(&rec.Handoff).(*Handoff); ok {
		before.Handoff = *h
	}
	for i := range rec.Plans {
		if plan, ok := was(&rec.Plans[i]).(*Plan); ok && plan.TrashedAt == "" {
			before.Plans = append(before.Plans, *plan)
		}
	}
	if p.Outcome == "kept_late" {
		return nil // it was late by the day it was judged by
	}
	due, _ := rec.DueOf(p)
	own := old.DueKind != p.DueKind || old.DueOn != p.DueOn || old.DueAnchor != p.DueAnchor || old.DueDays != p.DueDays
	if moved, _ := before.DueOf(old); moved == due || !own && before.InTime(old) != nil {
		return nil // it was so before
	}
	return refused("“"+clip(p.Text, 60)+"” is marked as kept, and with this day it would not be so",
		fmt.Sprintf("it was delivered on %s and would be due on %s; choose “Kept late” first, or take its outcome back", p.DeliveredOn.Short(), due.Short()))
}

// checkReleased holds the conditions of a release of Sales when the act sets
// its day. A handoff that comes as a whole, as from a form, brings its release
// along.
func checkReleased(r Reader, was Before, rec *Record) error {
	old, ok := was(&rec.Handoff).(*Handoff)
	if rec.Handoff.SalesReleasedOn == "" || !ok || old.SalesReleasedOn != "" {
		return nil
	}
	if err := r.Rows(&rec.Tasks, rec.Account.ID); err != nil {
		return err
	}
	if left := rec.ReleaseBlockers(); len(left) > 0 {
		return refused("Sales is not released yet", left...)
	}
	return nil
}

// ReleaseBlockers returns what keeps Sales from being released, in words;
// nothing when it can be.
func (r *Record) ReleaseBlockers() []string {
	out := r.Handoff.unaccepted()
	if blank(r.Handoff.SalesExit) {
		out = append(out, "no exit condition is agreed; write when Sales is released")
	}
	for _, t := range r.SalesDuties() {
		out = append(out, "“"+clip(t.Title, 60)+"” is still open")
	}
	return out
}
