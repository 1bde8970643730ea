package pane

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// A Source is where the values of a Typed lie.
type Source struct {
	// Queue runs writes one after another.
	Queue kit.Runner
	// Store writes a value over the one that was seen and returns it as stored.
	// stay names one stay in the field. It runs in the background.
	Store func(ctx context.Context, row playbook.ID, seen, typed, stay string) (stored string, err error)
	// Stored is told of every value that was stored.
	Stored func()
	// Fail is told why words were refused that the field does not show any more;
	// they are kept and shown again with their row.
	Fail func(error)
}

// Typed saves what is typed into a field that shows one value of now this row
// and now that. Each row's words are written to that row, also when the field
// has gone on to the next before the last write came back.
type Typed struct {
	src   Source
	field *kit.Entry
	clash *Clash
	box   *fyne.Container
	after kit.Timer
	now   func() time.Time
	stay  string
	job   *job
	kept  map[playbook.ID]*job // left while their words were not stored
}

// A job is the field while it shows one row.
type job struct {
	t        *Typed
	row      playbook.ID
	base     Base
	typed    string
	save     *kit.Autosave
	conflict *playbook.ConflictError
}

// NewTyped returns a Typed that owns OnFocus, OnChanged and OnBlur of field.
func NewTyped(field *kit.Entry, after kit.Timer, now func() time.Time, src Source) *Typed {
	t := &Typed{src: src, field: field, clash: NewClash(), after: after, now: now, kept: map[playbook.ID]*job{}}
	t.box = kit.Column(kit.SpaceXS, field, t.clash.Object())
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

// Object is the field with what there is to ask about it.
func (t *Typed) Object() fyne.CanvasObject { return t.box }

// Flush writes what is not written.
func (t *Typed) Flush() {
	if t.job != nil {
		t.job.save.Flush()
	}
}

// Show puts the value of a row, as it is stored, into the field; words that are
// being typed for this row, or could not be stored, stay.
func (t *Typed) Show(row playbook.ID, stored string) {
	if j := t.job; j != nil && j.row == row {
		if t.field.Focused() || j.save.Dirty() || j.base.Value == stored && t.field.Text() == stored {
			return
		}
	} else if j != nil {
		t.Flush()
		if j.save.Dirty() {
			t.kept[j.row] = j
		}
	}
	j := t.kept[row]
	if j == nil {
		j = &job{t: t, row: row, base: Base{Value: stored}, typed: stored}
		j.save = kit.NewAutosave(t.after, j.write)
		j.save.OnState = func(*kit.Autosave) { j.say() }
	}
	t.job = j
	t.field.SetText(j.typed)
	j.say()
}

func (j *job) write(saved func(error)) {
	t, typed, stay := j.t, j.typed, j.t.stay
	if typed == j.base.Value && j.save.Alone() {
		saved(nil)
		return
	}
	step := j.base.Step()
	t.src.Queue.Run(func(ctx context.Context) error {
		stored, err := t.src.Store(ctx, j.row, step.Seen(), typed, stay)
		if err == nil {
			step.Landed(stored)
		}
		return err
	}, func(err error) {
		j.base.End(step)
		j.conflict = nil
		if err == nil {
			j.base.Value = step.stored
		}
		errors.As(err, &j.conflict)
		saved(err)
		switch {
		case err == nil:
			if !j.save.Dirty() {
				delete(t.kept, j.row)
			}
			t.src.Stored()
		case t.job != j:
			t.src.Fail(err)
		}
	})
}

// say shows where the words are, or asks which of two values is to stand.
func (j *job) say() {
	t := j.t
	switch {
	case t.job != j:
	case j.conflict != nil:
		theirs := j.conflict.Stored
		t.field.SetHint("", kit.Neutral)
		t.clash.Show(Quoted(j.typed), Quoted(theirs), func() { j.settle(j.typed) }, func() { j.settle(theirs) })
	default:
		t.clash.Hide()
		t.field.SetHint(j.save.Text(), j.save.Tone())
	}
}

// settle takes one of the two values of a conflict.
func (j *job) settle(text string) {
	j.base.Take(j.conflict.Stored)
	j.conflict = nil
	j.typed = text
	j.t.field.SetText(text)
	j.say()
	j.save.Touch()
	j.save.Flush()
}
