package draw

// piece is a part of the flow with a known height: a line, a row, a panel.
// Pieces stack downwards; x is given when they are drawn, width was known when
// they were made.
type piece struct {
	h    float64
	gap  float64 // space above, dropped at the top of a page
	keep bool    // never the last on a page: stays with the next piece
	flow bool    // may be parted although it would fit on a page of its own
	brk  bool    // a page break; nothing is drawn
	draw func(c *canvas, x, y float64)

	// split parts the piece so that the first part is at most avail high; gap,
	// keep, flow and head of the parts are for the caller to set.
	// It reports false when no sensible part fits.
	split func(avail float64) (first, rest piece, ok bool)

	head *piece // drawn again above this piece when it starts a page
}

// placed is a piece on a page; y counts from the top of the body.
type placed struct {
	piece piece
	y     float64
}

// leastPart is the height below which a page end is not worth a part of a
// piece that has to be parted: about four lines.
const leastPart = 18.0

// paginate lays pieces on pages of body height full. It never returns an
// empty page and always at least one page.
func paginate(pieces []piece, full float64) [][]placed {
	var pages [][]placed
	var page []placed
	y := 0.0
	next := func() {
		if len(page) > 0 {
			pages = append(pages, page)
			page, y = nil, 0
		}
	}
	put := func(p piece) {
		if len(page) > 0 {
			y += p.gap
		}
		page = append(page, placed{p, y})
		y += p.h
	}
	queue := append([]piece(nil), pieces...)
	committed := 0 // pieces at the front whose chain is known to fit on this page
	for i := 0; i < len(queue); {
		p := queue[i]
		if p.brk {
			next()
			i++
			continue
		}
		if len(page) == 0 && p.head != nil {
			put(*p.head)
			p.gap = 0
		}
		onHead := len(page) == 1 && p.head != nil // the page holds nothing but this piece's repeated head
		avail := full - y
		if len(page) > 0 {
			avail -= p.gap
		}
		if committed > i || chainFits(queue[i:], avail, full, func(n int) { committed = i + n }) {
			if p.h <= avail {
				put(p)
				i++
				continue
			}
		}
		if a, b, ok := part(p, avail, full); ok {
			a.gap = p.gap
			put(a)
			b.gap, b.head, b.keep, b.flow = 0, p.head, p.keep, p.flow
			queue[i] = b
			next()
			committed = 0
			continue
		}
		if len(page) == 0 || onHead {
			put(p) // higher than a page and cannot be parted
			i++
			continue
		}
		next()
		committed = 0
	}
	next()
	if len(pages) == 0 {
		pages = append(pages, nil)
	}
	return pages
}

// part splits p when it is meant to be split: it flows, or no page could hold it whole.
func part(p piece, avail, full float64) (a, b piece, ok bool) {
	if p.split == nil {
		return piece{}, piece{}, false
	}
	own := full
	if p.head != nil {
		own -= p.head.h
	}
	if !p.flow && p.h <= own || avail < leastPart {
		return piece{}, piece{}, false
	}
	return p.split(avail)
}

// chainFits reports whether the first piece and everything kept with it fit
// into avail. A chain that no page can hold binds nobody; its first piece then
// counts alone. fits is told the length of a chain that fits.
func chainFits(queue []piece, avail, full float64, fits func(n int)) bool {
	need, n := 0.0, 0
	for ; n < len(queue) && !queue[n].brk; n++ {
		p := queue[n]
		if n > 0 {
			need += p.gap
		}
		if p.split != nil && (p.flow || p.h > full) {
			need += min(p.h, leastPart)
		} else {
			need += p.h
		}
		if need > full {
			return queue[0].h <= avail
		}
		if !p.keep {
			n++
			break
		}
	}
	if need > avail {
		return false
	}
	fits(n)
	return true
}

// height of a stack, the first gap left out.
func height(ps []piece) float64 {
	h := 0.0
	for i, p := range ps {
		if i > 0 {
			h += p.gap
		}
		h += p.h
	}
	return h
}

func drawStack(c *canvas, ps []piece, x, y float64) {
	for i, p := range ps {
		if i > 0 {
			y += p.gap
		}
		if p.draw != nil {
			p.draw(c, x, y)
		}
		y += p.h
	}
}

// take parts a stack at avail, lines that belong together kept so if possible.
func take(ps []piece, avail float64) (first, rest []piece) {
	y, n := 0.0, 0
	for ; n < len(ps); n++ {
		g := ps[n].gap
		if n == 0 {
			g = 0
		}
		if y+g+ps[n].h > avail {
			if ps[n].split != nil {
				if a, b, ok := ps[n].split(avail - y - g); ok {
					a.gap, b.gap, b.keep = ps[n].gap, 0, ps[n].keep
					return append(append([]piece(nil), ps[:n]...), a), append([]piece{b}, ps[n+1:]...)
				}
			}
			break
		}
		y += g + ps[n].h
	}
	cut := n
	for n < len(ps) && cut > 0 && ps[cut-1].keep {
		cut--
	}
	if cut == 0 {
		cut = n
	}
	return ps[:cut:cut], ps[cut:]
}

// column is a stack at a distance from the left of its row.
type column struct {
	x     float64
	stack []piece
}

// ground draws what lies under or around a row or one of its parts: rules,
// frames, panels. first and last tell which part of a split row this is.
type ground func(c *canvas, x, y, h float64, first, last bool)

// row sets columns side by side on a common ground with padding above and below.
func row(cols []column, top, bottom, least float64, g ground) piece {
	return rowPart(cols, top, bottom, least, g, true)
}

func rowPart(cols []column, top, bottom, least float64, g ground, first bool) piece {
	inner := 0.0
	for _, col := range cols {
		inner = max(inner, height(col.stack))
	}
	p := piece{h: max(top+inner+bottom, least)}
	paint := func(h float64, last bool, cols []column) func(*canvas, float64, float64) {
		return func(c *canvas, x, y float64) {
			if g != nil {
				g(c, x, y, h, first, last)
			}
			for _, col := range cols {
				drawStack(c, col.stack, x+col.x, y+top)
			}
		}
	}
	p.draw = paint(p.h, true, cols)
	p.split = func(avail float64) (piece, piece, bool) {
		room := avail - top - bottom
		var a, b []column
		some, more := false, false
		for _, col := range cols {
			f, r := take(col.stack, room)
			some, more = some || len(f) > 0, more || len(r) > 0
			a, b = append(a, column{col.x, f}), append(b, column{col.x, r})
		}
		if !some || !more {
			return piece{}, piece{}, false
		}
		ah := 0.0
		for _, col := range a {
			ah = max(ah, height(col.stack))
		}
		pa := piece{h: top + ah + bottom, draw: paint(top+ah+bottom, false, a)}
		return pa, rowPart(b, top, bottom, 0, g, false), true
	}
	return p
}
