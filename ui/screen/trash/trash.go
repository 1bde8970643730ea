// Package trash lists what was taken away and brings it back. Nothing is ever
// deleted without lying here first.
package trash

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// Room is the trash.
type Room struct {
	win  screen.Window
	run  screen.Runner
	rows []playbook.TrashedRow

	object fyne.CanvasObject
	table  *kit.Table
	body   *fyne.Container
	full   fyne.CanvasObject
}

// New returns the room and begins to read.
func New(win screen.Window, run screen.Runner) *Room {
	r := &Room{win: win, run: run}
	r.table = kit.NewTable(kit.TableColumn{Title: "What", Width: 160, Grow: 1.6}, kit.TableColumn{Title: "Kind", Width: 110},
		kit.TableColumn{Title: "Account", Width: 120, Grow: 1}, kit.TableColumn{Title: "Put here by", Width: 110, Grow: 0.6},
		kit.TableColumn{Title: "When", Width: 130}, kit.TableColumn{Width: 66})
	r.table.Len = func() int { return len(r.rows) }
	r.table.Cell = r.cell
	r.table.OnAction = func(row, _ int) { r.restore(r.rows[row]) }
	r.table.OnOpen = func(row int) { r.restore(r.rows[row]) }
	r.full = kit.NewCard("", r.table)
	r.body = container.NewStack()
	head := kit.Column(kit.SpaceXS, kit.NewLabel("Trash", kit.Title),
		kit.NewLabel("Restoring an account brings back everything that went with it.", kit.Soft))
	r.object = kit.Pad(kit.Column(kit.SpaceL, head, kit.Grow(r.body)), 24, kit.SpaceXL, 20, kit.SpaceXL)
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
		r.rows = got
		var o fyne.CanvasObject = r.full
		if len(got) == 0 {
			o = kit.NewCard("", kit.NewEmptyState("The trash is empty", "What you remove from an account lies here until you restore it.", "", nil))
		}
		r.body.Objects = []fyne.CanvasObject{o}
		r.body.Refresh()
		r.table.Reload()
	})
}

func (r *Room) cell(row, col int) kit.Cell {
	t := &r.rows[row]
	switch col {
	case 0:
		return kit.Cell{Text: title(t), Role: kit.Strong}
	case 1:
		return kit.Cell{Text: kind(t.Noun)}
	case 2:
		return kit.Cell{Text: t.AccountName}
	case 3:
		return kit.Cell{Text: t.By}
	case 4:
		at := t.At.Time().In(r.win.Now().Location())
		return kit.Cell{Text: playbook.DateOf(at).Short() + at.Format(" 15:04"), Role: kit.Small}
	}
	if r.win.ReadOnly() {
		return kit.Cell{}
	}
	return kit.Cell{Action: "Restore"}
}

func title(t *playbook.TrashedRow) string {
	if s := strings.Join(strings.Fields(t.Title), " "); s != "" {
		return s
	}
	return "(without a name)"
}

// kind is what a person calls a noun.
func kind(noun string) string {
	switch noun {
	case "watch":
		return "Risk or gap"
	case "item":
		return "List entry"
	case "none":
		return "Explicit none"
	}
	s := strings.ReplaceAll(noun, "_", " ")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (r *Room) restore(t playbook.TrashedRow) {
	if r.win.ReadOnly() {
		return
	}
	d := r.win.Desk()
	act := playbook.Act{Who: d.Who, Device: d.Device, Label: fmt.Sprintf("Restore “%s”", clip(title(&t))), At: r.win.Now()}
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

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
