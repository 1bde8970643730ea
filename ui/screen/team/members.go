package team

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// members is the card of who works here.
type members struct {
	r     *Room
	card  *kit.Card
	table *kit.Table
}

// The columns of the members.
const (
	colName = iota
	colUnits
	colSince
	colAway
	colAbsence
)

func newMembers(r *Room) *members {
	m := &members{r: r}
	m.table = kit.NewTable(kit.TableColumn{Title: "Member", Width: 110, Grow: 1.2}, kit.TableColumn{Title: "Units", Width: 38, Right: true},
		kit.TableColumn{Title: "Since", Width: 72, Grow: 0.3}, kit.TableColumn{Title: "Away next", Width: 88, Grow: 0.8}, kit.TableColumn{Width: 84})
	m.table.Fit = true
	m.table.Len = func() int { return len(r.team.Members) }
	m.table.Cell = m.cell
	m.table.OnOpen = func(row int) { r.memberSheet(&r.team.Members[row]) }
	m.table.OnAction = func(row, _ int) { r.absenceSheet(&r.team.Members[row]) }
	m.table.OnDelete = func(row int) { r.removeMember(&r.team.Members[row]) }
	m.card = kit.NewCard("Members", m.table)
	return m
}

func (m *members) show() {
	if len(m.r.team.Members) > 0 {
		m.card.SetContent(m.table)
		m.table.Reload()
		return
	}
	word := "Add a member…"
	if m.r.Win.ReadOnly() {
		word = ""
	}
	m.card.SetContent(kit.NewEmptyState("Nobody is in the team yet",
		"Add who carries plans: then free units are shown by week, and a promised date is weighed against them.", word, func() { m.r.memberSheet(nil) }))
}

func (m *members) cell(row, col int) kit.Cell {
	p, today := &m.r.team.Members[row], m.r.Win.Desk().Today()
	switch col {
	case colName:
		return kit.Cell{Text: p.Name, Role: kit.Strong, Sub: playbook.LabelOf(playbook.MemberRoles(), p.Role)}
	case colUnits:
		if p.Units == "" {
			return kit.Cell{Text: "1", Right: true}
		}
		return kit.Cell{Text: p.Units, Right: true}
	case colSince:
		c := kit.Cell{Text: part.ShortDay(p.StartedOn, today)}
		if newStill(p, today) {
			c.Tags = []kit.Tag{{Text: "new", Tone: kit.Blue}}
		}
		return c
	case colAway:
		if a := m.r.nextAbsence(p.ID, today); a != nil {
			c := kit.Cell{Text: spanOf(a.From, a.Until, today), Sub: a.Why}
			if a.From <= today {
				c.Tags = []kit.Tag{{Text: "away", Tone: kit.Late}}
			}
			return c
		}
		return kit.Cell{}
	}
	if m.r.Win.ReadOnly() {
		return kit.Cell{}
	}
	return kit.Cell{Action: "Absences…"}
}

// memberOf returns the member with an id, nil for the zero one.
func (r *Room) memberOf(id playbook.ID) *playbook.Member {
	for i := range r.team.Members {
		if r.team.Members[i].ID == id {
			return &r.team.Members[i]
		}
	}
	return nil
}

// nextAbsence returns the absence of a member that is, or comes, first.
func (r *Room) nextAbsence(member playbook.ID, today playbook.Date) *playbook.Absence {
	var next *playbook.Absence
	for i := range r.team.Absences {
		a := &r.team.Absences[i]
		if a.MemberID == member && a.Until >= today && (next == nil || a.From < next.From) {
			next = a
		}
	}
	return next
}

// newStill tells whether a member still ramps up.
func newStill(m *playbook.Member, today playbook.Date) bool {
	return m.StartedOn != "" && today < m.StartedOn.AddMonths(3)
}

// spanOf is a stretch of days: “7 to 11 Dec”.
func spanOf(from, until, today playbook.Date) string {
	switch {
	case until == "" || until == from:
		return part.ShortDay(from, today)
	case from[:7] == until[:7]:
		return strings.TrimSuffix(from.DayMonth(), from.Time().Format(" Jan")) + " to " + part.ShortDay(until, today)
	}
	return from.DayMonth() + " to " + part.ShortDay(until, today)
}

