package data

import (
	"context"
	"fmt"

	"kept/playbook"
)

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
