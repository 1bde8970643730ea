// Package part is what the tabs share that show lists of the handoff again as
// what they are to the account: the way to a field, what a refusal reads like,
// how choices stand inside a line. It decides nothing.
package part

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// A Tab is what such a tab is made of.
type Tab struct {
	Win     screen.Window
	Run     screen.Runner
	Account playbook.ID
	Changed func()
	Rec     *playbook.Record // as last shown, nil before
}

// Go goes to a tab of the account, and a row on it.
func (t *Tab) Go(tab string, row playbook.ID) {
	t.Win.Go(screen.Place{Screen: screen.Account, Account: t.Account, Tab: tab, Row: row})
}

// Open goes to a field of the handoff, and a row in it.
func (t *Tab) Open(field string, row playbook.ID, col string) {
	t.Win.Go(screen.Place{Screen: screen.Account, Account: t.Account, Tab: screen.Handoff, Field: field, Row: row, Col: col})
}

// Link returns a quiet button that goes to a field.
func (t *Tab) Link(word, field string, row playbook.ID, col string) *kit.Button {
	return kit.NewButton(word, kit.Quiet, func() { t.Open(field, row, col) })
}

// ReadOnlyWords say why nothing can be changed in a window that only reads.
const ReadOnlyWords = "Another window has this workspace open, so nothing can be changed here. Close one of the two."

// Do writes one act. said gets a rule's refusal, with the column it is about
// where it names one, or "" when the act was taken; any other error goes to the
// window. What is stored is read again in every case but a refusal that leaves
// it as it was.
func (t *Tab) Do(act func(ctx context.Context, d *work.Desk) error, said func(col, sentence string)) {
	if t.Win.ReadOnly() {
		said("", ReadOnlyWords)
		return
	}
	desk := t.Win.Desk()
	t.Run.Queue().Run(func(ctx context.Context) error { return act(ctx, desk) }, func(err error) {
		sentence, ours := Refusal(err)
		switch {
		case err == nil:
			said("", "")
			t.Changed()
		case !ours:
			t.Win.Fail(err)
			t.Changed()
		default:
			if errors.Is(err, playbook.ErrConflict) || errors.Is(err, playbook.ErrNotFound) {
				t.Changed()
			}
			col := ""
			var invalid *playbook.InvalidError
			if errors.As(err, &invalid) {
				col = invalid.Field
			}
			said(col, sentence)
		}
	})
}

// Remove puts a row into the trash and offers to take it back; words are what
// it is called.
func (t *Tab) Remove(ref work.Ref, why, words string, said func(sentence string)) {
	t.Do(func(ctx context.Context, d *work.Desk) error { return d.RemoveRowFor(ctx, ref, why) }, func(_, sentence string) {
		said(sentence)
		if sentence != "" {
			return
		}
		t.Win.Toast("Removed "+words+".", kit.ToastAction{Text: "Undo", Do: func() { t.restore(ref, words) }})
	})
}

func (t *Tab) restore(ref work.Ref, words string) {
	kept := t.Win.Portfolio()
	t.Do(func(ctx context.Context, d *work.Desk) error {
		return kept.Restore(ctx, playbook.Act{Who: d.Who, Device: d.Device, Label: "Restore " + words, At: d.Now()}, ref.Noun, ref.ID)
	}, func(_, sentence string) {
		if sentence != "" {
			t.Win.Toast(sentence)
		}
	})
}

// Refusal returns what a person reads about an error of the rules, and false
// for any other error.
func Refusal(err error) (string, bool) {
	switch sentence, ruled := Ruled(err); {
	case ruled:
		return sentence, true
	case errors.Is(err, playbook.ErrConflict):
		return "Someone changed this meanwhile; what is stored now is shown. Look, then try once more.", true
	case errors.Is(err, playbook.ErrNotFound):
		return "This row is in the trash now. Restore it there, or go on without it.", true
	}
	return "", false
}

// Ruled returns the sentence of a rule that refused a value or a step, and
// false for any other error. A tab that names what was changed or is gone in
// its own words says the rest itself.
func Ruled(err error) (string, bool) {
	var invalid *playbook.InvalidError
	var no *playbook.RefusedError
	switch {
	case errors.As(err, &invalid):
		return Full(invalid.Message), true
	case errors.As(err, &no):
		return Full(no.Error()), true
	}
	return "", false
}

// Full ends a sentence.
func Full(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// LabelOf returns the label of a stored choice in lower case, as it stands
// inside a line.
func LabelOf(noun, col, value string) string {
	if value == "" {
		return ""
	}
	if _, in := playbook.FieldOfColumn(noun, "", col); in != nil {
		return strings.ToLower(playbook.LabelOf(in.Options, value))
	}
	return value
}

// Joined puts what is not empty behind each other.
func Joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// Prefixed puts a word before s, and is "" where s is.
func Prefixed(word, s string) string {
	if Blank(s) {
		return ""
	}
	return word + s
}

// Visible shows o or takes it away.
func Visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// Put makes o all that a page shows; what stands there already is only drawn
// anew, so that it keeps its scroll and focus.
func Put(page *fyne.Container, o fyne.CanvasObject) {
	if len(page.Objects) == 1 && page.Objects[0] == o {
		o.Refresh()
		return
	}
	page.Objects = []fyne.CanvasObject{o}
	page.Refresh()
}

// ShortDay leaves out the year of days within half a year of today.
func ShortDay(d, today playbook.Date) string {
	if n := today.DaysUntil(d); n > 183 || n < -183 {
		return d.Short()
	}
	return d.DayMonth()
}

// Pair is a caption with what it says under it.
func Pair(caption, text string) fyne.CanvasObject {
	return kit.Column(2, kit.NewLabel(caption, kit.Caption), kit.NewText(text, kit.Body))
}

// Said returns a line for a refusal; it shows nothing until it is told.
func Said() *kit.Text {
	s := kit.NewText("", kit.Small)
	s.Hide()
	return s
}

// Say puts a refusal on a line of Said; "" takes it away.
func Say(line *kit.Text, sentence string) {
	line.SetSpans(kit.Span{Text: sentence, Role: kit.Small, Color: kit.ColorBrokenInk})
	Visible(line, sentence != "")
}

// Blank tells whether s has nothing to read in it.
func Blank(s string) bool { return strings.TrimSpace(s) == "" }

// Upper begins s with a capital.
func Upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// Count is n of a thing: "1 task", "5 tasks".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// Clip shortens s to most runes, between words where there is one not far back.
func Clip(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	cut := string(r[:most-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
