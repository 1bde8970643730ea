package work

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kept/playbook"
)

// SayNone answers a field with an explicit none in a person's name on a day.
func (d *Desk) SayNone(ctx context.Context, account playbook.ID, f *playbook.Field, who string, on playbook.Date) error {
	return d.do(ctx, "None for "+lowerFirst(f.Label), "", func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, account)
		if err != nil {
			return err
		}
		if err := contradicts(&rec, f); err != nil {
			return err
		}
		n := rec.NoneOf(f)
		if n == nil {
			n = &playbook.None{Field: f.ID()}
			n.AccountID = account
		}
		n.Who, n.On = strings.TrimSpace(who), on
		return tx.Save(n)
	})
}

// contradicts refuses a none for a field that is answered.
func contradicts(rec *playbook.Record, f *playbook.Field) error {
	if !f.None {
		return nil // the rules of the none itself say so better
	}
	rows := rec.Rows(f)
	if f.List {
		if len(rows) > 0 {
			return &playbook.InvalidError{Field: f.ID(), Message: fmt.Sprintf("“%s” has rows; remove them before answering none.", f.Label)}
		}
		return nil
	}
	for _, in := range f.Inputs {
		if v, err := playbook.GetText(rows[0], in.Col); err != nil || strings.TrimSpace(v) != "" {
			return errors.Join(err, &playbook.InvalidError{Field: f.ID(), Message: fmt.Sprintf("“%s” is answered; clear the answer before answering none.", f.Label)})
		}
	}
	return nil
}

// TakeBackNone removes an explicit none.
func (d *Desk) TakeBackNone(ctx context.Context, account playbook.ID, f *playbook.Field) error {
	return d.do(ctx, "Take back none for "+lowerFirst(f.Label), "", func(tx playbook.Tx) error { return dropNone(tx, account, f) })
}

func dropNone(tx playbook.Tx, account playbook.ID, f *playbook.Field) error {
	if !f.None {
		return nil
	}
	var nones []playbook.None
	if err := tx.Rows(&nones, account); err != nil {
		return err
	}
	for i := range nones {
		if nones[i].Field == f.ID() {
			if err := tx.Trash(&nones[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
