package work

import (
	"context"
	"strings"

	"kept/playbook"
)

// A TaskChange is what to do with a task. Evidence counts for Done, Reason
// for Skipped and Blocked, Class and WaitingOn for Blocked.
type TaskChange struct {
	To        playbook.TaskState
	Evidence  string
	Reason    string
	Class     string // one of playbook.BlockClasses, "" for none of them
	WaitingOn string // one of playbook.WaitingOn, "" for whoever has the task
}

// SetTask moves a task to a state and returns it as stored. Moving to the
// present state is not an error and leaves DoneAt alone. The rules of Task
// refuse what lacks its evidence or reason. A task that becomes blocked begins
// a block, whose clock runs until the task leaves that state; ticking the
// kickoff of a plan takes its baseline; and what waits for the task is dated
// again.
func (d *Desk) SetTask(ctx context.Context, id playbook.ID, c TaskChange) (playbook.Task, error) {
	var t playbook.Task
	t.ID = id
	verbs := map[playbook.TaskState]string{playbook.TaskDone: "Tick", playbook.Todo: "Untick", playbook.Doing: "Begin", playbook.Skipped: "Skip", playbook.Blocked: "Block"}
	if err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Load(&t) }); err != nil {
		return t, err
	}
	verb, title := verbs[c.To], t.Title
	if c.To == playbook.Todo && t.State == playbook.Blocked {
		verb = "Unblock"
	}
	if title == "" {
		title = "task"
	}
	err := d.do(ctx, verb+" “"+clip(title)+"”", c.Reason, func(tx playbook.Tx) (err error) {
		t, err = d.setTask(tx, id, c)
		return err
	})
	return t, err
}

func (d *Desk) setTask(tx playbook.Tx, id playbook.ID, c TaskChange) (playbook.Task, error) {
	var was playbook.Task
	t, err := playbook.Change(tx, id, func(t *playbook.Task) error {
		was = *t
		return d.apply(t, c)
	})
	if err != nil || t.State == was.State && c.To != playbook.Blocked {
		return t, err
	}
	if err := d.keepBlocks(tx, &was, &t, c); err != nil {
		return t, err
	}
	if t.State == was.State {
		return t, nil
	}
	if t.State == playbook.TaskDone {
		if err := d.freezeAtKickoff(tx, &t); err != nil {
			return t, err
		}
	}
	// What was settled until now may have a day of its own again.
	dated := d.redateAfter
	if t.Open() && !was.Open() && !t.PlanID.IsZero() {
		dated = func(tx playbook.Tx, t *playbook.Task) error { return d.Redate(tx, t.AccountID) }
	}
	if err := dated(tx, &t); err != nil {
		return t, err
	}
	return t, tx.Load(&t)
}

func (d *Desk) apply(t *playbook.Task, c TaskChange) error {
	if c.Evidence != "" {
		t.Evidence = strings.TrimSpace(playbook.CleanText(c.Evidence))
	}
	switch {
	case c.To == playbook.TaskDone && t.State != playbook.TaskDone:
		t.DoneAt, t.DoneBy, t.Reason = playbook.MomentOf(d.Now()), d.Who, ""
	case c.To != playbook.TaskDone:
		t.DoneAt, t.DoneBy = "", ""
		t.Reason = strings.TrimSpace(playbook.CleanText(c.Reason))
	}
	t.State = c.To
	return nil
}

// SkipTask leaves a task out; what waits for it waits for what it waited for.
// The reason is kept with the task and in the history. One that the playbook
// does not let be skipped without a reason is refused without.
func (d *Desk) SkipTask(ctx context.Context, id playbook.ID, why string) (playbook.Task, error) {
	return d.SetTask(ctx, id, TaskChange{To: playbook.Skipped, Reason: why})
}

// SetNote writes the note of a task; seen is the note as it was shown.
func (d *Desk) SetNote(ctx context.Context, id playbook.ID, seen, typed, typing string) error {
	_, err := d.Set(ctx, Ref{"task", id}, "note", seen, typed, typing)
	return err
}

// SetOwner gives a task to a person. Nobody is refused for a task without a
// role, for then no one would be accountable.
func (d *Desk) SetOwner(ctx context.Context, id playbook.ID, owner string) error {
	owner = strings.TrimSpace(playbook.CleanText(owner))
	label := "Give task to " + clip(owner)
	if owner == "" {
		label = "Give task back to its role"
	}
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		t, err := playbook.Change(tx, id, func(t *playbook.Task) error {
			if owner == "" && t.Role == "" {
				return &playbook.InvalidError{Field: "owner", Message: "“" + clip(t.Title) + "” has no role that stands in; name the person who does it."}
			}
			t.Owner = owner
			return nil
		})
		if err != nil {
			return err
		}
		return d.followDates(tx, &t, []string{"owner"}) // somebody else is away on other days
	})
}

// accountable returns the owner of something new: who was named, else its writer.
func (d *Desk) accountable(named string) string {
	if named = strings.TrimSpace(playbook.CleanText(named)); named != "" {
		return named
	}
	return d.Who
}
