package success

import (
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// chartOf draws the measurements from the day of the baseline, or of the first
// one, until the day of the target, or of the last one.
func chartOf(c *playbook.Criterion, measured []playbook.Measurement, p metrics.CriterionProgress) kit.ChartData {
	var d kit.ChartData
	var first, last playbook.Date
	var told []string
	for i := range measured {
		m := &measured[i]
		n, ok := playbook.ParseNumber(m.Value)
		if !ok {
			continue
		}
		d.Points = append(d.Points, kit.ChartPoint{X: day(m.On), Y: n.Value, Label: n.String(),
			Tip: part.Joined(" · ", inUnit(c, n.String())+", "+m.On.Short(), m.Source)})
		told = append(told, n.String()+" on "+m.On.Short())
		if first == "" {
			first = m.On
		}
		last = m.On
	}
	if len(d.Points) == 0 {
		return d
	}
	if p.HasBaseline && c.BaselineOn != "" && c.BaselineOn < first {
		first = c.BaselineOn
		d.Points = append([]kit.ChartPoint{{X: day(first), Y: p.Baseline, Label: number(p.Baseline),
			Tip: part.Joined(" · ", "Baseline "+inUnit(c, number(p.Baseline))+", "+first.Short(), c.BaselineSource)}}, d.Points...)
	}
	end := last.Short()
	if c.TargetOn > last {
		last = c.TargetOn
		end = "by " + last.Short()
	}
	if p.HasBaseline {
		d.Levels = append(d.Levels, kit.ChartLevel{Y: p.Baseline, Label: "Baseline " + number(p.Baseline)})
	}
	if p.HasTarget {
		d.Levels = append(d.Levels, kit.ChartLevel{Y: p.Target, Label: "Target " + number(p.Target), Aim: true})
	}
	d.From, d.To, d.Start, d.End = day(first), day(last), first.Short(), end
	if first == last {
		d.Start = ""
	}
	d.Words = fmt.Sprintf("%s: %s. %s.", title(c), strings.Join(told, ", "), part.Upper(p.Words()))
	return d
}

func day(d playbook.Date) float64 { return float64(d.Time().Unix() / 86400) }
