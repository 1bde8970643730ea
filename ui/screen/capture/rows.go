package capture

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
)

// rows is a list on the page: each row a line of one to three values, with
// the rest in details that open under it. An empty list has one blank line,
// and the first word typed into it makes the row.
type rows struct {
	p    *page
	f    *playbook.Field
	spec block
	star *kit.Label
	list *kit.RowList
	box  *fyne.Container
	rows []*row
	open *row
	gone map[playbook.ID]bool // on their way to the trash

	folded bool // by the person: nothing opens by itself any more
}

func newRows(p *page, f *playbook.Field, spec block) *rows {
	l := &rows{p: p, f: f, spec: spec, list: kit.NewRowList(spec.add), gone: map[playbook.ID]bool{}}
	l.list.Bare = l.folds() // those have buttons of their own
	l.star = kit.NewSpanLabel(kit.Span{Text: "*", Role: kit.Strong, Color: kit.ColorBrokenInk})
	l.list.Len = func() int { return len(l.rows) }
	l.list.Row = func(i int) fyne.CanvasObject { return l.rows[i].body }
	if !p.t.win.ReadOnly() {
		l.list.OnAdd = func(int) { l.blank() }
		l.list.OnMove, l.list.OnRemove = l.move, l.remove
	}
	l.box = kit.Column(0, l.list)
	l.sync()
	return l
}

// folds tells whether rows have details; then they carry their own buttons.
func (l *rows) folds() bool { return len(l.spec.detail)+len(l.spec.after) > 0 }

func (l *rows) reload() {
	for i, r := range l.rows {
		r.number.SetText(strconv.Itoa(i + 1))
	}
	l.list.Reload()
}

// sync takes the rows as stored: known ones keep their widgets, new ones get
// some, and blank lines that nobody has typed into yet stay at the end.
func (l *rows) sync() {
	t := l.p.t
	stored := t.rec.Rows(l.f)
	known := map[playbook.ID]*row{}
	var drafts []*row
	for _, r := range l.rows {
		if r.id.IsZero() || r.flying {
			drafts = append(drafts, r)
		} else {
			known[r.id] = r
		}
	}
	var next []*row
	for _, n := range stored {
		r := known[n.Key().ID]
		if l.gone[n.Key().ID] {
			continue
		}
		if r == nil {
			if t.adding > 0 {
				continue // it may be the line under the person's hands; its id is on the way
			}
			r = l.newRow(n.Key().ID)
		}
		delete(known, n.Key().ID)
		next = append(next, r)
	}
	for _, r := range l.rows {
		if known[r.id] == r && r.saving() {
			next = append(next, r) // stored after this record was read
		}
	}
	next = append(next, drafts...)
	if len(next) == 0 && t.rec.NoneOf(l.f) == nil {
		next = append(next, l.newRow(playbook.ID{}))
	}
	if t.rec.NoneOf(l.f) != nil && len(stored) == 0 {
		next = nil
	}
	if !same(l.rows, next) {
		l.rows = next
		if l.open == nil || !has(next, l.open) {
			l.open = nil
		}
		if first := l.f.Noun == "criterion" || len(next) == 1; l.open == nil && len(stored) > 0 && first && l.folds() && !l.folded {
			l.open = next[0]
		}
		l.arrange()
		l.reload()
	}
	show(l.list, len(l.rows) > 0 || t.rec.NoneOf(l.f) == nil)
	l.mark()
}

func same(a, b []*row) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func has(rs []*row, r *row) bool {
	for _, x := range rs {
		if x == r {
			return true
		}
	}
	return false
}

// keys gives the line Enter: to the next row, or to a new one after the last.
func (l *rows) keys(c *entryControl, r *row) {
	enter := func() {
		for i, x := range l.rows {
			switch {
			case x != r:
			case i+1 < len(l.rows):
				kit.Focus(l.rows[i+1].body)
			case strings.TrimSpace(r.lead[0].ctl.value()) != "":
				l.blank()
			}
		}
	}
	c.OnSubmitted = func(string) { enter() }
	c.OnKey(func(e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
			enter()
			return true
		}
		return false
	})
}

// blank adds a line to type into and gives it the keyboard.
func (l *rows) blank() {
	for _, r := range l.rows {
		if r.id.IsZero() && !r.flying && r.lead[0].ctl.value() == "" {
			kit.Focus(r.body)
			return
		}
	}
	r := l.newRow(playbook.ID{})
	l.rows = append(l.rows, r)
	l.reload()
	kit.Focus(r.body)
}

// paste takes several lines at once: each becomes a row. It returns true when
// nothing is left for the field itself.
func (l *rows) paste(r *row, e *editor, text string) bool {
	if !strings.Contains(text, "\n") {
		return false
	}
	lines := work.Lines(text)
	if len(lines) == 0 {
		e.ctl.set(e.base.Value)
		return true
	}
	t := l.p.t
	col := e.in.Col
	e.ctl.set(lines[0])
	if r.id.IsZero() && !r.flying {
		e.ctl.set("")
		t.write(func(ctx context.Context) error {
			_, err := t.win.Desk().PasteRows(ctx, t.account, l.f, col, text)
			return err
		}, func(err error) {
			if err != nil {
				l.rows = append(l.rows, r)
				l.reload()
			}
			l.pasted(e, text, err)
		})
		l.drop(r)
		return true
	}
	if rest := strings.Join(lines[1:], "\n"); rest != "" {
		t.write(func(ctx context.Context) error {
			_, err := t.win.Desk().PasteRows(ctx, t.account, l.f, col, rest)
			return err
		}, func(err error) { l.pasted(e, rest, err) })
	}
	return false
}

