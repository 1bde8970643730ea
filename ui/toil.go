package ui

import (
	"context"
	"errors"

	"kept/ui/kit"
)

// A toil is the work of a sheet that may take long. How far it is stands at the
// sheet's foot, and while it goes on Cancel and Esc stop it and leave the sheet.
type toil struct {
	w      *Window
	sheet  *kit.Sheet
	says   *kit.Text
	bar    *kit.Progress
	cancel func()
	on     bool
	leaves bool // the sheet closes at once when it is stopped; there is nothing to say
}

func newToil(w *Window) *toil {
	t := &toil{w: w, says: kit.NewText("", kit.Small), bar: kit.NewProgress(0, kit.Teal)}
	t.bar.Hide()
	return t
}

// stand puts the toil at the foot of its sheet, whose background work goes
// through run.
func (t *toil) stand(s *kit.Sheet, run Door) {
	t.sheet = s
	s.SetFooterLeft(kit.Row(kit.SpaceM, kit.Grow(kit.Column(kit.SpaceXS, t.says, t.bar))))
	s.MayClose = func() bool {
		if t.on {
			t.cancel()
		}
		return !t.on || t.leaves
	}
	s.OnClose = func() {
		t.w.busy.also = nil
		run.Close()
	}
	t.w.busy.also = t.report
}

// say puts a sentence at the foot.
func (t *toil) say(text string) {
	t.says.SetText(text)
	t.sheet.Refresh()
}

// report shows on the sheet what the rail shows under it.
func (t *toil) report(b kit.Busy) {
	on := !b.Ended && t.on
	show(t.bar, on)
	if on {
		if b.Text != "" {
			t.says.SetText(b.Text)
		}
		t.bar.Set(max(b.Fraction, 0.02), kit.Teal)
	}
	t.sheet.Refresh()
}

// run does the work in the background of door, with what it is said to do at
// the foot. done gets its error; of work that was stopped, context.Canceled.
func (t *toil) run(door kit.Runner, says string, work func(context.Context) error, done func(error)) {
	asked, cancel := context.WithCancel(context.Background())
	t.on, t.cancel = true, cancel
	t.say(says)
	door.Run(func(ctx context.Context) error {
		ctx, stop := context.WithCancel(ctx)
		defer context.AfterFunc(asked, stop)()
		defer stop()
		err := work(ctx)
		if err != nil && ctx.Err() != nil {
			err = ctx.Err() // however what was stopped has put it
		}
		return err
	}, func(err error) {
		cancel()
		t.on = false
		t.report(kit.Busy{Ended: true})
		t.says.SetText("")
		done(err)
	})
}

// stopped tells whether the person, or the end of the program, stopped it.
func stopped(err error) bool { return errors.Is(err, context.Canceled) }

// each reports how far a row of accounts is, before each one of them.
func each[T, R any](ctx context.Context, total int, verb string, do func(T) (R, error)) func(T) (R, error) {
	n := 0
	return func(one T) (R, error) {
		var none R
		if err := ctx.Err(); err != nil {
			return none, err
		}
		if total > 1 {
			kit.Report(ctx, min(float64(n)/float64(total), 1), verb+" "+thousands(min(n+1, total))+" of "+thousands(total)+"…")
		} else {
			kit.Report(ctx, -1, verb+"…")
		}
		n++
		return do(one)
	}
}
