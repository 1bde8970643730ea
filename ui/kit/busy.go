package kit

import (
	"context"
	"sync"
	"time"
)

type meterKey struct{}

// meter turns the progress of one piece of work into Busy reports, none before
// the delay has passed.
type meter struct {
	b     *Background
	timer *time.Timer

	mu    sync.Mutex
	last  Busy
	shown bool
	ended bool

	out    sync.Mutex
	next   Busy // what the UI goroutine is told when it comes to it
	queued bool
}

func (b *Background) watch(cancel context.CancelFunc) *meter {
	m := &meter{b: b}
	if b.opt.OnBusy == nil {
		return m
	}
	b.mu.Lock()
	b.nextID++
	m.last = Busy{ID: b.nextID, Fraction: -1, Cancel: cancel}
	b.mu.Unlock()
	m.timer = time.AfterFunc(b.opt.BusyAfter, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if !m.ended {
			m.shown = true
			m.tell(m.last)
		}
	})
	return m
}

// tell is called with the lock held, so that reports keep their order. One
// report at most waits for the UI goroutine; a newer one takes its place, or
// work that reports faster than a window draws would keep it drawing long after.
func (m *meter) tell(now Busy) {
	m.out.Lock()
	waits := m.queued
	m.next, m.queued = now, true
	m.out.Unlock()
	if waits {
		return
	}
	m.b.deliver(func() {
		m.out.Lock()
		now := m.next
		m.queued = false
		m.out.Unlock()
		m.b.opt.OnBusy(now)
	})
}

func (m *meter) end() {
	if m.timer == nil {
		return
	}
	m.timer.Stop()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ended, m.last.Ended = true, true
	if m.shown {
		m.tell(m.last)
	}
}

// Report says from inside background work how far it is: fraction 0 to 1,
// negative where nobody can know. It costs nothing while the work is young, and
// does nothing under another Runner.
func Report(ctx context.Context, fraction float64, text string) {
	m, ok := ctx.Value(meterKey{}).(*meter)
	if !ok || m.timer == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last.Text == text && int(m.last.Fraction*100) == int(fraction*100) {
		return
	}
	m.last.Fraction, m.last.Text = fraction, text
	if m.shown && !m.ended {
		m.tell(m.last)
	}
}
