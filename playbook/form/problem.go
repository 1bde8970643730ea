package form

import (
	"strings"

	"kept/playbook/strict"
)

// A Problem is one thing wrong with a file and what would be right; Problems
// are all of a file by line, at most twenty.
type (
	Problem  = strict.Problem
	Problems = strict.Problems
)

const most = strict.Most

// nearest returns the known word most like w, "" when none is alike.
func nearest(w string, known []string) string {
	w = strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(w))
	if len(w) > 60 {
		return ""
	}
	best, at := "", 3
	for _, k := range known {
		if strings.HasPrefix(k, w+"_") && at > 2 {
			best, at = k, 2 // “expected” for expected_close
		}
		if d := distance(w, k); d < at && d*2 <= max(len(k), 2) {
			best, at = k, d
		}
	}
	return best
}

// distance is the number of letters to add, drop or change.
func distance(a, b string) int {
	old, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+cost)
		}
		old, row = row, old
	}
	return old[len(b)]
}

// clip shortens a text for use in a message.
func clip(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= 40 {
		return string(r)
	}
	return string(r[:40]) + "…"
}
