package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/playbook/readiness"
)

func accountsFlags(fs *flag.FlagSet) func(*app) error {
	stage := fs.String("stage", "", "only accounts at this `STAGE`: pre_close, handoff, onboarding, live, value_proven, renewed, lost")
	return func(a *app) error { return a.accounts(*stage) }
}

func (a *app) accounts(typed string) error {
	stage, err := stageOf(typed)
	if err != nil {
		return err
	}
	rows, err := a.accountRows(stage)
	if err != nil {
		return err
	}
	list := []map[string]any{}
	table := [][]string{{"NAME", "STAGE", "GRADE", "CLOSE", "VALUE", "TASKS", "NEXT"}}
	err = a.graded(rows, func(row *playbook.AccountRow, rec *playbook.Record, grade readiness.Result) {
		list = append(list, map[string]any{
			"id": row.ID, "name": row.Name, "stage": row.Stage, "grade": grade.Grade, "figure": grade.Figure,
			"seller": row.Seller, "csm": row.CSM, "close_on": row.CloseOn, "value": row.Value, "currency": row.Currency,
			"handoff": row.HandoffState, "tasks_done": row.TasksDone, "tasks": row.TasksTotal, "next_task": row.NextTask, "next_due": row.NextDue,
			"closed_on": rec.Handoff.ClosedOn, "labels": labels(rec),
		})
		next := one(row.NextTask, 40)
		if next != "" {
			next = day(row.NextDue) + "  " + next
		}
		table = append(table, []string{one(row.Name, 40), row.Stage.Label(), fmt.Sprintf("%s %d", grade.Grade, grade.Figure),
			day(row.CloseOn), dash(row.Value.In(row.Currency)), fmt.Sprintf("%d/%d", row.TasksDone, row.TasksTotal), dash(next)})
	})
	if err != nil {
		return err
	}
	return a.print(list, func() {
		if len(rows) == 0 {
			a.say("No accounts.")
			return
		}
		a.columns(table)
	})
}

// labels are what an account is marked with: its promise is unclear, or its
// alignment weak.
func labels(rec *playbook.Record) []string {
	out := []string{}
	if len(metrics.Unclear(rec)) > 0 {
		out = append(out, "promise_unclear")
	}
	if metrics.Weak(rec).Weak {
		out = append(out, "weak_alignment")
	}
	return out
}

// graded hands on each row with its record and its grade. Records are read some hundred at a
// time, so that many accounts need little memory.
func (a *app) graded(rows []playbook.AccountRow, do func(*playbook.AccountRow, *playbook.Record, readiness.Result)) error {
	for part := range slices.Chunk(rows, 250) {
		ids, byID := make([]playbook.ID, len(part)), map[playbook.ID]*playbook.AccountRow{}
		for i := range part {
			ids[i] = part[i].ID
			byID[part[i].ID] = &part[i]
		}
		recs, err := a.kept.Store.Records(a.ctx, ids)
		if err != nil {
			return fmt.Errorf("grade the accounts: %w", err)
		}
		for i := range recs {
			do(byID[recs[i].Account.ID], &recs[i], a.kept.Desk.Grade(&recs[i]))
		}
	}
	return nil
}

// accountRows reads all accounts at a stage, page by page.
func (a *app) accountRows(stage playbook.Stage) ([]playbook.AccountRow, error) {
	var all []playbook.AccountRow
	f := playbook.AccountFilter{Stage: stage, Limit: 500}
	for {
		page, err := a.kept.Store.AccountRows(a.ctx, f)
		if err != nil {
			return nil, fmt.Errorf("list the accounts: %w", err)
		}
		all = append(all, page...)
		if len(page) < f.Limit {
			return all, nil
		}
		f.After = &page[len(page)-1]
	}
}

func stageOf(typed string) (playbook.Stage, error) {
	var words []string
	for _, o := range playbook.Stages() {
		words = append(words, o.Value)
		if strings.EqualFold(typed, o.Value) || strings.EqualFold(typed, o.Label) || strings.EqualFold(strings.NewReplacer("-", "_", " ", "_").Replace(typed), o.Value) {
			return playbook.Stage(o.Value), nil
		}
	}
	if typed == "" {
		return "", nil
	}
	return "", usage("there is no stage %q; it is one of %s", typed, strings.Join(words, ", "))
}

