package library

import (
	"slices"
	"strings"

	"kept/playbook"

	"go.yaml.in/yaml/v3"
)

// modules reads the entries of phases that take in another playbook's, and
// returns what comes in their place, by entry. The anchors that these phases
// count from come along.
func (in *reader) modules(entries []*yaml.Node, p *playbook.Playbook) map[int][]playbook.TemplatePhase {
	out := map[int][]playbook.TemplatePhase{}
	for i, n := range entries {
		if n.Kind != yaml.MappingNode || !isKey(n, "include") {
			continue
		}
		out[i] = nil
		v, ok := in.mapping(n, "an include", place{includePhase, i, ""}, includeKeys())
		if !ok {
			continue
		}
		in.since2(v["include"], place{includePhase, i, "include"})
		id := in.text(v["include"], "include")
		if id == "" {
			continue
		}
		m, ok := in.module(id, v["include"].Line, p.ID)
		if !ok {
			continue
		}
		out[i] = in.choose(&m, v["phases"])
		carry(p, &m, out[i])
	}
	return out
}

func isKey(n *yaml.Node, key string) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

func (in *reader) module(id string, line int, self string) (playbook.Playbook, bool) {
	switch {
	case strings.EqualFold(id, self):
		in.Say(line, "the playbook takes in itself; name another, or remove the include")
	case in.find == nil:
		in.Say(line, "there are no other playbooks here to take phases of %s from; write the phases out", clip(id))
	default:
		m, err := in.find(id)
		if err == nil {
			return m, true
		}
		in.Say(line, "%v", err)
	}
	return playbook.Playbook{}, false
}

// choose returns the named phases of a module, in the order of their naming,
// or all of them.
func (in *reader) choose(m *playbook.Playbook, names *yaml.Node) []playbook.TemplatePhase {
	all := m.Clone().Phases
	var codes []string
	for i := range all {
		all[i].Included = m.ID
		codes = append(codes, all[i].Code)
	}
	if names == nil {
		return all
	}
	var out []playbook.TemplatePhase
	for _, name := range in.texts(names, "phases", codes[0]) {
		i := slices.Index(codes, name.text)
		if i < 0 {
			in.Say(name.line, "%s has no phase %s; it is one of %s", m.ID, clip(name.text), strings.Join(codes, ", "))
			continue
		}
		out = append(out, all[i])
	}
	if len(out) == 0 && len(in.Problems) == 0 {
		in.Say(names.Line, "no phase of %s is named; name some, or remove phases: to take all", m.ID)
	}
	return out
}

// carry gives a playbook the anchors that phases of a module count from, where
// it has none of that name.
func carry(p, m *playbook.Playbook, phases []playbook.TemplatePhase) {
	for _, a := range m.Anchors {
		used := slices.ContainsFunc(phases, func(ph playbook.TemplatePhase) bool {
			return slices.ContainsFunc(ph.Steps, func(s playbook.Step) bool { return s.Anchor == a.ID })
		})
		if used && p.Own(a.ID) == nil {
			p.Anchors = append(p.Anchors, a)
		}
	}
}
