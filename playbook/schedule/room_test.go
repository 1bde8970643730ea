package schedule

import (
	"slices"
	"strings"
	"testing"

	"kept/playbook"
)

// launch is a plan of a story: the build waits for access, training and go-live
// for the build. Go-live is Monday 14 December 2026.
func launch(change ...func(*Input)) Input {
	in := Input{
		Anchors:  map[string]playbook.Date{"close": "2026-11-20", "kickoff": "2026-11-30", "go_live": "2026-12-14"},
		Calendar: MondayToFriday(),
		Tasks: []Task{
			{Key: "access", Title: "Give access", Anchor: "kickoff", Days: 2, Owner: "Customer"},
			{Key: "build", Title: "Build", Anchor: "kickoff", Days: 7, Duration: 3, Owner: "Petter", After: []playbook.Dependency{{Step: "access"}}},
			{Key: "gaps", Title: "Known gaps", Anchor: "kickoff", Days: 8, Owner: "Lena"},
			{Key: "train", Title: "Train", Anchor: "go_live", Days: -4, Owner: "Maya", After: []playbook.Dependency{{Step: "build"}}},
			{Key: "go-live", Title: "Go-live", Anchor: "go_live", Milestone: true, Owner: "Petter", After: []playbook.Dependency{{Step: "train", Lag: 1}, {Step: "build"}}},
			{Key: "check", Title: "Daily check", Anchor: "go_live", Days: 2, Owner: "Lena", After: []playbook.Dependency{{Step: "go-live"}}},
		},
	}
	for _, f := range change {
		f(&in)
	}
	return in
}

func byKey(in *Input, key string) int {
	return slices.IndexFunc(in.Tasks, func(t Task) bool { return t.Key == key })
}

func set(key string, f func(*Task)) func(*Input) {
	return func(in *Input) { f(&in.Tasks[byKey(in, key)]) }
}

func TestRoom(t *testing.T) {
	type row struct {
		key             string
		on, early, late playbook.Date
		slack           int
		critical        bool
	}
	for _, c := range []struct {
		name   string
		change func(*Input)
		want   []row
	}{
		{"as planned", func(*Input) {}, []row{
			{"access", "2026-12-02", "2026-12-02", "2026-12-04", 2, false}, // the build must begin on Monday the 7th
			{"build", "2026-12-07", "2026-12-07", "2026-12-09", 2, false},
			{"gaps", "2026-12-08", "2026-12-08", "2026-12-16", 6, false}, // nothing waits for it
			{"train", "2026-12-10", "2026-12-08", "2026-12-10", 0, true},
			{"go-live", "2026-12-14", "2026-12-10", "2026-12-14", 0, true},
			{"check", "2026-12-16", "2026-12-11", "2026-12-16", 0, true}, // the end of the plan
		}},
		{"access comes three days late", set("access", func(t *Task) { t.Pin = "2026-12-07" }), []row{
			{"access", "2026-12-07", "2026-12-07", "2026-12-04", -1, true},
			{"build", "2026-12-10", "2026-12-10", "2026-12-09", -1, true},
			{"train", "2026-12-11", "2026-12-11", "2026-12-10", -1, true},
			{"go-live", "2026-12-15", "2026-12-15", "2026-12-14", -1, true},
		}},
		{"a deadline", set("gaps", func(t *Task) { t.Deadline = "2026-12-13" }), []row{
			{"gaps", "2026-12-08", "2026-12-08", "2026-12-11", 3, false},
		}},
		{"a deadline that is over", set("gaps", func(t *Task) { t.Deadline = "2026-12-04" }), []row{
			{"gaps", "2026-12-08", "2026-12-08", "2026-12-04", -2, true},
		}},
		{"Petter is away", func(in *Input) { in.Away = map[string][]Stretch{"Petter": {{"2026-12-03", "2026-12-04", "leave"}}} }, []row{
			{"access", "2026-12-02", "2026-12-02", "2026-12-04", 2, false},
			{"build", "2026-12-09", "2026-12-09", "2026-12-09", 0, true},
		}},
		{"what is done has no room", set("access", func(t *Task) { t.DoneOn = "2026-12-01" }), []row{
			{"access", "2026-12-01", "2026-12-01", "2026-12-01", 0, false},
			{"build", "2026-12-07", "2026-12-04", "2026-12-09", 2, false},
		}},
		{"training is skipped", set("train", func(t *Task) { t.Skipped = true }), []row{
			{"train", "2026-12-10", "2026-12-10", "2026-12-10", 0, false},
			{"build", "2026-12-07", "2026-12-07", "2026-12-10", 3, false}, // the lag of a day is still asked
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := launch(c.change)
			res := mustPlan(t, in)
			for _, w := range c.want {
				d := res.Tasks[byKey(&in, w.key)]
				if got := (row{d.Key, d.On, d.Earliest, d.Latest, d.Slack, d.Critical}); got != w {
					t.Errorf("got %+v, want %+v", got, w)
				}
			}
		})
	}
}