func (a *app) show() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	grade := a.kept.Desk.Grade(&rec)
	v := map[string]any{
		"id": rec.Account.ID, "name": rec.Account.Name, "stage": rec.Account.Stage, "grade": grade.Grade, "figure": grade.Figure,
		"account": values(&rec.Account), "handoff": values(&rec.Handoff), "lists": lists(&rec), "nones": nones(&rec),
		"questions": questionsJSON(&rec), "transitions": valuesOf(rec.Transitions), "tasks": tasksJSON(&rec), "plan": nil,
		"labels": labels(&rec), "unclear": unclearJSON(&rec),
	}
	if p := rec.Plan(); p != nil {
		v["plan"] = values(p)
	}
	return a.print(v, func() {
		a.say("%s  %s  %s %d", one(rec.Account.Name, 80), rec.Account.Stage.Label(), grade.Grade, grade.Figure)
		for _, u := range metrics.Unclear(&rec) {
			a.say("Promise unclear. %s", one(u.Words, 160))
		}
		for _, s := range append(playbook.Sections(), playbook.After()) {
			a.say("\n%s", s.Title)
			a.columns(a.sectionRows(&rec, s.Key))
		}
		if p := rec.Plan(); p != nil {
			a.say("\nPlan: %s, kickoff %s, go-live %s", p.Title, day(p.KickoffOn), day(p.GoLiveOn))
		}
	})
}

// unclearJSON is what keeps the promise to the customer unclear.
func unclearJSON(rec *playbook.Record) []map[string]any {
	out := []map[string]any{}
	for _, u := range metrics.Unclear(rec) {
		out = append(out, map[string]any{"field": u.Field, "column": u.Col, "row": u.Row, "text": u.Words})
	}
	return out
}

// lists returns the rows of every list by its key in the form.
func lists(rec *playbook.Record) map[string]any {
	out := map[string]any{}
	for _, f := range append(playbook.Fields(), playbook.LaterFields()...) {
		if !f.List || out[f.Key] != nil {
			continue
		}
		rows := []map[string]any{}
		for _, n := range rec.Rows(&f) {
			rows = append(rows, values(n))
		}
		out[f.Key] = rows
	}
	return out
}

func nones(rec *playbook.Record) []map[string]any {
	out := []map[string]any{}
	for _, n := range rec.Nones {
		f := playbook.FieldByKey(n.Field)
		out = append(out, map[string]any{"field": n.Field, "key": f.Key, "label": f.Label, "who": n.Who, "on": n.On})
	}
	return out
}

// sectionRows returns what is answered in a section, for a person.
func (a *app) sectionRows(rec *playbook.Record, key string) [][]string {
	var out [][]string
	for _, f := range append(playbook.Fields(), playbook.LaterFields()...) {
		if f.Section != key {
			continue
		}
		if n := rec.NoneOf(&f); n != nil {
			out = append(out, []string{"  " + f.Label, fmt.Sprintf("none, says %s, %s", one(n.Who, 40), day(n.On))})
		}
		switch {
		case f.List && f.No != playbook.FieldOfKind(f.Noun, f.Kind).No: // its rows are shown with the first field
		case f.List:
			for i, n := range rec.Rows(&f) {
				label := ""
				if i == 0 {
					label = f.Label
				}
				out = append(out, []string{"  " + label, one(rowLine(rec, &f, n), 160)})
			}
		default:
			for _, in := range f.Inputs {
				if text := shown(in, rec.Rows(&f)[0]); text != "" {
					out = append(out, []string{"  " + in.Label, one(text, 160)})
				}
			}
		}
	}
	if len(out) == 0 {
		return [][]string{{"  –"}}
	}
	return out
}

// rowLine returns a row of a list as one line: its first value, then the
// others with their labels.
func rowLine(rec *playbook.Record, f *playbook.Field, n playbook.Noun) string {
	var parts []string
	switch x := n.(type) {
	case *playbook.ProofPoint:
		parts = append(parts, fmt.Sprintf("day %d", x.Day))
	case *playbook.Inspection:
		return fmt.Sprintf("day %d · %s · %s, %s", x.Day, metrics.ScoreWords(x), dash(x.By), day(x.On))
	}
	for _, in := range f.Inputs {
		text := shown(in, n)
		if in.Type == playbook.TypeLink {
			text = playbook.LabelOf(rec.Links(in.Link), text)
		}
		if text == "" || in.Audience == playbook.Sensitive {
			continue
		}
		if len(parts) > 0 {
			text = strings.ToLower(in.Label) + ": " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " · ")
}

// shown returns a value as a person reads it.
func shown(in playbook.Input, n playbook.Noun) string {
	text, err := playbook.GetText(n, in.Col)
	if err != nil || text == "" {
		return ""
	}
	switch in.Type {
	case playbook.TypeDate:
		return playbook.Date(text).Short()
	case playbook.TypeMoney:
		return playbook.Money(text).Grouped()
	case playbook.TypeTick:
		return "yes"
	case playbook.TypeChoice:
		return playbook.LabelOf(in.Options, text)
	case playbook.TypeMulti:
		var labels []string
		for _, v := range playbook.SplitMany(text) {
			labels = append(labels, playbook.LabelOf(in.Options, v))
		}
		return strings.Join(labels, ", ")
	}
	return text
}
