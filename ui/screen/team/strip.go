package team

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/capacity"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// strip is the card of free units by week, with what the marked week of a person
// is used for.
type strip struct {
	r     *Room
	lines []capacity.Line // as they stand on the strip
	loads []capacity.Load

	card   *kit.Card
	body   *fyne.Container
	over   *kit.Text
	units  *kit.Strip
	said   *kit.Text
	table  *kit.Table
	beside *kit.Text
	rules  *kit.Text
	change *kit.Button
}

func newStrip(r *Room) *strip {
	s := &strip{r: r, over: kit.NewText("", kit.Small), units: kit.NewStrip(), said: kit.NewText("", kit.Strong), beside: kit.NewText("", kit.Small), rules: kit.NewText("", kit.Small)}
	s.units.OnSelected = func(int, int) { s.detail() }
	s.table = kit.NewTable(kit.TableColumn{Title: "Used for", Width: 260}, kit.TableColumn{Title: "Units", Width: 56, Right: true}, kit.TableColumn{Width: 200, Grow: 1})
	s.table.Fit, s.table.Dense = true, true
	s.table.Len = func() int { return len(s.loads) }
	s.table.Cell = s.cell
	s.table.OnOpen = func(row int) {
		r.Win.Go(screen.Place{Screen: screen.Account, Account: s.loads[row].Account, Tab: screen.Plan})
	}
	s.change = kit.NewButton("Change…", kit.Quiet, r.rulesSheet)
	part.Visible(s.change, !r.Win.ReadOnly())
	s.body = kit.Column(kit.SpaceM, s.over, s.units, s.said, s.table, s.beside, kit.Row(kit.SpaceS, kit.Grow(s.rules), s.change))
	s.card = kit.NewCard("Free units by week", s.body).WithSubtitle("One unit is a full person for a week. The figure is what is left of it, the bar what running and probable plans use.")
	return s
}

func (s *strip) show() {
	r, res := s.r, s.r.res
	today := r.Win.Desk().Today()
	part.Visible(s.card, len(r.team.Members) > 0)
	columns := make([]kit.StripColumn, len(res.Weeks))
	for i, w := range res.Weeks {
		columns[i] = kit.StripColumn{Title: "W" + strconv.Itoa(w.No), Sub: w.Monday.DayMonth()}
	}
	s.lines = s.lines[:0]
	var rows []kit.StripRow
	for i := range res.Roles {
		role := &res.Roles[i]
		if role.Members == 0 {
			continue
		}
		s.add(&rows, role, roleName(role.Role), true, today)
		for j := range res.People {
			if l := &res.People[j]; r.sees() && l.Role == role.Role && !l.Stranger() {
				s.add(&rows, l, l.Name, false, today)
			}
		}
	}
	s.units.Set(columns, rows)
	s.overWords(today)
	s.strangers()
	s.rules.SetText(rulesWords(&r.team))
	s.detail()
}

// add puts a line on the strip.
func (s *strip) add(rows *[]kit.StripRow, l *capacity.Line, name string, head bool, today playbook.Date) {
	row := kit.StripRow{Name: name, Head: head}
	for w := range l.Cells {
		c := &l.Cells[w]
		cell := kit.StripCell{Figure: figure(c), Over: c.Over(), None: c.Capacity < 0.005, Tip: name + ", " + weekWords(s.r.res.Weeks[w], today) + ": " + unitWords(c)}
		if c.Capacity > 0 {
			cell.Used = c.Used / c.Capacity
		}
		row.Cells = append(row.Cells, cell)
	}
	if m := s.r.memberOf(l.Member); m != nil && newStill(m, today) {
		row.Note = "new until " + part.ShortDay(m.StartedOn.AddMonths(3), today)
	}
	s.lines = append(s.lines, *l)
	*rows = append(*rows, row)
}

// overWords names who is asked for more than they can carry, and when.
func (s *strip) overWords(today playbook.Date) {
	r := s.r
	if !r.sees() {
		part.Visible(s.over, false)
		return
	}
	var names []string
	weeksOf := map[string][]capacity.Week{}
	for _, o := range r.res.Over() {
		if weeksOf[o.Name] == nil {
			names = append(names, o.Name)
		}
		weeksOf[o.Name] = append(weeksOf[o.Name], o.Week)
	}
	part.Visible(s.over, true)
	if len(names) == 0 {
		s.over.SetSpans(kit.Span{Text: "✓ Nobody is asked for more than they can carry.", Role: kit.Small, Color: kit.ColorKeptInk})
		return
	}
	var parts []string
	for _, n := range names {
		parts = append(parts, n+" in "+spanWords(weeksOf[n]))
	}
	s.over.SetSpans(kit.Span{Text: "■ Asked for more than they can carry: " + strings.Join(parts, "; ") + ".", Role: kit.Small, Color: kit.ColorBrokenInk})
}

