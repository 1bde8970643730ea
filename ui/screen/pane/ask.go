package pane

import (
	"context"
	"errors"
	"strings"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// A Question asks for one sentence before something is done with it: a reason,
// or what was said.
type Question struct {
	Title  string // of the sheet
	About  string // what it is about, in its own words; may be ""
	Label  string
	Hint   string
	Action string // the word on the button
	Do     func(ctx context.Context, said string) error
}

// Ask opens the sheet of a Question. A refusal stands under the field; done runs
// once it was taken.
func Ask(win screen.Window, run screen.Runner, q Question, done func()) {
	said := kit.NewTextEntry(q.Label)
	said.SetRequired(true)
	said.SetHint(q.Hint, kit.Neutral)
	body := kit.Column(kit.SpaceM, said)
	if q.About != "" {
		body = kit.Column(kit.SpaceM, kit.NewText(q.About, kit.Strong), said)
	}
	ok := kit.NewButton(q.Action, kit.Primary, nil)
	sheet := kit.NewSheet(q.Title, kit.SheetNarrow+60, body, ok)
	said.OnChanged = func(string) { said.SetHint(q.Hint, kit.Neutral) }
	ok.OnTapped = func() {
		text := said.Text()
		run.Queue().Run(func(ctx context.Context) error { return q.Do(ctx, text) }, func(err error) {
			if sentence, known := Refusal(err); known {
				said.SetHint(sentence, kit.Broken)
				sheet.Refresh()
				kit.Focus(said)
				return
			}
			if err != nil {
				win.Fail(err)
				return
			}
			sheet.Close()
			done()
		})
	}
	sheet.Open(win.Canvas())
}

// Refusal returns what a person reads about an error of the rules, and false
// for any other error.
func Refusal(err error) (string, bool) {
	var invalid *playbook.InvalidError
	var no *playbook.RefusedError
	switch {
	case errors.As(err, &invalid):
		return full(invalid.Message), true
	case errors.As(err, &no):
		return full(no.Error()), true
	case errors.Is(err, playbook.ErrConflict):
		return "Someone changed this meanwhile; what is stored now is shown. Look, then try once more.", true
	case errors.Is(err, playbook.ErrNotFound):
		return "This row is in the trash now. Restore it there, or go on without it.", true
	}
	return "", false
}

func full(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}
