package library

import (
	"slices"
	"strconv"
	"strings"

	"kept/playbook"

	"go.yaml.in/yaml/v3"
)

// The keys of each level, in the order in which they are written.
func playbookKeys() []string {
	return []string{"format", "id", "letter", "title", "for", "version", "gaps", "anchors", "phases"}
}
func gapKeys() []string     { return []string{"kickoff", "go-live"} }
func anchorKeys() []string  { return []string{"id", "title", "at"} }
func phaseKeys() []string   { return []string{"code", "title", "goal", "exit", "customer", "steps"} }
func includeKeys() []string { return []string{"include", "phases"} }
func stepKeys() []string {
	return []string{"id", "title", "role", "at", "duration", "after", "if", "milestone", "no-skip", "evidence", "customer", "inputs", "links", "guidance"}
}
func inputKeys() []string { return []string{"role", "what"} }

// newKeys are those that a file of format 1 does not have.
var newKeys = []string{"anchors", "goal", "include", "duration", "after", "if", "inputs", "links", "guidance"}

// playbook reads the whole file.
func (in *reader) playbook(n *yaml.Node) (p playbook.Playbook) {
	in.format = Format
	v, ok := in.mapping(n, "a playbook", place{-1, -1, ""}, playbookKeys())
	if !ok {
		return p
	}
	if f := v["format"]; f == nil {
		in.Say(n.Line, "format is missing; add format: %d as the first line", Format)
	} else if in.format = in.whole(f, "format"); in.format < oldest || in.format > Format {
		in.Say(f.Line, "format is %q; this program reads format: %d and %d", clip(f.Value), oldest, Format)
		in.format = Format
	}
	p.ID = in.text(v["id"], "id")
	p.Letter = in.text(v["letter"], "letter")
	p.Title = in.text(v["title"], "title")
	p.For = in.text(v["for"], "for")
	p.Version = in.whole(v["version"], "version")
	if g := v["gaps"]; g != nil {
		if gaps, ok := in.mapping(g, "gaps", place{-1, -1, "gaps"}, gapKeys()); ok {
			p.Gaps.Kickoff = in.whole(gaps["kickoff"], "kickoff")
			p.Gaps.GoLive = in.whole(gaps["go-live"], "go-live")
		}
	}
	in.since2(v["anchors"], place{-1, -1, "anchors"})
	for i, a := range in.list(v["anchors"], "anchors", "id: data-delivered") {
		p.Anchors = append(p.Anchors, in.anchor(a, i))
	}
	phases := in.list(v["phases"], "phases", "code: A0")
	taken := in.modules(phases, &p)
	for i, ph := range phases {
		if m, ok := taken[i]; ok {
			for _, x := range m {
				in.lines[place{len(p.Phases), -1, ""}] = ph.Line
				p.Phases = append(p.Phases, x)
			}
			continue
		}
		p.Phases = append(p.Phases, in.phase(ph, len(p.Phases), p.Anchors))
	}
	return p
}

// since2 refuses a key of format 2 in a file that says format 1, which an
// older program would refuse as well.
func (in *reader) since2(n *yaml.Node, at place) {
	if n != nil && in.format < 2 {
		in.Say(in.lines[at], "%s belongs to format: 2; write that as the first line", at.field)
	}
}

func (in *reader) anchor(n *yaml.Node, i int) (a playbook.OwnAnchor) {
	v, ok := in.mapping(n, "an anchor", place{anchorPhase, i, ""}, anchorKeys())
	if !ok {
		return a
	}
	a.ID = in.text(v["id"], "id")
	a.Title = in.text(v["title"], "title")
	if at := v["at"]; at != nil {
		o, err := playbook.ParseAt(in.text(at, "at"))
		switch {
		case err != nil:
			in.Say(at.Line, "%v", err)
		case o.Working:
			in.Say(at.Line, "an anchor follows another by calendar days; take out working")
		}
		a.From, a.Days = o.Anchor, o.Days
	}
	return a
}

