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

func due(noun, kind, text string, on playbook.Date, set func(*playbook.DueRow)) playbook.DueRow {
	r := playbook.DueRow{Noun: noun, Kind: kind, Text: text, DueOn: on}
	r.AccountName, r.AccountStage, r.CSM, r.Seller = "Aster Clinics", playbook.Onboarding, "Maya", "Jonas"
	if set != nil {
		set(&r)
	}
	return r
}

// Each row says what to do, why it is there, and stands where its day and its
// kind put it.
func TestNeedsOfWhatElseIsDue(t *testing.T) {
	in := work.NeedsInput{Today: today, Who: "Maya", Role: "csm", Calendar: schedule.MondayToFriday(),
		Tasks: []playbook.DueTask{task("two late", "2026-11-21", nil), task("due today", today, nil), task("in a week", "2026-11-30", nil)},
		Rows: []playbook.DueRow{
			due("inspection", "", "", "2026-11-20", func(r *playbook.DueRow) { r.Day = 14 }),
			due("watch", playbook.Gap, "Nobody answers on weekends", today, nil),
			due("watch", playbook.Risk, "The sponsor leaves", "2026-11-22", func(r *playbook.DueRow) { r.Owner = "maya" }),
			due("watch", playbook.Assumption, "One export holds all", "2026-11-13", nil),
			due("belief", "", "Lab results are in", "2026-11-20", func(r *playbook.DueRow) { r.Person = "Dr Sand" }),
			due("belief", "", "Prices never rise", today, nil),
			due("proof_point", "", "One calendar", "2026-11-22", func(r *playbook.DueRow) { r.Day, r.More = 30, 1 }),
			due("proof_point", "", "All clinics live", "2026-11-24", func(r *playbook.DueRow) { r.Day = 60 }),
			due("promise", "", "Two training days", "2026-11-19", nil),
		}}
	want := `outcome: Keep or settle the promise “Two training days” (promise, 4 days overdue)
task: two late (2 days overdue)
judgement: Day-30 proof point: One calendar (and the next one) (unjudged, 1 day overdue)
word: Correct what Dr Sand believes: “Lab results are in” (belief, 3 days overdue)
look: Test by 13 Nov: One export holds all (untested, 10 days overdue)
look: Look again on 22 Nov: The sponsor leaves (risk, 1 day overdue)
inspect: Inspect the seam, day 14: six questions (day 14, 3 days overdue)
task: due today (due today)
word: Correct what somebody believes: “Prices never rise” (belief, due today)
look: Review on 23 Nov: Nobody answers on weekends (gap, due today)
judgement: Day-60 proof point: All clinics live (proof point, due tomorrow)
task: in a week (due in 7 days)`
	if got := lines(work.Needs(in)); got != want {
		t.Errorf("needs are\n%s\nwant\n%s", got, want)
	}
}

func TestNeedsOfWhatElseIsDueAreMine(t *testing.T) {
	for _, c := range []struct {
		name      string
		row       playbook.DueRow
		who, role string
		want      int
	}{
		{"my own risk", due("watch", playbook.Risk, "x", today, func(r *playbook.DueRow) { r.Owner = "Petter" }), "Petter", "implementation", 1},
		{"the risk of another", due("watch", playbook.Risk, "x", today, func(r *playbook.DueRow) { r.Owner = "Petter" }), "Maya", "csm", 0},
		{"a risk without owner is the csm's", due("watch", playbook.Risk, "x", today, nil), "Maya", "csm", 1},
		{"and not the seller's", due("watch", playbook.Risk, "x", today, nil), "Jonas", "seller", 0},
		{"before the handoff it is the seller's", due("watch", playbook.Risk, "x", today, func(r *playbook.DueRow) { r.AccountStage = playbook.PreClose }), "Jonas", "seller", 1},
		{"and not the csm's", due("watch", playbook.Risk, "x", today, func(r *playbook.DueRow) { r.AccountStage = playbook.PreClose }), "Maya", "csm", 0},
		{"a promise waits for its delivery owner", due("promise", "", "x", "2026-11-01", func(r *playbook.DueRow) { r.Owner = "Petter" }), "petter ", "implementation", 1},
		{"a proof point for the csm", due("proof_point", "", "x", today, nil), "Maya", "csm", 1},
		{"an inspection for the csm", due("inspection", "", "", today, nil), "Maya", "csm", 1},
		{"and for nobody else", due("inspection", "", "", today, nil), "Petter", "implementation", 0},
		{"a lost account needs nobody", due("promise", "", "x", "2026-11-01", func(r *playbook.DueRow) { r.AccountStage = playbook.Lost }), "Maya", "csm", 0},
	} {
		in := work.NeedsInput{Today: today, Who: c.who, Role: c.role, Calendar: schedule.MondayToFriday(), Rows: []playbook.DueRow{c.row}}
		if got := work.Needs(in); len(got) != c.want {
			t.Errorf("%s: %d rows, want %d", c.name, len(got), c.want)
		}
		in.Everyone = true
		if got := work.Needs(in); len(got) != 1 && c.row.AccountStage != playbook.Lost {
			t.Errorf("%s: everyone sees %d rows", c.name, len(got))
		}
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
