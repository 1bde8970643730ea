package library

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/schedule"
)

// At its default gaps every step of a built-in playbook lies where its design
// has it: neither how long it takes nor what it waits for moves it.
func TestBuiltinPlaybooksReproduceTheirOffsets(t *testing.T) {
	design := design(t)
	for _, off := range []struct {
		name string
		week schedule.Calendar
		rest func(time.Weekday) bool
	}{
		{"no day off", schedule.Calendar{}, func(time.Weekday) bool { return false }},
		{"Monday to Friday", schedule.MondayToFriday(), func(d time.Weekday) bool { return d == time.Saturday || d == time.Sunday }},
	} {
		for _, p := range builtin(t) {
			// A leap day, the end of a year and both changes of the clock are among the days.
			for _, first := range []playbook.Date{"2026-09-14", "2027-12-20", "2028-01-31"} {
				for n := range 7 {
					closeOn := first.AddDays(n)
					days := byHand(t, design[p.Letter], p.Gaps, closeOn, off.rest)
					got := planned(t, &p, closeOn, off.week)
					for i, d := range got.Tasks {
						if want := days[i]; string(d.On) != want {
							t.Errorf("%s, %s, close and renewal on %s: %s is on %s, its offset gives %s (%s)", p.ID, off.name, full(closeOn), d.Key, d.On, want, strings.Join(got.Why(i), "; "))
						}
						if d.Slack < 0 {
							t.Errorf("%s, %s, close and renewal on %s: %s has %d days of room", p.ID, off.name, full(closeOn), d.Key, d.Slack)
						}
					}
				}
			}
		}
	}
}

// Go-live typed by hand where its gap would have it gives the same days.
func TestGoLiveByHandCountsBackToTheSamePlan(t *testing.T) {
	for _, p := range builtin(t) {
		if p.Gaps.GoLive == 0 {
			continue
		}
		byGap := planned(t, &p, "2026-11-02", schedule.MondayToFriday())
		in := input(&p, "2026-11-02", schedule.MondayToFriday())
		in.Anchors[playbook.AnchorGoLive] = byGap.Anchors[playbook.AnchorGoLive].On
		typed, err := schedule.Plan(in)
		if err != nil {
			t.Fatal(err)
		}
		if changes := schedule.Changes(byGap, typed); len(changes) != 0 {
			t.Errorf("%s: %+v", p.ID, changes)
		}
	}
}

// What one waits for makes sense: it exists, it lies before, and a late
// acceptance test pushes the go/no-go, which is what the waits are for.
func TestBuiltinPlaybooksPushWhatDepends(t *testing.T) {
	for letter, want := range map[string][2]string{
		"A": {"first-data", "first-value"}, "B": {"acceptance-test", "go-no-go"}, "C": {"acceptance-test", "go-no-go"},
		"D": {"direction", "first-deliverable"}, "E": {"acceptance-test", "go-no-go"}, "F": {"fix-top-issue", "near-outcome"},
	} {
		i := slices.IndexFunc(builtin(t), func(p playbook.Playbook) bool { return p.Letter == letter })
		p := builtin(t)[i]
		in := input(&p, "2026-11-02", schedule.MondayToFriday())
		late, then := -1, -1
		for i := range in.Tasks {
			switch in.Tasks[i].Key {
			case want[0]:
				late = i
			case want[1]:
				then = i
			}
		}
		was, err := schedule.Plan(in)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(was.Pushes(late), then) {
			t.Errorf("%s: %s does not push %s", p.ID, want[0], want[1])
		}
		in.Tasks[late].Pin, in.Tasks[late].PinWhy = was.Tasks[then].On.AddDays(14), "a try"
		now, err := schedule.Plan(in)
		if err != nil {
			t.Fatal(err)
		}
		if now.Tasks[then].On <= was.Tasks[then].On {
			t.Errorf("%s: with %s two weeks late, %s stays on %s", p.ID, want[0], want[1], now.Tasks[then].On)
		}
	}
}

func planned(t *testing.T, p *playbook.Playbook, closeOn playbook.Date, week schedule.Calendar) *schedule.Result {
	t.Helper()
	res, err := schedule.Plan(input(p, closeOn, week))
	if err != nil {
		t.Fatalf("%s: %v", p.ID, err)
	}
	return res
}

func input(p *playbook.Playbook, closeOn playbook.Date, week schedule.Calendar) schedule.Input {
	in := schedule.Input{Gaps: p.Gaps, Own: p.Anchors, Calendar: week,
		Anchors: map[string]playbook.Date{playbook.AnchorClose: closeOn, playbook.AnchorRenewal: closeOn}}
	for _, ph := range p.Phases {
		for _, s := range ph.Steps {
			in.Tasks = append(in.Tasks, schedule.Task{Key: s.ID, Title: s.Title, Anchor: s.Anchor, Days: s.Days, Working: s.Working,
				Duration: s.Duration, After: s.After, Milestone: s.Milestone})
		}
	}
	return in
}

// byHand computes the days of a design with nothing of the program: a day off
// moves back before its anchor and forward after it, the anchor never.
func byHand(t *testing.T, design string, gaps playbook.Gaps, closeOn playbook.Date, rest func(time.Weekday) bool) []string {
	t.Helper()
	at, err := time.Parse(time.DateOnly, string(closeOn))
	if err != nil {
		t.Fatal(err)
	}
	kickoff := at.AddDate(0, 0, gaps.Kickoff)
	anchors := map[byte]time.Time{'C': at, 'K': kickoff, 'G': kickoff.AddDate(0, 0, gaps.GoLive), 'R': at}
	var out []string
	for line := range strings.Lines(design) {
		_, steps, _ := strings.Cut(line, " ")
		for step := range strings.SplitSeq(steps, " | ") {
			when := strings.Fields(step)[0]
			n, err := strconv.Atoi(when[1:])
			if err != nil {
				t.Fatalf("the design says %q: %v", step, err)
			}
			on, by := anchors[when[0]].AddDate(0, 0, n), 1
			if n < 0 {
				by = -1
			}
			for n != 0 && rest(on.Weekday()) {
				on = on.AddDate(0, 0, by)
			}
			out = append(out, on.Format(time.DateOnly))
		}
	}
	return out
}

func full(d playbook.Date) string { return fmt.Sprintf("%s %s", d.Weekday(), d) }
