// Package plan is the tab of an account that shows its plan: phases with their
// tasks and dates, what is marked in detail, and the ways to start a playbook,
// move its dates, and settle a task. What a task may become is decided by the
// rules of playbook; a refusal stands under the row as it was said.
package plan

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/schedule"
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
	dates    *work.Dated        // of rec; without a task where they cannot be computed
	book     *playbook.Playbook // from which the plan was started, nil while that is not known
	bookOf   playbook.Plan      // whose book that is
	people   []kit.Option
	mine     bool
	hideDone bool
	refused  map[playbook.ID]string
	pending  *screen.Place // asked for before there was a record
	marked   playbook.ID   // shown in detail
	drawn    bool          // the timeline is shown and not the list

	page    *fyne.Container
	filled  *fyne.Container
	list    *list
	chart   *chart
	notices *notices
	wrong   *kit.Banner // why no dates can be computed
	view    *kit.ChoiceChips
	zoom    *kit.ChoiceChips
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
	t.list.OnLeave = t.gateSheet
	t.list.OnRune = t.key
	t.list.CanAdd = !t.win.ReadOnly()
	t.chart = newChart(t)
	t.view = kit.NewChoice("List", "Timeline")
	t.view.Plain = true
	t.view.Select(0)
	t.view.OnChanged = func(on []int) { t.draw(len(on) > 0 && on[0] == 1) }
	t.zoom = kit.NewChoice("Days", "Weeks", "Months")
	t.zoom.Plain = true
	t.zoom.Select(int(t.chart.body.Zoom()))
	t.zoom.OnChanged = func([]int) { t.chart.body.SetZoom(kit.Zoom(max(t.zoom.SelectedOne(), 0))) }
	t.zoom.Hide()
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
	t.keys = kit.NewLabel(listKeys, kit.Faint)
	t.keys.Align = fyne.TextAlignTrailing
	t.nothing = kit.NewText("", kit.Soft)
	t.nothing.Hide()
	t.wrong = kit.NewBanner("", kit.Broken, "", nil)
	t.wrong.Hide()
	t.card = kit.NewCard("", kit.Column(kit.SpaceS, t.wrong, t.nothing, kit.Grow(container.NewStack(t.list.all, t.chart.body))))
	t.chart.body.Hide()
	t.facts = newFacts(t)
	t.notices = newNotices(t)
	t.detail = newDetail(t)
	t.begin = kit.NewCard("No playbook yet", kit.Column(kit.SpaceM,
		kit.NewText("These tasks stand by themselves. A playbook adds the dated steps from here to the first value.", kit.Small),
		kit.Row(0, kit.NewButton("Start a playbook…", kit.Primary, t.startSheet), kit.Spacer())))
	t.begin.Hide()
	t.side = kit.NewScroll(kit.Pad(pane.Stack(kit.Column(kit.SpaceCard, t.begin, t.notices.card, t.facts.card), t.detail.card), 0, 0, kit.SpaceL, 0))
	bar := kit.Row(kit.SpaceM, t.view, t.zoom, t.who, t.hide, kit.Grow(t.keys), t.add)
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
	t.compute()
	t.template()
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

// compute works out the days of the plan that is shown, and says why where that
// cannot be done.
func (t *Tab) compute() {
	dates, err := work.Dates(t.rec, &t.team, t.win.Desk().Today())
	if err != nil {
		dates = &work.Dated{Result: &schedule.Result{}}
		sentence, ours := part.Ruled(err)
		if !ours {
			sentence = part.Full(part.Upper(err.Error()))
		}
		t.wrong.Set("No dates can be computed. "+sentence, kit.Broken)
	}
	part.Visible(t.wrong, err != nil)
	t.dates = dates
}

// template reads the playbook from which the plan was started, once for each
// version it is brought to.
func (t *Tab) template() {
	p := t.rec.Plan()
	if p == nil || t.bookOf.ID == p.ID && t.bookOf.Version == p.Version {
		return
	}
	t.bookOf, t.book = *p, nil
	desk, plan := t.win.Desk(), *p
	var book playbook.Playbook
	t.run.Run(func(ctx context.Context) error {
		return desk.Store.Read(ctx, func(r playbook.Reader) (err error) {
			book, err = desk.TemplateOf(r, &plan)
			return err
		})
	}, func(err error) {
		if err != nil || t.bookOf.ID != plan.ID || t.bookOf.Version != plan.Version {
			return // the plan stands for its playbook then, which the card says
		}
		t.book = &book
		if t.rec != nil {
			t.facts.show()
		}
	})
}

// draw shows the timeline, or the list.
func (t *Tab) draw(on bool) {
	if t.drawn = on; on {
		t.view.Select(1)
	} else {
		t.view.Select(0)
	}
	t.fill()
	t.focusList()
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
	c := t.win.Canvas()
	switch {
	case c == nil:
	case t.drawn:
		c.Focus(t.chart.body)
	default:
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
	v := view{today: t.win.Desk().Today(), now: t.win.Now(), who: t.win.Desk().Who, mine: t.mine, hideDone: t.hideDone, refused: t.refused, dates: t.dates}
	ls := lines(rec, v)
	t.who.SetOptions(kit.Tag{Text: "All " + strconv.Itoa(len(rec.Tasks))}, kit.Tag{Text: "Mine " + strconv.Itoa(t.countMine())})
	t.list.show(ls)
	t.say(ls)
	part.Visible(t.begin, plan == nil)
	part.Visible(t.add, plan != nil)
	t.facts.show()
	t.notices.show()
	if t.task(t.marked) == nil {
		t.marked = t.firstOpen(ls)
	}
	if now := t.list.selected(); now == nil || now.ID != t.marked {
		t.list.mark(t.marked)
	}
	t.chart.show(ls, v)
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
	if t.wrong.Visible() {
		h += heightAt(t.wrong, inner) + kit.SpaceS
	}
	switch {
	case t.chart.body.Visible():
		h += t.chart.body.Natural()
	case t.list.all.Visible():
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
	part.Visible(t.list.all, len(ls) > 0 && !t.drawn)
	part.Visible(t.chart.body, len(ls) > 0 && t.drawn)
	part.Visible(t.zoom, t.drawn)
	words := listKeys
	if t.drawn {
		words = chartKeys
	}
	t.keys.SetText(words)
}

// The keys of the two views, in the order of their worth: a slim window shows
// as many as there is room for.
const (
	listKeys  = "Space ticks · Enter opens · M moves · B blocks · S skips · N adds · X splits · G gate · T timeline"
	chartKeys = "Enter opens · M moves · + − zoom · ← → a week · T list"
)

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
	on := func(f func(*playbook.Task)) {
		if task != nil {
			f(task)
		}
	}
	switch strings.ToLower(string(r)) {
	case "b":
		on(t.blockSheet)
	case "s":
		on(t.skipSheet)
	case "m":
		on(t.moveTaskSheet)
	case "x":
		on(t.splitSheet)
	case "g":
		on(func(task *playbook.Task) { t.gateSheet(task.PhaseID) })
	case "i":
		on(t.inputSheet)
	case "n":
		t.addSheet(t.phaseOf(task))
	case "t":
		t.draw(!t.drawn)
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
