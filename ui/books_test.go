package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"kept/ui/screen"
)

// A playbook file that is dropped is checked and shown before it is kept; a file
// that is written goes out whole.
func TestADroppedPlaybookIsLookedAtFirst(t *testing.T) {
	h := open(t, nil)
	_, text, err := h.win.ws.Desk.ExportPlaybook("A", 0)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ours.yaml")
	mine := bytes.Replace(bytes.Replace(text, []byte("id: low-touch-30"), []byte("id: ours"), 1), []byte("letter: A\n"), nil, 1)
	if err := os.WriteFile(path, mine, 0o600); err != nil {
		t.Fatal(err)
	}
	h.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	h.MustShow("Take in a playbook file")
	h.MustShow("“SaaS low-touch, 30 days”: 21 steps in 5 phases. It is new here.")
	if h.win.ws.Desk.Books.From("ours") != "" {
		t.Error("it was kept before anybody said so")
	}
	h.Tap("Take it in")
	if h.win.ws.Desk.Books.From("ours") == "" || h.win.place.Screen != screen.Playbooks {
		t.Errorf("it is not kept; the window shows %+v", h.win.place)
	}
}

// Esc goes from the editor to the list, not out of the room.
func TestBackLeavesTheEditorFirst(t *testing.T) {
	h := open(t, nil)
	h.menu("Playbooks")
	h.Tap("New…")
	h.Type("Walk-in")
	h.Tap("Begin")
	h.MustShow("New: “Walk-in”")
	h.win.Back()
	h.MustShow("Go on editing")
	if h.win.place.Screen != screen.Playbooks {
		t.Errorf("the window shows %+v", h.win.place)
	}
}
