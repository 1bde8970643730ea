package playbook

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
)

// A Column is one stored value of a noun. Every value has a text form, which
// the history keeps, forms show and conflicts compare: text as it is, numbers
// in decimal, "true" or "" for a tick, 36 characters or "" for an ID.
type Column struct {
	Name  string // snake_case, as in the database
	index []int
	date  bool // it holds a Date
	text  bool // it holds a text of any kind, dates and amounts among them
}

// Nouns returns one empty row of every noun there is.
func Nouns() []Noun {
	return []Noun{
		&Account{}, &Handoff{}, &Item{}, &Criterion{}, &ProofPoint{}, &Stakeholder{}, &Belief{},
		&Promise{}, &Watch{}, &None{}, &Question{}, &Transition{},
		&Plan{}, &Phase{}, &Task{}, &Member{}, &Setting{},
		&Measurement{}, &WatchReview{}, &Signal{}, &CustomerQuestion{}, &Inspection{},
		&AccountAnchor{}, &Baseline{}, &Block{}, &TaskInput{}, &Notice{},
		&Holiday{}, &Absence{}, &PlaybookVersion{},
	}
}

// NewNoun returns an empty row of the noun called name, nil when there is no
// such noun.
func NewNoun(name string) Noun {
	for t, d := range nounTable {
		if d.name == name {
			return reflect.New(t).Interface().(Noun)
		}
	}
	return nil
}

// NounName returns the name of a noun as the history has it: account,
// proof_point, …
func NounName(n Noun) string { return nounTable[reflect.TypeOf(n).Elem()].name }

// Columns returns the columns of a noun in the order of its struct, pos and
// trashed_at first; id, account_id and revision are not among them. The slice
// is shared: read it only.
func Columns(n Noun) []Column { return nounTable[reflect.TypeOf(n).Elem()].cols }

// A described is what reflection tells of a noun.
type described struct {
	name string
	cols []Column
}

// nounTable is built once; nothing writes to it. A grade asks for hundreds of
// values by column name, which took a fifth of its time to name the columns.
var nounTable = describe()

func describe() map[reflect.Type]described {
	out := map[reflect.Type]described{}
	for _, n := range Nouns() {
		t := reflect.TypeOf(n).Elem()
		d := described{name: snake(t.Name()), cols: []Column{{Name: "pos", index: []int{0, 2}}, {Name: "trashed_at", index: []int{0, 4}, text: true}}}
		for i := 1; i < t.NumField(); i++ {
			of := t.Field(i).Type
			d.cols = append(d.cols, Column{Name: snake(t.Field(i).Name), index: []int{i}, date: of == reflect.TypeFor[Date](), text: of.Kind() == reflect.String})
		}
		out[t] = d
	}
	return out
}

// value is the column's place in n.
func (c Column) value(n Noun) reflect.Value {
	v := reflect.ValueOf(n).Elem()
	if len(c.index) == 1 {
		return v.Field(c.index[0])
	}
	return v.FieldByIndex(c.index)
}

// Text returns the column's value in n as text.
func (c Column) Text(n Noun) string {
	v := c.value(n)
	switch {
	case c.text:
		return v.String()
	case v.Kind() == reflect.Bool:
		if v.Bool() {
			return "true"
		}
		return ""
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10)
	}
	return v.Interface().(ID).String()
}

// Same tells whether the column has the same value in both rows, which are of
// one noun. It is asked of every column of every row that is saved, and does
// not make the values to compare them.
func (c Column) Same(a, b Noun) bool {
	x, y := c.value(a), c.value(b)
	switch {
	case c.text:
		return x.String() == y.String()
	case x.Kind() == reflect.Bool:
		return x.Bool() == y.Bool()
	case x.CanInt():
		return x.Int() == y.Int()
	}
	return x.Equal(y)
}

// SetText puts a text form into n. It refuses, as an *InvalidError, what the
// column's type cannot hold.
func (c Column) SetText(n Noun, s string) error {
	v := c.value(n)
	switch v.Interface().(type) {
	case ID:
		id, err := ParseID(s)
		if err != nil {
			return invalid(c.Name, "%v", err)
		}
		v.Set(reflect.ValueOf(id))
		return nil
	case bool:
		switch s {
		case "true", "yes", "1":
			v.SetBool(true)
		case "", "false", "no", "0":
			v.SetBool(false)
		default:
			return invalid(c.Name, "%q is neither yes nor no", clip(s, 40))
		}
		return nil
	}
	if v.CanInt() {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return invalid(c.Name, "%q is not a whole number", clip(s, 40))
		}
		v.SetInt(n)
		return nil
	}
	v.SetString(s)
	return nil
}

// Any returns the column's value in n as its own Go type.
func (c Column) Any(n Noun) any { return c.value(n).Interface() }

// GetText returns a value of n by column name.
func GetText(n Noun, col string) (string, error) {
	for _, c := range Columns(n) {
		if c.Name == col {
			return c.Text(n), nil
		}
	}
	return "", fmt.Errorf("%s has no column %q", NounName(n), col)
}

// SetText sets a value of n by column name.
func SetText(n Noun, col, s string) error {
	for _, c := range Columns(n) {
		if c.Name == col {
			return c.SetText(n, s)
		}
	}
	return fmt.Errorf("%s has no column %q", NounName(n), col)
}

// snake turns ProofPoint into proof_point and AccountID into account_id.
func snake(s string) string {
	var b strings.Builder
	r := []rune(s)
	for i, c := range r {
		if unicode.IsUpper(c) && i > 0 && (!unicode.IsUpper(r[i-1]) || i+1 < len(r) && unicode.IsLower(r[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}
