// Package backups shows the backups of the workspace and what each holds beside
// the workspace as it is now, and brings back the whole of one or one account.
package backups

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
)

// Options are what the room needs besides its window.
type Options struct {
	Backups playbook.Backups
	// Restore puts a backup in the place of the workspace, which closes this
	// room; the person has agreed.
	Restore func(playbook.Backup)
	// BackUp asks for a file and backs up to it, Folder for the folder of
	// automatic backups, Choose for a backup that lies elsewhere.
	BackUp, Folder func()
	Choose         func(picked func(path string))
}

// Room lists the backups.
type Room struct {
	win  screen.Window
	run  screen.Runner
	opt  Options
	list []playbook.Backup
	more []playbook.Backup // chosen from elsewhere
	here playbook.Backup
	at   string // the path of the chosen one

	picker *picker // the last one opened

	object fyne.CanvasObject
	table  *kit.Table
	body   *fyne.Container
	side   *fyne.Container
	where  *kit.Text
	note   *fyne.Container
	split  fyne.CanvasObject
}

// sideWidth is that of the two columns of facts.
const sideWidth float32 = 376

// New returns the room and begins to read.
func New(win screen.Window, run screen.Runner, o Options) *Room {
	r := &Room{win: win, run: run, opt: o}
	r.table = kit.NewTable(kit.TableColumn{Title: "Written", Width: 172, Grow: 0.3}, kit.TableColumn{Title: "Last change in it", Width: 140, Grow: 1.4},
		kit.TableColumn{Title: "Accounts", Width: 64, Right: true})
	r.table.TwoLines = true
	r.table.Len = func() int { return len(r.list) }
	r.table.Cell = r.cell
	r.table.OnSelected = func(row int) { r.choose(r.list[row].Path) }
	r.where = kit.NewText("", kit.Soft)
	r.note = kit.Column(kit.SpaceM)
	r.side = container.NewStack()
	r.body = container.NewStack()
	r.split = kit.RowTop(kit.SpaceL, kit.Grow(kit.NewCard("", r.table)), pane.Fixed(sideWidth, kit.NewCard("", kit.NewScroll(r.side))))
	folder := kit.NewButton("Folder…", kit.Quiet, o.Folder)
	elsewhere := kit.NewButton("Choose a file…", kit.Secondary, func() { o.Choose(r.add) })
	now := kit.NewButton("Back up…", kit.Secondary, o.BackUp)
	head := kit.Column(kit.SpaceXS, kit.Row(kit.SpaceS, kit.Grow(kit.NewLabel("Backups", kit.Title)), folder, elsewhere, now), r.where)
	r.object = kit.Pad(kit.Column(kit.SpaceL, kit.Column(kit.SpaceM, head, r.note), kit.Grow(r.body)), 24, kit.SpaceXL, 20, kit.SpaceXL)
	r.Refresh()
	return r
}

// Object implements screen.Room.
func (r *Room) Object() fyne.CanvasObject { return r.object }

// Arrive implements screen.Room.
func (r *Room) Arrive(p screen.Place) bool { return p.Screen == screen.Backups }

// Keyboard is what the arrows go to first.
func (r *Room) Keyboard() fyne.Focusable { return r.table.Focusable() }

// Leave implements screen.Room.
func (r *Room) Leave() {
	if r.picker != nil {
		r.picker.close()
	}
}

// Refresh implements screen.Room.
func (r *Room) Refresh() {
	var list []playbook.Backup
	var here playbook.Backup
	var state playbook.BackupState
	var unread error
	r.run.Run(func(ctx context.Context) (err error) {
		if list, unread = r.opt.Backups.List(ctx); ctx.Err() != nil {
			return ctx.Err()
		}
		if state, err = r.opt.Backups.State(ctx); err != nil {
			return err
		}
		here, err = r.opt.Backups.Present(ctx)
		return err
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		r.list, r.here = list, here
		for _, m := range r.more {
			if !slices.ContainsFunc(list, func(b playbook.Backup) bool { return b.Path == m.Path }) {
				r.list = append(r.list, m)
			}
		}
		r.head(state, unread)
		r.show()
	})
}

