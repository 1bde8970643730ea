package playbook

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMatchingWordsAreMarked(t *testing.T) {
	for _, c := range []struct{ text, query, want string }{
		{"Live before the January rush", "january rush", "Live before the [January] [rush]"},
		{"Live before the January rush", "jan", "Live before the [Jan]uary rush"},
		{"Live before the January rush", "JAN", "Live before the [Jan]uary rush"},
		{"Live before the January rush", "anuary", "Live before the January rush"},
		{"Zoë Kowalska", "zoe k", "[Zoë] [K]owalska"},
		{"Zoe\u0308 Kowalska", "zoe", "[Zoe\u0308] Kowalska"},
		{"Zoe", "zoë", "[Zoe]"},
		{"Ärzte für Übersee", "arzte uber", "[Ärzte] für [Über]see"},
		{"São Paulo, São Tomé", "sao", "[São] Paulo, [São] Tomé"},
		{"Straße", "strasse", "Straße"},
		{"Łódź", "łodz", "[Łódź]"},
		{"Αθήνα και Ελλάδα", "αθηνα ελλ", "[Αθήνα] και [Ελλ]άδα"},
		{"Ёлка и йогурт", "елка ио", "[Ёлка] и [йо]гурт"},
		{"Nguyễn Văn Đức", "nguyen van", "[Nguyễn] [Văn] Đức"},
		{"e-mail to m.kern@acme.example", "mail kern ac", "e-[mail] to m.[kern]@[ac]me.example"},
		{"30 days, 300 seats", "30", "[30] days, [30]0 seats"},
		{"the longer beginning counts", "lo longer", "the [longer] beginning counts"},
		{"the order does not", "not th", "[th]e order does [not]"},
		{"nothing", "", "nothing"},
		{"nothing", "* \" -", "nothing"},
		{"", "a", ""},
		{"bad \xff bytes", "bytes", "bad \xff [bytes]"},
		{"owl 🦉 owl", "owl", "[owl] 🦉 [owl]"},
	} {
		var b strings.Builder
		at := 0
		for _, m := range Matches(c.text, c.query) {
			b.WriteString(c.text[at:m[0]] + "[" + c.text[m[0]:m[1]] + "]")
			at = m[1]
		}
		b.WriteString(c.text[at:])
		if b.String() != c.want {
			t.Errorf("%q in %q: %q, want %q", c.query, c.text, b.String(), c.want)
		}
	}
}

func FuzzMatches(f *testing.F) {
	for _, s := range [][2]string{{"Zoë Kowalska", "zoe"}, {"\u0301a", "a"}, {"a\u0301\u0301 b", "a b"}, {"\xff\xfe", "\xff"}, {"İstanbul ß ﬁ", "i ss fi"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, text, query string) {
		at := 0
		for _, m := range Matches(text, query) {
			if m[0] < at || m[1] <= m[0] || m[1] > len(text) {
				t.Fatalf("%v in %q", m, text)
			}
			if !utf8.ValidString(text[m[0]:m[1]]) {
				t.Fatalf("%v of %q cuts a letter", m, text)
			}
			at = m[1]
		}
	})
}
