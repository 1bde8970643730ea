package work

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"
)

// ScheduleOf returns what the days of a record's running plan are computed
// from, and its tasks in the order of Input.Tasks; both are empty without a
// plan. The tasks are those of the record, not copies. today is what forecasts
// count from, "" for none: stored dates do not depend on it.
//
// A task that waits for one which is gone does not wait for it any more. A day
// that a task was given and that counts from nothing holds as if it was moved
// there. The day on which a task was done is that of its moment in UTC, so that
// two installations in different zones compute the same.
func ScheduleOf(rec *playbook.Record, team *Team, today playbook.Date) (schedule.Input, []*playbook.Task) {
	in := schedule.Input{Calendar: team.Calendar, Away: team.Away, Today: today, Closed: closedDays(rec)}
	p := rec.Plan()
	if p == nil {
		return in, nil
	}
	kickoff, goLive := p.KickoffOn, p.GoLiveOn
	if p.KickoffGap > 0 {
		kickoff = ""
	}
	if p.GoLiveGap > 0 {
		goLive = ""
	}
	in.Anchors = anchors(rec, kickoff, goLive)
	in.Gaps = playbook.Gaps{Kickoff: p.KickoffGap, GoLive: p.GoLiveGap}
	for i := range rec.Anchors {
		a := &rec.Anchors[i]
		in.Own = append(in.Own, playbook.OwnAnchor{ID: a.Name, Title: a.Title, From: a.From, Days: a.Days})
		if a.On != "" || a.From == "" {
			in.Anchors[a.Name] = a.On
		}
	}
	tasks := planTasks(rec)
	keys := keysOf(tasks)
	known := make(map[string]bool, len(keys))
	for _, k := range keys {
		known[k] = true
	}
	due := deadlines(rec)
	in.Tasks = make([]schedule.Task, len(tasks))
	for i, t := range tasks {
		in.Tasks[i] = taskOf(t, keys[i], known)
		in.Tasks[i].Owner = team.AwayAs(t.Owner)
		in.Tasks[i].Deadline, in.Tasks[i].DeadlineWhy = due.of(t)
		if own := t.Anchor; own != "" && !builtInAnchor(own) && !hasAnchor(rec, own) {
			in.Anchors[own] = "" // it was taken away: what counts from it waits
		}
	}
	return in, tasks
}

// anchors are the days of an account that plans count from.
func anchors(rec *playbook.Record, kickoff, goLive playbook.Date) map[string]playbook.Date {
	return map[string]playbook.Date{
		playbook.AnchorClose: rec.Account.CloseOn(), playbook.AnchorRenewal: rec.RenewalOn(),
		playbook.AnchorKickoff: kickoff, playbook.AnchorGoLive: goLive,
	}
}

// closedDays are the blackout days of the account.
func closedDays(rec *playbook.Record) []schedule.Stretch {
	var out []schedule.Stretch
	for _, it := range rec.ItemsOf(playbook.Blackout) {
		if it.On != "" {
			out = append(out, schedule.Stretch{From: it.On, Until: it.Until, Name: clip(it.Text)})
		}
	}
	return out
}

// planTasks returns the tasks of the running plan in their order.
func planTasks(rec *playbook.Record) []*playbook.Task {
	p := rec.Plan()
	if p == nil {
		return nil
	}
	var out []*playbook.Task
	for i := range rec.Tasks {
		if rec.Tasks[i].PlanID == p.ID {
			out = append(out, &rec.Tasks[i])
		}
	}
	return out
}

// keysOf returns what the tasks are called in After. Of two with one step the
// first has its name.
func keysOf(tasks []*playbook.Task) []string {
	out, taken := make([]string, len(tasks)), make(map[string]bool, len(tasks))
	for i, t := range tasks {
		if out[i] = t.StepKey(); taken[out[i]] {
			out[i] = t.ID.String()
		}
		taken[out[i]] = true
	}
	return out
}

