package schedule

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/schedule/plaintest"
)

// thousands is how many small plans are computed a second time, day by day.
const thousands = 10_000

// Two programs that share nothing but the rules come to the same days.
func TestTheReferenceAgrees(t *testing.T) {
	seen, feasibles := map[string]int{}, 0
	for seed := range uint64(thousands) {
		r := rand.New(rand.NewPCG(seed, 5))
		drawn := dice(func(_ string, lo, hi int) int { return lo + r.IntN(hi-lo+1) }).plan()
		in := drawn.Input
		res, err := Plan(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		p := plain(&drawn)
		days, end := plaintest.Solve(&p)
		if got := playbook.DateOf(end); res.End != got && !(end.IsZero() && res.End == "") {
			t.Fatalf("seed %d: the plan ends %s, the reference says %s", seed, res.End, got)
		}
		for i, d := range days {
			want := Day{Key: in.Tasks[i].Key, On: plainDate(d.On), Start: plainDate(d.Start), Earliest: plainDate(d.Earliest), Latest: plainDate(d.Latest),
				Forecast: plainDate(d.Forecast), Slack: d.Slack, Critical: d.Critical, Waiting: plainWaiting(d.Waiting)}
			if res.Tasks[i] != want {
				t.Fatalf("seed %d, %s:\n got  %+v\n want %+v\n%s", seed, want.Key, res.Tasks[i], want, show(&in))
			}
			count(seen, &in.Tasks[i], &want)
		}
		if feasible(&in, res) {
			feasibles++
		}
	}
	if feasibles < thousands/5 {
		t.Errorf("of %d plans only %d meet their anchors and deadlines", thousands, feasibles)
	}
	// A plan in which nothing happens proves nothing.
	for _, what := range []string{"waits", "slack", "too late", "late today", "longer", "on a day off", "earlier"} {
		if seen[what] < thousands/20 {
			t.Errorf("of %d plans only %d tasks were of this sort: %s", thousands, seen[what], what)
		}
	}
}

func count(seen map[string]int, t *Task, d *Day) {
	for what, is := range map[string]bool{
		"waits": d.Waiting != "", "slack": d.Slack > 0, "too late": d.Slack < 0, "late today": d.Forecast > d.On,
		"longer": d.Start < d.On, "on a day off": t.Days == 0 && d.On != "", "earlier": d.Earliest < d.On,
	} {
		if is {
			seen[what]++
		}
	}
}

// plain hands a plan to the reference: what it was drawn from, not what the
// engine has made of it.
func plain(in *drawn) plaintest.Plan {
	p := plaintest.Plan{Anchors: map[string]time.Time{}, Weekend: map[time.Weekday]bool{}, Holidays: map[time.Time]bool{},
		Closed: plainDays(in.Closed), Away: map[string]map[time.Time]bool{}, Today: plainTime(in.Today)}
	for d, off := range in.weekend {
		p.Weekend[time.Weekday(d)] = off
	}
	for _, h := range in.holidays {
		p.Holidays[plainTime(h.On)] = true
	}
	for who, stretches := range in.Away {
		p.Away[who] = plainDays(stretches)
	}
	for name, on := range in.Anchors {
		p.Anchors[name] = plainTime(on)
	}
	for _, o := range playbook.Anchors() {
		p.Order = append(p.Order, o.Value)
	}
	for _, f := range []plaintest.Follow{{Anchor: playbook.AnchorKickoff, From: playbook.AnchorClose, Days: in.Gaps.Kickoff}, {Anchor: playbook.AnchorGoLive, From: playbook.AnchorKickoff, Days: in.Gaps.GoLive}} {
		if f.Days > 0 {
			p.Follow = append(p.Follow, f)
		}
	}
	for _, o := range in.Own {
		p.Order = append(p.Order, o.ID)
		if o.From != "" {
			p.Follow = append(p.Follow, plaintest.Follow{Anchor: o.ID, From: o.From, Days: o.Days})
		}
	}
	at := map[string]int{}
	for i := range in.Tasks {
		at[in.Tasks[i].Key] = i
	}
	for _, t := range in.Tasks {
		b := plaintest.Task{Anchor: t.Anchor, Days: t.Days, Working: t.Working, Duration: t.Duration, Owner: t.Owner, Pin: plainTime(t.Pin),
			DoneOn: plainTime(t.DoneOn), Deadline: plainTime(t.Deadline), Skipped: t.Skipped, Blocked: t.Blocked, Milestone: t.Milestone}
		for _, a := range t.After {
			b.After, b.Lag = append(b.After, at[a.Step]), append(b.Lag, a.Lag)
		}
		p.Tasks = append(p.Tasks, b)
	}
	return p
}

func plainTime(d playbook.Date) time.Time {
	if d == "" {
		return time.Time{}
	}
	on, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		panic(err)
	}
	return on
}

func plainDate(d time.Time) playbook.Date {
	if d.IsZero() {
		return ""
	}
	return playbook.DateOf(d)
}

func plainDays(stretches []Stretch) map[time.Time]bool {
	days := map[time.Time]bool{}
	for _, s := range stretches {
		for d := s.From; d == s.From || d <= s.Until; d = d.AddDays(1) {
			days[plainTime(d)] = true
		}
	}
	return days
}

func plainWaiting(anchor string) string {
	switch anchor {
	case "":
		return ""
	case "?":
		return "waiting for a date"
	case "data-in":
		return "waiting for the date of “Data is in”"
	case "audit":
		return "waiting for the date of “Audit”"
	case playbook.AnchorGoLive:
		return "waiting for go-live date"
	}
	return "waiting for " + anchor + " date"
}

// show writes a plan in lines that a person can read.
func show(in *Input) string {
	out := fmt.Sprintf("anchors %v, gaps %v, own %v, today %s\nclosed %v, away %v\n", in.Anchors, in.Gaps, in.Own, in.Today, in.Closed, in.Away)
	for _, t := range in.Tasks {
		out += fmt.Sprintf("%+v\n", t)
	}
	return out
}
