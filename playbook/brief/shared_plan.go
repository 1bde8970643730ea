package brief

import (
	"kept/playbook"
)

// plan picks phases and tasks by their customer wording, and what delivery
// needs from the customer. Conditions of the acceptance never go out.
func (p *picker) plan() {
	s, h := p.s, &p.r.Handoff
	s.kickoff, s.goLive, s.intro = p.r.AnchorOn("kickoff"), p.r.AnchorOn("go_live"), h.IntroOn
	if s.goLive != "" {
		s.goLiveWhy = p.free("Why that go-live day", oneLine(h.GoLiveWhy))
	}
	s.users = joined("; ", suffix(p.free("Number of users", h.UserCount), " users"), p.free("User groups", oneLine(h.UserGroups)),
		p.free("Locations", oneLine(h.Locations)), p.free("Languages", oneLine(h.Languages)), prefix("training: ", p.free("Form of training", oneLine(h.TrainingForm))))
	s.environment = p.free("Environment limits", oneLine(h.EnvironmentLimits))
	s.blackouts = p.items(playbook.Blackout, "Blackout dates", func(it *playbook.Item) string { return joined(", ", oneLine(it.Text), span(it.On, it.Until)) })
	p.needs()
	plan := p.r.Plan()
	if plan == nil {
		return
	}
	s.planStarted = true
	for _, ph := range p.r.PhasesOf(plan.ID) {
		out := sharedPhase{}
		for _, k := range p.r.TasksOf(ph.ID) {
			if t, ok := p.task(&k); ok {
				out.from, out.until = widen(out.from, out.until, t.on)
				out.tasks = append(out.tasks, t)
			}
		}
		out.name = p.free("Phase", oneLine(ph.CustomerText))
		if out.name != "" || len(out.tasks) > 0 {
			s.phases = append(s.phases, out)
		}
	}
}

// task picks one task, and tells whether it goes out at all.
func (p *picker) task(k *playbook.Task) (sharedTask, bool) {
	if k.Condition || blank(k.CustomerText) || k.State == playbook.Skipped {
		return sharedTask{}, false
	}
	if !k.PromiseID.IsZero() && p.held[k.PromiseID] {
		p.hold("Task", k.CustomerText, "it belongs to a promise that is withheld")
		return sharedTask{}, false
	}
	t := sharedTask{text: p.free("Task", oneLine(k.CustomerText)), on: k.DueOn, done: k.State == playbook.TaskDone, milestone: k.Milestone, yours: k.Role == "customer"}
	switch {
	case p.known(k.Owner) != "":
		t.owner = oneLine(k.Owner)
		t.yours = t.yours || p.isTheirs(k.Owner)
	case t.yours:
		t.owner = "you"
	default:
		t.owner = "we"
	}
	return t, true
}

// waiting are the systems, approvals and data that delivery needs, in this
// order; a system that we reach already is no need any more.
func (p *picker) waiting() []*playbook.Item {
	var out []*playbook.Item
	for _, kind := range []string{playbook.Integration, playbook.Approval, playbook.DataSet} {
		for i := range p.r.Items {
			it := &p.r.Items[i]
			if it.Kind == kind && !blank(it.Text) && it.State != "given" && it.State != "tested" {
				out = append(out, it)
			}
		}
	}
	return out
}

func (p *picker) needs() {
	for _, it := range p.waiting() {
		n := sharedNeed{text: oneLine(it.Text), who: p.known(it.Who), on: it.On}
		switch it.Kind {
		case playbook.Integration:
			n.kind = "Access to"
			n.text = joined(": ", n.text, p.free("Integration, access", oneLine(it.Detail)))
		case playbook.DataSet:
			n.kind = "Data"
			n.text = joined(", ", n.text, p.free("Data set, volume", it.Qty))
		case playbook.Approval:
			n.kind = "Approval"
			n.text += suffix(p.free("Approval, lead time", oneLine(it.Detail)), ")", " (lead time: ")
		default:
			continue
		}
		p.free(n.kind, it.Text)
		p.s.needs = append(p.s.needs, n)
	}
}
