package playbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// How a part of one version of a playbook differs from the other.
const (
	DiffAdded   = "added"
	DiffRemoved = "removed"
	DiffMoved   = "moved"
	DiffChanged = "changed"
)

// A Difference is one thing in which a version of a playbook differs from
// another. Step is "" for one of a phase, Phase too for one of the playbook or
// of one of its anchors.
type Difference struct {
	Kind   string // DiffAdded, DiffRemoved, DiffMoved or DiffChanged
	Phase  string // the code of the phase in the newer version, in the older of what was removed
	Step   string // the id of the step
	Anchor string // the id of an anchor of the playbook's own
	Title  string // of the step, phase or anchor
	Field  string // of what was changed: the key in a playbook file
	Was    string // the value, or the place, in words; "" when there was none
	Now    string
}

// String says the difference in one sentence without its full stop.
func (d Difference) String() string {
	what := "Playbook"
	switch {
	case d.Step != "":
		what = fmt.Sprintf("Step %s “%s”", d.Step, clip(d.Title, 80))
	case d.Anchor != "":
		what = fmt.Sprintf("Anchor %s “%s”", d.Anchor, clip(d.Title, 80))
	case d.Phase != "":
		what = fmt.Sprintf("Phase %s “%s”", d.Phase, clip(d.Title, 80))
	}
	switch d.Kind {
	case DiffAdded:
		if d.Step != "" {
			return what + " is new in " + d.Phase + d.place(d.Now)
		}
		return what + " is new" + d.place(d.Now)
	case DiffRemoved:
		if d.Step != "" {
			return what + " is gone from " + d.Phase
		}
		return what + " is gone"
	case DiffMoved:
		return fmt.Sprintf("%s moved: was %s, is now %s", what, d.Was, d.Now)
	}
	return fmt.Sprintf("%s: %s was %s, is now %s", what, FieldWords(d.Field), quoted(d.Was), quoted(d.Now))
}

