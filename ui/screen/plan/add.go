package plan

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// addSheet adds a task of one's own to a phase: on a day, counted from an anchor,
// or behind another task.
func (t *Tab) addSheet(phase playbook.ID) {
	p := t.rec.Plan()
	if p == nil || phase.IsZero() || t.win.ReadOnly() {
		return
	}
	phases := t.rec.PhasesOf(p.ID)
	words := make([]string, len(phases))
	at := 0
	for i := range phases {
		words[i] = phases[i].Title
		if phases[i].ID == phase {
			at = i
		}
	}
	title := kit.NewEntry("What is to be done?")
	title.SetRequired(true)
	title.OnChanged = func(string) { title.SetHint("", kit.Neutral) }
	owner := kit.NewPicker("Owner", t.people...)
	owner.FreeText = true
	where := kit.NewChoice(words...)
	where.Select(at)
	when := t.newWhen()
	why := kit.NewTextEntry("Why is it added? (may stay empty)")
	var id playbook.ID
	account := t.account
	t.form("Add a task", "Add task", kit.SheetMedium, []fyne.CanvasObject{title,
		kit.FormGrid(kit.FormCell{Span: 6, Object: owner}, kit.FormCell{Span: 6, Object: when.duration}),
		when.box,
		kit.Column(kit.SpaceXS, kit.NewLabel("Phase", kit.Caption), where), why}, func() act {
		if part.Blank(title.Text()) {
			title.SetHint("Say what is to be done.", kit.Broken)
			kit.Focus(title)
			return nil
		}
		n := work.NewTask{Phase: phases[max(where.SelectedOne(), 0)].ID, Title: title.Text(), Owner: strings.TrimSpace(owner.Entry.Text())}
		if wrong := when.into(&n); wrong != "" {
			return nil
		}
		reason := why.Text()
		return func(ctx context.Context, d *work.Desk) (err error) {
			id, err = d.AddTask(ctx, account, n, reason)
			return err
		}
	}, func() {
		t.list.mark(id)
		t.mark(id)
	})
}

// A dating is how a new task gets its day.
type dating struct {
	how      *kit.ChoiceChips
	on       *kit.DateEntry
	anchor   *kit.ChoiceChips
	offset   *kit.Entry
	after    *kit.Picker
	duration *kit.Entry
	box      *fyne.Container

	anchors []string
	tasks   map[string]string // by title: what it is called in After
}

const (
	onADay = iota
	fromAnchor
	behindTask
)

func (t *Tab) newWhen() *dating {
	w := &dating{how: kit.NewChoice("On a day", "From an anchor", "After a task"), on: kit.NewDateEntry("Due", t.win.Now),
		offset: kit.NewEntry("Working days from it, like 3 or -2"), after: kit.NewPicker("After which task?"), duration: kit.NewEntry("Working days it takes"), tasks: map[string]string{}}
	w.how.Select(onADay)
	w.duration.SetPlaceholder("1")
	var titles []string
	for _, a := range playbook.Anchors() {
		w.anchors, titles = append(w.anchors, a.Value), append(titles, a.Label)
	}
	for i := range t.rec.Anchors {
		w.anchors, titles = append(w.anchors, t.rec.Anchors[i].Name), append(titles, t.rec.Anchors[i].Title)
	}
	w.anchor = kit.NewChoice(titles...)
	w.anchor.Select(1)
	var options []kit.Option
	for _, task := range t.dates.Of {
		if _, twice := w.tasks[task.Title]; !twice && task.State != playbook.Skipped {
			w.tasks[task.Title] = task.StepKey()
			options = append(options, kit.Option{Text: task.Title, Note: orNoDay(task.DueOn)})
		}
	}
	w.after.SetOptions(options...)
	counted := kit.Column(kit.SpaceS, w.anchor, w.offset)
	w.box = kit.Column(kit.SpaceS, kit.NewLabel("When?", kit.Caption), w.how, w.on, counted, w.after)
	show := func() {
		at := w.how.SelectedOne()
		part.Visible(w.on, at == onADay)
		part.Visible(counted, at == fromAnchor)
		part.Visible(w.after, at == behindTask)
		w.box.Refresh()
	}
	w.how.OnChanged = func([]int) { show() }
	show()
	return w
}

