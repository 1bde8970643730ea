package main

import (
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
)

func promisesFlags(fs *flag.FlagSet) func(*app) error {
	filter := fs.String("filter", "", "only these promises, a `CHOICE`: "+choices(metrics.Filters()[1:]))
	sort := fs.String("sort", "", "the order, a `CHOICE`: "+choices(orders())+"; else the deciding one first, then unsupported ones, then by due date")
	return func(a *app) error {
		only, err := choice("--filter", *filter, metrics.Filters()[1:])
		if err != nil {
			return err
		}
		by, err := choice("--sort", *sort, orders())
		if err != nil {
			return err
		}
		return a.promises(metrics.Filter(only), metrics.Order(by))
	}
}

func orders() []playbook.Option {
	return []playbook.Option{{Value: string(metrics.ByDue)}, {Value: string(metrics.ByOwner)}, {Value: string(metrics.ByState)}}
}

// A standing is a promise with where it stands today, its number in promises,
// how its due day is said, what it lacks, and the tasks that deliver it.
type standing struct {
	metrics.Standing
	number  int
	words   string
	missing []string
	tasks   []playbook.Task
}

// standings returns the promises of an account in the order in which they are
// numbered.
func (a *app) standings(rec *playbook.Record) []standing {
	var out []standing
	tasks := map[playbook.ID][]playbook.Task{}
	for _, t := range listed(rec) {
		tasks[t.PromiseID] = append(tasks[t.PromiseID], t)
	}
	for i, s := range metrics.Ledger(rec, a.kept.Desk.Today()) {
		_, words := rec.DueOf(s.Promise)
		out = append(out, standing{s, i + 1, words, metrics.Missing(rec, s.Promise), tasks[s.Promise.ID]})
	}
	return out
}

// json returns every column of a promise and where it stands. Its due_on is the
// day on which it falls due, however that was said.
func (s *standing) json() map[string]any {
	v := values(s.Promise)
	v["number"], v["due_on"], v["due"], v["state"], v["why"], v["next"] = s.number, s.Due, s.words, s.State, s.Why, s.Next
	v["missing"], v["differs"], v["outcome"] = notNil(s.missing), s.Promise.Differs(), nil
	tasks := []map[string]any{}
	for _, t := range s.tasks {
		tasks = append(tasks, map[string]any{"id": t.ID, "title": t.Title, "state": t.State, "due_on": t.DueOn})
	}
	v["tasks"] = tasks
	if s.Promise.Outcome != "" {
		v["outcome"] = s.Promise.Outcome
	}
	return v
}

// said tells how a promise ended, or where it stands.
func (s *standing) said() string {
	if s.Promise.Outcome != "" {
		return strings.ToLower(playbook.LabelOf(playbook.Outcomes(), s.Promise.Outcome))
	}
	return strings.ReplaceAll(string(s.State), "_", " ")
}

// marks tells what sets a promise apart from others.
func (s *standing) marks() string {
	var out []string
	if s.Promise.Deciding {
		out = append(out, "won the deal")
	}
	if s.Promise.Differs() {
		out = append(out, "differs from the contract")
	}
	switch s.Promise.Support {
	case "unsupported":
		out = append(out, "unsupported")
	case "needs_approval":
		out = append(out, "needs approval")
	}
	if len(out) == 0 {
		return ""
	}
	return "  (" + strings.Join(out, ", ") + ")"
}

// more are the lines below a promise: what is next and why, or what shows how
// it ended.
func (s *standing) more() []string {
	var out []string
	if next := s.Next; next != "" {
		if s.Why != "" {
			next += ": " + s.Why
		}
		out = append(out, "→ "+one(next, 140))
	}
	if len(s.tasks) > 0 {
		done := 0
		for _, t := range s.tasks {
			if t.State == playbook.TaskDone || t.State == playbook.Skipped {
				done++
			}
		}
		out = append(out, fmt.Sprintf("tasks: %d of %d done", done, len(s.tasks)))
	}
	if s.Promise.Evidence != "" {
		out = append(out, "evidence: "+one(s.Promise.Evidence, 120))
	}
	if s.Promise.CustomerConfirmed {
		out = append(out, "confirmed by "+dash(one(s.Promise.ConfirmedBy, 40))+", "+day(s.Promise.ConfirmedOn))
	}
	return out
}

func (a *app) promises(filter metrics.Filter, by metrics.Order) error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	all, sorted, byID := a.standings(&rec), []metrics.Standing{}, map[playbook.ID]*standing{}
	for i := range all {
		sorted, byID[all[i].Promise.ID] = append(sorted, all[i].Standing), &all[i]
	}
	metrics.Sort(sorted, by, false)
	list, table := []map[string]any{}, [][]string{}
	for i := range sorted {
		s := byID[sorted[i].Promise.ID]
		if !filter.Takes(s.Promise, s.State) {
			continue
		}
		list = append(list, s.json())
		table = append(table, []string{fmt.Sprintf("%4d", s.number), day(s.Due), s.said(), dash(one(s.Promise.Owner, 24)), one(s.Promise.Text, 90) + s.marks()})
		for _, more := range s.more() {
			table = append(table, []string{"", "", "", "", "  " + more})
		}
	}
	return a.print(list, func() {
		switch {
		case len(all) == 0:
			a.say("No promises are on record.")
			return
		case len(list) == 0:
			a.say("No promise is like that; without --filter all are listed: %s.", count(len(all), "promise"))
		}
		a.columns(table)
		a.sayRates(&rec)
	})
}

// rates returns the three figures of kept promises with what they are counted
// from; a figure is null below five due.
func rates(t metrics.Tally) map[string]any {
	v := map[string]any{"due": t.Due, "kept": t.Kept, "renegotiated": t.Renegotiated, "overdue_open": t.OverdueOpen, "not_yet_due": t.NotYetDue, "ended_early": t.EndedEarly, "kept_early": t.KeptEarly,
		"weight": t.Weight, "kept_weight": t.KeptWeight, "strict": nil, "with_renegotiation": nil, "by_value": nil}
	for key, figure := range map[string]func() (float64, bool){"strict": t.Strict, "with_renegotiation": t.WithRenegotiation, "by_value": t.ByValue} {
		if rate, ok := figure(); ok {
			v[key] = rate
		}
	}
	return v
}

// sayRates prints the figures below a list of promises: counts while fewer than
// five are due, for a rate of three means nothing.
func (a *app) sayRates(rec *playbook.Record) {
	t := metrics.Promises(rec, a.kept.Desk.Today())
	a.say("Promises: %s.", t.Words())
	if t.Due == 0 {
		return
	}
	figure := func(words string, part, whole int, unit string, rate float64, enough bool) []string {
		if !enough {
			return []string{"  " + words, fmt.Sprintf("%d of %d %s", part, whole, unit)}
		}
		return []string{"  " + words, fmt.Sprintf("%d %%", int(rate*100+1e-9)), fmt.Sprintf("%d of %d %s", part, whole, unit)}
	}
	strict, ok := t.Strict()
	both, _ := t.WithRenegotiation()
	value, _ := t.ByValue()
	a.columns([][]string{
		figure("kept", t.Kept, t.Due, "due", strict, ok),
		figure("kept or renegotiated", t.Kept+t.Renegotiated, t.Due, "due", both, ok),
		figure("kept, by value", t.KeptWeight, t.Weight, "points: 3 won the deal, 2 said, 1 implied", value, ok),
	})
}
