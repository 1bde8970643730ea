package schedule

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"kept/playbook"
)

// farthest bounds every search for a working day, in days: no real calendar
// has a longer run of days off, and a wrong one must not hang the program.
const farthest = 400

// A Holiday is one day off by name.
type Holiday struct {
	On   playbook.Date
	Name string // "" is shown as "holiday"
}

// A Calendar tells working days from days off. The zero Calendar has no day
// off. It does not change once made, so it may be shared.
type Calendar struct {
	weekend  [7]bool
	holidays map[playbook.Date]string
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
// time.Weekday, and holidays, of which there may be none. It refuses a week
// without a working day and a holiday that is not a day of the calendar.
func NewCalendar(weekend [7]bool, holidays ...Holiday) (Calendar, error) {
	if !slices.Contains(weekend[:], false) {
		return Calendar{}, errors.New("every day of the week is a day off; leave at least one working day")
	}
	c := Calendar{weekend: weekend, holidays: make(map[playbook.Date]string, len(holidays))}
	for _, h := range holidays {
		if err := h.On.Check(); err != nil || h.On == "" {
			return Calendar{}, fmt.Errorf("the holiday %q has no date of the calendar (%q); write it like 2027-01-15", h.Name, string(h.On))
		}
		name := h.Name
		if name == "" {
			name = "holiday"
		}
		c.holidays[h.On] = name
	}
	return c, nil
}

// MondayToFriday returns the calendar with Saturday and Sunday off and no
// holidays.
func MondayToFriday() Calendar {
	return Calendar{weekend: Weekend(time.Saturday, time.Sunday)}
}

// Working tells whether d is a working day. No date is not.
func (c Calendar) Working(d playbook.Date) bool { return d != "" && c.Off(d) == "" }

// Off returns why d is a day off, "weekend" or the holiday's name, and "" for
// a working day.
func (c Calendar) Off(d playbook.Date) string {
	if name, ok := c.holidays[d]; ok {
		return name
	}
	if d != "" && c.weekend[d.Weekday()] {
		return "weekend"
	}
	return ""
}

// AddWorking returns the working day n working days after d, or before it
// when n is negative. The day d itself is never counted, whether it is a
// working day or not; n = 0 gives d, or the next working day when d is off.
// No date stays no date, and n is bounded by playbook.MaxOffset.
func (c Calendar) AddWorking(d playbook.Date, n int) playbook.Date {
	if d == "" {
		return ""
	}
	if n == 0 {
		on, _ := c.settle(d, +1)
		return on
	}
	step, left := 1, min(n, playbook.MaxOffset)
	if n < 0 {
		step, left = -1, -max(n, -playbook.MaxOffset)
	}
	for ; left > 0; left-- {
		d, _ = c.settle(d.AddDays(step), step)
	}
	return d
}

// settle returns the first working day from d in steps of step (+1 or -1),
// and the reasons of the days off passed over, each once. A calendar that has
// no working day near leaves d where it is.
func (c Calendar) settle(d playbook.Date, step int) (on playbook.Date, passed []string) {
	on = d
	for range farthest {
		why := c.Off(on)
		if why == "" {
			return on, passed
		}
		if !slices.Contains(passed, why) {
			passed = append(passed, why)
		}
		on = on.AddDays(step)
	}
	return d, nil
}