func (in *reader) phase(n *yaml.Node, i int, own []playbook.OwnAnchor) (ph playbook.TemplatePhase) {
	v, ok := in.mapping(n, "a phase", place{i, -1, ""}, phaseKeys())
	if !ok {
		return ph
	}
	in.since2(v["goal"], place{i, -1, "goal"})
	ph.Code = in.text(v["code"], "code")
	ph.Title = in.text(v["title"], "title")
	ph.Goal = in.text(v["goal"], "goal")
	ph.Exit = in.text(v["exit"], "exit")
	ph.Customer = in.text(v["customer"], "customer")
	for j, s := range in.list(v["steps"], "steps", "id: submit-handoff") {
		ph.Steps = append(ph.Steps, in.step(s, i, j, own))
	}
	return ph
}

func (in *reader) step(n *yaml.Node, i, j int, own []playbook.OwnAnchor) (s playbook.Step) {
	v, ok := in.mapping(n, "a step", place{i, j, ""}, stepKeys())
	if !ok {
		return s
	}
	for _, key := range newKeys {
		in.since2(v[key], place{i, j, key})
	}
	s.ID = in.text(v["id"], "id")
	s.Title = in.text(v["title"], "title")
	s.Evidence = in.text(v["evidence"], "evidence")
	s.Customer = in.text(v["customer"], "customer")
	s.Milestone = in.yes(v["milestone"], "milestone")
	s.NoSkip = in.yes(v["no-skip"], "no-skip")
	s.Duration = in.whole(v["duration"], "duration")
	s.Role = in.role(v["role"], n, "who does the step, like cs or customer")
	in.at(v["at"], n, own, &s)
	for _, a := range in.texts(v["after"], "after", "submit-handoff") {
		after, err := playbook.ParseAfter(a.text)
		if err != nil {
			in.Say(a.line, "%v", strings.TrimSuffix(err.Error(), "."))
		}
		s.After = append(s.After, after...)
	}
	if c := v["if"]; c != nil {
		var err error
		if s.When, err = playbook.ParseCondition(in.text(c, "if")); err != nil {
			in.Say(c.Line, "%v", err)
		}
	}
	for _, slot := range in.list(v["inputs"], "inputs", "role: support") {
		s.Inputs = append(s.Inputs, in.input(slot))
	}
	for _, l := range in.texts(v["links"], "links", "https://example.com/setup") {
		s.Links = append(s.Links, l.text)
	}
	s.Guidance = in.manyLines(v["guidance"], "guidance")
	return s
}

func (in *reader) at(at, step *yaml.Node, own []playbook.OwnAnchor, s *playbook.Step) {
	if at == nil {
		in.Say(step.Line, "at is missing; add at: with an anchor and the days from it, like close-10")
		return
	}
	when := in.text(at, "at")
	if when == "" {
		return
	}
	o, err := playbook.ParseAt(when, own...)
	switch {
	case err != nil:
		in.Say(at.Line, "%v", err)
	case o.Working && in.format < 2:
		in.Say(at.Line, "working days belong to format: 2; write that as the first line")
	}
	s.SetAt(o)
}

func (in *reader) input(n *yaml.Node) (slot playbook.InputSlot) {
	if n.Kind != yaml.MappingNode {
		in.Say(n.Line, "an input is expected here; write who contributes what, like {role: support, what: known gaps}")
		return slot
	}
	// A second mapping of a step: its place is the step's, and its lines are said at once.
	v, ok := in.mapping(n, "an input", place{inputPhase, n.Line, ""}, inputKeys())
	if !ok {
		return slot
	}
	slot.Role = in.role(v["role"], n, "who contributes it, like support")
	if v["what"] == nil {
		in.Say(n.Line, "what is missing; add what: with what is contributed, like known gaps")
	}
	slot.What = in.text(v["what"], "what")
	return slot
}

