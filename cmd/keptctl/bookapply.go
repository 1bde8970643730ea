package main

import (
	"flag"
	"path/filepath"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// playbookApplyFlags brings running plans to a version of their playbook.
func playbookApplyFlags(fs *flag.FlagSet) func(*app) error {
	dry := fs.Bool("dry-run", false, "show what would change, and change nothing")
	why := fs.String("reason", "", "why, a `TEXT`")
	var only list
	fs.Var(&only, "only", "take over only this `STEP`, even where the plan was changed by hand; may be given several times")
	return func(a *app) error {
		desk, id, version, err := a.bookToApply(a.args[0], *dry)
		if err != nil {
			return err
		}
		accounts, err := a.running(desk, id, a.args[1:])
		if err != nil {
			return err
		}
		var choices []work.UpgradeChoice
		out := []map[string]any{}
		var previews []*work.UpgradePreview
		for _, rec := range accounts {
			p, err := desk.PreviewUpgrade(a.ctx, rec.Account.ID, version, nil)
			if err != nil {
				return err
			}
			if len(only) > 0 {
				take, err := p.Of(only...)
				if err != nil {
					return err
				}
				if p, err = desk.PreviewUpgrade(a.ctx, rec.Account.ID, version, take); err != nil {
					return err
				}
			}
			previews, choices = append(previews, p), append(choices, work.UpgradeChoice{Account: rec.Account.ID, Items: p.Take})
			out = append(out, upgradeJSON(p))
		}
		if !*dry {
			if _, err := a.kept.Desk.Apply(a.ctx, version, choices, *why); err != nil {
				return err
			}
		}
		return a.print(map[string]any{"plans": out, "dry_run": *dry}, func() {
			for _, p := range previews {
				a.upgrade(p, *dry)
			}
			if n := leftOut(previews); n > 0 && !*dry {
				a.say("Left out: %s. The plans count as the new version from now on, so this is not offered again; keptctl undo takes the step back.", count(n, "change"))
			}
		})
	}
}

// leftOut counts the changes that were not taken over.
func leftOut(previews []*work.UpgradePreview) int {
	n := 0
	for _, p := range previews {
		n += len(p.Items) - len(p.Take)
	}
	return n
}

// bookToApply reads a playbook with its version, or the file of one. A file is
// kept first, as the next version of its playbook, as playbook save does it; while
// nothing is to change, the desk that is returned only acts as if it were kept.
func (a *app) bookToApply(typed string, dry bool) (desk *work.Desk, id string, version int, err error) {
	if !isFile(typed) {
		id, version, err = bookTyped(typed)
		return a.kept.Desk, id, version, err
	}
	f, err := a.file(typed)
	if err != nil {
		return nil, "", 0, err
	}
	if !dry {
		p, err := a.kept.Desk.ImportPlaybook(a.ctx, f.Name, f.Text)
		if err != nil {
			return nil, "", 0, wrongFile(err, "The playbook was not applied")
		}
		return a.kept.Desk, p.ID, 0, nil
	}
	p, err := a.kept.Desk.Books.Read(f.Name, f.Text)
	if err != nil {
		return nil, "", 0, wrongFile(err, "The playbook cannot be applied")
	}
	if was, err := a.kept.Desk.Books.Get(p.ID); err == nil {
		p.Version = was.Version
		if len(playbook.Diff(&was, &p)) > 0 {
			p.Version++
		}
	}
	as := *a.kept.Desk
	as.Books = oneMore{as.Books, p}
	return &as, p.ID, 0, nil
}

// isFile tells whether what was typed is a file and not the id of a playbook.
func isFile(typed string) bool {
	ext := strings.ToLower(filepath.Ext(typed))
	return typed == "-" || ext == ".yaml" || ext == ".yml" || strings.ContainsAny(typed, `/\`)
}

// oneMore is the playbooks there are, with one more version.
type oneMore struct {
	work.Books
	p playbook.Playbook
}

func (b oneMore) Get(idOrLetter string) (playbook.Playbook, error) {
	if idOrLetter == b.p.ID {
		return b.p, nil
	}
	return b.Books.Get(idOrLetter)
}

// bookTyped reads a playbook with its version: mid-market-60, mid-market-60@3.
func bookTyped(typed string) (id string, version int, err error) {
	id, v, ok := strings.Cut(typed, "@")
	if !ok {
		return id, 0, nil
	}
	read, perr := playbook.ParseAfter("x+" + v)
	if perr != nil || len(read) != 1 || read[0].Lag < 1 {
		return "", 0, usage("%q is no version; write it like mid-market-60@3", one(typed, 60))
	}
	return id, read[0].Lag, nil
}

// running returns the accounts that were named, or all whose plan is of the
// playbook and not of its newest version.
func (a *app) running(desk *work.Desk, id string, typed []string) ([]playbook.Record, error) {
	if len(typed) > 0 {
		var out []playbook.Record
		for _, s := range typed {
			rec, err := a.account(s)
			if err != nil {
				return nil, err
			}
			if p := rec.Plan(); p == nil || p.PlaybookID != id {
				return nil, &failure{kind: "not_found", message: rec.Account.Name + " has no plan of the playbook " + one(id, 60) + "; keptctl plan ACCOUNT shows what runs."}
			}
			out = append(out, rec)
		}
		return out, nil
	}
	ids, err := desk.PlansOf(a.ctx, id)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, &failure{kind: "not_found", message: "No running plan of the playbook " + one(id, 60) + " is behind; keptctl playbooks lists the ids."}
	}
	var out []playbook.Record
	for _, account := range ids {
		rec, err := a.kept.Desk.Record(a.ctx, account)
		if err != nil {
			return nil, err
		}
		out = append(out, rec)
	}
	return out, nil
}

func upgradeJSON(p *work.UpgradePreview) map[string]any {
	items := func(list []work.UpgradeItem) []map[string]any {
		out := []map[string]any{}
		for _, it := range list {
			out = append(out, map[string]any{"key": it.Key, "kind": it.Kind, "step": it.Step, "title": it.Title, "value": it.Value, "then": it.Then, "now": it.Now,
				"plan": it.Has, "conflict": it.Conflict, "kept": it.Kept})
		}
		return out
	}
	return map[string]any{"account": p.Name, "from": p.Plan.Version, "to": p.Now.Version, "items": items(p.Items), "kept": items(p.Kept), "taken": notNil(p.Take),
		"changes": consequencesJSON(p.Changes)}
}

func (a *app) upgrade(p *work.UpgradePreview, dry bool) {
	verb := "brought"
	if dry {
		verb = "would be brought"
	}
	a.say("%s: %s from version %d to %d: %s; %d taken, %s on other days.", one(p.Name, 80), verb, p.Plan.Version, p.Now.Version, p.Words(), len(p.Take), count(len(p.Changes.Tasks), "task"))
	taken := map[string]bool{}
	for _, k := range p.Take {
		taken[k] = true
	}
	rows := [][]string{}
	for _, it := range p.Items {
		mark := "  "
		if taken[it.Key] {
			mark = "+ "
		}
		what := it.Kind
		if it.Value != "" {
			what = it.Value + ": " + one(dash(it.Then), 40) + " → " + one(dash(it.Now), 40)
			if it.Conflict != "" && it.Has != it.Then {
				what += " (here " + one(dash(p.Shown(it.Has)), 60) + ")"
			}
		}
		rows = append(rows, []string{"  " + mark + it.Key, one(it.Title, 50), what, one(it.Conflict, 80)})
	}
	for _, it := range p.Kept {
		rows = append(rows, []string{"    " + it.Key, one(it.Title, 50), "stays", one(it.Kept, 80)})
	}
	a.columns(rows)
}
