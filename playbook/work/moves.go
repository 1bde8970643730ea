package work

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/capacity"
)

// A Move gives tasks, anchors and promises other days, all at once.
type Move struct {
	Tasks    []TaskMove
	Anchors  []AnchorMove
	Promises []PromiseMove
}

// A TaskMove puts a task on a day, where it stays while what it waits for
// allows; with On "" its anchor decides again. A task that is an anchor's own
// event, such as go-live, moves that anchor.
type TaskMove struct {
	Task playbook.ID
	On   playbook.Date
}

// An AnchorMove gives an anchor another day: one of playbook.Anchors, or the name
// of one of the account's own. It follows no other anchor from then on; with On
// "" nobody knows its day, and what counts from it waits.
type AnchorMove struct {
	Anchor string
	On     playbook.Date
}

// A PromiseMove gives a promise that is due on a date another one.
type PromiseMove struct {
	Promise playbook.ID
	On      playbook.Date
}

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

// PreviewMove returns what a move would change, without writing anything. load
// is what capacity is computed from, nil where nobody asks for it. The error
// says why the move cannot be made, such as that a task is done.
func (d *Desk) PreviewMove(rec *playbook.Record, team *Team, load *capacity.Input, m Move) (*Consequences, error) {
	after, err := moved(rec, m, d.Who, "")
	if err != nil {
		return nil, err
	}
	return d.compare(rec, after, team, load, m)
}

// MakeMove moves what the move names and everything that follows from it, as
// one act, and returns what it changed. What was promised moves only with a
// reason, and everybody who must know gets a notice, which stays until it was
// seen. A task that was moved to a day keeps who moved it, and why.
func (d *Desk) MakeMove(ctx context.Context, account playbook.ID, m Move, why string) (*Consequences, error) {
	rec, err := d.Record(ctx, account)
	if err != nil {
		return nil, err
	}
	return d.makeMove(ctx, account, moveLabel(&rec, m), m, why)
}

func (d *Desk) makeMove(ctx context.Context, account playbook.ID, label string, m Move, why string) (*Consequences, error) {
	why = strings.TrimSpace(playbook.CleanText(why))
	var c *Consequences
	err := d.do(ctx, label, why, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		team, err := LoadTeam(tx)
		if err != nil {
			return err
		}
		after, err := moved(&rec, m, d.Who, why)
		if err != nil {
			return err
		}
		if c, err = d.compare(&rec, after, &team, nil, m); err != nil {
			return err
		}
		if c.NeedsReason() && why == "" {
			return &playbook.RefusedError{What: "A promised date moves only with a reason", Reasons: append(slices.Clone(c.Promised), "say why it moves")}
		}
		if err := saveMoved(tx, &rec, after); err != nil {
			return err
		}
		for i := range c.Notices {
			c.Notices[i].Why = why
			if err := tx.Save(&c.Notices[i]); err != nil {
				return err
			}
		}
		if after.Plan() == nil {
			return nil
		}
		return redate(tx, after, &team)
	})
	return c, err
}

// MoveAnchors sets kickoff and go-live of the running plan; see MakeMove.
func (d *Desk) MoveAnchors(ctx context.Context, account playbook.ID, kickoff, goLive playbook.Date, why string) error {
	_, err := d.makeMove(ctx, account, "Move kickoff or go-live", Move{Anchors: []AnchorMove{{playbook.AnchorKickoff, kickoff}, {playbook.AnchorGoLive, goLive}}}, why)
	return err
}

func moveLabel(rec *playbook.Record, m Move) string {
	var what []string
	for _, t := range m.Tasks {
		if i := indexOf(rec.Tasks, t.Task); i >= 0 {
			what = append(what, "“"+clip(rec.Tasks[i].Title)+"”")
		}
	}
	for _, a := range m.Anchors {
		if rec.AnchorOn(a.Anchor) != a.On {
			what = append(what, anchorTitle(rec, a.Anchor))
		}
	}
	for _, p := range m.Promises {
		if i := indexOf(rec.Promises, p.Promise); i >= 0 {
			what = append(what, "promise “"+clip(rec.Promises[i].Text)+"”")
		}
	}
	switch len(what) {
	case 0:
		return "Move dates"
	case 1, 2:
		return "Move " + strings.Join(what, " and ")
	}
	return "Move " + what[0] + " and " + countOf(len(what)-1, "more date")
}

// anchorTitle is an anchor inside a sentence: “go-live”, “data delivered”.
func anchorTitle(rec *playbook.Record, anchor string) string {
	if builtInAnchor(anchor) {
		return lowerFirst(playbook.LabelOf(playbook.Anchors(), anchor))
	}
	for i := range rec.Anchors {
		if rec.Anchors[i].Name == anchor {
			return lowerFirst(rec.Anchors[i].Title)
		}
	}
	return anchor
}

func indexOf[T any, P interface {
	*T
	playbook.Noun
}](rows []T, id playbook.ID) int {
	return slices.IndexFunc(rows, func(r T) bool { return P(&r).Key().ID == id })
}

