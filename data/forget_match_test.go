package data

import (
	"testing"

	"kept/playbook"
)

// What counts as the name, case by case.
func TestWhatCountsAsTheName(t *testing.T) {
	const tok = "T1"
	for _, c := range []struct{ name, text, want string }{
		{"Ann", "Ann said so", "T1 said so"},
		{"Ann", "Annual report, Joann and Ann's list", "Annual report, Joann and T1's list"},
		{"Ann", "ANN; ann, (Ann)", "T1; T1, (T1)"},
		{"Ann", "Ann1 and Ann_x", "Ann1 and T1_x"},
		{"Ada Marsh", "Ada  Marsh, ada\nmarsh, Ada\u00a0Marsh", "T1, T1, T1"},
		{"Ada Marsh", "Marsh, Ada and Marsh Ada", "T1 and T1"},
		{"Ada Marsh", "ada.marsh@old.example and Ada_Marsh.pdf", "T1@old.example and T1.pdf"},
		{"Ada Marsh", "Ada Marshall, Nada Marsh", "Ada Marshall, Nada Marsh"},
		{"Anne-Marie Ó Briain", "Anne\u2011Marie O\u0301 BRIAIN calls", "T1 calls"},
		{"Zoë", "Zoe\u0308 and Zoe", "T1 and Zoe"},
		{"Straße Müller", "STRASSE MÜLLER", "T1"},
		{"Иван Петров", "Спросить: Иван Петров, не Иван Петровский", "Спросить: T1, не Иван Петровский"},
		{"田中", "田中さんに聞く", "T1さんに聞く"},
		{"🦉", "ask 🦉today", "ask T1today"},
		{"👩", "👩 not 👩‍🚀 nor 👩🏽", "T1 not 👩‍🚀 nor 👩🏽"},
		{"O’Hara", "O'Hara and O’HARA", "T1 and T1"},
		{"İpek Işık", "ipek ışık, İPEK IŞIK, i\u0307pek ışık", "T1, T1, T1"},
		{"Sean", "Se\u00adan", "T1"},
	} {
		f := finder{}
		for _, s := range spellings(c.name) {
			f.terms = append(f.terms, newTerm(wholeName, s))
		}
		if got, _ := f.redact(c.text, playbook.ID{}, tok); got != c.want {
			t.Errorf("%q in %q gives %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestAddressesAndNumbers(t *testing.T) {
	for _, c := range []struct {
		kind             int
		term, text, want string
	}{
		{mailAddress, "ada@x.example", "Write to ADA@x.example.", "Write to T1."},
		{mailAddress, "ada@x.example", "bob.ada@x.example, ada@x.example.org, ada@x.example-y", "bob.ada@x.example, ada@x.example.org, ada@x.example-y"},
		{phoneNumber, "+46 70 123 45 67", "call 0046701234567", "call 0046701234567"},
		{phoneNumber, "+46 70 123 45 67", "call +46701234567 or 46-70-1234567!", "call T1 or T1!"},
		{phoneNumber, "+46 70 123 45 67", "146701234567 467012345678", "146701234567 467012345678"},
	} {
		f := finder{terms: []term{newTerm(c.kind, c.term)}}
		if got, _ := f.redact(c.text, playbook.ID{}, "T1"); got != c.want {
			t.Errorf("%q in %q gives %q, want %q", c.term, c.text, got, c.want)
		}
	}
}

func TestPartsOfANameThatCount(t *testing.T) {
	for name, want := range map[string]int{"Ann": 0, "Ada Marsh": 2, "Jan van der Berg": 2, "J. Doe": 1, "Ana de la Cruz": 2, "ada marsh": 0, "田中 太郎": 2} {
		if got := partsOf(name); len(got) != want {
			t.Errorf("%q: %q, want %d parts", name, got, want)
		}
	}
}

// No text at all makes the finder fail or loop, and what it leaves holds none
// of the terms.
func FuzzFindAName(f *testing.F) {
	for _, s := range []string{"Ada Marsh", "\xff\xfe", "e\u0301 e", "👩‍🚀👩", "+46 70 123 45 67", "a b a b a", "ﬁ ﬀ İ ı ß ς"} {
		f.Add(s, s+" "+s)
		f.Add("Ada", s)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		p := &person{}
		p.addName(playbook.CleanText(name))
		for _, n := range p.names {
			for _, s := range spellings(n) {
				p.terms = append(p.terms, newTerm(wholeName, s))
			}
		}
		p.terms = append(p.terms, newTerm(phoneNumber, "123456"), newTerm(mailAddress, "a@b"))
		p.chooseToken(1)
		text = playbook.CleanText(text)
		out, spans := p.redact(text, playbook.ID{}, p.token)
		if len(spans) == 0 && out != text {
			t.Fatalf("changed %q to %q and found nothing", text, out)
		}
		if again, _ := p.redact(out, playbook.ID{}, p.token); again != out {
			t.Fatalf("%q in %q gives %q, and then %q", name, text, out, again)
		}
	})
}
