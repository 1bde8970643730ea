package ui

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/assets"
	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/schedule"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/uitest"
)

// inline is a Door whose work runs at once.
type inline struct{ kit.Inline }

func (inline) Close() {}

// house is a window on a real workspace in a temporary file.
type house struct {
	*uitest.Window
	win    *Window
	store  *data.Store
	office *fakeOffice
	clock  *uitest.Clock
	t      *testing.T
}

// fakeOffice hands out stores of the test; everything else is the real thing.
type fakeOffice struct {
	t       *testing.T
	first   bool // nobody has worked here yet
	person  Person
	taken   string
	store   *data.Store
	opened  int
	closed  int
	broken  error
	place   playbook.FilePlace
	started []bool // sample or not
	now     func() time.Time
	over    func(playbook.Store) playbook.Store // puts a store over the workspace's
	backups playbook.Backups
	restore func(context.Context, string) (*Workspace, error)
}

func (o *fakeOffice) SystemName() string { return "Maya Lindqvist" }
func (o *fakeOffice) DataFolder() string { return "/home/maya/kept" }
func (o *fakeOffice) Own() bool          { return !o.first }

func (o *fakeOffice) Open(context.Context) (*Workspace, error) {
	switch {
	case o.broken != nil:
		return nil, o.broken
	case o.first:
		return nil, ErrFirstStart
	}
	return o.workspace(), nil
}

func (o *fakeOffice) Start(_ context.Context, p Person, sample bool) (*Workspace, error) {
	o.person, o.first = p, false
	o.started = append(o.started, sample)
	if sample {
		o.store = datatest.At(o.t, filepath.Join(o.t.TempDir(), "sample.kept"))
	}
	return o.workspace(), nil
}

func (o *fakeOffice) workspace() *Workspace {
	o.opened++
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		o.t.Fatal(err)
	}
	lib, err := library.New(books...)
	if err != nil {
		o.t.Fatal(err)
	}
	store := o.store
	desk := playbook.Store(store)
	if o.over != nil {
		desk = o.over(store)
	}
	d := &work.Desk{Store: desk, Who: o.person.Name, Device: "desk", Now: o.now, Calendar: schedule.MondayToFriday(), Books: lib}
	return &Workspace{
		Packs: &work.Packs{Desk: d, Exchange: store}, Courier: &courier{desk: d},
		Here: store.Here, Holds: store.GoesOn, PutBack: store.PutBack,
		At: func(ctx context.Context, path string) (*Workspace, error) {
			if err := store.Close(); err != nil {
				return nil, err
			}
			o.store = datatest.At(o.t, path)
			return o.workspace(), nil
		},
		Desk:      d,
		Portfolio: store, Person: o.person, Path: store.Path(), Taken: o.taken, Place: o.place,
		Backup:    func(ctx context.Context, file string) error { return store.Backup(ctx, file, data.BackupOptions{}) },
		Forgetter: store, Exporter: store, IsAt: store.IsAt, Free: func() bool { return o.taken == "" },
		Backups: o.backups, Restore: o.restore,
		Again: func(context.Context) (*Workspace, error) { return o.workspace(), nil },
		Close: func() error { o.closed++; return nil },
	}
}

func open(t *testing.T, prepare func(*fakeOffice)) *house {
	t.Helper()
	return openAt(t, func(o *fakeOffice) Office {
		if prepare != nil {
			prepare(o)
		}
		return o
	})
}

// openAt opens a window on the office that prepare makes of the usual one.
func openAt(t *testing.T, prepare func(*fakeOffice) Office) *house {
	t.Helper()
	h := &house{t: t, clock: uitest.NewClock()}
	h.office = &fakeOffice{t: t, person: Person{"Maya Lindqvist", "csm"}, store: datatest.New(t), now: h.clock.Now}
	office := prepare(h.office)
	h.store = h.office.store
	h.Window = uitest.Open(t, kit.ModeLight, fyne.NewSize(1440, 900), func() fyne.CanvasObject {
		h.win = New(fyne.CurrentApp(), office, Options{Now: h.clock.Now, Timer: h.clock.Timer,
			Doors: func() Door { return inline{} }, Mode: kit.ModeLight})
		return kit.Gap(10, 10)
	})
	h.Window.Window, h.Window.Root = h.win.fyne, h.win.root
	h.win.fyne.Resize(fyne.NewSize(1440, 900))
	h.win.Show()
	h.Settle()
	return h
}

// menu runs the item of the main menu that begins so.
func (h *house) menu(label string) {
	h.t.Helper()
	for _, m := range h.win.fyne.MainMenu().Items {
		for _, it := range m.Items {
			if strings.HasPrefix(it.Label, label) {
				it.Action()
				h.Settle()
				return
			}
		}
	}
	h.t.Fatalf("there is no menu item %q", label)
}

// wait lets typing pauses pass.
func (h *house) wait() {
	h.clock.Advance(500 * time.Millisecond)
	h.Settle()
}

func (h *house) deal(name, csm, seller string, more ...playbook.Noun) playbook.Account {
	h.t.Helper()
	a := datatest.Account(h.t, h.store, name)
	a.CSM, a.Seller = csm, seller
	rows := []playbook.Noun{&a}
	for _, m := range more {
		m.Key().AccountID = a.ID
		rows = append(rows, m)
	}
	datatest.Save(h.t, h.store, "prepare", rows...)
	return a
}

