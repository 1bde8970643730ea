// Package holidays knows the public holidays of countries, computed by rule,
// and reads the days off that a calendar file lists. It is pure: no store, no
// clock. Which sets a workspace keeps, and its own days off, are not known
// here.
//
// A set holds what is off in the whole country by law, under English names.
// Holidays of a region, half days and days that only a trade or an employer
// gives are not in it; the workspace adds them as days off of its own. Days
// that a government announces for one year are in it as far as they were known
// when this was written.
package holidays

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"kept/playbook"
	"kept/playbook/schedule"
)

// A Set is the public holidays of one country.
type Set struct {
	Code  string // two letters, as in ISO 3166
	Name  string // of the country
	Note  string // what the set leaves out that people may look for, "" for nothing
	rules []rule
	known func() []schedule.Holiday // of the years from FirstYear to LastYear
}

// The years of which holidays are kept once they were computed: a calendar is
// made at every write of a date.
const (
	FirstYear = 2015
	LastYear  = 2050
)

// remembered returns the sets, each with what it keeps.
func remembered(sets []Set) []Set {
	for i := range sets {
		s := &sets[i]
		s.known = sync.OnceValue(func() []schedule.Holiday {
			var out []schedule.Holiday
			for y := FirstYear; y <= LastYear; y++ {
				out = append(out, s.Year(y)...)
			}
			return out
		})
	}
	return sets
}

// Sets returns the sets there are, by name of the country. The slice is the
// caller's own.
func Sets() []Set {
	all := slices.Clone(table)
	slices.SortFunc(all, func(a, b Set) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Find returns a set by its code or by the name of its country, blind to case.
func Find(codeOrName string) (Set, bool) {
	typed := strings.TrimSpace(codeOrName)
	for i := range table {
		if strings.EqualFold(typed, table[i].Code) || strings.EqualFold(typed, table[i].Name) {
			return table[i], true
		}
	}
	return Set{}, false
}

// Parse reads the codes of sets as a setting keeps them, "SE DE": upper case,
// each once, in their order. What is no set is returned apart.
func Parse(codes string) (known, unknown []string) {
	for _, word := range strings.FieldsFunc(codes, func(r rune) bool { return r == ' ' || r == ',' }) {
		s, ok := Find(word)
		switch {
		case !ok:
			unknown = append(unknown, word)
		case !slices.Contains(known, s.Code):
			known = append(known, s.Code)
		}
	}
	return known, unknown
}

// Between returns the holidays of the years from first to last. The slice is
// shared: read it only.
func (s *Set) Between(first, last int) []schedule.Holiday {
	if first >= FirstYear && last <= LastYear && first <= last {
		all := s.known()
		from, _ := slices.BinarySearchFunc(all, playbook.Date(fmt.Sprint(first)), byDate)
		to, _ := slices.BinarySearchFunc(all, playbook.Date(fmt.Sprint(last+1)), byDate)
		return slices.Clip(all[from:to])
	}
	var out []schedule.Holiday
	for y := first; y <= last; y++ {
		out = append(out, s.Year(y)...)
	}
	return out
}

func byDate(h schedule.Holiday, on playbook.Date) int {
	return strings.Compare(string(h.On), string(on))
}

// Names lists the codes there are, for a sentence.
func Names() string {
	var out []string
	for _, s := range Sets() {
		out = append(out, fmt.Sprintf("%s (%s)", s.Code, s.Name))
	}
	return strings.Join(out, ", ")
}