func TestForecastOfGoLive(t *testing.T) {
	today := func(d playbook.Date) func(*Input) { return func(in *Input) { in.Today = d } }
	drop := func(in *Input) { in.Tasks = in.Tasks[:4] } // a plan whose go-live is no task
	for _, c := range []struct {
		name    string
		change  []func(*Input)
		goLive  playbook.Date
		end     playbook.Date
		castEnd playbook.Date
		of      string // whose forecast has these reasons
		why     []string
	}{
		{"no day, no forecast", nil, "2026-12-14", "2026-12-16", "", "go-live", nil},
		{"in time", []func(*Input){today("2026-12-02")}, "2026-12-14", "2026-12-16", "2026-12-16", "go-live", nil},
		{"access is open on Monday", []func(*Input){today("2026-12-07")}, "2026-12-15", "2026-12-16", "2026-12-16", "build", []string{
			"“Give access” is forecast for Mon 7 Dec 2026, and it takes 3 working days: Thu 10 Dec 2026",
			"“Give access”: due Wed 2 Dec 2026 and not done, so at the earliest Mon 7 Dec 2026"}},
		{"access is blocked on Monday", []func(*Input){today("2026-12-07"), set("access", func(t *Task) { t.Blocked = true })}, "2026-12-16", "2026-12-16", "2026-12-17", "go-live", []string{
			"“Train” is forecast for Mon 14 Dec 2026, plus 1 working day: Wed 16 Dec 2026",
			"“Train”: “Build” is forecast for Fri 11 Dec 2026: Mon 14 Dec 2026",
			"“Build”: “Give access” is forecast for Tue 8 Dec 2026, and it takes 3 working days: Fri 11 Dec 2026",
			"“Give access”: blocked today, Mon 7 Dec 2026, so at the earliest Tue 8 Dec 2026"}},
		{"access was given on Monday", []func(*Input){today("2026-12-08"), set("access", func(t *Task) { t.DoneOn = "2026-12-07" })}, "2026-12-15", "2026-12-16", "2026-12-16", "access", nil},
		{"on a Saturday it is Monday at the earliest", []func(*Input){today("2026-12-05")}, "2026-12-15", "2026-12-16", "2026-12-16", "access", []string{
			"due Wed 2 Dec 2026 and not done, so at the earliest Mon 7 Dec 2026"}},
		{"done", []func(*Input){today("2027-02-01"), set("go-live", func(t *Task) { t.DoneOn = "2026-12-18" })}, "2026-12-18", "2026-12-21", "2027-02-05", "go-live", nil},
		{"no task for it, in time", []func(*Input){drop, today("2026-12-02")}, "2026-12-14", "2026-12-10", "2026-12-10", "train", nil},
		{"no task for it, training is late", []func(*Input){drop, today("2026-12-15")}, "2026-12-22", "2026-12-10", "2026-12-21", "gaps", []string{
			"due Tue 8 Dec 2026 and not done, so at the earliest Tue 15 Dec 2026"}},
		{"it waits", []func(*Input){today("2026-12-02"), func(in *Input) { delete(in.Anchors, "go_live") }}, "", "2026-12-08", "2026-12-08", "go-live", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := launch(c.change...)
			res := mustPlan(t, in)
			if res.GoLive != c.goLive || res.End != c.end || res.ForecastEnd != c.castEnd {
				t.Errorf("go-live %s, end %s, forecast of the end %s; want %s, %s, %s", res.GoLive, res.End, res.ForecastEnd, c.goLive, c.end, c.castEnd)
			}
			if why := res.WhyForecast(byKey(&in, c.of)); !slices.Equal(why, c.why) {
				t.Errorf("got  %s\nwant %s", strings.Join(why, "\n     "), strings.Join(c.why, "\n     "))
			}
		})
	}
}

