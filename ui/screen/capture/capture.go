// Package capture is the handoff tab of an account: the essentials and the
// eight sections as a form, how ready the handoff is beside it, and what Sales
// and CS do with it. The form is drawn from the field table; nothing here
// knows what a field means beyond where it stands.
package capture

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/readiness"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// Tab is the handoff of one account.
type Tab struct {
	win     screen.Window
	run     screen.Runner
	account playbook.ID
	changed func()
	after   kit.Timer

	rec     *playbook.Record // nil before the first Show
	members []playbook.Member
	team    work.Team
	res     readiness.Result
	caught  readiness.Captured
	late    map[playbook.FilledKey]bool
	byID    map[playbook.ID]playbook.Noun
	adding  int    // rows being added
	grown   string // why more is missing than before

	page  *page
	kept  map[string]*page // pages left with words that could not be stored
	saves []*editor        // of the page being built

	stage    *stage
	card     *kit.Card
	scroll   *kit.Scroll
	foot     *fyne.Container
	banner   *kit.Banner
	sections *sections
	side     *side
	arrive   *screen.Place
	retry    func()
	waits    bool // the side has the primary action, so the form has none
}

// New returns the tab of an account; changed is told of every commit.
func New(win screen.Window, run screen.Runner, account playbook.ID, changed func()) *Tab {
	t := &Tab{win: win, run: run, account: account, changed: changed, after: kit.UITimer, kept: map[string]*page{}}
	if w, ok := win.(interface{ Timer() kit.Timer }); ok { // a window with a clock of its own
		t.after = w.Timer()
	}
	t.banner = kit.NewBanner("", kit.Broken, "", nil)
	t.banner.Hide()
	t.card = kit.NewCard("", nil)
	t.foot = kit.Row(kit.SpaceM)
	t.sections = newSections(t)
	t.side = newSide(t)
	t.stage = newStage(t.sections.card, kit.Column(kit.SpaceCard, t.banner, t.card), t.side.box)
	t.scroll = t.stage.main
	return t
}

// Object implements screen.Tab.
func (t *Tab) Object() fyne.CanvasObject { return t.stage.box }

// Show implements screen.Tab.
func (t *Tab) Show(rec *playbook.Record, extra screen.Extra) {
	first, before := t.rec == nil, t.res
	t.rec, t.members, t.team = rec, extra.Members, extra.Team
	t.res = t.win.Desk().Grade(rec)
	if n := len(t.res.Missing) - len(before.Missing); !first && n > 0 {
		t.grown = grown(&before, &t.res)
	} else if n < 0 {
		t.grown = ""
	}
	t.caught = readiness.CaptureIn(rec, extra.Filled, t.win.Now().Location())
	t.late = map[playbook.FilledKey]bool{}
	for _, k := range t.caught.Late {
		t.late[k] = true
	}
	t.byID = map[playbook.ID]playbook.Noun{}
	for i := range playbook.Fields() {
		for _, n := range rec.Rows(playbook.FieldByNo(i + 1)) {
			t.byID[n.Key().ID] = n
		}
	}
	if t.page == nil {
		t.open(t.startPage())
	} else {
		t.page.show()
		if t.waits != t.side.leads() {
			t.head(t.page.key)
		}
	}
	t.sections.show()
	t.side.show()
	if t.arrive != nil {
		at := *t.arrive
		t.arrive = nil
		t.Arrive(at)
	}
}

// startPage is where a handoff opens: on the essentials while it is a draft
// of which most is missing, else on the first section that lacks something.
func (t *Tab) startPage() string {
	if t.res.Figure < readiness.Default().Conditional && !t.rec.Handoff.State.IsAccepted() {
		return firstPage
	}
	if len(t.res.Missing) > 0 {
		return t.res.Missing[0].Field.Section
	}
	return firstPage
}

// order is the way through the form.
func order() []string {
	out := []string{firstPage}
	for _, s := range playbook.Sections() {
		out = append(out, s.Key)
	}
	return out
}

// open shows a page; the one before is saved first, and kept with its words
// when they cannot be.
func (t *Tab) open(key string) {
	if t.page != nil {
		if t.page.key == key {
			return
		}
		t.flush()
		delete(t.kept, t.page.key)
		for _, e := range t.saves {
			if e.save.Dirty() {
				t.kept[t.page.key] = t.page
			}
		}
	}
	if p := t.kept[key]; p != nil {
		t.page, t.saves = p, p.all()
	} else {
		t.saves = nil
		t.page = t.newPage(key)
	}
	t.page.show()
	t.head(key)
	t.sections.show()
	t.side.show()
	t.scroll.ScrollToTop()
}

