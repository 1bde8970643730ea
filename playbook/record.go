package playbook

import (
	"cmp"
	"slices"
)

// A Record is everything kept about one account: the shared record that both
// sides of the seam read. Lists are in their order.
type Record struct {
	Account     Account
	Handoff     Handoff
	Items       []Item
	Criteria    []Criterion
	ProofPoints []ProofPoint
	People      []Stakeholder
	Beliefs     []Belief
	Promises    []Promise
	Watches     []Watch
	Nones       []None
	Questions   []Question
	Transitions []Transition
	Plans       []Plan
	Phases      []Phase
	Tasks       []Task

	Measurements      []Measurement
	WatchReviews      []WatchReview
	Signals           []Signal
	CustomerQuestions []CustomerQuestion
	Inspections       []Inspection

	Anchors   []AccountAnchor
	Baselines []Baseline
	Blocks    []Block
	Inputs    []TaskInput
	Notices   []Notice
}

// LoadRecord reads the whole record of an account at one moment. It returns
// ErrNotFound when there is no live account with the id.
func LoadRecord(r Reader, id ID) (Record, error) {
	rec := Record{Account: Account{Meta: Meta{ID: id}}}
	if err := r.Load(&rec.Account); err != nil {
		return rec, err
	}
	var handoffs []Handoff
	for _, dst := range []any{&handoffs, &rec.Items, &rec.Criteria, &rec.ProofPoints, &rec.People, &rec.Beliefs,
		&rec.Promises, &rec.Watches, &rec.Nones, &rec.Questions, &rec.Transitions, &rec.Plans, &rec.Phases, &rec.Tasks,
		&rec.Measurements, &rec.WatchReviews, &rec.Signals, &rec.CustomerQuestions, &rec.Inspections,
		&rec.Anchors, &rec.Baselines, &rec.Blocks, &rec.Inputs, &rec.Notices} {
		if err := r.Rows(dst, id); err != nil {
			return rec, err
		}
	}
	if len(handoffs) > 0 {
		rec.Handoff = handoffs[0]
	}
	return rec, nil
}

// ItemsOf returns the rows of one plain list.
func (r *Record) ItemsOf(kind string) []Item {
	var out []Item
	for _, it := range r.Items {
		if it.Kind == kind {
			out = append(out, it)
		}
	}
	return out
}

// WatchesOf returns the assumptions, risks or gaps.
func (r *Record) WatchesOf(kind string) []Watch {
	var out []Watch
	for _, w := range r.Watches {
		if w.Kind == kind {
			out = append(out, w)
		}
	}
	return out
}

// Rows returns pointers to the rows that a field lists, or the one row that
// holds a single field. The pointers are into the record.
func (r *Record) Rows(f *Field) []Noun {
	var out []Noun
	switch f.Noun {
	case "account":
		return []Noun{&r.Account}
	case "handoff":
		return []Noun{&r.Handoff}
	case "item":
		for i := range r.Items {
			if r.Items[i].Kind == f.Kind {
				out = append(out, &r.Items[i])
			}
		}
	case "watch":
		for i := range r.Watches {
			if r.Watches[i].Kind == f.Kind {
				out = append(out, &r.Watches[i])
			}
		}
	case "criterion":
		out = pointers(r.Criteria)
	case "proof_point":
		out = pointers(r.ProofPoints)
	case "stakeholder":
		out = pointers(r.People)
	case "belief":
		out = pointers(r.Beliefs)
	case "promise":
		out = pointers(r.Promises)
	case "measurement":
		out = pointers(r.Measurements)
	case "watch_review":
		out = pointers(r.WatchReviews)
	case "signal":
		out = pointers(r.Signals)
	case "customer_question":
		out = pointers(r.CustomerQuestions)
	case "inspection":
		out = pointers(r.Inspections)
	}
	return out
}

func pointers[T any, P interface {
	*T
	Noun
}](rows []T) []Noun {
	out := make([]Noun, len(rows))
	for i := range rows {
		out[i] = P(&rows[i])
	}
	return out
}

// NoneOf returns the explicit none of a field, nil when there is none.
func (r *Record) NoneOf(f *Field) *None {
	for i := range r.Nones {
		if r.Nones[i].Field == f.ID() {
			return &r.Nones[i]
		}
	}
	return nil
}

