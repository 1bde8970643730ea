package data

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
)

// HistoryIndex returns what the history of an account can be narrowed to. It
// costs four queries, whatever the history holds.
func (s *Store) HistoryIndex(ctx context.Context, account playbook.ID) (HistoryIndex, error) {
	var out HistoryIndex
	seen := map[playbook.Touched]bool{}
	add := func(noun, kind, col string) {
		if t := (playbook.Touched{Noun: noun, Kind: kind, Col: col}); !seen[t] {
			seen[t] = true
			out.Touched = append(out.Touched, t)
		}
	}
	err := s.reading(ctx, func(r *reader) error {
		for _, lines := range []string{"history", "taken_history"} {
			err := r.each(func(scan func(...any) error) error {
				var noun, kind, col string
				err := scan(&noun, &kind, &col)
				if k := r.kinds.byName[noun]; k != nil && (col == "" || k.col(col) != nil) { // others belong to a newer program
					add(noun, kind, col)
				}
				return err
			}, `SELECT DISTINCT h.noun, COALESCE(i.kind, w.kind, ''), h.col FROM `+lines+` h
				LEFT JOIN items i ON h.noun = 'item' AND i.id = h.row LEFT JOIN watches w ON h.noun = 'watch' AND w.id = h.row
				WHERE h.account = ? ORDER BY 1, 2, 3`, idValue(account))
			if err != nil {
				return err
			}
		}
		// What a single row was born with is a value of its fields too.
		err := r.each(func(scan func(...any) error) error {
			var noun, col string
			err := scan(&noun, &col)
			add(noun, "", col)
			return err
		}, `SELECT DISTINCT h.noun, j.key FROM history h, json_each(h.new) j
			WHERE h.account = ? AND h.col = '' AND h.new IS NOT NULL AND h.noun IN ('account', 'handoff', 'plan') ORDER BY 1, 2`, idValue(account))
		if err != nil {
			return err
		}
		return r.each(func(scan func(...any) error) error {
			var who string
			err := scan(&who)
			if !slices.ContainsFunc(out.Who, func(w string) bool { return strings.EqualFold(w, who) }) {
				out.Who = append(out.Who, who)
			}
			return err
		}, `SELECT c.who FROM changes c WHERE c.who <> '' AND c.seq IN (SELECT change FROM history WHERE account = ?1)
			UNION SELECT x.who FROM taken_changes x WHERE x.who <> '' AND x.kind <> 'mend' AND EXISTS (SELECT 1 FROM taken_history h WHERE h.taken = x.taken AND h.claim = x.id AND h.account = ?1)
			ORDER BY 1 COLLATE NOCASE`, idValue(account))
	})
	if err != nil {
		return HistoryIndex{}, fmt.Errorf("read what the history tells of: %w", err)
	}
	return out, nil
}
