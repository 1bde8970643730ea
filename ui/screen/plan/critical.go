package plan

import (
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// criticalSheet lists the critical path in its order: what must not slip, each
// with the task that holds it where it is. A row leads to its task.
func (t *Tab) criticalSheet() {
	path := t.dates.CriticalPath()
	today := t.win.Desk().Today()
	table := kit.NewTable(kit.TableColumn{Title: "Due", Width: 84}, kit.TableColumn{Title: "Task", Width: 240, Grow: 1}, kit.TableColumn{Title: "Owner", Width: 130}, kit.TableColumn{Title: "Slack", Width: 116})
	table.Fit, table.TapOpens = true, true
	table.Len = func() int { return len(path) }
	table.Cell = func(row, col int) kit.Cell {
		s := &path[row]
		switch col {
		case 0:
			return kit.Cell{Text: part.ShortDay(s.Day.On, today), Role: kit.Strong}
		case 1:
			c := kit.Cell{Text: s.Task.Title, Wrap: true}
			if s.Task.Milestone {
				c.Text += " ◆"
			}
			for i, b := range s.Behind {
				if i == 0 {
					c.Sub = "waits for “" + clip(b.Title, 60) + "”"
					continue
				}
				c.Sub += ", “" + clip(b.Title, 60) + "”"
			}
			if s.Day.Forecast > s.Day.On {
				c.Sub = part.Joined(" · ", c.Sub, "forecast "+part.ShortDay(s.Day.Forecast, today))
			}
			return c
		case 2:
			return kit.Cell{Text: ownerWords(s.Task), Role: kit.Soft, Wrap: true}
		}
		if s.Day.Slack < 0 {
			return kit.Cell{Text: part.Count(-s.Day.Slack, "day too late", "days too late"), Role: kit.Small, Color: kit.ColorBrokenInk}
		}
		return kit.Cell{Text: "none", Role: kit.Small}
	}
	words := "When one of these slips, the end of the plan, go-live or something promised slips with it. Slack is in working days."
	if len(path) == 0 {
		words = "No open task is critical: everything that is left can slip by some days before it is felt."
	}
	sheet := kit.NewSheet("Critical path", kit.SheetWide, kit.Column(kit.SpaceM, kit.NewText(words, kit.Soft), table), nil)
	part.Visible(table, len(path) > 0)
	table.OnOpen = func(row int) {
		sheet.Close()
		id := path[row].Task.ID
		t.list.mark(id)
		t.mark(id)
		t.focusList()
	}
	sheet.Open(t.win.Canvas())
}
