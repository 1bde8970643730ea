package main

import (
	"flag"
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/work"
)

// reconcile prints what was sold beside what was delivered, and whether the
// handoff can be closed.
func (a *app) reconcile() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	h := &rec.Handoff
	promises, proofs := []map[string]any{}, []map[string]any{}
	all := a.standings(&rec)
	for i := range all {
		promises = append(promises, all[i].json())
	}
	for i := range rec.ProofPoints {
		proofs = append(proofs, a.proofJSON(&rec, &rec.ProofPoints[i]))
	}
	blockers := notNil(work.CloseBlockers(&rec))
	v := map[string]any{
		"account": accountJSON(&rec), "sold_by": rec.Account.Seller, "delivered_by": rec.Account.CSM, "on": a.kept.Desk.Today(), "promises": promises, "proof_points": proofs,
		"rates": rates(metrics.Promises(&rec, a.kept.Desk.Today())), "closed_on": h.ClosedOn, "closed_by": h.ClosedBy,
		"sales_released_on": h.SalesReleasedOn, "sales_released_by": h.SalesReleasedBy,
		"can_close": len(blockers) == 0 && !h.IsClosed(), "open": blockers,
	}
	return a.print(v, func() {
		a.say("%s  sold by %s, delivered by %s", one(rec.Account.Name, 80), dash(one(rec.Account.Seller, 40)), dash(one(rec.Account.CSM, 40)))
		if len(all) == 0 {
			a.say("\nNo promises are on record.")
		}
		for i := range all {
			a.sayReconciled(&all[i])
		}
		if len(rec.ProofPoints) > 0 {
			a.say("\nProof points")
		}
		for i := range rec.ProofPoints {
			a.say("  %s", a.proofWords(&rec, &rec.ProofPoints[i]))
		}
		a.say("")
		a.sayRates(&rec)
		if h.SalesReleasedOn != "" {
			a.say("Sales was released on %s by %s.", h.SalesReleasedOn.Short(), one(h.SalesReleasedBy, 40))
		}
		a.sayClosing(h, blockers)
	})
}

func accountJSON(rec *playbook.Record) map[string]any {
	return map[string]any{"id": rec.Account.ID, "name": rec.Account.Name, "stage": rec.Account.Stage}
}

// sayReconciled prints one promise: what was sold, then what was delivered.
func (a *app) sayReconciled(s *standing) {
	a.say("\n%d  %s%s", s.number, one(s.Promise.Text, 160), s.marks())
	p, sold := s.Promise, []string{}
	if p.ByWhom != "" || p.ToWhom != "" {
		sold = append(sold, dash(one(p.ByWhom, 40))+" to "+dash(one(p.ToWhom, 40)))
	}
	sold = append(sold, "due "+dueWords(s))
	if p.FullScope != "" {
		sold = append(sold, "in full: "+one(p.FullScope, 100))
	}
	delivered := []string{s.said()}
	if p.Owner != "" {
		delivered = append(delivered, "by "+one(p.Owner, 40))
	}
	if p.DeliveredOn != "" {
		delivered = append(delivered, day(p.DeliveredOn))
	}
	rows := [][]string{{"   sold", strings.Join(sold, " · ")}, {"   delivered", strings.Join(delivered, " · ")}}
	for _, more := range s.more() {
		rows = append(rows, []string{"", more})
	}
	if len(s.missing) > 0 {
		rows = append(rows, []string{"   missing", strings.Join(s.missing, ", ")})
	}
	a.columns(rows)
}

// dueWords tells the due day, and how it was said when that is not the day.
func dueWords(s *standing) string {
	if s.words == "" || s.words == s.Due.Short() {
		return day(s.Due)
	}
	return day(s.Due) + " (" + s.words + ")"
}

func (a *app) sayClosing(h *playbook.Handoff, blockers []string) {
	switch {
	case h.IsClosed():
		a.say("The handoff was closed on %s by %s.", h.ClosedOn.Short(), one(h.ClosedBy, 40))
	case len(blockers) == 0:
		a.say("Nothing is open: keptctl close ends the handoff.")
	default:
		a.say("The handoff cannot be closed yet:")
		for _, b := range blockers {
			a.say("  %s", one(b, 160))
		}
	}
}

func (a *app) closeHandoff() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	if err := a.kept.Desk.CloseHandoff(a.ctx, rec.Account.ID); err != nil {
		return err
	}
	return a.ended(rec.Account.ID, func(rec *playbook.Record) {
		a.say("%s: the handoff is closed.", one(rec.Account.Name, 80))
		a.sayRates(rec)
	})
}

func reopenHandoffFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: what has come up")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		if err := a.kept.Desk.ReopenHandoff(a.ctx, rec.Account.ID, *reason); err != nil {
			return err
		}
		return a.ended(rec.Account.ID, func(rec *playbook.Record) { a.say("%s: the handoff is open again.", one(rec.Account.Name, 80)) })
	}
}

func (a *app) releaseSales() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	if err := a.kept.Desk.ReleaseSales(a.ctx, rec.Account.ID); err != nil {
		return err
	}
	return a.ended(rec.Account.ID, func(rec *playbook.Record) {
		a.say("%s: Sales is released; its name stays, and the promises count for both.", one(rec.Account.Name, 80))
	})
}

// ended prints how the end of a handoff stands now.
func (a *app) ended(id playbook.ID, say func(*playbook.Record)) error {
	rec, err := a.kept.Desk.Record(a.ctx, id)
	if err != nil {
		return err
	}
	h := &rec.Handoff
	v := map[string]any{"account": accountJSON(&rec), "closed_on": h.ClosedOn, "closed_by": h.ClosedBy,
		"sales_released_on": h.SalesReleasedOn, "sales_released_by": h.SalesReleasedBy, "rates": rates(metrics.Promises(&rec, a.kept.Desk.Today()))}
	return a.print(v, func() { say(&rec) })
}
