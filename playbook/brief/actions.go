package brief

import (
	"cmp"
	"slices"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// open tells whether a task still waits to be done.
func open(t *playbook.Task) bool {
	return t.State != playbook.TaskDone && t.State != playbook.Skipped
}

// nextActions returns the first n of open tasks, conditions and actions left
// over from the sale, by due date; what has no date comes last.
func (t *teller) nextActions(n int) []doc.Action {
	type row struct {
		on   playbook.Date
		what string
		who  string
	}
	var rows []row
	for i := range t.r.Tasks {
		if k := &t.r.Tasks[i]; open(k) {
			who := k.Owner
			if who == "" {
				who = playbook.LabelOf(playbook.Roles(), k.Role)
			}
			what := k.Title
			if k.Condition {
				what += " (condition)"
			}
			rows = append(rows, row{k.DueOn, what, who})
		}
	}
	for _, a := range t.r.ItemsOf(playbook.Action) {
		rows = append(rows, row{a.On, a.Text, a.Who})
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(orLast(a.on), orLast(b.on)) })
	var out []doc.Action
	for _, r := range rows[:min(n, len(rows))] {
		when := "no date"
		if r.on != "" {
			when = "by " + r.on.Short()
		}
		who := clip(oneLine(r.who), 30)
		if who == "" {
			who = "no owner"
		}
		out = append(out, doc.Action{Text: doc.T(clip(oneLine(r.what), shortCell)), Owner: who, When: when})
	}
	return out
}

// orLast sorts "no date" behind every date.
func orLast(d playbook.Date) playbook.Date {
	if d == "" {
		return "9999"
	}
	return d
}
