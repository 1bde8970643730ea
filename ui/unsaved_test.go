package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/uitest"
)

// mailbox stands for the UI goroutine: what the background delivers runs on
// the test, when it waits.
type mailbox struct {
	mu   sync.Mutex
	todo []func()
	came chan struct{}
}

func (m *mailbox) deliver(f func()) {
	m.mu.Lock()
	m.todo = append(m.todo, f)
	m.mu.Unlock()
	select {
	case m.came <- struct{}{}:
	default:
	}
}

// brittle is a store whose disk can fail.
type brittle struct {
	playbook.Store
	fault atomic.Pointer[error]
	tried atomic.Int32
}

func (b *brittle) fails(err error) { b.fault.Store(&err) }

func (b *brittle) Do(ctx context.Context, a playbook.Act, fn func(playbook.Tx) error) error {
	b.tried.Add(1)
	if err := b.fault.Load(); err != nil && *err != nil {
		return &playbook.UnsavedError{Trouble: playbook.TroubleFull, Label: a.Label, Err: *err}
	}
	return b.Store.Do(ctx, a, fn)
}

// disk is a window on a workspace whose disk can fail, with its real background.
type disk struct {
	*house
	box     *mailbox
	brittle *brittle
	account playbook.Account
}

func onDisk(t *testing.T, path string) *disk {
	t.Helper()
	d := &disk{box: &mailbox{came: make(chan struct{}, 1)}, brittle: &brittle{}}
	h := &house{t: t, clock: uitest.NewClock()}
	d.house = h
	store := datatest.New
	if path != "" {
		store = func(t testing.TB) *data.Store { return datatest.At(t, path) }
	}
	h.office = &fakeOffice{t: t, person: Person{"Maya Lindqvist", "csm"}, store: store(t), now: uitest.Now} // the clock is the test's own, and acts run beside it
	h.office.over = func(s playbook.Store) playbook.Store { d.brittle.Store = s; return d.brittle }
	h.store = h.office.store
	d.account = h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", &playbook.Handoff{State: playbook.Draft})
	bg := kit.NewBackground(kit.Options{Deliver: d.box.deliver, Hold: held, OnHeld: func(k kit.Held) { h.win.heldNow(k) }})
	h.Window = uitest.Open(t, kit.ModeLight, fyne.NewSize(1440, 900), func() fyne.CanvasObject {
		h.win = New(fyne.CurrentApp(), h.office, Options{Now: h.clock.Now, Timer: h.clock.Timer, Doors: func() Door { return bg.Scope() },
			Mode: kit.ModeLight, First: screen.Place{Screen: screen.Account, Account: d.account.ID}})
		return kit.Gap(10, 10)
	})
	h.win.bg = bg
	h.Window.Window, h.Window.Root = h.win.fyne, h.win.root
	h.win.fyne.Resize(fyne.NewSize(1440, 900))
	h.win.Show()
	d.until("the account is shown", func() bool { return d.Shows("The essentials") })
	t.Cleanup(func() { bg.LetGo(); bg.Wait(10 * time.Second) })
	return d
}

// until runs what the background delivers until the window is as it should be.
func (d *disk) until(what string, ok func() bool) {
	d.t.Helper()
	limit := time.After(30 * time.Second)
	for {
		d.box.mu.Lock()
		todo := d.box.todo
		d.box.todo = nil
		d.box.mu.Unlock()
		for _, f := range todo {
			f()
		}
		d.Settle()
		if len(todo) > 0 {
			continue
		}
		if ok() {
			return
		}
		select {
		case <-d.box.came:
		case <-limit:
			d.t.Fatalf("it never came to be that %s; the window shows\n%v", what, d.Texts())
		}
	}
}

// field gives the keyboard to a value of the form.
func (d *disk) field(no, col string) {
	d.t.Helper()
	d.win.Go(screen.Place{Screen: screen.Account, Account: d.account.ID, Tab: screen.Handoff, Field: no, Col: col})
	d.until("the field has the keyboard", func() bool { return d.Canvas().Focused() != nil })
}

func (d *disk) stored() playbook.Account {
	return datatest.Get[playbook.Account](d.t, d.store, d.account.ID)
}

func (d *disk) pause() {
	d.clock.Advance(500 * time.Millisecond)
	d.Settle()
}

// While the disk is full, what is typed in several fields stays on screen and
// in memory, one line says so, and all of it is written once there is room,
// also from a page that was left.
func TestTypingGoesOnWhileTheDiskIsFull(t *testing.T) {
	d := onDisk(t, "")
	d.brittle.fails(errors.New("the disk is full"))
	d.field("F3", "industry")
	d.Type("Dental clinics")
	d.pause()
	d.until("one line says what is the matter", func() bool {
		return d.Shows("Not saved since 09:12: the disk is full; free some space. Kept goes on trying.")
	})
	d.Type(" in the north")
	d.pause()
	d.field("F1", "name")
	d.Type(" AB")
	d.pause()
	d.menu("Accounts") // away, with words on their way
	d.until("the list is shown", func() bool { return d.win.place.Screen == screen.Accounts })
	if got := d.stored(); got.Industry != "" || got.Name != "Norrland Dental" {
		t.Fatalf("a full disk took %q and %q", got.Industry, got.Name)
	}
	if d.Shows("All changes saved") {
		t.Error("the rail says that all changes are saved")
	}
	d.win.Back()
	d.until("the words are there when one comes back", func() bool { return d.shown("Norrland Dental AB") })
	d.brittle.fails(nil)
	d.Tap("Try now")
	d.until("everything is written", func() bool { return d.win.unsaved.since.IsZero() })
	if got := d.stored(); got.Industry != "Dental clinics in the north" || got.Name != "Norrland Dental AB" {
		t.Errorf("stored %q and %q, want every word", got.Industry, got.Name)
	}
	d.MustShow("Everything is saved again.")
	if d.Shows("Not saved since") {
		t.Error("the line is still there")
	}
}