func taskOf(t *playbook.Task, key string, known map[string]bool) schedule.Task {
	s := schedule.Task{Key: key, Title: t.Title, Anchor: t.Anchor, Days: t.Days, Working: t.Working, Duration: t.Duration, Owner: t.Owner,
		Pin: t.PinnedOn, PinBy: t.MovedBy, PinWhy: t.MovedWhy, Skipped: t.State == playbook.Skipped, Blocked: t.State == playbook.Blocked, Milestone: t.Milestone}
	after, err := playbook.ParseAfter(t.After)
	for _, a := range after {
		if err == nil && known[a.Step] && a.Step != key {
			s.After = append(s.After, a)
		}
	}
	if t.State == playbook.TaskDone {
		s.DoneOn = t.DoneAt.Day(time.UTC)
	}
	if s.Pin == "" && t.Anchor == "" && len(s.After) == 0 {
		s.Pin = t.DueOn
	}
	return s
}

func builtInAnchor(name string) bool {
	return playbook.LabelOf(playbook.Anchors(), name) != name
}

func hasAnchor(rec *playbook.Record, name string) bool {
	for i := range rec.Anchors {
		if rec.Anchors[i].Name == name {
			return true
		}
	}
	return false
}

// deadlined holds the days that tasks have to keep, by what they deliver.
type deadlined map[playbook.ID]deadline

type deadline struct {
	on  playbook.Date
	why string
}

func deadlines(rec *playbook.Record) deadlined {
	out := deadlined{}
	for i := range rec.Promises {
		p := &rec.Promises[i]
		if on, _ := rec.DueOf(p); on != "" && p.Outcome == "" {
			out[p.ID] = deadline{on, "promise “" + clip(p.Text) + "”"}
		}
	}
	for i := range rec.Criteria {
		if c := &rec.Criteria[i]; c.TargetOn != "" && !c.Achieved {
			out[c.ID] = deadline{c.TargetOn, "criterion “" + clip(playbook.TitleOf(c)) + "”"}
		}
	}
	return out
}

// of returns the earlier one of a task that delivers both.
func (d deadlined) of(t *playbook.Task) (on playbook.Date, why string) {
	p, c := d[t.PromiseID], d[t.CriterionID]
	if p.on == "" || c.on != "" && c.on < p.on {
		return c.on, c.why
	}
	return p.on, p.why
}

// A Dated is the running plan of a record as it is computed.
type Dated struct {
	*schedule.Result
	Of    []*playbook.Task // the tasks, as many as Result.Tasks, in their order
	index map[playbook.ID]int
}

// Dates computes the running plan of a record, with forecasts from today; ""
// gives none. Without a plan it has no tasks. It refuses, with an
// *playbook.InvalidError, what schedule.Plan does, such as tasks that wait for
// each other in a circle.
func Dates(rec *playbook.Record, team *Team, today playbook.Date) (*Dated, error) {
	in, tasks := ScheduleOf(rec, team, today)
	res, err := schedule.Plan(in)
	var circle *schedule.CycleError
	if errors.As(err, &circle) {
		return nil, circular(circle)
	}
	if err != nil {
		return nil, err
	}
	d := &Dated{Result: res, Of: tasks, index: make(map[playbook.ID]int, len(tasks))}
	for i, t := range tasks {
		d.index[t.ID] = i
	}
	return d, nil
}

// circular names tasks that wait for each other by their titles, as those of
// one's own have no other names.
func circular(e *schedule.CycleError) error {
	names := make([]string, len(e.Titles))
	for i, title := range e.Titles {
		names[i] = "“" + clip(title) + "”"
	}
	return &playbook.InvalidError{Field: "after", Message: strings.Join(append(names, names[0]), " → ") + " wait for each other; take one of these waits out."}
}

// Day returns the computed day of a task; false for one outside of the plan.
func (d *Dated) Day(task playbook.ID) (schedule.Day, bool) {
	i, ok := d.index[task]
	if !ok {
		return schedule.Day{}, false
	}
	return d.Tasks[i], true
}

