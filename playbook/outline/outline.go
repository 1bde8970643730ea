// Package outline edits a playbook as one list of lines, the way an outline is
// edited: a line is added, moved, indented under the phase above or brought out
// as a phase of its own, and taken away. Every value of a line has a text form,
// so that what somebody is typing can be kept before it is understood. It knows
// nothing of windows and stores nothing.
package outline

import (
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
)

// A Line is one line: the playbook itself, a phase, or a step.
type Line struct {
	Phase int // -1 for the playbook itself
	Step  int // -1 for a phase and for the playbook
}

// IsBook, IsPhase and IsStep tell what the line is.
func (l Line) IsBook() bool  { return l.Phase < 0 }
func (l Line) IsPhase() bool { return l.Phase >= 0 && l.Step < 0 }
func (l Line) IsStep() bool  { return l.Phase >= 0 && l.Step >= 0 }

// An Outline is a playbook while it is edited.
type Outline struct {
	Book playbook.Playbook
	// Loose is what was typed and is not understood yet, by place and field.
	Loose map[string]string

	// What a line was before it became another kind, so that turning it back
	// brings everything back, by the code of a phase and the id of a step.
	steps  map[string]playbook.Step
	phases map[string]playbook.TemplatePhase
	known  map[string]bool // the ids of steps that plans may run from
}

// New returns the outline of a playbook. base is the version that is changed,
// nil for a new one: the ids of its steps stay whatever becomes of their titles.
func New(book playbook.Playbook, base *playbook.Playbook) *Outline {
	o := &Outline{Book: book.Clone(), Loose: map[string]string{}, steps: map[string]playbook.Step{}, phases: map[string]playbook.TemplatePhase{}, known: map[string]bool{}}
	if base != nil {
		for i := range base.Phases {
			for j := range base.Phases[i].Steps {
				o.known[base.Phases[i].Steps[j].ID] = true
			}
		}
	}
	return o
}

// Lines returns all lines in order, the playbook itself first.
func (o *Outline) Lines() []Line {
	out := []Line{{-1, -1}}
	for i := range o.Book.Phases {
		out = append(out, Line{i, -1})
		for j := range o.Book.Phases[i].Steps {
			out = append(out, Line{i, j})
		}
	}
	return out
}

// Index returns where a line is among Lines, 0 when it is nowhere.
func (o *Outline) Index(l Line) int { return max(slices.Index(o.Lines(), l), 0) }

// Phase returns the phase of a line, nil for the playbook itself; Step its step,
// nil for another line.
func (o *Outline) Phase(l Line) *playbook.TemplatePhase {
	if l.Phase < 0 || l.Phase >= len(o.Book.Phases) {
		return nil
	}
	return &o.Book.Phases[l.Phase]
}

// Step returns the step of a line, nil for another line.
func (o *Outline) Step(l Line) *playbook.Step {
	ph := o.Phase(l)
	if ph == nil || l.Step < 0 || l.Step >= len(ph.Steps) {
		return nil
	}
	return &ph.Steps[l.Step]
}

// Title returns what a line is called.
func (o *Outline) Title(l Line) string {
	switch {
	case l.IsBook():
		return o.Book.Title
	case l.IsPhase():
		return o.Phase(l).Title
	}
	return o.Step(l).Title
}

// AddStep puts an empty step below a line: the next in its phase, or the first
// of a phase. It counts from what the step above counts from. A playbook without
// a phase gets one.
func (o *Outline) AddStep(below Line) Line {
	if below.IsBook() {
		if len(o.Book.Phases) == 0 {
			below = o.AddPhase(below)
		} else {
			below = Line{0, -1}
		}
	}
	ph := o.own(below.Phase)
	s := playbook.Step{ID: o.freeID("step", ""), Role: "cs", Anchor: playbook.AnchorKickoff}
	if above := o.stepBefore(Line{below.Phase, below.Step + 1}); above != nil {
		s.Role, s.Anchor, s.Days, s.Working = above.Role, above.Anchor, above.Days, above.Working
	}
	ph.Steps = slices.Insert(ph.Steps, below.Step+1, s)
	return Line{below.Phase, below.Step + 1}
}

// stepBefore returns the step that stands before a line, in its phase or the
// last of an earlier one.
func (o *Outline) stepBefore(l Line) *playbook.Step {
	if l.Step > 0 {
		return &o.Book.Phases[l.Phase].Steps[l.Step-1]
	}
	for i := l.Phase - 1; i >= 0; i-- {
		if n := len(o.Book.Phases[i].Steps); n > 0 {
			return &o.Book.Phases[i].Steps[n-1]
		}
	}
	return nil
}

// AddPhase puts an empty phase below the phase of a line, or first.
func (o *Outline) AddPhase(below Line) Line {
	at := below.Phase + 1
	o.Book.Phases = slices.Insert(o.Book.Phases, at, playbook.TemplatePhase{Code: o.freeCode()})
	return Line{at, -1}
}

// Move moves a line by -1 or +1 and returns where it is then; ok is false where
// it stands at the end already. A phase takes its steps along; a step goes on
// into the neighbouring phase.
func (o *Outline) Move(l Line, by int) (to Line, ok bool) {
	switch {
	case l.IsBook():
		return l, false
	case l.IsPhase():
		to = Line{l.Phase + by, -1}
		if to.Phase < 0 || to.Phase >= len(o.Book.Phases) {
			return l, false
		}
		ps := o.Book.Phases
		ps[l.Phase], ps[to.Phase] = ps[to.Phase], ps[l.Phase]
		return to, true
	}
	ph := o.Phase(l)
	to = Line{l.Phase, l.Step + by}
	if to.Step >= 0 && to.Step < len(ph.Steps) {
		o.own(l.Phase)
		ph.Steps[l.Step], ph.Steps[to.Step] = ph.Steps[to.Step], ph.Steps[l.Step]
		return to, true
	}
	next := l.Phase + by
	if next < 0 || next >= len(o.Book.Phases) {
		return l, false
	}
	s := *o.Step(l)
	o.cut(l)
	to = Line{next, 0}
	if by < 0 {
		to.Step = len(o.Book.Phases[next].Steps)
	}
	other := o.own(next)
	other.Steps = slices.Insert(other.Steps, to.Step, s)
	return to, true
}

