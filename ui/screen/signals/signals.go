// Package signals is the tab of an account about its seam: whether the
// alignment is weak and why, what went wrong so far, how the inspections of
// day 7, 14 and 30 went, and what the customer has already told us. Form is
// the fields of one signal, which the window shows over every screen.
package signals

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// Tab is the tab Signals.
type Tab struct {
	part.Tab
	pending *screen.Place
	rows    []*playbook.Signal // the newest first
	slim    bool
	bared   bool // on a shared screen: somebody asked to see it

	page    *fyne.Container
	filled  fyne.CanvasObject
	align   *alignment
	table   *kit.Table
	nothing *kit.Text
	counts  *kit.Text
	list    *kit.Card
	heat    *kit.Card
	main    *kit.Scroll
	look    *kit.Card // inspections
	told    *told
	side    *kit.Scroll
}

// New returns the tab; it shows nothing until it is given a record.
func New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab {
	t := &Tab{Tab: part.Tab{Win: win, Run: run, Account: account, Changed: changed}}
	t.align = newAlignment(t)
	t.table = kit.NewTable(columns(false)...)
	t.table.Fit, t.table.TapOpens = true, true
	t.table.Len = func() int { return len(t.rows) }
	t.table.Cell = func(row, col int) kit.Cell { return t.cell(t.rows[row], col) }
	t.table.OnOpen = func(row int) { t.edit(t.rows[row]) }
	t.nothing, t.counts = kit.NewText("", kit.Soft), kit.NewText("", kit.Small)
	log := kit.NewButton("Log a signal", kit.Secondary, func() { win.LogSignal(account) })
	if win.ReadOnly() {
		log.Disable()
	}
	t.list = kit.NewCard("Signals", kit.Column(kit.SpaceS, t.counts, t.nothing, t.table)).WithTrailing(log)
	t.heat = kit.NewCard("Where they fell", nil).WithSubtitle("Signals by what happened and by the phase of the plan they happened in.")
	t.main = kit.NewScroll(kit.Pad(kit.Column(kit.SpaceCard, t.align.card, t.list, t.heat), 0, 0, kit.SpaceL, 0))
	t.look = kit.NewCard("Inspections", nil)
	t.told = newTold(t)
	t.side = kit.NewScroll(kit.Pad(kit.Column(kit.SpaceCard, t.told.card, t.look), 0, 0, kit.SpaceL, 0))
	t.filled = kit.Grow(container.New(&slimming{t}, pane.Split(t.main, t.side, nil)))
	t.page = kit.Column(0)
	return t
}

// slimming leaves out the columns there is no room for.
type slimming struct{ t *Tab }

func (l *slimming) Layout(os []fyne.CanvasObject, size fyne.Size) {
	if slim := size.Width < wide; size.Width > 1 && slim != l.t.slim {
		l.t.slim = slim
		l.t.table.SetColumns(columns(slim)...)
	}
	os[0].Resize(size)
}

func (l *slimming) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }

// wide is the width of the page from which every column has its least width.
const wide float32 = 1000

func columns(slim bool) []kit.TableColumn {
	if slim {
		return []kit.TableColumn{{Title: "What happened", Grow: 1, Width: 220}, {Title: "When", Width: 74}, {Title: "Cause", Width: 118}}
	}
	return []kit.TableColumn{{Title: "What happened", Width: 168}, {Title: "The fact", Grow: 1, Width: 210}, {Title: "When", Width: 50}, {Title: "Phase", Width: 96}, {Title: "Cause", Width: 128}}
}

// Object implements screen.Tab.
func (t *Tab) Object() fyne.CanvasObject { return t.page }

// Show implements screen.Tab.
func (t *Tab) Show(rec *playbook.Record, _ screen.Extra) {
	t.Rec = rec
	t.fill()
	if p := t.pending; p != nil {
		t.pending = nil
		t.Arrive(*p)
	}
}

// fill puts the record on the page, or hides it while others see the screen.
func (t *Tab) fill() {
	if t.curtained() {
		part.Put(t.page, kit.NewCard("", kit.NewEmptyState("Others see this screen",
			"What went wrong at the seam is for us alone. It stays hidden on a shared screen until you show it, and hides again when you leave the tab.", "Show it", func() {
				t.bared = true
				t.fill()
			})))
		return
	}
	rec := t.Rec
	t.rows = newest(rec)
	t.align.show(metrics.Weak(rec), len(rec.Signals))
	t.showList()
	t.look.SetContent(t.inspections())
	t.told.show()
	part.Put(t.page, t.filled)
	t.main.Refresh()
	t.side.Refresh()
}

func (t *Tab) curtained() bool { return t.Win.Shared() && !t.bared }

func newest(rec *playbook.Record) []*playbook.Signal {
	out := make([]*playbook.Signal, len(rec.Signals))
	for i := range rec.Signals {
		out[i] = &rec.Signals[i]
	}
	slices.SortStableFunc(out, func(a, b *playbook.Signal) int {
		switch {
		case a.On != b.On && a.On > b.On, a.On == b.On && a.LoggedAt > b.LoggedAt:
			return -1
		case a.On == b.On && a.LoggedAt == b.LoggedAt:
			return 0
		}
		return 1
	})
	return out
}

