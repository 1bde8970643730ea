package playbook

import (
	"strconv"
	"strings"
	"unicode"
)

// A Number is a measured value as people write it: 4.5 hours, 92 %, € 1,200.
type Number struct {
	Value float64
	Unit  string // what stands around the digits, "" when they are alone
}

// ParseNumber reads the first number of a text, with what stands around it as
// its unit: "about" and the like are no unit, but nobody writes a target so.
// The second result is false when the text holds no number, or several, as a
// range does.
func ParseNumber(s string) (Number, bool) {
	s = strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ", "−", "-").Replace(s)), " ")
	from := strings.IndexFunc(s, unicode.IsDigit)
	if from < 0 {
		return Number{}, false
	}
	end := from
	for end < len(s) {
		c := s[end]
		digitNext := end+1 < len(s) && s[end+1] >= '0' && s[end+1] <= '9'
		group := digitNext && (c == '.' || c == ',' || c == '\'' || c == ' ' && threeDigits(s[end+1:]))
		if c < '0' || c > '9' {
			if !group {
				break
			}
		}
		end++
	}
	rest := s[end:]
	if strings.ContainsFunc(rest, unicode.IsDigit) {
		return Number{}, false
	}
	v, err := strconv.ParseFloat(plainDecimal(strings.NewReplacer(" ", "", "'", "").Replace(s[from:end])), 64)
	if err != nil {
		return Number{}, false
	}
	before := strings.TrimSpace(s[:from])
	if strings.HasSuffix(before, "-") {
		before, v = strings.TrimSpace(strings.TrimSuffix(before, "-")), -v
	}
	return Number{Value: v, Unit: strings.TrimSpace(before + " " + strings.TrimSpace(rest))}, true
}

func threeDigits(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n == 3
}

// String writes the value in the shortest decimal with a dot, without its unit.
func (n Number) String() string { return strconv.FormatFloat(n.Value, 'f', -1, 64) }

// SameUnit tells whether two units are meant alike: case, spacing and a plural
// s do not matter.
func SameUnit(a, b string) bool { return plainUnit(a) == plainUnit(b) }

func plainUnit(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	switch s {
	case "%", "percent", "per cent", "pct":
		return "%"
	case "h", "hr", "hrs", "hour", "hours":
		return "hour"
	case "min", "mins", "minute", "minutes":
		return "minute"
	case "d", "day", "days":
		return "day"
	case "€", "eur", "euro", "euros":
		return "€"
	case "$", "usd", "dollar", "dollars":
		return "$"
	}
	if stem, ok := strings.CutSuffix(s, "ies"); ok && len(stem) > 2 {
		return stem + "y" // enquiries
	}
	if len(s) > 3 {
		s = strings.TrimSuffix(s, "s")
	}
	return s
}
