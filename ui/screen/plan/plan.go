// Package plan is the tab of an account that shows its plan: phases with their
// tasks and dates, what is marked in detail, and the ways to start a playbook,
// move its dates, and settle a task. What a task may become is decided by the
// rules of playbook; a refusal stands under the row as it was said.
package plan

import (
	"context"
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

// keepKeys gives the keyboard to the list where a click left it to nobody, so
// that the letters go on working after a button beside it.
func (t *Tab) keepKeys() {
	if c := t.win.Canvas(); c != nil && c.Focused() == nil && c.Overlays().Top() == nil {
		t.focusList()
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
