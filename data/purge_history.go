package data

import (
	"fmt"
	"reflect"
	"strings"

	"kept/playbook"
)

// noteIn returns what adds a title to those that the labels of acts may quote:
// on one line, as they have it.
func noteIn(titles map[string]bool) func(string) {
	return func(s string) {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			titles[s] = true
		}
	}
}

// said returns what the rows were ever called, and the acts that touched them.
func (g *gathering) said() (titles map[string]bool, acts map[int64]bool, err error) {
	titles, acts = map[string]bool{}, map[int64]bool{}
	note := noteIn(titles)
	for k, ids := range g.rows {
		err := chunks(ids, func(in string, args []any) error {
			return g.t.each(func(scan func(...any) error) error {
				var seq int64
				var row, account playbook.ID
				var col, old, new string
				if err := scan(&seq, &row, &account, &col, &old, &new); err != nil {
					return err
				}
				acts[seq] = true
				for _, s := range []string{old, new} {
					switch {
					case s == "" || k.words.title == "":
					case col == k.words.title:
						note(s)
					case col == "":
						n, err := rowFromJSON(k, row, account, s)
						if err != nil {
							return err
						}
						note(k.col(k.words.title).Text(n))
					}
				}
				return nil
			}, "SELECT change, row, account, col, COALESCE(old, ''), COALESCE(new, '') FROM history WHERE row IN "+in, args...)
		})
		if err != nil {
			return nil, nil, fmt.Errorf("read what was said of it: %w", err)
		}
	}
	return titles, acts, nil
}

// silence takes the words of what was purged out of an act that touched it.
func (g *gathering) silence(seq int64, titles map[string]bool) error {
	t := g.t
	var left int
	found, err := t.one([]any{&left}, "SELECT 1 FROM history WHERE change = ? LIMIT 1", seq)
	if err != nil {
		return fmt.Errorf("look at what is left of an act: %w", err)
	}
	if !found {
		_, err = t.exec("UPDATE changes SET kind = ?, label = ?, why = '', typing = '' WHERE seq = ?", kindPurged, purgedLabel, seq)
		if err != nil {
			return fmt.Errorf("empty an act: %w", err)
		}
		return nil
	}
	var label string
	if _, err := t.one([]any{&label}, "SELECT label FROM changes WHERE seq = ?", seq); err != nil {
		return fmt.Errorf("read an act: %w", err)
	}
	if is := withoutTitles(label, titles); is != label {
		if _, err := t.exec("UPDATE changes SET label = ? WHERE seq = ?", is, seq); err != nil {
			return fmt.Errorf("empty an act: %w", err)
		}
	}
	return nil
}

// withoutTitles takes titles out of a label, which may have cut them short.
func withoutTitles(label string, titles map[string]bool) string {
	head, rest, ok := strings.Cut(label, "“")
	if quote, tail, closed := strings.Cut(rest, "”"); ok && closed {
		said := strings.TrimSuffix(quote, "…")
		for t := range titles {
			if said != "" && strings.HasPrefix(t, strings.TrimSpace(said)) {
				quote = "purged"
			}
		}
		return withoutWhole(head, titles) + "“" + quote + "”" + withoutTitles(tail, titles)
	}
	return withoutWhole(label, titles)
}

func withoutWhole(label string, titles map[string]bool) string {
	for t := range titles {
		if len([]rune(t)) > 2 {
			label = strings.ReplaceAll(label, t, "purged")
		}
	}
	return label
}

// dropNames empties, in rows that stay and in their history, what names a row
// that goes.
func (g *gathering) dropNames() error {
	t := g.t
	for _, ref := range references() {
		from, to := t.kinds.byName[ref.from], t.kinds.byName[ref.to]
		c := from.col(ref.col)
		for _, gone := range g.rows[to] {
			list := reflect.New(reflect.SliceOf(from.typ)).Elem()
			if err := t.rows(from, list, from.selectSQL+" WHERE "+ref.col+" = ?", idValue(gone)); err != nil {
				return fmt.Errorf("look for rows that name it: %w", err)
			}
			for i := range list.Len() {
				n := list.Index(i).Addr().Interface().(playbook.Noun)
				if g.all[n.Key().ID] {
					continue
				}
				st, err := t.state(from, n.Key().ID)
				if err != nil {
					return err
				}
				empty := from.clone(st.now)
				if err := c.SetText(empty, ""); err != nil {
					return err
				}
				t.set(st, empty)
			}
			if err := g.dropInHistory(from, c, gone); err != nil {
				return err
			}
			if err := g.dropElsewhere(from, c, gone); err != nil {
				return err
			}
		}
	}
	return t.flush()
}

func (g *gathering) dropInHistory(from *kind, c *column, gone playbook.ID) error {
	t := g.t
	var lines []storedLine
	err := t.each(func(scan func(...any) error) error {
		lines = append(lines, storedLine{})
		l := &lines[len(lines)-1]
		return scan(&l.id, &l.noun, &l.row, &l.account, &l.col, &l.old, &l.new)
	}, `SELECT rowid, noun, row, account, col, old, new FROM history WHERE noun = ? AND col IN (?, '')
		AND account = (SELECT account FROM history WHERE row = ? LIMIT 1) AND (instr(old, ?) > 0 OR instr(new, ?) > 0)`,
		from.name, c.Name, idValue(gone), gone.String(), gone.String())
	if err != nil {
		return fmt.Errorf("look for lines that name it: %w", err)
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
			} else {
				n, err := rowFromJSON(from, l.row, l.account, is)
				if err != nil {
					return err
				}
				if c.Text(n) == gone.String() {
					if err := c.SetText(n, ""); err != nil {
						return err
					}
					is = rowJSON(from, n)
				}
			}
			*side = &is
		}
		stmt, args := "UPDATE history SET old = ?, new = ? WHERE rowid = ?", []any{nullable(l.old), nullable(l.new), l.id}
		if l.old != nil && l.new != nil && *l.old == *l.new {
			stmt, args = "DELETE FROM history WHERE rowid = ?", []any{l.id} // it says nothing any more
		}
		if _, err := t.exec(stmt, args...); err != nil {
			return fmt.Errorf("empty lines that name it: %w", err)
		}
	}
	return nil
}
