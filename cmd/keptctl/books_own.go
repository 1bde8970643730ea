package main

import (
	"flag"
	"fmt"

	"kept/cmd/internal/boot"
	"kept/playbook"
	"kept/playbook/brief"
)

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
