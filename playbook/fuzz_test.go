package playbook

import (
	"errors"
	"strings"
	"testing"
)

// Whatever is typed for a day: a sentence, or a day that reads as itself.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"", "2026-03-02", "2 Mar 2026", "2 march 2026", "2.3.2026", "2/3/2026", "31 Feb 2026", "0000-00-00", "9999-12-31", "2026-3-2 ", "２０２６-03-02", "2 M 2026", "-1.1.2026", "1 . 1 . 1900"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if d != "" || len(err.Error()) > 400 {
				t.Errorf("%q: %q and %v", s, d, err)
			}
			return
		}
		if d == "" {
			return
		}
		for _, typed := range []string{string(d), d.Short(), d.Long()} {
			if again, err := ParseDate(typed); err != nil || again != d {
				t.Errorf("%q is read as %s, and %q as %q, %v", s, d, typed, again, err)
			}
		}
		if err := d.Check(); err != nil {
			t.Errorf("%q is read as %s: %v", s, d, err)
		}
	})
}

// Whatever is typed for an amount: a sentence, or an amount in plain form that
// reads as itself, written plain and with its thousands apart.
func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"", "48000", "48,000", "48 000.50", "48k", "1.5m", "€ 1.250,50", "0x1p4", "1e5", "-1", "NaN", ".", ",,", "1000000000000", "999999999999.999", "0.005", "1'234.5", "5kk", "0,005"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMoney(s)
		if err != nil {
			var invalid *InvalidError
			if m != "" || !errors.As(err, &invalid) || len(err.Error()) > 400 {
				t.Errorf("%q: %q and %v", s, m, err)
			}
			return
		}
		for _, typed := range []string{string(m), m.Grouped()} {
			if again, err := ParseMoney(typed); err != nil || again != m {
				t.Errorf("%q is read as %s, and %q as %q, %v", s, m, typed, again, err)
			}
		}
		if strings.Trim(string(m), "0123456789.") != "" {
			t.Errorf("%q is read as %q", s, m)
		}
	})
}

// A moment in a file of somebody else's is a point in time that reads as
// itself, or none.
func FuzzMoment(f *testing.F) {
	for _, s := range []string{"", "2026-03-02T09:00:00.000000Z", "2026-03-02T09:00:00Z", "2026-03-02T24:00:00.000000Z", "0001-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z", "2026-03-02 09:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := Moment(s).Time()
		if at.IsZero() {
			return
		}
		if again := MomentOf(at); again.Time() != at {
			t.Errorf("%q is %s, and %q is %s", s, at, again, again.Time())
		}
		Moment(s).Day(at.Location())
	})
}

// Every column of every noun takes a text and gives it back in a form that it
// takes again, or refuses it.
func FuzzColumns(f *testing.F) {
	for _, s := range []string{"", "true", "yes", "7", "-9223372036854775808", "2026-03-02", "019cadc6-9a80-7751-a040-5762cdb59138", "\x00", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if id, err := ParseID(s); err == nil {
			if again, err := ParseID(id.String()); err != nil || again != id {
				t.Errorf("id %q is %s, then %s, %v", s, id, again, err)
			}
		}
		for _, proto := range Nouns() {
			for _, c := range Columns(proto) {
				n := NewNoun(NounName(proto))
				if err := c.SetText(n, s); err != nil {
					continue
				}
				text, again := c.Text(n), NewNoun(NounName(proto))
				if err := c.SetText(again, text); err != nil || c.Text(again) != text {
					t.Errorf("%s %s: %q is kept as %q, which is kept as %q, %v", NounName(proto), c.Name, s, text, c.Text(again), err)
				}
				_ = n.Check() // of a row of nothing but this: no panic
			}
		}
	})
}
