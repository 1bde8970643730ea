package data

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"kept/playbook"
)

// What counts as the name of a forgotten person:
//
//   - Whole words only: “Ann” is not in “Annual”. Before and after the name
//     there is no letter, digit or combining mark. Scripts that write no spaces
//     (Han, kana, Thai, Lao, Khmer, Burmese) have no such bounds.
//   - Case, the form of accented letters (composed or not), the kind and number
//     of spaces and of hyphens do not count. Between the words of a name a dot,
//     an underscore or a hyphen may stand for the space: ada.marsh, Ada_Marsh.
//     The last word may come first: “Marsh, Ada”, “Marsh Ada”.
//   - Where the name is part of another living person's name or address, that
//     one stays: “Ann” does not touch “Ann Lee”.
//   - A part of the name that stands alone goes only on accounts where the whole
//     name stands, only as it is spelled, and only when nobody else is called so.
//   - An e-mail address is matched as a whole; a phone number by its digits,
//     six at least, whatever stands between them.

// A char is one folded rune of a text with the bytes it came from.
type char struct {
	r        rune
	from, to int
	open     bool // the first rune of these bytes
	shut     bool // the last one
}

// folded returns a text as names are compared: composed, caseless, every run of
// spaces one space, hyphens and apostrophes of one kind, invisible marks gone.
func folded(s string) []char { return chars(s, cases.Fold()) }

func chars(s string, fold cases.Caser) []char {
	out := make([]char, 0, len(s))
	var it norm.Iter
	it.InitString(norm.NFC, s)
	for !it.Done() {
		from := it.Pos()
		seg := string(it.Next())
		to := it.Pos()
		first := true
		for _, r := range fold.String(seg) {
			switch {
			case r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff':
				continue
			case r == '\u0307' && len(out) > 0 && out[len(out)-1].r == 'i': // of İ in small letters
				out[len(out)-1].to, out[len(out)-1].shut = to, true
				continue
			case r == 'ı':
				r = 'i'
			case unicode.IsSpace(r):
				if n := len(out); n > 0 && out[n-1].r == ' ' {
					out[n-1].to = to
					continue
				}
				r = ' '
			case r == '\u2010' || r == '\u2011' || r == '\u2013':
				r = '-'
			case r == '\u2019':
				r = '\''
			}
			out = append(out, char{r: r, from: from, to: to, open: first, shut: true})
			if !first {
				out[len(out)-2].shut = false
			}
			first = false
		}
	}
	return out
}

func runesOf(cs []char) []rune {
	out := make([]rune, len(cs))
	for i := range cs {
		out[i] = cs[i].r
	}
	return out
}

// foldedWords is folded without spaces around.
func foldedWords(s string) []rune { return runesOf(folded(strings.TrimSpace(s))) }

func joiner(r rune) bool {
	return unicode.Is(unicode.M, r) || r == '\u200d' || r >= 0x1F3FB && r <= 0x1F3FF
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// unspaced tells whether a script writes no spaces between words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// begins tells whether a name may begin at i.
func begins(cs []char, i int) bool {
	if !cs[i].open || joiner(cs[i].r) {
		return false
	}
	b := i - 1
	for b >= 0 && joiner(cs[b].r) {
		if cs[b].r == '\u200d' && b == i-1 {
			return false // glued to what is before
		}
		b--
	}
	return b < 0 || !wordly(cs[b].r) || !wordly(cs[i].r) || unspaced(cs[i].r) || unspaced(cs[b].r)
}

// ends tells whether a name may end before i.
func ends(cs []char, i int) bool {
	if !cs[i-1].shut {
		return false
	}
	if i == len(cs) {
		return true
	}
	if joiner(cs[i].r) {
		return false
	}
	b := i - 1
	for b > 0 && joiner(cs[b].r) {
		b--
	}
	return !wordly(cs[i].r) || !wordly(cs[b].r) || unspaced(cs[i].r) || unspaced(cs[b].r)
}

// What a term is.
const (
	wholeName = iota
	namePart
	mailAddress
	phoneNumber
)

// A term is one spelling that is looked for.
type term struct {
	kind    int
	text    string
	runes   []rune               // folded; the digits of a phone number
	only    map[playbook.ID]bool // accounts on which a part counts; nil: everywhere
	keep    bool                 // a name or address of somebody else, which stays
	plain   string               // letters and digits in a row that an ASCII text must hold, in small letters
	foreign bool                 // no ASCII text can hold it
}

func newTerm(kind int, text string) term {
	t := term{kind: kind, text: text, runes: foldedWords(text)}
	if kind == phoneNumber {
		t.runes = digitsOf(text)
		return t
	}
	for _, w := range strings.FieldsFunc(string(t.runes), func(r rune) bool { return !wordly(r) }) {
		if len(w) > len(t.plain) {
			t.plain = w
		}
	}
	for _, r := range t.runes {
		t.foreign = t.foreign || r > unicode.MaxASCII
	}
	return t
}

func digitsOf(s string) []rune {
	var out []rune
	for _, r := range s {
		if r >= '0' && r <= '9' {
			out = append(out, r)
		}
	}
	return out
}

// leastDigits is how many digits make a phone number: fewer are found in
// amounts and dates.
const leastDigits = 6

// A span is a stretch of a text, in bytes, that a term covers.
type span struct {
	from, to int
	term     *term
}

// A finder finds the terms of one person.
type finder struct{ terms []term }

// may tells cheaply whether a text can hold one of the terms.
func (f *finder) may(s string) bool {
	if s == "" {
		return false
	}
	if !isASCII(s) {
		return true
	}
	low := strings.ToLower(s)
	for i := range f.terms {
		t := &f.terms[i]
		switch {
		case t.keep || t.foreign:
		case t.kind == phoneNumber:
			if enoughDigits(s, len(t.runes)) {
				return true
			}
		case strings.Contains(low, t.plain):
			return true
		}
	}
	return false
}

func enoughDigits(s string, n int) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			n--
		}
	}
	return n <= 0
}

