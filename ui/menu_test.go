package ui

import (
	"slices"
	"testing"

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