func (in *reader) role(v, holder *yaml.Node, who string) string {
	if v == nil {
		in.Say(holder.Line, "role is missing; add role: with %s", who)
		return ""
	}
	r := in.text(v, "role")
	var roles []string
	for _, o := range playbook.Roles() {
		if o.Value == r {
			return r
		}
		roles = append(roles, o.Value)
	}
	if r != "" {
		in.Say(v.Line, "%q is not a role; %s", clip(r), instead(r, roles))
	}
	return ""
}

// mapping returns the values of n by key and notes their lines. It reports a
// key that is unknown or written twice.
func (in *reader) mapping(n *yaml.Node, what string, at place, known []string) (map[string]*yaml.Node, bool) {
	if n.Kind != yaml.MappingNode {
		in.Say(n.Line, "%s is expected here; write keys and values, such as %s: …", what, known[0])
		return nil, false
	}
	in.lines[at] = n.Line
	out := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case !slices.Contains(known, k.Value) || k.Kind != yaml.ScalarNode:
			in.Say(k.Line, "%q is not a key of %s; %s", clip(k.Value), what, instead(k.Value, known))
		case out[k.Value] != nil:
			in.Say(k.Line, "%s is written twice; keep one", k.Value)
		default:
			out[k.Value] = v
			in.lines[place{at.phase, at.step, k.Value}] = k.Line
		}
	}
	return out, true
}

func (in *reader) list(n *yaml.Node, key, example string) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		in.Say(n.Line, "%s is not a list; begin each entry with a dash, like - %s", key, example)
		return nil
	}
	return n.Content
}

// A lined text is one entry of a list of texts.
type lined struct {
	text string
	line int
}

// texts returns a list of texts; one text alone is a list of one.
func (in *reader) texts(n *yaml.Node, key, example string) []lined {
	if n == nil {
		return nil
	}
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	} else if n.Kind != yaml.ScalarNode {
		in.Say(n.Line, "%s is not a list of texts; begin each with a dash, like - %s", key, example)
		return nil
	}
	var out []lined
	for _, e := range nodes {
		if t := in.text(e, key); t != "" {
			out = append(out, lined{t, e.Line})
		}
	}
	return out
}

// manyLines returns a text of several lines, without spaces around them and with
// at most one empty line between two.
func (in *reader) manyLines(n *yaml.Node, key string) string {
	if n == nil || in.text(n, key) == "" {
		return ""
	}
	return Lines(n.Value)
}

// Lines tidies a text of several lines as a playbook file keeps it: no spaces
// around a line, one empty line at most between two.
func Lines(s string) string {
	var out []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		line = strings.Join(strings.Fields(line), " ")
		if line != "" || len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, line)
		}
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// text returns a value as one line; a number counts as its text.
func (in *reader) text(n *yaml.Node, key string) string {
	if n == nil {
		return ""
	}
	switch {
	case n.Kind != yaml.ScalarNode:
		in.Say(n.Line, "%s is not a text; write it on one line after %s:", key, key)
		return ""
	case n.ShortTag() == "!!null":
		in.Say(n.Line, "%s is empty; write a text, or remove the key", key)
		return ""
	}
	return strings.Join(strings.Fields(n.Value), " ")
}

func (in *reader) whole(n *yaml.Node, key string) int {
	if n == nil {
		return 0
	}
	i, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || err != nil {
		in.Say(n.Line, "%s is %q; write a whole number, like %s: 7", key, clip(n.Value), key)
		return 0
	}
	return i
}

func (in *reader) yes(n *yaml.Node, key string) bool {
	if n == nil {
		return false
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
		in.Say(n.Line, "%s is %q; write true or false", key, clip(n.Value))
		return false
	}
	return strings.EqualFold(n.Value, "true")
}

// instead says what would have been right.
func instead(got string, known []string) string {
	if k := nearest(got, known); k != "" {
		return "write " + k
	}
	return "it is one of " + strings.Join(known, ", ")
}
