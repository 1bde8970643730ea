package playbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The anchors that offsets count from, as stored; Anchors has their labels.
const (
	AnchorClose   = "close"
	AnchorKickoff = "kickoff"
	AnchorGoLive  = "go_live"
	AnchorRenewal = "renewal"
)

// MaxOffset bounds an offset and a default gap: ten years, in days.
const MaxOffset = 3650

// A Playbook is the template of a plan. It holds offsets, never dates.
type Playbook struct {
	ID      string // "low-touch-30": lower-case words joined by hyphens
	Letter  string // a short name for lookup, "" or one capital: "A"
	Title   string
	For     string // who it is for, one sentence
	Version int    // from 1; raised with every published change
	Builtin bool   // comes with the program
	Gaps    Gaps
	Anchors []OwnAnchor // beside close, kickoff, go-live and renewal
	Phases  []TemplatePhase
}

// An OwnAnchor is a day that only this playbook counts from, such as the day
// on which the data arrives. While its date is not given it follows another
// anchor, or, with From empty, its steps wait.
type OwnAnchor struct {
	ID    string // lower-case words joined by hyphens, never that of another anchor
	Title string
	From  string // one of Anchors, or ""
	Days  int    // calendar days from it
}

// Gaps are the default distances between anchors in calendar days. 0 means
// that there is no default: dates wait until the anchor is given.
type Gaps struct {
	Kickoff int // from close to kickoff
	GoLive  int // from kickoff to go-live
}

// A TemplatePhase is a stretch of a playbook with the criteria that end it.
type TemplatePhase struct {
	Code     string // "A0", "A1", …
	Title    string
	Goal     string // what the phase is for, one sentence
	Exit     string // criteria, separated by semicolons
	Included string // the id of the playbook that the phase was taken from, "" for its own
	Customer string // the phase in the customer's words
	Steps    []Step
}

// A Step is what becomes one task of a plan.
type Step struct {
	ID        string // stays the same over versions, so that plans can be upgraded
	Title     string
	Role      string // one of Roles: who is accountable
	Anchor    string // one of Anchors, or the id of an OwnAnchor
	Days      int    // from the anchor, negative before it
	Working   bool   // Days are working days; calendar days otherwise
	Duration  int    // working days that the work takes, the last one its date; 0 is 1
	After     []Dependency
	Milestone bool
	NoSkip    bool   // skipping needs a reason; a plan without the step is told so
	Evidence  string // what to show when it is done, "" when nothing is asked
	Customer  string // the line in the customer's words, "" when the customer does not see it
	Inputs    []InputSlot
	When      Condition // on fields of the account; the zero Condition always holds
	Links     []string  // procedures: web addresses or names of files
	Guidance  string    // how to do it well
}

// A Dependency says that a step begins only when another has ended.
type Dependency struct {
	Step string // the id of the other step
	Lag  int    // working days between the end of the other and the begin of this, 0 for the next working day
}

// An InputSlot is what a role has to contribute before a step can be done well.
type InputSlot struct {
	Role string // one of Roles
	What string // "known gaps"
}

// StepCount returns the number of steps in all phases.
func (p *Playbook) StepCount() int {
	n := 0
	for i := range p.Phases {
		n += len(p.Phases[i].Steps)
	}
	return n
}

// Step returns the step with this ID, nil when there is none.
func (p *Playbook) Step(id string) *Step {
	for i := range p.Phases {
		for j := range p.Phases[i].Steps {
			if s := &p.Phases[i].Steps[j]; s.ID == id {
				return s
			}
		}
	}
	return nil
}

// Uses tells whether any step counts from the anchor.
func (p *Playbook) Uses(anchor string) bool {
	for i := range p.Phases {
		if slices.ContainsFunc(p.Phases[i].Steps, func(s Step) bool { return s.Anchor == anchor }) {
			return true
		}
	}
	return false
}

// Clone returns a copy that shares nothing with p.
func (p *Playbook) Clone() Playbook {
	c := *p
	c.Phases = slices.Clone(p.Phases)
	for i := range c.Phases {
		c.Phases[i].Steps = slices.Clone(c.Phases[i].Steps)
		for j := range c.Phases[i].Steps {
			s := &c.Phases[i].Steps[j]
			s.After, s.Inputs, s.Links = slices.Clone(s.After), slices.Clone(s.Inputs), slices.Clone(s.Links)
		}
	}
	c.Anchors = slices.Clone(c.Anchors)
	return c
}

// At returns when the step is due, as ParseAt reads it: "close-10",
// "kickoff", "go-live+7".
func (s *Step) At() string {
	a := strings.ReplaceAll(s.Anchor, "_", "-")
	if s.Days == 0 {
		return a
	}
	return fmt.Sprintf("%s%+d", a, s.Days)
}

// ParseAt reads an anchor and the calendar days from it: "close-10",
// "kickoff", "kickoff+7", "go-live - 3", "renewal-90". The error is one
// sentence that says what would be right.
func ParseAt(s string) (anchor string, days int, err error) {
	t := strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(s), "")), "_", "-")
	rest := ""
	for _, o := range Anchors() {
		name := strings.ReplaceAll(o.Value, "_", "-")
		if after, ok := strings.CutPrefix(t, name); ok {
			anchor, rest = o.Value, after
			break
		}
	}
	if anchor == "" {
		return "", 0, invalid("at", "%q does not begin with an anchor; write close, kickoff, go-live or renewal and the days from it, like close-10 or kickoff+7", clip(s, 40))
	}
	if rest == "" {
		return anchor, 0, nil
	}
	n, convErr := strconv.Atoi(rest)
	if convErr != nil || (rest[0] != '+' && rest[0] != '-') {
		return "", 0, invalid("at", "%q has no whole number of days after the anchor; write it like close-10 or kickoff+7", clip(s, 40))
	}
	if n < -MaxOffset || n > MaxOffset {
		return "", 0, invalid("at", "%q is more than ten years from its anchor; use at most %d days", clip(s, 40), MaxOffset)
	}
	return anchor, n, nil
}
