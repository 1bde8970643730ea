// Package timeline is the tab of an account that tells its history like a
// story: every act with who, when and why, the newest first, what it changed in
// sentences, narrowed by field, person and time. A value that was replaced can
// be brought back from it. A pack that was taken in is one act, and opens into
// those that it brought, each with who, when and by whose key.
package timeline

import (
	"context"
	"maps"
	"strconv"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// page is how many acts are read at a time.
const page = 50

// Tab is the history of one account.
type Tab struct {
	win     screen.Window
	run     screen.Runner
	account playbook.ID
	commit  func() // tells the page that something was written

	events []playbook.Event
	more   bool // there may be older ones
	bared  bool // on a shared screen: somebody asked to see it
	asked  int  // the newest reading asked for; older answers are dropped
	whole  map[playbook.ID]bool

	brought map[playbook.ID][]playbook.Event // by the packs that are shown whole
	shown   map[playbook.ID]int              // how many of these are laid out

	buttons map[playbook.ID]*kit.Button // that show an act whole

	filter *filter
	days   *fyne.Container
	scroll *kit.Scroll
	top    *fyne.Container
}

// New returns the tab; it reads when it is first shown a record.
func New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab {
	t := &Tab{win: win, run: run, account: account, commit: changed, whole: map[playbook.ID]bool{}, buttons: map[playbook.ID]*kit.Button{},
		brought: map[playbook.ID][]playbook.Event{}, shown: map[playbook.ID]int{}}
	t.days = kit.Column(kit.SpaceCard, kit.NewText("Reading the history…", kit.Soft))
	t.scroll = kit.NewScroll(kit.Pad(t.days, 0, 0, kit.SpaceXL, 0))
	t.filter = newFilter(t)
	t.top = kit.Column(kit.SpaceM, t.filter.bar, kit.Grow(t.scroll))
	return t
}

// Object implements screen.Tab.
func (t *Tab) Object() fyne.CanvasObject { return t.top }

// Show implements screen.Tab: every commit may have added an act.
func (t *Tab) Show(*playbook.Record, screen.Extra) {
	from := t.win.Portfolio()
	var ix playbook.HistoryIndex
	t.run.Run(func(ctx context.Context) (err error) {
		ix, err = from.HistoryIndex(ctx, t.account)
		return err
	}, func(err error) {
		if err != nil {
			t.win.Fail(err)
			return
		}
		t.filter.offer(ix)
	})
	t.read(playbook.HistoryQuery{Limit: max(len(t.events), page)}, func(es []playbook.Event) { t.events = es })
}

// Arrive implements screen.Tab.
func (t *Tab) Arrive(p screen.Place) bool { return p.Tab == screen.Timeline }

// Leave implements screen.Tab. Nothing is typed here that is kept. On a shared
// screen the history closes again.
func (t *Tab) Leave() {
	if t.bared {
		t.bared = false
		t.fill()
	}
}

// curtained tells whether others see this screen and nobody has asked to show
// the history on it: it tells what is watched and what went wrong in its words.
func (t *Tab) curtained() bool { return t.win.Shared() && !t.bared }

// again reads the first page, after the filter was changed.
func (t *Tab) again() {
	t.scroll.SetOffset(0)
	t.read(playbook.HistoryQuery{Limit: page}, func(es []playbook.Event) { t.events = es })
}

func (t *Tab) earlier() {
	if len(t.events) == 0 {
		return
	}
	last := t.events[len(t.events)-1].Seq
	t.read(playbook.HistoryQuery{Limit: page, Before: last}, func(es []playbook.Event) { t.events = append(t.events, es...) })
}

func (t *Tab) read(q playbook.HistoryQuery, take func([]playbook.Event)) {
	t.asked++
	mine := t.asked
	from := t.win.Portfolio()
	q = t.filter.query(q)
	open := maps.Clone(t.whole)
	var es []playbook.Event
	brought := map[playbook.ID][]playbook.Event{}
	t.run.Run(func(ctx context.Context) (err error) {
		es, err = from.History(ctx, t.account, q)
		for i := range es {
			if e := &es[i]; err == nil && e.Took != "" && open[e.ID] {
				brought[e.ID], err = from.Brought(ctx, t.account, e.Seq)
			}
		}
		return err
	}, func(err error) {
		if mine != t.asked {
			return
		}
		if err != nil {
			t.win.Fail(err)
			return
		}
		for i := range es {
			playbook.ShowFirst(&es[i], q)
		}
		maps.Copy(t.brought, brought)
		t.more = len(es) == q.Limit
		take(es)
		t.fill()
	})
}

// fill makes the cards of the days anew and keeps the place on the page.
func (t *Tab) fill() {
	if t.curtained() {
		t.filter.bar.Hide()
		t.days.Objects = []fyne.CanvasObject{kit.NewCard("", kit.NewEmptyState("Others see this screen",
			"The history tells what we watch and what went wrong, in our words. It stays hidden on a shared screen until you show it, and hides again when you leave the tab.", "Show it", func() {
				t.bared = true
				t.fill()
			}))}
		t.days.Refresh()
		t.scroll.Refresh()
		return
	}
	t.filter.bar.Show()
	at := t.scroll.Offset()
	clear(t.buttons)
	loc := t.win.Now().Location()
	today := t.win.Desk().Today()
	var parts, rows []fyne.CanvasObject
	var day playbook.Date
	flush := func() {
		if len(rows) > 0 {
			parts = append(parts, kit.Column(kit.SpaceS, kit.NewLabel(dayWords(day, today), kit.Caption), kit.NewCard("", kit.Pad(kit.Column(0, rows...), -8, 0, -8, 0))))
			rows = nil
		}
	}
	for i := range t.events {
		e := &t.events[i]
		if d := e.At.Day(loc); d != day {
			flush()
			day = d
		}
		if len(rows) > 0 {
			rows = append(rows, kit.NewHairline())
		}
		rows = append(rows, t.row(e))
	}
	flush()
	t.days.Objects = append(parts, t.end())
	t.days.Refresh()
	t.scroll.Refresh()
	t.scroll.SetOffset(at)
}

// end is what stands under the acts.
func (t *Tab) end() fyne.CanvasObject {
	switch {
	case len(t.events) == 0 && t.filter.isOn():
		return kit.NewCard("", kit.NewEmptyState("Nothing matches",
			"No act on this account was done "+t.filter.words()+".", "Clear the filter", t.filter.reset))
	case len(t.events) == 0:
		return kit.NewCard("", kit.NewEmptyState("Nothing has happened yet",
			"Everything that changes on this account is told here: who did it, when, why, and what it was before. Nothing is ever lost from it.",
			"Open the handoff", func() {
				t.win.Go(screen.Place{Screen: screen.Account, Account: t.account, Tab: screen.Handoff})
			}))
	case t.more:
		return kit.Row(0, kit.NewButton("Earlier…", kit.Secondary, t.earlier), kit.Spacer())
	case t.filter.isOn():
		n := strconv.Itoa(len(t.events)) + " acts"
		if len(t.events) == 1 {
			n = "1 act"
		}
		return kit.NewText("That is all that matches: "+n+".", kit.Faint)
	}
	return kit.NewText("That is the whole history of this account.", kit.Faint)
}

// refocus gives the keyboard back to the button that was made anew.
func (t *Tab) refocus(id playbook.ID) {
	if b := t.buttons[id]; b != nil {
		if c := t.win.Canvas(); c != nil {
			c.Focus(b)
		}
	}
}

func dayWords(d, today playbook.Date) string {
	words := kit.ShowDayLong(string(d))
	switch d.DaysUntil(today) {
	case 0:
		return "Today · " + words
	case 1:
		return "Yesterday · " + words
	}
	return words
}
