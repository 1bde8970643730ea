package work

import (
	"testing"

	"kept/playbook"
	"kept/playbook/schedule"
)

// A week begins on Monday; a day is over where more falls on it than it holds, or
// anything on a day off, which is one's own as well.
func TestMyWeek(t *testing.T) {
	team := Team{Calendar: schedule.MondayToFriday(), Away: map[string][]schedule.Stretch{
		"maya lindqvist": {{From: "2027-03-04", Until: "2027-03-05", Name: "leave"}}, "Petter Aas": {{From: "2027-03-01"}}}}
	due := map[playbook.Date]int{"2027-03-01": DayTasks, "2027-03-02": DayTasks + 1, "2027-03-04": 1, "2027-03-06": 2, "2027-03-08": 9}
	for _, today := range []playbook.Date{"2027-03-01", "2027-03-04", "2027-03-07"} {
		week := MyWeek(today, "Maya Lindqvist", &team, due)
		for i, want := range []WeekDay{
			{"2027-03-01", 5, "", false}, {"2027-03-02", 6, "", true}, {"2027-03-03", 0, "", false}, {"2027-03-04", 1, "away", true},
			{"2027-03-05", 0, "away", false}, {"2027-03-06", 2, "weekend", true}, {"2027-03-07", 0, "weekend", false}} {
			if week[i] != want {
				t.Errorf("on %s day %d is %+v, want %+v", today, i, week[i], want)
			}
		}
	}
}
