package table

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/currency"
)

// DecimalMark is the character before the decimals of a number.
type DecimalMark string

// The marks. AnyMark as an option means that the column decides.
const (
	AnyMark DecimalMark = ""
	Point   DecimalMark = "."
	Comma   DecimalMark = ","
)

// A NumberReport tells how the values were read.
type NumberReport struct {
	Mark    DecimalMark // AnyMark when no value has decimals or groups
	Assumed bool        // nothing in the column settles it: three digits behind a mark were taken for thousands
	Example string      // a value that depends on Mark
	Read    string      // Example as it was read
}

// An amount is a value cell taken apart.
type amount struct {
	negative bool
	body     string // digits, points, commas, spaces and apostrophes; begins and ends with a digit or a mark
	currency string
}

// parseAmount takes a tidied cell apart. problem is one sentence when it is no amount.
func parseAmount(cell string) (a amount, problem string) {
	a, ok := takeApart(cell)
	if !ok {
		return amount{}, fmt.Sprintf("%q is not an amount; write it in figures, like 12000 or 12000.50.", clip(cell, 40))
	}
	return a, ""
}

func takeApart(cell string) (a amount, ok bool) {
	s := strings.TrimSpace(cell)
	if len(s) > 64 {
		return a, false
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		a.negative = true
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	// "120,-" is how shops write that there are no cents.
	for _, none := range []string{",-", ",--", ",–", ".-", ".--", ".–"} {
		s = strings.TrimSuffix(s, none)
	}
	for range 2 { // the sign may stand on either side of the currency
		if rest, ok := cutSign(s); ok && !a.negative {
			a.negative, s = true, rest
		}
		from := strings.IndexFunc(s, numeric)
		to := strings.LastIndexFunc(s, numeric) + 1
		if from < 0 {
			return a, false
		}
		lead, trail := strings.TrimSpace(s[:from]), strings.TrimSpace(s[to:])
		minus := ""
		if lead != "" && strings.ContainsAny(lead[len(lead)-1:], "-") {
			lead, minus = strings.TrimSpace(lead[:len(lead)-1]), "-"
		}
		for _, sign := range []string{lead, trail} {
			if sign == "" {
				continue
			}
			c := currencyOf(sign)
			if c == "" || a.currency != "" && a.currency != c {
				return a, false
			}
			a.currency = c
		}
		s = minus + s[from:to]
	}
	if s == "" || strings.HasPrefix(s, "-") || !strings.ContainsAny(s, "0123456789") {
		return a, false
	}
	for _, r := range s {
		if !numeric(r) && r != ' ' && r != '\'' && r != '’' {
			return a, false
		}
	}
	a.body = s
	return a, true
}

func numeric(r rune) bool { return r >= '0' && r <= '9' || r == '.' || r == ',' }

func cutSign(s string) (string, bool) {
	for _, sign := range []string{"-", "−"} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			return strings.TrimSpace(rest), true
		}
		if rest, ok := strings.CutSuffix(s, sign); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// currencyOf returns the code for a code or for a sign with one meaning, the sign
// itself where it has several, and "" for anything else.
func currencyOf(s string) string {
	switch s {
	case "€":
		return "EUR"
	case "£":
		return "GBP"
	case "US$", "$US":
		return "USD"
	case "A$", "AU$":
		return "AUD"
	case "C$", "CA$":
		return "CAD"
	case "NZ$":
		return "NZD"
	case "R$":
		return "BRL"
	case "₹":
		return "INR"
	case "₽":
		return "RUB"
	case "₴":
		return "UAH"
	case "₺":
		return "TRY"
	case "₪":
		return "ILS"
	case "₩":
		return "KRW"
	case "zł", "zl":
		return "PLN"
	case "Kč":
		return "CZK"
	case "Ft":
		return "HUF"
	case "Fr.", "SFr.":
		return "CHF"
	case "$", "¥", "kr", "kr.", "Kr", "Kr.":
		return strings.ToLower(strings.TrimSuffix(s, "."))
	}
	if len(s) != 3 {
		return ""
	}
	u, err := currency.ParseISO(s)
	if err != nil {
		return ""
	}
	return u.String()
}

// mark returns what the body says about its own decimal mark. either means that it is
// one mark with three digits behind, which may be decimals or a group.
func (a amount) mark() (m DecimalMark, either bool) {
	points, commas := strings.Count(a.body, "."), strings.Count(a.body, ",")
	other := map[byte]DecimalMark{'.': Comma, ',': Point}
	switch {
	case points+commas == 0:
		return AnyMark, false
	case points > 0 && commas > 0:
		return DecimalMark(a.body[strings.LastIndexAny(a.body, ".,")]), false
	}
	i := strings.LastIndexAny(a.body, ".,")
	before, after := a.body[:i], a.body[i+1:]
	switch {
	case points+commas > 1:
		return other[a.body[i]], false
	case len(after) == 3 && len(before) >= 1 && len(before) <= 3 && before[0] != '0':
		return DecimalMark(a.body[i]), true
	}
	return DecimalMark(a.body[i]), false
}

// decimal writes the amount with a point and no groups; ok is false when the body does
// not follow the mark or its groups are not groups.
func (a amount) decimal(m DecimalMark) (string, bool) {
	if m == AnyMark {
		m = Point
	}
	whole, frac, _ := strings.Cut(a.body, string(m))
	if strings.ContainsFunc(frac, func(r rune) bool { return !unicode.IsDigit(r) }) {
		return "", false
	}
	whole, ok := ungroup(whole)
	if !ok || whole == "" && frac == "" {
		return "", false
	}
	whole = strings.TrimLeft(whole, "0")
	frac = strings.TrimRight(frac, "0")
	// Cents of a larger amount do not fit 64 bits with room to add up.
	if len(whole) > 13 {
		return "", false
	}
	if whole == "" {
		whole = "0"
	}
	if frac != "" {
		whole += "." + frac
	}
	if a.negative && whole != "0" {
		whole = "-" + whole
	}
	return whole, true
}

// ungroup joins 1,234,567 or the Indian 12,34,567; one kind of separator throughout.
func ungroup(s string) (string, bool) {
	sep := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if sep < 0 {
		return s, true
	}
	mark := string([]rune(s[sep:])[0])
	parts := strings.Split(s, mark)
	inner := len(parts[1])
	for i, p := range parts {
		for _, r := range p {
			if r < '0' || r > '9' {
				return "", false
			}
		}
		switch {
		case i == 0 && (p == "" || len(p) > 3 || p[0] == '0'),
			i == len(parts)-1 && len(p) != 3,
			i > 0 && i < len(parts)-1 && (len(p) != inner || inner < 2 || inner > 3):
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

// A valueColumn gathers what the cells say about their decimal mark.
type valueColumn struct {
	point, comma           int
	groupPoint, groupComma int
	example                string
}

// note counts a cell that has the form of an amount.
func (c *valueColumn) note(a amount) {
	m, either := a.mark()
	switch {
	case m == AnyMark:
	case either && m == Point:
		c.groupPoint++
		c.example = cmp.Or(c.example, a.body)
	case either:
		c.groupComma++
		c.example = cmp.Or(c.example, a.body)
	case m == Point:
		c.point++
	default:
		c.comma++
	}
}

// report decides by the majority of the cells that say; where none does, a mark before
// exactly three digits in every cell is taken for thousands, as money hardly ever has
// three decimals, and the report says that it was assumed.
func (c *valueColumn) report(asked DecimalMark) NumberReport {
	r := NumberReport{Mark: asked, Example: c.example}
	switch {
	case asked != AnyMark:
	case c.point > 0 && c.point >= c.comma:
		r.Mark = Point
	case c.comma > 0:
		r.Mark = Comma
	case c.groupPoint > c.groupComma:
		r.Mark, r.Assumed = Comma, true
	case c.groupComma > 0:
		r.Mark, r.Assumed = Point, true
	}
	if r.Example != "" {
		r.Read, _ = amount{body: r.Example}.decimal(r.Mark)
	}
	return r
}

// settle returns the canonical decimal, or one sentence on why the cell is none.
func (r NumberReport) settle(cell string, a amount) (value, problem string) {
	v, ok := a.decimal(r.Mark)
	if ok {
		return v, ""
	}
	if r.Mark == AnyMark {
		return "", fmt.Sprintf("%q is not an amount of at most 13 digits; write it in figures, like 12000 or 12000.50.", clip(cell, 40))
	}
	name := map[DecimalMark]string{Point: "point", Comma: "comma"}[r.Mark]
	return "", fmt.Sprintf("%q is not an amount of at most 13 digits with a decimal %s, as the rest of the column has it.", clip(cell, 40), name)
}
