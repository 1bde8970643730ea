package library

import (
	"fmt"
	"io"

	"kept/playbook"
	"kept/playbook/strict"
)

// Format is the version of the file format that this program writes. It reads
// those from 1 on.
const Format = 2

const oldest = 1

const maxFile = 256 << 10 // bytes; the largest built-in playbook has 7 kB

func kind() strict.Kind {
	return strict.Kind{Noun: "playbook", Limit: maxFile, Size: fmt.Sprintf("%d kB", maxFile>>10),
		Empty: fmt.Sprintf("a playbook begins with format: %d", Format), Shape: "a playbook has phases, and phases have steps"}
}

// A Lookup finds the playbook whose phases another takes in. Its error is one
// sentence without its full stop.
type Lookup func(id string) (playbook.Playbook, error)

// Read reads one playbook from YAML. It is strict: an unknown key, a value of
// the wrong type, an anchor or alias, a second document, a file over 256 kB
// and whatever Playbook.Check refuses are errors. The error is a Problems
// that names the file as name, and the line, for each of them. A file that
// takes in phases of another playbook needs ReadWith.
func Read(name string, r io.Reader) (playbook.Playbook, error) { return ReadWith(name, r, nil) }

// ReadWith is Read of a file that may take in phases of other playbooks.
func ReadWith(name string, r io.Reader, find Lookup) (playbook.Playbook, error) {
	p, _, err := read(name, r, find)
	return p, err
}

// CheckFile is ReadWith that returns the warnings as well, by line. A file with
// problems has none.
func CheckFile(name string, r io.Reader, find Lookup) (playbook.Playbook, Problems, error) {
	p, in, err := read(name, r, find)
	if err != nil {
		return p, nil, err
	}
	var warnings strict.Reader
	warnings.File = name
	for _, f := range p.Findings() {
		if f.Warning {
			warnings.Say(in.lineOf(f), "%s", f.Message)
		}
	}
	if err, ok := warnings.Err().(Problems); ok {
		return p, err, nil
	}
	return p, nil, nil
}

func read(name string, r io.Reader, find Lookup) (playbook.Playbook, *reader, error) {
	b, err := kind().Read(r)
	if err != nil {
		return playbook.Playbook{}, nil, fmt.Errorf("read playbook %s: %w", name, err)
	}
	in := &reader{Reader: strict.Reader{File: name, Kind: kind()}, lines: map[place]int{}, find: find}
	p := in.read(b)
	if err := in.Err(); err != nil {
		return playbook.Playbook{}, in, err
	}
	return p, in, nil
}

// place is what a Finding points at.
type place struct {
	phase, step int
	field       string
}

// Places of what is in no phase.
const (
	anchorPhase  = -2 // step is the number of the anchor
	inputPhase   = -3 // step is the line
	includePhase = -4 // step is the number of the entry
)

type reader struct {
	strict.Reader
	lines  map[place]int
	format int
	find   Lookup
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
	if f.Anchor >= 0 {
		if line, ok := in.lines[place{anchorPhase, f.Anchor, ""}]; ok {
			return line
		}
	}
	for _, p := range []place{
		{f.Phase, f.Step, f.Field}, {f.Phase, f.Step, ""}, {f.Phase, -1, ""}, {-1, -1, ""},
	} {
		if line, ok := in.lines[p]; ok {
			return line
		}
	}
	return 0
}
