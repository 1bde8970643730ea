// Package account is the page of one account: who it is and where it stands
// on top, and its tabs below, each a package of its own. It reads the record
// once for all tabs and hands it to the one that is shown.
package account

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// A Maker makes a tab of the page when it is first shown.
type Maker func(win screen.Window, run screen.Runner, account playbook.ID, changed func()) screen.Tab

// A Kind is one tab there can be: its place, its word with what it counts,
// and how it is made.
type Kind struct {
	Key  string
	Word func(*playbook.Record) string
	Make Maker
}

// Page is the room of one account.
type Page struct {
	win     screen.Window
	run     screen.Runner
	account playbook.ID
	kinds   []Kind
	tabs    map[string]screen.Tab
	current string
	head    *header
	words   *kit.Tabs
	body    *fyne.Container
	foot    *fyne.Container
	object  *fyne.Container
	rec     *playbook.Record
	extra   screen.Extra
	// version counts commits of this window; a record read before the newest
	// one is dropped, because words typed since are newer than it.
	version int
	reading bool
	again   bool
	gone    bool
}

// New returns the page of the account of place, on the tab of place. It reads
// in the background and shows what it knows when it knows it.
func New(win screen.Window, run screen.Runner, place screen.Place) screen.Room {
	return NewWith(win, run, place, kinds())
}

// NewWith is New with other tabs.
func NewWith(win screen.Window, run screen.Runner, place screen.Place, kinds []Kind) *Page {
	p := &Page{win: win, run: run, account: place.Account, kinds: kinds, tabs: map[string]screen.Tab{}}
	p.head = newHeader(p)
	p.words = kit.NewTabs(p.labels()...)
	p.words.OnSelected = func(i int) { p.open(p.kinds[i].Key) }
	p.body = kit.Column(0)
	p.foot = container.New(foot{p}, p.head.told, p.words, p.head.acts)
	top := kit.Pad(kit.Column(kit.SpaceM, p.head.box, p.foot), 22, kit.SpaceXL, 0, kit.SpaceXL)
	p.object = kit.Column(kit.SpaceCard, top, kit.Grow(kit.Pad(p.body, 0, kit.SpaceXL, 0, kit.SpaceXL)))
	p.Arrive(place)
	p.Refresh()
	return p
}

// Object implements screen.Room.
func (p *Page) Object() fyne.CanvasObject { return p.object }

// Refresh implements screen.Room.
func (p *Page) Refresh() {
	if p.reading {
		p.again = true
		return
	}
	p.reading, p.again = true, false
	version := p.version
	var rec playbook.Record
	var extra screen.Extra
	p.run.Run(func(ctx context.Context) (err error) {
		if rec, err = p.win.Desk().Record(ctx, p.account); err != nil {
			return err
		}
		extra, err = screen.ReadExtra(ctx, p.win, p.account)
		return err
	}, func(err error) {
		p.reading = false
		switch {
		case errors.Is(err, context.Canceled):
		case errors.Is(err, playbook.ErrNotFound):
			p.missing()
		case err != nil:
			p.win.Fail(err)
		case version == p.version:
			p.rec, p.extra = &rec, extra
			p.show()
		default:
			p.again = true
		}
		if p.again {
			p.Refresh()
		}
	})
}

// missing says that the account has gone to the trash while it was shown.
func (p *Page) missing() {
	if p.gone {
		return
	}
	p.gone = true
	p.body.Objects = []fyne.CanvasObject{kit.Grow(kit.NewEmptyState("This account is in the trash", "It was removed. Take it back from the trash, or go to the list of accounts.", "Accounts",
		func() { p.win.Go(screen.Place{Screen: screen.Accounts}) }))}
	p.body.Refresh()
}

func (p *Page) show() {
	p.head.show(p.rec)
	p.words.SetWords(p.labels()...)
	p.object.Refresh() // the header may be taller now
	if p.gone {
		p.gone = false
		p.put(p.tabs[p.current])
	}
	if tab := p.tabs[p.current]; tab != nil {
		tab.Show(p.rec, p.extra)
	}
}

func (p *Page) labels() []string {
	out := make([]string, len(p.kinds))
	for i, k := range p.kinds {
		out[i] = k.Word(p.rec)
	}
	return out
}

// committed is what tabs call after a write: what was read before it is old.
func (p *Page) committed() {
	p.version++
	p.win.Changed()
	p.Refresh()
}

// open shows a tab; the one before is saved and kept, with its scroll and its
// words.
func (p *Page) open(key string) screen.Tab {
	if p.current == key && p.tabs[key] != nil {
		return p.tabs[key]
	}
	if tab := p.tabs[p.current]; tab != nil {
		tab.Leave()
	}
	p.current = key
	for i, k := range p.kinds {
		if k.Key != key {
			continue
		}
		p.words.Select(i)
		if p.tabs[key] == nil {
			p.tabs[key] = k.Make(p.win, p.run, p.account, p.committed)
		}
	}
	tab := p.tabs[key]
	p.put(tab)
	if p.rec != nil && tab != nil {
		tab.Show(p.rec, p.extra)
	}
	return tab
}

func (p *Page) put(tab screen.Tab) {
	if tab == nil {
		return
	}
	p.body.Objects = []fyne.CanvasObject{kit.Grow(tab.Object())}
	p.body.Refresh()
}

// Arrive implements screen.Room.
func (p *Page) Arrive(at screen.Place) bool {
	if at.Account != p.account {
		return false
	}
	key := at.Tab
	if key == "" {
		if key = p.current; key == "" || at.Field != "" {
			key = screen.Handoff
		}
	}
	known := false
	for _, k := range p.kinds {
		known = known || k.Key == key
	}
	if !known {
		return false
	}
	tab := p.open(key)
	at.Tab = key
	return tab.Arrive(at)
}

// Leave implements screen.Room.
func (p *Page) Leave() {
	for _, tab := range p.tabs {
		tab.Leave()
	}
}

// Next goes to the next section of the form, where the tab that is shown has
// sections; the window binds it to Ctrl+Enter.
func (p *Page) Next() {
	if f, ok := p.tabs[p.current].(interface{ Next() }); ok {
		f.Next()
	}
}

// write gives one step of the work to the queue, and the page reads again.
func (p *Page) write(sheet *kit.Sheet, do func(context.Context, *work.Desk) error, then func()) {
	p.run.Queue().Run(func(ctx context.Context) error { return do(ctx, p.win.Desk()) }, func(err error) {
		if err != nil {
			p.win.Fail(err)
			return
		}
		if sheet != nil {
			sheet.Close()
		}
		p.committed()
		if then != nil {
			then()
		}
	})
}
