package today

import (
	"context"
	"fmt"
	"strconv"

	"kept/playbook"
	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// look reads what needs the person, and what needs anybody.
func (g *readings) look(ctx context.Context, from playbook.Portfolio, in work.NeedsInput) error {
	kit.Report(ctx, -1, "Reading what needs you…")
	groups, err := waiting(ctx, from, &in)
	if err != nil {
		return err
	}
	mine, tasks := in.MyTasks(groups)
	if g.mine, err = firstNeeds(ctx, from, in, mine, tasks); err != nil {
		return err
	}
	in.Everyone = true
	_, tasks = in.MyTasks(groups)
	g.all, err = firstNeeds(ctx, from, in, nil, tasks)
	return err
}

// waiting reads what waits for an answer, and what is due besides tasks, into
// in, and counts the tasks.
func waiting(ctx context.Context, from playbook.Portfolio, in *work.NeedsInput) (groups []playbook.DueGroup, err error) {
	if in.Questions, err = from.OpenQuestions(ctx); err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	if in.Handoffs, err = from.HandoffsIn(ctx, playbook.Submitted, playbook.Returned); err != nil {
		return nil, fmt.Errorf("read handoffs: %w", err)
	}
	if in.Rows, err = from.RowsDue(ctx, in.Today, in.Today.AddDays(work.NeedsWithin)); err != nil {
		return nil, fmt.Errorf("read what else is due: %w", err)
	}
	if groups, err = from.DueGroups(ctx, in.Today.AddDays(work.NeedsWithin)); err != nil {
		return nil, fmt.Errorf("count due tasks: %w", err)
	}
	return groups, nil
}

// firstNeeds ranks what waits for an answer with the first of the tasks: none
// behind those can be among the first rows of the list.
func firstNeeds(ctx context.Context, from playbook.Portfolio, in work.NeedsInput, of []playbook.DueGroup, tasks int) (n needs, err error) {
	n.count = len(work.Needs(in)) + tasks
	if tasks > 0 {
		in.Tasks, err = from.TasksDue(ctx, playbook.DueQuery{Today: in.Today, Until: in.Today.AddDays(work.NeedsWithin), Of: of, Limit: most})
		if err != nil {
			return n, fmt.Errorf("read due tasks: %w", err)
		}
	}
	n.first = work.Needs(in)
	n.first = n.first[:min(len(n.first), most)]
	return n, nil
}

// begin reads what the strip of the first days shows.
func (g *readings) begin(ctx context.Context, from playbook.Portfolio, today playbook.Date) error {
	counts, err := from.AccountCounts(ctx)
	if err != nil {
		return fmt.Errorf("count accounts: %w", err)
	}
	for _, n := range counts {
		g.accounts += n
	}
	if counts[playbook.Onboarding] > 0 {
		g.starting, err = from.Starting(ctx, today.AddDays(-span))
	}
	return err
}

// input is who asks and when, without what was read.
func input(win screen.Window, o Options) work.NeedsInput {
	return work.NeedsInput{Today: playbook.DateOf(win.Now()), Who: o.Name, Role: o.Role, Calendar: win.Desk().Days(), Zone: win.Now().Location()}
}

// Count reads how many things need the person and puts it beside Today, for
// while another room is shown.
func Count(win screen.Window, run screen.Runner, o Options) {
	from, in := win.Portfolio(), input(win, o)
	var n int
	run.Run(func(ctx context.Context) error {
		groups, err := waiting(ctx, from, &in)
		if err != nil {
			return err
		}
		_, tasks := in.MyTasks(groups)
		n = len(work.Needs(in)) + tasks
		return nil
	}, func(err error) {
		if err == nil { // a count that cannot be had is told by the room itself
			win.SetBadge(screen.Today, badge(n))
		}
	})
}

func badge(n int) string {
	switch {
	case n > 99:
		return "99+"
	case n > 0:
		return strconv.Itoa(n)
	}
	return ""
}
