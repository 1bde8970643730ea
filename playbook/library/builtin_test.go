package library

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"kept/playbook"
)

// design is every step of the built-in playbooks in the notation of their
// design: when (anchor and days), role, * milestone, ! not skipped without a
// reason, > evidence asked. A phase ends where its line does.
var design = map[string]string{
	"A": `
A0 C-10 Sa ! | C-7 Sa ! | C-5 CS ! | C-2 Sa >
A1 C+1 Sa ! | C+2 CS ! | C+2 Sa * | C+3 Su > | K+0 CS * | K+0 CS | K+1 CS
A2 K+3 Cu | K+5 Cu | K+7 CS ! | K+8 Su
A3 K+10 CS | K+14 Cu * > | K+14 CS !
A4 K+21 Sa ! | K+28 CS * | K+30 CS !`,
	"B": `
B0 C-30 Sa | C-21 Sa ! | C-21 CS ! | C-14 Sa ! | C-14 Im ! > | C-10 Sa | C-7 Le | C-5 CS !
B1 C+1 Sa ! | C+2 CS ! | C+3 CS > | C+4 Sa * | C+5 CS
B2 K-2 CS | K+0 CS * | K+2 CS ! > | K+3 Im | K+5 Cu | K+7 CS !
B3 K+10 Im | K+14 Im > | K+14 CS ! | K+18 Cu > | K+20 Su
B4 G-7 CS | G-3 Le > | G+0 Im * | G+2 Su
B5 G+7 CS * | K+30 Sa ! | K+45 CS | K+60 CS *`,
	"D": `
D0 C-10 Sa ! | C-8 Sa ! | C-7 Le | C-5 Sa | C-3 Sa !
D1 C+0 Sa > | C+1 Sa | C+1 Sa ! | C+2 CS ! | C+2 CS *
D2 C+2 Cu | C+4 Cu | C+4 Cu | C+5 Im ! > | C+5 CS
D3 K+0 CS * | K+1 CS > | K+2 CS | K+7 CS !
D4 K+7 Im | K+12 Im * | K+14 Cu > | K+14 CS ! | K+16 CS
D5 K+21 CS | K+28 Sa ! | K+30 CS *`,
}

