package data

import (
	"cmp"
	"fmt"
	"slices"

	"kept/playbook"
)

// An outLine is one line of the new history. sub puts a line that was made up
// before the one it stands in for.
type outLine struct {
	change, id int64
	sub        int
	kind       *kind
	row        playbook.ID
	account    playbook.ID
	col        string
	old, new   *string
}

// salvageSeq stands for the act that the salvage itself writes, behind all others.
const salvageSeq = 1<<62 - 1

// history makes the lines of the new workspace: those that were found, as far
// as they can be replayed, and one act more that leads from there to the rows.
func (h *haul) history(order []playbook.ID) {
	h.gaps()
	for _, id := range order {
		r, past := h.rows[id], h.pasts[id]
		if past == nil {
			past = &pastRow{}
		}
		k := past.kind
		if r != nil {
			k = r.kind
		}
		if k != nil {
			h.mend(id, k, past, r)
		} else {
			h.drop(past.account, past.lines...)
		}
	}
	// Rows that were made up have no past at all.
	known := make(map[playbook.ID]bool, len(order))
	for _, id := range order {
		known[id] = true
	}
	for _, id := range h.order() {
		if !known[id] {
			h.mend(id, h.rows[id].kind, &pastRow{}, h.rows[id])
		}
	}
	slices.SortFunc(h.lines, func(a, b outLine) int {
		return cmp.Or(cmp.Compare(a.change, b.change), cmp.Compare(a.id, b.id), cmp.Compare(a.sub, b.sub))
	})
	h.acts()
	for _, id := range sortedIDs(h.lineLost) {
		n := h.lineLost[id]
		h.linesLost += n
		of := "the workspace"
		if name := h.accountName(id); name != "" {
			of = name
		} else if !id.IsZero() {
			of = "an account whose name is lost"
		}
		h.losses = append(h.losses, playbook.Loss{Kind: playbook.LostLines, Account: id, Count: n, Text: fmt.Sprintf("History of %s: %s lost.", of, countOf(n, "line is", "lines are"))})
	}
	h.packsLost()
	if h.actsLost > 0 {
		h.losses = append(h.losses, playbook.Loss{Kind: playbook.LostActs, Count: h.actsLost, Text: fmt.Sprintf("Who made %s, when and why, is lost.", countOf(h.actsLost, "act", "acts"))})
	}
}

