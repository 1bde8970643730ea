package draw

import (
	"fmt"
	"strings"

	"kept/playbook/brief/doc"
)

// influence is a table of names: influence down, stance across. The shape of a
// name repeats its column, so that a copy in black and white still says it.
func (s *setter) influence(b doc.InfluenceGrid, width float64) ([]piece, error) {
	if len(b.Stances) == 0 {
		return nil, nil
	}
	t := doc.Table{Name: "influence and stance", Columns: []doc.Column{{Head: "Influence", Weight: 0.62, MinMM: 21}}}
	for _, st := range b.Stances {
		t.Columns = append(t.Columns, doc.Column{Head: st.Word, Weight: 1})
	}
	words := [...]string{5: "highest", 4: "high", 3: "medium", 2: "low", 1: "lowest"}
	airs := make([]float64, 0, 5)
	for level := 5; level >= 1; level-- {
		air := s.air(lowAir)
		r := doc.Row{Cells: []doc.TableCell{{
			Text: doc.Join(doc.B(fmt.Sprint(level)), doc.Grey(" "+words[level])),
		}}}
		for i, st := range b.Stances {
			var names []doc.Text
			for _, p := range b.People {
				if p.Influence != level || p.Stance != i {
					continue
				}
				name := doc.Join(doc.State(st.Tone, ""), doc.B(p.Name))
				if p.Role != "" {
					name = doc.Join(name, doc.Text{{Text: "\n" + strings.ReplaceAll(p.Role, "\n", " "), Style: doc.Muted | doc.Small}})
				}
				names, air = append(names, name), s.air(cellAir)
			}
			r.Cells = append(r.Cells, doc.TableCell{Text: doc.Sep("\n", names...)})
		}
		t.Rows, airs = append(t.Rows, r), append(airs, air)
	}
	out, err := s.tableOf(t, width, func(row int) float64 { return airs[row] })
	if err != nil {
		return nil, err
	}
	var rest []string
	for _, p := range b.People {
		if p.Influence < 1 || p.Influence > 5 || p.Stance < 0 || p.Stance >= len(b.Stances) {
			rest = append(rest, p.Name)
		}
	}
	if len(rest) > 0 {
		note := doc.Join(doc.Text{{Text: "Not placed: ", Style: doc.Bold | doc.Muted}}, doc.Grey(strings.Join(rest, ", ")))
		out = append(out, spaced(s.text(note, s.tableBody(), width), 2)...)
	}
	return out, nil
}

// signOff is a place to confirm for up to two parties per row.
func (s *setter) signOff(b doc.SignOff, width float64) []piece {
	s.at("the place to confirm")
	out := s.text(b.Text, s.body(), width)
	colW := (width - gutter) / 2
	dateW := 34.0
	const lineAt = 9.0
	for i := 0; i < len(b.Parties); i += 2 {
		var cols []column
		n := min(2, len(b.Parties)-i)
		for j := range n {
			p := b.Parties[i+j]
			stack := s.text(doc.B(p.For), s.body(), colW)
			nameW := colW - dateW - 4
			name, date := s.text(doc.T(p.Name), s.body(), nameW), s.text(doc.T(p.Date), s.body(), dateW)
			pad := max(0, lineAt-height(name), lineAt-height(date)) - max(0, height(name)-height(date), height(date)-height(name))
			written := row([]column{{0, name}, {nameW + 4, date}}, max(pad, 2.5), 0.8, lineAt, func(c *canvas, x, y, h float64, first, last bool) {
				if last {
					c.rect(x, y+h-0.25, nameW, 0.25, muted)
					c.rect(x+nameW+4, y+h-0.25, dateW, 0.25, muted)
				}
			})
			under := row([]column{
				{0, s.text(doc.T("Name"), s.label(), nameW)},
				{nameW + 4, s.text(doc.T("Date"), s.label(), dateW)},
			}, 0.6, 0, 0, nil)
			for k := range stack {
				stack[k].keep = true
			}
			written.keep = true
			cols = append(cols, column{float64(j) * (colW + gutter), append(stack, written, under)})
		}
		p := row(cols, 0, 0, 0, nil)
		p.gap = 5
		out = append(out, p)
	}
	for i := range out[:max(len(out)-1, 0)] {
		out[i].keep = true
	}
	return out
}
