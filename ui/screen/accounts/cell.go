package accounts

import (
	"fmt"

	"kept/playbook"
	"kept/ui/kit"
)

// cell is one cell of the list. Asking for a row near the end of what is read
// asks for the next page.
func (r *Room) cell(row, col int) kit.Cell {
	if row >= len(r.rows)-ahead && !r.whole && !r.asking && r.order == nil {
		r.asking = true
		r.after(0, func() { r.fill(&r.rows[len(r.rows)-1], pageSize) }) // not while the table draws
	}
	a := r.at(row)
	today := playbook.DateOf(r.win.Now())
	switch r.cols[col] {
	case colName:
		c := kit.Cell{Text: a.Name, Role: kit.Strong}
		if r.several.on {
			c.Tick = kit.Ticked(r.several.state(a.ID))
		}
		return c
	case colStage:
		return kit.Cell{Tags: []kit.Tag{{Text: a.Stage.Label(), Tone: stageTone(a.Stage)}}}
	case colCSM:
		return person(a.CSM)
	case colSeller:
		return person(a.Seller)
	case colValue:
		return kit.Cell{Text: a.Value.In(a.Currency), Right: true}
	case colClose:
		return kit.Cell{Text: day(a.CloseOn, today)}
	case colHandoff:
		return state(a.HandoffState)
	case colTasks:
		if a.TasksTotal == 0 {
			return kit.Cell{}
		}
		return kit.Cell{Text: fmt.Sprintf("%d/%d", a.TasksDone, a.TasksTotal), Role: kit.Small, Right: true}
	case colBar:
		if a.TasksTotal == 0 {
			return kit.Cell{}
		}
		done := share(a)
		return kit.Cell{Bar: &done, BarOf: kit.Teal}
	case colNext:
		return kit.Cell{Text: a.NextTask}
	}
	c := kit.Cell{Text: day(a.NextDue, today)}
	if a.NextDue != "" && a.NextDue < today {
		c.Color = kit.ColorBrokenInk
	}
	return c
}

func person(name string) kit.Cell {
	if name == "" {
		return kit.Cell{Text: "–", Role: kit.Faint}
	}
	return kit.Cell{Text: name}
}

func stageTone(s playbook.Stage) kit.Tone {
	switch s {
	case playbook.AtHandoff:
		return kit.Late
	case playbook.Onboarding:
		return kit.Teal
	case playbook.Live:
		return kit.Blue
	case playbook.ValueProven, playbook.Renewed:
		return kit.Kept
	case playbook.Lost:
		return kit.Broken
	}
	return kit.Neutral
}

func state(s playbook.HandoffState) kit.Cell {
	switch s {
	case "":
		return kit.Cell{}
	case playbook.AcceptedWithConditions:
		return kit.Cell{Text: "Conditions"}
	case playbook.Returned:
		return kit.Cell{Text: s.Label(), Color: kit.ColorLateInk}
	}
	return kit.Cell{Text: s.Label()}
}

// day leaves the year out where it can only be this one.
func day(d, today playbook.Date) string {
	if n := today.DaysUntil(d); d != "" && n > -180 && n < 180 {
		return d.DayMonth()
	}
	return d.Short()
}
