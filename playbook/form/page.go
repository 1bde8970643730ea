package form

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"image"
	_ "image/jpeg" // logos
	_ "image/png"
	"io"
	"math"
	"strconv"
	"strings"
)

var (
	//go:embed page/page.css
	pageStyle string
	//go:embed page/state.js
	stateScript string
	//go:embed page/hints.js
	hintsScript string
	//go:embed page/fields.js
	fieldsScript string
	//go:embed page/page.js
	pageScript string
)

// maxPageLogo bounds the logo of a page, which travels by mail.
const maxPageLogo = 512 << 10

// WritePage writes a page that stands alone: its only script and style are its
// own and named by their hashes, it asks no network for anything, and what is
// filled in is data that no browser runs.
func WritePage(w io.Writer, o PageOptions) error {
	m, err := modelOf(o)
	if err != nil {
		return err
	}
	model, err := json.Marshal(m) // with <, > and & escaped
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	script := stateScript + hintsScript + fieldsScript + pageScript
	style := coloursOf(o.Company.Colour) + pageStyle
	title := "Handoff of a new deal"
	if m.Name != "" {
		title = "Handoff of " + m.Name
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-%s'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Kept">
<title>%s</title>
<style>%s</style>
</head>
<body>
<a class="skip" href="#main">Skip to the questions</a>
<header class="top"><div class="brand">%s<span>%s</span></div></header>
<div id="page"><noscript><p class="alone">This page keeps what you type in your browser and needs its own script for that. Open it in a browser that runs scripts, such as Firefox, Chrome, Edge or Safari; a preview in a mail program is not enough.</p></noscript></div>
<script type="application/json" id="request">%s</script>
<script>%s</script>
</body>
</html>
`, hashOf(script), hashOf(style), html.EscapeString(title), style, logoOf(o.Company.Logo), html.EscapeString(o.Company.Name), model, script)
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// logoOf is the picture in the page itself, "" for none or one that is too much
// for a page.
func logoOf(raw []byte) string {
	if len(raw) == 0 || len(raw) > maxPageLogo {
		return ""
	}
	if _, kind, err := image.DecodeConfig(bytes.NewReader(raw)); err == nil {
		return `<img alt="" src="data:image/` + kind + ";base64," + base64.StdEncoding.EncodeToString(raw) + `">`
	}
	return ""
}

// An rgb is a colour of the company.
type rgb [3]float64

// coloursOf gives the page the company's colour, as far as words in it, and
// white on it, can still be read: darker by day and lighter by night.
func coloursOf(colour string) string {
	c, ok := parseRGB(colour)
	if !ok {
		c = rgb{0x0F, 0x6F, 0x68}
	}
	light, dark := c, c
	for range 40 {
		if contrast(light, softOf(light)) >= 4.6 && contrast(light, rgb{0xF6, 0xF5, 0xF1}) >= 4.6 {
			break
		}
		light = light.towards(rgb{}, 0.06)
	}
	for range 40 {
		if contrast(dark, rgb{0x1C, 0x24, 0x2D}) >= 5.2 {
			break
		}
		dark = dark.towards(rgb{255, 255, 255}, 0.06)
	}
	return fmt.Sprintf(":root{--accent:%s;--on-accent:#fff;--soft:%s}\n@media (prefers-color-scheme:dark){:root{--accent:%s;--on-accent:#0d1319;--soft:%s}}\n",
		light, softOf(light), dark, dark.towards(rgb{0x14, 0x1A, 0x21}, 0.78))
}

// softOf is the ground of what is chosen, by day.
func softOf(c rgb) rgb { return c.towards(rgb{255, 255, 255}, 0.88) }

func parseRGB(s string) (rgb, bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "#")
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return rgb{}, false
	}
	return rgb{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}, true
}

func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(math.Round(c[0])), int(math.Round(c[1])), int(math.Round(c[2])))
}

func (c rgb) towards(o rgb, share float64) rgb {
	for i := range c {
		c[i] += (o[i] - c[i]) * share
	}
	return c
}

// contrast is that of WCAG 2.
func contrast(a, b rgb) float64 {
	light := func(c rgb) float64 {
		var v [3]float64
		for i := range c {
			if v[i] = c[i] / 255; v[i] <= 0.03928 {
				v[i] /= 12.92
			} else {
				v[i] = math.Pow((v[i]+0.055)/1.055, 2.4)
			}
		}
		return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2]
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
