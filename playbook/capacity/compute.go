package capacity

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/schedule"
)

// Compute returns what there is and what is used in Input.Weeks weeks. The same
// input gives the same result, whatever the order of plans; a plan more never
// frees anything.
func Compute(in Input) *Result {
	c := newComputer(in)
	for i := range in.Members {
		c.member(&in.Members[i])
	}
	for i := range in.Plans {
		c.plan(&in.Plans[i])
	}
	return c.result()
}

type computer struct {
	in    *Input
	weeks []Week
	days  [][7]playbook.Date // of each week, "" for a day off
	full  float64            // working days of a week without holidays
	lines []*Line
	roles map[string]*Line
}

func newComputer(in Input) *computer {
	c := &computer{in: &in, full: float64(FullWeek(in.Calendar, in.From)), roles: map[string]*Line{}}
	monday := Monday(in.From)
	for range min(max(in.Weeks, 0), MaxWeeks) {
		if monday == "" {
			break
		}
		w := Week{Monday: monday}
		w.Year, w.No = monday.Time().ISOWeek()
		var days [7]playbook.Date
		for i := range days {
			if d := monday.AddDays(i); in.Calendar.Working(d) {
				days[i] = d
				w.Days++
			}
		}
		c.weeks, c.days = append(c.weeks, w), append(c.days, days)
		monday = monday.AddDays(7)
	}
	return c
}

// Monday returns the first day of the week that holds d.
func Monday(d playbook.Date) playbook.Date {
	if d == "" {
		return ""
	}
	return d.AddDays(-(int(d.Weekday()) + 6) % 7)
}

// FullWeek returns how many working days a week without holidays has: a weekday
// counts when most of its days in the year from d are worked.
func FullWeek(c schedule.Calendar, d playbook.Date) int {
	n := 0
	for i := range 7 {
		worked := 0
		for w := range 52 {
			if c.Working(d.AddDays(i + 7*w)) {
				worked++
			}
		}
		if worked > 26 {
			n++
		}
	}
	return max(n, 1)
}

// Units returns what a member can carry in a full week when there is nothing to
// ramp up: what was typed, else 1.
func Units(m *playbook.Member) float64 {
	if m.Units == "" {
		return 1
	}
	return playbook.Money(m.Units).Float()
}

// Ramp returns the share of their units that somebody can carry on a day: 0
// before their first day and in their first month, 0.5 in the second and the
// third, 1 from the fourth. Months are counted from the day they started;
// whoever has no such day is at full strength.
func Ramp(started, on playbook.Date) float64 {
	switch {
	case started == "":
		return 1
	case on < started.AddMonths(1):
		return 0
	case on < started.AddMonths(3):
		return 0.5
	}
	return 1
}

// Carries tells whether a role carries plans: those of Customer success and
// Implementation do, and whoever does everything.
func Carries(role string) bool {
	return role == "csm" || role == "implementation" || role == Everything
}

// member adds the line of a member. A week holds
//
//	units × Σ ramp(day) ÷ working days of a full week
//
// over its working days on which the member is not away.
func (c *computer) member(m *playbook.Member) {
	l := c.line(m.Role, m.Name)
	l.Member = m.ID
	units := Units(m)
	role := c.role(m.Role)
	role.Members++
	for w := range c.weeks {
		sum := 0.0
		for _, d := range c.days[w] {
			if d != "" && !c.away(m.ID, d) {
				sum += Ramp(m.StartedOn, d)
			}
		}
		l.Cells[w].Capacity = units * sum / c.full
		role.Cells[w].Capacity += l.Cells[w].Capacity
	}
}

func (c *computer) away(member playbook.ID, d playbook.Date) bool {
	return slices.ContainsFunc(c.in.Absences, func(a playbook.Absence) bool {
		return a.MemberID == member && a.From <= d && d <= a.Until
	})
}

func (c *computer) line(role, name string) *Line {
	l := &Line{Role: role, Name: strings.TrimSpace(name), Cells: make([]Cell, len(c.weeks))}
	c.lines = append(c.lines, l)
	return l
}

func (c *computer) role(role string) *Line {
	l := c.roles[role]
	if l == nil {
		l = &Line{Role: role, Cells: make([]Cell, len(c.weeks))}
		c.roles[role] = l
	}
	return l
}

// plan adds what a plan asks for. Whoever carries it in two roles carries it
// once.
func (c *computer) plan(p *Plan) {
	done := map[string]bool{}
	for i := range p.Carriers {
		who := &p.Carriers[i]
		name := strings.ToLower(strings.TrimSpace(who.Name))
		if name != "" && done[name] {
			continue
		}
		done[name] = true
		c.carry(p, who)
	}
}

