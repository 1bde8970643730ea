package playbooks

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/outline"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// editor is the outline of one's own playbook beside the fields of the marked
// line. What is done here goes into the draft at once; a version is made of it
// when the person says so.
type editor struct {
	r    *Room
	o    *outline.Outline
	id   string
	seen int               // the version that is changed, 0 for a new one
	base playbook.Playbook // that version; empty for a new one
	held bool              // a draft of it lies in the workspace
	last string            // the draft as it was last read or written

	lines  []outline.Line
	at     int // the marked line
	found  []outline.Finding
	what   string // what was done since the last write, for the history
	typing string // the stay in the field that is typed into
	save   *kit.Autosave

	object fyne.CanvasObject
	table  *kit.Table
	scroll *kit.Scroll
	detail *detail
	check  *check
	head   *kit.Label
	state  *kit.Text
	ok     *kit.Button
	drop   *kit.Button
}

// openEditor edits a playbook of one's own, where it was left.
func (r *Room) openEditor(id string) {
	e := &editor{r: r, id: id}
	if !e.load() {
		return
	}
	e.build()
	r.edit = e
	r.body.Objects = []fyne.CanvasObject{e.object}
	r.body.Refresh()
	e.mark(0)
	e.fill()
	r.win.Canvas().Focus(e.table.Focusable())
}

// load takes what is stored: the draft, else the newest version. It returns
// false when there is neither.
func (e *editor) load() bool {
	draft, ok := e.r.drafts[e.id]
	i := slices.IndexFunc(e.r.books, func(b playbook.Playbook) bool { return b.ID == e.id })
	if !ok && i < 0 {
		return false
	}
	var base *playbook.Playbook
	e.base = playbook.Playbook{}
	if i >= 0 {
		e.base = e.r.books[i].Clone()
		base = &e.base
	}
	if !ok {
		draft = work.BookDraft{Book: e.base, Seen: e.base.Version}
	}
	e.held, e.seen, e.last = ok, draft.Seen, told(draft)
	e.o = outline.New(draft.Book, base)
	if draft.Loose != nil {
		e.o.Loose = maps.Clone(draft.Loose)
	}
	return true
}

