package pane

import (
	"errors"
	"time"

	"kept/playbook"
	"kept/ui/kit"
)

// Typed saves what is typed into a field that shows one value of now this row
// and now that. Each row's words are written to that row, also when the field
// has gone on to the next before the last write came back.
type Typed struct {
	// Store writes a value over the one that was seen and calls done on the UI
	// goroutine. stay names one stay in the field.
	Store func(row playbook.ID, seen, typed, stay string, done func(error))

	field *kit.Entry
	after kit.Timer
	now   func() time.Time
	stay  string
	job   *job
}

// A job is the field while it shows one row.
type job struct {
	row         playbook.ID
	seen, typed string
	save        *kit.Autosave
}

// NewTyped returns a Typed that owns OnFocus, OnChanged and OnBlur of field.
func NewTyped(field *kit.Entry, after kit.Timer, now func() time.Time, store func(row playbook.ID, seen, typed, stay string, done func(error))) *Typed {
	t := &Typed{Store: store, field: field, after: after, now: now}
	field.OnFocus = func() { t.stay = playbook.NewID(now()).String() }
	field.OnChanged = func(text string) {
		if t.job != nil {
			t.job.typed = text
			t.job.save.Touch()
		}
	}
	field.OnBlur = func(string) { t.Flush() }
	return t
}

// Flush writes what is not written.
func (t *Typed) Flush() {
	if t.job != nil {
		t.job.save.Flush()
	}
}

// Show puts the value of a row, as it is stored, into the field; words that are
// being typed for this row stay.
func (t *Typed) Show(row playbook.ID, stored string) {
	if t.job != nil && t.job.row == row {
		if t.field.Focused() || t.job.save.Dirty() {
			return
		}
		if t.job.seen == stored && t.field.Text() == stored {
			return
		}
	}
	t.Flush()
	t.start(row, stored)
	t.field.SetText(stored)
	t.field.SetHint("", kit.Neutral)
}

func (t *Typed) start(row playbook.ID, stored string) {
	j := &job{row: row, seen: stored, typed: stored}
	stay := func() string { return t.stay }
	j.save = kit.NewAutosave(t.after, func(saved func(error)) {
		seen, typed := j.seen, j.typed
		t.Store(j.row, seen, typed, stay(), func(err error) {
			var conflict *playbook.ConflictError
			switch {
			case err == nil:
				j.seen = typed
			case errors.As(err, &conflict):
				// The sentence shows what is stored; who types on has seen it.
				j.seen = conflict.Stored
			}
			saved(err)
		})
	})
	j.save.OnState = func(a *kit.Autosave) {
		if t.job == j {
			t.field.SetHint(a.Text(), a.Tone())
		}
	}
	t.job = j
}