// carry loads one carrier of a plan. A week asks for
//
//	rate × the plan's working days in it ÷ working days of a full week × chance
//
// with rate 1 ÷ parallel plans, or, of a plan with an effort of its own, for
//
//	effort × the plan's working days in it ÷ all its working days × chance
//
// where all its working days are those from the first day of any carrier to the
// last day of any: who carries it for a part of it carries that part.
func (c *computer) carry(p *Plan, who *Carrier) {
	if who.From == "" || who.Until < who.From {
		return
	}
	person := c.find(who)
	var role *Line
	switch {
	case person == nil:
		role = c.role(c.standIn(who.Role))
	case person.Member.IsZero(): // nothing is known of what they can carry, nor is it taken from others
	default:
		role = c.role(person.Role)
	}
	perDay := 1 / cmp.Or(max(c.in.Parallel, 0), Parallel) / c.full
	if p.Effort > 0 {
		from, until := who.From, who.Until
		for i := range p.Carriers {
			if k := &p.Carriers[i]; k.From != "" && k.From <= k.Until {
				from, until = min(from, k.From), max(until, k.Until)
			}
		}
		perDay = p.Effort / float64(max(workingDays(c.in.Calendar, from, until), 1))
	}
	perDay *= min(max(p.Chance, 0), 1)
	for w := range c.weeks {
		units := 0.0
		for _, d := range c.days[w] {
			if d != "" && who.From <= d && d <= who.Until {
				units += perDay
			}
		}
		if units == 0 {
			continue
		}
		if role != nil {
			role.Cells[w].Used += units
		}
		if person != nil {
			cell := &person.Cells[w]
			cell.Used += units
			cell.Loads = append(cell.Loads, Load{p.Account, p.Name, units, p.Chance})
		}
	}
}

// find returns the line of who carries a plan, nil while nobody is named.
func (c *computer) find(who *Carrier) *Line {
	if strings.TrimSpace(who.Name) == "" {
		return nil
	}
	for _, l := range c.lines {
		if playbook.SameName(l.Name, who.Name) {
			return l
		}
	}
	return c.line(who.Role, who.Name)
}

// standIn returns the role whose members do the work of another: those who do
// everything, where that one has none.
func (c *computer) standIn(role string) string {
	if l := c.roles[role]; l == nil || l.Members == 0 {
		if all := c.roles[Everything]; all != nil && all.Members > 0 {
			return Everything
		}
	}
	return role
}

func workingDays(c schedule.Calendar, from, until playbook.Date) int {
	n := 0
	for i := 0; i <= playbook.MaxOffset; i++ {
		d := from.AddDays(i)
		if d == "" || d > until {
			break
		}
		if c.Working(d) {
			n++
		}
	}
	return n
}

func (c *computer) result() *Result {
	r := &Result{Weeks: c.weeks}
	for _, l := range c.lines {
		used := slices.ContainsFunc(l.Cells, func(c Cell) bool { return c.Used > 0 })
		if !used && (l.Stranger() || !Carries(l.Role)) {
			continue
		}
		for w := range l.Cells {
			slices.SortFunc(l.Cells[w].Loads, func(a, b Load) int {
				return cmp.Or(cmp.Compare(b.Units, a.Units), strings.Compare(a.Name, b.Name), strings.Compare(a.Account.String(), b.Account.String()))
			})
		}
		r.People = append(r.People, *l)
	}
	slices.SortStableFunc(r.People, func(a, b Line) int {
		stranger := func(l *Line) int {
			if l.Stranger() {
				return 1
			}
			return 0
		}
		return cmp.Or(stranger(&a)-stranger(&b), roleRank(a.Role)-roleRank(b.Role), strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	for _, l := range c.roles {
		if Carries(l.Role) || slices.ContainsFunc(l.Cells, func(c Cell) bool { return c.Used > 0 }) {
			r.Roles = append(r.Roles, *l)
		}
	}
	slices.SortFunc(r.Roles, func(a, b Line) int {
		return cmp.Or(roleRank(a.Role)-roleRank(b.Role), strings.Compare(a.Role, b.Role))
	})
	return r
}

func roleRank(role string) int {
	for i, o := range playbook.MemberRoles() {
		if o.Value == role {
			return i
		}
	}
	return len(playbook.MemberRoles())
}

// FirstFree returns the index of the first week from w on in which every role
// has room for a plan that asks for need of each: in which
//
//	free of the role + free of those who do everything ≥ need × working days ÷ working days of a full week
//
// and -1 when none of the weeks has. A week without a working day has no room. A
// role without members, and without somebody who does everything, bounds
// nothing: what it can carry is not known.
func (r *Result) FirstFree(w int, need float64, full int, roles ...string) int {
	for ; w >= 0 && w < len(r.Weeks); w++ {
		if r.Weeks[w].Days > 0 && len(r.FullIn(w, need, full, roles...)) == 0 {
			return w
		}
	}
	return -1
}

// FullIn returns which of the roles have no room for need in a week, by the
// rule of FirstFree.
func (r *Result) FullIn(w int, need float64, full int, roles ...string) []string {
	var out []string
	all := r.Role(Everything)
	for _, role := range roles {
		l := r.Role(role)
		if (l == nil || l.Members == 0) && (all == nil || all.Members == 0) {
			continue
		}
		free := 0.0
		if l != nil {
			free = l.Cells[w].Free()
		}
		if all != nil {
			free += max(all.Cells[w].Free(), 0)
		}
		if free+0.005 < need*float64(r.Weeks[w].Days)/float64(max(full, 1)) {
			out = append(out, role)
		}
	}
	return out
}

// Name returns the week as people write it: "week 49", with its year where that
// is not the year of now.
func (w Week) Name(now playbook.Date) string {
	year := 0
	if now != "" {
		year, _ = now.Time().ISOWeek()
	}
	name := "week " + strconv.Itoa(w.No)
	if year != w.Year {
		name += " of " + strconv.Itoa(w.Year)
	}
	return name
}
