package work

import (
	"cmp"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/capacity"
)

// Consequences are everything that a move changes, before it happens.
type Consequences struct {
	Tasks    []Shift             // open tasks whose day changes, in their order
	Anchors  []AnchorShift       // anchors whose day changes
	Owed     []OwedShift         // promises, criteria and proof points whose day or forecast changes
	Notices  []playbook.Notice   // what it would tell, one per person
	Over     []capacity.Overload // people who are asked for more than they have, more than before
	Warnings []string            // what a person should look at, each a sentence

	// Promised says in words what was promised and moves, each a clause; it moves
	// only with a reason.
	Promised []string

	GoLiveWas, GoLiveNow playbook.Date // forecasts
	EndWas, EndNow       playbook.Date // the last day of the plan
}

// A Shift is one task whose day changes.
type Shift struct {
	Task     playbook.ID
	Title    string
	Owner    string // the person, else the role's label
	Was, Now playbook.Date
	Days     int    // working days from Was to Now, negative when it is earlier; 0 when either is missing
	Waiting  string // what it waits for now, "" when it has a day
	ByHand   bool   // it was named in the move; the others follow
}

// An AnchorShift is one anchor whose day changes.
type AnchorShift struct {
	Anchor   string
	Title    string
	Was, Now playbook.Date
}

// An OwedShift is a promise, a criterion or a proof point whose day, or by when
// the plan reaches it, changes.
type OwedShift struct {
	Noun                     string
	Row                      playbook.ID
	Text                     string
	DueWas, DueNow           playbook.Date
	ForecastWas, ForecastNow playbook.Date // "" where nothing leads there
}

// LateWas tells whether it was forecast to be late before the move.
func (o *OwedShift) LateWas() bool { return o.DueWas != "" && o.ForecastWas > o.DueWas }

// LateNow tells whether it is forecast to be late after the move.
func (o *OwedShift) LateNow() bool { return o.DueNow != "" && o.ForecastNow > o.DueNow }

// Empty tells whether nothing changes.
func (c *Consequences) Empty() bool {
	return len(c.Tasks) == 0 && len(c.Anchors) == 0 && len(c.Owed) == 0
}

// NeedsReason tells whether the move is refused without a reason.
func (c *Consequences) NeedsReason() bool { return len(c.Promised) > 0 }

// compare computes a record before and after a move.
func (d *Desk) compare(was, now *playbook.Record, team *Team, load *capacity.Input, m Move) (*Consequences, error) {
	today := d.Today()
	before, err := Dates(was, team, today)
	if err != nil {
		return nil, err
	}
	after, err := settledDates(now, team, today)
	if err != nil {
		return nil, err
	}
	c := &Consequences{GoLiveWas: before.GoLive, GoLiveNow: after.GoLive, EndWas: before.End, EndNow: after.End}
	c.shifts(was, before, after, team, m)
	c.anchors(now, before, after)
	c.owed(was, now, before, after)
	c.promised(was, now, before, after)
	d.notify(c, was, now)
	c.warn(before, after, m)
	if load != nil {
		c.Over = d.overAfter(was, now, before, after, team, *load)
	}
	return c, nil
}

// settledDates computes a record whose anchors were moved, with kickoff and
// go-live that follow them already put into its plan, as promises count from
// those.
func settledDates(rec *playbook.Record, team *Team, today playbook.Date) (*Dated, error) {
	dates, err := Dates(rec, team, today)
	p := rec.Plan()
	if err != nil || p == nil {
		return dates, err
	}
	kickoff, goLive := dates.Anchors[playbook.AnchorKickoff].On, dates.Anchors[playbook.AnchorGoLive].On
	if p.KickoffOn == kickoff && p.GoLiveOn == goLive {
		return dates, nil
	}
	p.KickoffOn, p.GoLiveOn = kickoff, goLive
	return Dates(rec, team, today)
}

func (c *Consequences) shifts(was *playbook.Record, before, after *Dated, team *Team, m Move) {
	named := map[playbook.ID]bool{}
	for _, t := range m.Tasks {
		named[t.Task] = true
		if _, planned := after.Day(t.Task); planned {
			continue
		}
		if i := indexOf(was.Tasks, t.Task); i >= 0 && was.Tasks[i].DueOn != t.On {
			c.Tasks = append(c.Tasks, shiftOf(&was.Tasks[i], was.Tasks[i].DueOn, t.On, team))
			c.Tasks[len(c.Tasks)-1].ByHand = true
		}
	}
	for i, t := range after.Of {
		b, a := before.Tasks[i], after.Tasks[i]
		if !t.Open() || b.On == a.On {
			continue
		}
		s := shiftOf(t, b.On, a.On, team)
		s.Waiting, s.ByHand = a.Waiting, named[t.ID]
		c.Tasks = append(c.Tasks, s)
	}
}

