// Package assets holds the files built into the programs: fonts, icons,
// playbooks, samples and translations. It has no logic; what the bytes mean is
// known to whoever asks for them.
package assets

import (
	"embed"
	_ "embed"
	"io/fs"
)

//go:embed fonts/Inter-Regular.ttf
var fontRegular []byte

//go:embed fonts/Inter-SemiBold.ttf
var fontBold []byte

//go:embed fonts/Inter-Italic.ttf
var fontItalic []byte

//go:embed fonts/OFL.txt
var fontLicense string

//go:embed icons/*.svg
var icons embed.FS

// FontName is the family name of the three faces, on screen and in documents.
const FontName = "Inter"

// FontRegular returns the TrueType file of the upright face, weight 400, with
// digits of equal width. The bytes are shared: do not change them.
func FontRegular() []byte { return fontRegular }

// FontBold returns the TrueType file of the face used as bold, weight 600, with
// digits of equal width. The bytes are shared: do not change them.
func FontBold() []byte { return fontBold }

// FontItalic returns the TrueType file of the italic face, weight 400, with
// digits of equal width. The bytes are shared: do not change them.
func FontItalic() []byte { return fontItalic }

// FontLicense returns the licence the three faces are given under (SIL OFL 1.1).
func FontLicense() string { return fontLicense }

// Icon returns the SVG file icons/<name>.svg, and nil when there is none.
// Every icon is 24 by 24, outline, drawn in black, to be coloured by the theme.
// The bytes are the caller's own.
func Icon(name string) []byte {
	b, err := fs.ReadFile(icons, "icons/"+name+".svg")
	if err != nil {
		return nil
	}
	return b
}
