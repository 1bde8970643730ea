package library

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kept/playbook"
)

// What every built-in playbook keeps to, beyond what a playbook must.
func TestBuiltinPlaybooksAreWellMade(t *testing.T) {
	id := regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)*$`)
	for _, p := range builtin(t) {
		all, theirs, guided := 0, 0, 0
		for _, ph := range p.Phases {
			where := p.ID + " " + ph.Code
			if ph.Goal == "" || ph.Exit == "" {
				t.Errorf("%s has the goal %q and the exit criteria %q; both are needed", where, ph.Goal, ph.Exit)
			}
			if !strings.HasSuffix(ph.Goal, ".") || strings.HasSuffix(ph.Exit, ".") {
				t.Errorf("%s: the goal is a sentence, the exit criteria are a list: %q, %q", where, ph.Goal, ph.Exit)
			}
			if len(ph.Steps) > 10 {
				t.Errorf("%s has %d steps, more than 10", where, len(ph.Steps))
			}
			for _, s := range ph.Steps {
				all++
				if s.Role == "customer" {
					theirs++
				}
				if s.Guidance != "" {
					guided++
				}
				if !id.MatchString(s.ID) {
					t.Errorf("%s: the id %q", where, s.ID)
				}
				if !slices.ContainsFunc(playbook.Roles(), func(o playbook.Option) bool { return o.Value == s.Role }) {
					t.Errorf("%s %s: the role %q, one role is accountable", where, s.ID, s.Role)
				}
				if s.Guidance != "" && !strings.HasSuffix(s.Guidance, ".") {
					t.Errorf("%s %s: the guidance is no sentence: %q", where, s.ID, s.Guidance)
				}
				if s.Guidance == s.Title || strings.HasSuffix(s.Title, ".") || strings.HasSuffix(s.Evidence, ".") {
					t.Errorf("%s %s: title %q, evidence %q", where, s.ID, s.Title, s.Evidence)
				}
			}
		}
		if theirs*100 > all*35 {
			t.Errorf("%s: the customer owns %d of %d steps", p.ID, theirs, all)
		}
		if guided*5 < all {
			t.Errorf("%s: %d of %d steps say how to do them well", p.ID, guided, all)
		}
	}
}

// The seam does not end with the signature: Sales checks its promises, the
// handover is inspected, and the customer is asked at the end.
func TestBuiltinPlaybooksHoldTheSeam(t *testing.T) {
	inspections := map[string][]string{
		"A": {"inspection, day 7", "inspection, day 14", "inspection, day 30"},
		"B": {"inspection, day 7", "inspection, day 14", "inspection, day 30"},
		"C": {"inspection, day 7", "inspection, days 14 and 21"},
		"D": {"inspection, day 7", "inspection, day 14", "inspection, day 30"},
		"E": {"inspection, day 7", "day-60 proof point judged; transition inspection"},
	}
	for _, p := range builtin(t) {
		text := strings.ToLower(wording(&p))
		last := p.Phases[len(p.Phases)-1]
		for _, want := range inspections[p.Letter] {
			if !strings.Contains(text, want) {
				t.Errorf("%s has no “%s”", p.ID, want)
			}
		}
		if p.Letter == "F" {
			if s := p.Step("reconcile-ledger"); s == nil {
				t.Errorf("%s does not reconcile the ledger", p.ID)
			}
			continue // there is no handover and no onboarding in it
		}
		check := p.Step("promise-check")
		if check == nil || check.Role != "sales" || !check.NoSkip {
			t.Errorf("%s: the promise check is %+v, want one of Sales that is not skipped", p.ID, check)
		}
		for _, id := range []string{"submit-handoff", "accept-handoff", "kickoff", "inspection-7", "list-promises"} {
			if p.Step(id) == nil {
				t.Errorf("%s has no step %s", p.ID, id)
			}
		}
		asked := false
		for _, s := range last.Steps {
			asked = asked || strings.Contains(s.Title, "CSAT")
		}
		if !asked || !strings.Contains(last.Exit, "CSAT") {
			t.Errorf("%s does not ask CSAT at its end: %s", p.ID, last.Exit)
		}
		if slices.Contains([]string{"B", "C", "E"}, p.Letter) {
			if s := p.Step("success-criteria"); s == nil || !strings.Contains(s.Title, "proof points for day 30, 60 and 90") {
				t.Errorf("%s has no proof points for day 30, 60 and 90", p.ID)
			}
		}
	}
}

// Whoever works with patients reads in the app what does not belong into it.
func TestRegulatedPlaybookKeepsPatientsOut(t *testing.T) {
	lib, err := New(builtin(t)...)
	if err != nil {
		t.Fatal(err)
	}
	p, err := lib.Get("E")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Not legal or clinical advice", "never type patient data into the app"} {
		if !strings.Contains(p.For, want) {
			t.Errorf("who the playbook is for does not say %q: %s", want, p.For)
		}
	}
	for id, want := range map[string]string{
		"data-inventory": "no patient data is typed into the app",
		"clinical-check": "No names, no numbers of patients",
	} {
		if s := p.Step(id); s == nil || !strings.Contains(s.Guidance, want) {
			t.Errorf("%s does not say %q", id, want)
		}
	}
	for _, id := range []string{"clinical-check", "spot-check"} {
		if s := p.Step(id); s == nil || !strings.Contains(s.Evidence, "where the list is kept") {
			t.Errorf("%s asks for evidence that holds records", id)
		}
	}
}

// The decision to go live hears those who have to live with it.
func TestGoNoGoHasItsInputs(t *testing.T) {
	for _, p := range builtin(t) {
		s := p.Step("go-no-go")
		if s == nil {
			continue
		}
		var roles []string
		for _, in := range s.Inputs {
			roles = append(roles, in.Role)
		}
		if s.Role != "leader" || s.Evidence == "" || fmt.Sprint(roles) != "[implementation cs support]" {
			t.Errorf("%s: go/no-go is the %s's, asks %v, evidence %q", p.ID, s.Role, roles, s.Evidence)
		}
	}
}

// wording is every text of a playbook, a line each.
func wording(p *playbook.Playbook) string {
	var b strings.Builder
	for _, ph := range p.Phases {
		fmt.Fprintln(&b, ph.Title, "\n", ph.Goal, "\n", ph.Exit)
		for _, s := range ph.Steps {
			fmt.Fprintln(&b, s.Title)
		}
	}
	return b.String()
}

// A plan of an earlier version finds its text, and its steps again in the later
// one: as many, under their ids, on their days.
func TestPastVersionsCanBeBroughtUp(t *testing.T) {
	lib, err := Open(os.DirFS("../../assets/playbooks"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range builtins {
		for n := 1; n < w.version; n++ {
			was, err := lib.Version(w.id, n)
			if err != nil {
				t.Errorf("version %d of %s: %v", n, w.id, err)
				continue
			}
			now, err := lib.Version(w.id, w.version)
			if err != nil || was.Version != n || was.StepCount() != now.StepCount() || was.Gaps != now.Gaps {
				t.Errorf("%s: version %d has %d steps, version %d %d (%v)", w.id, was.Version, was.StepCount(), now.Version, now.StepCount(), err)
			}
			for _, ph := range was.Phases {
				for _, s := range ph.Steps {
					to := now.Step(s.ID)
					if to == nil || to.Title != s.Title || to.At() != s.At() || to.Role != s.Role || to.Customer != s.Customer {
						t.Errorf("%s %s: was %+v, is %+v", w.id, s.ID, s, to)
					}
				}
			}
		}
	}
	if got := lib.Versions("mid-market-60"); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("mid-market-60 has the versions %v", got)
	}
}
