package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word or number of a text.
type token struct {
	start, end int    // byte offsets
	low        string // lower case, apostrophes straightened
	digit      bool   // begins with a digit
	capital    bool   // begins with a capital letter
	upper      bool   // all capitals, two or more: an abbreviation
	first      bool   // first of its sentence
	joined     bool   // only spaces or hyphens lie between it and the token before
	plus       bool   // a plus sign lies between it and the token before
	sentence   int    // number of its sentence, from 0
}

// scan splits a text into words and numbers. Hyphens separate, so that "best-in-class" and
// "best in class" are the same three words; apostrophes inside a word do not. A number keeps the
// points, commas, colons and slashes between its digits, an ISO date its hyphens as well.
func scan(text string) []token {
	var toks []token
	sentence, first, joined, plus := 0, true, false, false
	// brk ends a sentence once; blank lines and "?!" do not make empty ones.
	brk := func() {
		if !first {
			sentence++
			first = true
		}
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '~':
			end := wordEnd(text, i)
			t := token{start: i, end: end, first: first, joined: joined && !first, plus: plus, sentence: sentence}
			describe(&t, text[i:end])
			toks = append(toks, t)
			first, joined, plus = false, true, false
			i = end
			continue
		case r == '.':
			// A point ends a sentence before white space, unless it closes a short form.
			if next, _ := utf8.DecodeRuneInString(text[i+n:]); i+n == len(text) || unicode.IsSpace(next) {
				if len(toks) == 0 || !shortForm(toks[len(toks)-1].low) {
					brk()
				}
			} else {
				joined = false
			}
		case r == '!' || r == '?' || r == '\n' && i+n < len(text) && text[i+n] == '\n':
			brk()
		case r == '+':
			plus = true
		case unicode.IsSpace(r) || r == '-' || r == '‐' || r == '‑' || unicode.Is(unicode.Mn, r):
		default:
			joined = false
		}
		i += n
	}
	return toks
}

// shortForm reports whether a point after the word is usually part of it.
func shortForm(low string) bool {
	switch low {
	case "dr", "mr", "mrs", "ms", "prof", "approx", "ca", "no", "st", "e", "g", "i", "vs", "incl", "max", "min":
		return true
	}
	return false
}

// wordEnd returns where the word or number that begins at i ends.
func wordEnd(text string, i int) int {
	r, n := utf8.DecodeRuneInString(text[i:])
	if r == '~' {
		return i + n
	}
	if isoDate(text[i:]) {
		return i + len("2006-01-02")
	}
	number := unicode.IsDigit(r)
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
		case r == '\'' || r == '’':
			if next, _ := utf8.DecodeRuneInString(text[i+n:]); !unicode.IsLetter(next) {
				return i
			}
		case number && (r == '.' || r == ',' || r == ':' || r == '/'):
			if next, _ := utf8.DecodeRuneInString(text[i+n:]); !unicode.IsDigit(next) {
				return i
			}
		case number && r == '%':
			return i + n
		default:
			return i
		}
		i += n
	}
	return i
}

// isoDate reports whether s begins with four, two and two digits between hyphens. Whether the
// day exists is the concern of the date fields.
func isoDate(s string) bool {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i := 0; i < 10; i++ {
		if i != 4 && i != 7 && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return len(s) == 10 || s[10] < '0' || s[10] > '9'
}

// describe fills in what the spelling of a token says about it.
func describe(t *token, word string) {
	r, n := utf8.DecodeRuneInString(word)
	t.digit = unicode.IsDigit(r)
	t.capital = unicode.IsUpper(r)
	t.upper = t.capital && n < len(word) && strings.IndexFunc(word, unicode.IsLower) < 0
	t.low = strings.ToLower(strings.ReplaceAll(word, "’", "'"))
}

// word returns the lower-case token at i, or "" beyond either end.
func word(toks []token, i int) string {
	if i < 0 || i >= len(toks) {
		return ""
	}
	return toks[i].low
}
