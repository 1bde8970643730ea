package ledger

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
)

// Promises is the tab of what was sold beside what was delivered.
type Promises struct {
	tab
	after   kit.Timer
	filter  filter
	rows    []*playbook.Promise
	marked  playbook.ID
	pending *screen.Place
	team    []kit.Option
	shown   []int // the columns there is room for

	page    *fyne.Container
	filled  fyne.CanvasObject
	chips   *kit.ChoiceChips
	add     *kit.Button
	table   *kit.Table
	card    *kit.Card
	nothing *kit.Text
	beliefs *fyne.Container
	main    *kit.Scroll
	outcome *outcome
	side    *kit.Scroll
}

// NewPromises returns the tab; it shows nothing until it is given a record.
func NewPromises(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Promises {
	t := &Promises{tab: tab{win: win, run: run, account: account, changed: changed}, after: kit.UITimer}
	t.chips = kit.NewChoice("All", "Owed", "At risk", "Unsupported", "Differs from contract")
	t.chips.Plain = true
	t.chips.Select(0)
	t.chips.OnChanged = func(on []int) {
		t.filter = all
		if len(on) > 0 {
			t.filter = filter(on[0])
		}
		t.fill()
	}
	t.add = kit.NewButton("Add promise", kit.Primary, t.addSheet)
	t.shown = columnsFor(allColumns)
	t.table = kit.NewTable(columns(t.shown)...)
	t.table.Fit = true
	t.table.Len = func() int { return len(t.rows) }
	t.table.Cell = func(row, col int) kit.Cell {
		p := t.rows[row]
		if t.win.Shared() && !blank(p.Quote) { // the exact words are sensitive
			veiled := *p
			veiled.Quote = "•••"
			p = &veiled
		}
		return cell(t.rec, p, t.win.Desk().Today(), t.shown[col], len(t.shown) < len(columnsFor(allColumns)))
	}
	t.table.OnSelected = func(row int) { t.mark(t.rows[row]) }
	t.table.OnOpen = func(row int) { t.open("F44", t.rows[row].ID, "text") }
	t.nothing = kit.NewText("", kit.Soft)
	t.card = kit.NewCard("", kit.Column(0, t.nothing, t.table))
	t.beliefs = kit.Column(kit.SpaceCard)
	t.main = kit.NewScroll(kit.Pad(kit.Column(kit.SpaceCard, t.card, t.beliefs), 0, 0, kit.SpaceL, 0))
	t.outcome = newOutcome(t)
	t.side = kit.NewScroll(kit.Pad(kit.Column(0, t.outcome.card), 0, 0, kit.SpaceL, 0))
	t.filled = kit.Grow(container.New(&slimming{t}, kit.Column(kit.SpaceM, kit.Row(kit.SpaceM, kit.Grow(t.chips), t.add), kit.Grow(pane.Split(t.main, t.side, nil)))))
	t.page = kit.Column(0)
	if win.ReadOnly() {
		t.add.Disable()
	}
	return t
}

// columnsFor says which of the columns there is room for. On a slim page what
// was delivered stands on the card beside only, and on a somewhat wider one why
// they believed us.
func columnsFor(width float32) []int {
	switch {
	case width < pane.Slim:
		return []int{0, 2, 4}
	case width < allColumns:
		return []int{0, 2, 3, 4}
	}
	return []int{0, 1, 2, 3, 4}
}

// allColumns is the width of the page from which every column has its least
// width beside the side column.
const allColumns float32 = 1090

func columns(which []int) []kit.TableColumn {
	all := [...]kit.TableColumn{{Title: "What was sold", Grow: 5, Width: 210}, {Title: "Why they believed us", Width: 132},
		{Title: "Due", Width: 72}, {Title: "What was delivered", Grow: 3, Width: 120}, {Title: "Outcome", Width: 98}}
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
	}
	os[0].Resize(size)
}

func (l *slimming) MinSize(os []fyne.CanvasObject) fyne.Size { return os[0].MinSize() }

// Object implements screen.Tab.
func (t *Promises) Object() fyne.CanvasObject { return t.page }

// Show implements screen.Tab.
func (t *Promises) Show(rec *playbook.Record, extra screen.Extra) {
	t.rec, t.team = rec, pane.Team(rec, extra.Members)
	t.fill()
	if p := t.pending; p != nil {
		t.pending = nil
		t.Arrive(*p)
	}
}

// Arrive implements screen.Tab: the row of the place is a promise.
func (t *Promises) Arrive(p screen.Place) bool {
	if p.Tab != screen.Promises {
		return false
	}
	if t.rec == nil {
		t.pending = &p
		return true
	}
	if p.Row.IsZero() {
		return true
	}
	if t.index(p.Row) < 0 {
		t.filter = all
		t.chips.Select(0)
		t.fill()
	}
	i := t.index(p.Row)
	if i < 0 {
		return false
	}
	t.mark(t.rows[i])
	if c := t.win.Canvas(); c != nil {
		c.Focus(t.table.Focusable())
	}
	t.table.Select(i)
	return true
}

// Leave implements screen.Tab.
func (t *Promises) Leave() { t.outcome.flush() }

func (t *Promises) index(id playbook.ID) int {
	for i, p := range t.rows {
		if p.ID == id {
			return i
		}
	}
	return -1
}

