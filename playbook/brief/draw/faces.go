package draw

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"kept/assets"
)

// faceID is one of the three embedded faces.
type faceID uint8

const (
	regular faceID = iota
	bold
	italic
	faceCount
)

// gofpdf's names of the styles, by faceID.
var styleNames = [faceCount]string{"", "B", "I"}

const family = "kept"

// mmPerPt converts a type size in points to millimetres.
const mmPerPt = 25.4 / 72

// face is what is needed to measure with a TrueType file: the advance of each
// rune of the basic plane in thousandths of the type size, plus one; 0 where
// the face has no glyph. The rounding is gofpdf's, so that what is measured
// here is what a viewer advances.
type face struct {
	file  []byte
	width [1 << 16]uint16
}

func (f *face) has(r rune) bool { return r >= 0 && r < 1<<16 && f.width[r] != 0 }

// measure returns the width of s in millimetres at size points.
func (f *face) measure(s string, size float64) float64 {
	sum := 0
	for _, r := range s {
		if r < 1<<16 && f.width[r] != 0 {
			sum += int(f.width[r]) - 1
		}
	}
	return float64(sum) * size * mmPerPt / 1000
}

type faces [faceCount]*face

// has reports whether all faces have r, so that a style never decides what is legible.
func (fs *faces) has(r rune) bool {
	for _, f := range fs {
		if !f.has(r) {
			return false
		}
	}
	return true
}

func loadFaces() (*faces, error) {
	var fs faces
	for id, file := range [faceCount][]byte{assets.FontRegular(), assets.FontBold(), assets.FontItalic()} {
		f, err := readFace(file)
		if err != nil {
			return nil, fmt.Errorf("face %d: %w", id, err)
		}
		fs[id] = f
	}
	return &fs, nil
}

var errFace = errors.New("not a TrueType file with a Unicode character map")

// readFace reads advances through the character map (format 4) of a TrueType
// file. It copies the file, because gofpdf pads tables in place while it cuts
// the face to the runes in use.
func readFace(shared []byte) (*face, error) {
	f := &face{file: append([]byte(nil), shared...)}
	b := f.file
	if len(b) < 12 {
		return nil, errFace
	}
	tables := map[string][]byte{}
	for i := range int(u16(b, 4)) {
		rec := 12 + 16*i
		if rec+16 > len(b) {
			return nil, errFace
		}
		off, n := int(u32(b, rec+8)), int(u32(b, rec+12))
		if off < 0 || n < 0 || off+n > len(b) {
			return nil, errFace
		}
		tables[string(b[rec:rec+4])] = b[off : off+n]
	}
	head, hhea, hmtx, cmap := tables["head"], tables["hhea"], tables["hmtx"], tables["cmap"]
	if len(head) < 20 || len(hhea) < 36 || len(cmap) < 4 {
		return nil, errFace
	}
	unitsPerEm, metrics := float64(u16(head, 18)), int(u16(hhea, 34))
	if unitsPerEm == 0 || metrics == 0 || len(hmtx) < 4*metrics {
		return nil, errFace
	}
	sub := unicodeMap(cmap)
	if sub == nil {
		return nil, errFace
	}
	eachRune(sub, func(r, glyph int) {
		f.width[r] = 1 + uint16(math.Round(1000/unitsPerEm*float64(u16(hmtx, 4*min(glyph, metrics-1)))))
	})
	return f, nil
}

// unicodeMap finds the same format 4 table that gofpdf uses.
func unicodeMap(cmap []byte) []byte {
	for i := range int(u16(cmap, 2)) {
		rec := 4 + 8*i
		if rec+8 > len(cmap) {
			return nil
		}
		platform, enc, off := u16(cmap, rec), u16(cmap, rec+2), int(u32(cmap, rec+4))
		if off+14 <= len(cmap) && (platform == 0 || platform == 3 && enc == 1) && u16(cmap, off) == 4 {
			return cmap[off:]
		}
	}
	return nil
}

func eachRune(sub []byte, yield func(r, glyph int)) {
	n := int(u16(sub, 6)) / 2
	if 16+8*n > len(sub) {
		return
	}
	ends, starts, deltas, offsets := 14, 16+2*n, 16+4*n, 16+6*n
	for i := range n {
		start, end := int(u16(sub, starts+2*i)), int(u16(sub, ends+2*i))
		delta, off := int(u16(sub, deltas+2*i)), int(u16(sub, offsets+2*i))
		for r := start; r <= end && r < 0xFFFF; r++ {
			glyph := (r + delta) & 0xFFFF
			if off != 0 {
				at := offsets + 2*i + off + 2*(r-start)
				if at+2 > len(sub) {
					continue
				}
				if glyph = int(u16(sub, at)); glyph != 0 {
					glyph = (glyph + delta) & 0xFFFF
				}
			}
			if glyph != 0 {
				yield(r, glyph)
			}
		}
	}
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }
