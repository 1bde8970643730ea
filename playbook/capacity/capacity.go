// Package capacity computes how much the people on our side can carry week by
// week, how much the plans of all accounts ask of them, and what is left. It is
// pure: no store, no clock. What is read from where, and which deals are
// probable, is not known here.
//
// One unit is a full person for one week. Three rules give what there is:
// somebody new ramps up by the month (Ramp), a week counts by its share of
// working days, and an absence takes its days away. Two give what is used: a
// plan loads those who carry it evenly over its working days, by its own effort
// or by one part in so many parallel plans; and a plan that is only probable
// counts by its chance.
package capacity

import (
	"cmp"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/schedule"
)

// MaxWeeks bounds how far ahead is looked: two years.
const MaxWeeks = 104

// Parallel is how many plans are one unit while the workspace says nothing else.
const Parallel = 3.5

// Input is what capacity is computed from.
type Input struct {
	From     playbook.Date // any day of the first week
	Weeks    int           // how many, at most MaxWeeks
	Calendar schedule.Calendar
	Members  []playbook.Member
	Absences []playbook.Absence
	Plans    []Plan
	Parallel float64 // plans that are one unit; Parallel when not positive
}

// A Plan is the work that one account asks for, running or probable.
type Plan struct {
	Account  playbook.ID
	Name     string // the account's
	Carriers []Carrier
	// Effort is the work in full-time weeks in all, spread evenly over the plan's
	// working days; 0 when nobody has said, then the plan asks for one part in
	// Input.Parallel of each who carries it for as long as it runs.
	Effort float64
	// Chance is how likely the plan comes to be, from 0 to 1; 1 for one that runs.
	Chance float64
}

// A Carrier is who carries a plan, and for how long.
type Carrier struct {
	Role  string // of playbook.MemberRoles: csm or implementation
	Name  string // "" while nobody is named: then the role carries it
	From  playbook.Date
	Until playbook.Date // the last day
}

// Everything is the role of a member who can stand in for any other.
const Everything = "everything"

// Result is what there is and what is used, by person and by role, in the same
// weeks.
type Result struct {
	Weeks []Week
	// People are the members who carry plans or could, by role and name; then
	// whoever carries a plan without being a member.
	People []Line
	// Roles hold the sums over their members and what waits for nobody in
	// particular. They name no account and no person.
	Roles []Line
}

// A Week is one week by ISO 8601.
type Week struct {
	Monday   playbook.Date
	Year, No int
	Days     int // working days in it
}

// A Line is one person, or one role, over the weeks.
type Line struct {
	Role    string
	Name    string      // "" of a role
	Member  playbook.ID // zero of a role, and of somebody who is no member
	Members int         // of a role: how many there are
	Cells   []Cell      // as many as Result.Weeks
}

// A Cell is one week of a line, in units.
type Cell struct {
	Capacity float64
	Used     float64
	Loads    []Load // of a person: what it is used for
}

// A Load is what one account uses of a person in a week.
type Load struct {
	Account playbook.ID
	Name    string
	Units   float64 // with the chance taken into account
	Chance  float64
}

// Free is what is left of the week, negative when more is asked than there is.
func (c *Cell) Free() float64 { return c.Capacity - c.Used }

// Over tells whether more is asked than there is, by more than rounding.
func (c *Cell) Over() bool { return c.Used > c.Capacity+0.005 }

// Stranger tells whether the line is of somebody who carries plans and is no
// member, so that nothing is known of what they can carry.
func (l *Line) Stranger() bool { return l.Name != "" && l.Member.IsZero() }

// Role returns the line of a role, nil when it has none.
func (r *Result) Role(role string) *Line {
	for i := range r.Roles {
		if r.Roles[i].Role == role {
			return &r.Roles[i]
		}
	}
	return nil
}

// Person returns the line of somebody by name, blind to case, nil when there is
// none.
func (r *Result) Person(name string) *Line {
	for i := range r.People {
		if playbook.SameName(r.People[i].Name, name) {
			return &r.People[i]
		}
	}
	return nil
}

// Overload is a person who is asked for more than there is, in one week.
type Overload struct {
	Name  string
	Week  Week
	Over  float64
	Loads []Load
}

// Over returns the weeks of members in which more is asked than there is, by
// week, the worst first.
func (r *Result) Over() []Overload {
	var out []Overload
	for i := range r.People {
		l := &r.People[i]
		for w := range l.Cells {
			if c := &l.Cells[w]; !l.Stranger() && c.Over() {
				out = append(out, Overload{l.Name, r.Weeks[w], -c.Free(), c.Loads})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Overload) int {
		return cmp.Or(strings.Compare(string(a.Week.Monday), string(b.Week.Monday)), cmp.Compare(b.Over, a.Over))
	})
	return out
}

// With returns the input with p in the place of the plan of the same account,
// or beside the others. The plans of in stay as they are.
func (in Input) With(p Plan) Input {
	in = in.Without(p.Account)
	in.Plans = append(in.Plans, p)
	return in
}

// Without returns the input without the plan of an account.
func (in Input) Without(account playbook.ID) Input {
	in.Plans = slices.DeleteFunc(slices.Clone(in.Plans), func(p Plan) bool { return p.Account == account })
	return in
}

// Worse returns the weeks of members in which more is asked than there is after
// a change, and by more than before it.
func Worse(before, after *Result) []Overload {
	var out []Overload
	for _, o := range after.Over() {
		was := 0.0
		for _, b := range before.Over() {
			if playbook.SameName(b.Name, o.Name) && b.Week.Monday == o.Week.Monday {
				was = b.Over
			}
		}
		if o.Over > was+0.005 {
			out = append(out, o)
		}
	}
	return out
}
