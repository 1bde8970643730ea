package holidays

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The rules once more, written for the test alone: days are numbers counted
// from 1 March 0000, Easter comes from its tables of golden number and epact,
// and nothing of the package, its calendar or the library of dates is used.
//
// A word is a day: “12-25” a fixed one, “e+39” and “o-2” from the western or
// the Orthodox Easter, “05/1mo” the first Monday of May, “05/-1mo” the last,
// “05-18>mo” the first Monday from 18 May. “~us” keeps a weekend on the nearest
// weekday, “~next” on the next free weekday, “~sun” a Sunday on Saturday;
// “@2023-” is from that year on.
var beyond = map[string]string{
	"AT": "01-01 01-06 e+1 05-01 e+39 e+50 e+60 08-15 10-26 11-01 12-08 12-25 12-26",
	"AU": "01-01~next 01-26~next e-2 e+1 04-25 12-25~next 12-26~next",
	"BE": "01-01 e+1 05-01 e+39 e+50 07-21 08-15 11-01 11-11 12-25",
	"BG": "01-01~next 03-03~next o-2 o-1 o+0 o+1 05-01~next 05-06~next 05-24~next 09-06~next 09-22~next 12-24~next 12-25~next 12-26~next",
	"CA": "01-01~next e-2 05-18>mo 07-01~next 09/1mo 09-30~next 10/2mo 11-11~next 12-25~next 12-26~next",
	"CH": "01-01 e+39 08-01 12-25",
	"DE": "01-01 e-2 e+1 05-01 e+39 e+50 10-03 12-25 12-26",
	"DK": "01-01 e-3 e-2 e+0 e+1 e+39 e+49 e+50 12-25 12-26",
	"ES": "01-01 01-06 e-2 05-01 08-15 10-12 11-01 12-06 12-08 12-25",
	"FI": "01-01 01-06 e-2 e+0 e+1 05-01 e+39 e+49 06-19>fr 06-20>sa 10-31>sa 12-06 12-24 12-25 12-26",
	"FR": "01-01 e+1 05-01 05-08 e+39 e+50 07-14 08-15 11-01 11-11 12-25",
	"GB": "01-01~next e-2 e+1 05/1mo 05/-1mo 08/-1mo 12-25~next 12-26~next",
	"GR": "01-01 01-06 o-48 03-25 o-2 o+1 05-01 o+50 08-15 10-28 12-25 12-26",
	"IE": "01-01 brigid 03-17 e+1 05/1mo 06/1mo 08/1mo 10/-1mo 12-25 12-26",
	"IT": "01-01 01-06 e+1 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26",
	"NL": "01-01 e-2 e+0 e+1 04-27~sun 05-05 e+39 e+49 e+50 12-25 12-26",
	"NO": "01-01 e-3 e-2 e+0 e+1 05-01 05-17 e+39 e+49 e+50 12-25 12-26",
	"PL": "01-01 01-06 e+0 e+1 05-01 05-03 e+49 e+60 08-15 11-01 11-11 12-24 12-25 12-26",
	"PT": "01-01 e-2 e+0 04-25 05-01 e+60 06-10 08-15 10-05 11-01 12-01 12-08 12-25",
	"SE": "01-01 01-06 e-2 e+0 e+1 05-01 e+39 e+49 06-06 06-19>fr 06-20>sa 10-31>sa 12-24 12-25 12-26 12-31",
	"US": "01-01~us 01/3mo 02/3mo 05/-1mo 06-19~us 07-04~us 09/1mo 10/2mo 11-11~us 11/4th 12-25~us",
}

// From 2030 to 2060, years of which nobody has published a list, both ways to
// compute the holidays agree on every day.
func TestHolidaysBeyondWhatIsPublished(t *testing.T) {
	for _, s := range Sets() {
		if beyond[s.Code] == "" {
			t.Errorf("%s is not computed a second time", s.Name)
		}
		for year := 2030; year <= 2060; year++ {
			var got []string
			for _, h := range s.Year(year) {
				got = append(got, string(h.On))
			}
			if want := secondWay(t, beyond[s.Code], year); !slices.Equal(got, want) {
				t.Errorf("%s %d:\n got %v\nwant %v", s.Code, year, got, want)
			}
		}
	}
}

// The second way reads its own words as it should, on days that everybody can
// look up.
func TestTheSecondWay(t *testing.T) {
	for words, want := range map[string]string{
		"e+0": "2026-04-05", "o+0": "2026-04-12", "11/4th": "2026-11-26", "05/-1mo": "2026-05-25", "06-20>sa": "2026-06-20", "07-04~us": "2026-07-03",
	} {
		if got := secondWay(t, words, 2026); len(got) != 1 || got[0] != want {
			t.Errorf("%s is %v, want %s", words, got, want)
		}
	}
}

