// Package watch is the tab of an account with all that is to be kept an eye on:
// what is taken for granted, what may go wrong, what is missing. It is one list,
// what needs attention first, with a card beside it on which the marked row is
// looked at, edited and settled. What may be stored is decided by the rules of
// playbook.
package watch

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// Tab is what is watched on one account.
type Tab struct {
	part.Tab
	after   kit.Timer
	people  []kit.Option // the team and the customer's
	rows    []*playbook.Watch
	filter  filter
	marked  playbook.ID
	settled playbook.ID // looked at just now: it stays in the list although it is settled
	pending *screen.Place
	goOn    playbook.ID // its card gets the keyboard when it is shown anew
	bared   bool        // on a shared screen: somebody asked to see it
	shown   []int

	page    *fyne.Container
	filled  fyne.CanvasObject
	chips   *kit.ChoiceChips
	keys    *kit.Label
	add     *kit.Button
	table   *kit.Table
	nothing *kit.Text
	nones   *kit.Text
	around  *kit.Card
	main    *kit.Scroll
	card    *detail
	side    *kit.Scroll
}

// New returns the tab; it shows nothing until it is given a record.
func New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab {
	t := &Tab{Tab: part.Tab{Win: win, Run: run, Account: account, Changed: changed}, after: kit.UITimer}
	t.chips = kit.NewChoice(filterWords()...)
	t.chips.Plain = true
	t.chips.Select(0)
	t.chips.OnChanged = func(on []int) {
		t.filter, t.settled = open, playbook.ID{}
		if len(on) > 0 {
			t.filter = filter(on[0])
		}
		t.fill()
	}
	t.keys = kit.NewLabel("N adds · Enter opens", kit.Faint)
	t.keys.Align = fyne.TextAlignTrailing
	t.add = kit.NewButton("Add something to watch", kit.Primary, t.addSheet)
	t.shown = columnsFor(allColumns)
	t.table = kit.NewTable(columns(t.shown)...)
	t.table.Fit = true
	t.table.Len = func() int { return len(t.rows) }
	t.table.Cell = func(row, col int) kit.Cell {
		return cell(t.Rec, t.rows[row], t.Win.Desk().Today(), t.shown[col], len(t.shown) < len(columnsFor(allColumns)))
	}
	t.table.OnSelected = func(row int) { t.mark(t.rows[row].ID) }
	t.table.OnOpen = func(int) { t.card.enter() }
	t.nothing, t.nones = kit.NewText("", kit.Soft), kit.NewText("", kit.Small)
	list := kit.NewCard("", kit.Column(0, t.nothing, t.table))
	t.around = kit.NewCard("To plan around", nil)
	t.main = kit.NewScroll(kit.Pad(kit.Column(kit.SpaceM, list, t.around, t.nones), 0, 0, kit.SpaceL, 0))
	t.card = newDetail(t)
	t.side = kit.NewScroll(kit.Pad(kit.Column(0, t.card.card), 0, 0, kit.SpaceL, 0))
	bar := kit.Row(kit.SpaceM, kit.Grow(t.chips), t.keys, t.add)
	t.table.Within(t.main)
	keys := kit.NewKeys(container.New(&slimming{t}, kit.Column(kit.SpaceM, bar, kit.Grow(pane.Split(t.main, t.side, nil)))))
	keys.OnRune = t.typed
	t.filled = kit.Grow(keys)
	t.page = kit.Column(0)
	if win.ReadOnly() {
		t.add.Disable()
		t.keys.SetText("Enter opens")
	}
	return t
}

// typed takes the letters that stand for an action.
func (t *Tab) typed(r rune) bool {
	if strings.EqualFold(string(r), "n") && !t.Win.ReadOnly() {
		t.addSheet()
		return true
	}
	return false
}

// Object implements screen.Tab.
func (t *Tab) Object() fyne.CanvasObject { return t.page }

// Show implements screen.Tab.
func (t *Tab) Show(rec *playbook.Record, extra screen.Extra) {
	t.Rec, t.people = rec, pane.Names(pane.Team(rec, extra.Members), pane.Customers(rec))
	t.fill()
	if p := t.pending; p != nil {
		t.pending = nil
		t.Arrive(*p)
	}
	if id := t.goOn; !id.IsZero() {
		t.goOn = playbook.ID{}
		if t.marked == id && t.card.w != nil && !t.card.w.IsOpen() { // the button that was pressed is gone
			kit.Focus(t.card.acts)
		}
	}
}

// next goes to a row when the record is shown anew.
func (t *Tab) next(id playbook.ID) {
	t.pending = &screen.Place{Tab: screen.Watch, Row: id}
}

// Arrive implements screen.Tab: the row of the place is something watched,
// or a look at it.
func (t *Tab) Arrive(p screen.Place) bool {
	if p.Tab != screen.Watch {
		return false
	}
	if t.Rec == nil {
		t.pending = &p
		return true
	}
	if p.Row.IsZero() {
		return true
	}
	row := p.Row
	for i := range t.Rec.WatchReviews {
		if v := &t.Rec.WatchReviews[i]; v.ID == row {
			row = v.WatchID
		}
	}
	w := t.Rec.Watched(row)
	if w == nil {
		return false
	}
	t.goTo(w)
	return true
}

