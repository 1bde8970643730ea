package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"kept/data/datatest"
	"kept/playbook"
	"kept/ui/screen"
)

// signalsOf reads what was logged at an account.
func (h *house) signalsOf(account playbook.ID) []playbook.Signal {
	h.t.Helper()
	return datatest.Rows[playbook.Signal](h.t, h.store, account)
}

// Somebody types into the handoff and hears something: the key works from inside
// the field, and the field keeps its words.
func TestASignalIsLoggedWhileAFieldHasTheKeyboard(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", &playbook.Handoff{State: playbook.Draft})
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID})
	h.Settle()
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Handoff, Field: "F14", Col: "customer_promise"})
	h.Settle()
	if h.win.typist() == nil {
		t.Fatal("no field has the keyboard")
	}
	h.Type("One calendar for all clinics")
	var key fyne.Shortcut
	for _, m := range h.win.fyne.MainMenu().Items {
		for _, it := range m.Items {
			if plainLabel(it.Label) == "Log a signal…" {
				key = it.Shortcut
			}
		}
	}
	if key == nil || key.ShortcutName() != ctrl(fyne.KeyL).ShortcutName() {
		t.Errorf("the key of the item is %v, want Ctrl+L", key)
	}
	h.menu("Log a signal")
	h.MustShow("Log a signal · Norrland Dental")
	h.Type("2")
	h.Type("Ingrid told the opening hours again")
	h.Press(fyne.KeyReturn)
	got := h.signalsOf(a.ID)
	if len(got) != 1 || got[0].Kind != "repeated" || got[0].Text != "Ingrid told the opening hours again" || got[0].On != "2026-11-23" || got[0].LoggedBy != "Maya Lindqvist" {
		t.Fatalf("stored %+v", got)
	}
	h.wait()
	h.wait()
	if now := datatest.Rows[playbook.Account](t, h.store, playbook.ID{}); now[0].CustomerPromise != "One calendar for all clinics" {
		t.Errorf("the field behind the sheet stored %q", now[0].CustomerPromise)
	}
	h.MustShow("Logged at Norrland Dental: repeated themselves.")
	h.Tap("Open")
	if want := (screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Signals, Row: got[0].ID}); h.win.place != want {
		t.Errorf("the toast leads to %+v, want %+v", h.win.place, want)
	}
	h.MustShow("Ingrid told the opening hours again")
}

// By mouse it is a click for the sheet and one for what happened.
func TestASignalByMouseFromTheAccount(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID})
	h.Settle()
	h.Tap("Log signal")
	h.Tap("○ 5  Apology")
	h.Type("We said sorry for Monday")
	h.Press(fyne.KeyReturn)
	if got := h.signalsOf(a.ID); len(got) != 1 || got[0].Kind != "apology" {
		t.Fatalf("stored %+v", got)
	}
}

// Elsewhere the account is asked for first, and the last one is offered.
func TestASignalFromElsewhereAsksWhichAccount(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	b := h.deal("Halden Freight", "Maya Lindqvist", "Jonas Falk")
	h.menu("Log a signal")
	h.Type("nor")
	h.wait()
	h.Press(fyne.KeyDown, fyne.KeyReturn)
	h.Type("1")
	h.Type("They asked what happens next")
	h.Press(fyne.KeyReturn)
	if got := h.signalsOf(a.ID); len(got) != 1 || got[0].Kind != "confused" {
		t.Fatalf("stored %+v", got)
	}
	h.menu("Log a signal") // the same account again: a figure, a sentence, Enter
	h.Type("6")
	h.Type("They asked twice for a date")
	h.Press(fyne.KeyReturn)
	if got := h.signalsOf(a.ID); len(got) != 2 || got[1].Kind != "chased" {
		t.Fatalf("stored %+v", got)
	}
	h.win.Go(screen.Place{Screen: screen.Account, Account: b.ID})
	h.win.Go(screen.Place{Screen: screen.Accounts})
	h.Settle()
	h.menu("Log a signal")
	h.Type("8")
	h.Type("They keep a second list")
	h.Press(fyne.KeyReturn)
	if got := h.signalsOf(b.ID); len(got) != 1 || got[0].Kind != "workaround" {
		t.Errorf("the account that was last on the screen has %+v", got)
	}
}

func TestASignalSaysWhatIsMissing(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	h.menu("Log a signal")
	h.Tap("Log signal")
	h.MustShow("Choose the account it happened at.")
	h.Type("nor")
	h.wait()
	h.Press(fyne.KeyDown, fyne.KeyReturn)
	h.Tap("Log signal")
	h.MustShow("Choose what happened")
	h.Type("4")
	h.Tap("Log signal")
	h.MustShow("Write in one sentence what happened.")
	if got := h.signalsOf(a.ID); len(got) != 0 {
		t.Errorf("stored %+v although the fact is missing", got)
	}
	h.Type("We had to ask Jonas")
	h.Press(fyne.KeyReturn)
	if got := h.signalsOf(a.ID); len(got) != 1 || got[0].Kind != "checked_with_sales" {
		t.Errorf("stored %+v", got)
	}
}

// An account in the trash is not offered, whatever was last on the screen.
func TestATrashedAccountIsNotOffered(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID})
	h.win.Go(screen.Place{Screen: screen.Today})
	if err := h.win.Desk().TrashAccount(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	h.menu("Log a signal")
	if h.Shows("Norrland Dental") {
		t.Error("an account in the trash is offered")
	}
}

func TestAWindowThatOnlyReadsLogsNothing(t *testing.T) {
	h := open(t, func(o *fakeOffice) { o.taken = "Maya’s other window" })
	h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	h.menu("Log a signal")
	if h.Canvas().Overlays().Top() != nil {
		t.Error("the sheet opens")
	}
}

func TestSearchFindsASignal(t *testing.T) {
	h := open(t, nil)
	s := &playbook.Signal{Kind: "two_stories", Text: "Sales said December, the plan says January", On: "2026-11-20"}
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", s)
	h.menu("Search everything")
	h.Type("plan january")
	h.wait()
	h.MustShow("Signals")
	h.Press(fyne.KeyReturn)
	if want := (screen.Place{Screen: screen.Account, Account: a.ID, Tab: screen.Signals, Row: s.ID}); h.win.place != want {
		t.Errorf("the signal leads to %+v, want %+v", h.win.place, want)
	}
}
