package playbook

import (
	"testing"
	"time"
)

// What is stored as a word of the program is shown as a person calls it, alone
// or among several.
func TestStoredAnswersAreShownByTheirLabels(t *testing.T) {
	for _, c := range []struct{ noun, col, stored, want string }{
		{"transition", "reasons", "missing_person,risk_not_honest", "Missing person, Risk not honest"},
		{"transition", "reasons", "other", "Other"},
		{"transition", "to", "returned", "Returned"},
		{"transition", "note", "missing_person", "missing_person"}, // somebody's own words
		{"task", "state", "doing", "Doing"},
	} {
		if got := ShowValue(c.noun, c.col, c.stored, time.UTC); got != c.want {
			t.Errorf("%s.%s %q is shown as %q, want %q", c.noun, c.col, c.stored, got, c.want)
		}
	}
}
