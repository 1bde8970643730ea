package main

import (
	"encoding/json"

	"kept/playbook"
)

// sensitiveUsage is the flag that form, history and restore share.
const sensitiveUsage = "write sensitive values too"

// unsaid returns the two values of a line of the history without what is
// sensitive, and whether anything was left out: the value of a sensitive
// column, or its part of the JSON of a whole row.
func unsaid(l *playbook.Line) (old, now string, hidden bool) {
	if l.Col != "" {
		if playbook.IsSensitive(l.Noun, l.Col) && l.Old+l.New != "" {
			return "", "", true
		}
		return l.Old, l.New, false
	}
	old, a := rowUnsaid(l.Noun, l.Old)
	now, b := rowUnsaid(l.Noun, l.New)
	return old, now, a || b
}

// rowUnsaid takes the sensitive columns out of the JSON of a row. What is no
// such JSON, as the title that a restore tells, stays as it is.
func rowUnsaid(noun, text string) (string, bool) {
	var row map[string]string
	if json.Unmarshal([]byte(text), &row) != nil {
		return text, false
	}
	hidden := false
	for col := range row {
		if playbook.IsSensitive(noun, col) {
			delete(row, col)
			hidden = true
		}
	}
	if !hidden {
		return text, false
	}
	b, err := json.Marshal(row)
	if err != nil {
		return "", true
	}
	return string(b), true
}
