package work

import (
	"context"
	"strings"

	"kept/playbook"
)

// beliefDays are the working days after which a belief that differs from the
// contract should be settled.
const beliefDays = 5

// CorrectBelief settles a belief: somebody told them what the contract says.
func (d *Desk) CorrectBelief(ctx context.Context, belief playbook.ID, said string) error {
	return d.settleBelief(ctx, belief, "corrected", said)
}

// WithdrawBelief settles a belief that nobody holds any more, or never held.
func (d *Desk) WithdrawBelief(ctx context.Context, belief playbook.ID, why string) error {
	if err := reasoned(why, "Withdrawing a belief needs a reason; say how we know that nobody holds it."); err != nil {
		return err
	}
	return d.settleBelief(ctx, belief, "withdrawn", why)
}

func (d *Desk) settleBelief(ctx context.Context, belief playbook.ID, state, said string) error {
	b := playbook.Belief{}
	b.ID = belief
	name, err := d.called(ctx, &b, "without words")
	if err != nil {
		return err
	}
	return d.do(ctx, "Belief "+name+" "+state, "", func(tx playbook.Tx) error {
		_, err := playbook.Change(tx, belief, func(b *playbook.Belief) error {
			d.settled(b, state, said)
			return nil
		})
		return err
	})
}

func (d *Desk) settled(b *playbook.Belief, state, said string) {
	b.State, b.SettledOn, b.SettledBy = state, d.Today(), d.Who
	b.Correction = strings.TrimSpace(playbook.CleanText(said))
}

// ReopenBelief opens a settled belief again; it needs a reason.
func (d *Desk) ReopenBelief(ctx context.Context, belief playbook.ID, why string) error {
	b := playbook.Belief{}
	b.ID = belief
	name, err := d.called(ctx, &b, "without words")
	if err != nil {
		return err
	}
	return d.do(ctx, "Belief "+name+" is open again", why, func(tx playbook.Tx) error {
		if err := reasoned(why, "Reopening a belief needs a reason; say what they expect again."); err != nil {
			return err
		}
		_, err := playbook.Change(tx, belief, func(b *playbook.Belief) error {
			b.State, b.SettledOn, b.SettledBy, b.Correction, b.PromiseID = "", "", "", "", playbook.ID{}
			return nil
		})
		return err
	})
}

// PromiseFromBelief accepts what somebody believes as a promise, in one act:
// implied, not in the contract, to that person, without a date until one is
// given, needing approval. It returns the promise; a second call is refused.
func (d *Desk) PromiseFromBelief(ctx context.Context, belief playbook.ID) (id playbook.ID, err error) {
	b := playbook.Belief{}
	b.ID = belief
	name, err := d.called(ctx, &b, "without words")
	if err != nil {
		return id, err
	}
	err = d.do(ctx, "Belief "+name+" accepted as a promise", "", func(tx playbook.Tx) error {
		if err := tx.Load(&b); err != nil {
			return err
		}
		if b.State == "promised" {
			return &playbook.RefusedError{What: "Not accepted again", Reasons: []string{"the belief was accepted as a promise on " + b.SettledOn.Short()}}
		}
		p := playbook.Promise{Text: b.Text, ToWhom: b.Person, ByWhom: d.Who, SaidOn: d.Today(), Kind: "implied", InContract: "no",
			DueKind: "none", Basis: b.Basis, Support: "needs_approval", Owner: b.Owner, Status: "owed"}
		p.AccountID = b.AccountID
		if err := dropNone(tx, b.AccountID, playbook.FieldByNo(44)); err != nil {
			return err
		}
		if err := tx.Save(&p); err != nil {
			return err
		}
		id = p.ID
		d.settled(&b, "promised", b.Correction)
		b.PromiseID = p.ID
		return tx.Save(&b)
	})
	return id, err
}

// OpenMismatch gives a belief that turns out to differ from the contract an
// owner and a date, so that it is an open item of somebody.
func (d *Desk) OpenMismatch(tx playbook.Tx, b *playbook.Belief) error {
	if !b.Differs() || b.Owner != "" && b.DueOn != "" {
		return nil
	}
	if b.Owner == "" {
		a := playbook.Account{}
		a.ID = b.AccountID
		if err := tx.Load(&a); err != nil {
			return err
		}
		if b.Owner = a.CSM; b.Owner == "" {
			b.Owner = d.Who
		}
	}
	if b.DueOn == "" {
		b.DueOn = d.Days().AddWorking(d.Today(), beliefDays)
	}
	return tx.Save(b)
}
