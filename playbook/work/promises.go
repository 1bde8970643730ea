package work

import (
	"context"
	"fmt"
	"strings"

	"kept/playbook"
)

// An Ending says how a promise ends and what shows it.
type Ending struct {
	Outcome     string // kept, kept_late, partly, renegotiated, broken, withdrawn, released
	Evidence    string // what shows it; "" leaves the stored evidence
	DeliveredOn playbook.Date
	ConfirmedBy string // who at the customer confirmed, agreed or released; "" when nobody did
	ConfirmedOn playbook.Date
}

// Conclude gives a promise its outcome. It is refused, with what is missing,
// without evidence or confirmation, for the deciding promise without the
// customer's confirmation, as kept when it was delivered after its day, as
// kept late when it was not, and as withdrawn before signature when that was
// after the close. A kept one without a delivery day was delivered today.
func (d *Desk) Conclude(ctx context.Context, promise playbook.ID, e Ending) error {
	p := playbook.Promise{}
	p.ID = promise
	name, err := d.called(ctx, &p, "a promise")
	if err != nil {
		return err
	}
	label := "Outcome of " + name + ": " + lowerFirst(playbook.LabelOf(playbook.Outcomes(), e.Outcome))
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		if err := tx.Load(&p); err != nil {
			return err
		}
		rec, err := playbook.LoadRecord(tx, p.AccountID)
		if err != nil {
			return err
		}
		if err := d.conclude(&rec, &p, e); err != nil {
			return err
		}
		return tx.Save(&p)
	})
}

func (d *Desk) conclude(rec *playbook.Record, p *playbook.Promise, e Ending) error {
	if e.Outcome == "" {
		return &playbook.InvalidError{Field: "outcome", Message: "No outcome is given; choose how the promise ended."}
	}
	if s := strings.TrimSpace(playbook.CleanText(e.Evidence)); s != "" {
		p.Evidence = s
	}
	if e.DeliveredOn != "" {
		p.DeliveredOn = e.DeliveredOn
	}
	if by := strings.TrimSpace(playbook.CleanText(e.ConfirmedBy)); by != "" {
		p.CustomerConfirmed, p.ConfirmedBy = true, by
		if p.ConfirmedOn = e.ConfirmedOn; p.ConfirmedOn == "" {
			p.ConfirmedOn = d.Today()
		}
	}
	if err := d.notAhead(p); err != nil {
		return err
	}
	p.Outcome = e.Outcome
	switch e.Outcome {
	case "kept", "kept_late", "partly":
		if p.DeliveredOn == "" {
			p.DeliveredOn = d.Today()
		}
		p.Status = "delivered"
		return rec.InTime(p)
	case "withdrawn":
		if on, close := p.ConfirmedOn, rec.Account.ActualClose; on != "" && close != "" && on > close {
			return &playbook.RefusedError{What: "Not withdrawn", Reasons: []string{
				fmt.Sprintf("%s is after the signature on %s; choose “Released by the customer”", on.Short(), close.Short())}}
		}
	}
	return nil
}

// notAhead refuses an ending that has not happened yet.
func (d *Desk) notAhead(p *playbook.Promise) error {
	today := d.Today()
	switch {
	case p.DeliveredOn > today:
		return &playbook.InvalidError{Field: "delivered_on", Message: fmt.Sprintf("%s has not come yet; write the day on which it was delivered.", p.DeliveredOn.Short())}
	case p.ConfirmedOn > today:
		return &playbook.InvalidError{Field: "confirmed_on", Message: fmt.Sprintf("%s has not come yet; write the day on which the customer said so.", p.ConfirmedOn.Short())}
	}
	return nil
}

// Reopen takes the outcome of a promise back; it needs a reason. Evidence and
// confirmation stay. A closed handoff has to be reopened first.
func (d *Desk) ReopenPromise(ctx context.Context, promise playbook.ID, why string) error {
	p := playbook.Promise{}
	p.ID = promise
	name, err := d.called(ctx, &p, "a promise")
	if err != nil {
		return err
	}
	return d.do(ctx, "Take back the outcome of "+name, why, func(tx playbook.Tx) error {
		if err := reasoned(why, "Taking an outcome back needs a reason; say what has changed."); err != nil {
			return err
		}
		_, err := playbook.Change(tx, promise, func(p *playbook.Promise) error {
			p.Outcome = ""
			return nil
		})
		return err
	})
}

func reasoned(why, sentence string) error {
	if strings.TrimSpace(why) == "" {
		return &playbook.InvalidError{Field: "why", Message: sentence}
	}
	return nil
}

