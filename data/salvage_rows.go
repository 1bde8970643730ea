package data

import (
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
)

// A haul is what a wreck gives back: rows, the history that leads to them, and
// the list of what is lost.
type haul struct {
	w      *wreck
	rows   map[playbook.ID]*savedRow
	pasts  map[playbook.ID]*pastRow
	known  map[playbook.ID]*tableHint // rows that the indexes of their tables know
	losses []playbook.Loss
	stands map[playbook.ID]bool // rows that stand in for lost ones
	packed map[playbook.ID]bool // see brought

	lines     []outLine
	broken    map[int64]bool // acts of which something is missing: they cannot be undone
	lineLost  map[playbook.ID]int
	linesLost int
	actsLost  int
}

type savedRow struct {
	kind *kind
	noun playbook.Noun
}

type tableHint struct {
	kind *kind
	*hint
}

func autoIndex(k *kind) string { return "sqlite_autoindex_" + k.table + "_1" }

// raise puts the rows together.
func (w *wreck) raise() *haul {
	h := &haul{w: w, rows: map[playbook.ID]*savedRow{}, pasts: w.pasts(), known: map[playbook.ID]*tableHint{},
		stands: map[playbook.ID]bool{}, broken: map[int64]bool{}, lineLost: map[playbook.ID]int{}}
	ids := map[playbook.ID]bool{}
	for _, k := range w.kinds.list {
		for _, hint := range w.hints[k.table] {
			if !hint.id.IsZero() {
				h.known[hint.id] = &tableHint{k, hint}
				ids[hint.id] = true
			}
		}
	}
	for id := range w.rows {
		ids[id] = true
	}
	for id := range h.pasts {
		ids[id] = true
	}
	for id := range w.docs {
		ids[id] = true
	}
	order := make([]playbook.ID, 0, len(ids))
	for id := range ids {
		order = append(order, id)
	}
	slices.SortFunc(order, func(a, b playbook.ID) int { return slices.Compare(a[:], b[:]) })
	for _, id := range order {
		if f := w.rows[id]; f != nil {
			h.found(id, f)
		} else {
			h.missing(id)
		}
	}
	h.standIns()
	h.links()
	h.unknown()
	h.history(order)
	h.sort()
	return h
}

// found decides about a row that was read from its table.
func (h *haul) found(id playbook.ID, f *foundRow) {
	past := h.pasts[id]
	if past != nil && past.kind != f.kind {
		past = nil
	}
	if f.stray {
		lives := h.known[id] != nil || past != nil && past.now != nil
		gone := past != nil && past.removed && past.whole && past.now == nil || h.w.whole[autoIndex(f.kind)] || h.w.whole["history"]
		if !lives && gone {
			return // of the past
		}
	}
	row := &savedRow{f.kind, f.noun}
	h.rows[id] = row
	if f.stray && (!h.w.free || h.w.f.LogBroken > 0) && (past == nil || past.now == nil || !past.whole) {
		// Without the list of free pages, or all of the log, nobody can say that
		// the page is not of the past.
		if past != nil && past.now != nil && past.now.Key().Revision > f.noun.Key().Revision {
			row.noun = f.kind.clone(past.now)
		}
		// Also where both agree: what came last may be lost in both.
		h.lose(playbook.Loss{Kind: playbook.LostPart, Row: id}, f.kind, row.noun, "it was found on a page that may be of the past; values may be older than they were")
		return
	}
	switch {
	case past == nil || len(past.lines) == 0:
		if !f.firm {
			h.lose(playbook.Loss{Kind: playbook.LostPart, Row: id}, f.kind, f.noun, "its longest text could not be checked against the history")
		}
	case past.now == nil:
		if past.removed && (past.whole || f.stray) {
			h.lose(playbook.Loss{Kind: playbook.LostPart, Row: id}, f.kind, f.noun, "the history says that it was removed; it was kept")
		} else if !f.firm {
			h.lose(playbook.Loss{Kind: playbook.LostPart, Row: id}, f.kind, f.noun, "its longest text could not be checked against the history")
		}
	default:
		cols := f.kind.differs(f.noun, past.now)
		if len(cols) == 0 {
			break
		}
		hurt, words := past.hurt(cols...), columnWords(f.kind, cols)
		switch {
		case past.whole && (past.firm || f.hurt && !hurt):
			past.now.Key().Revision = max(past.now.Key().Revision, f.noun.Key().Revision+1)
			row.noun = f.kind.clone(past.now)
			h.lose(playbook.Loss{Kind: playbook.FromHistory, Row: id}, f.kind, row.noun, fmt.Sprintf("its stored values did not fit the history (%s); those of the history were taken", words))
		case past.firm && f.firm:
		case !f.hurt && (f.firm || hurt):
			// What the history says stays in the history.
			h.lose(playbook.Loss{Kind: playbook.LostPart, Row: id}, f.kind, f.noun, fmt.Sprintf("the history says something else about %s, and part of it is damaged or could not be checked; the stored values were kept", words))
		default:
			// The history keeps what it says, while the words of the row are nowhere
			// else: so the row stays, unless it cannot stand.
			if playbook.CheckValues(f.noun) != nil && playbook.CheckValues(past.now) == nil {
				row.noun = f.kind.clone(past.now)
			}
			why := "neither could be checked"
			if f.hurt {
				why = "both are damaged"
			}
			h.lose(playbook.Loss{Kind: playbook.LostPart, Row: id}, f.kind, row.noun, fmt.Sprintf("row and history say different things about %s, and %s; look at it and at its history", words, why))
		}
	}
}

