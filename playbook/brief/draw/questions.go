package draw

import (
	"fmt"

	"kept/playbook/brief/doc"
)

// writing is the height of a line to write on by hand.
const writing = 7.6

// questions are numbered rows with room below each, or with the answer that is
// known already.
func (s *setter) questions(b doc.Questions, width float64) []piece {
	const lead = 6.5
	textW := width - 2*cellSide - lead
	var out []piece
	for i, q := range b.Items {
		s.at(fmt.Sprintf("question %d", i+1))
		text := q.Text
		if !q.Known.Empty() {
			text = struck(text)
		}
		stack := s.text(text, s.body(), textW)
		stack = append(stack, spaced(s.text(q.Sub, s.small(), textW), 0.2)...)
		if !q.Known.Empty() {
			stack = append(stack, spaced(s.text(q.Known, s.body(), textW), 0.6)...)
		} else {
			for range q.Lines {
				stack = append(stack, piece{h: writing, draw: func(c *canvas, x, y float64) {
					c.rect(x, y+writing-0.2, textW, 0.2, lineDark)
				}})
			}
		}
		for j := range len(stack) - 1 {
			stack[j].keep = true
		}
		var number []piece
		if !b.Plain {
			number = s.text(doc.B(fmt.Sprint(i+1)), s.body(), lead)
		}
		air := s.air(cellAir + 0.4)
		out = append(out, row([]column{{cellSide, number}, {cellSide + lead, stack}}, air, air+0.8, 0, nil))
	}
	return out
}

// struck puts a line through a text and sets it one step back.
func struck(t doc.Text) doc.Text {
	out := make(doc.Text, len(t))
	for i, sp := range t {
		sp.Style |= doc.Struck | doc.Muted
		out[i] = sp
	}
	return out
}
