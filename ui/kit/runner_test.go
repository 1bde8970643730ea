package kit

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// mailbox stands for the UI goroutine: what is delivered waits until drained.
type mailbox struct {
	mu   sync.Mutex
	todo []func()
}

func (m *mailbox) deliver(f func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.todo = append(m.todo, f)
}

func (m *mailbox) drain() {
	m.mu.Lock()
	todo := m.todo
	m.todo = nil
	m.mu.Unlock()
	for _, f := range todo {
		f()
	}
}

func TestQueueEndsInTheOrderItWasGiven(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		b := NewBackground(Options{Deliver: ui.deliver})
		one, two := b.Scope(), b.Scope()
		var got []int
		for i := range 10 {
			s := one
			if i%2 == 1 {
				s = two
			}
			s.Queue().Run(func(context.Context) error {
				time.Sleep(time.Duration(10-i) * time.Millisecond)
				return nil
			}, func(error) { got = append(got, i) })
		}
		if !b.Wait(time.Minute) {
			t.Fatal("writes had not ended after a minute")
		}
		ui.drain()
		if want := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}; !slices.Equal(got, want) {
			t.Errorf("writes were reported as %v, want %v", got, want)
		}
	})
}

func TestClosingAScreenCancelsItsReadsAndDropsTheirResults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		b := NewBackground(Options{Deliver: ui.deliver})
		s := b.Scope()
		var saw error
		reported := false
		s.Run(func(ctx context.Context) error {
			<-ctx.Done()
			saw = ctx.Err()
			return saw
		}, func(error) { reported = true })
		s.Close()
		b.Wait(time.Minute)
		ui.drain()
		if !errors.Is(saw, context.Canceled) || reported {
			t.Errorf("work saw %v, reported %t; want canceled and no report", saw, reported)
		}
		s.Run(func(context.Context) error { t.Error("a read began on a closed screen"); return nil }, nil)
	})
}

func TestAWriteOutlivesItsScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		b := NewBackground(Options{Deliver: ui.deliver})
		s := b.Scope()
		var before, after error
		reported := false
		s.Queue().Run(func(ctx context.Context) error {
			time.Sleep(time.Second)
			before = ctx.Err()
			return nil
		}, func(error) { reported = true })
		s.Close()
		s.Queue().Run(func(ctx context.Context) error { after = ctx.Err(); return nil }, nil)
		if !b.Wait(time.Minute) {
			t.Fatal("Wait gave up")
		}
		ui.drain()
		if before != nil || after != nil || reported {
			t.Errorf("the writes saw %v and %v, reported %t; want them uncancelled and unreported", before, after, reported)
		}
	})
}

func TestWaitGivesUpAfterItsLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := NewBackground(Options{Deliver: func(func()) {}})
		stop := make(chan struct{})
		b.Scope().Queue().Run(func(context.Context) error { <-stop; return nil }, nil)
		began := time.Now()
		if b.Wait(3 * time.Second) {
			t.Error("Wait says all ended while a write hangs")
		}
		if d := time.Since(began); d != 3*time.Second {
			t.Errorf("Wait took %v, want 3s", d)
		}
		close(stop)
	})
}

func TestBusyIsHeardOnlyOfLongWorkAndCanCancelIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		var heard []Busy
		b := NewBackground(Options{Deliver: ui.deliver, OnBusy: func(x Busy) { heard = append(heard, x) }})
		s := b.Scope()
		s.Run(func(context.Context) error { time.Sleep(900 * time.Millisecond); return nil }, nil)
		time.Sleep(2 * time.Second)
		ui.drain()
		if len(heard) != 0 {
			t.Fatalf("short work was reported as busy: %v", heard)
		}
		var ended error
		s.Run(func(ctx context.Context) error {
			Report(ctx, 0.5, "Reading rows")
			<-ctx.Done()
			return ctx.Err()
		}, func(err error) { ended = err })
		time.Sleep(1100 * time.Millisecond)
		ui.drain()
		if len(heard) != 1 || heard[0].Text != "Reading rows" || heard[0].Fraction != 0.5 {
			t.Fatalf("after a second heard %v, want one report of half the rows", heard)
		}
		heard[0].Cancel()
		synctest.Wait()
		ui.drain()
		if !errors.Is(ended, context.Canceled) || len(heard) != 2 || !heard[1].Ended {
			t.Errorf("after Cancel: ended %v, heard %v", ended, heard)
		}
		b.Wait(time.Minute)
	})
}

func TestAPanicInWorkBecomesAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		b := NewBackground(Options{Deliver: ui.deliver})
		var got error
		b.Scope().Run(func(context.Context) error { panic("index out of range") }, func(err error) { got = err })
		b.Wait(time.Minute)
		ui.drain()
		var p *PanicError
		if !errors.As(got, &p) || p.Value != "index out of range" || len(p.Stack) == 0 {
			t.Errorf("done got %v, want a *PanicError with value and stack", got)
		}
	})
}

func TestNoGoroutineStaysBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	b := NewBackground(Options{Deliver: func(f func()) {}})
	s := b.Scope()
	for range 50 {
		s.Run(func(context.Context) error { return nil }, nil)
		s.Queue().Run(func(context.Context) error { return nil }, nil)
	}
	if !b.Wait(10 * time.Second) {
		t.Fatal("work had not ended after ten seconds")
	}
	// The goroutines have said that they ended; each has one return left to make.
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); runtime.Gosched() {
		if runtime.NumGoroutine() <= before {
			return
		}
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func TestInlineRunsAtOnce(t *testing.T) {
	var order []string
	Inline{}.Run(func(context.Context) error { order = append(order, "work"); return nil },
		func(error) { order = append(order, "done") })
	if !slices.Equal(order, []string{"work", "done"}) {
		t.Errorf("order %v", order)
	}
}
