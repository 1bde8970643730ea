package data

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"kept/playbook"
)

// Claims returns what is known of an account; see playbook.Exchange.
func (s *Store) Claims(ctx context.Context, account playbook.ID) (out []playbook.Claim, err error) {
	err = s.reading(ctx, func(r *reader) error {
		out, err = r.claims(account)
		return err
	})
	return out, err
}

// notTook leaves out what taking in packs has done here, and what took it back.
const notTook = "c.took = '' AND NOT EXISTS (SELECT 1 FROM changes u WHERE u.seq = c.undoes AND u.took <> '')"

func (r *reader) claims(account playbook.ID) ([]playbook.Claim, error) {
	own := `SELECT c.seq, c.id, c.stamp, c.at, c.who, c.device, c.label, c.why, c.kind,
		(SELECT u.id FROM changes u WHERE u.seq = c.undoes), '', h.noun, h.row, h.col, h.old, h.new
		FROM history h JOIN changes c ON c.seq = h.change
		WHERE h.account = ? AND c.kind IN ('do', 'undo', 'redo') AND ` + notTook + " ORDER BY h.change, h.rowid"
	elsewhere := `SELECT -x.seq, x.id, x.stamp, x.at, x.who, x.device, x.label, x.why, x.kind, x.undoes, x.key, h.noun, h.row, h.col, h.old, h.new
		FROM taken_history h JOIN taken_changes x ON x.taken = h.taken AND x.id = h.claim JOIN changes c ON c.seq = x.taken AND c.undone = 0
		WHERE h.account = ? ORDER BY x.seq, h.rowid`
	var out []playbook.Claim
	var last int64
	read := func(scan func(...any) error) error {
		var c playbook.Claim
		var l playbook.ClaimLine
		var seq int64
		if err := scan(&seq, &c.ID, &c.Stamp, &c.At, &c.Who, &c.Device, &c.Label, &c.Why, &c.Kind, &c.Undoes, &c.Key, &l.Noun, &l.Row, &l.Col, &l.Old, &l.New); err != nil {
			return err
		}
		if seq != last || len(out) == 0 {
			out, last = append(out, c), seq
		}
		claim := &out[len(out)-1]
		claim.Lines = append(claim.Lines, l)
		return nil
	}
	for _, sql := range []string{own, elsewhere} {
		if err := r.each(read, sql, idValue(account)); err != nil {
			return nil, fmt.Errorf("read what is known of the account: %w", err)
		}
	}
	return out, nil
}

// EndTyping ends the stay in a field that goes on; see playbook.Exchange. Only
// the newest act of an installation can go on, and the index knows it without
// counting them all.
func (s *Store) EndTyping(ctx context.Context, account playbook.ID) error {
	err := s.writing(ctx, func(db *gorm.DB) error {
		t := &tx{reader: &reader{ctx: ctx, kinds: s.kinds, db: db}}
		_, err := t.exec(`WITH RECURSIVE devices(name) AS (SELECT MIN(device) FROM changes
			UNION ALL SELECT (SELECT MIN(device) FROM changes WHERE device > name) FROM devices WHERE name IS NOT NULL)
			UPDATE changes SET typing = '' WHERE typing <> '' AND seq IN (SELECT (SELECT MAX(seq) FROM changes WHERE device = name) FROM devices)
			AND EXISTS (SELECT 1 FROM history h WHERE h.account = ? AND h.change = changes.seq)`, idValue(account))
		return err
	})
	if err != nil {
		return fmt.Errorf("end the stay in a field: %w", err)
	}
	return nil
}

// An exchangeReader reads what a taking in is decided from, in its transaction.
type exchangeReader struct{ *tx }

func (e exchangeReader) Claims(account playbook.ID) ([]playbook.Claim, error) {
	return e.claims(account)
}

func (e exchangeReader) Names() (map[playbook.ID]string, error) {
	out := map[playbook.ID]string{}
	err := e.each(func(scan func(...any) error) error {
		var id playbook.ID
		var name string
		err := scan(&id, &name)
		out[id] = name
		return err
	}, "SELECT id, name FROM accounts WHERE trashed_at = '' ORDER BY name COLLATE NOCASE")
	if err != nil {
		return nil, fmt.Errorf("read the names of the accounts: %w", err)
	}
	return out, nil
}

func (e exchangeReader) Purged(rows []playbook.ID) (map[playbook.ID]bool, error) {
	return e.purgedOf(rows)
}

