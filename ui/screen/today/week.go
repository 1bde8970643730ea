package today

import (
	"context"
	"strconv"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// days reads how much of the person's falls on each day of the week.
func (g *readings) days(ctx context.Context, from playbook.Portfolio, desk *work.Desk, in work.NeedsInput) error {
	monday := work.MondayOf(in.Today)
	groups, err := from.DueGroups(ctx, monday.AddDays(6))
	if err != nil {
		return err
	}
	mine, _ := in.MyTasks(groups)
	due, err := from.DueDays(ctx, monday, monday.AddDays(6), mine)
	if err != nil {
		return err
	}
	var team work.Team
	if err := desk.Store.Read(ctx, func(r playbook.Reader) (err error) {
		team, err = work.LoadTeam(r)
		return err
	}); err != nil {
		return err
	}
	g.week = work.MyWeek(in.Today, in.Who, &team, due)
	return nil
}

// showWeek puts the week on the strip. An empty workspace has none.
func (r *Room) showWeek() {
	part.Visible(r.myWeek, r.read.accounts > 0)
	today := playbook.DateOf(r.win.Now())
	days := make([]kit.StripDay, len(r.read.week))
	chosen := -1
	for i, d := range r.read.week {
		tip := d.On.Time().Format("Monday 2 January") + ": " + part.Count(d.Tasks, "task of mine is due", "tasks of mine are due")
		if d.Off != "" {
			tip += ", a day off (" + d.Off + ")"
		} else if d.Over {
			tip += ", more than a day holds (" + strconv.Itoa(work.DayTasks) + ")"
		}
		days[i] = kit.StripDay{Word: d.On.Time().Format("Mon 2"), Count: d.Tasks, Off: d.Off != "", Over: d.Over, Today: d.On == today, Tip: tip}
		if d.On == r.only {
			chosen = i
		}
	}
	if chosen < 0 { // another week has begun
		r.only = ""
	}
	r.week.Set(days...)
	r.week.Select(chosen)
}

// choose shows what is due on one day of the week, or everything again.
func (r *Room) choose(day int) {
	r.only = ""
	if day >= 0 {
		r.only = r.read.week[day].On
	}
	r.show()
}

func (r *Room) tasksOn(day playbook.Date) int {
	for _, d := range r.read.week {
		if d.On == day {
			return d.Tasks
		}
	}
	return 0
}

func onDay(all []work.Need, day playbook.Date) []work.Need {
	var out []work.Need
	for _, n := range all {
		if n.Due == day {
			out = append(out, n)
		}
	}
	return out
}

func tasksIn(needs []work.Need) int {
	n := 0
	for i := range needs {
		if k := needs[i].Kind; k == work.NeedTask || k == work.NeedCondition {
			n++
		}
	}
	return n
}