// Confirm records that somebody at the customer confirmed a promise as
// delivered, or takes that back with an empty name.
func (d *Desk) Confirm(ctx context.Context, promise playbook.ID, by string, on playbook.Date) error {
	by = strings.TrimSpace(playbook.CleanText(by))
	p := playbook.Promise{}
	p.ID = promise
	name, err := d.called(ctx, &p, "a promise")
	if err != nil {
		return err
	}
	label := "Confirmed by " + clip(by) + ": " + name
	if by == "" {
		label = "Take back the confirmation of " + name
	}
	return d.do(ctx, label, "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, promise, func(p *playbook.Promise) error {
			p.CustomerConfirmed, p.ConfirmedBy, p.ConfirmedOn = by != "", by, on
			if by != "" && on == "" {
				p.ConfirmedOn = d.Today()
			}
			if by == "" {
				p.ConfirmedOn = ""
			}
			return nil
		})
		return err
	})
}

// AssignPromises makes one person the delivery owner of several promises, as
// one act, and returns how many changed hands.
func (d *Desk) AssignPromises(ctx context.Context, promises []playbook.ID, owner string) (int, error) {
	owner = strings.TrimSpace(playbook.CleanText(owner))
	n := 0
	err := d.do(ctx, fmt.Sprintf("%s delivers %s", clip(owner), counted(len(promises), "promise", "promises")), "", func(tx playbook.Tx) error {
		n = 0
		if owner == "" {
			return &playbook.InvalidError{Field: "owner", Message: "No owner is given; name who delivers these promises."}
		}
		for _, id := range promises {
			if _, err := playbook.Change(tx, id, func(p *playbook.Promise) error {
				if p.Owner != owner {
					p.Owner = owner
					n++
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// CloseHandoff ends a handoff. It is refused, with the list, while it is not
// accepted, a promise has no outcome, or a proof point that was set is not
// judged.
func (d *Desk) CloseHandoff(ctx context.Context, account playbook.ID) error {
	return d.do(ctx, "Close handoff", "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if rec.Handoff.IsClosed() {
			return &playbook.RefusedError{What: "Not closed again", Reasons: []string{"it was closed on " + rec.Handoff.ClosedOn.Short() + " by " + rec.Handoff.ClosedBy}}
		}
		if left := CloseBlockers(&rec); len(left) > 0 {
			return &playbook.RefusedError{What: "The handoff cannot be closed yet", Reasons: left}
		}
		rec.Handoff.ClosedOn, rec.Handoff.ClosedBy = d.Today(), d.Who
		return tx.Save(&rec.Handoff)
	})
}

// CloseBlockers returns what keeps a handoff from being closed, in words;
// nothing when it can be.
func CloseBlockers(rec *playbook.Record) []string { return rec.CloseBlockers() }

// ReopenHandoff opens a closed handoff again; it needs a reason.
func (d *Desk) ReopenHandoff(ctx context.Context, account playbook.ID, why string) error {
	return d.do(ctx, "Reopen the closed handoff", why, func(tx playbook.Tx) error {
		if err := reasoned(why, "Reopening a closed handoff needs a reason; say what has come up."); err != nil {
			return err
		}
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if !rec.Handoff.IsClosed() {
			return &playbook.RefusedError{What: "Not reopened", Reasons: []string{"the handoff is not closed"}}
		}
		rec.Handoff.ClosedOn, rec.Handoff.ClosedBy = "", ""
		return tx.Save(&rec.Handoff)
	})
}

// ReleaseSales records that Sales met its exit condition and is done with the
// account. It is refused without an exit condition, and while Sales has open
// duties.
func (d *Desk) ReleaseSales(ctx context.Context, account playbook.ID) error {
	return d.do(ctx, "Release Sales", "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if left := ReleaseBlockers(&rec); len(left) > 0 {
			return &playbook.RefusedError{What: "Sales is not released yet", Reasons: left}
		}
		rec.Handoff.SalesReleasedOn, rec.Handoff.SalesReleasedBy = d.Today(), d.Who
		return tx.Save(&rec.Handoff)
	})
}

// ReleaseBlockers returns what keeps Sales from being released, in words.
func ReleaseBlockers(rec *playbook.Record) []string {
	h := &rec.Handoff
	if h.SalesReleasedOn != "" {
		return []string{"Sales was released on " + h.SalesReleasedOn.Short() + " by " + h.SalesReleasedBy}
	}
	return rec.ReleaseBlockers()
}

// SignRelease puts a name to a release of Sales that was typed as a day, and
// takes the name away with the day.
func (d *Desk) SignRelease(h *playbook.Handoff) {
	switch {
	case h.SalesReleasedOn == "":
		h.SalesReleasedBy = ""
	case strings.TrimSpace(h.SalesReleasedBy) == "":
		h.SalesReleasedBy = d.Who
	}
}
