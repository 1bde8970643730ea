package playbook

import (
	"slices"
	"testing"
)

// A reference that nobody lists would be left pointing at a row that is gone.
func TestReferencesListEveryColumnThatHoldsAnID(t *testing.T) {
	for _, n := range Nouns() {
		for _, c := range Columns(n) {
			_, isID := c.Any(n).(ID)
			listed := slices.ContainsFunc(References(), func(r Reference) bool { return r.From == NounName(n) && r.Col == c.Name && NewNoun(r.To) != nil })
			if isID != listed && NounName(n) != "absence" { // of the workspace
				t.Errorf("%s.%s holds an id: %v, and is listed: %v", NounName(n), c.Name, isID, listed)
			}
		}
	}
}
