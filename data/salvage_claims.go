package data

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"kept/data/pages"
	"kept/playbook"
	"kept/playbook/merge"
)

// mostSettling bounds how often claims are looked at again. What a row named can
// go with the name, and a row that is added anew has the values of before where
// its own are the noun's, which is a second and a third look.
const mostSettling = 8

// settleClaims lets what is known of the accounts and the rows that came back
// agree, and returns the rows that it gives back. Where pages are lost of what
// packs brought, or of what was done here, an act of the salvage says what the
// rows are; what a pack brings again later is older than that.
func (s *Store) settleClaims(ctx context.Context, who string, doubtful map[playbook.ID]weakness) (map[playbook.ID]playbook.Noun, error) {
	given := map[playbook.ID]playbook.Noun{}
	err := s.writing(ctx, func(db *gorm.DB) error {
		t := &tx{reader: &reader{ctx: ctx, kinds: s.kinds, db: db}, wall: s.now(), states: map[playbook.ID]*state{},
			act: playbook.Act{Who: who, Device: SalvageDevice, Label: "Salvage what packs brought", At: s.now(),
				Why: "The file was damaged. This step leads from what is left of what is known to what is left of the rows."}}
		accounts, err := t.broughtTo()
		if err != nil {
			return err
		}
		for _, id := range accounts {
			rows, err := t.give(id, doubtful)
			if err != nil {
				return err
			}
			for _, row := range rows {
				given[row] = t.states[row].now
			}
		}
		lines := t.lines()
		for range mostSettling {
			if len(lines) > 0 {
				if _, err := t.write(kindDo, 0, lines); err != nil {
					return err
				}
			}
			if err := t.unlearn(accounts); err != nil {
				return err
			}
			lines = nil
			for _, id := range accounts {
				some, err := t.claimLines(id)
				if err != nil {
					return err
				}
				lines = append(lines, some...)
			}
			if len(lines) == 0 {
				return nil
			}
		}
		return nil // the check says what is left
	})
	if err != nil {
		return nil, fmt.Errorf("settle what packs brought: %w", err)
	}
	return given, nil
}

// ledTo returns the rows that what is known of an account leads to, and its rows.
func (r *reader) ledTo(account playbook.ID) (led []playbook.Noun, rows map[playbook.ID]playbook.Noun, err error) {
	claims, err := r.claims(account)
	if err != nil {
		return nil, nil, err
	}
	rows, err = r.rowsOf(account)
	return merge.Nouns(merge.Rows(account, claims)), rows, err
}

// unlearn lets go of what packs brought of rows that could not be given back: a
// pack that brings it again finds it unknown, and no act says that it was removed.
func (t *tx) unlearn(accounts []playbook.ID) error {
	for _, account := range accounts {
		led, rows, err := t.ledTo(account)
		if err != nil {
			return err
		}
		for _, n := range led {
			if rows[n.Key().ID] != nil {
				continue
			}
			if _, err := t.exec("DELETE FROM taken_history WHERE row = ?", idValue(n.Key().ID)); err != nil {
				return err
			}
		}
	}
	return nil
}

// broughtTo returns the accounts to which packs that stand have brought something.
func (r *reader) broughtTo() ([]playbook.ID, error) {
	ids, err := r.ids(`SELECT DISTINCT h.account FROM taken_history h JOIN changes c ON c.seq = h.taken
		WHERE h.account IS NOT NULL AND c.undone = 0 ORDER BY 1`)
	if err != nil {
		return nil, fmt.Errorf("look for what packs have brought: %w", err)
	}
	return ids, nil
}

// claimLines returns the lines after which what is known of an account leads to
// its rows, but for what follows from them.
func (t *tx) claimLines(account playbook.ID) ([]line, error) {
	all, rows, err := t.ledTo(account)
	if err != nil {
		return nil, err
	}
	var out []line
	for _, led := range all {
		id := led.Key().ID
		k, err := t.kinds.of(led)
		if err != nil {
			return nil, err
		}
		is := rows[id]
		delete(rows, id)
		if is == nil {
			json := rowJSON(k, led)
			out = append(out, line{&state{kind: k, before: led}, "", &json, nil})
			continue
		}
		for _, c := range k.differs(led, is) {
			was, now := c.Text(led), c.Text(is)
			out = append(out, line{&state{kind: k, now: is}, c.Name, &was, &now})
		}
	}
	for _, id := range sortedIDs(rows) {
		k, err := t.kinds.of(rows[id])
		if err != nil {
			return nil, err
		}
		json := rowJSON(k, rows[id])
		out = append(out, line{&state{kind: k, now: rows[id]}, "", nil, &json})
	}
	return out, nil
}

