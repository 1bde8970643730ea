package ledger

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/closing"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// Promises is the tab of what was sold beside what was delivered: the ledger,
// and the way through it one after another that ends a handoff.
type Promises struct {
	part.Tab
	after   kit.Timer
	filter  metrics.Filter
	order   metrics.Order
	down    bool // the order is turned round
	rows    []row
	marked  playbook.ID
	pending *screen.Place
	team    []kit.Option
	shown   []int // the columns there is room for

	page    *fyne.Container
	filled  fyne.CanvasObject
	chips   *kit.ChoiceChips
	kept    *keptLine
	several *kit.Button
	begin   *kit.Button // Reconcile…
	add     *kit.Button
	bulk    *bulk
	table   *kit.Table
	card    *kit.Card
	nothing *kit.Text
	beliefs *beliefs
	main    *kit.Scroll
	outcome *outcome
	side    *kit.Scroll
	through *reconcile // nil until it is first opened
	walking bool       // it is shown in place of the ledger
}

// NewPromises returns the tab; it shows nothing until it is given a record.
func NewPromises(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Promises {
	t := &Promises{Tab: part.Tab{Win: win, Run: run, Account: account, Changed: changed}, after: kit.UITimer}
	t.chips = kit.NewChoice()
	t.chips.Plain = true
	t.chips.Select(0)
	t.chips.OnChanged = func(on []int) {
		t.filter = metrics.All
		if len(on) > 0 {
			t.filter = metrics.Filter(metrics.Filters()[on[0]].Value)
		}
		t.fill()
	}
	t.kept = newKeptLine(func() { t.way().Rows() })
	t.add = kit.NewButton("Add promise", kit.Primary, t.addSheet)
	t.begin = kit.NewButton("Reconcile…", kit.Secondary, func() {
		t.Win.Go(screen.Place{Screen: screen.Account, Account: t.Account, Tab: screen.Promises, Field: screen.Reconcile})
	})
	t.bulk = newBulk(t)
	t.several = kit.NewButton("Choose several", kit.Quiet, t.bulk.begin)
	t.buildTable()
	t.nothing = kit.NewText("", kit.Soft)
	t.card = kit.NewCard("", kit.Column(0, t.nothing, t.table))
	t.beliefs = newBeliefs(&t.Tab, t.made)
	t.main = kit.NewScroll(kit.Pad(kit.Column(kit.SpaceCard, t.card, t.beliefs.box), 0, 0, kit.SpaceL, 0))
	t.table.Within(t.main)
	t.outcome = newOutcome(t, false)
	t.side = kit.NewScroll(kit.Pad(kit.Column(0, t.outcome.card), 0, 0, kit.SpaceL, 0))
	tools := container.New(&toolLayout{kept: t.kept}, t.chips, t.kept.box, t.several, t.begin, t.add)
	t.filled = kit.Grow(container.New(&slimming{t}, kit.Column(kit.SpaceM, tools, t.bulk.box, kit.Grow(pane.Split(t.main, t.side, nil)))))
	t.page = kit.Column(0)
	if win.ReadOnly() {
		t.add.Disable()
		t.several.Disable()
	}
	return t
}

func (t *Promises) buildTable() {
	t.shown = columnsFor(allColumns)
	t.table = kit.NewTable(columns(t.shown)...)
	t.table.Fit = true
	t.table.Len = func() int { return len(t.rows) }
	t.table.Cell = func(at, col int) kit.Cell {
		r := &t.rows[at]
		c := r.cell(t.Win.Desk().Today(), t.shown[col], len(t.shown) < len(columnsFor(allColumns)), t.Win.Shared())
		if col == 0 && t.bulk.on {
			c.Tick = kit.Ticked(t.bulk.state(r.Promise.ID))
		}
		return c
	}
	t.table.OnSelected = func(at int) { t.mark(t.rows[at].Promise) }
	t.table.OnOpen = func(at int) { t.Open("F44", t.rows[at].Promise.ID, "text") }
	t.table.OnCheck = func(at, _ int) { t.bulk.toggle(t.rows[at].Promise.ID) }
	t.table.OnChoose = func(at int) { t.bulk.toggle(t.rows[at].Promise.ID) }
	t.table.OnSort = func(col int, down bool) {
		t.order, t.down = orders()[t.shown[col]], down
		t.fill()
	}
}

// orders says what a click on the title of each column sorts by.
func orders() [6]metrics.Order {
	return [6]metrics.Order{colSold: metrics.ByText, colBasis: metrics.ByBasis, colDue: metrics.ByDue, colDelivered: metrics.ByOwner, colOutcome: metrics.ByState, colOutcomeNext: metrics.ByState}
}

// columnsFor says which of the columns there is room for. On a slim page what
// was delivered stands on the card beside only, and on a somewhat wider one why
// they believed us.
func columnsFor(width float32) []int {
	switch {
	case width < pane.Slim:
		return []int{colSold, colDue, colOutcomeNext}
	case width < allColumns:
		return []int{colSold, colDue, colDelivered, colOutcome}
	}
	return []int{colSold, colBasis, colDue, colDelivered, colOutcome}
}

// allColumns is the width of the page from which every column has its least
// width beside the side column.
const allColumns float32 = 1090

func columns(which []int) []kit.TableColumn {
	all := [...]kit.TableColumn{colSold: {Title: "What was sold", Grow: 5, Width: 210, Sort: true}, colBasis: {Title: "Why they believed us", Width: 132, Sort: true},
		colDue: {Title: "Due", Width: 72, Sort: true}, colDelivered: {Title: "Delivered, by whom", Grow: 3, Width: 120, Sort: true}, colOutcome: {Title: "Outcome", Width: 98, Sort: true}, colOutcomeNext: {Title: "Outcome", Grow: 3, Width: 140, Sort: true}}
	out := make([]kit.TableColumn, len(which))
	for i, c := range which {
		out[i] = all[c]
	}
	return out
}

// slimming gives the table the columns there is room for.
type slimming struct{ t *Promises }

func (l *slimming) Layout(os []fyne.CanvasObject, size fyne.Size) {
	if which := columnsFor(size.Width); size.Width > 1 && len(which) != len(l.t.shown) {
		l.t.shown = which
		l.t.table.SetColumns(columns(which)...)
		l.t.showOrder()
	}
	os[0].Resize(size)
}

func (l *slimming) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }

