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
	"kept/playbook/merge"
	"kept/playbook/pack"
	"kept/playbook/work"
)

// packCommands carry accounts between workspaces.
func packCommands() []command {
	reads := existing()
	makes := boot.Create
	return []command{
		{"pack send", "ACCOUNT… -o FILE [--with-sensitive] [--passphrase-file FILE | --to RECIPIENT …]", "write accounts into a pack for another laptop", 1, pack.MaxAccounts, reads, packSendFlags},
		{"pack show", "FILE [--all] [--sensitive] [--passphrase-file FILE]", "show what taking in a pack would change", 1, 1, reads, packShowFlags},
		{"pack open", "FILE [--yes | --mine | --theirs] [--here N …] [--there N …] [--both N …] [--instead N=TEXT …] [--account ACCOUNT …] [--passphrase-file FILE] [--new-key]", "take in a pack", 1, 1, &makes, packOpenFlags},
		{"pack key", "", "show the fingerprint of this installation, and for whom to lock packs that it opens", 0, 0, reads, plain((*app).packKey)},
		{"pack peers", "", "list the installations whose packs were taken in", 0, 0, reads, plain((*app).packPeers)},
		{"pack trust", "FINGERPRINT", "record that the fingerprint of an installation was compared", 1, 1, reads, plain((*app).packTrust)},
	}
}

const passphraseUsage = "the `FILE` whose first line is the passphrase"

// passphrase reads the first line of a file, "" for no file.
func passphrase(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "", &failure{kind: "file", message: fmt.Sprintf("The passphrase file %s cannot be read; check its name and who may read it.", path)}
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return "", &failure{kind: "file", message: fmt.Sprintf("The passphrase file %s cannot be read; name the file whose first line is the passphrase.", path)}
	}
	first, _, _ := strings.Cut(string(b), "\n")
	if first = strings.TrimRight(first, "\r"); first == "" {
		return "", &failure{kind: "file", message: fmt.Sprintf("The passphrase file %s has an empty first line; write the passphrase there.", path)}
	}
	return first, nil
}

func packSendFlags(fs *flag.FlagSet) func(*app) error {
	file := fs.String("o", "", "the `FILE` to write")
	sensitive := fs.Bool("with-sensitive", false, "put in the notes that must not be retold, too")
	secret := fs.String("passphrase-file", "", passphraseUsage)
	var to list
	fs.Var(&to, "to", "lock it for the `RECIPIENT` that pack key shows there")
	return func(a *app) error {
		if *file == "" {
			return usage("pack send needs -o FILE%s", pack.Ext)
		}
		phrase, err := passphrase(*secret)
		if err != nil {
			return err
		}
		if a.kept.Store.IsAt(*file) {
			return &failure{kind: "file", message: fmt.Sprintf("The pack was not written: %s belongs to the workspace; choose another name.", *file)}
		}
		var ids []playbook.ID
		for _, typed := range a.args {
			rec, err := a.account(typed)
			if err != nil {
				return err
			}
			ids = append(ids, rec.Account.ID)
		}
		out, err := a.kept.Packs().Send(a.ctx, ids, *sensitive)
		if err != nil {
			return err
		}
		b, err := a.kept.SealPack(out, *sensitive, pack.Lock{Passphrase: phrase, Recipients: to})
		if err != nil {
			return err
		}
		if err := brief.SaveFile(*file, b); err != nil {
			return err
		}
		key, err := a.kept.Key()
		if err != nil {
			return err
		}
		names := []string{}
		for _, acc := range out.Accounts {
			names = append(names, acc.Name)
		}
		locked := phrase != "" || len(to) > 0
		return a.print(map[string]any{"file": *file, "accounts": names, "bytes": len(b), "sensitive": *sensitive, "locked": locked, "fingerprint": pack.Fingerprint(key.Public())}, func() {
			a.say("%s: %s, signed by %s.", *file, count(len(names), "account"), pack.Fingerprint(key.Public()))
		})
	}
}

