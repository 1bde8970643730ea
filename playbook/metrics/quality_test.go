package metrics_test

import (
	"slices"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/metrics"
)

func at(day playbook.Date) playbook.Moment { return playbook.Moment(day + "T12:00:00.000000Z") }

func TestCompletenessIsTheReadinessFigure(t *testing.T) {
	rec := sold()
	before := metrics.Completeness(rec, today)
	rec.Handoff.Story = "They phoned between clinics."
	if after := metrics.Completeness(rec, today); before < 0 || after <= before {
		t.Errorf("%d without a story, %d with one", before, after)
	}
}

func TestAnswersFilledBeforeClose(t *testing.T) {
	rec := sold()
	rec.Account.Industry, rec.Handoff.Story = "Dental care", "They phoned."
	key := func(noun string, row playbook.ID, col string) playbook.FilledKey {
		return playbook.FilledKey{Noun: noun, Row: row, Col: col}
	}
	all := metrics.BeforeClose(rec, map[playbook.FilledKey]playbook.Moment{}, time.UTC)
	late := metrics.BeforeClose(rec, map[playbook.FilledKey]playbook.Moment{
		key("account", rec.Account.ID, "industry"): at("2027-01-15"), // the day of the close is in time
		key("handoff", rec.Handoff.ID, "story"):    at("2027-01-16"),
	}, time.UTC)
	if all.Part != all.Whole || late.Whole != all.Whole || late.Part != all.Part-1 {
		t.Errorf("nothing late %s, one late %s", all.Count(), late.Count())
	}
}

