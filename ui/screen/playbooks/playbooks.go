// Package playbooks shows the templates of plans: which there are, what each
// step of one is, and how to start one for an account; it makes, edits, compares
// and hands on one's own, and brings running plans up to a newer version.
package playbooks

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// Files are what the room needs of files. Read and Write run in the background.
type Files struct {
	// Open returns a field for a playbook file that is there; picked gets its path.
	Open func(label string, picked func(path string)) fyne.CanvasObject
	// Save returns a field for a file to write, and what tells its path.
	Save  func(label, name string) (field fyne.CanvasObject, path func() string)
	Read  func(path string) (name string, text []byte, err error)
	Write func(path string, text []byte) error
	// Written says that a file was written and leads to it.
	Written func(said, path string)
}

// Room is the list of playbooks beside the one that is read, or the editor of
// one in the place of both.
type Room struct {
	win   screen.Window
	run   screen.Runner
	after kit.Timer
	files Files

	books  []playbook.Playbook
	drafts map[string]work.BookDraft
	plans  []work.RunningBook
	rows   []row
	id     string // of the playbook that is read

	object fyne.CanvasObject
	list   *kit.Table
	page   *kit.Scroll
	shown  string // what the page was drawn of, to draw it anew only when that changed
	body   *fyne.Container
	browse fyne.CanvasObject
	edit   *editor // nil while none is open
}

// New returns the room.
func New(win screen.Window, run screen.Runner, after kit.Timer, files Files) *Room {
	r := &Room{win: win, run: run, after: after, files: files, books: win.Desk().Books.All()}
	r.build()
	if len(r.books) > 0 {
		r.id = r.books[0].ID
	}
	r.fill()
	r.Refresh()
	return r
}

// listWidth is that of the list of playbooks.
const listWidth float32 = 264

func (r *Room) build() {
	r.list = r.newList()
	side := kit.NewScroll(kit.Pad(kit.NewCard("", r.list), 0, 0, kit.SpaceXL, 0))
	r.page = kit.NewScroll(kit.Column(0))
	words := kit.NewText("A playbook holds offsets, never dates. Started for an account, it becomes a dated plan.", kit.Soft)
	title := kit.Pad(kit.RowTop(kit.SpaceM, kit.Grow(kit.Column(kit.SpaceXS, kit.NewLabel("Playbooks", kit.Title), words)), r.makers()), 0, kit.SpaceM, 0, 0)
	r.browse = kit.Pad(kit.Column(kit.SpaceL, title, kit.Grow(kit.RowTop(kit.SpaceCard, pane.Fixed(listWidth, side), kit.Grow(r.page)))), 24, kit.SpaceXL-kit.SpaceM, 0, kit.SpaceXL)
	r.body = container.NewStack(r.browse)
	r.object = r.body
}

// makers are the ways to a playbook of one's own.
func (r *Room) makers() fyne.CanvasObject {
	made := []*kit.Button{
		kit.NewButton("New…", kit.Secondary, r.askNew), kit.NewButton("Paste a checklist…", kit.Secondary, r.askPaste),
		kit.NewButton("From a plan…", kit.Secondary, r.askPlan), kit.NewButton("Import…", kit.Secondary, func() { r.Take("") }),
	}
	row := kit.Row(kit.SpaceS)
	for _, b := range made {
		if r.win.ReadOnly() {
			b.Disable()
		}
		row.Add(b)
	}
	return row
}

// Object implements screen.Room.
func (r *Room) Object() fyne.CanvasObject { return r.object }

// Arrive implements screen.Room. The Field of a place is the id of a playbook.
func (r *Room) Arrive(p screen.Place) bool {
	if p.Screen != screen.Playbooks {
		return false
	}
	if p.Field != "" && r.edit == nil {
		r.choose(p.Field)
	}
	return true
}

// Keyboard is what the arrows go to first.
func (r *Room) Keyboard() fyne.Focusable {
	if r.edit != nil {
		return r.edit.table.Focusable()
	}
	return r.list.Focusable()
}

// Back goes from a field of the editor to its outline, and leaves the editor from
// there; it returns false when none is open.
func (r *Room) Back() bool {
	if r.edit == nil {
		return false
	}
	if at := r.win.Canvas().Focused(); at != nil && at != r.edit.table.Focusable() {
		r.Next()
		return true
	}
	r.edit.close()
	return true
}

// Next goes from a field of the editor on to its outline: in one of several
// lines Enter is a new line, and the menu's Ctrl+Enter leads out of it.
func (r *Room) Next() {
	if r.edit != nil {
		r.win.Canvas().Focus(r.edit.table.Focusable())
	}
}

// Leave implements screen.Room: what is typed is written.
func (r *Room) Leave() {
	if r.edit != nil {
		r.edit.save.Flush()
	}
}

// Refresh implements screen.Room.
func (r *Room) Refresh() {
	desk := r.win.Desk()
	var drafts map[string]work.BookDraft
	var plans []work.RunningBook
	r.run.Run(func(ctx context.Context) error {
		if err := desk.ReloadBooks(ctx); err != nil {
			return err
		}
		return desk.Store.Read(ctx, func(rd playbook.Reader) (err error) {
			if drafts, err = desk.BookDrafts(rd); err != nil {
				return err
			}
			plans, err = desk.RunningBooks(rd)
			return err
		})
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		r.books, r.drafts, r.plans = desk.Books.All(), drafts, plans
		if r.edit != nil {
			r.edit.stored()
		}
		r.fill()
	})
}

// fill shows what was read.
func (r *Room) fill() {
	r.rows = r.arrange()
	r.list.Reload()
	at := r.rowOf(r.id)
	if at < 0 {
		if at = r.firstRow(); at >= 0 {
			r.id = r.rows[at].id
		}
	}
	r.list.Select(at)
	r.show()
}

// choose reads another playbook.
func (r *Room) choose(id string) {
	if at := r.rowOf(id); at >= 0 {
		r.id = id
		r.list.Select(at)
		r.show()
	}
}

// do runs one act; said gets a rule's refusal, "" when it was taken.
func (r *Room) do(act func(ctx context.Context, d *work.Desk) error, said func(sentence string)) {
	t := part.Tab{Win: r.win, Run: r.run, Changed: r.win.Changed}
	t.Do(act, func(_, sentence string) { said(sentence) })
}

// told is do for what has no place of its own for a refusal.
func (r *Room) told(act func(ctx context.Context, d *work.Desk) error, done func()) {
	r.do(act, func(sentence string) {
		if sentence != "" {
			r.win.Toast(sentence)
			return
		}
		done()
	})
}
