package work

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/holidays"
	"kept/playbook/schedule"
)

// The years whose public holidays a team knows.
const (
	FirstHolidayYear = holidays.FirstYear
	LastHolidayYear  = holidays.LastYear
)

// A Team is who works in a workspace and when: what every stored date is
// computed with. It is read in the transaction that stores the date.
type Team struct {
	Members  []playbook.Member
	Absences []playbook.Absence
	Holidays []playbook.Holiday // days off of its own, and days of a set that are worked
	Settings map[string]string  // by name
	Calendar schedule.Calendar
	// Away holds the absences by the name of the member, as a task names its
	// owner; absences of a member in the trash are in none.
	Away map[string][]schedule.Stretch
}

// LoadTeam reads the team. Its calendar has the working week, the public
// holidays of the chosen sets without those that are worked, and the days off of
// its own. The holidays are those from FirstHolidayYear to LastHolidayYear, which
// are fixed, so that the same workspace gives the same dates on any day, and no
// plan reaches further. A setting that cannot be
// read, such as one from a later version, counts as not given, because no act
// may fail on it: the use cases that write settings refuse such a value.
func LoadTeam(r playbook.Reader) (Team, error) {
	var t Team
	var settings []playbook.Setting
	for _, dst := range []any{&t.Members, &t.Absences, &t.Holidays, &settings} {
		if err := r.Rows(dst, playbook.ID{}); err != nil {
			return t, err
		}
	}
	t.Settings = make(map[string]string, len(settings))
	for _, s := range settings {
		if _, twice := t.Settings[s.Name]; !twice {
			t.Settings[s.Name] = s.Value
		}
	}
	t.Away = away(t.Members, t.Absences)
	var err error
	t.Calendar, err = schedule.NewCalendar(t.weekend(), t.daysOff()...)
	return t, err
}

// Week returns the working days in the order from Monday, Monday to Friday
// where nothing else is set.
func (t *Team) Week() []time.Weekday {
	week, err := parseWeek(t.Settings[playbook.WorkingWeek])
	if err != nil || len(week) == 0 {
		week, _ = parseWeek("mon tue wed thu fri")
	}
	return week
}

// Sets returns the sets of public holidays that are kept.
func (t *Team) Sets() []holidays.Set {
	var out []holidays.Set
	known, _ := holidays.Parse(t.Settings[playbook.HolidaySets])
	for _, code := range known {
		if s, ok := holidays.Find(code); ok {
			out = append(out, s)
		}
	}
	return out
}

// SetDays returns the public holidays of the chosen sets in a span of years,
// those that are worked too, by day; of two sets on one day the name of the
// first.
func (t *Team) SetDays(first, last int) []schedule.Holiday {
	var out []schedule.Holiday
	for _, s := range t.Sets() {
		out = append(out, s.Between(first, last)...)
	}
	return inOrder(out)
}

// Member returns the member of a name, blind to case, nil when there is none.
func (t *Team) Member(name string) *playbook.Member {
	for i := range t.Members {
		if playbook.SameName(t.Members[i].Name, name) {
			return &t.Members[i]
		}
	}
	return nil
}

// AwayAs returns the name under which Away has the absences of an owner, whose
// name may be written with other capitals or spaces there.
func (t *Team) AwayAs(owner string) string {
	if _, ok := t.Away[owner]; ok || len(t.Away) == 0 {
		return owner
	}
	if m := t.Member(owner); m != nil {
		return m.Name
	}
	return owner
}

func (t *Team) weekend() [7]bool {
	off := [7]bool{true, true, true, true, true, true, true}
	for _, d := range t.Week() {
		off[d] = false
	}
	return off
}

// daysOff lists the public holidays, without those that are worked, and after
// them the days off of the team's own, whose names win.
func (t *Team) daysOff() []schedule.Holiday {
	worked, own := map[playbook.Date]bool{}, []schedule.Holiday{}
	for i := range t.Holidays {
		h := &t.Holidays[i]
		for on := range daysOf(h.On, h.Until) {
			if h.Working {
				worked[on] = true
			} else {
				own = append(own, schedule.Holiday{On: on, Name: strings.Join(strings.Fields(h.Name), " ")})
			}
		}
	}
	var out []schedule.Holiday
	for _, s := range slices.Backward(t.Sets()) { // of two on one day the last one names it
		out = append(out, s.Between(FirstHolidayYear, LastHolidayYear)...)
	}
	if len(worked) > 0 {
		out = withoutDays(out, worked)
	}
	return append(out, own...)
}

func away(members []playbook.Member, absences []playbook.Absence) map[string][]schedule.Stretch {
	names := make(map[playbook.ID]string, len(members))
	for i := range members {
		names[members[i].ID] = members[i].Name
	}
	out := map[string][]schedule.Stretch{}
	for i := range absences {
		a := &absences[i]
		if name := names[a.MemberID]; name != "" {
			out[name] = append(out[name], schedule.Stretch{From: a.From, Until: a.Until, Name: cmp.Or(strings.Join(strings.Fields(a.Why), " "), "away")})
		}
	}
	return out
}
