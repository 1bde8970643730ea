package work

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/holidays"
)

// SetWeek sets the working days of the workspace, as people type them: "mon tue
// wed thu". A week without a working day is refused.
func (d *Desk) SetWeek(ctx context.Context, typed string) error {
	week, err := parseWeek(typed)
	if err != nil {
		return &playbook.InvalidError{Field: "value", Message: sentenceOf(err)}
	}
	if len(week) == 0 {
		return &playbook.InvalidError{Field: "value", Message: "A working week needs a working day; write them like mon tue wed thu fri."}
	}
	return d.set(ctx, playbook.WorkingWeek, weekText(week), "Set the working days: "+weekText(week))
}

// SetHolidaySets chooses the countries whose public holidays are days off, by
// code or name; none takes all away. A country without a set is refused.
func (d *Desk) SetHolidaySets(ctx context.Context, countries []string) error {
	var codes []string
	for _, c := range countries {
		s, ok := holidays.Find(c)
		if !ok {
			return &playbook.InvalidError{Field: "value", Message: fmt.Sprintf("There are no holidays for %q; there are %s. Days off of other countries come from a calendar file.", clip(strings.TrimSpace(c)), holidays.Names())}
		}
		if !slices.Contains(codes, s.Code) {
			codes = append(codes, s.Code)
		}
	}
	label := "Keep the public holidays of: " + strings.Join(codes, " ")
	if len(codes) == 0 {
		label = "Keep no public holidays"
	}
	return d.set(ctx, playbook.HolidaySets, strings.Join(codes, " "), label)
}

// set writes one setting; a value that is stored already is no act.
func (d *Desk) set(ctx context.Context, name, value, label string) error {
	same := false
	if err := d.Store.Read(ctx, func(r playbook.Reader) error {
		s, err := setting(r, name)
		same = s != nil && s.Value == value || s == nil && value == ""
		return err
	}); err != nil || same {
		return err
	}
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		s, err := setting(tx, name)
		if err != nil {
			return err
		}
		if s == nil {
			s = &playbook.Setting{Name: name}
		}
		s.Value = value
		return tx.Save(s)
	})
}

// AddDayOff adds a day off, or a stretch of them, that no set has. One that is
// there already, and a stretch longer than MaxStretch, is refused.
func (d *Desk) AddDayOff(ctx context.Context, on, until playbook.Date, name string) (playbook.ID, error) {
	h := playbook.Holiday{On: on, Until: until, Name: oneLine(name)}
	if h.Until == h.On {
		h.Until = ""
	}
	if err := h.Check(); err != nil {
		return h.ID, err
	}
	if h.Name == "" {
		return h.ID, &playbook.InvalidError{Field: "name", Message: "The day off has no name; say why nobody works, like Summer closing."}
	}
	if n := h.On.DaysUntil(h.Until) + 1; n > MaxStretch {
		return h.ID, &playbook.InvalidError{Field: "until", Message: fmt.Sprintf("“%s” would be off for %d days; a stretch has at most %d, check its end.", clip(h.Name), n, MaxStretch)}
	}
	err := d.addHoliday(ctx, "Day off "+span(h.On, h.Until)+": "+clip(h.Name), &h)
	return h.ID, err
}

// WorkOn makes a public holiday of the chosen sets a working day. A day that no
// set has off is refused.
func (d *Desk) WorkOn(ctx context.Context, on playbook.Date) (playbook.ID, error) {
	h := playbook.Holiday{On: on, Working: true}
	if err := h.Check(); err != nil {
		return h.ID, err
	}
	err := d.Store.Read(ctx, func(r playbook.Reader) error {
		team, err := LoadTeam(r)
		if err != nil {
			return err
		}
		year := on.Time().Year()
		for _, day := range team.SetDays(year, year) {
			if day.On == on {
				h.Name = day.Name
				return nil
			}
		}
		return &playbook.RefusedError{What: "Nothing changed", Reasons: []string{on.Short() + " is no public holiday of the countries that are kept; choose one of theirs"}}
	})
	if err != nil {
		return h.ID, err
	}
	err = d.addHoliday(ctx, "Work on "+h.On.Short()+": "+clip(h.Name), &h)
	return h.ID, err
}

