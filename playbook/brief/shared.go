package brief

import (
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
)

// shared is everything the customer may read about the account, picked value
// by value from the record for one document. The customer's copies and the
// texts to copy are made from it alone: they never see the record, so a new column of a noun stays
// inside until somebody picks it here.
type shared struct {
	account, company string
	goal             string
	problems         []string
	bought, left     []string // what they bought, and what they did not
	agreed, proposed []sharedCriterion
	promises         []sharedPromise
	proofs           []sharedProof
	firstValue       string // "" unless the customer confirmed it
	firstValueOn     playbook.Date
	onboarded        string

	kickoff, intro, goLive playbook.Date
	goLiveWhy              string
	phases                 []sharedPhase
	needs                  []sharedNeed // systems, data and approvals
	blackouts              []string
	environment, users     string

	yours, ours []sharedPerson
	lead, hours string // the customer's project lead
	contact     string // one of ours, "" when nobody is ticked to be shown
	seller      string // "" unless ticked to be shown
	rhythm      []pair
	concerns    []pair
	facts       []string
	questions   []sharedQuestion
	status      string
	statusOn    playbook.Date
	statusBy    string
	planStarted bool

	said     []said     // each free text above with where it came from
	withheld []Withheld // what was left out for a reason of its own
	twice    []Warning  // what is not a matter of words and should be read twice all the same
}

type pair struct{ label, value string }

// said is one typed text that the customer will read.
type said struct{ where, text string }

type sharedCriterion struct {
	words, metric, unit, from, to, measured, judge, owner, data string
	fromOn, fromBy, by, reachedOn                               playbook.Date
	source                                                      string
	reached                                                     bool
	progress                                                    metrics.CriterionProgress
	over                                                        []sharedMeasure // the oldest first; outside the value page the latest alone
}

type sharedMeasure struct {
	value, source string
	on            playbook.Date
}

type sharedPromise struct {
	text, scope, state     string
	due                    playbook.Date
	dueWords               string
	outcome                string
	delivered, confirmedOn playbook.Date
	confirmed              bool   // by the customer; who it was stays inside
	evidence               string // in the documents that show what was delivered
}

type sharedProof struct {
	day                          int
	on, judgedOn                 playbook.Date
	text, evidence, judge, shown string
	result                       string
}

// sharedQuestion is one we want to ask, with the answer they gave already.
type sharedQuestion struct {
	text        string
	answer, who string
	on          playbook.Date
}

type sharedPhase struct {
	name        string
	from, until playbook.Date
	tasks       []sharedTask
}

type sharedTask struct {
	text            string
	owner           string // a name that may be shown, "you" or "we"
	yours           bool
	on              playbook.Date
	done, milestone bool
}

type sharedNeed struct {
	kind, text, who string
	on              playbook.Date
}

type sharedPerson struct {
	name, title, role string
	leads             bool // sponsor or day-to-day contact: whom we write to
}

// picker fills a shared from the record, for one kind of document.
type picker struct {
	kind Kind
	in   *Input
	r    *playbook.Record
	s    *shared
	held map[playbook.ID]bool // promises that are withheld
}

// share picks what the customer may read in their copy of a document.
func share(in *Input, k Kind) *shared {
	p := &picker{kind: k, in: in, r: &in.Record, s: &shared{account: in.Record.Account.Name, company: in.Company.Name}, held: map[playbook.ID]bool{}}
	p.goal()
	switch k {
	case Reconciliation:
		p.scope()
		p.promises()
		p.ourSide()
	case Value:
		p.criteria()
		p.promises()
		p.proofs()
		p.nextStep()
	default:
		p.problems()
		p.scope()
		p.criteria()
		p.promises()
		p.success()
		p.plan()
		p.ourSide()
		p.theirSide()
		p.working()
	}
	if k == Agenda {
		p.questions()
	}
	return p.s
}

// free notes that a typed text is going out, and returns it.
func (p *picker) free(where, text string) string {
	text = strings.TrimSpace(text)
	if text != "" {
		p.s.said = append(p.s.said, said{where, text})
	}
	return text
}

func (p *picker) hold(what, text, why string) {
	p.s.withheld = append(p.s.withheld, Withheld{What: what, Text: text, Why: why})
}

