package holidays

import (
	"strings"
	"testing"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/us"
)

// A difference is a day on which a library of holidays and the rules here part,
// with the reason why the rules stand.
type difference struct{ code, day, why string }

// differences are all there are from 2017 to 2060, by the month and day, or by
// the beginning of the name that one of the two has.
var differences = []difference{
	{"CA", "Easter Monday", "is not in the Canada Labour Code"},
	{"CA", "Civic", "is not in the Canada Labour Code"},
	{"DE", "Reformation", "2017 was the year of the Reformation, in all states"},
	{"DK", "Grundlovsdag", "is no public holiday; agreements give it"},
	{"GB", "State Funeral", "2022 had one more"},
	{"GR", "05-0", "1 May was moved by decision; the library keeps it"},
	{"IT", "St Francis", "is a holiday since 2026"},
	{"PL", "Centenary", "2018 had one more"},
	{"PL", "Christmas Eve", "is a holiday since 2025"},
	{"BG", "Holy Saturday", "is named in the Labour Code"},
	{"BG", "12-26", "the library moves Christmas Eve of a Sunday onto Christmas Day and loses a day"},
	{"BG", "05-0", "the library gives another day for 1 May beside Easter, which the law gives on a weekend only"},
	{"", "Easter Sunday", "a Sunday, which the library leaves out"},
	{"", "Whit Sunday", "a Sunday, which the library leaves out"},
}

// A library of holidays, kept by others, agrees on seventeen countries but for
// what is told above.
func TestALibraryOfHolidaysAgrees(t *testing.T) {
	used := map[difference]bool{}
	part := func(code, day, name string) {
		t.Helper()
		for _, d := range differences {
			if (d.code == "" || d.code == code) && (strings.HasPrefix(name, d.day) || strings.HasPrefix(day[5:], d.day)) {
				used[d] = true
				return
			}
		}
		t.Errorf("%s: only one of the two has %s, %s", code, day, name)
	}
	for code, peer := range map[string][]*cal.Holiday{
		"AT": at.Holidays, "BE": be.Holidays, "BG": bg.Holidays, "CA": ca.Holidays, "DE": de.Holidays, "DK": dk.Holidays, "ES": es.Holidays,
		"FR": fr.Holidays, "GB": gb.Holidays, "GR": gr.Holidays, "IE": ie.Holidays, "IT": it.Holidays, "NL": nl.Holidays, "NO": no.Holidays,
		"PL": pl.Holidays, "SE": se.Holidays, "US": us.Holidays,
	} {
		s, _ := Find(code)
		for year := 2017; year <= 2060; year++ {
			ours, theirs := map[string]string{}, map[string]string{}
			for _, h := range s.Year(year) {
				ours[string(h.On)] = h.Name
			}
			for y := year; y <= year+1; y++ {
				for _, h := range peer {
					if _, on := h.Calc(y); !on.IsZero() && on.Year() == year {
						theirs[on.Format("2006-01-02")] = h.Name
					}
				}
			}
			for day, name := range ours {
				if theirs[day] == "" {
					part(code, day, name)
				}
			}
			for day, name := range theirs {
				if ours[day] == "" {
					part(code, day, name)
				}
			}
		}
	}
	for _, d := range differences {
		if !used[d] {
			t.Errorf("%s %s is no difference any more", d.code, d.day)
		}
	}
}
