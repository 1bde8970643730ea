package main

import (
	"bytes"
	"flag"
	"fmt"
	"strings"

	"kept/playbook/brief"
	"kept/playbook/ics"
	"kept/playbook/work"
)

func icsFlags(fs *flag.FlagSet) func(*app) error {
	mine := fs.Bool("mine", false, "my own tasks across all accounts, of whoever --as names")
	file := fs.String("o", "", "the `FILE` to write; else the calendar is printed")
	return func(a *app) error {
		if *mine == (len(a.args) == 1) {
			return usage("ics needs an account or --mine, not both: keptctl ics ACCOUNT | --mine [-o FILE.ics]")
		}
		name, tasks, err := a.calendarOf(*mine)
		if err != nil {
			return err
		}
		out := make([]ics.Task, len(tasks))
		for i, t := range tasks {
			out[i] = ics.Task{Task: t.Task, Account: t.Account, Phase: t.Phase, Owner: t.Who, Why: t.Why}
		}
		var b bytes.Buffer
		n, err := ics.Write(&b, name, out, a.kept.Desk.Now())
		if err != nil {
			return err
		}
		if *file == "" {
			return a.print(map[string]any{"file": nil, "events": n, "calendar": b.String()}, func() { a.out.Write(b.Bytes()) })
		}
		if a.kept.Store.IsAt(*file) {
			return &failure{kind: "file", message: fmt.Sprintf("The calendar was not written: %s belongs to the workspace; choose another name.", *file)}
		}
		if err := brief.SaveFile(*file, b.Bytes()); err != nil {
			return err
		}
		return a.print(map[string]any{"file": *file, "events": n, "calendar": nil}, func() { a.say("%s: %s.", *file, count(n, "event")) })
	}
}

// calendarOf returns the tasks to write, and what the calendar is called.
func (a *app) calendarOf(mine bool) (name string, tasks []work.Planned, err error) {
	if mine {
		tasks, err = a.kept.Desk.MyTasks(a.ctx)
		return "Kept: tasks of " + strings.TrimSpace(a.kept.Desk.Who), tasks, err
	}
	rec, err := a.account(a.args[0])
	if err != nil {
		return "", nil, err
	}
	name, tasks, err = a.kept.Desk.PlanTasks(a.ctx, rec.Account.ID)
	return "Kept: " + name, tasks, err
}
