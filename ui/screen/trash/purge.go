package trash

import (
	"context"
	"fmt"

	"kept/playbook"
	"kept/ui/kit"
)

// askPurge asks whether one row is to go for good.
func (r *Room) askPurge(row *playbook.TrashedRow) {
	if r.win.ReadOnly() || row == nil {
		return
	}
	t := *row
	r.ask(playbook.PurgeWhat{Noun: t.Noun, Row: t.Row}, func(p *playbook.PurgePlan) string {
		return fmt.Sprintf("Purge “%s” for good: %s, and %s of the history. Nobody can bring it back, undo neither. Backups made before still hold it.",
			clip(title(&t)), p.Words(), lines(p.Lines))
	})
}

// askPurgeOld asks whether all that is old is to go for good.
func (r *Room) askPurgeOld() {
	now := r.win.Now()
	before := playbook.TrashedBefore(now)
	r.ask(playbook.PurgeWhat{Before: before}, func(p *playbook.PurgePlan) string {
		return fmt.Sprintf("Purge %s trashed before %s for good, and %s of the history. Nobody can bring it back, undo neither. Backups made before still hold it.",
			p.Words(), before.Day(now.Location()).Short(), lines(p.Lines))
	})
}

func lines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// ask says what would go, and purges it when the person says so.
func (r *Room) ask(what playbook.PurgeWhat, words func(*playbook.PurgePlan) string) {
	var plan playbook.PurgePlan
	r.run.Run(func(ctx context.Context) (err error) {
		plan, err = r.win.Portfolio().PlanPurge(ctx, what)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			r.win.Fail(err)
		case plan.Empty():
			r.Refresh() // somebody else was faster
		default:
			kit.Confirm(r.win.Canvas(), "Purge for good", words(&plan), "Purge for good", func() { r.purge(what) })
		}
	})
}

func (r *Room) purge(what playbook.PurgeWhat) {
	act := r.act("")
	var done playbook.PurgePlan
	r.run.Queue().Run(func(ctx context.Context) (err error) {
		kit.Report(ctx, -1, "Purging the trash…")
		done, err = r.win.Portfolio().Purge(ctx, act, what)
		return err
	}, func(err error) {
		if err != nil {
			r.win.Fail(err)
			return
		}
		said := "Purged for good: " + done.Words() + "."
		if done.Waiting {
			said += " " + playbook.ClearedLater
		}
		r.win.Toast(said)
		r.win.Changed()
	})
}
