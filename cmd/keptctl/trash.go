package main

import (
	"flag"
	"fmt"

	"kept/playbook"
)

func (a *app) trash() error {
	if len(a.args) == 1 && a.args[0] != "list" {
		return usage("use it like this: keptctl trash [list], trash restore ID, trash purge [ID]")
	}
	rows, err := a.kept.Store.Trash(a.ctx)
	if err != nil {
		return fmt.Errorf("read the trash: %w", err)
	}
	list, table := []map[string]any{}, [][]string{}
	now := a.kept.Desk.Now()
	for _, r := range rows {
		left := r.DaysLeft(now)
		list = append(list, map[string]any{"noun": r.Noun, "kind": r.Kind, "id": r.Row, "account_id": r.Account, "account": r.AccountName, "title": r.Title, "at": r.At, "by": r.By, "with": r.With, "days_left": left})
		table = append(table, []string{r.Row.String(), trashKind(&r), one(r.AccountName, 40), one(r.Title, 60), moment(r.At, a), one(r.By, 30), leftWords(left)})
	}
	return a.print(list, func() {
		if len(rows) == 0 {
			a.say("The trash is empty.")
			return
		}
		a.columns(table)
	})
}

// trashKind is what a person calls a row in the trash.
func trashKind(r *playbook.TrashedRow) string {
	if f := playbook.FieldOfKind(r.Noun, r.Kind); f != nil && r.Kind != "" {
		return f.Label
	}
	if r.With > 0 {
		return fmt.Sprintf("Account with %s", count(r.With, "row"))
	}
	return playbook.Label(r.Noun, "")
}

func leftWords(days int) string {
	if days == 0 {
		return "can be purged"
	}
	return count(days, "day") + " left"
}

// inTrash finds a row of the trash by what was typed.
func (a *app) inTrash(typed string) (playbook.TrashedRow, error) {
	rows, err := a.kept.Store.Trash(a.ctx)
	if err != nil {
		return playbook.TrashedRow{}, fmt.Errorf("read the trash: %w", err)
	}
	for _, r := range rows {
		if r.Row.String() == typed {
			return r, nil
		}
	}
	return playbook.TrashedRow{}, &failure{kind: "not_found", message: fmt.Sprintf("There is nothing with the id “%s” in the trash; keptctl trash lists what is.", one(typed, 60))}
}

func (a *app) act(label string) playbook.Act {
	d := a.kept.Desk
	return playbook.Act{Who: d.Who, Device: d.Device, Label: label, At: d.Now()}
}

func (a *app) untrash() error {
	r, err := a.inTrash(a.args[0])
	if err != nil {
		return err
	}
	if err := a.kept.Store.Restore(a.ctx, a.act(fmt.Sprintf("Take “%s” out of the trash", one(r.Title, 60))), r.Noun, r.Row); err != nil {
		return err
	}
	v := map[string]any{"noun": r.Noun, "id": r.Row, "account_id": r.Account, "title": r.Title}
	return a.print(v, func() { a.say("Out of the trash: %s.", one(r.Title, 100)) })
}

func purgeFlags(fs *flag.FlagSet) func(*app) error {
	yes := fs.Bool("yes", false, "do it; without it only what would go is told")
	return func(a *app) error { return a.purge(*yes) }
}

// purge removes for good: one row, or all that is old.
func (a *app) purge(yes bool) error {
	now := a.kept.Desk.Now()
	what := playbook.PurgeWhat{Before: playbook.TrashedBefore(now)}
	name := "trashed before " + what.Before.Day(now.Location()).Short()
	if len(a.args) == 1 {
		r, err := a.inTrash(a.args[0])
		if err != nil {
			return err
		}
		what = playbook.PurgeWhat{Noun: r.Noun, Row: r.Row}
		name = "“" + one(r.Title, 60) + "”"
	}
	plan, err := a.kept.Store.PlanPurge(a.ctx, what)
	if err != nil {
		return err
	}
	v := map[string]any{"purged": false, "accounts": plan.Accounts, "rows": plan.Rows, "lines": plan.Lines, "before": what.Before, "waiting": false}
	if plan.Empty() {
		return a.print(v, func() { a.say("Nothing has been in the trash for %d days.", playbook.TrashDays) })
	}
	if !yes {
		return a.print(v, func() {
			a.say("This would remove for good: %s, %s, and %s of the history.", plan.Words(), name, count(plan.Lines, "line"))
			a.say("It cannot be undone. Add --yes to do it.")
		})
	}
	if plan, err = a.kept.Store.Purge(a.ctx, a.act(""), what); err != nil {
		return err
	}
	v["purged"], v["waiting"] = true, plan.Waiting
	return a.print(v, func() {
		a.say("Purged for good: %s.", plan.Words())
		a.waiting(plan.Waiting)
	})
}

// waiting tells that the file is not cleared yet.
func (a *app) waiting(is bool) {
	if is {
		a.say(playbook.ClearedLater)
	}
}
