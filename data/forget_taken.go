package data

import (
	"encoding/json"
	"maps"
	"slices"

	"kept/playbook"
)

// columnsIn returns the columns of a row's JSON as texts. What came with a pack
// may name columns this program does not know, and is kept as it is; what is no
// such object has none.
func columnsIn(text string) map[string]string {
	var vals map[string]string
	if json.Unmarshal([]byte(text), &vals) != nil {
		return nil
	}
	return vals
}

// columnsJSON writes columns as rowJSON does, empty ones too: a column that has
// been emptied stays known, so that the next pack does not bring it again.
func columnsJSON(vals map[string]string) string {
	b := append(make([]byte, 0, 256), '{')
	for _, name := range slices.Sorted(maps.Keys(vals)) {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(appendJSON(b, name), ':')
		b = appendJSON(b, vals[name])
	}
	return string(append(b, '}'))
}

// told tells whether people write in a column of what came with a pack. What
// this program does not know may be anything, and is looked at.
func (x texts) told(ks *kinds, noun, col string) bool {
	k := ks.byName[noun]
	return k == nil || k.col(col) == nil || x.has(noun, col)
}

// redactTaken is redactLine for a line that came with a pack.
func (p *person) redactTaken(ks *kinds, all texts, l *storedLine) bool {
	changed := false
	for _, side := range []**string{&l.old, &l.new} {
		if *side == nil {
			continue
		}
		if l.col != "" {
			if !all.told(ks, l.noun, l.col) {
				continue
			}
			if is, _, _ := p.value(l.noun, l.col, l.row, l.account, **side); is != **side {
				*side, changed = &is, true
			}
			continue
		}
		if !p.rows[l.row] && !p.theirs[l.row] && !p.may(**side) {
			continue
		}
		vals, some := columnsIn(**side), false
		for col, was := range vals {
			if !all.told(ks, l.noun, col) {
				continue
			}
			if is, _, _ := p.value(l.noun, col, l.row, l.account, was); is != was {
				vals[col], some = is, true
			}
		}
		if some {
			text := columnsJSON(vals)
			*side, changed = &text, true
		}
	}
	return changed
}

// eachPeer calls do with every installation met that is named after the person,
// the name taken out.
func (t *tx) eachPeer(p *person, do func(*playbook.Peer) error) error {
	if !p.account.IsZero() {
		return nil // the person is known outside of that account
	}
	peers, err := t.peers()
	if err != nil {
		return err
	}
	for i := range peers {
		peer, changed := &peers[i], false
		for _, s := range []*string{&peer.Name, &peer.Device} {
			if is, spans := p.redact(*s, playbook.ID{}, p.token); len(spans) > 0 {
				*s, changed = is, true
			}
		}
		if changed {
			if err := do(peer); err != nil {
				return err
			}
		}
	}
	return nil
}

// lookAtLine looks at a line that came with a pack.
func (c *clues) lookAtLine(ks *kinds, all texts, noun, col string, sides ...*string) {
	for _, s := range sides {
		switch {
		case s == nil:
		case col != "":
			if all.told(ks, noun, col) {
				c.look(*s)
			}
		default:
			for name, text := range columnsIn(*s) {
				if all.told(ks, noun, name) {
					c.look(text)
				}
			}
		}
	}
}

// forgetBrought forgets again, in what a pack has brought, whom this workspace
// has forgotten, and tells whether there was anybody. The whole workspace is
// read only when the pack says something of one of them.
func (t *tx) forgetBrought(from playbook.Peer, takings []playbook.Taking) (bool, error) {
	list, err := t.forgotten()
	if err != nil {
		return false, err
	}
	all, any := t.kinds.texts(), false
	for _, f := range list {
		c, rows := newClues(f), map[playbook.ID]bool{}
		c.look(from.Name)
		c.look(from.Device)
		for i := range takings {
			c.lookAtTaking(t.kinds, all, &takings[i], rows)
		}
		if len(c.found) == 0 && len(rows) == 0 {
			continue
		}
		found, err := t.forgetAgain(f, rows)
		if err != nil {
			return false, err
		}
		any = any || found
	}
	if any {
		err = t.unwiped()
	}
	return any, err
}

// lookAtTaking looks at what a pack brings to one account, and adds to rows
// those of the person of which it says something.
func (c *clues) lookAtTaking(ks *kinds, all texts, taking *playbook.Taking, rows map[playbook.ID]bool) {
	for i := range taking.Claims {
		claim := &taking.Claims[i]
		c.look(claim.Who)
		c.look(claim.Label)
		c.look(claim.Why)
		for _, l := range claim.Lines {
			if c.rows[l.Row] {
				rows[l.Row] = true
			}
			c.lookAtLine(ks, all, l.Noun, l.Col, l.Old, l.New)
		}
	}
	for _, n := range taking.Along {
		if k := ks.byName[playbook.NounName(n)]; k != nil {
			for _, col := range all[k.name] {
				c.look(col.Text(n))
			}
		}
	}
}
