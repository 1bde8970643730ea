// Package people is the tab of who decides, who uses it and who doubts, and of
// our own team. Who counts as a champion or a doubter is said by playbook; what
// happens when somebody leaves by playbook/work.
package people

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// Tab is the tab of one account.
type Tab struct {
	part.Tab
	filter  filter
	bared   bool // on a shared screen: somebody asked to see what we think of them
	pending *screen.Place
	changed playbook.ID             // whose card gets the keyboard back when it is made anew
	shown   []*playbook.Stakeholder // as the filter wants them, those who left last
	cards   map[playbook.ID]fyne.CanvasObject
	closers []func() // hide the sensitive notes that are open
	chips   *kit.ChoiceChips
	grid    *grid
	page    *fyne.Container
	scroll  *kit.Scroll
}

// New returns the tab; it shows nothing until it is given a record.
func New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab {
	t := &Tab{Tab: part.Tab{Win: win, Run: run, Account: account, Changed: changed}}
	t.chips = kit.NewChoice("All", "Sceptics", "Not yet involved", "Left")
	t.chips.Plain = true
	t.chips.Select(0)
	t.chips.OnChanged = func(on []int) {
		t.filter = everybody
		if len(on) > 0 {
			t.filter = filter(on[0])
		}
		t.fill()
	}
	t.grid = newGrid(t)
	t.page = kit.Column(kit.SpaceCard)
	t.scroll = kit.NewScroll(kit.Pad(t.page, 0, 0, kit.SpaceXL, 0))
	return t
}

// Object implements screen.Tab.
func (t *Tab) Object() fyne.CanvasObject { return t.scroll }

// Show implements screen.Tab.
func (t *Tab) Show(rec *playbook.Record, _ screen.Extra) {
	t.Rec = rec
	t.fill()
	if !t.changed.IsZero() {
		t.reveal(t.changed)
		t.changed = playbook.ID{}
	}
	if p := t.pending; p != nil {
		t.pending = nil
		t.Arrive(*p)
	}
}

// A filter says which people are shown.
type filter int

const (
	everybody filter = iota
	sceptics
	affected
	gone
	filters // how many there are
)

func (f filter) takes(p *playbook.Stakeholder) bool {
	switch f {
	case sceptics:
		return p.Doubts() && p.LeftOn == ""
	case affected:
		return p.Uninvolved && p.LeftOn == ""
	case gone:
		return p.LeftOn != ""
	}
	return true
}

// fill puts the record on the page as the filter wants it.
func (t *Tab) fill() {
	rec := t.Rec
	t.cards, t.closers, t.shown = map[playbook.ID]fyne.CanvasObject{}, nil, nil
	if len(rec.People) == 0 {
		t.put(kit.NewCard("", kit.NewEmptyState("Nobody is named yet",
			"The people at the customer: who decides, who uses it, who doubts and what we do about it. At least a sponsor, a champion and the person for the day-to-day.",
			"Add the first person", func() { t.Open("F36", playbook.ID{}, "name") })), t.ourTeam())
		return
	}
	veiled := t.veiled()
	if veiled {
		t.filter = everybody
	}
	var counts [filters]int
	for _, left := range []bool{false, true} { // those who left come last
		for i := range rec.People {
			p := &rec.People[i]
			if (p.LeftOn != "") != left {
				continue
			}
			for f := everybody; f < filters; f++ {
				if f.takes(p) {
					counts[f]++
				}
			}
			if t.filter.takes(p) {
				t.shown = append(t.shown, p)
			}
		}
	}
	words := [filters]string{"All", "Sceptics", "Not yet involved", "Left"}
	tags := make([]kit.Tag, filters)
	for i, w := range words {
		tags[i] = kit.Tag{Text: w + " " + strconv.Itoa(counts[i])}
	}
	t.chips.SetOptions(tags...)
	var parts []fyne.CanvasObject
	if veiled {
		parts = append(parts, t.veil())
	}
	if words := championWords(rec); words != "" && !veiled {
		parts = append(parts, kit.NewBanner(words, kit.Late, "Name another", func() { t.Open("F37", playbook.ID{}, "roles") }))
	}
	if gaps := gapsOf(rec); len(gaps) > 0 && !veiled {
		parts = append(parts, t.gapCard(gaps))
	}
	add := t.Link("Add a person", "F36", playbook.ID{}, "name")
	if t.Win.ReadOnly() {
		add.Disable()
	}
	if veiled {
		t.chips.Select(0)
		parts = append(parts, kit.Row(kit.SpaceM, kit.Spacer(), add))
	} else {
		parts = append(parts, kit.Row(kit.SpaceM, kit.Grow(t.chips), add))
	}
	if !veiled && t.grid.show() {
		parts = append(parts, t.grid.card)
	}
	var cards []fyne.CanvasObject
	for _, p := range t.shown {
		card := t.person(p)
		t.cards[p.ID] = card
		cards = append(cards, card)
	}
	if len(cards) > 0 {
		parts = append(parts, pane.Grid(330, cards...))
	} else {
		parts = append(parts, kit.NewText([filters]string{"", "Nobody here doubts.", "Nobody is marked as affected and not involved in the purchase.", "Nobody has left."}[t.filter], kit.Soft))
	}
	t.put(append(parts, t.ourTeam())...)
}

