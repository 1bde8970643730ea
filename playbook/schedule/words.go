package schedule

import (
	"strconv"
	"time"
)

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}

func workingDays(n int) string {
	if n == 1 {
		return "1 working day"
	}
	return strconv.Itoa(n) + " working days"
}

// words is a day as it stands in a sentence: Mon 30 Nov 2026.
func words(n int) string { return time.Unix(int64(n)*86400, 0).UTC().Format("Mon 2 Jan 2006") }
