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

// A write is one value that a claim gave to a column.
type write struct {
	claim *playbook.Claim
	text  string
	old   string // of an undo: what it took back
	in    side
	born  bool // the row came with it
}

// A cell is one column of a row with all that was ever written into it, in the
// order of the claims.
type cell struct {
	name   string
	col    *column // nil when this program does not know it
	writes []write
	turned bool // there are writes of an undo or a redo
}

// A coming is one coming or going of a row.
type coming struct {
	claim *playbook.Claim
	in    side
	came  bool
	json  string // of a coming
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

// A heard is a claim with the side that says so.
type heard struct {
	claim *playbook.Claim
	in    side
}

// order is the order in which claims count.
func order(a, b *playbook.Claim) int {
	if a.Stamp != b.Stamp {
		return cmp.Compare(a.Stamp, b.Stamp)
	}
	return bytes.Compare(a.ID[:], b.ID[:])
}

// inOrder puts the claims of both sides into their order, those of one ID side
// by side and what is here first.
func inOrder(hereClaims, thereClaims []playbook.Claim) []heard {
	all := make([]heard, 0, len(hereClaims)+len(thereClaims))
	for i := range hereClaims {
		all = append(all, heard{&hereClaims[i], here})
	}
	for i := range thereClaims {
		all = append(all, heard{&thereClaims[i], there})
	}
	slices.SortStableFunc(all, func(a, b heard) int { return order(a.claim, b.claim) })
	return all
}

// each calls do with every claim and its lines, each line once with the sides
// that have it.
func each(all []heard, do func(c *playbook.Claim, lines []lineOf)) {
	var lines []lineOf
	for i := 0; i < len(all); {
		end := i + 1
		for end < len(all) && order(all[i].claim, all[end].claim) == 0 {
			end++
		}
		lines = unite(lines[:0], all[i:end])
		do(all[i].claim, lines)
		i = end
	}
}

// A lineOf is a line of a claim with the sides that have it. Where a row came
// with other columns on the other side, more is what it has.
type lineOf struct {
	*playbook.ClaimLine
	in   side
	more []heardJSON
}

type heardJSON struct {
	json string
	in   side
}

type lineKey struct {
	row playbook.ID
	col string
}

// unite returns the lines of one claim that was heard several times.
func unite(out []lineOf, of []heard) []lineOf {
	first := of[0].claim
	in := of[0].in
	alike := true
	for _, h := range of[1:] {
		alike = alike && sameLines(first.Lines, h.claim.Lines)
		in |= h.in
	}
	if alike {
		for i := range first.Lines {
			out = append(out, lineOf{ClaimLine: &first.Lines[i], in: in})
		}
		return out
	}
	at := map[lineKey]int{}
	for _, h := range of {
		for i := range h.claim.Lines {
			l := &h.claim.Lines[i]
			key := lineKey{l.Row, l.Col}
			j, have := at[key]
			if !have {
				at[key] = len(out)
				out = append(out, lineOf{ClaimLine: l, in: h.in})
				continue
			}
			known := &out[j]
			if l.Col == "" && l.New != nil && known.New != nil {
				if known.more == nil {
					known.more = []heardJSON{{*known.New, known.in}}
				}
				known.more = append(known.more, heardJSON{*l.New, h.in})
			}
			known.in |= h.in
		}
	}
	return out
}

// sameLines tells whether two hearings of a claim have lines of the same columns.
func sameLines(a, b []playbook.ClaimLine) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Row != b[i].Row || a[i].Col != b[i].Col || a[i].Noun != b[i].Noun || (a[i].New == nil) != (b[i].New == nil) {
			return false
		}
		if a[i].Col == "" && a[i].New != nil && *a[i].New != *b[i].New {
			return false
		}
	}
	return true
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
			p.comings = append(p.comings, coming{claim: c, in: l.in, came: true, json: *l.New})
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

func (p *past) cell(name string) *cell {
	for i := range p.cells {
		if p.cells[i].name == name {
			return &p.cells[i]
		}
	}
	return nil
}

