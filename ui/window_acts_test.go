package ui

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// The menu says what the key would undo: typing while a field has the keyboard,
// in a sheet too, and the last act otherwise.
func TestTheMenuSaysWhatUndoMeans(t *testing.T) {
	h := open(t, nil)
	says := func(when, undo, redo string) {
		t.Helper()
		if u, r := plainLabel(h.item("Undo")), plainLabel(h.item("Redo")); u != undo || r != redo {
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
		"may leave":   {Screen: screen.Account, Account: a.ID, Tab: screen.Watch, Row: risk.ID},
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
	if want := (screen.Place{Screen: screen.Playbooks, Field: "mid-market-60"}); h.win.place != want {
		t.Errorf("the last row leads to %+v, want the playbook for the mid-market", h.win.place)
	}
	h.win.Go(screen.Place{Screen: screen.Today})
	look("mar")
	h.Press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyReturn)
	if h.win.place.Field != "F13" {
		t.Errorf("the last row of an account leads to %+v, want the story", h.win.place)
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
