package sample

import (
	"context"
	"slices"
	"time"

	"kept/playbook"
	"kept/playbook/work"
)

// scheduleTicks queues what happens to the tasks of a plan that has just been
// started: each on its due day, or at once where that has passed.
func (p *player) scheduleTicks(ctx context.Context, d *work.Desk, c *cast) error {
	rec, err := d.Record(ctx, c.id)
	if err != nil {
		return err
	}
	script := &c.story.Plan
	until := p.days.today.AddDays(script.Until)
	if script.Until > 0 {
		until = p.days.today
	}
	for i := range rec.Tasks {
		t := rec.Tasks[i]
		if t.Condition {
			continue
		}
		clock := 9*time.Hour + time.Duration(t.Pos*53%430)*time.Minute
		on := max(t.DueOn, d.Today())
		if t.DueOn < d.Today() {
			// What was done before the plan began is caught up from its end: a step
			// that is ticked late moves those that wait for it and are still open.
			clock = 9*time.Hour + time.Duration(len(rec.Tasks)-i)*4*time.Minute
		}
		change := work.TaskChange{To: playbook.TaskDone, Evidence: p.days.text(script.Evidence[t.Step])}
		if change.Evidence == "" && t.EvidenceAsked != "" {
			change.Evidence = "Filed with the account: " + t.EvidenceAsked
		}
		early := slices.Contains(script.Early, t.Step)
		switch {
		case script.Skip[t.Step] != "":
			change = work.TaskChange{To: playbook.Skipped, Reason: p.days.text(script.Skip[t.Step])}
		case script.Block[t.Step] != "":
			change = work.TaskChange{To: playbook.Blocked, Reason: p.days.text(script.Block[t.Step])}
		case slices.Contains(script.Doing, t.Step):
			change = work.TaskChange{To: playbook.Doing}
		case slices.Contains(script.Open, t.Step), t.DueOn == "", t.DueOn > until && !early:
			continue
		}
		on = on.AddDays(script.Late[t.Step])
		if on > until {
			on = until
		}
		on = max(p.days.day(p.days.today.DaysUntil(on)), d.Today())
		p.tell(c, p.clock(on, clock), p.ticker(&rec, &t), func(ctx context.Context, d *work.Desk) error {
			if note := script.Notes[t.Step]; note != "" {
				if err := d.SetNote(ctx, t.ID, "", p.days.text(note), ""); err != nil {
					return err
				}
			}
			_, err := d.SetTask(ctx, t.ID, change)
			return err
		})
	}
	return nil
}

// ticker is who moves a task: its owner when that is one of us, else the
// account's CSM, or the leader for what a leader decides.
func (p *player) ticker(rec *playbook.Record, t *playbook.Task) string {
	switch {
	case t.Role == "customer":
		return rec.Account.CSM
	case t.Role == "leader":
		return Leader
	case t.Owner != "":
		return t.Owner
	}
	return rec.Account.CSM
}
