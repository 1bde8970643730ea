package sample

import (
	"strconv"

	"kept/playbook"
)

// conclude draws how a promise that is due came out, with what shows it.
func (g *generator) conclude(p *playbook.Promise, lead string) {
	outcome := pick(g, []string{"kept", "kept", "kept", "kept_late", "partly"})
	on := p.DueOn.AddDays(-1)
	if outcome == "kept_late" {
		if on = p.DueOn.AddDays(g.between(2, 9)); on >= g.days.today {
			return
		}
	}
	p.Status, p.DeliveredOn, p.Outcome, p.Evidence = "delivered", on, outcome, pick(g, evidences())
	if p.Deciding {
		p.CustomerConfirmed, p.ConfirmedBy, p.ConfirmedOn = true, lead, on
	}
}

// proof draws what must be seen by day 30, judged where the day lies back.
func (g *generator) proof(out *generated, at stand, lead string, closeOn playbook.Date) {
	if at.state != playbook.Accepted {
		return
	}
	p := &playbook.ProofPoint{Day: 30, Text: pick(g, proofs()), Evidence: "List of one week", Judge: lead}
	if on := closeOn.AddDays(g.between(30, 40)); on < g.days.today {
		p.Result, p.JudgedOn, p.JudgedBy, p.Shown = pick(g, []string{"yes", "yes", "yes", "yes", "yes", "partly", "partly", "no"}), on, lead, pick(g, evidences())
	}
	out.rows = append(out.rows, p)
}

// after draws what was measured and what went wrong since the close: two
// measurements of most accounts that are live, and a signal of every second
// one that was handed over.
func (g *generator) after(out *generated, at stand, closeOn playbook.Date) {
	if at.state != playbook.Accepted {
		return
	}
	if at.stage != playbook.Onboarding && at.stage != playbook.Lost {
		for _, day := range []int{g.between(40, 55), g.between(80, 105)} {
			if on := g.days.day(g.days.today.DaysUntil(closeOn.AddDays(day))); on < g.days.today {
				out.later = append(out.later, g.measured(out, day, on))
			}
		}
	}
	if g.rand.IntN(2) == 0 {
		on := g.days.day(min(g.days.today.DaysUntil(closeOn.AddDays(g.between(5, 60))), 0))
		kind := pick(g, signals())
		out.later = append(out.later, &playbook.Signal{Kind: kind.kind, Text: kind.text, Cause: kind.cause, On: on, Phase: phaseOn(out, on), LoggedBy: CSM})
	}
}

// measured is a value on the way from the baseline to the target.
func (g *generator) measured(out *generated, day int, on playbook.Date) *playbook.Measurement {
	from, to := 0, 0
	for _, n := range out.rows {
		if c, ok := n.(*playbook.Criterion); ok {
			from, _ = strconv.Atoi(c.Baseline) // both were drawn as numbers
			to, _ = strconv.Atoi(c.Target)
		}
	}
	way := min(day+g.between(-15, 5), 95)
	return &playbook.Measurement{Value: strconv.Itoa(from + (to-from)*way/95), On: on, Source: "Counted for a week", By: CSM}
}

// phaseOn is the phase that a plan is in on a day, when its tasks are done on
// their days.
func phaseOn(out *generated, on playbook.Date) string {
	for i := range out.phases {
		for _, t := range out.tasks[i] {
			if t.DueOn >= on {
				return out.phases[i].Title
			}
		}
	}
	return ""
}

func evidences() []string {
	return []string{"Seen together in the weekly call", "List of the week, read by both sides", "Mail of the project lead", "Signed list of names", "Report of the month"}
}

func proofs() []string {
	return []string{"One site works a whole week in the new list", "Ten cases in a row without paper", "The weekly call has no open question about the set-up"}
}

func signals() []struct{ kind, text, cause string } {
	return []struct{ kind, text, cause string }{
		{"repeated", "They named their closed weeks a second time", "unclear"},
		{"chased", "They asked for the date of the training before we named it", "slip"},
		{"confused", "Two users asked which of two lists counts", "unclear"},
		{"apology", "We apologised for a report that came two days late", "slip"},
		{"checked_with_sales", "Support asked Sales what was said about a second site", "unclear"},
		{"contradicted", "They had understood that the old data comes along", "oversold"},
		{"workaround", "One desk keeps a paper list beside the new one", "customer_change"},
		{"two_stories", "Sales said May, Implementation said June", "close"},
	}
}