// Object implements screen.Tab.
func (t *Promises) Object() fyne.CanvasObject { return t.page }

// Show implements screen.Tab.
func (t *Promises) Show(rec *playbook.Record, extra screen.Extra) {
	t.Rec, t.team = rec, pane.Team(rec, extra.Members)
	if p := t.pending; p != nil {
		t.pending = nil
		t.fill()
		t.Arrive(*p)
		return
	}
	t.fill()
	if t.walking {
		t.through.show()
	}
}

// Arrive implements screen.Tab: the row of the place is a promise, or, on the
// way through, a proof point.
func (t *Promises) Arrive(p screen.Place) bool {
	if p.Tab != screen.Promises {
		return false
	}
	if t.Rec == nil {
		t.pending = &p
		return true
	}
	if p.Field == screen.Reconcile {
		t.reconcile(p.Row)
		return true
	}
	if t.walking {
		t.through.flush()
		t.walking = false
		t.fill()
	}
	if p.Row.IsZero() {
		return true
	}
	if t.index(p.Row) < 0 {
		t.filter = metrics.All
		t.chips.Select(0)
		t.fill()
	}
	i := t.index(p.Row)
	if i < 0 {
		return t.beliefs.reveal(t.main, p.Row)
	}
	t.mark(t.rows[i].Promise)
	if c := t.Win.Canvas(); c != nil {
		c.Focus(t.table.Focusable())
	}
	t.table.Select(i)
	return true
}

// Leave implements screen.Tab.
func (t *Promises) Leave() {
	t.outcome.flush()
	if t.through != nil {
		t.through.flush()
	}
}

// Next confirms the step of the way through and goes on to the next; the window
// binds it to Ctrl+Enter.
func (t *Promises) Next() {
	if t.walking {
		t.through.confirm()
	}
}

func (t *Promises) way() *closing.Way {
	return &closing.Way{Tab: &t.Tab}
}

