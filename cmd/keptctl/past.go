package main

import (
	"flag"
	"fmt"

	"kept/cmd/internal/boot"
	"kept/playbook"
)

// moment returns a moment in the zone of the clock in use.
func moment(m playbook.Moment, a *app) string {
	if m.IsZero() {
		return "–"
	}
	return m.Time().In(a.kept.Desk.Now().Location()).Format("2 Jan 2006 15:04")
}

func (a *app) undo() error {
	d, err := a.kept.Desk.Undo(a.ctx)
	if err != nil {
		return err
	}
	return a.done("Undone", d)
}

func (a *app) redo() error {
	d, err := a.kept.Desk.Redo(a.ctx)
	if err != nil {
		return err
	}
	return a.done("Done again", d)
}

func (a *app) done(words string, d playbook.Done) error {
	v := map[string]any{"id": d.ID, "label": d.Label, "who": d.Who, "at": d.At, "account_id": d.Account}
	return a.print(v, func() { a.say("%s: %s (%s, %s).", words, one(d.Label, 120), one(d.Who, 40), moment(d.At, a)) })
}

func checkFlags(fs *flag.FlagSet) func(*app) error {
	mend := fs.Bool("mend", false, "rebuild the search when it has drifted")
	return func(a *app) error { return a.check(*mend) }
}

// check fails when something is found that was not mended.
func (a *app) check(mend bool) error {
	found, err := a.kept.Check(a.ctx, mend)
	if err != nil {
		return err
	}
	place := boot.Place(a.kept.Store.Path(), a.env)
	where := map[string]any{"kind": place.Kind, "name": place.Name, "text": place.Words()}
	list, open := []map[string]any{}, []string{}
	for _, f := range found {
		list = append(list, map[string]any{"area": f.Area, "noun": f.Noun, "row": f.Row, "message": f.Message, "mended": f.Mended})
		if !f.Mended {
			open = append(open, f.Area+": "+f.Message)
		}
	}
	if len(open) > 0 {
		if a.json {
			if err := a.printTo(a.out, map[string]any{"sound": false, "findings": list, "place": where}); err != nil {
				return err
			}
		}
		return &failure{kind: "damaged", message: fmt.Sprintf("The workspace is not sound: %s; restore the newest backup, or keptctl salvage.", count(len(open), "finding")), reasons: open}
	}
	return a.print(map[string]any{"sound": true, "findings": list, "place": where}, func() {
		if len(found) > 0 {
			a.say("%s mended.", count(len(found), "finding"))
		}
		a.say("The workspace is sound: file, foreign keys, orphans, search and history.")
		if place.Risky() {
			a.say("%s", place.Words())
		}
	})
}

func backupFlags(fs *flag.FlagSet) func(*app) error {
	over := fs.Bool("overwrite", false, "replace a file that is there")
	return func(a *app) error {
		if err := a.kept.Backup(a.ctx, a.args[0], *over); err != nil {
			return err
		}
		return a.print(map[string]any{"file": a.args[0]}, func() { a.say("%s", a.args[0]) })
	}
}
