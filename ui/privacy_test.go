package ui

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// peopled is a deal with Ines, of whom there is a sensitive note.
func (h *house) peopled() (playbook.Account, *playbook.Stakeholder) {
	h.t.Helper()
	ines := &playbook.Stakeholder{Name: "Ines Duarte", Email: "ines@norrland.example", Roles: "sponsor", Stance: "sceptic", Sensitive: "Was passed over for the post"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", ines,
		&playbook.Promise{Text: "A report for Ines Duarte", Quote: "You will never wait again", ToWhom: "Ines Duarte"},
		&playbook.Watch{Kind: playbook.Risk, Text: "Ines leaves in May"},
		due("Call Ines Duarte", "2026-11-27", nil))
	h.refresh()
	return a, ines
}

// person goes to the card of a person, as the search does.
func (h *house) person(account, row playbook.ID) {
	h.win.Go(screen.Place{Screen: screen.Account, Account: account, Tab: screen.People})
	h.Settle()
	h.win.Go(screen.Place{Screen: screen.Account, Account: account, Tab: screen.People, Row: row})
	h.Settle()
}

func TestAPersonIsForgottenOnTheirCard(t *testing.T) {
	h := open(t, nil)
	a, ines := h.peopled()
	h.person(a.ID, ines.ID)
	h.Tap("Forget…")
	h.MustShow("Forget Ines Duarte")
	h.MustShow("Forgotten person 1")
	h.MustShow("lines of the history")
	h.MustShow("Also where only “Ines” or “Duarte” stands, on their accounts")
	h.Tap("Forget for good")
	if p := datatest.Rows[playbook.Stakeholder](t, h.store, a.ID); p[0].Name != "Ines Duarte" {
		t.Fatalf("forgotten before the name was typed: %+v", p[0])
	}
	h.Tap("Type the name to confirm")
	h.TapAt(h.below("Type the name to confirm"))
	h.Type("ines duarte")
	h.Settle()
	h.Tap("Forget for good")
	h.MustShow("Forgotten for good")
	p := datatest.Rows[playbook.Stakeholder](t, h.store, a.ID)
	w := datatest.Rows[playbook.Watch](t, h.store, a.ID)
	if p[0].Name != "Forgotten person 1" || p[0].Email+p[0].Sensitive != "" || w[0].Text != "Forgotten person 1 leaves in May" {
		t.Errorf("the person is %+v, the risk %q", p[0], w[0].Text)
	}
	h.MustShow("Forgotten person 1")
	h.menu("Undo")
	if got := datatest.Rows[playbook.Stakeholder](t, h.store, a.ID); len(got) == 1 && got[0].Name == "Ines Duarte" {
		t.Error("undo brought the name back")
	}
}

// below is a place under a caption.
func (h *house) below(text string) fyne.Position {
	h.t.Helper()
	var at fyne.Position
	h.Walk(func(o fyne.CanvasObject, pos fyne.Position) bool {
		if e, ok := o.(*kit.Entry); ok && e.Label() == text {
			at = pos.AddXY(40, 36)
		}
		return true
	})
	return at
}

func TestAPersonIsForgottenByName(t *testing.T) {
	h := open(t, nil)
	a, _ := h.peopled()
	h.menu("Forget a person…")
	h.MustShow("First you see what goes")
	h.Type("nobody at all")
	h.wait()
	h.MustShow("Nobody is called so here")
	h.Press(fyne.KeyEscape)
	h.menu("Forget a person…")
	h.Type("ines@norrland.example")
	h.wait()
	h.MustShow("Forget Ines Duarte")
	h.Tap("Also where only “Ines” or “Duarte” stands, on their accounts")
	h.TapAt(h.below("Type the name to confirm"))
	h.Type("Ines Duarte")
	h.Settle()
	h.Tap("Forget for good")
	if w := datatest.Rows[playbook.Watch](t, h.store, a.ID); w[0].Text != "Ines leaves in May" {
		t.Errorf("the part of the name went too: %q", w[0].Text)
	}
	if k := datatest.Rows[playbook.Task](t, h.store, a.ID); k[0].Title != "Call Forgotten person 1" {
		t.Errorf("the task is %q", k[0].Title)
	}
}

