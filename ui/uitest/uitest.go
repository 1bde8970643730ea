// Package uitest runs the window's parts in a test: an app with the kit's theme,
// a fixed size and a clock of its own, a finger, and goldens. It is linked into
// tests only.
package uitest

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kept/ui/kit"
)

// Now is the moment every test begins at: Monday 23 November 2026, 09:12 UTC.
func Now() time.Time { return time.Date(2026, time.November, 23, 9, 12, 0, 0, time.UTC) }

// A Window is a window of the fake driver with content on it.
type Window struct {
	fyne.Window
	Root *kit.Root
	t    testing.TB
}

// Open shows what build returns in a window of the size in the mode; build runs
// when app and theme stand. The app, and with it the window, ends with the test.
// Tests that open windows cannot run in parallel: the toolkit has one app.
func Open(t testing.TB, mode kit.Mode, size fyne.Size, build func() fyne.CanvasObject) *Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme(mode))
	w := test.NewTempWindow(t, nil)
	root := kit.NewRoot(build())
	root.Attach(w)
	win := &Window{Window: w, Root: root, t: t}
	w.Resize(size)
	root.Refresh()
	win.Settle()
	return win
}

// Settle lays everything out again, as the running window does by itself
// whenever something has become taller or shorter.
func (w *Window) Settle() {
	for _, o := range append(w.Canvas().Overlays().List(), w.Canvas().Content()) {
		size := o.Size()
		o.Resize(size.AddWidthHeight(-8, -8))
		o.Resize(size)
	}
}

// SetMode changes the theme while the window stands.
func (w *Window) SetMode(mode kit.Mode) {
	fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(mode))
	refreshAll(w.Canvas().Content())
	for _, o := range w.Canvas().Overlays().List() {
		refreshAll(o)
	}
	w.Settle()
}

func refreshAll(o fyne.CanvasObject) {
	o.Refresh()
	for _, c := range children(o) {
		refreshAll(c)
	}
}

// Clock is a timer that only moves when told.
type Clock struct {
	now     time.Time
	waiting []*wait
}

type wait struct {
	at   time.Time
	f    func()
	done bool
}

// NewClock returns a clock that stands at Now.
func NewClock() *Clock { return &Clock{now: Now()} }

// Now returns where the clock stands.
func (c *Clock) Now() time.Time { return c.now }

// Timer is a kit.Timer.
func (c *Clock) Timer(d time.Duration, f func()) (stop func()) {
	w := &wait{at: c.now.Add(d), f: f}
	c.waiting = append(c.waiting, w)
	return func() { w.done = true }
}

// Advance moves the clock and runs, in order, what became due, on the caller.
func (c *Clock) Advance(d time.Duration) {
	end := c.now.Add(d)
	for {
		var next *wait
		for _, w := range c.waiting {
			if !w.done && !w.at.After(end) && (next == nil || w.at.Before(next.at)) {
				next = w
			}
		}
		if next == nil {
			break
		}
		next.done, c.now = true, next.at
		next.f()
	}
	c.now = end
}

// Waiting returns how many timers have yet to run.
func (c *Clock) Waiting() int {
	n := 0
	for _, w := range c.waiting {
		if !w.done {
			n++
		}
	}
	return n
}
