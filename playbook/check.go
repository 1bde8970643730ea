package playbook

import (
	"reflect"
	"slices"
)

// A lateRule is a rule across the columns of a row that the program learned
// when such rows were stored already.
type lateRule struct {
	cols []string // what it looks at
	err  error    // what it finds, nil when it holds
}

// A lateRuled is a noun that has such rules. Its Check holds them as well.
type lateRuled interface {
	checkValues() error
	lateRules() []lateRule
}

// checkAll is the Check of a noun with late rules.
func checkAll(n lateRuled) error {
	for _, r := range n.lateRules() {
		if r.err != nil {
			return r.err
		}
	}
	return n.checkValues()
}

// CheckValues holds the rules of single values: what a row of any released
// version can be. It is for what was stored once and is only found or put back
// as it was; who makes or changes a row asks Check or CheckChange.
func CheckValues(n Noun) error {
	if l, ok := n.(lateRuled); ok {
		return l.checkValues()
	}
	return n.Check()
}

// CheckChange is the Check of a row that is stored as was, nil while it is not
// stored. A row of an older version may break a rule that came later: that
// does not stand in the way of a change which leaves the columns of the rule
// alone, but a change to one of them has to put it right.
func CheckChange(was, n Noun) error {
	now, ok := n.(lateRuled)
	if !ok || was == nil {
		return n.Check()
	}
	before := was.(lateRuled).lateRules()
	for i, r := range now.lateRules() {
		if r.err != nil && (before[i].err == nil || differ(was, n, r.cols)) {
			return r.err
		}
	}
	return now.checkValues()
}

// differ tells whether one of the columns is not the same in both rows.
func differ(a, b Noun, cols []string) bool {
	return slices.ContainsFunc(Columns(a), func(c Column) bool {
		return slices.Contains(cols, c.Name) && !c.Same(a, b)
	})
}

// CopyOf returns a copy of a row.
func CopyOf(n Noun) Noun {
	c := reflect.New(reflect.TypeOf(n).Elem())
	c.Elem().Set(reflect.ValueOf(n).Elem())
	return c.Interface().(Noun)
}
