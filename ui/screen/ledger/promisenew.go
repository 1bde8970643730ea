package ledger

import (
	"context"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// addSheet adds a promise with what one knows at once; the rest is asked in
// the handoff.
func (t *Promises) addSheet() {
	if t.Win.ReadOnly() {
		return
	}
	text, quote := kit.NewTextEntry("What did we say they would get?"), kit.NewTextEntry("The exact words, if you know them")
	text.SetRequired(true)
	text.SetPlaceholder("With a number, a date or a person")
	to, by := kit.NewPicker("To whom", pane.Customers(t.Rec)...), kit.NewPicker("By whom", t.team...)
	to.FreeText, by.FreeText = true, true
	due := kit.NewDateEntry("Due on", t.Win.Now)
	kept := part.NewFeasible(t.Win, t.Run, t.after, t.Account)
	ok := kit.NewButton("Add promise", kit.Primary, nil)
	sheet := kit.NewSheet("Add a promise", kit.SheetMedium, kit.Column(kit.SpaceM, text, quote,
		kit.FormGrid(kit.FormCell{Span: 4, Object: to}, kit.FormCell{Span: 4, Object: by}, kit.FormCell{Span: 4, Object: due}), kept.Line), ok)
	kept.OnSaid = sheet.Refresh
	due.OnDay = func(iso string) {
		if iso == "" {
			kept.Clear()
		} else {
			kept.Typing(work.Ask{On: playbook.Date(iso)})
		}
	}
	text.OnChanged = func(string) { text.SetHint("", kit.Neutral) }
	ok.OnTapped = func() {
		if part.Blank(text.Text()) {
			text.SetHint("Write what was promised; the rest can follow.", kit.Broken)
			sheet.Refresh()
			return
		}
		values := map[string]string{"text": strings.TrimSpace(text.Text()), "quote": strings.TrimSpace(quote.Text()),
			"to_whom": strings.TrimSpace(to.Entry.Text()), "by_whom": strings.TrimSpace(by.Entry.Text())}
		if day := due.Day(); day != "" {
			values["due_kind"], values["due_on"] = "date", day
		}
		desk := t.Win.Desk()
		var id playbook.ID
		t.Run.Queue().Run(func(ctx context.Context) (err error) {
			id, err = desk.AddRow(ctx, t.Account, playbook.FieldByNo(44), values)
			return err
		}, func(err error) {
			if sentence, known := part.Refusal(err); known {
				text.SetHint(sentence, kit.Broken)
				sheet.Refresh()
				return
			}
			if err != nil {
				t.Win.Fail(err)
				return
			}
			sheet.Close()
			t.made(id)
			t.Changed()
		})
	}
	sheet.Open(t.Win.Canvas())
}
