// Package accounts is the list of all customers: found by word and stage, ten
// thousand as fluent as ten, because the list is read page by page while one
// scrolls.
package accounts

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

const (
	// firstPage fills the window and little more, so that it is there at once.
	firstPage = 60
	pageSize  = 200
	// ahead is how many rows before the end of what is read the next page is
	// asked for.
	ahead = 30
	// sortable is the longest list that sorts by other columns than the name:
	// all of it has to be read first.
	sortable = 2000
	// typingPause is how long the search waits for the next letter.
	typingPause = 180 * time.Millisecond
)

// Room is the list of accounts.
type Room struct {
	win   screen.Window
	run   screen.Runner
	after kit.Timer

	stage  playbook.Stage
	text   string
	rows   []playbook.AccountRow
	order  []int // row numbers as shown, nil for by name
	whole  bool  // all rows that fit are read
	asking bool
	turn   int // the reading that counts; older ones are dropped
	counts map[playbook.Stage]int
	fresh  bool // counts are of the same reading as the rows
	stop   func()

	cols     []int // the columns there is room for
	sortCol  int
	sortDesc bool

	object fyne.CanvasObject
	title  *kit.Label
	create *kit.Button // nil where the window only reads
	finder *fyne.Container
	search *kit.Entry
	chips  *kit.ChoiceChips
	tools  *fyne.Container // the chips, and choosing several
	stages []playbook.Stage
	table  *kit.Table
	note   *kit.Label
	body   *fyne.Container
	listed fyne.CanvasObject

	several *several
}

// New returns the room and begins to read. after is the clock of the search.
func New(win screen.Window, run screen.Runner, after kit.Timer) *Room {
	r := &Room{win: win, run: run, after: after}
	r.build()
	r.Refresh()
	return r
}

func (r *Room) build() {
	r.title = kit.NewLabel("Accounts", kit.Title)
	r.search = kit.NewEntry("")
	r.search.SetPlaceholder("Name, promise, industry or a person")
	r.search.OnChanged = func(text string) { r.later(func() { r.find(text) }) }
	r.search.OnSubmitted = func(text string) { r.find(text); r.win.Canvas().Focus(r.table.Focusable()) }
	r.search.OnKey(func(e *fyne.KeyEvent) bool {
		switch {
		case e.Name == fyne.KeyDown && len(r.rows) > 0:
			r.win.Canvas().Focus(r.table.Focusable())
			return true
		case e.Name == fyne.KeyEscape && r.search.Text() != "":
			r.search.SetText("")
			r.find("")
			return true
		}
		return false
	})
	r.finder = kit.Row(0, kit.Spacer(), kit.GrowBy(2.2, r.search))
	head := kit.Row(kit.SpaceM, r.title, kit.Grow(r.finder))
	if !r.win.ReadOnly() {
		head.Add(kit.NewButton("Import deals…", kit.Secondary, r.win.ImportDeals))
		r.create = kit.NewButton("New deal", kit.Primary, r.win.NewDeal)
		head.Add(r.create)
	}
	r.chips = kit.NewChoice("All")
	r.chips.Plain = true
	r.chips.Select(0)
	r.chips.OnChanged = func(on []int) {
		r.stage = ""
		if len(on) > 0 && on[0] > 0 {
			r.stage = r.stages[on[0]]
		}
		r.restart()
	}

	ids, cols := columns(0)
	r.cols = ids
	r.table = kit.NewTable(cols...)
	r.table.TapOpens = true
	r.table.Len = func() int { return len(r.rows) }
	r.table.Cell = r.cell
	r.table.OnOpen = func(row int) {
		if r.several.on { // a click anywhere on a row ticks it
			r.several.toggle(r.at(row))
			return
		}
		r.win.Go(screen.Place{Screen: screen.Account, Account: r.at(row).ID})
	}
	r.table.OnCheck = func(row, _ int) { r.several.toggle(r.at(row)) }
	if !r.win.ReadOnly() {
		r.table.OnChoose = func(row int) { r.several.toggle(r.at(row)) }
	}
	r.table.OnSort = func(col int, desc bool) { r.sort(r.cols[col], desc) }
	r.table.SetSort(0, false)
	r.note = kit.NewLabel("", kit.Small)
	r.listed = kit.NewCard("", kit.Column(kit.SpaceS, kit.Grow(r.table), r.note))
	r.body = container.New(fit{r})
	r.several = newSeveral(r)
	r.tools = kit.RowTop(kit.SpaceM, kit.Grow(r.chips))
	if !r.win.ReadOnly() { // level with the first line of chips
		r.tools = kit.RowTop(kit.SpaceM, kit.Grow(kit.Pad(r.chips, 4, 0, 0, 0)), r.several.begins)
	}
	top := kit.Column(kit.SpaceCard, head, kit.Column(kit.SpaceM, r.tools, r.several.box))
	r.object = kit.Pad(kit.Column(kit.SpaceCard, top, kit.Grow(r.body)), 24, kit.SpaceXL, 20, kit.SpaceXL)
}

