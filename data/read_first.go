package data

import (
	"context"
	"encoding/json"
	"fmt"

	"kept/playbook"
)

// FirstDue returns the day on which each promise of an account was first said
// to be due, from the history and from what packs have brought, by the moment it
// was said. What was undone was never said, and a promise that never had a day
// is not among them.
func (s *Store) FirstDue(ctx context.Context, account playbook.ID) (map[playbook.ID]playbook.Date, error) {
	out := map[playbook.ID]playbook.Date{}
	err := s.reading(ctx, func(r *reader) error {
		claims, err := r.mixed(account)
		if err != nil || claims != nil {
			firstDue(out, claims)
			return err
		}
		return r.each(func(scan func(...any) error) error {
			var row playbook.ID
			var col, said string
			if err := scan(&row, &col, &said); err != nil {
				return err
			}
			if out[row] != "" {
				return nil
			}
			if col != "" {
				out[row] = playbook.Date(said)
				return nil
			}
			var added struct {
				DueOn playbook.Date `json:"due_on"`
			}
			if err := json.Unmarshal([]byte(said), &added); err != nil {
				return fmt.Errorf("history of promise %s: %w", row, err)
			}
			if added.DueOn != "" {
				out[row] = added.DueOn
			}
			return nil
		}, `SELECT h.row, h.col, h.new FROM history h JOIN changes c ON c.seq = h.change
			WHERE h.account = ? AND h.noun = 'promise' AND h.col IN ('', 'due_on') AND h.new <> '' AND c.kind = 'do' AND c.undone = 0 AND c.took = ''
			ORDER BY h.change, h.rowid`, idValue(account))
	})
	if err != nil {
		return nil, fmt.Errorf("read when the promises were first due: %w", err)
	}
	return out, nil
}
