package work

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/capacity"
)

// A Forecast says by when the plan reaches something that is owed: a promise
// without outcome, a criterion that is not reached, a proof point that is not
// judged.
type Forecast struct {
	Noun    string // promise, criterion or proof_point
	Row     playbook.ID
	Text    string
	Due     playbook.Date // "" when it has no day yet
	On      playbook.Date // "" when nothing leads there, or waits
	Waiting string        // what the last task that leads there waits for
	Tasks   []playbook.ID // the tasks that lead there
	Open    int           // how many of them are still to be done
}

// Late tells whether it is forecast for after its day.
func (f *Forecast) Late() bool { return f.Due != "" && f.On > f.Due }

// Forecasts returns what is owed to the customer, in the order of promises,
// criteria and proof points. A promise and a criterion are reached with the last
// task that delivers them. What a proof point shows is reached with the
// milestones that the plan has up to its day.
func Forecasts(rec *playbook.Record, dates *Dated) []Forecast {
	var out []Forecast
	for i := range rec.Promises {
		p := &rec.Promises[i]
		if p.Outcome != "" {
			continue
		}
		f := Forecast{Noun: "promise", Row: p.ID, Text: p.Text}
		f.Due, _ = rec.DueOf(p)
		out = append(out, f.by(dates, func(t *playbook.Task, _ playbook.Date) bool { return t.PromiseID == p.ID }))
	}
	for i := range rec.Criteria {
		if c := &rec.Criteria[i]; !c.Achieved {
			f := Forecast{Noun: "criterion", Row: c.ID, Text: playbook.TitleOf(c), Due: c.TargetOn}
			out = append(out, f.by(dates, func(t *playbook.Task, _ playbook.Date) bool { return t.CriterionID == c.ID }))
		}
	}
	for i := range rec.ProofPoints {
		p := &rec.ProofPoints[i]
		if p.Text == "" || p.Result != "" {
			continue
		}
		f := Forecast{Noun: "proof_point", Row: p.ID, Text: "Day " + strconv.Itoa(p.Day) + ": " + p.Text, Due: rec.Account.CloseOn().AddDays(p.Day)}
		out = append(out, f.by(dates, func(t *playbook.Task, due playbook.Date) bool { return t.Milestone && due != "" && due <= f.Due }))
	}
	return out
}

// by fills in the tasks that lead there and when the last of them is forecast.
// A milestone counts by the day for which it was planned first, so that it does
// not leave a proof point by becoming late.
func (f Forecast) by(dates *Dated, leads func(t *playbook.Task, planned playbook.Date) bool) Forecast {
	for i, t := range dates.Of {
		day := dates.Tasks[i]
		if t.State == playbook.Skipped || !leads(t, cmp.Or(t.PlannedOn, day.On)) {
			continue
		}
		f.Tasks = append(f.Tasks, t.ID)
		if t.Open() {
			f.Open++
		}
		if day.Waiting != "" {
			f.Waiting = day.Waiting
		}
		f.On = max(f.On, day.On, day.Forecast)
	}
	if f.Waiting != "" {
		f.On = ""
	}
	return f
}

// overAfter returns who would be asked for more than they have by the moved plan,
// and by more than before.
func (d *Desk) overAfter(was, now *playbook.Record, before, after *Dated, team *Team, load capacity.Input) []capacity.Overload {
	weigh := func(rec *playbook.Record, dates *Dated) *capacity.Result {
		r := *rec
		r.Tasks = slices.Clone(rec.Tasks)
		for i := range r.Tasks {
			if day, planned := dates.Day(r.Tasks[i].ID); planned && r.Tasks[i].Open() {
				r.Tasks[i].DueOn = day.On
			}
		}
		p, asks := d.PlanOf(&r, team)
		if !asks {
			return capacity.Compute(load.Without(rec.Account.ID))
		}
		return capacity.Compute(load.With(p))
	}
	return capacity.Worse(weigh(was, before), weigh(now, after))
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