func shiftOf(t *playbook.Task, was, now playbook.Date, team *Team) Shift {
	return Shift{Task: t.ID, Title: t.Title, Owner: cmp.Or(t.Owner, playbook.LabelOf(playbook.Roles(), t.Role)), Was: was, Now: now,
		Days: workingDays(team, was, now)}
}

// workingDays counts the working days from one day to another, negative when the
// other is earlier.
func workingDays(team *Team, from, to playbook.Date) int {
	switch {
	case from == "" || to == "":
		return 0
	case to < from:
		return -workingBetween(team.Calendar, to, from)
	}
	return workingBetween(team.Calendar, from, to)
}

func (c *Consequences) anchors(now *playbook.Record, before, after *Dated) {
	names := []string{}
	for _, o := range playbook.Anchors() {
		names = append(names, o.Value)
	}
	for i := range now.Anchors {
		names = append(names, now.Anchors[i].Name)
	}
	for _, name := range names {
		if b, a := before.Anchors[name].On, after.Anchors[name].On; b != a {
			c.Anchors = append(c.Anchors, AnchorShift{name, anchorTitle(now, name), b, a})
		}
	}
}

func (c *Consequences) owed(was, now *playbook.Record, before, after *Dated) {
	old := map[playbook.ID]Forecast{}
	for _, f := range Forecasts(was, before) {
		old[f.Row] = f
	}
	for _, f := range Forecasts(now, after) {
		if o := old[f.Row]; o.Due != f.Due || o.On != f.On {
			c.Owed = append(c.Owed, OwedShift{Noun: f.Noun, Row: f.Row, Text: f.Text, DueWas: o.Due, DueNow: f.Due, ForecastWas: o.On, ForecastNow: f.On})
		}
	}
}

// promised collects what was promised and moves: go-live that was agreed in the
// handoff or is due to the customer, promises whose day changes, and those that
// the plan kept in time and would not any more.
func (c *Consequences) promised(was, now *playbook.Record, before, after *Dated) {
	if b, a := before.Anchors[playbook.AnchorGoLive].On, after.Anchors[playbook.AnchorGoLive].On; goLivePromised(was) && b != "" && b != a {
		c.Promised = append(c.Promised, "go-live moves from "+b.Short()+" to "+dayOr(a, "no day"))
	}
	for _, o := range c.Owed {
		if o.Noun != "promise" || o.DueWas == "" {
			continue
		}
		switch {
		case o.DueWas != o.DueNow:
			c.Promised = append(c.Promised, "“"+clip(o.Text)+"” is due on "+dayOr(o.DueNow, "no day")+" and no longer on "+o.DueWas.Short())
		case !o.LateWas() && o.LateNow():
			c.Promised = append(c.Promised, "“"+clip(o.Text)+"” is due on "+o.DueNow.Short()+" and would be done on "+o.ForecastNow.Short())
		}
	}
}

// goLivePromised tells whether somebody counts on the day of go-live: it was
// agreed in the handoff, or a plan shows it to the customer.
func goLivePromised(rec *playbook.Record) bool { return rec.Handoff.GoLiveOn != "" }

func dayOr(d playbook.Date, none string) string { return cmp.Or(d.Short(), none) }

func (c *Consequences) warn(before, after *Dated, m Move) {
	for _, w := range after.Warnings {
		if !slices.Contains(before.Warnings, w) {
			c.Warnings = append(c.Warnings, w)
		}
	}
	for _, t := range m.Tasks {
		day, ok := after.Day(t.Task)
		i := after.index[t.Task]
		if ok && t.On != "" && after.Of[i].PinnedOn == t.On && day.On > t.On {
			c.Warnings = append(c.Warnings, "“"+clip(after.Of[i].Title)+"” cannot be done on "+t.On.Short()+", as it waits for others; it comes on "+day.On.Short()+".")
		}
	}
	for _, o := range c.Owed {
		if o.LateNow() && !o.LateWas() {
			c.Warnings = append(c.Warnings, upperFirst(nounWords(o.Noun))+" “"+clip(o.Text)+"” would be late: due on "+o.DueNow.Short()+", forecast "+o.ForecastNow.Short()+".")
		}
	}
}

func nounWords(noun string) string { return strings.ToLower(playbook.RowWords(noun, "")) }
