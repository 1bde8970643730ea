package merge

import (
	"bytes"
	"cmp"
	"slices"

	"kept/playbook"
)

// A side is a set of the two sides that know of something.
type side uint8

const (
	here side = 1 << iota
	there
)

// A view is what is looked at: what one side knows, either, or what both do.
type view int

const (
	atHere view = iota
	atThere
	atEither
	atBase
	views
)

func (v view) sees(in side) bool {
	switch v {
	case atHere:
		return in&here != 0
	case atThere:
		return in&there != 0
	case atBase:
		return in == here|there
	}
	return true
}

// A coming is one coming or going of a row.
type coming struct {
	claim *playbook.Claim
	in    side
	came  bool
}

// A past is all that the claims say of one row.
type past struct {
	name    string
	noun    *noun // nil when this program does not know it
	id      playbook.ID
	cells   []cell
	comings []coming
	there   [views]bool // the row is there
}

// A known is what the claims of two sides say of one account, each in its place.
type known struct {
	account playbook.ID
	rows    []*past
	byID    map[playbook.ID]*past
	last    int64 // the greatest stamp
}

// learn puts the claims of both sides in their places.
func learn(account playbook.ID, hereClaims, thereClaims []playbook.Claim) *known {
	k := &known{account: account, byID: make(map[playbook.ID]*past, 64)}
	each(inOrder(hereClaims, thereClaims), k.add)
	k.settle()
	return k
}

// add puts the lines of the next claim in their places.
func (k *known) add(c *playbook.Claim, lines []lineOf) {
	k.last = max(k.last, c.Stamp)
	for i := range lines {
		l := &lines[i]
		p := k.past(l.Noun, l.Row)
		switch {
		case p == nil:
		case l.Col != "":
			if l.New != nil {
				w := write{claim: c, text: *l.New, in: l.in}
				if l.Old != nil {
					w.old = *l.Old
				}
				p.write(l.Col, w)
			}
		case l.New == nil:
			p.comings = append(p.comings, coming{claim: c, in: l.in})
		default:
			k.born(p, c, l)
			p.comings = append(p.comings, coming{claim: c, in: l.in, came: true})
		}
	}
}

// born writes the columns with which a row came. A redo brings the row that the
// act had brought, whose values are in their place already.
func (k *known) born(p *past, c *playbook.Claim, l *lineOf) {
	if c.Kind == "redo" && slices.ContainsFunc(p.comings, func(o coming) bool { return o.came && o.claim.ID == c.Undoes }) {
		return
	}
	if l.more == nil {
		eachColumn(*l.New, func(col, text string) { p.write(col, write{claim: c, text: text, in: l.in, born: true}) })
		return
	}
	type said struct {
		text string
		in   side
	}
	var cols []string
	all := map[string]*said{}
	for _, m := range l.more {
		eachColumn(m.json, func(col, text string) {
			if s := all[col]; s != nil {
				s.in |= m.in
				return
			}
			all[col] = &said{text, m.in}
			cols = append(cols, col)
		})
	}
	for _, col := range cols {
		p.write(col, write{claim: c, text: all[col].text, in: all[col].in, born: true})
	}
}

// past returns the row with the id, nil when another noun has it: an id is of
// one row.
func (k *known) past(name string, id playbook.ID) *past {
	if p := k.byID[id]; p != nil {
		if p.name != name {
			return nil
		}
		return p
	}
	p := &past{name: name, noun: nouns[name], id: id}
	if (name == "account") != (id == k.account) {
		p.noun = nil
	}
	k.byID[id] = p
	k.rows = append(k.rows, p)
	return p
}

// seen tells whether a view knows anything of the row.
func (p *past) seen(v view) bool {
	for i := range p.comings {
		if v.sees(p.comings[i].in) {
			return true
		}
	}
	return false
}

// came returns the coming or going that counts in a view, nil when there is
// none.
func (p *past) came(v view) *coming {
	for i := len(p.comings) - 1; i >= 0; i-- {
		if v.sees(p.comings[i].in) {
			return &p.comings[i]
		}
	}
	return nil
}

// stands tells whether a row is there in a view, as far as the row itself tells:
// it came last, or somebody has written to it since it went.
func (p *past) stands(v view) bool {
	last := p.came(v)
	switch {
	case last == nil:
		return false
	case last.came:
		return true
	}
	if !p.born(v) {
		return false // nothing is known of it but that it went
	}
	var room [16]holding
	for i := range p.cells {
		for _, h := range p.cells[i].standing(v, room[:0]) {
			if !h.born && h.claim.Kind != playbook.ClaimMend && order(h.claim, last.claim) > 0 {
				return true
			}
		}
	}
	return false
}

// settle finds the rows that are there, in every view: those that stand, and
// what they name.
func (k *known) settle() {
	gone := false
	for _, p := range k.rows {
		for v := range views {
			p.there[v] = p.stands(v)
			gone = gone || !p.there[v] && p.seen(v)
		}
	}
	if !gone {
		return
	}
	for v := range views {
		k.hold(v)
	}
}

// hold keeps, in a view, what rows that are there name.
func (k *known) hold(v view) {
	var todo []*past
	keep := func(id playbook.ID, noun string) {
		p := k.byID[id]
		if p != nil && !p.there[v] && p.name == noun && p.born(v) {
			p.there[v] = true
			todo = append(todo, p)
		}
	}
	for _, p := range k.rows {
		if p.there[v] {
			todo = append(todo, p)
		}
	}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		keep(k.account, "account")
		if p.noun == nil {
			continue
		}
		for _, r := range p.noun.refs {
			if c := p.cell(r.col.Name); c != nil {
				if id, err := playbook.ParseID(c.text(v)); err == nil && !id.IsZero() {
					keep(id, r.to)
				}
			}
		}
	}
}

// born tells whether a view knows how the row came.
func (p *past) born(v view) bool {
	for i := range p.comings {
		if p.comings[i].came && v.sees(p.comings[i].in) {
			return true
		}
	}
	return false
}

// sort puts the rows into the order of playbook.Nouns, then of their IDs; those
// of unknown nouns last.
func (k *known) sort() {
	rank := func(p *past) int {
		if n := nouns[p.name]; n != nil {
			return n.rank
		}
		return len(nouns) + 100
	}
	slices.SortFunc(k.rows, func(a, b *past) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.name, b.name), bytes.Compare(a.id[:], b.id[:]))
	})
}
