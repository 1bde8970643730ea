package playbooks

import (
	"context"
	"fmt"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// most is how many accounts the field offers; typing narrows them.
const most = 60

// start asks for which account and when, and starts the playbook there.
func (r *Room) start(b playbook.Playbook) {
	var found []playbook.AccountRow
	account := kit.NewPicker("Account")
	account.SetRequired(true)
	account.SetPlaceholder("Type the beginning of a name")
	kickoff := kit.NewDateEntry("Kickoff", r.win.Now)
	goLive := kit.NewDateEntry("Go-live", r.win.Now)
	kickoff.SetHint(gap(b.Gaps.Kickoff, "close"), kit.Neutral)
	goLive.SetHint(gap(b.Gaps.GoLive, "kickoff"), kit.Neutral)
	says := kit.NewText("", kit.Small)

	read := func(text string) {
		var rows []playbook.AccountRow
		r.run.Run(func(ctx context.Context) (err error) {
			rows, err = r.win.Portfolio().AccountRows(ctx, playbook.AccountFilter{Text: text, Limit: most})
			return err
		}, func(err error) {
			if err != nil {
				r.win.Fail(err)
				return
			}
			found = rows
			var opts []kit.Option
			for _, a := range rows {
				opts = append(opts, kit.Option{Text: a.Name, Note: a.Stage.Label()})
			}
			account.SetOptions(opts...)
		})
	}
	read("")

	var s *kit.Sheet
	var chosen playbook.AccountRow
	begin := kit.NewButton("Start", kit.Primary, nil)
	begin.Disable()
	account.OnPicked = func(name string) {
		chosen = playbook.AccountRow{}
		for _, a := range found {
			if a.Name == name {
				chosen = a
			}
		}
		if chosen.ID.IsZero() {
			begin.Disable()
			says.SetText("")
			return
		}
		begin.Enable()
		says.SetText(about(chosen))
	}
	typing := account.OnChanged
	var stop func()
	account.OnChanged = func(text string) {
		typing(text)
		if stop != nil {
			stop()
		}
		stop = r.after(200*time.Millisecond, func() { read(strings.TrimSpace(text)) })
	}
	begin.OnTapped = func() {
		st := work.Start{Playbook: b.ID, Kickoff: playbook.Date(kickoff.Day()), GoLive: playbook.Date(goLive.Day())}
		id, name := chosen.ID, chosen.Name
		r.run.Queue().Run(func(ctx context.Context) error { return r.win.Desk().StartPlan(ctx, id, st) }, func(err error) {
			if err != nil {
				r.win.Fail(err)
				return
			}
			s.Close()
			r.win.Toast(fmt.Sprintf("“%s” runs for %s.", b.Title, name))
			r.win.Changed()
			r.win.Go(screen.Place{Screen: screen.Account, Account: id, Tab: screen.Plan})
		})
	}
	form := kit.FormGrid(kit.FormCell{Span: 12, Object: account}, kit.FormCell{Span: 6, Object: kickoff}, kit.FormCell{Span: 6, Object: goLive})
	s = kit.NewSheet("Start “"+b.Title+"”", kit.SheetMedium, kit.Column(kit.SpaceM,
		kit.NewText("Roles become the people of the account, offsets become dates. It is one step, so one undo takes it back.", kit.Soft), form, says), begin)
	s.Open(r.win.Canvas())
}

func gap(days int, from string) string {
	if days == 0 {
		return "Empty: its dates wait"
	}
	return fmt.Sprintf("Empty: %d days after %s", days, from)
}

func about(a playbook.AccountRow) string {
	out := a.Name + " is at " + a.Stage.Label()
	if a.CloseOn == "" {
		return out + " and has no close date yet; dates counted from close wait for it."
	}
	return out + ", close " + a.CloseOn.Short() + "."
}