// packOf returns the pack of one account that anybody who has it can open.
func (a *app) packOf(account playbook.ID) ([]byte, error) {
	out, err := a.kept.Packs().Send(a.ctx, []playbook.ID{account}, false)
	if err != nil {
		return nil, err
	}
	return a.kept.SealPack(out, false, pack.Lock{})
}

// opened opens a pack and what it would do here.
func (a *app) opened(path, secret string) (*pack.Pack, work.PackIn, work.PackView, error) {
	fail := func(err error) (*pack.Pack, work.PackIn, work.PackView, error) {
		return nil, work.PackIn{}, work.PackView{}, err
	}
	phrase, err := passphrase(secret)
	if err != nil {
		return fail(err)
	}
	p, in, err := a.kept.OpenPack(path, phrase)
	switch {
	case errors.Is(err, pack.ErrLocked):
		return fail(&failure{kind: "locked", message: "The pack is locked with a passphrase; put the passphrase into a file and name it with --passphrase-file."})
	case errors.Is(err, pack.ErrPassphrase):
		return fail(&failure{kind: "locked", message: sentence(err)})
	case errors.Is(err, os.ErrNotExist), errors.Is(err, os.ErrPermission):
		return fail(&failure{kind: "file", message: fmt.Sprintf("The pack %s cannot be read; check its name and who may read it.", path)})
	case err != nil:
		return fail(err)
	}
	view, err := a.kept.Packs().Look(a.ctx, in)
	return p, in, view, err
}

func packShowFlags(fs *flag.FlagSet) func(*app) error {
	secret := fs.String("passphrase-file", "", passphraseUsage)
	all := fs.Bool("all", false, "list also what was only changed here, and every row of a new account")
	sensitive := fs.Bool("sensitive", false, sensitiveUsage)
	return func(a *app) error {
		p, _, view, err := a.opened(a.args[0], *secret)
		if err != nil {
			return err
		}
		shown := packShown{all: *all, sensitive: *sensitive}
		return a.print(packJSON(p, &view, shown), func() { a.sayPack(p, &view, shown) })
	}
}

func packOpenFlags(fs *flag.FlagSet) func(*app) error {
	yes := fs.Bool("yes", false, "take it in; of what was changed on both sides the newer words count")
	mine := fs.Bool("mine", false, "take it in; what was changed on both sides stays as it is here")
	theirs := fs.Bool("theirs", false, "take it in; what was changed on both sides becomes as it is there")
	newKey := fs.Bool("new-key", false, "take it in though the sender was known by another key, whose new fingerprint you have compared")
	secret := fs.String("passphrase-file", "", passphraseUsage)
	var only list
	fs.Var(&only, "account", "take in only the `ACCOUNT` of the pack, by its name there")
	var single packChooser
	fs.Var(&single.here, "here", "of the `DIFFERENCE` what is here, by its number in pack show or its at in the JSON; a row of there is left out")
	fs.Var(&single.there, "there", "of the `DIFFERENCE` what is there; a row that was removed for good here comes back")
	fs.Var(&single.both, "both", "of the `DIFFERENCE` both: a long text with both one after the other, a row of a list as two rows")
	fs.Var(&single.instead, "instead", "of a difference neither, but other words: `DIFFERENCE=TEXT`")
	return func(a *app) error {
		said := 0
		choice := work.PackChoice{}
		for flag, side := range map[*bool]merge.Side{yes: merge.Newer, mine: merge.Mine, theirs: merge.Theirs} {
			if *flag {
				said++
				choice.Both = side
			}
		}
		if said > 1 {
			return usage("pack open takes one of --yes, --mine and --theirs")
		}
		p, in, view, err := a.opened(a.args[0], *secret)
		if err != nil {
			return err
		}
		if len(view.Changed) > 0 && !*newKey {
			return &failure{kind: "key", message: fmt.Sprintf("%s was known by another key; call them, compare the fingerprint %s, and open the pack with --new-key if it is theirs.", one(p.Sender.Name, 60), pack.Fingerprint(p.Sender.Key))}
		}
		in.Sender.Trusted = *newKey
		for _, name := range only {
			found := false
			for _, acc := range in.Accounts {
				if playbook.SameName(acc.Name, name) || acc.ID.String() == name {
					choice.Accounts, found = append(choice.Accounts, acc.ID), true
				}
			}
			if !found {
				return &failure{kind: "not_found", message: fmt.Sprintf("There is no account “%s” in the pack; keptctl pack show lists them.", one(name, 60))}
			}
		}
		if view.Nothing() {
			return a.print(packTaken(p, work.PackTaken{}), func() { a.say("Nothing new in this pack.") })
		}
		if said == 0 {
			a.sayPackUnlessJSON(p, &view)
			return &failure{kind: "asked", message: "Nothing was written yet; open the pack with --yes, --mine or --theirs to take it in."}
		}
		if choice.Rows, err = single.choices(&view); err != nil {
			return err
		}
		choice.Seen = map[playbook.ID]string{}
		for _, acc := range view.Accounts {
			choice.Seen[acc.ID] = acc.Seen
		}
		taken, err := a.kept.Packs().Take(a.ctx, in, choice)
		if err != nil {
			return err
		}
		return a.print(packTaken(p, taken), func() {
			for _, acc := range taken.Accounts {
				a.say("Taken in: %s.", one(acc.Name, 60))
			}
			a.say("%s of %s are known now; keptctl undo takes it back.", count(taken.Claims, "act"), one(p.Sender.Name, 60))
		})
	}
}

