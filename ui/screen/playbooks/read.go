package playbooks

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/outline"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// show draws the playbook that is read, unless it stands there already.
func (r *Room) show() {
	at := r.rowOf(r.id)
	if at < 0 {
		r.shown = ""
		r.page.SetContent(kit.Column(0))
		return
	}
	w := r.rows[at]
	now := fmt.Sprintf("%+v|%v|%s|%d|%v|%v", *w.book, w.draft, r.use(w.book), len(r.win.Desk().Books.Versions(w.id)), w.from, r.win.ReadOnly())
	if now == r.shown {
		return
	}
	same := strings.HasPrefix(r.shown, "{ID:"+w.id+" ")
	offset := r.page.Offset()
	r.shown = now
	cards := []fyne.CanvasObject{kit.NewCard("", r.head(&w))}
	for i := range w.book.Phases {
		cards = append(cards, r.phase(w.book, &w.book.Phases[i]))
	}
	r.page.SetContent(kit.Pad(kit.Column(kit.SpaceCard, cards...), 0, kit.SpaceM, kit.SpaceXL, 0))
	if same {
		r.page.SetOffset(offset)
	}
}

// head says what a playbook is and what can be done with it.
func (r *Room) head(w *row) fyne.CanvasObject {
	b := w.book
	pills := kit.Row(kit.SpaceS)
	if b.Letter != "" {
		pills.Add(kit.NewPill(b.Letter, kit.Teal))
	}
	switch w.from {
	case work.BookOfProgram:
		pills.Add(kit.NewPill("built in", kit.Neutral))
	case work.BookOfFolder:
		pills.Add(kit.NewPill("from your folder", kit.Neutral))
	default:
		pills.Add(kit.NewPill("your own", kit.Neutral))
	}
	if w.from != "" {
		pills.Add(kit.NewPill(fmt.Sprintf("version %d", b.Version), kit.Neutral))
	}
	if w.draft {
		pills.Add(kit.NewPill("draft", kit.Late))
	}
	parts := []fyne.CanvasObject{
		kit.RowTop(kit.SpaceM, kit.Grow(kit.NewText(b.Title, kit.Promise)), pills),
	}
	if b.For != "" {
		parts = append(parts, kit.NewText(b.For, kit.Body))
	}
	if b.StepCount() > 0 {
		parts = append(parts, kit.NewText(counted(b), kit.Small))
	}
	if use := r.use(b); use != "" && w.from != "" {
		parts = append(parts, kit.NewText("Running: "+use+".", kit.Small))
	}
	if w.draft && w.from == "" {
		parts = append(parts, kit.NewText("It is a draft: no plan can be started from it until it is saved as a version.", kit.Small))
	}
	if r.win.ReadOnly() {
		parts = append(parts, kit.NewText(part.ReadOnlyWords, kit.Small))
	}
	return kit.Column(kit.SpaceS, append(parts, kit.Gap(0, 2), r.actions(w))...)
}

func (r *Room) actions(w *row) fyne.CanvasObject {
	b := *w.book
	own := w.from == work.BookOfWorkspace || w.from == ""
	flow := kit.Flow(kit.SpaceS)
	add := func(writes bool, word string, kind kit.ButtonKind, do func()) {
		button := kit.NewButton(word, kind, do)
		if writes && r.win.ReadOnly() {
			button.Disable()
		}
		flow.Add(button)
	}
	if w.from != "" && !r.win.ReadOnly() {
		add(true, "Start for an account…", kit.Primary, func() { r.start(b) })
	}
	if own {
		word := "Edit"
		if w.draft {
			word = "Go on editing"
		}
		add(true, word, kit.Secondary, func() { r.openEditor(b.ID) })
	}
	if n := len(r.behind(&b)); n > 0 {
		add(true, "Apply to running plans…", kit.Secondary, func() { r.askApply(b) })
	}
	if w.from != "" {
		word := "Duplicate to edit…"
		if own {
			word = "Duplicate…"
		}
		add(true, word, kit.Secondary, func() { r.askDuplicate(b) })
		if len(r.win.Desk().Books.Versions(b.ID)) > 1 {
			add(false, "Compare…", kit.Quiet, func() { r.askCompare(b) })
		}
		add(false, "Export…", kit.Quiet, func() { r.askExport(b) })
	}
	switch {
	case w.from == work.BookOfWorkspace:
		add(true, "Remove…", kit.Quiet, func() { r.askRemove(b) })
	case w.from == "":
		add(true, "Discard…", kit.Quiet, func() { r.askDiscard(b) })
	}
	return flow
}

