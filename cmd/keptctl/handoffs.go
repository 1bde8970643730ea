package main

import (
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

func questionsJSON(rec *playbook.Record) []map[string]any {
	out := []map[string]any{}
	for i := range rec.Questions {
		out = append(out, questionJSON(i+1, &rec.Questions[i]))
	}
	return out
}

func questionJSON(number int, q *playbook.Question) map[string]any {
	return map[string]any{"number": number, "id": q.ID, "text": q.Text, "open": q.Open(), "asked_by": q.AskedBy, "asked_at": q.AskedAt,
		"answer": q.Answer, "answered_by": q.AnsweredBy, "answered_at": q.AnsweredAt, "reopened_why": q.ReopenedWhy}
}

func (a *app) handoff() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	g := a.kept.Desk.Grade(&rec)
	missing, vague, sections, points := []map[string]any{}, []map[string]any{}, []map[string]any{}, [][]string{}
	for _, m := range g.Missing {
		missing = append(missing, map[string]any{"field": m.Field.ID(), "key": m.Field.Key, "column": m.Col, "row": m.Row, "text": m.Text})
	}
	for _, w := range g.Vague {
		vague = append(vague, map[string]any{"field": w.Field.ID(), "column": w.Col, "row": w.Row, "text": w.Text, "why": w.Why})
	}
	for _, s := range g.Sections {
		sections = append(sections, map[string]any{"key": s.Key, "title": s.Title, "weight": s.Weight, "share": s.Share, "points": s.Points})
		points = append(points, []string{"  " + s.Title, fmt.Sprintf("%5.1f of %2.0f", s.Points, s.Weight)})
	}
	v := map[string]any{
		"account": map[string]any{"id": rec.Account.ID, "name": rec.Account.Name, "stage": rec.Account.Stage}, "state": rec.Handoff.State,
		"grade": g.Grade, "figure": g.Figure, "complexity": map[string]any{"points": g.Complexity.Points, "level": g.Complexity.Level, "answered": g.Complexity.Answered},
		"sections": sections, "auto_fails": notNil(g.AutoFails), "reasons": notNil(g.Reasons), "missing": missing, "vague": vague,
		"questions": questionsJSON(&rec), "transitions": valuesOf(rec.Transitions),
	}
	return a.print(v, func() {
		a.say("%s  %s  %s %d  complexity %s", one(rec.Account.Name, 80), rec.Handoff.State.Label(), g.Grade, g.Figure, g.Complexity.Level)
		for _, r := range g.Reasons {
			a.say("  %s", r)
		}
		a.say("\nReadiness")
		a.columns(points)
		if len(missing) > 0 {
			a.say("\nMissing")
			table := [][]string{}
			for _, m := range g.Missing {
				table = append(table, []string{"  " + m.Field.ID(), m.Text})
			}
			a.columns(table)
		}
		if len(vague) > 0 {
			a.say("\nVague")
			for _, w := range g.Vague {
				a.say("  %s: %s", w.Text, w.Why)
			}
		}
		if len(rec.Questions) > 0 {
			a.say("\nQuestions")
		}
		for i := range rec.Questions {
			a.sayQuestion(i+1, &rec.Questions[i])
		}
		if len(rec.Transitions) > 0 {
			a.say("\nWhat happened")
			table := [][]string{}
			for _, t := range rec.Transitions {
				why := one(strings.Trim(strings.ReplaceAll(t.Reasons, ",", ", ")+" · "+t.Note, " ·"), 120)
				table = append(table, []string{"  " + moment(t.At, a), one(t.By, 40), t.To.Label(), t.Grade, why})
			}
			a.columns(table)
		}
	})
}

func (a *app) sayQuestion(number int, q *playbook.Question) {
	a.say("  %d  %s  (%s)", number, one(q.Text, 160), one(q.AskedBy, 40))
	if q.Open() {
		a.say("     open")
		return
	}
	a.say("     %s  (%s)", one(q.Answer, 160), one(q.AnsweredBy, 40))
}

// moved prints where a handoff stands after a step.
func (a *app) moved(id playbook.ID, words string) error {
	rec, err := a.kept.Desk.Record(a.ctx, id)
	if err != nil {
		return err
	}
	v := map[string]any{"account": map[string]any{"id": id, "name": rec.Account.Name, "stage": rec.Account.Stage}, "state": rec.Handoff.State,
		"conditions": len(rec.Conditions()), "tasks": len(listed(&rec))}
	return a.print(v, func() { a.say("%s: %s.", one(rec.Account.Name, 80), words) })
}

func submitFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "why it is submitted as it is, a `TEXT`; a handoff graded Risk needs one")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		if err := a.kept.Desk.Submit(a.ctx, rec.Account.ID, *reason); err != nil {
			return err
		}
		g := a.kept.Desk.Grade(&rec)
		return a.moved(rec.Account.ID, fmt.Sprintf("submitted, %s %d", g.Grade, g.Figure))
	}
}

