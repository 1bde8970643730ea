package plan

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// detail is the card of the marked task: why its date, what it asks for, and
// what can be done with it.
type detail struct {
	t       *Tab
	task    *playbook.Task // as last shown
	typed   *pane.Typed
	content *fyne.Container

	card     *kit.Card
	title    *kit.Text
	state    *kit.Pill
	due      *kit.Text
	why      *kit.Text
	ask      *kit.Text
	because  *kit.Text
	owner    *kit.Picker
	goal     *goal
	note     *kit.Entry
	customer *kit.Text
	tick     *kit.Button
	doing    *kit.Button
	block    *kit.Button
	skip     *kit.Button
	move     *kit.Button
	split    *kit.Button
	buttons  *fyne.Container
	whyPart  *fyne.Container
	blocks   *kit.Text
	blocking *fyne.Container
	inputs   *contributions
	guidance *guidance
	askPart  *fyne.Container
	said     *kit.Text
}

func newDetail(t *Tab) *detail {
	d := &detail{t: t,
		title: kit.NewText("", kit.Heading), state: kit.NewTag(kit.Tag{}), due: kit.NewText("", kit.Body),
		why: kit.NewText("", kit.Body), ask: kit.NewText("", kit.Body), because: kit.NewText("", kit.Body),
		owner: kit.NewPicker("Owner"), note: kit.NewTextEntry("Note"), customer: kit.NewText("", kit.Body),
		said: kit.NewText("", kit.Small),
	}
	d.title.MaxLines, d.because.MaxLines, d.ask.MaxLines, d.customer.MaxLines = 8, 8, 8, 8
	d.owner.FreeText = true
	d.owner.SetPlaceholder("Nobody yet")
	d.owner.OnPicked = d.give
	d.note.SetPlaceholder("What the next person should know")
	d.typed = pane.NewTyped(d.note, func(wait time.Duration, f func()) func() { return t.after(wait, f) }, t.win.Now,
		pane.Source{Queue: kit.Named(t.run.Queue(), "Note of a task"), Store: d.write, Stored: t.changed, Fail: t.win.Fail})
	d.goal = newGoal(d)
	d.tick = kit.NewButton("Tick", kit.Primary, func() { d.with(t.tick) })
	d.doing = kit.NewButton("Doing", kit.Quiet, func() {
		d.with(func(task *playbook.Task) {
			to := playbook.Doing
			if task.State == playbook.Doing || task.State == playbook.Blocked {
				to = playbook.Todo
			}
			t.set(task.ID, work.TaskChange{To: to}, nil)
		})
	})
	d.block = kit.NewButton("Block…", kit.Quiet, func() { d.with(t.blockSheet) })
	d.skip = kit.NewButton("Skip…", kit.Quiet, func() { d.with(t.skipSheet) })
	d.move = kit.NewButton("Move…", kit.Quiet, func() { d.with(t.moveTaskSheet) })
	d.split = kit.NewButton("Split…", kit.Quiet, func() { d.with(t.splitSheet) })
	d.blocks = kit.NewText("", kit.Body)
	d.blocks.MaxLines = 8
	d.blocking = kit.Column(2, kit.NewLabel("What it holds up", kit.Caption), d.blocks)
	d.inputs, d.guidance = newContributions(t), newGuidance()
	d.whyPart = kit.Column(2, kit.NewLabel("Why this date", kit.Caption), d.why)
	d.askPart = kit.Column(2, kit.NewLabel("Evidence", kit.Caption), d.ask)
	d.buttons = kit.Flow(0, d.tick, d.doing, d.block, d.skip, d.move, d.split)
	d.content = kit.Column(kit.SpaceM,
		kit.Column(6, d.title, kit.Row(kit.SpaceS, d.state, kit.Spacer()), d.because),
		d.said, d.buttons,
		kit.Column(2, kit.NewLabel("Due", kit.Caption), d.due),
		d.whyPart, d.blocking, d.inputs.box, d.askPart, d.guidance.box,
		d.owner, d.goal.box, d.typed.Object(),
		kit.Column(2, kit.NewLabel("What the customer reads", kit.Caption), d.customer))
	d.card = kit.NewCard("", d.content)
	return d
}