func (t *Tab) showList() {
	h := metrics.SignalTable(t.Rec)
	part.Visible(t.nothing, len(t.rows) == 0)
	part.Visible(t.table, len(t.rows) > 0)
	part.Visible(t.heat, len(t.rows) > 0)
	t.nothing.SetText("Nothing was logged yet. Ctrl+L logs what went wrong between what was sold and what they meet: one kind, one sentence of fact. Few signals can mean a good start, or that nobody writes them down.")
	t.counts.SetText(countWords(&h, metrics.Apologies(t.Rec)))
	if len(t.rows) > 0 {
		t.heat.SetContent(newHeat(&h))
	}
	at := t.table.Selected()
	t.table.Reload()
	t.table.Select(min(at, len(t.rows)-1))
	t.list.Refresh()
}

// countWords says how many, where they came from, who logs them, and the
// standard for apologies.
func countWords(h *metrics.SignalHeat, apologies int) string {
	sorry := part.Count(apologies, "apology", "apologies") + "; the standard is zero."
	if h.Signals == 0 {
		return sorry
	}
	var causes []string
	for i, n := range h.OfCause {
		if n > 0 {
			causes = append(causes, fmt.Sprintf("%d %s", n, part.LabelOf("signal", "cause", h.Causes[i].Value)))
		}
	}
	if h.Uncaused > 0 {
		causes = append(causes, fmt.Sprintf("%d without a cause yet", h.Uncaused))
	}
	return part.Joined(" ", part.Count(h.Signals, "signal", "signals")+", logged by "+part.Count(h.Loggers, "person", "people")+": "+part.Joined(", ", causes...)+".", sorry)
}

// cell returns what one cell of the list shows.
func (t *Tab) cell(s *playbook.Signal, col int) kit.Cell {
	fact := kit.Cell{Text: s.Text, Wrap: true, Sub: t.aboutWords(s)}
	if t.slim {
		if col == 0 {
			fact.Tags = []kit.Tag{kindTag(s.Kind)}
			return fact
		}
		col = []int{1, 2, 4}[col]
	}
	switch col {
	case 0:
		return kit.Cell{Tags: []kit.Tag{kindTag(s.Kind)}}
	case 1:
		return fact
	case 2:
		c := kit.Cell{Text: part.ShortDay(s.On, t.Win.Desk().Today())}
		if t.slim {
			c.Sub = s.Phase
		}
		return c
	case 3:
		if s.Phase == "" {
			return kit.Cell{Text: "outside a plan", Color: kit.ColorMuted}
		}
		return kit.Cell{Text: s.Phase, Wrap: true}
	}
	if s.Cause == "" {
		return kit.Cell{Text: "not known yet", Color: kit.ColorFaint}
	}
	return kit.Cell{Tags: []kit.Tag{{Text: part.LabelOf("signal", "cause", s.Cause), Tone: kit.Blue}}}
}

// kindTag marks the three kinds that are signs of weak alignment, and the one
// whose standard is zero.
func kindTag(kind string) kit.Tag {
	tag := kit.Tag{Text: playbook.LabelOf(playbook.SignalKinds(), kind)}
	switch kind {
	case "repeated", "confused", "contradicted":
		tag.Tone, tag.Mark = kit.Late, kit.MarkUp
	case "apology":
		tag.Tone, tag.Mark = kit.Broken, kit.MarkSquare
	}
	return tag
}

// aboutWords says what a signal is about and who logged it.
func (t *Tab) aboutWords(s *playbook.Signal) string {
	about := ""
	for i := range t.Rec.Promises {
		if p := &t.Rec.Promises[i]; p.ID == s.PromiseID {
			about = "about the promise “" + part.Clip(p.Text, 90) + "”"
		}
	}
	for i := range t.Rec.Beliefs {
		if b := &t.Rec.Beliefs[i]; b.ID == s.BeliefID {
			about = part.Joined(" ", "about what", b.Person, "believes: “"+part.Clip(b.Text, 90)+"”")
		}
	}
	return part.Upper(part.Joined(" · ", about, part.Prefixed("logged by ", s.LoggedBy)))
}

// Arrive implements screen.Tab: the row of the place is a signal.
func (t *Tab) Arrive(p screen.Place) bool {
	if p.Tab != screen.Signals {
		return false
	}
	if t.Rec == nil {
		t.pending = &p
		return true
	}
	for i, s := range t.rows {
		if s.ID != p.Row || t.curtained() {
			continue
		}
		t.main.Reveal(t.list)
		if c := t.Win.Canvas(); c != nil {
			c.Focus(t.table.Focusable())
		}
		t.table.Select(i)
		return true
	}
	return p.Row.IsZero() || t.curtained()
}

// Leave implements screen.Tab. On a shared screen the tab closes again.
func (t *Tab) Leave() {
	t.bared = false
	if t.curtained() && t.Rec != nil {
		t.fill()
	}
}
