package schedule

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"kept/playbook"
)

// A Holiday is one day off by name.
type Holiday struct {
	On   playbook.Date
	Name string // "" is shown as "holiday"
}

// A Calendar tells working days from days off. The zero Calendar has no day
// off. It does not change once made, so it may be shared.
//
// What is asked of it costs the same in every year, for every distance, and for
// any number of holidays.
type Calendar struct {
	week  week
	off   layer    // the holidays, where they take a working day away
	dates []int32  // all holidays, ascending
	names []string // theirs
}

// Weekend returns a mask of weekly days off for NewCalendar:
// Weekend(time.Saturday, time.Sunday).
func Weekend(days ...time.Weekday) [7]bool {
	var mask [7]bool
	for _, d := range days {
		mask[d] = true
	}
	return mask
}

// NewCalendar returns a calendar with weekly days off, indexed by
// time.Weekday, and holidays, of which there may be none; of two on one day the
// last names it. It refuses a week without a working day and a holiday that is
// not a day of the calendar.
func NewCalendar(weekend [7]bool, holidays ...Holiday) (Calendar, error) {
	if !slices.Contains(weekend[:], false) {
		return Calendar{}, errors.New("every day of the week is a day off; leave at least one working day")
	}
	c := Calendar{week: newWeek(weekend)}
	type entry struct {
		on   int32
		name string
	}
	all := make([]entry, 0, len(holidays))
	for _, h := range holidays {
		on := number(h.On)
		if on == none {
			return Calendar{}, fmt.Errorf("the holiday %q has no date of the calendar (%q); write it like 2027-01-15", h.Name, string(h.On))
		}
		all = append(all, entry{int32(on), cmp.Or(h.Name, "holiday")})
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.on, b.on) })
	var spans []span
	for i, e := range all {
		if i+1 < len(all) && all[i+1].on == e.on {
			continue
		}
		c.dates, c.names = append(c.dates, e.on), append(c.names, e.name)
		spans = append(spans, span{int(e.on), int(e.on)})
	}
	c.off = newLayer(spans, c.week.count)
	return c, nil
}

// MondayToFriday returns the calendar with Saturday and Sunday off and no
// holidays.
func MondayToFriday() Calendar {
	return Calendar{week: newWeek(Weekend(time.Saturday, time.Sunday))}
}

// Working tells whether d is a working day. What is no date is not.
func (c Calendar) Working(d playbook.Date) bool {
	n := number(d)
	return n != none && c.why(n) == ""
}

// Off returns why d is a day off, "weekend" or the holiday's name, and "" for
// a working day and for what is no date.
func (c Calendar) Off(d playbook.Date) string {
	if n := number(d); n != none {
		return c.why(n)
	}
	return ""
}

func (c *Calendar) why(d int) string {
	if i, ok := slices.BinarySearch(c.dates, int32(d)); ok {
		return c.names[i]
	}
	if !c.week.works(d) {
		return "weekend"
	}
	return ""
}

// AddWorking returns the working day n working days after d, or before it
// when n is negative. The day d itself is never counted, whether it is a
// working day or not; n = 0 gives d, or the next working day when d is off.
// No date stays no date, and n is bounded by playbook.MaxOffset.
func (c Calendar) AddWorking(d playbook.Date, n int) playbook.Date {
	on := number(d)
	if on == none {
		return ""
	}
	w := workdays{cal: &c}
	if n = max(-playbook.MaxOffset, min(n, playbook.MaxOffset)); n == 0 {
		return date(w.next(on))
	}
	return date(w.add(on, n))
}

// WorkingBetween returns how many working days lie after from and until to,
// to itself counted: 1 from a Friday to the Monday behind it. It is negative
// when to is earlier, and 0 when either is no date.
func (c Calendar) WorkingBetween(from, to playbook.Date) int {
	a, b := number(from), number(to)
	if a == none || b == none {
		return 0
	}
	w := workdays{cal: &c}
	return w.between(a, b)
}
