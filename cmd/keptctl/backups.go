package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/cmd/internal/boot"
	"kept/playbook"
)

// backUpDaily makes the automatic backup of the day behind a command that has
// written. The command is done, so what goes wrong here is only told.
func (a *app) backUpDaily() {
	if a.kept == nil {
		return
	}
	if now, err := a.kept.Store.DataVersion(a.ctx); err != nil || now == a.before {
		return
	}
	_, err := a.kept.Backups.Daily(a.ctx)
	if err == nil || a.ctx.Err() != nil {
		return
	}
	if a.json {
		_ = a.printTo(a.err, map[string]any{"warning": map[string]any{"kind": "backup", "message": sentence(err)}})
		return
	}
	fmt.Fprintln(a.err, harmless("keptctl: done, but without its daily backup: "+sentence(err)))
}

func backupsFlags(fs *flag.FlagSet) func(*app) error {
	folder := fs.String("folder", "", "make `FOLDER` the one for automatic backups; default for the usual one")
	return func(a *app) error {
		cfg, err := a.config()
		if err != nil {
			return err
		}
		if *folder != "" {
			to := *folder
			if to == "default" {
				to = ""
			}
			if err := boot.SetBackupFolder(cfg.Folders, to); err != nil {
				return err
			}
		}
		return a.backups(cfg)
	}
}

// backups lists those of a workspace that does not open too: then they are
// wanted most.
func (a *app) backups(cfg boot.Config) error {
	state := playbook.BackupState{}
	state.Folder, _ = boot.BackupFolder(cfg.Folders)
	zone, now := time.Local, time.Now()
	if cfg.Now != nil {
		now = cfg.Now()
		zone = now.Location()
	}
	var list []playbook.Backup
	err := a.open(boot.ReadOnly)
	if err == nil {
		if state, err = a.kept.Backups.State(a.ctx); err != nil {
			return err
		}
		list, err = a.kept.Backups.List(a.ctx)
	} else if kind := boot.ErrorKind(err); kind == "" || kind == "missing" {
		return err
	} else {
		list, err = boot.ListUnopened(a.ctx, cfg)
	}
	if err != nil && len(list) == 0 {
		return err
	} else if err != nil {
		state.Problem = sentence(err)
	}
	rows := [][]string{}
	out := []map[string]any{}
	for _, b := range list {
		out = append(out, backupJSON(b))
		rows = append(rows, []string{b.At.Time().In(zone).Format("2 Jan 2006 15:04"), playbook.LabelOf(playbook.BackupKinds(), b.Kind), holds(b, zone), b.Path})
	}
	late := state.Late(now)
	v := map[string]any{"folder": state.Folder, "last": state.Last, "unsaved_since": state.Unsaved, "late": late, "problem": state.Problem, "backups": out}
	return a.print(v, func() {
		a.say("Automatic backups go to %s.", state.Folder)
		if late {
			a.say("Late: what was changed since %s is in no backup.", state.Unsaved.Time().In(zone).Format("2 Jan 2006 15:04"))
		}
		if state.Problem != "" {
			a.say("%s", state.Problem)
		}
		if len(list) == 0 {
			a.say("There is no backup yet.")
			return
		}
		a.columns(rows)
	})
}

// holds says in one line what a backup holds, or why it cannot be restored.
func holds(b playbook.Backup, zone *time.Location) string {
	if b.Problem != "" {
		return one(b.Problem, 200)
	}
	s := count(b.Accounts, "account") + ", " + size(b.Bytes)
	if b.Last != nil {
		s += ", last: " + b.Last.At.Time().In(zone).Format("2 Jan 2006 15:04") + " " + one(b.Last.Who, 40) + ", " + one(b.Last.Label, 60)
	}
	return s
}