func (p *picker) items(kind, where string, form func(*playbook.Item) string) []string {
	var out []string
	for i := range p.r.Items {
		if it := &p.r.Items[i]; it.Kind == kind && !blank(it.Text) {
			out = append(out, p.free(where, form(it)))
		}
	}
	return out
}

func (p *picker) goal() {
	a, s := &p.r.Account, p.s
	p.free("Account name", a.Name)
	s.goal = p.free("The customer promise", a.CustomerPromise)
}

func (p *picker) problems() {
	p.s.problems = p.items(playbook.Problem, "Problem to solve", func(it *playbook.Item) string { return oneLine(it.Text) })
}

// scope is what they bought, and what they did not.
func (p *picker) scope() {
	p.s.bought = p.items(playbook.Bought, "What was bought", func(it *playbook.Item) string {
		return joined(", ", joined(" × ", p.free("What was bought, quantity", it.Qty), oneLine(it.Text)), period(it.On, it.Until))
	})
	p.s.left = p.items(playbook.NotBought, "What is not included", func(it *playbook.Item) string { return oneLine(it.Text) })
}

// period is "4 Dec 2026 – 4 Dec 2028" or, open at its end, "from 4 Dec 2026".
func period(from, until playbook.Date) string {
	if until == "" {
		return prefix("from ", from.Short())
	}
	return span(from, until)
}

func (p *picker) criteria() {
	for i := range p.r.Criteria {
		c := &p.r.Criteria[i]
		if blank(c.Words) && blank(c.Metric) {
			continue
		}
		const f = "Success criterion"
		out := sharedCriterion{words: p.free(f+", words", oneLine(c.Words)), metric: p.free(f+", metric", oneLine(c.Metric)), unit: p.free(f+", unit", c.Unit),
			from: p.free(f+", today", c.Baseline), to: p.free(f+", target", c.Target), fromOn: c.BaselineOn, fromBy: c.BaselineBy, by: c.TargetOn}
		if c.Confirmed != "confirmed" && p.kind == Value {
			continue // there is nothing to say of its progress before it is agreed
		}
		if c.Confirmed != "confirmed" {
			// A proposal carries what is proposed; how it is measured and who judges is to be agreed.
			p.s.proposed = append(p.s.proposed, out)
			p.hold("Criterion", joined(": ", c.Metric, c.Words), "not confirmed by the customer; it stands under “To be agreed with you”")
			continue
		}
		out.measured, out.judge = p.free(f+", how measured", oneLine(c.Measured)), p.theirs(c.Judge)
		if p.kind != Value {
			out.source = p.free(f+", source", oneLine(c.BaselineSource))
			out.owner, out.data = p.theirs(c.CustomerOwner), p.known(c.DataOwner)
		}
		out.reached, out.reachedOn = c.Achieved, c.AchievedOn
		out.over, out.progress = p.measurements(c), metrics.Progress(c, p.r.MeasurementsOf(c.ID))
		p.s.agreed = append(p.s.agreed, out)
	}
}

// promises picks those that are supported, or approved with an approver, and
// ticked as agreed to show. The exact words used stay inside always. The value
// page shows the kept ones alone.
func (p *picker) promises() {
	for _, pr := range p.r.PromisesByDue() {
		why := withhold(pr)
		if p.held[pr.ID] = why != ""; p.kind == Value && !isKept(pr) {
			continue
		}
		if why != "" {
			p.hold("Promise", pr.Text, why)
			continue
		}
		out := sharedPromise{text: p.free("Promise", oneLine(pr.Text))}
		if p.kind != Value {
			out.scope = p.free("Promise, in full", oneLine(pr.FullScope))
		}
		on, words := p.r.DueOf(pr)
		switch pr.DueKind {
		case "date", "anchor":
			out.due, out.dueWords = on, words
		default:
			out.dueWords = "to be agreed"
		}
		out.outcome, out.delivered = pr.Outcome, pr.DeliveredOn
		out.confirmed, out.confirmedOn = pr.CustomerConfirmed, pr.ConfirmedOn
		if (p.kind == Reconciliation || p.kind == Value) && pr.Outcome != "" {
			out.evidence = p.free("Promise, evidence", oneLine(pr.Evidence))
		}
		switch pr.Outcome {
		case "kept", "kept_late":
			out.state = joined(" ", "delivered", pr.DeliveredOn.Short())
		case "partly":
			out.state = "partly delivered"
		case "renegotiated":
			out.state = "changed in agreement"
		case "broken":
			out.state = "not delivered"
		}
		p.s.promises = append(p.s.promises, out)
	}
}

