package draw

import (
	"strings"

	"kept/playbook/brief/doc"
)

func (s *setter) masthead(b doc.Masthead, width float64) []piece {
	s.at("the masthead")
	var pill *para
	nameW := width
	if !b.Pill.Empty() {
		pill = s.set(b.Pill, look{size: 11, col: ink})
		if pill.natural < width*0.6 {
			nameW -= pill.natural + 6
		}
	}
	name := s.text(doc.B(b.Name), look{size: sizeName, face: bold, col: ink, lead: 1.2}, nameW)
	var out []piece
	switch {
	case pill != nil && nameW < width && len(name) > 0:
		mark := pill.stack(pill.natural+1e-3, false)
		first := name[0]
		name[0].draw = func(c *canvas, x, y float64) {
			first.draw(c, x, y)
			drawStack(c, mark, x+width-pill.natural, y+(first.h-height(mark))/2)
		}
		out = name
	case pill != nil:
		out = append(name, spaced(pill.stack(width, false), 1)...)
	default:
		out = name
	}
	for i := range out {
		out[i].keep = true
	}
	return append(out, spaced(s.text(b.Line, look{size: 9, col: muted}, width), 1)...)
}

func (s *setter) heading(b doc.Heading, width float64) []piece {
	s.section = firstWords(b.Text)
	s.at("a heading")
	size, level := sizeH2, 1
	if b.Level == 1 {
		size, level = sizeH1, 0
	}
	ps := s.text(doc.B(b.Text), look{size: size, face: bold, col: ink, lead: 1.25}, width)
	ps = append(ps, spaced(s.text(b.Sub, look{size: sizeBody, col: muted}, width), 0.6)...)
	for i := range ps {
		ps[i].keep = true
	}
	if !b.NoBookmark {
		s.bookmark(ps, b.Text, level)
	}
	return ps
}

// bookmark adds an entry to the reader's outline where a stack begins.
func (s *setter) bookmark(ps []piece, text string, level int) {
	if len(ps) == 0 {
		return
	}
	title := strings.ReplaceAll(s.clean(text), "\n", " ")
	first := ps[0].draw
	ps[0].draw = func(c *canvas, x, y float64) {
		first(c, x, y)
		c.bookmark(title, level, y)
	}
}

// sectionRule is the dark rule with a label under it.
func (s *setter) sectionRule(b doc.Section, width float64) []piece {
	s.section = firstWords(b.Label)
	s.at("a heading")
	inner := s.labelled(b.Label, b.Star, width, nil)
	ps := []piece{oneHead(row([]column{{0, inner}}, ruleAir, 0, 0, darkRule(width)))}
	if b.Bookmark {
		s.bookmark(ps, b.Label, 1)
	}
	return ps
}

// oneHead makes p stay whole and with what follows, unless it is absurdly high
// and has to be parted like any text.
func oneHead(p piece) piece {
	if p.h < 60 {
		p.keep, p.split = true, nil
	}
	return p
}

// ruleAir is the space between a dark rule and the label under it.
const ruleAir = 2.4

func darkRule(width float64) ground {
	return func(c *canvas, x, y, h float64, first, last bool) {
		if first {
			c.rect(x, y, width, 0.5, ink)
		}
	}
}

// notes keeps line ends; an empty line parts paragraphs.
func (s *setter) notes(b doc.Notes, width float64) []piece {
	s.at("the notes")
	var out []piece
	text := strings.ReplaceAll(strings.ReplaceAll(b.Text, "\r\n", "\n"), "\r", "\n")
	for _, par := range strings.Split(text, "\n\n") {
		if par = strings.Trim(par, "\n"); strings.TrimSpace(par) == "" {
			continue
		}
		// About 95 characters are as long as a line stays easy to read.
		ps := s.text(doc.T(par), s.body(), min(width, 160))
		if len(out) > 0 {
			spaced(ps, 2.2)
		}
		out = append(out, ps...)
	}
	return s.labelled(b.Label, false, width, out)
}

func (s *setter) bullets(b doc.Bullets, width float64) []piece {
	var out []piece
	for i, t := range b.Items {
		s.at("a list")
		ps := s.text(t, s.body(), width-4)
		if len(ps) == 0 {
			continue
		}
		for j := range ps {
			draw, first := ps[j].draw, j == 0
			h := s.body().line()
			ps[j].draw = func(c *canvas, x, y float64) {
				if first {
					c.print(x+0.6, y+h/2+capMiddle*sizeBody*mmPerPt, regular, sizeBody, muted, "•")
				}
				draw(c, x+4, y)
			}
		}
		if i > 0 {
			spaced(ps, 1)
		}
		out = append(out, ps...)
	}
	return s.labelled(b.Label, false, width, out)
}

// panel is a soft ground with an optional bar at its left.
func panel(width float64, soft, bar rgb, barW float64) ground {
	return func(c *canvas, x, y, h float64, first, last bool) {
		c.rect(x, y, width, h, soft)
		if barW > 0 {
			c.rect(x, y, barW, h, bar)
		}
	}
}

func (s *setter) quote(b doc.Quote, width float64) []piece {
	s.at("the quotation")
	if b.Text == "" {
		return nil
	}
	const side = 6.2
	inner := s.text(doc.B("“"+strings.Trim(b.Text, "“”\"„ ")+"”"), look{size: sizeQuote, face: bold, col: ink, lead: 1.42}, width-2*side)
	inner = append(inner, spaced(s.text(b.By, s.small(), width-2*side), 1.4)...)
	p := row([]column{{side, inner}}, 4.2, 4.4, 0, panel(width, s.soft, s.accent, 1.3))
	return []piece{p}
}

func (s *setter) callout(b doc.Callout, width float64) []piece {
	s.at("a note in a panel")
	t := s.tones[b.Tone]
	const side = 4.2
	var inner []piece
	indent := 0.0
	if b.Title != "" || !b.Text.Empty() {
		indent = 5
	}
	if b.Title != "" {
		inner = s.text(doc.B(b.Title), look{size: sizeBody, face: bold, col: t.text}, width-2*side-indent)
	}
	inner = append(inner, spaced(s.text(b.Text, s.body(), width-2*side-indent), 0.4)...)
	if len(inner) == 0 {
		return nil
	}
	sign := s.text(doc.Text{{Text: t.shape, Style: doc.Bold}}, look{size: sizeBody, face: bold, col: t.text}, 5)
	p := row([]column{{side, sign}, {side + indent, inner}}, 2.8, 2.8, 0, panel(width, t.soft, t.text, 0.8))
	return []piece{p}
}

// firstWords shortens a heading for use inside a sentence.
func firstWords(s string) string {
	return clip(strings.Join(strings.Fields(s), " "), 40)
}
