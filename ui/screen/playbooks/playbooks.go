// Package playbooks shows the templates of plans: which there are, what each
// step of one is, and how to start one for an account.
package playbooks

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// Room is the list of playbooks beside the one that is read.
type Room struct {
	win   screen.Window
	run   screen.Runner
	after kit.Timer
	books []playbook.Playbook
	at    int

	object fyne.CanvasObject
	list   *kit.Table
	lines  []line
	steps  *kit.Table
	head   *fyne.Container
}

// line is one row of the read view: a step, or the head of a phase.
type line struct {
	step  *playbook.Step
	title string
}

// New returns the room.
func New(win screen.Window, run screen.Runner, after kit.Timer) *Room {
	r := &Room{win: win, run: run, after: after, books: win.Desk().Books.All()}
	r.build()
	r.show(0)
	return r
}

func (r *Room) build() {
	r.list = kit.NewTable(kit.TableColumn{Grow: 1, Width: 120})
	r.list.NoHead, r.list.Fit = true, true
	r.list.Len = func() int { return len(r.books) }
	r.list.Cell = func(row, _ int) kit.Cell {
		b := &r.books[row]
		return kit.Cell{Text: b.Title, Role: kit.Strong, Wrap: true, Sub: fmt.Sprintf("%d steps in %d phases", b.StepCount(), len(b.Phases))}
	}
	r.list.OnSelected = r.show

	r.steps = kit.NewTable(kit.TableColumn{Title: "Step", Width: 140, Grow: 1.6}, kit.TableColumn{Title: "Who and when", Width: 148},
		kit.TableColumn{Title: "The customer reads", Width: 110, Grow: 1})
	r.steps.Fit = true
	r.steps.Len = func() int { return len(r.lines) }
	r.steps.Group = func(row int) (string, bool) { return r.lines[row].title, r.lines[row].step == nil }
	r.steps.Cell = r.cell
	r.head = kit.Column(kit.SpaceXS)

	side := kit.NewScroll(kit.Column(0, kit.NewCard("", r.list)))
	page := kit.NewScroll(kit.Pad(kit.Column(kit.SpaceCard, kit.NewCard("", r.head), kit.NewCard("", r.steps)), 0, kit.SpaceM, kit.SpaceXL, 0))
	title := kit.Column(kit.SpaceXS, kit.NewLabel("Playbooks", kit.Title),
		kit.NewLabel("A playbook holds offsets, never dates. Started for an account, it becomes a dated plan.", kit.Soft))
	r.object = kit.Pad(kit.Column(kit.SpaceL, title, kit.Grow(kit.RowTop(kit.SpaceCard, fixed(side, 224), kit.Grow(page)))), 24, kit.SpaceXL-kit.SpaceM, 0, kit.SpaceXL)
}

// Object implements screen.Room.
func (r *Room) Object() fyne.CanvasObject { return r.object }

// Refresh implements screen.Room: playbooks are files of the program and do not
// change under it.
func (r *Room) Refresh() {}

// Arrive implements screen.Room.
func (r *Room) Arrive(p screen.Place) bool { return p.Screen == screen.Playbooks }

// Keyboard is what the arrows go to first.
func (r *Room) Keyboard() fyne.Focusable { return r.list.Focusable() }

// Leave implements screen.Room.
func (r *Room) Leave() {}

func (r *Room) show(i int) {
	if i < 0 || i >= len(r.books) {
		return
	}
	r.at = i
	r.list.Select(i)
	b := &r.books[i]
	r.lines = nil
	for p := range b.Phases {
		ph := &b.Phases[p]
		title := ph.Title
		if ph.Exit != "" {
			title += " · exit: " + ph.Exit
		}
		r.lines = append(r.lines, line{title: title})
		for s := range ph.Steps {
			r.lines = append(r.lines, line{step: &ph.Steps[s]})
		}
	}
	top := kit.Row(kit.SpaceM, kit.Grow(kit.NewLabel(b.Title, kit.Promise)))
	if b.Builtin {
		top.Add(kit.NewPill("built in", kit.Neutral))
	}
	top.Add(kit.NewPill(fmt.Sprintf("version %d", b.Version), kit.Neutral))
	if !r.win.ReadOnly() {
		top.Add(kit.NewButton("Start for an account…", kit.Primary, func() { r.start(*b) }))
	}
	r.head.Objects = []fyne.CanvasObject{top, kit.NewText(b.For, kit.Body), kit.NewText(counted(b), kit.Small)}
	r.head.Refresh()
	r.steps.Reload()
}

// counted says what a playbook counts from.
func counted(b *playbook.Playbook) string {
	var from []string
	for _, a := range playbook.Anchors() {
		if b.Uses(a.Value) {
			from = append(from, strings.ToLower(a.Label))
		}
	}
	out := fmt.Sprintf("%d steps, counted from %s.", b.StepCount(), joined(from))
	if b.Gaps.Kickoff > 0 {
		out += fmt.Sprintf(" Kickoff is %d days after close unless you say otherwise.", b.Gaps.Kickoff)
	}
	if b.Gaps.GoLive > 0 {
		out += fmt.Sprintf(" Go-live is %d days after kickoff.", b.Gaps.GoLive)
	}
	return out
}

func joined(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return strings.Join(list, "")
}

func (r *Room) cell(row, col int) kit.Cell {
	s := r.lines[row].step
	if s == nil {
		return kit.Cell{}
	}
	switch col {
	case 0:
		c := kit.Cell{Text: s.Title, Wrap: true}
		if s.Milestone {
			c.Role = kit.Strong
			c.Tags = append(c.Tags, kit.Tag{Text: "milestone", Tone: kit.Teal, Mark: kit.MarkDiamond})
		}
		c.Sub = flags(s)
		return c
	case 1:
		return kit.Cell{Text: playbook.LabelOf(playbook.Roles(), s.Role), Sub: offset(s)}
	}
	if s.Customer == "" {
		return kit.Cell{Text: "internal", Role: kit.Faint}
	}
	return kit.Cell{Text: s.Customer, Role: kit.Soft, Wrap: true}
}

// flags says what ticking and skipping a step ask for.
func flags(s *playbook.Step) string {
	var out []string
	if s.Evidence != "" {
		out = append(out, "Done needs: "+s.Evidence)
	}
	if s.NoSkip {
		out = append(out, "skipping needs a reason")
	}
	if len(out) == 1 && s.Evidence == "" {
		return "Skipping needs a reason"
	}
	return strings.Join(out, " · ")
}

// offset says in words when a step is due.
func offset(s *playbook.Step) string {
	anchor := strings.ToLower(playbook.LabelOf(playbook.Anchors(), s.Anchor))
	n, unit, side := s.Days, "days", "after"
	if n < 0 {
		n, side = -n, "before"
	}
	switch {
	case n == 0:
		return "on " + anchor
	case n == 1:
		unit = "day"
	}
	return fmt.Sprintf("%d %s %s %s", n, unit, side, anchor)
}

// fixed gives o a width of its own.
func fixed(o fyne.CanvasObject, width float32) fyne.CanvasObject {
	return kit.Column(0, kit.Gap(width, 0), kit.Grow(o))
}
