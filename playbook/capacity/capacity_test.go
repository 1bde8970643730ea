package capacity

import (
	"math"
	"slices"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"

	"pgregory.net/rapid"
)

// Monday 30 November 2026 begins week 49; people and days are invented.
const monday = playbook.Date("2026-11-30")

func member(n byte, name, role, units string, started playbook.Date) playbook.Member {
	m := playbook.Member{Name: name, Role: role, Units: units, StartedOn: started}
	m.ID[15] = n
	return m
}

func office(t *testing.T) schedule.Calendar {
	t.Helper()
	c, err := schedule.NewCalendar(schedule.Weekend(time.Saturday, time.Sunday),
		schedule.Holiday{On: "2026-12-24", Name: "Office closed"}, schedule.Holiday{On: "2026-12-25", Name: "Christmas Day"},
		schedule.Holiday{On: "2027-01-01", Name: "New Year"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestWhatOnePersonCanCarry(t *testing.T) {
	away := func(n byte, from, until playbook.Date) []playbook.Absence {
		a := playbook.Absence{From: from, Until: until}
		a.MemberID[15] = n
		return []playbook.Absence{a}
	}
	for _, c := range []struct {
		rule     string
		member   playbook.Member
		absences []playbook.Absence
		from     playbook.Date
		want     float64
	}{
		{"no units typed is a full load", member(1, "Maya", "csm", "", ""), nil, monday, 1},
		{"units as typed", member(1, "Maya", "csm", "0.6", ""), nil, monday, 0.6},
		{"none at all", member(1, "Maya", "csm", "0", ""), nil, monday, 0},
		{"a week of three working days", member(1, "Maya", "csm", "", ""), nil, "2026-12-21", 0.6},
		{"any day of the week asks for the week", member(1, "Maya", "csm", "", ""), nil, "2026-12-27", 0.6},
		{"away for two days", member(1, "Maya", "csm", "", ""), away(1, "2026-12-02", "2026-12-03"), monday, 0.6},
		{"away over a weekend and a Monday", member(1, "Maya", "csm", "", ""), away(1, "2026-11-28", "2026-11-30"), monday, 0.8},
		{"somebody else is away", member(1, "Maya", "csm", "", ""), away(2, "2026-12-02", "2026-12-03"), monday, 1},
		{"away on a holiday counts once", member(1, "Maya", "csm", "", ""), away(1, "2026-12-23", "2026-12-25"), "2026-12-21", 0.4},
		{"before the first day", member(1, "Noor", "csm", "", "2026-12-07"), nil, monday, 0},
		{"in the first month", member(1, "Noor", "csm", "", "2026-11-30"), nil, monday, 0},
		{"in the second", member(1, "Noor", "csm", "", "2026-10-30"), nil, monday, 0.5},
		{"in the third", member(1, "Noor", "csm", "", "2026-09-15"), nil, monday, 0.5},
		{"from the fourth", member(1, "Noor", "csm", "", "2026-08-30"), nil, monday, 1},
		{"the month turns in mid-week", member(1, "Noor", "csm", "", "2026-11-02"), nil, monday, 0.3}, // Wed to Fri at a half
		{"half the units, half the ramp", member(1, "Noor", "csm", "0.5", "2026-10-30"), nil, monday, 0.25},
	} {
		t.Run(c.rule, func(t *testing.T) {
			r := Compute(Input{From: c.from, Weeks: 1, Calendar: office(t), Members: []playbook.Member{c.member}, Absences: c.absences})
			if got := r.People[0].Cells[0].Capacity; !near(got, c.want) {
				t.Errorf("capacity %.3f, want %.3f", got, c.want)
			}
			if got := r.Role("csm").Cells[0].Capacity; !near(got, c.want) {
				t.Errorf("of the role %.3f, want %.3f", got, c.want)
			}
		})
	}
}

func TestWhatAPlanUses(t *testing.T) {
	whole := Carrier{"csm", "Maya", monday, "2026-12-25"} // 18 working days
	for _, c := range []struct {
		rule     string
		plan     Plan
		parallel float64
		want     []float64 // of weeks 49 to 53
	}{
		{"one part in three and a half", Plan{Carriers: []Carrier{whole}, Chance: 1}, 0, []float64{2. / 7, 2. / 7, 2. / 7, 2. / 7 * 3 / 5, 0}},
		{"one part in what is set", Plan{Carriers: []Carrier{whole}, Chance: 1}, 2, []float64{.5, .5, .5, .3, 0}},
		{"an effort of its own is spread", Plan{Carriers: []Carrier{whole}, Chance: 1, Effort: 3.6}, 0, []float64{1, 1, 1, .6, 0}},
		{"of a plan that another carries for longer, a part", Plan{Carriers: []Carrier{{"csm", "Maya", monday, "2026-12-04"}, {"implementation", "Petter", monday, "2026-12-11"}}, Chance: 1, Effort: 2}, 0, []float64{1, 0, 0, 0, 0}},
		{"probable ones by their chance", Plan{Carriers: []Carrier{whole}, Chance: .5}, 2, []float64{.25, .25, .25, .15, 0}},
		{"from the middle of a week", Plan{Carriers: []Carrier{{"csm", "maya", "2026-12-03", "2026-12-08"}}, Chance: 1}, 2, []float64{.2, .2, 0, 0, 0}},
		{"two roles, one person, once", Plan{Carriers: []Carrier{whole, {"implementation", "MAYA", monday, "2026-12-25"}}, Chance: 1}, 2, []float64{.5, .5, .5, .3, 0}},
		{"over before it began", Plan{Carriers: []Carrier{{"csm", "Maya", "2026-12-03", "2026-12-01"}}, Chance: 1}, 2, []float64{0, 0, 0, 0, 0}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			r := Compute(Input{From: monday, Weeks: 5, Calendar: office(t), Parallel: c.parallel,
				Members: []playbook.Member{member(1, "Maya", "csm", "", "")}, Plans: []Plan{c.plan}})
			for w, want := range c.want {
				if got := r.People[0].Cells[w].Used; !near(got, want) {
					t.Errorf("week %d: used %.3f, want %.3f", r.Weeks[w].No, got, want)
				}
				if got := r.Role("csm").Cells[w].Used; !near(got, want) {
					t.Errorf("week %d of the role: used %.3f, want %.3f", r.Weeks[w].No, got, want)
				}
			}
		})
	}
}

func TestWhoseLoadItIs(t *testing.T) {
	at := func(role, name string) []Plan {
		return []Plan{{Name: "Halden", Carriers: []Carrier{{role, name, monday, "2026-12-04"}}, Chance: 1}}
	}
	both := []playbook.Member{member(1, "Maya", "csm", "", ""), member(2, "Ola", "everything", "", "")}
	for _, c := range []struct {
		rule    string
		members []playbook.Member
		plans   []Plan
		role    string  // that is loaded
		used    float64 // of it
		person  string
	}{
		{"a member's", both, at("csm", "Maya"), "csm", .5, "Maya"},
		{"of a member with another role, that role's", both, at("csm", "Ola"), "everything", .5, "Ola"},
		{"nobody is named: the role's", both, at("csm", ""), "csm", .5, ""},
		{"nor has the role anybody: who does everything", both, at("implementation", ""), "everything", .5, ""},
		{"nobody at all", nil, at("implementation", ""), "implementation", .5, ""},
		{"a stranger's, and of no role", both, at("csm", "Petter"), "csm", 0, "Petter"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			r := Compute(Input{From: monday, Weeks: 1, Calendar: office(t), Parallel: 2, Members: c.members, Plans: c.plans})
			sum := 0.0
			for i := range r.Roles {
				sum += r.Roles[i].Cells[0].Used
			}
			if got := r.Role(c.role); got == nil || !near(got.Cells[0].Used, c.used) || !near(sum, c.used) {
				t.Errorf("roles: %+v", r.Roles)
			}
			for i := range r.People {
				l := &r.People[i]
				if got := len(l.Cells[0].Loads) > 0; got != (l.Name == c.person) {
					t.Errorf("%s has %+v", l.Name, l.Cells[0].Loads)
				}
				if l.Stranger() != (l.Name == "Petter") {
					t.Errorf("%s is a stranger: %v", l.Name, l.Stranger())
				}
			}
			if c.person != "" && r.Person(c.person) == nil {
				t.Errorf("no line of %s", c.person)
			}
		})
	}
}

func TestTheFirstWeekWithRoom(t *testing.T) {
	full := []Plan{{Carriers: []Carrier{{"implementation", "Petter", monday, "2026-12-20"}}, Chance: 1}}
	petter := []playbook.Member{member(1, "Petter", "implementation", "", "")}
	for _, c := range []struct {
		rule    string
		members []playbook.Member
		plans   []Plan
		roles   []string
		need    float64
		want    int
	}{
		{"at once", petter, nil, []string{"implementation"}, .5, 0},
		{"after what runs", petter, full, []string{"implementation"}, .5, 3},
		{"the rest of a week is enough", petter, full, []string{"implementation"}, 0, 0},
		{"a short week asks for less", petter, full, []string{"implementation"}, 1, 3},
		{"never", petter, full, []string{"implementation"}, 1.5, -1},
		{"another role is not asked", petter, full, []string{"csm"}, .5, 0},
		{"who does everything stands in", append(slices.Clone(petter), member(2, "Ola", "everything", "0.5", "")), full, []string{"implementation"}, .5, 0},
	} {
		t.Run(c.rule, func(t *testing.T) {
			r := Compute(Input{From: monday, Weeks: 5, Calendar: office(t), Parallel: 1, Members: c.members, Plans: c.plans})
			if got := r.FirstFree(0, c.need, 5, c.roles...); got != c.want {
				t.Errorf("week %d, want %d", got, c.want)
			}
		})
	}
}

func TestWeeksOverTheYear(t *testing.T) {
	r := Compute(Input{From: "2026-12-29", Weeks: 3, Calendar: office(t)})
	var names []string
	for _, w := range r.Weeks {
		names = append(names, w.Name("2026-12-29"))
	}
	if want := []string{"week 53", "week 1 of 2027", "week 2 of 2027"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	if n := FullWeek(office(t), monday); n != 5 {
		t.Errorf("a full week has %d working days", n)
	}
	if r := Compute(Input{From: monday, Weeks: 100000}); len(r.Weeks) != MaxWeeks {
		t.Errorf("%d weeks", len(r.Weeks))
	}
}

func TestWhatAMoveMakesWorse(t *testing.T) {
	in := Input{From: monday, Weeks: 4, Calendar: office(t), Parallel: 1, Members: []playbook.Member{member(1, "Maya", "csm", "", "")}}
	plan := func(n byte, from, until playbook.Date) Plan {
		p := Plan{Name: "Halden", Carriers: []Carrier{{"csm", "Maya", from, until}}, Chance: 1}
		p.Account[15] = n
		return p
	}
	in = in.With(plan(1, monday, "2026-12-04")).With(plan(2, "2026-12-07", "2026-12-11"))
	before := Compute(in)
	if over := before.Over(); len(over) != 0 {
		t.Fatalf("over before: %+v", over)
	}
	worse := Worse(before, Compute(in.With(plan(2, monday, "2026-12-04"))))
	if len(worse) != 1 || worse[0].Name != "Maya" || worse[0].Week.No != 49 || !near(worse[0].Over, 1) {
		t.Errorf("worse: %+v", worse)
	}
	if len(in.Plans) != 2 {
		t.Errorf("the input has %d plans now", len(in.Plans))
	}
	if worse := Worse(before, before); len(worse) != 0 {
		t.Errorf("nothing moved, and yet: %+v", worse)
	}
}

func drawInput(t *rapid.T) Input {
	in := Input{From: monday.AddDays(rapid.IntRange(0, 400).Draw(t, "from")), Weeks: rapid.IntRange(0, 12).Draw(t, "weeks"),
		Calendar: schedule.MondayToFriday(), Parallel: rapid.Float64Range(0, 5).Draw(t, "parallel")}
	names := []string{"", "Maya", "Petter", "Ola", "Noor"}
	roles := []string{"csm", "implementation", "everything", "seller"}
	for i := range rapid.IntRange(0, 4).Draw(t, "members") {
		in.Members = append(in.Members, member(byte(i+1), names[i+1], rapid.SampledFrom(roles).Draw(t, "role"),
			rapid.SampledFrom([]string{"", "0.5", "2"}).Draw(t, "units"), rapid.SampledFrom([]playbook.Date{"", monday}).Draw(t, "started")))
	}
	for range rapid.IntRange(0, 8).Draw(t, "plans") {
		in.Plans = append(in.Plans, drawPlan(t, names))
	}
	return in
}

func drawPlan(t *rapid.T, names []string) Plan {
	p := Plan{Effort: rapid.Float64Range(0, 10).Draw(t, "effort"), Chance: rapid.Float64Range(0, 1).Draw(t, "chance")}
	p.Account[0] = rapid.Byte().Draw(t, "account")
	for _, role := range []string{"csm", "implementation"} {
		from := monday.AddDays(rapid.IntRange(-60, 400).Draw(t, "from"))
		p.Carriers = append(p.Carriers, Carrier{role, rapid.SampledFrom(names).Draw(t, "name"), from, from.AddDays(rapid.IntRange(-1, 90).Draw(t, "days"))})
	}
	return p
}

func TestOneMorePlanNeverFreesAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		before := Compute(in)
		in.Plans = append(in.Plans, drawPlan(t, []string{"", "Maya", "Petter", "Ola", "Noor", "Somebody new"}))
		after := Compute(in)
		check := func(was, now *Line) {
			if now == nil {
				t.Fatalf("the line of %s %s went away", was.Role, was.Name)
			}
			for w := range was.Cells {
				if now.Cells[w].Free() > was.Cells[w].Free()+1e-9 || !near(now.Cells[w].Capacity, was.Cells[w].Capacity) {
					t.Fatalf("%s %s, week %d: %.3f free, before %.3f", was.Role, was.Name, after.Weeks[w].No, now.Cells[w].Free(), was.Cells[w].Free())
				}
			}
		}
		for i := range before.People {
			check(&before.People[i], after.Person(before.People[i].Name))
		}
		for i := range before.Roles {
			check(&before.Roles[i], after.Role(before.Roles[i].Role))
		}
	})
}

func TestAPersonsLoadsAreWhatIsUsed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		r := Compute(in)
		for i := range r.People {
			for w := range r.People[i].Cells {
				c, sum := &r.People[i].Cells[w], 0.0
				for _, l := range c.Loads {
					sum += l.Units
				}
				if !near(sum, c.Used) || c.Capacity < 0 {
					t.Fatalf("%s uses %.3f of %.3f, its loads are %.3f", r.People[i].Name, c.Used, c.Capacity, sum)
				}
			}
		}
		slices.Reverse(in.Plans)
		again := Compute(in)
		for i := range r.Roles {
			for w := range r.Roles[i].Cells {
				if !near(r.Roles[i].Cells[w].Used, again.Role(r.Roles[i].Role).Cells[w].Used) {
					t.Fatal("the order of plans matters")
				}
			}
		}
	})
}
