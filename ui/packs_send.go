package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/brief"
	"kept/playbook/pack"
	"kept/ui/kit"
)

// packSender is the way from accounts to a pack: which ones, with what in it,
// for whom it is locked, and the file.
type packSender struct {
	w     *Window
	ws    *Workspace
	run   Door
	sheet *kit.Sheet

	accounts []playbook.AccountRow
	list     *fyne.Container
	pick     *kit.Picker
	all      *kit.Checkbox
	lock     *kit.ChoiceChips
	phrase   *kit.Entry
	to       *kit.Entry
	file     *pathField
	named    string // the name that was proposed for the file
	save     *kit.Button
	says     *kit.Text
}

// sendPack opens the sheet. The zero account begins with none.
func (w *Window) sendPack(account playbook.ID) {
	if w.ws == nil {
		return
	}
	if w.ws.Courier == nil {
		w.Toast("Accounts cannot be sent from this workspace.")
		return
	}
	s := &packSender{w: w, ws: w.ws, run: w.opt.Doors(), list: kit.Column(kit.SpaceXS), says: kit.NewText("", kit.Small), named: "accounts" + pack.Ext}
	s.pick = w.accountPicker(s.run, s.add)
	s.all = kit.NewCheckbox("With sensitive notes and exact words", nil)
	s.lock = kit.NewChoice("Signed, open to read", "Locked with a passphrase", "Locked for one laptop")
	s.lock.Select(0)
	s.phrase, s.to = kit.NewEntry("Passphrase"), kit.NewEntry("Recipient")
	s.phrase.Fleeting, s.to.Fleeting = true, true
	s.phrase.SetHint("Tell it on the phone, not in the e-mail that carries the pack.", kit.Neutral)
	s.to.SetPlaceholder("age1…")
	s.to.SetHint("The other laptop shows it at the foot of its own Send sheet.", kit.Neutral)
	s.phrase.Hide()
	s.to.Hide()
	s.lock.OnChanged = func(on []int) {
		show(s.phrase, on[0] == 1)
		show(s.to, on[0] == 2)
		s.sheet.Refresh()
	}
	s.file = w.newSaveField("File", "send", s.named, nil)
	s.save = kit.NewButton("Save pack", kit.Primary, s.write)
	mine := kit.NewText("", kit.Small)
	own := kit.NewButton("Copy mine", kit.Quiet, nil)
	s.sheet = kit.NewSheet("Send accounts", kit.SheetMedium+60, kit.Column(kit.SpaceL,
		kit.NewText("One file with everything known of an account and the history behind it, for another laptop that runs Kept. There it is shown difference by difference before it counts.", kit.Soft),
		captioned("Accounts", kit.Column(kit.SpaceM, s.list, s.pick)),
		kit.Column(kit.SpaceXS, s.all, kit.NewText("Left out unless you tick it, each time anew.", kit.Small)),
		captioned("For whom", kit.Column(kit.SpaceM, s.lock, s.phrase, s.to)),
		s.file.row, kit.RowTop(kit.SpaceM, kit.Grow(mine), own)), s.save)
	s.sheet.SetFooterLeft(s.says)
	s.sheet.OnClose = s.run.Close
	s.fill()
	s.sheet.Open(w.Canvas())
	s.start(account, mine, own)
}

// start reads the first account, and who this installation is to others.
func (s *packSender) start(account playbook.ID, mine *kit.Text, own *kit.Button) {
	var row playbook.AccountRow
	var key pack.Key
	ws := s.ws
	s.run.Run(func(ctx context.Context) (err error) {
		if !account.IsZero() {
			var a playbook.Account
			err = ws.Desk.Store.Read(ctx, func(r playbook.Reader) error {
				a.ID = account
				return r.Load(&a)
			})
			if err != nil {
				return err
			}
			row.ID, row.Name = a.ID, a.Name
		}
		key, err = ws.Courier.Key()
		return err
	}, func(err error) {
		if !s.sheet.IsOpen() {
			return
		}
		if err != nil {
			s.say(sentence(err))
			return
		}
		if !row.ID.IsZero() {
			s.add(row)
		}
		mine.SetText("Your fingerprint, to read out when they ask: " + pack.Fingerprint(key.Public()) + ".\nTo have packs locked for this laptop, give them: " + key.Recipient())
		own.OnTapped = func() {
			s.w.app.Clipboard().SetContent("Fingerprint: " + pack.Fingerprint(key.Public()) + "\nRecipient: " + key.Recipient())
			s.say("Your fingerprint and recipient are on the clipboard.")
		}
		s.sheet.Refresh()
	})
}

