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
	"kept/playbook/pack"
	"kept/playbook/work"
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
	laptops  *fyne.Container // for whom it is locked
	known    []knownLaptop
	to       *kit.Entry
	file     *pathField
	save     *kit.Button
	toil     *toil
}

// A knownLaptop is an installation whose pack was taken in, and that said for
// whom to lock a pack that it opens.
type knownLaptop struct {
	recipient string
	tick      *kit.Checkbox
}

// Send implements screen.Window. Without accounts it asks which.
func (w *Window) Send(accounts ...playbook.ID) {
	switch {
	case w.ws == nil:
		return
	case w.ws.Courier == nil:
		w.Toast("Accounts cannot be sent from this workspace.")
		return
	case w.ReadOnly(): // what is typed in the other window would change after it was sent
		w.Toast("This window only reads: another one has the workspace open. Send from there.")
		return
	}
	s := &packSender{w: w, ws: w.ws, run: w.opt.Doors(), list: kit.Column(kit.SpaceXS), toil: newToil(w)}
	s.pick = w.accountPicker(s.run, func(a playbook.AccountRow) { s.add(a) })
	s.all = kit.NewCheckbox("With sensitive notes and exact words", nil)
	s.lock = kit.NewChoice("Signed, open to read", "Locked with a passphrase", "Locked for other laptops")
	s.lock.Select(0)
	s.phrase, s.to = kit.NewEntry("Passphrase"), kit.NewEntry("Recipient")
	s.phrase.Fleeting, s.to.Fleeting = true, true
	s.phrase.SetHint("Tell it on the phone, not in the e-mail that carries the pack.", kit.Neutral)
	s.to.SetPlaceholder("age1…")
	s.to.SetHint("The other laptop shows it at the foot of its own Send sheet.", kit.Neutral)
	s.phrase.Hide()
	s.laptops = kit.Column(kit.SpaceM, s.to)
	s.laptops.Hide()
	s.lock.OnChanged = func(on []int) {
		show(s.phrase, on[0] == 1)
		show(s.laptops, on[0] == 2)
		s.sheet.Refresh()
	}
	s.file = w.newSaveField("File", "send", "accounts"+pack.Ext, func(string) { s.write() })
	s.save = kit.NewButton("Save pack", kit.Primary, s.write)
	mine := kit.NewText("", kit.Small)
	own := kit.NewButton("Copy mine", kit.Quiet, nil)
	s.sheet = kit.NewSheet("Send accounts", kit.SheetMedium+60, kit.Column(kit.SpaceL,
		kit.NewText("One file with everything known of an account and the history behind it, for another laptop that runs Kept. There it is shown difference by difference before it counts.", kit.Soft),
		captioned("Accounts", kit.Column(kit.SpaceM, s.list, s.pick)),
		kit.Column(kit.SpaceXS, s.all, kit.NewText("Left out unless you tick it, each time anew.", kit.Small)),
		captioned("For whom", kit.Column(kit.SpaceM, s.lock, s.phrase, s.laptops)),
		s.file.row, kit.RowTop(kit.SpaceM, kit.Grow(mine), own)), s.save)
	s.toil.stand(s.sheet, s.run)
	s.fill()
	s.sheet.Open(w.Canvas())
	s.start(accounts, mine, own)
}

// sendHere sends the account that is shown; elsewhere the sheet asks which.
func (w *Window) sendHere() {
	if w.place.Account.IsZero() {
		w.Send()
		return
	}
	w.Send(w.place.Account)
}

