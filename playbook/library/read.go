package library

import (
	"fmt"
	"io"

	"kept/playbook"
	"kept/playbook/strict"
)

// Format is the version of the file format that this program reads.
const Format = 1

const maxFile = 256 << 10 // bytes; the largest built-in playbook has 7 kB

func kind() strict.Kind {
	return strict.Kind{Noun: "playbook", Limit: maxFile, Size: fmt.Sprintf("%d kB", maxFile>>10),
		Empty: fmt.Sprintf("a playbook begins with format: %d", Format), Shape: "a playbook has phases, and phases have steps"}
}

// Read reads one playbook from YAML. It is strict: an unknown key, a value of
// the wrong type, an anchor or alias, a second document, a file over 256 kB
// and whatever Playbook.Check refuses are errors. The error is a Problems
// that names the file as name, and the line, for each of them.
func Read(name string, r io.Reader) (playbook.Playbook, error) {
	b, err := kind().Read(r)
	if err != nil {
		return playbook.Playbook{}, fmt.Errorf("read playbook %s: %w", name, err)
	}
	in := reader{Reader: strict.Reader{File: name, Kind: kind()}, lines: map[place]int{}}
	p := in.read(b)
	if err := in.Err(); err != nil {
		return playbook.Playbook{}, err
	}
	return p, nil
}

// place is what a Finding points at.
type place struct {
	phase, step int
	field       string
}

type reader struct {
	strict.Reader
	lines map[place]int
}

func (in *reader) read(b []byte) (p playbook.Playbook) {
	root := in.Document(b)
	if root == nil {
		return p
	}
	p = in.playbook(root)
	if len(in.Problems) > 0 {
		// Rules about values that could not be read would repeat the problem.
		return p
	}
	for _, f := range p.Findings() {
		if !f.Warning {
			in.Say(in.lineOf(f), "%s", f.Message)
		}
	}
	return p
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
