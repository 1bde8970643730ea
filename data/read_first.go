package data

import (
	"context"
	"encoding/json"
	"fmt"

	"kept/playbook"
)

// FirstDue returns the day on which each promise of an account was first said
// to be due, from the history, that of elsewhere too. What was undone was never said, and a promise
// that never had a day is not among them.
func (s *Store) FirstDue(ctx context.Context, account playbook.ID) (map[playbook.ID]playbook.Date, error) {
	out := map[playbook.ID]playbook.Date{}
	err := s.reading(ctx, func(r *reader) error {
		return r.each(func(scan func(...any) error) error {
			var row playbook.ID
			var col, said string
			var stamp, line int64
			if err := scan(&row, &col, &said, &stamp, &line); err != nil {
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
		}, `SELECT h.row, h.col, h.new, c.stamp, h.rowid FROM history h JOIN changes c ON c.seq = h.change
			WHERE h.account = ?1 AND h.noun = 'promise' AND h.col IN ('', 'due_on') AND h.new <> '' AND c.kind = 'do' AND c.undone = 0 AND c.took = ''
			UNION ALL
			SELECT h.row, h.col, h.new, x.stamp, h.rowid FROM taken_history h JOIN taken_changes x ON x.taken = h.taken AND x.id = h.claim JOIN changes c ON c.seq = h.taken
			WHERE h.account = ?1 AND h.noun = 'promise' AND h.col IN ('', 'due_on') AND h.new <> '' AND x.kind = 'do' AND c.undone = 0
			AND NOT EXISTS (SELECT 1 FROM taken_changes y WHERE y.taken = x.taken AND y.undoes = x.id AND y.kind = 'undo')
			ORDER BY 4, 5`, idValue(account))
	})
	if err != nil {
		return nil, fmt.Errorf("read when the promises were first due: %w", err)
	}
	return out, nil
}
