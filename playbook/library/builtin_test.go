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

// design reads every step of the built-in playbooks as their design has them: a
// line for each phase, "A0 C-10 Sa ! | C-7 Sa !": when (anchor and days), role,
// ! not skipped without a reason, * milestone, > evidence asked.
func design(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("testdata/design.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out, last := map[string]string{}, ""
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		code, step, _ := strings.Cut(strings.TrimSpace(line), "\t")
		step = strings.Join(strings.Fields(step), " ")
		switch letter := code[:1]; {
		case code == last:
			out[letter] += " | " + step
		case out[letter] == "":
			out[letter] = code + " " + step
		default:
			out[letter] += "\n" + code + " " + step
		}
		last = code
	}
	return out
}

func builtin(t *testing.T) []playbook.Playbook {
	t.Helper()
	list, err := Builtin(os.DirFS("../../assets/playbooks"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// builtins are the built-in playbooks by what others rely on.
var builtins = []struct {
	id, letter string
	version    int
	steps      int
	gaps       playbook.Gaps
}{
	{"low-touch-30", "A", 2, 21, playbook.Gaps{Kickoff: 7}},
	{"mid-market-60", "B", 2, 32, playbook.Gaps{Kickoff: 10, GoLive: 28}},
	{"enterprise-90", "C", 1, 40, playbook.Gaps{Kickoff: 10, GoLive: 50}},
	{"agency-30", "D", 2, 27, playbook.Gaps{Kickoff: 7}},
	{"regulated-120", "E", 1, 40, playbook.Gaps{Kickoff: 10, GoLive: 70}},
	{"renewal-rescue-90", "F", 1, 24, playbook.Gaps{}},
}

func TestBuiltinPlaybooksFollowTheirDesign(t *testing.T) {
	list, design := builtin(t), design(t)
	if len(list) != len(builtins) {
		t.Fatalf("%d built-in playbooks, want %d", len(list), len(builtins))
	}
	for i, w := range builtins {
		p := &list[i]
		if p.ID != w.id || p.Letter != w.letter || p.Gaps != w.gaps || p.Version != w.version || !p.Builtin {
			t.Errorf("playbook %d is %s (%s), version %d, gaps %+v, builtin %v", i+1, p.ID, p.Letter, p.Version, p.Gaps, p.Builtin)
		}
		if n := p.StepCount(); n != w.steps {
			t.Errorf("%s has %d steps, want %d", p.ID, n, w.steps)
		}
		if got, want := notation(p), design[w.letter]; got != want {
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
			marks := ""
			if s.NoSkip {
				marks += "!"
			}
			if s.Milestone {
				marks += "*"
			}
			if s.Evidence != "" {
				marks += ">"
			}
			steps = append(steps, strings.TrimSpace(fmt.Sprintf("%s%+d %s %s", anchors[s.Anchor], s.Days, roles[s.Role], marks)))
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
			shown := slices.ContainsFunc(ph.Steps, func(s playbook.Step) bool { return s.Customer != "" })
			if shown != (ph.Customer != "") {
				t.Errorf("%s %s: the customer sees a step of it: %v, and its title is %q", p.ID, ph.Code, shown, ph.Customer)
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
	inside := regexp.MustCompile(`^(write-promise|list-promises|review-draft|submit-handoff|accept-handoff|record-corrections|inspection-\d+|promise-check|choose-playbook|join-call|feasibility|stakeholder-map|decide-unsupported|internal-meeting|team-board|learn-setup|daily-check|goal|studio-capacity|join-discovery|known-gaps|support-rehearsal|cross-team-review|facts|diagnosis|seller-account|own-sponsor|reconcile-ledger|rescue-meeting|mid-point|commercial-options|lessons)$`)
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
	for ask, want := range map[string]string{"A": "low-touch-30", "b": "mid-market-60", " agency-30 ": "agency-30", "f": "renewal-rescue-90", "Low-Touch-30": "low-touch-30"} {
		if p, err := lib.Get(ask); err != nil || p.ID != want {
			t.Errorf("Get(%q) = %s, %v; want %s", ask, p.ID, err, want)
		}
	}
	for _, ask := range []string{"", "X", "enterprise"} {
		_, err := lib.Get(ask)
		want := fmt.Sprintf("there is no playbook %q; use one of low-touch-30 (A), mid-market-60 (B), enterprise-90 (C), agency-30 (D), regulated-120 (E), renewal-rescue-90 (F)", ask)
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
