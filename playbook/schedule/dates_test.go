package schedule

import (
	"slices"
	"testing"

	"kept/playbook"
)

func TestEveryRuleOfADate(t *testing.T) {
	// 30 Nov 2026 is a Monday.
	anchors := map[string]playbook.Date{
		playbook.AnchorClose: "2026-11-21", playbook.AnchorKickoff: "2026-11-30", playbook.AnchorRenewal: "2027-11-30",
	}
	for _, c := range []struct {
		rule    string
		line    Line
		on      playbook.Date
		why     string
		waiting string
	}{
		{"before, on a working day", Line{Anchor: playbook.AnchorKickoff, Days: -3}, "2026-11-27",
			"kickoff Mon 30 Nov 2026 − 3 days = Fri 27 Nov 2026", ""},
		{"before, Saturday moves back", Line{Anchor: playbook.AnchorKickoff, Days: -2}, "2026-11-27",
			"kickoff Mon 30 Nov 2026 − 2 days = Fri 27 Nov 2026, moved from Sat 28 Nov: weekend", ""},
		{"before, Sunday moves back over Saturday", Line{Anchor: playbook.AnchorKickoff, Days: -1}, "2026-11-27",
			"kickoff Mon 30 Nov 2026 − 1 day = Fri 27 Nov 2026, moved from Sun 29 Nov: weekend", ""},
		{"after, Saturday moves forward", Line{Anchor: playbook.AnchorKickoff, Days: 5}, "2026-12-07",
			"kickoff Mon 30 Nov 2026 + 5 days = Mon 7 Dec 2026, moved from Sat 5 Dec: weekend", ""},
		{"after, holidays and a weekend in a chain", Line{Anchor: playbook.AnchorKickoff, Days: 24}, "2026-12-28",
			"kickoff Mon 30 Nov 2026 + 24 days = Mon 28 Dec 2026, moved from Thu 24 Dec: Office closed, Christmas Day, weekend", ""},
		{"after, over the year's end", Line{Anchor: playbook.AnchorKickoff, Days: 32}, "2027-01-04",
			"kickoff Mon 30 Nov 2026 + 32 days = Mon 4 Jan 2027, moved from Fri 1 Jan: holiday, weekend", ""},
		{"the anchor itself", Line{Anchor: playbook.AnchorKickoff}, "2026-11-30", "on kickoff, Mon 30 Nov 2026", ""},
		{"the anchor itself on a day off stays", Line{Anchor: playbook.AnchorClose}, "2026-11-21",
			"on close, Sat 21 Nov 2026; a day off (weekend), but an anchor does not move", ""},
		{"after an anchor on a Saturday moves forward", Line{Anchor: playbook.AnchorClose, Days: 1}, "2026-11-23",
			"close Sat 21 Nov 2026 + 1 day = Mon 23 Nov 2026, moved from Sun 22 Nov: weekend", ""},
		{"back from renewal", Line{Anchor: playbook.AnchorRenewal, Days: -90}, "2027-09-01",
			"renewal Tue 30 Nov 2027 − 90 days = Wed 1 Sep 2027", ""},
		{"no go-live, no guess", Line{Anchor: playbook.AnchorGoLive, Days: -3}, "", "", "waiting for go-live date"},
		{"an anchor nobody knows", Line{Anchor: "launch party", Days: 1}, "", "", "waiting for launch party date"},
		{"no anchor, nothing computed", Line{}, "", "", ""},
		{"beyond ten years", Line{Anchor: playbook.AnchorClose, Days: 4000}, "", "", "waiting for an offset within ten years"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			got := Dates(Input{Anchors: anchors, Calendar: office(t), Lines: []Line{c.line}}).Lines[0]
			if got.On != c.on || got.Why != c.why || got.Waiting != c.waiting {
				t.Errorf("got  %s\n %q\n %q\nwant %s\n %q\n %q", got.On, got.Why, got.Waiting, c.on, c.why, c.waiting)
			}
		})
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
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Dates(Input{Anchors: c.given, Gaps: c.gaps, Calendar: MondayToFriday()}).Anchors
			if got["kickoff"].On != c.kickoff || got["go_live"].On != c.goLive {
				t.Errorf("kickoff %q, go-live %q; want %q, %q", got["kickoff"].On, got["go_live"].On, c.kickoff, c.goLive)
			}
			for name, d := range got {
				if (d.On == "") != (d.Waiting != "") || (d.On == "") != (d.Why == "") {
					t.Errorf("%s: a day has a date and a reason, or says what it waits for: %+v", name, d)
				}
				if given := known(c.given[name]); d.Default != (d.On != "" && !given) {
					t.Errorf("%s: default = %v, given = %v", name, d.Default, given)
				}
			}
		})
	}
}

func TestWhyNamesADefaultAnchor(t *testing.T) {
	got := Dates(Input{
		Anchors:  map[string]playbook.Date{"close": "2026-11-20"},
		Gaps:     playbook.Gaps{Kickoff: 10, GoLive: 28},
		Calendar: MondayToFriday(),
		Lines:    []Line{{Anchor: "go_live", Days: -3}, {Anchor: "kickoff"}},
	})
	want := []string{
		"go-live Mon 28 Dec 2026 (kickoff + 28 days) − 3 days = Fri 25 Dec 2026",
		"on kickoff, Mon 30 Nov 2026 (close + 10 days)",
	}
	for i, w := range want {
		if got.Lines[i].Why != w {
			t.Errorf("why = %q, want %q", got.Lines[i].Why, w)
		}
	}
	if w := "close Fri 20 Nov 2026 + 10 days = Mon 30 Nov 2026, the playbook's default"; got.Anchors["kickoff"].Why != w {
		t.Errorf("why kickoff = %q, want %q", got.Anchors["kickoff"].Why, w)
	}
}

