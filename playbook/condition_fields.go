package playbook

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A ConditionField is something about an account that a step of a playbook can
// depend on.
type ConditionField struct {
	Name    string   // as a playbook file writes it
	Label   string   // as the handoff calls it
	Options []Option // of a choice, and of a yes or no
	kind    conditionKind
	answer  func(*Record) answer
}

type conditionKind int

const (
	yesOrNo conditionKind = iota
	oneChoice
	aNumber
	aWord  // one text, compared as names are
	aWords // a list in one text: = means that it is among them
)

// Kind says what values the field has: "yes or no", "choice", "number",
// "text", "list".
func (f *ConditionField) Kind() string {
	return [...]string{"yes or no", "choice", "number", "text", "list"}[f.kind]
}

func (f *ConditionField) example() string {
	switch f.kind {
	case yesOrNo:
		return f.Name
	case oneChoice:
		return f.Name + " = " + f.Options[len(f.Options)-1].Value
	case aNumber:
		return f.Name + " > 0"
	}
	return f.Name + " = " + map[string]string{"industry": "health", "languages": "German", "locations": "Oslo", "currency": "EUR"}[f.Name]
}

// An answer is what a record says: texts, or a number that may be known only
// as a range. Without known it says nothing.
type answer struct {
	known  bool
	texts  []string
	lo, hi float64
}

// ConditionFields returns what steps can depend on, by their place in the
// handoff: what the record holds as a number, a choice, a yes or no, or plain
// words.
func ConditionFields() []ConditionField { return slices.Clone(conditionTable) }

var conditionTable = []ConditionField{
	choiceField("segment", "Segment", segments(), func(r *Record) string { return r.Account.Segment }),
	textField("industry", "Industry", aWord, func(r *Record) string { return r.Account.Industry }),
	{Name: "regulated", Label: "Regulated", kind: yesOrNo, Options: yesNo(), answer: func(r *Record) answer {
		// An empty tick says no only where its field was answered at all.
		return ticked(r.Account.Regulated, !blank(r.Account.Industry))
	}},
	{Name: "value", Label: "Value per year", kind: aNumber, answer: func(r *Record) answer { return exactly(string(r.Account.Value)) }},
	textField("currency", "Currency", aWord, func(r *Record) string { return r.Account.Currency }),
	{Name: "term_months", Label: "Term in months", kind: aNumber, answer: func(r *Record) answer { return exactly(r.Account.TermMonths) }},
	{Name: "single_champion", Label: "Single champion", kind: yesOrNo, Options: yesNo(), answer: func(r *Record) answer { return ticked(r.Handoff.SingleChampion, true) }},
	{Name: "sponsor_change", Label: "Change of sponsor expected", kind: yesOrNo, Options: yesNo(), answer: func(r *Record) answer { return ticked(r.Handoff.SponsorChange, true) }},
	choiceField("go_live_kind", "Hard or soft go-live", goLiveKinds(), func(r *Record) string { return r.Handoff.GoLiveKind }),
	{Name: "integrations", Label: "Integrations", kind: aNumber, answer: func(r *Record) answer { return counted(r, Integration, r.Handoff.Integrations) }},
	{Name: "data_sets", Label: "Data sets to move", kind: aNumber, answer: func(r *Record) answer { return counted(r, DataSet, r.Handoff.DataSets) }},
	{Name: "approvals", Label: "Approvals that take time", kind: aNumber, answer: func(r *Record) answer { return counted(r, Approval, "") }},
	{Name: "sites", Label: "Sites", kind: aNumber, answer: func(r *Record) answer { return ranged(r.Handoff.Sites) }},
	choiceYesNo("custom_work", "Custom work", func(r *Record) string { return r.Handoff.CustomWork }),
	{Name: "user_count", Label: "Number of users", kind: aNumber, answer: func(r *Record) answer { return exactly(r.Handoff.UserCount) }},
	{Name: "hours_per_week", Label: "Hours per week of the customer’s project lead", kind: aNumber, answer: func(r *Record) answer { return exactly(r.Handoff.HoursPerWeek) }},
	textField("locations", "Locations", aWords, func(r *Record) string { return r.Handoff.Locations }),
	textField("languages", "Languages", aWords, func(r *Record) string { return r.Handoff.Languages }),
}

func choiceField(name, label string, opts []Option, of func(*Record) string) ConditionField {
	return ConditionField{Name: name, Label: label, Options: opts, kind: oneChoice, answer: said(of)}
}

func choiceYesNo(name, label string, of func(*Record) string) ConditionField {
	return ConditionField{Name: name, Label: label, Options: yesNo(), kind: yesOrNo, answer: said(of)}
}

func textField(name, label string, kind conditionKind, of func(*Record) string) ConditionField {
	return ConditionField{Name: name, Label: label, kind: kind, answer: func(r *Record) answer {
		text := of(r)
		a := answer{known: !blank(text), texts: []string{text}}
		if kind == aWords {
			a.texts = strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/|\n", r) })
		}
		return a
	}}
}

func said(of func(*Record) string) func(*Record) answer {
	return func(r *Record) answer { return answer{known: of(r) != "", texts: []string{of(r)}} }
}

func ticked(yes, answered bool) answer {
	if yes {
		return answer{known: true, texts: []string{"yes"}}
	}
	return answer{known: answered, texts: []string{"no"}}
}

func exactly(s string) answer {
	n, ok := ParseNumber(s)
	return answer{known: ok, lo: n.Value, hi: n.Value}
}

