package work

import (
	"context"
	"slices"
	"strings"
	"time"

	"kept/playbook"
)

// BlockTask says that a task cannot go on: what kind of thing keeps it, on whom
// it waits, and what is missing, in words. Its clock runs from now. A task can be
// blocked by several things at once; the same one said again changes its words.
func (d *Desk) BlockTask(ctx context.Context, task playbook.ID, class, waitingOn, text string) (playbook.Task, error) {
	return d.SetTask(ctx, task, TaskChange{To: playbook.Blocked, Reason: text, Class: class, WaitingOn: waitingOn})
}

// Unblock lets a task go on: all its clocks stop.
func (d *Desk) Unblock(ctx context.Context, task playbook.ID) (playbook.Task, error) {
	return d.SetTask(ctx, task, TaskChange{To: playbook.Todo})
}

// keepBlocks keeps the blocks of a task in step with its state.
func (d *Desk) keepBlocks(tx playbook.Tx, was, now *playbook.Task, c TaskChange) error {
	if was.State != playbook.Blocked && now.State != playbook.Blocked {
		return nil
	}
	var blocks []playbook.Block
	if err := tx.Rows(&blocks, now.AccountID); err != nil {
		return err
	}
	blocks = slices.DeleteFunc(blocks, func(b playbook.Block) bool { return b.TaskID != now.ID || !b.Running() })
	at := playbook.MomentOf(d.Now())
	if now.State != playbook.Blocked {
		for i := range blocks {
			b := &blocks[i]
			b.Until, b.EndedBy = max(at, b.Since), d.Who
			if err := tx.Save(b); err != nil {
				return err
			}
		}
		return nil
	}
	b := playbook.Block{TaskID: now.ID, Class: c.Class, WaitingOn: c.WaitingOn, Text: now.Reason, Since: at, By: d.Who}
	b.AccountID = now.AccountID
	if b.WaitingOn == "" {
		b.WaitingOn = waitsOn(now)
	}
	for i := range blocks {
		if blocks[i].WaitingOn == b.WaitingOn && (blocks[i].Class == b.Class || b.Class == "") {
			blocks[i].Text = b.Text
			return tx.Save(&blocks[i])
		}
	}
	return tx.Save(&b)
}

// waitsOn is on whom a task waits when nobody says: on the customer for the
// customer's own task, else on us.
func waitsOn(t *playbook.Task) string {
	if t.Role == "customer" {
		return "customer"
	}
	return "us"
}

// BlocksOf returns the blocks of a task that run, the oldest first. A task that
// was blocked by an older version of the program has none.
func BlocksOf(rec *playbook.Record, task playbook.ID) []playbook.Block {
	var out []playbook.Block
	for _, b := range rec.Blocks {
		if b.TaskID == task && b.Running() {
			out = append(out, b)
		}
	}
	return out
}

// A Waited is for how long an account has waited on one party.
type Waited struct {
	On      string          // one of playbook.WaitingOn
	For     time.Duration   // times in which several tasks waited on them count once
	Blocks  int             // how many blocks that were
	Running int             // how many of them run
	Since   playbook.Moment // since when somebody waits on them without a break, "" when nobody does
}

// Days are whole days waited, rounded down.
func (w *Waited) Days() int { return int(w.For / (24 * time.Hour)) }

// A Clock tells who was waited on, and for how long.
type Clock struct {
	Parties []Waited // the customer, us, third parties, in this order
	// Untimed are tasks that are blocked without a clock, because that was said
	// with an older version of the program.
	Untimed []playbook.ID
}

// WaitingClock adds up the blocks of a record until now. Blocks of one party
// that overlap count once; blocks of two parties run on both clocks.
func WaitingClock(rec *playbook.Record, now time.Time) Clock {
	var c Clock
	until := playbook.MomentOf(now)
	timed := map[playbook.ID]bool{}
	for _, party := range playbook.WaitingOn() {
		w := Waited{On: party.Value}
		var own []playbook.Block
		for _, b := range rec.Blocks {
			if b.WaitingOn != party.Value {
				continue
			}
			w.Blocks++
			if b.Running() {
				w.Running++
				timed[b.TaskID] = true
				b.Until = max(until, b.Since)
			}
			own = append(own, b)
		}
		w.For, w.Since = unionOf(own)
		if w.Running == 0 {
			w.Since = ""
		}
		c.Parties = append(c.Parties, w)
	}
	for i := range rec.Tasks {
		if t := &rec.Tasks[i]; t.State == playbook.Blocked && !timed[t.ID] {
			c.Untimed = append(c.Untimed, t.ID)
		}
	}
	return c
}

// unionOf returns how long at least one of the blocks lasted, and since when the
// last unbroken stretch does. All of them have an end.
func unionOf(blocks []playbook.Block) (total time.Duration, last playbook.Moment) {
	slices.SortFunc(blocks, func(a, b playbook.Block) int { return strings.Compare(string(a.Since), string(b.Since)) })
	var end playbook.Moment
	for _, b := range blocks {
		from := b.Since
		switch {
		case last == "" || from > end:
			last = from
		default:
			from = end
		}
		if b.Until > from {
			total += b.Until.Time().Sub(from.Time())
		}
		end = max(end, b.Until)
	}
	return total, last
}
