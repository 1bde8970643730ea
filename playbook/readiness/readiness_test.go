package readiness

import (
	"math"
	"slices"
	"strings"
	"testing"

	"kept/playbook"
)

const today = playbook.Date("2026-11-23")

// whole returns a low-complexity record that lacks nothing before close.
func whole() *playbook.Record {
	id := func(n byte) playbook.Meta { return playbook.Meta{ID: playbook.ID{n}} }
	r := &playbook.Record{
		Account: playbook.Account{Meta: id(1), Name: "Norrland Dental", Segment: "mid_market", Industry: "Dental care",
			ExpectedClose: "2026-12-04", Value: "48000", Currency: "EUR", Seller: "Jonas Falk", CSM: "Maya Lindqvist",
			CustomerPromise: "Every clinic books from one calendar by 15 January."},
		Handoff: playbook.Handoff{Meta: id(2), Story: "They phoned between clinics.", CostOfInaction: "6,500 a month", CostSource: "Ingrid Moe",
			Emphasised: "One calendar", BarelyDiscussed: "Lab results", FirstValue: "Two clinics share one calendar", FirstValueOn: "2026-12-20",
			GoLiveOn: "2027-01-15", GoLiveKind: "hard", GoLiveSetBy: "Ingrid Moe", GoLiveWhy: "January rush",
			Integrations: "0", DataSets: "0", Sites: "1-3", CustomWork: "no", PlaybookID: "mid-market-60",
			FitProblem: "yes", FitSegment: "yes", FitSponsor: "yes", FitTime: "yes", FitScope: "yes", FitSignedBy: "Jonas Falk"},
		Items: []playbook.Item{
			{Meta: id(10), Kind: playbook.Bought, Text: "Calendar"}, {Meta: id(11), Kind: playbook.NotBought, Text: "Lab results"},
			{Meta: id(12), Kind: playbook.Problem, Text: "Five calendars"}, {Meta: id(13), Kind: playbook.Driver, Text: "One view", Who: "Ingrid Moe"}},
		Criteria: []playbook.Criterion{{Meta: id(20), Words: "If the front desk stops phoning, we’ve won.", Metric: "Double bookings per week", Direction: "down",
			Target: "0", TargetOn: "2027-01-15", Judge: "Ingrid Moe", Confirmed: "confirmed"}},
		People: []playbook.Stakeholder{{Meta: id(30), Name: "Ingrid Moe", Title: "Head of operations", Roles: "sponsor,champion,day_to_day", Influence: "5", Stance: "champion"}},
		Promises: []playbook.Promise{{Meta: id(40), Text: "All five clinics live by 15 January", Quote: "You will be live before the rush", ToWhom: "Ingrid Moe", ByWhom: "Jonas Falk",
			SaidOn: "2026-11-12", SaidWhere: "demo", Kind: "explicit", InContract: "no", DueKind: "date", DueOn: "2027-01-15", Deciding: true, Support: "supported"}},
		Watches: []playbook.Watch{
			{Meta: id(50), Kind: playbook.Assumption, Text: "Export works", Owner: "Petter", DueOn: "2026-11-27", Plan: "Sample file"},
			{Meta: id(51), Kind: playbook.Risk, Text: "Clinic 4 opposes", Severity: "high", Plan: "Visit", Owner: "Maya"}},
	}
	return r
}

func TestWholeRecordIsReady(t *testing.T) {
	res := Of(whole(), today, Default())
	if res.Grade != Ready || res.Figure != 100 || len(res.Missing) != 0 || len(res.Reasons) != 0 {
		t.Fatalf("grade %s figure %d missing %+v reasons %v", res.Grade, res.Figure, res.Missing, res.Reasons)
	}
}

