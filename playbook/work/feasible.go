package work

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"kept/playbook"
	"kept/playbook/capacity"
	"kept/playbook/readiness"
	"kept/playbook/schedule"
)

// A Verdict says whether a day can be kept.
type Verdict string

// The verdicts. The empty one says that there was no day to judge, or nothing to
// judge it by.
const (
	CanKeep  Verdict = "feasible"     // more than TightWithin working days are left
	IsTight  Verdict = "tight"        // at most TightWithin working days are left
	CanNot   Verdict = "not_feasible" // it is earlier than the earliest day
	NoAnswer Verdict = ""
)

// TightWithin is how many working days between the earliest and the promised
// day are too few to be at ease.
const TightWithin = 5

// Verdicts returns the verdicts with their words.
func Verdicts() []playbook.Option {
	return []playbook.Option{{Value: string(CanKeep), Label: "Feasible"}, {Value: string(IsTight), Label: "Tight"}, {Value: string(CanNot), Label: "Not feasible"}}
}

// An Ask is a day of one account that somebody is about to promise.
type Ask struct {
	On      playbook.Date // "" for the one that is stored
	Promise playbook.ID   // the promise that gets the day; zero for the target go-live
}

// A Feasibility is the answer to an Ask: the earliest day by playbook, calendar
// and free capacity, and how the asked day stands to it.
type Feasibility struct {
	Verdict  Verdict
	On       playbook.Date // the day that was judged
	Earliest playbook.Date // "" when it cannot be told
	Room     int           // working days from Earliest to On, negative when On is before it
	What     string        // what the earliest day is of: "go-live", or the step that delivers
	Reasons  []string      // where Earliest comes from, each a clause without a full stop
	Today    playbook.Date
}

// Line is the answer in words, one or two sentences.
func (f *Feasibility) Line() string {
	var head string
	day, room := "earliest "+f.What+" "+f.day(f.Earliest), countOf(max(f.Room, -f.Room), "working day")
	switch {
	case f.Earliest == "" && f.Verdict == NoAnswer:
		return sentence(f.Reasons)
	case f.Earliest == "":
		return "Not feasible: " + strings.Join(f.Reasons, "; ") + "."
	case f.Verdict == CanKeep:
		head = "Feasible: " + day + ", " + room + " before."
	case f.Verdict == IsTight && f.Room == 0:
		head = "Tight: " + day + ", the very day."
	case f.Verdict == IsTight:
		head = "Tight: " + day + ", only " + room + " before."
	case f.Verdict == CanNot && f.Room == 0:
		head = "Not feasible: " + day + ", after the day itself."
	case f.Verdict == CanNot:
		head = "Not feasible: " + day + ", " + room + " too late."
	default:
		head = "Earliest " + f.What + " " + f.day(f.Earliest) + "."
	}
	return strings.TrimSpace(head + " " + sentence(f.Reasons))
}

// day is a date as people say it, with its year only where it is another one.
func (f *Feasibility) day(d playbook.Date) string { return dayBy(d, f.Today) }

func dayBy(d, today playbook.Date) string {
	if d == "" {
		return ""
	}
	words := d.Time().Format("Mon 2 Jan")
	if len(today) < 4 || d[:4] != today[:4] {
		words += " " + string(d[:4])
	}
	return words
}

func sentence(clauses []string) string {
	if strings.Join(clauses, "") == "" {
		return ""
	}
	s := []rune(strings.Join(clauses, "; "))
	s[0] = unicode.ToUpper(s[0])
	return string(s) + "."
}

