package work

import (
	"cmp"
	"slices"

	"kept/playbook"
)

// moved offers the other phase of a step that has one in the template now.
func (u *Upgrade) moved(rec *playbook.Record, s *playbook.Step, t *playbook.Task) {
	was, is := phaseOfStep(&u.Then, s.ID), phaseOfStep(&u.Now, s.ID)
	i := indexOf(rec.Phases, t.PhaseID)
	if was.Code == is.Code || i < 0 || rec.Phases[i].Code == is.Code {
		return
	}
	it := UpgradeItem{Key: s.ID + ".phase", Kind: UpgradeChange, Step: s.ID, Title: t.Title, Value: "Phase", Then: was.Title, Now: is.Title, Has: rec.Phases[i].Title}
	if rec.Phases[i].Code != was.Code {
		it.Conflict = "it was changed in the plan"
	}
	u.add(it, t)
}

func phaseOfStep(b *playbook.Playbook, step string) *playbook.TemplatePhase {
	for i := range b.Phases {
		if slices.ContainsFunc(b.Phases[i].Steps, func(s playbook.Step) bool { return s.ID == step }) {
			return &b.Phases[i]
		}
	}
	return nil
}

// takePhase moves a task into the phase that its step has in the template now,
// and to its place there.
func (d *Desk) takePhase(r *playbook.Record, p *playbook.Plan, u *Upgrade, t *playbook.Task) {
	t.PhaseID, t.Pos = d.placeFor(r, p, u, t.Step)
	slices.SortStableFunc(r.Tasks, func(a, b playbook.Task) int { return cmp.Compare(a.Pos, b.Pos) })
}

// placeFor returns the phase of a step, and room behind the nearest step before
// it that has a task.
func (d *Desk) placeFor(r *playbook.Record, p *playbook.Plan, u *Upgrade, step string) (phase playbook.ID, pos int) {
	for i := range u.Now.Phases {
		ph := &u.Now.Phases[i]
		for j := range ph.Steps {
			s := &ph.Steps[j]
			if s.ID == step {
				return d.phaseFor(r, p, ph, i), roomBehind(r.Tasks, pos, 1)
			}
			if at := slices.IndexFunc(r.Tasks, func(t playbook.Task) bool { return t.PlanID == p.ID && t.Step == s.ID }); at >= 0 {
				pos = r.Tasks[at].Pos
			}
		}
	}
	return phase, pos
}

// phaseFor returns the phase of the plan, which it makes where the template has
// a new one.
func (d *Desk) phaseFor(r *playbook.Record, p *playbook.Plan, tp *playbook.TemplatePhase, at int) playbook.ID {
	for i := range r.Phases {
		if r.Phases[i].PlanID == p.ID && r.Phases[i].Code == tp.Code {
			return r.Phases[i].ID
		}
	}
	ph := PhaseFrom(tp)
	ph.ID, ph.AccountID, ph.PlanID, ph.Pos = playbook.NewID(d.Now()), r.Account.ID, p.ID, max(at, 1)
	r.Phases = append(r.Phases, ph)
	return ph.ID
}
