package data

import (
	"fmt"

	"kept/playbook"
)

// saidElsewhere adds what the rows were ever called in what came with packs, and
// returns the claims that touched them.
func (g *gathering) saidElsewhere(titles map[string]bool) (map[int64]bool, error) {
	claims := map[int64]bool{}
	note := noteIn(titles)
	for k, ids := range g.rows {
		err := chunks(ids, func(in string, args []any) error {
			return g.t.each(func(scan func(...any) error) error {
				var seq int64
				var col, old, new string
				if err := scan(&seq, &col, &old, &new); err != nil {
					return err
				}
				claims[seq] = true
				for _, s := range []string{old, new} {
					switch {
					case k.words.title == "":
					case col == k.words.title:
						note(s)
					case col == "":
						note(columnsIn(s)[k.words.title])
					}
				}
				return nil
			}, `SELECT x.seq, h.col, COALESCE(h.old, ''), COALESCE(h.new, '') FROM taken_history h
				JOIN taken_changes x ON x.taken = h.taken AND x.id = h.claim WHERE h.row IN `+in, args...)
		})
		if err != nil {
			return nil, fmt.Errorf("read what packs said of it: %w", err)
		}
	}
	return claims, nil
}

// silenceElsewhere takes the words of what was purged out of a claim that
// touched it. A claim of which nothing is left stays without words.
func (g *gathering) silenceElsewhere(seq int64, titles map[string]bool) error {
	var label, why string
	var left bool
	_, err := g.t.one([]any{&label, &why, &left}, `SELECT label, why, EXISTS (SELECT 1 FROM taken_history h WHERE h.taken = x.taken AND h.claim = x.id)
		FROM taken_changes x WHERE seq = ?`, seq)
	if err != nil {
		return fmt.Errorf("read a claim: %w", err)
	}
	is := withoutTitles(label, titles)
	if !left {
		is, why = purgedLabel, ""
	}
	if _, err := g.t.exec("UPDATE taken_changes SET label = ?, why = ? WHERE seq = ?", is, why, seq); err != nil {
		return fmt.Errorf("empty a claim: %w", err)
	}
	return nil
}

// dropElsewhere is dropInHistory for what came with packs. A line that says
// nothing any more stays, so that the next pack does not bring it again.
func (g *gathering) dropElsewhere(from *kind, c *column, gone playbook.ID) error {
	var lines []storedLine
	err := g.t.each(func(scan func(...any) error) error {
		lines = append(lines, storedLine{})
		l := &lines[len(lines)-1]
		return scan(&l.id, &l.col, &l.old, &l.new)
	}, `SELECT rowid, col, old, new FROM taken_history WHERE noun = ? AND col IN (?, '')
		AND account IN (SELECT account FROM history WHERE row = ? UNION SELECT account FROM taken_history WHERE row = ?)
		AND (instr(old, ?) > 0 OR instr(new, ?) > 0)`, from.name, c.Name, idValue(gone), idValue(gone), gone.String(), gone.String())
	if err != nil {
		return fmt.Errorf("look for claims that name it: %w", err)
	}
	for _, l := range lines {
		for _, side := range []**string{&l.old, &l.new} {
			if *side == nil {
				continue
			}
			is := **side
			if l.col != "" {
				if is == gone.String() {
					is = ""
				}
			} else if vals := columnsIn(is); vals[c.Name] == gone.String() {
				vals[c.Name] = ""
				is = columnsJSON(vals)
			}
			*side = &is
		}
		if _, err := g.t.exec("UPDATE taken_history SET old = ?, new = ? WHERE rowid = ?", nullable(l.old), nullable(l.new), l.id); err != nil {
			return fmt.Errorf("empty claims that name it: %w", err)
		}
	}
	return nil
}
