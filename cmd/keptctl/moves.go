package main

import (
	"flag"
	"strings"

	"kept/playbook"
	"kept/playbook/capacity"
	"kept/playbook/work"
)

// moveFlags moves one task or several to a day.
func moveFlags(fs *flag.FlagSet) func(*app) error {
	back := fs.Bool("take-back", false, "let the anchor of the task decide again; then no DATE is given")
	ask := moving(fs)
	return func(a *app) error {
		if *back == (len(a.args) == 3) {
			return usage("move takes a DATE, or --take-back without one")
		}
		rec, t, err := a.accountTask()
		if err != nil {
			return err
		}
		on := playbook.Date("")
		if !*back {
			if on, err = date("DATE", a.args[2]); err != nil {
				return err
			}
			if on == "" {
				return usage("move needs a DATE, like 2027-01-15; --take-back lets the anchor decide again")
			}
		}
		return ask(a, &rec, work.Move{Tasks: []work.TaskMove{{Task: t.ID, On: on}}})
	}
}

// anchorFlags moves an anchor of the account, or adds one of its own.
func anchorFlags(fs *flag.FlagSet) func(*app) error {
	title := fs.String("add", "", "make it an anchor of the account's own, called `TEXT`; the DATE may be left out while nobody knows it")
	ask := moving(fs)
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		on := playbook.Date("")
		if len(a.args) == 3 && strings.ToLower(a.args[2]) != "none" {
			if on, err = date("DATE", a.args[2]); err != nil {
				return err
			}
		}
		name := anchorName(a.args[1])
		if *title != "" {
			if _, err := a.kept.Desk.AddAnchor(a.ctx, rec.Account.ID, work.NewAnchor{Name: name, Title: *title, On: on}); err != nil {
				return err
			}
			return a.print(map[string]any{"anchor": name, "title": *title, "on": on}, func() { a.say("%s: anchor “%s” on %s.", one(rec.Account.Name, 80), one(*title, 60), day(on)) })
		}
		if len(a.args) < 3 {
			return usage("anchor needs a DATE, or none while nobody knows it")
		}
		return ask(a, &rec, work.Move{Anchors: []work.AnchorMove{{Anchor: name, On: on}}})
	}
}

// anchorName is an anchor as it was typed, as it is stored.
func anchorName(typed string) string {
	s := kebab(typed)
	for _, o := range playbook.Anchors() {
		if kebab(o.Value) == s {
			return o.Value
		}
	}
	return s
}

// moving declares the flags of a move and returns what makes it, or shows what
// it would do.
func moving(fs *flag.FlagSet) func(*app, *playbook.Record, work.Move) error {
	why := fs.String("reason", "", "why it moves, a `TEXT`; what was promised moves only with one")
	dry := fs.Bool("dry-run", false, "show everything that would change, and change nothing")
	return func(a *app, rec *playbook.Record, m work.Move) error {
		fresh, team, err := a.kept.Desk.RecordAndTeam(a.ctx, rec.Account.ID)
		if err != nil {
			return err
		}
		load, err := a.kept.Desk.CapacityInput(a.ctx, a.kept.Store, work.CapacityWeeks)
		if err != nil {
			return err
		}
		c, err := a.kept.Desk.PreviewMove(&fresh, &team, &load, m)
		if err != nil {
			return err
		}
		if !*dry {
			made, err := a.kept.Desk.MakeMove(a.ctx, rec.Account.ID, m, *why)
			if err != nil {
				return err
			}
			made.Over, c = c.Over, made
			// Another program may have added a task meanwhile, which has a number too.
			if fresh, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
				return err
			}
		}
		v := consequencesJSON(c)
		v["dry_run"] = *dry
		return a.print(v, func() { a.consequences(&fresh, c, *dry) })
	}
}

func consequencesJSON(c *work.Consequences) map[string]any {
	tasks, anchors, owed, over, notices := []map[string]any{}, []map[string]any{}, []map[string]any{}, []map[string]any{}, []map[string]any{}
	for _, s := range c.Tasks {
		tasks = append(tasks, map[string]any{"id": s.Task, "title": s.Title, "owner": s.Owner, "was": s.Was, "now": s.Now, "working_days": s.Days, "waiting": s.Waiting, "by_hand": s.ByHand})
	}
	for _, s := range c.Anchors {
		anchors = append(anchors, map[string]any{"anchor": s.Anchor, "title": s.Title, "was": s.Was, "now": s.Now})
	}
	for i := range c.Owed {
		o := &c.Owed[i]
		owed = append(owed, map[string]any{"noun": o.Noun, "id": o.Row, "text": o.Text, "due_was": o.DueWas, "due_now": o.DueNow,
			"forecast_was": o.ForecastWas, "forecast_now": o.ForecastNow, "late_was": o.LateWas(), "late_now": o.LateNow()})
	}
	for _, o := range c.Over {
		over = append(over, overJSON(&o))
	}
	for i := range c.Notices {
		notices = append(notices, map[string]any{"for": c.Notices[i].ForWhom, "text": c.Notices[i].Text, "was": c.Notices[i].WasOn, "now": c.Notices[i].NowOn})
	}
	return map[string]any{"tasks": tasks, "anchors": anchors, "owed": owed, "over_capacity": over, "notices": notices, "promised": notNil(c.Promised),
		"warnings": notNil(c.Warnings), "needs_reason": c.NeedsReason(), "go_live_was": c.GoLiveWas, "go_live_now": c.GoLiveNow, "end_was": c.EndWas, "end_now": c.EndNow}
}

