package ui

import (
	"context"
	"errors"
	"strings"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/signals"
)

// signalSheet is the way from something that went wrong to its row: which
// account, what happened, one sentence.
type signalSheet struct {
	w       *Window
	ws      *Workspace
	run     Door
	form    *signals.Form
	sheet   *kit.Sheet
	account playbook.ID
	name    string
	which   *kit.Picker // nil where the account is known
	save    *kit.Button
}

// LogSignal implements screen.Window. The zero account asks which; the one that
// was last on the screen is offered.
func (w *Window) LogSignal(account playbook.ID) {
	if w.ws == nil || w.ReadOnly() {
		return
	}
	s := &signalSheet{w: w, ws: w.ws, run: w.opt.Doors(), form: signals.NewForm(w.Now)}
	s.save = kit.NewButton("Log signal", kit.Primary, s.log)
	body := kit.Column(kit.SpaceL)
	if account.IsZero() {
		s.which = w.accountPicker(s.run, func(a playbook.AccountRow) {
			s.choose(a.ID)
			s.form.Begin()
		})
		body.Add(s.which)
		account = w.lately
	}
	body.Add(s.form.Object())
	s.form.OnSubmitted = s.log
	s.sheet = kit.NewSheet("Log a signal", signals.SheetWidth, body, s.save)
	s.sheet.SetFooterLeft(kit.Row(kit.SpaceS, kit.NewKeyHint("1…8"), kit.NewLabel("choose", kit.Small), kit.NewKeyHint("Enter"), kit.NewLabel("in the sentence saves", kit.Small)))
	s.sheet.OnClose = s.run.Close
	s.sheet.Open(w.Canvas())
	if !account.IsZero() {
		s.choose(account)
		s.form.Begin()
	}
}

// choose reads the account that the signal belongs to. One that is gone is not
// offered.
func (s *signalSheet) choose(id playbook.ID) {
	s.account = id
	desk := s.ws.Desk
	var rec playbook.Record
	s.run.Run(func(ctx context.Context) (err error) {
		rec, err = desk.Record(ctx, id)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, playbook.ErrNotFound):
			s.account = playbook.ID{}
			if s.which != nil {
				kit.Focus(s.which)
			}
		case err != nil:
			s.w.Fail(err)
		case s.account == id:
			s.name = rec.Account.Name
			if s.which == nil {
				s.sheet.SetTitle("Log a signal · " + s.name)
			} else {
				s.which.SetText(s.name)
				s.which.SetHint("", kit.Neutral)
			}
			s.form.SetRecord(&rec)
			s.sheet.Refresh()
		}
	})
}

func (s *signalSheet) log() {
	if s.account.IsZero() || s.which != nil && !playbook.SameName(s.which.Picked(), s.name) {
		if s.which == nil {
			return
		}
		s.which.SetHint("Choose the account it happened at.", kit.Broken)
		kit.Focus(s.which)
		return
	}
	sign, ok := s.form.Sign()
	if s.save.Disabled() { // the first one is on its way
		return
	}
	if !ok {
		s.sheet.Refresh()
		return
	}
	w, desk, account := s.w, s.ws.Desk, s.account
	kind := playbook.LabelOf(playbook.SignalKinds(), sign.Kind)
	var made playbook.ID
	s.save.Disable()
	kit.Named(s.run.Queue(), "Signal “"+kind+"”").Run(func(ctx context.Context) (err error) {
		made, err = desk.LogSignal(ctx, account, sign)
		return err
	}, func(err error) {
		s.save.Enable()
		var invalid *playbook.InvalidError
		switch {
		case errors.As(err, &invalid):
			s.form.Refuse(invalid.Field, invalid.Message)
			s.sheet.Refresh()
			return
		case err != nil:
			w.Fail(err)
			return
		}
		s.sheet.Close()
		w.lately = account
		w.Toast("Logged at "+s.name+": "+strings.ToLower(kind)+".", kit.ToastAction{Text: "Open", Do: func() {
			w.Go(screen.Place{Screen: screen.Account, Account: account, Tab: screen.Signals, Row: made})
		}})
		w.Changed()
	})
}

// logHere logs a signal about the account that is shown, or asks which.
func (w *Window) logHere() {
	account := playbook.ID{}
	if w.place.Screen == screen.Account {
		account = w.place.Account
	}
	w.LogSignal(account)
}
