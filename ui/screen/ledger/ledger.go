// Package ledger is the tab of what was promised beside what was delivered. It
// shows lists that the handoff holds; each row leads to its field there. What
// may be stored is decided by the rules of playbook.
package ledger

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// tab is what every tab has.
type tab struct {
	win     screen.Window
	run     screen.Runner
	account playbook.ID
	changed func()
	rec     *playbook.Record
}

// open goes to a field of the handoff, and a row in it.
func (t *tab) open(field string, row playbook.ID, col string) {
	t.win.Go(screen.Place{Screen: screen.Account, Account: t.account, Tab: screen.Handoff, Field: field, Row: row, Col: col})
}

// link returns a quiet button that goes to a field.
func (t *tab) link(word, field string, row playbook.ID, col string) *kit.Button {
	return kit.NewButton(word, kit.Quiet, func() { t.open(field, row, col) })
}

// An edit puts one value over the one that was seen.
type edit struct{ col, seen, typed string }

const readOnlyWords = "Another window has this workspace open, so nothing can be changed here. Close one of the two."

// write stores edits of one row in order. said gets the refusal of a rule, or
// "" when all were taken; any other error goes to the window.
func (t *tab) write(ref work.Ref, typing string, edits []edit, said func(string)) {
	if t.win.ReadOnly() {
		said(readOnlyWords)
		return
	}
	desk := t.win.Desk()
	t.run.Queue().Run(func(ctx context.Context) error {
		for _, e := range edits {
			if _, err := desk.Set(ctx, ref, e.col, e.seen, e.typed, typing); err != nil {
				return err
			}
		}
		return nil
	}, func(err error) {
		sentence, ours := refusal(err)
		switch {
		case err == nil:
			said("")
			t.changed()
		case !ours:
			t.win.Fail(err)
			t.changed()
		default:
			t.changed()
			said(sentence)
		}
	})
}

// refusal returns what a person reads about an error of the rules, and false
// for any other error.
func refusal(err error) (string, bool) {
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

// labelOf returns the label of a stored choice in lower case, as it stands
// inside a line.
func labelOf(noun, col, value string) string {
	if value == "" {
		return ""
	}
	if _, in := playbook.FieldOfColumn(noun, "", col); in != nil {
		return strings.ToLower(playbook.LabelOf(in.Options, value))
	}
	return value
}

// options returns the choices of a column.
func options(noun, col string) []playbook.Option {
	if _, in := playbook.FieldOfColumn(noun, "", col); in != nil {
		return in.Options
	}
	return nil
}

// joined puts what is not empty behind each other.
func joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

func prefixed(word, s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return word + s
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// pair is a caption with what it says under it.
func pair(caption, text string) fyne.CanvasObject {
	return kit.Column(2, kit.NewLabel(caption, kit.Caption), kit.NewText(text, kit.Body))
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

func upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

func clip(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	cut := string(r[:most-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 { // between words, where there is one not far back
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