func overJSON(o *capacity.Overload) map[string]any {
	return map[string]any{"name": o.Name, "week": o.Week.Monday, "over": o.Over}
}

// consequences tells what a move changes.
func (a *app) consequences(rec *playbook.Record, c *work.Consequences, dry bool) {
	head := "Moved"
	if dry {
		head = "Would move"
	}
	if c.Empty() {
		if len(c.Warnings) == 0 {
			a.say("Nothing changes: everything is on these days already.")
			return
		}
		a.say("No day changes.") // what a task waits for holds it where it is
		for _, w := range c.Warnings {
			a.say("  %s", w)
		}
		return
	}
	what := count(len(c.Tasks), "task")
	if len(c.Anchors) > 0 {
		what += ", " + count(len(c.Anchors), "anchor")
	}
	a.say("%s: %s.", head, what)
	for _, s := range c.Anchors {
		a.say("  %s: %s → %s", one(s.Title, 40), day(s.Was), day(s.Now))
	}
	all := listed(rec)
	rows := [][]string{}
	for _, s := range c.Tasks {
		now := day(s.Now)
		if s.Waiting != "" {
			now = s.Waiting
		}
		rows = append(rows, []string{"  " + number(all, s.Task), day(s.Was), "→", now, shiftWords(s.Days), one(s.Owner, 24), one(s.Title, 80)})
	}
	a.columns(rows)
	for i := range c.Owed {
		o := &c.Owed[i]
		a.say("  %s “%s”: %s", strings.ToLower(playbook.RowWords(o.Noun, "")), one(o.Text, 60), owedWords(o))
	}
	for i := range c.Over {
		o := &c.Over[i]
		a.say("  over capacity: %s by %.1f in the week of %s", one(o.Name, 40), o.Over, day(o.Week.Monday))
	}
	for _, w := range c.Warnings {
		a.say("  %s", w)
	}
	if len(c.Notices) > 0 {
		var whom []string
		for i := range c.Notices {
			name := playbook.LabelOf(playbook.Roles(), c.Notices[i].ForWhom)
			if !strings.Contains(strings.Join(whom, "\n"), name) {
				whom = append(whom, name)
			}
		}
		a.say("  notice for %s", one(strings.Join(whom, ", "), 120))
	}
	if dry && c.NeedsReason() {
		a.say("  It moves only with --reason: %s.", strings.Join(c.Promised, "; "))
	}
}

// number is the place of a task in the list that keptctl tasks prints.
func number(all []playbook.Task, id playbook.ID) string {
	for i := range all {
		if all[i].ID == id {
			return itoa(i + 1)
		}
	}
	return "–"
}

func shiftWords(n int) string {
	switch {
	case n > 0:
		return "+" + itoa(n)
	case n < 0:
		return "−" + itoa(-n)
	}
	return ""
}

func owedWords(o *work.OwedShift) string {
	var out []string
	if o.DueWas != o.DueNow {
		out = append(out, "due "+day(o.DueWas)+" → "+day(o.DueNow))
	} else if o.DueNow != "" {
		out = append(out, "due "+day(o.DueNow))
	}
	if o.ForecastWas != o.ForecastNow {
		out = append(out, "forecast "+day(o.ForecastWas)+" → "+day(o.ForecastNow))
	}
	if o.LateNow() {
		out = append(out, "late")
	}
	return strings.Join(out, ", ")
}

// noticesFlags lists the notices nobody has seen, or sees one.
func noticesFlags(fs *flag.FlagSet) func(*app) error {
	seen := fs.String("seen", "", "record that you have seen a notice: its `NUMBER`, or all")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		open := work.OpenNotices(&rec)
		if *seen != "" {
			see := pointers(open)
			if *seen != "all" {
				n, _, err := pickRow("notice", "notices", pointers(open), func(n *playbook.Notice) string { return n.Text }, *seen)
				if err != nil {
					return err
				}
				see = []*playbook.Notice{n}
			}
			for _, n := range see {
				if err := a.kept.Desk.SeeNotice(a.ctx, n.ID); err != nil {
					return err
				}
			}
			if rec, err = a.kept.Desk.Record(a.ctx, rec.Account.ID); err != nil {
				return err
			}
			open = work.OpenNotices(&rec)
		}
		return a.print(valuesOf(open), func() {
			if len(open) == 0 {
				a.say("No notice waits to be seen.")
				return
			}
			rows := [][]string{}
			for i := range open {
				n := &open[i]
				rows = append(rows, []string{itoa(i + 1), day(n.On), "for " + one(playbook.LabelOf(playbook.Roles(), n.ForWhom), 30), one(n.Words(), 160) + " (" + one(n.By, 30) + ")"})
			}
			a.columns(rows)
		})
	}
}
