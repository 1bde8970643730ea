package kit

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// errNoDay is what ParseDay returns; the words are for the person.
var errNoDay = errors.New("Not a date. Type it like 15 Jan 2027, 15/1/2027, tomorrow or +10.")

// isoDay is how a day is written for the program.
const isoDay = "2006-01-02"

// ParseDay reads a day as people type it: 2027-01-15, 15 Jan 2027, 15 January,
// 15/1/2027, 15.1.27, today, tomorrow, yesterday, fri, +10 (days), +2w. A day
// without a year is the next one from today on; a weekday is the next one after
// today. It returns the day as 2027-01-15; "" for empty text; an error whose
// text is for the person.
func ParseDay(text string, today time.Time) (string, error) {
	t := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(text, ",", " ")), " "))
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	switch t {
	case "":
		return "", nil
	case "today":
		return today.Format(isoDay), nil
	case "tomorrow":
		return today.AddDate(0, 0, 1).Format(isoDay), nil
	case "yesterday":
		return today.AddDate(0, 0, -1).Format(isoDay), nil
	}
	if d, err := time.Parse(isoDay, t); err == nil {
		return d.Format(isoDay), nil
	}
	if d, ok := relative(t, today); ok {
		return inRange(d)
	}
	return spelled(t, today)
}

func inRange(d time.Time) (string, error) {
	if d.Year() < 1900 || d.Year() > 2999 {
		return "", errNoDay
	}
	return d.Format(isoDay), nil
}

// relative reads +10, -3, +2w and the names of weekdays.
func relative(t string, today time.Time) (time.Time, bool) {
	if t[0] == '+' || t[0] == '-' {
		unit := 1
		body := t[1:]
		if strings.HasSuffix(body, "w") {
			unit, body = 7, strings.TrimSuffix(body, "w")
		}
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(body, "d")))
		if err != nil || n < 0 || n > 20000 {
			return time.Time{}, false
		}
		if t[0] == '-' {
			n = -n
		}
		return today.AddDate(0, 0, n*unit), true
	}
	if len(t) < 3 {
		return time.Time{}, false
	}
	for i := 1; i <= 7; i++ {
		d := today.AddDate(0, 0, i)
		if strings.HasPrefix(strings.ToLower(d.Weekday().String()), t) {
			return d, true
		}
	}
	return time.Time{}, false
}

// spelled reads day, month and perhaps year, the month by name or number, with
// a weekday before it left aside.
func spelled(t string, today time.Time) (string, error) {
	parts := strings.FieldsFunc(t, func(r rune) bool { return r == ' ' || r == '/' || r == '.' || r == '-' })
	if len(parts) == 4 || len(parts) == 3 && monthNamed(parts[2]) != 0 && monthNamed(parts[1]) == 0 {
		parts = parts[1:]
	}
	if len(parts) < 2 || len(parts) > 3 {
		return "", errNoDay
	}
	if monthNamed(parts[0]) != 0 {
		parts[0], parts[1] = parts[1], parts[0]
	}
	day, err := strconv.Atoi(strings.TrimRight(parts[0], "sthndr"))
	if err != nil {
		return "", errNoDay
	}
	month := monthNamed(parts[1])
	if month == 0 {
		n, err := strconv.Atoi(parts[1])
		if err != nil || n < 1 || n > 12 {
			return "", errNoDay
		}
		month = time.Month(n)
	}
	if len(parts) == 3 {
		year, err := strconv.Atoi(parts[2])
		if err != nil || year < 0 {
			return "", errNoDay
		}
		if year < 100 {
			year += 2000
		}
		return exact(year, month, day)
	}
	for y := today.Year(); y <= today.Year()+8; y++ { // 29 Feb may be years away
		d := time.Date(y, month, day, 0, 0, 0, 0, time.UTC)
		if d.Day() == day && d.Month() == month && !d.Before(today) {
			return d.Format(isoDay), nil
		}
	}
	return "", errNoDay
}

func exact(y int, m time.Month, d int) (string, error) {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || t.Month() != m {
		return "", errNoDay
	}
	return inRange(t)
}

func monthNamed(s string) time.Month {
	if len(s) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), s) || s == "sept" && m == time.September {
			return m
		}
	}
	return 0
}

// ShowDay writes 2027-01-15 as "15 Jan 2027"; what is not a day is returned as
// it is.
func ShowDay(iso string) string {
	d, err := time.Parse(isoDay, iso)
	if err != nil {
		return iso
	}
	return d.Format("2 Jan 2006")
}

// ShowDayLong writes 2027-01-15 as "Friday 15 January 2027"; "" for what is not
// a day.
func ShowDayLong(iso string) string {
	d, err := time.Parse(isoDay, iso)
	if err != nil {
		return ""
	}
	return d.Format("Monday 2 January 2006")
}