func (r *Room) showSort() { r.table.SetSort(slices.Index(r.cols, r.sortCol), r.sortDesc) }

// Object implements screen.Room.
func (r *Room) Object() fyne.CanvasObject { return r.object }

// Arrive implements screen.Room.
func (r *Room) Arrive(p screen.Place) bool { return p.Screen == screen.Accounts }

// Keyboard is what the arrows go to first.
func (r *Room) Keyboard() fyne.Focusable { return r.table.Focusable() }

// Leave implements screen.Room.
func (r *Room) Leave() {
	if r.stop != nil {
		r.stop()
	}
}

// later runs f when nothing was typed for a moment.
func (r *Room) later(f func()) {
	if r.stop != nil {
		r.stop()
	}
	r.stop = r.after(typingPause, f)
}

func (r *Room) find(text string) {
	if r.stop != nil {
		r.stop()
		r.stop = nil
	}
	if text = strings.TrimSpace(text); text == r.text {
		return
	}
	r.text = text
	r.restart()
}

// Refresh implements screen.Room: the rows read so far are read again, and the
// marked one stays marked.
func (r *Room) Refresh() {
	r.fresh = false
	r.fill(nil, max(len(r.rows), firstPage))
	r.count()
}

// restart reads from the top after another word or stage.
func (r *Room) restart() {
	r.sortCol, r.sortDesc = colName, false
	r.showSort()
	r.table.Select(-1)
	r.fill(nil, firstPage)
}

func (r *Room) count() {
	var counts map[playbook.Stage]int
	r.run.Run(func(ctx context.Context) (err error) {
		counts, err = r.win.Portfolio().AccountCounts(ctx)
		return err
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		r.counts, r.fresh = counts, true
		r.whole = r.whole || !r.asking && r.complete()
		r.showCounts()
	})
}

func (r *Room) total() int {
	n := 0
	for _, c := range r.counts {
		n += c
	}
	return n
}

// showCounts makes a chip of every stage that has accounts.
func (r *Room) showCounts() {
	tags := []kit.Tag{{Text: "All " + thousands(r.total())}}
	r.stages = []playbook.Stage{""}
	on := 0
	for _, o := range playbook.Stages() {
		s := playbook.Stage(o.Value)
		if r.counts[s] == 0 && s != r.stage {
			continue
		}
		if s == r.stage {
			on = len(tags)
		}
		tags = append(tags, kit.Tag{Text: o.Label + " " + thousands(r.counts[s])})
		r.stages = append(r.stages, s)
	}
	r.chips.SetOptions(tags...)
	r.chips.Select(on)
	r.show()
}

