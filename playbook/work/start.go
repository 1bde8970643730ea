package work

import (
	"context"
	"slices"
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

// A Beginning is what starting a playbook makes.
type Beginning struct {
	Book    playbook.Playbook
	Dates   *schedule.Result         // of the tasks, in their order
	Phases  []playbook.Phase         // as they are stored, without ids
	Tasks   []StartTask              // what becomes tasks, phase by phase
	Left    []playbook.Step          // steps that are not meant for this account
	Unsure  []playbook.Step          // steps that are made although nobody knows whether they are meant for it
	Anchors []playbook.AccountAnchor // own anchors that the account does not have yet
	plan    playbook.Plan
}

// A StartTask is a step that becomes a task.
type StartTask struct {
	Phase int // an index into Beginning.Phases
	Step  playbook.Step
	Task  playbook.Task // as it is stored, without ids
}

// Warnings returns what a person should look at: about the dates, and about
// steps of which nobody knows whether they are meant for the account.
func (b *Beginning) Warnings() []string {
	out := slices.Clone(b.Dates.Warnings)
	for _, s := range b.Unsure {
		out = append(out, "“"+clip(s.Title)+"” is meant where "+s.When.String()+", which is not known yet; skip it if that does not hold.")
	}
	return out
}

// Preview returns what starting a playbook would make, without writing
// anything: the tasks of the steps that are meant for the account, with their
// days. A step whose condition does not hold is left out; one whose condition
// nobody can answer yet is made and said.
func (d *Desk) Preview(rec *playbook.Record, team *Team, s Start) (*Beginning, error) {
	book, err := d.Books.Get(s.Playbook)
	if err != nil {
		return nil, err
	}
	return d.begin(rec, team, book, s)
}

func (d *Desk) begin(rec *playbook.Record, team *Team, book playbook.Playbook, s Start) (*Beginning, error) {
	b := &Beginning{Book: book, plan: playbook.Plan{PlaybookID: book.ID, Title: book.Title, Version: book.Version,
		KickoffOn: s.Kickoff, GoLiveOn: s.GoLive, StartedBy: d.Who}}
	if s.Kickoff == "" {
		b.plan.KickoffGap = book.Gaps.Kickoff
	}
	if s.GoLive == "" {
		b.plan.GoLiveGap = book.Gaps.GoLive
	}
	for pi := range book.Phases {
		b.Phases = append(b.Phases, PhaseFrom(&book.Phases[pi]))
		for _, st := range book.Phases[pi].Steps {
			switch holds, known := st.When.Holds(rec); {
			case known && !holds:
				b.Left = append(b.Left, st)
				continue
			case !known:
				b.Unsure = append(b.Unsure, st)
			}
			t := TaskFrom(&st)
			t.Owner = OwnerOf(rec, st.Role)
			settleStarted(&t, rec)
			b.Tasks = append(b.Tasks, StartTask{Phase: pi, Step: st, Task: t})
		}
	}
	for _, a := range book.Anchors {
		if !hasAnchor(rec, a.ID) {
			b.Anchors = append(b.Anchors, playbook.AccountAnchor{Name: a.ID, Title: a.Title, From: a.From, Days: a.Days})
		}
	}
	return b, b.date(rec, team)
}

// date computes the days of the plan that would be.
func (b *Beginning) date(rec *playbook.Record, team *Team) error {
	r := *rec
	plan := b.plan
	plan.ID = playbook.ID{1} // any: it is told from no plan
	r.Plans = []playbook.Plan{plan}
	r.Anchors = append(slices.Clone(rec.Anchors), b.Anchors...)
	r.Tasks = make([]playbook.Task, len(b.Tasks))
	for i := range b.Tasks {
		r.Tasks[i] = b.Tasks[i].Task
		r.Tasks[i].PlanID = plan.ID
	}
	dates, err := Dates(&r, team, "")
	if err != nil {
		return err
	}
	b.Dates = dates.Result
	b.plan.KickoffOn, b.plan.GoLiveOn = dates.Anchors[playbook.AnchorKickoff].On, dates.Anchors[playbook.AnchorGoLive].On
	for i := range b.Tasks {
		t := &b.Tasks[i].Task
		t.DueOn = dates.Tasks[i].On
		t.PlannedOn = t.DueOn
	}
	return nil
}

// placeStep is how far apart the tasks of a new plan are placed in their list, so
// that parts of one find room behind it.
const placeStep = 10

// PhaseFrom is a phase of a playbook as one of a plan.
func PhaseFrom(p *playbook.TemplatePhase) playbook.Phase {
	return playbook.Phase{Code: p.Code, Title: p.Title, Exit: p.Exit, CustomerText: p.Customer, Goal: p.Goal}
}

// TaskFrom is a step as a task, without owner and days.
func TaskFrom(s *playbook.Step) playbook.Task {
	return playbook.Task{Step: s.ID, Title: s.Title, Role: s.Role, Anchor: s.Anchor, Days: s.Days, Working: s.Working, Duration: s.Duration,
		After: playbook.FormatAfter(s.After), State: playbook.Todo, Milestone: s.Milestone, EvidenceAsked: s.Evidence, NoSkip: s.NoSkip,
		CustomerText: s.Customer, Links: strings.Join(s.Links, "\n"), Guidance: s.Guidance}
}

// TasksOfSteps returns all steps of a playbook, in their order, as what their
// days are computed from, keyed by their ids.
func TasksOfSteps(book *playbook.Playbook) []schedule.Task {
	out := make([]schedule.Task, 0, book.StepCount())
	for i := range book.Phases {
		for _, s := range book.Phases[i].Steps {
			out = append(out, schedule.Task{Key: s.ID, Title: s.Title, Anchor: s.Anchor, Days: s.Days, Working: s.Working,
				Duration: s.Duration, After: s.After, Milestone: s.Milestone})
		}
	}
	return out
}

// StartPlan makes a dated plan for the account from a playbook: roles become
// people, offsets become dates, what other roles contribute becomes inputs. The
// text of the playbook is kept with its version, so that a later version can be
// compared with it. It is refused while a plan runs.
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
	team, err := LoadTeam(tx)
	if err != nil {
		return err
	}
	b, err := d.Preview(&rec, &team, s)
	if err != nil {
		return err
	}
	if err := d.KeepVersion(tx, &b.Book); err != nil {
		return err
	}
	b.plan.AccountID, b.plan.StartedAt = account, playbook.MomentOf(d.Now())
	if err := tx.Save(&b.plan); err != nil {
		return err
	}
	for i := range b.Anchors {
		b.Anchors[i].AccountID = account
		if err := tx.Save(&b.Anchors[i]); err != nil {
			return err
		}
	}
	for i := range b.Phases {
		p := &b.Phases[i]
		p.AccountID, p.PlanID, p.Pos = account, b.plan.ID, i+1
		if err := tx.Save(p); err != nil {
			return err
		}
	}
	for i := range b.Tasks {
		t := &b.Tasks[i].Task
		t.AccountID, t.PlanID, t.PhaseID, t.Pos = account, b.plan.ID, b.Phases[b.Tasks[i].Phase].ID, placeStep*(i+1)
		if err := tx.Save(t); err != nil {
			return err
		}
		if err := saveSlots(tx, t, b.Tasks[i].Step.Inputs); err != nil {
			return err
		}
	}
	if rec.Handoff.PlaybookID != b.Book.ID {
		rec.Handoff.PlaybookID = b.Book.ID
		return tx.Save(&rec.Handoff)
	}
	return nil
}

// saveSlots makes the inputs of a task.
func saveSlots(tx playbook.Tx, t *playbook.Task, slots []playbook.InputSlot) error {
	for _, s := range slots {
		in := playbook.TaskInput{TaskID: t.ID, Role: s.Role, Asked: s.What}
		in.AccountID = t.AccountID
		if err := tx.Save(&in); err != nil {
			return err
		}
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
