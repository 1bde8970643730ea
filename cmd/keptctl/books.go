package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"kept/cmd/internal/boot"
	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/library"
)

// playbookCommands read, compare and keep playbooks.
func playbookCommands() []command {
	reads := existing()
	return []command{
		{"playbooks", "[ID[@VERSION]]", "list the playbooks, or show one", 0, 1, nil, plain((*app).playbooks)},
		{"playbook check", "FILE…", "say what is wrong with playbook files, and what makes them hard to use", 1, 200, nil, plain((*app).playbookCheck)},
		{"playbook diff", "A B", "compare two playbooks step by step: files, ids, or ID@VERSION", 2, 2, nil, plain((*app).playbookDiff)},
		{"playbook save", "FILE|-", "keep a playbook file as your own, or as the next version of yours", 1, 1, reads, plain((*app).playbookSave)},
		{"playbook duplicate", "ID [--id NEW] [--title TEXT]", "keep a copy of a playbook as your own", 1, 1, reads, playbookDuplicateFlags},
		{"playbook export", "ID[@VERSION] [-o FILE]", "print a playbook as a file that needs no other, or write it", 1, 1, nil, playbookExportFlags},
		{"playbook from-plan", "ACCOUNT [--title TEXT] [--dry-run]", "keep a plan as it was done as a playbook", 1, 1, reads, playbookFromPlanFlags},
		{"playbook paste", "FILE|- [--title TEXT] [--dry-run]", "keep a list of phase, task, who and days as a playbook", 1, 1, nil, playbookPasteFlags},
		{"playbook remove", "ID", "put a playbook of your own into the trash", 1, 1, reads, plain((*app).playbookRemove)},
	}
}

// books returns the playbooks there are. Without a workspace those of the
// program and of the user's folder are listed all the same.
func (a *app) books() (*library.Library, error) {
	if a.kept != nil {
		return a.kept.Library, nil
	}
	err := a.open(boot.Existing)
	switch {
	case err == nil:
		return a.kept.Library, nil
	case boot.ErrorKind(err) != "missing":
		return nil, err
	}
	cfg, err := a.config()
	if err != nil {
		return nil, err
	}
	return boot.Library(cfg.Folders)
}

// wrongFile says what is wrong with a playbook file, line by line.
func wrongFile(err error, message string) error {
	var problems library.Problems
	if !errors.As(err, &problems) {
		return err
	}
	f := &failure{kind: "playbook", message: fmt.Sprintf("%s: %s in it.", message, count(len(problems), "mistake"))}
	for _, p := range problems {
		f.reasons = append(f.reasons, p.Error())
	}
	return f
}

// playbooks tells the problems of the folder and the workspace apart from the
// list, which is the same for scripts whatever else lies there.
func (a *app) playbooks() error {
	books, err := a.books()
	if err != nil {
		return err
	}
	if len(a.args) == 1 {
		b, err := a.book(books, a.args[0])
		if err != nil {
			return err
		}
		return a.playbook(books, &b)
	}
	list, table := []map[string]any{}, [][]string{}
	for _, b := range books.All() {
		list = append(list, bookJSON(books, &b))
		from := ""
		if f := books.From(b.ID); f != library.Program {
			from = fmt.Sprintf("version %d, in the %s", b.Version, f)
		}
		table = append(table, []string{b.Letter, b.ID, one(b.Title, 80), count(b.StepCount(), "step"), from})
	}
	for _, p := range books.Problems() {
		fmt.Fprintln(a.err, harmless("left out: "+p.Error()))
	}
	return a.print(list, func() { a.columns(table) })
}

func bookJSON(books *library.Library, b *playbook.Playbook) map[string]any {
	return map[string]any{"id": b.ID, "letter": b.Letter, "title": b.Title, "for": b.For, "version": b.Version, "builtin": b.Builtin,
		"from": books.From(b.ID), "versions": notNil(books.Versions(b.ID)), "steps": b.StepCount()}
}

