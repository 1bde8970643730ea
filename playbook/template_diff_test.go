package playbook

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func told(a, b *Playbook) string {
	var out []string
	for _, d := range Diff(a, b) {
		out = append(out, d.String())
	}
	return strings.Join(out, "\n")
}

func TestVersionsAreComparedStepByStep(t *testing.T) {
	step := func(id, title string) Step {
		return Step{ID: id, Title: title, Role: "cs", Anchor: AnchorKickoff}
	}
	base := func() Playbook {
		return Playbook{ID: "x", Title: "X", Version: 1, Phases: []TemplatePhase{
			{Code: "A", Title: "Start", Steps: []Step{step("one", "One"), step("two", "Two"), step("three", "Three")}},
			{Code: "B", Title: "Middle", Steps: []Step{step("four", "Four")}},
			{Code: "C", Title: "End", Steps: []Step{step("five", "Five")}},
		}}
	}
	for _, c := range []struct {
		name   string
		change func(p *Playbook)
		want   string
	}{
		{"nothing", func(*Playbook) {}, ""},
		{"the playbook", func(p *Playbook) { p.Version, p.Gaps.Kickoff, p.Letter = 2, 7, "X" },
			"Playbook: letter was empty, is now “X”\nPlaybook: version was “1”, is now “2”\nPlaybook: kickoff after close was empty, is now “7 days”"},
		{"values", func(p *Playbook) {
			s := &p.Phases[0].Steps[1]
			s.Title, s.Role, s.Days, s.Working, s.Duration, s.NoSkip = "Twice", "support", 5, true, 2, true
			s.After, s.Inputs, s.Guidance = []Dependency{{"one", 1}}, []InputSlot{{"product", "dates"}}, "Do\nit"
			s.When = Condition{Parts: []Comparison{{"regulated", "=", "yes"}}}
		}, `Step two “Twice”: title was “Two”, is now “Twice”
Step two “Twice”: role was “CS”, is now “Support”
Step two “Twice”: day was “kickoff”, is now “kickoff+5 working”
Step two “Twice”: duration was empty, is now “2 working days”
Step two “Twice”: waits for was empty, is now “one+1”
Step two “Twice”: condition was empty, is now “regulated”
Step two “Twice”: not skipped without a reason was empty, is now “yes”
Step two “Twice”: inputs was empty, is now “Product: dates”
Step two “Twice”: guidance was empty, is now “Do it”`},
		{"added", func(p *Playbook) { p.Phases[1].Steps = append(p.Phases[1].Steps, step("six", "Six")) }, "Step six “Six” is new in B, behind four"},
		{"added first", func(p *Playbook) { p.Phases[1].Steps = append([]Step{step("six", "Six")}, p.Phases[1].Steps...) }, "Step six “Six” is new in B, the first step"},
		{"removed", func(p *Playbook) { p.Phases[0].Steps = slices.Delete(p.Phases[0].Steps, 1, 2) }, "Step two “Two” is gone from A"},
		{"moved on", func(p *Playbook) {
			p.Phases[1].Steps = append(p.Phases[1].Steps, p.Phases[0].Steps[0])
			p.Phases[0].Steps = p.Phases[0].Steps[1:]
		}, "Step one “One” moved: was in A, is now in B"},
		// One step is in another place, the others only gave way.
		{"moved within", func(p *Playbook) {
			s := p.Phases[0].Steps
			p.Phases[0].Steps = []Step{s[1], s[2], s[0]}
		}, "Step one “One” moved: was the first step, is now behind three"},
		{"moved and changed", func(p *Playbook) {
			s := p.Phases[0].Steps
			s[2].Title = "Tres"
			p.Phases[0].Steps = []Step{s[2], s[0], s[1]}
		}, "Step three “Tres” moved: was behind two, is now the first step\nStep three “Tres”: title was “Three”, is now “Tres”"},
		{"phase values", func(p *Playbook) { p.Phases[2].Goal, p.Phases[2].Exit = "Finish", "done" }, "Phase C “End”: goal was empty, is now “Finish”\nPhase C “End”: exit criteria was empty, is now “done”"},
		{"phase renamed", func(p *Playbook) { p.Phases[2].Code = "Z" }, "Phase Z “End”: code was “C”, is now “Z”"},
		{"phase moved", func(p *Playbook) { p.Phases = []TemplatePhase{p.Phases[2], p.Phases[0], p.Phases[1]} }, "Phase C “End” moved: was behind B, is now the first phase"},
		{"phase gone", func(p *Playbook) { p.Phases = p.Phases[:2] }, "Phase C “End” is gone\nStep five “Five” is gone from C"},
		{"phase new", func(p *Playbook) {
			p.Phases = append(p.Phases, TemplatePhase{Code: "D", Title: "After", Steps: []Step{step("six", "Six")}})
		}, "Phase D “After” is new, behind C\nStep six “Six” is new in D, the first step"},
		{"anchors", func(p *Playbook) {
			p.Anchors = []OwnAnchor{{ID: "data", Title: "Data", From: "kickoff", Days: 3}, {ID: "audit", Title: "Audit"}}
		},
			"Anchor data “Data” is new, kickoff+3\nAnchor audit “Audit” is new, waits until its day is given"},
	} {
		a, b := base(), base()
		c.change(&b)
		if got := told(&a, &b); got != c.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	a, b := base(), base()
	a.Anchors = []OwnAnchor{{ID: "data", Title: "Data", From: "kickoff", Days: 3}, {ID: "audit", Title: "Audit"}}
	b.Anchors = []OwnAnchor{{ID: "data", Title: "The data", From: "kickoff", Days: 3}}
	if got, want := told(&a, &b), "Anchor data “The data”: title was “Data”, is now “The data”\nAnchor audit “Audit” is gone"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Two playbooks without a difference have the same steps in the same places,
// and what is new one way is gone the other.
func TestDifferencesGoBothWays(t *testing.T) {
	any := rapid.Custom(func(t *rapid.T) Playbook {
		p := Playbook{ID: "x", Title: "X", Version: 1}
		ids := rapid.Permutation([]string{"a", "b", "c", "d", "e", "f", "g"}).Draw(t, "ids")[:rapid.IntRange(0, 7).Draw(t, "n")]
		for _, code := range []string{"P", "Q", "R"}[:rapid.IntRange(1, 3).Draw(t, "phases")] {
			n := rapid.IntRange(0, len(ids)).Draw(t, "here")
			ph := TemplatePhase{Code: code, Title: code}
			for _, id := range ids[:n] {
				ph.Steps = append(ph.Steps, Step{ID: id, Title: id, Role: "cs", Anchor: AnchorClose, Days: rapid.IntRange(0, 1).Draw(t, "days")})
			}
			p.Phases, ids = append(p.Phases, ph), ids[n:]
		}
		return p
	})
	layout := func(p *Playbook) string {
		var out []string
		for _, ph := range p.Phases {
			out = append(out, ph.Code)
			for _, s := range ph.Steps {
				out = append(out, s.ID+" "+s.At())
			}
		}
		return strings.Join(out, ",")
	}
	count := func(ds []Difference, kind string) (n int) {
		for _, d := range ds {
			if d.Kind == kind && d.Step != "" {
				n++
			}
		}
		return n
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := any.Draw(t, "a"), any.Draw(t, "b")
		there, back := Diff(&a, &b), Diff(&b, &a)
		if (len(there) == 0) != (layout(&a) == layout(&b)) {
			t.Fatalf("%s and %s differ in %v", layout(&a), layout(&b), there)
		}
		if count(there, DiffAdded) != count(back, DiffRemoved) || count(there, DiffRemoved) != count(back, DiffAdded) || count(there, DiffMoved) != count(back, DiffMoved) {
			t.Fatalf("there %v, back %v", there, back)
		}
	})
}
