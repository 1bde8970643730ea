package kit

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// A Runner is the one door to the background: work runs off the UI goroutine,
// done runs on it with the error of work. Where the screen that asked has gone
// meanwhile, done does not run. done may be nil.
type Runner interface {
	Run(work func(ctx context.Context) error, done func(error))
}

// Inline runs work and done at once, on the caller: the Runner of tests.
type Inline struct{}

// Run implements Runner.
func (Inline) Run(work func(ctx context.Context) error, done func(error)) {
	err := work(context.Background())
	if done != nil {
		done(err)
	}
}

// Queue returns a Runner for writes, as Scope.Queue does.
func (i Inline) Queue() Runner { return i }

// A PanicError is what a panic in background work becomes, so that one screen's
// mistake does not take the window and the unsaved words with it.
type PanicError struct {
	Value any
	Stack []byte
}

// Error does not tell Value: it may quote what somebody typed.
func (e *PanicError) Error() string {
	return fmt.Sprintf("Something unexpected went wrong here; what was saved is safe. Try again. (%T)", e.Value)
}

// Busy describes work that has been running for more than a second.
type Busy struct {
	ID       int     // the same for every report of one piece of work
	Text     string  // what it is doing, as Report said; may be empty
	Fraction float64 // 0 to 1; negative: unknown
	Cancel   func()  // asks it to stop
	Ended    bool    // the last report of this work
}

// Options of a Background; the zero value is right for the running window.
type Options struct {
	Deliver   func(func())  // hands a function to the UI goroutine in order; nil: fyne.Do
	OnBusy    func(Busy)    // called on the UI goroutine; nil: nobody wants to know
	BusyAfter time.Duration // 0: one second
	// Hold tells of which errors a queued write is kept and done again, with
	// what is queued behind it, until it ends in another way. nil: of none.
	Hold func(error) bool
	// OnHeld is called on the UI goroutine when a write was not taken and is
	// kept, and when all that was kept is written; nil: nobody wants to know.
	OnHeld func(Held)
}

// Background runs the work of all screens.
type Background struct {
	opt    Options
	ctx    context.Context
	cancel context.CancelFunc

	mu      sync.Mutex
	idle    *sync.Cond
	running int
	nextID  int
	writes  []job
	writing bool
	early   bool     // results wait for Ahead
	ready   []func() // what Ahead delivers
	holding
}

type job struct {
	ctx  context.Context
	work func(context.Context) error
	done func(error)
	name string // what it writes, for the person
	once bool   // not to be done again
	mark bool   // writes nothing
}

// NewBackground returns a Background that has started nothing yet: it keeps no
// goroutine while there is no work.
func NewBackground(o Options) *Background {
	if o.Deliver == nil {
		o.Deliver = fyne.Do
	}
	if o.BusyAfter == 0 {
		o.BusyAfter = time.Second
	}
	b := &Background{opt: o}
	b.nudge = make(chan struct{}, 1)
	b.idle = sync.NewCond(&b.mu)
	b.ctx, b.cancel = context.WithCancel(context.Background())
	return b
}

// Ahead runs begin, and delivers on the calling goroutine, which has to be the
// UI's before it begins to turn, until no work is left or limit has passed. What
// comes later goes the usual way. A window that reads its first screen so is
// painted once, with its rows, instead of twice.
func (b *Background) Ahead(limit time.Duration, begin func()) {
	b.mu.Lock()
	b.early = true
	b.mu.Unlock()
	late, stop := b.alarm(limit)
	defer stop()
	begin()
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		for len(b.ready) > 0 {
			next := b.ready[0]
			b.ready = b.ready[1:]
			b.mu.Unlock()
			next()
			b.mu.Lock()
		}
		if *late || b.running == 0 && !b.writing {
			b.early, b.ready = false, nil
			return
		}
		b.idle.Wait()
	}
}

func (b *Background) deliver(f func()) {
	b.mu.Lock()
	if b.early {
		b.ready = append(b.ready, f)
		b.mu.Unlock()
		b.idle.Broadcast()
		return
	}
	b.mu.Unlock()
	b.opt.Deliver(f)
}

