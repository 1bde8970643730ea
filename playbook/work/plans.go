package work

import (
	"context"
	"strings"

	"kept/playbook"
	"kept/playbook/schedule"
)

// Start says which playbook to start and when. An empty kickoff or go-live
// comes from the playbook's own gap, or waits when it has none.
type Start struct {
	Playbook string // id or letter
	Kickoff  playbook.Date
	GoLive   playbook.Date
}

// Preview returns the tasks that starting a playbook would make, without
// writing anything, and the warnings of its dates.
func (d *Desk) Preview(rec *playbook.Record, s Start) (playbook.Playbook, schedule.Result, error) {
	book, err := d.Books.Get(s.Playbook)
	if err != nil {
		return book, schedule.Result{}, err
	}
	return book, schedule.Dates(schedule.Input{
		Anchors:  anchors(rec, s.Kickoff, s.GoLive),
		Gaps:     book.Gaps,
		Calendar: d.Calendar,
		Lines:    schedule.Steps(&book),
	}), nil
}

func anchors(rec *playbook.Record, kickoff, goLive playbook.Date) map[string]playbook.Date {
	return map[string]playbook.Date{
		playbook.AnchorClose: rec.Account.CloseOn(), playbook.AnchorRenewal: rec.RenewalOn(),
		playbook.AnchorKickoff: kickoff, playbook.AnchorGoLive: goLive,
	}
}

// StartPlan makes a dated plan for the account from a playbook: roles become
// people, offsets become dates. It is refused while a plan runs.
func (d *Desk) StartPlan(ctx context.Context, account playbook.ID, s Start) error {
	return d.do(ctx, "Start playbook", "", func(tx playbook.Tx) error { return d.start(tx, account, s) })
}

func (d *Desk) start(tx playbook.Tx, account playbook.ID, s Start) error {
	rec, err := playbook.LoadRecord(tx, account)
	if err != nil {
		return err
	}
	if p := rec.Plan(); p != nil {
		return &playbook.RefusedError{What: "Not started", Reasons: []string{"“" + p.Title + "” runs for " + rec.Account.Name + " already"}}
	}
	book, dates, err := d.Preview(&rec, s)
	if err != nil {
		return err
	}
	plan := playbook.Plan{PlaybookID: book.ID, Title: book.Title, Version: book.Version,
		KickoffOn: dates.Anchors[playbook.AnchorKickoff].On, GoLiveOn: dates.Anchors[playbook.AnchorGoLive].On,
		StartedBy: d.Who, StartedAt: playbook.MomentOf(d.Now())}
	plan.AccountID = account
	if s.Kickoff == "" {
		plan.KickoffGap = book.Gaps.Kickoff
	}
	if s.GoLive == "" {
		plan.GoLiveGap = book.Gaps.GoLive
	}
	if err := tx.Save(&plan); err != nil {
		return err
	}
	line := 0
	for pi := range book.Phases {
		tp := &book.Phases[pi]
		phase := playbook.Phase{PlanID: plan.ID, Code: tp.Code, Title: tp.Title, Exit: tp.Exit, CustomerText: tp.Customer}
		phase.AccountID, phase.Pos = account, pi+1
		if err := tx.Save(&phase); err != nil {
			return err
		}
		for _, st := range tp.Steps {
			on := dates.Lines[line].On
			line++
			t := playbook.Task{PlanID: plan.ID, PhaseID: phase.ID, Step: st.ID, Title: st.Title, Role: st.Role,
				Owner: OwnerOf(&rec, st.Role), Anchor: st.Anchor, Days: st.Days, DueOn: on, PlannedOn: on,
				State: playbook.Todo, Milestone: st.Milestone, EvidenceAsked: st.Evidence, NoSkip: st.NoSkip, CustomerText: st.Customer}
			t.AccountID, t.Pos = account, line
			settleStarted(&t, &rec)
			if err := tx.Save(&t); err != nil {
				return err
			}
		}
	}
	if rec.Handoff.PlaybookID != book.ID {
		rec.Handoff.PlaybookID = book.ID
		return tx.Save(&rec.Handoff)
	}
	return nil
}

