package main

import "kept/playbook"

// sensitiveUsage is the flag that form, history, restore and export share.
const sensitiveUsage = "write sensitive values too"

// unsaid returns the two values of a line of the history without what is
// sensitive, and whether anything was left out: the value of a sensitive
// column, or its part of the JSON of a whole row.
func unsaid(l *playbook.Line) (old, now string, hidden bool) {
	old, a := playbook.WithoutSensitive(l.Noun, l.Col, l.Old)
	now, b := playbook.WithoutSensitive(l.Noun, l.Col, l.New)
	if l.Col != "" && (a || b) {
		return "", "", true
	}
	return old, now, a || b
}
