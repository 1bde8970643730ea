package playbook

import (
	"cmp"
	"slices"
)

// MeasurementsOf returns the measurements of a criterion, the oldest first.
func (r *Record) MeasurementsOf(criterion ID) []Measurement {
	var out []Measurement
	for _, m := range r.Measurements {
		if m.CriterionID == criterion {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Measurement) int { return cmp.Compare(a.On, b.On) })
	return out
}

// ReviewsOf returns the looks at a watched thing, the oldest first.
func (r *Record) ReviewsOf(watch ID) []WatchReview {
	var out []WatchReview
	for _, w := range r.WatchReviews {
		if w.WatchID == watch {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b WatchReview) int { return cmp.Compare(a.On, b.On) })
	return out
}

// ProofPoint returns the proof point of a day, nil when none was set.
func (r *Record) ProofPoint(day int) *ProofPoint {
	for i := range r.ProofPoints {
		if r.ProofPoints[i].Day == day {
			return &r.ProofPoints[i]
		}
	}
	return nil
}

// Inspection returns the inspection of a day, nil when there was none.
func (r *Record) Inspection(day int) *Inspection {
	for i := range r.Inspections {
		if r.Inspections[i].Day == day {
			return &r.Inspections[i]
		}
	}
	return nil
}

// DayOn returns day n of the account, counted in calendar days from the actual
// close; "" before there is one.
func (r *Record) DayOn(n int) Date {
	if r.Account.ActualClose == "" {
		return ""
	}
	return r.Account.ActualClose.AddDays(n)
}

// PhaseNow returns the phase of the running plan that has the first open task,
// nil without a plan and when everything is done.
func (r *Record) PhaseNow() *Phase {
	p := r.Plan()
	if p == nil {
		return nil
	}
	for i := range r.Phases {
		if r.Phases[i].PlanID != p.ID {
			continue
		}
		for _, t := range r.TasksOf(r.Phases[i].ID) {
			if t.State != TaskDone && t.State != Skipped {
				return &r.Phases[i]
			}
		}
	}
	return nil
}

// AcceptedAt returns when the handoff was first accepted, "" while it is not.
func (r *Record) AcceptedAt() Moment {
	for i := range r.Transitions {
		if r.Transitions[i].To.IsAccepted() {
			return r.Transitions[i].At
		}
	}
	return ""
}

// LateQuestions returns the questions that were put to Sales after the
// acceptance.
func (r *Record) LateQuestions() []Question {
	at := r.AcceptedAt()
	var out []Question
	for _, q := range r.Questions {
		if at != "" && q.AskedAt > at {
			out = append(out, q)
		}
	}
	return out
}

// LooseTasks returns the tasks that belong to no plan and are no condition, such
// as those that a person who left has started where no plan was running.
func (r *Record) LooseTasks() []Task {
	var out []Task
	for _, t := range r.Tasks {
		if t.Loose() {
			out = append(out, t)
		}
	}
	return out
}

// SalesDuties returns the open tasks that Sales has on this account: what is
// left before Sales is released.
func (r *Record) SalesDuties() []Task {
	var out []Task
	for _, t := range r.Tasks {
		if t.Role == "sales" && t.State != TaskDone && t.State != Skipped {
			out = append(out, t)
		}
	}
	return out
}

// An Unsettled is one thing that keeps a handoff from being closed.
type Unsettled struct {
	Noun  string // promise or proof_point
	Row   ID
	Words string
}

// Unsettled returns what keeps the handoff of the account from being closed:
// promises without an outcome, then proof points that were set and not judged.
func (r *Record) Unsettled() []Unsettled {
	var out []Unsettled
	for i := range r.Promises {
		if p := &r.Promises[i]; p.Outcome == "" {
			out = append(out, Unsettled{"promise", p.ID, "“" + clip(p.Text, 80) + "” has no outcome"})
		}
	}
	for i := range r.ProofPoints {
		if p := &r.ProofPoints[i]; !blank(p.Text) && p.Result == "" {
			out = append(out, Unsettled{"proof_point", p.ID, "the day-" + itoa(p.Day) + " proof point is not judged"})
		}
	}
	return out
}

// CloseBlockers returns what keeps the handoff of the account from being closed,
// in words: that it is not accepted, then what is not settled. It returns
// nothing when the handoff can be closed.
func (r *Record) CloseBlockers() []string {
	out := r.Handoff.unaccepted()
	for _, u := range r.Unsettled() {
		out = append(out, u.Words)
	}
	return out
}

// A Known is a fact of the customer that seems to answer a question.
type Known struct {
	Fact Item
	Sure bool // somebody decided it; otherwise the words are alike
}

// KnownAnswer returns the fact that answers a question for the customer: the
// one that was chosen, or else the one whose words closest finds, nil when none
// is close. The matching of words is not the domain's (see wording.Closest).
func (r *Record) KnownAnswer(q *CustomerQuestion, closest func(text string, of []string) int) *Known {
	facts := r.ItemsOf(Fact)
	texts := make([]string, len(facts))
	for i := range facts {
		if facts[i].ID == q.FactID && !q.FactID.IsZero() {
			return &Known{facts[i], true}
		}
		texts[i] = facts[i].Text
	}
	if i := closest(q.Text, texts); i >= 0 {
		return &Known{facts[i], false}
	}
	return nil
}

// Links returns the rows that a link of this key can name, by id and in their
// words: Input.Link, a key of the form, or "watches" for all that is watched.
func (r *Record) Links(key string) []Option {
	var rows []Noun
	if key == "watches" { // kind by kind, so that a place is the same wherever the rows came from
		for _, kind := range []string{Assumption, Risk, Gap} {
			rows = append(rows, r.Rows(FieldOfKind("watch", kind))...)
		}
	}
	for i := range fieldTable {
		if f := &fieldTable[i]; f.Key == key && f.List && rows == nil {
			rows = r.Rows(f)
		}
	}
	out := make([]Option, len(rows))
	for i, n := range rows {
		out[i] = Option{n.Key().ID.String(), TitleOf(n)}
	}
	return out
}

// TitleOf returns what a row of a list is called: its own words, "" when it
// has none yet.
func TitleOf(n Noun) string {
	switch x := n.(type) {
	case *Item:
		return x.Text
	case *Watch:
		return x.Text
	case *Promise:
		return x.Text
	case *Belief:
		return x.Text
	case *Criterion:
		if blank(x.Words) {
			return x.Metric
		}
		return x.Words
	case *Stakeholder:
		return x.Name
	case *Signal:
		return x.Text
	case *CustomerQuestion:
		return x.Text
	case *ProofPoint:
		return "day " + itoa(x.Day)
	case *Inspection:
		return "day " + itoa(x.Day)
	case *Task:
		return x.Title
	case *Measurement:
		return x.Value
	case *WatchReview:
		return x.Note
	case *AccountAnchor:
		return x.Title
	case *Baseline:
		return x.Title
	case *Phase:
		return x.Title
	case *Block:
		return x.Text
	case *TaskInput:
		return x.Asked
	case *Notice:
		return x.Text
	case *Member:
		return x.Name
	case *Holiday:
		return x.Name
	case *Absence:
		return x.Why
	case *PlaybookVersion:
		return x.Title
	}
	return ""
}
