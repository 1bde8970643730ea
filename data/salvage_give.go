package data

import (
	"slices"

	"kept/playbook"
	"kept/playbook/merge"
)

// give lets what is known of an account give back rows that are lost, and of rows
// that were put together the values that are missing. Given are the rows that
// have come back whole by their IDs. Rows that were removed for good stay away.
func (t *tx) give(account playbook.ID, doubtful map[playbook.ID]weakness) (given []playbook.ID, err error) {
	claims, err := t.claims(account)
	if err != nil {
		return nil, err
	}
	rows, err := t.rowsOf(account)
	if err != nil {
		return nil, err
	}
	_, led := merge.Mend(account, claims) // lines are lost, and with them what made a row whole
	if led == nil {                       // those of the account itself
		led = merge.Nouns(merge.Rows(account, claims))
	}
	ids := make([]playbook.ID, 0, len(led))
	for _, n := range led {
		ids = append(ids, n.Key().ID)
	}
	purged, err := t.purgedOf(ids)
	if err != nil {
		return nil, err
	}
	come := map[playbook.ID]playbook.Noun{}
	for _, n := range led {
		id := n.Key().ID
		k, err := t.kinds.of(n)
		if err != nil {
			return nil, err
		}
		switch is, weak := rows[id], doubtful[id]; {
		case is == nil && !purged[id]:
			come[id] = n
		case is != nil && weak == madeUp:
			come[id] = n
		case is != nil && weak == inPart:
			for _, c := range k.differs(is, n) {
				if c.Same(is, k.zero) {
					if come[id] == nil {
						come[id] = k.clone(is)
					}
					_ = c.SetText(come[id], c.Text(n)) // it is the text of such a row
				}
			}
		}
	}
	t.fit(come, rows)
	for _, id := range sortedIDs(come) {
		n := come[id]
		k, err := t.kinds.of(n)
		if err != nil {
			return nil, err
		}
		if rows[id] == nil || doubtful[id] == madeUp {
			given = append(given, id)
		}
		t.put(k, id, rows[id], n)
	}
	return given, t.flush()
}

// fit leaves of the rows that come those that can stand: no value that no row
// may have, and no name of a row that is not there.
func (t *tx) fit(come, rows map[playbook.ID]playbook.Noun) {
	refs := references()
	for again := true; again; {
		again = false
		for id, n := range come {
			k := t.kinds.byName[playbook.NounName(n)]
			for _, ref := range refs {
				if ref.from != k.name {
					continue
				}
				to, ok := k.col(ref.col).Any(n).(playbook.ID)
				there := rows[to]
				if c := come[to]; c != nil {
					there = c
				}
				if ok && !to.IsZero() && (there == nil || playbook.NounName(there) != ref.to) {
					_ = k.col(ref.col).SetText(n, "") // an ID can be empty
				}
			}
			if playbook.CheckValues(n) != nil {
				delete(come, id)
				again = true
			}
		}
	}
}

// A weakness is what a row that came back may lack.
type weakness int

const (
	inPart weakness = iota + 1 // values may be missing
	madeUp                     // it only stands in for one that is lost
)

// doubtful returns the rows of which something is lost.
func (h *haul) doubtful() map[playbook.ID]weakness {
	out := map[playbook.ID]weakness{}
	for i := range h.losses {
		if l := &h.losses[i]; l.Real() && !l.Row.IsZero() {
			out[l.Row] = inPart
		}
	}
	for id := range h.stands {
		out[id] = madeUp
	}
	return out
}

// gaveBack corrects the report about rows that came back after all.
func (h *haul) gaveBack(rows map[playbook.ID]playbook.Noun) {
	for _, id := range sortedIDs(rows) {
		n := rows[id]
		k := h.w.kinds.byName[playbook.NounName(n)]
		h.losses = slices.DeleteFunc(h.losses, func(l playbook.Loss) bool { return l.Row == id })
		what := playbook.Label(k.name, "")
		if title := ownTitle(k, n); title != "" {
			what += " “" + clipTitle(title) + "”"
		}
		h.losses = append(h.losses, playbook.Loss{Kind: playbook.FromHistory, Noun: k.name, Row: id, Account: n.Key().AccountID, AccountName: h.accountName(n.Key().AccountID),
			Title: ownTitle(k, n), Text: what + ": its page is lost; what packs brought gave it back."})
		if h.rows[id] == nil {
			h.rows[id] = &savedRow{k, n}
		}
	}
}
