package timeline

import (
	"context"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
)

// bringBack shows the value that an act replaced beside the one there is now,
// and writes it again when the person says so.
func (t *Tab) bringBack(e *playbook.Event, l *playbook.Line) {
	b := work.Bygone{Ref: work.Ref{Noun: l.Noun, ID: l.Row}, Col: l.Col, Value: l.Old}
	until := "Until " + e.Who + " changed it on " + e.At.Time().In(t.win.Now().Location()).Format("2 Jan 2006, 15:04")
	desk := t.win.Desk()
	var now string
	t.run.Run(func(ctx context.Context) (err error) {
		now, err = desk.ValueNow(ctx, b)
		return err
	}, func(err error) {
		if err != nil {
			t.win.Fail(err)
			return
		}
		t.confirm(b, l, until, now)
	})
}

func (t *Tab) confirm(b work.Bygone, l *playbook.Line, until, now string) {
	name := playbook.NameOfField(l.Noun, l.Kind, l.Col)
	value := func(caption, text string) fyne.CanvasObject {
		shown := playbook.ShowValue(l.Noun, l.Col, text, t.win.Now().Location())
		if shown == "" {
			shown = "(empty)"
		}
		return kit.Column(kit.SpaceXS, kit.NewLabel(caption, kit.Caption), kit.NewText(shown, kit.Body))
	}
	body := kit.Column(kit.SpaceL)
	if l.Noun != "account" && l.Noun != "handoff" && l.RowTitle != "" {
		body.Add(kit.NewText(playbook.RowWords(l.Noun, l.Kind)+" “"+l.RowTitle+"”", kit.Soft))
	}
	body.Add(value(until, b.Value))
	if now == b.Value {
		body.Add(kit.NewText("It has that value again already.", kit.Soft))
		kit.NewSheet("Bring back: "+name, kit.SheetNarrow, body, nil).Open(t.win.Canvas())
		return
	}
	body.Add(value("Now", now))
	body.Add(kit.NewText("The present value is not lost: it stays in this history, and undo takes this step back.", kit.Small))
	var s *kit.Sheet
	write := kit.NewButton("Bring it back", kit.Primary, nil)
	write.OnTapped = func() {
		write.Disable()
		desk := t.win.Desk()
		t.run.Queue().Run(func(ctx context.Context) error { return desk.BringBack(ctx, b, now) }, func(err error) {
			s.Close()
			if err != nil {
				t.win.Fail(err)
				return
			}
			t.win.Toast("Brought back: " + name + ".")
			t.commit()
		})
	}
	s = kit.NewSheet("Bring back: "+name, kit.SheetNarrow, body, write)
	s.Open(t.win.Canvas())
}