// OwnerOf returns the person who has a role on an account, "" when nobody is
// named yet: then the role itself is accountable.
func OwnerOf(rec *playbook.Record, role string) string {
	a := &rec.Account
	switch role {
	case "sales":
		return a.Seller
	case "cs":
		return a.CSM
	case "implementation":
		return a.ImplementationLead
	case "support":
		return a.SupportContact
	case "customer":
		if rec.Handoff.ProjectLead != "" {
			return rec.Handoff.ProjectLead
		}
		for i := range rec.People {
			if rec.People[i].Has("day_to_day") {
				return rec.People[i].Name
			}
		}
	}
	return ""
}

// dates computes the running plan of a record. An anchor that follows another
// by its gap is computed too.
func (d *Desk) dates(rec *playbook.Record, p *playbook.Plan) schedule.Result {
	kickoff, goLive := p.KickoffOn, p.GoLiveOn
	if p.KickoffGap > 0 {
		kickoff = ""
	}
	if p.GoLiveGap > 0 {
		goLive = ""
	}
	return schedule.Dates(schedule.Input{Anchors: anchors(rec, kickoff, goLive),
		Gaps:     playbook.Gaps{Kickoff: p.KickoffGap, GoLive: p.GoLiveGap},
		Calendar: d.Calendar, Lines: schedule.Tasks(rec.Tasks)})
}

// Why returns the computation of every task's date of the running plan in
// words, by task id.
func (d *Desk) Why(rec *playbook.Record) map[playbook.ID]schedule.Day {
	out := map[playbook.ID]schedule.Day{}
	p := rec.Plan()
	if p == nil {
		return out
	}
	res := d.dates(rec, p)
	for i := range rec.Tasks {
		out[rec.Tasks[i].ID] = res.Lines[i]
	}
	return out
}

// MoveAnchors sets kickoff and go-live of the running plan and computes the
// dates of its open tasks again; done and skipped ones keep theirs. A date
// that is changed by hand follows no gap from then on.
func (d *Desk) MoveAnchors(ctx context.Context, account playbook.ID, kickoff, goLive playbook.Date, why string) error {
	return d.do(ctx, "Move kickoff or go-live", why, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		p := rec.Plan()
		if p == nil {
			return &playbook.RefusedError{What: "Nothing to move", Reasons: []string{"no playbook was started for this account"}}
		}
		if p.KickoffOn != kickoff {
			p.KickoffOn, p.KickoffGap = kickoff, 0
		}
		if p.GoLiveOn != goLive {
			p.GoLiveOn, p.GoLiveGap = goLive, 0
		}
		return d.redate(tx, &rec)
	})
}

// Redate computes the dates of an account's running plan again, after an
// anchor of the account such as its close date has changed in the same act.
// Without a plan it does nothing.
func (d *Desk) Redate(tx playbook.Tx, account playbook.ID) error {
	rec, err := playbook.LoadRecord(tx, account)
	if err != nil || rec.Plan() == nil {
		return err
	}
	return d.redate(tx, &rec)
}

func (d *Desk) redate(tx playbook.Tx, rec *playbook.Record) error {
	p := rec.Plan()
	dates := d.dates(rec, p)
	p.KickoffOn, p.GoLiveOn = dates.Anchors[playbook.AnchorKickoff].On, dates.Anchors[playbook.AnchorGoLive].On
	if err := tx.Save(p); err != nil {
		return err
	}
	for i := range rec.Tasks {
		t, day := &rec.Tasks[i], dates.Lines[i]
		if t.PlanID != p.ID || t.Anchor == "" || t.State == playbook.TaskDone || t.State == playbook.Skipped || t.DueOn == day.On {
			continue
		}
		t.DueOn = day.On
		if err := tx.Save(t); err != nil {
			return err
		}
	}
	return nil
}

