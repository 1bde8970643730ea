package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
)

// criterion finds the criterion that a person typed, and its number.
func criterion(rec *playbook.Record, typed string) (*playbook.Criterion, int, error) {
	return pickRow("criterion", "criteria", pointers(rec.Criteria), titled[*playbook.Criterion], typed)
}

// criterion reads the account and the criterion of the first two arguments.
func (a *app) criterion() (playbook.Record, *playbook.Criterion, error) {
	rec, err := a.account(a.args[0])
	if err != nil {
		return rec, nil, err
	}
	c, _, err := criterion(&rec, a.args[1])
	return rec, c, err
}

func measureFlags(fs *flag.FlagSet) func(*app) error {
	on := fs.String("on", "", "when it was measured, a `DATE`; else today")
	source := fs.String("source", "", "where the number comes from, a `TEXT`")
	return func(a *app) error {
		r := work.Reading{Value: a.args[2], Source: *source}
		var err error
		if r.On, err = date("--on", *on); err != nil {
			return err
		}
		rec, c, err := a.criterion()
		if err != nil {
			return err
		}
		if _, err := a.kept.Desk.Measure(a.ctx, c.ID, r); err != nil {
			return err
		}
		return a.toldCriterion("Measured", rec.Account.ID, c.ID)
	}
}

func achievedFlags(fs *flag.FlagSet) func(*app) error {
	by := fs.String("by", "", "who at the customer confirmed it, a `NAME`")
	on := fs.String("on", "", "when they did, a `DATE`; else today")
	how := fs.String("how", "", "how they did, a `TEXT`: a mail, a meeting, a report")
	back := fs.String("take-back", "", "it is not reached after all, a `TEXT`: what has changed")
	return func(a *app) error {
		day, err := date("--on", *on)
		if err != nil {
			return err
		}
		if given(fs, "take-back") && (*by != "" || *on != "" || *how != "") {
			return usage("achieved takes --by, --on and --how, or --take-back, not both")
		}
		rec, c, err := a.criterion()
		if err != nil {
			return err
		}
		if given(fs, "take-back") {
			if err := a.kept.Desk.TakeBackAchieved(a.ctx, c.ID, *back); err != nil {
				return err
			}
			return a.toldCriterion("Not reached after all", rec.Account.ID, c.ID)
		}
		if err := a.kept.Desk.ConfirmAchieved(a.ctx, c.ID, *by, day, *how); err != nil {
			return err
		}
		return a.toldCriterion("Reached", rec.Account.ID, c.ID)
	}
}

