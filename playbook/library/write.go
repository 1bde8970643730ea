package library

import (
	"bytes"
	"slices"
	"strconv"

	"kept/playbook"

	"go.yaml.in/yaml/v3"
)

// Write returns the file of a playbook in format 2: the same playbook gives the
// same bytes, and ReadWith gives the playbook again. Phases that were taken
// from another playbook are written as an include of it, naming each. Comments
// of a file that was read are not kept, nor is Builtin.
func Write(p *playbook.Playbook) []byte { return write(p, true) }

// WriteWhole is Write with every phase written out, so that the file needs no
// other playbook: what is kept with a plan or given away.
func WriteWhole(p *playbook.Playbook) []byte { return write(p, false) }

func write(p *playbook.Playbook, modules bool) []byte {
	root := &keys{}
	root.number("format", Format)
	root.text("id", p.ID)
	root.text("letter", p.Letter)
	root.text("title", p.Title)
	root.text("for", p.For)
	root.number("version", p.Version)
	if p.Gaps != (playbook.Gaps{}) {
		gaps := &keys{flow: true}
		gaps.number("kickoff", p.Gaps.Kickoff)
		gaps.number("go-live", p.Gaps.GoLive)
		root.add("gaps", gaps.node())
	}
	root.list("anchors", len(p.Anchors), func(i int) *yaml.Node {
		a := &keys{flow: true}
		a.text("id", p.Anchors[i].ID)
		a.text("title", p.Anchors[i].Title)
		a.text("at", p.Anchors[i].At())
		return a.node()
	})
	phases := &yaml.Node{Kind: yaml.SequenceNode}
	for i := 0; i < len(p.Phases); {
		ph := &p.Phases[i]
		if ph.Included == "" || !modules {
			phases.Content = append(phases.Content, phaseNode(ph))
			i++
			continue
		}
		include := &keys{}
		include.text("include", ph.Included)
		var codes []string
		for ; i < len(p.Phases) && p.Phases[i].Included == ph.Included; i++ {
			codes = append(codes, p.Phases[i].Code)
		}
		include.texts("phases", codes, yaml.FlowStyle)
		phases.Content = append(phases.Content, include.node())
	}
	root.add("phases", phases)
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	// Neither fails: the nodes are made here, and a buffer takes everything.
	if err := e.Encode(root.node()); err != nil {
		panic(err)
	}
	if err := e.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func phaseNode(ph *playbook.TemplatePhase) *yaml.Node {
	k := &keys{}
	k.text("code", ph.Code)
	k.text("title", ph.Title)
	k.text("goal", ph.Goal)
	k.text("exit", ph.Exit)
	k.text("customer", ph.Customer)
	k.list("steps", len(ph.Steps), func(i int) *yaml.Node { return stepNode(&ph.Steps[i]) })
	return k.node()
}

func stepNode(s *playbook.Step) *yaml.Node {
	k := &keys{}
	k.text("id", s.ID)
	k.text("title", s.Title)
	k.text("role", s.Role)
	k.text("at", s.At())
	k.number("duration", s.Duration)
	var after []string
	for _, a := range s.After {
		after = append(after, playbook.FormatAfter([]playbook.Dependency{a}))
	}
	k.texts("after", after, yaml.FlowStyle)
	k.text("if", s.When.String())
	k.yes("milestone", s.Milestone)
	k.yes("no-skip", s.NoSkip)
	k.text("evidence", s.Evidence)
	k.text("customer", s.Customer)
	k.list("inputs", len(s.Inputs), func(i int) *yaml.Node {
		in := &keys{flow: true}
		in.text("role", s.Inputs[i].Role)
		in.text("what", s.Inputs[i].What)
		return in.node()
	})
	k.texts("links", s.Links, 0)
	k.text("guidance", s.Guidance)
	return k.node()
}

// keys are the keys of one mapping in their order; what is empty is left out.
type keys struct {
	content []*yaml.Node
	flow    bool
}

func (k *keys) node() *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Content: k.content}
	if k.flow {
		n.Style = yaml.FlowStyle
	}
	return n
}

func scalar(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

func (k *keys) add(key string, v *yaml.Node) { k.content = append(k.content, scalar(key), v) }

func (k *keys) text(key, s string) {
	if s != "" {
		k.add(key, scalar(s))
	}
}

func (k *keys) number(key string, n int) {
	if n != 0 {
		k.add(key, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(n)})
	}
}

func (k *keys) yes(key string, yes bool) {
	if yes {
		k.add(key, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: "true"})
	}
}

func (k *keys) texts(key string, list []string, style yaml.Style) {
	n := len(list)
	k.list(key, n, func(i int) *yaml.Node { return scalar(list[i]) })
	if n > 0 {
		k.content[len(k.content)-1].Style = style
	}
}

func (k *keys) list(key string, n int, entry func(int) *yaml.Node) {
	if n == 0 {
		return
	}
	seq := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range n {
		seq.Content = append(seq.Content, entry(i))
	}
	k.add(key, seq)
}

// Same tells whether two playbooks say the same, whatever their files look
// like; where they lie and whether they came with the program do not count.
func Same(a, b *playbook.Playbook) bool { return slices.Equal(WriteWhole(a), WriteWhole(b)) }
