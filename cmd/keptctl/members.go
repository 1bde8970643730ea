package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// teamCommands keep who works here and when.
func teamCommands() []command {
	reads := existing()
	return []command{
		{"members", "", "list who works here, and when they are away", 0, 0, reads, plain((*app).members)},
		{"members add", "NAME [--role ROLE] [--units N] [--started DATE] [--email EMAIL]", "add a person to the team", 1, 1, reads, memberAddFlags},
		{"members set", "MEMBER [--name NAME] [--role ROLE] [--units N] [--started DATE] [--email EMAIL]", "change a member", 1, 1, reads, memberSetFlags},
		{"members remove", "MEMBER", "put a member into the trash", 1, 1, reads, plain((*app).memberRemove)},
		{"absence add", "MEMBER FROM [UNTIL] [--why TEXT]", "note when a member is away", 2, 3, reads, absenceAddFlags},
		{"absence remove", "MEMBER ABSENCE", "take an absence back", 2, 2, reads, plain((*app).absenceRemove)},

		{"calendar", "[--all]", "show working week, holidays, days off, and what is due on them", 0, 0, reads, calendarFlags},
		{"calendar week", "DAY…", "set the working days, like mon tue wed thu fri", 1, 7, reads, plain((*app).calendarWeek)},
		{"calendar sets", "COUNTRY… | none", "choose whose public holidays are days off; without one, list what there is", 0, 30, reads, plain((*app).calendarSets)},
		{"calendar add", "FROM [UNTIL] --name TEXT", "add days off", 1, 2, reads, calendarAddFlags},
		{"calendar work", "DATE", "work on a public holiday", 1, 1, reads, plain((*app).calendarWork)},
		{"calendar remove", "DAY", "take days off, or a worked holiday, out of the calendar", 1, 1, reads, plain((*app).calendarRemove)},
		{"calendar import", "FILE.ics [--dry-run]", "take in days off from a calendar file", 1, 1, reads, calendarImportFlags},
		{"calendar redate", "[--dry-run]", "give plans the dates that the calendar gives them now", 0, 0, reads, calendarRedateFlags},
		{"ics", "ACCOUNT | --mine [-o FILE.ics]", "write a plan, or my tasks, for a calendar program", 0, 1, reads, icsFlags},
	}
}

// team reads who works here and when.
func (a *app) team() (team work.Team, err error) {
	err = a.kept.Store.Read(a.ctx, func(r playbook.Reader) (err error) {
		team, err = work.LoadTeam(r)
		return err
	})
	return team, err
}

// ofWorkspace is pickRow for a list of the whole workspace, which is not
// numbered by account.
func ofWorkspace[P playbook.Noun](what, lister string, rows []P, words func(P) string, typed string) (P, int, error) {
	n, i, err := pickRow(what, lister, rows, words, typed)
	var f *failure
	if errors.As(err, &f) && f.kind == "not_found" {
		f.message = fmt.Sprintf("There is no %s “%s”; keptctl %s numbers them.", what, one(typed, 60), lister)
	}
	return n, i, err
}

func member(team *work.Team, typed string) (*playbook.Member, int, error) {
	return ofWorkspace("member", "members", pointers(team.Members), func(m *playbook.Member) string { return m.Name }, typed)
}

// absencesOf returns the absences of a member by day, as they are numbered.
func absencesOf(team *work.Team, m *playbook.Member) []*playbook.Absence {
	var out []*playbook.Absence
	for _, x := range pointers(team.Absences) {
		if x.MemberID == m.ID {
			out = append(out, x)
		}
	}
	sortByDay(out, func(x *playbook.Absence) playbook.Date { return x.From })
	return out
}

func memberJSON(team *work.Team, number int, m *playbook.Member) map[string]any {
	v := values(m)
	v["number"] = number
	away := []map[string]any{}
	for i, x := range absencesOf(team, m) {
		one := values(x)
		delete(one, "member_id")
		one["number"] = i + 1
		away = append(away, one)
	}
	v["absences"] = away
	return v
}

func (a *app) members() error {
	team, err := a.team()
	if err != nil {
		return err
	}
	list, table := []map[string]any{}, [][]string{}
	for i := range team.Members {
		m := &team.Members[i]
		list = append(list, memberJSON(&team, i+1, m))
		table = append(table, memberRow(i+1, m))
		for j, x := range absencesOf(&team, m) {
			table = append(table, []string{"", fmt.Sprintf("  %d  away %s", j+1, absenceWords(x))})
		}
	}
	return a.print(list, func() {
		if len(list) == 0 {
			a.say("Nobody is on the team yet; keptctl members add NAME adds somebody.")
			return
		}
		a.columns(table)
	})
}

func memberRow(number int, m *playbook.Member) []string {
	units := m.Units
	if units == "" {
		units = "1"
	}
	words := "units " + units
	if m.StartedOn != "" {
		words += ", started " + m.StartedOn.Short()
	}
	return []string{fmt.Sprintf("%4d", number), one(m.Name, 40), dash(playbook.LabelOf(playbook.MemberRoles(), m.Role)), words}
}

func absenceWords(x *playbook.Absence) string {
	s := day(x.From)
	if x.Until != x.From {
		s += " to " + day(x.Until)
	}
	if x.Why != "" {
		s += "  (" + one(x.Why, 60) + ")"
	}
	return s
}

