package playbook

import "testing"

func TestFieldTableIsWhole(t *testing.T) {
	sections := map[string]bool{}
	for _, s := range Sections() {
		sections[s.Key] = true
	}
	fields := Fields()
	if len(fields) != 76 {
		t.Fatalf("%d fields, want 76", len(fields))
	}
	for i, f := range fields {
		if f.No != i+1 {
			t.Errorf("field %d stands at place %d", f.No, i+1)
		}
		if f.Label == "" || f.Key == "" || f.Audience == Inherit || !sections[f.Section] {
			t.Errorf("%s lacks a label, key, audience or section: %+v", f.ID(), f)
		}
		n := NewNoun(f.Noun)
		if n == nil {
			t.Errorf("%s: no noun %q", f.ID(), f.Noun)
			continue
		}
		for _, in := range f.Inputs {
			if _, err := GetText(n, in.Col); err != nil {
				t.Errorf("%s: %v", f.ID(), err)
			}
			if in.Audience == Inherit {
				t.Errorf("%s.%s has no audience", f.ID(), in.Col)
			}
			if (in.Type == TypeChoice || in.Type == TypeMulti) != (len(in.Options) > 0) {
				t.Errorf("%s.%s: type and options disagree", f.ID(), in.Col)
			}
		}
	}
}

// The field list gives 16 single questions and 9 lists before close.
func TestEveryEssentialIsAField(t *testing.T) {
	if n := len(Essentials()); n != 12 {
		t.Fatalf("%d essentials, want 12", n)
	}
	for _, e := range Essentials() {
		if FieldByNo(e.Field) == nil {
			t.Errorf("no F%d", e.Field)
		}
	}
}

func TestSnakeNames(t *testing.T) {
	for in, want := range map[string]string{"CSM": "csm", "PlanID": "plan_id", "MetCSMOn": "met_csm_on", "ProofPoint": "proof_point", "FitProblem": "fit_problem"} {
		if got := snake(in); got != want {
			t.Errorf("snake(%s) = %s, want %s", in, got, want)
		}
	}
}
