package playbook

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plural returns "1 day", "2 days".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

func itoa(n int) string { return strconv.Itoa(n) }

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// wholeNumber returns the leading whole number of a text, 0 when there is none.
func wholeNumber(s string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(s))
	return n
}

// SameName tells whether two names of people or companies are the same but
// for case and spacing.
func SameName(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
