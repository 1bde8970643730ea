package kit

import "time"

// SaveDelay is how long the first unsaved keystroke waits to be written.
// Steady typing does not put it off.
const SaveDelay = 400 * time.Millisecond

// A SaveState is where the words of somebody typing are.
type SaveState int

// The states.
const (
	SaveClean  SaveState = iota // nothing typed yet
	SaveDirty                   // typed, waiting to be written
	SaveBusy                    // being written
	SaveDone                    // on disk
	SaveFailed                  // refused; Err says why
)

// Autosave writes what is typed into one field, or one group of fields that are
// stored together. It belongs to the UI goroutine.
type Autosave struct {
	// Write takes the values as they are now and hands them to a Runner; it
	// calls saved, on the UI goroutine, when they are stored or refused. Writes
	// must end in the order they were handed over, as those of a queue do.
	Write func(saved func(error))
	// OnState is called after every change of State.
	OnState func(*Autosave)

	after  Timer
	stop   func()
	state  SaveState
	err    error
	dirty  bool // typed since the write in flight, or since the last one, began
	flying int  // writes handed over and not back
	due    bool // write again when the ones in flight are back
	wait   []func(error)
}

// NewAutosave returns an Autosave. after is UITimer in the window and a clock's
// in tests.
func NewAutosave(after Timer, write func(saved func(error))) *Autosave {
	return &Autosave{after: after, Write: write}
}

// Touch notes a keystroke. The first since the last write starts the delay.
func (a *Autosave) Touch() {
	a.dirty = true
	if a.stop == nil && !a.due {
		a.stop = a.after(SaveDelay, func() {
			a.stop = nil
			a.write()
		})
	}
	if a.flying == 0 {
		a.set(SaveDirty, nil)
	}
}

// Flush writes now what is not written: on leaving a field, a page, the window.
// Words that were refused are tried again. Words typed while a write is in
// flight are handed over behind it and do not wait for its answer, because who
// leaves the page hears of none.
func (a *Autosave) Flush() {
	a.unschedule()
	if a.dirty {
		a.send()
	}
}

// FlushThen flushes and calls then once everything typed so far is stored or
// refused; at once when there is nothing to write.
func (a *Autosave) FlushThen(then func(error)) {
	a.Flush()
	if a.flying == 0 {
		then(a.err)
		return
	}
	a.wait = append(a.wait, then)
}

// Dirty reports whether there are words that are not on disk.
func (a *Autosave) Dirty() bool { return a.dirty || a.flying > 0 }

// Alone reports, inside Write, that no earlier write is in flight.
func (a *Autosave) Alone() bool { return a.flying <= 1 }

// State returns where the words are.
func (a *Autosave) State() SaveState { return a.state }

// Err returns why the last write was refused, nil when it was not.
func (a *Autosave) Err() error { return a.err }

// Text says the state in words for the screen: "", "Saving…", "Saved" or
// "Not saved: " and the reason.
func (a *Autosave) Text() string {
	switch a.state {
	case SaveDirty, SaveBusy:
		return "Saving…"
	case SaveDone:
		return "Saved"
	case SaveFailed:
		return "Not saved: " + a.err.Error()
	}
	return ""
}

// Tone is the tone for Text.
func (a *Autosave) Tone() Tone {
	if a.state == SaveFailed {
		return Broken
	}
	return Neutral
}

func (a *Autosave) unschedule() {
	if a.stop != nil {
		a.stop()
		a.stop = nil
	}
}

// write lets one write of steady typing fly at a time, so that a slow disk is
// not given more than it can take.
func (a *Autosave) write() {
	if a.flying > 0 {
		a.due = true
		return
	}
	a.send()
}

func (a *Autosave) send() {
	a.dirty, a.due = false, false
	a.flying++
	a.set(SaveBusy, nil)
	a.Write(a.back)
}

func (a *Autosave) back(err error) {
	a.flying--
	if a.flying > 0 { // the one behind carries newer words; its answer counts
		return
	}
	switch {
	case err != nil:
		a.dirty, a.due = true, false
		a.set(SaveFailed, err)
	case a.due:
		a.send()
		return
	case a.dirty:
		a.set(SaveDirty, nil)
	default:
		a.set(SaveDone, nil)
	}
	waiting := a.wait
	a.wait = nil
	for _, then := range waiting {
		then(err)
	}
}

func (a *Autosave) set(s SaveState, err error) {
	if s == a.state && err == nil && a.err == nil {
		return
	}
	a.state, a.err = s, err
	if a.OnState != nil {
		a.OnState(a)
	}
}

// Saves are the autosaves of one screen.
type Saves struct{ all []*Autosave }

// Add puts a under the care of the screen and returns it.
func (s *Saves) Add(a *Autosave) *Autosave {
	s.all = append(s.all, a)
	return a
}

// Flush flushes all.
func (s *Saves) Flush() {
	for _, a := range s.all {
		a.Flush()
	}
}

// FlushThen flushes all and calls then once, with the first refusal if any.
func (s *Saves) FlushThen(then func(error)) {
	left := len(s.all)
	var first error
	if left == 0 {
		then(nil)
		return
	}
	for _, a := range append([]*Autosave(nil), s.all...) {
		a.FlushThen(func(err error) {
			if first == nil {
				first = err
			}
			if left--; left == 0 {
				then(first)
			}
		})
	}
}

// Dirty reports whether any has words that are not on disk.
func (s *Saves) Dirty() bool {
	for _, a := range s.all {
		if a.Dirty() {
			return true
		}
	}
	return false
}

// Worst returns the autosave the person should hear of first: refused before
// waiting before saved; nil when there is none.
func (s *Saves) Worst() *Autosave {
	rank := map[SaveState]int{SaveFailed: 4, SaveDirty: 3, SaveBusy: 3, SaveDone: 2, SaveClean: 1}
	var worst *Autosave
	for _, a := range s.all {
		if worst == nil || rank[a.state] > rank[worst.state] {
			worst = a
		}
	}
	return worst
}
