package work

import (
	"context"
	"slices"
	"strings"

	"kept/playbook"
)

// A NewTask is a task of one's own. Its day is On, or counts from an anchor, or
// follows from what it waits for; without any of them it has none.
type NewTask struct {
	Phase     playbook.ID
	Title     string
	Role      string // one of playbook.Roles, or ""
	Owner     string // without one the person of the role, without a role the writer
	On        playbook.Date
	Anchor    string // one of playbook.Anchors, or the name of one of the account's own
	Days      int
	Working   bool // Days are working days
	Duration  int
	After     []playbook.Dependency // by playbook.Task.StepKey of other tasks of the plan
	Evidence  string                // asked for
	Promise   playbook.ID           // that it delivers
	Criterion playbook.ID           // that it serves
}

// AddTask adds a task of one's own to a phase of the running plan, with the
// reason if there is one. It is refused when it counts from an anchor that the
// account does not have, or waits for a task that is not in the plan.
func (d *Desk) AddTask(ctx context.Context, account playbook.ID, n NewTask, why string) (playbook.ID, error) {
	why = strings.TrimSpace(playbook.CleanText(why))
	t := playbook.Task{PhaseID: n.Phase, Title: strings.TrimSpace(playbook.CleanText(n.Title)), Role: n.Role, Anchor: n.Anchor, Days: n.Days,
		Reason:  why,
		Working: n.Working, Duration: n.Duration, After: playbook.FormatAfter(n.After), PinnedOn: n.On, State: playbook.Todo,
		EvidenceAsked: strings.TrimSpace(playbook.CleanText(n.Evidence)), PromiseID: n.Promise, CriterionID: n.Criterion}
	t.AccountID = account
	err := d.do(ctx, "Add task “"+clip(t.Title)+"”", why, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		i := indexOf(rec.Phases, n.Phase)
		if i < 0 {
			return playbook.ErrNotFound
		}
		t.PlanID = rec.Phases[i].PlanID
		if t.Owner = strings.TrimSpace(playbook.CleanText(n.Owner)); t.Owner == "" {
			if t.Owner = OwnerOf(&rec, n.Role); t.Owner == "" && n.Role == "" {
				t.Owner = d.Who
			}
		}
		if err := countsFrom(&rec, &t); err != nil {
			return err
		}
		return d.addDated(tx, &rec, []*playbook.Task{&t})
	})
	return t.ID, err
}

// countsFrom refuses a task whose day nobody could compute.
func countsFrom(rec *playbook.Record, t *playbook.Task) error {
	if t.Anchor != "" && !builtInAnchor(t.Anchor) && !hasAnchor(rec, t.Anchor) {
		return moveAnchor(rec, AnchorMove{Anchor: t.Anchor}) // which says what there is
	}
	after, err := playbook.ParseAfter(t.After)
	if err != nil {
		return err
	}
	keys := keysOf(planTasks(rec))
	for _, a := range after {
		if !t.ID.IsZero() && (a.Step == t.StepKey() || a.Step == t.ID.String()) {
			return &playbook.InvalidError{Field: "after", Message: "“" + clip(t.Title) + "” cannot wait for itself; choose another task."}
		}
		if !slices.Contains(keys, a.Step) {
			return &playbook.InvalidError{Field: "after", Message: "“" + clip(t.Title) + "” waits for " + clip(a.Step) + ", which is no task of this plan; choose one that is."}
		}
	}
	return nil
}

// addDated stores new tasks of the running plan and computes its days; the first
// day that is computed is the one they are planned for.
func (d *Desk) addDated(tx playbook.Tx, rec *playbook.Record, added []*playbook.Task) error {
	for _, t := range added {
		if err := tx.Save(t); err != nil {
			return err
		}
	}
	if err := d.Redate(tx, rec.Account.ID); err != nil {
		return err
	}
	for _, t := range added {
		if err := tx.Load(t); err != nil {
			return err
		}
		t.PlannedOn = t.DueOn
		if err := tx.Save(t); err != nil {
			return err
		}
	}
	return nil
}

// A SplitPart is one of the parts of a task that is split.
type SplitPart struct {
	Title string
	Owner string        // the task's own when ""
	On    playbook.Date // its own day; "" for that of the task
}

// SplitTask makes several tasks of one, with one reason. The first part is the
// task itself under another title, so that what was written on it stays; the
// others stand behind it in its phase and deliver what it delivers. What waited
// for the task waits for all its parts.
func (d *Desk) SplitTask(ctx context.Context, task playbook.ID, parts []SplitPart, why string) ([]playbook.ID, error) {
	t := playbook.Task{}
	t.ID = task
	name, err := d.called(ctx, &t, "a task")
	if err != nil {
		return nil, err
	}
	why = strings.TrimSpace(playbook.CleanText(why))
	for i := range parts {
		parts[i].Title = strings.TrimSpace(playbook.CleanText(parts[i].Title))
	}
	switch {
	case len(parts) < 2:
		return nil, &playbook.InvalidError{Field: "title", Message: "One part is no split; give two titles or more."}
	case why == "":
		return nil, &playbook.InvalidError{Field: "reason", Message: "A task is split for a reason; say why."}
	case !t.Open():
		return nil, &playbook.RefusedError{What: "Not split", Reasons: []string{name + " is " + strings.ToLower(playbook.LabelOf(playbook.TaskStates(), string(t.State))) + "; take that back first"}}
	case t.PlanID.IsZero():
		return nil, &playbook.RefusedError{What: "Not split", Reasons: []string{name + " belongs to no plan; add another task instead"}}
	}
	var ids []playbook.ID
	err = d.do(ctx, "Split task "+name, why, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, t.AccountID)
		if err != nil {
			return err
		}
		i := indexOf(rec.Tasks, task)
		if i < 0 {
			return playbook.ErrNotFound
		}
		ids, err = d.split(tx, &rec, &rec.Tasks[i], parts, why)
		return err
	})
	return ids, err
}