func TestEveryRuleOfTheGrade(t *testing.T) {
	tests := []struct {
		name    string
		change  func(*playbook.Record)
		grade   Grade
		missing string // a missing item that must be named, "" for none
		reason  string // a reason that must be given, "" for none
	}{
		{"no target", func(r *playbook.Record) { r.Criteria[0].Target = "" }, Conditional, "Criterion 1: target", ""},
		{"no criterion is an auto-fail", func(r *playbook.Record) { r.Criteria = nil }, AtRisk, "Success in the customer’s words", "No success criterion"},
		{"an empty criterion row counts as none", func(r *playbook.Record) { r.Criteria = []playbook.Criterion{{}} }, AtRisk, "", "No success criterion"},
		{"neither sponsor nor champion", func(r *playbook.Record) { r.People[0].Roles = "day_to_day" }, AtRisk, "A sponsor among the people", "Neither a sponsor nor a champion"},
		{"a champion alone is enough", func(r *playbook.Record) { r.People[0].Roles = "champion,day_to_day" }, Conditional, "A sponsor among the people", ""},
		{"no risks said", func(r *playbook.Record) { r.Watches = r.Watches[:1] }, AtRisk, "Risks: one row, or “none” with your name", "Nothing is said about risks"},
		{"none for risks, named and dated", func(r *playbook.Record) {
			r.Watches = r.Watches[:1]
			r.Nones = []playbook.None{{Field: "F55", Who: "Jonas Falk", On: "2026-11-20"}}
		}, Ready, "", ""},
		{"no promises said", func(r *playbook.Record) { r.Promises = nil }, AtRisk, "Promises: one row, or “none” with your name", "Nothing is said about promises"},
		{"none for promises needs no deciding one", func(r *playbook.Record) {
			r.Promises = nil
			r.Nones = []playbook.None{{Field: "F44", Who: "Jonas Falk", On: "2026-11-20"}}
		}, Ready, "", ""},
		{"no CSM", func(r *playbook.Record) { r.Account.CSM = "" }, AtRisk, "CSM", "No CSM is named"},
		{"no deciding promise", func(r *playbook.Record) { r.Promises[0].Deciding = false }, Conditional, "Which promise won the deal", ""},
		{"unsupported without approver", func(r *playbook.Record) { r.Promises[0].Support = "unsupported" }, Conditional, "", "no approver with a plan"},
		{"unsupported, approved and planned", func(r *playbook.Record) {
			p := &r.Promises[0]
			p.Support, p.Approver, p.SupportPlan = "unsupported", "Ida", "Rota of two"
		}, Ready, "", ""},
		{"a vague promise", func(r *playbook.Record) { r.Promises[0].Text = "A seamless start, soon" }, Conditional, "", "1 row is vague"},
		{"an implied promise has no exact words", func(r *playbook.Record) { r.Promises[0].Kind, r.Promises[0].Quote = "implied", "" }, Ready, "", ""},
		{"an explicit one has", func(r *playbook.Record) { r.Promises[0].Quote = "" }, Conditional, "Promise 1: exact words used", ""},
		{"due on a date without one", func(r *playbook.Record) { r.Promises[0].DueOn = "" }, Conditional, "Promise 1: due on", ""},
		{"due from an anchor without days", func(r *playbook.Record) { r.Promises[0].DueKind, r.Promises[0].DueAnchor = "anchor", "go_live" }, Conditional, "Promise 1: days after the anchor", ""},
		{"complexity not answered", func(r *playbook.Record) { r.Handoff.Sites = "" }, Conditional, "Complexity: sites", ""},
		{"C+ comes with complexity", func(r *playbook.Record) { r.Handoff.Integrations, r.Handoff.DataSets = "1-2", "1" }, AtRisk, "Day-90 proof point", ""},
		{"regulated is always complex", func(r *playbook.Record) { r.Account.Regulated = true }, AtRisk, "What made them act now", ""},
		{"H comes with the close date", func(r *playbook.Record) { r.Account.ExpectedClose = "2026-11-22" }, Conditional, "Actual close", ""},
		{"fit not signed", func(r *playbook.Record) { r.Handoff.FitSignedBy = "" }, Conditional, "Fit: signed by the seller", ""},
		{"nothing at all", func(r *playbook.Record) { *r = playbook.Record{Account: playbook.Account{Name: "New"}} }, AtRisk, "Segment", "The figure is below 85"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := whole()
			tt.change(r)
			res := Of(r, today, Default())
			if res.Grade != tt.grade {
				t.Errorf("grade %s (figure %d, %v), want %s", res.Grade, res.Figure, res.Reasons, tt.grade)
			}
			if tt.missing != "" && !slices.ContainsFunc(res.Missing, func(m Missing) bool { return m.Text == tt.missing }) {
				t.Errorf("missing %v, want %q among them", texts(res.Missing), tt.missing)
			}
			if tt.reason != "" && !slices.ContainsFunc(res.Reasons, func(s string) bool { return strings.Contains(s, tt.reason) }) {
				t.Errorf("reasons %v, want %q among them", res.Reasons, tt.reason)
			}
		})
	}
}