// find returns what goes from a text of an account, in order.
func (f *finder) find(s string, account playbook.ID) []span {
	if !f.may(s) {
		return nil
	}
	cs := folded(s)
	var all []span
	for i := range f.terms {
		t := &f.terms[i]
		if t.only != nil && !t.only[account] {
			continue
		}
		if t.kind == phoneNumber {
			all = append(all, findPhone(s, t)...)
			continue
		}
		for at := range cs {
			if end := t.at(cs, at); end > at && (t.kind != namePart || spelled(s[cs[at].from:cs[end-1].to], t.text)) {
				all = append(all, span{cs[at].from, cs[end-1].to, t})
			}
		}
	}
	// What belongs to somebody else before what goes, then the first, the longest.
	slices.SortStableFunc(all, func(a, b span) int {
		switch {
		case a.term.keep != b.term.keep && a.term.keep:
			return -1
		case a.term.keep != b.term.keep:
			return 1
		}
		return cmp.Or(a.from-b.from, (b.to-b.from)-(a.to-a.from))
	})
	var out []span
	for _, c := range all {
		if !slices.ContainsFunc(out, func(o span) bool { return c.from < o.to && o.from < c.to }) {
			out = append(out, c)
		}
	}
	out = slices.DeleteFunc(out, func(o span) bool { return o.term.keep })
	slices.SortFunc(out, func(a, b span) int { return a.from - b.from })
	return out
}

// at returns where the term that begins at i ends, 0 when it does not stand there.
func (t *term) at(cs []char, i int) int {
	if i+len(t.runes) > len(cs) || len(t.runes) == 0 || cs[i].r != t.runes[0] || !begins(cs, i) {
		return 0
	}
	for k, r := range t.runes {
		c := cs[i+k].r
		if c != r && !(t.kind == wholeName && r == ' ' && (c == '.' || c == '_' || c == '-')) {
			return 0
		}
	}
	end := i + len(t.runes)
	if !ends(cs, end) {
		return 0
	}
	if t.kind == mailAddress { // not the tail or the head of a longer address
		if i > 0 && strings.ContainsRune("._+-", cs[i-1].r) {
			return 0
		}
		if end+1 < len(cs) && strings.ContainsRune(".-", cs[end].r) && wordly(cs[end+1].r) {
			return 0
		}
	}
	return end
}

// spelled tells whether two texts are written alike, case included.
func spelled(a, b string) bool { return norm.NFC.String(a) == norm.NFC.String(b) }

// findPhone finds the digits of a number with at most two other marks between
// them, and not within a longer row of digits. A + or an opening bracket before
// goes with it.
func findPhone(s string, t *term) []span {
	var out []span
	for i := 0; i < len(s); i++ {
		if s[i] != byte(t.runes[0]) || i > 0 && isDigit(s[i-1]) {
			continue
		}
		k, at, gap := 1, i+1, 0
		for k < len(t.runes) && at < len(s) && gap <= 2 {
			switch {
			case isDigit(s[at]) && rune(s[at]) == t.runes[k]:
				k, gap = k+1, 0
			case isDigit(s[at]):
				gap = 9
			case strings.IndexByte(" ()-./", s[at]) >= 0 || s[at] >= 0x80:
				gap++
			default:
				gap = 9
			}
			at++
		}
		if k < len(t.runes) || at < len(s) && isDigit(s[at]) {
			continue
		}
		from := i
		for from > 0 && (s[from-1] == '+' || s[from-1] == '(') {
			from--
		}
		out = append(out, span{from, at, t})
		i = at
	}
	return out
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// redact returns a text with the token in place of what goes, and the first
// stretch that went; nil when nothing did.
func (f *finder) redact(s string, account playbook.ID, token string) (string, []span) {
	spans := f.find(s, account)
	if len(spans) == 0 {
		return s, nil
	}
	var b strings.Builder
	at := 0
	for _, sp := range spans {
		b.WriteString(s[at:sp.from])
		b.WriteString(token)
		at = sp.to
	}
	b.WriteString(s[at:])
	out := b.String()
	if f.may(out) && len(f.find(out, account)) > 0 { // what was left made a name with its neighbours
		again, _ := f.redact(out, account, token)
		return again, spans
	}
	return out, spans
}

// spellings returns the ways to write a name that are looked for.
func spellings(name string) []string {
	words := strings.Fields(name)
	name = strings.Join(words, " ")
	if len(words) < 2 {
		return []string{name}
	}
	last, rest := words[len(words)-1], strings.Join(words[:len(words)-1], " ")
	return []string{name, last + ", " + rest, last + " " + rest}
}

// particles of names are no names.
func particle(word string) bool {
	switch strings.ToLower(word) {
	case "van", "von", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "du", "la", "le", "el", "al", "bin", "ibn", "ten", "ter", "zu", "the", "of", "and", "y", "e":
		return true
	}
	return false
}

// partsOf returns the words of a name that can stand for the person alone.
func partsOf(name string) []string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return nil
	}
	var out []string
	for _, w := range words {
		w = strings.TrimFunc(w, func(r rune) bool { return !wordly(r) && !joiner(r) })
		rs := []rune(w)
		if len(rs) < 2 || particle(w) || unicode.IsLower(rs[0]) || !strings.ContainsFunc(w, unicode.IsLetter) || slices.Contains(out, w) {
			continue
		}
		out = append(out, w)
	}
	return out
}
