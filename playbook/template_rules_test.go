package playbook

import (
	"fmt"
	"strings"
	"testing"
)

func TestRulesOfFormat2(t *testing.T) {
	step := func(p *Playbook) *Step { return &p.Phases[1].Steps[0] }
	const at = "Phase W1, step 1 (read-list): "
	for _, c := range []struct {
		name  string
		spoil func(p *Playbook)
		want  string
	}{
		{"goal", func(p *Playbook) { p.Phases[0].Goal = "a\nb" }, "Phase W0: goal holds a character that cannot be shown; write it again on one line."},
		{"own anchor", func(p *Playbook) { step(p).Anchor = "list-here" }, at + `"list-here" is not an anchor; it is one of close, kickoff, go_live, renewal.`},
		{"another own anchor", func(p *Playbook) {
			p.Anchors, step(p).Anchor = []OwnAnchor{{ID: "list-there", Title: "There"}}, "list-here"
		}, at + `"list-here" is not an anchor; it is one of close, kickoff, go_live, renewal, list-there.`},
		{"anchor id", func(p *Playbook) { p.Anchors = []OwnAnchor{{ID: "List", Title: "L"}} }, `Anchor List: "List" is not an id; write lower-case words joined by hyphens, like data-delivered.`},
		{"anchor go-live", func(p *Playbook) { p.Anchors = []OwnAnchor{{ID: "go-live", Title: "L"}} }, "Anchor go-live: go-live is an anchor of every playbook; give yours another id."},
		{"anchor number", func(p *Playbook) { p.Anchors = []OwnAnchor{{ID: "list-2", Title: "L"}} }, "Anchor list-2: the id list-2 ends like a number of days; end it with a word, like data-delivered."},
		{"anchor twice", func(p *Playbook) { p.Anchors = []OwnAnchor{{ID: "x", Title: "L"}, {ID: "x", Title: "M"}} }, "Anchor x: the id x is used by an earlier anchor; give every anchor its own."},
		{"anchor title", func(p *Playbook) { p.Anchors = []OwnAnchor{{ID: "x"}} }, "Anchor x: the anchor x has no title of at most 500 characters on one line; say which day it is."},
		{"anchor from", func(p *Playbook) { p.Anchors = []OwnAnchor{{ID: "x", Title: "L", From: "y"}} }, `Anchor x: "y" is not an anchor to follow; it is one of close, kickoff, go_live, renewal, or leave at: out for an anchor that waits.`},
		{"anchor days", func(p *Playbook) { p.Anchors = []OwnAnchor{{ID: "x", Title: "L", From: "close", Days: 3651}} }, "Anchor x: 3651 days are more than ten years from the anchor; use at most 3650."},
		{"anchor days alone", func(p *Playbook) { p.Anchors = []OwnAnchor{{ID: "x", Title: "L", Days: 3}} }, "Anchor x: the anchor x has days but follows no other; write at: with one, like kickoff+10."},
		{"many anchors", func(p *Playbook) { p.Anchors = make([]OwnAnchor, 21) }, "Playbook walk-in-14: there are 21 anchors of the playbook's own; at most 20 are read."},
		{"duration", func(p *Playbook) { step(p).Duration = -1 }, at + "a duration of -1 is outside 0 to 3650 working days; write how long the work takes."},
		{"guidance", func(p *Playbook) { step(p).Guidance = "a\n\tb" }, at + "guidance holds a character that cannot be shown; write it again."},
		{"long guidance", func(p *Playbook) { step(p).Guidance = strings.Repeat("x", 4001) }, at + "guidance is longer than 4000 characters; shorten it, or link a procedure."},
		{"no role", func(p *Playbook) { step(p).Inputs = []InputSlot{{What: "gaps"}} }, at + "an input has no role; add role: with who contributes it, like support."},
		{"bad role", func(p *Playbook) { step(p).Inputs = []InputSlot{{Role: "boss", What: "gaps"}} }, at + `"boss" is not a role; it is one of sales, cs, implementation, support, customer, product, leader.`},
		{"nothing asked", func(p *Playbook) { step(p).Inputs = []InputSlot{{Role: "support"}} }, at + "an input does not say what is contributed in at most 500 characters on one line; add what: with it, like known gaps."},
		{"many inputs", func(p *Playbook) {
			for range 21 {
				step(p).Inputs = append(step(p).Inputs, InputSlot{"support", "gaps"})
			}
		}, at + "the step has 21 entries under inputs; use at most 20."},
		{"link", func(p *Playbook) { step(p).Links = []string{"file:///etc/passwd"} }, at + `"file:///etc/passwd" is an address of another kind; write a web address like https://example.com/setup, or the name of a file.`},
		{"link without host", func(p *Playbook) { step(p).Links = []string{"https:///a"} }, at + `"https:///a" is an address of another kind; write a web address like https://example.com/setup, or the name of a file.`},
		{"link on two lines", func(p *Playbook) { step(p).Links = []string{"a\nb"} }, at + `"a\nb" holds a character that cannot be shown; write a web address like https://example.com/setup, or the name of a file.`},
		{"condition", func(p *Playbook) { step(p).When.Parts = []Comparison{{"value", ">", "much"}} }, at + `value is a number and "much" is none; write it like value > 0.`},
		{"no such step", func(p *Playbook) { step(p).After = []Dependency{{Step: "say"}} }, at + "there is no step say to wait for; write the id of another step, perhaps say-hello."},
		{"itself", func(p *Playbook) { step(p).After = []Dependency{{Step: "read-list"}} }, at + "the step waits for itself; take read-list out."},
		{"twice", func(p *Playbook) { step(p).After = []Dependency{{Step: "say-hello"}, {Step: "say-hello", Lag: 2}} }, at + "say-hello stands there twice; keep one."},
		{"lag", func(p *Playbook) { step(p).After = []Dependency{{Step: "say-hello", Lag: -1}} }, at + "-1 working days behind say-hello are outside 0 to 3650; write whole days."},
		{"cycle of two", func(p *Playbook) {
			step(p).After, p.Phases[0].Steps[1].After = []Dependency{{Step: "send-list"}}, []Dependency{{Step: "read-list"}}
		}, "Phase W0, step 2 (send-list): the steps wait for one another (send-list waits for read-list, read-list waits for send-list); take one of these out."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := smallPlaybook()
			c.spoil(&p)
			if err := p.Check(); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
	p := smallPlaybook()
	p.Anchors = []OwnAnchor{{ID: "list-here", Title: "List here", From: AnchorKickoff, Days: 3}}
	*step(&p) = Step{ID: "read-list", Title: "Read the list", Role: "cs", Anchor: "list-here", Days: 2, Working: true, Duration: 2, After: []Dependency{{Step: "send-list", Lag: 1}},
		Inputs: []InputSlot{{"support", "known gaps"}}, Links: []string{"https://example.com/a", `C:\Docs\a.pdf`, "docs/a b.md", "mailto:ada@example.com"},
		Guidance: "One\n\nTwo", When: Condition{Parts: []Comparison{{"data_sets", ">", "0"}}}}
	if err := p.Check(); err != nil || len(p.Warnings()) > 0 {
		t.Errorf("everything used well: %v, %q", err, p.Warnings())
	}
}

// Of a long ring the beginning and the end are named, and every ring is told
// once, however many steps lead into it.
func TestLongCyclesAreNamed(t *testing.T) {
	p := smallPlaybook()
	p.Phases = p.Phases[:1]
	p.Phases[0].Steps = nil
	for i := range 30 {
		p.Phases[0].Steps = append(p.Phases[0].Steps, Step{ID: fmt.Sprint("s", i), Title: "S", Role: "cs", Anchor: AnchorKickoff, Days: 40 - i, Customer: "S", After: []Dependency{{Step: fmt.Sprint("s", (i+1)%30)}}})
	}
	p.Phases[0].Steps = append(p.Phases[0].Steps, Step{ID: "leads-in", Title: "S", Role: "cs", Anchor: AnchorKickoff, Days: 90, After: []Dependency{{Step: "s7"}}})
	var rings []string
	for _, f := range p.Findings() {
		if !f.Warning {
			rings = append(rings, f.Message)
		}
	}
	if len(rings) != 1 || !strings.HasPrefix(rings[0], "the steps wait for one another (s0 waits for s1, s1 waits for s2, ") || !strings.Contains(rings[0], "… 18 steps more …, s29 waits for s0); take one") {
		t.Errorf("rings %q", rings)
	}
}

func TestWarningsOfFormat2(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *Playbook)
		want   string
	}{
		{"waits on the same day", func(p *Playbook) {
			p.Phases[0].Steps[1].After, p.Phases[0].Steps[1].Days = []Dependency{{Step: "say-hello"}}, 0
		}, "Phase W0, step 2 (send-list): the step waits for say-hello (kickoff) and cannot be ready by kickoff; its day will be later than it says."},
		{"waits and takes long", func(p *Playbook) {
			p.Phases[0].Steps[1].After, p.Phases[0].Steps[1].Duration = []Dependency{{Step: "say-hello", Lag: 1}}, 3
		}, "Phase W0, step 2 (send-list): the step waits for say-hello (kickoff) and cannot be ready by kickoff+3; its day will be later than it says."},
		{"waits and has room", func(p *Playbook) {
			p.Phases[0].Steps[1].After, p.Phases[0].Steps[1].Duration = []Dependency{{Step: "say-hello", Lag: 1}}, 2
		}, ""},
		{"another anchor", func(p *Playbook) { p.Phases[1].Steps[0].After = []Dependency{{Step: "say-hello"}} }, ""},
		{"Friday", func(p *Playbook) { p.Gaps.GoLive = 25 }, "Playbook walk-in-14: go-live lies 25 days after the kickoff, so a kickoff on a Monday puts it on a Friday; a launch before the weekend finds nobody, use 24 or 28."},
		{"Friday without go-live", func(p *Playbook) { p.Gaps.GoLive, p.Phases[1].Steps[0].Anchor = 25, AnchorRenewal }, ""},
		{"Monday", func(p *Playbook) { p.Gaps.GoLive = 28 }, ""},
		{"long lead", func(p *Playbook) { p.Phases[0].Steps[0].Days, p.Phases[0].Steps[0].Duration = 40, 20 }, "Phase W0, step 1 (say-hello): the step takes 20 working days and begins after the kickoff; what takes that long is best begun by then."},
		{"long lead, begun in time", func(p *Playbook) { p.Phases[0].Steps[0].Days, p.Phases[0].Steps[0].Duration = 28, 20 }, ""},
	} {
		p := smallPlaybook()
		c.change(&p)
		if got := strings.Join(p.Warnings(), "\n"); got != c.want || p.Check() != nil {
			t.Errorf("%s: %v\ngot  %s\nwant %s", c.name, p.Check(), got, c.want)
		}
	}
}