func (h *house) refresh() { h.menu("Read again") }

func TestFirstStartAsksWhoAndOpensOwnWorkspace(t *testing.T) {
	h := open(t, func(o *fakeOffice) { o.first = true })
	h.MustShow("Welcome to Kept")
	h.Tap("○ Seller")
	h.Tap("Start my own workspace")
	h.MustShow("Good morning, Maya")
	h.MustShow("Maya Lindqvist · Seller")
	members := datatest.Rows[playbook.Member](t, h.store, playbook.ID{})
	if len(members) != 1 || members[0].Name != "Maya Lindqvist" || members[0].Role != "seller" {
		t.Errorf("members are %+v, want Maya the seller", members)
	}
	if len(h.office.started) != 1 || h.office.started[0] {
		t.Errorf("started %v, want one workspace of one's own", h.office.started)
	}
}

func TestFirstStartNeedsAName(t *testing.T) {
	h := open(t, func(o *fakeOffice) { o.first = true })
	for _, r := range h.Texts() {
		if r == "Today" {
			t.Error("the rail is there before there is anywhere to go")
		}
	}
	kit.Focus(h.win.hall)
	for range "Maya Lindqvist" {
		h.Press(fyne.KeyDelete, fyne.KeyBackspace)
	}
	h.Tap("Start my own workspace")
	h.MustShow("Please type your name first.")
}

func TestNewDealThenUndoAndRedo(t *testing.T) {
	h := open(t, nil)
	h.menu("New deal")
	h.Type("Norrland Dental")
	h.wait()
	h.Press(fyne.KeyReturn)
	all := datatest.Rows[playbook.Account](t, h.store, playbook.ID{})
	if len(all) != 1 || all[0].Name != "Norrland Dental" || all[0].Stage != playbook.PreClose || all[0].Seller != "Maya Lindqvist" {
		t.Fatalf("accounts are %+v, want Norrland Dental at Pre-close, sold by Maya", all)
	}
	if h.win.place.Screen != screen.Account || h.win.place.Account != all[0].ID {
		t.Errorf("the window shows %+v, want the new account", h.win.place)
	}
	h.Canvas().Unfocus()
	h.menu("Undo: New deal “Norrland Dental”")
	if left := datatest.Rows[playbook.Account](t, h.store, playbook.ID{}); len(left) != 0 {
		t.Fatalf("after undo there are %+v", left)
	}
	h.Canvas().Unfocus()
	h.menu("Redo: New deal “Norrland Dental”")
	if back := datatest.Rows[playbook.Account](t, h.store, playbook.ID{}); len(back) != 1 {
		t.Fatalf("after redo there are %d accounts, want 1", len(back))
	}
}

func TestNewDealOfAKnownNameOffersTheAccount(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	h.menu("New deal")
	h.Type("aster  clinics")
	h.wait()
	h.MustShow("is here already")
	h.Press(fyne.KeyReturn) // a habit must not make a second one
	if n := len(datatest.Rows[playbook.Account](t, h.store, playbook.ID{})); n != 1 {
		t.Fatalf("there are %d accounts, want 1", n)
	}
	h.Tap("Open it")
	if h.win.place.Account != a.ID {
		t.Errorf("the window shows %+v, want the account that was there", h.win.place)
	}
}

func TestUndoInAFieldUndoesTypingThere(t *testing.T) {
	h := open(t, nil)
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	h.menu("Accounts")
	kit.Focus(h.win.hall) // the search box stands before everything else that types
	for h.Canvas().Focused() != nil {
		if _, ok := h.Canvas().Focused().(typist); ok {
			break
		}
		h.Press(fyne.KeyTab)
	}
	h.Type("as")
	h.menu("Undo")
	if got := datatest.Rows[playbook.Account](t, h.store, playbook.ID{}); len(got) != 1 || got[0].CSM != "Maya Lindqvist" {
		t.Errorf("undo in a field reached past it to %+v", got)
	}
}

// A sheet gives the keyboard back to the field it was opened from; where it leads
// to another tab, that field is out of sight.
func TestUndoAfterLeavingATabIsNotTypingThere(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk")
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Handoff})
	h.wait()
	kit.Focus(h.win.hall)
	for h.win.typist() == nil {
		h.Press(fyne.KeyTab)
	}
	h.Type("61000")
	h.wait()
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Handoff})
	if h.win.typist() == nil {
		t.Error("going to where one is takes the keyboard from the field")
	}
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Timeline})
	h.wait()
	if f := h.Canvas().Focused(); f != nil {
		t.Fatalf("%T still has the keyboard on the Timeline", f)
	}
	h.win.undo()
	h.wait()
	if said := h.item("Redo"); !strings.HasPrefix(said, "Redo: ") {
		t.Errorf("undo on the Timeline took back no act: the menu says %q", said)
	}
}

// item returns the words of the first item that begin so.
func (h *house) item(begins string) string {
	for _, m := range h.win.fyne.MainMenu().Items {
		for _, it := range m.Items {
			if strings.HasPrefix(it.Label, begins) {
				return plainLabel(it.Label)
			}
		}
	}
	return ""
}
