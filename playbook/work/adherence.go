package work

import (
	"context"
	"errors"
	"strings"
	"time"

	"kept/playbook"
)

// A Deviation is one place in which a plan is not what its playbook says.
type Deviation struct {
	Kind  string      // skipped, added, moved, split, missing, late
	Task  playbook.ID // zero for a missing step
	Step  string
	Title string
	Why   string        // the reason that was given, "" when none was
	Was   playbook.Date // of a moved and a late one: the planned day
	Now   playbook.Date // the day it has, or was done on
}

// An Adhered is how closely a running plan follows its playbook. It is reported,
// not enforced: every figure has its rows.
type Adhered struct {
	Steps   int // steps of the playbook that are meant for the account
	AsThere int // of these, tasks that are there, neither skipped nor moved by hand
	Done    int // tasks done
	InTime  int // of these, done by the day they were planned for
	Skipped []Deviation
	Added   []Deviation
	Moved   []Deviation
	Split   []Deviation
	Late    []Deviation // done, but after the day they were planned for
	// Missing are the steps that cannot be skipped without a reason and have no
	// task, so that nobody was ever asked.
	Missing []Deviation
	// Unknown says why the steps of the playbook are not known, "" when they are:
	// then the plan's own tasks stand for them.
	Unknown string
}

// Adherence compares a running plan with the version of the playbook from which
// it was started, or to which it was brought since; book is that version, nil
// when it is not known. Without a plan it is empty.
func Adherence(rec *playbook.Record, book *playbook.Playbook) Adhered {
	var a Adhered
	p := rec.Plan()
	if p == nil {
		return a
	}
	tasks := planTasks(rec)
	byStep := map[string]*playbook.Task{}
	for _, t := range tasks {
		if t.Step != "" && byStep[t.Step] == nil {
			byStep[t.Step] = t
		}
	}
	inBook := func(step string) bool { return step != "" }
	if book == nil {
		a.Unknown = "the text of “" + p.Title + "”, version " + itoa(p.Version) + ", is not kept here, so the plan is compared with its own tasks"
		a.Steps = len(byStep)
	} else {
		inBook = func(step string) bool { return step != "" && book.Step(step) != nil }
		for i := range book.Phases {
			for j := range book.Phases[i].Steps {
				a.step(rec, &book.Phases[i].Steps[j], byStep)
			}
		}
	}
	for _, t := range tasks {
		a.task(t, inBook(t.Step))
	}
	return a
}

func (a *Adhered) step(rec *playbook.Record, s *playbook.Step, byStep map[string]*playbook.Task) {
	t := byStep[s.ID]
	if holds, known := s.When.Holds(rec); t == nil && known && !holds {
		return
	}
	a.Steps++
	if t == nil && s.NoSkip {
		a.Missing = append(a.Missing, Deviation{Kind: "missing", Step: s.ID, Title: s.Title})
	}
}

func (a *Adhered) task(t *playbook.Task, ofBook bool) {
	d := Deviation{Task: t.ID, Step: t.Step, Title: t.Title, Why: t.Reason, Was: t.PlannedOn, Now: t.DueOn}
	switch {
	case t.State == playbook.Skipped:
		if d.Kind = "skipped"; ofBook {
			a.Skipped = append(a.Skipped, d)
		}
		return
	case !t.SplitFrom.IsZero():
		d.Kind = "split"
		a.Split = append(a.Split, d)
	case !ofBook:
		d.Kind = "added"
		a.Added = append(a.Added, d)
	case t.PinnedOn != "":
		d.Kind, d.Why = "moved", t.MovedWhy
		a.Moved = append(a.Moved, d)
	default:
		a.AsThere++
	}
	if t.State != playbook.TaskDone {
		return
	}
	a.Done++
	if on := t.DoneAt.Day(time.UTC); t.PlannedOn == "" || on <= t.PlannedOn {
		a.InTime++
	} else {
		d.Kind, d.Now, d.Why = "late", on, ""
		a.Late = append(a.Late, d)
	}
}

// Words says the figures in one line: “27 of 32 steps as in the playbook; 2
// skipped, 1 moved, 2 added; 18 of 20 done in time”.
func (a *Adhered) Words() string {
	if a.Steps == 0 && a.Done == 0 {
		return "nothing to compare yet"
	}
	out := []string{itoa(a.AsThere) + " of " + countOf(a.Steps, "step") + " as in the playbook"}
	var off []string
	for _, x := range []struct {
		n    int
		word string
	}{{len(a.Skipped), "skipped"}, {len(a.Moved), "moved"}, {len(a.Added), "added"}, {len(a.Split), "split off"}, {len(a.Missing), "missing"}} {
		if x.n > 0 {
			off = append(off, itoa(x.n)+" "+x.word)
		}
	}
	if len(off) > 0 {
		out = append(out, strings.Join(off, ", "))
	}
	if a.Done > 0 {
		out = append(out, itoa(a.InTime)+" of "+itoa(a.Done)+" done in time")
	}
	return strings.Join(out, "; ")
}

// Deviations returns all of them, those that want a look first.
func (a *Adhered) Deviations() []Deviation {
	var out []Deviation
	for _, list := range [][]Deviation{a.Missing, a.Skipped, a.Moved, a.Split, a.Added, a.Late} {
		out = append(out, list...)
	}
	return out
}

// Missing returns the steps of a playbook that cannot be skipped without a reason
// and have no task in the running plan.
func Missing(rec *playbook.Record, book *playbook.Playbook) []Deviation {
	a := Adherence(rec, book)
	return a.Missing
}

// AdherenceOf compares the running plan of a record with its playbook as it was
// at the plan's version, where that is known here.
func (d *Desk) AdherenceOf(ctx context.Context, rec *playbook.Record) (Adhered, error) {
	p := rec.Plan()
	if p == nil {
		return Adhered{}, nil
	}
	var book *playbook.Playbook
	err := d.Store.Read(ctx, func(r playbook.Reader) error {
		b, err := d.TemplateOf(r, p)
		if errors.Is(err, playbook.ErrNotFound) {
			return nil
		}
		book = &b
		return err
	})
	if err != nil {
		return Adhered{}, err
	}
	return Adherence(rec, book), nil
}