func TestSensitiveWordsAreHiddenOnASharedScreen(t *testing.T) {
	h := open(t, nil)
	a, ines := h.peopled()
	h.menu("Shared screen")
	h.person(a.ID, ines.ID)
	h.MustShow("Shared screen")
	h.MustShow("Sensitive notes are hidden")
	if h.Shows("passed over") {
		t.Error("the note is shown")
	}
	h.Tap("••••••••  Show")
	h.MustShow("Was passed over for the post")
	h.Canvas().Unfocus()
	h.Settle()
	if h.Shows("passed over") {
		t.Error("the note stays when it was left")
	}
	// In the form: the note of the person, and the exact words of a promise.
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Handoff, Field: "F41", Row: ines.ID, Col: "sensitive"})
	h.Settle()
	if h.Shows("passed over") && h.win.Canvas().Focused() == nil {
		t.Error("the form shows the note")
	}
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Promises})
	h.Settle()
	if h.Shows("never wait again") {
		t.Error("the promises show the exact words")
	}
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Timeline})
	h.Settle()
	if h.Shows("passed over") || h.Shows("never wait again") {
		t.Error("the timeline shows them")
	}
	h.menu("Search everything…")
	h.Type("wait")
	h.wait()
	if h.Shows("never wait again") {
		t.Error("the search shows the exact words")
	}
	h.MustShow("hidden while the screen is shared")
	h.Press(fyne.KeyEscape)
	h.Tap("Turn off")
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Promises})
	h.Settle()
	h.MustShow("You will never wait again")
}

func TestTheTrashIsPurged(t *testing.T) {
	h := open(t, nil)
	a, _ := h.peopled()
	// datatest's clock stands in March: what it trashes is old by November.
	watch := datatest.Rows[playbook.Watch](t, h.store, a.ID)[0]
	datatest.Do(t, h.store, "Remove from risks", func(tx playbook.Tx) error { return tx.Trash(&watch) })
	task := datatest.Rows[playbook.Task](t, h.store, a.ID)[0]
	if err := h.store.Do(t.Context(), playbook.Act{Who: "Maya Lindqvist", Device: "desk", Label: "Remove task", At: h.clock.Now()}, func(tx playbook.Tx) error { return tx.Trash(&task) }); err != nil {
		t.Fatal(err)
	}
	h.menu("Trash")
	h.MustShow("Plans and tasks · 1")
	h.MustShow("Rows of lists · 1")
	h.MustShow("90 days")
	h.Tap("Purge what is old…")
	h.MustShow("Purge 1 row trashed before 25 Aug 2026 for good")
	h.Tap("Purge for good")
	h.MustShow("Purged for good: 1 row.")
	if h.Shows("Ines leaves in May") || !h.Shows("Call Ines Duarte") {
		t.Error("the wrong row went")
	}
	h.Tap("Purge…")
	h.MustShow("Purge “Call Ines Duarte” for good")
	h.Press(fyne.KeyEscape)
	h.MustShow("Call Ines Duarte")
	h.Tap("Purge…")
	h.Tap("Purge for good")
	h.MustShow("The trash is empty")
}

// What the window meets, it does not write into its log.
func TestTheWindowLogsNoCustomerText(t *testing.T) {
	var log bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(old)
	h := open(t, nil)
	const marker = "Zugzwangmarke"
	a := h.deal(marker, marker, marker, &playbook.Stakeholder{Name: marker, Sensitive: marker}, &playbook.Promise{Text: marker, Quote: marker})
	h.refresh()
	for _, err := range []error{
		errors.New(marker), &playbook.RefusedError{What: marker, Reasons: []string{marker}}, &playbook.InvalidError{Field: "name", Message: marker},
		&playbook.ConflictError{Noun: "account", Col: "name", Row: a.ID, Seen: marker, Stored: marker}, &kit.PanicError{Value: marker, Stack: []byte("here")}} {
		h.win.Fail(err)
		h.Settle()
		h.Press(fyne.KeyEscape)
	}
	h.win.cannotOpen(errors.New(marker))
	if got := (&kit.PanicError{Value: marker}).Error(); strings.Contains(got, marker) {
		t.Errorf("a panic tells its value: %q", got)
	}
	if strings.Contains(log.String(), "ugzwang") || !strings.Contains(log.String(), "panic in the background") {
		t.Errorf("the log:\n%s", log.String())
	}
}