func columnWords(k *kind, cols []*column) string {
	var names []string
	for i, c := range cols {
		if i == 4 && len(cols) > 5 {
			return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", len(cols)-4)
		}
		names = append(names, strings.ToLower(playbook.Label(k.name, c.Name)))
	}
	return strings.Join(names, ", ")
}

// missing decides about a row that is in no page of its table.
func (h *haul) missing(id playbook.ID) {
	w, past, known := h.w, h.pasts[id], h.known[id]
	if past == nil {
		past = &pastRow{}
	}
	k, account, named := past.kind, past.account, past.title
	if known != nil {
		k = known.kind
		if !known.account.IsZero() {
			account = known.account
		}
		if named == "" {
			named = known.name
		}
	}
	doc, indexed := w.docs[id]
	if k == nil {
		k = w.kinds.byName[doc.noun]
	}
	if named == "" {
		named = doc.title
	}
	if k == nil || past.kind != nil && past.kind != k {
		h.losses = append(h.losses, playbook.Loss{Kind: playbook.LostRow, Row: id, Account: account, Title: named,
			Text: "A row of which only a trace is left: what it was is lost."})
		return
	}
	loss := playbook.Loss{Row: id, Account: account}
	structural := k.isAccount || k.name == "handoff" || k.name == "plan" || k.name == "phase"
	switch {
	case past.now == nil && past.removed && known == nil:
		// It was removed, and the table knows nothing else.
		if !past.whole && !w.whole[autoIndex(k)] {
			loss.Title = named
			loss.Kind = playbook.LostRow
			h.lose(loss, k, nil, "it was removed once, and whether it was brought back is lost")
		}
	case past.now != nil:
		h.rows[id] = &savedRow{k, k.clone(past.now)}
		loss.Kind = playbook.FromHistory
		text := "its page is lost; the history gave it back"
		switch {
		case past.hurt():
			loss.Kind, text = playbook.LostPart, "its page is lost; the history gave it back, but is damaged too and values may not be what they were"
		case past.lost > 0 || !past.whole:
			loss.Kind, text = playbook.LostPart, "its page is lost; the history gave it back, but lines of it are lost too and values may be older than they were"
		}
		h.lose(loss, k, past.now, text)
	case len(past.lines) == 0 && past.lost == 0 && known == nil && !indexed:
	default:
		var n playbook.Noun
		if len(past.lines) > 0 || structural {
			n = past.pieced(k, id, account, named)
		}
		loss.Title = named
		if n == nil {
			loss.Kind = playbook.LostRow
			if k.isAccount {
				loss.Kind, loss.Account = playbook.LostAccount, id
			}
			h.lose(loss, k, nil, "it is lost")
			return
		}
		h.rows[id] = &savedRow{k, n}
		loss.Kind = playbook.LostPart
		if k.isAccount {
			loss.Kind = playbook.LostAccount
		}
		h.lose(loss, k, n, "its page is lost; it was put together from what was left, and most values are missing")
	}
}

// lose adds an entry to the report. Names come in at the end, when all
// accounts are known.
func (h *haul) lose(l playbook.Loss, k *kind, n playbook.Noun, text string) {
	l.Noun, l.Text = k.name, text
	if n != nil {
		l.Account, l.Title = n.Key().AccountID, ownTitle(k, n)
	}
	h.losses = append(h.losses, l)
}

