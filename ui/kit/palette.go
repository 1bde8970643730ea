package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colour roles of the window. A role keeps its meaning in light and dark;
// Color resolves it.
const (
	ColorInk         fyne.ThemeColorName = "kept-ink"         // text
	ColorMuted       fyne.ThemeColorName = "kept-muted"       // secondary text
	ColorFaint       fyne.ThemeColorName = "kept-faint"       // table heads, hints
	ColorPaper       fyne.ThemeColorName = "kept-paper"       // window
	ColorCard        fyne.ThemeColorName = "kept-card"        // cards, fields
	ColorLine        fyne.ThemeColorName = "kept-line"        // hairlines
	ColorOutline     fyne.ThemeColorName = "kept-outline"     // edge of tick boxes
	ColorHover       fyne.ThemeColorName = "kept-hover"       // under the pointer
	ColorSelected    fyne.ThemeColorName = "kept-selected"    // the chosen row
	ColorMenuOn      fyne.ThemeColorName = "kept-menuOn"      // the marked item of a menu, under its words
	ColorTrack       fyne.ThemeColorName = "kept-track"       // the empty part of a bar
	ColorTeal        fyne.ThemeColorName = "kept-teal"        // primary action, current stage
	ColorTealHover   fyne.ThemeColorName = "kept-tealHover"   // primary action under the pointer
	ColorOnTeal      fyne.ThemeColorName = "kept-onTeal"      // text on teal
	ColorTealInk     fyne.ThemeColorName = "kept-tealInk"     // teal as text
	ColorTealSoft    fyne.ThemeColorName = "kept-tealSoft"    //
	ColorKept        fyne.ThemeColorName = "kept-kept"        // on track, confirmed
	ColorKeptInk     fyne.ThemeColorName = "kept-keptInk"     //
	ColorKeptSoft    fyne.ThemeColorName = "kept-keptSoft"    //
	ColorLate        fyne.ThemeColorName = "kept-late"        // conditional, tight, waiting
	ColorLateInk     fyne.ThemeColorName = "kept-lateInk"     //
	ColorLateSoft    fyne.ThemeColorName = "kept-lateSoft"    //
	ColorLatePaper   fyne.ThemeColorName = "kept-latePaper"   // ground of a banner
	ColorLateLine    fyne.ThemeColorName = "kept-lateLine"    // edge of a banner
	ColorBroken      fyne.ThemeColorName = "kept-broken"      // broken, not feasible
	ColorBrokenInk   fyne.ThemeColorName = "kept-brokenInk"   //
	ColorBrokenSoft  fyne.ThemeColorName = "kept-brokenSoft"  //
	ColorBlue        fyne.ThemeColorName = "kept-blue"        // facts: basis, judge, proof
	ColorBlueInk     fyne.ThemeColorName = "kept-blueInk"     //
	ColorBlueSoft    fyne.ThemeColorName = "kept-blueSoft"    //
	ColorNeutral     fyne.ThemeColorName = "kept-neutral"     // bar of no meaning
	ColorNeutralInk  fyne.ThemeColorName = "kept-neutralInk"  // text on a grey pill
	ColorNeutralSoft fyne.ThemeColorName = "kept-neutralSoft" // grey pill
	ColorRail        fyne.ThemeColorName = "kept-rail"        // side navigation
	ColorRailOn      fyne.ThemeColorName = "kept-railOn"      // its current item
	ColorRailHover   fyne.ThemeColorName = "kept-railHover"   //
	ColorRailInk     fyne.ThemeColorName = "kept-railInk"     // its items
	ColorRailMuted   fyne.ThemeColorName = "kept-railMuted"   // its foot
	ColorRailStrong  fyne.ThemeColorName = "kept-railStrong"  // its name and current item
	ColorRailMark    fyne.ThemeColorName = "kept-railMark"    // the mark beside the name
	ColorRailBadge   fyne.ThemeColorName = "kept-railBadge"   // ground of a count
	ColorOnBadge     fyne.ThemeColorName = "kept-onBadge"     // the count
	ColorScrim       fyne.ThemeColorName = "kept-scrim"       // over the window, under a sheet
	ColorTip         fyne.ThemeColorName = "kept-tip"         // tooltips
	ColorOnTip       fyne.ThemeColorName = "kept-onTip"       //
)

