package data

import (
	"fmt"
	"testing"

	"kept/playbook"
)

// A stay in a field ends when its account is sent, whichever installation types,
// and only then: the claim that went out does not change any more.
func TestSendingEndsAStayInAField(t *testing.T) {
	l := newLaptop(t, "desk", fixed())
	a, b := playbook.Account{Name: "Zugzwang Haulage"}, playbook.Account{Name: "Perpetual Check"}
	l.save(t, "Add accounts", &a, &b)
	types := func(device, text string) {
		t.Helper()
		act := l.act("Change the name")
		act.Device, act.Typing = device, "a stay of "+device
		err := l.Do(t.Context(), act, func(tx playbook.Tx) error {
			_, err := playbook.Change(tx, a.ID, func(n *playbook.Account) error { n.Name = text; return nil })
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	acts := func() int {
		return count(t, l.Store, "SELECT count(*) FROM changes WHERE typing LIKE 'a stay%' OR label = 'Change the name'")
	}
	for i, device := range []string{"desk", "attic", "desk"} {
		types(device, fmt.Sprint("Begun ", i))
		was := acts()
		types(device, fmt.Sprint("Gone on ", i))
		if acts() != was {
			t.Fatalf("%s: one stay is %d acts", device, acts()-was+1)
		}
		if err := l.EndTyping(t.Context(), b.ID); err != nil {
			t.Fatal(err)
		}
		types(device, fmt.Sprint("Another account was sent ", i))
		if acts() != was {
			t.Fatalf("%s: sending another account ended the stay", device)
		}
		if err := l.EndTyping(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
		types(device, fmt.Sprint("The account was sent ", i))
		if acts() != was+1 {
			t.Fatalf("%s: the account was sent and the stay goes on", device)
		}
	}
}
