package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// squash leaves lower-case letters and digits, without accents.
func squash(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// productKey is the same for spellings that differ in case, spaces and punctuation.
// What stands between two digits counts, or "Plan 1.5" would be "Plan 15"; so do + and
// #, or "C++" would be "C#".
func productKey(s string) string {
	return nameKey(s, func(r rune) bool { return r == '+' || r == '#' })
}

// accountKey is the same for spellings that differ in case, spaces and the full stops,
// commas, apostrophes and quotation marks of legal forms ("ACME, Inc." and "Acme Inc").
// Hyphens and ampersands count: a wrong merge of customers is dearer than a missed one.
func accountKey(s string) string {
	return nameKey(s, func(r rune) bool { return !strings.ContainsRune(".,'’‘`´\"“”„«»", r) })
}

// nameKey keeps letters, marks, digits and what keep says, in lower case.
func nameKey(s string, keep func(rune) bool) string {
	var b strings.Builder
	var last rune
	gap := false
	for _, r := range norm.NFKC.String(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && (unicode.IsSpace(r) || !keep(r)) {
			gap = true
			continue
		}
		if gap && unicode.IsDigit(last) && unicode.IsDigit(r) {
			b.WriteByte('.')
		}
		r = unicode.ToLower(r)
		b.WriteRune(r)
		last, gap = r, false
	}
	if b.Len() == 0 {
		return strings.ToLower(s)
	}
	return b.String()
}

// A tidier turns cells into clean text, each spelling once in memory.
type tidier struct{ seen map[string]string }

func newTidier() *tidier { return &tidier{seen: map[string]string{}} }

// text trims the cell, makes one space of every run of spaces and line ends, drops
// control characters, composes accents and shows bytes that are no text as U+FFFD.
func (t *tidier) text(cell []byte) string {
	if len(cell) == 0 {
		return ""
	}
	if s, ok := t.seen[string(cell)]; ok {
		return s
	}
	raw := string(cell)
	s := tidy(raw)
	// Bounded, for a column in which every cell is different gains nothing from it.
	if len(t.seen) < 1<<18 {
		t.seen[raw] = s
	}
	return s
}

func tidy(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c > ' ' && c < 0x7f || c == ' ' && i > 0 && i < len(s)-1 && s[i-1] != ' '
	}
	if plain {
		return s
	}
	var b strings.Builder
	space := false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "\ufffd")) {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r), r == '\ufeff':
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// clip shortens s to n characters for a sentence.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// unify gives all deals whose name has the same key one spelling: one of inUse, else
// the commonest, else the first. at points at the name inside a deal.
func unify(deals []Deal, f Field, key func(string) string, inUse []string, at func(*Deal) *string) []Merge {
	type group struct {
		spellings map[string]*WordCount
		kept      string
		deals     int
	}
	groups := map[string]*group{}
	keys := map[string]string{}
	for i := range deals {
		d := &deals[i]
		name := *at(d)
		if name == "" {
			continue
		}
		k, ok := keys[name]
		if !ok {
			k = key(name)
			keys[name] = k
		}
		g := groups[k]
		if g == nil {
			g = &group{spellings: map[string]*WordCount{}}
			groups[k] = g
		}
		if w := g.spellings[name]; w != nil {
			w.Count++
		} else {
			g.spellings[name] = &WordCount{Word: name, Count: 1, Line: d.Line}
		}
		g.deals++
	}
	known := map[string]string{}
	for _, n := range inUse {
		if k := key(n); known[k] == "" {
			known[k] = n
		}
	}
	var merges []Merge
	for k, g := range groups {
		var spellings []WordCount
		for _, w := range g.spellings {
			spellings = append(spellings, *w)
		}
		slices.SortFunc(spellings, byCount)
		g.kept = cmp.Or(known[k], spellings[0].Word)
		spellings = slices.DeleteFunc(spellings, func(w WordCount) bool { return w.Word == g.kept })
		if len(spellings) > 0 {
			merges = append(merges, Merge{Field: f, Kept: g.kept, Deals: g.deals, Others: spellings})
		}
	}
	for i := range deals {
		if name := at(&deals[i]); *name != "" {
			*name = groups[keys[*name]].kept
		}
	}
	slices.SortFunc(merges, func(a, b Merge) int { return strings.Compare(a.Kept, b.Kept) })
	return merges
}

func byCount(a, b WordCount) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Line, b.Line), strings.Compare(a.Word, b.Word))
}

// count writes 1 row, 2 rows.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
