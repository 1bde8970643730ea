package playbook

import (
	"slices"
	"strings"
)

// A Condition says for which accounts a step is meant: comparisons of fields
// that must all hold, such as integrations > 0 and segment = enterprise.
type Condition struct {
	Parts []Comparison
}

// A Comparison is one field of an account beside a value.
type Comparison struct {
	Field string // one of ConditionFields
	Op    string // =, !=, >, >=, < or <=
	Value string // as stored: of a choice its value, yes or no, a plain number
}

// IsZero tells whether it always holds.
func (c Condition) IsZero() bool { return len(c.Parts) == 0 }

// Equal tells whether two conditions say the same.
func (c Condition) Equal(other Condition) bool { return slices.Equal(c.Parts, other.Parts) }

// String writes the condition as ParseCondition reads it: "regulated and
// integrations > 0".
func (c Condition) String() string {
	parts := make([]string, len(c.Parts))
	for i, p := range c.Parts {
		parts[i] = p.String()
	}
	return strings.Join(parts, " and ")
}

// String writes one comparison; a yes or no is its field alone, or not field.
func (p Comparison) String() string {
	f := conditionField(p.Field)
	if f != nil && f.kind == yesOrNo && p.Op == "=" {
		if p.Value == "no" {
			return "not " + p.Field
		}
		return p.Field
	}
	value := p.Value
	if value == "" || strings.EqualFold(value, "and") || strings.EqualFold(value, "or") || strings.ContainsFunc(value, func(r rune) bool { return !plainInCondition(r) }) {
		value = `"` + value + `"`
	}
	return p.Field + " " + p.Op + " " + value
}

// In says the condition in a person's words: "Regulated, and Integrations
// more than 0".
func (c Condition) In() string {
	parts := make([]string, len(c.Parts))
	for i, p := range c.Parts {
		parts[i] = p.words()
	}
	return strings.Join(parts, ", and ")
}

