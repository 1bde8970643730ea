package watch

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/part"
)

// nextLook is how many working days ahead the next look is offered where the
// day of the last one is over.
const nextLook = 5

// lookSheet records what a look has found, with a note, and, while there is
// something left to watch, the day of the next one.
func (t *Tab) lookSheet(w *playbook.Watch, result string) {
	if t.Win.ReadOnly() {
		return
	}
	id := w.ID
	note := kit.NewTextEntry("What did you find?")
	note.SetPlaceholder("One sentence; it may stay empty")
	next := kit.NewDateEntry(w.DueLabel(), t.Win.Now)
	next.SetHint("Empty leaves it as it is.", kit.Neutral)
	stays := result == "open" || result == "seen"
	if today := t.Win.Desk().Today(); stays && w.DueOn <= today {
		next.SetDay(string(t.Win.Desk().Days().AddWorking(today, nextLook)))
	} else if stays {
		next.SetDay(string(w.DueOn))
	}
	part.Visible(next, stays)
	sheet := part.Ask(&t.Tab, part.Form[work.Look]{Title: resultOf(w.Kind, result), Action: "Record it", Width: kit.SheetNarrow,
		Body: []fyne.CanvasObject{kit.NewText(part.Clip(w.Text, 300), kit.Strong), note, next}, At: map[string]part.Hinter{"note": note, "due_on": next},
		Values: func() work.Look {
			l := work.Look{Result: result, Note: strings.TrimSpace(note.Text())}
			if stays {
				l.NextOn = playbook.Date(next.Day())
			}
			return l
		},
		Act: func(ctx context.Context, d *work.Desk, l work.Look) error { return d.ReviewWatch(ctx, id, l) },
		Done: func() {
			t.goOn = id
			if !stays && t.filter != over {
				t.settled = id // what follows from it is offered on its card
			}
		}})
	sheet.OnClose = func() { t.card.with(t.card.showActs) } // the tick of a sign that was not recorded goes
}

// tickSeen records the first sign of a risk, or takes it back.
func (d *detail) tickSeen(on bool) {
	d.with(func(w *playbook.Watch) {
		if on {
			d.t.lookSheet(w, "seen")
			return
		}
		id := w.ID
		d.t.Do(func(ctx context.Context, desk *work.Desk) error { return desk.UnseeTrigger(ctx, id) }, d.t.answer(id))
	})
}

// makeRisk makes a risk of a false assumption and goes to it.
func (t *Tab) makeRisk(w *playbook.Watch) {
	var risk playbook.ID
	id := w.ID
	t.Do(func(ctx context.Context, d *work.Desk) (err error) {
		risk, err = d.RiskFromAssumption(ctx, id)
		return err
	}, func(_, sentence string) {
		t.card.say(sentence)
		if sentence == "" {
			t.next(risk)
		}
	})
}

// promiseSheet asks which promise a false assumption touches and goes to it.
func (t *Tab) promiseSheet() {
	promises, today := t.Rec.PromisesByDue(), t.Win.Desk().Today()
	table := kit.NewTable(kit.TableColumn{Grow: 1, Width: 200}, kit.TableColumn{Width: 90})
	table.Fit, table.NoHead, table.TapOpens = true, true, true
	table.Len = func() int { return len(promises) }
	table.Cell = func(row, col int) kit.Cell {
		p := promises[row]
		if col == 1 {
			on, _ := t.Rec.DueOf(p)
			return kit.Cell{Text: part.ShortDay(on, today), Color: kit.ColorMuted}
		}
		return kit.Cell{Text: p.Text, Wrap: true, Sub: part.Prefixed("to ", p.ToWhom)}
	}
	sheet := kit.NewSheet("Which promise does it change?", kit.SheetMedium, table, nil)
	table.OnOpen = func(row int) {
		sheet.Close()
		t.Go(screen.Promises, promises[row].ID)
	}
	sheet.Open(t.Win.Canvas())
}

// againSheet watches something again that was settled; it asks why.
func (t *Tab) againSheet(w *playbook.Watch) {
	if t.Win.ReadOnly() {
		return
	}
	id := w.ID
	t.AskWhy("Watch it again", "“"+part.Clip(w.Text, 200)+"”", "What has changed?", "Say what has changed; the history keeps it.", "Watch again",
		func(ctx context.Context, d *work.Desk, why string) error { return d.ReopenWatch(ctx, id, why) },
		func() { t.next(id) })
}
