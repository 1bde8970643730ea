package playbook

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func smallPlaybook() Playbook {
	return Playbook{ID: "walk-in-14", Letter: "W", Title: "Walk-in, 14 days", Version: 1, Gaps: Gaps{Kickoff: 3},
		Phases: []TemplatePhase{
			{Code: "W0", Title: "Start", Exit: "first login", Customer: "Start", Steps: []Step{
				{ID: "say-hello", Title: "Say hello", Role: "cs", Anchor: AnchorKickoff, Milestone: true},
				{ID: "send-list", Title: "Send the list", Role: "customer", Anchor: AnchorKickoff, Days: 3, Customer: "You send us the list"},
			}},
			{Code: "W1", Title: "End", Exit: "list read", Customer: "End", Steps: []Step{
				{ID: "read-list", Title: "Read the list", Role: "cs", Anchor: AnchorGoLive, Days: -2, Evidence: "notes"},
			}},
		}}
}

func TestPlaybookRules(t *testing.T) {
	ok := smallPlaybook()
	if err := ok.Check(); err != nil {
		t.Fatal(err)
	}
	if w := ok.Warnings(); len(w) != 0 {
		t.Errorf("warnings for a good playbook: %q", w)
	}
	for _, c := range []struct {
		name  string
		spoil func(p *Playbook)
		want  string
	}{
		{"id", func(p *Playbook) { p.ID = "Walk in" }, `Playbook Walk in: "Walk in" is not an id; write lower-case words joined by hyphens, like low-touch-30.`},
		{"letter", func(p *Playbook) { p.Letter = "w" }, `Playbook walk-in-14: "w" is not one capital letter; write one from A to Z, or leave it out.`},
		{"version", func(p *Playbook) { p.Version = 0 }, "Playbook walk-in-14: version is 0; write a whole number from 1."},
		{"gaps", func(p *Playbook) { p.Gaps.GoLive = -1 }, "Playbook walk-in-14: a default gap is outside 0 to 3650 days; write whole days."},
		{"no phases", func(p *Playbook) { p.Phases = nil }, "Playbook walk-in-14: there are no phases; add at least one with a step."},
		{"phase twice", func(p *Playbook) { p.Phases[1].Code = "W0" }, `Phase W0: the code "W0" is used by an earlier phase; give every phase its own.`},
		{"no steps", func(p *Playbook) { p.Phases[1].Steps = nil }, "Phase W1: the phase has no steps; add one or remove the phase."},
		{"id twice", func(p *Playbook) { p.Phases[1].Steps[0].ID = "say-hello" }, "Phase W1, step 1 (say-hello): the id say-hello is used in phase W0 already; give every step its own."},
		{"title", func(p *Playbook) { p.Phases[0].Steps[1].Title = " " }, "Phase W0, step 2 (send-list): title is missing; add title: with a short text."},
		{"role", func(p *Playbook) { p.Phases[0].Steps[0].Role = "boss" }, `Phase W0, step 1 (say-hello): "boss" is not a role; it is one of sales, cs, implementation, support, customer, product, leader.`},
		{"no role", func(p *Playbook) { p.Phases[0].Steps[0].Role = "" }, `Phase W0, step 1 (say-hello): "" is not a role; it is one of sales, cs, implementation, support, customer, product, leader.`},
		{"anchor", func(p *Playbook) { p.Phases[0].Steps[0].Anchor = "go-live" }, `Phase W0, step 1 (say-hello): "go-live" is not an anchor; it is one of close, kickoff, go_live, renewal.`},
		{"offset", func(p *Playbook) { p.Phases[0].Steps[0].Days = -3651 }, "Phase W0, step 1 (say-hello): -3651 days are more than ten years from the anchor; use at most 3650."},
		{"customer without words", func(p *Playbook) { p.Phases[0].Steps[1].Customer = "" }, "Phase W0, step 2 (send-list): the customer does this step but has no words for it; add customer: with what they read."},
		{"phase without words", func(p *Playbook) { p.Phases[0].Customer = "" }, "Phase W0: the customer sees steps of this phase but not its name; add customer: with the phase in the customer's words."},
		{"two lines", func(p *Playbook) { p.Phases[0].Exit = "a\nb" }, "Phase W0: exit holds a character that cannot be shown; write it again on one line."},
		{"too many", func(p *Playbook) { p.Phases = make([]TemplatePhase, 51) }, "Playbook walk-in-14: there are 51 phases and 0 steps; at most 50 and 1000 are read."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := smallPlaybook()
			c.spoil(&p)
			err := p.Check()
			var bad *InvalidError
			if !errors.As(err, &bad) || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestPlaybookWarnings(t *testing.T) {
	p := smallPlaybook()
	p.Phases[1].Exit = ""
	for i := range 11 {
		p.Phases[1].Steps = append(p.Phases[1].Steps, Step{ID: fmt.Sprint("more-", i), Title: "More", Role: "customer", Anchor: AnchorClose, Customer: "You do more"})
	}
	want := []string{
		"Phase W1: nothing says when the phase is over; add exit: with its criteria.",
		"Phase W1: the phase has 12 steps; more than 10 are rarely followed, split it.",
		"Playbook walk-in-14: the customer owns 12 of 14 steps; more than 35 per cent tends to stall, take some over.",
	}
	if got := strings.Join(p.Warnings(), "\n"); got != strings.Join(want, "\n") {
		t.Errorf("warnings:\n%s", got)
	}
	if err := p.Check(); err != nil {
		t.Errorf("a warning became an error: %v", err)
	}
}

func TestParseAt(t *testing.T) {
	own := []OwnAnchor{{ID: "data-delivered", Title: "Data delivered"}, {ID: "close-out", Title: "Close-out"}}
	for _, c := range []struct {
		in, anchor string
		days       int
		working    bool
		back       string
	}{
		{"close-10", AnchorClose, -10, false, "close-10"},
		{"kickoff", AnchorKickoff, 0, false, "kickoff"},
		{"Kickoff + 0", AnchorKickoff, 0, false, "kickoff"},
		{"go-live-3", AnchorGoLive, -3, false, "go-live-3"},
		{" go_live + 7 ", AnchorGoLive, 7, false, "go-live+7"},
		{"renewal-90", AnchorRenewal, -90, false, "renewal-90"},
		{"kickoff+5 working", AnchorKickoff, 5, true, "kickoff+5 working"},
		{"Go-live - 3 working days", AnchorGoLive, -3, true, "go-live-3 working"},
		{"close+1 working day", AnchorClose, 1, true, "close+1 working"},
		{"close + 2 days", AnchorClose, 2, false, "close+2"},
		{"kickoff+0 working", AnchorKickoff, 0, false, "kickoff"},
		{"data-delivered+2", "data-delivered", 2, false, "data-delivered+2"},
		{"Data-Delivered", "data-delivered", 0, false, "data-delivered"},
		{"close-out-1 working", "close-out", -1, true, "close-out-1 working"},
	} {
		o, err := ParseAt(c.in, own...)
		if err != nil || o != (Offset{c.anchor, c.days, c.working}) {
			t.Errorf("ParseAt(%q) = %+v, %v", c.in, o, err)
		}
		var step Step
		step.SetAt(o)
		if got := step.At(); got != c.back {
			t.Errorf("At of %q = %q, want %q", c.in, got, c.back)
		}
	}
	for _, in := range []string{"", "-3", "launch+3", "close10", "close--3", "close+", "kickoff+1.5", "renewal+3651", "close−3", "close+99999999999999999999",
		"kickoff working", "kickoff+5 working hours", "kickoff+5 working days off", "data-delivered-soon", "+5 working", "working"} {
		if o, err := ParseAt(in, own...); err == nil {
			t.Errorf("ParseAt(%q) = %+v, want an error", in, o)
		}
	}
	if _, err := ParseAt("data-delivered+2"); err == nil || !strings.Contains(err.Error(), "write close, kickoff, go-live or renewal and the days from it") {
		t.Errorf("an anchor that the playbook does not have: %v", err)
	}
	if _, err := ParseAt("data-delivery+2", own...); err == nil || !strings.Contains(err.Error(), "or one of the playbook's own (data-delivered, close-out), and the days") {
		t.Errorf("an anchor that the playbook nearly has: %v", err)
	}
}

func TestPlaybookLookups(t *testing.T) {
	p := smallPlaybook()
	if p.StepCount() != 3 || p.Step("read-list").Evidence != "notes" || p.Step("nothing") != nil {
		t.Error("steps are not found")
	}
	if !p.Uses(AnchorGoLive) || p.Uses(AnchorRenewal) {
		t.Error("Uses is wrong about go-live or renewal")
	}
	c := p.Clone()
	c.Phases[0].Title, c.Phases[0].Steps[0].Title = "Other", "Other"
	if p.Phases[0].Title != "Start" || p.Phases[0].Steps[0].Title != "Say hello" {
		t.Error("a clone shares its phases or steps")
	}
}