func texts(ms []Missing) []string {
	var out []string
	for _, m := range ms {
		out = append(out, m.Text)
	}
	return out
}

// Every point is accounted for: weights sum to 100, fields to their section,
// sections to the figure.
func TestEveryPointIsAccountedFor(t *testing.T) {
	r := whole()
	r.Criteria = append(r.Criteria, playbook.Criterion{Words: "Half a row"})
	r.Handoff.Story = ""
	res := Of(r, today, Default())
	weights, total := 0.0, 0.0
	for _, s := range res.Sections {
		sum := 0.0
		for _, f := range s.Fields {
			sum += f.Points
		}
		if math.Abs(sum-s.Points) > 1e-9 {
			t.Errorf("%s: fields give %v, the section %v", s.Key, sum, s.Points)
		}
		weights += s.Weight
		total += s.Points
	}
	if weights != 100 {
		t.Errorf("weights sum to %v", weights)
	}
	if res.Figure != int(total+1e-9) {
		t.Errorf("figure %d, sections give %v", res.Figure, total)
	}
	// Success criteria: the list has one of two rows complete, first value is whole: 25 × (0.5 + 1) / 2.
	for _, s := range res.Sections {
		if s.Key == "success" && math.Abs(s.Points-18.75) > 1e-9 {
			t.Errorf("success gives %v, want 18.75", s.Points)
		}
	}
}

func TestComplexity(t *testing.T) {
	tests := []struct {
		integrations, sets, sites, custom string
		regulated                         bool
		points                            int
		level                             Level
	}{
		{"0", "0", "1-3", "no", false, 0, Low},
		{"1-2", "0", "1-3", "no", false, 1, Low},
		{"1-2", "1", "1-3", "no", false, 2, Medium},
		{"3+", "1", "4+", "no", false, 4, Medium},
		{"3+", "0", "4+", "yes", false, 5, High},
		{"3+", "2+", "4+", "yes", false, 7, High},
		{"0", "0", "1-3", "no", true, 0, High},
		{"", "", "", "", false, 0, Low},
	}
	for _, tt := range tests {
		r := &playbook.Record{Account: playbook.Account{Regulated: tt.regulated},
			Handoff: playbook.Handoff{Integrations: tt.integrations, DataSets: tt.sets, Sites: tt.sites, CustomWork: tt.custom}}
		c := complexity(r)
		if c.Points != tt.points || c.Level != tt.level {
			t.Errorf("%+v: %d points, %s", tt, c.Points, c.Level)
		}
		if c.Answered != (tt.sites != "") {
			t.Errorf("%+v: answered = %v", tt, c.Answered)
		}
	}
}

func TestLateIsWhatWasFilledAfterClose(t *testing.T) {
	r := whole()
	r.Account.ActualClose = "2026-11-20"
	at := map[playbook.FilledKey]playbook.Moment{
		{Noun: "handoff", Row: r.Handoff.ID, Col: "story"}:   "2026-11-21T08:00:00.000000Z",
		{Noun: "account", Row: r.Account.ID, Col: "name"}:    "2026-11-20T23:59:00.000000Z",
		{Noun: "handoff", Row: r.Handoff.ID, Col: "trigger"}: "2026-11-22T08:00:00.000000Z", // C+, and not filled
	}
	c := CaptureOf(r, at)
	if len(c.Late) != 1 || c.Late[0].Col != "story" {
		t.Errorf("late = %+v, want the story alone", c.Late)
	}
	if c.Filled-c.Before != 1 {
		t.Errorf("%d of %d before close, want all but one", c.Before, c.Filled)
	}
}