func isKept(p *playbook.Promise) bool { return p.Outcome == "kept" || p.Outcome == "kept_late" }

// withhold says why a promise stays out of the customer's copy, "" when it may be shown.
func withhold(p *playbook.Promise) string {
	switch {
	case p.Support == "unsupported":
		return "unsupported"
	case p.Support == "needs_approval" && blank(p.Approver):
		return "awaiting approval"
	case p.Support != "supported" && p.Support != "needs_approval":
		return "nobody has said yet whether it can be kept"
	case p.Outcome == "withdrawn":
		return "withdrawn before signature"
	case p.Outcome == "released":
		return "released by the customer"
	case !p.AgreedToShow:
		return "not ticked as agreed to show"
	case blank(p.Text):
		return "it has no text"
	}
	return ""
}

func (p *picker) proofs() {
	for _, day := range []int{30, 60, 90} {
		q := p.r.ProofPoint(day)
		if q == nil || blank(q.Text) {
			continue
		}
		out := sharedProof{day: day, on: p.r.Account.CloseOn().AddDays(day), text: p.free("Proof point", oneLine(q.Text)), result: q.Result}
		if q.Result == "" {
			out.judge, out.evidence = p.theirs(q.Judge), p.free("Proof point, evidence", oneLine(q.Evidence))
		} else {
			out.judgedOn, out.shown = q.JudgedOn, p.free("Proof point, what was seen", oneLine(q.Shown))
		}
		p.s.proofs = append(p.s.proofs, out)
	}
}

func (p *picker) success() {
	h, s := &p.r.Handoff, p.s
	p.proofs()
	if h.FirstValueConfirmed {
		s.firstValue, s.firstValueOn = p.free("First value", oneLine(h.FirstValue)), h.FirstValueOn
	} else if !blank(h.FirstValue) || h.FirstValueOn != "" {
		p.hold("First value", joined(", ", h.FirstValue, h.FirstValueOn.Short()), "not confirmed by the customer")
	}
	s.onboarded = p.free("Definition of onboarded", h.Onboarded)
}

func (p *picker) working() {
	h, s := &p.r.Handoff, p.s
	add := func(to *[]pair, label, value string) {
		if !blank(value) {
			*to = append(*to, pair{label, oneLine(value)})
		}
	}
	add(&s.rhythm, "We meet and write", joined("; ", p.free("Meeting cadence", h.Cadence), p.free("Channels", h.Channels)))
	add(&s.rhythm, "You hear from us", joined("; ", p.free("Update rhythm", h.UpdateRhythm), prefix("report: ", p.free("Form of reports", h.ReportForm))))
	for i := range p.r.Items {
		it := &p.r.Items[i]
		if it.Kind != playbook.Escalation || blank(it.Text) {
			continue
		}
		if it.Who != "customer" && p.known(it.Text) == "" {
			p.hold("Escalation contact", it.Text, "one of ours who is not ticked to be shown")
			continue
		}
		side := "Call on our side"
		if it.Who == "customer" {
			side = "Call on your side"
		}
		add(&s.concerns, side, joined(": ", p.free("Escalation contact", it.Text), p.free("Escalation contact, when", it.Detail)))
	}
	for i := range p.r.Items {
		if it := &p.r.Items[i]; it.Kind == playbook.Fact && !blank(it.Text) {
			s.facts = append(s.facts, joined(" – ", p.free("Already told us", oneLine(it.Text)), joined(", ", p.known(it.Who), it.On.Short())))
		}
	}
	a := &p.r.Account
	s.status = p.free("Official status line", oneLine(a.StatusLine))
	if s.status != "" {
		s.statusOn, s.statusBy = a.StatusAt.Day(p.in.AsOf.Location()), p.known(a.StatusBy)
	}
}
