package data

import (
	"context"
	"fmt"

	"kept/playbook"
)

// brings fills in how many acts the packs brought that events took in: to the
// account, or in all. What was chosen here is none of them.
func (r *reader) brings(account playbook.ID, events []Event) error {
	at := map[int64]*Event{}
	var args []any
	for i := range events {
		if e := &events[i]; e.Took != "" {
			at[e.Seq], args = e, append(args, e.Seq)
		}
	}
	if len(at) == 0 {
		return nil
	}
	where := "x.key <> '' AND x.taken IN " + marks(len(args))
	if !account.IsZero() {
		where, args = where+" AND EXISTS (SELECT 1 FROM taken_history h WHERE h.taken = x.taken AND h.claim = x.id AND h.account = ?)", append(args, idValue(account))
	}
	return r.each(func(scan func(...any) error) error {
		var seq int64
		var n int
		err := scan(&seq, &n)
		if e := at[seq]; e != nil {
			e.TookActs = n
		}
		return err
	}, "SELECT x.taken, count(*) FROM taken_changes x WHERE "+where+" GROUP BY x.taken", args...)
}

// Brought returns what the packs that an act took in say was done to an
// account; see playbook.Portfolio.
func (s *Store) Brought(ctx context.Context, account playbook.ID, act int64) ([]Event, error) {
	var out []Event
	err := s.reading(ctx, func(r *reader) error {
		where, args := "h.taken = ?", []any{act}
		if !account.IsZero() {
			where, args = where+" AND h.account = ?", append(args, idValue(account))
		}
		var last int64
		err := r.each(func(scan func(...any) error) error {
			var seq int64
			var e Event
			var l Line
			if err := scan(&seq, &e.ID, &e.Kind, &e.Who, &e.Device, &e.At, &e.Label, &e.Why, &e.Key, &l.Noun, &l.Row, &l.Col, &l.Old, &l.New); err != nil {
				return err
			}
			if seq != last {
				out, last = append(out, e), seq
			}
			claim := &out[len(out)-1]
			if claim.Count++; claim.Count <= maxLines && r.kinds.byName[l.Noun] != nil { // others belong to a newer program
				claim.Lines = append(claim.Lines, l)
			}
			return nil
		}, `SELECT x.seq, x.id, x.kind, x.who, x.device, x.at, x.label, x.why, x.key, h.noun, h.row, h.col, COALESCE(h.old, ''), COALESCE(h.new, '')
			FROM taken_history h JOIN taken_changes x ON x.taken = h.taken AND x.id = h.claim WHERE `+where+`
			ORDER BY x.stamp DESC, x.id DESC, h.rowid`, args...)
		if err != nil {
			return err
		}
		return r.nameLines(out)
	})
	if err != nil {
		return nil, fmt.Errorf("read what a pack brought: %w", err)
	}
	return out, nil
}
