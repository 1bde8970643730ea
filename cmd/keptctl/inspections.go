package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/metrics"
)

func inspectFlags(fs *flag.FlagSet) func(*app) error {
	var yes, no list
	about := "a question answered with %s, a `QUESTION` by number or key, may be given several times: " + inspectionKeys()
	fs.Var(&yes, "yes", fmt.Sprintf(about, "yes"))
	fs.Var(&no, "no", fmt.Sprintf(about, "no"))
	note := fs.String("note", "", "a `TEXT` that is kept with it; else the note of an earlier look on that day stays")
	return func(a *app) error {
		d, err := strconv.Atoi(strings.TrimSpace(a.args[1]))
		if err != nil || d != 7 && d != 14 && d != 30 {
			return usage("an inspection is for day 7, 14 or 30, not %q", one(a.args[1], 40))
		}
		answers := map[string]string{}
		for answer, typed := range map[string]list{"yes": yes, "no": no} {
			for _, t := range typed {
				for _, part := range strings.Split(t, ",") {
					q, err := inspectionQuestion(part)
					if err != nil {
						return err
					}
					if had := answers[q]; had != "" && had != answer {
						return usage("the question %s is answered with yes and with no", kebab(q))
					}
					answers[q] = answer
				}
			}
		}
		if len(answers) == 0 && !given(fs, "note") {
			return usage("inspect needs answers: --yes or --no with %s", inspectionKeys())
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		if had := rec.Inspection(d); had != nil && !given(fs, "note") {
			*note = had.Note
		}
		if err := a.kept.Desk.Inspect(a.ctx, rec.Account.ID, d, answers, *note); err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		i := rec.Inspection(d)
		return a.print(map[string]any{"inspection": inspectionJSON(i)}, func() { a.sayInspection(i) })
	}
}

func inspectionKeys() string { return choices(playbook.InspectionQuestions()) }

// inspectionQuestion reads a question by its number or its key, and returns the
// column of its answer.
func inspectionQuestion(typed string) (string, error) {
	all := playbook.InspectionQuestions()
	if n, err := strconv.Atoi(strings.TrimSpace(typed)); err == nil && n >= 1 && n <= len(all) {
		return all[n-1].Value, nil
	}
	q, err := choice("a question of an inspection", typed, all)
	if err == nil && q == "" {
		err = usage("a question of an inspection is one of %s, or its number", inspectionKeys())
	}
	return q, err
}

func inspectionJSON(i *playbook.Inspection) map[string]any {
	v := values(i)
	v["yes"], v["answered"] = i.Score()
	return v
}

func (a *app) sayInspection(i *playbook.Inspection) {
	a.say("Day %d: %s  (%s, %s)", i.Day, metrics.ScoreWords(i), dash(one(i.By, 40)), day(i.On))
	rows := [][]string{}
	for n, q := range playbook.InspectionQuestions() {
		answer, err := playbook.GetText(i, q.Value)
		if err != nil {
			answer = ""
		}
		rows = append(rows, []string{fmt.Sprintf("%4d", n+1), dash(answer), q.Label})
	}
	a.columns(rows)
	if i.Note != "" {
		a.say("      %s", one(i.Note, 160))
	}
}

func (a *app) inspections() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	list, all := []map[string]any{}, metrics.Inspections(&rec, a.kept.Desk.Today())
	for _, d := range all {
		v := map[string]any{"day": d.Day, "due_on": d.On, "state": d.State, "words": d.Words, "inspection": nil}
		if d.Made != nil {
			v["inspection"] = inspectionJSON(d.Made)
		}
		list = append(list, v)
	}
	return a.print(list, func() {
		for _, d := range all {
			if d.Made != nil {
				a.sayInspection(d.Made)
				continue
			}
			a.say("Day %d: %s", d.Day, d.Words)
		}
	})
}
