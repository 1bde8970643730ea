package playbook

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Number is a measured value as people write it: 4.5 hours, 92 %, € 1,200.
type Number struct {
	Value float64
	Unit  string // what stands around the digits, "" when they are alone
}

// ParseNumber reads the one number of a text, with what stands around it as its
// unit; signs of comparison are no part of it. Thousands may be apart: 1,200
// and 1.500 are whole, 1,5 and 0.500 are not. The second result is false when
// the text holds no number, or several, as a range, a date or a time does.
func ParseNumber(s string) (Number, bool) {
	s = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "−", "-", "–", "-", "’", "'").Replace(s)
	s = strings.Join(strings.Fields(s), " ")
	from := strings.IndexFunc(s, unicode.IsDigit)
	if from < 0 {
		return Number{}, false
	}
	end := from
	for end < len(s) && (isDigit(s[end]) || strings.IndexByte("., '", s[end]) >= 0 && end+1 < len(s) && isDigit(s[end+1])) {
		end++
	}
	before, digits, after := s[:from], s[from:end], s[end:]
	if strings.ContainsFunc(after, unicode.IsDigit) {
		return Number{}, false
	}
	if head := before[:max(0, len(before)-1)]; strings.HasSuffix(before, ".") && !wordEnds(head) { // .5
		before, digits = head, "0."+digits
	}
	plain, ok := plainNumber(digits)
	v, err := strconv.ParseFloat(plain, 64)
	if !ok || err != nil {
		return Number{}, false
	}
	before = strings.TrimSpace(before)
	if head, minus := strings.CutSuffix(before, "-"); minus && !wordEnds(head) {
		before, v = head, -v
	}
	before = strings.Trim(before, "+<>≤≥=~≈ ")
	after = strings.Trim(after, ".,;: ")
	return Number{Value: v, Unit: strings.TrimSpace(before + " " + after)}, true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// wordEnds tells whether a text ends in a letter, so that the mark behind it
// is part of a word: No.5, week-3.
func wordEnds(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

// plainNumber turns digits with marks between them into a plain decimal. Marks
// stand either between thousands, or once before the decimals; one mark
// between at most three digits and exactly three is between thousands.
func plainNumber(s string) (string, bool) {
	groups := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	marks := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s)
	if marks == "" {
		return s, true
	}
	last := len(marks) - 1
	if len(groups) != len(marks)+1 || strings.Trim(marks[:last], marks[:min(1, last)]) != "" {
		return "", false // two marks side by side, or several kinds of thousands
	}
	decimal := last > 0 && marks[last] != marks[0] || last == 0 && (len(groups[1]) != 3 || !leadsThousands(groups[0]))
	whole := groups
	if decimal {
		if marks[last] != '.' && marks[last] != ',' {
			return "", false
		}
		whole = groups[:last+1]
	}
	if len(whole) > 1 {
		if !leadsThousands(whole[0]) {
			return "", false
		}
		for _, g := range whole[1:] {
			if len(g) != 3 {
				return "", false
			}
		}
	}
	out := strings.Join(whole, "")
	if decimal {
		out += "." + groups[last+1]
	}
	return out, true
}

// leadsThousands tells whether thousands can begin with these digits.
func leadsThousands(digits string) bool { return len(digits) <= 3 && digits[0] != '0' }

// String writes the value in a decimal with a dot, without its unit, so that
// ParseNumber reads the same value: 12.345 would be thousands and is written
// 12.3450.
func (n Number) String() string {
	s := strconv.FormatFloat(n.Value, 'f', -1, 64)
	whole, decimals, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if len(decimals) == 3 && leadsThousands(whole) {
		s += "0"
	}
	return s
}

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