// into puts the day into a task; what is wrong stands under its field and is
// returned.
func (w *dating) into(n *work.NewTask) (wrong string) {
	whole := func(field *kit.Entry, least int, say string) int {
		text := strings.ReplaceAll(strings.TrimSpace(field.Text()), "−", "-")
		if text == "" {
			return 0
		}
		v, err := strconv.Atoi(strings.TrimPrefix(text, "+"))
		if err != nil || v < least || v > playbook.MaxOffset || v < -playbook.MaxOffset {
			wrong = say
			field.SetHint(say, kit.Broken)
			kit.Focus(field)
			return 0
		}
		field.SetHint("", kit.Neutral)
		return v
	}
	n.Duration = whole(w.duration, 0, "Write a whole number of working days, like 3.")
	switch w.how.SelectedOne() {
	case fromAnchor:
		n.Anchor, n.Working = w.anchors[max(w.anchor.SelectedOne(), 0)], true
		n.Days = whole(w.offset, -playbook.MaxOffset, "Write a whole number of working days, like 3 or -2.")
	case behindTask:
		key := w.tasks[strings.TrimSpace(w.after.Entry.Text())]
		if key == "" {
			wrong = "Choose a task of this plan."
			w.after.SetHint(wrong, kit.Broken)
			return wrong
		}
		n.After = []playbook.Dependency{{Step: key}}
	default:
		n.On = playbook.Date(w.on.Day())
	}
	return wrong
}

// splitSheet makes several tasks of one.
func (t *Tab) splitSheet(task *playbook.Task) {
	if settled(task) || task.PlanID.IsZero() {
		return
	}
	if t.win.ReadOnly() {
		t.refuse(task.ID, readOnlyWords, nil)
		return
	}
	const most = 4
	titles := make([]*kit.Entry, most)
	owners := make([]*kit.Picker, most)
	days := make([]*kit.DateEntry, most)
	var cells []kit.FormCell
	for i := range titles {
		label := "Part " + strconv.Itoa(i+1)
		if i > 1 {
			label += " (may stay empty)"
		}
		titles[i] = kit.NewEntry(label)
		owners[i] = kit.NewPicker("Owner", t.people...)
		owners[i].FreeText = true
		owners[i].SetText(task.Owner)
		days[i] = kit.NewDateEntry("Day", t.win.Now)
		days[i].Plain = true
		cells = append(cells, kit.FormCell{Span: 6, Object: titles[i]}, kit.FormCell{Span: 3, Object: owners[i]}, kit.FormCell{Span: 3, Object: days[i]})
	}
	titles[0].SetText(task.Title)
	why := kit.NewTextEntry("Why is it split?")
	why.SetRequired(true)
	id := task.ID
	t.form("Split “"+clip(task.Title, 50)+"”", "Split", kit.SheetWide, []fyne.CanvasObject{
		kit.NewText("The first part keeps what was written on the task. What waited for it waits for all parts; without a day of its own a part has the task’s.", kit.Small),
		kit.FormGrid(cells...), why}, func() act {
		var parts []work.SplitPart
		for i := range titles {
			if !part.Blank(titles[i].Text()) {
				parts = append(parts, work.SplitPart{Title: titles[i].Text(), Owner: owners[i].Entry.Text(), On: playbook.Date(days[i].Day())})
			}
		}
		reason := why.Text()
		return func(ctx context.Context, d *work.Desk) error {
			_, err := d.SplitTask(ctx, id, parts, reason)
			return err
		}
	}, nil)
}