func (e exchangeReader) Everything(account playbook.ID) ([]playbook.Noun, error) {
	rows, err := e.rowsHere(account)
	if err != nil {
		return nil, err
	}
	out := make([]playbook.Noun, 0, len(rows))
	for _, n := range rows {
		out = append(out, n)
	}
	return out, nil
}

// rowsHere is rowsOf for an account that may not be here at all, which one look
// tells: nothing hangs on an account that is not there.
func (r *reader) rowsHere(account playbook.ID) (map[playbook.ID]playbook.Noun, error) {
	var x int
	if here, err := r.one([]any{&x}, "SELECT 1 FROM accounts WHERE id = ?", idValue(account)); err != nil || !here {
		return nil, err
	}
	return r.rowsOf(account)
}

// purgedOf tells which of the rows were removed for good.
func (r *reader) purgedOf(rows []playbook.ID) (map[playbook.ID]bool, error) {
	out := map[playbook.ID]bool{}
	err := chunks(rows, func(in string, args []any) error {
		return r.each(func(scan func(...any) error) error {
			var id playbook.ID
			err := scan(&id)
			out[id] = true
			return err
		}, "SELECT row FROM purged WHERE row IN "+in, args...)
	})
	if err != nil {
		return nil, fmt.Errorf("look at what was purged: %w", err)
	}
	return out, nil
}

// TakeIn makes what packs lead to; see playbook.Exchange. What the claims say
// of persons who were forgotten here is forgotten in the same transaction, and
// the file cleared of it afterwards. Where that fails the pack is taken in all
// the same, and the file is cleared when the workspace is opened next.
func (s *Store) TakeIn(ctx context.Context, a playbook.Act, from playbook.PackOf, decide func(playbook.ExchangeReader) ([]playbook.Taking, error)) error {
	forgot := false
	err := s.act(ctx, a, func(t *tx) error {
		takings, err := decide(exchangeReader{t})
		if err != nil {
			return err
		}
		forgot, err = t.takeIn(from, takings)
		return err
	})
	if err == nil && forgot {
		s.finishWiping(ctx)
	}
	return err
}

// takeIn tells whether somebody was forgotten again in what came.
func (t *tx) takeIn(from playbook.PackOf, takings []playbook.Taking) (forgot bool, err error) {
	t.brings, t.act.Typing = true, ""
	news := false
	for i := range takings {
		taking := &takings[i]
		if len(taking.Claims) == 0 {
			continue
		}
		news = true
		for _, n := range taking.Along {
			if err := t.Save(n); err != nil {
				return false, err
			}
		}
		if err := t.become(taking.Account, taking.Rows); err != nil {
			return false, err
		}
	}
	if !news {
		return false, nil
	}
	lines, err := t.settle()
	if err != nil {
		return false, err
	}
	if _, err := t.exec("UPDATE changes SET undone = ? WHERE device = ? AND kind = 'do' AND undone = ?", abandoned, t.act.Device, takenBack); err != nil {
		return false, fmt.Errorf("close what could be redone: %w", err)
	}
	for i := range takings {
		// The clock goes on from the newest that is known.
		for _, c := range takings[i].Claims {
			t.heard = max(t.heard, c.Stamp)
		}
	}
	seq, err := t.write(kindDo, 0, lines)
	if err != nil {
		return false, err
	}
	if _, err := t.exec("UPDATE changes SET took = ? WHERE seq = ?", from.Peer.Key, seq); err != nil {
		return false, fmt.Errorf("mark the act: %w", err)
	}
	if err := t.keepClaims(seq, takings); err != nil {
		return false, err
	}
	if err := t.savePeer(from.Peer); err != nil {
		return false, err
	}
	if err := t.unpurge(takings); err != nil {
		return false, err
	}
	return t.forgetBrought(from.Peer, takings)
}

// unpurge lets rows that were removed for good be known again, once a choice
// has brought them back.
func (t *tx) unpurge(takings []playbook.Taking) error {
	var x int
	if some, err := t.one([]any{&x}, "SELECT 1 FROM purged LIMIT 1"); err != nil || !some {
		return err
	}
	var ids []playbook.ID
	for i := range takings {
		if len(takings[i].Claims) > 0 {
			for _, n := range takings[i].Rows {
				ids = append(ids, n.Key().ID)
			}
		}
	}
	return t.forgetPurged(ids)
}

func (t *tx) forgetPurged(ids []playbook.ID) error {
	return chunks(ids, func(in string, args []any) error {
		_, err := t.exec("DELETE FROM purged WHERE row IN "+in, args...)
		return err
	})
}

