// Package library reads playbooks from YAML files, strictly, and keeps those
// that were read for lookup. What a playbook is and which rules it keeps is
// known to package playbook; where the files lie is known to the caller.
//
// A file holds one playbook:
//
//	format: 1                  # of the file; always 1
//	id: walk-in-14             # lower-case words joined by hyphens, never changed
//	letter: W                  # optional, a short name for lookup
//	title: Walk-in, 14 days
//	for: Who it is for, in one sentence.
//	version: 1                 # of the playbook, raised with every change
//	gaps: {kickoff: 3, go-live: 7} # days from close to kickoff, from kickoff to go-live; optional
//	phases:
//	  - code: W0
//	    title: Start
//	    exit: first login; list received    # what must be true to leave the phase
//	    customer: Getting started           # the phase in the customer's words
//	    steps:
//	      - id: send-list      # kept over versions, so that plans can be upgraded
//	        title: Send the list
//	        role: customer     # sales, cs, implementation, support, customer, product, leader
//	        at: kickoff+3      # close, kickoff, go-live or renewal, and calendar days from it
//	        milestone: true    # optional
//	        no-skip: true      # optional: skipping needs a reason
//	        evidence: the list # optional: what to show when it is done
//	        customer: You send us the list  # a step without it is not shown to the customer
package library

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kept/playbook"
)

// A Library holds playbooks that passed their checks. It does not change.
type Library struct{ list []playbook.Playbook }

// New returns a library of these playbooks, in this order. It refuses one
// that fails its checks, and two with the same id or letter.
func New(list ...playbook.Playbook) (*Library, error) {
	lib := &Library{}
	for i := range list {
		p := &list[i]
		if err := p.Check(); err != nil {
			return nil, err
		}
		for _, q := range lib.list {
			if q.ID == p.ID || (p.Letter != "" && q.Letter == p.Letter) {
				return nil, fmt.Errorf("two playbooks answer to %s (%s): “%s” and “%s”; change the id or letter of one", p.ID, p.Letter, q.Title, p.Title)
			}
		}
		lib.list = append(lib.list, p.Clone())
	}
	return lib, nil
}

// Builtin reads all *.yaml files of a folder, which is assets.Playbooks() in
// the programs, by file name, and marks them as built in.
func Builtin(dir fs.FS) ([]playbook.Playbook, error) {
	list, err := ReadDir(dir)
	for i := range list {
		list[i].Builtin = true
	}
	return list, err
}

// ReadDir reads all *.yaml files of a folder, by file name. A file with
// problems is left out; the error then joins the Problems of all such files.
func ReadDir(dir fs.FS) ([]playbook.Playbook, error) {
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list playbooks: %w", err)
	}
	slices.Sort(names)
	var list []playbook.Playbook
	var errs []error
	for _, name := range names {
		p, err := readFile(dir, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		list = append(list, p)
	}
	return list, errors.Join(errs...)
}

func readFile(dir fs.FS, name string) (playbook.Playbook, error) {
	f, err := dir.Open(name)
	if err != nil {
		return playbook.Playbook{}, fmt.Errorf("open playbook: %w", err)
	}
	defer f.Close()
	return Read(path.Base(name), f)
}

// All returns the playbooks in their order. They are the caller's own.
func (l *Library) All() []playbook.Playbook {
	out := make([]playbook.Playbook, len(l.list))
	for i := range l.list {
		out[i] = l.list[i].Clone()
	}
	return out
}

// Get returns the playbook with this id or letter, in either case. The error
// is a playbook.ErrNotFound that names the playbooks there are.
func (l *Library) Get(idOrLetter string) (playbook.Playbook, error) {
	want := strings.TrimSpace(idOrLetter)
	for i := range l.list {
		p := &l.list[i]
		if want != "" && (strings.EqualFold(p.ID, want) || strings.EqualFold(p.Letter, want)) {
			return p.Clone(), nil
		}
	}
	return playbook.Playbook{}, &missing{want: want, have: l.names()}
}

func (l *Library) names() []string {
	var out []string
	for i := range l.list {
		name := l.list[i].ID
		if l.list[i].Letter != "" {
			name += " (" + l.list[i].Letter + ")"
		}
		out = append(out, name)
	}
	return out
}

// missing is ErrNotFound with what there is instead.
type missing struct {
	want string
	have []string
}

func (e *missing) Error() string {
	if len(e.have) == 0 {
		return fmt.Sprintf("there is no playbook %q; the library is empty", clip(e.want))
	}
	return fmt.Sprintf("there is no playbook %q; use one of %s", clip(e.want), strings.Join(e.have, ", "))
}

func (e *missing) Is(target error) bool { return target == playbook.ErrNotFound }
