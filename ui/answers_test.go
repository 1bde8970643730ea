package ui

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/screen"
)

// A page is asked for from an account, comes back as a file that is dropped on
// the window, and counts once the person has chosen.
func TestARequestAndItsAnswersInTheWindow(t *testing.T) {
	h := open(t, nil)
	a := h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk", &playbook.Handoff{State: playbook.Draft, Story: "They called all day."})
	h.win.Go(screen.Place{Screen: screen.Account, Account: a.ID})
	h.Settle()
	dir := t.TempDir()
	h.win.setLastFolder("request", dir)
	h.menu("Request a handoff")
	h.MustShow("Request a handoff")
	h.Tap("Save page")
	page, err := os.ReadFile(filepath.Join(dir, "form.html"))
	if err != nil {
		t.Fatal(err)
	}
	h.MustShow("Saved the page to send")

	model := regexp.MustCompile(`(?s)id="request">(.*?)</script>`).FindSubmatch(page)[1]
	var m map[string]json.RawMessage
	if err := json.Unmarshal(model, &m); err != nil {
		t.Fatal(err)
	}
	given := bytes.Replace(m["base"], []byte("They called all day."), []byte("They called between clinics."), 1)
	given = bytes.Replace(given, []byte(`"industry":""`), []byte(`"industry":"Dental clinics"`), 1)
	back := []byte(`{"kept_answers": 1, "request": ` + string(m["request"]) + `, "account": ` + string(m["account"]) + `, "name": "Norrland Dental", "asked_by": "Maya Lindqvist", "asked_at": ` +
		string(m["askedAt"]) + `, "answered_by": "Jonas Falk", "answered_at": "2026-11-24T09:00:00Z", "base": ` + string(m["base"]) + `, "given": ` + string(given) + `, "questions": []}`)
	path := filepath.Join(dir, "answers.json")
	if err := os.WriteFile(path, back, 0o600); err != nil {
		t.Fatal(err)
	}
	hand := datatest.Rows[playbook.Handoff](t, h.store, a.ID)[0]
	if _, err := h.win.ws.Desk.Set(t.Context(), work.Ref{Noun: "handoff", ID: hand.ID}, "story", "They called all day.", "They wrote letters.", ""); err != nil {
		t.Fatal(err)
	}
	h.Press(fyne.KeyEscape)
	h.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	h.MustShow("Open answers")
	h.MustShow("Filled by Jonas Falk, as the file says, on 24 Nov 2026, 09:00. Maya Lindqvist asked on 23 Nov 2026, 09:12.")
	h.MustShow("changed on both sides")
	h.MustShow("They wrote letters.")
	h.MustShow("2 differences, 1 to choose. What is not chosen stays as it is here.")
	if got := datatest.Rows[playbook.Handoff](t, h.store, a.ID)[0]; got.Story != "They wrote letters." {
		t.Fatalf("looking has written %q", got.Story)
	}
	h.Tap("○ Both, one after the other")
	h.Tap("Take it in")
	if got := datatest.Rows[playbook.Handoff](t, h.store, a.ID)[0]; got.Story != "They wrote letters.\n\nThey called between clinics." {
		t.Errorf("stored %q", got.Story)
	}
	if got := datatest.Rows[playbook.Account](t, h.store, playbook.ID{})[0]; got.Industry != "Dental clinics" {
		t.Errorf("the industry is %q", got.Industry)
	}
	h.MustShow("Taken in for Norrland Dental: 2 answers, 0 new rows.")
}

// A file that is none is refused on the sheet, in words.
func TestAFileThatIsNoAnswerIsRefusedInWords(t *testing.T) {
	h := open(t, nil)
	h.deal("Norrland Dental", "Maya Lindqvist", "Jonas Falk")
	path := filepath.Join(t.TempDir(), "answers.json")
	if err := os.WriteFile(path, []byte(`{"kept_answers": 7}`), 0o600); err != nil {
		t.Fatal(err)
	}
	h.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	if !h.contains("of version 7") {
		t.Error("the sheet does not say which version the file has")
	}
}