// standIns makes the rows that others hang on and that are lost.
func (h *haul) standIns() {
	ks := h.w.kinds
	plan, phase := ks.byName["plan"], ks.byName["phase"]
	for _, id := range h.order() {
		r := h.rows[id]
		account := r.noun.Key().AccountID
		if t, ok := r.noun.(*playbook.Task); ok && !t.PhaseID.IsZero() {
			h.standIn(phase, t.PhaseID, &playbook.Phase{Meta: playbook.Meta{AccountID: account}, PlanID: t.PlanID, Title: "Phase that was lost"})
		}
	}
	for _, id := range h.order() {
		r := h.rows[id]
		account := r.noun.Key().AccountID
		of := playbook.ID{}
		switch n := r.noun.(type) {
		case *playbook.Task:
			of = n.PlanID
		case *playbook.Phase:
			of = n.PlanID
		}
		if !of.IsZero() {
			h.standIn(plan, of, &playbook.Plan{Meta: playbook.Meta{AccountID: account}, Title: "Plan that was lost"})
		}
	}
	nameless := 0
	for _, id := range h.order() {
		account := h.rows[id].noun.Key().AccountID
		if account.IsZero() || h.rows[account] != nil {
			continue
		}
		name := h.accountName(account)
		if name == "" {
			nameless++
			name = fmt.Sprintf("Account that was lost %d", nameless)
		}
		h.standIn(ks.byName["account"], account, &playbook.Account{Meta: playbook.Meta{AccountID: account}, Name: name, Stage: playbook.PreClose})
	}
}

func (h *haul) order() []playbook.ID {
	ids := make([]playbook.ID, 0, len(h.rows))
	for id := range h.rows {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b playbook.ID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

func (h *haul) standIn(k *kind, id playbook.ID, n playbook.Noun) {
	if h.rows[id] != nil {
		return
	}
	n.Key().ID, n.Key().Revision = id, 1
	h.stands[id] = true
	h.rows[id] = &savedRow{k, n}
	h.losses = slices.DeleteFunc(h.losses, func(l playbook.Loss) bool { return l.Row == id })
	l := playbook.Loss{Kind: playbook.LostPart, Row: id}
	if k.isAccount {
		l.Kind = playbook.LostAccount
	}
	h.lose(l, k, n, "its own row is lost; what hangs on it was kept under an empty one")
}

// accountName looks for an account's name wherever one may stand.
func (h *haul) accountName(id playbook.ID) string {
	if r := h.rows[id]; r != nil && r.kind.isAccount {
		return ownTitle(r.kind, r.noun)
	}
	if t := h.known[id]; t != nil && t.name != "" {
		return t.name
	}
	if d := h.w.docs[id]; d.noun == "account" && d.title != "" {
		return d.title
	}
	if p := h.pasts[id]; p != nil && p.kind != nil && p.kind.isAccount {
		return p.title
	}
	return ""
}

// links lets go of links to rows that are lost.
func (h *haul) links() {
	refs := references()
	for _, id := range h.order() {
		r := h.rows[id]
		for _, ref := range refs {
			if ref.from != r.kind.name {
				continue
			}
			c := r.kind.col(ref.col)
			to, ok := c.Any(r.noun).(playbook.ID)
			if !ok || to.IsZero() {
				continue
			}
			if there := h.rows[to]; there != nil && there.kind.name == ref.to && there.noun.Key().AccountID == r.noun.Key().AccountID {
				continue
			}
			r.noun = r.kind.clone(r.noun)
			if c.SetText(r.noun, "") == nil {
				h.lose(playbook.Loss{Kind: playbook.LostValue, Row: id, Col: ref.col}, r.kind, r.noun,
					fmt.Sprintf("its link to a %s that is lost was taken out", strings.ReplaceAll(ref.to, "_", " ")))
			}
		}
	}
}

// unknown names the tables of which pages are lost and nobody can tell which
// rows were on them.
func (h *haul) unknown() {
	w := h.w
	for _, k := range w.kinds.list {
		if w.whole[k.table] || w.whole[autoIndex(k)] || w.whole["history"] {
			continue
		}
		n := max(1, w.bad[k.table])
		h.losses = append(h.losses, playbook.Loss{Kind: playbook.LostUnknown, Noun: k.name, Count: n,
			Text: fmt.Sprintf("%d damaged pages of %s, or of what leads to them: nothing else tells every row they held.", n, playbook.NounsWords(k.name))})
	}
}

// sort gives the losses names and an order: what is lost before what was given
// back, account by account.
func (h *haul) sort() {
	for i := range h.losses {
		l := &h.losses[i]
		if l.AccountName == "" && !l.Account.IsZero() {
			l.AccountName = h.accountName(l.Account)
		}
		if l.Noun == "" || l.Kind == playbook.LostUnknown {
			continue
		}
		what := playbook.Label(l.Noun, "")
		if l.Title != "" {
			what += " “" + clipTitle(l.Title) + "”"
		}
		l.Text = what + ": " + l.Text + "."
	}
	rank := map[string]int{playbook.LostAccount: 0, playbook.LostRow: 1, playbook.LostPart: 2, playbook.LostValue: 3, playbook.LostUnknown: 4,
		playbook.LostActs: 5, playbook.LostLines: 6, playbook.FromHistory: 7}
	slices.SortStableFunc(h.losses, func(a, b playbook.Loss) int {
		if d := rank[a.Kind] - rank[b.Kind]; d != 0 {
			return d
		}
		return strings.Compare(fold(a.AccountName), fold(b.AccountName))
	})
}

func clipTitle(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return string(r)
}