// Wait cancels every read and waits until all work, queued writes included, has
// ended, or until limit has passed. It reports whether all work ended. It may be
// called on the UI goroutine: nothing here ever waits for that goroutine.
func (b *Background) Wait(limit time.Duration) bool {
	b.cancel()
	late, stop := b.alarm(limit)
	defer stop()
	b.mu.Lock()
	defer b.mu.Unlock()
	for (b.running > 0 || b.writing) && !*late {
		b.idle.Wait()
	}
	return b.running == 0 && !b.writing
}

// alarm wakes whoever waits for the end of work once limit has passed; late is
// read under the lock.
func (b *Background) alarm(limit time.Duration) (late *bool, stop func() bool) {
	late = new(bool)
	t := time.AfterFunc(limit, func() {
		b.mu.Lock()
		*late = true
		b.mu.Unlock()
		b.idle.Broadcast()
	})
	return late, t.Stop
}

func (b *Background) start(j job) {
	b.mu.Lock()
	b.running++
	b.mu.Unlock()
	go func() {
		b.do(j)
		b.mu.Lock()
		b.running--
		b.mu.Unlock()
		b.idle.Broadcast()
	}()
}

// enqueue appends a write, which stays in the queue until it has ended. One goroutine works the queue off and ends with it,
// so writes end, and are delivered, in the order they were given.
func (b *Background) enqueue(j job) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.writes = append(b.writes, j)
	if b.writing {
		return
	}
	b.writing = true
	go func() {
		for {
			b.mu.Lock()
			if len(b.writes) == 0 {
				b.writing = false
				b.mu.Unlock()
				b.idle.Broadcast()
				return
			}
			next := b.writes[0]
			b.mu.Unlock()
			b.write(next)
			b.mu.Lock()
			b.writes = b.writes[1:]
			b.mu.Unlock()
		}
	}()
}

func (b *Background) do(j job) {
	err := b.try(j)
	b.deliver(func() { j.done(err) })
}

// try does the work of a job once.
func (b *Background) try(j job) error {
	ctx, cancel := context.WithCancel(j.ctx)
	defer cancel()
	m := b.watch(cancel)
	err := guarded(context.WithValue(ctx, meterKey{}, m), j.work)
	m.end()
	return err
}

func guarded(ctx context.Context, work func(context.Context) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return work(ctx)
}

// Scope returns the door of one screen.
func (b *Background) Scope() *Scope {
	s := &Scope{b: b}
	s.ctx, s.cancel = context.WithCancel(b.ctx)
	return s
}

// Scope is the Runner of one screen. Its methods belong to the UI goroutine.
type Scope struct {
	b      *Background
	ctx    context.Context
	cancel context.CancelFunc
	closed bool
}

// Run implements Runner for reads: they run at the same time and end in any
// order, and are cancelled with the screen.
func (s *Scope) Run(work func(ctx context.Context) error, done func(error)) {
	if !s.closed {
		s.b.start(job{ctx: s.ctx, work: work, done: s.guard(done)})
	}
}

// Close cancels the reads of the screen and drops the results on their way.
// Writes already given to Queue go on to the end.
func (s *Scope) Close() {
	s.closed = true
	s.cancel()
}

// Queue returns the Runner for writes. All writes of all screens end in the
// order they were given. Closing the screen does not cancel them, it only drops
// their done; a write given after Close still runs, because a flush often comes
// last.
func (s *Scope) Queue() Runner { return queue{s: s} }

type queue struct {
	s    *Scope
	name string
	once bool
	mark bool
}

func (q queue) Run(work func(ctx context.Context) error, done func(error)) {
	q.s.b.enqueue(job{context.WithoutCancel(q.s.b.ctx), work, q.s.guard(done), q.name, q.once, q.mark})
}

func (s *Scope) guard(done func(error)) func(error) {
	return func(err error) {
		if !s.closed && done != nil {
			done(err)
		}
	}
}