func TestWarningsOfAPlan(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Input)
		want   []string
	}{
		{"nothing to say", func(*Input) {}, nil},
		{"go-live on a Friday", func(in *Input) { in.Anchors["go_live"] = "2026-12-18" }, []string{
			"Go-live falls on a Friday, Fri 18 Dec 2026; choose another day unless that is agreed."}},
		{"go-live in a blackout", func(in *Input) { in.Closed = []Stretch{{"2026-12-14", "2026-12-14", "Stocktaking"}} }, []string{
			"Go-live falls on a day off, Mon 14 Dec 2026 (blackout: Stocktaking); choose another day unless that is agreed."}},
		{"kickoff on a Sunday before close", func(in *Input) { in.Anchors["close"], in.Anchors["kickoff"] = "2026-11-30", "2026-11-29" }, []string{
			"Kickoff Sun 29 Nov 2026 is before close Mon 30 Nov 2026; check both dates.",
			"Kickoff falls on a day off, Sun 29 Nov 2026 (weekend); choose another day unless that is agreed."}},
		{"go-live before kickoff", func(in *Input) { in.Anchors["go_live"], in.Tasks = "2026-11-26", in.Tasks[:1] }, []string{
			"Go-live Thu 26 Nov 2026 is before kickoff Mon 30 Nov 2026; check both dates."}},
		{"what comes before go-live is late", set("build", func(t *Task) { t.Pin = "2026-12-11" }), []string{
			"“Train” is to come before go-live Mon 14 Dec 2026, but is on Mon 14 Dec 2026; move go-live or the task.",
			"“Go-live” is planned for Mon 14 Dec 2026, but what it waits for allows Wed 16 Dec 2026 at the earliest; move go-live or shorten what comes before it."}},
		{"moved before what it waits for", set("build", func(t *Task) { t.Pin = "2026-12-04" }), []string{
			"“Build” was moved to Fri 4 Dec 2026, but what it waits for allows Mon 7 Dec 2026 at the earliest; move that first."}},
		{"moved to a Saturday", set("gaps", func(t *Task) { t.Pin = "2026-12-05" }), []string{
			"“Known gaps” was moved to a day off, Sat 5 Dec 2026 (weekend); choose another day unless that is agreed."}},
		{"a deadline is missed", set("gaps", func(t *Task) { t.Deadline, t.DeadlineWhy = "2026-12-04", "promise “before the peak”" }), []string{
			"“Known gaps” is on Tue 8 Dec 2026, after its deadline Fri 4 Dec 2026 (promise “before the peak”); bring it forward, or agree on another day."}},
		{"a deadline will be missed", func(in *Input) {
			in.Today = "2026-12-09"
			in.Tasks = []Task{{Key: "gaps", Title: "Known gaps", Anchor: "kickoff", Days: 8, Deadline: "2026-12-08"}}
		}, []string{
			"“Known gaps” is forecast for Wed 9 Dec 2026, after its deadline Tue 8 Dec 2026; bring it forward, or agree on another day."}},
		{"somebody is away on the day itself", func(in *Input) { in.Away = map[string][]Stretch{"Petter": {{"2026-12-11", "2026-12-15", "leave"}}} }, []string{
			"Petter is away until Tue 15 Dec 2026 (leave), and “Go-live” is on Mon 14 Dec 2026; choose who stands in, or another day."}},
		{"what takes long begins late", func(in *Input) {
			in.Anchors["go_live"] = "2027-01-18"
			in.Tasks = append(in.Tasks, Task{Key: "approval", Title: "Approval", Anchor: "kickoff", Days: 25, Duration: 15})
		}, []string{
			"“Approval” takes 15 working days and begins on Mon 7 Dec 2026, after kickoff; what takes long is best begun by kickoff."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := mustPlan(t, launch(c.change)).Warnings; !slices.Equal(got, c.want) {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
			}
		})
	}
}

