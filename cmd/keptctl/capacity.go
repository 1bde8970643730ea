package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/capacity"
	"kept/playbook/work"
)

func feasibleFlags(fs *flag.FlagSet) func(*app) error {
	on := fs.String("date", "", "the `DATE` that is to be promised; else the one that is stored")
	named := fs.String("promise", "", "the `PROMISE` that gets the date; else the target go-live")
	return func(a *app) error {
		rec, err := a.account(a.args[0])
		if err != nil {
			return err
		}
		var ask work.Ask
		if ask.On, err = date("--date", *on); err != nil {
			return err
		}
		of := "go-live"
		if *named != "" {
			p, _, err := promise(&rec, *named)
			if err != nil {
				return err
			}
			ask.Promise, of = p.ID, p.Text
		}
		f, err := a.kept.Desk.Feasible(a.ctx, a.kept.Store, rec.Account.ID, ask)
		if err != nil {
			return err
		}
		v := map[string]any{"account": map[string]any{"id": rec.Account.ID, "name": rec.Account.Name}, "verdict": f.Verdict, "on": f.On, "earliest": f.Earliest,
			"of": f.What, "working_days": f.Room, "reasons": notNil(f.Reasons), "line": f.Line()}
		if !ask.Promise.IsZero() {
			v["promise"] = ask.Promise
		}
		return a.print(v, func() {
			asked := ""
			if f.On != "" {
				asked = " on " + day(f.On)
			}
			a.say("%s: %s%s", one(rec.Account.Name, 80), one(of, 80), asked)
			a.say("%s", harmless(f.Line()))
		})
	}
}

func capacityFlags(fs *flag.FlagSet) func(*app) error {
	weeks := fs.Int("weeks", work.CapacityWeeks, "how many weeks from this one on, a `NUMBER`")
	role := fs.String("role", "", "only this `ROLE`: csm, implementation, everything, …")
	detail := fs.Bool("detail", false, "by person too, and with the accounts")
	return func(a *app) error {
		if *weeks < 1 || *weeks > capacity.MaxWeeks {
			return usage("--weeks takes 1 to %d weeks, not %d", capacity.MaxWeeks, *weeks)
		}
		if *role != "" && playbook.LabelOf(playbook.MemberRoles(), *role) == *role {
			var known []string
			for _, o := range playbook.MemberRoles() {
				known = append(known, o.Value)
			}
			return usage("there is no role %q; it is one of %s", *role, strings.Join(known, ", "))
		}
		res, err := a.kept.Desk.Capacity(a.ctx, a.kept.Store, *weeks)
		if err != nil {
			return err
		}
		var lines []capacity.Line
		for i := range res.Roles {
			if *role != "" && res.Roles[i].Role != *role {
				continue
			}
			lines = append(lines, res.Roles[i])
			for j := range res.People {
				if *detail && res.People[j].Role == res.Roles[i].Role && !res.People[j].Stranger() {
					lines = append(lines, res.People[j])
				}
			}
		}
		for j := range res.People {
			if *detail && res.People[j].Stranger() && (*role == "" || *role == res.People[j].Role) {
				lines = append(lines, res.People[j])
			}
		}
		return a.print(capacityJSON(res, lines), func() { a.sayCapacity(res, lines, *detail) })
	}
}

func capacityJSON(res *capacity.Result, lines []capacity.Line) map[string]any {
	weeks := []map[string]any{}
	for _, w := range res.Weeks {
		weeks = append(weeks, map[string]any{"year": w.Year, "week": w.No, "monday": w.Monday, "working_days": w.Days})
	}
	out := []map[string]any{}
	for i := range lines {
		l := &lines[i]
		cells := []map[string]any{}
		for w := range l.Cells {
			c := &l.Cells[w]
			cell := map[string]any{"capacity": round(c.Capacity), "used": round(c.Used), "free": round(c.Free()), "over": c.Over()}
			if l.Name != "" {
				loads := []map[string]any{}
				for _, x := range c.Loads {
					loads = append(loads, map[string]any{"account": map[string]any{"id": x.Account, "name": x.Name}, "units": round(x.Units), "chance": round(x.Chance)})
				}
				cell["loads"] = loads
			}
			cells = append(cells, cell)
		}
		line := map[string]any{"role": l.Role, "weeks": cells}
		if l.Name == "" {
			line["members"] = l.Members
		} else {
			line["name"], line["member"] = l.Name, !l.Stranger()
		}
		out = append(out, line)
	}
	return map[string]any{"weeks": weeks, "lines": out}
}

// round cuts a figure to a thousandth: what is beyond comes from the computation.
func round(f float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 3, 64), 64)
	return r
}

func (a *app) sayCapacity(res *capacity.Result, lines []capacity.Line, detail bool) {
	if len(lines) == 0 {
		a.say("Nobody carries plans yet; keptctl members add puts people into the team.")
		return
	}
	a.say("Units free by week (capacity − used); one unit is a full person.")
	head := []string{""}
	for _, w := range res.Weeks {
		head = append(head, fmt.Sprintf("W%02d", w.No))
	}
	rows := [][]string{head}
	for i := range lines {
		l := &lines[i]
		name := playbook.LabelOf(playbook.MemberRoles(), l.Role)
		if l.Name != "" {
			name = "  " + one(l.Name, 30)
		}
		if l.Stranger() {
			name += " (no member)"
		}
		row := []string{name}
		for w := range l.Cells {
			row = append(row, fmt.Sprintf("%.2f", round(l.Cells[w].Free()+0)))
		}
		rows = append(rows, row)
	}
	a.columns(rows)
	if !detail {
		return
	}
	for _, o := range res.Over() {
		var loads []string
		for _, l := range o.Loads {
			loads = append(loads, fmt.Sprintf("%s %.2f", one(l.Name, 40), l.Units))
		}
		a.say("%s is asked for %.2f too much in week %d of %d: %s", one(o.Name, 40), o.Over, o.Week.No, o.Week.Year, strings.Join(loads, ", "))
	}
}