// memberSheet adds a member, or changes the one it is given.
func (r *Room) memberSheet(m *playbook.Member) {
	if r.Win.ReadOnly() {
		return
	}
	var was playbook.Member
	title, word := "Add a member", "Add member"
	if m != nil {
		was, title, word = *m, m.Name, "Save"
	}
	name, email, units := kit.NewEntry("Name"), kit.NewEntry("E-mail"), kit.NewEntry("Units in a week")
	started := kit.NewDateEntry("Started on", r.Win.Now)
	name.SetRequired(true)
	name.SetText(was.Name)
	email.SetText(was.Email)
	units.SetText(was.Units)
	units.SetPlaceholder("1")
	units.SetHint("1 is a full person, 0.5 one at half time, 0 carries no plan.", kit.Neutral)
	started.SetDay(string(was.StartedOn))
	started.SetHint("Of somebody new: no plans in the first month, half in the second and third.", kit.Neutral)
	role := kit.NewChoice(labels(playbook.MemberRoles())...)
	for i, o := range playbook.MemberRoles() {
		if o.Value == was.Role {
			role.Select(i)
		}
	}
	wrong := part.Said()
	ok := kit.NewButton(word, kit.Primary, nil)
	sheet := kit.NewSheet(title, kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.FormGrid(kit.FormCell{Span: 6, Object: name}, kit.FormCell{Span: 6, Object: email}),
		kit.Column(6, kit.NewLabel("Role", kit.Caption), role),
		kit.FormGrid(kit.FormCell{Span: 6, Object: units}, kit.FormCell{Span: 6, Object: started}), wrong), ok)
	if m != nil {
		sheet.SetFooterLeft(kit.Row(0, kit.NewButton("Remove…", kit.Danger, func() {
			sheet.Close()
			r.removeMember(&was)
		}), kit.Spacer()))
	}
	name.OnChanged = func(string) { name.SetHint("", kit.Neutral) }
	ok.OnTapped = func() {
		next := was
		next.Name, next.Email = strings.TrimSpace(name.Text()), strings.TrimSpace(email.Text())
		next.Units, next.StartedOn = strings.ReplaceAll(strings.TrimSpace(units.Text()), ",", "."), playbook.Date(started.Day())
		if i := role.SelectedOne(); i >= 0 {
			next.Role = playbook.MemberRoles()[i].Value
		}
		r.Do(func(ctx context.Context, d *work.Desk) (err error) {
			if m == nil {
				_, err = d.AddMember(ctx, next)
			} else {
				_, err = d.ChangeMember(ctx, next)
			}
			return err
		}, func(col, sentence string) {
			part.Say(wrong, "")
			switch {
			case sentence == "":
				sheet.Close()
			case col == "name":
				name.SetHint(sentence, kit.Broken)
				kit.Focus(name)
			case col == "units":
				units.SetHint(sentence, kit.Broken)
				kit.Focus(units)
			default:
				part.Say(wrong, sentence)
			}
			sheet.Refresh()
		})
	}
	r.open(sheet)
}

// removeMember puts a member into the trash and offers to take that back.
func (r *Room) removeMember(m *playbook.Member) {
	if r.Win.ReadOnly() {
		return
	}
	name, id := m.Name, m.ID
	r.Do(func(ctx context.Context, d *work.Desk) error { return d.RemoveMember(ctx, id) }, func(_, sentence string) {
		if sentence != "" {
			r.Win.Toast(sentence)
			return
		}
		r.Win.Toast(name+" is in the trash. Plans keep the name.", r.undo())
	})
}

func (r *Room) undo() kit.ToastAction {
	return kit.ToastAction{Text: "Undo", Do: func() {
		r.Do(func(ctx context.Context, d *work.Desk) error {
			_, err := d.Undo(ctx)
			return err
		}, func(_, sentence string) {
			if sentence != "" {
				r.Win.Toast(sentence)
			}
		})
	}}
}

// absenceSheet lists when a member is away and takes another absence.
func (r *Room) absenceSheet(m *playbook.Member) {
	if r.Win.ReadOnly() {
		return
	}
	id, today := m.ID, r.Win.Desk().Today()
	from, until, why := kit.NewDateEntry("First day away", r.Win.Now), kit.NewDateEntry("Last day", r.Win.Now), kit.NewEntry("Why")
	why.SetPlaceholder("Leave, training")
	wrong := part.Said()
	var rows []playbook.Absence
	list := kit.NewTable(kit.TableColumn{Title: "Away", Width: 150, Grow: 1}, kit.TableColumn{Title: "Why", Width: 140, Grow: 1}, kit.TableColumn{Width: 66})
	list.Fit = true
	list.Len = func() int { return len(rows) }
	list.Cell = func(row, col int) kit.Cell {
		switch col {
		case 0:
			return kit.Cell{Text: spanOf(rows[row].From, rows[row].Until, today)}
		case 1:
			return kit.Cell{Text: rows[row].Why}
		}
		return kit.Cell{Action: "Remove"}
	}
	body := kit.Column(kit.SpaceM)
	var sheet *kit.Sheet
	show := func() {
		rows = rows[:0]
		for _, a := range r.team.Absences {
			if a.MemberID == id && a.Until >= today {
				rows = append(rows, a)
			}
		}
		sortAbsences(rows)
		part.Visible(list, len(rows) > 0)
		list.Reload()
		sheet.Refresh()
	}
	remove := func(row int) {
		gone := rows[row].ID
		r.calendar(func(ctx context.Context, d *work.Desk) error { return d.RemoveAbsence(ctx, gone) }, func(_, sentence string) {
			part.Say(wrong, sentence)
			if sentence == "" {
				r.team.Absences = without(r.team.Absences, gone)
			}
			show()
		})
	}
	list.OnAction = func(row, _ int) { remove(row) }
	list.OnDelete = remove
	ok := kit.NewButton("Add absence", kit.Primary, func() {
		r.calendar(func(ctx context.Context, d *work.Desk) error {
			_, err := d.AddAbsence(ctx, id, playbook.Date(from.Day()), playbook.Date(until.Day()), why.Text())
			return err
		}, func(_, sentence string) {
			part.Say(wrong, sentence)
			if sentence == "" {
				sheet.Close()
				return
			}
			sheet.Refresh()
		})
	})
	body.Objects = []fyne.CanvasObject{list, kit.FormGrid(kit.FormCell{Span: 4, Object: from}, kit.FormCell{Span: 4, Object: until}, kit.FormCell{Span: 4, Object: why}),
		kit.NewText("One day needs no last day. What they carry is not moved; the weeks show what is too much then.", kit.Small), wrong}
	sheet = kit.NewSheet("When "+m.Name+" is away", kit.SheetMedium, body, ok)
	show()
	r.open(sheet)
}

func labels(options []playbook.Option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.Label
	}
	return out
}
