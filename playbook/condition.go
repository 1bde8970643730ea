package playbook

// A Condition says for which accounts a step is meant: comparisons of fields
// that must all hold, such as integrations > 0 and segment = enterprise.
type Condition struct {
	Parts []Comparison
}

// A Comparison is one field of an account beside a value.
type Comparison struct {
	Field string // one of ConditionFields
	Op    string // =, !=, >, >=, < or <=
	Value string
}

// IsZero tells whether it always holds.
func (c Condition) IsZero() bool { return len(c.Parts) == 0 }