// spanWords says weeks as a span: “weeks 49 to 51”.
func spanWords(ws []capacity.Week) string {
	var out []string
	for i := 0; i < len(ws); {
		j := i
		for j+1 < len(ws) && ws[j].Monday.AddDays(7) == ws[j+1].Monday {
			j++
		}
		if i == j {
			out = append(out, strconv.Itoa(ws[i].No))
		} else {
			out = append(out, strconv.Itoa(ws[i].No)+" to "+strconv.Itoa(ws[j].No))
		}
		i = j + 1
	}
	word := "weeks "
	if len(ws) == 1 {
		word = "week "
	}
	if n := len(out); n > 1 {
		return word + strings.Join(out[:n-1], ", ") + " and " + out[n-1]
	}
	return word + out[0]
}

// strangers names who carries plans and is no member.
func (s *strip) strangers() {
	var names []string
	for i := range s.r.res.People {
		if l := &s.r.res.People[i]; l.Stranger() {
			names = append(names, l.Name)
		}
	}
	part.Visible(s.beside, len(names) > 0 && s.r.sees())
	word := " carries plans and is no member here"
	if len(names) > 1 {
		word = " carry plans and are no members here"
	}
	s.beside.SetText(strings.Join(names, ", ") + word + ", so that nothing is known of what is free.")
}

// detail says what the marked week holds.
func (s *strip) detail() {
	row, col := s.units.At()
	s.loads = nil
	if row >= len(s.lines) || col >= len(s.r.res.Weeks) {
		s.said.SetText("")
		return
	}
	l, today := &s.lines[row], s.r.Win.Desk().Today()
	c, name := &l.Cells[col], l.Name
	if name == "" {
		name = roleName(l.Role)
	}
	if s.r.sees() {
		s.loads = c.Loads
	}
	s.said.SetText(name + ", " + weekWords(s.r.res.Weeks[col], today) + ": " + unitWords(c))
	part.Visible(s.table, len(s.loads) > 0)
	s.table.Reload()
	s.card.Refresh()
}

func (s *strip) cell(row, col int) kit.Cell {
	l := &s.loads[row]
	switch col {
	case 0:
		return kit.Cell{Text: l.Name}
	case 1:
		return kit.Cell{Text: strconv.FormatFloat(l.Units, 'f', 2, 64), Right: true}
	}
	if l.Chance < 1 {
		return kit.Cell{Text: fmt.Sprintf("open deal, counted at %.0f %%", 100*l.Chance), Role: kit.Faint}
	}
	return kit.Cell{}
}

func roleName(role string) string {
	switch role {
	case "csm":
		return "Customer success"
	case capacity.Everything:
		return "All roles"
	}
	return playbook.LabelOf(playbook.MemberRoles(), role)
}

// weekWords is a week with its working days: “week 49, 30 Nov to 4 Dec”.
func weekWords(w capacity.Week, today playbook.Date) string {
	return w.Name(today) + ", " + w.Monday.DayMonth() + " to " + w.Monday.AddDays(6).DayMonth()
}

func unitWords(c *capacity.Cell) string {
	units := two(c.Capacity) + " units"
	switch {
	case c.Capacity < 0.005 && c.Used < 0.005:
		return "nobody there"
	case units == "1 units":
		units = "1 unit"
	}
	if c.Over() {
		return two(c.Used) + " of " + units + " asked for, " + two(-c.Free()) + " too much"
	}
	return two(c.Used) + " of " + units + " used, " + two(c.Free()) + " free"
}

// figure is what is free, as short as it can be.
func figure(c *capacity.Cell) string {
	f := c.Free()
	switch {
	case c.Capacity < 0.005 && c.Used < 0.005:
		return "–"
	case c.Over() && f > -0.05:
		return "−" + two(-f)
	case math.Abs(f) < 0.05:
		return "0"
	case f < 0:
		return "−" + strconv.FormatFloat(-f, 'f', 1, 64)
	}
	return strconv.FormatFloat(f, 'f', 1, 64)
}

func two(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimSuffix(s, "0"), ".0")
}
