package draw

import (
	"math"

	"kept/playbook/brief/doc"
)

// rgb is a colour written 0xRRGGBB.
type rgb uint32

func (c rgb) parts() (r, g, b uint8) { return uint8(c >> 16), uint8(c >> 8), uint8(c) }

func rgbOf(r, g, b uint8) rgb { return rgb(r)<<16 | rgb(g)<<8 | rgb(b) }

// The colours of the window, so that screen and paper are one thing.
const (
	ink      rgb = 0x1B2430
	muted    rgb = 0x5D6B7C
	line     rgb = 0xE3E4E6
	lineMid  rgb = 0xC6CCD3
	lineDark rgb = 0x9AA4B0
	white    rgb = 0xFFFFFF
	teal     rgb = 0x0F6F68
	greySoft rgb = 0xF1F2F4
)

// minContrast is what WCAG 2 asks for text of body size.
const minContrast = 4.5

// tint is how a tone looks: text and shape colour, the soft ground of a pill
// or panel, and the shape that tells the tone without colour.
type tint struct {
	text, soft rgb
	shape      string
}

// tints returns the look of each tone for a document with this accent.
func tints(accent, soft rgb) [6]tint {
	t := [6]tint{
		doc.Neutral: {muted, greySoft, "○"},
		doc.Good:    {0x2F7D4F, 0xE2F1E7, "●"},
		doc.Warn:    {0xB26A00, 0xFBEED6, "▲"},
		doc.Bad:     {0xB3372F, 0xF8E1DF, "■"},
		doc.Info:    {0x2B5FA8, 0xE2EBF7, "◆"},
		doc.Accent:  {accent, soft, "◆"},
	}
	for i := range t {
		t[i].text = readable(t[i].text, t[i].soft)
	}
	return t
}

// accentOf is the document's colour, darkened until it can be read on white
// and on the soft ground of its own hue, and that ground.
func accentOf(d doc.RGB) (accent, soft rgb) {
	c := rgbOf(d.R, d.G, d.B)
	if c == 0 {
		c = teal
	}
	soft = soften(c)
	return readable(readable(c, white), soft), soft
}

// soften is a light ground of the same hue.
func soften(c rgb) rgb {
	mix := func(v uint8) uint8 { return uint8(math.Round(float64(v)*0.08 + 255*0.92)) }
	r, g, b := c.parts()
	return rgbOf(mix(r), mix(g), mix(b))
}

// readable darkens fg in small steps until it has minContrast on ground.
func readable(fg, ground rgb) rgb {
	for contrast(fg, ground) < minContrast && fg != 0 {
		r, g, b := fg.parts()
		fg = rgbOf(darker(r), darker(g), darker(b))
	}
	return fg
}

func darker(v uint8) uint8 { return uint8(float64(v) * 0.96) }

// contrast is the ratio of WCAG 2.1, 1 to 21.
func contrast(a, b rgb) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c rgb) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	r, g, b := c.parts()
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}
