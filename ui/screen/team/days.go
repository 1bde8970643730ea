package team

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/holidays"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// ahead is how far ahead days off are listed, in days.
const ahead = 366

// days is the card of when nobody works: the working week, public holidays and
// days off of one's own.
type days struct {
	r    *Room
	rows []dayOff

	card   *kit.Card
	week   *kit.ChoiceChips
	wrong  *kit.Text
	sets   *kit.Text
	choose *kit.Button
	table  *kit.Table
	none   *kit.Text
	acts   fyne.CanvasObject
}

// A dayOff is one line of what is coming.
type dayOff struct {
	on, until playbook.Date
	name      string
	own       playbook.ID // zero of a public holiday
	worked    bool        // a public holiday on which we work
}

// weekdays are the days in the order of a working week.
func weekdays() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

func newDays(r *Room) *days {
	d := &days{r: r, wrong: part.Said(), sets: kit.NewText("", kit.Body), none: kit.NewText("No day off is coming up within a year.", kit.Soft)}
	var tags []kit.Tag
	for _, w := range weekdays() {
		tags = append(tags, kit.Tag{Text: w.String()[:2]})
	}
	d.week = kit.NewChoiceChips(tags...)
	d.week.Several = true
	d.week.OnChanged = d.setWeek
	d.choose = kit.NewButton("Countries…", kit.Secondary, d.setsSheet)
	d.table = kit.NewTable(kit.TableColumn{Width: 92}, kit.TableColumn{Width: 76, Grow: 1}, kit.TableColumn{Width: 72})
	d.table.Fit, d.table.NoHead, d.table.Dense = true, true, true
	d.table.Len = func() int { return len(d.rows) }
	d.table.Cell = d.cell
	d.table.OnAction = func(row, _ int) { d.turn(&d.rows[row]) }
	d.table.OnDelete = func(row int) { d.turn(&d.rows[row]) }
	d.acts = kit.Row(kit.SpaceS, kit.NewButton("Add a day off…", kit.Secondary, d.addSheet), kit.NewButton("Import…", kit.Quiet, func() {
		if r.opt.Import != nil {
			r.opt.Import()
		}
	}))
	d.card = kit.NewCard("When nobody works", kit.Column(kit.SpaceM,
		kit.Column(6, kit.NewLabel("Working week", kit.Caption), d.week, d.wrong),
		kit.Column(6, kit.NewLabel("Public holidays", kit.Caption), kit.Row(kit.SpaceS, kit.Grow(d.sets), d.choose)),
		kit.Column(6, kit.NewLabel("Coming up", kit.Caption), d.none, d.table), d.acts))
	if r.Win.ReadOnly() {
		d.week.Disable()
		d.choose.Hide()
		d.acts.Hide()
	}
	return d
}

func (d *days) show() {
	t := &d.r.team
	var on []int
	for i, w := range weekdays() {
		if slices.Contains(t.Week(), w) {
			on = append(on, i)
		}
	}
	d.week.Select(on...)
	var names []string
	for _, s := range t.Sets() {
		names = append(names, s.Name)
	}
	if len(names) == 0 {
		d.sets.SetText("Of no country yet.")
	} else {
		d.sets.SetText(strings.Join(names, ", "))
	}
	d.rows = coming(t, d.r.Win.Desk().Today())
	part.Visible(d.table, len(d.rows) > 0)
	part.Visible(d.none, len(d.rows) == 0)
	d.table.Reload()
	d.card.Refresh()
}

// coming lists what is off within a year, by day: public holidays, and days off
// of one's own as the stretches that they are.
func coming(t *work.Team, today playbook.Date) []dayOff {
	until := today.AddDays(ahead)
	var out []dayOff
	worked := map[playbook.Date]playbook.ID{}
	for i := range t.Holidays {
		h := &t.Holidays[i]
		if h.Working {
			worked[h.On] = h.ID
			continue
		}
		if max(h.On, h.Until) >= today && h.On <= until {
			out = append(out, dayOff{on: h.On, until: h.Until, name: h.Name, own: h.ID})
		}
	}
	for _, h := range t.SetDays(today.Time().Year(), until.Time().Year()) {
		if h.On < today || h.On > until || !slices.Contains(t.Week(), h.On.Weekday()) { // off anyway
			continue
		}
		id, on := worked[h.On]
		out = append(out, dayOff{on: h.On, name: h.Name, own: id, worked: on})
	}
	slices.SortStableFunc(out, func(a, b dayOff) int { return strings.Compare(string(a.on), string(b.on)) })
	return out
}

func (d *days) cell(row, col int) kit.Cell {
	o, today := &d.rows[row], d.r.Win.Desk().Today()
	switch col {
	case 0:
		if o.until != "" && o.until != o.on {
			return kit.Cell{Text: spanOf(o.on, o.until, today)}
		}
		return kit.Cell{Text: weekday(o.on, today)}
	case 1:
		if o.worked {
			return kit.Cell{Text: o.name, Role: kit.Faint, Strike: true}
		}
		return kit.Cell{Text: o.name}
	}
	switch {
	case d.r.Win.ReadOnly():
		return kit.Cell{}
	case o.worked:
		return kit.Cell{Action: "Day off"}
	case o.own.IsZero():
		return kit.Cell{Action: "Work on it"}
	}
	return kit.Cell{Action: "Remove"}
}