// book finds a playbook by its id or letter, with or without a version.
func (a *app) book(books *library.Library, typed string) (playbook.Playbook, error) {
	id, version, err := bookTyped(typed)
	if err != nil {
		return playbook.Playbook{}, err
	}
	b, err := books.Get(id)
	switch {
	case version == 0:
		return b, err
	case err == nil:
		id = b.ID
	}
	return books.Version(id, version)
}

func (a *app) playbook(books *library.Library, b *playbook.Playbook) error {
	phases, table := []map[string]any{}, [][]string{}
	for _, p := range b.Phases {
		steps := []map[string]any{}
		head := p.Code + "  " + p.Title
		if p.Included != "" {
			head += "  (from " + p.Included + ")"
		}
		table = append(table, []string{head})
		for _, s := range p.Steps {
			after, inputs := []map[string]any{}, []map[string]any{}
			for _, d := range s.After {
				after = append(after, map[string]any{"step": d.Step, "lag": d.Lag})
			}
			for _, in := range s.Inputs {
				inputs = append(inputs, map[string]any{"role": in.Role, "what": in.What})
			}
			steps = append(steps, map[string]any{"id": s.ID, "title": s.Title, "role": s.Role, "at": s.At(), "duration": s.Duration, "after": after, "if": s.When.String(),
				"milestone": s.Milestone, "no_skip": s.NoSkip, "evidence": s.Evidence, "customer": s.Customer, "inputs": inputs, "links": notNil(s.Links), "guidance": s.Guidance})
			table = append(table, []string{"    " + s.At(), s.Role, stepWords(&s)})
		}
		phases = append(phases, map[string]any{"code": p.Code, "title": p.Title, "goal": p.Goal, "exit": p.Exit, "customer": p.Customer, "included": p.Included, "steps": steps})
	}
	anchors := []map[string]any{}
	for _, o := range b.Anchors {
		anchors = append(anchors, map[string]any{"id": o.ID, "title": o.Title, "at": o.At()})
	}
	v := bookJSON(books, b)
	v["gaps"], v["anchors"], v["phases"] = map[string]any{"kickoff": b.Gaps.Kickoff, "go_live": b.Gaps.GoLive}, anchors, phases
	return a.print(v, func() {
		a.say("%s (%s, version %d)", one(b.Title, 80), b.ID, b.Version)
		if b.For != "" {
			a.say("%s", harmless(b.For))
		}
		for _, o := range b.Anchors {
			at := o.At()
			if at == "" {
				at = "waits until its day is given"
			}
			a.say("Anchor %s: %s, %s", o.ID, one(o.Title, 80), at)
		}
		a.say("")
		a.columns(table)
	})
}

func stepWords(s *playbook.Step) string {
	out := one(s.Title, 100)
	if s.Milestone {
		out += "  (milestone)"
	}
	if len(s.After) > 0 {
		out += "  after " + playbook.FormatAfter(s.After)
	}
	if !s.When.IsZero() {
		out += "  if " + one(s.When.String(), 80)
	}
	return out
}

// file reads a file of the command line, - being the standard input.
func (a *app) file(name string) (library.File, error) {
	in := a.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return library.File{}, &failure{kind: "file", message: fmt.Sprintf("The file %s cannot be read; check its name and who may read it.", name)}
		}
		defer f.Close()
		if st, err := f.Stat(); err == nil && st.IsDir() {
			return library.File{}, &failure{kind: "file", message: fmt.Sprintf("%s is a folder; name the file in it.", name)}
		}
		in = f
	} else {
		name = "input"
	}
	// One byte more than any of them may have, so that a larger one is refused as that.
	b, err := io.ReadAll(io.LimitReader(in, 2<<20))
	if err != nil {
		return library.File{}, &failure{kind: "file", message: fmt.Sprintf("The file %s cannot be read to its end; check where it lies.", name)}
	}
	return library.File{Name: name, Text: b}, nil
}

