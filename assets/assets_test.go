package assets

import (
	"encoding/binary"
	"testing"
)

// glyphs reads the character map (format 4) of a TrueType file: which glyph each
// rune has.
func glyphs(t *testing.T, font []byte) map[rune]uint16 {
	t.Helper()
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	table := func(tag string) int {
		for i := range u16(4) {
			if rec := 12 + 16*i; string(font[rec:rec+4]) == tag {
				return u32(rec + 8)
			}
		}
		t.Fatalf("the font has no table %s", tag)
		return 0
	}
	cmap := table("cmap")
	out := map[rune]uint16{}
	for i := range u16(cmap + 2) {
		sub := cmap + u32(cmap+4+8*i+4)
		if u16(sub) != 4 {
			continue
		}
		n := u16(sub+6) / 2
		for s := range n {
			end, start := u16(sub+14+2*s), u16(sub+16+2*n+2*s)
			delta, off := u16(sub+16+4*n+2*s), sub+16+6*n+2*s
			for c := start; c <= end && c != 0xFFFF; c++ {
				g := c + delta
				if u16(off) != 0 {
					if g = u16(off + u16(off) + 2*(c-start)); g != 0 {
						g += delta
					}
				}
				if g&0xFFFF != 0 {
					out[rune(c)] = uint16(g)
				}
			}
		}
	}
	return out
}

// advances reads how wide each glyph is.
func advances(font []byte) func(g uint16) int {
	var hhea, hmtx int
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		rec := 12 + 16*i
		switch string(font[rec : rec+4]) {
		case "hhea":
			hhea = int(binary.BigEndian.Uint32(font[rec+8:]))
		case "hmtx":
			hmtx = int(binary.BigEndian.Uint32(font[rec+8:]))
		}
	}
	n := int(binary.BigEndian.Uint16(font[hhea+34:]))
	return func(g uint16) int { return int(binary.BigEndian.Uint16(font[hmtx+4*min(int(g), n-1):])) }
}

func TestFacesCarryWhatTheProgramWrites(t *testing.T) {
	for name, font := range map[string][]byte{"regular": FontRegular(), "bold": FontBold(), "italic": FontItalic()} {
		have := glyphs(t, font)
		for _, r := range "→←↑↓●○▲■□★☆✓✗◆–—−“”‘’„«»…·•×€£§°½≤≥≠½ABCxyzÅØÆåøæÄÖÜäöüßŁłőŘžĞğİıŞşÑñÇçΑΩαωΆήЖЯжяЁёЇї" {
			if have[r] == 0 {
				t.Errorf("%s: no glyph for %q", name, r)
			}
		}
		width := advances(font)
		for d := '1'; d <= '9'; d++ {
			if width(have[d]) != width(have['0']) {
				t.Errorf("%s: %c is %d wide, 0 is %d", name, d, width(have[d]), width(have['0']))
			}
		}
	}
	if FontLicense() == "" {
		t.Error("the licence of the fonts is not built in")
	}
}

func TestIconsAreFoundByName(t *testing.T) {
	if Icon("search") == nil {
		t.Error("no icon search")
	}
	if Icon("../assets") != nil || Icon("no such icon") != nil {
		t.Error("an icon that does not exist was found")
	}
}