// A TaskChange is what to do with a task. Evidence counts for Done, Reason
// for Skipped and Blocked.
type TaskChange struct {
	To       playbook.TaskState
	Evidence string
	Reason   string
}

// SetTask moves a task to a state and returns it as stored. Moving to the
// present state is not an error and leaves DoneAt alone. The rules of Task
// refuse what lacks its evidence or reason.
func (d *Desk) SetTask(ctx context.Context, id playbook.ID, c TaskChange) (playbook.Task, error) {
	var t playbook.Task
	t.ID = id
	verbs := map[playbook.TaskState]string{playbook.TaskDone: "Tick", playbook.Todo: "Untick", playbook.Doing: "Begin", playbook.Skipped: "Skip", playbook.Blocked: "Block"}
	title := ""
	if err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Load(&t) }); err != nil {
		return t, err
	}
	if title = t.Title; title == "" {
		title = "task"
	}
	err := d.do(ctx, verbs[c.To]+" “"+clip(title)+"”", c.Reason, func(tx playbook.Tx) (err error) {
		t, err = playbook.Change(tx, id, func(t *playbook.Task) error { return d.apply(t, c) })
		return err
	})
	return t, err
}

func (d *Desk) apply(t *playbook.Task, c TaskChange) error {
	if c.Evidence != "" {
		t.Evidence = strings.TrimSpace(playbook.CleanText(c.Evidence))
	}
	switch {
	case c.To == playbook.TaskDone && t.State != playbook.TaskDone:
		t.DoneAt, t.DoneBy, t.Reason = playbook.MomentOf(d.Now()), d.Who, ""
	case c.To != playbook.TaskDone:
		t.DoneAt, t.DoneBy = "", ""
		t.Reason = strings.TrimSpace(playbook.CleanText(c.Reason))
	}
	t.State = c.To
	return nil
}

// SetNote writes the note of a task; seen is the note as it was shown.
func (d *Desk) SetNote(ctx context.Context, id playbook.ID, seen, typed, typing string) error {
	_, err := d.Set(ctx, Ref{"task", id}, "note", seen, typed, typing)
	return err
}

// SetOwner gives a task to a person. Nobody is refused for a task without a
// role, for then no one would be accountable.
func (d *Desk) SetOwner(ctx context.Context, id playbook.ID, owner string) error {
	owner = strings.TrimSpace(playbook.CleanText(owner))
	label := "Give task to " + clip(owner)
	if owner == "" {
		label = "Give task back to its role"
	}
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, id, func(t *playbook.Task) error {
			if owner == "" && t.Role == "" {
				return &playbook.InvalidError{Field: "owner", Message: "“" + clip(t.Title) + "” has no role that stands in; name the person who does it."}
			}
			t.Owner = owner
			return nil
		})
		return err
	})
}

// accountable returns the owner of something new: who was named, else its writer.
func (d *Desk) accountable(named string) string {
	if named = strings.TrimSpace(playbook.CleanText(named)); named != "" {
		return named
	}
	return d.Who
}

// AddTask adds a task of one's own to a phase of the running plan. Without an
// owner it is its writer's.
func (d *Desk) AddTask(ctx context.Context, account, phase playbook.ID, title, owner string, due playbook.Date) (playbook.ID, error) {
	t := playbook.Task{PhaseID: phase, Title: strings.TrimSpace(playbook.CleanText(title)), Owner: d.accountable(owner), DueOn: due, PlannedOn: due, State: playbook.Todo}
	t.AccountID = account
	err := d.do(ctx, "Add task “"+clip(t.Title)+"”", "", func(tx playbook.Tx) error {
		var p playbook.Phase
		p.ID = phase
		if err := tx.Load(&p); err != nil {
			return err
		}
		t.PlanID = p.PlanID
		return tx.Save(&t)
	})
	return t.ID, err
}