// reconcile shows the way through in place of the ledger.
func (t *Promises) reconcile(row playbook.ID) {
	if t.through == nil {
		t.through = newReconcile(t)
	}
	t.outcome.flush()
	t.walking = true
	part.Put(t.page, t.through.object)
	t.through.arrive(row)
}

func (t *Promises) index(id playbook.ID) int {
	return slices.IndexFunc(t.rows, func(r row) bool { return r.Promise.ID == id })
}

func (t *Promises) fill() {
	if t.walking {
		return
	}
	rec, today := t.Rec, t.Win.Desk().Today()
	if len(rec.Promises) == 0 && len(rec.Beliefs) == 0 {
		part.Put(t.page, kit.NewCard("", t.empty()))
		return
	}
	standing := metrics.Ledger(rec, today)
	metrics.Sort(standing, t.order, t.down)
	filters := metrics.Filters()
	counts := make([]int, len(filters))
	t.rows = t.rows[:0]
	for _, s := range standing {
		for i, f := range filters {
			if metrics.Filter(f.Value).Takes(s.Promise, s.State) {
				counts[i]++
			}
		}
		if t.filter.Takes(s.Promise, s.State) {
			_, words := rec.DueOf(s.Promise)
			t.rows = append(t.rows, row{s, words})
		}
	}
	tags := make([]kit.Tag, len(filters))
	for i, f := range filters {
		tags[i] = kit.Tag{Text: f.Label + " " + strconv.Itoa(counts[i])}
	}
	t.chips.SetOptions(tags...)
	t.kept.show(metrics.Promises(rec, today))
	part.Visible(t.several, len(rec.Promises) > 1)
	part.Visible(t.table, len(t.rows) > 0)
	part.Visible(t.nothing, len(t.rows) == 0)
	t.nothing.SetText(nothingWords(t.filter))
	t.bulk.show()
	t.beliefs.show(rec, !t.Win.Shared() && (t.filter == metrics.All || t.filter == metrics.Different)) // what they believe is for us alone
	t.showOrder()
	i := t.index(t.marked)
	if i < 0 && len(t.rows) > 0 {
		i = 0
	}
	t.table.Reload()
	t.table.Select(i)
	if i < 0 {
		t.mark(nil)
	} else {
		t.mark(t.rows[i].Promise)
	}
	part.Visible(t.side, i >= 0)
	part.Put(t.page, t.filled)
	t.main.Refresh()
}

// made marks a promise that was just added, once the page has read it.
func (t *Promises) made(id playbook.ID) {
	t.marked, t.filter = id, metrics.All
	t.chips.Select(0)
}

// showOrder shows by which column the rows are sorted.
func (t *Promises) showOrder() {
	col := -1
	for at, c := range t.shown {
		if t.order != metrics.ByWeight && orders()[c] == t.order {
			col = at
		}
	}
	t.table.SetSort(col, t.down)
}

func nothingWords(f metrics.Filter) string {
	switch f {
	case metrics.StillOwed:
		return "Every promise has an outcome."
	case metrics.RiskOnly:
		return "No promise is at risk."
	case metrics.OverdueOnly:
		return "No promise is overdue."
	case metrics.Different:
		return "No promise differs from the contract."
	case metrics.Unsupported:
		return "No promise lacks support."
	}
	return "No promise is written down yet."
}

func (t *Promises) empty() fyne.CanvasObject {
	text := "Every promise made in the sale stands here with the words used, why they believed us, and what came of it. The handoff is finished when each has an outcome."
	if n := t.Rec.NoneOf(playbook.FieldByNo(44)); n != nil {
		text = n.Who + " said on " + n.On.Short() + " that none was made. " + text
	}
	action := "Add the first promise"
	if t.Win.ReadOnly() {
		action = ""
	}
	return kit.NewEmptyState("No promises yet", text, action, t.addSheet)
}

func (t *Promises) mark(p *playbook.Promise) {
	id := playbook.ID{}
	if p != nil {
		id = p.ID
	}
	if id != t.marked {
		t.outcome.flush()
	}
	t.marked = id
	t.outcome.show(p)
}
