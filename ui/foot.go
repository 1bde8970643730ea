package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// foot says at the rail's foot who works here and when something was last saved
// and backed up.
func (w *Window) foot() {
	ws := w.ws
	if ws == nil {
		w.rail.SetFoot()
		return
	}
	who := ws.Person.Name
	if r := shortRole(ws.Role); r != "" {
		who += " · " + r
	}
	if line := w.unsaved.line(); line != "" {
		w.saved = line
	}
	w.railFoot(who)
	var last *playbook.Event
	var state playbook.BackupState
	w.door.Run(func(ctx context.Context) (err error) {
		if ws.Backups != nil {
			if state, err = ws.Backups.State(ctx); err != nil {
				return err
			}
		}
		last, err = ws.Portfolio.LastChange(ctx)
		return err
	}, func(err error) {
		if err != nil || w.ws != ws {
			return
		}
		if w.saved = w.unsaved.line(); w.saved == "" {
			w.saved = savedLine(last, w.ReadOnly(), w.Now())
		}
		w.backed, w.backedLate = backupLine(state, w.Now())
		w.railFoot(who)
	})
}

func (w *Window) railFoot(who string) {
	lines := []kit.FootLine{{Text: who}}
	if w.saved != "" {
		lines = append(lines, kit.FootLine{Text: w.saved})
	}
	if w.backed != "" {
		lines = append(lines, kit.FootLine{Text: w.backed, Notice: w.backedLate})
	}
	w.rail.SetFootLines(lines...)
}

func savedLine(last *playbook.Event, reads bool, now time.Time) string {
	line := "All changes saved"
	if reads {
		line = "Reading only"
	} else if last != nil {
		line += "\nLast change " + clockOrDay(last.At.Time().In(now.Location()), now)
	}
	return line
}

// clockOrDay writes a moment of today as 09:12, another as 15 Jan 2027.
func clockOrDay(t, now time.Time) string {
	switch day := playbook.DateOf(t); {
	case day == playbook.DateOf(now):
		return t.Format("15:04")
	case day.AddDays(180) > playbook.DateOf(now) && day < playbook.DateOf(now):
		return day.DayMonth()
	default:
		return day.Short()
	}
}

// shortRole is the role as it fits beside a name.
func shortRole(role string) string {
	switch role {
	case "csm":
		return "CSM"
	case "everything":
		return "all roles"
	}
	return playbook.LabelOf(playbook.MemberRoles(), role)
}

// aboveFoot is where the rail's foot begins, from the bottom of the window.
const aboveFoot = 104

// lane is where toasts stand: on the rail, above its foot and what is under way,
// where there is nothing to click. Before there is a rail, at the lower left.
func (w *Window) lane(window fyne.Size) (left, bottom, width float32) {
	if !w.side.Visible() {
		return kit.SpaceL, window.Height - kit.SpaceL, 360
	}
	bottom = window.Height - aboveFoot
	if w.busy.box.Visible() {
		bottom = w.busy.box.Position().Y - kit.SpaceS
	}
	return kit.SpaceS, bottom, kit.RailWidth - 2*kit.SpaceS
}

// railLayout puts the progress of long work above the rail's foot.
type railLayout struct{}

func (railLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	os[0].Move(fyne.NewPos(0, 0))
	os[0].Resize(s)
	box := os[1]
	box.Resize(fyne.NewSize(s.Width-2*kit.SpaceM, box.MinSize().Height))
	h := box.MinSize().Height
	box.Resize(fyne.NewSize(s.Width-2*kit.SpaceM, h))
	box.Move(fyne.NewPos(kit.SpaceM, max(s.Height-h-aboveFoot, 190)))
}

func (railLayout) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }

// capped keeps a room as wide as a line can be followed, in the middle of what
// there is: on a very wide screen the reason of a row would stand a hand's
// breadth from its name.
type capped struct{}

const widest float32 = 2040

func (capped) Layout(os []fyne.CanvasObject, s fyne.Size) {
	w := min(s.Width, widest)
	os[0].Move(fyne.NewPos(float32(int((s.Width-w)/2)), 0))
	os[0].Resize(fyne.NewSize(w, s.Height))
}

func (capped) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }

// busyBox shows the oldest piece of work that has been running for more than a
// second.
type busyBox struct {
	box    *fyne.Container
	text   *kit.Text
	bar    *kit.Progress
	works  []kit.Busy
	cancel func()
	also   func(kit.Busy) // of a sheet over the rail; nil when there is none
}

func newBusyBox() *busyBox {
	b := &busyBox{text: kit.NewText("", kit.Small), bar: kit.NewProgress(0, kit.Teal)}
	stop := kit.NewButton("Cancel", kit.Quiet, func() {
		if b.cancel != nil {
			b.cancel()
		}
	})
	b.box = kit.Column(0, kit.NewCard("", kit.Column(kit.SpaceS, b.text, b.bar, kit.Row(0, kit.Spacer(), stop))))
	b.box.Hide()
	return b
}

func (b *busyBox) report(now kit.Busy) {
	if b.also != nil {
		b.also(now)
	}
	kept := b.works[:0]
	known := false
	for _, w := range b.works {
		if w.ID == now.ID {
			w, known = now, true
		}
		if !w.Ended {
			kept = append(kept, w)
		}
	}
	if !known && !now.Ended {
		kept = append(kept, now)
	}
	b.works = kept
	if len(kept) == 0 {
		b.box.Hide()
		return
	}
	first := kept[0]
	b.cancel = first.Cancel
	text := first.Text
	if text == "" {
		text = "Working…"
	}
	b.text.SetText(text)
	b.bar.Set(max(first.Fraction, 0.03), kit.Teal)
	b.box.Show()
	b.box.Refresh()
}
