package merge

import (
	"slices"

	"kept/playbook"
)

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
