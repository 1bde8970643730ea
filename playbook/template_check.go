package playbook

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Above these a playbook tends to be left aside; they are warnings.
const (
	manySteps         = 40
	manyStepsPerPhase = 10
	mostCustomerOwned = 35 // per cent
	longLead          = 20 // working days
)

// The longest texts of a playbook, in runes, and its largest size.
const (
	maxStepText = 500
	maxGuidance = 4000
	maxKey      = 60
	maxPhases   = 50
	maxSteps    = 1000
	maxAnchors  = 20
	maxEntries  = 20 // dependencies, inputs or links of one step
)

// roleCustomer is the role of steps that the customer does.
const roleCustomer = "customer"

// A Finding is one thing to say about a playbook: an error, or a Warning,
// which forbids nothing. Phase and Step are indexes from 0, -1 for the whole
// playbook or the whole phase. Field is the key in a playbook file, or "".
// Anchor is an index too where Field is "anchors", else -1.
type Finding struct {
	Phase, Step int
	Anchor      int
	Field       string
	Message     string // one sentence: what is wrong; what would be right
	Warning     bool
}

// Check refuses a playbook that no plan can be made of. It returns the first
// error among Findings as an *InvalidError.
func (p *Playbook) Check() error {
	for _, f := range p.Findings() {
		if !f.Warning {
			return invalid(f.Field, "%s: %s.", f.place(p), f.Message)
		}
	}
	return nil
}

// Warnings returns what makes the playbook hard to use, each one sentence.
func (p *Playbook) Warnings() []string {
	var out []string
	for _, f := range p.Findings() {
		if f.Warning {
			out = append(out, fmt.Sprintf("%s: %s.", f.place(p), f.Message))
		}
	}
	return out
}

func (f *Finding) place(p *Playbook) string {
	switch {
	case f.Anchor >= 0:
		return "Anchor " + clip(p.Anchors[f.Anchor].ID, maxKey)
	case f.Step >= 0:
		s := p.Phases[f.Phase].Steps[f.Step]
		return fmt.Sprintf("Phase %s, step %d (%s)", clip(p.Phases[f.Phase].Code, 20), f.Step+1, clip(s.ID, maxKey))
	case f.Phase >= 0:
		return "Phase " + clip(p.Phases[f.Phase].Code, 20)
	}
	return "Playbook " + clip(p.ID, maxKey)
}

// Findings returns all errors and warnings, in the order of the playbook.
func (p *Playbook) Findings() []Finding {
	c := checking{p: p, codes: map[string]bool{}, ids: map[string]string{}}
	c.head()
	if len(p.Phases) <= maxPhases && p.StepCount() <= maxSteps && len(p.Anchors) <= maxAnchors {
		for i := range p.Anchors {
			c.anchor(i)
		}
		for i := range p.Phases {
			c.phase(i)
		}
		c.dependencies()
		c.whole()
	}
	return c.out
}

type checking struct {
	p     *Playbook
	codes map[string]bool
	ids   map[string]string // step id to the code of its phase
	out   []Finding
}

func (c *checking) add(phase, step int, field, format string, args ...any) {
	c.out = append(c.out, Finding{Phase: phase, Step: step, Anchor: -1, Field: field, Message: fmt.Sprintf(format, args...)})
}

func (c *checking) warn(phase, step int, field, format string, args ...any) {
	c.add(phase, step, field, format, args...)
	c.out[len(c.out)-1].Warning = true
}

func (c *checking) head() {
	p := c.p
	if !isSlug(p.ID) {
		c.add(-1, -1, "id", "%q is not an id; write lower-case words joined by hyphens, like low-touch-30", clip(p.ID, maxKey))
	}
	if p.Letter != "" && (len(p.Letter) != 1 || p.Letter[0] < 'A' || p.Letter[0] > 'Z') {
		c.add(-1, -1, "letter", "%q is not one capital letter; write one from A to Z, or leave it out", clip(p.Letter, 20))
	}
	c.text(-1, -1, "title", p.Title, true)
	c.text(-1, -1, "for", p.For, false)
	if p.Version < 1 {
		c.add(-1, -1, "version", "version is %d; write a whole number from 1", p.Version)
	}
	if p.Gaps.Kickoff < 0 || p.Gaps.Kickoff > MaxOffset || p.Gaps.GoLive < 0 || p.Gaps.GoLive > MaxOffset {
		c.add(-1, -1, "gaps", "a default gap is outside 0 to %d days; write whole days", MaxOffset)
	}
	switch {
	case len(p.Phases) == 0:
		c.add(-1, -1, "phases", "there are no phases; add at least one with a step")
	case len(p.Phases) > maxPhases || p.StepCount() > maxSteps:
		c.add(-1, -1, "phases", "there are %d phases and %d steps; at most %d and %d are read", len(p.Phases), p.StepCount(), maxPhases, maxSteps)
	case len(p.Anchors) > maxAnchors:
		c.add(-1, -1, "anchors", "there are %d anchors of the playbook's own; at most %d are read", len(p.Anchors), maxAnchors)
	}
}

