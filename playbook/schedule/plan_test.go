package schedule

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kept/playbook"
)

// known are the anchors of these tests: 30 Nov 2026 is a Monday, and so is 18
// Jan 2027. People and days are invented.
func knownAnchors() map[string]playbook.Date {
	return map[string]playbook.Date{playbook.AnchorClose: "2026-11-21", playbook.AnchorKickoff: "2026-11-30", playbook.AnchorGoLive: "2027-01-18"}
}

func TestEveryRuleOfADay(t *testing.T) {
	kickoff := func(n int) Task { return Task{Anchor: playbook.AnchorKickoff, Days: n} }
	owned := func(t Task, who string) Task { t.Owner = who; return t }
	working := func(t Task) Task { t.Working = true; return t }
	takes := func(t Task, n int) Task { t.Duration = n; return t }
	pinned := func(t Task, on playbook.Date, by, why string) Task { t.Pin, t.PinBy, t.PinWhy = on, by, why; return t }
	after := func(t Task, step string, lag int) Task {
		t.After = append(slices.Clone(t.After), playbook.Dependency{Step: step, Lag: lag})
		return t
	}
	named := func(t Task, title string) Task { t.Title = title; return t }
	design := Task{Key: "design", Title: "Design signed", Anchor: playbook.AnchorKickoff, Days: 10}
	skippedDesign := design
	skippedDesign.Skipped, skippedDesign.After = true, []playbook.Dependency{{Step: "mapping", Lag: 1}}
	pushedDesign := design
	pushedDesign.After = []playbook.Dependency{{Step: "mapping"}}
	mapping := Task{Key: "mapping", Title: "Mapping", Anchor: playbook.AnchorKickoff, Days: 11}
	done := design
	done.DoneOn = "2026-12-16"
	review := Task{Key: "review", Title: "Review", Anchor: playbook.AnchorRenewal, Days: -5}
	for _, c := range []struct {
		rule   string
		task   Task
		others []Task
		on     playbook.Date
		start  playbook.Date // "" is on
		why    []string
	}{
		{"before its anchor, on a working day", kickoff(-3), nil, "2026-11-27", "", []string{
			"kickoff Mon 30 Nov 2026 − 3 days = Fri 27 Nov 2026"}},
		{"before its anchor, Saturday moves back", kickoff(-2), nil, "2026-11-27", "", []string{
			"kickoff Mon 30 Nov 2026 − 2 days = Sat 28 Nov 2026",
			"Sat 28 Nov 2026 falls on a weekend, so the working day before: Fri 27 Nov 2026"}},
		{"after its anchor, Saturday moves forward", kickoff(5), nil, "2026-12-07", "", []string{
			"kickoff Mon 30 Nov 2026 + 5 days = Sat 5 Dec 2026",
			"Sat 5 Dec 2026 falls on a weekend, so the next working day: Mon 7 Dec 2026"}},
		{"holidays and a weekend in a chain", kickoff(24), nil, "2026-12-28", "", []string{
			"kickoff Mon 30 Nov 2026 + 24 days = Thu 24 Dec 2026",
			"Thu 24 Dec 2026 is Office closed, then Christmas Day, so the next working day: Mon 28 Dec 2026"}},
		{"over the year's end", kickoff(32), nil, "2027-01-04", "", []string{
			"kickoff Mon 30 Nov 2026 + 32 days = Fri 1 Jan 2027",
			"Fri 1 Jan 2027 is a holiday, so the next working day: Mon 4 Jan 2027"}},
		{"the anchor itself", kickoff(0), nil, "2026-11-30", "", []string{"on kickoff, Mon 30 Nov 2026"}},
		{"the anchor itself on a day off stays", Task{Anchor: playbook.AnchorClose}, nil, "2026-11-21", "", []string{
			"on close, Sat 21 Nov 2026; a day off (weekend), but an anchor does not move"}},
		{"working days back", working(Task{Anchor: playbook.AnchorGoLive, Days: -3}), nil, "2027-01-13", "", []string{
			"go-live Mon 18 Jan 2027 − 3 working days = Wed 13 Jan 2027"}},
		{"one working day from a Saturday is the Monday", working(Task{Anchor: playbook.AnchorClose, Days: 1}), nil, "2026-11-23", "", []string{
			"close Sat 21 Nov 2026 + 1 working day = Mon 23 Nov 2026"}},
		{"working days over holidays", working(kickoff(15)), nil, "2026-12-28", "", []string{
			"kickoff Mon 30 Nov 2026 + 15 working days = Mon 28 Dec 2026 (days off between: blackout: Stocktaking, Office closed, Christmas Day)"}},
		{"its owner is away, after the anchor", owned(kickoff(2), "Petter"), nil, "2026-12-07", "", []string{
			"kickoff Mon 30 Nov 2026 + 2 days = Wed 2 Dec 2026",
			"Petter is away until Fri 4 Dec 2026 (leave), so the next working day: Mon 7 Dec 2026"}},
		{"its owner is away, before the anchor", owned(kickoff(-3), "Ida"), nil, "2026-11-24", "", []string{
			"kickoff Mon 30 Nov 2026 − 3 days = Fri 27 Nov 2026",
			"Ida is away from Wed 25 Nov 2026 (a course), so the working day before: Tue 24 Nov 2026"}},
		{"somebody else is away", owned(kickoff(2), "Maya"), nil, "2026-12-02", "", []string{
			"kickoff Mon 30 Nov 2026 + 2 days = Wed 2 Dec 2026"}},
		{"a blackout of the account", kickoff(16), nil, "2026-12-18", "", []string{
			"kickoff Mon 30 Nov 2026 + 16 days = Wed 16 Dec 2026",
			"Wed 16 Dec 2026 lies in a blackout (Stocktaking, until Thu 17 Dec 2026), so the next working day: Fri 18 Dec 2026"}},
		{"moved by hand", pinned(working(Task{Anchor: playbook.AnchorGoLive, Days: -3}), "2027-01-14", "Maya Lindqvist", "room"), nil, "2027-01-14", "", []string{
			"go-live Mon 18 Jan 2027 − 3 working days = Wed 13 Jan 2027",
			"moved to Thu 14 Jan 2027 by Maya Lindqvist: room"}},
		{"moved by hand to a day off, it stays there", pinned(kickoff(3), "2026-12-05", "", ""), nil, "2026-12-05", "", []string{
			"kickoff Mon 30 Nov 2026 + 3 days = Thu 3 Dec 2026", "moved to Sat 5 Dec 2026 by hand"}},
		{"a day by hand needs no anchor", pinned(Task{Anchor: playbook.AnchorRenewal, Days: -5}, "2027-02-01", "Maya", ""), nil, "2027-02-01", "", []string{
			"waiting for renewal date", "moved to Mon 1 Feb 2027 by Maya"}},
		{"work of several days ends on its day", takes(kickoff(8), 5), nil, "2026-12-08", "2026-12-02", []string{
			"kickoff Mon 30 Nov 2026 + 8 days = Tue 8 Dec 2026", "it takes 5 working days, so it begins on Wed 2 Dec 2026"}},
		{"a dependency with room", after(kickoff(14), "design", 1), []Task{design}, "2026-12-14", "", []string{
			"kickoff Mon 30 Nov 2026 + 14 days = Mon 14 Dec 2026"}},
		{"a dependency pushes to the working day behind it", after(kickoff(7), "design", 0), []Task{design}, "2026-12-11", "", []string{
			"kickoff Mon 30 Nov 2026 + 7 days = Mon 7 Dec 2026",
			"waits for “Design signed” on Thu 10 Dec 2026: Fri 11 Dec 2026",
			"“Design signed”: kickoff Mon 30 Nov 2026 + 10 days = Thu 10 Dec 2026"}},
		{"with a lag, over a blackout", after(kickoff(7), "design", 2), []Task{design}, "2026-12-18", "", []string{
			"kickoff Mon 30 Nov 2026 + 7 days = Mon 7 Dec 2026",
			"waits for “Design signed” on Thu 10 Dec 2026, plus 2 working days",
			"Tue 15 Dec 2026 lies in a blackout (Stocktaking, until Thu 17 Dec 2026), so the next working day: Fri 18 Dec 2026",
			"“Design signed”: kickoff Mon 30 Nov 2026 + 10 days = Thu 10 Dec 2026"}},
		{"and then it takes its time", takes(after(kickoff(7), "design", 0), 2), []Task{design}, "2026-12-14", "2026-12-11", []string{
			"kickoff Mon 30 Nov 2026 + 7 days = Mon 7 Dec 2026",
			"waits for “Design signed” on Thu 10 Dec 2026, then takes 2 working days: Mon 14 Dec 2026",
			"“Design signed”: kickoff Mon 30 Nov 2026 + 10 days = Thu 10 Dec 2026"}},
		{"over days off, and then it takes its time", takes(after(kickoff(7), "design", 0), 3), []Task{done}, "2026-12-22", "2026-12-18", []string{
			"kickoff Mon 30 Nov 2026 + 7 days = Mon 7 Dec 2026",
			"begins after “Design signed”, done on Wed 16 Dec 2026",
			"Thu 17 Dec 2026 lies in a blackout (Stocktaking, until Thu 17 Dec 2026), so it begins on Fri 18 Dec 2026",
			"it takes 3 working days: Tue 22 Dec 2026"}},
		{"a chain names what decides", after(kickoff(7), "design", 0), []Task{pushedDesign, mapping}, "2026-12-18", "", []string{
			"kickoff Mon 30 Nov 2026 + 7 days = Mon 7 Dec 2026",
			"waits for “Design signed” on Mon 14 Dec 2026",
			"Tue 15 Dec 2026 lies in a blackout (Stocktaking, until Thu 17 Dec 2026), so the next working day: Fri 18 Dec 2026",
			"“Design signed”: waits for “Mapping” on Fri 11 Dec 2026: Mon 14 Dec 2026",
			"“Mapping”: kickoff Mon 30 Nov 2026 + 11 days = Fri 11 Dec 2026"}},
		{"a day by hand before its dependency", after(pinned(kickoff(7), "2026-12-08", "Maya", "room"), "design", 0), []Task{design}, "2026-12-11", "", []string{
			"kickoff Mon 30 Nov 2026 + 7 days = Mon 7 Dec 2026",
			"moved to Tue 8 Dec 2026 by Maya: room",
			"waits for “Design signed” on Thu 10 Dec 2026: Fri 11 Dec 2026",
			"“Design signed”: kickoff Mon 30 Nov 2026 + 10 days = Thu 10 Dec 2026"}},
		{"what was done late pushes", after(kickoff(14), "design", 0), []Task{done}, "2026-12-18", "", []string{
			"kickoff Mon 30 Nov 2026 + 14 days = Mon 14 Dec 2026",
			"begins after “Design signed”, done on Wed 16 Dec 2026",
			"Thu 17 Dec 2026 lies in a blackout (Stocktaking, until Thu 17 Dec 2026), so the next working day: Fri 18 Dec 2026"}},
		{"a skipped task hands on what it waits for", after(kickoff(7), "design", 0), []Task{skippedDesign, mapping}, "2026-12-18", "", []string{
			"kickoff Mon 30 Nov 2026 + 7 days = Mon 7 Dec 2026",
			"waits for “Mapping” on Fri 11 Dec 2026, plus 1 working day (“Design signed” between them is skipped)",
			"Tue 15 Dec 2026 lies in a blackout (Stocktaking, until Thu 17 Dec 2026), so the next working day: Fri 18 Dec 2026",
			"“Mapping”: kickoff Mon 30 Nov 2026 + 11 days = Fri 11 Dec 2026"}},
		{"with the lags of both", after(kickoff(7), "design", 1), []Task{skippedDesign, mapping}, "2026-12-21", "", []string{
			"kickoff Mon 30 Nov 2026 + 7 days = Mon 7 Dec 2026",
			"waits for “Mapping” on Fri 11 Dec 2026, plus 2 working days (“Design signed” between them is skipped): Mon 21 Dec 2026",
			"“Mapping”: kickoff Mon 30 Nov 2026 + 11 days = Fri 11 Dec 2026"}},
		{"no anchor, as soon as it can", after(Task{}, "design", 0), []Task{design}, "2026-12-11", "", []string{
			"waits for “Design signed” on Thu 10 Dec 2026: Fri 11 Dec 2026",
			"“Design signed”: kickoff Mon 30 Nov 2026 + 10 days = Thu 10 Dec 2026"}},
		{"no renewal, no guess", Task{Anchor: playbook.AnchorRenewal, Days: -90}, nil, "", "", []string{"waiting for renewal date"}},
		{"and what waits for it waits", after(kickoff(3), "review", 0), []Task{review}, "", "", []string{
			"kickoff Mon 30 Nov 2026 + 3 days = Thu 3 Dec 2026", "waits for “Review”", "“Review”: waiting for renewal date"}},
		{"an anchor of one's own", Task{Anchor: "data-in", Days: 3}, nil, "2026-12-11", "", []string{
			"“Data is in” Tue 8 Dec 2026 (kickoff + 8 days) + 3 days = Fri 11 Dec 2026"}},
		{"an anchor of one's own without a day", Task{Anchor: "audit", Days: 3}, nil, "", "", []string{"waiting for the date of “Audit”"}},
		{"neither anchor nor day", named(Task{}, "Loose"), nil, "", "", []string{"waiting for a date"}},
		{"ten years", kickoff(3650), nil, "2036-11-27", "", []string{"kickoff Mon 30 Nov 2026 + 3650 days = Thu 27 Nov 2036"}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			c.task.Key = "it"
			in := Input{Anchors: knownAnchors(), Calendar: office(t), Tasks: append([]Task{c.task}, c.others...),
				Closed: []Stretch{{"2026-12-15", "2026-12-17", "Stocktaking"}},
				Away:   map[string][]Stretch{"Petter": {{"2026-12-01", "2026-12-04", "leave"}}, "Ida": {{"2026-11-25", "2026-11-27", "a course"}}},
				Own:    []playbook.OwnAnchor{{ID: "data-in", Title: "Data is in", From: playbook.AnchorKickoff, Days: 8}, {ID: "audit", Title: "Audit"}}}
			res := mustPlan(t, in)
			got, start := res.Tasks[0], c.start
			if start == "" {
				start = c.on
			}
			if got.On != c.on || got.Start != start || (got.Waiting == "") != (c.on != "") {
				t.Errorf("got %+v, want %s, begun %s", got, c.on, start)
			}
			if why := res.Why(0); !slices.Equal(why, c.why) {
				t.Errorf("got  %s\nwant %s", strings.Join(why, "\n     "), strings.Join(c.why, "\n     "))
			}
		})
	}
}