func secondWay(t *testing.T, words string, year int) []string {
	t.Helper()
	taken, late := map[int]bool{}, []int{}
	for _, w := range strings.Fields(words) {
		w, keep, _ := strings.Cut(w, "~")
		for y := year; y <= year+1; y++ {
			n := secondDay(t, w, y)
			switch wd := secondWeekday(n); {
			case keep == "us" && wd == 6, keep == "sun" && wd == 0:
				n--
			case keep == "us" && wd == 0:
				n++
			case keep == "next" && (wd == 6 || wd == 0):
				if y == year {
					late = append(late, n)
				}
				continue
			}
			if secondText(n)[:4] == fmt.Sprint(year) {
				taken[n] = true
			}
		}
	}
	slices.Sort(late)
	for _, n := range late {
		for secondWeekday(n) == 0 || secondWeekday(n) == 6 || taken[n] {
			n++
		}
		taken[n] = true
	}
	var out []string
	for n := range taken {
		out = append(out, secondText(n))
	}
	slices.Sort(out)
	return out
}

// secondDay is the number of the day that a word means in a year.
func secondDay(t *testing.T, w string, year int) int {
	t.Helper()
	months, weekdays := 3, "sumotuwethfrsa"
	switch {
	case w == "brigid":
		if n := secondNumber(year, 2, 1); secondWeekday(n) == 5 {
			return n
		}
		return secondDay(t, "02/1mo", year)
	case w[0] == 'e':
		return secondEaster(year) + number(t, w[1:])
	case w[0] == 'o':
		return secondOrthodox(year) + number(t, w[1:])
	case w[2] == '/':
		month, nth := number(t, w[:2]), number(t, w[months:len(w)-2])
		wd := strings.Index(weekdays, w[len(w)-2:]) / 2
		if nth < 0 {
			n := secondNumber(year, month+1, 1) - 1
			for secondWeekday(n) != wd {
				n--
			}
			return n + 7*(nth+1)
		}
		n := secondNumber(year, month, 1)
		for secondWeekday(n) != wd {
			n++
		}
		return n + 7*(nth-1)
	}
	n := secondNumber(year, number(t, w[:2]), number(t, w[3:5]))
	if len(w) > 5 {
		for wd := strings.Index(weekdays, w[6:]) / 2; secondWeekday(n) != wd; {
			n++
		}
	}
	return n
}

// secondEaster is the Sunday after the full moon that the epact of the year
// gives, as the calendar reform of 1582 wrote it down.
func secondEaster(year int) int {
	golden := year%19 + 1
	century := year/100 + 1
	solar, lunar := 3*century/4-12, (8*century+5)/25-5
	epact := ((11*golden+20+lunar-solar)%30 + 30) % 30
	if epact == 25 && golden > 11 || epact == 24 {
		epact++
	}
	moon := 44 - epact
	if moon < 21 {
		moon += 30
	}
	n := secondNumber(year, 3, 1) + moon - 1 // days from 1 March may run into April
	for n++; secondWeekday(n) != 0; n++ {
	}
	return n
}

// secondOrthodox is the Sunday after the full moon of the Julian calendar, in
// which 21 March comes 13 days after ours.
func secondOrthodox(year int) int {
	moon := (19*(year%19) + 15) % 30
	n := secondNumber(year, 3, 21) + 13 + moon
	for n++; secondWeekday(n) != 0; n++ {
	}
	return n
}

// secondNumber counts days from 1 March 0000, so that a leap day is the last of
// its year; a month of 13 is the January after.
func secondNumber(year, month, day int) int {
	if month > 12 {
		year, month = year+1, month-12
	}
	if month < 3 {
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1
}

// secondWeekday is 0 on Sunday: 1 March 0000 was a Wednesday.
func secondWeekday(n int) int { return (n + 3) % 7 }

func secondText(n int) string {
	year := n / 366
	for secondNumber(year+1, 3, 1) <= n {
		year++
	}
	rest := n - secondNumber(year, 3, 1)
	month := 3
	for month < 14 && secondNumber(year, month+1, 1) <= n {
		month++
	}
	day := n - secondNumber(year, month, 1) + 1
	if month > 12 {
		year, month = year+1, month-12
	}
	if rest < 0 {
		return "before its year"
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
