package playbooks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook/outline"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// check is the card under the outline: what the check finds, by line, with the
// way there.
type check struct {
	e      *editor
	object fyne.CanvasObject
	card   *kit.Card
	table  *kit.Table
	room   *tall
}

// mostCheck is how tall the findings are at most, and checkShare how much of a
// low window they take; more scroll.
const mostCheck, checkShare float32 = 168, 0.16

func newCheck(e *editor) *check {
	c := &check{e: e, table: kit.NewTable(kit.TableColumn{Width: 130, Grow: 1}, kit.TableColumn{Width: 62})}
	c.table.NoHead, c.table.Fit = true, true
	c.table.Len = func() int { return len(e.found) }
	c.table.Cell = func(i, col int) kit.Cell {
		f := &e.found[i]
		if col == 1 {
			return kit.Cell{Action: "Go there"}
		}
		color := kit.ColorBrokenInk
		if f.Warning {
			color = kit.ColorLateInk
		}
		return kit.Cell{Text: part.Full(part.Upper(f.Message)), Role: kit.Small, Color: color, Wrap: true, Sub: e.place(f.Line)}
	}
	c.table.OnAction = func(i, _ int) { c.to(i) }
	c.table.OnOpen = c.to
	scroll := kit.NewScroll(c.table)
	c.table.Within(scroll)
	c.room = &tall{table: c.table, window: e.r.win.Canvas}
	c.card = kit.NewCard("Check", container.New(c.room, scroll))
	c.object = c.card
	return c
}

// to goes to the line of a finding and the field it is about.
func (c *check) to(i int) {
	f := c.e.found[i]
	c.e.mark(c.e.o.Index(f.Line))
	c.e.detail.focus(f.Field)
}

func (c *check) show() {
	wrong := outline.Errors(c.e.found)
	looks := len(c.e.found) - wrong
	title := "Check: nothing to mend"
	switch {
	case wrong > 0 && looks > 0:
		title = "Check: " + part.Count(wrong, "thing", "things") + " to mend, " + part.Count(looks, "thing", "things") + " to look at"
	case wrong > 0:
		title = "Check: " + part.Count(wrong, "thing", "things") + " to mend"
	case looks > 0:
		title = "Check: " + part.Count(looks, "thing", "things") + " to look at"
	}
	c.card.SetTitle(title)
	c.table.Reload()
	c.card.Refresh()
}

// place says which line a finding is about.
func (e *editor) place(l outline.Line) string {
	switch {
	case l.IsBook():
		return "The playbook"
	case l.IsPhase():
		return part.Joined(" ", "Phase", e.o.Phase(l).Code, e.o.Title(l))
	}
	return part.Joined(" · ", e.o.Phase(outline.Line{Phase: l.Phase, Step: -1}).Code, part.Clip(e.o.Title(l), 60))
}

// tall gives the findings the height they need, up to mostCheck.
type tall struct {
	table  *kit.Table
	window func() fyne.Canvas
}

func (t *tall) Layout(os []fyne.CanvasObject, s fyne.Size) {
	os[0].Move(fyne.Position{})
	os[0].Resize(s)
}

func (t *tall) MinSize([]fyne.CanvasObject) fyne.Size {
	if t.table.Len() == 0 {
		return fyne.NewSize(100, 0)
	}
	return fyne.NewSize(100, min(t.table.MinSize().Height, mostCheck, t.window().Size().Height*checkShare))
}
