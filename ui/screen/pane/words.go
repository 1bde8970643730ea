package pane

import (
	"errors"
	"strings"

	"kept/playbook"
)

// ReadOnlyWords say why nothing can be changed.
const ReadOnlyWords = "Another window has this workspace open, so nothing can be changed here. Close one of the two."

// Refusal returns what a person reads about an error of the rules, and false
// for any other error.
func Refusal(err error) (string, bool) {
	var invalid *playbook.InvalidError
	var no *playbook.RefusedError
	switch {
	case errors.As(err, &invalid):
		return full(invalid.Message), true
	case errors.As(err, &no):
		return full(no.Error()), true
	case errors.Is(err, playbook.ErrConflict):
		return "Someone changed this meanwhile; what is stored now is shown. Look, then try once more.", true
	case errors.Is(err, playbook.ErrNotFound):
		return "This row is in the trash now. Restore it there, or go on without it.", true
	}
	return "", false
}

func full(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// ShortDay leaves out the year of days within half a year of today.
func ShortDay(d, today playbook.Date) string {
	if n := today.DaysUntil(d); n > 183 || n < -183 {
		return d.Short()
	}
	return d.DayMonth()
}

// Joined puts what is not empty behind each other.
func Joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// Clip shortens a text, between words where there is a gap not far back.
func Clip(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	cut := string(r[:most-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
