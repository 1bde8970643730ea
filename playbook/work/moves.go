package work

import (
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
