package playbook

import (
	"errors"
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

// Own returns the anchor of the playbook's own with this id, nil when there is
// none.
func (p *Playbook) Own(id string) *OwnAnchor {
	for i := range p.Anchors {
		if p.Anchors[i].ID == id {
			return &p.Anchors[i]
		}
	}
	return nil
}

// AnchorLabel returns what an anchor is called: “Go-live”, or the title of one
// of the playbook's own.
func (p *Playbook) AnchorLabel(anchor string) string {
	if a := p.Own(anchor); a != nil {
		return a.Title
	}
	return LabelOf(Anchors(), anchor)
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
			s.When.Parts = slices.Clone(s.When.Parts)
		}
	}
	c.Anchors = slices.Clone(c.Anchors)
	return c
}

// An Offset is a distance from an anchor, as a step of a playbook has it.
type Offset struct {
	Anchor  string // one of Anchors, or the id of an OwnAnchor
	Days    int
	Working bool // Days are working days; never of 0 days
}

// String writes the offset as ParseAt reads it: "close-10", "kickoff",
// "kickoff+5 working".
func (o Offset) String() string {
	name := o.Anchor
	if isBuiltInAnchor(name) {
		name = strings.ReplaceAll(name, "_", "-")
	}
	switch {
	case o.Days == 0:
		return name
	case o.Working:
		return fmt.Sprintf("%s%+d working", name, o.Days)
	}
	return fmt.Sprintf("%s%+d", name, o.Days)
}

// At returns when the step is due, as ParseAt reads it: "close-10",
// "kickoff", "go-live+7", "kickoff+5 working".
func (s *Step) At() string { return Offset{s.Anchor, s.Days, s.Working}.String() }

// SetAt gives the step another day.
func (s *Step) SetAt(o Offset) { s.Anchor, s.Days, s.Working = o.Anchor, o.Days, o.Working }

// At returns where the anchor lies while its day is not given, as ParseAt reads
// it, "" for one that waits.
func (a *OwnAnchor) At() string {
	if a.From == "" {
		return ""
	}
	return Offset{Anchor: a.From, Days: a.Days}.String()
}

// ParseAt reads an anchor and the days from it: "close-10", "kickoff",
// "kickoff+5 working", "go-live - 3 days", "data-delivered+2" where
// data-delivered is one of own. The error is an *InvalidError, one sentence
// without its full stop that says what would be right.
func ParseAt(s string, own ...OwnAnchor) (Offset, error) {
	t := strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(s), "")), "_", "-")
	var names, ownNames []string
	for _, o := range Anchors() {
		names = append(names, strings.ReplaceAll(o.Value, "_", "-"))
	}
	for _, a := range own {
		ownNames = append(ownNames, a.ID)
	}
	names = append(names, ownNames...)
	// The longest first: close-out is not two days before close.
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) })
	var wrong error
	for _, name := range names {
		rest, ok := strings.CutPrefix(t, name)
		if !ok || name == "" {
			continue
		}
		o := Offset{Anchor: name}
		if isBuiltInAnchor(name) {
			o.Anchor = strings.ReplaceAll(name, "-", "_")
		}
		if rest == "" {
			return o, nil
		}
		rest, o.Working = cutDays(rest)
		n, err := strconv.Atoi(rest)
		if err != nil && !errors.Is(err, strconv.ErrRange) || rest[0] != '+' && rest[0] != '-' {
			if wrong == nil {
				wrong = invalid("at", "%q has no whole number of days after the anchor; write it like close-10, kickoff+7 or kickoff+5 working", clip(s, 40))
			}
			continue
		}
		if err != nil || n < -MaxOffset || n > MaxOffset {
			return Offset{}, invalid("at", "%q is more than ten years from its anchor; use at most %d days", clip(s, 40), MaxOffset)
		}
		if o.Days = n; n == 0 {
			o.Working = false
		}
		return o, nil
	}
	if wrong != nil {
		return Offset{}, wrong
	}
	also := ""
	if len(ownNames) > 0 {
		also = ", or one of the playbook's own (" + clip(strings.Join(ownNames, ", "), 200) + "),"
	}
	return Offset{}, invalid("at", "%q does not begin with an anchor; write close, kickoff, go-live or renewal%s and the days from it, like close-10 or kickoff+7", clip(s, 40), also)
}

// cutDays takes the word for the kind of days from the end.
func cutDays(s string) (rest string, working bool) {
	for _, word := range []string{"workingdays", "workingday", "working"} {
		if rest, ok := strings.CutSuffix(s, word); ok && rest != "" {
			return rest, true
		}
	}
	for _, word := range []string{"calendardays", "calendarday", "days", "day"} {
		if rest, ok := strings.CutSuffix(s, word); ok && rest != "" {
			return rest, false
		}
	}
	return s, false
}
