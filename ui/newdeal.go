package ui

import (
	"context"
	"strings"
	"time"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
)

// lookPause is how long a sheet that looks something up waits for the next letter.
const lookPause = 150 * time.Millisecond

// NewDeal implements screen.Window: a name, and the essentials of its handoff.
func (w *Window) NewDeal() {
	if w.ws == nil || w.ReadOnly() {
		return
	}
	var s *kit.Sheet
	run := w.opt.Doors()
	name := kit.NewEntry("Customer")
	name.SetRequired(true)
	name.SetPlaceholder("The company you are about to sign")
	name.SetLimit(playbook.MaxName)
	same := kit.Column(kit.SpaceS)
	var existing *playbook.AccountRow
	var ok *kit.Button
	create := func() {
		text := strings.TrimSpace(name.Text())
		if text == "" {
			name.SetHint("A deal needs the customer's name.", kit.Broken)
			return
		}
		var made playbook.Account
		ok.Disable() // a second click while the first waits would make a second deal
		kit.Named(run.Queue(), "New deal “"+text+"”").Run(func(ctx context.Context) (err error) {
			made, err = w.ws.Desk.NewDeal(ctx, text)
			return err
		}, func(err error) {
			if err != nil {
				ok.Enable()
				w.Fail(err)
				return
			}
			s.Close()
			w.Changed()
			w.Go(screen.Place{Screen: screen.Account, Account: made.ID, Tab: screen.Handoff})
		})
	}
	ok = kit.NewButton("Create deal", kit.Primary, create)
	ok.Disable()
	var stop func()
	look := func() {
		existing = nil
		text := oneLine(name.Text())
		var rows []playbook.AccountRow
		run.Run(func(ctx context.Context) (err error) {
			if text != "" {
				rows, err = w.ws.Portfolio.FindAccounts(ctx, text)
			}
			return err
		}, func(err error) {
			if err != nil || oneLine(name.Text()) != text {
				return
			}
			same.Objects = nil
			ok.SetText("Create deal")
			for i := range rows {
				if playbook.SameName(rows[i].Name, text) {
					existing = &rows[i]
					there := rows[i]
					same.Add(kit.NewBanner("“"+there.Name+"” is here already, at "+there.Stage.Label()+".", kit.Late, "Open it", func() {
						s.Close()
						w.Go(screen.Place{Screen: screen.Account, Account: there.ID})
					}))
					ok.SetText("Create another")
					break
				}
			}
			same.Refresh()
			s.SetPrimary(ok)
		})
	}
	name.OnChanged = func(text string) {
		name.SetHint("", kit.Neutral)
		if strings.TrimSpace(text) == "" {
			ok.Disable()
		} else {
			ok.Enable()
		}
		if stop != nil {
			stop()
		}
		stop = w.opt.Timer(lookPause, look)
	}
	name.OnSubmitted = func(string) {
		if existing == nil {
			create()
		}
	}
	s = kit.NewSheet("New deal", kit.SheetNarrow, kit.Column(kit.SpaceM,
		kit.NewText("It starts at Pre-close with you as the seller. Twelve short answers make the first brief.", kit.Soft), name, same), ok)
	s.OnClose = func() {
		if stop != nil {
			stop()
		}
		run.Close()
	}
	s.Open(w.Canvas())
}
