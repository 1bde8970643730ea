package work

import (
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/capacity"
	"kept/playbook/schedule"
)

// planned answers for an account without a plan.
func (j *judge) planned(f *Feasibility, b *playbook.Playbook, in capacity.Input) {
	full := capacity.FullWeek(j.team.Calendar, j.today)
	what, need := templateDays(b, full)
	f.What = what
	kickoff, origin := j.kickoff(b)
	start, roles, week := j.room(b, in, kickoff, full)
	needs := "“" + clip(b.Title) + "” needs " + countOf(need, "working day") + " from kickoff " + f.day(kickoff) + origin
	if start == "" {
		f.Verdict = CanNot
		f.Reasons = []string{needs, fullWords(roles) + " for the next " + countOf(len(capacity.Compute(in).Weeks), "week")}
		return
	}
	f.Reasons = []string{needs}
	if len(roles) > 0 {
		f.Reasons = append(f.Reasons, fullWords(roles)+" until "+week.Name(j.today))
	}
	earliest, passed := j.after(start, need)
	if passed != "" {
		f.Reasons = append(f.Reasons, "the customer is closed for “"+clip(passed)+"”")
	}
	if on, title := j.forward(b, start, earliest); on > earliest {
		earliest = on
		f.Reasons = append(f.Reasons, "what comes before it ends with “"+clip(title)+"”")
	}
	f.Earliest = earliest
	j.settle(f)
}

// after counts working days from the day after start, and tells which closed
// stretch of the customer was passed over.
func (j *judge) after(start playbook.Date, need int) (on playbook.Date, passed string) {
	closed := closedDays(j.rec)
	on = start
	for left := need; left > 0; {
		next := on.AddDays(1)
		if next == "" {
			return on, passed
		}
		on = next
		if !j.team.Calendar.Working(on) {
			continue
		}
		i := slices.IndexFunc(closed, func(s schedule.Stretch) bool { return s.From <= on && on <= max(s.Until, s.From) })
		if i < 0 {
			left--
		} else {
			passed = closed[i].Name
		}
	}
	return on, passed
}

// forward lets the steps of the playbook begin at kickoff, each as soon as what
// it waits for allows, and returns the day on which go-live can come then, and
// the step that decides it.
func (j *judge) forward(b *playbook.Playbook, kickoff, goLive playbook.Date) (playbook.Date, string) {
	if b.Gaps.GoLive == 0 {
		return "", ""
	}
	made, err := j.desk.Preview(j.rec, j.team, Start{Playbook: b.ID, Kickoff: kickoff, GoLive: goLive})
	if err != nil { // a playbook that does not add up is said where it is started
		return "", ""
	}
	on, title := made.Dates.GoLive, ""
	last := playbook.Date("")
	for i := range made.Tasks {
		day := made.Dates.Tasks[i]
		if st := &made.Tasks[i].Step; day.On >= last && day.On != "" && day.On <= on && !(st.Anchor == playbook.AnchorGoLive && st.Days >= 0) {
			last, title = day.On, st.Title
		}
	}
	return on, title
}

// templateDays returns what a playbook leads up to and how many working days it
// takes from kickoff: to go-live by its gap, and in a playbook without go-live
// to its first milestone after kickoff, which is its first value.
func templateDays(b *playbook.Playbook, full int) (what string, need int) {
	if b.Gaps.GoLive > 0 {
		return "go-live", (b.Gaps.GoLive*full + 3) / 7
	}
	last := 0
	for i := range b.Phases {
		for _, s := range b.Phases[i].Steps {
			if s.Anchor != playbook.AnchorKickoff || s.Days <= 0 {
				continue
			}
			n := s.Days
			if !s.Working {
				n = (s.Days*full + 3) / 7
			}
			if s.Milestone {
				return "“" + clip(s.Title) + "”", n
			}
			last = max(last, n)
		}
	}
	return "the end of the plan", last
}

// kickoff returns the day from which the playbook counts, and where it comes
// from when nobody gave it.
func (j *judge) kickoff(b *playbook.Playbook) (playbook.Date, string) {
	first := func(on playbook.Date) playbook.Date { return j.team.Calendar.AddWorking(max(on, j.today), 0) }
	gap := b.Gaps.Kickoff
	closeOn := j.rec.Account.CloseOn()
	switch given := j.rec.Handoff.KickoffOn; {
	case given != "" && given < j.today:
		return first(given), ", as no plan was started by " + dayBy(given, j.today)
	case given != "":
		return given, ""
	case closeOn == "":
		return first(j.today.AddDays(gap)), " (" + countOf(gap, "day") + " from today, for no close date is known)"
	case closeOn < j.today && j.rec.Account.ActualClose == "":
		return first(j.today.AddDays(gap)), " (" + countOf(gap, "day") + " from today, for the expected close has passed)"
	case closeOn.AddDays(gap) < j.today:
		return first(j.today), ", today"
	}
	return first(closeOn.AddDays(gap)), " (close + " + countOf(gap, "day") + ")"
}

// room returns the day on which the work can begin: kickoff, or the first
// working day of the first week in which everybody who carries the plan has room
// for it, with the roles that had none before and that week. The day is "" when
// there is no such week.
func (j *judge) room(b *playbook.Playbook, in capacity.Input, kickoff playbook.Date, full int) (playbook.Date, []string, capacity.Week) {
	l := loadOf(j.rec)
	l.KickoffOn = kickoff
	span := bookSpan(b, &l, j.today)
	roles := []string{"csm"}
	if span.built || strings.TrimSpace(l.ImplementationLead) != "" {
		roles = append(roles, "implementation")
	}
	res := capacity.Compute(in)
	at := slices.IndexFunc(res.Weeks, func(w capacity.Week) bool { return w.Monday == capacity.Monday(kickoff) })
	if at < 0 { // farther than anybody plans
		return kickoff, nil, capacity.Week{}
	}
	parallel, _ := j.team.LoadRules()
	need := 1 / parallel
	if e := effort(l.EffortUnits); e > 0 {
		need = e * float64(full) / float64(max(workingBetween(j.team.Calendar, span.from.AddDays(-1), span.until), 1))
	}
	w := res.FirstFree(at, need, full, roles...)
	if w == at {
		return kickoff, nil, capacity.Week{}
	}
	var busy []string
	for i := at; i < len(res.Weeks) && (w < 0 || i < w); i++ {
		for _, role := range res.FullIn(i, need, full, roles...) {
			if !slices.Contains(busy, role) {
				busy = append(busy, role)
			}
		}
	}
	if w < 0 {
		return "", busy, capacity.Week{}
	}
	return j.team.Calendar.AddWorking(res.Weeks[w].Monday, 0), busy, res.Weeks[w]
}

func fullWords(roles []string) string {
	names := map[string]string{"csm": "CS", "implementation": "Implementation"}
	var out []string
	for _, r := range roles {
		out = append(out, names[r])
	}
	if len(out) == 1 {
		return out[0] + " is full"
	}
	return strings.Join(out, " and ") + " are full"
}