// palette is one set of colours; a role missing from it is magenta, which no
// reviewer overlooks.
type palette map[fyne.ThemeColorName]color.NRGBA

func (p palette) get(n fyne.ThemeColorName) color.NRGBA {
	if c, ok := p[n]; ok {
		return c
	}
	return color.NRGBA{R: 0xFF, B: 0xFF, A: 0xFF}
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

func fade(v uint32, alpha uint8) color.NRGBA {
	c := hex(v)
	c.A = alpha
	return c
}

// lightPalette is the palette of the pictures. Where a colour of the pictures
// is too weak for text on its ground (faint, kept and late on their soft), the
// text takes a darker step of the same hue and the shape keeps the colour.
func lightPalette() palette {
	return palette{
		ColorInk: hex(0x1B2430), ColorMuted: hex(0x5D6B7C), ColorFaint: hex(0x636F7D),
		ColorPaper: hex(0xF6F5F1), ColorCard: hex(0xFFFFFF), ColorLine: hex(0xE3E1DA),
		ColorOutline: hex(0x7F8B99), ColorHover: hex(0xF3F2EE), ColorSelected: hex(0xF1F6F5),
		ColorMenuOn: hex(0xBFE0DC), ColorTrack: hex(0xE9E8E3),
		ColorTeal: hex(0x0F6F68), ColorTealHover: hex(0x0C5F59), ColorOnTeal: hex(0xFFFFFF),
		ColorTealInk: hex(0x0F6F68), ColorTealSoft: hex(0xDFF0EE),
		ColorKept: hex(0x2F7D4F), ColorKeptInk: hex(0x2A7247), ColorKeptSoft: hex(0xE2F1E7),
		ColorLate: hex(0xB26A00), ColorLateInk: hex(0x985A00), ColorLateSoft: hex(0xFBEED6),
		ColorLatePaper: hex(0xFFF9EE), ColorLateLine: hex(0xE9C78B),
		ColorBroken: hex(0xB3372F), ColorBrokenInk: hex(0xB3372F), ColorBrokenSoft: hex(0xF8E1DF),
		ColorBlue: hex(0x2B5FA8), ColorBlueInk: hex(0x2B5FA8), ColorBlueSoft: hex(0xE2EBF7),
		ColorNeutral: hex(0x7F8B99), ColorNeutralInk: hex(0x55626F), ColorNeutralSoft: hex(0xEAE9E4),
		ColorRail: hex(0x1B2430), ColorRailOn: hex(0x2C3A49), ColorRailHover: hex(0x232E3B),
		ColorRailInk: hex(0xC9D1DA), ColorRailMuted: hex(0x8C99A8), ColorRailStrong: hex(0xFFFFFF),
		ColorRailMark: hex(0x35B3A6), ColorRailBadge: hex(0xB3372F), ColorOnBadge: hex(0xFFFFFF),
		ColorScrim: fade(0x1B2430, 0x66),
		ColorTip:   hex(0x1B2430), ColorOnTip: hex(0xFFFFFF),
	}
}

// darkPalette keeps every role of lightPalette on dark grounds.
func darkPalette() palette {
	return palette{
		ColorInk: hex(0xE8EBEE), ColorMuted: hex(0xA9B4C0), ColorFaint: hex(0x93A0AE),
		ColorPaper: hex(0x141A21), ColorCard: hex(0x1C242D), ColorLine: hex(0x323C47),
		ColorOutline: hex(0x7D8997), ColorHover: hex(0x232C36), ColorSelected: hex(0x1D3134),
		ColorMenuOn: hex(0x205653), ColorTrack: hex(0x333D48),
		ColorTeal: hex(0x3FB8AB), ColorTealHover: hex(0x56C8BC), ColorOnTeal: hex(0x0B1F1D),
		ColorTealInk: hex(0x5CCABE), ColorTealSoft: hex(0x16383A),
		ColorKept: hex(0x56B67E), ColorKeptInk: hex(0x78CC9A), ColorKeptSoft: hex(0x1B3A2A),
		ColorLate: hex(0xD9962F), ColorLateInk: hex(0xEBB35C), ColorLateSoft: hex(0x40311A),
		ColorLatePaper: hex(0x2A2519), ColorLateLine: hex(0x6E5527),
		ColorBroken: hex(0xE0695F), ColorBrokenInk: hex(0xF29A92), ColorBrokenSoft: hex(0x472423),
		ColorBlue: hex(0x6C9FE6), ColorBlueInk: hex(0x95BBF0), ColorBlueSoft: hex(0x1F3350),
		ColorNeutral: hex(0x7D8997), ColorNeutralInk: hex(0xB4BEC9), ColorNeutralSoft: hex(0x2D3742),
		ColorRail: hex(0x0E1319), ColorRailOn: hex(0x26323E), ColorRailHover: hex(0x19212A),
		ColorRailInk: hex(0xC2CBD5), ColorRailMuted: hex(0x8492A1), ColorRailStrong: hex(0xFFFFFF),
		ColorRailMark: hex(0x35B3A6), ColorRailBadge: hex(0xB3372F), ColorOnBadge: hex(0xFFFFFF),
		ColorScrim: fade(0x000000, 0x99),
		ColorTip:   hex(0x3A4653), ColorOnTip: hex(0xFFFFFF),
	}
}

// toolkitRoles says which of our roles the toolkit's own parts take.
func toolkitRole(n fyne.ThemeColorName) (fyne.ThemeColorName, bool) {
	switch n {
	case theme.ColorNameBackground, theme.ColorNameOverlayBackground:
		return ColorPaper, true
	case theme.ColorNameForeground:
		return ColorInk, true
	case theme.ColorNamePrimary:
		return ColorTeal, true
	case theme.ColorNameFocus:
		return ColorMenuOn, true
	case theme.ColorNameHyperlink:
		return ColorTealInk, true
	case theme.ColorNameForegroundOnPrimary:
		return ColorOnTeal, true
	case theme.ColorNameButton, theme.ColorNameInputBackground, theme.ColorNameMenuBackground,
		theme.ColorNameHeaderBackground:
		return ColorCard, true
	case theme.ColorNameDisabledButton:
		return ColorNeutralSoft, true
	case theme.ColorNameDisabled, theme.ColorNamePlaceHolder:
		return ColorFaint, true
	case theme.ColorNameInputBorder, theme.ColorNameSeparator, theme.ColorNameInnerWindowBorder:
		return ColorLine, true
	case theme.ColorNameHover, theme.ColorNamePressed:
		return ColorHover, true
	case theme.ColorNameSelection:
		return ColorTealSoft, true
	case theme.ColorNameScrollBar:
		return ColorOutline, true
	case theme.ColorNameError:
		return ColorBroken, true
	case theme.ColorNameSuccess:
		return ColorKept, true
	case theme.ColorNameWarning:
		return ColorLate, true
	case theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return ColorCard, true
	}
	return "", false
}

// A Tone is what a colour says. It is never the only thing that says it.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Teal         // primary, current, the promise
	Kept         // kept, on track, confirmed
	Late         // conditional, tight, waiting, late
	Broken       // broken, not feasible, contradiction
	Blue         // facts: basis, judge, proof point
)

// Ink is the role for text in this tone on its own soft ground, on cards and on
// paper.
func (t Tone) Ink() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{ColorNeutralInk, ColorTealInk, ColorKeptInk, ColorLateInk, ColorBrokenInk, ColorBlueInk}[t]
}

// Soft is the role for the ground of a pill or banner in this tone.
func (t Tone) Soft() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{ColorNeutralSoft, ColorTealSoft, ColorKeptSoft, ColorLateSoft, ColorBrokenSoft, ColorBlueSoft}[t]
}

// Solid is the role for bars and shapes in this tone.
func (t Tone) Solid() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{ColorNeutral, ColorTeal, ColorKept, ColorLate, ColorBroken, ColorBlue}[t]
}
