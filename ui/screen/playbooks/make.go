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
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// askNew begins an empty playbook.
func (r *Room) askNew() {
	title := kit.NewEntry("Title")
	title.SetRequired(true)
	title.SetPlaceholder("Reseller onboarding, 45 days")
	var id string
	t := part.Tab{Win: r.win, Run: r.run, Changed: func() {}}
	part.Ask(&t, part.Form[string]{
		Title: "New playbook", Action: "Begin",
		Body:   []fyne.CanvasObject{kit.NewText("It begins with one phase and one step, as a draft that only you change. No plan can be started from it before you save it as a version.", kit.Soft), title},
		At:     map[string]part.Hinter{"title": title},
		Values: title.Text,
		Act: func(ctx context.Context, d *work.Desk, v string) error {
			draft, err := d.NewBook(ctx, v)
			id = draft.Book.ID
			return err
		},
		Done: func() { r.editNew(id) },
	})
}

// editNew reads what is stored and opens the editor on a playbook that was just
// begun.
func (r *Room) editNew(id string) {
	r.id = id
	r.win.Changed()
	r.reread(func() { r.openEditor(id) })
}

// askDuplicate keeps a copy as one's own.
func (r *Room) askDuplicate(b playbook.Playbook) {
	title := kit.NewEntry("Title of the copy")
	title.SetRequired(true)
	title.SetText(b.Title + ", copy")
	var id string
	t := part.Tab{Win: r.win, Run: r.run, Changed: func() {}}
	part.Ask(&t, part.Form[string]{
		Title: "Duplicate “" + part.Clip(b.Title, 50) + "”", Action: "Duplicate",
		Body:   []fyne.CanvasObject{kit.NewText("The copy is yours to change. What runs from the original stays with it.", kit.Soft), title},
		At:     map[string]part.Hinter{"title": title},
		Values: func() string { return strings.TrimSpace(title.Text()) },
		Act: func(ctx context.Context, d *work.Desk, v string) error {
			p, err := d.DuplicatePlaybook(ctx, b.ID, "", v)
			id = p.ID
			return err
		},
		Done: func() {
			r.win.Toast("“" + title.Text() + "” is your own now.")
			r.editNew(id)
		},
	})
}

// a preview shows what a text or a plan becomes before it is kept.
type preview struct {
	book  playbook.Playbook
	lines []outline.Line
	o     *outline.Outline
	table *kit.Table
}

func newPreview() *preview {
	p := &preview{o: outline.New(playbook.Playbook{}, nil)}
	p.table = kit.NewTable(kit.TableColumn{Title: "Step", Width: 200, Grow: 1}, kit.TableColumn{Title: "Who", Width: 110}, kit.TableColumn{Title: "When", Width: 190})
	p.table.Fit = true
	p.table.Len = func() int { return len(p.lines) }
	p.table.Group = func(i int) (string, bool) {
		l := p.lines[i]
		if !l.IsPhase() {
			return "", false
		}
		ph := p.o.Phase(l)
		return part.Joined("  ", ph.Code, ph.Title), true
	}
	p.table.Cell = func(i, col int) kit.Cell {
		s := p.o.Step(p.lines[i])
		switch col {
		case 0:
			return kit.Cell{Text: s.Title, Wrap: true}
		case 1:
			return kit.Cell{Text: playbook.LabelOf(playbook.Roles(), s.Role), Role: kit.Soft}
		}
		return kit.Cell{Text: outline.WhenWords(&p.o.Book, s), Role: kit.Soft}
	}
	return p
}

func (p *preview) show(b playbook.Playbook) {
	p.book, p.o, p.lines = b, outline.New(b, nil), nil
	if b.StepCount() > 0 {
		p.lines = p.o.Lines()[1:]
	}
	p.table.Reload()
	part.Visible(p.table, len(p.lines) > 0)
}

