package kit

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

var errFull = errors.New("the disk is full")

// A write that the disk does not take is kept with what is queued behind it,
// tried again ever more seldom, and everything is written in the order given.
func TestWritesAreKeptUntilTheDiskTakesThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		var told []Held
		full := true
		b := NewBackground(Options{Deliver: ui.deliver, Hold: func(err error) bool { return errors.Is(err, errFull) }, OnHeld: func(h Held) { told = append(told, h) }})
		s := b.Scope()
		var stored []string
		var ended []error
		tries := 0
		store := func(name string) {
			Named(s.Queue(), name).Run(func(context.Context) error {
				if full {
					tries++
					return errFull
				}
				stored = append(stored, name)
				return nil
			}, func(err error) { ended = append(ended, err) })
		}
		store("Champion")
		store("Story")
		store("Champion")
		synctest.Wait()
		ui.drain()
		if len(told) != 1 || told[0].Count != 2 || !slices.Equal(told[0].Names, []string{"Champion", "Story"}) || !errors.Is(told[0].Err, errFull) {
			t.Fatalf("told %+v, want two names", told)
		}
		time.Sleep(time.Minute) // 1, 2, 4, 8, 15, 15 and 15 seconds, with the first try
		synctest.Wait()
		if tries != 8 {
			t.Errorf("tried %d times in a minute, want 8", tries)
		}
		full = false
		b.TryAgain()
		synctest.Wait()
		ui.drain()
		if !slices.Equal(stored, []string{"Champion", "Story", "Champion"}) {
			t.Errorf("stored %v, want all three in their order", stored)
		}
		if len(ended) != 3 || errors.Join(ended...) != nil {
			t.Errorf("ended with %v, want no error", ended)
		}
		if last := told[len(told)-1]; last.Err != nil || b.Waiting().Err != nil {
			t.Errorf("after everything was written: %+v", last)
		}
		if !b.Wait(time.Minute) {
			t.Error("work is still under way")
		}
	})
}

// What must not be done twice ends with its error, another error is nobody's
// trouble, and what is let go is tried once more.
func TestWhatIsNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		b := NewBackground(Options{Deliver: ui.deliver, Hold: func(err error) bool { return errors.Is(err, errFull) }})
		s := b.Scope()
		var ended []error
		done := func(err error) { ended = append(ended, err) }
		refused := errors.New("refused")
		Once(s.Queue()).Run(func(context.Context) error { return errFull }, done)
		s.Queue().Run(func(context.Context) error { return refused }, done)
		tries := 0
		s.Queue().Run(func(context.Context) error { tries++; return errFull }, done)
		Behind(s.Queue(), func() { done(nil) })
		synctest.Wait()
		if b.Wait(time.Second) {
			t.Fatal("a kept write is not waited for")
		}
		b.LetGo()
		if !b.Wait(time.Minute) {
			t.Fatal("what was let go is waited for")
		}
		ui.drain()
		if want := []error{errFull, refused, errFull, nil}; !slices.Equal(ended, want) || tries < 2 {
			t.Errorf("ended with %v after %d tries, want %v", ended, tries, want)
		}
	})
}
