package wording

import "strings"

// facts is what a sentence names: the things that make a statement possible to check.
type facts struct {
	date   bool // a day, month, quarter, weekday, or an anchor such as "go-live + 5 days"
	number bool // a number that is no part of a date
	every  bool // "all", "every", "none": as good as a number, since one exception decides
	person bool // a name or a single role
}

func (f facts) or(g facts) facts {
	return facts{f.date || g.date, f.number || g.number, f.every || g.every, f.person || g.person}
}

// factsOf returns what each sentence of a text names.
func factsOf(toks []token) []facts {
	if len(toks) == 0 {
		return nil
	}
	out := make([]facts, toks[len(toks)-1].sentence+1)
	dated := datedTokens(toks)
	shout := shouted(toks)
	for i, t := range toks {
		f := &out[t.sentence]
		switch {
		case dated[i]:
			f.date = true
		case isNumber(toks, i):
			f.number = true
		case in(everyWords, t.low) && !in(" at after ", word(toks, i-1)) && !in(" later longer less more sooner doubt problem idea ", word(toks, i+1)):
			f.every = true
		}
		if !dated[i] && (isRole(toks, i) || !shout && isName(toks, i)) {
			f.person = true
		}
	}
	return out
}

// shouted reports whether capitals say nothing because nearly all words are written in them.
func shouted(toks []token) bool {
	n := 0
	for _, t := range toks {
		if t.upper {
			n++
		}
	}
	return len(toks) > 3 && n*4 > len(toks)*3
}

// Word lists are constants between spaces: a search in them cannot be disturbed by anyone, and
// they are read a few times per keystroke at most.
const (
	months   = " january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
	weekdays = " monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays "
	quarters = " q1 q2 q3 q4 h1 h2 "
	units    = " second seconds minute minutes hour hours day days week weeks month months quarter quarters year years "
	// periods make a date of "every morning", "end of month" and "year-end".
	periods = " day morning evening night week month quarter year "
	// oftenWords say when by themselves.
	oftenWords = " today tomorrow tonight hourly daily nightly weekly fortnightly monthly quarterly annually yearly "
	// anchors are the moments that a plan counts from.
	anchors     = " live kickoff kick signature signing close renewal cutover launch handover "
	everyWords  = " all every each none nobody never no both "
	numberWords = " zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half twice double triple thirds quarters percent "
	roles       = " manager director controller officer lead leader engineer head teacher coordinator administrator admin ceo cfo cto cio coo cmo ciso dpo vp owner sponsor champion accountant supervisor foreman superintendent secretary treasurer principal matron chief president chair buyer planner "
	titles      = " dr mr mrs ms prof professor sir dame sister "
	// languages are capitalised in English and are nobody's name.
	languages = " english welsh irish french german spanish italian portuguese polish dutch czech danish swedish norwegian finnish greek turkish arabic russian ukrainian chinese japanese korean hindi european british american "
	// partOfThing follow a product's name: "the Xero integration" names a thing, not a person.
	partOfThing = " integration connection connector sync import export module app system interface api feed add plugin licence licences account data invoices orders till terminal portal dashboard file files scanner scanners server "
	// beforeThing stand before a product's name rather than a person's.
	beforeThing = " with connect integrate into from via through using in on onto sync replace "
)

// in reports whether list, one of the constants above, holds the word.
func in(list, word string) bool {
	return word != "" && strings.Contains(list, " "+word+" ")
}

// isNumber reports whether the token at i states a quantity. "one" counts only where it is not a
// pronoun ("this one", "no one").
func isNumber(toks []token, i int) bool {
	t := toks[i]
	if t.digit {
		return true
	}
	if t.low == "one" {
		return !in(" this that no the which any every each some new old another ", word(toks, i-1))
	}
	if t.low == "half" {
		return word(toks, i+1) != "term"
	}
	return in(numberWords, t.low)
}

// isYear reports whether a token reads as a year of this century or the last.
func isYear(t token) bool {
	return len(t.low) == 4 && t.digit && (t.low[:2] == "20" || t.low[:2] == "19") && allDigits(t.low)
}

func allDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// ordinal reports "5th", "1st" and their like.
func ordinal(t token) bool {
	if !t.digit || len(t.low) < 3 || len(t.low) > 4 {
		return false
	}
	return in(" st nd rd th ", t.low[len(t.low)-2:])
}

// datedTokens marks the tokens that are part of a date.
func datedTokens(toks []token) []bool {
	d := make([]bool, len(toks))
	for i, t := range toks {
		prev := word(toks, i-1)
		switch {
		case t.digit && isoDate(t.low), slashDate(t.low), ordinal(t):
			d[i] = true
		case in(quarters, t.low), in(weekdays, t.low), in(oftenWords, t.low):
			d[i] = true
		case in(" every each ", prev) && in(periods, t.low), in(periods, t.low) && endOf(toks, i), t.low == "end" && in(periods, prev):
			d[i] = true
		case isMonth(toks, i):
			d[i] = true
			// The day before or after it and the year behind belong to it; "and" joins two days.
			for j := i - 1; j >= 0 && i-j <= 3 && (dayNumber(toks[j]) || in(" and to of ", toks[j].low)); j-- {
				d[j] = d[j] || toks[j].digit
			}
			for j := i + 1; j < len(toks) && j-i <= 2 && (dayNumber(toks[j]) || isYear(toks[j])); j++ {
				d[j] = true
			}
		case isYear(t) && (in(" in by the until before during since of ", prev) || in(quarters, prev)):
			d[i] = true
		case in(" week day month ", t.low) && i+1 < len(toks) && isNumber(toks, i+1) && prev != "working":
			d[i], d[i+1] = true, true
		case isAnchor(toks, i):
			d[i] = true
			markOffset(toks, d, i)
		}
	}
	return d
}

