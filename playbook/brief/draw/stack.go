package draw

import (
	"context"

	"kept/playbook/brief/doc"
)

// stack breaks p to width and gives one piece per line. Of a paragraph, at
// least two lines stay together at the foot and at the head of a page.
func (p *para) stack(width float64, right bool) []piece {
	lines := p.lines(width)
	out := make([]piece, len(lines))
	for i := range lines {
		ln := &lines[i]
		h := p.look.line()
		if ln.mark {
			h += pillExtra
		}
		if more := ln.tallest() - p.look.size; more > 0 {
			h += more * mmPerPt * leading
		}
		shift := 0.0
		if right {
			shift = width - ln.w
		}
		out[i] = piece{
			h:    h,
			keep: i == 0 && len(lines) > 1 || i == len(lines)-2,
			draw: func(c *canvas, x, y float64) { ln.draw(c, x+shift, y, h) },
		}
	}
	return out
}

// draw sets the line with its top left corner at x, y; h is its height.
func (l *lineOf) draw(c *canvas, x, y, h float64) {
	mid := y + h/2
	for i := range l.runs {
		r := &l.runs[i]
		st := r.run
		base := mid + capMiddle*l.tallest()*mmPerPt
		if st.kind == doc.Badge {
			drawPill(c, x+r.x, mid, st, r.w)
			continue
		}
		c.print(x+r.x, base, st.face, st.size, st.col, st.text[r.from:r.to])
		if st.out {
			through := base - strikeHeight*st.size*mmPerPt
			c.rule(x+r.x, through, x+r.x+r.w, through, 0.25, st.col)
		}
	}
}

// strikeHeight is where a line goes through a word, in ems above its baseline.
const strikeHeight = 0.27

// tallest is the largest type size of the line, which sets its baseline.
func (l *lineOf) tallest() float64 {
	size := 0.0
	for i := range l.runs {
		if l.runs[i].run.kind != doc.Badge {
			size = max(size, l.runs[i].run.size)
		}
	}
	return size
}

// drawPill draws a pill centred on the height mid. Its shape and word say the
// state even where the soft ground prints as white.
func drawPill(c *canvas, x, mid float64, st *runStyle, w float64) {
	h := st.size * mmPerPt * pillHeight
	c.round(x, mid-h/2, w, h, h/2, st.soft)
	c.print(x+pillPad, mid+capMiddle*st.size*mmPerPt, st.face, st.size, st.col, st.text)
}

// Looks used by more than one block.
func (s *setter) body() look      { return look{size: sizeBody, col: ink, lead: s.lead(leading)} }
func (s *setter) tableBody() look { return look{size: 9, col: ink, lead: s.lead(tableLead)} }
func (s *setter) tableSub() look  { return look{size: 8, col: muted, lead: s.lead(tableLead)} }
func (s *setter) small() look     { return look{size: sizeSmall, col: muted} }
func (s *setter) label() look     { return look{size: sizeLabel, face: bold, col: muted, lead: 1.5} }

// lead is a line height, a little lower where the document is set closer.
func (s *setter) lead(ems float64) float64 { return ems - (1-s.close)*0.15 }

// text sets t in a look at a width.
func (s *setter) text(t doc.Text, l look, width float64) []piece {
	if t.Empty() {
		return nil
	}
	return s.set(t, l).stack(width, false)
}

// labelled puts a small grey label above a stack; the label stays with it.
func (s *setter) labelled(label string, star bool, width float64, rest []piece) []piece {
	if label == "" {
		return rest
	}
	t := doc.T(label)
	if star {
		t = doc.Join(t, doc.T(" "), doc.StarMark())
	}
	head := s.text(t, s.label(), width)
	for i := range head {
		head[i].keep = true
	}
	if len(rest) > 0 {
		rest[0].gap = max(rest[0].gap, 0.8)
	}
	return append(head, rest...)
}

// tightest is how much of its spaces a page may lose before its words have to give.
const tightest = 0.35

// onePage picks the version that fits on a page and draws it closer where
// that makes it fit.
func (s *setter) onePage(ctx context.Context, b doc.OnePage, width float64) ([]piece, error) {
	var ps []piece
	for _, version := range b.Versions {
		var err error
		if ps, err = s.blocks(ctx, version, width); err != nil {
			return nil, err
		}
		gaps := 0.0
		for i := range ps {
			if i > 0 {
				gaps += ps[i].gap
			}
		}
		over := height(ps) - s.sheet.bodyHeight()
		if over > gaps*tightest {
			continue
		}
		if over > 0 {
			for i := range ps {
				ps[i].gap *= 1 - (over+0.01)/gaps
			}
		}
		return ps, nil
	}
	return ps, nil
}

// spaced gives the first piece of a stack a gap above it.
func spaced(ps []piece, gap float64) []piece {
	if len(ps) > 0 {
		ps[0].gap = gap
	}
	return ps
}

// kept makes a stack one chain, so that it moves to the next page as a whole.
func kept(ps []piece) []piece {
	for i := range ps {
		if i < len(ps)-1 {
			ps[i].keep = true
		}
		ps[i].flow = false
	}
	return ps
}
