package brief

import (
	"time"

	"kept/playbook"
)

// later is the sample three months after its close: three promises have ended,
// one is overdue, and the criteria were measured. Invented as the rest.
func later() playbook.Record {
	r := norrland()
	n := 500
	meta := func() playbook.Meta {
		n++
		return playbook.Meta{ID: numbered(n), AccountID: numbered(999), Pos: n}
	}
	r.Account.ActualClose, r.Account.Stage = "2026-12-04", playbook.Live
	r.Account.StatusLine, r.Account.StatusAt = "All five clinics book in one calendar; the reminders follow on 8 March.", "2027-03-01T08:00:00.000000Z"
	r.Handoff.SalesExit, r.Handoff.SalesReleasedOn, r.Handoff.SalesReleasedBy = "Released when the day-30 proof point is judged", "2027-01-07", "Maya Lindqvist"
	end := func(i int, outcome, shown, by string, on playbook.Date) *playbook.Promise {
		p := &r.Promises[i]
		p.Outcome, p.Evidence, p.DeliveredOn, p.Status = outcome, shown, on, "delivered"
		if by != "" {
			p.CustomerConfirmed, p.ConfirmedBy, p.ConfirmedOn = true, by, on.AddDays(1)
		}
		return p
	}
	end(0, "kept", "Five clinics booked from one calendar on the morning of the 12th; the conflict report of that week is empty", "Ingrid Moe", "2027-01-12")
	r.Promises[1].Status = "at_risk"
	end(2, "kept_late", "First report in Ingrid’s mail, 22 December", "", "2026-12-22")
	r.Promises[2].ConfirmedBy = ""
	end(3, "renegotiated", "Ingrid’s mail of 5 January: two sessions by video in place of the two on site", "Ingrid Moe", "2027-01-05").DeliveredOn = ""
	r.Promises[3].Support, r.Promises[3].Approver, r.Promises[3].SupportPlan, r.Promises[3].AgreedToShow = "unsupported", "Ida Berg", "by video, with a recording", true
	end(4, "kept", "Saved filter shown to Sven Åström, who uses it every day", "Sven Åström", "2027-01-19")
	r.Promises[5].Outcome, r.Promises[5].Evidence = "withdrawn", "Jonas told Ingrid before the signature, mail of 1 December"
	measure := func(c int, value string, on playbook.Date, source string) {
		r.Measurements = append(r.Measurements, playbook.Measurement{Meta: meta(), CriterionID: r.Criteria[c].ID, Value: value, On: on, Source: source, By: "Maya Lindqvist"})
	}
	measure(0, "11", "2026-12-18", "Friday report")
	measure(0, "6", "2027-01-08", "Friday report")
	measure(0, "1", "2027-01-15", "Friday report")
	measure(0, "0", "2027-01-29", "Friday report")
	measure(1, "31", "2027-01-08", "tally of one week")
	measure(1, "12", "2027-02-05", "tally of one week")
	c := &r.Criteria[0]
	c.Achieved, c.AchievedOn, c.AchievedBy, c.AchievedHow = true, "2027-02-05", "Ingrid Moe", "in the monthly call"
	r.Criteria[1].BaselineOn = "2026-11-13"
	r.ProofPoints[0].Result, r.ProofPoints[0].JudgedOn, r.ProofPoints[0].JudgedBy, r.ProofPoints[0].Shown = "yes", "2027-01-04", "Ingrid Moe", "Clinics 1 and 2 booked from one calendar for two weeks"
	r.ProofPoints[1].Result, r.ProofPoints[1].JudgedOn, r.ProofPoints[1].JudgedBy, r.ProofPoints[1].Shown = "partly", "2027-02-03", "Ingrid Moe", "Five clinics are live; one Friday report of four had a conflict"
	r.ProofPoints = append(r.ProofPoints, playbook.ProofPoint{Meta: meta(), Day: 90, Text: "The front desk of clinic 3 has not phoned another clinic for a week", Evidence: "tally of one week", Judge: "Kari Lie"})
	b := &r.Beliefs[0]
	b.State, b.Correction, b.SettledOn, b.SettledBy = "corrected", "Two sessions by video are in the contract; Ingrid takes them and keeps the recording", "2027-01-05", "Jonas Falk"
	r.Beliefs = append(r.Beliefs, playbook.Belief{Meta: meta(), Person: "Per Dahl", Text: "The second year costs the same", Matches: "no", Basis: "verbal", Owner: "Jonas Falk", DueOn: "2027-03-05"},
		playbook.Belief{Meta: meta(), Person: "Sven Åström", Text: "Clinic 4 keeps a view of its own", Matches: "no", State: "promised", SettledOn: "2026-12-09", SettledBy: "Maya Lindqvist", PromiseID: r.Promises[4].ID})
	r.Signals = []playbook.Signal{
		{Meta: meta(), Kind: "repeated", Text: "Kari Lie explained the Saturday hours to a third person of ours", On: "2026-12-14", Cause: "unclear", Phase: "Kickoff and plan", LoggedBy: "Maya Lindqvist"},
		{Meta: meta(), Kind: "contradicted", Text: "Ingrid Moe was told in the demo that training is on site", On: "2026-12-16", Cause: "oversold", Phase: "Kickoff and plan", LoggedBy: "Petter Aas", BeliefID: b.ID},
	}
	r.Inspections = []playbook.Inspection{
		{Meta: meta(), Day: 7, Promise: "yes", Success: "yes", Owned: "no", ToldOnce: "yes", OneStory: "yes", NextStep: "yes", Note: "Two promises have no delivery owner yet.", On: "2026-12-11", By: "Maya Lindqvist"},
		{Meta: meta(), Day: 14, Promise: "yes", Success: "yes", Owned: "yes", ToldOnce: "no", OneStory: "no", NextStep: "yes", Note: "Saturday hours were asked for three times; training on site was believed since the demo. Jonas writes to Ingrid.", On: "2026-12-18", By: "Maya Lindqvist"},
	}
	facts := r.ItemsOf(playbook.Fact)
	r.CustomerQuestions = []playbook.CustomerQuestion{
		{Meta: meta(), Text: "Which clinics have other opening hours on Saturdays?", By: "Petter Aas", FactID: facts[0].ID},
		{Meta: meta(), Text: "Which chairs in clinic 3 are out of use?", By: "Petter Aas"},
		{Meta: meta(), Text: "Who may override a booking at the front desk?", By: "Maya Lindqvist"},
		{Meta: meta(), Text: "How do patients of clinic 4 hear of the new number?", By: "Maya Lindqvist"},
	}
	for i := range r.Tasks {
		if t := &r.Tasks[i]; t.DueOn < "2027-02-20" {
			t.State, t.DoneAt, t.DoneBy = playbook.TaskDone, "2027-02-20T15:00:00.000000Z", "Maya Lindqvist"
		}
	}
	return r
}

func laterInput(k Kind) Input {
	in := inputOf(later())
	in.Kind, in.AsOf = k, time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	return in
}
