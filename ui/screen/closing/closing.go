// Package closing holds how a handoff ends: the kept figures with the promises
// behind them, closing and reopening, and the release of Sales. The page of an
// account and its promises share it. What may end is decided by the use cases;
// here it is shown before anybody asks for it.
package closing

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// A Way is an account whose handoff is ended.
type Way struct{ *part.Tab }

func (w *Way) place(tab, field string, row playbook.ID, col string) screen.Place {
	return screen.Place{Screen: screen.Account, Account: w.Rec.Account.ID, Tab: tab, Field: field, Row: row, Col: col}
}

// A Link is one thing that is still to do, and where to do it.
type Link struct {
	Words string
	Place screen.Place
}

// CloseLinks returns what keeps the handoff from being closed.
func (w *Way) CloseLinks() []Link {
	var out []Link
	left := w.Rec.Unsettled()
	blockers := work.CloseBlockers(w.Rec)
	for _, words := range blockers[:len(blockers)-len(left)] {
		out = append(out, Link{words, w.place(screen.Handoff, "", playbook.ID{}, "")})
	}
	for _, u := range left {
		out = append(out, Link{u.Words, w.place(screen.Promises, screen.Reconcile, u.Row, "")})
	}
	return out
}

// ReleaseLinks returns what keeps Sales from being released.
func (w *Way) ReleaseLinks() []Link {
	var out []Link
	duties := w.Rec.SalesDuties()
	blockers := work.ReleaseBlockers(w.Rec)
	if w.Rec.Handoff.SalesReleasedOn != "" {
		return []Link{{Words: blockers[0], Place: w.place(screen.Timeline, "", playbook.ID{}, "")}}
	}
	for _, words := range blockers[:len(blockers)-len(duties)] {
		at := w.place(screen.Handoff, "", playbook.ID{}, "")
		if strings.HasPrefix(words, "no exit condition") {
			at = w.place(screen.Handoff, "F73", playbook.ID{}, "sales_exit")
		}
		out = append(out, Link{words, at})
	}
	for i, t := range duties {
		out = append(out, Link{blockers[len(blockers)-len(duties)+i], w.place(screen.Plan, "", t.ID, "")})
	}
	return out
}

// List shows what is still to do, each a link to where it is done; before runs
// first, to close a sheet. There is no list for nothing.
func (w *Way) List(links []Link, before func()) fyne.CanvasObject {
	col := kit.Column(2)
	for _, l := range links {
		col.Add(kit.Row(kit.SpaceM, kit.Grow(kit.NewText("• "+part.Upper(l.Words), kit.Body)), kit.NewButton("Go there", kit.Quiet, func() {
			if before != nil {
				before()
			}
			w.Win.Go(l.Place)
		})))
	}
	return col
}

// do takes one step; a refusal, for something that changed meanwhile, closes the
// sheet too, for it says what is not so any more.
func (w *Way) do(sheet *kit.Sheet, toast string, step func(context.Context, *work.Desk) error) {
	w.Do(step, func(_, sentence string) {
		sheet.Close()
		if sentence != "" {
			toast = sentence
		}
		w.Win.Toast(toast)
	})
}

// Close opens the sheet that closes the handoff, or says what is in the way.
func (w *Way) Close() {
	account, name := w.Rec.Account.ID, w.Rec.Account.Name
	if links := w.CloseLinks(); len(links) > 0 {
		var sheet *kit.Sheet
		sheet = kit.NewSheet("The handoff cannot be closed yet", kit.SheetMedium, kit.Column(kit.SpaceM,
			kit.NewText("A handoff closes when every promise has an outcome and every proof point that was set is judged. Still open:", kit.Soft),
			w.List(links, func() { sheet.Close() })), nil)
		sheet.Open(w.Win.Canvas())
		return
	}
	var sheet *kit.Sheet
	sheet = kit.NewSheet("Close the handoff", kit.SheetMedium, kit.Column(kit.SpaceL, w.Figures(nil),
		kit.NewText("It is closed today, in your name. From then on no outcome changes before it is reopened with a reason.", kit.Soft)),
		kit.NewButton("Close handoff", kit.Primary, func() {
			w.do(sheet, "The handoff of "+name+" is closed.", func(ctx context.Context, d *work.Desk) error { return d.CloseHandoff(ctx, account) })
		}))
	sheet.Open(w.Win.Canvas())
}

// Reopen asks why a closed handoff is opened again.
func (w *Way) Reopen() {
	account, h := w.Rec.Account.ID, &w.Rec.Handoff
	w.AskWhy("Reopen the handoff", "It was closed on "+h.ClosedOn.Long()+" by "+h.ClosedBy+". The reason stands in the timeline.", "What has come up?",
		"Reopening a closed handoff needs a reason; say what has come up.", "Reopen handoff",
		func(ctx context.Context, d *work.Desk, why string) error { return d.ReopenHandoff(ctx, account, why) }, nil)
}

