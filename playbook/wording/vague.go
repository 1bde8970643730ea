package wording

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Vague points out where a text leaves its reader guessing, in the order of the text. Findings do
// not overlap; what is missing from the text as a whole comes last. It returns nil for a text
// that has nothing to point out, and for one without a word or number in it.
//
// The rules are few and can be explained to the person who typed:
//
//   - A listed wording says less than it seems to ("soon", "as needed", "seamless"). The same
//     letters in a name ("Best Western"), in a harmless phrase ("at most", "as soon as the
//     contract is signed") or beside the figure that explains them are left alone, because a
//     warning that is wrong twice is not read a third time.
//   - An estimate is a number or date behind "about", "roughly" and the like, or "early", "mid",
//     "late" before a month.
//   - A Promise must name a date, a number or a person; a Criterion a number that is no date. Text
//     in another script is not asked for them.
func Vague(text string, kind Kind) []Finding {
	toks := scan(text)
	if len(toks) == 0 {
		return nil
	}
	facts := factsOf(toks)
	var found []Finding
	for i := 0; i < len(toks); {
		why, ask, n := estimate(toks, i)
		if n == 0 {
			why, ask, n = listed(toks, i, kind, facts[toks[i].sentence])
		}
		if why != "" {
			start, end := toks[i].start, toks[i+n-1].end
			found = append(found, Finding{Word: text[start:end], Start: start, End: end, Why: why, Ask: ask})
		}
		i += max(n, 1)
	}
	if why, ask := missing(facts, kind); why != "" && latin(toks) {
		at := len(strings.TrimRightFunc(text, unicode.IsSpace))
		found = append(found, Finding{Start: at, End: at, Why: why, Ask: ask})
	}
	return found
}

// latin reports whether at least half of the words begin with a plain Latin letter or a digit. In
// other scripts a month or a name is not recognised, so nothing can be said to be missing.
func latin(toks []token) bool {
	n := 0
	for _, t := range toks {
		if c := t.low[0]; c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '~' {
			n++
		}
	}
	return 2*n >= len(toks)
}

// missing says what the whole text lacks for its kind, or "".
func missing(each []facts, kind Kind) (why, ask string) {
	var all facts
	for _, f := range each {
		all = all.or(f)
	}
	switch {
	case kind == Promise && !all.date && !all.number && !all.person:
		return whyNoFact, askNoFact
	case kind == Criterion && !all.number && !all.every:
		return whyNoScale, askNoScale
	}
	return "", ""
}

// listed finds the longest wording of the lexicon that begins at i. It returns how many tokens it
// takes, 0 for none; why is "" for a harmless one.
func listed(toks []token, i int, kind Kind, f facts) (why, ask string, n int) {
	if nameLike(toks, i) {
		return "", "", 0
	}
	for _, e := range lexicon()[toks[i].low] {
		if !matches(toks, i, e.words) {
			continue
		}
		c := e.class
		if c.guard == never {
			return "", "", len(e.words)
		}
		if c.kinds != nil && !slices.Contains(c.kinds, kind) {
			continue
		}
		switch c.guard {
		case unlessNumber:
			if f.number || len(e.words) == 1 && in(" the its their our your ", word(toks, i-1)) && i+1 < len(toks) && toks[i+1].joined {
				continue
			}
		case unlessFact:
			if f.number || f.date {
				continue
			}
		}
		return c.why, c.ask, len(e.words)
	}
	return "", "", 0
}

// matches reports whether the words stand at i with nothing but spaces and hyphens between.
func matches(toks []token, i int, words []string) bool {
	if i+len(words) > len(toks) {
		return false
	}
	for k, w := range words {
		t := toks[i+k]
		if k > 0 && !t.joined || w != "*" && w != t.low {
			return false
		}
	}
	return true
}

// nameLike reports a word whose capital letter makes it part of a name: inside a sentence, or at
// its beginning before another capitalised word ("Best Western"). Headings and shouting, where
// every word has a capital, are not told apart from names: a miss there is the smaller harm.
func nameLike(toks []token, i int) bool {
	t := toks[i]
	if !t.capital || t.upper {
		return false
	}
	if !t.first {
		return true
	}
	return i+1 < len(toks) && toks[i+1].joined && toks[i+1].capital && !toks[i+1].upper && toks[i+1].low != "i"
}

// estimate finds a number or date that is only roughly meant. It takes the unit behind the number
// along, so that the whole of "about six weeks" is shown.
func estimate(toks []token, i int) (why, ask string, n int) {
	t := toks[i]
	if nameLike(toks, i) || i+1 >= len(toks) || !toks[i+1].joined && t.low != "~" {
		return "", "", 0
	}
	switch {
	case in(" early mid late ", t.low):
		next := toks[i+1]
		if isMonth(toks, i+1) || isYear(next) || in(quarters, next.low) || in(" summer spring autumn winter ", next.low) {
			return whyGuess, askGuess, 2
		}
		return "", "", 0
	case in(" about around ", t.low):
		// "asked about 3 invoices" and "a letter about two sites" name a subject.
		if in(" ask asked asks asking told tell talk talked letter email mail call called question questions complaint complaints complained information info worried concerned heard know knew learn notice reminder ", word(toks, i-1)) {
			return "", "", 0
		}
	case in(" roughly approximately approx circa ca some nearly almost ~ ", t.low):
	default:
		return "", "", 0
	}
	j := i + 1
	if in(" a an the ", toks[j].low) && j+1 < len(toks) && toks[j+1].joined {
		j++
	}
	amount := isNumber(toks, j) || isMonth(toks, j) || in(weekdays, toks[j].low) || in(quarters, toks[j].low) || j > i+1 && in(units, toks[j].low) && toks[j-1].low != "the"
	vague := in(" few couple handful ", toks[j].low)
	if !amount && !vague {
		return "", "", 0
	}
	j++
	for j < len(toks) && toks[j].joined && j-i < 6 && (isNumber(toks, j) || in(units, toks[j].low) || in(months, toks[j].low) || vague && toks[j].low == "of") {
		j++
	}
	return whyGuess, askGuess, j - i
}

const (
	shownWords = 3  // more would not fit beside a field
	shownRunes = 40 // per word
)

// Short returns one line for beside the field: the first wordings, and the first question to
// answer. It is "" when there is nothing to say.
func Short(findings []Finding) string {
	if len(findings) == 0 {
		return ""
	}
	var words []string
	more := 0
	for _, f := range findings {
		w := oneLine(f.Word)
		switch {
		case w == "" || slices.Contains(words, w):
		case len(words) == shownWords:
			more++
		default:
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return oneLine(findings[0].Why) + " " + findings[0].Ask
	}
	line := "Vague: “" + strings.Join(words, "”, “") + "”"
	if more > 0 {
		line += " and more"
	}
	return line + ". " + findings[0].Ask
}

// oneLine puts a word on one line of bounded length.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= shownRunes {
		return s
	}
	r := []rune(s)
	return string(r[:shownRunes]) + "…"
}
