package playbooks

import (
	"context"
	"fmt"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
)

// start asks for which account and when, and starts the playbook there.
func (r *Room) start(b playbook.Playbook) {
	kickoff := kit.NewDateEntry("Kickoff", r.win.Now)
	goLive := kit.NewDateEntry("Go-live", r.win.Now)
	kickoff.SetHint(gap(b.Gaps.Kickoff, "close"), kit.Neutral)
	goLive.SetHint(gap(b.Gaps.GoLive, "kickoff"), kit.Neutral)
	says := kit.NewText("", kit.Small)

	var s *kit.Sheet
	var chosen playbook.AccountRow
	begin := kit.NewButton("Start", kit.Primary, nil)
	begin.Disable()
	account := pane.NewAccountPicker(pane.AccountSource{Run: r.run, From: r.win.Portfolio(), After: r.after, Fail: r.win.Fail}, func(a playbook.AccountRow) {
		chosen = a
		if chosen.ID.IsZero() {
			begin.Disable()
			says.SetText("")
			return
		}
		begin.Enable()
		says.SetText(about(chosen))
	})
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
