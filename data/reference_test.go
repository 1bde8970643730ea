package data

import (
	"testing"

	"kept/playbook"
)

// The store and the merge must agree on which rows name which.
func TestReferencesAreTheDomains(t *testing.T) {
	ours := map[reference]bool{{"absence", "member_id", "member"}: true} // rows of the workspace
	for _, r := range playbook.References() {
		ours[reference{r.From, r.Col, r.To}] = true
	}
	for _, r := range references() {
		if !ours[r] {
			t.Errorf("the domain does not know %+v", r)
		}
		delete(ours, r)
	}
	for r := range ours {
		t.Errorf("the store does not know %+v", r)
	}
}
