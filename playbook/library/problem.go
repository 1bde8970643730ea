package library

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
	w = strings.ToLower(strings.NewReplacer("_", "-", " ", "-").Replace(w))
	if len(w) > 60 {
		return ""
	}
	best, at := "", 3
	for _, k := range known {
		d := distance(w, k)
		if d < at && d*2 <= max(len(k), 2) {
			best, at = k, d
		}
	}
	return best
}

// distance is the number of letters to add, drop, change or swap.
func distance(a, b string) int {
	older, old, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
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
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old, row = old, row, older
	}
	return old[len(b)]
}

// clip shortens a text for use in a message.
func clip(s string) string {
	r := []rune(s)
	if len(r) <= 40 {
		return s
	}
	return string(r[:40]) + "…"
}
