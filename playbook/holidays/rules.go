package holidays

import (
	"slices"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"
)

// A rule is one holiday: when it falls in a year, and in which years there is
// one.
type rule struct {
	name    string
	on      func(year int, e easters) time.Time
	from    int   // the first year, 0 for always
	until   int   // the last year, 0 for still
	except  []int // years that had another day instead, or none
	shifted shift
}

// A shift says what happens to a holiday that falls on Saturday or Sunday.
type shift int

const (
	stays   shift = iota
	nearest       // Saturday is kept on Friday, Sunday on Monday
	after         // the next weekday that is no holiday itself
	sunday        // Sunday is kept on Saturday
)

// easters are the Easter Sundays of a year.
type easters struct{ west, east time.Time }

func fixed(month time.Month, day int, name string) rule {
	return rule{name: name, on: func(year int, _ easters) time.Time { return noon(year, month, day) }}
}

// once is a day that was announced for one year.
func once(year int, month time.Month, day int, name string) rule {
	r := fixed(month, day, name)
	r.from, r.until = year, year
	return r
}

// easter is days after Easter Sunday, negative before.
func easter(days int, name string) rule {
	return rule{name: name, on: func(_ int, e easters) time.Time { return e.west.AddDate(0, 0, days) }}
}

// orthodox is days after the Easter Sunday of the Orthodox churches.
func orthodox(days int, name string) rule {
	return rule{name: name, on: func(_ int, e easters) time.Time { return e.east.AddDate(0, 0, days) }}
}

// nth is the n-th weekday of a month, from its end when n is negative.
func nth(n int, day time.Weekday, month time.Month, name string) rule {
	return rule{name: name, on: func(year int, _ easters) time.Time {
		if n < 0 {
			last := noon(year, month+1, 0)
			return last.AddDate(0, 0, -(int(last.Weekday()-day)+7)%7+7*(n+1))
		}
		return onOrAfter(noon(year, month, 1), day).AddDate(0, 0, 7*(n-1))
	}}
}

// from is the first weekday on or after a day of the year.
func from(day time.Weekday, month time.Month, first int, name string) rule {
	return rule{name: name, on: func(year int, _ easters) time.Time { return onOrAfter(noon(year, month, first), day) }}
}

func (r rule) since(year int) rule   { r.from = year; return r }
func (r rule) to(year int) rule      { r.until = year; return r }
func (r rule) not(years ...int) rule { r.except = years; return r }
func (r rule) moved(to shift) rule   { r.shifted = to; return r }

func (r *rule) in(year int) bool {
	return year >= r.from && (r.until == 0 || year <= r.until) && !slices.Contains(r.except, year)
}

// Year returns the holidays of one year in their order, each day once. What
// falls on a weekend and is not kept on another day is among them.
func (s *Set) Year(year int) []schedule.Holiday {
	found := make([]dated, 0, len(s.rules)+2)
	var late []dated
	for i := range s.rules {
		r := &s.rules[i]
		// The New Year of the next year may be kept in December.
		for y := year; y <= year+1; y++ {
			if !r.in(y) || y > year && r.shifted != nearest {
				continue
			}
			d := dated{r.on(y, easters{western(y), eastern(y)}), r.name}
			switch wd := d.on.Weekday(); {
			case r.shifted == nearest && wd == time.Saturday, r.shifted == sunday && wd == time.Sunday:
				d = dated{d.on.AddDate(0, 0, -1), d.name + observed}
			case r.shifted == nearest && wd == time.Sunday:
				d = dated{d.on.AddDate(0, 0, 1), d.name + observed}
			case r.shifted == after && (wd == time.Saturday || wd == time.Sunday):
				late = append(late, d)
				continue
			}
			if d.on.Year() == year {
				found = append(found, d)
			}
		}
	}
	// What gives way looks for its day when the others have theirs, the earlier
	// one first.
	slices.SortStableFunc(late, byDay)
	for _, d := range late {
		for on := d.on; ; on = on.AddDate(0, 0, 1) {
			taken := slices.ContainsFunc(found, func(f dated) bool { return f.on.Equal(on) })
			if wd := on.Weekday(); !taken && wd != time.Saturday && wd != time.Sunday {
				found = append(found, dated{on, d.name + observed})
				break
			}
		}
	}
	slices.SortStableFunc(found, byDay)
	found = slices.CompactFunc(found, func(a, b dated) bool { return a.on.Equal(b.on) })
	out := make([]schedule.Holiday, len(found))
	for i, d := range found {
		out[i] = schedule.Holiday{On: playbook.DateOf(d.on), Name: d.name}
	}
	return out
}

// observed marks a holiday that is kept on another day than its own.
const observed = ", observed"

// A dated is a holiday on its day.
type dated struct {
	on   time.Time
	name string
}

func byDay(a, b dated) int { return a.on.Compare(b.on) }

func noon(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
}

func onOrAfter(t time.Time, day time.Weekday) time.Time {
	return t.AddDate(0, 0, (int(day-t.Weekday())+7)%7)
}

// western returns Easter Sunday in the Gregorian calendar, after Meeus, Jones
// and Butcher.
func western(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	g := (b - (b+8)/25 + 1) / 3
	h := (19*a + b - b/4 - g + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return noon(year, time.Month(n/31), n%31+1)
}

// eastern returns the Easter Sunday of the Orthodox churches, after Meeus. It
// is computed in the Julian calendar, which is 13 days behind from 1900 to 2099
// and falls back by one day in three of four centuries.
func eastern(year int) time.Time {
	d := (19*(year%19) + 15) % 30
	n := d + (2*(year%4)+4*(year%7)-d+34)%7 + 114
	behind := year/100 - year/400 - 2
	return noon(year, time.Month(n/31), n%31+1+behind)
}
