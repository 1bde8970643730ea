package draw

import (
	"context"
	"fmt"

	"kept/playbook/brief/doc"
)

// gutter is the space between columns of cells.
const gutter = 7.0

// keyAir is the space above and below a row of KeyValues.
const keyAir = 1.0

// cells lays cells row by row, each below its own dark rule.
func (s *setter) cells(ctx context.Context, b doc.Cells, width float64) ([]piece, error) {
	n := b.Across
	if n <= 0 {
		n = 2
	}
	n = min(n, 3)
	colW := (width - gutter*float64(n-1)) / float64(n)
	var out []piece
	for i := 0; i < len(b.Cells); i += n {
		var cols []column
		for j := range min(n, len(b.Cells)-i) {
			cell := b.Cells[i+j]
			s.at(fmt.Sprintf("“%s”", firstWords(cell.Label)))
			inner := s.text(cell.Body, s.body(), colW)
			if len(cell.More) > 0 {
				more, err := s.blocks(ctx, cell.More, colW)
				if err != nil {
					return nil, err
				}
				if len(inner) > 0 {
					spaced(more, 2)
				}
				inner = append(inner, more...)
			}
			cols = append(cols, column{float64(j) * (colW + gutter), s.labelled(cell.Label, cell.Star, colW, inner)})
		}
		rules := func(c *canvas, x, y, h float64, first, last bool) {
			for j := range cols {
				if first {
					c.rect(x+cols[j].x, y, colW, 0.5, ink)
				}
			}
		}
		p := row(cols, ruleAir, 0, 0, rules)
		p.gap = gapSection
		out = append(out, p)
	}
	return out, nil
}

// columns sets stacks side by side; each flows on its own.
func (s *setter) columns(ctx context.Context, b doc.Columns, width float64) ([]piece, error) {
	n := len(b.Columns)
	if n == 0 {
		return nil, nil
	}
	total := 0.0
	weight := func(i int) float64 {
		if i < len(b.Weights) && b.Weights[i] > 0 {
			return b.Weights[i]
		}
		return 1
	}
	for i := range n {
		total += weight(i)
	}
	avail := width - gutter*float64(n-1)
	if avail <= 0 {
		return nil, fmt.Errorf("a document can set at most %d columns side by side; it has %d", int(width/gutter), n)
	}
	x := 0.0
	var cols []column
	for i, bs := range b.Columns {
		w := avail * weight(i) / total
		ps, err := s.blocks(ctx, bs, w)
		if err != nil {
			return nil, err
		}
		cols = append(cols, column{x, ps})
		x += w + gutter
	}
	p := row(cols, 0, 0, 0, nil)
	p.flow = p.h > 60 // short ones move as a whole
	return []piece{p}, nil
}

// strip is one label over up to four short pieces, under one dark rule.
func (s *setter) strip(b doc.Strip, width float64) []piece {
	s.at(fmt.Sprintf("“%s”", firstWords(b.Label)))
	n := len(b.Items)
	if n == 0 {
		return nil
	}
	colW := (width - gutter*float64(n-1)) / float64(n)
	var cols []column
	for i, it := range b.Items {
		inner := append(s.text(it.Head, s.body(), colW), s.text(it.Body, s.body(), colW)...)
		cols = append(cols, column{float64(i) * (colW + gutter), inner})
	}
	label := s.labelled(b.Label, false, width, nil)
	head := oneHead(row([]column{{0, label}}, ruleAir, 0.6, 0, darkRule(width)))
	return []piece{head, row(cols, 0, 0, 0, nil)}
}

// keyValues are labels left, values right.
func (s *setter) keyValues(b doc.KeyValues, width float64) []piece {
	n := 1
	if b.Across == 2 {
		n = 2
	}
	colW := (width - gutter*float64(n-1)) / float64(n)
	labelW := s.labelWidth(b.Items, colW)
	var out []piece
	for i := 0; i < len(b.Items); i += n {
		var cols []column
		filled := min(n, len(b.Items)-i)
		for j := range filled {
			x := float64(j) * (colW + gutter)
			cols = append(cols, s.pair(b.Items[i+j], x, labelW, colW)...)
		}
		p := row(cols, s.air(keyAir), s.air(keyAir), 0, func(c *canvas, x, y, h float64, first, last bool) {
			for j := range filled {
				c.rect(x+float64(j)*(colW+gutter), y+h-0.2, colW, 0.2, line)
			}
		})
		out = append(out, p)
	}
	return out
}

// labelWidth is as wide as the widest label, at most a third of width.
func (s *setter) labelWidth(items []doc.KeyValue, width float64) float64 {
	w := 0.0
	for _, kv := range items {
		s.at(fmt.Sprintf("“%s”", firstWords(kv.Label)))
		w = max(w, s.set(doc.T(kv.Label), s.tableBody()).natural)
	}
	return min(w+4, width*0.36)
}

// pair is a label and its value as two columns.
func (s *setter) pair(kv doc.KeyValue, x, labelW, width float64) []column {
	s.at(fmt.Sprintf("“%s”", firstWords(kv.Label)))
	grey := s.tableBody()
	grey.col = muted
	return []column{
		{x, s.text(doc.T(kv.Label), grey, labelW-3)},
		{x + labelW, s.text(kv.Value, s.tableBody(), width-labelW)},
	}
}

// cards are framed, two per row, equally high in a row.
func (s *setter) cards(b doc.Cards, width float64) []piece {
	const side, between = 3.6, 5.0
	colW := (width - between) / 2
	inW := colW - 2*side
	labelW := 0.0
	for _, card := range b.Items {
		labelW = max(labelW, s.labelWidth(card.Rows, inW))
	}
	var out []piece
	for i := 0; i < len(b.Items); i += 2 {
		var cols []column
		n := min(2, len(b.Items)-i)
		for j := range n {
			x := float64(j)*(colW+between) + side
			cols = append(cols, column{x, s.card(b.Items[i+j], labelW, inW)})
		}
		p := row(cols, 2.4, 2.4, 0, func(c *canvas, x, y, h float64, first, last bool) {
			for j := range n {
				c.frame(x+float64(j)*(colW+between), y, colW, h, 1.6, lineMid, 0.25)
			}
		})
		p.gap = 4
		out = append(out, p)
	}
	return out
}

func (s *setter) card(b doc.Card, labelW, width float64) []piece {
	s.at(fmt.Sprintf("the card of “%s”", firstWords(b.Title)))
	name := s.set(doc.B(b.Title), look{size: 10.5, face: bold, col: ink})
	title := name.stack(width, false)
	if b.Pill.Empty() {
		return s.cardRows(b, title, labelW, width)
	}
	pill := s.set(b.Pill, s.body())
	if len(title) == 0 || name.natural+pill.natural+4 > width {
		return s.cardRows(b, append(title, spaced(pill.stack(width, false), 0.6)...), labelW, width)
	}
	mark, first := pill.stack(pill.natural+1e-3, false), title[0]
	title[0].draw = func(c *canvas, x, y float64) {
		first.draw(c, x, y)
		drawStack(c, mark, x+width-pill.natural, y+(first.h-height(mark))/2)
	}
	return s.cardRows(b, title, labelW, width)
}

func (s *setter) cardRows(b doc.Card, ps []piece, labelW, width float64) []piece {
	ps = append(ps, s.text(doc.T(b.Sub), s.small(), width)...)
	for i, kv := range b.Rows {
		p := row(s.pair(kv, 0, labelW, width), 0, 0, 0, nil)
		p.gap = 1.2
		if i == 0 {
			p.gap = 2
		}
		ps = append(ps, p)
	}
	return ps
}