// memberFlags declares what a member has and returns what writes what was
// given into one.
func memberFlags(fs *flag.FlagSet) func(*playbook.Member) error {
	role := fs.String("role", "", "what the person does, a `CHOICE`: "+choices(playbook.MemberRoles()))
	units := fs.String("units", "", "how much the person can carry in a week, a `NUMBER`; 1 is a full load")
	started := fs.String("started", "", "the first day of somebody new, a `DATE`")
	email := fs.String("email", "", "the `EMAIL` address")
	return func(m *playbook.Member) (err error) {
		if given(fs, "role") {
			if m.Role, err = choice("--role", *role, playbook.MemberRoles()); err != nil {
				return err
			}
		}
		if given(fs, "started") {
			if m.StartedOn, err = date("--started", *started); err != nil {
				return err
			}
		}
		if given(fs, "units") {
			m.Units = strings.Replace(strings.TrimSpace(*units), ",", ".", 1)
		}
		if given(fs, "email") {
			m.Email = strings.TrimSpace(*email)
		}
		return nil
	}
}

func memberAddFlags(fs *flag.FlagSet) func(*app) error {
	read := memberFlags(fs)
	return func(a *app) error {
		m := playbook.Member{Name: a.args[0]}
		if err := read(&m); err != nil {
			return err
		}
		id, err := a.kept.Desk.AddMember(a.ctx, m)
		if err != nil {
			return err
		}
		return a.toldMember("Added", id, 0)
	}
}

func memberSetFlags(fs *flag.FlagSet) func(*app) error {
	name := fs.String("name", "", "the new `NAME`, also in open tasks and on accounts")
	read := memberFlags(fs)
	return func(a *app) error {
		team, err := a.team()
		if err != nil {
			return err
		}
		m, _, err := member(&team, a.args[0])
		if err != nil {
			return err
		}
		changed := *m
		if err := read(&changed); err != nil {
			return err
		}
		if given(fs, "name") {
			changed.Name = *name
		}
		if changed == *m {
			return usage("members set needs what to change; keptctl help members set shows its flags")
		}
		carried, err := a.kept.Desk.ChangeMember(a.ctx, changed)
		if err != nil {
			return err
		}
		return a.toldMember("Changed", m.ID, carried)
	}
}

func (a *app) toldMember(verb string, id playbook.ID, carried int) error {
	team, err := a.team()
	if err != nil {
		return err
	}
	n := numberOf(pointers(team.Members), id)
	if n == 0 {
		return playbook.ErrNotFound
	}
	m := &team.Members[n-1]
	return a.print(map[string]any{"member": memberJSON(&team, n, m), "carried": carried}, func() {
		a.say("%s: member %d, %s.", verb, n, strings.Join(memberRow(n, m)[1:], ", "))
		if carried > 0 {
			a.say("The new name stands in %s of open tasks and accounts.", count(carried, "place"))
		}
	})
}

func (a *app) memberRemove() error {
	team, err := a.team()
	if err != nil {
		return err
	}
	m, _, err := member(&team, a.args[0])
	if err != nil {
		return err
	}
	if err := a.kept.Desk.RemoveMember(a.ctx, m.ID); err != nil {
		return err
	}
	return a.print(map[string]any{"noun": "member", "id": m.ID, "title": m.Name}, func() {
		a.say("%s is in the trash; tasks keep the name. keptctl undo or trash restore brings the member back.", one(m.Name, 60))
	})
}

func absenceAddFlags(fs *flag.FlagSet) func(*app) error {
	why := fs.String("why", "", "the `REASON`, as dates give it: leave, training")
	return func(a *app) error {
		from, err := date("FROM", a.args[1])
		if err != nil {
			return err
		}
		until := from
		if len(a.args) == 3 {
			if until, err = date("UNTIL", a.args[2]); err != nil {
				return err
			}
		}
		team, err := a.team()
		if err != nil {
			return err
		}
		m, _, err := member(&team, a.args[0])
		if err != nil {
			return err
		}
		id, err := a.kept.Desk.AddAbsence(a.ctx, m.ID, from, until, *why)
		if err != nil {
			return err
		}
		return a.toldCalendar(func(team *work.Team) (map[string]any, string) {
			all := absencesOf(team, m)
			n := numberOf(all, id)
			if n == 0 {
				return nil, ""
			}
			v := values(all[n-1])
			delete(v, "member_id")
			v["number"] = n
			return map[string]any{"member": m.Name, "absence": v}, fmt.Sprintf("%s is away %s.", one(m.Name, 60), absenceWords(all[n-1]))
		})
	}
}

func (a *app) absenceRemove() error {
	team, err := a.team()
	if err != nil {
		return err
	}
	m, _, err := member(&team, a.args[0])
	if err != nil {
		return err
	}
	x, _, err := ofWorkspace("absence", "members", absencesOf(&team, m), func(x *playbook.Absence) string { return x.Why }, a.args[1])
	if err != nil {
		return err
	}
	if err := a.kept.Desk.RemoveAbsence(a.ctx, x.ID); err != nil {
		return err
	}
	return a.toldCalendar(func(*work.Team) (map[string]any, string) {
		return map[string]any{"member": m.Name, "absence": nil}, fmt.Sprintf("%s is not away %s.", one(m.Name, 60), absenceWords(x))
	})
}
