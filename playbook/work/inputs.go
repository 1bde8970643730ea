package work

import (
	"context"
	"slices"
	"strings"

	"kept/playbook"
)

// AskInput asks a role for what a task needs.
func (d *Desk) AskInput(ctx context.Context, task playbook.ID, role, asked string) (playbook.ID, error) {
	t := playbook.Task{}
	t.ID = task
	name, err := d.called(ctx, &t, "a task")
	if err != nil {
		return playbook.ID{}, err
	}
	in := playbook.TaskInput{TaskID: task, Role: role, Asked: strings.TrimSpace(playbook.CleanText(asked))}
	in.AccountID = t.AccountID
	err = d.do(ctx, "Ask "+playbook.LabelOf(playbook.Roles(), role)+" for input to "+name, "", func(tx playbook.Tx) error { return tx.Save(&in) })
	return in.ID, err
}

// GiveInput keeps what a role contributes to a task; by is who does, the writer
// when it is "". An empty text takes it back.
func (d *Desk) GiveInput(ctx context.Context, input playbook.ID, given, by string) error {
	in := playbook.TaskInput{}
	in.ID = input
	name, err := d.called(ctx, &in, "an input")
	if err != nil {
		return err
	}
	given = strings.TrimSpace(playbook.CleanText(given))
	label := "Give input " + name
	if given == "" {
		label = "Take back input " + name
	}
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, input, func(in *playbook.TaskInput) error {
			if in.Given = given; given == "" {
				in.GivenBy, in.GivenOn = "", ""
				return nil
			}
			in.GivenBy, in.GivenOn = d.accountable(by), d.Today()
			return nil
		})
		return err
	})
}

// InputsOf returns what roles contribute to a task.
func InputsOf(rec *playbook.Record, task playbook.ID) []playbook.TaskInput {
	var out []playbook.TaskInput
	for _, in := range rec.Inputs {
		if in.TaskID == task {
			out = append(out, in)
		}
	}
	return out
}

// MissingInputs returns what was not contributed to a task yet. Ticking a task
// without its inputs is said, not refused.
func MissingInputs(rec *playbook.Record, task playbook.ID) []playbook.TaskInput {
	return slices.DeleteFunc(InputsOf(rec, task), func(in playbook.TaskInput) bool { return in.Given != "" })
}

// MissingWords says which inputs are missing: “Support: known gaps missing”; ""
// when none is.
func MissingWords(missing []playbook.TaskInput) string {
	var out []string
	for _, in := range missing {
		out = append(out, playbook.LabelOf(playbook.Roles(), in.Role)+": "+in.Asked+" missing")
	}
	return strings.Join(out, "; ")
}

// A Gate is a phase with what ends it.
type Gate struct {
	Phase    playbook.Phase
	Criteria []string // what must be met, one by one
	Open     []playbook.Task
	Missing  []playbook.TaskInput // of its tasks, whatever their state
}

// Left says in words what is still open in the phase; nothing when all is done.
func (g *Gate) Left() []string {
	var out []string
	for _, t := range g.Open {
		out = append(out, "“"+clip(t.Title)+"” is open")
	}
	for _, in := range g.Missing {
		out = append(out, MissingWords([]playbook.TaskInput{in}))
	}
	return out
}

// Gates returns the phases of the running plan with what ends each of them.
func Gates(rec *playbook.Record) []Gate {
	p := rec.Plan()
	if p == nil {
		return nil
	}
	var out []Gate
	for _, ph := range rec.PhasesOf(p.ID) {
		out = append(out, gateOf(rec, ph))
	}
	return out
}

func gateOf(rec *playbook.Record, ph playbook.Phase) Gate {
	g := Gate{Phase: ph}
	for c := range strings.SplitSeq(ph.Exit, ";") {
		if c = strings.TrimSpace(c); c != "" {
			g.Criteria = append(g.Criteria, c)
		}
	}
	for _, t := range rec.TasksOf(ph.ID) {
		if t.Open() {
			g.Open = append(g.Open, t)
		}
		if t.State != playbook.Skipped {
			g.Missing = append(g.Missing, MissingInputs(rec, t.ID)...)
		}
	}
	return g
}

// ExitPhase records that the exit criteria of a phase were found met, with what
// showed it, and returns what is open in the phase all the same: that is said,
// not refused. Leaving it again is not an error and changes the note alone.
func (d *Desk) ExitPhase(ctx context.Context, phase playbook.ID, note string) (Gate, error) {
	ph := playbook.Phase{}
	ph.ID = phase
	if err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Load(&ph) }); err != nil {
		return Gate{}, err
	}
	var g Gate
	err := d.do(ctx, "Leave phase “"+clip(ph.Title)+"”", "", func(tx playbook.Tx) error {
		now, err := playbook.Change(tx, phase, func(p *playbook.Phase) error {
			if p.ExitedOn == "" {
				p.ExitedOn, p.ExitedBy = d.Today(), d.Who
			}
			p.ExitNote = strings.TrimSpace(playbook.CleanText(note))
			return nil
		})
		if err != nil {
			return err
		}
		rec, err := playbook.LoadRecord(tx, now.AccountID)
		g = gateOf(&rec, now)
		return err
	})
	return g, err
}

// ReopenPhase takes back that a phase was left.
func (d *Desk) ReopenPhase(ctx context.Context, phase playbook.ID, why string) error {
	ph := playbook.Phase{}
	ph.ID = phase
	if err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Load(&ph) }); err != nil {
		return err
	}
	return d.do(ctx, "Reopen phase “"+clip(ph.Title)+"”", why, func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, phase, func(p *playbook.Phase) error {
			p.ExitedOn, p.ExitedBy, p.ExitNote = "", "", ""
			return nil
		})
		return err
	})
}
