package part

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook/work"
	"kept/ui/kit"
)

// A Form is a sheet of a few fields that ends in one act. A refusal stands
// under the field it is about, or, where it is about none, under them all. V is
// what the fields say: the act runs beside the window, so it is given the values
// and must not read a field itself.
type Form[V any] struct {
	Title, Action string
	Width         float32 // kit.SheetMedium when 0
	Body          []fyne.CanvasObject
	At            map[string]Hinter // the field of a column
	Values        func() V          // read once, when the button is tapped
	Act           func(ctx context.Context, d *work.Desk, v V) error
	Done          func() // after the act was taken
}

// A Hinter is a field that can say what is wrong with it.
type Hinter interface {
	fyne.CanvasObject
	SetHint(text string, tone kit.Tone)
}

// Ask opens a form. Enter in a field of one line ends it like the button.
func Ask[V any](t *Tab, f Form[V]) *kit.Sheet {
	wrong := Said()
	ok := kit.NewButton(f.Action, kit.Primary, nil)
	width := f.Width
	if width == 0 {
		width = kit.SheetMedium
	}
	sheet := kit.NewSheet(f.Title, width, kit.Column(kit.SpaceM, append(f.Body, wrong)...), ok)
	ok.OnTapped = func() {
		v := f.Values()
		t.Do(func(ctx context.Context, d *work.Desk) error { return f.Act(ctx, d, v) }, func(col, sentence string) {
			for c, field := range f.At {
				if c != col {
					field.SetHint("", kit.Neutral)
				}
			}
			if field := f.At[col]; field != nil && sentence != "" {
				field.SetHint(sentence, kit.Broken)
				kit.Focus(field)
				Say(wrong, "")
				sheet.Refresh()
				return
			}
			Say(wrong, sentence)
			sheet.Refresh()
			if sentence == "" {
				sheet.Close()
				if f.Done != nil {
					f.Done()
				}
			}
		})
	}
	for _, o := range f.Body {
		if e, is := o.(*kit.Entry); is && e.OnSubmitted == nil {
			e.OnSubmitted = func(string) { ok.OnTapped() }
		}
	}
	sheet.Open(t.Win.Canvas())
	return sheet
}

// AskWhy opens a form that asks for a reason, which must not be empty.
func (t *Tab) AskWhy(title, text, label, missing, action string, act func(ctx context.Context, d *work.Desk, why string) error, done func()) *kit.Sheet {
	why := kit.NewTextEntry(label)
	why.SetRequired(true)
	wrong := Said()
	ok := kit.NewButton(action, kit.Primary, nil)
	sheet := kit.NewSheet(title, kit.SheetMedium, kit.Column(kit.SpaceM, kit.NewText(text, kit.Body), why, wrong), ok)
	why.OnChanged = func(string) { why.SetHint("", kit.Neutral) }
	ok.OnTapped = func() {
		reason := strings.TrimSpace(why.Text())
		if reason == "" {
			why.SetHint(missing, kit.Broken)
			sheet.Refresh()
			kit.Focus(why)
			return
		}
		t.Do(func(ctx context.Context, d *work.Desk) error { return act(ctx, d, reason) }, func(_, sentence string) {
			Say(wrong, sentence)
			sheet.Refresh()
			if sentence == "" {
				sheet.Close()
				if done != nil {
					done()
				}
			}
		})
	}
	sheet.Open(t.Win.Canvas())
	return sheet
}
