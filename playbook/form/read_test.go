package form_test

import (
	"errors"
	"strings"
	"testing"

	"kept/playbook/form"
)

func TestWhatIsWrongIsSaidWithItsLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"account: Acme\npromises:\n- text: One\n  due_on: 2027-02-30\n", "deal.yaml:4: “due_on” is not a date: 2027-02-30 is not a day in the calendar; write it like 15 Jan 2027"},
		{"account: Acme\nclose: {expected_close: soon}\n", "deal.yaml:2: “expected_close” is not a date: “soon”; write it like 15 Jan 2027"},
		{"account: Acme\npromisses:\n- text: One\n", "deal.yaml:2: a form has no “promisses”; did you mean “promises”?"},
		{"account: Acme\npromises:\n- txt: One\n", "deal.yaml:3: “promises” has no “txt”; did you mean “text”?"},
		{"account: Acme\ncurrency: EUR\n", "deal.yaml:2: a form has no “currency”; it belongs below “value”, indented"},
		{"account: Acme\nvalue: 48000\n", "deal.yaml:2: “value” has several answers; write them below it, indented: value, currency"},
		{"account: Acme\nvalue: {value: a lot}\n", "deal.yaml:2: “value” is not an amount: “a lot”; write it like 48000 or 48,000.50"},
		{"account: Acme\nsegment: midmarket\n", "deal.yaml:2: “segment” cannot be “midmarket”: write one of small, mid_market, enterprise, agency_client; did you mean mid_market?"},
		{"account: Acme\nterm: {term_months: twelve}\n", "deal.yaml:2: “term_months” is not a whole number: “twelve”; write it in digits, like 12"},
		{"account: Acme\nindustry: {regulated: maybe}\n", "deal.yaml:2: “regulated” is a tick: write yes or no, not “maybe”"},
		{"account: Acme\npromises: One by May\n", "deal.yaml:2: “promises” is a list; write each row on a line that begins with a dash, like - text: …"},
		{"account: Acme\npromises:\n- One by May\n", "deal.yaml:3: a row of “promises” has named values; write - text: One by May"},
		{"account: Acme\nstory: [a, b]\n", "deal.yaml:2: “story” is one value; write it behind the colon"},
		{"account: Acme\naccount: Beta\n", "deal.yaml:2: “account” stands here and on line 1; keep one"},
		{"account: Acme\nproof_points:\n- {day: 45, text: x}\n", "deal.yaml:3: “day” is the day of a proof point: write 30, 60 or 90, not “45”"},
		{"account: Acme\nproof_points:\n- {text: x}\n", "deal.yaml:3: a proof point needs its day; write day: 30, 60 or 90"},
		{"account: Acme\nnot_bought: {none: {who: Ada}}\n", "deal.yaml:2: none for “not_bought” needs the name of who says so and the date; write none: {who: Ada Wolf, on: 15 Jan 2027}"},
		{"account: Acme\npromises:\n- {text: a, deciding: yes}\n- {text: b, deciding: yes}\n", "deal.yaml:4: only one promise can be the one that won the deal; line 3 has it already"},
		{"story: x\n", "deal.yaml: no account is named; add a line like account: Northlake Dental"},
		{"", "deal.yaml: the file is empty; a form has lines like account: Northlake Dental"},
		{"- a\n", "deal.yaml:1: this is not a form; a form has lines like account: Northlake Dental"},
		{"form: 7\naccount: Acme\n", "deal.yaml:1: this form is of version 7; this program reads version 1"},
		{"account: Acme\n---\naccount: Beta\n", "deal.yaml:2: a second document begins here; keep one form to a file"},
		{"account: &a Acme\nstory: *a\n", "deal.yaml:1: anchors (&) and aliases (*) are not taken; write the text out, or put it in quotes"},
		{"account: !!binary QUJD\n", "deal.yaml:1: the tag !!binary is not taken; remove it, or put the text in quotes"},
		{"account: Acme\nstory: " + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "\n", "deal.yaml:2: the nesting is deeper than 8 levels; a form has fields, lists and rows"},
		{"account: Acme\nstory: a: b\n", "deal.yaml:2: this is not YAML (mapping values are not allowed in this context); check the indentation, and put quotes around a text with a colon in it"},
		{"id: 12\naccount: Acme\n", "deal.yaml:1: “12” is not an id; leave the line out, the name is enough"},
	} {
		f, err := form.Read("deal.yaml", strings.NewReader(c.text))
		if f != nil || err == nil || err.Error() != c.want {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestAllProblemsAreToldUpToTwenty(t *testing.T) {
	text := "account: Acme\n"
	for range 30 {
		text += "x" + strings.Repeat("y", len(text)%50) + ": 1\n"
	}
	_, err := form.Read("deal.yaml", strings.NewReader(text))
	var ps form.Problems
	if !errors.As(err, &ps) || len(ps) != 20 {
		t.Errorf("%d problems, want 20: %v", len(ps), err)
	}
	_, err = form.Read("deal.yaml", strings.NewReader("account: Acme\nsegment: x\nstories: y\n"))
	if !errors.As(err, &ps) || len(ps) != 2 || ps[0].Line != 2 || ps[1].Line != 3 {
		t.Errorf("got %v, want the problems of lines 2 and 3", err)
	}
}

// A bomb of aliases would be nine billion texts; a large file would be read whole.
func TestBombsAndLargeFilesAreRefused(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'j'; c++ {
		p := string(c - 1)
		bomb += string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+p+",", 9), ",") + "]\n"
	}
	for name, text := range map[string]string{
		"aliases": bomb,
		"depth":   strings.Repeat("- ", 9000) + "x",
		"flow":    "account: " + strings.Repeat("{a: ", 9000),
		"size":    "account: Acme\nstory: " + strings.Repeat("x", 3<<20),
	} {
		f, err := form.Read("deal.yaml", strings.NewReader(text))
		var ps form.Problems
		if f != nil || !errors.As(err, &ps) || len(ps) != 1 {
			t.Errorf("%s: %.300v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("account: Acme\npromises:\n- {text: One, due_on: 2027-02-28}\n"))
	f.Add([]byte("account: Acme\nnot_bought:\n  none: {who: a, on: 1 Jan 2027}\n"))
	f.Add([]byte("account: \"a\\0b\\x85\"\nstory: |-\n  a\n\n  b\n"))
	f.Add([]byte("{account: [a], promises: {none: }, id: x}"))
	f.Add([]byte("? [a]\n: b\n"))
	f.Add([]byte("account: &x y\n"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := form.Read("x.yaml", strings.NewReader(string(b)))
		var ps form.Problems
		if (got == nil) == (err == nil) || err != nil && (!errors.As(err, &ps) || len(ps) == 0 || len(ps) > 20) {
			t.Fatalf("form %v, error %v", got, err)
		}
	})
}
