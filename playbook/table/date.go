package table

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// DateOrder says which of the first two numbers of 03/04/2026 is the day.
type DateOrder string

// The orders. AnyOrder as an option means that the column decides; in a report, that
// no date depends on it: year first, or the month by name.
const (
	AnyOrder   DateOrder = ""
	DayFirst   DateOrder = "day-first"
	MonthFirst DateOrder = "month-first"
)

// A DateReport tells how the close dates were read.
type DateReport struct {
	Order      DateOrder
	Ambiguous  bool // the person has to choose Options.Dates; the rest says why
	Cells      int  // dates that either order allows and that differ by it
	Example    string
	DayFirst   string // Example read day first, "2026-04-03"
	MonthFirst string // Example read month first, "2026-03-04"
}

// A day is a date cell taken apart.
type day struct {
	y, m, d int
	a, b    int // for 03/04/2026: the first two numbers; m and d are then unset
	dotted  bool
	mute    bool // 17-03-01: two digits for the year, which may be the first or the last
}

func (d day) open() bool { return d.a != 0 || d.b != 0 }

const (
	clock   = `(?:[t ,]+(?:at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s?(?:am|pm|a\.m\.|p\.m\.)?\s?(?:z|utc|gmt|[+-]\d{2}:?\d{2})?)?$`
	weekday = `^(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)[.,]*\s+)?`
)

