package ledger

import (
	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// links are what a promise hangs together with: the criterion it serves, and
// the tasks that deliver it.
type links struct {
	o     *outcome
	box   *fyne.Container
	serve *kit.Picker
	tasks *fyne.Container
	more  *kit.Picker
}

func newLinks(o *outcome) *links {
	l := &links{o: o, serve: kit.NewPicker("Serves the criterion"), more: kit.NewPicker("Delivered by the tasks"), tasks: kit.Column(2)}
	l.serve.SetPlaceholder("None")
	l.serve.OnPicked = func(text string) {
		for _, opt := range o.t.Rec.Links("criteria") {
			if opt.Label == text {
				o.set(o.p, "criterion_id", opt.Value)
				return
			}
		}
		o.set(o.p, "criterion_id", "")
	}
	l.more.SetPlaceholder("Link a task")
	l.more.OnPicked = func(text string) {
		l.more.SetText("")
		for i := range o.t.Rec.Tasks {
			if t := &o.t.Rec.Tasks[i]; t.Title == text && t.PromiseID != o.p.ID && t.State != playbook.TaskDone && t.State != playbook.Skipped {
				l.bind(t, o.p.ID.String())
				return
			}
		}
	}
	l.box = kit.Column(kit.SpaceM, l.serve, kit.Column(kit.SpaceXS, l.more, l.tasks))
	if o.t.Win.ReadOnly() {
		l.serve.Disable()
		l.more.Disable()
	}
	return l
}

// bind makes a task deliver a promise, or none with "".
func (l *links) bind(t *playbook.Task, promise string) {
	seen, _ := playbook.GetText(t, "promise_id")
	write(&l.o.t.Tab, work.Ref{Noun: "task", ID: t.ID}, []edit{{"promise_id", seen, promise}}, func(sentence string) { l.o.say(sentence) })
}

func (l *links) show(p *playbook.Promise) {
	rec := l.o.t.Rec
	var criteria []kit.Option
	serves := ""
	for _, opt := range rec.Links("criteria") {
		criteria = append(criteria, kit.Option{Text: opt.Label})
		if opt.Value == p.CriterionID.String() && !p.CriterionID.IsZero() {
			serves = opt.Label
		}
	}
	l.serve.SetOptions(criteria...)
	if !l.serve.Focused() {
		l.serve.SetText(serves)
	}
	var open []kit.Option
	l.tasks.Objects = nil
	for i := range rec.Tasks {
		t := &rec.Tasks[i]
		switch {
		case t.PromiseID == p.ID:
			l.tasks.Add(l.task(t))
		case t.State == playbook.TaskDone || t.State == playbook.Skipped:
		default:
			note := part.Prefixed("due ", t.DueOn.DayMonth())
			if !t.PromiseID.IsZero() {
				note = "of another promise"
			}
			open = append(open, kit.Option{Text: t.Title, Note: note})
		}
	}
	l.more.SetOptions(open...)
	part.Visible(l.serve, len(criteria) > 0)
	part.Visible(l.more, len(open)+len(l.tasks.Objects) > 0)
	l.tasks.Refresh()
}

func (l *links) task(t *playbook.Task) fyne.CanvasObject {
	words := playbook.LabelOf(playbook.TaskStates(), string(t.State))
	if t.State != playbook.TaskDone && t.State != playbook.Skipped {
		words = part.Joined(" · ", words, part.Prefixed("due ", t.DueOn.DayMonth()), t.Owner)
	}
	title := kit.NewText(t.Title, kit.Body)
	title.MaxLines = 3
	acts := kit.Row(0, kit.NewSubtle("Show", func() {
		l.o.t.Win.Go(screen.Place{Screen: screen.Account, Account: l.o.t.Account, Tab: screen.Plan, Row: t.ID})
	}))
	if !l.o.t.Win.ReadOnly() {
		acts.Add(kit.NewSubtle("Unlink", func() { l.bind(t, "") }))
	}
	return kit.Column(0, title, kit.Row(0, kit.Grow(kit.NewText(words, kit.Small)), acts))
}
