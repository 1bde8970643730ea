package part

import (
	"context"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// judgedAfter is how long a day must stand in its field before it is judged, so
// that half a date is not.
const judgedAfter = 250 * time.Millisecond

// Feasible is the line beside a day that is about to be promised: whether it can
// be kept, and why. It reads in the background and shows only the last answer.
type Feasible struct {
	Line *kit.Text
	// OnSaid is told when the line says something else, so that what is around it
	// makes room.
	OnSaid func()

	win     screen.Window
	run     screen.Runner
	after   kit.Timer
	account playbook.ID
	stop    func()
	turn    int
}

// NewFeasible returns the line of an account; it is hidden until there is
// something to say.
func NewFeasible(win screen.Window, run screen.Runner, after kit.Timer, account playbook.ID) *Feasible {
	f := &Feasible{Line: kit.NewText("", kit.Small), win: win, run: run, after: after, account: account}
	f.Line.MaxLines = 6
	f.Line.Hide()
	return f
}

// Typing judges a day that is being typed, once the typing pauses. One that has
// passed is half of a year that is still being typed.
func (f *Feasible) Typing(ask work.Ask) {
	f.rest()
	if ask.On < f.win.Desk().Today() {
		f.Clear()
		return
	}
	f.stop = f.after(judgedAfter, func() {
		f.stop = nil
		f.Ask(ask)
	})
}

// Ask judges a day now.
func (f *Feasible) Ask(ask work.Ask) {
	f.rest()
	f.turn++
	turn := f.turn
	var got work.Feasibility
	f.run.Run(func(ctx context.Context) (err error) {
		got, err = f.win.Desk().Feasible(ctx, f.win.Portfolio(), f.account, ask)
		return err
	}, func(err error) {
		switch {
		case turn != f.turn:
		case err != nil: // whoever types a date is not stopped by it
			f.say(work.NoAnswer, "Whether this day can be kept cannot be told just now.")
		default:
			f.say(got.Verdict, got.Line())
		}
	})
}

// Clear takes the line away: there is no day to judge.
func (f *Feasible) Clear() {
	f.rest()
	f.turn++
	f.say(work.NoAnswer, "")
}

func (f *Feasible) rest() {
	if f.stop != nil {
		f.stop()
		f.stop = nil
	}
}

// say shows the verdict in its colour and in words, the reason beside it.
func (f *Feasible) say(v work.Verdict, line string) {
	said := ""
	if f.Line.Visible() {
		said = f.Line.Text()
	}
	if said == line {
		return
	}
	head, rest := "", line
	if v != work.NoAnswer {
		head, rest, _ = strings.Cut(line, ":")
		head += ":"
	}
	f.Line.SetSpans(kit.Span{Text: head, Role: kit.Caption, Color: VerdictTone(v).Ink()}, kit.Span{Text: rest, Role: kit.Small})
	Visible(f.Line, line != "")
	if f.OnSaid != nil {
		f.OnSaid()
	}
}

// VerdictTone is the tone of a verdict.
func VerdictTone(v work.Verdict) kit.Tone {
	switch v {
	case work.CanKeep:
		return kit.Kept
	case work.IsTight:
		return kit.Late
	case work.CanNot:
		return kit.Broken
	}
	return kit.Neutral
}