// askPaste makes a playbook of a list copied from a spreadsheet.
func (r *Room) askPaste() {
	title := kit.NewEntry("Title")
	title.SetPlaceholder("Checklist")
	text := kit.NewTextEntry("The checklist")
	text.SetRows(6)
	text.SetPlaceholder("Kickoff\tHold the kickoff meeting\tCS\t0")
	p := newPreview()
	found := kit.Column(kit.SpaceXS)
	count, wrong := kit.NewText("", kit.Small), part.Said()
	ok := kit.NewButton("Take it in", kit.Primary, nil)
	ok.Disable()
	body := kit.Column(kit.SpaceM,
		kit.NewText("Copy rows of phase, task, who and days from a spreadsheet and paste them here; headings may stand above them. Days count from the kickoff, and an anchor may be named, like close-10.", kit.Soft),
		title, text, wrong, count, found, p.table)
	s := kit.NewSheet("Paste a checklist", kit.SheetWide, body, ok)
	read := func() {
		b, notes, err := r.win.Desk().FromChecklist(text.Text(), title.Text())
		found.Objects = nil
		empty := part.Blank(text.Text())
		if empty {
			b, notes, err = playbook.Playbook{}, nil, nil
		}
		for i, n := range notes {
			if i == mostNotes {
				found.Add(kit.NewText(fmt.Sprintf("and %d more", len(notes)-i), kit.Small))
				break
			}
			found.Add(kit.NewSpans(kit.Span{Text: fmt.Sprintf("Line %d: ", n.Line), Role: kit.Caption}, kit.Span{Text: part.Full(n.Message), Role: kit.Small}))
		}
		sentence := ""
		if err != nil {
			sentence = outline.Wrong(err)
		}
		part.Say(wrong, sentence)
		p.show(b)
		count.SetText("")
		if b.StepCount() > 0 {
			count.SetText("It becomes " + part.Count(b.StepCount(), "step", "steps") + " in " + part.Count(len(b.Phases), "phase", "phases") + ".")
		}
		part.Visible(count, count.Text() != "")
		if err == nil && !empty {
			ok.Enable()
		} else {
			ok.Disable()
		}
		s.Refresh()
	}
	var stop func()
	soon := func(string) {
		if stop != nil {
			stop()
		}
		stop = r.after(kit.SaveDelay/2, read)
	}
	text.OnChanged, title.OnChanged = soon, soon
	ok.OnTapped = func() {
		read()
		if !ok.Disabled() {
			r.begin(s, wrong, p.book)
		}
	}
	read()
	s.Open(r.win.Canvas())
}

// mostNotes is how many findings a sheet lists.
const mostNotes = 12

// begin keeps a playbook that was made of something as a draft and opens it.
func (r *Room) begin(s *kit.Sheet, wrong *kit.Text, b playbook.Playbook) {
	var id string
	t := part.Tab{Win: r.win, Run: r.run, Changed: func() {}}
	t.Do(func(ctx context.Context, d *work.Desk) error {
		draft, err := d.DraftBook(ctx, b)
		id = draft.Book.ID
		return err
	}, func(_, sentence string) {
		part.Say(wrong, sentence)
		s.Refresh()
		if sentence == "" {
			s.Close()
			r.editNew(id)
		}
	})
}

// askPlan makes a playbook of the running plan of an account.
func (r *Room) askPlan() {
	title := kit.NewEntry("Title")
	title.SetPlaceholder("What it is called from now on")
	p := newPreview()
	found, wrong := kit.Column(kit.SpaceXS), part.Said()
	ok := kit.NewButton("Take it in", kit.Primary, nil)
	ok.Disable()
	var s *kit.Sheet
	var chosen playbook.AccountRow
	read := func() {
		var b playbook.Playbook
		var notes []string
		id, called := chosen.ID, strings.TrimSpace(title.Text())
		ok.Disable()
		r.run.Run(func(ctx context.Context) (err error) {
			b, notes, err = r.win.Desk().FromPlan(ctx, id, called)
			return err
		}, func(err error) {
			if id != chosen.ID {
				return
			}
			found.Objects = nil
			for i, n := range notes {
				if i == mostNotes {
					found.Add(kit.NewText(fmt.Sprintf("and %d more", len(notes)-i), kit.Small))
					break
				}
				found.Add(kit.NewText("· "+part.Full(part.Upper(n)), kit.Small))
			}
			sentence := ""
			if err != nil {
				b, sentence = playbook.Playbook{}, outline.Wrong(err)
			} else {
				ok.Enable()
			}
			part.Say(wrong, sentence)
			p.show(b)
			s.Refresh()
		})
	}
	account := pane.NewAccountPicker(pane.AccountSource{Run: r.run, From: r.win.Portfolio(), After: r.after, Fail: r.win.Fail}, func(a playbook.AccountRow) {
		chosen = a
		if a.ID.IsZero() {
			ok.Disable()
			p.show(playbook.Playbook{})
			s.Refresh()
			return
		}
		read()
	})
	title.OnBlur = func(string) {
		if !chosen.ID.IsZero() && s.IsOpen() {
			read()
		}
	}
	body := kit.Column(kit.SpaceM,
		kit.NewText("A plan that went well becomes a template: tasks become steps with their offsets, owners become roles, what was skipped is left out. Nothing of the account goes along; look at the texts before you save a version.", kit.Soft),
		kit.FormGrid(kit.FormCell{Span: 6, Object: account}, kit.FormCell{Span: 6, Object: title}), wrong, found, p.table)
	s = kit.NewSheet("Make a playbook of a plan", kit.SheetWide, body, ok)
	p.show(playbook.Playbook{})
	ok.OnTapped = func() {
		b := p.book
		if t := strings.TrimSpace(title.Text()); t != "" {
			b.Title = t
		}
		r.begin(s, wrong, b)
	}
	s.Open(r.win.Canvas())
}