// phase is the card of one phase with its steps.
func (r *Room) phase(b *playbook.Playbook, ph *playbook.TemplatePhase) fyne.CanvasObject {
	t := kit.NewTable(kit.TableColumn{Title: "Step", Width: 150, Grow: 1.8}, kit.TableColumn{Title: "Who and when", Width: 148},
		kit.TableColumn{Title: "The customer reads", Width: 110, Grow: 1})
	t.Fit, t.TapOpens = true, true
	t.Within(r.page)
	t.Len = func() int { return len(ph.Steps) }
	t.Cell = func(i, col int) kit.Cell { return stepCell(b, &ph.Steps[i], col) }
	t.OnOpen = func(i int) { r.openStep(b, &ph.Steps[i]) }
	var words []kit.Span
	say := func(lead, text string) {
		if text == "" {
			return
		}
		if len(words) > 0 {
			words = append(words, kit.Span{Text: "  ", Role: kit.Small})
		}
		words = append(words, kit.Span{Text: lead, Role: kit.Caption}, kit.Span{Text: " " + part.Full(text), Role: kit.Small})
	}
	say("Goal", ph.Goal)
	say("Over when", ph.Exit)
	say("For the customer", quoted(ph.Customer))
	if ph.Included != "" {
		say("Taken from", ph.Included)
	}
	body := kit.Column(kit.SpaceS)
	if len(words) > 0 {
		body.Add(kit.NewSpans(words...))
	}
	body.Add(t)
	return kit.NewCard(strings.TrimSpace(ph.Code+"  "+ph.Title), body)
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return "“" + s + "”"
}

// guidanceShown is how much of a step's guidance stands in its row; the whole of
// it stands on its sheet.
const guidanceShown = 160

func stepCell(b *playbook.Playbook, s *playbook.Step, col int) kit.Cell {
	switch col {
	case 0:
		c := kit.Cell{Text: s.Title, Wrap: true, Sub: asks(b, s)}
		if c.Text == "" {
			c.Text, c.Role = "Without a title", kit.Faint
		}
		if s.Milestone {
			c.Role = kit.Strong
			c.Tags = append(c.Tags, kit.Tag{Text: "milestone", Tone: kit.Teal, Mark: kit.MarkDiamond})
		}
		if s.Guidance != "" {
			c.Sub = part.Joined("\n", c.Sub, part.Clip(strings.Join(strings.Fields(s.Guidance), " "), guidanceShown))
		}
		return c
	case 1:
		return kit.Cell{Text: playbook.LabelOf(playbook.Roles(), s.Role), Sub: outline.WhenWords(b, s)}
	}
	if s.Customer == "" {
		return kit.Cell{Text: "internal", Role: kit.Faint}
	}
	return kit.Cell{Text: s.Customer, Role: kit.Soft, Wrap: true}
}

// openStep shows all of a step.
func (r *Room) openStep(b *playbook.Playbook, s *playbook.Step) {
	body := kit.Column(kit.SpaceM, kit.NewText(s.Title, kit.Heading))
	say := func(caption, text string) {
		if text != "" {
			body.Add(part.Pair(caption, text))
		}
	}
	say("Who", playbook.LabelOf(playbook.Roles(), s.Role))
	say("When", part.Upper(outline.WhenWords(b, s)))
	if s.Duration > 0 {
		say("Takes", part.Count(s.Duration, "working day", "working days"))
	}
	say("Waits for", outline.AfterWords(b, s))
	say("Only where", s.When.In())
	for _, in := range s.Inputs {
		say("Input of "+playbook.LabelOf(playbook.Roles(), in.Role), in.What)
	}
	say("Evidence asked for", s.Evidence)
	var marks []string
	if s.Milestone {
		marks = append(marks, "milestone")
	}
	if s.NoSkip {
		marks = append(marks, "not skipped without a reason")
	}
	say("Marks", part.Upper(strings.Join(marks, ", ")))
	say("What the customer reads", s.Customer)
	say("Guidance", s.Guidance)
	say("Procedures", strings.Join(s.Links, "\n"))
	kit.NewSheet("Step", kit.SheetMedium, body, nil).Open(r.win.Canvas())
}

// askRemove puts a playbook of one's own into the trash.
func (r *Room) askRemove(b playbook.Playbook) {
	kit.Confirm(r.win.Canvas(), "Remove “"+b.Title+"”?", "All its versions go to the trash. Plans that were started from it keep their tasks and their template. Undo brings it back.", "Remove", func() {
		r.told(func(ctx context.Context, d *work.Desk) error { return d.TrashPlaybook(ctx, b.ID) }, func() { r.undoable("Removed “" + b.Title + "”.") })
	})
}

// askDiscard lets go of a playbook that is no version yet.
func (r *Room) askDiscard(b playbook.Playbook) {
	kit.Confirm(r.win.Canvas(), "Discard “"+b.Title+"”?", "It is a draft and no plan uses it. Undo brings it back.", "Discard", func() {
		r.told(func(ctx context.Context, d *work.Desk) error { return d.DropBookDraft(ctx, b.ID) }, func() { r.undoable("Discarded “" + b.Title + "”.") })
	})
}

// undoable says what was done and offers to take it back.
func (r *Room) undoable(said string) {
	var done *playbook.Event
	last := r.win.Portfolio().LastChange
	r.run.Queue().Run(func(ctx context.Context) (err error) {
		done, err = last(ctx)
		return err
	}, func(error) {
		r.win.Toast(said, kit.ToastAction{Text: "Undo", Do: func() {
			r.told(func(ctx context.Context, d *work.Desk) error {
				// An undo takes back the newest act, which may be another one by now.
				if now, err := last(ctx); err != nil || done == nil || now == nil || now.ID != done.ID {
					return &playbook.RefusedError{What: "Not taken back", Reasons: []string{"something else was changed since; use Undo in the menu Edit, step by step"}}
				}
				_, err := d.Undo(ctx)
				return err
			}, func() {})
		}})
	})
}