func (a *app) playbookCheck() error {
	books, err := a.books()
	if err != nil {
		return err
	}
	var files []library.File
	for _, name := range a.args {
		f, err := a.file(name)
		if err != nil {
			return err
		}
		files = append(files, f)
	}
	checked, err := books.CheckAll(files)
	if err != nil {
		return err
	}
	list, wrong := []map[string]any{}, 0
	for _, c := range checked {
		v := map[string]any{"file": c.File, "id": c.Book.ID, "version": c.Book.Version, "steps": c.Book.StepCount(), "problems": problemsJSON(c.Problems), "warnings": problemsJSON(c.Warnings)}
		if len(c.Problems) > 0 {
			v["id"], v["version"], v["steps"] = nil, nil, nil
			wrong++
		}
		list = append(list, v)
	}
	err = a.print(list, func() {
		for _, c := range checked {
			for _, p := range c.Problems {
				a.say("%s", harmless(p.Error()))
			}
			for _, w := range c.Warnings {
				a.say("%s", harmless(fmt.Sprintf("%s:%d: warning: %s", w.File, w.Line, w.Message)))
			}
			if len(c.Problems) == 0 {
				a.say("%s: “%s” (%s, version %d), %s, nothing wrong.", c.File, one(c.Book.Title, 80), c.Book.ID, c.Book.Version, count(c.Book.StepCount(), "step"))
			}
		}
	})
	if err == nil && wrong > 0 {
		return &failure{kind: "playbook", message: fmt.Sprintf("%d of %s cannot be taken.", wrong, count(len(checked), "file"))}
	}
	return err
}

func problemsJSON(ps library.Problems) []map[string]any {
	out := []map[string]any{}
	for _, p := range ps {
		out = append(out, map[string]any{"line": p.Line, "message": p.Message})
	}
	return out
}

func (a *app) playbookDiff() error {
	books, err := a.books()
	if err != nil {
		return err
	}
	var pair [2]playbook.Playbook
	for i, typed := range a.args {
		if st, statErr := os.Stat(typed); statErr == nil && !st.IsDir() || strings.HasSuffix(typed, ".yaml") {
			f, err := a.file(typed)
			if err != nil {
				return err
			}
			if pair[i], err = books.Read(f.Name, f.Text); err != nil {
				return wrongFile(err, "Nothing was compared")
			}
			continue
		}
		if pair[i], err = a.book(books, typed); err != nil {
			return err
		}
	}
	diffs := playbook.Diff(&pair[0], &pair[1])
	list := []map[string]any{}
	for _, d := range diffs {
		list = append(list, map[string]any{"kind": d.Kind, "phase": d.Phase, "step": d.Step, "anchor": d.Anchor, "title": d.Title, "field": d.Field, "was": d.Was, "now": d.Now, "text": d.String()})
	}
	name := func(p *playbook.Playbook) map[string]any {
		return map[string]any{"id": p.ID, "title": p.Title, "version": p.Version}
	}
	return a.print(map[string]any{"a": name(&pair[0]), "b": name(&pair[1]), "differences": list}, func() {
		if len(diffs) == 0 {
			a.say("No difference.")
		}
		for _, d := range diffs {
			a.say("%s.", harmless(d.String()))
		}
	})
}

// saved tells what was kept.
func (a *app) saved(p *playbook.Playbook, notes []string) error {
	v := map[string]any{"id": p.ID, "title": p.Title, "version": p.Version, "steps": p.StepCount(), "warnings": notNil(p.Warnings()), "notes": notNil(notes)}
	return a.print(v, func() {
		a.say("“%s” (%s) is kept as version %d, %s.", one(p.Title, 80), p.ID, p.Version, count(p.StepCount(), "step"))
		for _, n := range append(notes, p.Warnings()...) {
			a.say("  %s", harmless(n))
		}
	})
}

// playbookSave reads the file before it is taken in, so that a mistake in it is
// told by line.
func (a *app) playbookSave() error {
	f, err := a.file(a.args[0])
	if err != nil {
		return err
	}
	p, err := a.kept.Desk.ImportPlaybook(a.ctx, f.Name, f.Text)
	if err != nil {
		return wrongFile(err, "The playbook was not saved")
	}
	return a.saved(&p, nil)
}

