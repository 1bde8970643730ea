package work

import (
	"context"
	"strings"

	"kept/playbook"
)

// KeptAfter is for how many days a task that is over stays among MyTasks, so
// that a calendar which has it learns that it is done or skipped.
const KeptAfter = 90

// A Planned is a task with what its line in a calendar says of it.
type Planned struct {
	playbook.Task
	Account string // the account's name
	Phase   string
	Who     string // the person, else the role
	Why     string // why its date is what it is
}

// PlanTasks returns the tasks of an account as a calendar has them: the
// conditions, the running plan, and what came outside of it, those that are
// over too.
func (d *Desk) PlanTasks(ctx context.Context, account playbook.ID) (name string, out []Planned, err error) {
	rec, team, err := d.RecordAndTeam(ctx, account)
	if err != nil {
		return "", nil, err
	}
	return rec.Account.Name, planned(&rec, &team, func(*playbook.Task) bool { return true }), nil
}

// MyTasks returns the tasks of a person across all accounts that are not lost,
// by account: those that Today would show them, however far ahead, and those
// that were due within the last KeptAfter days and are over.
func (d *Desk) MyTasks(ctx context.Context) (out []Planned, err error) {
	err = d.Store.Read(ctx, func(r playbook.Reader) error {
		team, err := LoadTeam(r)
		if err != nil {
			return err
		}
		me := NeedsInput{Who: d.Who}
		if m := team.Member(d.Who); m != nil {
			me.Role = m.Role
		}
		var accounts []playbook.Account
		if err := r.Rows(&accounts, playbook.ID{}); err != nil {
			return err
		}
		over := d.Today().AddDays(-KeptAfter)
		for i := range accounts {
			a := &accounts[i]
			mine := func(t *playbook.Task) bool {
				return me.myTask(t.Owner, t.Role, a.CSM, a.Seller) && (t.Open() || t.DueOn >= over)
			}
			if a.Stage == playbook.Lost {
				continue
			}
			// Most accounts have nothing for one person: what a whole record
			// costs is paid for the others only.
			any, err := anyTask(r, a.ID, mine)
			if err != nil {
				return err
			}
			if !any {
				continue
			}
			rec, err := playbook.LoadRecord(r, a.ID)
			if err != nil {
				return err
			}
			out = append(out, planned(&rec, &team, mine)...)
		}
		return nil
	})
	return out, err
}

func anyTask(r playbook.Reader, account playbook.ID, mine func(*playbook.Task) bool) (bool, error) {
	var tasks []playbook.Task
	if err := r.Rows(&tasks, account); err != nil {
		return false, err
	}
	for i := range tasks {
		if mine(&tasks[i]) {
			return true, nil
		}
	}
	return false, nil
}

// planned returns the tasks of a record that are wanted, those of plans before
// the running one left out. A plan whose days cannot be computed is there all
// the same, without reasons.
func planned(rec *playbook.Record, team *Team, want func(*playbook.Task) bool) []Planned {
	var out []Planned
	dates, err := Dates(rec, team, "")
	plan, phases := rec.Plan(), map[playbook.ID]string{}
	for i := range rec.Phases {
		phases[rec.Phases[i].ID] = rec.Phases[i].Title
	}
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		if !t.PlanID.IsZero() && (plan == nil || t.PlanID != plan.ID) || !want(t) {
			continue
		}
		p := Planned{Task: *t, Account: rec.Account.Name, Phase: phases[t.PhaseID], Who: t.Owner}
		if p.Who == "" {
			p.Who = playbook.LabelOf(playbook.Roles(), t.Role)
		}
		// A day that was computed otherwise, as before the calendar changed, is
		// not explained by today's computation.
		if err == nil && t.DueOn != "" {
			if day, ok := dates.Day(t.ID); ok && day.On == t.DueOn {
				p.Why = strings.Join(dates.Why(t.ID), "; ")
			}
		}
		out = append(out, p)
	}
	return out
}
