package draw

import "github.com/jung-kurt/gofpdf"

// canvas puts marks on the current page. It remembers what gofpdf is set to,
// because each setting is bytes in the page even when it changes nothing.
type canvas struct {
	pdf   *gofpdf.Fpdf
	faces *faces
	added [faceCount]bool

	face             faceID
	size             float64
	text, fill, pen  rgb
	width            float64
	fontSet, textSet bool
	fillSet, penSet  bool
}

func newCanvas(pdf *gofpdf.Fpdf, fs *faces) *canvas { return &canvas{pdf: pdf, faces: fs} }

func (c *canvas) newPage() {
	c.pdf.AddPage()
	c.fontSet, c.textSet, c.fillSet, c.penSet, c.width = false, false, false, false, 0
}

// print sets s with its first baseline point at x, y. A face is read when it is
// first used: a document without italics does not carry the italic face.
func (c *canvas) print(x, y float64, f faceID, size float64, col rgb, s string) {
	if s == "" {
		return
	}
	if !c.added[f] {
		c.pdf.AddUTF8FontFromBytes(family, styleNames[f], c.faces[f].file)
		c.added[f] = true
	}
	if !c.fontSet || c.face != f || c.size != size {
		c.pdf.SetFont(family, styleNames[f], size)
		c.face, c.size, c.fontSet = f, size, true
	}
	if !c.textSet || c.text != col {
		c.pdf.SetTextColor(col.ints())
		c.text, c.textSet = col, true
	}
	c.pdf.Text(x, y, s)
}

func (c *canvas) filling(col rgb) {
	if !c.fillSet || c.fill != col {
		c.pdf.SetFillColor(col.ints())
		c.fill, c.fillSet = col, true
	}
}

func (c *canvas) drawing(col rgb, width float64) {
	if !c.penSet || c.pen != col {
		c.pdf.SetDrawColor(col.ints())
		c.pen, c.penSet = col, true
	}
	if c.width != width {
		c.pdf.SetLineWidth(width)
		c.width = width
	}
}

func (c *canvas) rect(x, y, w, h float64, col rgb) {
	c.filling(col)
	c.pdf.Rect(x, y, w, h, "F")
}

func (c *canvas) round(x, y, w, h, r float64, col rgb) {
	c.filling(col)
	c.pdf.RoundedRect(x, y, w, h, min(r, w/2, h/2), "1234", "F")
}

func (c *canvas) frame(x, y, w, h, r float64, col rgb, width float64) {
	c.drawing(col, width)
	c.pdf.RoundedRect(x, y, w, h, min(r, w/2, h/2), "1234", "D")
}

func (c *canvas) rule(x1, y1, x2, y2, width float64, col rgb) {
	c.drawing(col, width)
	c.pdf.Line(x1, y1, x2, y2)
}

func (c *canvas) dashed(x1, y1, x2, y2, width float64, col rgb) {
	c.drawing(col, width)
	c.pdf.SetDashPattern([]float64{0.9, 0.7}, 0)
	c.pdf.Line(x1, y1, x2, y2)
	c.pdf.SetDashPattern([]float64{}, 0)
}

func (c *canvas) dot(x, y, r float64, col rgb) {
	c.filling(col)
	c.pdf.Circle(x, y, r, "F")
}

func (c *canvas) ring(x, y, r, width float64, col rgb) {
	c.dot(x, y, r+width/2, col)
	c.dot(x, y, r-width/2, white)
}

func (c *canvas) diamond(x, y, r float64, col rgb) {
	c.filling(col)
	c.pdf.Polygon([]gofpdf.PointType{{X: x, Y: y - r}, {X: x + r, Y: y}, {X: x, Y: y + r}, {X: x - r, Y: y}}, "F")
}

// tick is a check mark inside a square of side s.
func (c *canvas) tick(x, y, s float64, col rgb) {
	c.drawing(col, 0.35)
	c.pdf.Line(x+0.2*s, y+0.52*s, x+0.42*s, y+0.75*s)
	c.pdf.Line(x+0.42*s, y+0.75*s, x+0.82*s, y+0.25*s)
}

func (c rgb) ints() (r, g, b int) { return int(c >> 16), int(c >> 8 & 0xFF), int(c & 0xFF) }