// Indent makes a phase a step of the phase above, behind its last; the steps of
// the phase follow it there. ok is false where there is no phase above, and for
// a step.
func (o *Outline) Indent(l Line) (to Line, ok bool) {
	if !l.IsPhase() || l.Phase == 0 {
		return l, false
	}
	ph := *o.Phase(l)
	above := o.own(l.Phase - 1)
	s, was := o.steps[ph.Code]
	if !was {
		s = playbook.Step{Role: "cs", Anchor: playbook.AnchorKickoff, Guidance: sentences(ph.Goal, ph.Exit)}
		if prev := o.stepBefore(l); prev != nil {
			s.Role, s.Anchor, s.Days, s.Working = prev.Role, prev.Anchor, prev.Days, prev.Working
		}
	}
	s.Title, s.Customer = ph.Title, ph.Customer
	if s.ID == "" || o.Book.Step(s.ID) != nil {
		s.ID = o.freeID(s.Title, "")
	}
	kept := ph
	kept.Steps = nil
	o.phases[s.ID] = kept
	to = Line{l.Phase - 1, len(above.Steps)}
	above.Steps = append(append(above.Steps, s), ph.Steps...)
	o.Book.Phases = slices.Delete(o.Book.Phases, l.Phase, l.Phase+1)
	return to, true
}

func sentences(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" }), "\n")
}

// Outdent makes a step a phase below its own; the steps below it become steps of
// that phase. ok is false for a line that is no step.
func (o *Outline) Outdent(l Line) (to Line, ok bool) {
	if !l.IsStep() {
		return l, false
	}
	ph := o.own(l.Phase)
	s := ph.Steps[l.Step]
	n, was := o.phases[s.ID]
	if !was || slices.ContainsFunc(o.Book.Phases, func(p playbook.TemplatePhase) bool { return p.Code == n.Code }) {
		n.Code = o.freeCode()
	}
	if !was {
		n.Goal = strings.Join(strings.Fields(s.Guidance), " ")
	}
	n.Title, n.Customer, n.Included = s.Title, s.Customer, ""
	n.Steps = slices.Clone(ph.Steps[l.Step+1:])
	o.steps[n.Code] = s
	ph.Steps = ph.Steps[:l.Step:l.Step]
	o.Book.Phases = slices.Insert(o.Book.Phases, l.Phase+1, n)
	return Line{l.Phase + 1, -1}, true
}

// Remove takes a line away, a phase with its steps, and returns the line that is
// marked next. ok is false for the playbook itself.
func (o *Outline) Remove(l Line) (next Line, ok bool) {
	switch {
	case l.IsBook():
		return l, false
	case l.IsPhase():
		o.Book.Phases = slices.Delete(o.Book.Phases, l.Phase, l.Phase+1)
		return Line{min(l.Phase, len(o.Book.Phases)-1), -1}, true
	}
	o.cut(l)
	return Line{l.Phase, min(l.Step, len(o.Phase(l).Steps)-1)}, true
}

func (o *Outline) cut(l Line) {
	ph := o.own(l.Phase)
	ph.Steps = slices.Delete(slices.Clone(ph.Steps), l.Step, l.Step+1)
}

// own returns a phase to change; one that was taken from another playbook is
// this one's from then on.
func (o *Outline) own(i int) *playbook.TemplatePhase {
	ph := &o.Book.Phases[i]
	ph.Included = ""
	return ph
}

// freeID makes an id of words that no step but except has.
func (o *Outline) freeID(words, except string) string {
	wish := playbook.Slug(words, "step")
	id := wish
	for n := 2; id != except && (o.known[id] || o.Book.Step(id) != nil); n++ {
		id = wish + "-" + strconv.Itoa(n)
	}
	return id
}

// freeCode returns the code of a new phase: the letter that the others have with
// the next figure.
func (o *Outline) freeCode() string {
	letter, high := "P", 0
	if o.Book.Letter != "" {
		letter = o.Book.Letter
	}
	for _, ph := range o.Book.Phases {
		head := strings.TrimRight(ph.Code, "0123456789")
		if n, err := strconv.Atoi(ph.Code[len(head):]); err == nil {
			letter, high = head, max(high, n)
		}
	}
	return letter + strconv.Itoa(high+1)
}

// rename gives a step another title. While no plan can know the step, its id
// follows the title, and so does what waits for it.
func (o *Outline) rename(s *playbook.Step, title string) {
	s.Title = title
	if o.known[s.ID] || strings.TrimSpace(title) == "" {
		return
	}
	was, now := s.ID, o.freeID(title, s.ID)
	if was == now {
		return
	}
	s.ID = now
	for i := range o.Book.Phases {
		for j := range o.Book.Phases[i].Steps {
			after := o.Book.Phases[i].Steps[j].After
			for k := range after {
				if after[k].Step == was {
					after[k].Step = now
				}
			}
		}
	}
	if ph, ok := o.phases[was]; ok {
		delete(o.phases, was)
		o.phases[now] = ph
	}
}