// head says where automatic backups go and what is wrong with them.
func (r *Room) head(s playbook.BackupState, unread error) {
	r.where.SetText("The first change of a day makes one in " + kit.ShowPath(s.Folder) + "; seven days and four weeks stay.")
	problem := s.Problem
	if problem == "" && unread != nil {
		problem = unread.Error()
	}
	r.note.Objects = nil
	switch {
	case problem != "":
		r.note.Objects = []fyne.CanvasObject{kit.NewBanner(problem, kit.Late, "", nil)}
	case s.Late(r.win.Now()):
		r.note.Objects = []fyne.CanvasObject{kit.NewBanner("▲ Late: what was changed since "+r.when(s.Unsaved)+" is in no backup yet.", kit.Late, "", nil)}
	}
	r.note.Refresh()
}

func (r *Room) show() {
	if len(r.list) == 0 {
		r.body.Objects = []fyne.CanvasObject{kit.NewCard("", kit.NewEmptyState("No backup yet",
			"The first change of a day makes one by itself. You can also write one to a file of your choice.", "Back up…", r.opt.BackUp))}
		r.body.Refresh()
		return
	}
	if i := r.index(); i < 0 {
		r.at = r.list[0].Path
	}
	r.body.Objects = []fyne.CanvasObject{r.split}
	r.body.Refresh()
	r.table.Reload()
	r.table.Select(r.index())
	r.facts()
}

func (r *Room) index() int {
	return slices.IndexFunc(r.list, func(b playbook.Backup) bool { return b.Path == r.at })
}

func (r *Room) choose(path string) {
	if r.at != path {
		r.at = path
		r.facts()
	}
}

// add takes a file from elsewhere into the list and chooses it.
func (r *Room) add(path string) {
	var b playbook.Backup
	r.run.Run(func(ctx context.Context) error {
		b = r.opt.Backups.Read(ctx, path)
		return ctx.Err()
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		if !slices.ContainsFunc(r.list, func(o playbook.Backup) bool { return o.Path == b.Path }) {
			r.more, r.list = append(r.more, b), append(r.list, b)
		}
		r.at = b.Path
		r.show()
	})
}

func (r *Room) cell(row, col int) kit.Cell {
	b := &r.list[row]
	switch col {
	case 0:
		return kit.Cell{Text: r.when(b.At), Role: kit.Strong, Sub: playbook.LabelOf(playbook.BackupKinds(), b.Kind) + " · " + size(b.Bytes)}
	case 1:
		switch {
		case b.Problem != "":
			return kit.Cell{Text: "■ Cannot be restored", Color: kit.ColorBrokenInk, Sub: b.Problem}
		case b.Last == nil:
			return kit.Cell{Text: "Nothing was ever changed", Role: kit.Soft}
		}
		return kit.Cell{Text: b.Last.Label, Sub: b.Last.Who + ", " + r.when(b.Last.At)}
	}
	if b.Problem != "" {
		return kit.Cell{}
	}
	return kit.Cell{Text: fmt.Sprint(b.Accounts), Right: true}
}

