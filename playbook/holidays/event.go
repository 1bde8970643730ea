package holidays

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"kept/playbook"
)

// An event is what is kept of one VEVENT.
type event struct {
	line      int
	name      string
	from, to  prop
	fromLine  int
	toLine    int
	length    string // DURATION
	rule      string // RRULE
	except    []playbook.Date
	cancelled bool

	start playbook.Date // set by days
}

func (e *event) take(p prop, line int) {
	switch p.name {
	case "SUMMARY":
		e.name = p.value
	case "DTSTART":
		e.from, e.fromLine = p, line
	case "DTEND":
		e.to, e.toLine = p, line
	case "DURATION":
		e.length = strings.ToUpper(strings.TrimSpace(p.value))
	case "RRULE":
		e.rule = p.value
	case "EXDATE":
		for _, s := range strings.Split(p.value, ",") {
			if d, ok := compact(s); ok && len(e.except) < 1_000 {
				e.except = append(e.except, d)
			}
		}
	case "STATUS":
		e.cancelled = strings.EqualFold(strings.TrimSpace(p.value), "CANCELLED")
	}
}

// title is the name of the day off.
func (e *event) title() string {
	s := clip(strings.Join(strings.Fields(playbook.CleanText(text(e.name))), " "), maxName)
	if s == "" {
		return "Day off"
	}
	return s
}

// A fault is what is wrong with one event.
type fault struct {
	line    int
	message string
}

// days sets start and returns for how many days the event lasts, 0 for one that
// has a time of the day.
func (e *event) days() (int, *fault) {
	if e.from.name == "" {
		return 0, &fault{e.line, fmt.Sprintf("“%s” has no day (DTSTART); save the file again from its source", clip(e.title(), 60))}
	}
	if timed(e.from) {
		return 0, nil
	}
	var ok bool
	if e.start, ok = compact(e.from.value); !ok {
		return 0, &fault{e.fromLine, fmt.Sprintf("%q is not a day; it is written like 20270115", clip(strings.TrimSpace(e.from.value), 40))}
	}
	switch {
	case e.to.name != "":
		end, ok := compact(e.to.value)
		if !ok {
			return 0, &fault{e.toLine, fmt.Sprintf("%q is not a day; it is written like 20270115", clip(strings.TrimSpace(e.to.value), 40))}
		}
		n := e.start.DaysUntil(end)
		if n < 0 {
			return 0, &fault{e.toLine, fmt.Sprintf("“%s” ends before it begins; correct its end", clip(e.title(), 60))}
		}
		return max(n, 1), nil // an end on the day itself is one day, as programs write it
	case e.length != "":
		return max(lasting(e.length), 1), nil
	}
	return 1, nil
}

// timed tells whether a value has a time of the day.
func timed(p prop) bool { return !p.date && strings.ContainsAny(p.value, "Tt") }

// compact reads a day as calendar files write it, 20270115; a time behind it is
// left away.
func compact(s string) (playbook.Date, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 8 && (s[8] == 'T' || s[8] == 't') {
		s = s[:8]
	}
	n, err := strconv.Atoi(s)
	if len(s) != 8 || err != nil || n < 0 {
		return "", false
	}
	d, err := playbook.MakeDate(n/10_000, time.Month(n/100%100), n%100)
	return d, err == nil
}

// lasting returns the days of a length like P3D or P2W, 0 for any other.
func lasting(s string) int {
	n, err := strconv.Atoi(strings.Trim(s, "+PDW"))
	switch {
	case err != nil || n < 0 || n > 100_000:
		return 0
	case strings.HasSuffix(s, "W"):
		return 7 * n
	}
	return n
}
