package draw

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // a logo may be JPEG
	"image/png"

	"github.com/jung-kurt/gofpdf"
)

// logo is a decoded company logo, written anew as a plain 8-bit PNG: gofpdf
// refuses interlaced and 16-bit files, and the original may carry metadata
// that is nobody's business.
type logo struct {
	png  []byte
	w, h int
}

const (
	maxLogoBytes  = 8 << 20
	maxLogoPixels = 40_000_000
	logoPixels    = 900 // longest side that is kept; 38 mm at 600 dpi
)

// ErrLogo is wrapped by every error about the logo.
var ErrLogo = errors.New("the logo cannot be used")

// readLogo decodes data; nil data is no logo. Transparent parts become white,
// which is what they are on paper.
func readLogo(data []byte) (*logo, error) {
	if len(data) == 0 {
		return nil, nil
	}
	const advice = "choose a PNG or JPEG picture in the settings, or remove the logo"
	if len(data) > maxLogoBytes {
		return nil, fmt.Errorf("%w: its file is larger than 8 MB; %s", ErrLogo, advice)
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || format != "png" && format != "jpeg" {
		return nil, fmt.Errorf("%w: it is not a PNG or JPEG picture; %s", ErrLogo, advice)
	}
	if cfg.Width < 1 || cfg.Height < 1 || cfg.Width*cfg.Height > maxLogoPixels {
		return nil, fmt.Errorf("%w: its size of %d × %d points is out of range; %s", ErrLogo, cfg.Width, cfg.Height, advice)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: the picture is damaged; %s", ErrLogo, advice)
	}
	flat := image.NewRGBA(image.Rect(0, 0, cfg.Width, cfg.Height))
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), img, img.Bounds().Min, draw.Over)
	flat = shrink(flat, logoPixels)
	var out bytes.Buffer
	if err := png.Encode(&out, flat); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLogo, err)
	}
	return &logo{out.Bytes(), flat.Rect.Dx(), flat.Rect.Dy()}, nil
}

// shrink averages whole blocks of pixels until the longest side is at most limit.
func shrink(src *image.RGBA, limit int) *image.RGBA {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	n := (max(w, h) + limit - 1) / limit
	if n <= 1 {
		return src
	}
	dst := image.NewRGBA(image.Rect(0, 0, max(w/n, 1), max(h/n, 1)))
	for y := range dst.Rect.Dy() {
		for x := range dst.Rect.Dx() {
			var sum [3]int
			count := 0
			for yy := y * n; yy < min((y+1)*n, h); yy++ {
				for xx := x * n; xx < min((x+1)*n, w); xx++ {
					i := src.PixOffset(xx, yy)
					for k := range sum {
						sum[k] += int(src.Pix[i+k])
					}
					count++
				}
			}
			i := dst.PixOffset(x, y)
			for k := range sum {
				dst.Pix[i+k] = uint8(sum[k] / count)
			}
			dst.Pix[i+3] = 255
		}
	}
	return dst
}

// image puts the logo into a box of the same proportions.
func (c *canvas) image(l *logo, x, y, w, h float64) {
	opt := gofpdf.ImageOptions{ImageType: "PNG"}
	c.pdf.RegisterImageOptionsReader("logo", opt, bytes.NewReader(l.png))
	c.pdf.ImageOptions("logo", x, y, w, h, false, opt, 0, "")
}