// fill reads up to limit rows after a row, or from the top for nil.
func (r *Room) fill(after *playbook.AccountRow, limit int) {
	r.turn++
	turn, f := r.turn, playbook.AccountFilter{Stage: r.stage, Text: r.text, Limit: limit, After: after}
	r.asking = true
	var got []playbook.AccountRow
	r.run.Run(func(ctx context.Context) (err error) {
		got, err = r.win.Portfolio().AccountRows(ctx, f)
		return err
	}, func(err error) {
		if turn != r.turn {
			return
		}
		r.asking = false
		if err != nil {
			r.win.Fail(err)
			return
		}
		if after == nil {
			marked := r.marked()
			r.rows = got
			r.whole = len(got) < limit || r.complete()
			r.reorder()
			r.mark(marked)
		} else {
			r.rows = append(r.rows, got...)
			r.whole = len(got) < limit || r.complete()
			r.reorder()
		}
		r.show()
	})
}

// complete tells that as many rows are read as there are, where that is known.
func (r *Room) complete() bool { return r.text == "" && r.fresh && len(r.rows) >= r.fits() }

func (r *Room) at(row int) *playbook.AccountRow {
	if r.order != nil {
		row = r.order[row]
	}
	return &r.rows[row]
}

func (r *Room) marked() playbook.ID {
	if i := r.table.Selected(); i >= 0 && i < len(r.rows) {
		return r.at(i).ID
	}
	return playbook.ID{}
}

func (r *Room) mark(id playbook.ID) {
	if id.IsZero() {
		return
	}
	for i := range r.rows {
		if r.at(i).ID == id {
			if i != r.table.Selected() {
				r.table.Select(i)
			}
			return
		}
	}
	r.table.Select(-1)
}

// show decides between the list and what stands in its place.
func (r *Room) show() {
	var o fyne.CanvasObject
	switch {
	case len(r.rows) > 0:
		o = r.listed
	case r.counts == nil || r.asking:
		return
	case r.total() == 0:
		o = r.empty()
	default:
		o = kit.NewCard("", kit.NewEmptyState("No account fits", "Try fewer letters, or another stage.", "Show all", r.all))
	}
	r.bare(len(r.rows) == 0 && r.total() == 0)
	if len(r.body.Objects) != 1 || r.body.Objects[0] != o {
		r.body.Objects = []fyne.CanvasObject{o}
		r.body.Refresh()
	}
	r.note.SetText(r.says())
	r.table.Reload()
	r.body.Layout.Layout(r.body.Objects, r.body.Size())
}

// bare takes away what has no use while there is nothing: a search, filters and
// a second button for the one thing to do.
func (r *Room) bare(on bool) {
	if on == !r.finder.Visible() {
		return
	}
	parts := []fyne.CanvasObject{r.finder, r.tools}
	if r.create != nil {
		parts = append(parts, r.create)
	}
	for _, o := range parts {
		if on {
			o.Hide()
		} else {
			o.Show()
		}
	}
	r.object.Refresh()
}

func (r *Room) all() {
	r.search.SetText("")
	r.text, r.stage = "", ""
	r.restart()
	r.count()
}

func (r *Room) empty() fyne.CanvasObject {
	if r.win.ReadOnly() {
		return kit.NewCard("", kit.NewEmptyState("No accounts yet", "This workspace is empty.", "", nil))
	}
	return kit.NewCard("", kit.NewEmptyState("No accounts yet", "One account is one customer, from pre-close to renewal. Begin with a deal you are about to close, or import the deals your CRM has exported (Ctrl+I).", "New deal", r.win.NewDeal))
}

func thousands(n int) string { return playbook.Money(strconv.Itoa(n)).Grouped() }

// says is the line below the list: how many there are and, where sorting by
// another column than the name cannot be had, why.
func (r *Room) says() string {
	n := thousands(len(r.rows))
	switch {
	case r.sortCol != colName && !r.whole:
		return "Sorting reads all rows first…"
	case r.whole && len(r.rows) == 1:
		return "1 account"
	case r.whole:
		return n + " accounts"
	case r.text == "" && r.counts != nil:
		total := r.total()
		if r.stage != "" {
			total = r.counts[r.stage]
		}
		return n + " of " + thousands(total) + " accounts, by name; more come as you scroll"
	}
	return n + " accounts and more, by name; more come as you scroll"
}
