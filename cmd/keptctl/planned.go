package main

import (
	"flag"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

func itoa(n int) string { return strconv.Itoa(n) }

// planFlags shows the plan with its forecasts, why a task has its day, or a
// baseline beside the plan.
func planFlags(fs *flag.FlagSet) func(*app) error {
	why := fs.String("why", "", "say why a `TASK` is due when it is, and what it pushes")
	critical := fs.Bool("critical", false, "list the critical path: the open tasks of which a slip is felt at once, in their order")
	base := fs.Bool("baseline", false, "show the last baseline beside the plan as it is and its forecasts")
	from := fs.String("from", "", "with --baseline, another one by its `TITLE` or number")
	to := fs.String("to", "", "with --baseline, compare with a second one, by its `TITLE` or number")
	return func(a *app) error {
		rec, dates, team, err := a.dated()
		if err != nil {
			return err
		}
		switch {
		case *why != "":
			return a.whyTask(rec, dates, *why)
		case *critical:
			return a.criticalPath(rec, dates)
		case *base || *from != "" || *to != "":
			return a.besideBaseline(rec, team, dates, *from, *to)
		}
		return a.planned(rec, dates)
	}
}

// dated reads the account of the first argument and computes its plan.
func (a *app) dated() (*playbook.Record, *work.Dated, *work.Team, error) {
	found, err := a.account(a.args[0])
	if err != nil {
		return nil, nil, nil, err
	}
	rec, team, err := a.kept.Desk.RecordAndTeam(a.ctx, found.Account.ID)
	if err != nil {
		return nil, nil, nil, err
	}
	if rec.Plan() == nil {
		return nil, nil, nil, &failure{kind: "not_found", message: rec.Account.Name + " has no plan; keptctl start begins a playbook."}
	}
	dates, err := work.Dates(&rec, &team, a.kept.Desk.Today())
	return &rec, dates, &team, err
}

// planned shows the running plan.
func (a *app) planned(rec *playbook.Record, dates *work.Dated) error {
	p := rec.Plan()
	all := listed(rec)
	tasks, forecasts := []map[string]any{}, []map[string]any{}
	for i, t := range dates.Of {
		d := dates.Tasks[i]
		v := taskJSON(0, t, "")
		v["number"], v["planned_on"], v["forecast_on"], v["earliest"], v["latest"], v["slack"] = 0, t.PlannedOn, d.Forecast, d.Earliest, d.Latest, d.Slack
		v["number"] = numberOf(pointers(all), t.ID)
		v["critical"], v["waiting"], v["pinned_on"], v["start_on"] = d.Critical, d.Waiting, t.PinnedOn, d.Start
		delete(v, "phase")
		tasks = append(tasks, v)
	}
	owed := work.Forecasts(rec, dates)
	for i := range owed {
		f := &owed[i]
		forecasts = append(forecasts, map[string]any{"noun": f.Noun, "id": f.Row, "text": f.Text, "due_on": f.Due, "forecast_on": f.On, "waiting": f.Waiting, "late": f.Late(), "tasks": len(f.Tasks), "open": f.Open})
	}
	clock := work.WaitingClock(rec, a.kept.Desk.Now())
	v := map[string]any{"plan": values(p), "anchors": valuesOf(rec.Anchors), "go_live_forecast": dates.GoLive, "end": dates.End, "forecast_end": dates.ForecastEnd,
		"tasks": tasks, "forecasts": forecasts, "waiting": clockJSON(&clock), "warnings": notNil(dates.Warnings)}
	return a.print(v, func() {
		goLive := ""
		if p.GoLiveOn != "" {
			goLive = ", go-live " + day(p.GoLiveOn)
			if dates.GoLive != p.GoLiveOn {
				goLive += ", forecast " + day(dates.GoLive)
			}
		}
		a.say("%s: “%s”, version %d, kickoff %s%s, ends %s.", one(rec.Account.Name, 80), p.Title, p.Version, day(p.KickoffOn), goLive, day(dates.ForecastEnd))
		a.anchorLines(rec, dates)
		rows := [][]string{}
		for i, t := range dates.Of {
			d := dates.Tasks[i]
			if !t.Open() {
				continue
			}
			rows = append(rows, []string{"  " + number(all, t.ID), day(d.On), forecastWords(d.On, d.Forecast), slackWords(d.Slack, d.Critical, d.On), one(owner(t), 24), plannedWords(t, d.Waiting)})
		}
		a.columns(rows)
		for i := range owed {
			if f := &owed[i]; len(f.Tasks) > 0 {
				a.say("%s “%s”: %s", playbook.RowWords(f.Noun, ""), one(f.Text, 60), forecastLine(f))
			}
		}
		a.clock(&clock)
		for _, w := range dates.Warnings {
			a.say("%s", w)
		}
	})
}

func (a *app) anchorLines(rec *playbook.Record, dates *work.Dated) {
	for i := range rec.Anchors {
		x := &rec.Anchors[i]
		d := dates.Anchors[x.Name]
		words := day(d.On)
		if d.Waiting != "" {
			words = d.Waiting
		}
		a.say("  anchor %s, %s: %s", x.Name, one(x.Title, 60), words)
	}
}

func forecastWords(on, forecast playbook.Date) string {
	if forecast == "" || forecast == on {
		return ""
	}
	return "forecast " + day(forecast)
}

func slackWords(slack int, critical bool, on playbook.Date) string {
	switch {
	case on == "":
		return ""
	case slack < 0:
		return itoa(-slack) + " too late"
	case critical:
		return "critical"
	}
	return "slack " + itoa(slack)
}

func plannedWords(t *playbook.Task, waiting string) string {
	s := taskWords(t)
	if waiting != "" {
		s += "  [" + waiting + "]"
	}
	if t.PinnedOn != "" && t.MovedBy != "" {
		s += "  [moved to " + day(t.PinnedOn) + " by " + one(t.MovedBy, 30) + "]"
	}
	return s
}

func forecastLine(f *work.Forecast) string {
	switch {
	case f.Waiting != "":
		return f.Waiting
	case f.Late():
		return "forecast " + day(f.On) + ", due " + day(f.Due) + ": late"
	case f.Due == "":
		return "forecast " + day(f.On)
	}
	return "forecast " + day(f.On) + ", due " + day(f.Due)
}

func clockJSON(c *work.Clock) map[string]any {
	out := map[string]any{"untimed": len(c.Untimed)}
	for i := range c.Parties {
		w := &c.Parties[i]
		out[w.On] = map[string]any{"days": w.Days(), "hours": int(w.For.Hours()), "blocks": w.Blocks, "running": w.Running, "since": w.Since}
	}
	return out
}

func (a *app) clock(c *work.Clock) {
	for i := range c.Parties {
		w := &c.Parties[i]
		if w.Blocks == 0 {
			continue
		}
		running := ""
		if w.Running > 0 {
			running = ", " + itoa(w.Running) + " still"
		}
		a.say("Waited on %s: %s in %s%s.", strings.ToLower(playbook.LabelOf(playbook.WaitingOn(), w.On)), count(w.Days(), "day"), count(w.Blocks, "block"), running)
	}
}

// whyTask says why a task is due when it is.
func (a *app) whyTask(rec *playbook.Record, dates *work.Dated, typed string) error {
	t, err := task(rec, typed)
	if err != nil {
		return err
	}
	d, planned := dates.Day(t.ID)
	why := dates.Why(t.ID)
	if !planned {
		why = []string{"it stands outside the plan and has the day that it was given"}
		d.On = t.DueOn
	}
	all := listed(rec)
	pushes := []map[string]any{}
	var lines []string
	for _, p := range dates.Pushes(t.ID) {
		pushes = append(pushes, map[string]any{"id": p.ID, "title": p.Title, "due_on": p.DueOn})
		lines = append(lines, "  "+number(all, p.ID)+"  "+one(p.Title, 100))
	}
	v := map[string]any{"id": t.ID, "title": t.Title, "due_on": d.On, "why": notNil(why), "earliest": d.Earliest, "latest": d.Latest, "slack": d.Slack,
		"critical": d.Critical, "forecast_on": d.Forecast, "waiting": d.Waiting, "pushes": pushes}
	return a.print(v, func() {
		a.say("%s: %s", one(t.Title, 100), day(d.On))
		for _, w := range why {
			a.say("  %s", w)
		}
		if planned && d.On != "" && t.Open() {
			a.say("  earliest %s, latest %s, %s; forecast %s", day(d.Earliest), day(d.Latest), slackWords(d.Slack, d.Critical, d.On), day(d.Forecast))
		}
		if len(lines) > 0 {
			a.say("If it slips it pushes:")
			for _, l := range lines {
				a.say("%s", l)
			}
		}
	})
}

func baseline(all []playbook.Baseline, typed string) (*playbook.Baseline, error) {
	if typed == "" {
		return &all[len(all)-1], nil
	}
	b, _, err := pickRow("baseline", "baseline", pointers(all), func(b *playbook.Baseline) string { return b.Title }, typed)
	return b, err
}

func (a *app) besideBaseline(rec *playbook.Record, team *work.Team, dates *work.Dated, from, to string) error {
	all := work.BaselinesOf(rec)
	if len(all) == 0 {
		return &failure{kind: "not_found", message: "The plan of " + rec.Account.Name + " has no baseline yet; ticking its kickoff takes one, and so does keptctl baseline."}
	}
	was, err := baseline(all, from)
	if err != nil {
		return err
	}
	var now *playbook.Baseline
	if to != "" {
		if now, err = baseline(all, to); err != nil {
			return err
		}
	}
	c := work.CompareBaselines(rec, team, dates, was, now)
	rows := []map[string]any{}
	for i := range c.Tasks {
		b := &c.Tasks[i]
		rows = append(rows, map[string]any{"id": b.Task, "title": b.Title, "was": b.Was, "now": b.Now, "forecast_on": b.Forecast, "working_days": b.Days, "state": b.State})
	}
	name := "now"
	if now != nil {
		name = now.Title
	}
	v := map[string]any{"was": was.Title, "was_on": was.On, "now": name, "kickoff_was": c.KickoffWas, "kickoff_now": c.KickoffNow, "go_live_was": c.GoLiveWas,
		"go_live_now": c.GoLiveNow, "go_live_forecast": c.GoLiveForecast, "tasks": rows}
	return a.print(v, func() {
		a.say("%s: “%s” of %s beside %s. Go-live %s → %s.", one(rec.Account.Name, 80), one(was.Title, 60), day(was.On), one(name, 60), day(c.GoLiveWas), day(c.GoLiveNow))
		out, same := [][]string{}, 0
		for i := range c.Tasks {
			b := &c.Tasks[i]
			if !b.Moved() && (b.Forecast == "" || b.Forecast == b.Now) {
				same++
				continue
			}
			out = append(out, []string{"  " + day(b.Was), "→", day(b.Now), shiftWords(b.Days), forecastWords(b.Now, b.Forecast), one(b.Title, 90)})
		}
		a.columns(out)
		a.say("%s as planned.", count(same, "task"))
	})
}

func baselineFlags(fs *flag.FlagSet) func(*app) error {
	title := fs.String("title", "", "what it is taken for, a `TEXT`; else Baseline")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		id, err := a.kept.Desk.TakeBaseline(a.ctx, rec.Account.ID, *title)
		if err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		all := work.BaselinesOf(&rec)
		b := all[len(all)-1]
		return a.print(map[string]any{"id": id, "title": b.Title, "on": b.On, "baselines": len(all)}, func() {
			a.say("%s: baseline “%s” of %s taken, %s in all.", one(rec.Account.Name, 80), one(b.Title, 60), day(b.On), count(len(all), "baseline"))
		})
	}
}