func TestAcceptedAtTheFirstSubmission(t *testing.T) {
	step := func(to playbook.HandoffState, day playbook.Date) playbook.Transition {
		return playbook.Transition{To: to, At: at(day)}
	}
	for _, c := range []struct {
		name  string
		steps []playbook.Transition
		want  string
	}{
		{"accepted", []playbook.Transition{step(playbook.Submitted, "2027-01-10"), step(playbook.Accepted, "2027-01-11")}, "1/0/0"},
		{"accepted with conditions", []playbook.Transition{step(playbook.Submitted, "2027-01-10"), step(playbook.AcceptedWithConditions, "2027-01-11")}, "1/0/0"},
		{"returned", []playbook.Transition{step(playbook.Submitted, "2027-01-10"), step(playbook.Returned, "2027-01-11")}, "0/1/0"},
		{"returned, then accepted", []playbook.Transition{step(playbook.Submitted, "2027-01-10"), step(playbook.Returned, "2027-01-11"), step(playbook.Submitted, "2027-01-12"), step(playbook.Accepted, "2027-01-13")}, "0/1/0"},
		{"the rows in another order", []playbook.Transition{step(playbook.Accepted, "2027-01-13"), step(playbook.Submitted, "2027-01-12"), step(playbook.Returned, "2027-01-11"), step(playbook.Submitted, "2027-01-10")}, "0/1/0"},
		{"waits", []playbook.Transition{step(playbook.Submitted, "2027-01-10")}, "0/0/1"},
		{"never submitted", nil, "0/0/0"},
		{"submitted before the window", []playbook.Transition{step(playbook.Submitted, "2026-12-31"), step(playbook.Accepted, "2027-01-02")}, "0/0/0"},
	} {
		rec := sold()
		rec.Transitions = c.steps
		if got := counts(metrics.FirstSubmission(rec, firstQuarter, time.UTC)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// closedOn is a record that closed on a day.
func closedOn(day playbook.Date, change func(*playbook.Record)) playbook.Record {
	rec := playbook.Record{Account: playbook.Account{ActualClose: day}}
	if change != nil {
		change(&rec)
	}
	return rec
}

func TestHowEarlyCSWasInvolved(t *testing.T) {
	read := func(day playbook.Date) func(*playbook.Record) {
		return func(r *playbook.Record) { r.Handoff.ReviewedOn = day }
	}
	recs := []playbook.Record{
		closedOn("2027-01-20", read("2027-01-06")), // 14 days
		closedOn("2027-01-20", read("2027-01-10")), // 10 days
		closedOn("2027-01-20", read("2027-01-22")), // after the close
		closedOn("2027-01-20", nil),                // never
		closedOn("", read("2027-01-06")),           // not closed
		closedOn("2026-12-31", read("2026-12-01")), // another cohort
	}
	got := metrics.CSInvolved(recs, firstQuarter, 14)
	if !slices.Equal(got.Days, metrics.Spread{14, 10, -2}) || counts(got.Early) != "1/3/1" {
		t.Errorf("days %v, at least fourteen %s", []int(got.Days), counts(got.Early))
	}
	if got := metrics.CSInvolved(recs, firstQuarter, 10); counts(got.Early) != "2/2/1" {
		t.Errorf("at least ten: %s", counts(got.Early))
	}
}

func TestQuestionsAfterAcceptance(t *testing.T) {
	accepted := func(day playbook.Date, asked ...playbook.Date) playbook.Record {
		var rec playbook.Record
		if day != "" {
			rec.Transitions = []playbook.Transition{{To: playbook.Submitted, At: at("2027-01-01")}, {To: playbook.Accepted, At: at(day)}}
		}
		for _, d := range asked {
			rec.Questions = append(rec.Questions, playbook.Question{Text: "Who signs?", AskedAt: at(d)})
		}
		return rec
	}
	got := metrics.LateQuestions([]playbook.Record{
		accepted("2027-01-10", "2027-01-05", "2027-01-11", "2027-02-01"), // two of three after it
		accepted("2027-01-10", "2027-01-05"),
		accepted("2027-01-10"),
		accepted("", "2027-01-05"), // not accepted
		accepted("2027-04-10", "2027-04-12"),
	}, firstQuarter, time.UTC)
	if !slices.Equal(got.Counts, metrics.Spread{2, 0, 0}) || counts(got.Any) != "1/2/0" || got.Any.Rate().String() != "too few (n=3)" {
		t.Errorf("counts %v, any %s", []int(got.Counts), counts(got.Any))
	}
}

func TestTheyHadToTellItAgain(t *testing.T) {
	signals := func(kinds ...string) func(*playbook.Record) {
		return func(r *playbook.Record) {
			for _, k := range kinds {
				r.Signals = append(r.Signals, playbook.Signal{Kind: k, On: "2027-02-01"})
			}
		}
	}
	got := metrics.Over([]playbook.Record{
		closedOn("2027-01-20", signals("repeated", "repeated", "confused")),
		closedOn("2027-01-20", signals("confused")),
		closedOn("2027-01-20", nil),
		closedOn("", signals("repeated")),
		closedOn("2026-12-31", signals("repeated")),
	}, func(r *playbook.Record) metrics.Cases { return metrics.Repeats(r, firstQuarter) })
	if counts(got) != "1/2/1" {
		t.Errorf("%s, want 1/2/1", counts(got))
	}
}

func TestSignalsOfAnOnboardingMonth(t *testing.T) {
	sign := func(kind, cause, by string, on playbook.Date) playbook.Signal {
		return playbook.Signal{Kind: kind, Cause: cause, LoggedBy: by, On: on}
	}
	january := metrics.Window{From: "2027-01-01", To: "2027-01-31"}
	recs := []playbook.Record{
		closedOn("2027-01-22", func(r *playbook.Record) { // ten days in January
			r.Signals = []playbook.Signal{sign("confused", "unclear", "Ada Marsh", "2027-01-22"), sign("confused", "", "ada  marsh", "2027-01-31"),
				sign("apology", "slip", "Ben Roe", "2027-02-01"), // not in January
				sign("chased", "", "Cy Dunn", "2027-01-03")}      // before it closed
		}),
		closedOn("2026-10-03", func(r *playbook.Record) { // until day 90, which is 1 January: one day
			r.Signals = []playbook.Signal{sign("apology", "oversold", "Ben Roe", "2027-01-01"), sign("apology", "", "Ben Roe", "2027-01-02")}
		}),
		closedOn("2026-09-01", nil),
		closedOn("2027-02-01", nil),
		closedOn("", nil),
	}
	got := metrics.SignalRate(recs, january, today)
	if want := (metrics.Frequency{Signals: 3, Days: 11, Accounts: 2}); got.All != want || got.Loggers != 2 || got.Outside != 2 {
		t.Errorf("%+v, %d loggers, %d outside; want %+v, 2, 2", got.All, got.Loggers, got.Outside, want)
	}
	kinds, causes := map[string]int{}, map[string]int{}
	for _, s := range got.Kinds {
		kinds[s.Value] = s.Signals
	}
	for _, s := range got.Causes {
		causes[s.Value] = s.Signals
	}
	if kinds["confused"] != 2 || kinds["apology"] != 1 || kinds["chased"] != 0 || len(kinds) != 8 {
		t.Errorf("by type %v", kinds)
	}
	if causes["unclear"] != 1 || causes["oversold"] != 1 || causes[""] != 1 || len(causes) != 6 || got.Causes[5].Label != "Not known yet" {
		t.Errorf("by cause %v", causes)
	}
	if early := metrics.SignalRate(recs, january, "2027-01-25"); early.All.Days != 4+1 {
		t.Errorf("on 25 January %d days of onboarding have been, want 5", early.All.Days)
	}
	for _, c := range []struct {
		f    metrics.Frequency
		want string
	}{
		{metrics.Frequency{}, "too few (n=0)"},
		{metrics.Frequency{Signals: 9, Days: 300, Accounts: 4}, "too few (n=4)"},
		{metrics.Frequency{Signals: 10, Days: 305, Accounts: 5}, "1.0 a month"},
		{metrics.Frequency{Days: 305, Accounts: 5}, "0.0 a month"},
		{metrics.Frequency{Signals: 1, Days: 30500, Accounts: 400}, "under 0.1 a month"},
	} {
		if got := c.f.String(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.f, got, c.want)
		}
	}
}

func TestInspectionScores(t *testing.T) {
	inspected := func(day int, yes ...string) func(*playbook.Record) {
		return func(r *playbook.Record) {
			i := playbook.Inspection{Day: day}
			for _, col := range yes {
				playbook.SetText(&i, col, "yes")
			}
			r.Inspections = append(r.Inspections, i)
		}
	}
	got := metrics.InspectionScores([]playbook.Record{
		closedOn("2027-02-01", inspected(7, "promise", "success", "owned", "told_once", "one_story", "next_step")),
		closedOn("2027-02-01", inspected(7, "promise", "success")),
		closedOn("2027-02-01", nil),
		closedOn("2027-02-26", nil), // day 7 is to come
		closedOn("", nil),
		closedOn("2026-12-31", inspected(7, "promise")),
	}, firstQuarter, today)
	if len(got) != 3 || got[0].Day != 7 || got[1].Day != 14 || got[2].Day != 30 {
		t.Fatalf("%+v", got)
	}
	week := got[0]
	if !slices.Equal(week.Yes, metrics.Spread{6, 2}) || week.Rate != (metrics.Rate{Part: 8, Whole: 12, N: 2, NotYet: 2}) || len(week.Missed) != 1 || week.NotYet != 2 {
		t.Errorf("day 7: %+v", week)
	}
	if month := got[2]; len(month.Missed) != 0 || month.NotYet != 5 { // 1 February and 30 days is 3 March
		t.Errorf("day 30: %+v", month)
	}
}
