package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kept/playbook"
)

func TestUndoableFollowsTheHistory(t *testing.T) {
	do := func(label string) playbook.Event { return playbook.Event{Kind: "do", Device: "mine", Label: label} }
	undo := playbook.Event{Kind: "undo", Device: "mine", Label: "Undo"}
	redo := playbook.Event{Kind: "redo", Device: "mine", Label: "Redo"}
	other := playbook.Event{Kind: "do", Device: "other", Label: "not mine"}
	for _, c := range []struct {
		name       string
		events     []playbook.Event // the oldest first
		undo, redo string
	}{
		{"nothing", nil, "", ""},
		{"only others", []playbook.Event{other}, "", ""},
		{"two acts", []playbook.Event{do("a"), do("b"), other}, "b", ""},
		{"one undone", []playbook.Event{do("a"), do("b"), undo}, "a", "b"},
		{"both undone", []playbook.Event{do("a"), do("b"), undo, undo}, "", "a"},
		{"undone and done again", []playbook.Event{do("a"), do("b"), undo, redo}, "b", ""},
		{"another act after an undo ends the redo", []playbook.Event{do("a"), undo, do("c")}, "c", ""},
		{"an act out of sight has no name", []playbook.Event{do("c"), undo, undo}, "", ""},
		{"more undone than is read", []playbook.Event{undo, undo, do("c"), undo}, "", "c"},
	} {
		slices.Reverse(c.events)
		if u, r := undoable(c.events, "mine"); u != c.undo || r != c.redo {
			t.Errorf("%s: undo %q, redo %q, want %q and %q", c.name, u, r, c.undo, c.redo)
		}
	}
}

// The names of the keys stand in the menu in ink, one under the other, and the
// keys still do what they say.
func TestMenusTellTheirKeys(t *testing.T) {
	if !keyed() {
		t.Skip("the system writes the menu bar here")
	}
	h := open(t, nil)
	h.deal("Aster Clinics", "Maya Lindqvist", "Jonas Falk", due("Train users", "2026-11-23", nil))
	h.refresh()
	h.Press(fyne.KeyDown, fyne.KeySpace) // something to undo
	for _, m := range h.win.fyne.MainMenu().Items {
		at := float32(0)
		for _, it := range m.Items {
			words, key, ok := strings.Cut(it.Label, keyGap)
			if !ok {
				continue
			}
			x := labelWidth(words+keyGap+key) - labelWidth(strings.TrimSpace(key))
			if at == 0 {
				at = x
			}
			if x < at-2 || x > at+2 {
				t.Errorf("%s: the key of %q begins at %.1f, the one above at %.1f", m.Label, words, x, at)
			}
			if _, loud := it.Shortcut.(fyne.KeyboardShortcut); loud {
				t.Errorf("%s: the toolkit writes the key of %q too", m.Label, words)
			}
		}
	}
	found := map[string]string{}
	for _, m := range h.win.fyne.MainMenu().Items {
		for _, it := range m.Items {
			if it.Shortcut != nil {
				found[it.Shortcut.ShortcutName()] = it.Label
			}
		}
	}
	if got := found[ctrl(fyne.KeyN).ShortcutName()]; !strings.HasPrefix(got, "New deal…") || !strings.HasSuffix(got, "Ctrl+N") {
		t.Errorf("Ctrl+N belongs to %q", got)
	}
	if got := found[(&fyne.ShortcutUndo{}).ShortcutName()]; !strings.HasPrefix(got, "Undo: Tick") || !strings.HasSuffix(got, "Ctrl+Z") {
		t.Errorf("Ctrl+Z belongs to %q", got)
	}
}
