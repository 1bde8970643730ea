package draw

import (
	"fmt"

	"kept/playbook/brief/doc"
)

// Air inside a table, in millimetres.
const (
	cellAir  = 1.4 // above and below a row's text
	lowAir   = 0.7 // the same in a row of a grid in which nobody stands
	cellSide = 1.6 // left and right of the table
	cellGap  = 4.0 // between columns
)

// air is a space inside a row, as close as the document is set.
func (s *setter) air(mm float64) float64 { return mm * s.close }

// tableCell is a cell measured once, set later when the widths are known.
type tableCell struct{ text, sub *para }

func (t tableCell) natural() float64 { return widest(t, func(p *para) float64 { return p.natural }) }
func (t tableCell) longest() float64 { return widest(t, func(p *para) float64 { return p.longest }) }

func widest(t tableCell, of func(*para) float64) float64 {
	w := 0.0
	if t.text != nil {
		w = of(t.text)
	}
	if t.sub != nil {
		w = max(w, of(t.sub))
	}
	return w
}

// stack sets the cell at a width.
func (t tableCell) stack(width float64, right bool) []piece {
	var out []piece
	if t.text != nil {
		out = t.text.stack(width, right)
	}
	if t.sub != nil {
		sub := t.sub.stack(width, right)
		if len(out) > 0 {
			out[len(out)-1].keep = true
			spaced(sub, 0.2)
		}
		out = append(out, sub...)
	}
	return out
}

func (s *setter) tableCell(c doc.TableCell) tableCell {
	var t tableCell
	if !c.Text.Empty() {
		t.text = s.set(c.Text, s.tableBody())
	}
	if !c.Sub.Empty() {
		t.sub = s.set(c.Sub, s.tableSub())
	}
	return t
}

// table sets the head and one piece per row; rows carry the head with them, so
// that it stands again on each page.
func (s *setter) table(b doc.Table, width float64) ([]piece, error) {
	return s.tableOf(b, width, func(int) float64 { return s.air(cellAir) })
}

// tableOf is table with the air above and below each row given.
func (s *setter) tableOf(b doc.Table, width float64, air func(row int) float64) ([]piece, error) {
	n := len(b.Columns)
	name := b.Name
	if name == "" {
		name = s.section
	}
	if n == 0 {
		return nil, fmt.Errorf("the table “%s” has no columns", firstWords(name))
	}
	heads := make([]tableCell, n)
	s.at(fmt.Sprintf("the head of the table “%s”", firstWords(name)))
	for i, col := range b.Columns {
		if col.Head != "" {
			heads[i].text = s.set(doc.B(clip(col.Head, 200)), look{size: sizeLabel, face: bold, col: muted})
		}
	}
	rows := make([][]tableCell, len(b.Rows))
	for i, r := range b.Rows {
		if len(r.Cells) > n {
			return nil, fmt.Errorf("the table “%s” has %d columns, but its row %d has %d cells", firstWords(name), n, i+1, len(r.Cells))
		}
		s.at(fmt.Sprintf("the table “%s”, row %d", firstWords(name), i+1))
		rows[i] = make([]tableCell, n)
		for j, c := range r.Cells {
			rows[i][j] = s.tableCell(c)
		}
	}
	ws := columnWidths(b.Columns, heads, rows, width-2*cellSide-cellGap*float64(n-1))

	line1 := func(cells []tableCell, pad, foot float64, strong bool, col rgb) piece {
		x := cellSide
		var cols []column
		for j, c := range cells {
			cols = append(cols, column{x, c.stack(ws[j], b.Columns[j].Right)})
			x += ws[j] + cellGap
		}
		return row(cols, pad, foot, 0, func(c *canvas, x, y, h float64, first, last bool) {
			if strong {
				c.rect(x, y, width, h, s.soft)
			}
			c.rect(x, y+h-0.2, width, 0.2, col)
		})
	}
	var out []piece
	head := line1(heads, 1.1, 1.3, false, lineMid)
	head.keep, head.split = true, nil
	out = append(out, head)
	for i, r := range b.Rows {
		if r.Group != "" {
			s.at(fmt.Sprintf("the table “%s”, row %d", firstWords(name), i+1))
			g := row([]column{{cellSide, s.text(doc.B(r.Group), s.tableBody(), width-2*cellSide)}}, 3, 1.1, 0, nil)
			g.keep, g.head = true, &head
			out = append(out, g)
		}
		p := line1(rows[i], air(i), air(i), r.Strong, line)
		p.head = &head
		out = append(out, p)
	}
	if len(b.Rows) == 0 && !b.Empty.Empty() {
		s.at(fmt.Sprintf("the table “%s”", firstWords(name)))
		grey := s.tableBody()
		grey.col = muted
		out = append(out, row([]column{{cellSide, s.text(b.Empty, grey, width-2*cellSide)}}, s.air(cellAir), s.air(cellAir), 0, nil))
	}
	if len(b.Rows) > 0 {
		// The first row never leaves its head, nor the last its table, alone on a page.
		if m := len(out); m > 3 {
			out[m-2].keep = true
		}
	}
	return out, nil
}