// Release opens the sheet that releases Sales: its exit condition, its open
// duties, and one click when all is met.
func (w *Way) Release() {
	h := &w.Rec.Handoff
	var sheet *kit.Sheet
	exit := kit.NewText(h.SalesExit, kit.Strong)
	if strings.TrimSpace(h.SalesExit) == "" {
		exit = kit.NewText("No exit condition is agreed.", kit.Soft)
	}
	body := kit.Column(kit.SpaceM, kit.Column(2, kit.NewLabel("Sales is released when", kit.Caption), exit))
	if h.SalesExitOn != "" {
		body.Add(kit.NewText("At the latest on "+h.SalesExitOn.Long(), kit.Small))
	}
	name := w.Rec.Account.Seller
	if name == "" {
		name = "Sales"
	}
	links := w.ReleaseLinks()
	if len(links) > 0 {
		body.Add(kit.Column(kit.SpaceS, kit.NewLabel("In the way", kit.Caption), w.List(links, func() { sheet.Close() })))
		sheet = kit.NewSheet("Release Sales", kit.SheetMedium, body, nil)
		sheet.Open(w.Win.Canvas())
		return
	}
	body.Add(kit.NewText("Sales has no open duty on this account. The release is recorded with your name and today’s date; "+name+" stays named as the seller, and the kept figure counts for both.", kit.Soft))
	account := w.Rec.Account
	sheet = kit.NewSheet("Release Sales", kit.SheetMedium, body, kit.NewButton("Release Sales", kit.Primary, func() {
		w.do(sheet, "Sales is released from "+account.Name+".", func(ctx context.Context, d *work.Desk) error { return d.ReleaseSales(ctx, account.ID) })
	}))
	sheet.Open(w.Win.Canvas())
}

// Figures shows the three kept figures of the account beside each other; each
// opens the promises behind it. before runs first.
func (w *Way) Figures(before func()) fyne.CanvasObject {
	today := w.Win.Desk().Today()
	t := metrics.Promises(w.Rec, today)
	var cells []fyne.CanvasObject
	for _, f := range t.Figures() {
		fig := kit.NewFigure(f.Name, f.Value, f.From)
		if before != nil {
			fig.OnTapped = before
		}
		cells = append(cells, fig)
	}
	return pane.Grid(150, cells...)
}

// Rows opens the promises behind the kept figures: which count, and as what.
func (w *Way) Rows() {
	today := w.Win.Desk().Today()
	rows := metrics.Ledger(w.Rec, today)
	metrics.Sort(rows, metrics.ByDue, false)
	var sheet *kit.Sheet
	table := kit.NewTable(kit.TableColumn{Title: "Promise", Grow: 1, Width: 200}, kit.TableColumn{Title: "Due", Width: 92}, kit.TableColumn{Title: "Outcome", Width: 110}, kit.TableColumn{Title: "Counts as", Width: 150})
	table.Fit = true
	table.Len = func() int { return len(rows) }
	table.Cell = func(row, col int) kit.Cell {
		p := rows[row].Promise
		part := metrics.PartOf(w.Rec, p, today)
		switch col {
		case 0:
			text := p.Text
			if p.Deciding {
				text = "★ " + text
			}
			return kit.Cell{Text: text, Wrap: true}
		case 1:
			if rows[row].Due == "" {
				return kit.Cell{Text: "not known", Color: kit.ColorMuted}
			}
			return kit.Cell{Text: rows[row].Due.Short()}
		case 2:
			if p.Outcome == "" {
				return kit.Cell{Text: "–", Color: kit.ColorFaint}
			}
			return kit.Cell{Text: playbook.LabelOf(playbook.Outcomes(), p.Outcome), Wrap: true}
		}
		switch part {
		case metrics.InTime:
			return kit.Cell{Tags: []kit.Tag{{Text: part.Words(), Tone: kit.Kept}}}
		case metrics.Agreed:
			return kit.Cell{Text: part.Words(), Color: kit.ColorTealInk, Wrap: true}
		case metrics.DueOpen, metrics.Missed:
			return kit.Cell{Text: part.Words(), Color: kit.ColorBrokenInk, Wrap: true}
		}
		return kit.Cell{Text: part.Words(), Color: kit.ColorMuted, Wrap: true}
	}
	table.TapOpens = true
	table.OnOpen = func(row int) {
		sheet.Close()
		w.Win.Go(w.place(screen.Promises, "", rows[row].Promise.ID, ""))
	}
	words := kit.NewText("Kept ÷ all promises due, whatever their outcome and open ones included. Withdrawn before signature and released by the customer are not counted.", kit.Small)
	sheet = kit.NewSheet("Promises kept", kit.SheetMedium+120, kit.Column(kit.SpaceL, w.Figures(nil), words, table), nil)
	sheet.Open(w.Win.Canvas())
}
