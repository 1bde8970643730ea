package kit

import (
	"context"
	"time"
)

// Held is what waits in memory because it cannot be written for now.
type Held struct {
	Err   error    // why the first is not taken; nil: everything is written
	Count int      // how many changes wait, those of one name counted once
	Names []string // of those that have a name, each once, the oldest first
}

// holding is the part of a Background that keeps writes which are not taken.
type holding struct {
	held  error // why the first write is kept, nil when it is not
	letGo bool  // no write is kept any more
	nudge chan struct{}
}

// A kept write is tried again after firstRetry, then ever more seldom.
const (
	firstRetry = time.Second
	lastRetry  = 15 * time.Second
)

// write does a queued write until it is taken, or refused for good. What is
// queued behind it waits, so that writes end in the order they were given.
func (b *Background) write(j job) {
	for pause := firstRetry; ; pause = min(2*pause, lastRetry) {
		err := b.try(j)
		if !b.keep(j, err) {
			b.deliver(func() { j.done(err) })
			return
		}
		again := time.NewTimer(pause)
		select {
		case <-again.C:
		case <-b.nudge:
			again.Stop()
			pause = firstRetry / 2
		}
	}
}

// keep tells whether a write is to be done again, and the person what waits.
func (b *Background) keep(j job, err error) bool {
	kept, changed, now := b.judge(j, err)
	if changed && b.opt.OnHeld != nil {
		b.deliver(func() { b.opt.OnHeld(now) })
	}
	return kept
}

// judge tells whether a write is kept, and whether that is news.
func (b *Background) judge(j job, err error) (kept, changed bool, now Held) {
	b.mu.Lock()
	defer b.mu.Unlock()
	kept = err != nil && !j.once && !b.letGo && b.opt.Hold != nil && b.opt.Hold(err)
	switch {
	case kept:
		b.held = err
	case b.held == nil:
		return false, false, now
	case len(b.writes) == 1: // the last of those that waited
		b.held = nil
	}
	if b.held != nil {
		now = b.waiting()
	}
	return kept, true, now
}

// waiting lists what is in the queue; the lock is held.
func (b *Background) waiting() Held {
	h := Held{Err: b.held}
	seen := map[string]bool{}
	for _, j := range b.writes {
		if j.mark {
			continue
		}
		switch {
		case j.name == "":
			h.Count++
		case !seen[j.name]:
			seen[j.name] = true
			h.Names = append(h.Names, j.name)
			h.Count++
		}
	}
	return h
}

// Waiting returns what waits in memory now; Err is nil when nothing is kept.
func (b *Background) Waiting() Held {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held == nil {
		return Held{}
	}
	return b.waiting()
}

// TryAgain tries a kept write now.
func (b *Background) TryAgain() {
	select {
	case b.nudge <- struct{}{}:
	default: // it is about to be tried
	}
}

// LetGo tries what is kept, and what is queued behind it, once more and then
// lets it go: somebody has said that it may be lost.
func (b *Background) LetGo() {
	b.mu.Lock()
	b.letGo = true
	b.mu.Unlock()
	b.TryAgain()
}

// Named gives the writes of a queue a name, under which a person finds them
// when they cannot be written.
func Named(r Runner, name string) Runner {
	if q, ok := r.(queue); ok {
		q.name = name
		return q
	}
	return r
}

// Once returns a queue whose work must not be done twice: it ends with its
// first error.
func Once(r Runner) Runner {
	if q, ok := r.(queue); ok {
		q.once = true
		return q
	}
	return r
}

// Behind runs then when everything that was given to a queue so far is written
// or refused.
func Behind(r Runner, then func()) {
	if q, ok := r.(queue); ok {
		q.mark = true
		r = q
	}
	r.Run(func(context.Context) error { return nil }, func(error) { then() })
}