// brought returns the rows of which packs have brought something, and the accounts
// of these.
func (h *haul) brought() map[playbook.ID]bool {
	if h.packed == nil {
		h.packed = map[playbook.ID]bool{}
		t := h.w.layout.tables["taken_history"]
		for _, vals := range h.w.other["taken_history"] {
			for _, col := range []string{"row", "account"} {
				var id playbook.ID
				copy(id[:], vals[t.at(col)].Bytes)
				h.packed[id] = h.packed[id] || !id.IsZero()
			}
		}
	}
	return h.packed
}

// packsLost names the lines of what packs brought that are lost, as far as an
// index tells of them: those of the pack come again with it.
func (h *haul) packsLost() {
	w, lost := h.w, 0
	for _, table := range []string{"taken_history", "taken_changes"} {
		known, sure := 0, w.whole[table]
		for name, x := range w.layout.indexes {
			if x.table == table {
				known = max(known, w.covers[name])
				sure = sure || w.covers[name] > 0 && w.bad[name] == 0
			}
		}
		n := max(known-len(w.rowids[table]), w.cut[table])
		if n == 0 && !sure {
			n = 1 // or more, which nobody can tell
		}
		lost += n
	}
	if lost > 0 {
		h.losses = append(h.losses, playbook.Loss{Kind: playbook.LostLines, Count: lost,
			Text: fmt.Sprintf("Of what packs brought at least %s lost; open the packs again.", countOf(lost, "line is", "lines are"))})
	}
}

// A turning is an undo or a redo.
type turning struct {
	kind string
	seq  int64 // of the act that it turned
}

// turned tells of the acts that others turned whether they are taken back.
func (h *haul) turned(turns map[int64]turning) map[int64]bool {
	t, all := h.w.layout.tables["changes"], maps.Clone(turns)
	kindAt, undoesAt := t.at("kind"), t.at("undoes")
	for seq, a := range h.w.acts {
		if of := a.vals[undoesAt]; of.Kind == pages.Int {
			all[seq] = turning{string(a.vals[kindAt].Bytes), of.Int}
		}
	}
	out := map[int64]bool{}
	for _, seq := range sortedKeys(all) {
		out[all[seq].seq] = all[seq].kind == kindUndo
	}
	return out
}

// turns finds out which of the acts that are lost have taken back what a pack had
// brought, or brought it again: their lines are those of the act that took it in.
// They are nobody's claims, while what anybody else did is.
func (h *haul) turns(took map[int64]tookIn) map[int64]turning {
	tookAt := h.w.layout.tables["changes"].at("took")
	if tookAt < 0 {
		return nil // of an older format
	}
	takes := func(seq int64) bool {
		_, brought := took[seq]
		return brought || h.w.acts[seq] != nil && len(h.w.acts[seq].vals[tookAt].Bytes) > 0
	}
	says := func(l *outLine, old, new *string) string {
		if l.col == "" {
			return fmt.Sprint(l.row, old == nil)
		}
		return fmt.Sprint(l.row, " ", l.col, " ", len(*old), *old, *new)
	}
	there, back := map[int64][]string{}, map[int64][]string{}
	for i := range h.lines {
		if l := &h.lines[i]; h.w.acts[l.change] == nil || takes(l.change) {
			there[l.change], back[l.change] = append(there[l.change], says(l, l.old, l.new)), append(back[l.change], says(l, l.new, l.old))
		}
	}
	all := func(lines []string) string {
		slices.Sort(lines)
		return strings.Join(lines, "\x00")
	}
	out, of := map[int64]turning{}, map[string]turning{}
	for _, seq := range sortedKeys(there) {
		if takes(seq) {
			of[all(there[seq])], of[all(back[seq])] = turning{kindRedo, seq}, turning{kindUndo, seq}
		} else if o, ok := of[all(there[seq])]; ok {
			out[seq] = o
		}
	}
	return out
}