// Compiled once: they never change.
var (
	yearFirst   = regexp.MustCompile(`^(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})` + clock)
	eightDigits = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:t\d{4,6}z?)?$`)
	yearLast    = regexp.MustCompile(`^(\d{1,2})(\. ?|[-/ ])(\d{1,2})(\. ?|[-/ ])(\d{4}|\d{2})` + clock)
	dayName     = regexp.MustCompile(weekday + `(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s/-]*(?:of |de )?(\p{L}+)\.?[\s/,-]*(?:de )?(\d{4}|\d{2})` + clock)
	nameDay     = regexp.MustCompile(weekday + `(\p{L}+)\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4}|\d{2})` + clock)
	yearName    = regexp.MustCompile(`^(\d{4})[\s/-]+(\p{L}+)[\s/-]+(\d{1,2})` + clock)
)

// parseDay takes a tidied cell apart; ok is false when it has not the form of a date.
// Whether the day exists is asked of settle. A time of day is allowed and dropped, the
// zone with it: the day stands as written.
func parseDay(cell string) (day, bool) {
	if len(cell) < 6 || len(cell) > 64 {
		return day{}, false
	}
	s := strings.ToLower(cell)
	if g := yearFirst.FindStringSubmatch(s); g != nil && g[2] == g[4] {
		return day{y: num(g[1]), m: num(g[3]), d: num(g[5])}, true
	}
	if g := eightDigits.FindStringSubmatch(s); g != nil {
		d := day{y: num(g[1]), m: num(g[2]), d: num(g[3])}
		return d, d.y >= 1900 && d.y < 2200
	}
	if g := yearLast.FindStringSubmatch(s); g != nil && g[2] == g[4] {
		return day{y: year(g[5]), a: num(g[1]), b: num(g[3]), dotted: g[2][0] == '.', mute: g[2] == "-" && len(g[5]) == 2}, true
	}
	if g := dayName.FindStringSubmatch(s); g != nil {
		m := month(g[2])
		return day{y: year(g[3]), m: m, d: num(g[1])}, m > 0
	}
	if g := nameDay.FindStringSubmatch(s); g != nil {
		m := month(g[1])
		return day{y: year(g[3]), m: m, d: num(g[2])}, m > 0
	}
	if g := yearName.FindStringSubmatch(s); g != nil {
		m := month(g[2])
		return day{y: num(g[1]), m: m, d: num(g[3])}, m > 0
	}
	return day{}, false
}

func num(s string) int { n, _ := strconv.Atoi(s); return n }

// year reads two digits as POSIX does: 69 to 99 are the last century.
func year(s string) int {
	n := num(s)
	switch {
	case len(s) > 2:
		return n
	case n < 69:
		return 2000 + n
	}
	return 1900 + n
}

// month knows the names and usual short forms in English, German, French, Spanish,
// Italian, Dutch and Portuguese.
func month(name string) int {
	key := squash(name)
	for m, names := range [...]string{
		"jan january januar jaenner janner janvier janv enero ene gennaio gen januari janeiro",
		"feb february februar fevrier fevr fev febrero febbraio februari fevereiro",
		"mar march marz maerz mrz mars marzo maart mrt marco",
		"apr april avril avr abril abr aprile",
		"may mai mayo maggio mag mei maio",
		"jun june juni juin junio giugno giu junho",
		"jul july juli juillet juil julio luglio lug julho",
		"aug august aout agosto ago augustus",
		"sep sept september septembre septiembre settembre set setembro",
		"oct october okt oktober octobre octubre ottobre ott out outubro",
		"nov november novembre noviembre novembro",
		"dec december dez dezember decembre diciembre dic dicembre dezembro",
	} {
		for _, n := range words(names) {
			if n == key {
				return m + 1
			}
		}
	}
	return 0
}

// A dateColumn gathers what the cells say about their order.
type dateColumn struct {
	dayFirst, monthFirst, either, dotted int
	example                              string
	cache                                map[string]day
}

// note counts a cell that has the form of a date.
func (c *dateColumn) note(cell string) {
	if c.cache == nil {
		c.cache = map[string]day{}
	}
	d, seen := c.cache[cell]
	if !seen {
		d, _ = parseDay(cell)
		if len(c.cache) < 1<<16 {
			c.cache[cell] = d
		}
	}
	switch {
	case !d.open() || d.mute || d.a == d.b:
	case d.a > 12 && d.a <= 31 && d.b <= 12:
		c.dayFirst++
	case d.b > 12 && d.b <= 31 && d.a <= 12:
		c.monthFirst++
	case d.a <= 12 && d.b <= 12:
		c.either++
		if d.dotted {
			c.dotted++
		}
		if c.example == "" {
			c.example = cell
		}
	}
}

// report decides. Ten to one settles it: the odd ones out are then impossible dates,
// each with its line. Full stops alone mean day first, which is how every language
// that dates with full stops writes them.
func (c *dateColumn) report(asked DateOrder) DateReport {
	r := DateReport{Order: asked, Cells: c.either, Example: c.example}
	if asked == AnyOrder {
		switch {
		case c.dayFirst > 0 && c.dayFirst >= 10*c.monthFirst:
			r.Order = DayFirst
		case c.monthFirst > 0 && c.monthFirst >= 10*c.dayFirst:
			r.Order = MonthFirst
		case c.dayFirst+c.monthFirst == 0 && c.either == 0:
		case c.dayFirst+c.monthFirst == 0 && c.dotted == c.either:
			r.Order = DayFirst
		case c.either == 0:
			// Each date allows one order only, so each is read by its own.
		default:
			r.Ambiguous = true
		}
	}
	if d, ok := parseDay(c.example); ok {
		r.DayFirst = fmt.Sprintf("%04d-%02d-%02d", d.y, d.b, d.a)
		r.MonthFirst = fmt.Sprintf("%04d-%02d-%02d", d.y, d.a, d.b)
	}
	return r
}

// settle returns the day as "2006-01-02", or one sentence on why the cell is none.
// Both are empty where the order has to be asked first.
func (r DateReport) settle(cell string) (on, problem string) {
	d, ok := parseDay(cell)
	if !ok {
		return "", fmt.Sprintf("%q is not a date; write it like 2026-03-31.", clip(cell, 40))
	}
	if d.mute {
		return "", fmt.Sprintf("The year of %s has two digits and may stand first or last; export dates with four digits for the year.", cell)
	}
	if d.open() {
		order := r.Order
		switch {
		case order != AnyOrder || d.a == d.b:
		case d.a > 12:
			order = DayFirst
		case d.b > 12:
			order = MonthFirst
		default:
			return "", ""
		}
		d.d, d.m = d.a, d.b
		if order == MonthFirst {
			d.d, d.m = d.b, d.a
		}
		if d.m > 12 && d.d <= 12 {
			return "", fmt.Sprintf("%s does not fit the other dates of the column, which are %s.", cell, order.words())
		}
	}
	switch {
	case d.y < 1900 || d.y > 2199:
		return "", fmt.Sprintf("%s lies outside the years 1900 to 2199.", cell)
	case d.m < 1 || d.m > 12:
		return "", fmt.Sprintf("%s is not in the calendar: there is no month %d.", cell, d.m)
	case d.d < 1 || d.d > monthDays(d.y, d.m):
		return "", fmt.Sprintf("%s is not in the calendar: %s %d has %d days.", cell, time.Month(d.m), d.y, monthDays(d.y, d.m))
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.y, d.m, d.d), ""
}

func (o DateOrder) words() string {
	if o == MonthFirst {
		return "month first"
	}
	return "day first"
}

func monthDays(y, m int) int { return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day() }