// ranged reads a choice of ranges, as the question of complexity has them:
// 0, 1-2, 3+.
func ranged(s string) answer {
	from, to, isRange := strings.Cut(strings.TrimSuffix(s, "+"), "-")
	lo, err := strconv.Atoi(from)
	if err != nil {
		return answer{}
	}
	a := answer{known: true, lo: float64(lo), hi: float64(lo)}
	if strings.HasSuffix(s, "+") {
		a.hi = math.Inf(1)
	} else if hi, err := strconv.Atoi(to); isRange && err == nil {
		a.hi = float64(hi)
	}
	return a
}

// counted is how many rows a list has. What the question of complexity says
// holds too: the list may not be complete yet.
func counted(r *Record, kind, asked string) answer {
	n := 0
	for i := range r.Items {
		if r.Items[i].Kind == kind && !blank(r.Items[i].Text) {
			n++
		}
	}
	a := ranged(asked)
	switch {
	case n > 0 && a.known:
		a.lo, a.hi = max(a.lo, float64(n)), max(a.hi, float64(n))
	case n > 0 || !a.known && r.NoneOf(FieldOfKind("item", kind)) != nil:
		a = answer{known: true, lo: float64(n), hi: float64(n)}
	}
	return a
}

func conditionField(name string) *ConditionField {
	for i := range conditionTable {
		if conditionTable[i].Name == name {
			return &conditionTable[i]
		}
	}
	return nil
}

// canonical is the comparison with its field, operator and value as they are
// stored. It refuses what is not understood.
func (p Comparison) canonical() (Comparison, error) {
	name := strings.ToLower(strings.ReplaceAll(p.Field, "-", "_"))
	f := conditionField(name)
	if f == nil {
		var names []string
		for i := range conditionTable {
			names = append(names, conditionTable[i].Name)
		}
		return p, invalid("if", "%q is not a field that a step can depend on; it is one of %s", clip(p.Field, 40), strings.Join(names, ", "))
	}
	p.Field = name
	value := strings.Join(strings.Fields(p.Value), " ")
	if !slices.Contains([]string{"=", "!=", ">", ">=", "<", "<="}, p.Op) {
		return p, invalid("if", "%q is not a comparison; write one of =, !=, >, >=, < and <=", clip(p.Op, 20))
	}
	if f.kind != aNumber && p.Op != "=" && p.Op != "!=" {
		return p, invalid("if", "%s is a %s and cannot be %s; use = or !=, like %s", f.Name, f.Kind(), p.Op, f.example())
	}
	switch f.kind {
	case aNumber:
		n, ok := ParseNumber(value)
		if !ok || n.Unit != "" || math.Abs(n.Value) > 1e12 {
			return p, invalid("if", "%s is a number and %q is none; write it like %s", f.Name, clip(value, 40), f.example())
		}
		p.Value = strconv.FormatFloat(n.Value, 'f', -1, 64)
	case yesOrNo, oneChoice:
		i := slices.IndexFunc(f.Options, func(o Option) bool {
			return strings.EqualFold(o.Value, strings.NewReplacer("-", "_", " ", "_").Replace(value)) || strings.EqualFold(o.Label, value)
		})
		if i < 0 && f.kind == yesOrNo {
			i = slices.IndexFunc([]string{"true", "false"}, func(s string) bool { return strings.EqualFold(s, value) })
		}
		if i < 0 {
			return p, invalid("if", "%q is not a value of %s; it is one of %s", clip(value, 40), f.Name, optionList(f.Options))
		}
		p.Value = f.Options[i].Value
		if f.kind == yesOrNo && p.Op == "!=" {
			p.Op, p.Value = "=", f.Options[1-i].Value
		}
	default:
		if blank(value) || strings.ContainsRune(value, '"') || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return p, invalid("if", "%s is compared with %q; write plain words, like %s", f.Name, clip(value, 40), f.example())
		}
		p.Value = value
	}
	return p, nil
}

type truth int

const (
	holdsNot truth = iota
	holdsSurely
	holdsPerhaps
)

func (p Comparison) holds(rec *Record) truth {
	f := conditionField(p.Field)
	if f == nil {
		return holdsPerhaps
	}
	a := f.answer(rec)
	if !a.known {
		return holdsPerhaps
	}
	if f.kind == aNumber {
		n, ok := ParseNumber(p.Value)
		if !ok {
			return holdsPerhaps
		}
		return a.compare(p.Op, n.Value)
	}
	found := slices.ContainsFunc(a.texts, func(s string) bool { return SameName(s, p.Value) })
	if found == (p.Op == "=") {
		return holdsSurely
	}
	return holdsNot
}

// compare tells whether every number of the range is so, none, or only some.
func (a answer) compare(op string, n float64) truth {
	var all, some bool
	switch op {
	case "=":
		all, some = a.lo == n && a.hi == n, a.lo <= n && n <= a.hi
	case "!=":
		all, some = n < a.lo || n > a.hi, a.lo != n || a.hi != n
	case ">":
		all, some = a.lo > n, a.hi > n
	case ">=":
		all, some = a.lo >= n, a.hi >= n
	case "<":
		all, some = a.hi < n, a.lo < n
	case "<=":
		all, some = a.hi <= n, a.lo <= n
	}
	switch {
	case all:
		return holdsSurely
	case some:
		return holdsPerhaps
	}
	return holdsNot
}