// become makes the rows of an account those that are given.
func (t *tx) become(account playbook.ID, rows []playbook.Noun) error {
	now, err := t.rowsHere(account)
	if err != nil {
		return err
	}
	for _, n := range rows {
		k, err := t.kinds.of(n)
		if err != nil {
			return err
		}
		id := n.Key().ID
		was := now[id]
		delete(now, id)
		if was != nil && len(k.differs(was, n)) == 0 {
			continue
		}
		t.put(k, id, was, n)
	}
	for id, was := range now {
		k, err := t.kinds.of(was)
		if err != nil {
			return err
		}
		t.put(k, id, was, nil)
	}
	return nil
}

// put makes n, nil for none, what the act wants in the place of a row it found.
func (t *tx) put(k *kind, id playbook.ID, was, n playbook.Noun) {
	st := t.states[id]
	if st == nil {
		st = &state{kind: k, before: was, stored: was, now: was}
		t.states[id] = st
	}
	t.set(st, n)
}

// keepClaims keeps the claims that an act took in, each once: one act over
// several accounts is one claim in each of them.
func (t *tx) keepClaims(seq int64, takings []playbook.Taking) error {
	claims := t.inserting("taken_changes(taken, id, stamp, at, who, device, label, why, kind, undoes, key)")
	lines := t.inserting("taken_history(taken, claim, noun, row, account, col, old, new)")
	kept := map[playbook.ID]bool{}
	for i := range takings {
		taking := &takings[i]
		for j := range taking.Claims {
			c := &taking.Claims[j]
			if !kept[c.ID] {
				claims.add(seq, idValue(c.ID), c.Stamp, string(c.At), c.Who, c.Device, c.Label, c.Why, c.Kind, idValue(c.Undoes), c.Key)
				kept[c.ID] = true
			}
			for k := range c.Lines {
				l := &c.Lines[k]
				noun, col := t.words(l)
				lines.add(seq, idValue(c.ID), noun, idValue(l.Row), idValue(taking.Account), col, nullable(l.Old), nullable(l.New))
			}
		}
	}
	if err := errors.Join(claims.end(), lines.end()); err != nil {
		return fmt.Errorf("keep the claims: %w", err)
	}
	return nil
}

// words returns noun and column of a line as values; those of this program can
// stand in a statement.
func (t *tx) words(l *playbook.ClaimLine) (noun, col any) {
	k := t.kinds.byName[l.Noun]
	switch {
	case k == nil:
		return l.Noun, l.Col
	case k.col(l.Col) == nil:
		return word(l.Noun), l.Col
	}
	return word(l.Noun), word(l.Col)
}

// Peers returns the installations met, by name.
func (s *Store) Peers(ctx context.Context) ([]playbook.Peer, error) {
	var out []playbook.Peer
	err := s.reading(ctx, func(r *reader) (err error) {
		out, err = r.peers()
		return err
	})
	return out, err
}

func (r *reader) peers() ([]playbook.Peer, error) {
	var out []playbook.Peer
	err := r.each(func(scan func(...any) error) error {
		out = append(out, playbook.Peer{})
		p := &out[len(out)-1]
		return scan(&p.Key, &p.Name, &p.Device, &p.MetOn, &p.Trusted, &p.Recipient)
	}, "SELECT key, name, device, met_on, trusted, recipient FROM peers ORDER BY name COLLATE NOCASE, met_on, key")
	if err != nil {
		return nil, fmt.Errorf("read whose packs were taken in: %w", err)
	}
	return out, nil
}

// SavePeer remembers a peer, or what has changed of it.
func (s *Store) SavePeer(ctx context.Context, p playbook.Peer) error {
	if p.Key == "" {
		return errors.New("a peer without a key")
	}
	return s.act(ctx, playbook.Act{Label: "Remember a peer"}, func(t *tx) error { return t.savePeer(p) })
}

// savePeer keeps the moment of the first meeting, trust that was given, and the
// recipient where none is said.
func (t *tx) savePeer(p playbook.Peer) error {
	if p.Key == "" {
		return nil
	}
	if p.MetOn == "" {
		p.MetOn = playbook.MomentOf(t.act.At)
	}
	_, err := t.exec(`INSERT INTO peers(key, name, device, met_on, trusted, recipient) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT(key) DO UPDATE SET name = excluded.name, device = excluded.device, trusted = max(trusted, excluded.trusted),
			recipient = CASE excluded.recipient WHEN '' THEN recipient ELSE excluded.recipient END`,
		p.Key, p.Name, p.Device, string(p.MetOn), plain(p.Trusted), p.Recipient)
	if err != nil {
		return fmt.Errorf("remember whose pack it is: %w", err)
	}
	return nil
}