func (c *checking) phase(i int) {
	ph := &c.p.Phases[i]
	c.text(i, -1, "code", ph.Code, true)
	if ph.Code != "" && c.codes[ph.Code] {
		c.add(i, -1, "code", "the code %q is used by an earlier phase; give every phase its own", clip(ph.Code, 20))
	}
	c.codes[ph.Code] = true
	c.text(i, -1, "title", ph.Title, true)
	c.text(i, -1, "goal", ph.Goal, false)
	c.text(i, -1, "exit", ph.Exit, false)
	c.text(i, -1, "customer", ph.Customer, false)
	if len(ph.Steps) == 0 {
		c.add(i, -1, "steps", "the phase has no steps; add one or remove the phase")
	}
	shown := false
	for j := range ph.Steps {
		c.step(i, j)
		shown = shown || ph.Steps[j].Customer != ""
	}
	if shown && blank(ph.Customer) {
		c.add(i, -1, "customer", "the customer sees steps of this phase but not its name; add customer: with the phase in the customer's words")
	}
	if blank(ph.Exit) {
		c.warn(i, -1, "exit", "nothing says when the phase is over; add exit: with its criteria")
	}
	if n := len(ph.Steps); n > manyStepsPerPhase {
		c.warn(i, -1, "steps", "the phase has %d steps; more than %d are rarely followed, split it", n, manyStepsPerPhase)
	}
}

func (c *checking) step(i, j int) {
	ph := &c.p.Phases[i]
	s := &ph.Steps[j]
	if !isSlug(s.ID) {
		c.add(i, j, "id", "%q is not an id; write lower-case words joined by hyphens, like submit-handoff", clip(s.ID, maxKey))
	} else if code, twice := c.ids[s.ID]; twice {
		c.add(i, j, "id", "the id %s is used in phase %s already; give every step its own", s.ID, clip(code, 20))
	} else {
		c.ids[s.ID] = ph.Code
	}
	c.text(i, j, "title", s.Title, true)
	c.text(i, j, "evidence", s.Evidence, false)
	c.text(i, j, "customer", s.Customer, false)
	if s.Role == "" || oneOf("role", s.Role, Roles()) != nil {
		c.add(i, j, "role", "%q is not a role; it is one of %s", clip(s.Role, 40), optionList(Roles()))
	}
	if s.Anchor == "" || oneOf("anchor", s.Anchor, Anchors()) != nil && c.p.Own(s.Anchor) == nil {
		c.add(i, j, "at", "%q is not an anchor; it is one of %s", clip(s.Anchor, 40), c.anchorList())
	}
	if s.Days < -MaxOffset || s.Days > MaxOffset {
		c.add(i, j, "at", "%d days are more than ten years from the anchor; use at most %d", s.Days, MaxOffset)
	}
	if s.Duration < 0 || s.Duration > MaxOffset {
		c.add(i, j, "duration", "a duration of %d is outside 0 to %d working days; write how long the work takes", s.Duration, MaxOffset)
	}
	c.details(i, j, s)
	if s.Role == roleCustomer && blank(s.Customer) {
		c.add(i, j, "customer", "the customer does this step but has no words for it; add customer: with what they read")
	}
}

func (c *checking) text(phase, step int, field, s string, must bool) {
	switch {
	case must && blank(s):
		c.add(phase, step, field, "%s is missing; add %s: with a short text", field, field)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }):
		c.add(phase, step, field, "%s holds a character that cannot be shown; write it again on one line", field)
	case utf8.RuneCountInString(s) > maxStepText:
		c.add(phase, step, field, "%s is longer than %d characters; shorten it", field, maxStepText)
	}
}

// isSlug tells whether s is lower-case words joined by single hyphens.
func isSlug(s string) bool {
	if s == "" || len(s) > maxKey {
		return false
	}
	for part := range strings.SplitSeq(s, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}
