package work

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"
)

// MaxStretch bounds days off in a row, in days: no office is closed for longer,
// and a mistyped year must not make thousands of days.
const MaxStretch = 370

// daysOf yields the days of a stretch, at most MaxStretch of them.
func daysOf(on, until playbook.Date) iter.Seq[playbook.Date] {
	return func(yield func(playbook.Date) bool) {
		last := max(on, until)
		for n := 0; on != "" && on <= last && n < MaxStretch; n++ {
			if !yield(on) {
				return
			}
			on = on.AddDays(1)
		}
	}
}

// inOrder sorts days, each once, with the name that came first.
func inOrder(days []schedule.Holiday) []schedule.Holiday {
	slices.SortStableFunc(days, func(a, b schedule.Holiday) int { return strings.Compare(string(a.On), string(b.On)) })
	return slices.CompactFunc(days, func(a, b schedule.Holiday) bool { return a.On == b.On })
}

func withoutDays(days []schedule.Holiday, worked map[playbook.Date]bool) []schedule.Holiday {
	return slices.DeleteFunc(days, func(h schedule.Holiday) bool { return worked[h.On] })
}

// weekdays are the names of the days as a working week is written, from Monday.
func weekdays() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// parseWeek reads a working week, "mon tue wed thu fri": days by three letters
// or more of their names, in any order. Empty text is no week.
func parseWeek(s string) ([]time.Weekday, error) {
	var on [7]bool // from Monday
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
	for _, w := range words {
		i := slices.IndexFunc(weekdays(), func(d string) bool { return len(w) >= 3 && strings.HasPrefix(strings.ToLower(w), d) })
		if i < 0 || !strings.HasPrefix(strings.ToLower(dayFrom(i).String()), strings.ToLower(w)) {
			return nil, fmt.Errorf("%q is no day of the week; write the working days like mon tue wed thu fri", clip(w))
		}
		on[i] = true
	}
	var out []time.Weekday
	for i, work := range on {
		if work {
			out = append(out, dayFrom(i))
		}
	}
	return out, nil
}

// dayFrom is the i-th day of the week from Monday.
func dayFrom(i int) time.Weekday { return time.Weekday((i + 1) % 7) }

// weekText is a working week as the setting keeps it.
func weekText(week []time.Weekday) string {
	var out []string
	for i, name := range weekdays() {
		if slices.Contains(week, dayFrom(i)) {
			out = append(out, name)
		}
	}
	return strings.Join(out, " ")
}
