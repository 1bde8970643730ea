package work

import (
	"kept/playbook"
	"kept/playbook/schedule"
)

// DaysOf returns the computed days of a record's running plan by task, with
// forecasts from today. Without a plan, and of one that cannot be computed,
// there are none: a document is needed all the same.
func DaysOf(rec *playbook.Record, team *Team, today playbook.Date) map[playbook.ID]schedule.Day {
	dates, err := Dates(rec, team, today)
	if err != nil || len(dates.Of) == 0 {
		return nil
	}
	out := make(map[playbook.ID]schedule.Day, len(dates.Of))
	for i, t := range dates.Of {
		out[t.ID] = dates.Tasks[i]
	}
	return out
}