func TestDaysOffOfAPlan(t *testing.T) {
	res := mustPlan(t, launch(func(in *Input) {
		in.Calendar = office(t)
		in.Closed = []Stretch{{"2026-12-15", "2026-12-17", "Stocktaking"}, {From: "2026-12-21"}}
		in.Away = map[string][]Stretch{"Petter": {{"2026-12-01", "2026-12-04", "leave"}, {"2026-12-09", "2026-12-09", ""}}}
	}))
	for _, c := range []struct {
		on   playbook.Date
		who  string
		want string
	}{
		{"2026-12-03", "Petter", "Petter is away until Fri 4 Dec 2026 (leave)"}, {"2026-12-09", "Petter", "Petter is away on Wed 9 Dec 2026"},
		{"2026-12-03", "", ""}, {"2026-12-16", "", "blackout: Stocktaking"}, {"2026-12-21", "Petter", "blackout"},
		{"2026-12-24", "", "Office closed"}, {"2026-12-05", "", "weekend"}, {"", "", ""}, {"2026-12-33", "", ""},
	} {
		if got := res.Off(c.on, c.who); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.on, c.who, got, c.want)
		}
	}
	if n := res.WorkingBetween("2026-12-14", "2026-12-22"); n != 2 {
		t.Errorf("Friday the 18th and Tuesday the 22nd are working days, counted %d", n)
	}
	if n := res.WorkingBetween("2026-12-22", "2026-12-14"); n != -2 {
		t.Errorf("and back: %d", n)
	}
}

func TestPushes(t *testing.T) {
	keys := func(in *Input, of string) string {
		var out []string
		for _, i := range mustPlan(t, *in).Pushes(byKey(in, of)) {
			out = append(out, in.Tasks[i].Key)
		}
		return strings.Join(out, " ")
	}
	in := launch()
	if got := keys(&in, "access"); got != "build train go-live check" {
		t.Errorf("access pushes %q", got)
	}
	if got := keys(&in, "check"); got != "" {
		t.Errorf("the last task pushes %q", got)
	}
	in = launch(set("train", func(t *Task) { t.Skipped = true }), set("check", func(t *Task) { t.DoneOn = "2026-12-15" }))
	if got := keys(&in, "access"); got != "build go-live" {
		t.Errorf("past a skipped and a done task, access pushes %q", got)
	}
}

func TestChanges(t *testing.T) {
	in := launch()
	before := mustPlan(t, in)
	if got := Changes(before, mustPlan(t, launch())); got != nil {
		t.Errorf("the same plan has changed: %+v", got)
	}
	later := launch(func(in *Input) { delete(in.Anchors, "kickoff") }, set("check", func(t *Task) { t.Pin = "2026-12-21" }), func(in *Input) {
		in.Tasks = append(slices.Delete(in.Tasks, 2, 3), Task{Key: "party", Title: "Party", Anchor: "go_live", Days: 3})
	})
	want := []Change{
		{Key: "access", Title: "Give access", Was: "2026-12-02", Waiting: "waiting for kickoff date"},
		{Key: "build", Title: "Build", Was: "2026-12-07", Waiting: "waiting for kickoff date"},
		{Key: "train", Title: "Train", Was: "2026-12-10", Waiting: "waiting for kickoff date"},
		{Key: "go-live", Title: "Go-live", Was: "2026-12-14", Waiting: "waiting for kickoff date"},
		{Key: "check", Title: "Daily check", Was: "2026-12-16", Waiting: "waiting for kickoff date"},
		{Key: "party", Title: "Party", Now: "2026-12-17", Added: true},
		{Key: "gaps", Title: "Known gaps", Was: "2026-12-08", Removed: true},
	}
	if got := Changes(before, mustPlan(t, later)); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	later = launch(set("check", func(t *Task) { t.Pin = "2026-12-21" }), set("gaps", func(t *Task) { t.Pin = "2026-12-04" }))
	want = []Change{
		{Key: "gaps", Title: "Known gaps", Was: "2026-12-08", Now: "2026-12-04", Days: -2},
		{Key: "check", Title: "Daily check", Was: "2026-12-16", Now: "2026-12-21", Days: 3},
	}
	if got := Changes(before, mustPlan(t, later)); !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