// Why returns the chain of reasons for the day of a task in words, nothing for
// one outside of the plan.
func (d *Dated) Why(task playbook.ID) []string {
	i, ok := d.index[task]
	if !ok {
		return nil
	}
	return d.Result.Why(i)
}

// Pushes returns the tasks that a slip of the task pushes, nearest first.
func (d *Dated) Pushes(task playbook.ID) []*playbook.Task {
	i, ok := d.index[task]
	if !ok {
		return nil
	}
	var out []*playbook.Task
	for _, j := range d.Result.Pushes(i) {
		out = append(out, d.Of[j])
	}
	return out
}

// RecordAndTeam reads an account and the team at one moment: what the days of
// its plan are computed from.
func (d *Desk) RecordAndTeam(ctx context.Context, id playbook.ID) (rec playbook.Record, team Team, err error) {
	err = d.Store.Read(ctx, func(r playbook.Reader) (err error) {
		if rec, err = playbook.LoadRecord(r, id); err != nil {
			return err
		}
		team, err = LoadTeam(r)
		return err
	})
	return rec, team, err
}

// Redate computes the days of an account's running plan again, after something
// that they count from has changed in the same act: an anchor, a blackout, a
// task, the calendar. Without a plan it does nothing.
func (d *Desk) Redate(tx playbook.Tx, account playbook.ID) error {
	rec, err := loadDated(tx, account)
	if err != nil || rec.Plan() == nil {
		return err
	}
	team, err := LoadTeam(tx)
	if err != nil {
		return err
	}
	return redate(tx, &rec, &team)
}

// loadDated reads of a record what the days of its plan are computed from and
// nothing else: a tick waits for it. Promises and criteria only bound how late a
// task may be, which is not stored.
func loadDated(r playbook.Reader, account playbook.ID) (playbook.Record, error) {
	rec := playbook.Record{Account: playbook.Account{Meta: playbook.Meta{ID: account}}}
	if err := r.Load(&rec.Account); err != nil {
		return rec, err
	}
	for _, dst := range []any{&rec.Plans, &rec.Tasks, &rec.Items, &rec.Anchors} {
		if err := r.Rows(dst, account); err != nil {
			return rec, err
		}
	}
	return rec, nil
}

// redate stores the computed days of the open tasks, and of kickoff and go-live
// where they follow another anchor. Done and skipped tasks keep theirs.
func redate(tx playbook.Tx, rec *playbook.Record, team *Team) error {
	dates, err := Dates(rec, team, "")
	if err != nil {
		return err
	}
	p := rec.Plan()
	p.KickoffOn, p.GoLiveOn = dates.Anchors[playbook.AnchorKickoff].On, dates.Anchors[playbook.AnchorGoLive].On
	if err := tx.Save(p); err != nil {
		return err
	}
	for i, t := range dates.Of {
		if !t.Open() || t.DueOn == dates.Tasks[i].On {
			continue
		}
		t.DueOn = dates.Tasks[i].On
		if err := tx.Save(t); err != nil {
			return err
		}
	}
	return nil
}

// redateAfter computes the plan again when another task that is not done waits
// for this one, whose state has changed. A tick pays for the question each time,
// so only the tasks that name it are read.
func (d *Desk) redateAfter(tx playbook.Tx, t *playbook.Task) error {
	if t.PlanID.IsZero() {
		return nil
	}
	names := []string{t.StepKey(), t.ID.String()}
	var naming []playbook.Task
	if err := tx.RowsWith(&naming, t.AccountID, "after", names...); err != nil {
		return err
	}
	for i := range naming {
		if naming[i].State != playbook.TaskDone && waitsFor(&naming[i], names) {
			return d.Redate(tx, t.AccountID)
		}
	}
	return nil
}

// waitsFor tells whether a task waits for one of the steps. An After that cannot
// be read came from a later version, and waits for nothing here.
func waitsFor(t *playbook.Task, steps []string) bool {
	after, err := playbook.ParseAfter(t.After)
	return err == nil && slices.ContainsFunc(after, func(a playbook.Dependency) bool { return slices.Contains(steps, a.Step) })
}
