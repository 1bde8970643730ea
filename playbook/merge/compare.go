package merge

import (
	"cmp"
	"slices"

	"kept/playbook"
)

// Compare returns what differs, rows in the order of playbook.Nouns, the values
// of one row together by column. What was only changed here is among it; what is
// in the trash on both sides is not.
func Compare(s Sides) []Difference {
	k := learn(s.Account, s.Here, s.There)
	k.sort()
	var out []Difference
	for _, p := range k.rows {
		out = p.compare(out, s.Purged[p.id] || s.Purged[s.Account])
	}
	return out
}

// compare adds what differs in a row.
func (p *past) compare(out []Difference, purged bool) []Difference {
	d := Difference{Noun: p.name, Row: p.id}
	switch {
	case !p.seen(atHere):
		if !p.there[atThere] {
			return out
		}
		d.Class, d.Purged, d.Wins = NewRow, purged, !purged
	case !p.seen(atThere):
		if !p.there[atHere] {
			return out
		}
		d.Class = OwnRow
	case p.there[atHere] != p.there[atThere]:
		d.Class = p.presence()
		d.Wins = p.there[atEither] == p.there[atThere]
		d.CanKeep = d.Class == Both
		if c := p.came(atBase); c != nil {
			v := valueBy(c.claim, "")
			d.Base = &v
		}
	case !p.there[atHere]:
		return out
	default:
		return p.compareValues(out)
	}
	p.call(&d)
	for v, value := range map[view]*Value{atHere: &d.Here, atThere: &d.There} {
		if c := p.came(v); c != nil {
			*value = valueBy(c.claim, "")
			if p.there[v] {
				value.Text = p.title(v)
			}
		}
	}
	return append(out, d)
}

// call says what the row is.
func (p *past) call(d *Difference) {
	v := atThere
	if !p.there[v] {
		v = atHere
	}
	d.Title = p.title(v)
	if c := p.cell("kind"); c != nil && (p.name == "item" || p.name == "watch") {
		d.Kind = c.text(v)
	}
}

// presence is the class of a row that is there on one side only.
func (p *past) presence() Class {
	changed := func(v view) bool { return !p.sameCame(v, atBase) || p.written(v) }
	switch {
	case changed(atHere) && changed(atThere):
		return Both
	case p.there[atThere]:
		if changed(atThere) {
			return There
		}
		return Here
	case changed(atHere):
		return Here
	}
	return Removed
}

func (p *past) sameCame(v, w view) bool {
	a, b := p.came(v), p.came(w)
	return a == b
}

// written tells whether a value counts in a view that did not when both knew the
// same.
func (p *past) written(v view) bool {
	for i := range p.cells {
		if c := &p.cells[i]; c.name != "trashed_at" && c.changed(v) {
			return true
		}
	}
	return false
}

// changed tells whether what counts in a view is not what counted when both knew
// the same.
func (c *cell) changed(v view) bool {
	if !c.turned && len(c.writes) == 1 {
		return v.sees(c.writes[0].in) && !atBase.sees(c.writes[0].in)
	}
	is, was := c.top(v), c.top(atBase)
	return is.write != was.write || is.by != was.by
}

// compareValues adds the values in which a row differs that is there on both
// sides.
func (p *past) compareValues(out []Difference) []Difference {
	from := len(out)
	trashed := p.cell("trashed_at")
	if trashed != nil && trashed.text(atHere) != "" && trashed.text(atThere) != "" {
		return out
	}
	for i := range p.cells {
		c := &p.cells[i]
		if len(c.writes) == 1 && atBase.sees(c.writes[0].in) {
			continue
		}
		mine, theirs := c.top(atHere), c.top(atThere)
		if mine.write == theirs.write || c.text(atHere) == c.text(atThere) {
			continue
		}
		d := Difference{Noun: p.name, Row: p.id, Col: c.name, Here: c.value(mine), There: c.value(theirs)}
		if base := c.top(atBase); base.write != nil {
			v := valueOf(base)
			d.Base = &v
		}
		// Under what both know may lie what only one does: it comes to count when the
		// other has undone the rest.
		either := c.top(atEither)
		hidden := func(v view) bool { return either.write != nil && !v.sees(either.in) }
		switch h, t := c.changed(atHere) || hidden(atThere), c.changed(atThere) || hidden(atHere); {
		case h && t:
			d.Class = Both
		case t:
			d.Class = There
		default:
			d.Class = Here
		}
		if c == trashed {
			d.Class = p.trashing(d.Class, c.text(atThere) != "")
		}
		d.Wins = c.text(atEither) == d.There.Text
		out = append(out, d)
	}
	if len(out) == from {
		return out
	}
	slices.SortFunc(out[from:], func(a, b Difference) int { return cmp.Compare(a.Col, b.Col) })
	for i := from; i < len(out); i++ {
		p.call(&out[i])
		out[i].CanKeep = out[i].Class == Both && (out[i].Col == "trashed_at" || isLong(&out[i]))
	}
	return out
}

// trashing is the class of a row that is in the trash on one side only, there or
// here.
func (p *past) trashing(c Class, isThere bool) Class {
	switch {
	case c == There && isThere && p.written(atHere), c == Here && !isThere && p.written(atThere):
		return Both
	case c == There && isThere:
		return Removed
	}
	return c
}

// value is what a holding says, the default where nobody wrote.
func (c *cell) value(h holding) Value {
	if h.write == nil {
		return Value{Text: c.zero()}
	}
	return valueOf(h)
}

// isLong tells whether the value is a long text, of which both can be kept one
// after the other.
func isLong(d *Difference) bool {
	if d.Here.Text == "" || d.There.Text == "" {
		return false
	}
	if _, in := playbook.FieldOfColumn(d.Noun, d.Kind, d.Col); in != nil {
		return in.Type == playbook.TypeLong
	}
	switch d.Noun + "." + d.Col {
	case "task.note", "task.evidence", "task.customer_text", "task.guidance", "phase.exit_note", "question.answer", "transition.note",
		"watch_review.note", "inspection.note", "task_input.given", "promise.evidence", "criterion.achieved_how", "proof_point.shown", "belief.correction":
		return true
	}
	return false
}

// CanDouble tells whether of a row of this noun both can be kept, side by side,
// as a Choice with Col "" does that takes Keep.
func CanDouble(name string) bool {
	n := nouns[name]
	return n != nil && n.double
}
