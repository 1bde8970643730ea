// Package library reads playbooks from YAML files, strictly, writes and
// compares them, and keeps those that were read for lookup: the built-in ones,
// those of a folder, and those that the workspace keeps. What a playbook is and
// which rules it keeps is known to package playbook; where the files lie is
// known to the caller.
//
// A file holds one playbook; docs/playbook-format.md has every key with an
// example, docs/playbook.schema.json the same for programs.
package library

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"kept/playbook"
)

// A Library holds playbooks that passed their checks. What comes with the
// program and what lies in a folder is read once; what the workspace keeps is
// told with Keep. It is safe for use from several goroutines.
type Library struct {
	builtin, past, folder []source
	broken                []error // of the folder
	keep                  sync.Mutex
	now                   atomic.Pointer[shelf]
}

// New returns a library of these playbooks, in this order. It refuses one
// that fails its checks, and two with the same id or letter.
func New(list ...playbook.Playbook) (*Library, error) {
	lib := &Library{}
	for i := range list {
		p := &list[i]
		if err := p.Check(); err != nil {
			return nil, err
		}
		for _, s := range lib.builtin {
			if q := s.book; q.ID == p.ID || (p.Letter != "" && q.Letter == p.Letter) {
				return nil, fmt.Errorf("two playbooks answer to %s (%s): “%s” and “%s”; change the id or letter of one", p.ID, p.Letter, q.Title, p.Title)
			}
		}
		lib.builtin = append(lib.builtin, source{book: p.Clone(), from: Program})
	}
	lib.Keep(nil)
	return lib, nil
}

// Open reads a library: the built-in playbooks of one folder with their past
// versions in its subfolder past, and the user's own in another, nil for none.
// A mistake in a built-in one is an error; a file of the user's that cannot be
// taken is told by Problems and left out.
func Open(builtin, own fs.FS) (*Library, error) {
	list, err := Builtin(builtin)
	if err != nil {
		return nil, err
	}
	lib, err := New(list...)
	if err != nil {
		return nil, err
	}
	if past, err := fs.Sub(builtin, "past"); err == nil {
		if lib.past, err = sources(past, Program); err != nil {
			return nil, err
		}
	}
	if own != nil {
		if lib.folder, err = sources(own, Folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
			lib.broken = append(lib.broken, err)
		}
	}
	lib.Keep(nil)
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

// ReadDir reads all *.yaml files of a folder, by file name; they can take in
// phases of one another. A file with problems is left out; the error then joins
// the Problems of all such files.
func ReadDir(dir fs.FS) ([]playbook.Playbook, error) {
	files, err := sources(dir, Program)
	if err != nil {
		return nil, err
	}
	s := &shelf{sources: files}
	var list []playbook.Playbook
	var errs []error
	for i := range files {
		p, err := s.read(&files[i], nil)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		list = append(list, p)
	}
	return list, errors.Join(errs...)
}

// sources lists the files of a folder without reading what they say.
func sources(dir fs.FS, from string) ([]source, error) {
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list playbooks: %w", err)
	}
	slices.Sort(names)
	var out []source
	for _, name := range names {
		b, err := readFile(dir, name)
		if err != nil {
			return out, err
		}
		out = append(out, source{name: path.Base(name), text: b, from: from})
	}
	return out, nil
}

func readFile(dir fs.FS, name string) ([]byte, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open playbook: %w", err)
	}
	defer f.Close()
	b, err := kind().Read(f)
	if err != nil {
		return nil, fmt.Errorf("read playbook %s: %w", name, err)
	}
	return b, nil
}

// All returns the playbooks in their order: built in, of the workspace, of the
// folder. They are the caller's own.
func (l *Library) All() []playbook.Playbook {
	list := l.now.Load().list
	out := make([]playbook.Playbook, len(list))
	for i := range list {
		out[i] = list[i].book.Clone()
	}
	return out
}

// Get returns the playbook with this id or letter, in either case. The error
// is a playbook.ErrNotFound that names the playbooks there are.
func (l *Library) Get(idOrLetter string) (playbook.Playbook, error) {
	s := l.now.Load()
	want := strings.TrimSpace(idOrLetter)
	for i := range s.list {
		p := &s.list[i].book
		if want != "" && (strings.EqualFold(p.ID, want) || strings.EqualFold(p.Letter, want)) {
			return p.Clone(), nil
		}
	}
	return playbook.Playbook{}, &missing{want: want, have: s.names()}
}

// From tells where the playbook with this id lies: Program, Workspace, Folder,
// or "" when there is none.
func (l *Library) From(id string) string {
	for _, e := range l.now.Load().list {
		if e.book.ID == id {
			return e.from
		}
	}
	return ""
}

// Problems returns what could not be taken from the folder or the workspace,
// each with its place and what to do.
func (l *Library) Problems() []error { return slices.Clone(l.now.Load().problems) }

// Keep tells the library what the workspace keeps, in place of what it was told
// before.
func (l *Library) Keep(rows []playbook.PlaybookVersion) {
	l.keep.Lock()
	defer l.keep.Unlock()
	l.now.Store(l.arrange(rows))
}

// Read reads a file that may take in phases of the library's playbooks.
func (l *Library) Read(name string, text []byte) (playbook.Playbook, error) {
	s := l.now.Load()
	return ReadWith(name, bytes.NewReader(text), s.lookup(text))
}

// Check is Read with the warnings of the file, by line.
func (l *Library) Check(name string, text []byte) (playbook.Playbook, Problems, error) {
	s := l.now.Load()
	return CheckFile(name, bytes.NewReader(text), s.lookup(text))
}

// A File is a file by its name, before it is read.
type File struct {
	Name string
	Text []byte
}

// A Checked is what there is to say about a file.
type Checked struct {
	File     string
	Book     playbook.Playbook // where there are no problems
	Problems Problems
	Warnings Problems
}

// CheckAll is Check of several files, which may take in phases of one another
// besides those of the library. The error is of a file that could not be read
// at all.
func (l *Library) CheckAll(files []File) ([]Checked, error) {
	s := *l.now.Load()
	var given []source
	for _, f := range files {
		given = append(given, source{name: f.Name, text: f.Text})
	}
	s.sources = slices.Concat(given, s.sources)
	out := make([]Checked, len(files))
	for i, f := range files {
		p, warnings, err := CheckFile(f.Name, bytes.NewReader(f.Text), s.lookup(f.Text))
		out[i] = Checked{File: f.Name, Book: p, Warnings: warnings}
		if err != nil && !errors.As(err, &out[i].Problems) {
			return nil, err
		}
	}
	return out, nil
}

// Write is the function of the package, and Whole its WriteWhole, for those who
// know a library only by what it does.
func (l *Library) Write(p *playbook.Playbook) []byte { return Write(p) }

// Whole is WriteWhole.
func (l *Library) Whole(p *playbook.Playbook) []byte { return WriteWhole(p) }

func (s *shelf) names() []string {
	var out []string
	for i := range s.list {
		name := s.list[i].book.ID
		if l := s.list[i].book.Letter; l != "" {
			name += " (" + l + ")"
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
