package form

import (
	"fmt"
	"strings"
	"unicode"
)

// scalar returns a text as YAML, for a place indented by indent spaces. What
// is not surely plain is put in double quotes; a text of several lines
// becomes a literal block where that keeps it exactly.
func scalar(s string, indent int) string {
	switch {
	case plain(s):
		return s
	case block(s):
		pad := "\n" + strings.Repeat(" ", indent+2)
		var b strings.Builder
		b.WriteString("|-")
		for _, line := range strings.Split(s, "\n") {
			if line == "" {
				b.WriteString("\n")
				continue
			}
			b.WriteString(pad + line)
		}
		return b.String()
	}
	return quoted(s)
}

// plain tells whether YAML reads a text without quotes as itself: words that
// begin with a letter or digit and hold nothing that YAML has a use for.
func plain(s string) bool {
	switch strings.ToLower(s) {
	case "", "null":
		return false
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Sc, r):
		case i > 0 && strings.ContainsRune(" ,.;()/%+-–—_’“”·&@!?", r):
		default:
			return false
		}
	}
	return !strings.HasSuffix(s, " ")
}

// printable tells whether YAML takes a rune as it is.
func printable(r rune) bool {
	return r >= ' ' && r <= '~' || r >= 0xA0 && r <= 0xFFFD && r != 0xFEFF && r != 0x2028 && r != 0x2029 || r >= 0x10000
}

// block tells whether a literal block keeps a text exactly.
func block(s string) bool {
	if !strings.Contains(s, "\n") || strings.HasSuffix(s, "\n") || s[0] == ' ' || s[0] == '\n' {
		return false
	}
	for _, line := range strings.Split(s, "\n") {
		if line != "" && strings.TrimSpace(line) == "" {
			return false
		}
		for _, r := range line {
			if !printable(r) {
				return false
			}
		}
	}
	return true
}

func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case printable(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