func (d Difference) place(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

func quoted(s string) string {
	if s == "" {
		return "empty"
	}
	return "“" + clip(strings.Join(strings.Fields(s), " "), 120) + "”"
}

// FieldWords says a key of a playbook file in a person's words.
func FieldWords(key string) string {
	words := map[string]string{"at": "day", "if": "condition", "no-skip": "not skipped without a reason", "customer": "customer’s words",
		"after": "waits for", "exit": "exit criteria", "for": "who it is for", "kickoff": "kickoff after close", "go-live": "go-live after kickoff", "include": "taken from"}
	if w := words[key]; w != "" {
		return w
	}
	return strings.ReplaceAll(key, "-", " ")
}

// A StepValue is one value of a step as a person reads it.
type StepValue struct{ Field, Value string }

// Values returns what a step says but its id, by the key of a playbook file and
// in the order of one.
func (s *Step) Values() []StepValue {
	var inputs []string
	for _, in := range s.Inputs {
		inputs = append(inputs, LabelOf(Roles(), in.Role)+": "+in.What)
	}
	yes := func(b bool) string {
		if b {
			return "yes"
		}
		return ""
	}
	duration := ""
	if s.Duration > 0 {
		duration = plural(s.Duration, "working day")
	}
	return []StepValue{
		{"title", s.Title}, {"role", LabelOf(Roles(), s.Role)}, {"at", s.At()}, {"duration", duration}, {"after", FormatAfter(s.After)},
		{"if", s.When.String()}, {"milestone", yes(s.Milestone)}, {"no-skip", yes(s.NoSkip)}, {"evidence", s.Evidence}, {"customer", s.Customer},
		{"inputs", strings.Join(inputs, "; ")}, {"links", strings.Join(s.Links, ", ")}, {"guidance", s.Guidance},
	}
}

func (ph *TemplatePhase) values() []StepValue {
	return []StepValue{{"code", ph.Code}, {"title", ph.Title}, {"goal", ph.Goal}, {"exit", ph.Exit}, {"customer", ph.Customer}, {"include", ph.Included}}
}

func (p *Playbook) values() []StepValue {
	gap := func(n int) string {
		if n == 0 {
			return ""
		}
		return plural(n, "day")
	}
	return []StepValue{{"title", p.Title}, {"letter", p.Letter}, {"for", p.For}, {"version", strconv.Itoa(p.Version)}, {"kickoff", gap(p.Gaps.Kickoff)}, {"go-live", gap(p.Gaps.GoLive)}}
}

// Diff returns how version b of a playbook differs from version a: the
// playbook's own values, its anchors, then phase by phase in the order of b,
// step by step. A step is the same in both by its id, a phase by its code, or
// by its title where the code is gone.
func Diff(a, b *Playbook) []Difference {
	c := comparing{a: a, b: b, was: map[string]stepPlace{}, now: map[string]stepPlace{}}
	for i, p := range []*Playbook{a, b} {
		for j := range p.Phases {
			for k := range p.Phases[j].Steps {
				[]map[string]stepPlace{c.was, c.now}[i][p.Phases[j].Steps[k].ID] = stepPlace{j, k}
			}
		}
	}
	c.values(Difference{}, a.values(), b.values())
	c.anchors()
	c.phases()
	return c.out
}

type comparing struct {
	a, b     *Playbook
	was, now map[string]stepPlace
	out      []Difference
}

func (c *comparing) values(d Difference, was, now []StepValue) {
	for i := range now {
		if was[i].Value != now[i].Value {
			d.Kind, d.Field, d.Was, d.Now = DiffChanged, now[i].Field, was[i].Value, now[i].Value
			c.out = append(c.out, d)
		}
	}
}

func (c *comparing) anchors() {
	words := func(o *OwnAnchor) string {
		if at := o.At(); at != "" {
			return at
		}
		return "waits until its day is given"
	}
	for i := range c.b.Anchors {
		n := &c.b.Anchors[i]
		d := Difference{Anchor: n.ID, Title: n.Title}
		if o := c.a.Own(n.ID); o != nil {
			c.values(d, []StepValue{{"title", o.Title}, {"at", words(o)}}, []StepValue{{"title", n.Title}, {"at", words(n)}})
			continue
		}
		d.Kind, d.Now = DiffAdded, words(n)
		c.out = append(c.out, d)
	}
	for i := range c.a.Anchors {
		if o := &c.a.Anchors[i]; c.b.Own(o.ID) == nil {
			c.out = append(c.out, Difference{Kind: DiffRemoved, Anchor: o.ID, Title: o.Title})
		}
	}
}

// pairs finds the phase of a that each phase of b was, -1 for a new one.
func (c *comparing) pairs() []int {
	out := make([]int, len(c.b.Phases))
	taken := map[int]bool{}
	pair := func(same func(x, y *TemplatePhase) bool) {
		for j := range c.b.Phases {
			for i := range c.a.Phases {
				if out[j] < 0 && !taken[i] && same(&c.a.Phases[i], &c.b.Phases[j]) {
					out[j], taken[i] = i, true
				}
			}
		}
	}
	for j := range out {
		out[j] = -1
	}
	pair(func(x, y *TemplatePhase) bool { return x.Code == y.Code })
	pair(func(x, y *TemplatePhase) bool { return SameName(x.Title, y.Title) })
	return out
}

func (c *comparing) phases() {
	pair := c.pairs()
	var order []int // of the phases that stay, as they were
	for _, i := range pair {
		if i >= 0 {
			order = append(order, i)
		}
	}
	still := longestRising(order)
	for j := range c.b.Phases {
		ph := &c.b.Phases[j]
		d := Difference{Phase: ph.Code, Title: ph.Title}
		if i := pair[j]; i < 0 {
			d.Kind, d.Now = DiffAdded, behind("phase", codeBefore(c.b, j))
			c.out = append(c.out, d)
		} else {
			c.values(d, c.a.Phases[i].values(), ph.values())
			if !still[i] {
				d.Kind, d.Was, d.Now = DiffMoved, behind("phase", codeBefore(c.a, i)), behind("phase", codeBefore(c.b, j))
				c.out = append(c.out, d)
			}
		}
		c.steps(pair, j)
	}
	for i := range c.a.Phases {
		if slices.Contains(pair, i) {
			continue
		}
		ph := &c.a.Phases[i]
		c.out = append(c.out, Difference{Kind: DiffRemoved, Phase: ph.Code, Title: ph.Title})
		c.removed(i)
	}
}

func codeBefore(p *Playbook, i int) string {
	if i == 0 {
		return ""
	}
	return p.Phases[i-1].Code
}

func behind(what, other string) string {
	if other == "" {
		return "the first " + what
	}
	return "behind " + other
}

func (c *comparing) steps(pair []int, j int) {
	ph := &c.b.Phases[j]
	var order []int // of the steps that stay in the phase, as they were
	for k := range ph.Steps {
		if was, ok := c.was[ph.Steps[k].ID]; ok && was.phase == pair[j] {
			order = append(order, was.step)
		}
	}
	still := longestRising(order)
	before := ""
	for k := range ph.Steps {
		s := &ph.Steps[k]
		d := Difference{Phase: ph.Code, Step: s.ID, Title: s.Title}
		was, ok := c.was[s.ID]
		switch {
		case !ok:
			d.Kind, d.Now = DiffAdded, behind("step", before)
			c.out = append(c.out, d)
		case was.phase != pair[j]:
			d.Kind, d.Was, d.Now = DiffMoved, "in "+c.a.Phases[was.phase].Code, "in "+ph.Code
			c.out = append(c.out, d)
		case !still[was.step]:
			old := ""
			if was.step > 0 {
				old = c.a.Phases[was.phase].Steps[was.step-1].ID
			}
			d.Kind, d.Was, d.Now = DiffMoved, behind("step", old), behind("step", before)
			c.out = append(c.out, d)
		}
		if ok {
			c.values(d, c.a.Phases[was.phase].Steps[was.step].Values(), s.Values())
		}
		before = s.ID
	}
	if pair[j] >= 0 {
		c.removed(pair[j])
	}
}

// removed tells of the steps of a phase of a that are nowhere in b.
func (c *comparing) removed(i int) {
	ph := &c.a.Phases[i]
	for k := range ph.Steps {
		s := &ph.Steps[k]
		if _, ok := c.now[s.ID]; !ok {
			c.out = append(c.out, Difference{Kind: DiffRemoved, Phase: ph.Code, Step: s.ID, Title: s.Title})
		}
	}
}

// longestRising returns the members of a longest rising row of numbers that are
// all different: what need not move for the rest to be put in its place.
func longestRising(list []int) map[int]bool {
	best := make([]int, len(list)) // length of the longest row that ends here
	from := make([]int, len(list))
	last := -1
	for i := range list {
		best[i], from[i] = 1, -1
		for j := range i {
			if list[j] < list[i] && best[j]+1 > best[i] {
				best[i], from[i] = best[j]+1, j
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	out := map[int]bool{}
	for ; last >= 0; last = from[last] {
		out[list[last]] = true
	}
	return out
}
