package kit_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kept/ui/kit"
	"kept/ui/uitest"
)

// desk is a store that answers when told.
type desk struct {
	typed   string
	stored  []string
	pending []func(error)
}

func (d *desk) write(saved func(error)) {
	text := d.typed
	d.pending = append(d.pending, func(err error) {
		if err == nil {
			d.stored = append(d.stored, text)
		}
		saved(err)
	})
}

func (d *desk) answer(err error) {
	next := d.pending[0]
	d.pending = d.pending[1:]
	next(err)
}

func TestSteadyTypingIsWrittenEveryDelay(t *testing.T) {
	clock, d := uitest.NewClock(), &desk{}
	a := kit.NewAutosave(clock.Timer, d.write)
	for range 20 { // a key every 100 ms for two seconds
		d.typed += "x"
		a.Touch()
		clock.Advance(100 * time.Millisecond)
		if len(d.pending) > 0 {
			d.answer(nil)
		}
	}
	if len(d.stored) != 5 {
		t.Errorf("two seconds of typing were written %d times (%v), want 5", len(d.stored), d.stored)
	}
	if d.stored[0] != "xxxx" {
		t.Errorf("the first write had %q, want the four keys of the first 400 ms", d.stored[0])
	}
}

func TestOneWriteFliesAtATimeAndTheLastWordsWin(t *testing.T) {
	clock, d := uitest.NewClock(), &desk{}
	a := kit.NewAutosave(clock.Timer, d.write)
	d.typed = "one"
	a.Touch()
	clock.Advance(kit.SaveDelay)
	d.typed = "two"
	a.Touch()
	clock.Advance(kit.SaveDelay)
	if len(d.pending) != 1 {
		t.Fatalf("%d writes in flight, want 1", len(d.pending))
	}
	d.answer(nil)
	if !a.Dirty() || len(d.pending) != 1 {
		t.Fatalf("after the first write: dirty %t, %d in flight; want the second on its way", a.Dirty(), len(d.pending))
	}
	d.answer(nil)
	if !slices.Equal(d.stored, []string{"one", "two"}) || a.Dirty() || a.Text() != "Saved" {
		t.Errorf("stored %v, dirty %t, %q", d.stored, a.Dirty(), a.Text())
	}
}

func TestLeavingFlushesAtOnceAndLeavesNoTimer(t *testing.T) {
	clock, d := uitest.NewClock(), &desk{typed: "word"}
	a := kit.NewAutosave(clock.Timer, d.write)
	a.Touch()
	var left []error
	a.FlushThen(func(err error) { left = append(left, err) })
	if len(d.pending) != 1 || len(left) != 0 {
		t.Fatalf("%d writes, left %v; want one write and nobody gone yet", len(d.pending), left)
	}
	d.answer(nil)
	if len(left) != 1 || left[0] != nil || clock.Waiting() != 0 {
		t.Errorf("left %v, %d timers waiting", left, clock.Waiting())
	}
	a.FlushThen(func(err error) { left = append(left, err) })
	if len(left) != 2 || len(d.pending) != 0 {
		t.Errorf("a flush with nothing to write: left %v, %d writes", left, len(d.pending))
	}
}

func TestLeavingDoesNotWaitForAWriteInFlight(t *testing.T) {
	clock, d := uitest.NewClock(), &desk{typed: "word"}
	a := kit.NewAutosave(clock.Timer, d.write)
	a.Touch()
	clock.Advance(kit.SaveDelay)
	d.typed = "word by word"
	a.Touch()
	a.Flush() // the page goes; nobody will hear of the first write
	if len(d.pending) != 2 || clock.Waiting() != 0 {
		t.Fatalf("%d writes handed over, %d timers wait; want both and none", len(d.pending), clock.Waiting())
	}
	d.answer(errors.New("busy"))
	if a.State() != kit.SaveBusy {
		t.Errorf("state %d while the newer words are on their way", a.State())
	}
	d.answer(nil)
	if !slices.Equal(d.stored, []string{"word by word"}) || a.Dirty() || a.Text() != "Saved" {
		t.Errorf("stored %q, dirty %t, %q", d.stored, a.Dirty(), a.Text())
	}
}

func TestRefusedWordsStayDirtyAndAreTriedAgain(t *testing.T) {
	clock, d := uitest.NewClock(), &desk{typed: "word"}
	a := kit.NewAutosave(clock.Timer, d.write)
	var states []kit.SaveState
	a.OnState = func(a *kit.Autosave) { states = append(states, a.State()) }
	a.Touch()
	clock.Advance(kit.SaveDelay)
	d.answer(errors.New("the disk is full. Free some room, then type on."))
	if want := "Not saved: the disk is full. Free some room, then type on."; a.Text() != want || !a.Dirty() {
		t.Fatalf("%q, dirty %t; want %q and dirty", a.Text(), a.Dirty(), want)
	}
	a.Flush()
	d.answer(nil)
	want := []kit.SaveState{kit.SaveDirty, kit.SaveBusy, kit.SaveFailed, kit.SaveBusy, kit.SaveDone}
	if a.Text() != "Saved" || !slices.Equal(states, want) {
		t.Errorf("%q after states %v, want Saved after %v", a.Text(), states, want)
	}
}

func TestSavesFlushTogetherAndReportTheFirstRefusal(t *testing.T) {
	clock := uitest.NewClock()
	one, two := &desk{}, &desk{}
	var all kit.Saves
	a, b := all.Add(kit.NewAutosave(clock.Timer, one.write)), all.Add(kit.NewAutosave(clock.Timer, two.write))
	a.Touch()
	b.Touch()
	var got []error
	all.FlushThen(func(err error) { got = append(got, err) })
	refused := errors.New("read-only")
	two.answer(refused)
	one.answer(nil)
	if len(got) != 1 || !errors.Is(got[0], refused) {
		t.Errorf("got %v, want one report of the refusal", got)
	}
	if all.Worst() != b {
		t.Error("Worst is not the refused one")
	}
}
