package work

import (
	"context"
	"fmt"
	"strings"

	"kept/playbook"
)

// A Reading is one measured value of a criterion as somebody types it: "4.5",
// "4.5 hours".
type Reading struct {
	Value  string
	On     playbook.Date // "" for today
	Source string
}

// Measure records a measured value of a criterion. It is refused when the text
// holds no number, or names another unit than the criterion has.
func (d *Desk) Measure(ctx context.Context, criterion playbook.ID, r Reading) (id playbook.ID, err error) {
	c := playbook.Criterion{}
	c.ID = criterion
	name, err := d.called(ctx, &c, "a criterion")
	if err != nil {
		return id, err
	}
	err = d.do(ctx, "Measure "+name+": "+clip(strings.TrimSpace(playbook.CleanText(r.Value))), "", func(tx playbook.Tx) error {
		if err := tx.Load(&c); err != nil {
			return err
		}
		value, err := ValueIn(&c, r.Value)
		if err != nil {
			return err
		}
		m := playbook.Measurement{CriterionID: c.ID, Value: value, On: r.On, Source: strings.TrimSpace(playbook.CleanText(r.Source)), By: d.Who}
		if m.On, err = d.past("on", m.On); err != nil {
			return err
		}
		m.AccountID = c.AccountID
		if err := tx.Save(&m); err != nil {
			return err
		}
		id = m.ID
		return nil
	})
	return id, err
}

// past returns the day, today for none, and refuses one that is still to come:
// what has not happened yet was neither seen nor measured.
func (d *Desk) past(col string, on playbook.Date) (playbook.Date, error) {
	switch {
	case on == "":
		return d.Today(), nil
	case on > d.Today():
		return on, &playbook.InvalidError{Field: col, Message: on.Short() + " is still to come; write the day on which it was."}
	}
	return on, nil
}

// ValueIn returns a measured value as people type it in plain digits, in the
// unit of a criterion. It refuses, as an *playbook.InvalidError, a text without
// one number, and one in another unit.
func ValueIn(c *playbook.Criterion, typed string) (string, error) {
	n, ok := playbook.ParseNumber(typed)
	if !ok {
		return "", &playbook.InvalidError{Field: "value", Message: fmt.Sprintf("%q is not one number; write the value, such as 4.5.", clip(typed))}
	}
	unit := UnitOf(c)
	switch {
	case n.Unit == "" || playbook.SameUnit(n.Unit, unit):
		return n.String(), nil
	case unit == "":
		return "", &playbook.InvalidError{Field: "value", Message: fmt.Sprintf("The criterion has no unit, and %q has one (%s); write the number alone, or give the criterion its unit.", clip(typed), n.Unit)}
	}
	return "", &playbook.InvalidError{Field: "value", Message: fmt.Sprintf("%q is measured in %s, and the criterion in %s; convert it first.", clip(typed), n.Unit, unit)}
}

// UnitOf returns the unit of a criterion: as given, or as it stands beside its
// target or baseline.
func UnitOf(c *playbook.Criterion) string { return c.UnitWords() }

// ConfirmAchieved records that somebody at the customer confirmed a criterion
// as reached. It needs their name.
func (d *Desk) ConfirmAchieved(ctx context.Context, criterion playbook.ID, by string, on playbook.Date, how string) error {
	by = strings.TrimSpace(playbook.CleanText(by))
	c := playbook.Criterion{}
	c.ID = criterion
	name, err := d.called(ctx, &c, "A criterion")
	if err != nil {
		return err
	}
	return d.do(ctx, name+" is reached, says "+clip(by), "", func(tx playbook.Tx) error {
		if by == "" {
			return &playbook.InvalidError{Field: "achieved_by", Message: "Say who at the customer confirmed that it is reached; without them it is our opinion."}
		}
		on, err := d.past("achieved_on", on)
		if err != nil {
			return err
		}
		_, err = playbook.Change(tx, criterion, func(c *playbook.Criterion) error {
			c.Achieved, c.AchievedOn, c.AchievedBy, c.AchievedHow = true, on, by, strings.TrimSpace(playbook.CleanText(how))
			return nil
		})
		return err
	})
}

// TakeBackAchieved says that a criterion is not reached after all; it needs a
// reason, and is refused while the account stands at Value proven for it alone.
func (d *Desk) TakeBackAchieved(ctx context.Context, criterion playbook.ID, why string) error {
	c := playbook.Criterion{}
	c.ID = criterion
	name, err := d.called(ctx, &c, "A criterion")
	if err != nil {
		return err
	}
	return d.do(ctx, name+" is not reached after all", why, func(tx playbook.Tx) error {
		if err := reasoned(why, "Taking back that a criterion is reached needs a reason; say what has changed."); err != nil {
			return err
		}
		_, err := playbook.Change(tx, criterion, func(c *playbook.Criterion) error {
			c.Achieved, c.AchievedOn, c.AchievedBy, c.AchievedHow = false, "", "", ""
			return nil
		})
		return err
	})
}

// A Judgement says how the customer judged a proof point.
type Judgement struct {
	Result string        // yes, partly or no
	Shown  string        // what they saw
	By     string        // who judged; "" for the judge that was named
	On     playbook.Date // "" for today
}

// JudgeProof records the judgement of the proof point of day 30, 60 or 90. It
// is refused when none was set, without what they saw, and without a judge.
func (d *Desk) JudgeProof(ctx context.Context, account playbook.ID, day int, j Judgement) error {
	label := fmt.Sprintf("Judge the day-%d proof point: %s", day, lowerFirst(playbook.LabelOf(playbook.Judgements(), j.Result)))
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		p := rec.ProofPoint(day)
		if p == nil || strings.TrimSpace(p.Text) == "" {
			return &playbook.RefusedError{What: "Not judged", Reasons: []string{fmt.Sprintf("no proof point was set for day %d; write what they must see by then first", day)}}
		}
		if s := strings.TrimSpace(playbook.CleanText(j.Shown)); s != "" {
			p.Shown = s
		}
		if s := strings.TrimSpace(playbook.CleanText(j.By)); s != "" {
			p.JudgedBy = s
		} else if p.JudgedBy == "" {
			p.JudgedBy = p.Judge
		}
		switch {
		case j.Result == "":
			return &playbook.InvalidError{Field: "result", Message: "No judgement is given; choose yes, partly or no."}
		case p.Shown == "":
			return &playbook.InvalidError{Field: "shown", Message: "Say what they saw; a judgement without evidence is an impression."}
		case p.JudgedBy == "":
			return &playbook.InvalidError{Field: "judged_by", Message: "Say who at the customer judged it."}
		}
		p.Result = j.Result
		if p.JudgedOn, err = d.past("judged_on", j.On); err != nil {
			return err
		}
		return tx.Save(p)
	})
}

// RemoveCriterion puts a criterion into the trash; it needs a reason.
func (d *Desk) RemoveCriterion(ctx context.Context, criterion playbook.ID, why string) error {
	return d.RemoveRowFor(ctx, Ref{"criterion", criterion}, why)
}
