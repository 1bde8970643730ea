package schedule

import (
	"time"

	"kept/playbook"
)

// Days are computed as numbers, 0 being 1 January 1970, a Thursday. A day
// that there is not is none.
const (
	none  = -1 << 40
	never = 1 << 40 // later than any day

	firstDay = -719162 // 1 Jan 1 and 31 Dec 9999: what a Date can say
	lastDay  = 2932896
)

// number reads a date; a text that is no day of the calendar is none.
func number(d playbook.Date) int {
	if len(d) != 10 || d[4] != '-' || d[7] != '-' {
		return none
	}
	y, m, dd := digits(d[:4]), digits(d[5:7]), digits(d[8:])
	if y < 1 || m < 1 || dd < 1 {
		return none
	}
	t := time.Date(y, time.Month(m), dd, 0, 0, 0, 0, time.UTC)
	if t.Day() != dd || t.Month() != time.Month(m) {
		return none
	}
	return int(t.Unix() / 86400) // midnight: nothing is cut off, before 1970 either
}

func digits(s playbook.Date) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// date writes a number, "" for none and for what a Date cannot say.
func date(n int) playbook.Date {
	if n < firstDay || n > lastDay {
		return ""
	}
	var b [10]byte
	write(b[:], n)
	return playbook.Date(b[:])
}

// write puts a day that a Date can say into ten bytes.
func write(b []byte, n int) {
	y, m, d := time.Unix(int64(n)*86400, 0).UTC().Date()
	b[0], b[1], b[2], b[3] = byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10)
	b[4], b[7] = '-', '-'
	b[5], b[6] = byte('0'+m/10), byte('0'+m%10)
	b[8], b[9] = byte('0'+d/10), byte('0'+d%10)
}

// split divides so that the rest is never negative.
func split(n, by int) (whole, rest int) {
	whole, rest = n/by, n%by
	if rest < 0 {
		whole, rest = whole-1, rest+by
	}
	return whole, rest
}
