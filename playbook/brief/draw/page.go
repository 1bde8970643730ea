package draw

import (
	"fmt"
	"strings"

	"kept/playbook/brief/doc"
)

func (c *canvas) bookmark(title string, level int, y float64) { c.pdf.Bookmark(title, level, y) }

// edges are the header and footer, cleaned once for all pages.
type edges struct {
	s                          *setter
	account, kind, date        string
	company, footer            string
	internal                   bool
	logo                       *logo
	logoW, logoH, right, width float64
}

// Box a logo is scaled into, in millimetres.
const (
	logoMaxW = 38.0
	logoMaxH = 8.0
)

// internalWord is the ribbon of internal pages: white on ink, so it is as
// strong on a black-and-white print.
const internalWord = "INTERNAL"

func (s *setter) edges(l *logo) *edges {
	one := func(t string) string { return strings.Join(strings.Fields(s.clean(t)), " ") }
	s.section = ""
	s.at("the header or footer")
	foot := []string{}
	for _, part := range []string{one(s.d.FooterLeft), prefixed("as of ", one(s.d.AsOf)), one(s.d.Version)} {
		if part != "" {
			foot = append(foot, part)
		}
	}
	e := &edges{
		s: s, account: one(s.d.Account), kind: one(s.d.Kind), date: one(s.d.Date),
		company: one(s.d.CompanyName), footer: strings.Join(foot, " · "),
		internal: s.d.Audience == doc.Internal, logo: l, width: s.sheet.width(),
	}
	if l != nil {
		scale := min(logoMaxW/float64(l.w), logoMaxH/float64(l.h))
		e.logoW, e.logoH = float64(l.w)*scale, float64(l.h)*scale
	}
	return e
}

func prefixed(p, s string) string {
	if s == "" {
		return ""
	}
	return p + s
}

const (
	edgeSize = 8.5
	edgeLine = 4.4 // height of the header's and the footer's line
)

func (e *edges) draw(c *canvas, page, pages int) {
	left, top := e.s.sheet.margin, e.s.sheet.margin
	base := top + edgeLine/2 + capMiddle*edgeSize*mmPerPt
	rightW := 0.0
	switch {
	case e.logo != nil:
		rightW = e.logoW
		c.image(e.logo, left+e.width-e.logoW, top+max(0, (edgeLine-e.logoH)/2), e.logoW, e.logoH)
	case e.company != "":
		name := c.faces[bold].fit(e.company, edgeSize, e.width*0.4)
		rightW = c.faces[bold].measure(name, edgeSize)
		c.print(left+e.width-rightW, base, bold, edgeSize, e.s.accent, name)
	}
	e.header(c, left, base, e.width-rightW-6, page)

	foot := e.s.sheet.h - e.s.sheet.margin - edgeLine/2 + capMiddle*edgeSize*mmPerPt
	number := fmt.Sprintf("Page %d of %d", page, pages)
	w := c.faces[regular].measure(number, edgeSize)
	c.print(left+e.width-w, foot, regular, edgeSize, muted, number)
	c.print(left, foot, regular, edgeSize, muted, c.faces[regular].fit(e.footer, edgeSize, e.width-w-8))
}

// header writes "Account · Kind · INTERNAL · date"; the account is left out on
// page one, where it stands large below.
func (e *edges) header(c *canvas, x, base, width float64, page int) {
	const sep = "  ·  "
	var parts []string
	if page > 1 && e.account != "" {
		parts = append(parts, e.account)
	}
	if e.kind != "" {
		parts = append(parts, e.kind)
	}
	before, after := strings.Join(parts, sep), e.date
	f := c.faces[regular]
	tagW := 0.0
	const tagSize, tagPad = 7.0, 1.5
	if e.internal {
		tagW = c.faces[bold].measure(internalWord, tagSize) + 2*tagPad + 2.4
	}
	room := width - tagW - f.measure(sep+after, edgeSize)
	if room < width*0.3 { // a very long date line gives way
		after = f.fit(after, edgeSize, width*0.3)
		room = width - tagW - f.measure(sep+after, edgeSize)
	}
	before = f.fit(before, edgeSize, room)
	c.print(x, base, regular, edgeSize, muted, before)
	x += f.measure(before, edgeSize)
	if e.internal {
		if before != "" {
			x += 2.4
		}
		w := tagW - 2.4
		mid := base - capMiddle*edgeSize*mmPerPt
		c.round(x, mid-1.9, w, 3.8, 0.7, ink)
		c.print(x+tagPad, mid+capMiddle*tagSize*mmPerPt, bold, tagSize, white, internalWord)
		x += w
	}
	switch {
	case after == "":
	case e.internal:
		c.print(x+2.4, base, regular, edgeSize, muted, after)
	case before != "":
		c.print(x, base, regular, edgeSize, muted, sep+after)
	default:
		c.print(x, base, regular, edgeSize, muted, after)
	}
}