func (s *packSender) say(text string) {
	s.says.SetText(text)
	s.sheet.Refresh()
}

func (s *packSender) add(a playbook.AccountRow) {
	if !slices.ContainsFunc(s.accounts, func(b playbook.AccountRow) bool { return a.ID == b.ID }) {
		s.accounts = append(s.accounts, a)
	}
	s.pick.SetText("")
	s.pick.SetHint("", kit.Neutral)
	s.fill()
}

// fill shows the chosen accounts, and names the file after them while nobody
// has typed a name.
func (s *packSender) fill() {
	s.list.Objects = nil
	for _, a := range s.accounts {
		drop := kit.NewButton("Leave out", kit.Quiet, func() {
			s.accounts = slices.DeleteFunc(s.accounts, func(b playbook.AccountRow) bool { return a.ID == b.ID })
			s.fill()
		})
		s.list.Objects = append(s.list.Objects, kit.Row(kit.SpaceM, kit.Grow(kit.NewText(a.Name, kit.Strong)), drop))
	}
	s.pick.SetLabel("Account")
	s.pick.SetRequired(len(s.accounts) == 0)
	if len(s.accounts) > 0 {
		s.pick.SetLabel("Another account")
	}
	name := fmt.Sprintf("%d accounts%s", len(s.accounts), pack.Ext)
	switch len(s.accounts) {
	case 0:
		name = "accounts" + pack.Ext
	case 1:
		name = fileName(s.accounts[0].Name) + pack.Ext
	}
	if path := s.file.path(); filepath.Base(path) == s.named && name != s.named {
		s.file.SetText(filepath.Join(filepath.Dir(path), name))
		s.file.ShowEnd()
		s.named = name
	}
	s.list.Refresh()
	s.sheet.Refresh()
}

// fileName is an account's name without what no file may be called.
func fileName(name string) string {
	out := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, strings.TrimSpace(name))
	out = strings.Trim(clipTo(out, 60), ". …")
	if out == "" {
		return "account"
	}
	return out
}

// write makes the pack in memory and saves it.
func (s *packSender) write() {
	var lock pack.Lock
	switch s.lock.SelectedOne() {
	case 1:
		if lock.Passphrase = s.phrase.Text(); strings.TrimSpace(lock.Passphrase) == "" {
			s.phrase.SetHint("Type the passphrase that opens the pack.", kit.Broken)
			s.sheet.Refresh()
			return
		}
	case 2:
		if lock.Recipients = strings.Fields(s.to.Text()); len(lock.Recipients) == 0 {
			s.to.SetHint("Paste the recipient that the other laptop shows.", kit.Broken)
			s.sheet.Refresh()
			return
		}
	}
	path := s.file.path()
	switch {
	case len(s.accounts) == 0:
		s.pick.SetHint("Choose the account to send.", kit.Broken)
		s.sheet.Refresh()
		return
	case path == "":
		s.file.SetHint("Type where the pack should go.", kit.Broken)
		s.sheet.Refresh()
		return
	}
	if !strings.EqualFold(filepath.Ext(path), pack.Ext) {
		path += pack.Ext
	}
	ids := make([]playbook.ID, len(s.accounts))
	for i, a := range s.accounts {
		ids[i] = a.ID
	}
	ws, sensitive := s.ws, s.all.State() == kit.Checked
	s.save.Disable()
	s.say("Packing " + count(len(ids), "account", "accounts") + "…")
	// It waits behind what is being written, so that it has the last words.
	s.run.Queue().Run(func(ctx context.Context) error {
		if ws.IsAt(path) {
			return errors.New("this is the workspace itself; choose another file name")
		}
		out, err := ws.Packs.Send(ctx, ids, sensitive)
		if err != nil {
			return err
		}
		b, err := ws.Courier.SealPack(out, sensitive, lock)
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return brief.SaveFile(path, b)
	}, func(err error) {
		s.save.Enable()
		s.say("")
		if err != nil {
			s.file.SetHint(sentence(err), kit.Broken)
			s.sheet.Refresh()
			return
		}
		s.w.setLastFolder("send", filepath.Dir(path))
		s.sheet.Close()
		s.w.Toast("Saved the pack to send: "+shortPath(path), kit.ToastAction{Text: "Show in folder", Do: func() { s.w.openFile(filepath.Dir(path)) }},
			kit.ToastAction{Text: "Copy its path", Do: func() { s.w.app.Clipboard().SetContent(path) }})
	})
}
