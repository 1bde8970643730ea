package playbook_test

import (
	"testing"

	"kept/playbook"
)

// A seen remembers which nouns were read.
type seen map[string]bool

func (s seen) Load(n playbook.Noun) error {
	s[playbook.NounName(n)] = true
	if a, ok := n.(*playbook.Account); ok {
		a.Stage = playbook.ValueProven
	}
	return nil
}

func (s seen) RowsWith(dst any, account playbook.ID, _ string, _ ...string) error {
	return s.Rows(dst, account)
}

func (s seen) Rows(dst any, _ playbook.ID) error {
	switch rows := dst.(type) {
	case *[]playbook.Promise:
		s["promise"] = true
		*rows = []playbook.Promise{{Outcome: "kept", DeliveredOn: "2027-01-02", DueKind: "anchor", DueAnchor: "kickoff"}}
	case *[]playbook.Handoff:
		s["handoff"] = true
		h := playbook.Handoff{State: playbook.Accepted, ClosedOn: "2027-03-01"}
		*rows = []playbook.Handoff{h}
	case *[]playbook.Plan:
		s["plan"] = true
	case *[]playbook.ProofPoint:
		s["proof_point"] = true
	case *[]playbook.Criterion:
		s["criterion"] = true
		*rows = []playbook.Criterion{{Achieved: true}}
	default:
		s["another"] = true
	}
	return nil
}

// A store may leave out the rules of an account when none of their rows was
// touched, so the list of those rows has to be whole.
func TestRuledNamesWhatTheRulesRead(t *testing.T) {
	read := seen{}
	if err := playbook.CheckAccount(read, playbook.AllNew, playbook.ID{1}); err != nil {
		t.Fatal(err)
	}
	for _, n := range playbook.Nouns() {
		if name := playbook.NounName(n); playbook.Ruled(name) != read[name] {
			t.Errorf("%s: Ruled %v, read %v", name, playbook.Ruled(name), read[name])
		}
	}
	if read["another"] {
		t.Error("the rules read a noun this test does not know")
	}
}

func TestATaskTakesAWorkingDayOrMore(t *testing.T) {
	task := playbook.Task{Title: "Train", State: playbook.Todo, Duration: -4}
	if err := task.Check(); err == nil || err.Error() != "“Train” cannot take less than no working day; give it 1 or more." {
		t.Error(err)
	}
}

// A name that a playbook could not hold would keep the plan from becoming one.
func TestAnAnchorsNameCanBeWrittenInAPlaybook(t *testing.T) {
	a := playbook.AccountAnchor{Name: "list-2", Title: "The second list"}
	if err := a.Check(); err == nil || err.Error() != "The name list-2 ends like a number of days; end it with a word, like data-delivered." {
		t.Error(err)
	}
	if a.Name = "2nd-list"; a.Check() != nil {
		t.Error(a.Check())
	}
}
