package data

import (
	"testing"
	"unicode"

	"kept/playbook"
)

// What is marked in a found text folds letters as the search does: every letter
// of Latin, Greek and Cyrillic that loses an accent there is found by its base.
func TestMarksFoldAsTheSearchDoes(t *testing.T) {
	for _, block := range [][2]rune{{0xc0, 0x250}, {0x386, 0x3cf}, {0x400, 0x460}, {0x1e00, 0x1efa}} {
		for r := block[0]; r < block[1]; r++ {
			base := fold(string(r))
			if !unicode.IsLetter(r) || len([]rune(base)) != 1 {
				continue
			}
			if m := playbook.Matches(string(r), base); len(m) != 1 || m[0] != [2]int{0, len(string(r))} {
				t.Errorf("%q is not found by %q: %v", r, base, m)
			}
		}
	}
}