// goTo marks a row, wherever the filter has it, and gives the list the keyboard.
func (t *Tab) goTo(w *playbook.Watch) {
	if t.index(w.ID) < 0 {
		t.filter = open
		if !w.IsOpen() {
			t.filter = over
		}
		t.chips.Select(int(t.filter))
	}
	t.mark(w.ID)
	t.fill()
	if c := t.Win.Canvas(); c != nil && !t.curtained() {
		c.Focus(t.table.Focusable())
	}
	t.table.Select(t.index(w.ID))
}

// Leave implements screen.Tab. On a shared screen the tab closes again.
func (t *Tab) Leave() {
	t.card.flush()
	t.bared = false
	if t.curtained() && t.Rec != nil {
		t.fill()
	}
}

func (t *Tab) index(id playbook.ID) int {
	for i, w := range t.rows {
		if w.ID == id {
			return i
		}
	}
	return -1
}

// curtained tells whether others see this screen and nobody has asked to show
// the tab on it.
func (t *Tab) curtained() bool { return t.Win.Shared() && !t.bared }

// fill puts the record on the page as the filter wants it.
func (t *Tab) fill() {
	switch {
	case t.curtained():
		part.Put(t.page, t.curtain())
		return
	case len(t.Rec.Watches) == 0:
		part.Put(t.page, kit.NewCard("", t.empty()))
		return
	}
	today := t.Win.Desk().Today()
	counts := make([]int, len(filterWords()))
	t.rows = t.rows[:0]
	for _, w := range t.Rec.WatchesByNeed(today) {
		for f := range counts {
			if filter(f).takes(w, today) {
				counts[f]++
			}
		}
		if t.filter.takes(w, today) || w.ID == t.settled {
			t.rows = append(t.rows, w)
		}
	}
	tags := make([]kit.Tag, len(counts))
	for f, word := range filterWords() {
		tags[f] = kit.Tag{Text: word + " " + strconv.Itoa(counts[f])}
	}
	t.chips.SetOptions(tags...)
	part.Visible(t.table, len(t.rows) > 0)
	part.Visible(t.nothing, len(t.rows) == 0)
	t.nothing.SetText(t.filter.nothing())
	t.showAround()
	t.nones.SetText(strings.Join(nonesOf(t.Rec), " "))
	part.Visible(t.nones, t.nones.Text() != "")
	i := t.index(t.marked)
	if i < 0 && len(t.rows) > 0 {
		i = 0
	}
	t.table.Reload()
	t.table.Select(i)
	if i < 0 {
		t.mark(playbook.ID{})
	} else {
		t.mark(t.rows[i].ID)
	}
	part.Visible(t.side, i >= 0)
	part.Put(t.page, t.filled)
	t.main.Refresh()
}

// mark shows a row on the card; what was typed about the one before is written.
func (t *Tab) mark(id playbook.ID) {
	if id != t.marked {
		t.card.flush()
	}
	if id != t.settled {
		t.settled = playbook.ID{} // it goes with the next look at the list
	}
	t.marked = id
	t.card.show(t.Rec.Watched(id))
}

// empty says what the tab is for, and who has said that there is nothing.
func (t *Tab) empty() fyne.CanvasObject {
	text := strings.Join(append(nonesOf(t.Rec), "What you take for granted, what may go wrong and what is missing stands here, with who looks at it and when. Whatever is due comes first, here and on Today."), " ")
	action := "Add something to watch"
	if t.Win.ReadOnly() {
		action = ""
	}
	return kit.NewEmptyState("Nothing is watched yet", text, action, t.addSheet)
}

// curtain hides the tab while others see the screen.
func (t *Tab) curtain() fyne.CanvasObject {
	return kit.NewCard("", kit.NewEmptyState("Others see this screen",
		"What we watch is for us alone: assumptions, risks and gaps. It stays hidden on a shared screen until you show it, and hides again when you leave the tab.",
		"Show it", func() {
			t.bared = true
			t.fill()
		}))
}

// nonesOf says who answered that there is nothing to watch, and when.
func nonesOf(rec *playbook.Record) []string {
	var out []string
	for _, no := range []int{54, 55, 56} {
		if f := playbook.FieldByNo(no); rec.NoneOf(f) != nil {
			n := rec.NoneOf(f)
			word := map[string]string{playbook.Assumption: "nothing is taken for granted", playbook.Risk: "no risk is known", playbook.Gap: "no gap is to be watched"}[f.Kind]
			out = append(out, n.Who+" said on "+n.On.Short()+" that "+word+".")
		}
	}
	return out
}

// answer shows why a change of a row was not taken, with what is stored.
func (t *Tab) answer(id playbook.ID) func(col, sentence string) {
	return func(_, sentence string) {
		if t.card.w == nil || t.card.w.ID != id {
			return
		}
		if sentence != "" {
			t.card.show(t.card.w)
		}
		t.card.say(sentence)
	}
}