func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func sortedIDs[V any](m map[playbook.ID]V) []playbook.ID {
	ids := make([]playbook.ID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b playbook.ID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

// gaps counts the lines that are lost and marks the acts that have lost some.
// Where no index tells, the numbers of the lines do: they run without a gap
// unless something was purged.
func (h *haul) gaps() {
	w := h.w
	for _, g := range w.hints["history"] {
		h.lineLost[g.account]++
		h.broken[g.change] = true
	}
	if w.whole["history"] || w.whole["history_change"] {
		return
	}
	found := make([]*foundLine, 0, len(w.lines))
	for _, l := range w.lines {
		found = append(found, l)
	}
	slices.SortFunc(found, func(a, b *foundLine) int { return cmp.Compare(a.id, b.id) })
	for i := 0; i < len(found); i++ {
		before, change := int64(0), int64(0)
		if i > 0 {
			before, change = found[i-1].id, found[i-1].change
		}
		missing := int(found[i].id - before - 1)
		for id := before + 1; id < found[i].id && missing > 0; id++ {
			if w.hints["history"][id] != nil {
				missing--
			}
		}
		if missing > 0 {
			h.lineLost[playbook.ID{}] += missing
		}
		if found[i].id > before+1 {
			from, to := min(change, found[i].change), max(change, found[i].change)
			for seq := range w.acts {
				if seq >= from && seq <= to {
					h.broken[seq] = true
				}
			}
		}
	}
	if n := len(found); n > 0 { // what is lost at the end nobody can count
		for seq := range w.acts {
			if seq >= found[n-1].change {
				h.broken[seq] = true
			}
		}
	}
}

// drop books lines that cannot be kept.
func (h *haul) drop(account playbook.ID, lines ...*foundLine) {
	for _, l := range lines {
		if !l.account.IsZero() {
			account = l.account
		}
		h.lineLost[account]++
		h.broken[l.change] = true
	}
}

// mend keeps the lines of one row so that they replay, and lets the last act
// lead to the row as it is now, nil when there is none.
func (h *haul) mend(id playbook.ID, k *kind, past *pastRow, r *savedRow) {
	var final, now playbook.Noun
	account, first := past.account, len(h.lines)
	if r != nil {
		final, account = r.noun, r.noun.Key().AccountID
	}
	emit := func(l *foundLine) {
		h.lines = append(h.lines, outLine{l.change, l.id, 0, k, id, account, l.col, l.old, l.new})
	}
	for i, l := range past.lines {
		if h.w.kinds.byName[l.noun] != k {
			h.drop(account, l)
			continue
		}
		switch c := k.col(l.col); {
		case l.col == "" && l.new != nil:
			n, err := rowFromJSON(k, id, account, *l.new)
			if err != nil {
				h.drop(account, l)
				continue
			}
			now = n
			emit(l)
		case l.col == "":
			now = nil
			emit(l)
		case c == nil || c.SetText(k.fresh(), *l.new) != nil:
			h.drop(account, l)
		case now == nil && final == nil:
			h.drop(account, l)
		default:
			if now == nil {
				now = h.begin(id, k, past, i, final)
			}
			if c.SetText(now, *l.new) == nil {
				emit(l)
			}
		}
	}
	last := func(col string, old, new *string) {
		h.lines = append(h.lines, outLine{salvageSeq, int64(len(h.lines)), 0, k, id, account, col, old, new})
	}
	switch {
	case now == nil && final == nil:
	case now == nil:
		j := rowJSON(k, final)
		last("", nil, &j)
	case final == nil && (h.brought()[id] || h.brought()[account]):
		// Others have it still, or may have it from here: to say that it was removed
		// would go out with the next pack.
		h.lines = h.lines[:first]
		h.drop(account, past.lines...)
	case final == nil:
		j := rowJSON(k, now)
		last("", &j, nil)
	default:
		for _, c := range k.differs(now, final) {
			was, is := c.Text(now), c.Text(final)
			last(c.Name, &was, &is)
		}
	}
}

// begin makes up the line that added a row, which is lost: the row as it was
// before line i, told backwards from how it is now. It stands where an index
// says that a line of the row was, else just before line i.
func (h *haul) begin(id playbook.ID, k *kind, past *pastRow, i int, final playbook.Noun) playbook.Noun {
	n := k.clone(final)
	end := len(past.lines)
	for j := i; j < end; j++ {
		if past.lines[j].col == "" {
			end = j
			if was, err := rowFromJSON(k, id, n.Key().AccountID, value(past.lines[j].old)); err == nil {
				n = was
			}
		}
	}
	for j := end - 1; j >= i; j-- {
		if c := k.col(past.lines[j].col); c != nil {
			_ = c.SetText(n, value(past.lines[j].old)) // an old value that cannot be stays as it is now
		}
	}
	at, line, sub := past.lines[i].change, past.lines[i].id, -1
	for _, g := range past.gaps {
		if g.change < at || g.change == at && g.id < line {
			at, line = g.change, g.id
		}
	}
	if i > 0 { // not before what is there already
		if before := past.lines[i-1]; at < before.change || at == before.change && line <= before.id {
			at, line = past.lines[i].change, past.lines[i].id
		}
	}
	h.broken[at] = true
	n.Key().Revision = 1
	j := rowJSON(k, n)
	h.lines = append(h.lines, outLine{at, line, sub, k, id, n.Key().AccountID, "", nil, &j})
	return n
}

// acts counts the acts that lines belong to and that are lost.
func (h *haul) acts() {
	lost := map[int64]bool{}
	for seq := range h.w.hints["changes"] {
		lost[seq] = true
	}
	for i := range h.lines {
		if seq := h.lines[i].change; seq != salvageSeq && h.w.acts[seq] == nil {
			lost[seq] = true
		}
	}
	h.actsLost = len(lost)
}
