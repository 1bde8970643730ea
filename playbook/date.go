package playbook

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Date is a day without a time of day or zone, written 2026-03-02. The
// empty Date means "no date". Dates compare with < as text.
type Date string

const dateLayout = "2006-01-02"

// DateOf returns the day of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(dateLayout)) }

// MakeDate returns the Date of a year, month and day, or an error that names
// the day when the calendar does not have it.
func MakeDate(y int, m time.Month, d int) (Date, error) {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if y < 1900 || y > 2200 || t.Month() != m || t.Day() != d || t.Year() != y {
		return "", fmt.Errorf("%04d-%02d-%02d is not a day in the calendar", y, int(m), d)
	}
	return DateOf(t), nil
}

// ParseDate reads a day as people type it: 2026-03-02, 2 Mar 2026,
// 2 March 2026, 2.3.2026 or 2/3/2026 (day first). Empty text is the empty
// Date. The error is one sentence with an example.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	parts := strings.FieldsFunc(s, func(r rune) bool {
		return r == '-' || r == '/' || r == '.' || r == ' ' || r == ','
	})
	bad := fmt.Errorf("%q is not a date; write it like 15 Jan 2027 or 2027-01-15", clip(s, 40))
	if len(parts) != 3 {
		return "", bad
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	d, err1 := strconv.Atoi(parts[0])
	y, err2 := strconv.Atoi(parts[2])
	m, err3 := month(parts[1])
	if err1 != nil || err2 != nil || err3 != nil || len(parts[2]) != 4 {
		return "", bad
	}
	date, err := MakeDate(y, m, d)
	if err != nil {
		return "", fmt.Errorf("%w; write it like 15 Jan 2027 or 2027-01-15", err)
	}
	return date, nil
}

func month(s string) (time.Month, error) {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 12 {
		return time.Month(n), nil
	}
	for m := time.January; m <= time.December; m++ {
		if len(s) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), strings.ToLower(s)) {
			return m, nil
		}
	}
	return 0, fmt.Errorf("%q is not a month", s)
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == "" }

// Check refuses text that is not a day of the calendar in the form 2026-03-02.
func (d Date) Check() error {
	if d == "" {
		return nil
	}
	if t, err := time.Parse(dateLayout, string(d)); err != nil || DateOf(t) != d {
		return fmt.Errorf("%q is not a date; write it like 2027-01-15", clip(string(d), 40))
	}
	return nil
}

// Time returns midnight UTC of the day, the zero time for no date.
func (d Date) Time() time.Time {
	t, err := time.Parse(dateLayout, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays returns the day n calendar days later (earlier when n is negative).
// No date stays no date, and a day outside the years 1 to 9999 is none.
func (d Date) AddDays(n int) Date {
	if d == "" || n < -maxSpan || n > maxSpan {
		return ""
	}
	return inCalendar(d.Time().AddDate(0, 0, n))
}

// maxSpan is more days, or months, than the calendar has from year 1 to 9999.
const maxSpan = 4_000_000

func inCalendar(t time.Time) Date {
	if t.Year() < 1 || t.Year() > 9999 {
		return ""
	}
	return DateOf(t)
}

// AddMonths returns the same day n months later, the last day of the month
// where that month is shorter; no date under the rules of AddDays.
func (d Date) AddMonths(n int) Date {
	if d == "" || n < -maxSpan || n > maxSpan {
		return ""
	}
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return inCalendar(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// DaysUntil returns the calendar days from d to other, negative when other is
// earlier, 0 when either is missing.
func (d Date) DaysUntil(other Date) int {
	if d == "" || other == "" {
		return 0
	}
	return int(other.Time().Sub(d.Time()) / (24 * time.Hour))
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Long returns "15 January 2027", or "" for no date.
func (d Date) Long() string { return d.format("2 January 2006") }

// Short returns "15 Jan 2027", or "" for no date.
func (d Date) Short() string { return d.format("2 Jan 2006") }

// DayMonth returns "15 Jan", or "" for no date.
func (d Date) DayMonth() string { return d.format("2 Jan") }

func (d Date) format(layout string) string {
	if d == "" {
		return ""
	}
	return d.Time().Format(layout)
}

// A Moment is a point in time, UTC, to the microsecond, written
// 2026-03-02T09:00:00.000000Z so that moments compare as text. The empty
// Moment means "never".
type Moment string

const momentLayout = "2006-01-02T15:04:05.000000Z"

// MomentOf returns t as a Moment; the zero time is the empty Moment.
func MomentOf(t time.Time) Moment {
	if t.IsZero() {
		return ""
	}
	return Moment(t.UTC().Truncate(time.Microsecond).Format(momentLayout))
}

// IsZero tells whether the moment is "never".
func (m Moment) IsZero() bool { return m == "" }

// Time returns the moment in UTC, the zero time for "never" or unreadable text.
func (m Moment) Time() time.Time {
	t, err := time.Parse(momentLayout, string(m))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Day returns the calendar day of the moment in zone loc.
func (m Moment) Day(loc *time.Location) Date {
	if m == "" {
		return ""
	}
	return DateOf(m.Time().In(loc))
}

// clip shortens s to at most n runes for use in a message.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
