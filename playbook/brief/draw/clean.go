package draw

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// box is what stands for a character the font does not have. It is visible on
// purpose: text is never dropped silently.
const box = '□'

// Clean makes s safe and legible to set: valid UTF-8 in NFC, line ends as "\n",
// tabs as spaces, control and invisible format characters removed. Every rune
// for which has is false, every rune above U+FFFF and every invalid byte becomes
// □; missing lists those runes in order, invalid bytes as U+FFFD.
func Clean(s string, has func(rune) bool) (clean string, missing []rune) {
	if plainASCII(s) {
		return s, nil
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte(' ')
		case r == '\u00AD' || unicode.In(r, unicode.Cc, unicode.Cf) || unicode.Is(unicode.Variation_Selector, r):
			// A soft hyphen, a joiner or a direction mark has no shape of its own.
		case r == '\uFFFD' || r > 0xFFFF || !has(r):
			if r != ' ' && unicode.IsSpace(r) {
				b.WriteByte(' ')
				continue
			}
			missing = append(missing, r)
			b.WriteRune(box)
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), missing
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '\n' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}

// maxWarnings bounds the list; a page of emoji is one problem, not a thousand.
const maxWarnings = 12

// A missing rune at one place is reported once.
type gap struct {
	r     rune
	where string
}

// at says where the texts that follow stand, for warnings.
func (s *setter) at(where string) { s.where = where }

// clean is Clean with the document's faces; what is missing becomes a warning.
func (s *setter) clean(text string) string {
	out, missing := Clean(text, s.faces.has)
	for _, r := range missing {
		g := gap{r, s.where}
		if s.section != "" && s.where != s.section {
			g.where = fmt.Sprintf("%s, under “%s”", s.where, s.section)
		}
		if !s.seen[g] {
			s.seen[g] = true
			s.gaps = append(s.gaps, g)
		}
	}
	return out
}

func (s *setter) warnings() []string {
	var out []string
	for i, g := range s.gaps {
		if i == maxWarnings {
			out = append(out, fmt.Sprintf("%d more characters are missing in the same way.", len(s.gaps)-i))
			break
		}
		name := fmt.Sprintf("The character “%c” (%U) is", g.r, g.r)
		if g.r == utf8.RuneError {
			name = "A damaged character is"
		}
		out = append(out, fmt.Sprintf("%s shown as □, because the document's font does not have it: %s.", name, g.where))
	}
	return out
}
