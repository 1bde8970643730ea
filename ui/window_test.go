package ui

import (
	"context"
	"errors"
	"fmt"
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
	return &Workspace{
		Here: store.Here, Holds: store.GoesOn, PutBack: store.PutBack,
		At: func(ctx context.Context, path string) (*Workspace, error) {
			if err := store.Close(); err != nil {
				return nil, err
			}
			o.store = datatest.At(o.t, path)
			return o.workspace(), nil
		},
		Desk:      &work.Desk{Store: desk, Who: o.person.Name, Device: "desk", Now: o.now, Calendar: schedule.MondayToFriday(), Books: lib},
		Portfolio: store, Person: o.person, Path: store.Path(), Taken: o.taken, Place: o.place,
		Backup:    func(ctx context.Context, file string) error { return store.Backup(ctx, file, data.BackupOptions{}) },
		Forgetter: store, IsAt: store.IsAt, Free: func() bool { return o.taken == "" },
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

// The menu says what the key would undo: typing while a field has the keyboard,
// in a sheet too, and the last act otherwise.
func TestTheMenuSaysWhatUndoMeans(t *testing.T) {
	h := open(t, nil)
	says := func(when, undo, redo string) {
		t.Helper()
		if u, r := h.item("Undo"), h.item("Redo"); u != undo || r != redo {
			t.Errorf("%s the menu says %q and %q, want %q and %q", when, u, r, undo, redo)
		}
	}
	says("at first", "Undo: Join as Maya Lindqvist", "Redo")
	h.menu("New deal")
	says("while a name is typed", "Undo typing", "Redo typing")
	h.Type("Norrland")
	h.menu("Undo typing")
	if f, ok := h.Canvas().Focused().(interface{ SelectedText() string }); !ok || h.Shows("Norrland") {
		t.Fatalf("undo of typing in a sheet left it there, %v", f)
	}
	h.menu("Redo typing")
	h.wait()
	h.Press(fyne.KeyReturn)
	h.Canvas().Unfocus()
	says("after the deal", "Undo: New deal “Norrland”", "Redo")
	h.menu("Undo: New deal “Norrland”")
	says("after undo", "Undo: Join as Maya Lindqvist", "Redo: New deal “Norrland”")
	if n := len(datatest.Rows[playbook.Account](t, h.store, playbook.ID{})); n != 0 {
		t.Fatalf("%d accounts after undo", n)
	}

	// With a field in use the key never reaches past it to an act.
	h.menu("Redo: New deal “Norrland”")
	h.menu("Accounts")
	h.Press(fyne.KeyTab)
	for h.win.typist() == nil {
		h.Press(fyne.KeyTab)
	}
	says("in the search box", "Undo typing", "Redo typing")
	h.menu("Undo typing")
	h.menu("Undo typing")
	if n := len(datatest.Rows[playbook.Account](t, h.store, playbook.ID{})); n != 1 {
		t.Errorf("undo in an empty field took back an act: %d accounts", n)
	}
	h.Canvas().Unfocus()
	says("outside of it", "Undo: New deal “Norrland”", "Redo")
}

func TestSearchGoesWhereEnterSays(t *testing.T) {
	h := open(t, nil)
	p := &playbook.Promise{Text: "Live before the January rush"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p)
	h.deal("Halden Freight", "Maya Lindqvist", "Jonas Falk")
	h.menu("Search everything")
	h.Type("january rush")
	h.wait()
	h.MustShow("Live before the January rush")
	h.Press(fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	want := screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Promises, Row: p.ID}
	if h.win.place != want {
		t.Errorf("the window shows %+v, want %+v", h.win.place, want)
	}
	h.win.Back()
	if h.win.place.Screen != screen.Today {
		t.Errorf("back leads to %+v, want Today", h.win.place)
	}
}

// What is found is under the name of its kind with the words that match standing
// out; the arrows pass the headings; every kind of row leads to its place.
func TestSearchByKind(t *testing.T) {
	h := open(t, nil)
	risk := &playbook.Watch{Kind: playbook.Risk, Text: "Marta may leave in March", State: "open"}
	person := &playbook.Stakeholder{Name: "Marta Zoë Kern", Title: "Head of marketing"}
	question := &playbook.Question{Text: "Does Marta sign?", AskedBy: "Maya Lindqvist", AskedAt: "2026-11-20T09:00:00.000000Z"}
	notes := &playbook.Handoff{State: playbook.Draft, Story: "They met Marta at a fair.", Relationship: "Jonas knows the market"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", risk, person, question, notes)
	look := func(query string) {
		t.Helper()
		h.menu("Search everything")
		h.Type(query)
		h.wait()
	}
	look("mar")
	for _, want := range []string{"People", "Questions", "Assumptions, risks, gaps", "Story and notes", "All", "People 1"} {
		h.MustShow(want)
	}
	h.Tap("Questions 1")
	if h.Shows("Marta may leave") {
		t.Error("one kind alone shows others too")
	}
	h.Press(fyne.KeyReturn)
	if want := (screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Handoff, Row: question.ID}); h.win.place != want {
		t.Errorf("the question leads to %+v, want %+v", h.win.place, want)
	}

	for query, want := range map[string]screen.Place{
		"may leave":   {Screen: screen.Account, Account: a.ID, Tab: screen.Handoff, Row: risk.ID, Field: "F55"},
		"head market": {Screen: screen.Account, Account: a.ID, Tab: screen.People, Row: person.ID},
		"zoe":         {Screen: screen.Account, Account: a.ID, Tab: screen.People, Row: person.ID},
		"knows the":   {Screen: screen.Account, Account: a.ID, Tab: screen.Handoff, Field: "F24", Col: "relationship"},
		"norr":        {Screen: screen.Account, Account: a.ID},
	} {
		look(query)
		h.Press(fyne.KeyReturn)
		if h.win.place != want {
			t.Errorf("%q leads to %+v, want %+v", query, h.win.place, want)
		}
		h.win.Go(screen.Place{Screen: screen.Today})
	}

	// Down walks over the headings, up stops at the first row.
	look("mar")
	h.Press(fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn)
	if h.win.place.Row != person.ID {
		t.Errorf("the first row leads to %+v, want the person", h.win.place)
	}
	look("mar")
	h.Press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyReturn)
	if h.win.place.Field != "F13" {
		t.Errorf("the last row leads to %+v, want the story", h.win.place)
	}
}

func TestSearchSaysWhenNothingOrTooMuchIsFound(t *testing.T) {
	h := open(t, nil)
	var rows []playbook.Noun
	for i := range shortHits + 1 {
		rows = append(rows, &playbook.Account{Name: fmt.Sprintf("Acme %d", i)})
	}
	datatest.Save(t, h.store, "Add", rows...)
	h.menu("Search everything")
	h.MustShow("Capitals and accents do not count.")
	h.Type("zzz")
	h.wait()
	h.MustShow("No row has words that begin with “zzz”. Try fewer letters")
	h.Press(fyne.KeyReturn) // opens nothing
	for range 3 {
		h.Press(fyne.KeyBackspace)
	}
	h.wait()
	h.MustShow("Capitals and accents do not count.")
	h.Type("ac")
	h.wait()
	h.MustShow("These are the first 200 by rank. Type more letters to narrow.")
	h.Type("m")
	h.wait()
	if h.Shows("These are the first") {
		t.Error("with everything found it says that there is more")
	}
}

// A key ends the search before it: its answer is never shown.
func TestTheNextKeyEndsTheSearch(t *testing.T) {
	doors := &doorman{}
	h := open(t, nil)
	h.win.opt.Doors = doors.open
	h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	h.menu("Search everything")
	h.Type("n")
	h.wait()
	first := doors.last()
	h.Type("o")
	if !first.closed {
		t.Error("the next key leaves the search before it running")
	}
	h.wait()
	first.answer() // too late
	h.Settle()
	if h.Shows("rrland Dental") {
		t.Error("the answer of the search before is shown")
	}
	doors.last().answer()
	h.Settle()
	h.MustShow("rrland Dental") // the letters that match stand out, before it
	h.Press(fyne.KeyEscape)
	if !doors.last().closed {
		t.Error("closing the sheet leaves the search running")
	}
}

// A doorman hands out doors whose work waits until it is asked for.
type doorman struct{ all []*waiting }

func (d *doorman) open() Door {
	w := &waiting{}
	d.all = append(d.all, w)
	return w
}

func (d *doorman) last() *waiting { return d.all[len(d.all)-1] }

type waiting struct {
	kit.Inline
	work   []func()
	closed bool
}

func (w *waiting) Run(work func(context.Context) error, done func(error)) {
	w.work = append(w.work, func() { w.Inline.Run(work, done) })
}

func (w *waiting) Close() { w.closed = true }

func (w *waiting) answer() {
	for _, f := range w.work {
		f()
	}
	w.work = nil
}

func TestMenuKeysStopAtASheet(t *testing.T) {
	h := open(t, nil)
	h.menu("New deal")
	h.menu("Search everything")
	h.menu("Accounts")
	if n := len(h.Canvas().Overlays().List()); n != 1 {
		t.Errorf("%d sheets are open, want the first one only", n)
	}
	if h.win.place.Screen != screen.Today {
		t.Errorf("the room changed under an open sheet to %+v", h.win.place)
	}
}

func TestASecondWindowOnlyReads(t *testing.T) {
	h := open(t, func(o *fakeOffice) { o.taken = "Maya on host-3, since 09:12" })
	h.MustShow("Another window has this workspace open: Maya on host-3, since 09:12. This window only reads; close the other one to write here.")
	h.menu("New deal")
	if len(h.Canvas().Overlays().List()) != 0 {
		t.Error("a window that only reads asks for a new deal")
	}
	if n := len(datatest.Rows[playbook.Member](t, h.store, playbook.ID{})); n != 0 {
		t.Errorf("a window that only reads wrote %d members", n)
	}
}

func TestASecondWindowGoesOnWhenTheFirstHasClosed(t *testing.T) {
	h := open(t, func(o *fakeOffice) { o.taken = "Maya on host-3, since 09:12" })
	h.menu("Accounts")
	h.office.taken = ""
	h.clock.Advance(2100 * time.Millisecond)
	h.Settle()
	h.MustShow("The other window has closed. You can go on in this one.")
	h.Tap("Go on here")
	if h.Shows("The other window has closed") || h.win.ReadOnly() || h.office.closed != 1 {
		t.Errorf("read only: %t, closed %d times, want a window that writes and one workspace let go", h.win.ReadOnly(), h.office.closed)
	}
	if h.win.place.Screen != screen.Accounts {
		t.Errorf("the window shows %+v, want the place it was at", h.win.place)
	}
}

func TestClosingWithWorkUnderWayAsks(t *testing.T) {
	h := open(t, nil)
	stopped := 0
	work := kit.Busy{ID: 1, Text: "Importing…", Cancel: func() { stopped++ }}
	h.win.busyNow(work)
	h.win.Quit()
	h.Settle()
	h.MustShow("Work is under way")
	if h.office.closed != 0 {
		t.Fatal("the workspace was let go while work was under way")
	}
	h.Tap("Close when done")
	work.Ended = true
	h.win.busyNow(work)
	if h.office.closed != 1 || stopped != 0 {
		t.Errorf("closed %d times, stopped %d times, want closed once behind the work", h.office.closed, stopped)
	}
}

func TestAWorkspaceThatCannotBeOpenedSaysSo(t *testing.T) {
	h := open(t, func(o *fakeOffice) {
		o.broken = errors.New("this file was written by a newer Kept; update the program")
	})
	h.MustShow("This workspace cannot be opened")
	h.MustShow("This file was written by a newer Kept; update the program.")
	h.office.broken = nil
	h.Tap("Try again")
	h.MustShow("Good morning, Maya")
}

func TestWhatAnotherProgramWritesAppears(t *testing.T) {
	h := open(t, nil)
	h.menu("Accounts")
	h.clock.Advance(1100 * time.Millisecond)
	h.deal("Written beside", "Maya Lindqvist", "Jonas Falk") // not through the window
	h.clock.Advance(1100 * time.Millisecond)
	h.Settle()
	h.MustShow("Written beside")
}

func TestRefusalsAndConflictsSayHowToGoOn(t *testing.T) {
	h := open(t, nil)
	h.win.Fail(&playbook.RefusedError{What: "Not accepted", Reasons: []string{"the handoff is a draft, not submitted"}})
	h.Settle()
	h.MustShow("Not accepted")
	h.MustShow("The handoff is a draft, not submitted")
	h.Tap("Close")
	h.win.Fail(&playbook.ConflictError{Noun: "account", Col: "status_line", Seen: "Green", Stored: "Behind by two days"})
	h.Settle()
	h.MustShow("Green")
	h.MustShow("Behind by two days")
	h.Tap("Show what is stored")
	h.win.Fail(errors.New("disk I/O error"))
	h.Settle()
	h.MustShow("Disk I/O error.")
}

func TestClosingLetsGoOfTheWorkspaceOnce(t *testing.T) {
	h := open(t, nil)
	h.win.Quit()
	h.win.Quit()
	if h.office.closed != 1 {
		t.Errorf("the workspace was closed %d times, want once", h.office.closed)
	}
}

func TestSettingsAreStored(t *testing.T) {
	h := open(t, nil)
	h.menu("Settings")
	h.Tap("○ Letter")
	h.Tap("Save")
	got, err := settingsOf(context.Background(), h.store)
	if err != nil {
		t.Fatal(err)
	}
	if got[playbook.PaperSize].Value != "letter" {
		t.Errorf("the paper is %q, want letter", got[playbook.PaperSize].Value)
	}
}
