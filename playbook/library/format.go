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
	return []string{"format", "id", "letter", "title", "for", "version", "gaps", "phases"}
}
func gapKeys() []string   { return []string{"kickoff", "go-live"} }
func phaseKeys() []string { return []string{"code", "title", "exit", "customer", "steps"} }
func stepKeys() []string {
	return []string{"id", "title", "role", "at", "milestone", "no-skip", "evidence", "customer"}
}

// playbook reads the whole file.
func (in *reader) playbook(n *yaml.Node) (p playbook.Playbook) {
	v, ok := in.mapping(n, "a playbook", place{-1, -1, ""}, playbookKeys())
	if !ok {
		return p
	}
	if f := v["format"]; f == nil {
		in.Say(n.Line, "format is missing; add format: %d as the first line", Format)
	} else if in.whole(f, "format") != Format {
		in.Say(f.Line, "format is %q; this program reads format: %d", clip(f.Value), Format)
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
	for i, ph := range in.list(v["phases"], "phases", "code: A0") {
		p.Phases = append(p.Phases, in.phase(ph, i))
	}
	return p
}

func (in *reader) phase(n *yaml.Node, i int) (ph playbook.TemplatePhase) {
	v, ok := in.mapping(n, "a phase", place{i, -1, ""}, phaseKeys())
	if !ok {
		return ph
	}
	ph.Code = in.text(v["code"], "code")
	ph.Title = in.text(v["title"], "title")
	ph.Exit = in.text(v["exit"], "exit")
	ph.Customer = in.text(v["customer"], "customer")
	for j, s := range in.list(v["steps"], "steps", "id: submit-handoff") {
		ph.Steps = append(ph.Steps, in.step(s, i, j))
	}
	return ph
}

func (in *reader) step(n *yaml.Node, i, j int) (s playbook.Step) {
	v, ok := in.mapping(n, "a step", place{i, j, ""}, stepKeys())
	if !ok {
		return s
	}
	s.ID = in.text(v["id"], "id")
	s.Title = in.text(v["title"], "title")
	s.Evidence = in.text(v["evidence"], "evidence")
	s.Customer = in.text(v["customer"], "customer")
	s.Milestone = in.yes(v["milestone"], "milestone")
	s.NoSkip = in.yes(v["no-skip"], "no-skip")
	s.Role = in.role(v["role"], n)
	if at := v["at"]; at == nil {
		in.Say(n.Line, "at is missing; add at: with an anchor and the days from it, like close-10")
	} else if when := in.text(at, "at"); when != "" {
		var err error
		if s.Anchor, s.Days, err = playbook.ParseAt(when); err != nil {
			in.Say(at.Line, "%v", err)
		}
	}
	return s
}

func (in *reader) role(v, step *yaml.Node) string {
	if v == nil {
		in.Say(step.Line, "role is missing; add role: with who does the step, like cs or customer")
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