// start reads the first accounts, whose packs were taken in here, and who this
// installation is to others.
func (s *packSender) start(accounts []playbook.ID, mine *kit.Text, own *kit.Button) {
	var rows []playbook.AccountRow
	var peers []playbook.Peer
	var key pack.Key
	ws := s.ws
	s.run.Run(func(ctx context.Context) error {
		err := ws.Desk.Store.Read(ctx, func(r playbook.Reader) error {
			for _, id := range accounts {
				var a playbook.Account
				a.ID = id
				switch err := r.Load(&a); {
				case errors.Is(err, playbook.ErrNotFound): // gone meanwhile
				case err != nil:
					return err
				case a.TrashedAt == "":
					rows = append(rows, playbook.AccountRow{ID: a.ID, Name: a.Name})
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if peers, err = ws.Packs.Exchange.Peers(ctx); err != nil {
			return err
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
		s.add(rows...)
		s.knows(peers)
		mine.SetText("Your fingerprint, to read out when they ask: " + pack.Fingerprint(key.Public()) + ".\nTo have packs locked for this laptop, give them: " + key.Recipient())
		own.OnTapped = func() {
			s.w.app.Clipboard().SetContent("Fingerprint: " + pack.Fingerprint(key.Public()) + "\nRecipient: " + key.Recipient())
			s.say("Your fingerprint and recipient are on the clipboard.")
		}
		s.sheet.Refresh()
	})
}

func (s *packSender) say(text string) { s.toil.say(text) }

// knows lists the laptops that a pack can be locked for by a tick.
func (s *packSender) knows(peers []playbook.Peer) {
	rows := kit.Column(kit.SpaceS)
	for _, p := range peers {
		if p.Recipient == "" {
			continue
		}
		words := firstOf(p.Name, "Somebody")
		if p.Device != "" {
			words += ", " + p.Device
		}
		words += " · " + pack.Fingerprint(p.Key)
		if !p.Trusted {
			words += ", not compared yet"
		}
		l := knownLaptop{p.Recipient, kit.NewCheckbox(words, func(bool) { s.to.SetRequired(!s.locked()) })}
		s.known = append(s.known, l)
		rows.Add(l.tick)
	}
	if len(s.known) == 0 {
		return
	}
	s.to.SetLabel("Another recipient")
	s.laptops.Objects = []fyne.CanvasObject{rows, s.to}
}

// locked tells whether a known laptop is ticked.
func (s *packSender) locked() bool {
	return slices.ContainsFunc(s.known, func(l knownLaptop) bool { return l.tick.State() == kit.Checked })
}

// recipients are for whom the pack is locked, each once.
func (s *packSender) recipients() []string {
	out := strings.Fields(s.to.Text())
	for _, l := range s.known {
		if l.tick.State() == kit.Checked {
			out = append(out, l.recipient)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *packSender) add(rows ...playbook.AccountRow) {
	have := map[playbook.ID]bool{}
	for _, a := range s.accounts {
		have[a.ID] = true
	}
	for _, a := range rows {
		if !have[a.ID] {
			have[a.ID] = true
			s.accounts = append(s.accounts, a)
		}
	}
	s.pick.SetText("")
	s.pick.SetHint("", kit.Neutral)
	s.fill()
}

// fill shows the chosen accounts, and names the file after them while nobody
// has typed a name.
func (s *packSender) fill() {
	s.list.Objects = nil
	for i, a := range s.accounts {
		if i == listedAccounts {
			s.list.Objects = append(s.list.Objects, kit.NewText("and "+thousands(len(s.accounts)-i)+" more", kit.Soft))
			break
		}
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
	s.file.propose(name)
	s.list.Refresh()
	s.sheet.Refresh()
}

// listedAccounts is how many of the accounts are listed by name.
const listedAccounts = 5

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

// write makes the pack in memory and saves it. The last words of its accounts
// are asked for behind what is being written; reading them all may take long, and
// nothing that is typed meanwhile waits for it.
func (s *packSender) write() {
	if s.toil.on {
		return
	}
	var lock pack.Lock
	switch s.lock.SelectedOne() {
	case 1:
		if lock.Passphrase = s.phrase.Text(); strings.TrimSpace(lock.Passphrase) == "" {
			s.phrase.SetHint("Type the passphrase that opens the pack.", kit.Broken)
			s.sheet.Refresh()
			return
		}
	case 2:
		if lock.Recipients = s.recipients(); len(lock.Recipients) == 0 {
			s.to.SetHint("Tick a laptop, or paste the recipient that the other one shows.", kit.Broken)
			s.sheet.Refresh()
			return
		}
	}
	if len(s.accounts) == 0 {
		s.pick.SetHint("Choose the account to send.", kit.Broken)
		s.sheet.Refresh()
		return
	}
	save := saving{file: s.file, sheet: s.sheet, kind: "send", endings: []string{pack.Ext}, empty: "Type where the pack should go."}
	path, ok := save.path()
	if !ok {
		return
	}
	ids := make([]playbook.ID, len(s.accounts))
	for i, a := range s.accounts {
		ids[i] = a.ID
	}
	ws, sensitive := s.ws, s.all.State() == kit.Checked
	s.save.Disable()
	var out work.PackOut // which reads from the store until life ends
	life, end := context.WithCancel(context.Background())
	done := func(err error) {
		end()
		s.save.Enable()
		switch {
		case stopped(err):
			s.say("Stopped; nothing was written.")
		case err != nil:
			save.failed(err)
		default:
			save.saved(s.w, path)
			s.sent(path)
		}
	}
	s.toil.run(s.run.Queue(), "Packing "+count(len(ids), "account", "accounts")+"…", func(ctx context.Context) (err error) {
		defer context.AfterFunc(ctx, end)()
		packs := *ws.Packs
		packs.Exchange = pacing{packs.Exchange, each(ctx, len(ids), "Looking through", func(id playbook.ID) (bool, error) {
			return true, ws.Packs.Exchange.EndTyping(ctx, id)
		})}
		out, err = packs.Send(life, ids, sensitive)
		return err
	}, func(err error) {
		if err != nil {
			done(err)
			return
		}
		s.toil.run(s.run, "Packing "+count(len(ids), "account", "accounts")+"…", func(ctx context.Context) error {
			defer context.AfterFunc(ctx, end)()
			out.Claims = each(ctx, len(ids), "Packing", out.Claims)
			b, err := ws.Courier.SealPack(out, sensitive, lock)
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			return ws.write(path, b)
		}, done)
	})
}

// pacing is an exchange that tells how far a sending is, account by account.
type pacing struct {
	playbook.Exchange
	end func(playbook.ID) (bool, error)
}

// EndTyping implements playbook.Exchange; it comes first of an account.
func (p pacing) EndTyping(_ context.Context, account playbook.ID) error {
	_, err := p.end(account)
	return err
}

// packOf returns the pack of an account that anybody who has it can open.
func (ws *Workspace) packOf(ctx context.Context, account playbook.ID) ([]byte, error) {
	out, err := ws.Packs.Send(ctx, []playbook.ID{account}, false)
	if err != nil {
		return nil, err
	}
	return ws.Courier.SealPack(out, false, pack.Lock{})
}

// sent tells where the pack is, and the ways from there into an e-mail.
func (s *packSender) sent(path string) {
	w := s.w
	folder := kit.ToastAction{Text: "Show in folder", Do: func() { w.openFile(filepath.Dir(path)) }}
	w.Toast("Saved the pack to send: "+shortPath(path), kit.ToastAction{Text: "Copy the file", Do: func() { w.copyFile(path, folder) }}, folder)
}

// copyFile puts a file on the clipboard, to be pasted into an e-mail or a folder.
// Where the system's clipboard takes none, it says so and offers instead.
func (w *Window) copyFile(path string, instead kit.ToastAction) {
	if w.opt.CopyFile == nil {
		w.Toast("Files cannot be put on the clipboard here.", instead)
		return
	}
	w.door.Run(func(ctx context.Context) error { return w.opt.CopyFile(ctx, path) }, func(err error) {
		if err != nil {
			w.Toast(sentence(err), instead)
			return
		}
		w.Toast("“" + filepath.Base(path) + "” is on the clipboard; paste it into an e-mail or a folder.")
	})
}
