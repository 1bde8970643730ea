package work_test

import (
	"testing"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
)

func team(t *testing.T, d *work.Desk) work.Team {
	t.Helper()
	var out work.Team
	must(t, d.Store.Read(t.Context(), func(r playbook.Reader) (err error) {
		out, err = work.LoadTeam(r)
		return err
	}))
	return out
}

// A team's calendar is its week, its sets without what is worked, and its own
// days off.
func TestTheCalendarOfATeam(t *testing.T) {
	d := seat(t, "Maya Lindqvist")
	plain := team(t, d)
	if !plain.Calendar.Working("2026-12-24") || plain.Calendar.Off("2026-12-26") != "weekend" {
		t.Error("without settings the calendar is not Monday to Friday")
	}
	maya := playbook.Member{Name: "Maya Lindqvist"}
	datatest.Save(t, d.Store, "Invented team", &maya,
		&playbook.Setting{Name: playbook.WorkingWeek, Value: "sun mon tue wed thu"},
		&playbook.Setting{Name: playbook.HolidaySets, Value: "SE DE XX"},
		&playbook.Holiday{On: "2026-06-19", Working: true, Name: "We work on Midsummer Eve"},
		&playbook.Holiday{On: "2026-07-13", Until: "2026-07-16", Name: "Summer closing"})
	datatest.Save(t, d.Store, "Away", &playbook.Absence{MemberID: maya.ID, From: "2026-08-03", Until: "2026-08-07", Why: "Leave"})
	got := team(t, d)
	for day, want := range map[playbook.Date]string{
		"2026-12-24": "Christmas Eve", "2026-10-03": "German Unity Day", "2026-12-25": "Christmas Day",
		"2026-06-19": "weekend", "2026-06-21": "", "2026-07-12": "", "2026-07-13": "Summer closing", "2026-07-16": "Summer closing",
		"2026-07-17": "weekend", "2026-07-19": "", "2051-12-25": "",
	} {
		if off := got.Calendar.Off(day); off != want {
			t.Errorf("%s is %q, want %q", day, off, want)
		}
	}
	if a := got.Away["Maya Lindqvist"]; len(a) != 1 || a[0].From != "2026-08-03" || a[0].Name != "Leave" {
		t.Errorf("away: %+v", a)
	}
	if got.Member("maya  lindqvist") == nil {
		t.Error("a member is not found by the name as people write it")
	}
}