func builtin(t *testing.T) []playbook.Playbook {
	t.Helper()
	list, err := Builtin(os.DirFS("../../assets/playbooks"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestBuiltinPlaybooksFollowTheirDesign(t *testing.T) {
	want := []struct {
		id, letter string
		steps      int
		gaps       playbook.Gaps
	}{
		{"low-touch-30", "A", 21, playbook.Gaps{Kickoff: 7}},
		{"mid-market-60", "B", 32, playbook.Gaps{Kickoff: 10, GoLive: 28}},
		{"agency-30", "D", 27, playbook.Gaps{Kickoff: 7}},
	}
	list := builtin(t)
	if len(list) != len(want) {
		t.Fatalf("%d built-in playbooks, want %d", len(list), len(want))
	}
	for i, w := range want {
		p := &list[i]
		if p.ID != w.id || p.Letter != w.letter || p.Gaps != w.gaps || p.Version != 1 || !p.Builtin {
			t.Errorf("playbook %d is %s (%s), version %d, gaps %+v, builtin %v", i+1, p.ID, p.Letter, p.Version, p.Gaps, p.Builtin)
		}
		if n := p.StepCount(); n != w.steps {
			t.Errorf("%s has %d steps, want %d", p.ID, n, w.steps)
		}
		if got, want := notation(p), strings.TrimSpace(design[w.letter]); got != want {
			t.Errorf("%s is\n%s\nwant\n%s", p.ID, got, want)
		}
		if warn := p.Warnings(); len(warn) != 0 {
			t.Errorf("%s has warnings: %q", p.ID, warn)
		}
	}
}

// notation writes a playbook as design does.
func notation(p *playbook.Playbook) string {
	anchors := map[string]string{"close": "C", "kickoff": "K", "go_live": "G", "renewal": "R"}
	roles := map[string]string{"sales": "Sa", "cs": "CS", "implementation": "Im", "support": "Su", "customer": "Cu", "product": "Pr", "leader": "Le"}
	var lines []string
	for _, ph := range p.Phases {
		var steps []string
		for _, s := range ph.Steps {
			words := fmt.Sprintf("%s%+d %s", anchors[s.Anchor], s.Days, roles[s.Role])
			if s.NoSkip {
				words += " !"
			}
			if s.Milestone {
				words += " *"
			}
			if s.Evidence != "" {
				words += " >"
			}
			steps = append(steps, words)
		}
		lines = append(lines, ph.Code+" "+strings.Join(steps, " | "))
	}
	return strings.Join(lines, "\n")
}

// internalWords are ours: names of departments, of our documents and of our
// way of working. A customer reads none of them.
var internalWords = regexp.MustCompile(`(?i)\b(csm|csat|cs|sales|sellers?|support|customer|clients?|implementation|product|leader|handoff|hand over|ledger|inspections?|belie[fv]\w*|promises?|proof points?|stakeholders?|sceptics?|capacity|feasib\w*|signals?|escalat\w*|baselines?|renewal|referral|grade|criterion|first-value|sponsor|internal\w*|playbook|go/no-go|deciding|unsupported|accept the)\b`)

func TestWhatACustomerReadsIsWrittenForThem(t *testing.T) {
	for _, p := range builtin(t) {
		for _, ph := range p.Phases {
			checkWords(t, p.ID+" "+ph.Code, ph.Customer)
			if ph.Exit == "" || ph.Customer == "" {
				t.Errorf("%s %s lacks its exit criteria or its customer title", p.ID, ph.Code)
			}
			for _, s := range ph.Steps {
				checkWords(t, p.ID+" "+s.ID, s.Customer)
				if s.Customer == s.Title {
					t.Errorf("%s %s: the customer reads our own title", p.ID, s.ID)
				}
			}
		}
	}
}

func checkWords(t *testing.T, where, text string) {
	t.Helper()
	if w := internalWords.FindString(text); w != "" {
		t.Errorf("%s: the customer reads our word %q in %q", where, w, text)
	}
	if strings.HasSuffix(text, ".") || strings.ContainsAny(text, "!*>") {
		t.Errorf("%s: %q is not a plain line", where, text)
	}
}

// Steps of our own work have no customer wording, by id, so that a new
// wording for one of them is noticed.
func TestInternalStepsStayInternal(t *testing.T) {
	inside := regexp.MustCompile(`^(write-promise|list-promises|review-draft|submit-handoff|accept-handoff|record-corrections|inspection-\d+|promise-check|choose-playbook|join-call|feasibility|stakeholder-map|decide-unsupported|internal-meeting|team-board|learn-setup|daily-check|goal|studio-capacity)$`)
	for _, p := range builtin(t) {
		for _, ph := range p.Phases {
			for _, s := range ph.Steps {
				if inside.MatchString(s.ID) != (s.Customer == "") {
					t.Errorf("%s %s: customer wording is %q", p.ID, s.ID, s.Customer)
				}
			}
		}
	}
}

func TestLibraryFindsByIDAndLetter(t *testing.T) {
	lib, err := New(builtin(t)...)
	if err != nil {
		t.Fatal(err)
	}
	for ask, want := range map[string]string{"A": "low-touch-30", "b": "mid-market-60", " agency-30 ": "agency-30", "Low-Touch-30": "low-touch-30"} {
		if p, err := lib.Get(ask); err != nil || p.ID != want {
			t.Errorf("Get(%q) = %s, %v; want %s", ask, p.ID, err, want)
		}
	}
	for _, ask := range []string{"", "C", "enterprise"} {
		_, err := lib.Get(ask)
		want := fmt.Sprintf("there is no playbook %q; use one of low-touch-30 (A), mid-market-60 (B), agency-30 (D)", ask)
		if !isNotFound(err) || err.Error() != want {
			t.Errorf("Get(%q): %v, want %s", ask, err, want)
		}
	}
	lib.All()[0].Phases[0].Steps[0].Title = "changed by a caller"
	if again, _ := lib.Get("A"); again.Phases[0].Steps[0].Title == "changed by a caller" {
		t.Error("a caller changed the library")
	}
	if _, err := New(lib.All()[0], lib.All()[0]); err == nil {
		t.Error("two playbooks with one id were taken")
	}
	if _, err := New(playbook.Playbook{}); err == nil {
		t.Error("an empty playbook was taken")
	}
}
