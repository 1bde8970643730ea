package library

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"

	"go.yaml.in/yaml/v3"
)

// Where a playbook lies.
const (
	Program   = "program"   // it came with the program and is not changed
	Workspace = "workspace" // made or taken in there, with all its versions
	Folder    = "folder"    // a file of the user's
)

// A source is a playbook before and after it is read. Without a text, book is
// all there is.
type source struct {
	name string
	text []byte
	from string
	book playbook.Playbook
}

// id is the id that a file says, "" when that cannot be told.
func (s *source) id() string {
	if s.text == nil {
		return s.book.ID
	}
	var head struct {
		ID string `yaml:"id"`
	}
	// The id is all that is asked for, so what else is wrong is said when the
	// file is read; a bomb of aliases decodes to this struct without unfolding.
	if len(s.text) > maxFile || yaml.Unmarshal(s.text, &head) != nil {
		return ""
	}
	return strings.Join(strings.Fields(head.ID), " ")
}

// A shelf is what a library holds at one moment.
type shelf struct {
	sources  []source
	list     []source // read, in order, each id and letter once
	rows     []playbook.PlaybookVersion
	problems []error
}

// arrange puts everything onto one shelf. What came with the program goes
// before what the workspace keeps, and that before the folder.
func (l *Library) arrange(rows []playbook.PlaybookVersion) *shelf {
	s := &shelf{rows: rows, problems: slices.Clone(l.broken)}
	s.sources = slices.Concat(l.builtin, newest(rows), l.folder)
	for i := range s.sources {
		src := &s.sources[i]
		p, err := s.read(src, nil)
		if err == nil {
			err = s.claimed(&p, src)
		}
		if err != nil {
			s.problems = append(s.problems, err)
			continue
		}
		if i := slices.IndexFunc(s.list, func(o source) bool { return p.Letter != "" && o.book.Letter == p.Letter }); i >= 0 {
			s.problems = append(s.problems, Problem{File: src.name, Message: fmt.Sprintf("the letter %s belongs to “%s” already; change or remove it", p.Letter, s.list[i].book.Title)})
			p.Letter = ""
		}
		taken := *src
		taken.book = p
		taken.book.Builtin = src.from == Program
		s.list = append(s.list, taken)
	}
	return s
}

// claimed refuses an id that is taken.
func (s *shelf) claimed(p *playbook.Playbook, src *source) error {
	for _, o := range s.list {
		if o.book.ID == p.ID {
			where := map[string]string{Program: "comes with the program", Workspace: "is kept in the workspace", Folder: "lies in the file " + o.name}[o.from]
			return Problem{File: src.name, Message: fmt.Sprintf("the id %s is taken by “%s”, which %s; give this one another", p.ID, o.book.Title, where)}
		}
	}
	return nil
}

// newest returns the highest version of each playbook that the workspace has
// of its own, by id.
func newest(rows []playbook.PlaybookVersion) []source {
	best := map[string]*playbook.PlaybookVersion{}
	var ids []string
	for i := range rows {
		r := &rows[i]
		if !r.Own {
			continue
		}
		b := best[r.PlaybookID]
		if b == nil {
			ids = append(ids, r.PlaybookID)
		}
		if b == nil || cmp.Or(cmp.Compare(r.Version, b.Version), cmp.Compare(r.At, b.At)) > 0 {
			best[r.PlaybookID] = r
		}
	}
	slices.Sort(ids)
	var out []source
	for _, id := range ids {
		out = append(out, rowSource(best[id]))
	}
	return out
}

func rowSource(r *playbook.PlaybookVersion) source {
	return source{name: fmt.Sprintf("%s@%d", r.PlaybookID, r.Version), text: []byte(r.Text), from: Workspace}
}

// read returns what a source says. Above are the ids of the playbooks that take
// it in, the outermost first.
func (s *shelf) read(src *source, above []string) (playbook.Playbook, error) {
	if src.text == nil {
		return src.book.Clone(), nil
	}
	return ReadWith(src.name, bytes.NewReader(src.text), s.below(append(slices.Clone(above), src.id())))
}

