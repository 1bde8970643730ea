package capture

import (
	"context"
	"errors"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
)

// A target is the stored row that editors write to. One that is not stored
// yet is made by the first word typed into any of its editors.
type target struct {
	t    *Tab
	f    *playbook.Field // of a row that can be added, nil otherwise
	noun string
	id   playbook.ID
	day  int // of a proof point, 0 otherwise

	flying bool  // the row is being made
	made   *made // and how that ends
}

// made is what the work that makes a row leaves for the writes queued behind it.
type made struct {
	id  playbook.ID
	err error
}

// write stores what was typed over what the step has seen, and calls back on
// the UI goroutine with the value as stored. While the row is being made it goes
// into the queue behind that, so it is written even if the page goes away.
func (r *target) write(col string, step *pane.Step, typed, typing string, back func(stored string, err error)) {
	t, desk, made, id := r.t, r.t.win.Desk(), r.made, r.id
	var stored string
	var do func(ctx context.Context) error
	switch {
	case r.day > 0:
		stored = playbook.CleanText(typed)
		do = func(ctx context.Context) error {
			return desk.SetProofPoint(ctx, t.account, r.day, col, step.Seen(), typed, typing)
		}
	case r.flying:
		do = func(ctx context.Context) error {
			if made.err != nil {
				return made.err
			}
			return r.set(ctx, made.id, col, step.Seen(), typed, typing, &stored)
		}
	case !id.IsZero():
		do = func(ctx context.Context) error { return r.set(ctx, id, col, step.Seen(), typed, typing, &stored) }
	case typed == "":
		back("", nil)
		return
	default:
		stored = r.canonical(col, typed)
		do = r.add(col, typed)
		settled := back
		back = func(stored string, err error) {
			r.flying = false
			t.adding--
			if err == nil {
				r.id = r.made.id
			}
			settled(stored, err)
		}
	}
	t.writeNamed(r.name(col), func(ctx context.Context) error {
		err := do(ctx)
		if err == nil {
			step.Landed(stored)
		}
		return err
	}, func(err error) { back(stored, err) })
}

func (r *target) set(ctx context.Context, id playbook.ID, col, seen, typed, typing string, stored *string) (err error) {
	*stored, err = r.t.win.Desk().Set(ctx, work.Ref{Noun: r.noun, ID: id}, col, seen, typed, typing)
	return err
}

// add returns the work that makes the row from its first words.
func (r *target) add(col, typed string) func(ctx context.Context) error {
	t, desk, m := r.t, r.t.win.Desk(), &made{}
	r.flying, r.made = true, m
	t.adding++
	return func(ctx context.Context) error {
		m.id, m.err = desk.AddRow(ctx, t.account, r.f, map[string]string{col: typed})
		return m.err
	}
}

// canonical is the stored form of what was typed, or what was typed where
// there is none.
func (r *target) canonical(col, typed string) string {
	if c, err := work.Canonical(playbook.NewNoun(r.noun), col, typed); err == nil {
		return c
	}
	return typed
}

// name is what a person calls the value, for when it cannot be written.
func (r *target) name(col string) string {
	name := playbook.Label(r.noun, col)
	if r.f != nil { // a list, of which other lists have the same columns
		name = r.f.Label
	}
	if r.t.rec != nil {
		name += ", " + r.t.rec.Account.Name
	}
	return name
}

// write gives work to the queue of writes; what was committed is read again.
func (t *Tab) write(do func(context.Context) error, back func(error)) { t.writeNamed("", do, back) }

func (t *Tab) writeNamed(name string, do func(context.Context) error, back func(error)) {
	kit.Named(t.run.Queue(), name).Run(do, func(err error) {
		back(err)
		if err == nil {
			t.changed()
		}
	})
}

// refusal returns the sentence of an error that the person can mend where
// they type, "" for another one.
func refusal(err error) string {
	var invalid *playbook.InvalidError
	var refused *playbook.RefusedError
	switch {
	case errors.As(err, &invalid):
		return invalid.Message
	case errors.As(err, &refused):
		return refused.Error()
	}
	return ""
}
