package main

import (
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// criticalPath lists the tasks of which a slip is felt at once, in their order.
func (a *app) criticalPath(rec *playbook.Record, dates *work.Dated) error {
	all, path := listed(rec), dates.CriticalPath()
	steps := []map[string]any{}
	rows := [][]string{}
	for i := range path {
		s := &path[i]
		behind, numbers := []playbook.ID{}, []string{}
		for _, b := range s.Behind {
			behind, numbers = append(behind, b.ID), append(numbers, number(all, b.ID))
		}
		steps = append(steps, map[string]any{"number": numberOf(pointers(all), s.Task.ID), "id": s.Task.ID, "title": s.Task.Title, "owner": s.Task.Owner,
			"due_on": s.Day.On, "forecast_on": s.Day.Forecast, "slack": s.Day.Slack, "milestone": s.Task.Milestone, "behind": behind})
		after := ""
		if len(numbers) > 0 {
			after = "behind " + strings.Join(numbers, ", ")
		}
		rows = append(rows, []string{"  " + number(all, s.Task.ID), day(s.Day.On), forecastWords(s.Day.On, s.Day.Forecast), slackWords(s.Day.Slack, true, s.Day.On),
			one(owner(s.Task), 24), after, plannedWords(s.Task, "")})
	}
	return a.print(map[string]any{"steps": steps, "end": dates.ForecastEnd}, func() {
		if len(path) == 0 {
			a.say("%s: no open task is critical.", one(rec.Account.Name, 80))
			return
		}
		a.say("%s: %s on the critical path, to %s.", one(rec.Account.Name, 80), count(len(path), "task"), day(path[len(path)-1].Day.On))
		a.columns(rows)
	})
}
