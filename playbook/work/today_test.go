package work_test

import (
	"strings"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

// Monday 23 November 2026.
const today = playbook.Date("2026-11-23")

func at(day playbook.Date) playbook.Moment {
	return playbook.MomentOf(day.Time().Add(9 * time.Hour))
}

func task(title string, due playbook.Date, set func(*playbook.DueTask)) playbook.DueTask {
	t := playbook.DueTask{}
	t.Title, t.DueOn, t.State, t.Role, t.AccountName = title, due, playbook.Todo, "cs", "Aster Clinics"
	t.CSM, t.Seller = "Maya", "Jonas"
	if set != nil {
		set(&t)
	}
	return t
}

func handoff(account string, state playbook.HandoffState, since playbook.Date, csm, seller string) playbook.WaitingHandoff {
	h := playbook.WaitingHandoff{State: state, Since: at(since)}
	h.AccountName, h.CSM, h.Seller = account, csm, seller
	return h
}

func question(text string, asked playbook.Date, seller string) playbook.OpenQuestion {
	q := playbook.OpenQuestion{}
	q.Text, q.AskedAt, q.Seller, q.AccountName = text, at(asked), seller, "Copper & Vine"
	return q
}

func lines(ns []work.Need) string {
	var out []string
	for _, n := range ns {
		out = append(out, string(n.Kind)+": "+n.What+" ("+n.Why+")")
	}
	return strings.Join(out, "\n")
}

func TestNeedsOrder(t *testing.T) {
	in := work.NeedsInput{Today: today, Who: "Maya", Role: "csm", Calendar: schedule.MondayToFriday(),
		Tasks: []playbook.DueTask{
			task("due thursday", "2026-11-26", nil),
			task("due today", today, nil),
			task("two late", "2026-11-21", nil),
			task("ten late", "2026-11-13", nil),
			task("a condition", "2026-11-22", func(t *playbook.DueTask) { t.Condition = true }),
			task("go-live", "2026-11-24", func(t *playbook.DueTask) { t.Milestone = true }),
			task("stuck", "2026-11-25", func(t *playbook.DueTask) { t.State = playbook.Blocked }),
		},
		Handoffs: []playbook.WaitingHandoff{
			handoff("Norrland", playbook.Submitted, "2026-11-18", "Maya", "Jonas"),
			handoff("Brightside", playbook.Submitted, "2026-11-20", "Maya", "Jonas"), // Friday: due today
			handoff("Halden", playbook.Submitted, today, "maya ", "Jonas"),
		}}
	want := `decision: Accept or return the handoff (submitted 5 days ago)
condition: a condition (condition, 1 day overdue)
task: ten late (10 days overdue)
task: two late (2 days overdue)
decision: Accept or return the handoff (submitted 3 days ago)
task: due today (due today)
decision: Accept or return the handoff (submitted today)
task: go-live (milestone, due tomorrow)
task: stuck (blocked, due in 2 days)
task: due thursday (due in 3 days)`
	got := work.Needs(in)
	if lines(got) != want {
		t.Errorf("needs are\n%s\nwant\n%s", lines(got), want)
	}
	if got[0].Due != "2026-11-19" || got[0].Late != 4 {
		t.Errorf("a handoff of Wednesday is due %s and %d late, want the next working day and 4", got[0].Due, got[0].Late)
	}
}

func TestNeedsAreMine(t *testing.T) {
	tasks := func(owner, role, csm, seller string) work.NeedsInput {
		return work.NeedsInput{Tasks: []playbook.DueTask{task("x", today, func(t *playbook.DueTask) {
			t.Owner, t.Role, t.CSM, t.Seller = owner, role, csm, seller
		})}}
	}
	hand := func(h playbook.WaitingHandoff) work.NeedsInput {
		return work.NeedsInput{Handoffs: []playbook.WaitingHandoff{h}}
	}
	ask := func(seller string) work.NeedsInput {
		return work.NeedsInput{Questions: []playbook.OpenQuestion{question("who signs off?", today, seller)}}
	}
	for _, c := range []struct {
		name      string
		in        work.NeedsInput
		who, role string
		want      int
	}{
		{"my own task", tasks("Maya", "cs", "Ida", "Jonas"), "Maya", "csm", 1},
		{"a task of another", tasks("Ida", "cs", "Maya", "Jonas"), "Maya", "csm", 0},
		{"unowned cs task of my account", tasks("", "cs", "Maya", "Jonas"), "Maya", "csm", 1},
		{"unowned cs task of another's account", tasks("", "cs", "Ida", "Jonas"), "Maya", "csm", 0},
		{"unowned cs task, no csm named", tasks("", "cs", "", "Jonas"), "Maya", "csm", 1},
		{"unowned cs task, no csm named, for a seller", tasks("", "cs", "", "Jonas"), "Jonas", "seller", 0},
		{"unowned sales task of the seller", tasks("", "sales", "Maya", "Jonas"), "Jonas", "seller", 1},
		{"unowned sales task for the csm", tasks("", "sales", "Maya", "Jonas"), "Maya", "csm", 0},
		{"unowned customer task is the csm's to chase", tasks("", "customer", "Maya", "Jonas"), "Maya", "csm", 1},
		{"unowned implementation task for implementation", tasks("", "implementation", "Maya", "Jonas"), "Petter", "implementation", 1},
		{"submitted handoff for its csm", hand(handoff("N", playbook.Submitted, today, "Maya", "Jonas")), "Maya", "csm", 1},
		{"submitted handoff for its seller", hand(handoff("N", playbook.Submitted, today, "Maya", "Jonas")), "Jonas", "seller", 0},
		{"submitted handoff without csm", hand(handoff("N", playbook.Submitted, today, "", "Jonas")), "Maya", "csm", 1},
		{"returned handoff for its seller", hand(handoff("N", playbook.Returned, today, "Maya", "Jonas")), "Jonas", "seller", 1},
		{"returned handoff for its csm", hand(handoff("N", playbook.Returned, today, "Maya", "Jonas")), "Maya", "csm", 0},
		{"accepted handoff needs nobody", hand(handoff("N", playbook.Accepted, today, "Maya", "Jonas")), "Maya", "csm", 0},
		{"question for the seller", ask("Jonas"), "Jonas", "seller", 1},
		{"question for the csm", ask("Jonas"), "Maya", "csm", 0},
		{"question without seller, one who does everything", ask(""), "Maya", "everything", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.in.Today, c.in.Who, c.in.Role, c.in.Calendar = today, c.who, c.role, schedule.MondayToFriday()
			if got := work.Needs(c.in); len(got) != c.want {
				t.Errorf("needs %s: %d rows, want %d\n%s", c.who, len(got), c.want, lines(got))
			}
			c.in.Everyone = true
			if got := work.Needs(c.in); len(got) != 1 && c.name != "accepted handoff needs nobody" {
				t.Errorf("everyone: %d rows, want 1", len(got))
			}
		})
	}
}

func TestNeedsOfAnUnknownMoment(t *testing.T) {
	h := handoff("N", playbook.Submitted, today, "Maya", "Jonas")
	h.Since = ""
	got := work.Needs(work.NeedsInput{Today: today, Who: "Maya", Calendar: schedule.MondayToFriday(), Handoffs: []playbook.WaitingHandoff{h}})
	if len(got) != 1 || got[0].Why != "submitted today" || got[0].Late != 0 {
		t.Errorf("a handoff of unknown age is %+v", got)
	}
}