// weekday is a day with its weekday where that helps, and its year where it needs
// one.
func weekday(on, today playbook.Date) string {
	if short := part.ShortDay(on, today); short != on.DayMonth() {
		return short
	}
	return on.Time().Format("Mon 2 Jan")
}

// turn takes a day off of one's own away; of a public holiday it says that we
// work on it, or do not after all.
func (d *days) turn(o *dayOff) {
	if d.r.Win.ReadOnly() {
		return
	}
	r, own, on, name := d.r, o.own, o.on, o.name
	words := "“" + name + "” is a day off no longer."
	switch {
	case own.IsZero():
		words = "You work on " + on.Short() + ", " + name + "."
	case o.worked:
		words = name + " is a day off again."
	}
	r.calendar(func(ctx context.Context, desk *work.Desk) error {
		if own.IsZero() {
			_, err := desk.WorkOn(ctx, on)
			return err
		}
		return desk.RemoveHoliday(ctx, own)
	}, func(_, sentence string) {
		if sentence != "" {
			r.Win.Toast(sentence)
			return
		}
		r.Win.Toast(words, r.undo())
	})
}

func (d *days) setWeek(on []int) {
	var typed []string
	for _, i := range on {
		typed = append(typed, strings.ToLower(weekdays()[i].String()[:3]))
	}
	if len(typed) == 0 { // the use case reads no day as the usual week
		part.Say(d.wrong, "A week needs at least one working day; choose another one first.")
		d.show()
		return
	}
	d.r.calendar(func(ctx context.Context, desk *work.Desk) error { return desk.SetWeek(ctx, strings.Join(typed, " ")) }, func(_, sentence string) {
		part.Say(d.wrong, sentence)
		if sentence != "" {
			d.show()
		}
	})
}

// setsSheet chooses the countries whose public holidays are kept.
func (d *days) setsSheet() {
	r, all := d.r, holidays.Sets()
	var tags []kit.Tag
	var on []int
	for i, s := range all {
		tags = append(tags, kit.Tag{Text: s.Name})
		if slices.ContainsFunc(r.team.Sets(), func(k holidays.Set) bool { return k.Code == s.Code }) {
			on = append(on, i)
		}
	}
	chips := kit.NewChoiceChips(tags...)
	chips.Several = true
	chips.Select(on...)
	note, wrong := kit.NewText("", kit.Small), part.Said()
	notes := func([]int) {
		var lines []string
		for _, i := range chips.Selected() {
			if all[i].Note != "" {
				lines = append(lines, all[i].Name+": "+all[i].Note)
			}
		}
		note.SetText(strings.Join(lines, "\n"))
		part.Visible(note, len(lines) > 0)
	}
	ok := kit.NewButton("Keep these", kit.Primary, nil)
	sheet := kit.NewSheet("Whose public holidays are days off?", kit.SheetMedium, kit.Column(kit.SpaceM, chips, note, wrong), ok)
	chips.OnChanged = func(on []int) {
		notes(on)
		sheet.Refresh()
	}
	notes(nil)
	ok.OnTapped = func() {
		var codes []string
		for _, i := range chips.Selected() {
			codes = append(codes, all[i].Code)
		}
		r.calendar(func(ctx context.Context, desk *work.Desk) error { return desk.SetHolidaySets(ctx, codes) }, func(_, sentence string) {
			part.Say(wrong, sentence)
			if sentence == "" {
				sheet.Close()
				return
			}
			sheet.Refresh()
		})
	}
	r.open(sheet)
}

// addSheet adds a day off of one's own.
func (d *days) addSheet() {
	r := d.r
	name := kit.NewEntry("What is it?")
	name.SetPlaceholder("Office closed, company day")
	name.SetRequired(true)
	on, until := kit.NewDateEntry("Day", r.Win.Now), kit.NewDateEntry("Until", r.Win.Now)
	wrong := part.Said()
	ok := kit.NewButton("Add day off", kit.Primary, nil)
	sheet := kit.NewSheet("Add a day off", kit.SheetMedium, kit.Column(kit.SpaceM, name,
		kit.FormGrid(kit.FormCell{Span: 6, Object: on}, kit.FormCell{Span: 6, Object: until}), wrong), ok)
	ok.OnTapped = func() {
		r.calendar(func(ctx context.Context, desk *work.Desk) error {
			_, err := desk.AddDayOff(ctx, playbook.Date(on.Day()), playbook.Date(until.Day()), name.Text())
			return err
		}, func(_, sentence string) {
			part.Say(wrong, sentence)
			if sentence == "" {
				sheet.Close()
				return
			}
			sheet.Refresh()
		})
	}
	r.open(sheet)
}