func countOf(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// Feasible judges a day before it is promised.
//
// Of an account without a plan the earliest day is its start plus the working
// days of its playbook: the start is the kickoff that was given, else close plus
// the playbook's gap, else today plus the gap, never before today, and not before
// the first week in which everybody who carries the plan has room for it. Of a
// running plan it is what the plan forecasts. The day asked for is feasible from
// the earliest on, and tight while at most TightWithin working days are left.
func (d *Desk) Feasible(ctx context.Context, from Loads, account playbook.ID, ask Ask) (Feasibility, error) {
	rec, team, err := d.RecordAndTeam(ctx, account)
	if err != nil {
		return Feasibility{}, err
	}
	j := judge{desk: d, rec: &rec, team: &team, today: d.Today()}
	f := Feasibility{On: ask.On, Today: j.today, What: "go-live"}
	var promise *playbook.Promise
	if !ask.Promise.IsZero() {
		i := slices.IndexFunc(rec.Promises, func(p playbook.Promise) bool { return p.ID == ask.Promise })
		if i < 0 {
			return f, playbook.ErrNotFound
		}
		if promise = &rec.Promises[i]; f.On == "" {
			f.On, _ = rec.DueOf(promise)
		}
	} else if f.On == "" {
		f.On = rec.AnchorOn(playbook.AnchorGoLive)
	}
	if rec.Plan() != nil {
		if err := j.running(&f, promise); err != nil {
			return f, err
		}
		return f, nil
	}
	book, ok := d.bookFor(rec.Handoff.PlaybookID, rec.Account.Segment, j.complex())
	if !ok {
		f.Reasons = []string{"choose a playbook or a segment; then the earliest day can be computed"}
		return f, nil
	}
	in, err := d.capacityOf(ctx, from, &team, capacity.MaxWeeks)
	if err != nil {
		return f, err
	}
	j.planned(&f, &book, in.Without(account))
	if promise != nil && f.Earliest != "" {
		f.Reasons = append(f.Reasons, "no task delivers the promise yet, so it is counted to "+f.What)
	}
	return f, nil
}

// judge holds what an answer is computed from.
type judge struct {
	desk  *Desk
	rec   *playbook.Record
	team  *Team
	today playbook.Date
}

func (j *judge) complex() bool {
	c := readiness.Of(j.rec, j.today, readiness.Default()).Complexity
	return c.Answered && c.Level == readiness.High
}

// settle compares the day asked for with the earliest one.
func (j *judge) settle(f *Feasibility) {
	if f.Earliest == "" || f.On == "" {
		return
	}
	cal := j.team.Calendar
	switch {
	case f.On < f.Earliest:
		f.Verdict, f.Room = CanNot, -workingBetween(cal, f.On, f.Earliest)
	default:
		f.Verdict, f.Room = CanKeep, workingBetween(cal, f.Earliest, f.On)
		if f.Room <= TightWithin {
			f.Verdict = IsTight
		}
	}
}

// workingBetween counts the working days after one day up to another.
func workingBetween(c schedule.Calendar, after, until playbook.Date) int {
	n := 0
	for i := 1; i <= playbook.MaxOffset; i++ {
		d := after.AddDays(i)
		if d == "" || d > until {
			break
		}
		if c.Working(d) {
			n++
		}
	}
	return n
}

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

// running answers for an account whose plan runs: with the forecast of the last
// task that delivers the promise, else with that of go-live.
func (j *judge) running(f *Feasibility, promise *playbook.Promise) error {
	dates, err := Dates(j.rec, j.team, j.today)
	if err != nil {
		return err
	}
	last := -1
	for i, t := range dates.Of {
		delivers := promise != nil && t.PromiseID == promise.ID && t.State != playbook.Skipped
		if delivers && (last < 0 || forecastOf(dates, i) > forecastOf(dates, last)) {
			last = i
		}
	}
	if last >= 0 {
		f.What, f.Earliest = "“"+clip(dates.Of[last].Title)+"”", forecastOf(dates, last)
		f.Reasons = j.because(dates, last)
		j.settle(f)
		return nil
	}
	f.Earliest = dates.GoLive
	if f.Earliest == "" { // a playbook without go-live leads to its end
		if f.Earliest = cmp.Or(dates.ForecastEnd, dates.End); f.Earliest != "" {
			f.What = "end of the plan"
		}
	}
	if f.Earliest == "" {
		f.Reasons = []string{"the plan has no day yet: " + dates.WhyAnchor(playbook.AnchorGoLive)}
		return nil
	}
	for i, t := range dates.Of {
		if t.Milestone && t.Anchor == playbook.AnchorGoLive && t.Days == 0 {
			if f.Reasons = dates.WhyForecast(i); len(f.Reasons) == 0 {
				f.Reasons = []string{dates.WhyAnchor(playbook.AnchorGoLive)}
			}
		}
	}
	if promise != nil {
		f.Reasons = append(f.Reasons, "no task delivers the promise yet, so it is counted to "+f.What)
	}
	j.settle(f)
	return nil
}

// because says why a task of a running plan comes when it does: what pushes it,
// else where its day comes from.
func (j *judge) because(dates *Dated, i int) []string {
	why := dates.WhyForecast(i)
	if len(why) == 0 {
		why = dates.Result.Why(i)
	}
	return slices.Clone(why[max(len(why)-2, 0):])
}

func forecastOf(dates *Dated, i int) playbook.Date {
	return cmp.Or(dates.Tasks[i].Forecast, dates.Tasks[i].On)
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