func (t *Promises) fill() {
	rec := t.rec
	if len(rec.Promises) == 0 && len(differing(rec)) == 0 {
		t.put(kit.NewCard("", t.empty()))
		return
	}
	sorted := rec.PromisesByDue()
	counts := [5]int{len(sorted)}
	t.rows = t.rows[:0]
	for _, p := range sorted {
		for f := owed; f < differs; f++ {
			if f.takes(p) {
				counts[f]++
			}
		}
		if t.filter.takes(p) {
			t.rows = append(t.rows, p)
		}
	}
	counts[differs] = len(differing(rec))
	words := [5]string{"All ", "Owed ", "At risk ", "Unsupported ", "Differs from contract "}
	tags := make([]kit.Tag, len(words))
	for i, w := range words {
		tags[i] = kit.Tag{Text: w + strconv.Itoa(counts[i])}
	}
	t.chips.SetOptions(tags...)
	visible(t.card, t.filter != differs)
	visible(t.table, len(t.rows) > 0)
	visible(t.nothing, len(t.rows) == 0)
	t.nothing.SetText(nothingWords(t.filter))
	t.fillBeliefs()
	i := t.index(t.marked)
	if i < 0 && len(t.rows) > 0 {
		i = 0
	}
	t.table.Reload()
	t.table.Select(i)
	if i < 0 {
		t.mark(nil)
	} else {
		t.mark(t.rows[i])
	}
	visible(t.side, i >= 0)
	t.put(t.filled)
	t.main.Refresh()
}

func nothingWords(f filter) string {
	switch f {
	case owed:
		return "Every promise has an outcome."
	case atRisk:
		return "No promise is at risk."
	case unsupported:
		return "No promise lacks support."
	}
	return "No promise is written down yet."
}

func (t *Promises) put(o fyne.CanvasObject) {
	if len(t.page.Objects) == 1 && t.page.Objects[0] == o {
		o.Refresh()
		return
	}
	t.page.Objects = []fyne.CanvasObject{o}
	t.page.Refresh()
}

func (t *Promises) empty() fyne.CanvasObject {
	text := "Every promise made in the sale stands here with the words used, why they believed us, and what came of it. The handoff is finished when each has an outcome."
	if n := t.rec.NoneOf(playbook.FieldByNo(44)); n != nil {
		text = n.Who + " said on " + n.On.Short() + " that none was made. " + text
	}
	action := "Add the first promise"
	if t.win.ReadOnly() {
		action = ""
	}
	return kit.NewEmptyState("No promises yet", text, action, t.addSheet)
}

// fillBeliefs lists what people expect and the contract does not say.
func (t *Promises) fillBeliefs() {
	t.beliefs.Objects = nil
	if t.filter == all || t.filter == differs {
		for _, b := range differing(t.rec) {
			who := joined(" ", b.Person, "believes:")
			if blank(b.Person) {
				who = "Somebody believes:"
			}
			fix := joined(" · ", prefixed("Correct by ", b.DueOn.Short()), b.Owner)
			if fix == "" {
				fix = "Nobody corrects it yet"
			}
			t.beliefs.Objects = append(t.beliefs.Objects, kit.NewCard("", kit.Row(kit.SpaceM,
				kit.NewPill("belief differs from contract", kit.Broken),
				kit.Grow(kit.Column(2, kit.NewText(who+" "+b.Text, kit.Strong),
					kit.NewText(joined(" · ", fix, prefixed("basis: ", labelOf("belief", "basis", b.Basis))), kit.Small))),
				t.link("Open in handoff", "F40", b.ID, "text"))))
		}
		if t.filter == differs && len(t.beliefs.Objects) == 0 {
			t.beliefs.Objects = append(t.beliefs.Objects, kit.NewCard("", kit.NewText("Nobody is known to expect anything the contract does not say.", kit.Soft)))
		}
	}
	t.beliefs.Refresh()
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

// addSheet adds a promise with what one knows at once; the rest is asked in
// the handoff.
func (t *Promises) addSheet() {
	if t.win.ReadOnly() {
		return
	}
	text, quote := kit.NewTextEntry("What did we say they would get?"), kit.NewTextEntry("The exact words, if you know them")
	text.SetRequired(true)
	text.SetPlaceholder("With a number, a date or a person")
	to, by := kit.NewPicker("To whom", pane.Customers(t.rec)...), kit.NewPicker("By whom", t.team...)
	to.FreeText, by.FreeText = true, true
	due := kit.NewDateEntry("Due on", t.win.Now)
	ok := kit.NewButton("Add promise", kit.Primary, nil)
	sheet := kit.NewSheet("Add a promise", kit.SheetMedium, kit.Column(kit.SpaceM, text, quote,
		kit.FormGrid(kit.FormCell{Span: 4, Object: to}, kit.FormCell{Span: 4, Object: by}, kit.FormCell{Span: 4, Object: due})), ok)
	text.OnChanged = func(string) { text.SetHint("", kit.Neutral) }
	ok.OnTapped = func() {
		if blank(text.Text()) {
			text.SetHint("Write what was promised; the rest can follow.", kit.Broken)
			sheet.Refresh()
			return
		}
		values := map[string]string{"text": strings.TrimSpace(text.Text()), "quote": strings.TrimSpace(quote.Text()),
			"to_whom": strings.TrimSpace(to.Entry.Text()), "by_whom": strings.TrimSpace(by.Entry.Text())}
		if day := due.Day(); day != "" {
			values["due_kind"], values["due_on"] = "date", day
		}
		desk := t.win.Desk()
		var id playbook.ID
		t.run.Queue().Run(func(ctx context.Context) (err error) {
			id, err = desk.AddRow(ctx, t.account, playbook.FieldByNo(44), values)
			return err
		}, func(err error) {
			if sentence, known := refusal(err); known {
				text.SetHint(sentence, kit.Broken)
				sheet.Refresh()
				return
			}
			if err != nil {
				t.win.Fail(err)
				return
			}
			sheet.Close()
			t.marked, t.filter = id, all
			t.chips.Select(0)
			t.changed()
		})
	}
	sheet.Open(t.win.Canvas())
}
