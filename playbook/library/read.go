package library

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"

	"kept/playbook"

	"go.yaml.in/yaml/v3"
)

// Format is the version of the file format that this program reads.
const Format = 1

const (
	maxFile  = 256 << 10 // bytes; the largest built-in playbook has 7 kB
	maxDepth = 8         // a playbook nests 6 deep
)

// Read reads one playbook from YAML. It is strict: an unknown key, a value of
// the wrong type, an anchor or alias, a second document, a file over 256 kB
// and whatever Playbook.Check refuses are errors. The error is a Problems
// that names the file as name, and the line, for each of them.
func Read(name string, r io.Reader) (playbook.Playbook, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return playbook.Playbook{}, fmt.Errorf("read playbook %s: %w", name, err)
	}
	in := reader{file: name, lines: map[place]int{}}
	p := in.read(b)
	if len(in.problems) > 0 {
		slices.SortStableFunc(in.problems, func(a, b Problem) int { return a.Line - b.Line })
		return playbook.Playbook{}, in.problems[:min(len(in.problems), most)]
	}
	return p, nil
}

// place is what a Finding points at.
type place struct {
	phase, step int
	field       string
}

type reader struct {
	file     string
	problems Problems
	lines    map[place]int
}

func (in *reader) say(line int, format string, args ...any) {
	in.problems = append(in.problems, Problem{in.file, line, fmt.Sprintf(format, args...)})
}

func (in *reader) read(b []byte) (p playbook.Playbook) {
	if len(b) > maxFile {
		in.say(0, "the file is larger than %d kB; a playbook is far smaller, check that it is the right file", maxFile>>10)
		return p
	}
	doc := in.parse(b)
	if doc == nil || !in.safe(doc, 0) {
		return p
	}
	p = in.playbook(doc.Content[0])
	if len(in.problems) > 0 {
		// Rules about values that could not be read would repeat the problem.
		return p
	}
	for _, f := range p.Findings() {
		if !f.Warning {
			in.say(in.lineOf(f), "%s", f.Message)
		}
	}
	return p
}

// parse returns the only document of b, nil after saying what is wrong.
func (in *reader) parse(b []byte) *yaml.Node {
	dec := yaml.NewDecoder(bytes.NewReader(b))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		in.say(0, "the file is empty; a playbook begins with format: %d", Format)
		return nil
	case err != nil:
		in.syntax(err)
		return nil
	}
	if err := dec.Decode(&more); err == nil {
		in.say(more.Line, "a second document begins here; keep one playbook to a file")
		return nil
	} else if !errors.Is(err, io.EOF) {
		in.syntax(err)
		return nil
	}
	return &doc
}

// yamlLine takes apart what the parser says, for display only: it gives its
// line as text and no other way.
var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

func (in *reader) syntax(err error) {
	line, why := 0, err.Error()
	if m := yamlLine.FindStringSubmatch(why); m != nil {
		line, _ = strconv.Atoi(m[1])
		why = m[2]
	}
	in.say(line, "this is not YAML (%s); check the indentation, and put quotes around a text with a colon in it", why)
}

// safe refuses what a plain playbook does not need and an attack does: aliases
// that multiply, tags that ask for other types, and deep nesting.
func (in *reader) safe(n *yaml.Node, depth int) bool {
	switch {
	case depth > maxDepth:
		in.say(n.Line, "the nesting is deeper than %d levels; a playbook has phases, and phases have steps", maxDepth)
		return false
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		in.say(n.Line, "anchors (&) and aliases (*) are not taken; write the text out, or put it in quotes")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		in.say(n.Line, "the tag %s is not taken; remove it, or put the text in quotes", clip(n.Tag))
		return false
	}
	for _, c := range n.Content {
		if !in.safe(c, depth+1) {
			return false
		}
	}
	return true
}

// lineOf finds the line of a finding: of its field, or else of what holds it.
func (in *reader) lineOf(f playbook.Finding) int {
	for _, p := range []place{
		{f.Phase, f.Step, f.Field}, {f.Phase, f.Step, ""}, {f.Phase, -1, ""}, {-1, -1, ""},
	} {
		if line, ok := in.lines[p]; ok {
			return line
		}
	}
	return 0
}