// shown tells whether a text stands on the window or in one of its fields.
func (d *disk) shown(text string) bool {
	found := d.Shows(text)
	d.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if e, ok := o.(interface{ Text() string }); ok && e.Text() == text {
			found = true
		}
		return true
	})
	return found
}

// Closing the window asks while something is not saved, names it, and closes
// by itself when it is.
func TestClosingWhileUnsavedAsks(t *testing.T) {
	d := onDisk(t, "")
	d.brittle.fails(errors.New("the disk is full"))
	d.field("F3", "industry")
	d.Type("Dental clinics")
	d.win.Quit() // before the pause that would have written it
	d.until("it asks", func() bool { return d.Shows("One change is not saved") })
	d.MustShow("Industry, Norrland Dental")
	d.Tap("Cancel")
	d.until("it goes on", func() bool { return !d.Shows("One change is not saved") })
	if d.win.ended || d.office.closed != 0 {
		t.Fatal("the window closed with words that are not saved")
	}
	d.win.Quit()
	d.until("it asks again", func() bool { return d.Shows("One change is not saved") })
	d.brittle.fails(nil)
	d.Tap("Try now")
	d.until("the window has closed", func() bool { return d.win.ended })
	if got := d.stored().Industry; got != "Dental clinics" || d.office.closed != 1 {
		t.Errorf("stored %q, closed %d times; want the words and one end", got, d.office.closed)
	}
}

func TestClosingWhileUnsavedCanBeForced(t *testing.T) {
	d := onDisk(t, "")
	d.brittle.fails(errors.New("the disk is full"))
	d.field("F3", "industry")
	d.Type("Dental clinics")
	d.win.Quit()
	d.until("it asks", func() bool { return d.Shows("Close and lose them") })
	d.Tap("Close and lose them")
	if !d.win.ended || d.stored().Industry != "" {
		t.Errorf("ended %t with %q stored, want an end without the words", d.win.ended, d.stored().Industry)
	}
}

// The file is moved away and back: the watch notices, what is typed waits, and
// is written when the file is there again.
func TestTheFileIsMovedAwayAndBack(t *testing.T) {
	d := onDisk(t, "")
	path := d.store.Path()
	if err := os.Rename(path, path+".moved"); err != nil {
		t.Fatal(err)
	}
	d.clock.Advance(1100 * time.Millisecond)
	d.until("the watch notices", func() bool { return d.Shows("The workspace file is not where it was.") })
	d.field("F3", "industry")
	d.Type("Dental clinics")
	d.pause()
	d.until("it says that it is not saved", func() bool { return d.Shows("Not saved since 09:12: the workspace file is not where it was.") })
	d.Tap("What to do…")
	d.until("it says where the file was", func() bool { return d.Shows(filepath.Base(path) + " any more; put it back there.") })
	if err := os.Rename(path+".moved", path); err != nil {
		t.Fatal(err)
	}
	d.Tap("Go on with it")
	d.until("everything is written", func() bool { return d.stored().Industry == "Dental clinics" && !d.Shows("not where it was") })
}

// The file was moved for good, or removed: what waits is written to the file
// at its new place, or to a new one at the old.
func TestTheFileIsFoundElsewhere(t *testing.T) {
	for name, step := range map[string]func(t *testing.T, d *disk, path string){
		"chosen": func(t *testing.T, d *disk, path string) {
			to := filepath.Join(t.TempDir(), "elsewhere.kept")
			if err := os.Rename(path, to); err != nil {
				t.Fatal(err)
			}
			d.clock.Advance(1100 * time.Millisecond)
			d.until("the watch notices", func() bool { return d.Shows("What to do…") })
			d.field("F3", "industry")
			d.Type("Dental clinics")
			d.pause()
			d.Tap("What to do…")
			d.Type(to)
			d.Tap("Go on with it")
		},
		"removed": func(t *testing.T, d *disk, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			d.clock.Advance(1100 * time.Millisecond)
			d.until("the watch notices", func() bool { return d.Shows("What to do…") })
			d.field("F3", "industry")
			d.Type("Dental clinics")
			d.pause()
			d.Tap("What to do…")
			d.Tap("Write it there again")
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := onDisk(t, "")
			step(t, d, d.store.Path())
			d.until("it goes on", func() bool { return !d.Shows("not where it was") && d.win.unsaved.since.IsZero() })
			now, err := data.Open(t.Context(), d.win.ws.Path, data.Options{Now: datatest.Now})
			if err != nil {
				t.Fatal(err)
			}
			defer now.Close()
			if got := datatest.Get[playbook.Account](t, now, d.account.ID); got.Industry != "Dental clinics" || got.Name != "Norrland Dental" {
				t.Errorf("the workspace holds %q of %q", got.Industry, got.Name)
			}
			if !d.shown("Dental clinics") {
				t.Error("the words are not on screen")
			}
		})
	}
}