func (p Comparison) words() string {
	f := conditionField(p.Field)
	if f == nil {
		return p.String()
	}
	if f.kind == yesOrNo {
		if (p.Value == "no") == (p.Op == "=") {
			return "not " + lowerFirst(f.Label)
		}
		return f.Label
	}
	op := map[string]string{"=": "is", "!=": "is not", ">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}[p.Op]
	return f.Label + " " + op + " " + LabelOf(f.Options, p.Value)
}

// Check refuses a condition on a field that does not exist, and a value of the
// wrong kind.
func (c Condition) Check() error {
	for _, p := range c.Parts {
		got, err := p.canonical()
		switch {
		case err != nil:
			return err
		case got != p:
			return invalid("if", "%s is written %s", clip(p.String(), 80), clip(got.String(), 80))
		}
	}
	return nil
}

// Holds tells whether the step is meant for the account of a record. A
// comparison with what is not known yet counts as holding, and known is false
// then: a step too many is seen, one that is missing is not.
func (c Condition) Holds(rec *Record) (ok, known bool) {
	known = true
	for _, p := range c.Parts {
		switch p.holds(rec) {
		case holdsNot:
			return false, true
		case holdsPerhaps:
			known = false
		}
	}
	return true, known
}

// Unknown returns the labels of the fields that the condition asks for and the
// record does not answer, each once.
func (c Condition) Unknown(rec *Record) []string {
	var out []string
	for _, p := range c.Parts {
		if f := conditionField(p.Field); f != nil && p.holds(rec) == holdsPerhaps && !slices.Contains(out, f.Label) {
			out = append(out, f.Label)
		}
	}
	return out
}

// ParseCondition reads what String writes, and what people write in its place:
// hyphens for underscores, labels for values, capitals, == for =. The error is
// an *InvalidError, one sentence without its full stop.
func ParseCondition(s string) (Condition, error) {
	var c Condition
	if len(s) > maxStepText*4 {
		return c, invalid("if", "the condition is longer than %d characters; shorten it", maxStepText)
	}
	words, err := conditionWords(s)
	if err != nil {
		return c, err
	}
	if len(words) == 0 {
		return c, nil
	}
	for from := 0; from <= len(words); {
		end := from
		for end < len(words) && !words[end].is("and") {
			end++
		}
		p, err := parseComparison(words[from:end], s)
		if err != nil {
			return Condition{}, err
		}
		c.Parts = append(c.Parts, p)
		from = end + 1
	}
	if len(c.Parts) > maxComparisons {
		return Condition{}, invalid("if", "%d comparisons stand in one condition; use at most %d", len(c.Parts), maxComparisons)
	}
	return c, nil
}

const maxComparisons = 10

func parseComparison(words []conditionWord, whole string) (Comparison, error) {
	if len(words) == 0 {
		return Comparison{}, invalid("if", "a comparison is missing in %q; write it like integrations > 0 and segment = enterprise", clip(whole, 60))
	}
	if i := slices.IndexFunc(words, func(w conditionWord) bool { return w.is("or") }); i >= 0 {
		return Comparison{}, invalid("if", "“or” is not understood in %q; join with and, or write two steps", clip(whole, 60))
	}
	p := Comparison{Op: "=", Value: "yes"}
	if words[0].is("not") {
		p.Value, words = "no", words[1:]
		if len(words) != 1 {
			return Comparison{}, invalid("if", "behind not stands one field with yes or no, like not regulated; %q has another", clip(whole, 60))
		}
	}
	if len(words) == 0 || words[0].op {
		return Comparison{}, invalid("if", "a field is missing in %q; write it like integrations > 0", clip(whole, 60))
	}
	p.Field = words[0].text
	if len(words) > 1 {
		if !words[1].op {
			return Comparison{}, invalid("if", "%q has no comparison behind %s; write one of =, !=, >, >=, < and <=", clip(whole, 60), clip(p.Field, 40))
		}
		p.Op = words[1].text
		if p.Op == "==" {
			p.Op = "="
		}
		var value []string
		for _, w := range words[2:] {
			if w.op {
				return Comparison{}, invalid("if", "%q has two comparisons without an and between them; write it like integrations > 0 and segment = enterprise", clip(whole, 60))
			}
			value = append(value, w.text)
		}
		p.Value = strings.Join(value, " ")
		if p.Value == "" {
			return Comparison{}, invalid("if", "%s is compared with nothing; write a value behind %s", clip(p.Field, 40), p.Op)
		}
	} else if f := conditionField(p.Field); f != nil && f.kind != yesOrNo {
		return Comparison{}, invalid("if", "%s is not a yes or no; compare it, like %s", f.Name, f.example())
	}
	return p.canonical()
}

// A conditionWord is a word, a text in quotes, or an operator.
type conditionWord struct {
	text       string
	op, quoted bool
}

func (w conditionWord) is(word string) bool {
	return !w.op && !w.quoted && strings.EqualFold(w.text, word)
}

func plainInCondition(r rune) bool {
	return r == '-' || r == '_' || r == '.' || r == '+' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f
}

func conditionWords(s string) ([]conditionWord, error) {
	s = strings.NewReplacer("≥", ">=", "≤", "<=", "≠", "!=").Replace(s)
	var out []conditionWord
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		switch {
		case strings.IndexByte("<>=!", s[0]) >= 0:
			op := s[:len(s)-len(strings.TrimLeft(s, "<>=!"))]
			if !slices.Contains([]string{"=", "==", "!=", ">", ">=", "<", "<="}, op) {
				return nil, invalid("if", "%q is not a comparison; write one of =, !=, >, >=, < and <=", clip(op, 20))
			}
			out = append(out, conditionWord{text: op, op: true})
			s = s[len(op):]
		case s[0] == '"':
			text, rest, ok := strings.Cut(s[1:], `"`)
			if !ok {
				return nil, invalid("if", "a quotation mark is not closed in %q; add the second one", clip(s, 60))
			}
			out = append(out, conditionWord{text: strings.Join(strings.Fields(text), " "), quoted: true})
			s = rest
		default:
			end := strings.IndexFunc(s, func(r rune) bool {
				return r == ' ' || r == '\t' || r == '\n' || r == '"' || strings.ContainsRune("<>=!", r)
			})
			if end < 0 {
				end = len(s)
			}
			out = append(out, conditionWord{text: s[:end]})
			s = s[end:]
		}
	}
	return out, nil
}