func (d *Desk) addHoliday(ctx context.Context, label string, h *playbook.Holiday) error {
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		var all []playbook.Holiday
		if err := tx.Rows(&all, playbook.ID{}); err != nil {
			return err
		}
		for i := range all {
			if o := &all[i]; o.Working == h.Working && o.On <= max(h.On, h.Until) && h.On <= max(o.On, o.Until) && (h.Working || strings.EqualFold(o.Name, h.Name)) {
				return &playbook.RefusedError{What: "Not added", Reasons: []string{"“" + clip(o.Name) + "” stands in the calendar on " + span(o.On, o.Until) + " already; remove it first to change it"}}
			}
		}
		return tx.Save(h)
	})
}

// RemoveHoliday takes a day off of one's own out of the calendar, or lets a
// public holiday be off again.
func (d *Desk) RemoveHoliday(ctx context.Context, holiday playbook.ID) error {
	h := playbook.Holiday{}
	h.ID = holiday
	name, err := d.called(ctx, &h, "a day off")
	if err != nil {
		return err
	}
	label := "Remove day off " + name
	if h.Working {
		label = "Off again on " + h.On.Short() + ": " + clip(h.Name)
	}
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		if err := tx.Load(&h); err != nil {
			return err
		}
		return tx.Trash(&h)
	})
}

// ImportYears are the years of which a calendar file is taken in, seen from a
// day: what is over by five years, or further ahead than fifteen, dates nothing.
func ImportYears(today playbook.Date) (first, last int) {
	year := today.Time().Year()
	return year - 5, year + 15
}

// NewDays returns the days off of a file that the workspace does not have of
// its own yet; what a set has off is among them, for sets change.
func (t *Team) NewDays(entries []holidays.Entry) []holidays.Entry {
	have := make(map[holidays.Entry]bool, len(t.Holidays))
	for i := range t.Holidays {
		if h := &t.Holidays[i]; !h.Working {
			have[holidays.Entry{On: h.On, Until: h.Until, Name: h.Name}] = true
		}
	}
	var out []holidays.Entry
	for _, e := range entries {
		if !have[e] {
			out = append(out, e)
		}
	}
	return out
}

// ImportDaysOff adds the days off of a file that are not there yet, as one act,
// and returns how many it added. The same file again adds nothing and is no
// act. Source names the file in the history.
func (d *Desk) ImportDaysOff(ctx context.Context, entries []holidays.Entry, source string) (added int, err error) {
	var fresh []holidays.Entry
	look := func(r playbook.Reader) error {
		team := Team{}
		if err := r.Rows(&team.Holidays, playbook.ID{}); err != nil {
			return err
		}
		fresh = team.NewDays(entries)
		return nil
	}
	if err := d.Store.Read(ctx, look); err != nil || len(fresh) == 0 {
		return 0, err
	}
	err = d.do(ctx, fmt.Sprintf("Import %s off from %s", days(len(fresh)), clip(source)), "", func(tx playbook.Tx) error {
		added = 0
		if err := look(tx); err != nil {
			return err
		}
		for _, e := range fresh {
			if err := tx.Save(&playbook.Holiday{On: e.On, Until: e.Until, Name: e.Name}); err != nil {
				return err
			}
			added++
		}
		return nil
	})
	return added, err
}

// An OffTask is an open task of a running plan whose day nobody works on.
type OffTask struct {
	playbook.DueTask
	Why string // the holiday's name, "weekend", or who is away
}