// endOf reports "end of" or "end of the" before i.
func endOf(toks []token, i int) bool {
	if word(toks, i-1) == "the" {
		i--
	}
	return word(toks, i-1) == "of" && word(toks, i-2) == "end"
}

func dayNumber(t token) bool {
	return t.digit && (len(t.low) <= 2 && allDigits(t.low) || ordinal(t))
}

// slashDate reports day, month and year written with slashes or points.
func slashDate(s string) bool {
	for _, sep := range []string{"/", "."} {
		if p := strings.Split(s, sep); len(p) == 3 && len(p[0]) <= 2 && len(p[1]) <= 2 && (len(p[2]) == 4 || len(p[2]) == 2) &&
			p[0] != "" && p[1] != "" && allDigits(p[0]+p[1]+p[2]) {
			return true
		}
	}
	return false
}

// isMonth tells the months May and March from the verbs: those two need a capital that the
// beginning of the sentence does not explain, or a number beside them.
func isMonth(toks []token, i int) bool {
	t := toks[i]
	if !in(months, t.low) {
		return false
	}
	if t.low != "may" && t.low != "march" && t.low != "mar" && t.low != "sep" && t.low != "dec" {
		return true
	}
	beside := i > 0 && dayNumber(toks[i-1]) || i+1 < len(toks) && (dayNumber(toks[i+1]) || isYear(toks[i+1]))
	return beside || t.capital && !t.first
}

// isAnchor reports a moment of the plan used as a date: "at go-live", "before kickoff", "go-live
// + 5 days", "five days of signature". Without such a word beside it ("go-live should be smooth")
// it names the event and not when something is due.
func isAnchor(toks []token, i int) bool {
	if !in(anchors, toks[i].low) {
		return false
	}
	start := i
	if toks[i].low == "live" {
		if word(toks, i-1) != "go" {
			return false
		}
		start--
	}
	before := word(toks, start-1)
	if in(" the contract our their ", before) {
		before = word(toks, start-2)
	}
	if in(" at by before from until of on after ", before) {
		// "after" and "of" say when only together with a number of days.
		return before != "after" && before != "of" || hasDuration(toks, start-1)
	}
	return i+1 < len(toks) && (toks[i+1].plus || in(" plus minus ", toks[i+1].low))
}

// hasDuration reports whether a number of days, weeks … stands just before i.
func hasDuration(toks []token, i int) bool {
	for j := i; j >= 0 && i-j < 4; j-- {
		if in(units, toks[j].low) {
			return j > 0 && (isNumber(toks, j-1) || j > 1 && isNumber(toks, j-2))
		}
	}
	return false
}

// markOffset marks the days that are counted from the anchor at i, on either side of it.
func markOffset(toks []token, d []bool, i int) {
	if i+1 < len(toks) && (toks[i+1].plus || in(" plus minus ", toks[i+1].low)) {
		for j := i + 1; j < len(toks) && j <= i+3; j++ {
			if isNumber(toks, j) {
				d[j] = true
				return
			}
		}
		return
	}
	for j := i - 1; j > 0 && i-j < 7; j-- {
		if in(units, toks[j].low) {
			if isNumber(toks, j-1) {
				d[j-1] = true
			} else if j > 1 && isNumber(toks, j-2) {
				d[j-2] = true
			}
			return
		}
	}
}

// isRole reports one person named by what they do ("the clinic manager"). A plural is nobody in
// particular. "lead" and "head" are verbs as well, so a word that makes them a noun must precede.
func isRole(toks []token, i int) bool {
	if !in(roles, toks[i].low) {
		return false
	}
	for j := i - 1; j >= 0 && i-j <= 3; j-- {
		if in(" the a an their our your its his her my each every new ", toks[j].low) || strings.HasSuffix(toks[j].low, "'s") {
			return true
		}
	}
	return toks[i].first && word(toks, i+1) == "of" || toks[i].upper
}

// isName reports a capitalised word that reads as a person or party: after a title, beside
// another capitalised word, or alone inside a sentence where it does not name a product.
func isName(toks []token, i int) bool {
	t := toks[i]
	if !t.capital || t.upper || in(languages, t.low) || in(months, t.low) || in(weekdays, t.low) || t.low == "i" || strings.HasPrefix(t.low, "i'") {
		return false
	}
	if in(titles, word(toks, i-1)) {
		return true
	}
	next := i+1 < len(toks) && toks[i+1].sentence == t.sentence && toks[i+1].joined && toks[i+1].capital && !toks[i+1].upper &&
		!in(languages, toks[i+1].low) && !in(months, toks[i+1].low) && !in(weekdays, toks[i+1].low)
	if t.first {
		return next && !in(starters, t.low)
	}
	if next {
		return true
	}
	return !in(partOfThing, word(toks, i+1)) && !in(beforeThing, word(toks, i-1))
}

// starters begin sentences with a capital and are no first half of a name.
const starters = " the a an we our they their it its this that i in on at by for with and but all every each no if when after before once "
