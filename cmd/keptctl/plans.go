package main

import (
	"flag"
	"fmt"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// startOf declares the flags that start a playbook and returns what reads
// them: nil when no playbook is named.
func startOf(fs *flag.FlagSet) func() (*work.Start, error) {
	id := fs.String("playbook", "", "the playbook's `ID` or letter")
	kickoff := fs.String("kickoff", "", "the `DATE` of the kickoff; else the playbook's own days after close")
	goLive := fs.String("go-live", "", "the `DATE` of go-live; else the target of the handoff, else the playbook's own days after the kickoff")
	return func() (*work.Start, error) {
		if *id == "" {
			if *kickoff != "" || *goLive != "" {
				return nil, usage("--kickoff and --go-live belong to a playbook; name it with --playbook, keptctl playbooks lists them")
			}
			return nil, nil
		}
		s := &work.Start{Playbook: *id}
		var err error
		if s.Kickoff, err = date("--kickoff", *kickoff); err != nil {
			return nil, err
		}
		s.GoLive, err = date("--go-live", *goLive)
		return s, err
	}
}

// target takes the go-live that was agreed in the handoff where no other is
// given, as the window does.
func target(s *work.Start, rec *playbook.Record) {
	if s != nil && s.GoLive == "" {
		s.GoLive = rec.Handoff.GoLiveOn
	}
}

func startFlags(fs *flag.FlagSet) func(*app) error {
	start := startOf(fs)
	return func(a *app) error {
		s, err := start()
		if err != nil {
			return err
		}
		const needs = "start needs --playbook ID and --kickoff DATE; keptctl playbooks lists the ids"
		if s == nil {
			return usage(needs)
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		// A rescue counts from the renewal and has no kickoff.
		if book, err := a.kept.Desk.Books.Get(s.Playbook); err == nil && s.Kickoff == "" && book.Uses(playbook.AnchorKickoff) {
			return usage(needs)
		}
		target(s, &rec)
		_, team, err := a.kept.Desk.RecordAndTeam(a.ctx, rec.Account.ID)
		if err != nil {
			return err
		}
		made, err := a.kept.Desk.Preview(&rec, &team, *s)
		if err != nil {
			return err
		}
		if err := a.kept.Desk.StartPlan(a.ctx, rec.Account.ID, *s); err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		p := rec.Plan()
		v := map[string]any{"account": map[string]any{"id": rec.Account.ID, "name": rec.Account.Name}, "plan": values(p), "tasks": len(listed(&rec)), "warnings": notNil(made.Warnings())}
		return a.print(v, func() {
			a.say("%s: “%s” started, %s, kickoff %s, go-live %s.", one(rec.Account.Name, 80), p.Title, count(len(listed(&rec)), "task"), day(p.KickoffOn), day(p.GoLiveOn))
			for _, w := range made.Warnings() {
				a.say("  %s", w)
			}
		})
	}
}

func tasksJSON(rec *playbook.Record) []map[string]any {
	out := []map[string]any{}
	codes := map[playbook.ID]string{}
	for _, p := range rec.Phases {
		codes[p.ID] = p.Code
	}
	for i, t := range listed(rec) {
		out = append(out, taskJSON(i+1, &t, codes[t.PhaseID]))
	}
	return out
}

func taskJSON(number int, t *playbook.Task, phase string) map[string]any {
	return map[string]any{"number": number, "id": t.ID, "title": t.Title, "state": t.State, "due_on": t.DueOn, "owner": t.Owner, "role": t.Role,
		"phase": phase, "condition": t.Condition, "milestone": t.Milestone, "no_skip": t.NoSkip, "evidence_asked": t.EvidenceAsked,
		"evidence": t.Evidence, "reason": t.Reason, "note": t.Note, "customer_text": t.CustomerText, "done_at": t.DoneAt, "done_by": t.DoneBy}
}

func (a *app) tasks() error {
	rec, err := a.account(a.args[0])
	if err != nil {
		return err
	}
	return a.print(tasksJSON(&rec), func() {
		all := listed(&rec)
		if len(all) == 0 {
			a.say("No tasks; keptctl start begins a playbook.")
			return
		}
		titles := map[playbook.ID]string{}
		for _, p := range rec.Phases {
			titles[p.ID] = p.Code + "  " + p.Title
		}
		done := 0
		rows, heads := [][]string{}, map[int]string{}
		for i := range all {
			t := &all[i]
			head := titles[t.PhaseID]
			switch {
			case t.Condition:
				head = "Conditions"
			case t.PlanID.IsZero():
				head = "Outside a plan"
			}
			if i == 0 || t.PhaseID != all[i-1].PhaseID || t.Condition != all[i-1].Condition {
				heads[i] = head
			}
			if t.State == playbook.TaskDone || t.State == playbook.Skipped {
				done++
			}
			rows = append(rows, []string{fmt.Sprintf("%4d", i+1), mark(t.State), day(t.DueOn), one(owner(t), 24), taskWords(t)})
		}
		a.say("%s: %d of %d done", one(rec.Account.Name, 80), done, len(all))
		a.grouped(rows, heads)
	})
}

// grouped prints rows in columns with a heading before some of them.
func (a *app) grouped(rows [][]string, heads map[int]string) {
	var b strings.Builder
	out := a.out
	a.out = &b
	a.columns(rows)
	a.out = out
	for i, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		if h, ok := heads[i]; ok {
			a.say("\n%s", h)
		}
		a.say("%s", line)
	}
}

func mark(s playbook.TaskState) string {
	return map[playbook.TaskState]string{playbook.Todo: "to do", playbook.Doing: "doing", playbook.TaskDone: "done", playbook.Skipped: "skipped", playbook.Blocked: "blocked"}[s]
}

// owner returns who a task waits for: the person, else the role.
func owner(t *playbook.Task) string {
	if t.Owner != "" {
		return t.Owner
	}
	return playbook.LabelOf(playbook.Roles(), t.Role)
}

func taskWords(t *playbook.Task) string {
	s := one(t.Title, 100)
	if t.Milestone {
		s += "  (milestone)"
	}
	if t.EvidenceAsked != "" && t.State != playbook.TaskDone {
		s += "  → " + one(t.EvidenceAsked, 60)
	}
	if t.Reason != "" {
		s += "  (" + one(t.Reason, 60) + ")"
	}
	return s
}

// setTask moves the task that was typed and prints it as stored.
func (a *app) setTask(c work.TaskChange) error {
	rec, t, err := a.accountTask()
	if err != nil {
		return err
	}
	if t, err = a.kept.Desk.SetTask(a.ctx, t.ID, c); err != nil {
		return err
	}
	number := numberOf(pointers(listed(&rec)), t.ID)
	phase := ""
	for _, p := range rec.Phases {
		if p.ID == t.PhaseID {
			phase = p.Code
		}
	}
	missing := work.MissingInputs(&rec, t.ID)
	return a.print(taskJSON(number, &t, phase), func() {
		without := ""
		if words := work.MissingWords(missing); words != "" && t.State == playbook.TaskDone {
			without = ", without " + words
		}
		a.say("%d  %s: %s%s.", number, one(t.Title, 100), mark(t.State), without)
	})
}

func tickFlags(fs *flag.FlagSet) func(*app) error {
	evidence := fs.String("evidence", "", "a `TEXT` that shows that it is done, where the task asks for it")
	return func(a *app) error { return a.setTask(work.TaskChange{To: playbook.TaskDone, Evidence: *evidence}) }
}

func (a *app) untick() error { return a.setTask(work.TaskChange{To: playbook.Todo}) }

func skipFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: why, where the task asks for it")
	return func(a *app) error { return a.setTask(work.TaskChange{To: playbook.Skipped, Reason: *reason}) }
}
