package kit_test

import (
	"testing"
	"time"

	"kept/ui/kit"
	"kept/ui/uitest"
)

func TestParseDay(t *testing.T) {
	today := uitest.Now() // Monday 23 November 2026
	for _, c := range []struct{ typed, want string }{
		{"", ""}, {"  ", ""},
		{"2027-01-15", "2027-01-15"}, {"15 Jan 2027", "2027-01-15"}, {"15 january 2027", "2027-01-15"},
		{"15/1/2027", "2027-01-15"}, {"15.1.2027", "2027-01-15"}, {"15.1.27", "2027-01-15"}, {"15-1-2027", "2027-01-15"},
		{"Jan 15 2027", "2027-01-15"}, {"Fri 15 Jan 2027", "2027-01-15"}, {"Friday, 15 January 2027", "2027-01-15"}, {"15th Jan 2027", "2027-01-15"},
		{"15 Jan", "2027-01-15"}, {"24 Nov", "2026-11-24"}, {"23 nov", "2026-11-23"}, {"22 Nov", "2027-11-22"}, {"1.12.", "2026-12-01"},
		{"29 Feb", "2028-02-29"}, {"3 sept", "2027-09-03"},
		{"today", "2026-11-23"}, {"Tomorrow", "2026-11-24"}, {"yesterday", "2026-11-22"},
		{"+10", "2026-12-03"}, {"+2w", "2026-12-07"}, {"-1", "2026-11-22"}, {"+ 3", "2026-11-26"},
		{"fri", "2026-11-27"}, {"monday", "2026-11-30"},
	} {
		got, err := kit.ParseDay(c.typed, today)
		if err != nil || got != c.want {
			t.Errorf("ParseDay(%q) = %q, %v; want %q", c.typed, got, err, c.want)
		}
	}
	for _, typed := range []string{"soon", "31/2/2027", "15/13/2027", "2027-02-30", "0 Jan 2027", "+", "+x", "15", "15 Jan 27 x y", "1/2/3/4/5", "99999-01-01", "Q1"} {
		if got, err := kit.ParseDay(typed, today); err == nil {
			t.Errorf("ParseDay(%q) = %q, want a refusal", typed, got)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"15 Jan 2027", "+10", "fri", "2027-01-15", "1.1.", "\x00", "ſ", "-99999999999999999999"} {
		f.Add(s)
	}
	today := uitest.Now()
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := kit.ParseDay(typed, today)
		if err != nil || got == "" {
			return
		}
		if _, err := time.Parse("2006-01-02", got); err != nil {
			t.Fatalf("ParseDay(%q) = %q, which is no day", typed, got)
		}
		if again, err := kit.ParseDay(kit.ShowDay(got), today); err != nil || again != got {
			t.Fatalf("%q shows as %q and reads back as %q, %v", got, kit.ShowDay(got), again, err)
		}
	})
}