func size(bytes int64) string {
	if bytes < 1_000_000 {
		return fmt.Sprintf("%d kB", (bytes+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

func backupJSON(b playbook.Backup) map[string]any {
	var last any
	if b.Last != nil {
		last = map[string]any{"seq": b.Last.Seq, "at": b.Last.At, "who": b.Last.Who, "label": b.Last.Label}
	}
	return map[string]any{"file": b.Path, "kind": b.Kind, "at": b.At, "bytes": b.Bytes, "format": b.Format, "accounts": b.Accounts, "last": last, "problem": b.Problem}
}

func restoreFlags(fs *flag.FlagSet) func(*app) error {
	account := fs.String("account", "", "bring back only this `ACCOUNT` of the backup")
	yes := fs.Bool("yes", false, "do it; without, only what would happen is told")
	sensitive := fs.Bool("sensitive", false, sensitiveUsage)
	return func(a *app) error {
		if *account != "" {
			return a.restoreAccount(*account, *yes, *sensitive)
		}
		return a.restoreWhole(*yes)
	}
}

// restoreWhole puts a backup in the place of the workspace.
func (a *app) restoreWhole(yes bool) error {
	cfg, err := a.config()
	if err != nil {
		return err
	}
	file := a.args[0]
	err = a.open(boot.Existing)
	unopened := slices.Contains([]string{"missing", "damaged", "not_database"}, boot.ErrorKind(err))
	if err != nil && !unopened {
		return err
	}
	clock := time.Now
	if cfg.Now != nil {
		clock = cfg.Now
	}
	zone := clock().Location()
	there := boot.ReadBackup(a.ctx, file)
	if there.Problem != "" {
		return &failure{kind: "backup", message: there.Problem}
	}
	v := map[string]any{"restored": false, "backup": backupJSON(there), "present": nil, "aside": ""}
	var lines []string
	if !unopened {
		here, err := a.kept.Backups.Present(a.ctx)
		if err != nil {
			return err
		}
		v["present"] = backupJSON(here)
		lines = append(lines, "The workspace now: "+holds(here, zone)+".")
	}
	lines = append(lines, "The backup of "+there.At.Time().In(zone).Format("2 Jan 2006 15:04")+": "+holds(there, zone)+".")
	if !yes {
		lines = append(lines, "Nothing was changed. With --yes the backup takes the workspace's place, and the workspace is kept aside.")
		return a.print(v, func() { a.say("%s", strings.Join(lines, "\n")) })
	}
	release, taken, err := boot.HoldWindow(cfg.Path(), time.Now())
	if taken != "" {
		return &failure{kind: "workspace_busy", message: fmt.Sprintf("A window has this workspace open (%s); close it, or restore there with File → Restore….", one(taken, 120))}
	}
	if err == nil && release != nil {
		defer release()
	}
	var aside string
	if unopened {
		aside, err = boot.RestoreUnopened(a.ctx, cfg, "keptctl", file)
	} else {
		k := a.kept
		a.kept = nil // it is closed, whatever comes
		aside, err = k.Restore(a.ctx, file)
	}
	if err != nil {
		return err
	}
	v["restored"], v["aside"] = true, aside
	lines = append(lines, "Restored.")
	if aside != "" {
		lines = append(lines, "What was there is kept aside as "+aside+".")
	}
	return a.print(v, func() { a.say("%s", strings.Join(lines, "\n")) })
}

// restoreAccount brings one account of a backup back, as one act.
func (a *app) restoreAccount(typed string, yes, sensitive bool) error {
	if err := a.open(boot.Existing); err != nil {
		return err
	}
	file := a.args[0]
	backup := a.kept.Backups.Read(a.ctx, file)
	ob, err := a.kept.Backups.Look(a.ctx, file)
	if err != nil {
		return err
	}
	v, say, err := a.bring(ob, backup, typed, yes, sensitive)
	if err = errors.Join(err, ob.Close()); err != nil {
		return err
	}
	return a.print(v, say)
}

func (a *app) bring(ob playbook.OpenBackup, backup playbook.Backup, typed string, yes, sensitive bool) (any, func(), error) {
	list, err := ob.Accounts(a.ctx)
	if err != nil {
		return nil, nil, err
	}
	of, err := pickAccount(list, typed)
	if err != nil {
		return nil, nil, err
	}
	diff, err := ob.Compare(a.ctx, of.ID)
	if err != nil {
		return nil, nil, err
	}
	differs := diff.Added+diff.Changed+diff.Trashed > 0
	done := yes && differs
	if done {
		d := a.kept.Desk
		act := playbook.Act{Who: d.Who, Device: d.Device, Label: backup.RestoredLabel(of.Name, d.Now().Location()), At: d.Now()}
		if diff, err = ob.Bring(a.ctx, act, of.ID); err != nil {
			return nil, nil, err
		}
	}
	lines := []map[string]any{}
	for _, l := range diff.Lines {
		now, there, hidden := unsaid(&l)
		if sensitive {
			now, there, hidden = l.Old, l.New, false
		}
		lines = append(lines, map[string]any{"noun": l.Noun, "row": l.Row, "column": l.Col, "now": now, "backup": there, "hidden": hidden, "title": l.RowTitle})
	}
	v := map[string]any{"restored": done, "account": map[string]any{"id": of.ID, "name": of.Name}, "here": diff.Account.Here,
		"added": diff.Added, "changed": diff.Changed, "trashed": diff.Trashed, "count": diff.Count, "lines": lines}
	return v, func() {
		name := one(of.Name, 80)
		switch {
		case !differs:
			a.say("%s is as it is in the backup.", name)
			return
		case diff.Account.Here == playbook.HereGone:
			a.say("%s is not in the workspace: %s to add.", name, count(diff.Added, "row"))
		default:
			a.say("%s: %s to bring back, %s to change, %s added since for the trash.", name, count(diff.Added, "row"), count(diff.Changed, "row"), count(diff.Trashed, "row"))
		}
		for n, l := range diff.Lines {
			if n == fewSaid {
				a.say("    and %d more", diff.Count-n)
				break
			}
			a.say("    %s", one(a.returnWords(&l), 160))
		}
		if done {
			a.say("Brought back; keptctl undo takes that back.")
		} else {
			a.say("Nothing was changed. Add --yes to bring it back.")
		}
	}, nil
}

// pickAccount finds the account of a backup that a person typed: an id, a
// name, or the beginning of only one name.
func pickAccount(list []playbook.BackupAccount, typed string) (playbook.BackupAccount, error) {
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	var exact, begin []playbook.BackupAccount
	for _, b := range list {
		switch {
		case b.ID.String() == strings.ToLower(strings.TrimSpace(typed)):
			return b, nil
		case fold(b.Name) == fold(typed):
			exact = append(exact, b)
		case fold(typed) != "" && strings.HasPrefix(fold(b.Name), fold(typed)):
			begin = append(begin, b)
		}
	}
	if len(exact) == 0 {
		exact = begin
	}
	switch len(exact) {
	case 1:
		return exact[0], nil
	case 0:
		f := &failure{kind: "not_found", message: fmt.Sprintf("There is no account “%s” in this backup.", one(typed, 60))}
		for _, b := range list[:min(len(list), 20)] {
			f.reasons = append(f.reasons, one(b.Name, 60))
		}
		return playbook.BackupAccount{}, f
	}
	f := &failure{kind: "ambiguous", message: fmt.Sprintf("“%s” may be any of %d accounts of the backup; type more of the name, or the id.", one(typed, 60), len(exact))}
	for _, b := range exact[:min(len(exact), 20)] {
		f.reasons = append(f.reasons, one(b.Name, 60)+"  "+b.ID.String())
	}
	return playbook.BackupAccount{}, f
}

// returnWords says what becomes of one value, or of one row.
func (a *app) returnWords(l *playbook.Line) string {
	if l.Col != "" {
		for _, told := range playbook.Tell(&playbook.Event{Lines: []playbook.Line{*l}, Count: 1}, a.zone()) {
			return told.String()
		}
		return playbook.NameOfField(l.Noun, l.Kind, l.Col)
	}
	title := playbook.Label(l.Noun, "")
	if l.RowTitle != "" && l.RowTitle != title {
		title += " “" + one(l.RowTitle, 60) + "”"
	}
	if l.New == "" {
		return title + " goes into the trash"
	}
	return title + " comes back"
}
