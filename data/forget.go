package data

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"kept/playbook"
)

// The kinds of acts that cannot be undone; they leave no lines.
const (
	kindForget = "forget"
	kindPurge  = "purge"
)

// PlanForget says what goes when somebody is forgotten, and writes nothing.
// Nobody called so gives a plan that is Empty.
func (s *Store) PlanForget(ctx context.Context, who playbook.ForgetWho) (playbook.ForgetPlan, error) {
	var plan playbook.ForgetPlan
	err := s.reading(ctx, func(r *reader) error {
		t := &tx{reader: r, states: map[playbook.ID]*state{}, last: map[list]int{}}
		r.over = ctx.Err
		p, err := t.identify(who)
		if err != nil {
			return err
		}
		number, err := t.nextNumber()
		if err != nil {
			return err
		}
		p.chooseToken(number)
		plan, err = t.plan(p)
		return err
	})
	if err != nil {
		return plan, fmt.Errorf("look for the person: %w", err)
	}
	return plan, nil
}

// Forget takes a person out of the workspace for good: of every free text,
// also in the trash, of the history, of the labels and names of acts, and of
// the search, all in one transaction and with one token in place of the name,
// so that the history still leads to the rows. Then the file is cleared of what
// was there: free pages, old index segments, the write-ahead log. The act is
// kept without the name and cannot be undone. See forget_match.go for what
// counts as the name. It returns ErrNotFound when there is nothing to forget.
func (s *Store) Forget(ctx context.Context, a playbook.Act, who playbook.ForgetWho) (playbook.ForgetPlan, error) {
	var plan playbook.ForgetPlan
	err := s.act(ctx, a, func(t *tx) error {
		p, err := t.identify(who)
		if err != nil {
			return err
		}
		if len(p.find(a.Who, playbook.ID{})) > 0 {
			return &playbook.RefusedError{What: "You cannot forget yourself", Reasons: []string{"your name would come back with this very act; let a colleague do it"}}
		}
		number, err := t.nextNumber()
		if err != nil {
			return err
		}
		p.chooseToken(number)
		if plan, err = t.plan(p); err != nil {
			return err
		}
		if plan.Empty() {
			return fmt.Errorf("nobody is called so here: %w", playbook.ErrNotFound)
		}
		if err := t.forget(p); err != nil {
			return err
		}
		f := Forgotten{Number: number, Token: p.token, Account: p.account, WholeName: p.whole, At: playbook.MomentOf(t.act.At), Key: make([]byte, 32)}
		rand.Read(f.Key)
		f.Marks = p.marks(f.Key)
		if err := t.remember(f); err != nil {
			return err
		}
		t.act.Label, t.act.Why, t.act.Typing = "Forget a person: "+p.token, "", ""
		if len(p.find(t.act.Label, playbook.ID{})) > 0 { // of somebody called Person
			t.act.Label = p.token
		}
		_, err = t.write(kindForget, 0, nil)
		return errors.Join(err, t.unwiped())
	})
	if err != nil {
		return playbook.ForgetPlan{}, fmt.Errorf("forget the person: %w", err)
	}
	plan.Waiting = s.clear(ctx)
	return plan, nil
}

func (t *tx) nextNumber() (n int64, err error) {
	if _, err = t.one([]any{&n}, "SELECT COALESCE(MAX(number), 0) + 1 FROM forgotten"); err != nil {
		return 0, fmt.Errorf("count who was forgotten: %w", err)
	}
	return n, nil
}