func (t *Tab) put(os ...fyne.CanvasObject) {
	t.page.Objects = os
	t.page.Refresh()
	t.scroll.Refresh()
}

// Arrive implements screen.Tab: the row of the place is a person.
func (t *Tab) Arrive(p screen.Place) bool {
	if p.Tab != screen.People {
		return false
	}
	if t.Rec == nil {
		t.pending = &p
		return true
	}
	if p.Row.IsZero() {
		return true
	}
	if t.cards[p.Row] == nil && t.filter != everybody {
		t.filter = everybody
		t.chips.Select(0)
		t.fill()
	}
	return t.reveal(p.Row)
}

// reveal brings the card of a person into view and gives it the keyboard.
func (t *Tab) reveal(id playbook.ID) bool {
	card := t.cards[id]
	if card != nil {
		t.scroll.Reveal(card)
		kit.Focus(card)
	}
	return card != nil
}

// Leave implements screen.Tab: sensitive notes do not stay open, and on a shared
// screen what we think of them does not either.
func (t *Tab) Leave() {
	for _, hide := range t.closers {
		hide()
	}
	if t.bared {
		t.bared = false
		t.fill()
	}
}

// veiled tells whether others see this screen and nobody has asked to show on it
// what we think of the people: influence and stance, concerns and plans, who
// blocks, and what is missing.
func (t *Tab) veiled() bool { return t.Win.Shared() && !t.bared }

// veil stands where that is left out.
func (t *Tab) veil() fyne.CanvasObject {
	return kit.NewCard("", kit.Row(kit.SpaceM, kit.Grow(kit.NewText("Others see this screen. Influence, stance, concerns and plans stay hidden until you show them, and hide again when you leave the tab.", kit.Soft)),
		kit.NewButton("Show it", kit.Secondary, func() {
			t.bared = true
			t.fill()
		})))
}

// askLeft asks on which day a person left, and starts the tasks that follow.
func (t *Tab) askLeft(p *playbook.Stakeholder) {
	id, name := p.ID, nameOf(p)
	on := kit.NewDateEntry("Left on", t.Win.Now)
	on.SetDay(string(t.Win.Desk().Today()))
	on.Check = func(iso string) string {
		if playbook.Date(iso) > t.Win.Desk().Today() {
			return "This day is still to come; say it when they have left."
		}
		return ""
	}
	words := "They stay in the record, but not on the grid, and no longer count as a champion."
	if p.Champions() || p.Has("sponsor") || p.Has("economic_buyer") {
		words += " A short set of tasks starts: hold the contact, learn who follows, tell the story again."
	}
	made := 0
	part.Ask(&t.Tab, part.Form[playbook.Date]{Title: name + " has left", Action: "They left", Width: kit.SheetNarrow, At: map[string]part.Hinter{"left_on": on.Entry},
		Body:   []fyne.CanvasObject{kit.NewText(words, kit.Body), on},
		Values: func() playbook.Date { return playbook.Date(on.Day()) },
		Act: func(ctx context.Context, d *work.Desk, left playbook.Date) (err error) {
			made, err = d.PersonLeft(ctx, id, left)
			return err
		},
		Done: func() {
			t.changed = id
			if made == 0 {
				t.Win.Toast(name + " has left. No task was needed.")
				return
			}
			t.Win.Toast(name+" has left. "+part.Count(made, "task starts.", "tasks start."), kit.ToastAction{Text: "Open plan", Do: func() { t.Go(screen.Plan, playbook.ID{}) }})
		}})
}

func (t *Tab) back(p *playbook.Stakeholder) {
	id, name := p.ID, nameOf(p)
	t.Do(func(ctx context.Context, d *work.Desk) error { return d.PersonIsBack(ctx, id) }, func(_, sentence string) {
		if sentence == "" {
			t.changed = id
			sentence = name + " is back. Tasks that were started stay; skip what nobody needs."
		}
		t.Win.Toast(sentence)
	})
}

// A mate is one of our people on the account.
type mate struct{ role, name, col string }

func team(rec *playbook.Record) []mate {
	a := &rec.Account
	return []mate{{"Seller", a.Seller, "seller"}, {"Sales engineer", a.SalesEngineer, "sales_engineer"}, {"CSM", a.CSM, "csm"},
		{"Implementation lead", a.ImplementationLead, "implementation_lead"}, {"Support contact", a.SupportContact, "support_contact"}}
}

func (t *Tab) ourTeam() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, m := range team(t.Rec) {
		name := kit.NewLabel(m.name, kit.Body)
		if part.Blank(m.name) {
			name = kit.NewLabel("nobody yet", kit.Soft)
		}
		rows = append(rows, kit.Column(2, kit.NewLabel(m.role, kit.Caption), name))
	}
	return kit.NewCard("Our team", pane.Grid(150, rows...)).WithTrailing(t.Link("Edit", "F12", playbook.ID{}, "csm"))
}

func nameOf(p *playbook.Stakeholder) string {
	if part.Blank(p.Name) {
		return "Somebody without a name"
	}
	return strings.TrimSpace(p.Name)
}