// facts shows the chosen backup beside the workspace.
func (r *Room) facts() {
	i := r.index()
	if i < 0 {
		return
	}
	b, h := r.list[i], r.here
	var parts []fyne.CanvasObject
	pair := func(caption, there, here string) {
		parts = append(parts, kit.RowTop(kit.SpaceM, kit.Grow(fact(caption, there)), kit.Grow(fact(caption, here))))
	}
	parts = append(parts, kit.RowTop(kit.SpaceM, kit.Grow(kit.NewText("This backup", kit.Heading)), kit.Grow(kit.NewText("The workspace now", kit.Heading))))
	if b.Problem != "" {
		parts = append(parts, kit.NewBanner(b.Problem, kit.Broken, "", nil))
		pair("Written", r.when(b.At), "Now, "+r.clock(h.At))
		pair("Size", size(b.Bytes), size(h.Bytes))
	} else {
		pair("Written", r.when(b.At), "Now, "+r.clock(h.At))
		pair("Accounts", fmt.Sprint(b.Accounts), fmt.Sprint(h.Accounts))
		pair("Last change", r.last(b.Last), r.last(h.Last))
		pair("It was", label(b.Last), label(h.Last))
		pair("Size", size(b.Bytes), size(h.Bytes))
	}
	parts = append(parts, kit.NewHairline(), kit.Column(2, kit.NewLabel("File", kit.Caption), kit.NewText(filepath.Base(b.Path), kit.Body), kit.NewText(kit.ShowPath(filepath.Dir(b.Path)), kit.Small)))
	if b.Format > 0 && b.Format < h.Format {
		parts = append(parts, kit.NewText(fmt.Sprintf("It has the older format %d. A copy of it is brought to format %d; the file stays as it is.", b.Format, h.Format), kit.Small))
	}
	switch {
	case b.Problem != "":
	case r.win.ReadOnly():
		parts = append(parts, kit.NewText("This window only reads, so nothing can be restored here.", kit.Small))
	default:
		parts = append(parts, kit.Row(kit.SpaceS,
			kit.NewButton("Restore…", kit.Primary, func() { r.ask(b) }),
			kit.NewButton("Bring back one account…", kit.Secondary, func() { r.accounts(b) })))
	}
	r.side.Objects = []fyne.CanvasObject{kit.Column(kit.SpaceM, parts...)}
	r.side.Refresh()
}

// ask says what is lost before the backup takes the workspace's place.
func (r *Room) ask(b playbook.Backup) {
	text := []fyne.CanvasObject{kit.NewText(fmt.Sprintf("The workspace becomes as it was on %s, with %s.", r.when(b.At), counted(b.Accounts, "account")), kit.Body)}
	switch n := since(b, r.here); {
	case n > 0:
		text = append(text, kit.NewText(fmt.Sprintf("%s made since then will not be in it. The last of them was %s, by %s: %s",
			capitalCounted(n, "change"), r.when(r.here.Last.At), r.here.Last.Who, ended(r.here.Last.Label)), kit.Body))
	case n == 0:
		text = append(text, kit.NewText("Nothing was changed since then.", kit.Body))
	default:
		text = append(text, kit.NewText("What the workspace holds now will not be in it.", kit.Body))
	}
	text = append(text, kit.NewText("The workspace as it is now is kept aside and stands in this list, so that you can come back to it. The backup itself stays as it is.", kit.Soft))
	var s *kit.Sheet
	s = kit.NewSheet("Restore this backup?", kit.SheetNarrow, kit.Column(kit.SpaceM, text...), kit.NewButton("Restore", kit.Primary, func() {
		s.Close()
		r.opt.Restore(b)
	}))
	s.Open(r.win.Canvas())
}

// since is how many acts the workspace has had since a backup, -1 when that
// cannot be told because it went another way.
func since(b, here playbook.Backup) int64 {
	switch {
	case here.Last == nil || b.Last == nil:
		return -1
	case here.Last.ID == b.Last.ID:
		return 0
	case here.Last.Seq > b.Last.Seq:
		return here.Last.Seq - b.Last.Seq
	}
	return -1
}

func fact(caption, value string) fyne.CanvasObject {
	return kit.Column(2, kit.NewLabel(caption, kit.Caption), kit.NewText(value, kit.Body))
}

func (r *Room) when(m playbook.Moment) string {
	if m.IsZero() {
		return "–"
	}
	t := m.Time().In(r.win.Now().Location())
	return playbook.DateOf(t).Short() + ", " + t.Format("15:04")
}

func (r *Room) clock(m playbook.Moment) string {
	return m.Time().In(r.win.Now().Location()).Format("15:04")
}

func (r *Room) last(e *playbook.Event) string {
	if e == nil {
		return "–"
	}
	return r.when(e.At) + "\n" + e.Who
}

func label(e *playbook.Event) string {
	if e == nil {
		return "–"
	}
	return e.Label
}

func size(bytes int64) string {
	if bytes < 1_000_000 {
		return fmt.Sprintf("%d kB", (bytes+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

// ended is a label as the end of a sentence, not longer than two lines.
func ended(label string) string {
	if r := []rune(label); len(r) > 100 {
		return string(r[:99]) + "…"
	}
	return label + "."
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func capitalCounted(n int64, noun string) string {
	if n == 1 {
		return "One " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
