package work

import "kept/playbook"

// The steps of a playbook that are done by a transition of the handoff itself.
// Playbooks share these keys; a plan of one without them has nothing to tick.
const (
	stepSubmit = "submit-handoff"
	stepAccept = "accept-handoff"
)

// doneBy returns the key of the step that a transition does, "" when it does
// none: a return leaves both as they are, for the handoff comes again.
func doneBy(t playbook.Transition) string {
	switch {
	case t.To == playbook.Submitted:
		return stepSubmit
	case t.To.IsAccepted():
		return stepAccept
	}
	return ""
}

// tickSteps ticks the open tasks of the running plan that the transition does,
// in its name and at its moment, so that nobody ticks by hand what the handoff
// already says.
func (d *Desk) tickSteps(tx playbook.Tx, rec *playbook.Record, by playbook.Transition) error {
	plan, step := rec.Plan(), doneBy(by)
	if plan == nil || step == "" {
		return nil
	}
	ticked := false
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if t.PlanID != plan.ID || t.Step != step || t.State == playbook.TaskDone || t.State == playbook.Skipped {
			continue
		}
		if _, err := playbook.Change(tx, t.ID, func(t *playbook.Task) error {
			settle(t, by)
			return nil
		}); err != nil {
			return err
		}
		ticked = true
	}
	if !ticked {
		return nil
	}
	return d.Redate(tx, rec.Account.ID)
}

// settleStarted makes a task of a plan that starts now done where the handoff
// has come past its step already.
func settleStarted(t *playbook.Task, rec *playbook.Record) {
	if s := rec.Handoff.State; s != playbook.Submitted && !s.IsAccepted() {
		return
	}
	for i := len(rec.Transitions) - 1; i >= 0; i-- {
		if by := rec.Transitions[i]; doneBy(by) == t.Step {
			settle(t, by)
			return
		}
	}
}

func settle(t *playbook.Task, by playbook.Transition) {
	t.State, t.DoneAt, t.DoneBy, t.Reason = playbook.TaskDone, by.At, by.By, ""
	if t.EvidenceAsked != "" && t.Evidence == "" {
		t.Evidence = by.To.Label() + ", in the handoff's history"
	}
}
