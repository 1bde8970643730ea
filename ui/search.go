package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

const (
	searchHits   = 40
	searchHeight = 396
)

// search opens search-and-go over everything: one field, and below it what fits,
// the first one marked.
func (w *Window) search() {
	if w.ws == nil || w.Canvas().Overlays().Top() != nil {
		return
	}
	var s *kit.Sheet
	var hits []playbook.Hit
	entry := kit.NewEntry("")
	entry.SetPlaceholder("A customer, a person, a promise, a task, a question…")
	says := kit.NewText("Type the beginnings of words.", kit.Soft)
	var list *kit.Table
	list = kit.NewTable(kit.TableColumn{Width: 18}, kit.TableColumn{Grow: 1.5, Width: 200}, kit.TableColumn{Grow: 0.7, Width: 120}, kit.TableColumn{Width: 104})
	list.NoHead, list.TapOpens, list.TwoLines = true, true, true
	list.Len = func() int { return len(hits) }
	list.Cell = func(row, col int) kit.Cell {
		h := &hits[row]
		switch col {
		case 0:
			if row == list.Selected() { // the keyboard is in the field, so the row has no ring
				return kit.Cell{Text: "→", Role: kit.Strong, Color: kit.ColorTealInk}
			}
			return kit.Cell{}
		case 1:
			return kit.Cell{Text: oneLine(h.Title), Role: kit.Strong, Sub: oneLine(w.snippet(h))}
		case 2:
			if h.Noun == "account" {
				return kit.Cell{}
			}
			return kit.Cell{Text: h.AccountName, Role: kit.Soft}
		}
		return kit.Cell{Tags: []kit.Tag{{Text: kindOf(h.Noun)}}}
	}
	area := newFixed(searchHeight, list, kit.Pad(says, kit.SpaceS, kit.SpaceS, 0, kit.SpaceS))
	list.Hide()

	open := func(row int) {
		if row < 0 || row >= len(hits) {
			return
		}
		p := placeOf(&hits[row])
		s.Close()
		w.Go(p)
	}
	list.OnOpen = open

	var stop func()
	var turn int
	door := w.opt.Doors()
	look := func() {
		text := strings.TrimSpace(entry.Text())
		turn++
		now := turn
		door.Close() // the question before is no longer of interest
		door = w.opt.Doors()
		var got []playbook.Hit
		door.Run(func(ctx context.Context) (err error) {
			if text != "" {
				got, err = w.ws.Portfolio.Search(ctx, text, searchHits)
			}
			return err
		}, func(err error) {
			if now != turn {
				return
			}
			if err != nil {
				w.Fail(err)
				return
			}
			hits = got
			switch {
			case text == "":
				says.SetText("Type the beginnings of words.")
			case len(hits) == 0:
				says.SetText("Nothing here begins so. Try fewer letters.")
			default:
				says.SetText("")
			}
			show(list, len(hits) > 0)
			list.Reload()
			if len(hits) > 0 {
				list.Select(0)
			}
			area.Refresh()
		})
	}
	entry.OnChanged = func(string) {
		if stop != nil {
			stop()
		}
		stop = w.opt.Timer(lookPause, look)
	}
	entry.OnSubmitted = func(string) {
		if len(hits) > 0 {
			open(max(list.Selected(), 0))
		}
	}
	entry.OnKey(func(e *fyne.KeyEvent) bool {
		step := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1, fyne.KeyPageDown: 7, fyne.KeyPageUp: -7}[e.Name]
		if step == 0 || len(hits) == 0 {
			return false
		}
		list.Select(min(max(list.Selected()+step, 0), len(hits)-1))
		return true
	})
	s = kit.NewSheet("Search everything", kit.SheetMedium+80, kit.Column(kit.SpaceM, entry, area), nil)
	s.SetFooterLeft(kit.Row(kit.SpaceS, kit.NewKeyHint("↑"), kit.NewKeyHint("↓"), kit.NewLabel("move", kit.Small), kit.NewKeyHint("Enter"), kit.NewLabel("opens", kit.Small), kit.NewKeyHint("Esc"), kit.NewLabel("closes", kit.Small)))
	s.OnClose = func() {
		if stop != nil {
			stop()
		}
		turn++
		door.Close()
	}
	s.Open(w.Canvas())
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// kindOf is what a person calls a noun.
func kindOf(noun string) string {
	switch noun {
	case "account":
		return "Account"
	case "handoff":
		return "Handoff"
	case "stakeholder":
		return "Person"
	case "watch":
		return "Risk or gap"
	case "item":
		return "Handoff list"
	case "proof_point":
		return "Proof point"
	case "transition":
		return "Handoff step"
	}
	return capital(strings.ReplaceAll(noun, "_", " "))
}

// placeOf is where a found row can be seen.
func placeOf(h *playbook.Hit) screen.Place {
	p := screen.Place{Screen: screen.Account, Account: h.Account, Row: h.Row}
	switch h.Noun {
	case "account":
		p.Row = playbook.ID{}
	case "task", "phase", "plan":
		p.Tab = screen.Plan
	case "promise", "belief":
		p.Tab = screen.Promises
	case "criterion", "proof_point":
		p.Tab = screen.Success
	case "stakeholder":
		p.Tab = screen.People
	default:
		p.Tab = screen.Handoff
	}
	return p
}

// fixedHeight keeps a height whatever is inside, so that a sheet does not jump
// while one types.
type fixedHeight struct{ height float32 }

func newFixed(height float32, os ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: fixedHeight{height}, Objects: os}
}

func (f fixedHeight) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for _, o := range os {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(s)
	}
}

func (f fixedHeight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, f.height) }