// oneLine is the width up to which a column is kept so wide that nothing in it
// wraps: dates, owners, figures.
const oneLine = 30.0

// columnWidths shares avail among columns: by weight, or by what they hold when
// no column has one, but never so narrow that a date, a name or a word has to
// be broken while another column has room to give.
func columnWidths(cols []doc.Column, heads []tableCell, rows [][]tableCell, avail float64) []float64 {
	n := len(cols)
	ws, want := make([]float64, n), make([]float64, n)
	nice, least := make([]float64, n), make([]float64, n)
	limit := avail / float64(n) * 1.5 // a word longer than this is broken instead
	weights := 0.0
	for j := range cols {
		weights += max(cols[j].Weight, 0)
		least[j], want[j] = heads[j].longest(), heads[j].natural()
		for _, r := range rows {
			least[j], want[j] = max(least[j], r[j].longest()), max(want[j], r[j].natural())
		}
		least[j] = max(min(least[j]+0.01, limit), cols[j].MinMM)
		nice[j] = least[j]
		if want[j] <= oneLine {
			nice[j] = max(least[j], want[j]+0.01)
		}
		want[j] = max(min(want[j], avail*0.6), nice[j])
	}
	if weights > 0 {
		for j := range cols {
			want[j] = max(cols[j].Weight, 0)
		}
	}
	share(ws, want, avail)
	if raise(ws, nice) || raise(ws, least) {
		return ws
	}
	share(ws, least, avail)
	return ws
}

// raise lifts columns below their least; those above it give in proportion to
// what they can spare. It reports false, and changes nothing, when they cannot.
func raise(ws, least []float64) bool {
	need, spare := 0.0, 0.0
	for j := range ws {
		need += max(least[j]-ws[j], 0)
		spare += max(ws[j]-least[j], 0)
	}
	if need > spare {
		return false
	}
	for j := range ws {
		if ws[j] < least[j] {
			ws[j] = least[j]
		} else if spare > 0 {
			ws[j] -= (ws[j] - least[j]) / spare * need
		}
	}
	return true
}

// clip shortens s to n runes. A head stands on each page of its table, so it
// must never fill one.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func share(ws, by []float64, avail float64) {
	sum := 0.0
	for _, v := range by {
		sum += v
	}
	for j := range ws {
		if sum == 0 {
			ws[j] = avail / float64(len(ws))
		} else {
			ws[j] = avail * by[j] / sum
		}
	}
}

// actions are rows: number or box, what, who, when.
func (s *setter) actions(b doc.Actions, width float64) []piece {
	who, when := make([]*para, len(b.Items)), make([]*para, len(b.Items))
	whoW, whenW := 0.0, 0.0
	for i, a := range b.Items {
		s.at(fmt.Sprintf("action %d", i+1))
		who[i], when[i] = s.set(doc.T(a.Owner), s.tableBody()), s.set(doc.T(a.When), s.tableBody())
		whoW, whenW = max(whoW, who[i].natural), max(whenW, when[i].natural)
	}
	whoW, whenW = min(max(whoW, 20), width*0.24), min(max(whenW, 20), width*0.2)
	const lead = 6.5
	textW := width - 2*cellSide - lead - whoW - whenW - 2*cellGap
	var out []piece
	for i, a := range b.Items {
		s.at(fmt.Sprintf("action %d", i+1))
		x := cellSide + lead
		cols := []column{
			{x, s.text(a.Text, s.tableBody(), textW)},
			{x + textW + cellGap, who[i].stack(whoW, false)},
			{x + textW + 2*cellGap + whoW, when[i].stack(whenW, false)},
		}
		if !b.Boxes {
			cols = append(cols, column{cellSide, s.text(doc.T(fmt.Sprint(i+1)), s.tableBody(), lead)})
		}
		h := s.tableBody().line()
		air := s.air(cellAir)
		out = append(out, row(cols, air, air, 0, func(c *canvas, x, y, hh float64, first, last bool) {
			c.rect(x, y+hh-0.2, width, 0.2, line)
			if b.Boxes && first {
				const side = 3.0
				bx, by := x+cellSide, y+air+(h-side)/2
				c.frame(bx, by, side, side, 0.5, muted, 0.25)
				if a.Done {
					c.tick(bx, by, side, ink)
				}
			}
		}))
	}
	return out
}