func (l *rows) pasted(e *editor, text string, err error) {
	if err != nil { // the words stay on the window, as one line
		e.ctl.set(strings.Join(work.Lines(text), "; "))
		l.p.t.win.Fail(err)
	}
}

// drop takes a blank line away that has become stored rows.
func (l *rows) drop(r *row) {
	for i, x := range l.rows {
		if x == r {
			l.rows = append(l.rows[:i:i], l.rows[i+1:]...)
		}
	}
}

func (l *rows) index(r *row) int {
	for i, x := range l.rows {
		if x == r {
			return i
		}
	}
	return -1
}

// move swaps two neighbours on the window at once and in the store after.
func (l *rows) move(from, to int) {
	a, b := l.rows[from], l.rows[to]
	if a.id.IsZero() || b.id.IsZero() {
		return
	}
	l.rows[from], l.rows[to] = b, a
	for i, r := range l.rows {
		r.number.SetText(strconv.Itoa(i + 1))
	}
	t, id := l.p.t, a.id
	t.write(func(ctx context.Context) error {
		return t.win.Desk().MoveRow(ctx, t.account, l.f, id, to-from)
	}, func(err error) {
		if err != nil {
			t.win.Fail(err)
			l.sync()
		}
	})
}

// remove puts a row into the trash and offers to take it back. What may not go
// without a reason asks for it first and stands until it has one.
func (l *rows) remove(i int) {
	if r := l.rows[i]; l.f.Noun == "criterion" && !r.id.IsZero() && !r.empty() {
		l.askWhy(r)
		return
	}
	l.take(i, "")
}

// askWhy asks why a criterion goes, and then takes it away.
func (l *rows) askWhy(r *row) {
	t, words := l.p.t, quoted(r.lead[0].ctl.value())
	why := kit.NewTextEntry("Why is it no success of theirs any more?")
	why.SetRequired(true)
	var sheet *kit.Sheet
	sheet = kit.NewSheet("Remove the criterion", kit.SheetMedium,
		kit.Column(kit.SpaceM, kit.NewText(words+" goes to the trash, from where it can be taken back. The reason stays in the history.", kit.Body), why),
		kit.NewButton("Remove", kit.Primary, func() {
			reason := strings.TrimSpace(why.Text())
			if reason == "" {
				why.SetHint("Removing a criterion needs a reason; say why it is no success of theirs any more.", kit.Broken)
				sheet.Refresh()
				kit.Focus(why)
				return
			}
			sheet.Close()
			if i := l.index(r); i >= 0 { // it may have gone meanwhile
				l.take(i, reason)
				l.reload()
				l.sync()
			}
		}))
	sheet.Open(t.win.Canvas())
}

// take removes a row, for a reason where one is wanted; a refusal puts it back
// where it stood.
func (l *rows) take(i int, why string) {
	r := l.rows[i]
	l.rows = append(l.rows[:i:i], l.rows[i+1:]...)
	if l.open == r {
		l.open = nil
	}
	if r.id.IsZero() {
		return
	}
	t, ref := l.p.t, work.Ref{Noun: r.noun, ID: r.id}
	words := strings.TrimSpace(r.lead[0].ctl.value())
	for _, e := range append(append([]*editor{}, r.lead...), r.detail...) {
		e.save.Flush()
	}
	l.gone[ref.ID] = true
	t.write(func(ctx context.Context) error { return t.win.Desk().RemoveRowFor(ctx, ref, why) }, func(err error) {
		delete(l.gone, ref.ID)
		if err != nil {
			t.win.Fail(err)
			l.sync()
			return
		}
		t.win.Toast("Removed "+quoted(words)+" from “"+l.f.Label+"”.", kit.ToastAction{Text: "Undo", Do: func() { t.restore(ref, words) }})
	})
}

func quoted(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) == 0 {
		return "a row"
	}
	if len(r) > 40 {
		r = append(r[:40:40], '…')
	}
	return "“" + string(r) + "”"
}

// mark shows per row how many wanted values are missing.
func (l *rows) mark() {
	t := l.p.t
	stored := len(t.rec.Rows(l.f))
	show(l.star, t.res.Asks(l.f.Gate) && stored == 0 && t.rec.NoneOf(l.f) == nil)
	for _, r := range l.rows {
		n := 0
		for _, m := range t.res.Missing {
			if !r.id.IsZero() && m.Row == r.id {
				n++
			}
		}
		if n > 0 {
			r.missing.Set(kit.Tag{Text: strconv.Itoa(n) + " missing", Tone: kit.Late})
		}
		show(r.missing, n > 0)
		if r.id.IsZero() {
			r.toggle.Disable()
		} else {
			r.toggle.Enable()
		}
	}
}

// find returns where a value of a row is edited, opening its details; the
// blank line or the first row for the zero row.
func (l *rows) find(id playbook.ID, col string) fyne.CanvasObject {
	for _, r := range l.rows {
		if r.id != id && !(id.IsZero() && len(l.rows) == 1) {
			continue
		}
		for _, e := range r.lead {
			if col == "" || e.in.Col == col {
				return e.box
			}
		}
		if l.folds() {
			l.open = r
			l.arrange()
			for _, e := range r.detail {
				if e.in.Col == col {
					show(e.box, true)
					return e.box
				}
			}
		}
		return r.body
	}
	return l.box
}