// adherence shows how closely the plan follows its playbook.
func (a *app) adherence() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	if rec.Plan() == nil {
		return &failure{kind: "not_found", message: rec.Account.Name + " has no plan; keptctl start begins a playbook."}
	}
	x, err := a.kept.Desk.AdherenceOf(a.ctx, &rec)
	if err != nil {
		return err
	}
	rows := []map[string]any{}
	all := x.Deviations()
	for i := range all {
		d := &all[i]
		rows = append(rows, map[string]any{"kind": d.Kind, "id": d.Task, "step": d.Step, "title": d.Title, "why": d.Why, "was": d.Was, "now": d.Now})
	}
	v := map[string]any{"steps": x.Steps, "as_there": x.AsThere, "done": x.Done, "in_time": x.InTime, "skipped": len(x.Skipped), "added": len(x.Added), "moved": len(x.Moved),
		"split": len(x.Split), "missing": len(x.Missing), "deviations": rows, "unknown": x.Unknown}
	return a.print(v, func() {
		a.say("%s: %s.", one(rec.Account.Name, 80), x.Words())
		if x.Unknown != "" {
			a.say("  %s", x.Unknown)
		}
		out := [][]string{}
		for i := range all {
			d := &all[i]
			why := one(d.Why, 60)
			if d.Kind == "missing" {
				why = "it cannot be skipped without a reason; add it"
			}
			if d.Kind == "late" || d.Kind == "moved" {
				why = strings.TrimSpace(day(d.Was) + " → " + day(d.Now) + "  " + why)
			}
			out = append(out, []string{"  " + d.Kind, one(d.Title, 70), why})
		}
		a.columns(out)
	})
}
