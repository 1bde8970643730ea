package form_test

import (
	"errors"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/form"
)

// refusal applies a form that must be refused, after another one, and returns
// what it says.
func refusal(t *testing.T, before, text string) string {
	t.Helper()
	d, _ := desk(t)
	if before != "" {
		apply(t, d, before)
	}
	f, err := form.Read("deal.yaml", strings.NewReader(text))
	if err == nil {
		_, err = form.Apply(t.Context(), d, f)
	}
	var ps form.Problems
	if !errors.As(err, &ps) {
		t.Fatalf("%q is refused with %v, want a line", text, err)
	}
	return err.Error()
}

// What the rules refuse after the close is said with its line, and with what
// would be right.
func TestWhatComesAfterTheCloseIsRefusedByLine(t *testing.T) {
	calls := "account: Acme\ncriteria:\n- {words: Quiet phones, metric: Calls, unit: calls, baseline: 140, target: 70}\n"
	for _, c := range []struct{ name, before, text, want string }{
		{"another unit", calls, "account: Acme\nmeasurements:\n- criterion: Quiet phones\n  value: 4.5 days\n  on: 2027-04-01\n",
			`deal.yaml:4: "4.5 days" is measured in days, and the criterion in calls; convert it first.`},
		{"no number", calls, "account: Acme\nmeasurements:\n- {criterion: Quiet phones, value: better, on: 2027-04-01}\n",
			`deal.yaml:3: "better" is not one number; write the value, such as 4.5.`},
		{"a criterion that is not there", calls, "account: Acme\nmeasurements:\n- criterion: Loud phones\n  value: 1\n  on: 2027-04-01\n",
			`deal.yaml:3: “criterion” names a criterion that is not there: “Loud phones”; write it in the words it has under “criteria”, or "#1" for the first`},
		{"no criterion", calls, "account: Acme\nmeasurements:\n- value: 1\n  on: 2027-04-01\n",
			"deal.yaml:3: The measurement belongs to no criterion; choose the one it measures."},
		{"an outcome without evidence", "", "account: Acme\npromises:\n- text: One\n  to_whom: Mia\n  outcome: kept\n",
			"deal.yaml:5: “One” cannot be marked as kept yet: add the evidence, or the customer's confirmation."},
		{"released by nobody", "", "account: Acme\npromises:\n- text: One\n  outcome: released\n  confirmed_on: 2027-04-01\n",
			"deal.yaml:4: “One” cannot be marked as released by the customer yet: say who at the customer released it."},
		{"due before it was made", "", "account: Acme\npromises:\n- text: One\n  said_on: 2027-02-10\n  due_kind: date\n  due_on: 2027-02-01\n",
			"deal.yaml:6: The promise is due on 1 Feb 2027, before it was made on 10 Feb 2027; correct one of the two."},
		{"a second inspection of a day", "", "account: Acme\ninspections:\n- {day: 7, promise: yes}\n- day: 7\n  promise: no\n",
			"deal.yaml:4: day 7 stands here and on line 3; inspections has one row for a day, keep one"},
		{"an inspection of another day", "", "account: Acme\ninspections:\n- {day: 8, promise: yes}\n",
			"deal.yaml:3: “day” is the day of an inspection: write 7, 14 or 30, not “8”"},
		{"an inspection of no day", "", "account: Acme\ninspections:\n- promise: yes\n",
			"deal.yaml:3: an inspection needs its day; write day: 7, 14 or 30"},
		{"a review of another kind", "account: Acme\ngaps:\n- text: No substitute\n", "account: Acme\nreviews:\n- of: no  SUBSTITUTE\n  on: 2027-04-01\n  result: true\n",
			`deal.yaml:5: "true" is no result for this gap; it is one of open, closed.`},
		{"a review of nothing", "", "account: Acme\nreviews:\n- of: The moon\n  result: open\n",
			`deal.yaml:3: “of” names an assumption, a risk or a gap that is not there: “The moon”; write it in the words it has under assumptions, risks or gaps, or "#1" for the first`},
		{"a target that is the baseline", "", "account: Acme\ncriteria:\n- words: Quiet\n  baseline: 140\n  target: 140 \n",
			"deal.yaml:5: The target is the same as today's number (140); write the number that will show success, or choose “Reach it once”."},
		{"a corrected belief without words", "", "account: Acme\nbeliefs:\n- person: Mia\n  text: All of it\n  state: corrected\n",
			"deal.yaml:3: A corrected belief says what was said to whom; write it."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := refusal(t, c.before, c.text); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A row that is given the day of another one would be the second of that day.
func TestARowCannotTakeTheDayOfAnother(t *testing.T) {
	d, _ := desk(t)
	out := apply(t, d, "account: Acme\ninspections:\n- {day: 7, promise: yes}\n- {day: 14, promise: no}\n")
	rec := record(t, d, out.Account)
	f, err := form.Read("deal.yaml", strings.NewReader("account: Acme\ninspections:\n- id: "+rec.Inspections[1].ID.String()+"\n  day: 7\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = form.Apply(t.Context(), d, f)
	if want := "deal.yaml:3: day 7 has a row in “inspections” already; give one of the two another day"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A closed handoff has nothing open under it, whoever writes.
func TestAFormCannotOpenAPromiseUnderAClosedHandoff(t *testing.T) {
	d, _ := desk(t)
	out := apply(t, d, "account: Acme\npromises:\n- {text: One, outcome: kept, evidence: Seen}\n")
	err := d.Store.Do(t.Context(), playbook.Act{Who: d.Who, Device: d.Device, Label: "Close", At: d.Now()}, func(tx playbook.Tx) error {
		rec, err := playbook.LoadRecord(tx, out.Account)
		if err != nil {
			return err
		}
		rec.Handoff.State, rec.Handoff.ClosedOn, rec.Handoff.ClosedBy = playbook.Accepted, "2027-02-26", "Ada Wolf"
		return tx.Save(&rec.Handoff)
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := form.Read("deal.yaml", strings.NewReader("account: Acme\npromises:\n- text: Two\nproof_points:\n- {day: 30, text: Seen by day 30}\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = form.Apply(t.Context(), d, f)
	want := "deal.yaml:3: “Two” has no outcome, and the handoff was closed on 26 Feb 2027; give what is missing here, or reopen the handoff first\n" +
		"deal.yaml:5: the day-30 proof point is not judged, and the handoff was closed on 26 Feb 2027; give what is missing here, or reopen the handoff first"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if rec := record(t, d, out.Account); len(rec.Promises) != 1 || len(rec.ProofPoints) != 0 {
		t.Error("a refused form was half applied")
	}
	apply(t, d, "account: Acme\npromises:\n- {text: Two, outcome: kept, evidence: Seen as well}\n")
}

// Rows that grow after the close are found again by what they are about.
func TestLaterRowsAreFoundAgain(t *testing.T) {
	d, _ := desk(t)
	text := `account: Acme
measurements:
- {criterion: Quiet phones, value: 118 calls, on: 2027-04-01}
- {criterion: "#2", value: 7, on: 2027-04-01}
criteria:
- {words: Quiet phones, unit: calls, baseline: 140, target: 70}
- {words: Fewer missed visits}
risks:
- {text: Nobody answers}
gaps:
- {text: Nobody answers}
reviews:
- {of: "#2", on: 2027-04-02, result: closed}
signals:
- {kind: chased, text: They asked twice, on: 2027-04-02, promise: The list}
promises:
- {text: The list, criterion: quiet phones}
facts:
- {text: Closed in August}
customer_questions:
- {text: "When are you closed?", fact: Closed in August}
inspections:
- {day: 7, promise: yes}
`
	out := apply(t, d, text)
	if again := apply(t, d, text); again.Rows != 0 || again.Answers != 0 {
		t.Errorf("the second time: %+v", again)
	}
	got := apply(t, d, `account: Acme
measurements:
- {criterion: quiet phones, value: 118.0, on: 2027-04-01, source: Phone log}
- {criterion: quiet phones, value: 90, on: 2027-05-01}
reviews:
- {of: "#2", on: 2027-04-02, result: closed, note: Mia answers}
signals:
- {kind: chased, text: they asked  twice, cause: slip}
- {kind: confused, text: They asked twice}
customer_questions:
- {text: "when are you closed?", by: Ben Okoro}
inspections:
- {day: 7, success: no}
- {day: 14, success: yes}
`)
	if got.Rows != 3 || got.Answers != 7 {
		t.Errorf("%+v, want three rows more and seven answers: source, note, cause, who asks, success, and two spellings", got)
	}
	rec := record(t, d, out.Account)
	if len(rec.Measurements) != 3 || rec.Measurements[0].Value != "118" || rec.Measurements[0].Source != "Phone log" || rec.Measurements[1].CriterionID != rec.Criteria[1].ID {
		t.Errorf("measurements %+v", rec.Measurements)
	}
	if len(rec.WatchReviews) != 1 || rec.WatchReviews[0].WatchID != rec.WatchesOf(playbook.Gap)[0].ID || rec.WatchReviews[0].Note != "Mia answers" {
		t.Errorf("reviews %+v", rec.WatchReviews)
	}
	if len(rec.Signals) != 2 || rec.Signals[0].Cause != "slip" || rec.Signals[0].PromiseID != rec.Promises[0].ID || rec.Signals[0].LoggedAt == "" {
		t.Errorf("signals %+v", rec.Signals)
	}
	if len(rec.CustomerQuestions) != 1 || rec.CustomerQuestions[0].FactID != rec.ItemsOf(playbook.Fact)[0].ID || rec.CustomerQuestions[0].By != "Ben Okoro" {
		t.Errorf("questions %+v", rec.CustomerQuestions)
	}
	if len(rec.Inspections) != 2 || rec.Inspections[0].Success != "no" || rec.Inspections[0].Promise != "yes" || rec.Inspections[1].Pos != 14 {
		t.Errorf("inspections %+v", rec.Inspections)
	}
}

// A belief that a form calls different from the contract is somebody's open item
// with a day; naming them in the form goes before, and the same form again
// changes nothing.
func TestABeliefThatDiffersIsSomebodys(t *testing.T) {
	d, _ := desk(t)
	text := "account: Acme\ncsm: Mia Berg\nbeliefs:\n- {person: Kim, text: Lab results, matches: no}\n- {person: Kim, text: Patient portal, matches: no, owner: Bo, due_on: 2027-04-02}\n- {person: Kim, text: One price, matches: yes}\n"
	text = strings.Replace(text, "csm: Mia Berg\n", "team:\n  csm: Mia Berg\n", 1)
	id := apply(t, d, text).Account
	got := record(t, d, id).Beliefs
	if got[0].Owner != "Mia Berg" || got[0].DueOn != "2027-03-08" {
		t.Errorf("the first is %s's until %s, want the CSM's for five working days", got[0].Owner, got[0].DueOn)
	}
	if got[1].Owner != "Bo" || got[1].DueOn != "2027-04-02" || got[2].Owner != "" || got[2].DueOn != "" {
		t.Errorf("the others: %+v", got[1:])
	}
	if again := apply(t, d, text); again.Answers+again.Rows > 0 {
		t.Errorf("the same form again changes %d answers and %d rows", again.Answers, again.Rows)
	}
}
