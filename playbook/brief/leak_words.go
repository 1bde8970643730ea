package brief

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/playbook"
)

// stanceWords are words about a person's attitude, as stems in small letters.
func stanceWords() []string {
	return []string{"champion", "supporter", "sceptic", "skeptic", "oppos", "blocker", "blocks", "against", "hostile", "resist", "doubt", "neutral", "ally", "politic", "influence"}
}

// near is how many words may lie between a surname and a word about attitude.
const near = 6

// minRepeat is the length from which a text kept inside is looked for in the
// texts that go out; shorter ones are found by chance.
const minRepeat = 14

// warnings looks through the texts that go out for what should perhaps not.
func warnings(r *playbook.Record, out []said) []Warning {
	var found []Warning
	seen := map[Warning]bool{}
	rivals, inner, hidden := rivalNames(r), innerTexts(r), hiddenNames(r)
	for _, s := range out {
		warn := func(at int, why string) {
			w := Warning{Where: s.where, Text: around(s.text, at), Why: why}
			if !seen[w] {
				seen[w] = true
				found = append(found, w)
			}
		}
		lower := strings.ToLower(s.text)
		for i := range r.People {
			if at := stanceNear(s.text, surname(r.People[i].Name)); at >= 0 {
				warn(at, "a person’s name beside a word about their attitude")
			}
		}
		for _, name := range rivals {
			if at := wordAt(s.text, name); at >= 0 {
				warn(at, "names an alternative they considered")
			}
		}
		for _, word := range []string{"internal", "confidential", "do not share", "don’t share", "don't share"} {
			if at := strings.Index(lower, word); at >= 0 {
				warn(at, "says “"+word+"”")
				break
			}
		}
		if at := amountAt(s.text, r.Account.Value); at >= 0 {
			warn(at, "an amount equal to the contract value")
		}
		for _, name := range hidden {
			if at := wordAt(s.text, name); at >= 0 {
				warn(at, "names one of ours who is not ticked to be shown")
			}
		}
		for _, in := range inner {
			if at := strings.Index(lower, in.text); at >= 0 {
				warn(at, "repeats what stays inside: "+in.where)
			}
		}
	}
	return found
}

func surname(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 || len([]rune(words[len(words)-1])) < 2 {
		return ""
	}
	return words[len(words)-1]
}

// stanceNear returns where a surname stands within a few words of a word about
// attitude, -1 when it does not.
func stanceNear(text, surname string) int {
	if surname == "" {
		return -1
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '’' && r != '\'' })
	name := strings.ToLower(surname)
	for i, w := range words {
		if strings.TrimSuffix(strings.TrimSuffix(w, "’s"), "'s") != name {
			continue
		}
		for _, other := range words[max(0, i-near):min(len(words), i+near+1)] {
			for _, stem := range stanceWords() {
				if strings.HasPrefix(other, stem) && other != name {
					return max(0, strings.Index(strings.ToLower(text), name))
				}
			}
		}
	}
	return -1
}

// rivalNames are what the alternatives are called: a short text as a whole,
// and in a longer one each word with a capital that does not begin it. The
// customer's own name is none.
func rivalNames(r *playbook.Record) []string {
	var out []string
	for _, it := range r.ItemsOf(playbook.Alternative) {
		words := strings.FieldsFunc(it.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '&' })
		if len(words) > 0 && len(words) <= 3 && len(it.Text) > 2 && !strings.EqualFold(it.Text, "do nothing") {
			out = append(out, strings.TrimSpace(it.Text))
		}
		for i, w := range words {
			first := []rune(w)[0]
			if unicode.IsUpper(first) && len([]rune(w)) > 2 && (i > 0 || len(words) == 1) && !strings.Contains(strings.ToLower(r.Account.Name), strings.ToLower(w)) {
				out = append(out, w)
			}
		}
	}
	return out
}

// hiddenNames are the full names of our people who are not ticked to be shown.
func hiddenNames(r *playbook.Record) []string {
	p := picker{r: r}
	var out []string
	seen := map[string]bool{}
	for _, n := range ourPeople(r) {
		n = oneLine(n)
		if len(strings.Fields(n)) > 1 && !seen[n] && p.isOurs(n) && !p.shownName(n) {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

// innerTexts are the internal and sensitive texts by the field table, and the
// promises that are withheld, in small letters.
func innerTexts(r *playbook.Record) []said {
	var out []said
	add := func(where, text string) {
		if t := strings.ToLower(oneLine(text)); len(t) >= minRepeat {
			out = append(out, said{where, t})
		}
	}
	for _, f := range playbook.Fields() {
		for _, row := range r.Rows(&f) {
			for _, in := range f.Inputs {
				if in.Audience == playbook.Both || in.Type == playbook.TypePerson || in.Type == playbook.TypeChoice || in.Type == playbook.TypeDate {
					continue
				}
				if v, err := playbook.GetText(row, in.Col); err == nil {
					add(in.Label, v)
				}
			}
		}
	}
	for i := range r.Promises {
		if why := withhold(&r.Promises[i]); why != "" {
			add("a promise that is withheld ("+why+")", r.Promises[i].Text)
		}
	}
	return out
}

// wordAt returns where name stands in text with no letter or digit beside it,
// -1 when it does not. Case does not matter.
func wordAt(text, name string) int {
	t, n := strings.ToLower(text), strings.ToLower(name)
	for from := 0; n != ""; {
		i := strings.Index(t[from:], n)
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(t[:i])
		after, _ := utf8.DecodeRuneInString(t[i+len(n):])
		letter := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
		if !letter(before) && !letter(after) {
			return i
		}
		from = i + len(n)
	}
	return -1
}

// amounts finds figures as people write them, with their thousands apart or a
// k or m behind.
func amounts() *regexp.Regexp {
	return regexp.MustCompile(`\d+(?:[.,'’ \x{00a0}\x{202f}]\d{3})*(?:[.,]\d{1,2})?(?:\s?[kKmM]\b)?`)
}

// amountAt returns where an amount equal to value stands, -1 when there is none.
func amountAt(text string, value playbook.Money) int {
	if value.Float() == 0 {
		return -1
	}
	for _, m := range amounts().FindAllStringIndex(text, -1) {
		if got, err := playbook.ParseMoney(text[m[0]:m[1]]); err == nil && got.Float() == value.Float() {
			return m[0]
		}
	}
	return -1
}

// around returns the words about a byte position, for a warning's reader.
func around(text string, at int) string {
	at = min(at, len(text))
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	before, after := []rune(text[:at]), []rune(text[at:])
	cut := string(before[max(0, len(before)-30):]) + string(after[:min(len(after), 60)])
	return oneLine(cut)
}
