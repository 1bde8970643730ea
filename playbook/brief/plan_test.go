package brief

import (
	"fmt"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
	"kept/playbook/schedule"
)

// movedInput is the account of norrland with a baseline of its kickoff, from
// which go-live has moved by five days, and days that say what hangs on what.
func movedInput(t *testing.T) Input {
	t.Helper()
	r := norrland()
	plan := r.Plan()
	var lines strings.Builder
	days := map[playbook.ID]schedule.Day{}
	for i := range r.Tasks {
		k := &r.Tasks[i]
		if k.PlanID != plan.ID {
			continue
		}
		was := k.DueOn
		switch k.Title {
		case "Go-live":
			was = "2027-01-08"
			days[k.ID] = schedule.Day{On: k.DueOn, Start: k.DueOn, Critical: true, Forecast: "2027-01-15"}
		case "Train the front desks":
			days[k.ID] = schedule.Day{On: k.DueOn, Start: "2027-01-06", Critical: true, Forecast: k.DueOn}
		}
		fmt.Fprintf(&lines, "%s %s\n", k.ID, was)
	}
	older := playbook.Baseline{PlanID: plan.ID, Title: "First", On: "2026-12-01", By: "Maya Lindqvist", Dates: ""}
	newest := playbook.Baseline{PlanID: plan.ID, Title: "Kickoff", On: "2026-12-10", By: "Maya Lindqvist", Dates: lines.String()}
	r.Baselines = []playbook.Baseline{newest, older}
	in := inputOf(r)
	in.Days = days
	return in
}

// timelineOf returns the timeline of a document.
func timelineOf(t *testing.T, blocks []doc.Block) doc.Timeline {
	t.Helper()
	for _, b := range blocks {
		switch b := b.(type) {
		case doc.Timeline:
			return b
		case doc.KeepTogether:
			for _, in := range b.Blocks {
				if line, ok := in.(doc.Timeline); ok {
					return line
				}
			}
		}
	}
	t.Fatal("the document has no timeline")
	return doc.Timeline{}
}

// The brief shows where the baseline had what has moved, and what the end of the
// plan hangs on.
func TestInternalTimelineShowsBaselineAndCriticalPath(t *testing.T) {
	in := movedInput(t)
	res, _ := pdf(t, "moved-internal", in, doc.Internal)
	if text := unspaced(t, res.PDF); !strings.Contains(text, "asthebaselinehasit") || !strings.Contains(text, "criticalpath") || res.Pages > Brief.Pages(doc.Internal) {
		t.Errorf("%d pages, and the legend is not there: %s", res.Pages, text)
	}
	line := timelineOf(t, Internal(in).Blocks)
	last := line.Phases[len(line.Phases)-1]
	if want := (doc.Stretch{From: playbook.Date("2027-01-08").Time(), To: playbook.Date("2027-02-02").Time()}); last.Base != want {
		t.Errorf("the baseline of “%s” is %v, want %v", last.Name, last.Base, want)
	}
	if len(last.Critical) != 2 || !last.Critical[0].From.Equal(playbook.Date("2027-01-06").Time()) {
		t.Errorf("what the end hangs on is %v, want the training from 6 January and go-live", last.Critical)
	}
	if !last.Start.Equal(playbook.Date("2027-01-06").Time()) || len(last.Marks) != 2 {
		t.Errorf("the phase begins on %s with %d milestones, want the first day of the training and 2", last.Start, len(last.Marks))
	}
	for _, ph := range line.Phases[:len(line.Phases)-1] {
		if ph.Base != (doc.Stretch{}) || len(ph.Critical) > 0 {
			t.Errorf("“%s” did not move and has a ghost: %+v", ph.Name, ph)
		}
	}
	got := map[string]doc.Milestone{}
	for _, m := range line.Milestones {
		got[m.Name] = m
	}
	if m := got["Go-live"]; m.Word != "was 8 Jan 2027, forecast 15 Jan 2027" || !m.Critical || !m.Base.Equal(playbook.Date("2027-01-08").Time()) {
		t.Errorf("go-live is %+v", m)
	}
	if m, ok := got["Kickoff"]; !ok || m.Word != "" || !m.Base.IsZero() {
		t.Errorf("the kickoff is %+v, want its short name and nothing beside its date", m)
	}
}

// The customer sees phases, milestones and their own words, on one page of either
// paper; nothing of the baseline and of what hangs on what.
func TestCustomerTimelineHasOnlyTheirWords(t *testing.T) {
	for _, paper := range []doc.Paper{doc.A4, doc.Letter} {
		in := movedInput(t)
		in.Paper = paper
		d, _ := Customer(in)
		line := timelineOf(t, d.Blocks)
		names := map[string]bool{}
		for _, m := range line.Milestones {
			names[m.Name] = true
			if m.Critical || !m.Base.IsZero() || strings.Contains(m.Word, "was") {
				t.Errorf("the customer’s milestone is %+v", m)
			}
		}
		for _, ph := range line.Phases {
			if ph.Base != (doc.Stretch{}) || len(ph.Critical) > 0 {
				t.Errorf("the customer’s phase is %+v", ph)
			}
		}
		if !names["Kickoff"] || !names["Introduction call"] || names["Three-way introduction call"] {
			t.Errorf("the customer’s milestones are %v", names)
		}
		in.Kind = Brief
		res, _ := pdf(t, "moved-customer-"+[]string{"a4", "letter"}[paper], in, doc.Customer)
		text := strings.ToLower(unspaced(t, res.PDF))
		for _, never := range []string{"baseline", "critical", "forecast", "was8jan"} {
			if strings.Contains(text, never) {
				t.Errorf("the customer reads %q", never)
			}
		}
		if f := pdftest.Faults(pdftest.Pages(t, res.PDF), 18); len(f) > 0 {
			t.Errorf("%d faults, first %s", len(f), f[0])
		}
	}
}

func TestShortStep(t *testing.T) {
	for title, want := range map[string]string{
		"Kickoff: goal, criteria, plan":                                      "Kickoff",
		"30-minute kickoff: play back goal, promises and plan; they correct": "30-minute kickoff",
		"Review the criterion's value; ask CSAT":                             "Review the criterion's value",
		"Go-live":                                                            "Go-live",
		"K: odd":                                                             "K: odd",
	} {
		if got := shortStep(title); got != want {
			t.Errorf("shortStep(%q) = %q, want %q", title, got, want)
		}
	}
}
