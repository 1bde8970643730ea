package brief

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// answer returns the label of a stored choice, as the field table has it.
func answer(noun, kind, col, value string) string {
	if _, in := playbook.FieldOfColumn(noun, kind, col); in != nil {
		return playbook.LabelOf(in.Options, value)
	}
	return value
}

// answers is answer for a multiple choice.
func answers(noun, col, values string) string {
	var out []string
	for _, v := range playbook.SplitMany(values) {
		out = append(out, answer(noun, "", col, v))
	}
	return strings.Join(out, ", ")
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// clip shortens s to at most n runes, at the end of a word where there is one
// in the last third.
func clip(s string, n int) string {
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	cut := string([]rune(s)[:n])
	if i := strings.LastIndexFunc(cut, unicode.IsSpace); i > len(cut)*2/3 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " \t\n,.;:·–-") + "…"
}

// oneLine puts a typed text into one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// sentence ends a text with a full stop unless it ends in a mark already.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "”") {
		return s
	}
	return s + "."
}

// inQuotes sets a text in quotation marks unless it brings its own.
func inQuotes(s string) string {
	return "“" + strings.Trim(oneLine(s), "\"“”„«»") + "”"
}

func inQuotesOrNothing(s string) string {
	if blank(s) {
		return ""
	}
	return inQuotes(s)
}

// count returns "1 row", "2 rows".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// lowerStart makes the first letter small unless the word is an abbreviation.
func lowerStart(s string) string {
	r := []rune(s)
	if len(r) < 2 || unicode.IsUpper(r[1]) {
		return s
	}
	return string(unicode.ToLower(r[0])) + string(r[1:])
}

// joined puts the parts that are not blank one after the other.
func joined(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if !blank(p) {
			out = append(out, strings.TrimSpace(p))
		}
	}
	return strings.Join(out, sep)
}

// fromTo returns "14 → 0", with the unit behind the second figure.
func fromTo(from, to, unit string) string {
	if blank(from) && blank(to) {
		return ""
	}
	if blank(from) {
		return joined(" ", to, unit)
	}
	if blank(to) {
		return joined(" ", from, unit)
	}
	return joined(" ", from+" → "+to, unit)
}

// parts says who has which part, a person with two of them once:
// "judge: Ingrid Moe; owner, data: Kari Lie".
func parts(of ...pair) string {
	var names []string
	words := map[string]string{}
	for _, p := range of {
		name := oneLine(p.value)
		if name == "" {
			continue
		}
		if words[name] == "" {
			names = append(names, name)
		}
		words[name] = joined(", ", words[name], p.label)
	}
	for i, name := range names {
		names[i] = words[name] + ": " + name
	}
	return strings.Join(names, "; ")
}

// prefix puts words before a text, and nothing before nothing.
func prefix(p, s string) string {
	if blank(s) {
		return ""
	}
	return p + strings.TrimSpace(s)
}

// figure reads the number a criterion's value begins with.
func figure(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' && r != ',' })
	if end < 0 {
		end = len(s)
	}
	m, err := playbook.ParseMoney(s[:end])
	return m.Float(), err == nil && end > 0 && m != ""
}

// texts makes plain texts of strings.
func texts(in []string) []doc.Text {
	out := make([]doc.Text, len(in))
	for i, s := range in {
		out[i] = doc.T(s)
	}
	return out
}