func returnFlags(fs *flag.FlagSet) func(*app) error {
	var reasons, questions list
	var codes []string
	for _, o := range playbook.ReturnReasons() {
		codes = append(codes, o.Value)
	}
	fs.Var(&reasons, "reason", "a `CODE`, may be given several times: "+strings.Join(codes, ", "))
	fs.Var(&questions, "question", "a question to Sales, a `TEXT`, may be given several times")
	note := fs.String("note", "", "what should be different, a `TEXT`")
	anyway := fs.Bool("anyway", false, "ask even when a similar question was asked before")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		var all []string
		for _, r := range reasons {
			for _, code := range strings.Split(r, ",") {
				all = append(all, strings.ReplaceAll(strings.ToLower(strings.TrimSpace(code)), "-", "_"))
			}
		}
		if err := askedBefore(&rec, questions); err != nil && !*anyway {
			return err
		}
		if err := a.kept.Desk.Return(a.ctx, rec.Account.ID, all, *note, questions); err != nil {
			return err
		}
		return a.moved(rec.Account.ID, "returned to Sales")
	}
}

// askedBefore refuses questions that are on record already, with what is known.
func askedBefore(rec *playbook.Record, questions []string) error {
	refused := &playbook.RefusedError{What: "Not returned, for a question was asked before; leave it out, or ask all the same with --anyway"}
	for _, text := range questions {
		if like := work.Similar(rec.Questions, text); len(like) > 0 {
			q, known := &like[0], "waits for its answer"
			if !q.Open() {
				known = fmt.Sprintf("%s answered: %s", one(q.AnsweredBy, 40), one(q.Answer, 160))
			}
			refused.Reasons = append(refused.Reasons, fmt.Sprintf("question %d, “%s”: %s", numberOf(pointers(rec.Questions), q.ID), one(q.Text, 100), known))
		}
	}
	if len(refused.Reasons) == 0 {
		return nil
	}
	return refused
}

func acceptFlags(fs *flag.FlagSet) func(*app) error {
	var conditions list
	fs.Var(&conditions, "condition", "a dated condition, `\"TEXT;OWNER;DATE\"`, may be given several times")
	proposed := fs.Bool("conditions", false, "make every missing item a condition, due in five working days")
	note := fs.String("note", "", "a `TEXT` that is kept with the acceptance")
	start := startOf(fs)
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		acc := work.Acceptance{Note: *note}
		for _, typed := range conditions {
			c, err := condition(typed)
			if err != nil {
				return err
			}
			acc.Conditions = append(acc.Conditions, c)
		}
		if *proposed {
			acc.Conditions = append(acc.Conditions, a.kept.Desk.Conditions(&rec)...)
		}
		if acc.Start, err = start(); err != nil {
			return err
		}
		target(acc.Start, &rec)
		if err := a.kept.Desk.Accept(a.ctx, rec.Account.ID, acc); err != nil {
			return err
		}
		words := "accepted"
		if n := len(acc.Conditions); n > 0 {
			words += " with " + count(n, "condition")
		}
		return a.moved(rec.Account.ID, words)
	}
}

// condition reads "TEXT;OWNER;DATE". The text itself may hold a semicolon.
func condition(typed string) (work.Condition, error) {
	parts := strings.Split(typed, ";")
	if len(parts) < 3 {
		return work.Condition{}, usage("--condition is written like \"Send the data list;Ada Wolf;15 Jan 2027\", not %q", typed)
	}
	n := len(parts)
	due, err := date("--condition", parts[n-1])
	if err != nil {
		return work.Condition{}, err
	}
	return work.Condition{Title: strings.TrimSpace(strings.Join(parts[:n-2], ";")), Owner: strings.TrimSpace(parts[n-2]), DueOn: due}, nil
}

// date reads a date of the command line.
func date(flag, typed string) (playbook.Date, error) {
	d, err := playbook.ParseDate(typed)
	if err != nil {
		return "", usage("%s: %v", flag, err)
	}
	return d, nil
}

func askFlags(fs *flag.FlagSet) func(*app) error {
	anyway := fs.Bool("anyway", false, "ask even when a similar question was asked before")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		if like := work.Similar(rec.Questions, a.args[1]); len(like) > 0 && !*anyway {
			q := &like[0]
			v := map[string]any{"asked": false, "question": questionJSON(numberOf(pointers(rec.Questions), q.ID), q)}
			return a.print(v, func() {
				if q.Open() {
					a.say("Not asked: a similar question waits for its answer already.")
				} else {
					a.say("Not asked: a similar question was answered before.")
				}
				a.sayQuestion(numberOf(pointers(rec.Questions), q.ID), q)
				a.say("Ask all the same with --anyway.")
			})
		}
		if err := a.kept.Desk.Ask(a.ctx, rec.Account.ID, a.args[1]); err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		n := len(rec.Questions)
		v := map[string]any{"asked": true, "question": questionJSON(n, &rec.Questions[n-1])}
		return a.print(v, func() { a.say("Asked as question %d.", n) })
	}
}

func (a *app) answer() error {
	return a.onQuestion("Answered.", func(id playbook.ID) error { return a.kept.Desk.Answer(a.ctx, id, a.args[2]) })
}

func reopenFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: what the answer leaves open")
	return func(a *app) error {
		return a.onQuestion("Open again.", func(id playbook.ID) error { return a.kept.Desk.Reopen(a.ctx, id, *reason) })
	}
}

// onQuestion does something to the question that was typed and prints it.
func (a *app) onQuestion(words string, do func(playbook.ID) error) error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	q, err := question(&rec, a.args[1])
	if err != nil {
		return err
	}
	if err := do(q.ID); err != nil {
		return err
	}
	if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
		return err
	}
	n := numberOf(pointers(rec.Questions), q.ID)
	return a.print(map[string]any{"question": questionJSON(n, &rec.Questions[n-1])}, func() {
		a.say("%s", words)
		a.sayQuestion(n, &rec.Questions[n-1])
	})
}