// moved returns a copy of the record in which the move is made; days that
// follow are not computed yet.
func moved(rec *playbook.Record, m Move, who, why string) (*playbook.Record, error) {
	r := *rec
	r.Plans, r.Tasks = slices.Clone(rec.Plans), slices.Clone(rec.Tasks)
	r.Anchors, r.Promises = slices.Clone(rec.Anchors), slices.Clone(rec.Promises)
	for _, t := range m.Tasks {
		if err := moveTask(&r, t, who, why); err != nil {
			return nil, err
		}
	}
	for _, a := range m.Anchors {
		if err := moveAnchor(&r, a); err != nil {
			return nil, err
		}
	}
	for _, p := range m.Promises {
		i := indexOf(r.Promises, p.Promise)
		switch {
		case i < 0:
			return nil, playbook.ErrNotFound
		case r.Promises[i].DueKind != "date":
			return nil, &playbook.RefusedError{What: "Not moved", Reasons: []string{"“" + clip(r.Promises[i].Text) + "” is not due on a date of its own; move what it counts from"}}
		case r.Promises[i].Outcome != "":
			return nil, &playbook.RefusedError{What: "Not moved", Reasons: []string{"“" + clip(r.Promises[i].Text) + "” has its outcome; take that back first"}}
		}
		r.Promises[i].DueOn = p.On
	}
	return &r, nil
}

func moveTask(r *playbook.Record, m TaskMove, who, why string) error {
	i := indexOf(r.Tasks, m.Task)
	if i < 0 {
		return playbook.ErrNotFound
	}
	t := &r.Tasks[i]
	if !t.Open() {
		return &playbook.RefusedError{What: "Not moved", Reasons: []string{"“" + clip(t.Title) + "” is " + strings.ToLower(playbook.LabelOf(playbook.TaskStates(), string(t.State))) + ", so it keeps its day; take that back first"}}
	}
	if p := r.Plan(); p == nil || t.PlanID != p.ID { // a condition, or a task besides
		t.DueOn, t.MovedBy, t.MovedWhy = m.On, who, why
		return nil
	}
	if anchor := eventOf(t); anchor != "" && m.On != "" {
		return moveAnchor(r, AnchorMove{anchor, m.On})
	}
	if m.On == "" {
		t.PinnedOn, t.MovedBy, t.MovedWhy = "", "", ""
		if t.Anchor == "" && t.After == "" {
			t.DueOn = ""
		}
		return nil
	}
	t.PinnedOn, t.MovedBy, t.MovedWhy = m.On, who, why
	return nil
}

// eventOf returns the anchor whose own event the task is, "" for any other task.
// Close and renewal have none: they are days of the account.
func eventOf(t *playbook.Task) string {
	if t.Milestone && t.Days == 0 && t.Anchor != "" && t.Anchor != playbook.AnchorClose && t.Anchor != playbook.AnchorRenewal {
		return t.Anchor
	}
	return ""
}

func moveAnchor(r *playbook.Record, m AnchorMove) error {
	p := r.Plan()
	switch m.Anchor {
	case playbook.AnchorClose:
		if r.Account.ActualClose != "" {
			r.Account.ActualClose = m.On
		} else {
			r.Account.ExpectedClose = m.On
		}
		return nil
	case playbook.AnchorRenewal:
		r.Account.RenewalOn = m.On
		return nil
	case playbook.AnchorKickoff, playbook.AnchorGoLive:
		if p == nil {
			return noPlan()
		}
		on, gap := &p.KickoffOn, &p.KickoffGap
		if m.Anchor == playbook.AnchorGoLive {
			on, gap = &p.GoLiveOn, &p.GoLiveGap
		}
		if *on != m.On {
			*on, *gap = m.On, 0
		}
		return nil
	}
	for i := range r.Anchors {
		if r.Anchors[i].Name == m.Anchor {
			if r.Anchors[i].On = m.On; m.On == "" {
				r.Anchors[i].From, r.Anchors[i].Days = "", 0
			}
			return nil
		}
	}
	names := []string{}
	for _, o := range playbook.Anchors() {
		names = append(names, strings.ReplaceAll(o.Value, "_", "-"))
	}
	for i := range r.Anchors {
		names = append(names, r.Anchors[i].Name)
	}
	return &playbook.InvalidError{Field: "anchor", Message: "There is no anchor “" + clip(m.Anchor) + "” here; it is one of " + strings.Join(names, ", ") + "."}
}

func noPlan() error {
	return &playbook.RefusedError{What: "Nothing to move", Reasons: []string{"no playbook was started for this account"}}
}

// saveMoved stores what differs between two copies of a record.
func saveMoved(tx playbook.Tx, was, now *playbook.Record) error {
	if was.Account != now.Account {
		if err := tx.Save(&now.Account); err != nil {
			return err
		}
	}
	if err := saveDiffering(tx, was.Plans, now.Plans); err != nil {
		return err
	}
	if err := saveDiffering(tx, was.Anchors, now.Anchors); err != nil {
		return err
	}
	if err := saveDiffering(tx, was.Tasks, now.Tasks); err != nil {
		return err
	}
	return saveDiffering(tx, was.Promises, now.Promises)
}

func saveDiffering[T comparable, P interface {
	*T
	playbook.Noun
}](tx playbook.Tx, was, now []T) error {
	for i := range now {
		if was[i] != now[i] {
			if err := tx.Save(P(&now[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

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