func (a *app) sayPackUnlessJSON(p *pack.Pack, v *work.PackView) {
	if !a.json {
		a.sayPack(p, v, packShown{})
	}
}

func packTaken(p *pack.Pack, t work.PackTaken) map[string]any {
	names := []string{}
	for _, acc := range t.Accounts {
		names = append(names, acc.Name)
	}
	return map[string]any{"id": p.ID, "accounts": names, "acts": t.Claims}
}

func (a *app) packKey() error {
	k, err := a.kept.Key()
	if err != nil {
		return err
	}
	return a.print(map[string]any{"key": k.Public(), "fingerprint": pack.Fingerprint(k.Public()), "recipient": k.Recipient()}, func() {
		a.say("Fingerprint  %s", pack.Fingerprint(k.Public()))
		a.say("Recipient    %s", k.Recipient())
	})
}

func (a *app) packPeers() error {
	peers, err := a.kept.Store.Peers(a.ctx)
	if err != nil {
		return err
	}
	list, table := []map[string]any{}, [][]string{}
	for _, p := range peers {
		list = append(list, map[string]any{"key": p.Key, "fingerprint": pack.Fingerprint(p.Key), "name": p.Name, "device": p.Device, "met_on": p.MetOn, "trusted": p.Trusted})
		compared := "not compared"
		if p.Trusted {
			compared = "compared"
		}
		table = append(table, []string{pack.Fingerprint(p.Key), one(p.Name, 40), moment(p.MetOn, a), compared})
	}
	return a.print(list, func() { a.columns(table) })
}

func (a *app) packTrust() error {
	peers, err := a.kept.Store.Peers(a.ctx)
	if err != nil {
		return err
	}
	typed := strings.ToUpper(strings.Join(strings.Fields(a.args[0]), ""))
	for _, p := range peers {
		if strings.ReplaceAll(pack.Fingerprint(p.Key), " ", "") != typed {
			continue
		}
		if err := a.kept.Packs().Trust(a.ctx, p.Key); err != nil {
			return err
		}
		return a.print(map[string]any{"fingerprint": pack.Fingerprint(p.Key), "name": p.Name, "trusted": true}, func() {
			a.say("The fingerprint of %s was compared.", one(p.Name, 60))
		})
	}
	return &failure{kind: "not_found", message: fmt.Sprintf("No pack with the fingerprint “%s” was taken in; keptctl pack peers lists them.", one(a.args[0], 40))}
}
