package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"kept/assets"
)

// A Mode says where light and dark come from.
type Mode string

// The modes.
const (
	ModeSystem Mode = "system" // as the desktop says
	ModeLight  Mode = "light"
	ModeDark   Mode = "dark"
)

// Sizes in the toolkit's units. Space comes in steps of 4, with 14 between
// cards.
const (
	TextTitle   float32 = 22
	TextPromise float32 = 17
	TextHeading float32 = 15
	TextBody    float32 = 14
	TextLabel   float32 = 12
	TextFigure  float32 = 26

	RadiusField float32 = 8
	RadiusCard  float32 = 12

	innerPad float32 = 10 // inside fields, beside the frame

	SpaceXS   float32 = 4
	SpaceS    float32 = 8
	SpaceM    float32 = 12
	SpaceCard float32 = 14 // between cards
	SpaceL    float32 = 18 // inside cards
	SpaceXL   float32 = 28 // at the window's edge
)

// Theme dresses the window. The zero value is not usable; see NewTheme.
type Theme struct {
	mode                  Mode
	light, dark           palette
	regular, bold, italic fyne.Resource
}

// NewTheme returns the theme in the given mode. An unknown mode is ModeSystem.
func NewTheme(mode Mode) *Theme {
	return &Theme{
		mode: mode, light: lightPalette(), dark: darkPalette(),
		regular: fyne.NewStaticResource("Inter-Regular.ttf", assets.FontRegular()),
		bold:    fyne.NewStaticResource("Inter-SemiBold.ttf", assets.FontBold()),
		italic:  fyne.NewStaticResource("Inter-Italic.ttf", assets.FontItalic()),
	}
}

// Mode returns the mode the theme was made with.
func (t *Theme) Mode() Mode { return t.mode }

// Color implements fyne.Theme. Roles of this package and of the toolkit both
// resolve.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	p := t.light
	if t.mode == ModeDark || t.mode != ModeLight && v == theme.VariantDark {
		p = t.dark
	}
	switch n {
	case theme.ColorNameShadow, theme.ColorNameScrollBarBackground:
		return color.Transparent
	case theme.ColorNameScrollBar:
		c := p.get(ColorOutline)
		c.A = 0xA0
		return c
	}
	if own, ok := toolkitRole(n); ok {
		return p.get(own)
	}
	if _, ok := p[n]; ok {
		return p.get(n)
	}
	return theme.DefaultTheme().Color(n, v)
}

// Font implements fyne.Theme. Bold italic is bold: three faces are enough, and
// nothing in the window is both.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Symbol:
		return theme.DefaultTheme().Font(s)
	case s.Bold:
		return t.bold
	case s.Italic:
		return t.italic
	}
	return t.regular
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

// Size implements fyne.Theme.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return TextBody
	case theme.SizeNameHeadingText:
		return TextTitle
	case theme.SizeNameSubHeadingText:
		return TextPromise
	case theme.SizeNameCaptionText:
		return TextLabel
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return innerPad
	case theme.SizeNameLineSpacing:
		return 4
	case theme.SizeNameInputBorder:
		return 0 // Entry draws its own edge; the toolkit's comes out darker on a real screen
	case theme.SizeNameSeparatorThickness:
		return 1
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameSelectionRadius,
		theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return RadiusField
	case theme.SizeNameCardRadius, theme.SizeNameDialogRadius:
		return RadiusCard
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameModalBlurRadius:
		return 0
	}
	return theme.DefaultTheme().Size(n)
}

// Color returns the colour of a role as the current theme has it. Widgets of
// other packages call it in Refresh, so that a change of theme reaches them.
func Color(n fyne.ThemeColorName) color.Color { return theme.Color(n) }