func judgeFlags(fs *flag.FlagSet) func(*app) error {
	evidence := fs.String("evidence", "", "what they saw, a `TEXT`")
	by := fs.String("by", "", "who at the customer judged it, a `NAME`; else the judge who was named")
	on := fs.String("on", "", "when, a `DATE`; else today")
	return func(a *app) error {
		n, err := strconv.Atoi(strings.TrimSpace(a.args[1]))
		if err != nil || n != 30 && n != 60 && n != 90 {
			return usage("a proof point is for day 30, 60 or 90, not %q", one(a.args[1], 40))
		}
		j := work.Judgement{Shown: *evidence, By: *by}
		if j.Result, err = choice("a judgement", a.args[2], playbook.Judgements()); err != nil {
			return err
		}
		if j.On, err = date("--on", *on); err != nil {
			return err
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		if err := a.kept.Desk.JudgeProof(a.ctx, rec.Account.ID, n, j); err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		p := rec.ProofPoint(n)
		return a.print(map[string]any{"proof_point": a.proofJSON(&rec, p)}, func() { a.say("%s", a.proofWords(&rec, p)) })
	}
}

// proofJSON returns a proof point with its day and where it stands.
func (a *app) proofJSON(rec *playbook.Record, p *playbook.ProofPoint) map[string]any {
	v, s := values(p), metrics.ProofAt(rec, p.Day, a.kept.Desk.Today())
	v["due_on"], v["state"], v["result"] = s.On, s.State, nil
	if p.Result != "" {
		v["result"] = p.Result
	}
	return v
}

// proofWords tells a proof point and how it was judged, on one line.
func (a *app) proofWords(rec *playbook.Record, p *playbook.ProofPoint) string {
	stands := metrics.ProofAt(rec, p.Day, a.kept.Desk.Today())
	s := fmt.Sprintf("day %d, %s: %s  %s", p.Day, day(stands.On), stands.Words(), one(p.Text, 100))
	if p.Result != "" {
		s += fmt.Sprintf("; %s  (%s, %s)", one(p.Shown, 100), one(p.JudgedBy, 40), day(p.JudgedOn))
	}
	return s
}

func stageFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: what happened; a lost account needs it")
	return func(a *app) error {
		to, err := stageOf(a.args[1])
		if err == nil && to == "" {
			err = usage("stage needs the stage to move to; keptctl help accounts lists them")
		}
		if err != nil {
			return err
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		if err := a.kept.Desk.SetStage(a.ctx, rec.Account.ID, to, *reason); err != nil {
			return err
		}
		v := map[string]any{"account": map[string]any{"id": rec.Account.ID, "name": rec.Account.Name, "stage": to}}
		return a.print(v, func() { a.say("%s: %s.", one(rec.Account.Name, 80), to.Label()) })
	}
}

// criteria lists them with their measurements.
func (a *app) criteria() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	list := []map[string]any{}
	for i := range rec.Criteria {
		list = append(list, criterionJSON(&rec, i+1, &rec.Criteria[i]))
	}
	return a.print(list, func() {
		if len(list) == 0 {
			a.say("No criteria are on record.")
		}
		for i := range rec.Criteria {
			a.sayCriterion(&rec, i+1, &rec.Criteria[i])
		}
		a.say("Criteria: %s.", metrics.Criteria(&rec, a.kept.Desk.Today()).Words())
	})
}

func criterionJSON(rec *playbook.Record, number int, c *playbook.Criterion) map[string]any {
	v := values(c)
	measured := rec.MeasurementsOf(c.ID)
	v["number"], v["unit"], v["measurements"] = number, work.UnitOf(c), valuesOf(measured)
	p := metrics.Progress(c, measured)
	v["progress"], v["progress_words"] = nil, p.Words()
	if p.Word == "" {
		v["progress"] = p.Raw
	}
	return v
}

func (a *app) sayCriterion(rec *playbook.Record, number int, c *playbook.Criterion) {
	a.say("%4d  %s", number, one(playbook.TitleOf(c), 120))
	unit := work.UnitOf(c)
	with := func(s string) string {
		if n, ok := playbook.ParseNumber(s); ok && n.Unit == "" && unit != "" {
			return s + " " + unit
		}
		return dash(s)
	}
	a.say("      %s: %s → %s by %s", dash(one(c.Metric, 80)), with(one(c.Baseline, 40)), with(one(c.Target, 40)), day(c.TargetOn))
	for _, m := range rec.MeasurementsOf(c.ID) {
		a.say("      %s  %s  (%s, %s)", day(m.On), with(m.Value), dash(one(m.Source, 60)), one(m.By, 40))
	}
	a.say("      %s", metrics.Progress(c, rec.MeasurementsOf(c.ID)).Words())
	switch {
	case c.Achieved:
		how := ""
		if c.AchievedHow != "" {
			how = ": " + one(c.AchievedHow, 100)
		}
		a.say("      reached, says %s, %s%s", one(c.AchievedBy, 40), day(c.AchievedOn), how)
	case c.Confirmed == "assumed":
		a.say("      our assumption, not confirmed by the customer")
	}
}

// toldCriterion prints a criterion as it is stored now.
func (a *app) toldCriterion(words string, account, id playbook.ID) error {
	rec, err := a.kept.Desk.Record(a.ctx, account)
	if err != nil {
		return err
	}
	n := numberOf(pointers(rec.Criteria), id)
	if n == 0 {
		return playbook.ErrNotFound
	}
	c := &rec.Criteria[n-1]
	return a.print(map[string]any{"criterion": criterionJSON(&rec, n, c)}, func() {
		a.say("%s.", words)
		a.sayCriterion(&rec, n, c)
	})
}
