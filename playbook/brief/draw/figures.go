package draw

import (
	"fmt"

	"kept/playbook/brief/doc"
)

// bars draws groups of bars, each group on a scale of its own from zero.
func (s *setter) bars(b doc.Bars, width float64) []piece {
	const rowH, barH = 4.4, 2.6
	labelW := width * 0.34
	nameW, textW := 0.0, 0.0
	look9 := s.tableBody()
	for i, g := range b.Rows {
		s.at(fmt.Sprintf("bar %d", i+1))
		for _, v := range g.Values {
			nameW = max(nameW, s.set(doc.T(v.Name), look9).natural)
			textW = max(textW, s.set(doc.B(v.Text), look9).natural)
		}
	}
	nameW, textW = min(nameW, width*0.16), min(textW, width*0.22)
	nameX := labelW + 4
	barX := nameX + nameW + 3
	barW := width - barX - textW - 3
	var out []piece
	for i, g := range b.Rows {
		s.at(fmt.Sprintf("bar %d", i+1))
		scale := g.Max
		for _, v := range g.Values {
			scale = max(scale, v.Value)
		}
		left := append(s.text(g.Label, s.body(), labelW), s.text(g.Sub, s.small(), labelW)...)
		var values []piece
		for _, v := range g.Values {
			length := 0.0
			if scale > 0 {
				length = max(v.Value, 0) / scale * barW
			}
			// Names and figures wrap when they are long, so each bar is a row of its own.
			grey := look9
			grey.col = muted
			figure := look9
			if v.Tone != doc.Neutral {
				figure.face = bold
			}
			col := lineDark
			if v.Tone != doc.Neutral {
				col = s.tones[v.Tone].text
			}
			r := row([]column{
				{nameX, s.text(doc.T(v.Name), grey, nameW+0.01)},
				{barX + length + 2, s.text(doc.T(v.Text), figure, textW+0.01)},
			}, 0, 0, rowH, func(c *canvas, x, y, h float64, first, last bool) {
				if first {
					top := y + (min(h, rowH)-barH)/2
					c.rect(x+barX-0.1, y+0.2, 0.2, h-0.4, lineDark)
					c.rect(x+barX, top, length, barH, col)
				}
			})
			values = append(values, r)
		}
		p := row([]column{{0, left}, {0, values}}, 1.1, 1.1, 0, func(c *canvas, x, y, h float64, first, last bool) {
			c.rect(x, y+h-0.2, width, 0.2, line)
		})
		out = append(out, p)
	}
	return out
}