// with runs an action on the task as last shown.
func (d *detail) with(f func(*playbook.Task)) {
	if d.task != nil {
		f(d.task)
	}
}

func (d *detail) setPeople(people []kit.Option) { d.owner.SetOptions(people...) }

// flush writes what is typed and not yet stored.
func (d *detail) flush() { d.typed.Flush() }

// show puts a task on the card; nil takes the card away. A note that is being
// typed stays as it is.
func (d *detail) show(task *playbook.Task) {
	part.Visible(d.card, task != nil)
	d.task = task
	if task == nil {
		return
	}
	desk := d.t.win.Desk()
	d.title.SetSpans(titleSpans(task)...)
	d.state.Set(stateTag(task, desk.Today()))
	d.because.SetText(reasonWords(task, d.t))
	part.Visible(d.because, d.because.Text() != "")
	d.due.SetSpans(dueSpans(d.t, task)...)
	d.why.SetText(whyWords(d.t, task))
	part.Visible(d.whyPart, d.why.Text() != "")
	d.blocks.SetText(holdsUp(d.t, task))
	part.Visible(d.blocking, d.blocks.Text() != "")
	d.inputs.show(task)
	d.guidance.show(task)
	asked := task.EvidenceAsked != "" || task.Evidence != ""
	part.Visible(d.askPart, asked)
	if asked {
		d.ask.SetSpans(evidenceSpans(task)...)
	}
	d.said.SetSpans(kit.Span{Text: d.t.refused[task.ID], Role: kit.Small, Color: kit.ColorBrokenInk})
	part.Visible(d.said, d.said.Text() != "")
	d.customer.SetSpans(customerSpan(task))
	if !d.owner.Focused() {
		d.owner.SetText(task.Owner)
	}
	d.goal.show(task)
	d.typed.Show(task.ID, task.Note)
	d.showButtons(task)
	d.card.Refresh()
}

func (d *detail) showButtons(task *playbook.Task) {
	word := "Tick"
	if task.State == playbook.TaskDone {
		word = "Untick"
	} else if task.State == playbook.Skipped {
		word = "Take up again"
	}
	d.tick.SetText(word)
	kind := kit.Primary
	if settled(task) {
		kind = kit.Secondary
	}
	d.tick.SetKind(kind)
	begin := "Doing"
	if task.State == playbook.Doing {
		begin = "Not yet"
	} else if task.State == playbook.Blocked {
		begin = "Unblock"
	}
	d.doing.SetText(begin)
	stop := "Block…"
	if task.State == playbook.Blocked {
		stop = "Reason…"
	}
	d.block.SetText(stop)
	for _, b := range []*kit.Button{d.doing, d.block, d.skip, d.move} {
		part.Visible(b, !settled(task))
	}
	part.Visible(d.split, !settled(task) && !task.PlanID.IsZero())
	if d.t.win.ReadOnly() {
		for _, b := range []*kit.Button{d.tick, d.doing, d.block, d.skip, d.move, d.split} {
			b.Disable()
		}
		d.owner.Disable()
		d.note.Disable()
	}
}

// write stores a note as one stay in the field.
func (d *detail) write(ctx context.Context, id playbook.ID, seen, typed, stay string) (string, error) {
	return d.t.win.Desk().Set(ctx, work.Ref{Noun: "task", ID: id}, "note", seen, typed, stay)
}

// give hands the task to a person.
func (d *detail) give(name string) {
	if d.task == nil || d.t.win.ReadOnly() || strings.TrimSpace(name) == strings.TrimSpace(d.task.Owner) {
		return
	}
	id, desk := d.task.ID, d.t.win.Desk()
	d.t.run.Queue().Run(func(ctx context.Context) error { return desk.SetOwner(ctx, id, name) }, func(err error) {
		d.t.settle(id, err, nil)
	})
}