func (t *Tab) head(key string) {
	title, hint := "The essentials", "Twelve answers make a good handoff of a small deal. Everything else is in its section."
	for _, s := range playbook.Sections() {
		if s.Key == key {
			title, hint = s.Ask, s.Hint
		}
	}
	t.card.SetTitle(title)
	t.card.WithSubtitle(hint)
	t.foot.Objects = []fyne.CanvasObject{kit.Spacer()}
	t.waits = t.side.leads()
	keys := order()
	for i, k := range keys {
		if k != key {
			continue
		}
		if i > 0 {
			t.foot.Objects = append(t.foot.Objects, kit.NewButton("Back", kit.Secondary, func() { t.goTo(keys[i-1]) }))
		}
		if i+1 < len(keys) {
			kind := kit.Primary
			if t.waits {
				kind = kit.Secondary
			}
			t.foot.Objects = append(t.foot.Objects, kit.NewButton("Next: "+titleOf(keys[i+1]), kind, t.Next))
		}
	}
	t.card.SetContent(kit.Pad(kit.Column(kit.SpaceL, t.page.body, t.foot), 8, 0, 0, 0))
}

func titleOf(key string) string {
	for _, s := range playbook.Sections() {
		if s.Key == key {
			return s.Title
		}
	}
	return "The essentials"
}

// goTo opens a page for somebody at the keyboard: its first field has it then.
func (t *Tab) goTo(key string) {
	if t.rec == nil { // the second click of the two that opened the account
		return
	}
	t.open(key)
	kit.Focus(t.page.body)
}

// Next goes to the next section, as Ctrl+Enter does; after the last it stays.
func (t *Tab) Next() {
	keys := order()
	for i, k := range keys {
		if t.page != nil && k == t.page.key && i+1 < len(keys) {
			t.goTo(keys[i+1])
			return
		}
	}
}

// Arrive implements screen.Tab.
func (t *Tab) Arrive(at screen.Place) bool {
	if at.Tab != "" && at.Tab != screen.Handoff {
		return false
	}
	if at.Field == "" && at.Row.IsZero() {
		return true
	}
	f := playbook.FieldByKey(at.Field)
	if f == nil && at.Field != "" {
		return false
	}
	if t.rec == nil {
		t.arrive = &at
		return true
	}
	if f == nil { // a question
		t.side.reveal(at.Row)
		return true
	}
	t.open(f.Section)
	if o := t.page.find(f, at.Row, at.Col); o != nil {
		t.stage.box.Refresh()
		kit.Focus(o)
		t.scroll.Reveal(o)
	}
	return true
}

// Leave implements screen.Tab.
func (t *Tab) Leave() {
	t.flush()
}

func (t *Tab) flush() {
	for _, e := range t.saves {
		e.save.Flush()
	}
}

// retryAfter is how long unsaved words wait until they are tried again.
const retryAfter = 3 * time.Second

// told shows one line while words of this page cannot be stored, and tries
// again; a value that was refused, or a conflict, waits for the person.
func (t *Tab) told(*editor) {
	var why error
	for _, e := range t.saves {
		if err := e.save.Err(); err != nil && e.conflict == nil && e.wrong == "" {
			why = err
		}
	}
	if why == nil {
		show(t.banner, false)
		return
	}
	t.banner.Set("Not saved yet: "+why.Error()+". Your words stay here; saving is tried again.", kit.Broken)
	show(t.banner, true)
	if t.retry == nil {
		t.retry = t.after(retryAfter, func() {
			t.retry = nil
			t.flush()
		})
	}
}

// idOf is the row an editor writes to, the zero ID while there is none.
func (t *Tab) idOf(to *target) playbook.ID {
	if to.day > 0 {
		for i := range t.rec.ProofPoints {
			if t.rec.ProofPoints[i].Day == to.day {
				return t.rec.ProofPoints[i].ID
			}
		}
	}
	return to.id
}

// stored returns a value of a row as the record has it.
func (t *Tab) stored(to *target, col string) string {
	n := t.byID[t.idOf(to)]
	if n == nil || playbook.NounName(n) != to.noun {
		return ""
	}
	v, err := playbook.GetText(n, col)
	if err != nil {
		return ""
	}
	return v
}

// restore takes a row out of the trash.
func (t *Tab) restore(ref work.Ref, words string) {
	d := t.win.Desk()
	act := playbook.Act{Who: d.Who, Device: d.Device, Label: "Restore " + quoted(words), At: d.Now()}
	t.write(func(ctx context.Context) error { return t.win.Portfolio().Restore(ctx, act, ref.Noun, ref.ID) }, func(err error) {
		if err != nil {
			t.win.Fail(err)
		}
	})
}
