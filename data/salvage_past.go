package data

import (
	"cmp"
	"slices"

	"kept/playbook"
)

// A pastRow is what the history tells of one row.
type pastRow struct {
	kind    *kind
	account playbook.ID
	lines   []*foundLine
	lost    int // lines that an index knows and nobody found
	gaps    []gap
	// now is the row as the lines lead to it, nil when they end in its removal
	// or never begin.
	now     playbook.Noun
	begun   bool // a line that adds the row was found
	removed bool // the last line that adds or removes it removes it
	// whole tells that nothing is missing, as far as anybody can tell: it
	// begins with the row's addition, each line goes on where the one before
	// ended, and no index knows of more.
	whole bool
	firm  bool // every line is whole on its page
	title string
}

// A gap is where a lost line stood.
type gap struct{ change, id int64 }

// pasts replays the lines row by row, leniently.
func (w *wreck) pasts() map[playbook.ID]*pastRow {
	out := map[playbook.ID]*pastRow{}
	of := func(id playbook.ID) *pastRow {
		p := out[id]
		if p == nil {
			p = &pastRow{whole: true, firm: true}
			out[id] = p
		}
		return p
	}
	for _, l := range w.lines {
		p := of(l.row)
		p.lines = append(p.lines, l)
	}
	for id, h := range w.hints["history"] {
		if !h.row.IsZero() {
			p := of(h.row)
			p.lost++
			p.whole = false
			p.gaps = append(p.gaps, gap{h.change, id})
			if !h.account.IsZero() {
				p.account = h.account
			}
		}
	}
	// Without the index nobody can say that no line is missing.
	sure := w.whole["history"] || w.whole["history_row"]
	for _, p := range out {
		slices.SortFunc(p.lines, lineOrder)
		p.replay(w.kinds)
		p.whole = p.whole && sure
	}
	return out
}

func lineOrder(a, b *foundLine) int {
	return cmp.Or(cmp.Compare(a.change, b.change), cmp.Compare(a.id, b.id))
}

func (p *pastRow) replay(ks *kinds) {
	for i, l := range p.lines {
		k := ks.byName[l.noun]
		if p.kind == nil {
			p.kind = k
		}
		if k != p.kind {
			p.whole = false
			continue
		}
		if !l.account.IsZero() {
			p.account = l.account
		}
		p.firm = p.firm && l.firm
		switch {
		case l.col == "" && l.new != nil:
			n, err := rowFromJSON(k, l.row, l.account, *l.new)
			if err != nil {
				p.whole = false
				continue
			}
			p.whole = p.whole && p.now == nil
			p.now, p.begun, p.removed = n, true, false
		case l.col == "":
			p.whole = p.whole && p.now != nil
			p.now, p.removed = nil, true
			if was, err := rowFromJSON(k, l.row, l.account, value(l.old)); err == nil {
				p.title = ownTitle(k, was)
			}
		default:
			c := k.col(l.col)
			if c != nil && l.col == k.words.title {
				p.title = *l.new
			}
			if c == nil || p.now == nil {
				p.whole = false
				continue
			}
			p.whole = p.whole && c.Text(p.now) == *l.old
			if c.SetText(p.now, *l.new) != nil {
				p.whole = false
			} else if i > 0 && p.lines[i-1].change != l.change {
				p.now.Key().Revision++
			}
		}
	}
	if p.now != nil {
		p.title = ownTitle(p.kind, p.now)
	}
	p.whole = p.whole && (p.begun || len(p.lines) == 0)
}

// hurt tells whether something speaks against a line that one of the columns
// has its value from; of all columns where none are given.
func (p *pastRow) hurt(cols ...*column) bool {
	last := map[string]*foundLine{}
	for _, l := range p.lines {
		if l.col == "" {
			clear(last)
		}
		last[l.col] = l
	}
	if len(cols) == 0 {
		for _, l := range last {
			if l.hurt {
				return true
			}
		}
	}
	for _, c := range cols {
		l := last[c.Name]
		if l == nil {
			l = last[""]
		}
		if l != nil && l.hurt {
			return true
		}
	}
	return false
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// ownTitle is what the row calls itself, "" when its noun has no words.
func ownTitle(k *kind, n playbook.Noun) string {
	if k.words.title == "" {
		return ""
	}
	return k.col(k.words.title).Text(n)
}

// pieced builds a row whose beginning is lost from what the lines and indexes
// tell of it. It is nil when that does not make a row that can stand.
func (p *pastRow) pieced(k *kind, id, account playbook.ID, named string) playbook.Noun {
	n := k.fresh()
	*n.Key() = playbook.Meta{ID: id, AccountID: account, Revision: 1}
	if k.isAccount {
		n.Key().AccountID = id
	}
	if k.workspace != n.Key().AccountID.IsZero() {
		return nil
	}
	for _, l := range p.lines {
		if c := k.col(l.col); c != nil && c.SetText(n, *l.new) != nil {
			return nil
		}
	}
	if k.words.title != "" {
		if c := k.col(k.words.title); c.Text(n) == "" && c.SetText(n, named) != nil {
			return nil
		}
	}
	if playbook.CheckValues(n) != nil {
		return nil
	}
	return n
}