func playbookDuplicateFlags(fs *flag.FlagSet) func(*app) error {
	id := fs.String("id", "", "the `ID` of the copy; else the original's with -copy")
	title := fs.String("title", "", "the title of the copy, a `TEXT`; else the original's, with “copy”")
	return func(a *app) error {
		p, err := a.kept.Desk.DuplicatePlaybook(a.ctx, a.args[0], *id, *title)
		if err != nil {
			return err
		}
		return a.saved(&p, nil)
	}
}

func playbookExportFlags(fs *flag.FlagSet) func(*app) error {
	path := fs.String("o", "", "the `FILE` to write; else it is printed")
	return func(a *app) error {
		books, err := a.books()
		if err != nil {
			return err
		}
		b, err := a.book(books, a.args[0])
		if err != nil {
			return err
		}
		text := books.Whole(&b)
		if *path == "" {
			return a.print(map[string]any{"id": b.ID, "version": b.Version, "file": nil, "text": string(text)}, func() { a.out.Write(text) })
		}
		if a.kept != nil && a.kept.Store.IsAt(*path) {
			return &failure{kind: "file", message: fmt.Sprintf("The playbook was not written: %s belongs to the workspace; choose another name.", *path)}
		}
		if err := brief.SaveFile(*path, text); err != nil {
			return err
		}
		return a.print(map[string]any{"id": b.ID, "version": b.Version, "file": *path, "text": nil}, func() { a.say("%s", *path) })
	}
}

func playbookFromPlanFlags(fs *flag.FlagSet) func(*app) error {
	title := fs.String("title", "", "what it is called, a `TEXT`; else the plan's title, “as it was done”")
	dry := fs.Bool("dry-run", false, "print the playbook as a file, and what to look at, and keep nothing")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		p, notes, err := a.kept.Desk.FromPlan(a.ctx, rec.Account.ID, *title)
		if err != nil {
			return err
		}
		return a.keepMade(p, notes, *dry)
	}
}

// keepMade keeps a playbook that was made of something else, or only shows it.
func (a *app) keepMade(p playbook.Playbook, notes []string, dry bool) error {
	if dry {
		text := a.kept.Desk.Books.Write(&p)
		v := map[string]any{"id": p.ID, "title": p.Title, "version": p.Version, "steps": p.StepCount(), "warnings": notNil(p.Warnings()), "notes": notNil(notes), "text": string(text)}
		if !a.json {
			for _, n := range append(notes, p.Warnings()...) {
				fmt.Fprintln(a.err, harmless(n))
			}
		}
		return a.print(v, func() { a.out.Write(text) })
	}
	saved, err := a.kept.Desk.SavePlaybook(a.ctx, p, 0)
	if err != nil {
		return err
	}
	return a.saved(&saved, notes)
}

// playbookPasteFlags looks at the list before it opens the workspace, as apply
// does with a form.
func playbookPasteFlags(fs *flag.FlagSet) func(*app) error {
	title := fs.String("title", "", "what it is called, a `TEXT`; else “Checklist”")
	dry := fs.Bool("dry-run", false, "print the playbook as a file, and what was taken for granted, and keep nothing")
	return func(a *app) error {
		f, err := a.file(a.args[0])
		if err != nil {
			return err
		}
		if err := a.open(boot.Existing); err != nil {
			return err
		}
		p, found, err := a.kept.Desk.FromChecklist(string(f.Text), *title)
		if err != nil {
			return err
		}
		var notes []string
		for _, l := range found {
			notes = append(notes, fmt.Sprintf("line %d: %s", l.Line, l.Message))
		}
		return a.keepMade(p, notes, *dry)
	}
}

func (a *app) playbookRemove() error {
	b, err := a.book(a.kept.Library, a.args[0])
	if err != nil {
		return err
	}
	if err := a.kept.Desk.TrashPlaybook(a.ctx, b.ID); err != nil {
		return err
	}
	return a.print(map[string]any{"id": b.ID, "title": b.Title}, func() {
		a.say("“%s” (%s) is in the trash with its versions; plans that were started from it keep theirs.", one(b.Title, 80), b.ID)
	})
}
