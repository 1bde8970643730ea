package capture

import (
	"context"
	"errors"

	"kept/playbook"
	"kept/playbook/work"
)

// A target is the stored row that editors write to. One that is not stored
// yet is made by the first word typed into any of its editors.
type target struct {
	t    *Tab
	f    *playbook.Field // of a row that can be added, nil otherwise
	noun string
	id   playbook.ID
	day  int // of a proof point, 0 otherwise

	flying  bool
	made    *playbook.ID // where the id of the row being made will be
	waiting []func(error)
}

// write stores what was typed over what was seen, and calls back on the UI
// goroutine with the value as stored. While the row is being made by another
// editor it waits for that.
func (r *target) write(col, seen, typed, typing string, back func(stored string, err error)) {
	t := r.t
	switch {
	case r.day > 0:
		t.write(func(ctx context.Context) error {
			return t.win.Desk().SetProofPoint(ctx, t.account, r.day, col, seen, typed, typing)
		}, func(err error) { back(playbook.CleanText(typed), err) })
	case !r.id.IsZero():
		var stored string
		t.write(func(ctx context.Context) (err error) {
			stored, err = t.win.Desk().Set(ctx, work.Ref{Noun: r.noun, ID: r.id}, col, seen, typed, typing)
			return err
		}, func(err error) { back(stored, err) })
	case typed == "":
		back("", nil)
	case r.flying:
		r.waiting = append(r.waiting, func(err error) {
			if err != nil {
				back("", err)
				return
			}
			r.write(col, seen, typed, typing, back)
		})
	default:
		r.add(col, typed, back)
	}
}

func (r *target) add(col, typed string, back func(string, error)) {
	t := r.t
	r.flying = true
	t.adding++
	id := new(playbook.ID)
	r.made = id
	t.write(func(ctx context.Context) (err error) {
		*id, err = t.win.Desk().AddRow(ctx, t.account, r.f, map[string]string{col: typed})
		return err
	}, func(err error) {
		r.flying = false
		t.adding--
		if err == nil {
			r.id = *id
		}
		back(r.canonical(col, typed), err)
		waiting := r.waiting
		r.waiting = nil
		for _, f := range waiting {
			f(err)
		}
	})
}

// canonical is the stored form of what was typed, or what was typed where
// there is none.
func (r *target) canonical(col, typed string) string {
	if c, err := work.Canonical(playbook.NewNoun(r.noun), col, typed); err == nil {
		return c
	}
	return typed
}

// last stores words behind a write that is under way and whose end nobody will
// hear of, because the page goes away. Writes end in the order they are given,
// so what that write typed is what this one has seen.
func (r *target) last(col, seen, typed, typing string) {
	t, desk := r.t, r.t.win.Desk()
	id, day, noun := r.made, r.day, r.noun
	if !r.flying {
		id = &r.id
	}
	t.run.Queue().Run(func(ctx context.Context) error {
		if day > 0 {
			return desk.SetProofPoint(ctx, t.account, day, col, seen, typed, typing)
		}
		_, err := desk.Set(ctx, work.Ref{Noun: noun, ID: *id}, col, seen, typed, typing)
		return err
	}, nil)
}

// write gives work to the queue of writes; what was committed is read again.
func (t *Tab) write(do func(context.Context) error, back func(error)) {
	t.run.Queue().Run(do, func(err error) {
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
