package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/pack"
	"kept/playbook/work"
	"kept/ui/kit"
)

// tabTo presses Tab until the keyboard is on what is.
func (h *house) tabTo(what string, is func(fyne.Focusable) bool) {
	h.t.Helper()
	for range 60 {
		h.Press(fyne.KeyTab)
		if is(h.win.Canvas().Focused()) {
			return
		}
	}
	h.t.Fatalf("Tab never reaches %s", what)
}

func isChoice(f fyne.Focusable) bool {
	_, ok := f.(*kit.ChoiceChips)
	return ok
}

func isButton(text string) func(fyne.Focusable) bool {
	return func(f fyne.Focusable) bool {
		b, ok := f.(*kit.Button)
		return ok && b.Text() == text
	}
}

// onButton gives the keyboard to a button, which may have to be scrolled to.
func (h *house) onButton(label string) {
	h.t.Helper()
	var found *kit.Button
	h.Walk(func(o fyne.CanvasObject, _ fyne.Position) bool {
		if b, ok := o.(*kit.Button); ok && b.Text() == label {
			found = b
		}
		return found == nil
	})
	if found == nil {
		h.t.Fatalf("there is no button %q", label)
	}
	h.win.Canvas().Focus(found)
}

// From the menu to the last choice: the whole way of a pack by keyboard.
func TestAPackIsTakenInByKeyboardAlone(t *testing.T) {
	h := open(t, nil)
	p, second := &playbook.Promise{Text: "A report every week"}, &playbook.Promise{Text: "Training"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p, second)
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	other.edits(work.Ref{Noun: "promise", ID: p.ID}, "text", p.Text, "A report every two weeks")
	other.edits(work.Ref{Noun: "account", ID: a.ID}, "industry", "", "Dentists")
	if err := other.packs.MoveRow(t.Context(), a.ID, playbook.FieldByNo(44), second.ID, -1); err != nil {
		t.Fatal(err)
	}
	if _, err := h.win.ws.Desk.Set(t.Context(), work.Ref{Noun: "promise", ID: p.ID}, "text", p.Text, "A report every month", ""); err != nil {
		t.Fatal(err)
	}
	path := other.sends(a.ID, pack.Lock{Passphrase: "pear tree"})

	h.menu("Open…")
	h.Type(path)
	h.Press(fyne.KeyReturn)
	h.MustShow("locked with a passphrase")
	h.Type("pear tree")
	h.Press(fyne.KeyReturn)
	h.MustShow("From Jonas Falk")
	box, ok := h.win.Canvas().Focused().(*kit.Checkbox)
	if !ok {
		t.Fatalf("the keyboard is on %T, want on the fingerprint", h.win.Canvas().Focused())
	}
	h.Press(fyne.KeySpace)
	if box.State() != kit.Checked {
		t.Error("Space does not tick that the fingerprint was compared")
	}
	h.tabTo("the choice about the promise", isChoice)
	h.MustShow("1 difference changed on both sides; the newer words are chosen. One undo takes all of it back.")
	h.Press(fyne.KeyRight, fyne.KeyRight)
	h.Press(fyne.KeySpace) // write another
	h.MustShow("1 difference changed on both sides: in other words.")
	h.Type("A report every ten days")
	h.tabTo("the industry", isButton("Choose…"))
	h.Press(fyne.KeySpace)
	if !isChoice(h.win.Canvas().Focused()) {
		t.Fatalf("“Choose…” leaves the keyboard on %T", h.win.Canvas().Focused())
	}
	h.Press(fyne.KeyLeft)
	h.Press(fyne.KeySpace)
	h.MustShow("in other words. Of the rest 1 chosen by hand.")
	h.MustShow("The order of promises was changed there.")
	h.tabTo("the order", isButton("Choose…"))
	h.Press(fyne.KeySpace)
	h.Press(fyne.KeyLeft)
	h.Press(fyne.KeySpace)
	h.MustShow("Of the rest 2 chosen by hand.")
	h.tabTo("Take it in", isButton("Take it in"))
	h.Press(fyne.KeyReturn)
	h.MustShow("Taken in from Jonas Falk: Norrland Dental.")

	rows := datatest.Rows[playbook.Promise](t, h.store, a.ID)
	if rows[0].Text != "A report every ten days" || rows[1].Text != "Training" {
		t.Errorf("the promises are %q, %q", rows[0].Text, rows[1].Text)
	}
	if got := datatest.Rows[playbook.Account](t, h.store, playbook.ID{})[0].Industry; got != "" {
		t.Errorf("the industry is %q", got)
	}
	if peers, err := h.store.Peers(t.Context()); err != nil || len(peers) != 1 || !peers[0].Trusted {
		t.Errorf("the peers are %+v, %v", peers, err)
	}
}

