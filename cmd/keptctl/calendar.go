package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/holidays"
	"kept/playbook/work"
)

// nextDays is how many of the days off to come calendar shows.
const nextDays = 12

// everyTask is more open tasks than a workspace has.
const everyTask = 1_000_000

func sortByDay[T any](rows []T, on func(T) playbook.Date) {
	slices.SortStableFunc(rows, func(a, b T) int { return cmp.Compare(on(a), on(b)) })
}

// ownDays returns the days off of one's own and the worked holidays by day, as
// they are numbered.
func ownDays(team *work.Team) []*playbook.Holiday {
	out := pointers(team.Holidays)
	sortByDay(out, func(h *playbook.Holiday) playbook.Date { return h.On })
	return out
}

// offTasks returns the open tasks that fall on days off.
func (a *app) offTasks(team *work.Team) ([]work.OffTask, error) {
	today := a.kept.Desk.Today()
	tasks, err := a.kept.Store.TasksDue(a.ctx, playbook.DueQuery{Today: today, Until: "9999-12-31", Limit: everyTask})
	if err != nil {
		return nil, fmt.Errorf("read the open tasks: %w", err)
	}
	return team.OnDaysOff(tasks, today), nil
}

func accountsOf(tasks []work.OffTask) []playbook.ID {
	var out []playbook.ID
	for i := range tasks {
		if id := tasks[i].AccountID; !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func offJSON(tasks []work.OffTask) []map[string]any {
	out := []map[string]any{}
	for i := range tasks {
		t := &tasks[i]
		out = append(out, map[string]any{"account": t.AccountName, "id": t.ID, "title": t.Title, "due_on": t.DueOn, "why": t.Why})
	}
	return out
}

// toldCalendar prints what was done to the calendar, and what is due on days
// off since: no date of a running plan moves by itself.
func (a *app) toldCalendar(what func(*work.Team) (map[string]any, string)) error {
	team, err := a.team()
	if err != nil {
		return err
	}
	off, err := a.offTasks(&team)
	if err != nil {
		return err
	}
	v, words := what(&team)
	if v == nil {
		return playbook.ErrNotFound
	}
	v["on_days_off"] = offJSON(off)
	return a.print(v, func() {
		a.say("%s", words)
		a.sayOff(off)
	})
}

func (a *app) sayOff(off []work.OffTask) {
	if len(off) == 0 {
		return
	}
	fall := "fall"
	if len(off) == 1 {
		fall = "falls"
	}
	a.say("%s of %s %s on a day off; keptctl calendar redate moves what may move.", count(len(off), "open task"), count(len(accountsOf(off)), "account"), fall)
}

func holidayJSON(number int, h *playbook.Holiday) map[string]any {
	v := values(h)
	v["number"] = number
	return v
}

func setJSON(s holidays.Set) map[string]any {
	return map[string]any{"code": s.Code, "name": s.Name, "note": s.Note}
}

func calendarFlags(fs *flag.FlagSet) func(*app) error {
	all := fs.Bool("all", false, "list all days off of our own, not only those of now and the next year")
	return func(a *app) error { return a.calendar(*all) }
}

func (a *app) calendar(all bool) error {
	team, err := a.team()
	if err != nil {
		return err
	}
	off, err := a.offTasks(&team)
	if err != nil {
		return err
	}
	week, sets, own, next := []string{}, []map[string]any{}, []map[string]any{}, []map[string]any{}
	for _, d := range team.Week() {
		week = append(week, d.String())
	}
	for _, s := range team.Sets() {
		sets = append(sets, setJSON(s))
	}
	table, more := [][]string{}, 0
	today := a.kept.Desk.Today()
	for i, h := range ownDays(&team) {
		own = append(own, holidayJSON(i+1, h))
		if !all && (max(h.On, h.Until) < today.AddDays(-31) || h.On > today.AddDays(366)) {
			more++
			continue
		}
		words := one(h.Name, 60)
		if h.Working {
			words = "work on " + words
		}
		table = append(table, []string{fmt.Sprintf("%4d", i+1), stretch(h.On, h.Until), words})
	}
	soon := [][]string{}
	for on := today; len(next) < nextDays && on <= today.AddDays(400); on = on.AddDays(1) {
		if name := team.Calendar.Off(on); name != "" && slices.Contains(team.Week(), on.Weekday()) {
			next = append(next, map[string]any{"on": on, "name": name})
			soon = append(soon, []string{"  " + on.Time().Format("Mon"), day(on), one(name, 60)})
		}
	}
	v := map[string]any{"week": week, "sets": sets, "days_off": own, "next": next, "on_days_off": offJSON(off)}
	return a.print(v, func() {
		a.say("Working days: %s", strings.Join(week, ", "))
		if len(sets) == 0 {
			a.say("Public holidays: none; keptctl calendar sets COUNTRY… chooses some")
		}
		for _, s := range team.Sets() {
			a.say("Public holidays: %s (%s)", s.Name, s.Code)
			if s.Note != "" {
				a.say("  %s", s.Note)
			}
		}
		if len(own) > 0 {
			a.say("\nOf our own")
			a.columns(table)
			if more > 0 {
				a.say("      %d more, over or after the next year; --all lists them", more)
			}
		}
		if len(soon) > 0 {
			a.say("\nNext days off in a working week")
			a.columns(soon)
		}
		if len(off) > 0 {
			a.say("")
			a.sayOff(off)
		}
	})
}

// stretch writes one day, or the first and the last.
func stretch(on, until playbook.Date) string {
	if until == "" || until == on {
		return day(on)
	}
	return day(on) + " to " + day(until)
}

func (a *app) calendarWeek() error {
	if err := a.kept.Desk.SetWeek(a.ctx, strings.Join(a.args, " ")); err != nil {
		return err
	}
	return a.toldCalendar(func(team *work.Team) (map[string]any, string) {
		week := []string{}
		for _, d := range team.Week() {
			week = append(week, d.String())
		}
		return map[string]any{"week": week}, "Working days: " + strings.Join(week, ", ") + "."
	})
}

func (a *app) calendarSets() error {
	if len(a.args) == 0 {
		list, table := []map[string]any{}, [][]string{}
		for _, s := range holidays.Sets() {
			list = append(list, setJSON(s))
			table = append(table, []string{s.Code, s.Name, s.Note})
		}
		return a.print(list, func() { a.columns(table) })
	}
	countries := a.args
	if len(countries) == 1 && strings.EqualFold(countries[0], "none") {
		countries = nil
	}
	if err := a.kept.Desk.SetHolidaySets(a.ctx, countries); err != nil {
		return err
	}
	return a.toldCalendar(func(team *work.Team) (map[string]any, string) {
		sets, names := []map[string]any{}, []string{}
		for _, s := range team.Sets() {
			sets, names = append(sets, setJSON(s)), append(names, s.Name)
		}
		if len(names) == 0 {
			return map[string]any{"sets": sets}, "No public holidays are kept."
		}
		return map[string]any{"sets": sets}, "Days off are the public holidays of " + strings.Join(names, ", ") + "."
	})
}

func calendarAddFlags(fs *flag.FlagSet) func(*app) error {
	name := fs.String("name", "", "why nobody works, a `TEXT`")
	return func(a *app) error {
		on, err := date("FROM", a.args[0])
		if err != nil {
			return err
		}
		until := playbook.Date("")
		if len(a.args) == 2 {
			if until, err = date("UNTIL", a.args[1]); err != nil {
				return err
			}
		}
		id, err := a.kept.Desk.AddDayOff(a.ctx, on, until, *name)
		if err != nil {
			return err
		}
		return a.toldHoliday(id, "Off")
	}
}

func (a *app) calendarWork() error {
	on, err := date("DATE", a.args[0])
	if err != nil {
		return err
	}
	id, err := a.kept.Desk.WorkOn(a.ctx, on)
	if err != nil {
		return err
	}
	return a.toldHoliday(id, "A working day")
}

func (a *app) toldHoliday(id playbook.ID, verb string) error {
	return a.toldCalendar(func(team *work.Team) (map[string]any, string) {
		all := ownDays(team)
		n := numberOf(all, id)
		if n == 0 {
			return nil, ""
		}
		h := all[n-1]
		return map[string]any{"day_off": holidayJSON(n, h)}, fmt.Sprintf("%s: %d, %s, %s.", verb, n, stretch(h.On, h.Until), one(h.Name, 60))
	})
}

func (a *app) calendarRemove() error {
	team, err := a.team()
	if err != nil {
		return err
	}
	h, _, err := ofWorkspace("day off", "calendar", ownDays(&team), func(h *playbook.Holiday) string { return h.Name }, a.args[0])
	if err != nil {
		return err
	}
	if err := a.kept.Desk.RemoveHoliday(a.ctx, h.ID); err != nil {
		return err
	}
	return a.toldCalendar(func(*work.Team) (map[string]any, string) {
		return map[string]any{"removed": holidayJSON(0, h)}, fmt.Sprintf("Out of the calendar: %s, %s.", stretch(h.On, h.Until), one(h.Name, 60))
	})
}

func calendarImportFlags(fs *flag.FlagSet) func(*app) error {
	dry := fs.Bool("dry-run", false, "only tell what would be added")
	return func(a *app) error {
		path := a.args[0]
		name := filepath.Base(path)
		f, err := os.Open(path)
		if err != nil {
			return &failure{kind: "file", message: fmt.Sprintf("The calendar file %s cannot be read; check its name and who may read it.", one(path, 200))}
		}
		defer f.Close()
		if st, err := f.Stat(); err == nil && st.IsDir() {
			return &failure{kind: "file", message: fmt.Sprintf("%s is a folder; name the calendar file in it.", one(path, 200))}
		}
		first, last := work.ImportYears(a.kept.Desk.Today())
		file, err := holidays.Read(f, name, first, last)
		var bad *holidays.FileError
		if errors.As(err, &bad) {
			return &failure{kind: "import", message: err.Error() + "."}
		} else if err != nil {
			return err
		}
		team, err := a.team()
		if err != nil {
			return err
		}
		fresh, added := team.NewDays(file.Entries), 0
		if !*dry {
			if added, err = a.kept.Desk.ImportDaysOff(a.ctx, file.Entries, name); err != nil {
				return err
			}
		}
		return a.toldCalendar(func(*work.Team) (map[string]any, string) {
			v := map[string]any{"dry_run": *dry, "found": len(file.Entries), "new": len(fresh), "added": added, "first": first, "last": last,
				"outside": file.Outside, "timed": file.Timed, "other": file.Other, "notes": notNil(file.Places)}
			return v, importWords(&file, *dry, len(fresh), added, first, last)
		})
	}
}

func importWords(file *holidays.File, dry bool, fresh, added, first, last int) string {
	lines := []string{fmt.Sprintf("%s off from %d to %d in the file, %d of them new: %d added.", count(len(file.Entries), "day"), first, last, fresh, added)}
	if dry {
		lines[0] = fmt.Sprintf("%s off from %d to %d in the file, %d of them new: they would be added.", count(len(file.Entries), "day"), first, last, fresh)
	}
	for _, left := range []struct {
		n   int
		why string
	}{{file.Outside, "lie in other years"}, {file.Timed, "have a time of the day and are no days off"}, {file.Other, "are left out"}} {
		if left.n > 0 {
			lines = append(lines, fmt.Sprintf("  %d %s", left.n, left.why))
		}
	}
	for _, p := range file.Places {
		lines = append(lines, "  "+one(p, 200))
	}
	return strings.Join(lines, "\n")
}

func calendarRedateFlags(fs *flag.FlagSet) func(*app) error {
	dry := fs.Bool("dry-run", false, "only list what would move")
	return func(a *app) error {
		read := a.kept.Desk.RedatePlans
		if *dry {
			read = a.kept.Desk.Outdated
		}
		moved, err := read(a.ctx)
		if err != nil {
			return err
		}
		list, table, of := []map[string]any{}, [][]string{}, map[playbook.ID]bool{}
		for i := range moved {
			t := &moved[i]
			of[t.Account] = true
			list = append(list, map[string]any{"account": t.AccountName, "id": t.Task, "title": t.Title, "was": t.Was, "now": t.Now})
			table = append(table, []string{"  " + day(t.Was), "→ " + day(t.Now), one(t.AccountName, 40), one(t.Title, 80)})
		}
		return a.print(map[string]any{"dry_run": *dry, "plans": len(of), "tasks": list}, func() {
			a.columns(table)
			switch {
			case len(moved) == 0:
				a.say("Every plan has the dates that the calendar gives it.")
			case *dry:
				a.say("%s of %s would move.", count(len(moved), "task"), count(len(of), "plan"))
			default:
				a.say("%s of %s moved; keptctl undo takes it back.", count(len(moved), "task"), count(len(of), "plan"))
			}
		})
	}
}
