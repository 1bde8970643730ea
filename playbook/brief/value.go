package brief

import (
	"strconv"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/metrics"
)

// valuePage is what has changed for the customer, measured: each criterion from
// where it began over what was measured to its target, the promises that were
// kept, and what they see next.
func valuePage(in Input) doc.Document {
	t := teller{in: &in, r: &in.Record}
	d := in.frame(Value.Label(), doc.Internal)
	reached := metrics.Criteria(t.r, in.day())
	d.FooterLeft = "Criteria: " + dueWords(reached.Reached, reached.Due, "reached")
	d.Blocks = []doc.Block{doc.Masthead{Name: clip(oneLine(t.r.Account.Name), shortTitle), Pill: reachedPill(reached), Line: doc.T(t.headline())}}
	if goal := t.r.Account.CustomerPromise; !blank(goal) {
		d.Blocks = append(d.Blocks, doc.Quote{Text: clip(oneLine(goal), shortGoal)})
	}
	if !blank(t.r.Handoff.CostOfInaction) || t.r.Handoff.CostPerMonth != "" {
		d.Blocks = append(d.Blocks, doc.KeyValues{Items: []doc.KeyValue{{Label: "What it cost them", Value: t.cost(shortText)}}})
	}
	if len(t.r.Criteria) == 0 {
		d.Blocks = append(d.Blocks, doc.Heading{Level: 2, Text: "Measured"}, doc.Paragraph{Text: doc.Missing()})
	}
	for i := range t.r.Criteria {
		d.Blocks = append(d.Blocks, t.measured(&t.r.Criteria[i]))
	}
	var kept []doc.Text
	for _, p := range t.r.PromisesByDue() {
		if isKept(p) {
			who := ""
			if p.CustomerConfirmed {
				who = "confirmed by " + or(p.ConfirmedBy, "the customer")
			}
			kept = append(kept, keptLine(p.Text, p.Outcome, p.DeliveredOn, joined("; ", p.Evidence, who), p.Deciding))
		}
	}
	if len(kept) == 0 {
		kept = []doc.Text{doc.Grey("None has the outcome kept yet.")}
	}
	d.Blocks = append(d.Blocks, keptBlock(kept), t.proofStrip("What they must see", shortText))
	if next := t.nextActions(topRisks); len(next) > 0 {
		d.Blocks = append(d.Blocks, doc.Section{Label: "Next"}, doc.Actions{Items: next})
	}
	return d
}

func reachedPill(a metrics.Attainment) doc.Text {
	switch n := a.Reached + a.Early; {
	case n > 0:
		return doc.Pill(doc.Good, count(n, "criterion reached", "criteria reached"))
	case a.Due > 0:
		return doc.Pill(doc.Warn, "none of "+strconv.Itoa(a.Due)+" due reached")
	}
	return doc.Pill(doc.Neutral, "none reached yet")
}

func keptBlock(items []doc.Text) doc.Block {
	return doc.KeepTogether{Blocks: []doc.Block{doc.Section{Label: "Promises kept"}, doc.Bullets{Items: items}}}
}

func keptLine(text, outcome string, on playbook.Date, shown string, star bool) doc.Text {
	line := doc.B(sentence(oneLine(text)))
	if star {
		line = doc.Join(doc.StarMark(), doc.T(" "), line)
	}
	how := "Delivered"
	if outcome == "kept_late" {
		how = "Delivered later than agreed"
	}
	return doc.Join(line, doc.T(" "+joined(": ", joined(" ", how, prefix("on ", on.Short())), sentence(oneLine(shown)))))
}

// measured is one criterion inside: the chart, what it says, who confirmed.
func (t *teller) measured(c *playbook.Criterion) doc.Block {
	all := t.r.MeasurementsOf(c.ID)
	k := sharedCriterion{words: oneLine(c.Words), metric: oneLine(c.Metric), unit: c.UnitWords(), from: c.Baseline, to: c.Target, fromOn: c.BaselineOn, fromBy: c.BaselineBy, by: c.TargetOn}
	for _, m := range all {
		k.over = append(k.over, sharedMeasure{value: oneLine(m.Value), source: oneLine(m.Source), on: m.On})
	}
	p := metrics.Progress(c, all)
	said := confirmedMark(c, doc.State)
	if c.Confirmed == "confirmed" {
		said = doc.Join(doc.T("Agreed with the customer"), doc.Grey(prefix("\n", c.ConfirmedOn.Short())))
	}
	state := doc.Grey("not confirmed as reached")
	switch {
	case c.Achieved:
		state = doc.Join(doc.State(doc.Good, "reached"), doc.T(prefix(" ", joined(", ", c.AchievedOn.Short(), prefix("says ", oneLine(c.AchievedBy)), oneLine(c.AchievedHow)))))
	case p.At():
		state = doc.State(doc.Warn, "at the target, and nobody has confirmed it")
	}
	return criterionBlock(k, p, []doc.Block{doc.Paragraph{Label: "Reached", Text: state}, doc.Paragraph{Label: "Whose measure", Text: said}})
}

// criterionBlock is a criterion's name and words over its chart, with facts
// beside it.
func criterionBlock(k sharedCriterion, p metrics.CriterionProgress, facts []doc.Block) doc.Block {
	name, words := k.metric, doc.T("")
	if name == "" {
		name = k.words
	} else if k.words != "" {
		words = doc.T(inQuotes(k.words))
	}
	now := doc.Grey("not measured yet")
	if n := len(k.over); n > 0 {
		m := k.over[n-1]
		now = large(joined(" ", clip(m.value, 24), clip(k.unit, 24)))
		if p.Word == "" {
			now = doc.Sep("\n", now, doc.T(capital(p.Words())))
		}
		now = doc.Join(now, doc.Grey(prefix("\n", joined(", ", m.on.Short(), m.source))))
	}
	right := append([]doc.Block{doc.Paragraph{Label: "Now", Text: now}}, facts...)
	chart, ok := chartOf(k)
	left := []doc.Block{chart}
	if !ok {
		left = []doc.Block{doc.Paragraph{Label: map[bool]string{true: "Target", false: "From, to"}[blank(k.from)], Text: doc.Or(joined(", ", fromTo(k.from, k.to, k.unit), prefix("by ", k.by.Long())))},
			doc.Paragraph{Text: doc.Grey("There is nothing to draw: " + p.Word + ".")}}
	}
	return doc.KeepTogether{Blocks: []doc.Block{doc.Heading{Level: 2, Text: clip(name, 120), Sub: words}, doc.Columns{Weights: []float64{2.3, 1}, Columns: [][]doc.Block{left, right}}}}
}

// chartOf draws what of a criterion is a number. It reports false when no two
// figures can be compared.
func chartOf(k sharedCriterion) (doc.Chart, bool) {
	c := doc.Chart{Name: joined(": ", k.metric, k.words)}
	n := 0
	point := func(text string, on playbook.Date) *doc.ChartPoint {
		v, ok := playbook.ParseNumber(text)
		if !ok {
			return nil
		}
		n++
		return &doc.ChartPoint{On: on.Time(), Value: v.Value, Text: clip(oneLine(text), 24)}
	}
	c.Begin, c.Target = point(k.from, k.fromOn), point(k.to, k.by)
	for _, m := range k.over {
		if p := point(m.value, m.on); p != nil {
			c.Measured = append(c.Measured, *p)
		}
	}
	return c, n > 1
}
