package brief

import (
	"cmp"
	"slices"

	"kept/playbook"
	"kept/playbook/wording"
)

// measurements picks what was measured of an agreed criterion: all of it for
// the value page, with its source, and the latest figure otherwise.
func (p *picker) measurements(c *playbook.Criterion) []sharedMeasure {
	all := p.r.MeasurementsOf(c.ID)
	if p.kind != Value && len(all) > 1 {
		all = all[len(all)-1:]
	}
	var out []sharedMeasure
	for _, m := range all {
		one := sharedMeasure{value: p.free("Measurement", oneLine(m.Value)), on: m.On}
		if p.kind == Value {
			one.source = p.free("Measurement, source", oneLine(m.Source))
		}
		out = append(out, one)
	}
	return out
}

// questions picks what we want to ask them, with what they told us already. An
// answer that nobody chose and whose words are alike is to be read twice: a
// question struck out wrongly is never asked.
func (p *picker) questions() {
	for i := range p.r.CustomerQuestions {
		q := &p.r.CustomerQuestions[i]
		if blank(q.Text) {
			continue
		}
		out := sharedQuestion{text: p.free("Question for the customer", oneLine(q.Text))}
		if k := p.r.KnownAnswer(q, wording.Closest); k != nil {
			out.answer, out.who, out.on = p.free("Already told us", oneLine(k.Fact.Text)), p.known(k.Fact.Who), k.Fact.On
			if !k.Sure {
				p.s.twice = append(p.s.twice, Warning{Where: "Question for the customer", Text: clip(out.text, 90),
					Why: "is struck out because of a fact with like words (“" + clip(out.answer, 60) + "”)"})
			}
		}
		p.s.questions = append(p.s.questions, out)
	}
}

// nextStep picks the first step that is still to be done.
func (p *picker) nextStep() {
	plan := p.r.Plan()
	if plan == nil {
		return
	}
	var left []playbook.Task
	for _, t := range p.r.Tasks {
		if t.PlanID == plan.ID && open(&t) && !p.held[t.PromiseID] && !blank(t.CustomerText) {
			left = append(left, t)
		}
	}
	slices.SortStableFunc(left, func(a, b playbook.Task) int { return cmp.Compare(orLast(a.DueOn), orLast(b.DueOn)) })
	for i := range left {
		if t, ok := p.task(&left[i]); ok {
			p.s.phases = append(p.s.phases, sharedPhase{tasks: []sharedTask{t}})
			return
		}
	}
}
