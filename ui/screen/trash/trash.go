// Package trash lists what was taken away, brings it back, and removes for good
// what nobody has missed. Nothing is ever deleted without lying here first.
package trash

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// Room is the trash.
type Room struct {
	win   screen.Window
	run   screen.Runner
	all   []playbook.TrashedRow
	lines []line // what is shown, with headings

	object fyne.CanvasObject
	filter *kit.Entry
	old    *kit.Button
	table  *kit.Table
	body   *fyne.Container
	full   fyne.CanvasObject
}

// New returns the room and begins to read.
func New(win screen.Window, run screen.Runner) *Room {
	r := &Room{win: win, run: run}
	r.table = kit.NewTable(kit.TableColumn{Title: "What", Width: 190, Grow: 1.8}, kit.TableColumn{Title: "From account", Width: 130, Grow: 0.9},
		kit.TableColumn{Title: "Put here", Width: 148, Grow: 0.4}, kit.TableColumn{Title: "Still kept", Width: 66}, kit.TableColumn{Width: 56}, kit.TableColumn{Width: 56})
	r.table.TwoLines = true
	r.table.Len = func() int { return len(r.lines) }
	r.table.Group = func(row int) (string, bool) { return r.lines[row].head, r.lines[row].row == nil }
	r.table.Cell = r.cell
	r.table.OnAction = func(row, col int) {
		if col == colPurge {
			r.askPurge(r.lines[row].row)
			return
		}
		r.restore(r.lines[row].row)
	}
	r.table.OnOpen = func(row int) { r.restore(r.lines[row].row) }
	r.table.OnDelete = func(row int) { r.askPurge(r.lines[row].row) }
	r.filter = kit.NewEntry("")
	r.filter.SetPlaceholder("Find in the trash: words, an account, a name")
	r.filter.OnChanged = func(string) { r.arrange() }
	r.filter.OnKey(func(e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyDown && len(r.lines) > 0 {
			win.Canvas().Focus(r.table.Focusable())
			return true
		}
		return false
	})
	r.old = kit.NewButton("Purge what is old…", kit.Danger, r.askPurgeOld)
	r.full = kit.NewCard("", r.table)
	r.body = container.NewStack()
	head := kit.Column(kit.SpaceXS, kit.NewLabel("Trash", kit.Title),
		kit.NewText(fmt.Sprintf("Kept for %d days at least, then for as long as nobody purges it. Restoring an account brings back everything that went with it.", playbook.TrashDays), kit.Soft))
	tools := kit.Row(kit.SpaceM, kit.Grow(r.filter), r.old)
	r.object = kit.Pad(kit.Column(kit.SpaceL, head, tools, kit.Grow(r.body)), 24, kit.SpaceXL, 20, kit.SpaceXL)
	r.old.Hide()
	r.filter.Hide()
	r.Refresh()
	return r
}

// Object implements screen.Room.
func (r *Room) Object() fyne.CanvasObject { return r.object }

// Arrive implements screen.Room.
func (r *Room) Arrive(p screen.Place) bool { return p.Screen == screen.Trash }

// Keyboard is what the arrows go to first.
func (r *Room) Keyboard() fyne.Focusable { return r.table.Focusable() }

// Leave implements screen.Room.
func (r *Room) Leave() {}

// Refresh implements screen.Room.
func (r *Room) Refresh() {
	var got []playbook.TrashedRow
	r.run.Run(func(ctx context.Context) (err error) {
		got, err = r.win.Portfolio().Trash(ctx)
		return err
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		r.all = got
		r.arrange()
	})
}

// arrange shows what the filter lets through.
func (r *Room) arrange() {
	r.lines = arranged(r.all, r.filter.Text())
	now, old := r.win.Now(), 0
	for i := range r.all {
		if r.all[i].DaysLeft(now) == 0 {
			old++
		}
	}
	part.Visible(r.old, old > 0 && !r.win.ReadOnly())
	part.Visible(r.filter, len(r.all) > 0)
	var o fyne.CanvasObject = r.full
	switch {
	case len(r.all) == 0:
		o = kit.NewCard("", kit.NewEmptyState("The trash is empty", "What you remove from an account lies here until you restore it.", "", nil))
	case len(r.lines) == 0:
		o = kit.NewCard("", kit.NewEmptyState("Nothing in the trash is called so", "Try fewer letters, or the name of the account.", "Show everything", func() {
			r.filter.SetText("")
			r.arrange()
		}))
	}
	r.table.Reload() // first: laid out, it asks for its rows
	r.body.Objects = []fyne.CanvasObject{o}
	r.body.Refresh()
	r.object.Refresh()
}

// The columns that do something.
const (
	colRestore = 4
	colPurge   = 5
)

func (r *Room) cell(row, col int) kit.Cell {
	t := r.lines[row].row
	if t == nil { // a heading
		return kit.Cell{}
	}
	switch col {
	case 0:
		return kit.Cell{Text: title(t), Role: kit.Strong, Sub: kind(t)}
	case 1:
		if t.Noun == "account" {
			return kit.Cell{}
		}
		return kit.Cell{Text: t.AccountName}
	case 2:
		at := t.At.Time().In(r.win.Now().Location())
		return kit.Cell{Text: playbook.DateOf(at).Short() + at.Format(", 15:04"), Sub: "by " + t.By}
	case 3:
		switch n := t.DaysLeft(r.win.Now()); n {
		case 0:
			return kit.Cell{Tags: []kit.Tag{{Text: "old", Tone: kit.Late}}}
		case 1:
			return kit.Cell{Text: "1 day"}
		default:
			return kit.Cell{Text: strconv.Itoa(n) + " days"}
		}
	}
	switch {
	case r.win.ReadOnly():
		return kit.Cell{}
	case col == colRestore:
		return kit.Cell{Action: "Restore"}
	}
	return kit.Cell{Action: "Purge…"}
}

func (r *Room) act(label string) playbook.Act {
	d := r.win.Desk()
	return playbook.Act{Who: d.Who, Device: d.Device, Label: label, At: r.win.Now()}
}

func (r *Room) restore(row *playbook.TrashedRow) {
	if r.win.ReadOnly() || row == nil {
		return
	}
	t, act := *row, r.act(fmt.Sprintf("Restore “%s”", clip(title(row))))
	r.run.Queue().Run(func(ctx context.Context) error {
		return r.win.Portfolio().Restore(ctx, act, t.Noun, t.Row)
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		var show []kit.ToastAction
		if !t.Account.IsZero() {
			show = append(show, kit.ToastAction{Text: "Show", Do: func() {
				r.win.Go(screen.Place{Screen: screen.Account, Account: t.Account})
			}})
		}
		r.win.Toast("Restored: "+title(&t), show...)
		r.win.Changed()
	})
}
