package main

import (
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
)

// account finds the account that a person typed: an id, a name, or the
// beginning of only one name.
func (a *app) account(typed string) (playbook.Record, error) {
	rows, err := a.kept.Store.FindAccounts(a.ctx, typed)
	if err != nil {
		return playbook.Record{}, fmt.Errorf("look for the account: %w", err)
	}
	switch {
	case len(rows) == 0 || strings.TrimSpace(typed) == "":
		return playbook.Record{}, &failure{kind: "not_found", message: fmt.Sprintf("There is no account “%s”; keptctl accounts lists them.", one(typed, 60))}
	case len(rows) > 1:
		f := &failure{kind: "ambiguous", message: fmt.Sprintf("“%s” may be any of %d accounts; type more of the name, or the id.", one(typed, 60), len(rows))}
		for _, r := range rows[:min(len(rows), 20)] {
			f.reasons = append(f.reasons, one(r.Name, 60)+"  "+r.ID.String())
		}
		return playbook.Record{}, f
	}
	return a.kept.Desk.Record(a.ctx, rows[0].ID)
}

// listed returns the tasks of an account in the order in which they are
// numbered: the conditions, then the plan by phase, then what came outside a
// plan, such as the tasks after a champion left.
func listed(rec *playbook.Record) []playbook.Task {
	out := rec.Conditions()
	if p := rec.Plan(); p != nil {
		for _, ph := range rec.PhasesOf(p.ID) {
			out = append(out, rec.TasksOf(ph.ID)...)
		}
	}
	for _, t := range rec.Tasks {
		if !t.Condition && t.PlanID.IsZero() {
			out = append(out, t)
		}
	}
	return out
}

// accountTask finds the account and the task that the first two arguments name.
func (a *app) accountTask() (rec playbook.Record, t playbook.Task, err error) {
	if rec, err = a.account(a.args[0]); err == nil {
		t, err = task(&rec, a.args[1])
	}
	return rec, t, err
}

// task finds the task that a person typed: a number in the list, the
// beginning of only one title, or an id.
func task(rec *playbook.Record, typed string) (playbook.Task, error) {
	tasks := listed(rec)
	t, _, err := pickRow("task", "tasks", pointers(tasks), func(t *playbook.Task) string { return t.Title }, typed)
	if err != nil {
		return playbook.Task{}, err
	}
	return *t, nil
}

func question(rec *playbook.Record, typed string) (playbook.Question, error) {
	q, _, err := pickRow("question", "handoff", pointers(rec.Questions), func(q *playbook.Question) string { return q.Text }, typed)
	if err != nil {
		return playbook.Question{}, err
	}
	return *q, nil
}

// pointers returns pointers to the rows of a list, in their order.
func pointers[T any](rows []T) []*T {
	out := make([]*T, len(rows))
	for i := range rows {
		out[i] = &rows[i]
	}
	return out
}

// titled is what most rows are found by: their own words.
func titled[P playbook.Noun](n P) string { return playbook.TitleOf(n) }

// pickRow returns the row that a person typed, and its number in the list.
func pickRow[P playbook.Noun](what, lister string, rows []P, words func(P) string, typed string) (P, int, error) {
	texts, ids := make([]string, len(rows)), make([]playbook.ID, len(rows))
	for i, n := range rows {
		texts[i], ids[i] = words(n), n.Key().ID
	}
	i, err := pick(what, lister, texts, ids, typed)
	if err != nil {
		var none P
		return none, 0, err
	}
	return rows[i], i + 1, nil
}

// numberOf returns the number of a row in a list, 0 when it is not in it.
func numberOf[P playbook.Noun](rows []P, id playbook.ID) int {
	for i, n := range rows {
		if n.Key().ID == id {
			return i + 1
		}
	}
	return 0
}

// pick returns the place of what was typed: its number, its id, its words, or
// the beginning of only one.
func pick(what, lister string, words []string, ids []playbook.ID, typed string) (int, error) {
	typed = strings.TrimSpace(typed)
	if n, err := strconv.Atoi(typed); err == nil && n >= 1 && n <= len(ids) {
		return n - 1, nil
	}
	var found []int
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	for i := range ids {
		if ids[i].String() == strings.ToLower(typed) || fold(words[i]) == fold(typed) {
			return i, nil
		}
		if typed != "" && strings.HasPrefix(fold(words[i]), fold(typed)) {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return 0, &failure{kind: "not_found", message: fmt.Sprintf("There is no %s “%s”; keptctl %s ACCOUNT numbers them.", what, one(typed, 60), lister)}
	}
	f := &failure{kind: "ambiguous", message: fmt.Sprintf("“%s” may be any of %s; type more of it, or its number.", one(typed, 60), count(len(found), what))}
	for _, i := range found[:min(len(found), 20)] {
		f.reasons = append(f.reasons, fmt.Sprintf("%d  %s", i+1, one(words[i], 80)))
	}
	return 0, f
}
