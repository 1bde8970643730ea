package kit

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// What the first screen asks for, and what its answers ask for in turn, is there
// before the window is shown.
func TestAheadDeliversUntilNothingIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		b := NewBackground(Options{Deliver: ui.deliver})
		s := b.Scope()
		var got []string
		read := func(name string, then func()) {
			s.Run(func(context.Context) error { time.Sleep(10 * time.Millisecond); return nil }, func(error) {
				got = append(got, name)
				if then != nil {
					then()
				}
			})
		}
		b.Ahead(time.Second, func() { read("open", func() { read("rows", nil) }) })
		if want := []string{"open", "rows"}; !slices.Equal(got, want) {
			t.Errorf("before the window was shown came %v, want %v", got, want)
		}
		read("later", nil)
		synctest.Wait()
		time.Sleep(20 * time.Millisecond)
		synctest.Wait()
		if len(got) != 2 {
			t.Errorf("%v came past the UI goroutine", got)
		}
		ui.drain()
		if len(got) != 3 {
			t.Errorf("after the window was shown came %v, want one more", got)
		}
	})
}

// A slow disk does not keep the window away, and its answer is not lost.
func TestAheadEndsWhenTheLimitHasPassed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ui mailbox
		b := NewBackground(Options{Deliver: ui.deliver})
		done := false
		began := time.Now()
		b.Ahead(200*time.Millisecond, func() {
			b.Scope().Run(func(context.Context) error { time.Sleep(time.Minute); return nil }, func(error) { done = true })
		})
		if took := time.Since(began); took != 200*time.Millisecond || done {
			t.Errorf("waited %s, done %t; want 200 ms and not done", took, done)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		ui.drain()
		if !done {
			t.Error("the answer that came late was lost")
		}
	})
}
