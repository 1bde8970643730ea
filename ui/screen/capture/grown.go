package capture

import (
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/readiness"
)

// grown says why more is missing than before though something was answered: a
// deal that turns out complex, or a new row, asks for more. It returns "" where
// no more is missing.
func grown(before, now *readiness.Result) string {
	more := len(now.Missing) - len(before.Missing)
	if more <= 0 {
		return ""
	}
	why := "the last answer asks for more"
	switch rows := rowsBegun(before, now); {
	case before.Complexity.Level != now.Complexity.Level:
		why = fmt.Sprintf("more is asked of a deal of %s complexity", now.Complexity.Level)
	case now.Asks(playbook.GateH) && !before.Asks(playbook.GateH):
		why = "the close date is past, so the rest of the handoff is asked"
	case len(rows) == 1:
		why = rows[0] + " asks for its own details"
	case len(rows) > 1:
		why = fmt.Sprintf("%d new rows ask for their own details", len(rows))
	}
	return fmt.Sprintf("+%d: %s.", more, why)
}

// rowsBegun names the rows of which something is missing now and nothing was
// before, in the order of the form.
func rowsBegun(before, now *readiness.Result) []string {
	known := map[playbook.ID]bool{{}: true}
	for _, m := range before.Missing {
		known[m.Row] = true
	}
	var out []string
	for _, m := range now.Missing {
		if name, _, ok := strings.Cut(m.Text, ":"); ok && !known[m.Row] {
			known[m.Row] = true
			out = append(out, name)
		}
	}
	return out
}