// Go-live typed by hand takes its own tasks along, backward and forward, and
// no others.
func TestGoLiveByHandCountsItsTasksBack(t *testing.T) {
	in := Input{
		Anchors:  map[string]playbook.Date{"close": "2026-11-20"},
		Gaps:     playbook.Gaps{Kickoff: 10, GoLive: 28},
		Calendar: MondayToFriday(),
		Lines:    []Line{{Key: "build", Anchor: "kickoff", Days: 10}, {Key: "train", Anchor: "go_live", Days: -7}, {Key: "value", Anchor: "go_live", Days: 7}},
	}
	before := Dates(in)
	in.Anchors = map[string]playbook.Date{"close": "2026-11-20", "go_live": "2027-01-18"}
	after := Dates(in)
	got := []playbook.Date{after.Lines[0].On, after.Lines[1].On, after.Lines[2].On}
	if want := []playbook.Date{before.Lines[0].On, "2027-01-11", "2027-01-25"}; !slices.Equal(got, want) {
		t.Errorf("dates = %v, want %v", got, want)
	}
	in.Anchors["go_live"] = before.Anchors["go_live"].On
	for i, d := range Dates(in).Lines {
		if d.On != before.Lines[i].On {
			t.Errorf("%s: %s with the same go-live typed, %s by default", d.Key, d.On, before.Lines[i].On)
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		name  string
		given map[string]playbook.Date
		want  []string
	}{
		{"nothing to say", map[string]playbook.Date{"close": "2026-11-20", "kickoff": "2026-11-30", "go_live": "2026-12-28"}, nil},
		{"kickoff before close", map[string]playbook.Date{"close": "2026-11-20", "kickoff": "2026-11-19"},
			[]string{"Kickoff Thu 19 Nov 2026 is before close Fri 20 Nov 2026; check both dates."}},
		{"go-live before kickoff, on a Friday", map[string]playbook.Date{"kickoff": "2026-11-30", "go_live": "2026-11-27"}, []string{
			"Go-live Fri 27 Nov 2026 is before kickoff Mon 30 Nov 2026; check both dates.",
			"Go-live falls on a Friday, Fri 27 Nov 2026; choose another day unless that is agreed.",
		}},
		{"days off", map[string]playbook.Date{"kickoff": "2026-11-28", "go_live": "2026-12-25"}, []string{
			"Kickoff falls on a day off, Sat 28 Nov 2026 (weekend); choose another day unless that is agreed.",
			"Go-live falls on a day off, Fri 25 Dec 2026 (Christmas Day); choose another day unless that is agreed.",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Dates(Input{Anchors: c.given, Calendar: office(t)}).Warnings; !slices.Equal(got, c.want) {
				t.Errorf("warnings = %q, want %q", got, c.want)
			}
		})
	}
}

func TestLinesOfPlaybookAndTasks(t *testing.T) {
	p := playbook.Playbook{Phases: []playbook.TemplatePhase{
		{Steps: []playbook.Step{{ID: "one", Anchor: "close", Days: -10}, {ID: "two", Anchor: "kickoff"}}},
		{Steps: []playbook.Step{{ID: "three", Anchor: "go_live", Days: 2}}},
	}}
	want := []Line{{"one", "close", -10}, {"two", "kickoff", 0}, {"three", "go_live", 2}}
	if got := Steps(&p); !slices.Equal(got, want) {
		t.Errorf("Steps = %v, want %v", got, want)
	}
	task := playbook.Task{Anchor: "kickoff", Days: 3}
	task.ID[15] = 7
	if got := Tasks([]playbook.Task{task}); !slices.Equal(got, []Line{{task.ID.String(), "kickoff", 3}}) {
		t.Errorf("Tasks = %v", got)
	}
}

// A holiday list that leaves no working day near must not hang or invent one.
func TestNoWorkingDayNear(t *testing.T) {
	var all []Holiday
	for d, n := playbook.Date("2026-01-01"), 0; n < 1000; n++ {
		all = append(all, Holiday{d.AddDays(n), "Strike"})
	}
	c, err := NewCalendar(Weekend(), all...)
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Anchors: map[string]playbook.Date{"kickoff": "2026-06-01"}, Calendar: c, Lines: []Line{{Anchor: "kickoff", Days: 3}}}
	if got := Dates(in).Lines[0]; got.On != "2026-06-04" {
		t.Errorf("date = %s, want the counted day left where it is", got.On)
	}
}

func BenchmarkFortyLines(b *testing.B) {
	in := Input{
		Anchors:  map[string]playbook.Date{"close": "2026-11-20"},
		Gaps:     playbook.Gaps{Kickoff: 10, GoLive: 28},
		Calendar: MondayToFriday(),
	}
	for i := range 40 {
		in.Lines = append(in.Lines, Line{Anchor: playbook.Anchors()[i%3].Value, Days: i*3 - 30})
	}
	for b.Loop() {
		Dates(in)
	}
}
