package playbook

import (
	"strconv"
	"strings"
)

// FormatAfter writes what a step or task waits for: "submit-handoff,
// design-signed+2", the number being the working days between.
func FormatAfter(after []Dependency) string {
	out := make([]string, len(after))
	for i, a := range after {
		out[i] = a.Step
		if a.Lag != 0 {
			out[i] += "+" + strconv.Itoa(a.Lag)
		}
	}
	return strings.Join(out, ", ")
}

// ParseAfter reads what FormatAfter writes. The error is an *InvalidError that
// says what would be right.
func ParseAfter(s string) ([]Dependency, error) {
	var out []Dependency
	for part := range strings.SplitSeq(s, ",") {
		part = strings.Join(strings.Fields(part), "")
		if part == "" {
			continue
		}
		a := Dependency{Step: part}
		if step, lag, ok := strings.Cut(part, "+"); ok {
			n, err := strconv.Atoi(lag)
			if err != nil || n < 0 || n > MaxOffset {
				return nil, invalid("after", "%q has no whole number of working days behind the +; write it like design-signed+2.", clip(part, 60))
			}
			a = Dependency{Step: step, Lag: n}
		}
		if !isSlug(a.Step) {
			return nil, invalid("after", "%q is not the id of a step; write the steps it waits for, like submit-handoff, design-signed+2.", clip(part, 60))
		}
		out = append(out, a)
	}
	return out, nil
}