// plan says where a person stands.
func (t *tx) plan(p *person) (playbook.ForgetPlan, error) {
	plan := playbook.ForgetPlan{Token: p.token, Names: p.names, Mails: p.mails, Phones: p.phones, Parts: p.parts, Shared: p.shared,
		People: len(p.rows), ByNoun: map[string]int{}}
	names := map[playbook.ID]string{}
	err := t.each(func(scan func(...any) error) error {
		var id playbook.ID
		var name string
		err := scan(&id, &name)
		names[id] = name
		return err
	}, "SELECT id, name FROM accounts")
	if err != nil {
		return plan, fmt.Errorf("read the names of accounts: %w", err)
	}
	texts := t.kinds.texts()
	err = t.sweepRows(p, func(k *kind, n playbook.Noun, found []placed) error {
		if len(found) == 0 {
			return nil
		}
		m := n.Key()
		for _, f := range found {
			plan.Values++
			plan.ByNoun[k.name]++
			if m.TrashedAt != "" {
				plan.Trash++
			}
			if len(plan.Places) >= playbook.MaxForgetPlaces {
				continue
			}
			place := playbook.ForgetPlace{Noun: k.name, Kind: playbook.KindOf(n), Row: m.ID, Account: m.AccountID, AccountName: names[m.AccountID], Col: f.col.Name, Trashed: m.TrashedAt != "", Whole: f.whole, Text: f.was}
			if len(f.spans) > 0 {
				place.Text, place.Part = stretch(f.was, f.spans[0]), f.spans[0].term.kind == namePart
			}
			plan.Places = append(plan.Places, place)
		}
		is, err := p.redactRow(k, texts, n)
		if err != nil {
			return err
		}
		wasTitle, wasBody := doc(k, n)
		if isTitle, isBody := doc(k, is); is != nil && (isTitle != wasTitle || isBody != wasBody) {
			plan.Search++
		}
		return nil
	})
	if err != nil {
		return plan, err
	}
	err = t.eachLine(p.account, func(l *storedLine) error {
		changed, _, err := t.redactLine(p, texts, l)
		if changed {
			plan.Lines++
		}
		return err
	})
	if err != nil {
		return plan, err
	}
	err = t.eachAct(p.account, func(a *actLine) error {
		changed, err := t.redactAct(p, a)
		if changed {
			plan.Acts++
		}
		return err
	})
	if err != nil {
		return plan, err
	}
	err = t.eachPeer(p, func(*playbook.Peer) error { plan.Acts++; return nil })
	return plan, err
}

// forget writes what plan says.
func (t *tx) forget(p *person) error {
	texts := t.kinds.texts()
	err := t.sweepRows(p, func(k *kind, n playbook.Noun, found []placed) error {
		if len(found) == 0 {
			return nil
		}
		is, err := p.redactRow(k, texts, n)
		if err != nil || is == nil {
			return err
		}
		st := &state{kind: k, before: n, stored: n, now: n}
		t.states[n.Key().ID] = st
		t.set(st, is)
		return nil
	})
	if err != nil {
		return err
	}
	if err := t.flush(); err != nil {
		return err
	}
	if err := t.index(); err != nil {
		return err
	}
	err = t.eachLine(p.account, func(l *storedLine) error {
		changed, gone, err := t.redactLine(p, texts, l)
		switch {
		case err != nil || !changed:
			return err
		case gone:
			_, err = t.exec("DELETE FROM history WHERE rowid = ?", l.id)
		default:
			_, err = t.exec("UPDATE "+l.table+" SET old = ?, new = ? WHERE rowid = ?", nullable(l.old), nullable(l.new), l.id)
		}
		if err != nil {
			return fmt.Errorf("redact the history: %w", err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = t.eachAct(p.account, func(a *actLine) error {
		changed, err := t.redactAct(p, a)
		if err != nil || !changed {
			return err
		}
		stmt, args := "UPDATE changes SET typing = ?, who = ?, label = ?, why = ? WHERE seq = ?", []any{a.typing}
		if a.table == "taken_changes" {
			stmt, args = "UPDATE taken_changes SET who = ?, label = ?, why = ? WHERE seq = ?", nil
		}
		if _, err := t.exec(stmt, append(args, a.who, a.label, a.why, a.seq)...); err != nil {
			return fmt.Errorf("redact an act: %w", err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.eachPeer(p, func(peer *playbook.Peer) error {
		if _, err := t.exec("UPDATE peers SET name = ?, device = ? WHERE key = ?", peer.Name, peer.Device, peer.Key); err != nil {
			return fmt.Errorf("redact whose packs were taken in: %w", err)
		}
		return nil
	})
}

// unwiped notes that the file is to be cleared.
func (t *tx) unwiped() error {
	if _, err := t.exec("INSERT INTO unwiped(since) VALUES (?)", string(playbook.MomentOf(t.wall))); err != nil {
		return fmt.Errorf("note that the file is to be cleared: %w", err)
	}
	return nil
}

// inTx runs fn in a transaction of its own that is no act.
func (s *Store) inTx(ctx context.Context, fn func(t *tx) error) error {
	return s.writing(ctx, func(db *gorm.DB) error {
		return fn(&tx{reader: &reader{ctx: ctx, kinds: s.kinds, db: db}, wall: s.now(), states: map[playbook.ID]*state{}, last: map[list]int{}})
	})
}
