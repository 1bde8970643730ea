// Package timeline is the tab of an account that tells its history: every act
// with who, when and why, the newest first, and what it changed.
package timeline

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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

	events []playbook.Event
	shown  bool // something was read
	more   bool // there may be older ones
	asked  int  // the newest reading asked for; older answers are dropped
	whole  map[playbook.ID]bool

	buttons map[playbook.ID]*kit.Button // that show an act whole

	days   *fyne.Container
	scroll *kit.Scroll
	top    *fyne.Container
}

// New returns the tab; it reads when it is first shown a record.
func New(win screen.Window, run screen.Runner, account playbook.ID, _ func()) *Tab {
	t := &Tab{win: win, run: run, account: account, whole: map[playbook.ID]bool{}, buttons: map[playbook.ID]*kit.Button{}}
	t.days = kit.Column(kit.SpaceCard, kit.NewText("Reading the history…", kit.Soft))
	t.scroll = kit.NewScroll(kit.Pad(t.days, 0, 0, kit.SpaceXL, 0))
	t.top = kit.Column(0, kit.Grow(t.scroll))
	return t
}

// Object implements screen.Tab.
func (t *Tab) Object() fyne.CanvasObject { return t.top }

// Show implements screen.Tab: every commit may have added an act.
func (t *Tab) Show(*playbook.Record, screen.Extra) {
	t.read(playbook.HistoryQuery{Limit: max(len(t.events), page)}, func(es []playbook.Event) { t.events = es })
}

// Arrive implements screen.Tab.
func (t *Tab) Arrive(p screen.Place) bool { return p.Tab == screen.Timeline }

// Leave implements screen.Tab. Nothing is typed here.
func (t *Tab) Leave() {}

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
	var es []playbook.Event
	t.run.Run(func(ctx context.Context) (err error) {
		es, err = from.History(ctx, t.account, q)
		return err
	}, func(err error) {
		if mine != t.asked {
			return
		}
		if err != nil {
			t.win.Fail(err)
			return
		}
		t.more = len(es) == q.Limit
		take(es)
		t.shown = true
		t.fill()
	})
}

// fill makes the cards of the days anew and keeps the place on the page.
func (t *Tab) fill() {
	at := t.scroll.Offset()
	clear(t.buttons)
	loc := t.win.Now().Location()
	today := t.win.Desk().Today()
	names := nameTurns(t.events)
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
		rows = append(rows, t.row(e, names[e.ID]))
	}
	flush()
	switch {
	case len(t.events) == 0:
		parts = append(parts, kit.NewCard("", kit.NewEmptyState("Nothing has happened yet",
			"Everything that changes on this account is told here: who did it, when, why, and what it was before. Nothing is ever lost from it.",
			"Open the handoff", func() { t.win.Go(screen.Place{Screen: screen.Account, Account: t.account, Tab: screen.Handoff}) })))
	case t.more:
		parts = append(parts, kit.Row(0, kit.NewButton("Earlier…", kit.Secondary, t.earlier), kit.Spacer()))
	default:
		parts = append(parts, kit.NewText("That is the whole history of this account.", kit.Faint))
	}
	t.days.Objects = parts
	t.days.Refresh()
	t.scroll.Refresh()
	t.scroll.SetOffset(at)
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

const (
	fewLines = 3
	fewRunes = 90
)

// row shows one act: time and person, what it was, and what it changed.
func (t *Tab) row(e *playbook.Event, turned string) fyne.CanvasObject {
	loc := t.win.Now().Location()
	head := kit.Span{Text: heading(e, turned), Role: kit.Strong}
	if e.Kind != "do" {
		head.Role = kit.Body
	}
	if e.Undone {
		head.Strike, head.Role, head.Color = true, kit.Body, kit.ColorFaint
	}
	title := []fyne.CanvasObject{kit.NewSpans(head)}
	if e.Undone {
		title = append(title, kit.NewPill("undone", kit.Neutral))
	}
	parts := []fyne.CanvasObject{kit.Flow(kit.SpaceS, title...)}
	if e.Why != "" {
		parts = append(parts, kit.NewSpans(kit.Span{Text: "Why: ", Role: kit.Caption}, kit.Span{Text: e.Why, Role: kit.Small, Color: kit.ColorInk}))
	}
	if !e.Undone || t.whole[e.ID] {
		parts = append(parts, t.changed(e)...)
	}
	return container.New(rowLayout{},
		kit.NewLabel(e.At.Time().In(loc).Format("15:04"), kit.Soft),
		kit.NewLabel(e.Who, kit.Body),
		kit.Column(3, parts...))
}

