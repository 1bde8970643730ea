// Package plan is the tab of an account that shows its plan: phases with their
// tasks and dates, what is marked in detail, and the ways to start a playbook,
// move its dates, and settle a task. What a task may become is decided by the
// rules of playbook; a refusal stands under the row as it was said.
package plan

import (
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

// Tab is the plan of one account.
type Tab struct {
	win     screen.Window
	run     screen.Runner
	account playbook.ID
	changed func()
	after   kit.Timer

	rec      *playbook.Record
	team     work.Team
	people   []kit.Option
	mine     bool
	hideDone bool
	refused  map[playbook.ID]string
	pending  *screen.Place // asked for before there was a record
	marked   playbook.ID   // shown in detail
	dates    *work.Dated   // of rec, nil until they are asked for

	page    *fyne.Container
	filled  *fyne.Container
	list    *list
	nothing *kit.Text // why the list is empty
	who     *kit.ChoiceChips
	hide    *kit.Checkbox
	add     *kit.Button
	keys    *kit.Label
	card    *kit.Card
	facts   *facts
	detail  *detail
	side    *kit.Scroll
	begin   *kit.Card // beside the conditions, while no playbook was started
}

// New returns the tab; it shows nothing until it is given a record.
func New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab {
	t := &Tab{win: win, run: run, account: account, changed: changed, after: kit.UITimer, refused: map[playbook.ID]string{}}
	t.build()
	return t
}

func (t *Tab) build() {
	t.list = newList()
	t.list.OnSelect = func(task *playbook.Task) { t.mark(task.ID) }
	t.list.OnTick = t.tick
	t.list.OnOpen = func(*playbook.Task) { t.openDetail() }
	t.list.OnAdd = t.addSheet
	t.list.OnRune = t.key
	t.list.CanAdd = !t.win.ReadOnly()
	t.who = kit.NewChoice("All", "Mine")
	t.who.Plain = true
	t.who.Select(0)
	t.who.OnChanged = func(on []int) {
		t.mine = len(on) > 0 && on[0] == 1
		t.fill()
	}
	t.hide = kit.NewCheckbox("Hide done", func(on bool) {
		t.hideDone = on
		t.fill()
	})
	t.add = kit.NewButton("Add a task…", kit.Secondary, func() { t.addSheet(t.phaseOf(t.list.selected())) })
	t.keys = kit.NewLabel("Space ticks · B blocks · S skips · N adds · Enter opens", kit.Faint)
	t.keys.Align = fyne.TextAlignTrailing
	t.nothing = kit.NewText("", kit.Soft)
	t.nothing.Hide()
	t.card = kit.NewCard("", kit.Column(kit.SpaceS, t.nothing, kit.Grow(t.list.all)))
	t.facts = newFacts(t.moveSheet)
	t.detail = newDetail(t)
	t.begin = kit.NewCard("No playbook yet", kit.Column(kit.SpaceM,
		kit.NewText("These tasks stand by themselves. A playbook adds the dated steps from here to the first value.", kit.Small),
		kit.Row(0, kit.NewButton("Start a playbook…", kit.Primary, t.startSheet), kit.Spacer())))
	t.begin.Hide()
	t.side = kit.NewScroll(kit.Pad(pane.Stack(kit.Column(kit.SpaceCard, t.begin, t.facts.card), t.detail.card), 0, 0, kit.SpaceL, 0))
	bar := kit.Row(kit.SpaceM, t.who, t.hide, kit.Grow(t.keys), t.add)
	t.filled = kit.Column(kit.SpaceM, bar, kit.Grow(pane.Split(t.card, t.side, t.natural)))
	t.page = kit.Column(0)
	if t.win.ReadOnly() {
		t.add.Disable()
	}
}

// Object implements screen.Tab.
func (t *Tab) Object() fyne.CanvasObject { return t.page }

// Show implements screen.Tab.
func (t *Tab) Show(rec *playbook.Record, extra screen.Extra) {
	t.rec, t.team = rec, extra.Team
	t.dates = nil
	t.people = pane.Names(pane.Team(rec, extra.Members), pane.Customers(rec))
	t.detail.setPeople(t.people)
	for id := range t.refused {
		if !t.has(id) {
			delete(t.refused, id)
		}
	}
	t.fill()
	if p := t.pending; p != nil {
		t.pending = nil
		t.Arrive(*p)
	}
}

// Arrive implements screen.Tab: the row of the place is a task.
func (t *Tab) Arrive(p screen.Place) bool {
	if p.Tab != screen.Plan {
		return false
	}
	if t.rec == nil {
		t.pending = &p
		return true
	}
	if p.Row.IsZero() {
		return true
	}
	if !t.has(p.Row) {
		return false
	}
	if t.list.index(p.Row) < 0 { // a filter hides it
		t.mine, t.hideDone = false, false
		t.who.Select(0)
		t.hide.Set(kit.Unchecked)
		t.fill()
	}
	t.list.mark(p.Row)
	t.mark(p.Row)
	t.focusList()
	return true
}

// Leave implements screen.Tab.
func (t *Tab) Leave() { t.detail.flush() }

func (t *Tab) focusList() {
	if c := t.win.Canvas(); c != nil {
		c.Focus(t.list.body)
	}
}

func (t *Tab) has(id playbook.ID) bool { return t.task(id) != nil }

func (t *Tab) task(id playbook.ID) *playbook.Task {
	if t.rec == nil {
		return nil
	}
	for i := range t.rec.Tasks {
		if t.rec.Tasks[i].ID == id {
			return &t.rec.Tasks[i]
		}
	}
	return nil
}

// fill puts the record on the page as the filters want it.
func (t *Tab) fill() {
	rec := t.rec
	plan := rec.Plan()
	if plan == nil && len(rec.Conditions())+len(rec.LooseTasks()) == 0 {
		t.put(t.empty())
		return
	}
	v := view{today: t.win.Desk().Today(), who: t.win.Desk().Who, mine: t.mine, hideDone: t.hideDone, refused: t.refused}
	ls := lines(rec, v)
	t.who.SetOptions(kit.Tag{Text: "All " + strconv.Itoa(len(rec.Tasks))}, kit.Tag{Text: "Mine " + strconv.Itoa(t.countMine())})
	t.list.show(ls)
	t.say(ls)
	part.Visible(t.begin, plan == nil)
	part.Visible(t.add, plan != nil)
	t.facts.show(rec, t.win.Desk().Today(), t.win.ReadOnly())
	if t.task(t.marked) == nil {
		t.marked = t.firstOpen(ls)
	}
	if now := t.list.selected(); now == nil || now.ID != t.marked {
		t.list.mark(t.marked)
	}
	t.detail.show(t.task(t.marked))
	t.put(t.filled)
}

func (t *Tab) put(o fyne.CanvasObject) {
	if len(t.page.Objects) == 1 && t.page.Objects[0] == o {
		o.Refresh()
		return
	}
	if o == t.filled {
		o = kit.Grow(o)
		if len(t.page.Objects) == 1 {
			if c, ok := t.page.Objects[0].(*fyne.Container); ok && len(c.Objects) == 1 && c.Objects[0] == t.filled {
				t.filled.Refresh()
				return
			}
		}
	}
	t.page.Objects = []fyne.CanvasObject{o}
	t.page.Refresh()
}

func (t *Tab) empty() fyne.CanvasObject {
	action := "Start a playbook…"
	if t.win.ReadOnly() {
		action = ""
	}
	return kit.NewCard("", kit.NewEmptyState("No plan yet",
		"A plan is a playbook with dates: the phases from handoff to the first value, each with what ends it, and every task with who does it and why it is due when it is. Starting one shows all dates before anything is written.",
		action, t.startSheet))
}

const cardRoom = 16 + kit.SpaceL // above and below the content of a card

// natural is the height the card takes when nothing scrolls.
func (t *Tab) natural(width float32) float32 {
	h, inner := float32(cardRoom), width-2*kit.SpaceL
	if t.nothing.Visible() {
		h += heightAt(t.nothing, inner) + kit.SpaceS
	}
	if t.list.all.Visible() {
		h += t.list.naturalHeight(inner)
	}
	return h
}

// say tells why there is nothing, or little, in the list.
func (t *Tab) say(ls []line) {
	text := ""
	tasks := 0
	for i := range ls {
		if !ls[i].head {
			tasks++
		}
	}
	switch {
	case tasks > 0:
	case t.mine:
		text = "None of these tasks is yours. “All” shows everybody’s."
	case t.hideDone:
		text = "Everything is done. Untick “Hide done” to see it."
	}
	t.nothing.SetText(text)
	part.Visible(t.nothing, text != "")
	part.Visible(t.list.all, len(ls) > 0)
}

func (t *Tab) countMine() int {
	n := 0
	for i := range t.rec.Tasks {
		if playbook.SameName(t.rec.Tasks[i].Owner, t.win.Desk().Who) {
			n++
		}
	}
	return n
}

func (t *Tab) firstOpen(ls []line) playbook.ID {
	var first playbook.ID
	for i := range ls {
		if task := ls[i].task; task != nil {
			if !ls[i].over {
				return task.ID
			}
			if first.IsZero() {
				first = task.ID
			}
		}
	}
	return first
}

// mark shows a task in detail; what was typed about the one before is written.
func (t *Tab) mark(id playbook.ID) {
	if id == t.marked {
		return
	}
	t.detail.flush()
	t.marked = id
	t.detail.show(t.task(id))
}

func (t *Tab) openDetail() {
	t.side.Refresh()
	if t.win.ReadOnly() || t.marked.IsZero() {
		return
	}
	kit.Focus(t.detail.buttons)
	t.side.Reveal(t.detail.card)
}

// key takes the letters that stand for an action.
func (t *Tab) key(r rune, task *playbook.Task) {
	switch strings.ToLower(string(r)) {
	case "b":
		if task != nil {
			t.reasonSheet(task, playbook.Blocked)
		}
	case "s":
		if task != nil {
			t.reasonSheet(task, playbook.Skipped)
		}
	case "n":
		t.addSheet(t.phaseOf(task))
	}
}

// phaseOf returns the phase of a task, or else the last one of the plan.
func (t *Tab) phaseOf(task *playbook.Task) playbook.ID {
	if task != nil && !task.PhaseID.IsZero() {
		return task.PhaseID
	}
	if p := t.rec.Plan(); p != nil {
		if phases := t.rec.PhasesOf(p.ID); len(phases) > 0 {
			return phases[len(phases)-1].ID
		}
	}
	return playbook.ID{}
}
