// Package strict opens the small YAML files that people write: one document,
// without anchors, aliases, tags or deep nesting, so that no file can grow in
// memory or mean another type than it shows. Whatever is wrong is said by
// line. What the keys mean is known to the packages that read them.
package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Most is how many problems of one file are told: the rest usually follows
// from them.
const Most = 20

const maxDepth = 8 // a playbook nests 6 deep, a form 5

// A Problem is one thing wrong with a file and what would be right.
type Problem struct {
	File    string
	Line    int // from 1, 0 when the whole file is meant
	Message string
}

func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Problems are all problems of a file by line, at most twenty.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// A Kind says in a person's words what a file should be.
type Kind struct {
	Noun  string // "playbook"
	Limit int    // bytes
	Size  string // the limit as said: "256 kB"
	Empty string // what an empty file lacks: "a playbook begins with format: 1"
	Shape string // what it has instead of deep nesting: "a form has fields, lists and rows"
}

// A Reader collects what is wrong with one file.
type Reader struct {
	File     string
	Kind     Kind
	Problems Problems
}

// Read returns all of r, or one byte more than the limit, which Document refuses.
func (k Kind) Read(r io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, int64(k.Limit)+1))
}

// Say adds a problem; line 0 means the whole file.
func (in *Reader) Say(line int, format string, args ...any) {
	in.Problems = append(in.Problems, Problem{in.File, line, fmt.Sprintf(format, args...)})
}

// Err returns the first Most problems by line, nil when there are none.
func (in *Reader) Err() error {
	if len(in.Problems) == 0 {
		return nil
	}
	slices.SortStableFunc(in.Problems, func(a, b Problem) int { return a.Line - b.Line })
	return in.Problems[:min(len(in.Problems), Most)]
}

// Document returns the root of the only document of b, nil after saying what
// is wrong with it.
func (in *Reader) Document(b []byte) *yaml.Node {
	if len(b) > in.Kind.Limit {
		in.Say(0, "the file is larger than %s; a %s is far smaller, check that it is the right file", in.Kind.Size, in.Kind.Noun)
		return nil
	}
	doc := in.parse(b)
	if doc == nil || !in.safe(doc, 0) {
		return nil
	}
	return doc.Content[0]
}

func (in *Reader) parse(b []byte) *yaml.Node {
	dec := yaml.NewDecoder(bytes.NewReader(b))
	var doc, more yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		in.Say(0, "the file is empty; %s", in.Kind.Empty)
		return nil
	case err != nil:
		in.syntax(err)
		return nil
	}
	if err := dec.Decode(&more); err == nil {
		in.Say(more.Line, "a second document begins here; keep one %s to a file", in.Kind.Noun)
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

func (in *Reader) syntax(err error) {
	line, why := 0, err.Error()
	if m := yamlLine.FindStringSubmatch(why); m != nil {
		line, _ = strconv.Atoi(m[1])
		why = m[2]
	}
	in.Say(line, "this is not YAML (%s); check the indentation, and put quotes around a text with a colon in it", why)
}

// safe refuses what a plain file does not need and an attack does: aliases
// that multiply, tags that ask for other types, and deep nesting.
func (in *Reader) safe(n *yaml.Node, depth int) bool {
	switch {
	case depth > maxDepth:
		in.Say(n.Line, "the nesting is deeper than %d levels; %s", maxDepth, in.Kind.Shape)
		return false
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		in.Say(n.Line, "anchors (&) and aliases (*) are not taken; write the text out, or put it in quotes")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		in.Say(n.Line, "the tag %s is not taken; remove it, or put the text in quotes", clip(n.Tag))
		return false
	}
	for _, c := range n.Content {
		if !in.safe(c, depth+1) {
			return false
		}
	}
	return true
}

func clip(s string) string {
	r := []rune(s)
	if len(r) <= 40 {
		return s
	}
	return string(r[:40]) + "…"
}
