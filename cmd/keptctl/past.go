package main

import (
	"flag"
	"fmt"

	"kept/playbook"
)

// moment returns a moment in the zone of the clock in use.
func moment(m playbook.Moment, a *app) string {
	if m.IsZero() {
		return "–"
	}
	return m.Time().In(a.kept.Desk.Now().Location()).Format("2 Jan 2006 15:04")
}

func historyFlags(fs *flag.FlagSet) func(*app) error {
	limit := fs.Int("limit", 50, "how many events at most")
	return func(a *app) error { return a.history(*limit) }
}

func (a *app) history(limit int) error {
	var id playbook.ID
	if len(a.args) == 1 {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		id = rec.Account.ID
	}
	events, err := a.kept.Store.History(a.ctx, id, playbook.HistoryQuery{Limit: limit})
	if err != nil {
		return fmt.Errorf("read the history: %w", err)
	}
	list := []map[string]any{}
	for _, e := range events {
		lines := []map[string]any{}
		for _, l := range e.Lines {
			lines = append(lines, map[string]any{"noun": l.Noun, "row": l.Row, "column": l.Col, "old": l.Old, "new": l.New, "title": l.RowTitle})
		}
		list = append(list, map[string]any{"seq": e.Seq, "id": e.ID, "kind": e.Kind, "who": e.Who, "device": e.Device, "at": e.At, "label": e.Label, "why": e.Why, "undone": e.Undone, "count": e.Count, "lines": lines})
	}
	return a.print(list, func() {
		for _, e := range events {
			undone := ""
			if e.Undone {
				undone = "  (undone)"
			}
			a.say("%s  %s  %s%s", moment(e.At, a), one(e.Who, 40), one(e.Label, 120), undone)
			if e.Why != "" {
				a.say("    why: %s", one(e.Why, 160))
			}
			for i, l := range e.Lines {
				if i == 12 {
					a.say("    and %d more", e.Count-i)
					break
				}
				a.say("    %s", one(a.lineWords(&l), 160))
			}
		}
	})
}

// valueWords returns a value of the history as a person reads it: dates and
// moments with the month by name, choices by their labels.
func (a *app) valueWords(noun, col, text string) string {
	n := playbook.NewNoun(noun)
	if n == nil || text == "" {
		return dash(text)
	}
	opts := map[string][]playbook.Option{"task.state": playbook.TaskStates(), "handoff.state": playbook.HandoffStates(), "account.stage": playbook.Stages()}[noun+"."+col]
	for _, f := range playbook.Fields() {
		for _, in := range f.Inputs {
			if f.Noun == noun && in.Col == col && len(in.Options) > 0 {
				opts = in.Options
			}
		}
	}
	for _, c := range playbook.Columns(n) {
		if c.Name != col {
			continue
		}
		switch c.Any(n).(type) {
		case playbook.Date:
			return day(playbook.Date(text))
		case playbook.Moment:
			return moment(playbook.Moment(text), a)
		case bool:
			return "yes"
		}
	}
	return one(playbook.LabelOf(opts, text), 60)
}

func (a *app) lineWords(l *playbook.Line) string {
	title := playbook.Label(l.Noun, "")
	if l.RowTitle != "" {
		title += " “" + one(l.RowTitle, 60) + "”"
	}
	switch {
	case l.Col == "" && l.New != "":
		return title + " added"
	case l.Col == "":
		return title + " taken back"
	case l.Col == "trashed_at" && l.New != "":
		return title + " put into the trash"
	case l.Col == "trashed_at":
		return title + " taken out of the trash"
	}
	return fmt.Sprintf("%s, %s: %s → %s", title, playbook.Label(l.Noun, l.Col), a.valueWords(l.Noun, l.Col, l.Old), a.valueWords(l.Noun, l.Col, l.New))
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
	list, open := []map[string]any{}, []string{}
	for _, f := range found {
		list = append(list, map[string]any{"area": f.Area, "noun": f.Noun, "row": f.Row, "message": f.Message, "mended": f.Mended})
		if !f.Mended {
			open = append(open, f.Area+": "+f.Message)
		}
	}
	if len(open) > 0 {
		if a.json {
			if err := a.printTo(a.out, map[string]any{"sound": false, "findings": list}); err != nil {
				return err
			}
		}
		return &failure{kind: "damaged", message: fmt.Sprintf("The workspace is not sound: %s; make a copy of it and open the newest backup.", count(len(open), "finding")), reasons: open}
	}
	return a.print(map[string]any{"sound": true, "findings": list}, func() {
		if len(found) > 0 {
			a.say("%s mended.", count(len(found), "finding"))
		}
		a.say("The workspace is sound: file, foreign keys, orphans, search and history.")
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
