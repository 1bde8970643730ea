package watch

import (
	"context"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
)

// nextLook is how many working days ahead the next look is offered where the
// day of the last one is over.
const nextLook = 5

// lookSheet records what a look has found, with a note, and, while there is
// something left to watch, the day of the next one.
func (t *Tab) lookSheet(w *playbook.Watch, result string) {
	if t.win.ReadOnly() {
		return
	}
	id, word := w.ID, resultOf(w.Kind, result)
	note := kit.NewTextEntry("What did you find?")
	note.SetPlaceholder("One sentence; it may stay empty")
	next := kit.NewDateEntry(w.DueLabel(), t.win.Now)
	next.SetHint("Empty leaves it as it is.", kit.Neutral)
	stays := result == "open" || result == "seen"
	today := t.win.Desk().Today()
	if stays && (w.DueOn == "" || w.DueOn <= today) {
		next.SetDay(string(t.win.Desk().Calendar.AddWorking(today, nextLook)))
	} else if stays {
		next.SetDay(string(w.DueOn))
	}
	visible(next, stays)
	ok := kit.NewButton("Record it", kit.Primary, nil)
	sheet := kit.NewSheet(word+": “"+pane.Clip(w.Text, 48)+"”", kit.SheetNarrow, kit.Column(kit.SpaceM, note, next), ok)
	recorded := false
	ok.OnTapped = func() {
		l := work.Look{Result: result, Note: strings.TrimSpace(note.Text())}
		if stays {
			l.NextOn = playbook.Date(next.Day())
		}
		if t.filter != over && !stays {
			t.settled = id // what follows from it is offered on its card
		}
		t.write("A look", func(ctx context.Context, d *work.Desk) error { return d.ReviewWatch(ctx, id, l) }, func(sentence string) {
			if sentence != "" {
				note.SetHint(sentence, kit.Broken)
				sheet.Refresh()
				return
			}
			recorded = true
			sheet.Close()
			t.goOn = id
		})
	}
	sheet.OnClose = func() {
		if !recorded && t.card.w != nil {
			t.card.showActs(t.card.w) // the tick of a sign that was not recorded
		}
	}
	sheet.Open(t.win.Canvas())
}

// tickSeen records the first sign of a risk, or takes it back.
func (d *detail) tickSeen(on bool) {
	d.with(func(w *playbook.Watch) {
		if on {
			d.t.lookSheet(w, "seen")
			return
		}
		id := w.ID
		d.t.write("A look", func(ctx context.Context, desk *work.Desk) error { return desk.UnseeTrigger(ctx, id) }, d.answer(id))
	})
}

// makeRisk makes a risk of a false assumption and goes to it.
func (t *Tab) makeRisk(w *playbook.Watch) {
	var risk playbook.ID
	id := w.ID
	t.write("A risk of a false assumption", func(ctx context.Context, d *work.Desk) (err error) {
		risk, err = d.RiskFromAssumption(ctx, id)
		return err
	}, func(sentence string) {
		t.card.say(sentence)
		if sentence == "" {
			t.next(risk)
		}
	})
}

// promiseSheet asks which promise a false assumption touches and goes to it.
func (t *Tab) promiseSheet() {
	promises := t.rec.PromisesByDue()
	table := kit.NewTable(kit.TableColumn{Grow: 1, Width: 200}, kit.TableColumn{Width: 90})
	table.Fit, table.NoHead, table.TapOpens = true, true, true
	table.Len = func() int { return len(promises) }
	table.Cell = func(row, col int) kit.Cell {
		p := promises[row]
		if col == 1 {
			on, _ := t.rec.DueOf(p)
			return kit.Cell{Text: pane.ShortDay(on, t.win.Desk().Today()), Color: kit.ColorMuted}
		}
		return kit.Cell{Text: p.Text, Wrap: true, Sub: prefixed("to ", p.ToWhom)}
	}
	sheet := kit.NewSheet("Which promise does it change?", kit.SheetMedium, table, nil)
	table.OnOpen = func(row int) {
		sheet.Close()
		t.win.Go(screen.Place{Screen: screen.Account, Account: t.account, Tab: screen.Promises, Row: promises[row].ID})
	}
	sheet.Open(t.win.Canvas())
}

// againSheet watches something again that was settled; it asks why.
func (t *Tab) againSheet(w *playbook.Watch) {
	if t.win.ReadOnly() {
		return
	}
	id := w.ID
	why := kit.NewTextEntry("What has changed?")
	why.SetRequired(true)
	ok := kit.NewButton("Watch again", kit.Primary, nil)
	sheet := kit.NewSheet("Watch “"+pane.Clip(w.Text, 48)+"” again", kit.SheetNarrow, why, ok)
	ok.OnTapped = func() {
		text := strings.TrimSpace(why.Text())
		t.write("Watch again", func(ctx context.Context, d *work.Desk) error { return d.ReopenWatch(ctx, id, text) }, func(sentence string) {
			if sentence != "" {
				why.SetHint(sentence, kit.Broken)
				sheet.Refresh()
				return
			}
			sheet.Close()
			t.next(id)
		})
	}
	sheet.Open(t.win.Canvas())
}
