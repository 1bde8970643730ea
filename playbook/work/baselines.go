package work

import (
	"context"
	"strings"

	"kept/playbook"
)

// TakeBaseline freezes the days of the running plan under a title, "Baseline"
// when it is "": what was planned from then on is what the plan says now.
func (d *Desk) TakeBaseline(ctx context.Context, account playbook.ID, title string) (playbook.ID, error) {
	if title = strings.TrimSpace(playbook.CleanText(title)); title == "" {
		title = "Baseline"
	}
	var id playbook.ID
	err := d.do(ctx, "Take baseline “"+clip(title)+"”", "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if rec.Plan() == nil {
			return &playbook.RefusedError{What: "No baseline was taken", Reasons: []string{"no playbook was started for this account"}}
		}
		id, err = d.freeze(tx, &rec, title)
		return err
	})
	return id, err
}

func (d *Desk) freeze(tx playbook.Tx, rec *playbook.Record, title string) (playbook.ID, error) {
	p := rec.Plan()
	b := playbook.Baseline{PlanID: p.ID, Title: title, On: d.Today(), By: d.Who, KickoffOn: p.KickoffOn, GoLiveOn: p.GoLiveOn}
	b.AccountID = rec.Account.ID
	var dates strings.Builder
	for _, t := range planTasks(rec) {
		if t.DueOn != "" && t.State != playbook.Skipped {
			dates.WriteString(t.ID.String() + " " + string(t.DueOn) + "\n")
		}
		if t.Open() && t.PlannedOn != t.DueOn {
			t.PlannedOn = t.DueOn
			if err := tx.Save(t); err != nil {
				return b.ID, err
			}
		}
	}
	b.Dates = strings.TrimSuffix(dates.String(), "\n")
	err := tx.Save(&b)
	return b.ID, err
}

// freezeAtKickoff takes the first baseline of a plan with its kickoff.
func (d *Desk) freezeAtKickoff(tx playbook.Tx, done *playbook.Task) error {
	if done.PlanID.IsZero() || done.Anchor != playbook.AnchorKickoff || done.Days != 0 {
		return nil
	}
	rec, err := playbook.LoadRecord(tx, done.AccountID)
	if err != nil {
		return err
	}
	if k := kickoffTask(&rec); k == nil || k.ID != done.ID || len(BaselinesOf(&rec)) > 0 {
		return nil
	}
	_, err = d.freeze(tx, &rec, "Kickoff")
	return err
}

// kickoffTask is the task that is the kickoff itself: the first milestone on its
// day, else the first task on it.
func kickoffTask(rec *playbook.Record) *playbook.Task {
	var first *playbook.Task
	for _, t := range planTasks(rec) {
		if t.Anchor != playbook.AnchorKickoff || t.Days != 0 {
			continue
		}
		if t.Milestone {
			return t
		}
		if first == nil {
			first = t
		}
	}
	return first
}

// BaselinesOf returns the baselines of the running plan, the oldest first.
func BaselinesOf(rec *playbook.Record) []playbook.Baseline {
	p := rec.Plan()
	if p == nil {
		return nil
	}
	var out []playbook.Baseline
	for _, b := range rec.Baselines {
		if b.PlanID == p.ID {
			out = append(out, b)
		}
	}
	return out
}

// A Beside is one task in two baselines, or in one and the plan as it is.
type Beside struct {
	Task     playbook.ID
	Title    string
	Was, Now playbook.Date // "" where it had no day, or was not there
	Forecast playbook.Date // of an open task, beside the plan as it is only
	Days     int           // working days from Was to Now; 0 when either is missing
	State    playbook.TaskState
}

// Moved tells whether the two days differ.
func (b *Beside) Moved() bool { return b.Was != b.Now }

// A Comparison is two baselines beside each other, or one and the plan as it is.
type Comparison struct {
	Was                    playbook.Baseline
	Now                    *playbook.Baseline // nil for the plan as it is
	KickoffWas, KickoffNow playbook.Date
	GoLiveWas, GoLiveNow   playbook.Date
	GoLiveForecast         playbook.Date // beside the plan as it is only
	Tasks                  []Beside      // in their order, those that are the same too
}

// CompareBaselines puts two baselines of the running plan beside each other;
// with now nil the plan as it is, with its forecasts. A done task has the day on
// which it was done.
func CompareBaselines(rec *playbook.Record, team *Team, dates *Dated, was, now *playbook.Baseline) Comparison {
	p := rec.Plan()
	c := Comparison{Was: *was, Now: now, KickoffWas: was.KickoffOn, GoLiveWas: was.GoLiveOn}
	if now != nil {
		c.KickoffNow, c.GoLiveNow = now.KickoffOn, now.GoLiveOn
	} else if p != nil {
		c.KickoffNow, c.GoLiveNow, c.GoLiveForecast = p.KickoffOn, p.GoLiveOn, dates.GoLive
	}
	for i, t := range dates.Of {
		b := Beside{Task: t.ID, Title: t.Title, State: t.State, Was: was.DateOf(t.ID)}
		switch {
		case now != nil:
			b.Now = now.DateOf(t.ID)
		case t.State == playbook.Skipped:
		default:
			b.Now = dates.Tasks[i].On
			if t.Open() {
				b.Forecast = dates.Tasks[i].Forecast
			}
		}
		if b.Was == "" && b.Now == "" && b.Forecast == "" {
			continue
		}
		b.Days = workingDays(team, b.Was, b.Now)
		c.Tasks = append(c.Tasks, b)
	}
	return c
}
