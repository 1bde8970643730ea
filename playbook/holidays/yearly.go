package holidays

import (
	"strconv"
	"strings"
	"time"

	"kept/playbook"
)

// A yearly is a rule that repeats once a year: on the same day, or on the n-th
// weekday of a month.
type yearly struct {
	every int // years
	count int // how often, 0 for no end
	until playbook.Date
	month time.Month
	day   int          // of the month, counted from its end when negative
	nth   int          // of the weekday, counted from the end when negative
	wd    time.Weekday // when nth is not 0
}

// parseYearly reads an RRULE of an event that begins on start; what it cannot
// follow it says in words.
func parseYearly(rule string, start playbook.Date) (y yearly, why string) {
	t := start.Time()
	y = yearly{every: 1, month: t.Month(), day: t.Day()}
	freq, days := "", false
	for _, part := range strings.Split(strings.ToUpper(strings.TrimSpace(rule)), ";") {
		key, value, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(value)
		switch key {
		case "FREQ":
			freq = value
		case "INTERVAL":
			if err != nil || n < 1 || n > 400 {
				return y, "its rule has no interval that can be followed"
			}
			y.every = n
		case "COUNT":
			if err != nil || n < 1 {
				return y, "its rule has no count that can be followed"
			}
			y.count = n
		case "UNTIL":
			d, ok := compact(value)
			if !ok {
				return y, "its rule has no end that can be followed"
			}
			y.until = d
		case "BYMONTH":
			if err != nil || n < 1 || n > 12 {
				return y, "it repeats in several months"
			}
			y.month = time.Month(n)
		case "BYMONTHDAY":
			if err != nil || n == 0 || n < -31 || n > 31 {
				return y, "it repeats on several days"
			}
			y.day, days = n, true
		case "BYDAY":
			if y.nth, y.wd = weekdayOf(value); y.nth == 0 {
				return y, "it repeats on several weekdays"
			}
		case "WKST", "": // where a week begins says nothing about a year
		default:
			return y, "its rule (" + clip(key, 20) + ") is not one of a holiday"
		}
	}
	switch {
	case freq != "YEARLY":
		return y, "it does not repeat yearly"
	case days && y.nth != 0:
		return y, "it repeats on a weekday only when that is a certain day of the month"
	}
	return y, ""
}

// weekdayOf reads 4TH or -1MO: the fourth Thursday, the last Monday. It returns
// 0 for a weekday without a number.
func weekdayOf(s string) (int, time.Weekday) {
	if len(s) < 3 {
		return 0, 0
	}
	n, err := strconv.Atoi(s[:len(s)-2])
	at := strings.Index("SUMOTUWETHFRSA", s[len(s)-2:])
	if err != nil || n < -5 || n > 5 || at < 0 || at%2 == 1 {
		return 0, 0
	}
	return n, time.Weekday(at / 2)
}

// starts returns the days on which the event begins, from its first one to the
// end of the last year; those before the first year that is asked for are left
// out, but counted.
func (y *yearly) starts(start playbook.Date, first, last int) []playbook.Date {
	var out []playbook.Date
	count := 0
	for year := start.Time().Year(); year <= last; year += y.every {
		on, ok := y.in(year)
		if !ok || on < start {
			continue
		}
		if count++; y.count > 0 && count > y.count || y.until != "" && on > y.until {
			break
		}
		if year >= first {
			out = append(out, on)
		}
	}
	return out
}

// in returns the day of one year; there may be none, as on 29 February.
func (y *yearly) in(year int) (playbook.Date, bool) {
	begin, end := noon(year, y.month, 1), noon(year, y.month+1, 0)
	t := begin.AddDate(0, 0, y.day-1)
	switch { // a weekday takes the place of the day
	case y.nth > 0:
		t = onOrAfter(begin, y.wd).AddDate(0, 0, 7*(y.nth-1))
	case y.nth < 0:
		t = onOrAfter(end.AddDate(0, 0, -6), y.wd).AddDate(0, 0, 7*(y.nth+1))
	case y.day < 0:
		t = end.AddDate(0, 0, y.day+1)
	}
	return playbook.DateOf(t), t.Month() == y.month
}