func (d *Desk) split(tx playbook.Tx, rec *playbook.Record, t *playbook.Task, parts []SplitPart, why string) ([]playbook.ID, error) {
	ids, keys := []playbook.ID{t.ID}, []string{}
	pos, err := d.makeRoom(tx, rec, t.Pos, len(parts)-1)
	if err != nil {
		return nil, err
	}
	var added []*playbook.Task
	for i, p := range parts[1:] {
		n := *t
		n.Meta = playbook.Meta{AccountID: t.AccountID, Pos: pos + i}
		n.Step, n.SplitFrom, n.Title, n.State = "", t.ID, p.Title, playbook.Todo
		n.Owner = strings.TrimSpace(playbook.CleanText(p.Owner))
		if n.Owner == "" {
			n.Owner = t.Owner
		}
		n.Milestone, n.NoSkip, n.EvidenceAsked, n.Evidence, n.Note, n.CustomerText = false, false, "", "", "", ""
		n.Reason, n.MovedBy, n.MovedWhy = why, "", ""
		if p.On != "" {
			n.PinnedOn, n.MovedBy, n.MovedWhy = p.On, d.Who, why
		}
		if err := tx.Save(&n); err != nil {
			return nil, err
		}
		added, ids, keys = append(added, &n), append(ids, n.ID), append(keys, n.StepKey())
	}
	if err := waitForAll(tx, rec, t, keys); err != nil {
		return nil, err
	}
	t.Title = parts[0].Title
	if owner := strings.TrimSpace(playbook.CleanText(parts[0].Owner)); owner != "" {
		t.Owner = owner
	}
	if on := parts[0].On; on != "" {
		t.PinnedOn, t.MovedBy, t.MovedWhy = on, d.Who, why
	}
	if err := tx.Save(t); err != nil {
		return nil, err
	}
	return ids, d.addDated(tx, rec, added)
}

// makeRoom returns the first of n places behind a place in the list of tasks, and
// moves what stands there farther down.
func (d *Desk) makeRoom(tx playbook.Tx, rec *playbook.Record, behind, n int) (int, error) {
	was := slices.Clone(rec.Tasks)
	pos := roomBehind(rec.Tasks, behind, n)
	for i := range rec.Tasks {
		if rec.Tasks[i].Pos != was[i].Pos {
			if err := tx.Save(&rec.Tasks[i]); err != nil {
				return 0, err
			}
		}
	}
	return pos, nil
}

// roomBehind is makeRoom for tasks in memory.
func roomBehind(tasks []playbook.Task, behind, n int) int {
	next := 0
	for i := range tasks {
		if pos := tasks[i].Pos; pos > behind && (next == 0 || pos < next) {
			next = pos
		}
	}
	if by := n - (next - behind - 1); next != 0 && by > 0 {
		for i := range tasks {
			if tasks[i].Pos > behind {
				tasks[i].Pos += by
			}
		}
	}
	return behind + 1
}

// waitForAll makes what waits for a task wait for its other parts too.
func waitForAll(tx playbook.Tx, rec *playbook.Record, t *playbook.Task, keys []string) error {
	for _, o := range planTasks(rec) {
		after, err := playbook.ParseAfter(o.After)
		if err != nil {
			continue
		}
		i := slices.IndexFunc(after, func(a playbook.Dependency) bool { return a.Step == t.StepKey() })
		if i < 0 {
			continue
		}
		for _, key := range keys {
			after = append(after, playbook.Dependency{Step: key, Lag: after[i].Lag})
		}
		o.After = playbook.FormatAfter(after)
		if err := tx.Save(o); err != nil {
			return err
		}
	}
	return nil
}

// SetAfter says what a task waits for. It is refused when the tasks would wait
// for each other in a circle.
func (d *Desk) SetAfter(ctx context.Context, task playbook.ID, after []playbook.Dependency, why string) error {
	t := playbook.Task{}
	t.ID = task
	name, err := d.called(ctx, &t, "a task")
	if err != nil {
		return err
	}
	return d.do(ctx, "Change what "+name+" waits for", why, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, t.AccountID)
		if err != nil {
			return err
		}
		i := indexOf(rec.Tasks, task)
		if i < 0 {
			return playbook.ErrNotFound
		}
		rec.Tasks[i].After = playbook.FormatAfter(after)
		if err := countsFrom(&rec, &rec.Tasks[i]); err != nil {
			return err
		}
		if err := tx.Save(&rec.Tasks[i]); err != nil {
			return err
		}
		return d.Redate(tx, t.AccountID)
	})
}

// A NewAnchor is a day of the account's own that tasks can count from.
type NewAnchor struct {
	Name  string // lower-case words joined by hyphens
	Title string
	On    playbook.Date // "" while nobody knows it
	From  string        // while On is "": the anchor it follows, "" when it waits
	Days  int
}

// AddAnchor gives an account a day of its own.
func (d *Desk) AddAnchor(ctx context.Context, account playbook.ID, n NewAnchor) (playbook.ID, error) {
	a := playbook.AccountAnchor{Name: n.Name, Title: strings.TrimSpace(playbook.CleanText(n.Title)), On: n.On, From: n.From, Days: n.Days}
	a.AccountID = account
	err := d.do(ctx, "Add anchor “"+clip(a.Title)+"”", "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if hasAnchor(&rec, a.Name) {
			return &playbook.InvalidError{Field: "name", Message: "There is an anchor " + a.Name + " already; move that one, or choose another name."}
		}
		if err := tx.Save(&a); err != nil {
			return err
		}
		return d.Redate(tx, account)
	})
	return a.ID, err
}
