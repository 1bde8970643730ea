package metrics

import (
	"time"

	"kept/playbook"
)

// closeEnough is how many days a go-live may lie from the promised day to
// count as met.
const closeEnough = 5

// A GoLives is how far go-lives lay from the day first promised, in calendar
// days, and which of them lay within five. Unpromised counts those of accounts
// whose handoff names no day.
type GoLives struct {
	Off        Spread
	Within     Cases
	Unpromised int
}

// GoLiveAccuracy looks at the accounts that went live in the window.
//
//	|actual go-live − first promised|, days; within 5 days ÷ went live
//
// The promised day is the target go-live of the handoff, what Sales agreed
// with the customer; the plan's own day may have moved since. The actual one is
// the day on which the milestone that stands on the go-live itself was ticked,
// in the zone loc, of the running plan.
//
// Trap: a plan without such a milestone says nothing of its go-live, and an
// account that is not live yet is in neither figure, however late it is.
func GoLiveAccuracy(recs []playbook.Record, w Window, loc *time.Location) GoLives {
	var out GoLives
	for i := range recs {
		rec := &recs[i]
		day := wentLive(rec, loc)
		switch promised := rec.Handoff.GoLiveOn; {
		case day == "" || !w.Has(day):
		case promised == "":
			out.Unpromised++
		default:
			off := promised.DaysUntil(day)
			off = max(off, -off)
			out.Off = append(out.Off, off)
			out.Within = append(out.Within, Case{Account: rec.Account.ID, Verdict: verdict(off <= closeEnough)})
		}
	}
	return out
}

// wentLive returns the day of the go-live, "" while there was none.
func wentLive(rec *playbook.Record, loc *time.Location) playbook.Date {
	plan := rec.Plan()
	if plan == nil {
		return ""
	}
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if t.PlanID == plan.ID && t.Milestone && t.Anchor == playbook.AnchorGoLive && t.Days == 0 && t.State == playbook.TaskDone {
			return t.DoneAt.Day(loc)
		}
	}
	return ""
}