// told is what a draft says, to see whether another one says the same.
func told(d work.BookDraft) string {
	loose := d.Loose
	if len(loose) == 0 {
		loose = nil
	}
	b, err := json.Marshal(work.BookDraft{Book: d.Book, Loose: loose, Seen: d.Seen})
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func (e *editor) build() {
	e.save = kit.NewAutosave(e.r.after, e.write)
	e.save.OnState = func(*kit.Autosave) { e.say() }
	e.table = kit.NewTable(kit.TableColumn{Title: "", Width: 26}, kit.TableColumn{Title: "Line", Width: 130, Grow: 1},
		kit.TableColumn{Title: "Who", Width: 118}, kit.TableColumn{Title: "When", Width: 136})
	e.table.Fit = true
	e.table.Len = func() int { return len(e.lines) }
	e.table.Cell = e.cell
	e.table.OnSelected = func(i int) { e.mark(i) }
	e.table.OnOpen = func(int) { e.add() }
	e.table.OnMove = func(_, by int) { e.move(by) }
	e.table.OnDelete = func(int) { e.remove() }
	e.scroll = kit.NewScroll(kit.Pad(e.table, 0, 0, 2, markRoom))
	e.table.Within(e.scroll)
	keys := kit.NewKeys(kit.Column(kit.SpaceS, kit.Grow(e.scroll), e.tools()))
	keys.OnRune = func(c rune) bool {
		switch c {
		case 'n', 'N':
			e.add()
		case 'p', 'P':
			e.addPhase()
		default:
			return false
		}
		return true
	}
	keys.OnKey = func(k fyne.KeyName) bool {
		if k == fyne.KeyF2 {
			e.detail.focus("title")
		}
		return k == fyne.KeyF2
	}
	keys.OnChord = e.chord
	e.detail = newDetail(e)
	e.check = newCheck(e)

	e.head, e.state = kit.NewLabel("", kit.Title), kit.NewText("", kit.Small)
	e.ok = kit.NewButton("", kit.Primary, e.askPublish)
	e.drop = kit.NewButton("Discard the draft…", kit.Quiet, e.askDrop)
	done := kit.NewButton("Close", kit.Secondary, e.close)
	top := kit.Column(kit.SpaceXS, kit.Row(kit.SpaceS, kit.Grow(e.head), e.drop, done, e.ok), e.state)
	main := kit.Column(kit.SpaceCard, kit.Grow(kit.NewCard("", keys)), e.check.object)
	side := kit.NewScroll(kit.Pad(e.detail.object, 0, 0, kit.SpaceXL, 0))
	e.object = kit.Pad(kit.Column(kit.SpaceL, top, kit.Grow(pane.Split(kit.Pad(main, 0, 0, kit.SpaceL, 0), side, nil))), 24, kit.SpaceXL-kit.SpaceM, 0, kit.SpaceXL)
}

// markRoom is how far the ground of a marked row reaches beyond its text.
const markRoom float32 = 8

func (e *editor) cell(i, col int) kit.Cell {
	l := e.lines[i]
	errs, looks := 0, 0
	for _, f := range e.found {
		switch {
		case f.Line != l:
		case f.Warning:
			looks++
		default:
			errs++
		}
	}
	switch {
	case col == 0 && l.IsPhase():
		return kit.Cell{Text: e.o.Phase(l).Code, Role: kit.Caption}
	case col == 1:
		c := kit.Cell{Text: e.o.Title(l), Wrap: true}
		switch {
		case l.IsBook():
			c.Role = kit.Heading
		case l.IsPhase():
			c.Role = kit.Strong
		case e.o.Step(l).Milestone:
			c.Tags = append(c.Tags, kit.Tag{Text: "milestone", Tone: kit.Teal, Mark: kit.MarkDiamond})
		}
		if c.Text == "" {
			c.Text, c.Role = "Without a title", kit.Faint
		}
		if errs > 0 {
			c.Tags = append(c.Tags, kit.Tag{Text: fmt.Sprintf("%d to mend", errs), Tone: kit.Broken})
		} else if looks > 0 {
			c.Tags = append(c.Tags, kit.Tag{Text: "look", Tone: kit.Late})
		}
		return c
	case !l.IsStep():
		return kit.Cell{}
	case col == 2:
		return kit.Cell{Text: playbook.LabelOf(playbook.Roles(), e.o.Step(l).Role), Role: kit.Soft}
	case col == 3:
		return kit.Cell{Text: e.o.Step(l).At(), Role: kit.Soft, Wrap: true}
	}
	return kit.Cell{}
}

// line is the marked line.
func (e *editor) line() outline.Line { return e.lines[min(max(e.at, 0), len(e.lines)-1)] }

// mark marks another line and shows its fields.
func (e *editor) mark(i int) {
	e.lines = e.o.Lines()
	e.at = min(max(i, 0), len(e.lines)-1)
	e.table.Select(e.at)
	e.detail.show()
}

// fill draws everything anew but the fields that are typed into.
func (e *editor) fill() {
	e.lines = e.o.Lines()
	e.found = e.o.Findings()
	e.at = min(e.at, len(e.lines)-1)
	e.table.Reload()
	e.table.Select(e.at)
	e.check.show()
	e.say()
}

// say tells where the draft is.
func (e *editor) say() {
	word := "Edit"
	if e.seen == 0 {
		word = "New:"
	}
	e.head.SetText(part.Clip(word+" “"+e.o.Book.Title+"”", 60))
	next := max(e.seen, e.base.Version) + 1
	e.ok.SetText(fmt.Sprintf("Save as version %d…", next))
	differs := e.seen == 0 || e.o.Differs(&e.base)
	if differs {
		e.ok.Enable()
	} else {
		e.ok.Disable()
	}
	part.Visible(e.drop, e.held)
	words := "Nothing is changed yet. What you change is kept as a draft; plans see it when you save a version."
	switch {
	case e.save.State() == kit.SaveFailed:
		words = e.save.Text()
	case e.save.Dirty():
		words = "Saving the draft…"
	case e.behind():
		words = fmt.Sprintf("The draft is saved. It changes version %d, and version %d was saved meanwhile: look at what is new there, then save yours over it or discard it.", e.seen, e.base.Version)
	case differs && e.seen == 0:
		words = "The draft is saved. No plan can be started from it before you save it as version 1."
	case differs:
		words = fmt.Sprintf("The draft is saved. Plans and the list see version %d until you save this as version %d.", e.seen, next)
	}
	e.state.SetText(words)
}

// changed takes note of something that was done at the marked line.
func (e *editor) changed(what string) {
	e.what = what
	e.fill()
	e.save.Touch()
}

// done is changed for what is whole in itself: it has an undo of its own.
func (e *editor) done(what string, to outline.Line) {
	e.lines = e.o.Lines()
	e.what, e.typing = what, ""
	e.found = e.o.Findings()
	e.table.Reload()
	e.mark(e.o.Index(to))
	e.fill()
	e.save.Touch()
	e.save.Flush()
}

// write keeps the draft.
func (e *editor) write(saved func(error)) {
	draft := work.BookDraft{Book: e.o.Book.Clone(), Loose: maps.Clone(e.o.Loose), Seen: e.seen}
	now, what, typing := told(draft), e.what, e.typing
	desk := e.r.win.Desk()
	if now == e.last && e.save.Alone() {
		saved(nil)
		return
	}
	kit.Named(e.r.run.Queue(), "Draft of a playbook").Run(func(ctx context.Context) error {
		return desk.SaveBookDraft(ctx, draft, what, typing)
	}, func(err error) {
		if err == nil {
			e.held, e.last = true, now
		}
		saved(err)
		if err == nil {
			e.r.win.Changed()
		}
	})
}

// stored takes what was stored meanwhile: an undo, or another program.
func (e *editor) stored() {
	if e.save.Dirty() {
		return
	}
	draft, ok := e.r.drafts[e.id]
	newest, err := e.r.win.Desk().Books.Get(e.id)
	known := newest.Version == e.base.Version
	switch {
	case !ok && !e.held && known:
		return
	case ok && told(draft) == e.last && known:
		return
	case !ok && err != nil: // it is gone, and was no version
		e.leave()
		return
	}
	if e.load() {
		e.mark(e.at)
		e.fill()
	}
}

// close goes back to the list; the draft stays.
func (e *editor) close() {
	e.save.FlushThen(func(err error) {
		if err != nil {
			e.r.win.Fail(err)
			return
		}
		e.leave()
	})
}

func (e *editor) leave() {
	r := e.r
	if r.edit != e {
		return
	}
	r.edit, r.id, r.shown = nil, e.id, ""
	r.body.Objects = []fyne.CanvasObject{r.browse}
	r.body.Refresh()
	r.fill()
	r.win.Canvas().Focus(r.list.Focusable())
}

func (e *editor) askDrop() {
	words := "The playbook stays as its newest version says. Undo brings the draft back."
	if e.seen == 0 {
		words = "It was never saved as a version and goes from the list. Undo brings it back."
	}
	kit.Confirm(e.r.win.Canvas(), "Discard the draft?", words, "Discard", func() {
		e.save.FlushThen(func(error) {
			e.r.told(func(ctx context.Context, d *work.Desk) error { return d.DropBookDraft(ctx, e.id) }, func() {
				e.leave()
				e.r.undoable("Discarded the draft of “" + e.o.Book.Title + "”.")
			})
		})
	})
}
