package success

import (
	"context"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// adding is the line in which a measurement is typed, on the card itself. Enter
// stores it and stays for the next one, Esc puts the line away.
type adding struct {
	k      *criterionCard
	value  *kit.Entry
	on     *kit.DateEntry
	source *kit.Entry
	said   *kit.Text
	box    *fyne.Container
}

func newAdding(k *criterionCard) *adding {
	a := &adding{k: k, value: kit.NewEntry("Value"), on: kit.NewDateEntry("Measured on", k.t.Win.Now), source: kit.NewEntry("Source"), said: part.Said()}
	a.on.Plain = true
	a.on.Check = k.t.notAhead
	a.source.SetPlaceholder("Report, system, who counted")
	for _, e := range []interface {
		OnKey(func(*fyne.KeyEvent) bool)
	}{a.value, a.on, a.source} {
		e.OnKey(a.key)
	}
	a.value.OnChanged = func(string) { a.value.SetHint("", kit.Neutral) }
	a.box = kit.Column(kit.SpaceS, kit.NewHairline(),
		kit.FormGrid(kit.FormCell{Span: 3, Object: a.value}, kit.FormCell{Span: 3, Object: a.on}, kit.FormCell{Span: 6, Object: a.source}),
		kit.Row(kit.SpaceS, kit.NewButton("Add", kit.Primary, a.add), kit.NewButton("Close", kit.Secondary, a.close), kit.Spacer()), a.said)
	a.box.Hide()
	return a
}

func (a *adding) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyEscape:
		a.close()
	case fyne.KeyReturn, fyne.KeyEnter:
		a.add()
	default:
		return false
	}
	return true
}

// show names the unit as the criterion has it now.
func (a *adding) show() {
	unit := work.UnitOf(a.k.c)
	label := "Value"
	if unit != "" {
		label += " in " + unit
	}
	a.value.SetLabel(label)
}

func (a *adding) open() {
	if !a.box.Visible() {
		a.clear()
		a.box.Show()
		a.lay()
	}
	kit.Focus(a.value)
	a.k.t.scroll.Reveal(a.box)
}

func (a *adding) clear() {
	a.value.SetText("")
	a.value.SetHint("", kit.Neutral)
	a.on.SetDay(string(a.k.t.Win.Desk().Today()))
	a.source.SetText("")
	part.Say(a.said, "")
}

func (a *adding) close() {
	a.box.Hide()
	a.lay()
	kit.Focus(a.k.acts)
}

func (a *adding) lay() {
	a.k.card.Refresh()
	a.k.t.page.Refresh()
	a.k.t.scroll.Refresh()
}

// add stores what is typed. The source stays for the next value: whoever copies
// a report types it once.
func (a *adding) add() {
	id := a.k.c.ID
	r := work.Reading{Value: a.value.Text(), On: playbook.Date(a.on.Day()), Source: a.source.Text()}
	if r.On != "" && a.k.t.notAhead(string(r.On)) != "" {
		kit.Focus(a.on)
		return
	}
	a.k.t.Do(func(ctx context.Context, d *work.Desk) error {
		_, err := d.Measure(ctx, id, r)
		return err
	}, func(col, sentence string) {
		a.value.SetHint("", kit.Neutral)
		part.Say(a.said, "")
		switch {
		case sentence == "":
			a.value.SetText("")
		case col == "value":
			a.value.SetHint(sentence, kit.Broken)
		default:
			part.Say(a.said, sentence)
		}
		a.lay()
		kit.Focus(a.value)
		a.k.t.scroll.Reveal(a.box) // a refusal may have made it taller
	})
}

// fewest is how many measurements are listed before the rest is asked for.
const fewest = 3

// measurements lists what was measured, the newest first.
type measurements struct {
	k     *criterionCard
	rows  []playbook.Measurement
	all   bool
	table *kit.Table
	more  *kit.Button
	box   *fyne.Container
}

func newMeasurements(k *criterionCard) *measurements {
	l := &measurements{k: k}
	cols := []kit.TableColumn{{Title: "Measured", Width: 110}, {Title: "On", Width: 100}, {Title: "Source", Grow: 2, Width: 120}, {Title: "By", Grow: 1, Width: 90}}
	if !k.t.Win.ReadOnly() {
		cols = append(cols, kit.TableColumn{Width: 60})
	}
	l.table = kit.NewTable(cols...)
	l.table.Fit, l.table.Dense = true, true
	l.table.Len = func() int { return len(l.rows) }
	l.table.Cell = l.cell
	if !k.t.Win.ReadOnly() {
		l.table.OnAction = func(row, _ int) { l.remove(row) }
		l.table.OnDelete = l.remove
	}
	l.more = kit.NewButton("", kit.Quiet, func() {
		l.all = !l.all
		l.show()
		k.adding.lay()
	})
	l.box = kit.Column(0, l.table, kit.Pad(kit.Row(0, l.more), 0, 0, 0, -8))
	return l
}

func (l *measurements) show() {
	all := l.k.measured
	l.rows = l.rows[:0]
	for i := len(all) - 1; i >= 0 && (l.all || len(l.rows) < fewest); i-- {
		l.rows = append(l.rows, all[i])
	}
	word := "All " + part.Count(len(all), "measurement", "measurements")
	if l.all {
		word = "Only the newest"
	}
	l.more.SetText(word)
	part.Visible(l.more, len(all) > fewest)
	part.Visible(l.box, len(all) > 0)
	l.table.Reload()
}

func (l *measurements) cell(row, col int) kit.Cell {
	m := &l.rows[row]
	switch col {
	case 0:
		return kit.Cell{Text: inUnit(l.k.c, m.Value), Role: kit.Strong}
	case 1:
		return kit.Cell{Text: m.On.Short()}
	case 2:
		if part.Blank(m.Source) {
			return kit.Cell{Text: "no source", Role: kit.Soft}
		}
		return kit.Cell{Text: m.Source}
	case 3:
		return kit.Cell{Text: m.By, Role: kit.Soft}
	}
	return kit.Cell{Action: "Remove"}
}

func (l *measurements) remove(row int) {
	if row < 0 || row >= len(l.rows) {
		return
	}
	m := l.rows[row]
	l.k.t.Remove(work.Ref{Noun: "measurement", ID: m.ID}, "", inUnit(l.k.c, m.Value)+" of "+m.On.Short(), func(sentence string) {
		part.Say(l.k.said, sentence)
		l.k.card.Refresh()
	})
}
