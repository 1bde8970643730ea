package form_test

import (
	"testing"

	"kept/assets"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/work"
)

// A close date that comes with a form moves the plan that counts from it, in
// the same act.
func TestAFormMovesTheDatesOfAPlan(t *testing.T) {
	d, _ := desk(t)
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	if d.Books, err = library.New(books...); err != nil {
		t.Fatal(err)
	}
	out := apply(t, d, "account: Acme\nclose:\n  expected_close: 2027-04-01\n")
	if err := d.StartPlan(t.Context(), out.Account, work.Start{Playbook: "A", Kickoff: "2027-04-08"}); err != nil {
		t.Fatal(err)
	}
	before := record(t, d, out.Account)
	apply(t, d, "account: Acme\nclose:\n  actual_close: 2027-03-01\n")
	closed := 0
	for i, k := range record(t, d, out.Account).Tasks {
		if k.Anchor != playbook.AnchorClose {
			continue
		}
		closed++
		if k.DueOn >= before.Tasks[i].DueOn {
			t.Errorf("%q is still due %s", k.Title, k.DueOn)
		}
	}
	if closed == 0 {
		t.Error("no task counts from close")
	}
	if _, err := d.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, k := range record(t, d, out.Account).Tasks {
		if k.DueOn != before.Tasks[i].DueOn {
			t.Errorf("after undo %q is due %s, was %s", k.Title, k.DueOn, before.Tasks[i].DueOn)
		}
	}
}

// Days off that come with a form or with answers move the tasks that lie on
// them, in the same act.
func TestDaysOffOfAFormMoveThePlan(t *testing.T) {
	d, _ := desk(t)
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	if d.Books, err = library.New(books...); err != nil {
		t.Fatal(err)
	}
	id := apply(t, d, "account: Acme\nclose:\n  expected_close: 2027-04-01\n").Account
	if err := d.StartPlan(t.Context(), id, work.Start{Playbook: "A", Kickoff: "2027-04-08"}); err != nil {
		t.Fatal(err)
	}
	p := asked(t, d, id)
	p.add("blackouts", "n1", map[string]any{"text": "Stocktaking", "on": "2027-04-12", "until": "2027-04-16"})
	take(t, d, p.back())
	for _, k := range record(t, d, id).Tasks {
		if k.DueOn >= "2027-04-12" && k.DueOn <= "2027-04-16" {
			t.Errorf("%q still lies on %s", k.Title, k.DueOn)
		}
	}
}
