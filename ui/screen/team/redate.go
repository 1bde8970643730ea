package team

import (
	"context"

	"fyne.io/fyne/v2"

	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// redate is the line that says which running plans have other days since the
// calendar, or somebody's absence, was changed here. No date moves by itself.
type redate struct {
	r    *Room
	rows []work.Redated
	box  *fyne.Container
}

func newRedate(r *Room) *redate {
	d := &redate{r: r, box: kit.Column(0)}
	d.box.Hide()
	return d
}

// look finds out what would move. It computes every running plan, so it is asked
// after a change only.
func (d *redate) look() {
	var rows []work.Redated
	desk := d.r.Win.Desk()
	d.r.Run.Run(func(ctx context.Context) (err error) {
		rows, err = desk.Outdated(ctx)
		return err
	}, func(err error) {
		if err != nil {
			d.r.Win.Fail(err)
			return
		}
		d.rows = rows
		d.show()
	})
}

func (d *redate) show() {
	d.box.Objects = nil
	if len(d.rows) > 0 {
		words := d.words() + " another day by this calendar. Nothing moves until you say so."
		d.box.Objects = []fyne.CanvasObject{kit.Pad(kit.NewBanner(words, kit.Late, "Look…", d.sheet), 0, kit.SpaceM, 0, 0)}
	}
	part.Visible(d.box, len(d.rows) > 0)
	d.r.object.Refresh()
}

func (d *redate) words() string {
	of := map[string]bool{}
	for i := range d.rows {
		of[d.rows[i].Account.String()] = true
	}
	have := " have"
	if len(d.rows) == 1 {
		have = " has"
	}
	return part.Count(len(d.rows), "task", "tasks") + " in " + part.Count(len(of), "plan", "plans") + have
}

// sheet shows was and now of every task before any of them moves.
func (d *redate) sheet() {
	r, rows := d.r, d.rows
	today := r.Win.Desk().Today()
	list := kit.NewTable(kit.TableColumn{Title: "Task", Width: 200, Grow: 1.4}, kit.TableColumn{Title: "Account", Width: 120, Grow: 0.8},
		kit.TableColumn{Title: "Was", Width: 84}, kit.TableColumn{Title: "Becomes", Width: 84})
	list.Fit, list.Dense = true, true
	list.Len = func() int { return len(rows) }
	list.Cell = func(row, col int) kit.Cell {
		x := &rows[row]
		switch col {
		case 0:
			return kit.Cell{Text: x.Title}
		case 1:
			return kit.Cell{Text: x.AccountName, Role: kit.Soft}
		case 2:
			return kit.Cell{Text: dayOr(x.Was.IsZero(), part.ShortDay(x.Was, today)), Role: kit.Soft}
		}
		return kit.Cell{Text: dayOr(x.Now.IsZero(), part.ShortDay(x.Now, today)), Role: kit.Strong}
	}
	wrong := part.Said()
	ok := kit.NewButton("Move them", kit.Primary, nil)
	sheet := kit.NewSheet("Days of running plans", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.NewText("One undo takes all of it back. What was moved by hand and what is done keeps its day.", kit.Soft), list, wrong), ok)
	ok.OnTapped = func() {
		moved := 0
		r.Do(func(ctx context.Context, desk *work.Desk) error {
			done, err := desk.RedatePlans(ctx)
			moved = len(done)
			return err
		}, func(_, sentence string) {
			part.Say(wrong, sentence)
			if sentence != "" {
				sheet.Refresh()
				return
			}
			sheet.Close()
			d.rows = nil
			d.show()
			r.Win.Toast(part.Count(moved, "task has its new day.", "tasks have their new days."), r.undo())
		})
	}
	r.open(sheet)
}

func dayOr(none bool, day string) string {
	if none {
		return "waits"
	}
	return day
}