// OnDaysOff returns those of some open tasks whose day is off, or on which
// their owner is away, from today on: what a change of the calendar leaves
// behind until the plans are dated again. A task on the very day of its anchor
// is not among them, for an anchor does not move, nor are conditions and tasks
// outside a plan, which somebody has dated by hand, nor what was moved by hand.
func (t *Team) OnDaysOff(tasks []playbook.DueTask, today playbook.Date) []OffTask {
	var out []OffTask
	for i := range tasks {
		task := &tasks[i]
		if task.PlanID.IsZero() || task.Condition || task.PinnedOn != "" || task.DueOn < today || !task.Open() || task.Anchor == "" || task.Days == 0 {
			continue
		}
		why := t.Calendar.Off(task.DueOn)
		owner := t.AwayAs(task.Owner)
		for _, away := range t.Away[owner] {
			if why == "" && away.From <= task.DueOn && task.DueOn <= away.Until {
				why = owner + " is away"
			}
		}
		if why != "" {
			out = append(out, OffTask{*task, why})
		}
	}
	return out
}

// A Redated is an open task of a running plan whose stored day is not the one
// that the team of now gives it.
type Redated struct {
	Account     playbook.ID
	AccountName string
	Task        playbook.ID
	Title       string
	Was, Now    playbook.Date // "" for none
}

// Outdated returns what RedatePlans would move, by account, without writing
// anything. It computes every running plan.
func (d *Desk) Outdated(ctx context.Context) (out []Redated, err error) {
	err = d.Store.Read(ctx, func(r playbook.Reader) (err error) {
		out, err = outdated(r, nil)
		return err
	})
	return out, err
}

// RedatePlans computes the running plans again, as one act, and returns the
// tasks that it moved. Where no date differs it is no act. It is for the time
// after the calendar, or somebody's absence, has changed: until then every plan
// keeps its dates.
func (d *Desk) RedatePlans(ctx context.Context) (moved []Redated, err error) {
	if moved, err = d.Outdated(ctx); err != nil || len(moved) == 0 {
		return nil, err
	}
	of := map[playbook.ID]bool{}
	for i := range moved {
		of[moved[i].Account] = true
	}
	err = d.do(ctx, "Date "+plans(len(of))+" again", "", func(tx playbook.Tx) error {
		if moved, err = outdated(tx, of); err != nil {
			return err
		}
		for account := range of {
			if err := d.Redate(tx, account); err != nil {
				return err
			}
		}
		return nil
	})
	return moved, err
}

// outdated computes the plans of some accounts, of all for nil. One whose days
// cannot be computed is left out: its own page says why.
func outdated(r playbook.Reader, of map[playbook.ID]bool) ([]Redated, error) {
	team, err := LoadTeam(r)
	if err != nil {
		return nil, err
	}
	var accounts []playbook.Account
	if err := r.Rows(&accounts, playbook.ID{}); err != nil {
		return nil, err
	}
	var out []Redated
	for i := range accounts {
		a := &accounts[i]
		if a.Stage == playbook.Lost || of != nil && !of[a.ID] {
			continue
		}
		var running []playbook.Plan
		if err := r.Rows(&running, a.ID); err != nil {
			return nil, err
		}
		if len(running) == 0 {
			continue
		}
		rec, err := playbook.LoadRecord(r, a.ID)
		if err != nil {
			return nil, err
		}
		dates, err := Dates(&rec, &team, "")
		if err != nil {
			continue
		}
		for j, t := range dates.Of {
			if now := dates.Tasks[j].On; t.Open() && t.DueOn != now {
				out = append(out, Redated{a.ID, a.Name, t.ID, t.Title, t.DueOn, now})
			}
		}
	}
	return out, nil
}

func plans(n int) string {
	if n == 1 {
		return "1 plan"
	}
	return fmt.Sprintf("%d plans", n)
}

// sentenceOf begins an error with a capital and ends it with a full stop.
func sentenceOf(err error) string {
	r := []rune(err.Error())
	return strings.ToUpper(string(r[:1])) + string(r[1:]) + "."
}
