package kit_test

import (
	"testing"

	"golang.org/x/image/font/sfnt"

	"kept/assets"
	"kept/ui/kit"
)

// What InFont promises is in all three faces; a letter it does not promise is
// drawn by the toolkit's own fonts.
func TestOurFontHasWhatItPromises(t *testing.T) {
	for name, file := range map[string][]byte{"regular": assets.FontRegular(), "bold": assets.FontBold(), "italic": assets.FontItalic()} {
		font, err := sfnt.Parse(file)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		for r := rune(0x20); r < 0x3000; r++ {
			if !kit.InFont(r) {
				continue
			}
			if i, err := font.GlyphIndex(&buf, r); err != nil || i == 0 {
				t.Errorf("%s lacks %q (%U)", name, r, r)
			}
		}
	}
	if kit.InFont('🎨') || kit.InFont('ש') {
		t.Error("InFont promises letters the font does not have")
	}
}