// write adds a value to a column. What the column cannot hold is not a value.
func (p *past) write(name string, w write) {
	var col *column
	if p.noun != nil {
		if col = p.noun.cols[name]; col != nil {
			text, ok := col.read(w.text)
			if !ok {
				return
			}
			w.text, name = text, col.Name
		}
	}
	c := p.cell(name)
	if c == nil {
		p.cells = append(p.cells, cell{name: name, col: col})
		c = &p.cells[len(p.cells)-1]
	}
	c.turned = c.turned || !w.born && (w.claim.Kind == "undo" || w.claim.Kind == "redo")
	c.writes = append(c.writes, w)
}

// A holding is the write that counts in a cell, and the undo that brought it
// back, if one did.
type holding struct {
	*write
	by *playbook.Claim
}

// claim is whose doing it is that the value is what it is.
func (h holding) claimed() *playbook.Claim {
	if h.by != nil {
		return h.by
	}
	return h.claim
}

// top returns the write that counts in a view, nil when there is none. It is the
// newest; but an undo takes away what the act that it turned had written, and a
// redo puts that back in its place. So what others have written since, or had
// before, comes to count, and undo and redo around a taking in lead to the rows
// that were there before, whichever claims are known at the moment.
func (c *cell) top(v view) holding {
	if !c.turned {
		for i := len(c.writes) - 1; i >= 0; i-- {
			if v.sees(c.writes[i].in) {
				return holding{write: &c.writes[i]}
			}
		}
		return holding{}
	}
	var room [16]holding
	stack := c.standing(v, room[:0])
	if len(stack) == 0 {
		return holding{}
	}
	return stack[len(stack)-1]
}

// standing adds the writes that no undo took away to a stack, the newest on top.
func (c *cell) standing(v view, stack []holding) []holding {
	var away []holding
	for i := range c.writes {
		w := &c.writes[i]
		if !v.sees(w.in) {
			continue
		}
		kind := w.claim.Kind
		if w.born {
			kind = "do"
		}
		if kind == "undo" {
			if at := undone(stack, w); at >= 0 {
				away = append(away, stack[at])
				if stack = slices.Delete(stack, at, at+1); at == len(stack) && at > 0 {
					stack[at-1].by = w.claim
				}
				continue
			}
		}
		if kind == "redo" {
			if back, ok := redone(stack, away, w); ok {
				stack = back
				continue
			}
		}
		stack = append(stack, holding{write: w})
	}
	return stack
}

// undone returns which write of a stack an undo takes away, -1 when it takes
// none away: where somebody has come back to the value since, the undo is a
// write like any other.
func undone(stack []holding, undo *write) int {
	last := len(stack) - 1
	for i := last; i >= 0; i-- {
		if c := stack[i].claim; c.ID != undo.claim.Undoes && !(c.Kind == "redo" && c.Undoes == undo.claim.Undoes) {
			continue
		}
		if i < last && stack[last].text == undo.old {
			return -1
		}
		return i
	}
	return -1
}

// redone puts back into a stack what an undo took away, or takes away the undo
// that stands there as a write. It returns false when there is neither.
func redone(stack, away []holding, redo *write) ([]holding, bool) {
	of := redo.claim.Undoes
	for i := len(stack) - 1; i >= 0; i-- {
		if c := stack[i].claim; c.Kind == "undo" && c.Undoes == of {
			return slices.Delete(stack, i, i+1), true
		}
	}
	for i := len(away) - 1; i >= 0; i-- {
		h := away[i]
		if h.claim.ID != of && !(h.claim.Kind == "redo" && h.claim.Undoes == of) {
			continue
		}
		at := len(stack)
		for at > 0 && order(stack[at-1].claim, h.claim) > 0 {
			at--
		}
		h.by = redo.claim
		return slices.Insert(stack, at, h), true
	}
	return stack, false
}

// text is the value of a cell in a view, the default where nobody wrote.
func (c *cell) text(v view) string {
	if h := c.top(v); h.write != nil {
		return h.text
	}
	return c.zero()
}

func (c *cell) zero() string {
	if c.col != nil {
		return c.col.zero
	}
	return ""
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