// What was not compared when a pack was taken in is compared later, from the
// Timeline.
func TestAFingerprintIsComparedLater(t *testing.T) {
	h := open(t, nil)
	other := h.met()
	h.Tap("Show what it brought")
	h.MustShow("Nobody has compared it with them yet.")
	h.Tap("Compare…")
	key, err := other.out.Key()
	if err != nil {
		t.Fatal(err)
	}
	h.MustShow("Compare the fingerprint")
	h.MustShow(pack.Fingerprint(key.Public()))
	h.Tap("It is the same")
	h.MustShow("It was compared with them.")
	if peers, err := h.store.Peers(t.Context()); err != nil || len(peers) != 1 || !peers[0].Trusted {
		t.Errorf("the peers are %+v, %v", peers, err)
	}
}

// Of a row of a list both can be kept, and the foot says what is so.
func TestTwoRowsAreKeptInTheWindow(t *testing.T) {
	h := open(t, nil)
	p := &playbook.Promise{Text: "Training"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", p)
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	ref := work.Ref{Noun: "promise", ID: p.ID}
	other.edits(ref, "text", p.Text, "Training by video")
	if _, err := h.win.ws.Desk.Set(t.Context(), ref, "text", p.Text, "Training on the spot", ""); err != nil {
		t.Fatal(err)
	}
	h.drops(other.sends(a.ID, pack.Lock{}))
	h.Tap("○ Keep two rows")
	h.MustShow("1 difference changed on both sides: with both.")
	h.Tap("Take it in")
	var texts []string
	for _, row := range datatest.Rows[playbook.Promise](t, h.store, a.ID) {
		texts = append(texts, row.Text)
	}
	if got := strings.Join(texts, ", "); got != "Training on the spot, Training by video" {
		t.Errorf("the promises are %s", got)
	}
}

// Two hundred differences: forty at a time, none slow, the last one chosen.
func TestTwoHundredDifferencesStayFluent(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	for i := range 200 {
		datatest.Save(t, h.store, "Add", &playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: fmt.Sprintf("Promise number %03d", i)})
	}
	other := newSeller(t, h)
	other.takes(h.sent(a.ID))
	for i, p := range datatest.Rows[playbook.Promise](t, h.store, a.ID) {
		ref := work.Ref{Noun: "promise", ID: p.ID}
		other.edits(ref, "text", p.Text, fmt.Sprintf("Theirs number %03d", i))
		if _, err := h.win.ws.Desk.Set(t.Context(), ref, "text", p.Text, fmt.Sprintf("Mine number %03d", i), ""); err != nil {
			t.Fatal(err)
		}
	}
	path := other.sends(a.ID, pack.Lock{})
	timed := func(what string, do func()) {
		began := time.Now()
		do()
		took := time.Since(began).Round(time.Millisecond)
		if t.Logf("%s: %v", what, took); took > 5*time.Second { // on a busy machine without a graphics card
			t.Errorf("%s takes %v", what, took)
		}
	}
	timed("open", func() { h.drops(path) })
	h.MustShow("200 differences changed on both sides; the newer words are chosen.")
	for rest := 160; rest > 0; rest -= 40 {
		h.onButton(fmt.Sprintf("Show 40 of %d more differences", rest))
		timed("40 more", func() { h.Press(fyne.KeySpace) })
		if !isChoice(h.win.Canvas().Focused()) {
			t.Errorf("the keyboard is on %T after a page", h.win.Canvas().Focused())
		}
	}
	h.Press(fyne.KeyLeft)
	timed("choose", func() { h.Press(fyne.KeySpace) })
	h.MustShow("200 differences changed on both sides: 1 as here, 199 in the newer words.")
	timed("take in", func() { h.Tap("Take it in") })
	rows := datatest.Rows[playbook.Promise](t, h.store, a.ID)
	if len(rows) != 200 || rows[160].Text != "Mine number 160" || rows[199].Text != "Theirs number 199" {
		t.Errorf("%d promises, of which %q and %q", len(rows), rows[160].Text, rows[199].Text)
	}
}
