package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/table"
	"kept/playbook/work"
	"kept/ui/kit"
)

func (m *importer) showOutcome(os ...fyne.CanvasObject) {
	m.outcome.Objects = os
	m.outcome.Refresh()
	m.sheet.Refresh()
}

// preview says what would happen and what is left out, and why.
func (m *importer) preview() {
	r, p := &m.res, &m.plan
	var out []fyne.CanvasObject
	if !r.Ready() {
		out = append(out, kit.NewBanner("Answer the questions above; then you see what would happen.", kit.Late, "", nil))
	} else {
		out = append(out, m.counts(), m.accounts())
	}
	if list := left(r, p); len(list) > 0 {
		out = append(out, group("Left out or tidied", bullets(list)...))
	}
	if r.ErrorCount > 0 {
		out = append(out, m.errors())
	}
	m.showOutcome(out...)
	todo := p.New + p.Updated
	switch {
	case !r.Ready():
	case todo == 0:
		m.say("Nothing new in this file.")
	default:
		m.ok.SetText("Import " + count(todo, "account", "accounts"))
		m.ok.Enable()
		m.sheet.SetPrimary(m.ok) // lays the footer out for its longer word
	}
}

func (m *importer) counts() fyne.CanvasObject {
	r, p := &m.res, &m.plan
	var stages []string
	for _, o := range playbook.Stages() {
		if n := p.Stages[playbook.Stage(o.Value)]; n > 0 {
			stages = append(stages, thousands(n)+" "+o.Label)
		}
	}
	same := ""
	if p.Unchanged > 0 {
		same = count(p.Unchanged, "stays as it is", "stay as they are")
	}
	return kit.RowTop(kit.SpaceXL,
		kit.Grow(kit.NewFigure("New accounts", thousands(p.New), strings.Join(stages, " · "))),
		kit.Grow(kit.NewFigure("Updated", thousands(p.Updated), same)),
		kit.Grow(kit.NewFigure("Deals", thousands(len(r.Deals)), fmt.Sprintf("%s won · %s open · %s lost", thousands(r.Won), thousands(r.Open), thousands(r.Lost)))))
}

// mostPreview is how many accounts of the plan are listed.
const mostPreview = 8

func (m *importer) accounts() fyne.CanvasObject {
	var rows []work.AccountPlan
	for _, a := range m.plan.Accounts {
		if len(a.Changes) > 0 && len(rows) < mostPreview {
			rows = append(rows, a)
		}
	}
	if len(rows) == 0 {
		return kit.Gap(0, 0)
	}
	t := kit.NewTable(kit.TableColumn{Title: "Account", Width: 150, Grow: 1}, kit.TableColumn{Title: "", Width: 84}, kit.TableColumn{Title: "Stage", Width: 90},
		kit.TableColumn{Title: "Close", Width: 96}, kit.TableColumn{Title: "Seller", Width: 100, Grow: 0.5}, kit.TableColumn{Title: "Value", Width: 90, Right: true})
	t.Fit = true
	t.Len = func() int { return len(rows) }
	t.Cell = func(row, col int) kit.Cell {
		a := &rows[row]
		switch col {
		case 0:
			return kit.Cell{Text: a.Name, Role: kit.Strong}
		case 1:
			if a.ID.IsZero() {
				return kit.Cell{Tags: []kit.Tag{{Text: "new", Tone: kit.Kept}}}
			}
			return kit.Cell{Tags: []kit.Tag{{Text: "updated", Tone: kit.Blue}}}
		case 2:
			return kit.Cell{Text: a.Stage.Label()}
		case 3:
			return kit.Cell{Text: a.CloseOn.Short()}
		case 4:
			return kit.Cell{Text: a.Seller}
		}
		return kit.Cell{Text: a.Value.In(a.Currency), Right: true}
	}
	rest := m.plan.New + m.plan.Updated - len(rows)
	if rest <= 0 {
		return t
	}
	return kit.Column(kit.SpaceS, t, kit.NewLabel("and "+count(rest, "more account", "more accounts"), kit.Small))
}

// left says in sentences what of the file does not come in, or not as written.
func left(r *table.Result, p *work.ImportPlan) []string {
	var out []string
	add := func(n int, one, many string) {
		if n > 0 {
			out = append(out, count(n, one, many))
		}
	}
	add(r.NoAccount.Count, "row has no customer and is left out.", "rows have no customer and are left out.")
	add(r.Duplicates.Count, "row repeats an earlier one and is left out.", "rows repeat an earlier one and are left out.")
	add(r.Lookalikes.Count, "row looks like an earlier one but has no id; it is kept.", "rows look like an earlier one but have no id; they are kept.")
	add(p.Lost, "deal was lost and is left out.", "deals were lost and are left out.")
	add(p.Older, "won deal is older than its customer's last twelve months and is left out.", "won deals are older than their customer's last twelve months and are left out.")
	add(p.Undated, "won deal has no date beside dated ones and is left out.", "won deals have no date beside dated ones and are left out.")
	add(p.LostOnly, "customer has lost deals only and is left out.", "customers have lost deals only and are left out.")
	for _, g := range r.Merges {
		var others []string
		for _, o := range g.Others {
			others = append(others, "“"+o.Word+"”")
		}
		out = append(out, fmt.Sprintf("%s taken for “%s”.", strings.Join(others, ", "), g.Kept))
	}
	if r.Numbers.Assumed {
		out = append(out, fmt.Sprintf("Amounts such as %s were read as %s.", r.Numbers.Example, r.Numbers.Read))
	}
	out = append(out, r.Notes...)
	out = append(out, p.Notes...)
	return append(out, p.Refused...)
}

func bullets(list []string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, s := range list {
		if i == 20 {
			out = append(out, kit.NewText(fmt.Sprintf("and %d more", len(list)-i), kit.Small))
			break
		}
		out = append(out, kit.NewText("· "+s, kit.Body))
	}
	return []fyne.CanvasObject{kit.Column(kit.SpaceXS, out...)}
}

// mostErrors is how many row errors the sheet lists.
const mostErrors = 30

func (m *importer) errors() fyne.CanvasObject {
	rows := m.res.Errors[:min(len(m.res.Errors), mostErrors)]
	t := kit.NewTable(kit.TableColumn{Title: "Line", Width: 52, Right: true}, kit.TableColumn{Title: "Column", Width: 110},
		kit.TableColumn{Title: "Says", Width: 130}, kit.TableColumn{Title: "What is wrong", Width: 200, Grow: 1})
	t.Fit = true
	t.Len = func() int { return len(rows) }
	t.Cell = func(row, col int) kit.Cell {
		e := &rows[row]
		return [...]kit.Cell{{Text: fmt.Sprint(e.Line), Right: true}, {Text: e.Column}, {Text: e.Value}, {Text: e.Message, Wrap: true}}[col]
	}
	title := count(m.res.Failed, "row is", "rows are") + " left out because of an error"
	parts := []fyne.CanvasObject{t}
	if more := m.res.ErrorCount - len(rows); more > 0 {
		parts = append(parts, kit.NewLabel(fmt.Sprintf("and %d more", more), kit.Small))
	}
	return group(title, parts...)
}