// Deciding returns the promise that won the deal, nil when none is starred.
func (r *Record) Deciding() *Promise {
	for i := range r.Promises {
		if r.Promises[i].Deciding {
			return &r.Promises[i]
		}
	}
	return nil
}

// Plan returns the plan that runs, nil when none was started.
func (r *Record) Plan() *Plan {
	if len(r.Plans) == 0 {
		return nil
	}
	return &r.Plans[len(r.Plans)-1]
}

// PhasesOf returns the phases of a plan.
func (r *Record) PhasesOf(plan ID) []Phase {
	var out []Phase
	for _, p := range r.Phases {
		if p.PlanID == plan {
			out = append(out, p)
		}
	}
	return out
}

// TasksOf returns the tasks of a phase, in their order.
func (r *Record) TasksOf(phase ID) []Task {
	var out []Task
	for _, t := range r.Tasks {
		if t.PhaseID == phase {
			out = append(out, t)
		}
	}
	return out
}

// Conditions returns the dated conditions of an acceptance.
func (r *Record) Conditions() []Task {
	var out []Task
	for _, t := range r.Tasks {
		if t.Condition {
			out = append(out, t)
		}
	}
	return out
}

// OpenQuestions returns the questions that wait for Sales.
func (r *Record) OpenQuestions() []Question {
	var out []Question
	for _, q := range r.Questions {
		if q.Open() {
			out = append(out, q)
		}
	}
	return out
}

// RenewalOn returns the renewal date: as typed, or start plus term; "" when
// neither is known.
func (r *Record) RenewalOn() Date {
	a := &r.Account
	if a.RenewalOn != "" {
		return a.RenewalOn
	}
	start := a.StartOn
	if start == "" {
		start = a.CloseOn()
	}
	if n := wholeNumber(a.TermMonths); n > 0 {
		return start.AddMonths(n)
	}
	return ""
}

// DueOf returns the day a promise falls due and how it is said: on a date,
// days after an anchor, or, with no date given, day 90 after close. The day
// is "" when its anchor is not known yet.
func (r *Record) DueOf(p *Promise) (on Date, words string) {
	switch p.DueKind {
	case "date":
		return p.DueOn, p.DueOn.Short()
	case "anchor":
		days := wholeNumber(p.DueDays)
		words = anchorWords(p.DueAnchor, days)
		return r.AnchorOn(p.DueAnchor).AddDays(days), words
	case "none":
		return r.Account.CloseOn().AddDays(90), "no date given"
	}
	return "", ""
}

func anchorWords(anchor string, days int) string {
	name := LabelOf(Anchors(), anchor)
	switch {
	case days == 0:
		return "at " + lowerFirst(name)
	case days > 0:
		return plural(days, "day") + " after " + lowerFirst(name)
	}
	return plural(-days, "day") + " before " + lowerFirst(name)
}

// AnchorOn returns the day of an anchor of this account, "" when not known.
func (r *Record) AnchorOn(anchor string) Date {
	p := r.Plan()
	switch anchor {
	case "close":
		return r.Account.CloseOn()
	case "renewal":
		return r.RenewalOn()
	case "kickoff":
		if p != nil && p.KickoffOn != "" {
			return p.KickoffOn
		}
		return r.Handoff.KickoffOn
	case "go_live":
		if p != nil && p.GoLiveOn != "" {
			return p.GoLiveOn
		}
		return r.Handoff.GoLiveOn
	}
	for i := range r.Anchors {
		if r.Anchors[i].Name == anchor {
			return r.Anchors[i].On
		}
	}
	return ""
}

// PromisesByDue returns the promises as the brief lists them: the deciding
// one first, then unsupported ones, then the soonest due.
func (r *Record) PromisesByDue() []*Promise {
	out := make([]*Promise, len(r.Promises))
	for i := range r.Promises {
		out[i] = &r.Promises[i]
	}
	rank := func(p *Promise) int {
		switch {
		case p.Deciding:
			return 0
		case p.Support == "unsupported":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b *Promise) int {
		da, _ := r.DueOf(a)
		db, _ := r.DueOf(b)
		if da == "" {
			da = "9999"
		}
		if db == "" {
			db = "9999"
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(da, db), cmp.Compare(a.Pos, b.Pos))
	})
	return out
}
