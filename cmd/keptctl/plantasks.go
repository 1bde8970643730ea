package main

import (
	"flag"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// addTaskFlags adds a task of one's own to the plan.
func addTaskFlags(fs *flag.FlagSet) func(*app) error {
	phase := fs.String("phase", "", "the `PHASE`, by its code, number or title; else the one that is under way")
	role := fs.String("role", "", "who does it, a `ROLE`: "+choices(playbook.Roles()))
	ownerOf := fs.String("owner", "", "who does it, a `NAME`; else the person of the role")
	on := fs.String("on", "", "its own day, a `DATE`")
	at := fs.String("at", "", "its day from an anchor, `ANCHOR±DAYS`, like go-live-3; with \"working\" behind it in working days")
	after := fs.String("after", "", "the `TASKS` it waits for, by number, with +N working days between, like 4,7+2")
	duration := fs.Int("duration", 0, "how many working days it takes, a `NUMBER`; else 1")
	evidence := fs.String("ask", "", "the evidence that ticking it asks for, a `TEXT`")
	why := fs.String("reason", "", "why it is added, a `TEXT`")
	return func(a *app) error {
		if *on != "" && *at != "" {
			return usage("add-task takes --on or --at, not both: a task has its own day, or counts from an anchor")
		}
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		ph, err := phaseTyped(&rec, *phase)
		if err != nil {
			return err
		}
		n := work.NewTask{Phase: ph.ID, Title: a.args[1], Owner: *ownerOf, Duration: *duration, Evidence: *evidence}
		if n.Role, err = choice("--role", *role, playbook.Roles()); err != nil {
			return err
		}
		if n.On, err = date("--on", *on); err != nil {
			return err
		}
		if *at != "" {
			if n.Anchor, n.Days, n.Working, err = anchorOffset(&rec, *at); err != nil {
				return err
			}
		}
		if n.After, err = afterTyped(&rec, *after); err != nil {
			return err
		}
		id, err := a.kept.Desk.AddTask(a.ctx, rec.Account.ID, n, *why)
		if err != nil {
			return err
		}
		return a.toldTask("Added", rec.Account.ID, id)
	}
}

// phaseTyped finds a phase of the running plan; "" is the one under way.
func phaseTyped(rec *playbook.Record, typed string) (*playbook.Phase, error) {
	p := rec.Plan()
	if p == nil {
		return nil, &failure{kind: "not_found", message: rec.Account.Name + " has no plan; keptctl start begins a playbook."}
	}
	phases := rec.PhasesOf(p.ID)
	if typed == "" {
		if now := rec.PhaseNow(); now != nil {
			return now, nil
		}
		return &phases[len(phases)-1], nil
	}
	for i := range phases {
		if strings.EqualFold(phases[i].Code, typed) {
			return &phases[i], nil
		}
	}
	ph, _, err := pickRow("phase", "gate", pointers(phases), func(p *playbook.Phase) string { return p.Title }, typed)
	return ph, err
}

// anchorOffset reads a day from an anchor, of the account's own too.
func anchorOffset(rec *playbook.Record, typed string) (anchor string, days int, working bool, err error) {
	var own []playbook.OwnAnchor
	for i := range rec.Anchors {
		own = append(own, playbook.OwnAnchor{ID: rec.Anchors[i].Name, Title: rec.Anchors[i].Title})
	}
	o, err := playbook.ParseAt(typed, own...)
	if err != nil {
		return "", 0, false, usage("--at: %v", err)
	}
	return o.Anchor, o.Days, o.Working, nil
}

// afterTyped reads tasks by number with the working days between.
func afterTyped(rec *playbook.Record, typed string) ([]playbook.Dependency, error) {
	var out []playbook.Dependency
	for part := range strings.SplitSeq(typed, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, lag, _ := strings.Cut(part, "+")
		t, err := task(rec, name)
		if err != nil {
			return nil, err
		}
		d := playbook.Dependency{Step: t.StepKey()}
		if lag != "" {
			read, err := playbook.ParseAfter("x+" + lag)
			if err != nil || len(read) != 1 {
				return nil, usage("--after: %q has no whole number of working days behind the +; write it like 7+2", one(part, 40))
			}
			d.Lag = read[0].Lag
		}
		out = append(out, d)
	}
	return out, nil
}

// toldTask prints a task as it is stored now.
func (a *app) toldTask(verb string, account, id playbook.ID) error {
	rec, err := a.kept.Desk.Record(a.ctx, account)
	if err != nil {
		return err
	}
	all := listed(&rec)
	i := numberOf(pointers(all), id)
	if i == 0 {
		return &failure{kind: "not_found", message: "The task is not there any more."}
	}
	t := all[i-1]
	return a.print(taskJSON(i, &t, ""), func() { a.say("%s: %d  %s, due %s, %s.", verb, i, one(t.Title, 100), day(t.DueOn), one(owner(&t), 40)) })
}

func splitFlags(fs *flag.FlagSet) func(*app) error {
	why := fs.String("reason", "", "why it is split, a `TEXT`")
	return func(a *app) error {
		rec, t, err := a.accountTask()
		if err != nil {
			return err
		}
		var parts []work.SplitPart
		for _, s := range a.args[2:] {
			p := strings.Split(s, ";")
			part := work.SplitPart{Title: p[0]}
			if len(p) > 1 {
				part.Owner = p[1]
			}
			if len(p) > 2 {
				if part.On, err = date("PART", p[2]); err != nil {
					return err
				}
			}
			if len(p) > 3 {
				return usage("a part is \"TITLE;OWNER;DATE\", of which owner and date may be left out; %q has more", one(s, 60))
			}
			parts = append(parts, part)
		}
		ids, err := a.kept.Desk.SplitTask(a.ctx, t.ID, parts, *why)
		if err != nil {
			return err
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		all := listed(&rec)
		made := []map[string]any{}
		for i := range all {
			for _, id := range ids {
				if all[i].ID == id {
					made = append(made, taskJSON(i+1, &all[i], ""))
				}
			}
		}
		return a.print(made, func() {
			a.say("Split into %s:", count(len(made), "task"))
			for _, m := range made {
				a.say("  %d  %s, due %s", m["number"], one(m["title"].(string), 100), day(m["due_on"].(playbook.Date)))
			}
		})
	}
}

func blockFlags(fs *flag.FlagSet) func(*app) error {
	reason := fs.String("reason", "", "a `TEXT`: what blocks it")
	class := fs.String("class", "", "what kind of thing blocks it, a `CLASS`: "+choices(playbook.BlockClasses()))
	waiting := fs.String("waiting-on", "", "on `WHOM` it waits: "+choices(playbook.WaitingOn())+"; else whoever has the task")
	return func(a *app) error {
		c := work.TaskChange{To: playbook.Blocked, Reason: *reason}
		var err error
		if c.Class, err = choice("--class", *class, playbook.BlockClasses()); err != nil {
			return err
		}
		if c.WaitingOn, err = choice("--waiting-on", *waiting, playbook.WaitingOn()); err != nil {
			return err
		}
		return a.setTask(c)
	}
}

func (a *app) unblock() error {
	rec, t, err := a.accountTask()
	if err != nil {
		return err
	}
	if t.State != playbook.Blocked {
		return &failure{kind: "not_found", message: "“" + one(t.Title, 60) + "” is not blocked."}
	}
	if _, err := a.kept.Desk.Unblock(a.ctx, t.ID); err != nil {
		return err
	}
	return a.toldTask("Goes on", rec.Account.ID, t.ID)
}

// inputFlags lists what roles contribute to a task, asks for more, or gives it.
func inputFlags(fs *flag.FlagSet) func(*app) error {
	ask := fs.String("ask", "", "ask for it: \"ROLE: what\", a `TEXT`")
	give := fs.String("give", "", "what is contributed, a `TEXT`")
	by := fs.String("by", "", "with --give, who contributes it, a `NAME`; else you")
	which := fs.String("input", "", "with --give, which `INPUT`, by number or words, when the task has several")
	return func(a *app) error {
		rec, t, err := a.accountTask()
		if err != nil {
			return err
		}
		switch {
		case *ask != "" && *give != "":
			return usage("input takes --ask or --give, not both")
		case *ask != "":
			role, what, ok := strings.Cut(*ask, ":")
			if !ok {
				return usage("--ask is \"ROLE: what\", like \"support: known gaps\"")
			}
			if role, err = choice("the role in --ask", role, playbook.Roles()); err != nil {
				return err
			}
			if _, err := a.kept.Desk.AskInput(a.ctx, t.ID, role, what); err != nil {
				return err
			}
		case *give != "":
			in, err := inputTyped(work.InputsOf(&rec, t.ID), *which)
			if err != nil {
				return err
			}
			if err := a.kept.Desk.GiveInput(a.ctx, in.ID, *give, *by); err != nil {
				return err
			}
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		all := work.InputsOf(&rec, t.ID)
		return a.print(valuesOf(all), func() {
			if len(all) == 0 {
				a.say("“%s” asks nobody for input.", one(t.Title, 80))
			}
			for i := range all {
				in := &all[i]
				given := "missing"
				if in.Given != "" {
					given = one(in.Given, 100) + " (" + one(in.GivenBy, 40) + ", " + day(in.GivenOn) + ")"
				}
				a.say("%d  %s: %s: %s", i+1, playbook.LabelOf(playbook.Roles(), in.Role), one(in.Asked, 80), given)
			}
		})
	}
}

// inputTyped finds the input that is given: the only one, or the one typed.
func inputTyped(all []playbook.TaskInput, typed string) (*playbook.TaskInput, error) {
	switch {
	case len(all) == 0:
		return nil, &failure{kind: "not_found", message: "The task asks nobody for input; ask with --ask first."}
	case typed == "" && len(all) == 1:
		return &all[0], nil
	case typed == "":
		return nil, usage("the task asks for %s; say which with --input", count(len(all), "input"))
	}
	in, _, err := pickRow("input", "input", pointers(all), func(in *playbook.TaskInput) string { return in.Asked }, typed)
	return in, err
}

// gateFlags shows what ends the phases of the plan, or leaves one.
func gateFlags(fs *flag.FlagSet) func(*app) error {
	leave := fs.Bool("exit", false, "record that its exit criteria are met")
	note := fs.String("note", "", "with --exit, what showed it, a `TEXT`")
	reopen := fs.String("reopen", "", "take back that it was left, a `TEXT`: why")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		if len(a.args) == 1 {
			if *leave || *reopen != "" {
				return usage("gate needs the PHASE that is left or opened again")
			}
			return a.gates(&rec)
		}
		ph, err := phaseTyped(&rec, a.args[1])
		if err != nil {
			return err
		}
		switch {
		case *leave:
			if _, err := a.kept.Desk.ExitPhase(a.ctx, ph.ID, *note); err != nil {
				return err
			}
		case given(fs, "reopen"):
			if err := a.kept.Desk.ReopenPhase(a.ctx, ph.ID, *reopen); err != nil {
				return err
			}
		}
		if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
			return err
		}
		for _, g := range work.Gates(&rec) {
			if g.Phase.ID == ph.ID {
				return a.print(gateJSON(&g), func() { a.gate(&g, true) })
			}
		}
		return nil
	}
}

func (a *app) gates(rec *playbook.Record) error {
	all := work.Gates(rec)
	out := []map[string]any{}
	for i := range all {
		out = append(out, gateJSON(&all[i]))
	}
	return a.print(out, func() {
		for i := range all {
			a.gate(&all[i], false)
		}
	})
}

func gateJSON(g *work.Gate) map[string]any {
	return map[string]any{"code": g.Phase.Code, "title": g.Phase.Title, "goal": g.Phase.Goal, "criteria": notNil(g.Criteria), "left_on": g.Phase.ExitedOn,
		"left_by": g.Phase.ExitedBy, "note": g.Phase.ExitNote, "open": len(g.Open), "missing_inputs": len(g.Missing)}
}

func (a *app) gate(g *work.Gate, full bool) {
	state := count(len(g.Open), "task") + " open"
	if g.Phase.ExitedOn != "" {
		state = "left on " + day(g.Phase.ExitedOn) + " by " + one(g.Phase.ExitedBy, 40)
		if len(g.Open) > 0 {
			state += ", with " + count(len(g.Open), "task") + " open"
		}
	}
	a.say("%s  %s: %s", g.Phase.Code, one(g.Phase.Title, 80), state)
	for _, c := range g.Criteria {
		a.say("    %s", one(c, 120))
	}
	if !full {
		return
	}
	if g.Phase.ExitNote != "" {
		a.say("    Note: %s", one(g.Phase.ExitNote, 200))
	}
	for _, l := range g.Left() {
		a.say("    %s", one(l, 160))
	}
}