// changed shows what an act changed, shortened until somebody wants it whole.
func (t *Tab) changed(e *playbook.Event) []fyne.CanvasObject {
	all := changes(e, t.win.Now().Location())
	whole := t.whole[e.ID]
	rest := e.Count - len(e.Lines)
	total := len(all) + rest
	if !whole {
		all = gathered(all)
	}
	var out []fyne.CanvasObject
	cut := len(all) < total-rest
	for i, c := range all {
		if !whole && i >= fewLines && len(all) > fewLines+1 {
			cut = true
			break
		}
		spans, short := c.spans(whole)
		cut = cut || short
		out = append(out, kit.NewSpans(spans...))
	}
	if whole && rest > 0 {
		out = append(out, kit.NewText("and "+strconv.Itoa(rest)+" more", kit.Faint))
	}
	if cut || whole {
		word := "Show all"
		if !whole && total > fewLines+1 {
			word = "Show all " + strconv.Itoa(total)
		}
		if whole {
			word = "Show less"
		}
		id := e.ID
		button := kit.NewButton(word, kit.Quiet, func() {
			t.whole[id] = !t.whole[id]
			t.fill()
			t.refocus(id)
		})
		t.buttons[id] = button
		out = append(out, kit.Row(0, kit.Pad(button, 0, 0, 0, -kit.SpaceS), kit.Spacer()))
	}
	return out
}

// spans writes a change as "Label: old → new" and tells whether it was
// shortened.
func (c change) spans(whole bool) (spans []kit.Span, short bool) {
	fit := func(s string) string {
		if whole {
			return s
		}
		one := clip(strings.Join(strings.Fields(s), " "), fewRunes)
		short = short || one != s
		return one
	}
	spans = []kit.Span{{Text: c.what + ": ", Role: kit.Small}}
	ink := func(s string) kit.Span { return kit.Span{Text: fit(s), Role: kit.Small, Color: kit.ColorInk} }
	switch {
	case c.added && c.new == "":
		spans[0].Text = c.what
	case c.added:
		spans = append(spans, ink(c.new))
	case c.old == "":
		spans = append(spans, ink(c.new))
	case c.new == "":
		spans = append(spans, kit.Span{Text: fit(c.old), Role: kit.Small}, kit.Span{Text: " → emptied", Role: kit.Small})
	default:
		spans = append(spans, kit.Span{Text: fit(c.old), Role: kit.Small}, kit.Span{Text: " → ", Role: kit.Small}, ink(c.new))
	}
	return spans, short
}

// rowLayout puts time and person before what happened.
type rowLayout struct{}

const (
	timeWide, whoWide, rowPad float32 = 46, 132, 9
	narrow                    float32 = 560
)

func (rowLayout) left(width float32) float32 {
	if width < narrow {
		return timeWide
	}
	return timeWide + whoWide
}

func (l rowLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	h := os[0].MinSize().Height
	put(os[0], 0, rowPad, timeWide, h)
	left := l.left(s.Width)
	y := rowPad
	if left == timeWide { // the name stands above what was done
		put(os[1], timeWide, rowPad, s.Width-timeWide, h)
		y += h + 2
	} else {
		put(os[1], timeWide, rowPad, whoWide-12, h)
	}
	put(os[2], left, y, s.Width-left, s.Height-y-rowPad)
}

func (l rowLayout) MinSize(os []fyne.CanvasObject) fyne.Size {
	h := os[2].MinSize().Height
	if w := os[2].Size().Width; w > 1 && w < narrow-timeWide-whoWide {
		h += os[1].MinSize().Height + 2
	}
	return fyne.NewSize(timeWide+200, h+2*rowPad)
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