// lookup finds the modules of a text that is not on the shelf itself, or is a
// newer version of something that is.
func (s *shelf) lookup(text []byte) Lookup {
	return s.below([]string{(&source{text: text}).id()})
}

func (s *shelf) below(above []string) Lookup {
	return func(id string) (playbook.Playbook, error) {
		if i := slices.Index(above, id); i >= 0 {
			var ring []string
			for k, a := range above[i:] {
				ring = append(ring, a+" takes in "+append(above[i:], id)[k+1])
			}
			return playbook.Playbook{}, fmt.Errorf("the playbooks take in one another (%s); remove one of these includes", strings.Join(ring, ", "))
		}
		src := s.find(id)
		if src == nil {
			return playbook.Playbook{}, fmt.Errorf("there is no playbook %s to take phases from; %s", clip(id), s.instead(id))
		}
		p, err := s.read(src, above)
		var ps Problems
		if errors.As(err, &ps) {
			if strings.Contains(ps[0].Message, "take in one another") {
				return p, errors.New(ps[0].Message)
			}
			return p, fmt.Errorf("%s, whose phases are taken in, has a mistake (%w); mend it first", id, ps[0])
		}
		return p, err
	}
}

func (s *shelf) find(id string) *source {
	for i := range s.sources {
		if s.sources[i].id() == id {
			return &s.sources[i]
		}
	}
	return nil
}

func (s *shelf) instead(id string) string {
	var ids []string
	for i := range s.sources {
		if known := s.sources[i].id(); known != "" {
			ids = append(ids, known)
		}
	}
	if len(ids) == 0 {
		return "write the phases out"
	}
	return instead(id, ids)
}

// Version returns one version of a playbook: the one that the workspace kept
// with a plan, the present one, or a past one of the program. The error is a
// playbook.ErrNotFound that says which versions there are.
func (l *Library) Version(id string, n int) (playbook.Playbook, error) {
	s := l.now.Load()
	var best *playbook.PlaybookVersion
	for i := range s.rows {
		if r := &s.rows[i]; r.PlaybookID == id && r.Version == n && (best == nil || r.At > best.At) {
			best = r
		}
	}
	if best != nil {
		src := rowSource(best)
		p, err := s.read(&src, nil)
		p.Builtin = l.From(id) == Program
		return p, err
	}
	for i := range s.list {
		if p := &s.list[i].book; p.ID == id && p.Version == n {
			return p.Clone(), nil
		}
	}
	for i := range l.past {
		if p, err := s.read(&l.past[i], nil); err == nil && p.ID == id && p.Version == n {
			p.Builtin = true
			return p, nil
		}
	}
	return playbook.Playbook{}, &noVersion{id: id, want: n, have: l.Versions(id)}
}

// Versions returns the versions that there are of a playbook, the oldest first.
func (l *Library) Versions(id string) []int {
	s := l.now.Load()
	var out []int
	for _, r := range s.rows {
		if r.PlaybookID == id {
			out = append(out, r.Version)
		}
	}
	for i := range s.list {
		if p := &s.list[i].book; p.ID == id {
			out = append(out, p.Version)
		}
	}
	for i := range l.past {
		if l.past[i].id() != id {
			continue
		}
		if p, err := s.read(&l.past[i], nil); err == nil {
			out = append(out, p.Version)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

type noVersion struct {
	id   string
	want int
	have []int
}

func (e *noVersion) Error() string {
	if len(e.have) == 0 {
		return fmt.Sprintf("there is no playbook %s, in no version", clip(e.id))
	}
	var have []string
	for _, n := range e.have {
		have = append(have, fmt.Sprint(n))
	}
	return fmt.Sprintf("there is no version %d of the playbook %s; there is %s", e.want, clip(e.id), strings.Join(have, ", "))
}

func (e *noVersion) Is(target error) bool { return target == playbook.ErrNotFound }
