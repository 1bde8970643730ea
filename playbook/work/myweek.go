package work

import (
	"time"

	"kept/playbook"
)

// A WeekDay is one day of a person's week.
type WeekDay struct {
	On    playbook.Date
	Tasks int    // open tasks that are due on it
	Off   string // why it is a day off for the person, "" when it is not
	// Over tells that more falls on it than a day holds: more than DayTasks, or
	// anything at all on a day off.
	Over bool
}

// DayTasks is how many tasks that are due on one day are not too many.
const DayTasks = 5

// MyWeek returns the seven days of the week of today, from Monday, with what
// falls on each; due counts the person's tasks by day.
func MyWeek(today playbook.Date, who string, team *Team, due map[playbook.Date]int) []WeekDay {
	out := make([]WeekDay, 7)
	monday := MondayOf(today)
	for i := range out {
		d := WeekDay{On: monday.AddDays(i)}
		d.Tasks, d.Off = due[d.On], team.Calendar.Off(d.On)
		for name, stretches := range team.Away {
			for _, s := range stretches {
				if d.Off == "" && playbook.SameName(name, who) && s.From <= d.On && d.On <= max(s.Until, s.From) {
					d.Off = "away"
				}
			}
		}
		d.Over = d.Tasks > DayTasks || d.Tasks > 0 && d.Off != ""
		out[i] = d
	}
	return out
}

// MondayOf returns the Monday of a day's week.
func MondayOf(d playbook.Date) playbook.Date {
	return d.AddDays(-(int(d.Weekday()+7-time.Monday) % 7))
}
