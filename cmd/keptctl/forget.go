package main

import (
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
)

func forgetFlags(fs *flag.FlagSet) func(*app) error {
	account := fs.String("account", "", "only on this `ACCOUNT`, where somebody else is called so too")
	whole := fs.Bool("whole-name", false, "leave parts of the name that stand alone, such as a first name")
	dry := fs.Bool("dry-run", false, "tell what would go, and change nothing")
	yes := fs.Bool("yes", false, "do it; without it only what would go is told")
	return func(a *app) error { return a.forget(*account, *whole, *yes && !*dry) }
}

func (a *app) forget(account string, whole, yes bool) error {
	who := playbook.ForgetWho{Named: strings.TrimSpace(a.args[0]), WholeName: whole}
	if account != "" {
		rec, err := a.account(account)
		if err != nil {
			return err
		}
		who.Account = rec.Account.ID
	}
	f := a.kept.Forgetter()
	plan, err := f.PlanForget(a.ctx, who)
	if err != nil {
		return err
	}
	if plan.Empty() {
		return &failure{kind: "not_found", message: fmt.Sprintf("“%s” is nowhere in this workspace; type the name as it is written there, or the e-mail address.", one(who.Named, 60))}
	}
	if yes {
		if plan, err = f.Forget(a.ctx, a.act(""), who); err != nil {
			return err
		}
	}
	return a.print(forgetJSON(&plan, yes), func() { a.tellForget(&plan, yes) })
}

func forgetJSON(p *playbook.ForgetPlan, done bool) map[string]any {
	places, parts, shared := []map[string]any{}, []string{}, []string{}
	if !done { // afterwards the name is nowhere, also not in what a script keeps
		parts, shared = notNil(p.Parts), notNil(p.Shared)
		for _, x := range p.Places {
			places = append(places, map[string]any{"noun": x.Noun, "kind": x.Kind, "id": x.Row, "account_id": x.Account, "account": x.AccountName, "column": x.Col, "text": x.Text, "trash": x.Trashed, "part": x.Part, "whole": x.Whole})
		}
	}
	return map[string]any{"forgotten": done, "token": p.Token, "people": p.People, "values": p.Values, "by_noun": p.ByNoun, "in_trash": p.Trash,
		"history_lines": p.Lines, "acts": p.Acts, "search": p.Search, "log_lines": p.Logs, "backups": notNil(p.Backups), "parts": parts, "shared_parts": shared, "places": places, "waiting": p.Waiting}
}

func (a *app) tellForget(p *playbook.ForgetPlan, done bool) {
	if done {
		a.say("Forgotten for good. “%s” stands in place of the name.", p.Token)
	} else {
		a.say("This would go for good, with “%s” in place of the name:", p.Token)
		for _, x := range p.Places[:min(len(p.Places), 40)] {
			words := one(x.Text, 90)
			if x.Whole {
				words += " (emptied)"
			}
			if x.Trashed {
				words += " (in the trash)"
			}
			a.say("  %s, %s, %s: %s", dash(one(x.AccountName, 30)), playbook.RowWords(x.Noun, x.Kind), playbook.NameOfField(x.Noun, x.Kind, x.Col), words)
		}
		if p.Values > 40 {
			a.say("  and %d more", p.Values-40)
		}
	}
	a.say("%s (%d in the trash), %s of the history, %s, %s of the search, %s of the logs.", count(p.Values, "value"), p.Trash,
		count(p.Lines, "line"), count(p.Acts, "act"), entries(p.Search), count(p.Logs, "line"))
	if len(p.Parts) > 0 && !done {
		a.say("Parts of the name that stand alone on their accounts go too: %s; --whole-name leaves them.", one(strings.Join(p.Parts, ", "), 80))
	}
	if len(p.Shared) > 0 && !done {
		a.say("Left alone, because somebody else is called so: %s.", one(strings.Join(p.Shared, ", "), 80))
	}
	if len(p.Backups) > 0 {
		a.say("These backups still hold the name; delete them, or let them age out:")
		for _, b := range p.Backups {
			a.say("  %s", b)
		}
	}
	a.waiting(p.Waiting)
	if !done {
		a.say("It cannot be undone. Add --yes to do it.")
	}
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
