package kit

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

// The numbers are those of WCAG 2: 4.5 for text, 3 for shapes that say
// something. Hairlines and hover grounds say nothing on their own.
func TestContrast(t *testing.T) {
	type pair struct {
		on     fyne.ThemeColorName
		over   []fyne.ThemeColorName
		enough float64
	}
	sheets := []fyne.ThemeColorName{ColorPaper, ColorCard, ColorHover, ColorSelected}
	pairs := []pair{
		{ColorInk, append(sheets, ColorTealSoft, ColorKeptSoft, ColorLateSoft, ColorBrokenSoft, ColorBlueSoft, ColorNeutralSoft, ColorLatePaper), 4.5},
		{ColorMuted, append(sheets, ColorLatePaper), 4.5},
		{ColorFaint, sheets, 4.5},
		{ColorNeutralInk, append(sheets, ColorNeutralSoft), 4.5},
		{ColorTealInk, append(sheets, ColorTealSoft), 4.5},
		{ColorKeptInk, append(sheets, ColorKeptSoft), 4.5},
		{ColorLateInk, append(sheets, ColorLateSoft), 4.5},
		{ColorBrokenInk, append(sheets, ColorBrokenSoft), 4.5},
		{ColorBlueInk, append(sheets, ColorBlueSoft), 4.5},
		{ColorOnTeal, []fyne.ThemeColorName{ColorTeal, ColorTealHover}, 4.5},
		{ColorRailInk, []fyne.ThemeColorName{ColorRail, ColorRailHover}, 4.5},
		{ColorRailMuted, []fyne.ThemeColorName{ColorRail}, 4.5},
		{ColorRailStrong, []fyne.ThemeColorName{ColorRail, ColorRailOn}, 4.5},
		{ColorOnBadge, []fyne.ThemeColorName{ColorRailBadge}, 4.5},
		{ColorOnTip, []fyne.ThemeColorName{ColorTip}, 4.5},
		{ColorTeal, sheets, 3},
		{ColorKept, sheets, 3},
		{ColorLate, sheets, 3},
		{ColorBroken, sheets, 3},
		{ColorBlue, sheets, 3},
		{ColorOutline, sheets, 3},
		{ColorRailMark, []fyne.ThemeColorName{ColorRail, ColorRailOn}, 3},
	}
	for name, p := range map[string]palette{"light": lightPalette(), "dark": darkPalette()} {
		for _, x := range pairs {
			for _, ground := range x.over {
				if got := contrast(p.get(x.on), p.get(ground)); got < x.enough {
					t.Errorf("%s: %s on %s is %.2f, want at least %.1f", name, x.on, ground, got, x.enough)
				}
			}
		}
	}
}

func TestBothPalettesHaveEveryRole(t *testing.T) {
	light, dark := lightPalette(), darkPalette()
	for n := range light {
		if _, ok := dark[n]; !ok {
			t.Errorf("dark lacks %s", n)
		}
	}
	for n := range dark {
		if _, ok := light[n]; !ok {
			t.Errorf("light lacks %s", n)
		}
	}
}

func TestModeDecidesOverTheDesktop(t *testing.T) {
	light, dark := lightPalette().get(ColorPaper), darkPalette().get(ColorPaper)
	for _, c := range []struct {
		mode    Mode
		desktop fyne.ThemeVariant
		want    color.NRGBA
	}{
		{ModeLight, theme.VariantDark, light}, {ModeDark, theme.VariantLight, dark},
		{ModeSystem, theme.VariantDark, dark}, {ModeSystem, theme.VariantLight, light},
		{"nonsense", theme.VariantLight, light},
	} {
		if got := NewTheme(c.mode).Color(ColorPaper, c.desktop); got != c.want {
			t.Errorf("mode %q on desktop %d: paper %v, want %v", c.mode, c.desktop, got, c.want)
		}
		if got := NewTheme(c.mode).Color(theme.ColorNameBackground, c.desktop); got != c.want {
			t.Errorf("mode %q on desktop %d: the toolkit's background %v, want %v", c.mode, c.desktop, got, c.want)
		}
	}
}