func TestWhereAnchorsComeFrom(t *testing.T) {
	in := Input{Anchors: map[string]playbook.Date{"close": "2026-11-20", "audit": "2027-02-01", "handed-over": ""}, Gaps: playbook.Gaps{Kickoff: 10, GoLive: 28},
		Own:   []playbook.OwnAnchor{{ID: "data-in", Title: "Data is in", From: "go_live", Days: -5}, {ID: "audit", Title: "Audit", From: "close", Days: 3}},
		Tasks: []Task{{Key: "train", Anchor: "go_live", Days: -3}, {Key: "lessons", Anchor: "handed-over", Days: 1}}}
	res := mustPlan(t, in)
	for name, want := range map[string]string{
		"close":       "given: close Fri 20 Nov 2026",
		"kickoff":     "close Fri 20 Nov 2026 + 10 days = Mon 30 Nov 2026, the playbook's default",
		"go_live":     "kickoff Mon 30 Nov 2026 (close + 10 days) + 28 days = Mon 28 Dec 2026, the playbook's default",
		"renewal":     "waiting for renewal date",
		"data-in":     "go-live Mon 28 Dec 2026 (kickoff + 28 days) − 5 days = Wed 23 Dec 2026, the playbook's default",
		"audit":       "given: “Audit” Mon 1 Feb 2027",
		"handed-over": "waiting for the date of “handed-over”",
		"launch":      "",
	} {
		if got := res.WhyAnchor(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if a := res.Anchors["go_live"]; a.On != "2026-12-28" || !a.Default || res.GoLiveTarget != a.On {
		t.Errorf("go-live = %+v", a)
	}
	if a := res.Anchors["audit"]; a.Default || a.On != "2027-02-01" {
		t.Errorf("audit = %+v", a)
	}
	if why, want := res.Why(0)[0], "go-live Mon 28 Dec 2026 (kickoff + 28 days) − 3 days = Fri 25 Dec 2026"; why != want {
		t.Errorf("why = %q, want %q", why, want)
	}
	if w := res.Tasks[1].Waiting; w != "waiting for the date of “handed-over”" {
		t.Errorf("waiting = %q", w)
	}
}

func TestDefaultsOfAnchors(t *testing.T) {
	mid := playbook.Gaps{Kickoff: 10, GoLive: 28}
	type days map[string]playbook.Date
	for _, c := range []struct {
		name            string
		given           days
		gaps            playbook.Gaps
		kickoff, goLive playbook.Date
	}{
		{"both from close", days{"close": "2026-11-20"}, mid, "2026-11-30", "2026-12-28"},
		{"go-live from a given kickoff", days{"close": "2026-11-20", "kickoff": "2026-12-02"}, mid, "2026-12-02", "2026-12-30"},
		{"go-live given counts for itself", days{"close": "2026-11-20", "go_live": "2027-01-18"}, mid, "2026-11-30", "2027-01-18"},
		{"no default go-live", days{"close": "2026-11-20"}, playbook.Gaps{Kickoff: 7}, "2026-11-27", ""},
		{"kickoff without close", days{"kickoff": "2026-12-02"}, mid, "2026-12-02", "2026-12-30"},
		{"nothing known", nil, mid, "", ""},
		{"a default is not moved off a weekend", days{"close": "2026-11-18"}, mid, "2026-11-28", "2026-12-26"},
		{"a date that does not exist is not known", days{"close": "2027-02-30"}, mid, "", ""},
		{"nor is one beyond all years", days{"close": "2201-01-01"}, mid, "", ""},
		{"a gap beyond ten years gives none", days{"close": "2026-11-20"}, playbook.Gaps{Kickoff: 3651}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := mustPlan(t, Input{Anchors: c.given, Gaps: c.gaps, Calendar: MondayToFriday()}).Anchors
			if got["kickoff"].On != c.kickoff || got["go_live"].On != c.goLive {
				t.Errorf("kickoff %q, go-live %q; want %q, %q", got["kickoff"].On, got["go_live"].On, c.kickoff, c.goLive)
			}
			for name, d := range got {
				if (d.On == "") != (d.Waiting != "") {
					t.Errorf("%s: an anchor has a day, or says what it waits for: %+v", name, d)
				}
				if d.Default != (d.On != "" && given(c.given[name]) == none) {
					t.Errorf("%s: default = %v, given %q", name, d.Default, c.given[name])
				}
			}
		})
	}
}

func TestWhatIsRefused(t *testing.T) {
	kickoff := func(key string, after ...playbook.Dependency) Task {
		return Task{Key: key, Title: strings.ToUpper(key), Anchor: playbook.AnchorKickoff, Days: 1, After: after}
	}
	on := func(step string) playbook.Dependency { return playbook.Dependency{Step: step} }
	for _, c := range []struct {
		name  string
		tasks []Task
		own   []playbook.OwnAnchor
		want  string
	}{
		{"a circle", []Task{kickoff("d", on("b")), kickoff("c", on("a")), kickoff("a", on("b")), kickoff("b", on("c"))}, nil,
			"“a → b → c → a” wait for each other; take one of these waits out"},
		{"the shortest of two", []Task{kickoff("a", on("b"), on("c")), kickoff("b", on("d")), kickoff("d", on("a")), kickoff("c", on("a"))}, nil,
			"“a → c → a” wait for each other; take one of these waits out"},
		{"for itself", []Task{kickoff("a", on("a"))}, nil, "“a → a”: the task waits for itself; take this wait out"},
		{"for nothing", []Task{kickoff("a", on("x"))}, nil,
			"“A” waits for “x”, which is no task of the plan; take the wait out, or write the key of one that is there."},
		{"one key twice", []Task{kickoff("a"), {Key: "a", Title: "Again"}}, nil, "“A” and “Again” have the same key “a”; give each its own."},
		{"an anchor nobody knows", []Task{{Key: "a", Title: "A", Anchor: "launch"}}, []playbook.OwnAnchor{{ID: "data-in", Title: "Data is in"}},
			"“A” counts from “launch”, which is no anchor of the plan; it has close, kickoff, go-live and renewal, and of its own data-in."},
		{"beyond ten years", []Task{{Key: "a", Title: "A", Anchor: "close", Days: 3651}}, nil, "“A” is 3651 days from its anchor, more than ten years; use at most 3650."},
		{"longer than ten years", []Task{{Key: "a", Title: "A", Anchor: "close", Duration: -1}}, nil, "“A” takes -1 working days; write 0 to 3650."},
		{"a lag backward", []Task{kickoff("b"), kickoff("a", playbook.Dependency{Step: "b", Lag: -2})}, nil, "“A” waits -2 working days for “b”; write 0 to 3650."},
		{"an anchor that follows nothing known", nil, []playbook.OwnAnchor{{ID: "data-in", Title: "Data is in", From: "launch"}},
			"“Data is in” follows “launch”, which is no anchor; it can follow close, kickoff, go-live or renewal."},
	} {
		res, err := Plan(Input{Anchors: knownAnchors(), Tasks: c.tasks, Own: c.own})
		if err == nil || res != nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
			continue
		}
		var circle *CycleError
		var invalid *playbook.InvalidError
		if errors.As(err, &circle) == errors.As(err, &invalid) {
			t.Errorf("%s: of kind %T", c.name, err)
		}
	}
	// So long a chain of the longest tasks leaves the calendar.
	in := Input{Anchors: knownAnchors(), Calendar: office(t)}
	for i := range 2100 {
		in.Tasks = append(in.Tasks, Task{Key: key(i), Duration: playbook.MaxOffset, Anchor: playbook.AnchorKickoff})
		if i > 0 {
			in.Tasks[i].After = []playbook.Dependency{{Step: key(i - 1), Lag: playbook.MaxOffset}}
		}
	}
	if _, err := Plan(in); err == nil || !strings.Contains(err.Error(), "after 9999") {
		t.Errorf("beyond the calendar: %v", err)
	}
}

// A name or a reason of ten thousand characters does not make a sentence of them.
func TestLongWordsAreCutInReasons(t *testing.T) {
	long := strings.Repeat("🦊 ferie ", 1200)
	in := Input{
		Anchors: map[string]playbook.Date{"kickoff": "2026-03-02"}, Calendar: MondayToFriday(),
		Closed: []Stretch{{From: "2026-03-05", Until: "2026-03-06", Name: long}},
		Away:   map[string][]Stretch{"Maya": {{From: "2026-03-03", Until: "2026-03-04", Name: long}}},
		Tasks: []Task{
			{Key: "a", Title: long, Anchor: "kickoff", Days: 1, Owner: "Maya", Deadline: "2026-03-03", DeadlineWhy: long},
			{Key: "b", Title: "B", Anchor: "kickoff", Pin: "2026-03-20", PinBy: long, PinWhy: long, After: []playbook.Dependency{{Step: "a"}}},
		},
	}
	r, err := Plan(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range slices.Concat(r.Why(0), r.Why(1), r.Warnings) {
		if n := len([]rune(line)); n > 500 {
			t.Errorf("%d characters: %.200s…", n, line)
		}
	}
}
